internal import GRDB
public import PortfolioCore

extension Store {
  /// Puts things on record, all or none, in one transaction that no other program can come between.
  ///
  /// What stands at that moment is checked within it: a decision that names another standing decision than the
  /// one it replaces, a second signature by the first person, a step of a cycle out of order are refused.
  /// - Returns: the entries, in the order given.
  /// - Throws: ``ProblemList`` with everything that is refused; then nothing is on record.
  @discardableResult
  public func record(_ contents: [JournalContent], by signature: JournalSignature) throws -> [JournalEntry] {
    try write { db in
      var problems: [Problem] = []
      var entries: [JournalEntry] = []
      var (sequence, previous) = try JournalEnd.read(db)
      for content in contents {
        let refusals = try JournalRules.refusals(of: content, by: signature, in: db)
        problems += refusals
        guard problems.isEmpty else { continue }
        sequence += 1
        let entry = JournalEntry(
          sequence: sequence, kind: content.kind, subject: content.subject,
          payload: try JournalRows.payload(content), signature: signature, previous: previous)
        try db.cachedStatement(sql: "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
          arguments: [
            entry.sequence, entry.kind.rawValue, entry.subject, entry.payload, entry.recordedOn.iso,
            entry.actor, entry.role, entry.previous, entry.hash,
          ])
        try JournalRows.insert(content, entry: sequence, into: db)
        entries.append(entry)
        previous = entry.hash
      }
      guard problems.isEmpty else { throw ProblemList(problems) }
      if let last = entries.last { try JournalEnd.seal(last, db) }
      return entries
    }
  }

  /// Puts a paper that lifts a gate on record.
  /// - Parameter number: the right's number as shown.
  /// - Returns: its entry.
  @discardableResult
  public func record(
    evidence: GateEvidence, number: String, by signature: JournalSignature
  ) throws -> JournalEntry? {
    try record([.evidence(evidence, number: number)], by: signature).first
  }

  /// The papers on record by a day that were not taken back, those that no longer count among them, in the order of
  /// the journal.
  public func gateEvidence(asOf day: CalendarDay) throws -> [GateEvidence] {
    try evidenceRecords(asOf: day).map(\.evidence)
  }

  /// The papers on record by a day with their entries; see ``gateEvidence(asOf:)``.
  public func evidenceRecords(
    asOf day: CalendarDay
  ) throws -> [(entry: JournalEntry, evidence: GateEvidence)] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT e.*, e.entry AS sequence, j.kind, j.subject, j.payload, j.recorded_on, j.actor,
            j.role, j.previous, j.hash
          FROM gate_evidence e JOIN journal j ON j.sequence = e.entry
          WHERE j.recorded_on <= ?1 AND NOT EXISTS (
            SELECT 1 FROM revocation r JOIN journal k ON k.sequence = r.entry
            WHERE r.revokes = e.entry AND k.recorded_on <= ?1)
          ORDER BY e.entry
          """, arguments: [day.iso]
      )
      return try JournalRows.all(rows, "gate_evidence") { row in
        guard let evidence = JournalRows.evidence(row), let entry = JournalEnd.entry(row) else { return nil }
        return (entry: entry, evidence: evidence)
      }
    }
  }

  /// The entries of the journal by a day, the earliest first; without a day, all there are.
  public func journal(asOf day: CalendarDay? = nil) throws -> [JournalEntry] {
    let day = day ?? JournalEnd.endOfDays
    return try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM journal WHERE recorded_on <= ? ORDER BY sequence", arguments: [day.iso]
      ).compactMap { JournalEnd.entry($0) }
    }
  }
}

/// Where the journal ends.
enum JournalEnd {
  /// Nothing is on record after this day: the last of year 9999.
  static let endOfDays = CalendarDay(number: 2_932_896)

  /// The last number ever given and the hash of the last entry. Numbers are not given twice, even where somebody
  /// cut entries off the end: the gap stays to be seen.
  static func read(_ db: Database) throws -> (sequence: Int64, hash: String) {
    let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'journal'") ?? 0
    let last = try Row.fetchOne(db, sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
    let sequence: Int64 = last?["sequence"] ?? 0
    let sealed = try seal(db)?.entries ?? 0
    return (max(given, sequence, sealed), last?["hash"] ?? JournalEntry.beginning)
  }

  /// How many entries the journal has had, and the hash of the last, as sealed with it; nil where the seal is lost.
  static func seal(_ db: Database) throws -> (entries: Int64, hash: String)? {
    try Row.fetchOne(db, sql: "SELECT entries, hash FROM journal_seal WHERE id = 1").map {
      ($0["entries"], $0["hash"])
    }
  }

  /// Seals the journal behind its last entry, in the transaction that records it.
  static func seal(_ last: JournalEntry, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE journal_seal SET entries = ?, hash = ? WHERE id = 1",
      arguments: [last.sequence, last.hash])
  }

  /// An entry as stored; nil when it is none.
  static func entry(_ row: Row) -> JournalEntry? {
    guard let kind = JournalEntry.Kind(rawValue: row["kind"]),
      let day = CalendarDay(iso: row["recorded_on"] as String)
    else { return nil }
    return JournalEntry(
      sequence: row["sequence"], kind: kind, subject: row["subject"], payload: row["payload"],
      recordedOn: day, actor: row["actor"], role: row["role"], previous: row["previous"], hash: row["hash"])
  }
}
