internal import GRDB
public import PortfolioCore

extension Store {
  /// Everything decided and on record by a day; without a day, all there is.
  public func decisionBook(asOf day: CalendarDay? = nil) throws -> DecisionBook {
    let day = day ?? JournalEnd.endOfDays
    return try read { db in
      func rows(_ table: String) throws -> [Row] {
        try Row.fetchAll(
          db,
          sql: """
            SELECT t.*, j.hash AS entry_hash FROM \(table) t JOIN journal j ON j.sequence = t.entry
            WHERE j.recorded_on <= ? ORDER BY t.entry
            """, arguments: [day.iso])
      }
      let head =
        try String.fetchOne(
          db, sql: "SELECT hash FROM journal WHERE recorded_on <= ? ORDER BY sequence DESC LIMIT 1",
          arguments: [day.iso]) ?? JournalEntry.beginning
      func all<Value>(_ table: String, _ read: (Row) -> Value?) throws -> [Value] {
        try JournalRows.all(rows(table), table, read)
      }
      let approvals = try all("decision_approval") { row in
        JournalRows.approval(row).map { (entry: row["entry"] as Int64, approval: $0) }
      }
      return DecisionBook(
        decisions: try all("decision") { row in
          JournalRows.decision(row).map { (entry: row["entry"], hash: row["entry_hash"], decision: $0) }
        }, approvals: approvals.map(\.approval), approvalEntries: approvals.map(\.entry),
        revocations: try all("revocation", JournalRows.revocation),
        results: try all("execution_result", JournalRows.result), head: head)
    }
  }

  /// The cycles opened by a day, the earliest first; without a day, all there are.
  public func cycles(asOf day: CalendarDay? = nil) throws -> [CycleRecord] {
    let day = day ?? JournalEnd.endOfDays
    return try read { db in
      func all<Value>(_ table: String, _ read: (Row) throws -> Value?) throws -> [Value] {
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT t.* FROM \(table) t JOIN journal j ON j.sequence = t.entry
            WHERE j.recorded_on <= ? ORDER BY t.entry
            """, arguments: [day.iso])
        return try JournalRows.all(rows, table, read)
      }
      let assignments = try all("cycle_assignment", JournalRows.assignment)
      let steps = try all("cycle_step") { row in
        JournalRows.step(row).map { (entry: row["entry"] as Int64, step: $0) }
      }
      let minutes = try all("cycle_minutes", JournalRows.minutes)
      return try all("review_cycle") { row in
        guard let cycle = try JournalRows.cycle(row, in: db) else { return nil }
        // The latest assignment of a unit holds.
        var latest: [CycleAssignment] = []
        for assignment in assignments where assignment.cycle == cycle.name {
          latest.removeAll { $0.unit == assignment.unit }
          latest.append(assignment)
        }
        return CycleRecord(
          entry: row["entry"], cycle: cycle, assignments: latest.sorted { $0.unit < $1.unit },
          steps: steps.map(\.step).filter { $0.cycle == cycle.name },
          minutes: minutes.filter { $0.cycle == cycle.name },
          frozenEntry: steps.first { $0.step.cycle == cycle.name && $0.step.step == .frozen }?.entry)
      }
    }
  }

  /// The rights about which rows were stored after the first so many imports that had rows, each with the last such
  /// import: what a run of those imports did not know.
  public func rightsChanged(after imports: Int) throws -> [Int64: (file: String, observedOn: CalendarDay)] {
    try read { db in
      // A run lists the imports that had rows; the rest of them came later.
      let last =
        try imports == 0
        ? 0
        : Int64.fetchOne(
          db, sql: "SELECT id FROM import_batch WHERE rows > 0 ORDER BY id LIMIT 1 OFFSET ?",
          arguments: [imports - 1]) ?? Int64.max
      var changed: [Int64: (file: String, observedOn: CalendarDay)] = [:]
      let later = try Row.fetchAll(
        db, sql: "SELECT id, file, observed_on FROM import_batch WHERE id > ? ORDER BY id", arguments: [last])
      guard let first = later.first.map({ $0["id"] as Int64 }) else { return changed }
      var batches: [Int64: (file: String, observedOn: CalendarDay)] = [:]
      for row in later {
        guard let day = CalendarDay(iso: row["observed_on"] as String) else { continue }
        batches[row["id"]] = (row["file"], day)
      }
      let query = PreparedStatement(
        db,
        """
        SELECT right_id, batch_id FROM source_row
        WHERE batch_id >= ? AND right_id IS NOT NULL AND outcome <> 'refused' ORDER BY id
        """)
      query.bind(1, first)
      while try query.step() { changed[query.integer(0)] = batches[query.integer(1)] }
      return changed
    }
  }
}

extension Store {
  /// The grades of a right in all stored runs up to one, the earliest first.
  public func gradeHistory(of rightID: Int64, through run: Int64) throws -> [GradeOfRun] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.id, r.as_of, l.outcome, l.points, l.low, l.high, a.action,
            (SELECT path FROM run_model WHERE run_id = r.id AND position = 0) AS model
          FROM run_right l JOIN run r ON r.id = l.run_id
          LEFT JOIN recommendation a ON a.run_id = l.run_id AND a.right_id = l.right_id
          WHERE l.right_id = ? AND r.id <= ? ORDER BY r.id
          """, arguments: [rightID, run]
      ).compactMap { row in
        guard let day = CalendarDay(iso: row["as_of"] as String) else { return nil }
        return GradeOfRun(
          run: row["id"], asOf: day, model: row["model"] ?? "", outcome: row["outcome"],
          points: row["points"], low: row["low"], high: row["high"], recommended: row["action"])
      }
    }
  }
}
