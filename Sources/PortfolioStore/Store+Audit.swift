internal import GRDB
public import PortfolioCore

/// What verifying the journal found.
public struct JournalAudit: Sendable {
  /// How many entries there are.
  public let entries: Int
  /// The hash of the last one; ``JournalEntry/beginning`` for an empty journal.
  public let head: String
  /// What is wrong; empty for a journal that nobody has touched.
  public let problems: [Problem]
}

extension Store {
  /// Verifies the journal: every entry gives its hash and follows the one before, none is missing, and the typed
  /// rows say what the entries say.
  ///
  /// The tables and triggers of the journal are compared with those of a store just made.
  ///
  /// The seal beside the journal, written in the same transaction, tells where it ended: entries cut off its end are
  /// found. Somebody who may write to the file can rewrite the journal from some entry on, hashes, seal and all, and
  /// leaves it sound in itself. Against that helps only a hash kept elsewhere, such as in minutes.
  /// - Parameter kept: such a hash, which must be that of an entry.
  public func audit(kept: String? = nil) throws -> JournalAudit {
    try read { db in try JournalAudit(db, kept: kept) }
  }
}

extension JournalAudit {
  /// Verifies the journal as a connection sees it.
  init(_ db: Database, kept: String?) throws {
    var (problems, lost) = try JournalGuard.check(db)
    guard !lost.contains("journal") else {
      self.init(entries: 0, head: JournalEntry.beginning, problems: problems)
      return
    }
    var head = JournalEntry.beginning
    var last: Int64 = 0
    var count = 0
    var found = kept == JournalEntry.beginning
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM journal ORDER BY sequence")
    while let row = try rows.next() {
      count += 1
      let sequence: Int64 = row["sequence"]
      if sequence != last + 1 { problems.append(JournalAudit.missing(from: last + 1, to: sequence - 1)) }
      let hash: String = row["hash"]
      let kindWord: String = row["kind"]
      let payload: String = row["payload"]
      let expected = JournalEntry.hash(
        sequence: sequence, kind: kindWord, subject: row["subject"], payload: payload,
        recordedOn: row["recorded_on"], actor: row["actor"], role: row["role"], previous: row["previous"])
      if expected != hash { problems.append(JournalAudit.altered(sequence, row["subject"])) }
      if row["previous"] as String != head { problems.append(JournalAudit.broken(sequence)) }
      if hash == kept { found = true }
      if let kind = JournalEntry.Kind(rawValue: kindWord), !lost.contains(JournalRows.table(kind)),
        kind != .cycle || !lost.contains("cycle_member")
      {
        let typed = try JournalRows.stored(kind, entry: sequence, in: db)
        let said = JournalRows.content(kind, payload: payload)
        if said == nil || typed != said {
          problems.append(JournalAudit.differs(sequence, JournalRows.table(kind), row["subject"]))
        }
      }
      head = hash
      last = sequence
    }
    let seal = lost.contains(Schema.sealTable) ? nil : try JournalEnd.seal(db)
    let given = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'journal'") ?? 0
    let ever = max(given, seal?.entries ?? 0)
    if ever > last { problems.append(JournalAudit.missing(from: last + 1, to: ever)) }
    if !lost.contains(Schema.sealTable), seal?.entries != last || seal?.hash != head {
      problems.append(JournalAudit.brokenSeal(seal, last: last))
    }
    for kind in JournalEntry.Kind.allCases {
      let table = JournalRows.table(kind)
      if lost.contains(table) { continue }
      let strays = try Int64.fetchAll(
        db,
        sql: """
          SELECT entry FROM \(table) WHERE entry NOT IN (SELECT sequence FROM journal WHERE kind = ?)
          ORDER BY entry
          """, arguments: [kind.rawValue])
      problems += strays.map { JournalAudit.stray($0, table) }
    }
    let strays =
      lost.contains("cycle_member") || lost.contains("review_cycle")
      ? []
      : try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT entry FROM cycle_member WHERE entry NOT IN (SELECT entry FROM review_cycle)
          ORDER BY entry
          """)
    problems += strays.map { JournalAudit.stray($0, "cycle_member") }
    if let kept, !found {
      problems.append(
        Problem(
          .headNotFound, value: kept, zh: "日志中没有这个散列值：这一条或其之前的记录已不是当时的样子",
          en: "The journal has no entry of this hash: it, or something before it, is not what it was",
          remedy: BilingualText(
            zh: "核对散列值的抄写；与备份逐条比较", en: "Check how the hash was copied; compare with a backup")))
    }
    self.init(entries: count, head: head, problems: problems)
  }

  static var remedy: BilingualText {
    BilingualText(
      zh: "有人绕过程序改动了数据库文件；从备份恢复，并查明原因",
      en:
        "Somebody changed the store's file behind the program's back; restore a backup and find out who and why"
    )
  }

  static func altered(_ sequence: Int64, _ subject: String) -> Problem {
    Problem(
      .entryAltered, value: "#\(sequence) \(subject)", zh: "条目内容与其散列值不符",
      en: "The entry's fields do not give its hash", remedy: remedy)
  }

  static func broken(_ sequence: Int64) -> Problem {
    Problem(
      .chainBroken, value: "#\(sequence)", zh: "条目所记的前一散列值不是前一条的",
      en: "The entry does not follow the one before it",
      remedy: remedy)
  }

  static func missing(from first: Int64, to last: Int64) -> Problem {
    Problem(
      .entryMissing, value: first == last ? "#\(first)" : "#\(first)–#\(last)", zh: "日志缺少条目",
      en: "Entries are missing from the journal", remedy: remedy)
  }

  static func brokenSeal(_ seal: (entries: Int64, hash: String)?, last: Int64) -> Problem {
    guard let seal else {
      return Problem(
        .sealBroken, value: "#\(last)", zh: "日志的封记不见了", en: "The seal of the journal is gone", remedy: remedy)
    }
    return Problem(
      .sealBroken, value: "#\(seal.entries)",
      zh: "日志止于第 \(last) 条，封记为第 \(seal.entries) 条（散列值 \(seal.hash.prefix(12))…）",
      en:
        "The journal ends with entry \(last); it was sealed with entry \(seal.entries) (hash \(seal.hash.prefix(12))…)",
      remedy: remedy)
  }

  static func differs(_ sequence: Int64, _ table: String, _ subject: String) -> Problem {
    Problem(
      .rowDiffers, value: "#\(sequence) \(table) \(subject)", zh: "表中的记录与日志条目不一致",
      en: "The row in the table does not say what the entry says", remedy: remedy)
  }

  static func stray(_ sequence: Int64, _ table: String) -> Problem {
    Problem(
      .rowWithoutEntry, value: "#\(sequence) \(table)", zh: "表中的记录在日志中没有条目",
      en: "The row in the table has no entry in the journal", remedy: remedy)
  }
}
