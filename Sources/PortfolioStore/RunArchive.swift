internal import GRDB
public import PortfolioCore

/// A stored run as the store keeps it: texts, blocks of column bytes by name, and one line a right.
public struct RunRecord: Sendable {
  /// The run's number; 0 before it is stored.
  public var id: Int64
  /// The portfolio's name.
  public var portfolioName: String
  /// The as-of day.
  public var asOf: CalendarDay
  /// The program's version.
  public var programVersion: String
  /// The currency's code.
  public var currency: String
  /// The SHA-256 over facts and texts.
  public var snapshotHash: String
  /// Everything else, as JSON.
  public var details: String
  /// The model files in order: path, SHA-256 and text.
  public var models: [(path: String, sha256: String, text: String)]
  /// Column bytes by name, each with its SHA-256.
  public var columns: [(name: String, sha256: String, bytes: [UInt8])]

  /// A record.
  public init(
    id: Int64, portfolioName: String, asOf: CalendarDay, programVersion: String, currency: String,
    snapshotHash: String, details: String, models: [(path: String, sha256: String, text: String)],
    columns: [(name: String, sha256: String, bytes: [UInt8])]
  ) {
    self.id = id
    self.portfolioName = portfolioName
    self.asOf = asOf
    self.programVersion = programVersion
    self.currency = currency
    self.snapshotHash = snapshotHash
    self.details = details
    self.models = models
    self.columns = columns
  }
}

/// A line of the list of runs.
public struct RunLine: Sendable, Equatable {
  /// The run's number.
  public let id: Int64
  /// The as-of day.
  public let asOf: CalendarDay
  /// The SHA-256 over facts and texts.
  public let snapshotHash: String
  /// The paths of its model files.
  public let models: [String]
  /// What the run's record says of itself, as JSON.
  public let details: String
}

/// The result of one right in a run, as stored for queries.
public struct RunRightLine: Sendable {
  /// The right.
  public let rightID: Int64
  /// The grade, the gate's id, or `other`.
  public let outcome: String
  /// Score, its interval and coverage.
  public let points: Double
  /// The least score possible.
  public let low: Double
  /// The greatest score possible.
  public let high: Double
  /// The share of known facts.
  public let coverage: Double

  /// A line.
  public init(rightID: Int64, outcome: String, points: Double, low: Double, high: Double, coverage: Double) {
    self.rightID = rightID
    self.outcome = outcome
    self.points = points
    self.low = low
    self.high = high
    self.coverage = coverage
  }
}

extension Store {
  /// Stores a run in one transaction. A run with the same day, facts and models as a stored one is not stored
  /// again: the stored one's number comes back.
  /// - Parameter recommendation: what a plan recommends for each line, and why; nil where it recommends nothing.
  public func saveRun(
    _ record: RunRecord, lineCount: Int, line: (Int) -> RunRightLine,
    recommendation: (Int) -> (action: String, reason: String)? = { _ in nil }
  ) throws -> (
    id: Int64, isNew: Bool
  ) {
    try write { db in
      if let id = try equalRun(db, record) { return (id, false) }
      for model in record.models {
        try db.execute(
          sql: "INSERT OR IGNORE INTO model_text (sha256, text) VALUES (?, ?)",
          arguments: [model.sha256, model.text])
      }
      try db.execute(
        sql: """
          INSERT INTO run (portfolio_name, as_of, program_version, currency, snapshot_hash, details)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          record.portfolioName, record.asOf.iso, record.programVersion, record.currency, record.snapshotHash,
          record.details,
        ])
      let id = db.lastInsertedRowID
      for (position, model) in record.models.enumerated() {
        try db.execute(
          sql: "INSERT INTO run_model (run_id, position, path, sha256) VALUES (?, ?, ?, ?)",
          arguments: [id, position, model.path, model.sha256])
      }
      try saveColumns(db, record, id)
      let insert = PreparedStatement(
        db,
        """
        INSERT INTO run_right (run_id, right_id, outcome, points, low, high, coverage) VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
      let advise = PreparedStatement(
        db, "INSERT INTO recommendation (run_id, right_id, action, reason) VALUES (?, ?, ?, ?)")
      for index in 0..<lineCount {
        let right = line(index)
        insert.bind(1, id)
        insert.bind(2, right.rightID)
        insert.bind(3, right.outcome)
        insert.bind(4, right.points)
        insert.bind(5, right.low)
        insert.bind(6, right.high)
        insert.bind(7, right.coverage)
        try insert.run()
        guard let advice = recommendation(index) else { continue }
        advise.bind(1, id)
        advise.bind(2, right.rightID)
        advise.bind(3, advice.action)
        advise.bind(4, advice.reason)
        try advise.run()
      }
      return (id, true)
    }
  }

  private func equalRun(_ db: Database, _ record: RunRecord) throws -> Int64? {
    let candidates = try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM run WHERE portfolio_name = ? AND as_of = ? AND program_version = ? AND currency = ?
          AND snapshot_hash = ? AND details = ? ORDER BY id
        """,
      arguments: [
        record.portfolioName, record.asOf.iso, record.programVersion, record.currency, record.snapshotHash,
        record.details,
      ])
    let wanted = record.models.map { $0.path + " " + $0.sha256 }
    return try candidates.first { id in
      let found = try Row.fetchAll(
        db, sql: "SELECT path, sha256 FROM run_model WHERE run_id = ? ORDER BY position", arguments: [id])
      return found.map { "\($0["path"] as String) \($0["sha256"] as String)" } == wanted
    }
  }

  /// Columns are kept once, whatever the number of runs that have them.
  private func saveColumns(_ db: Database, _ record: RunRecord, _ id: Int64) throws {
    let find = PreparedStatement(db, "SELECT id FROM column_blob WHERE sha256 = ?")
    let insert = PreparedStatement(db, "INSERT INTO column_blob (sha256, bytes) VALUES (?, ?)")
    let link = PreparedStatement(db, "INSERT INTO run_column (run_id, name, blob_id) VALUES (?, ?, ?)")
    for column in record.columns {
      let blobID: Int64
      find.bind(1, column.sha256)
      if try find.step() {
        blobID = find.integer(0)
        find.reset()
      } else {
        insert.bind(1, column.sha256)
        insert.bind(2, blob: column.bytes)
        try insert.run()
        blobID = insert.lastInsertedID
      }
      link.bind(1, id)
      link.bind(2, column.name)
      link.bind(3, blobID)
      try link.run()
    }
  }

  /// The stored runs, the oldest first.
  public func runs() throws -> [RunLine] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT id, as_of, snapshot_hash, details FROM run ORDER BY id").compactMap {
        row in
        let id: Int64 = row["id"]
        guard let asOf = CalendarDay(iso: row["as_of"] as String) else { return nil }
        let models = try String.fetchAll(
          db, sql: "SELECT path FROM run_model WHERE run_id = ? ORDER BY position", arguments: [id])
        return RunLine(
          id: id, asOf: asOf, snapshotHash: row["snapshot_hash"], models: models, details: row["details"])
      }
    }
  }

  /// The names of the portfolio in the stored runs, each once.
  public func portfolioNames() throws -> [String] {
    try read { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT portfolio_name FROM run ORDER BY portfolio_name")
    }
  }

  /// A stored run with its columns.
  /// - Parameter id: the run's number; nil for the latest.
  /// - Throws: ``ProblemList`` when there is no such run.
  public func loadRun(id: Int64?) throws -> RunRecord {
    try read { db in
      let found = try id ?? Int64.fetchOne(db, sql: "SELECT max(id) FROM run")
      guard let found,
        let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [found]),
        let asOf = CalendarDay(iso: row["as_of"] as String)
      else {
        throw ProblemList(
          Problem(
            .noSuchRun, at: Place(file: path), value: id.map { "\($0)" },
            zh: id == nil ? "还没有评审记录" : "没有这个编号的评审",
            en: id == nil ? "There is no review yet" : "There is no run of this number",
            remedy: BilingualText(
              zh: "先运行 winnow review；已有编号见 winnow list --runs",
              en: "Run winnow review first; winnow list --runs shows the numbers")))
      }
      let models = try Row.fetchAll(
        db,
        sql: """
          SELECT m.path, m.sha256, t.text FROM run_model m JOIN model_text t USING (sha256)
          WHERE m.run_id = ? ORDER BY m.position
          """, arguments: [found]
      ).map { (path: $0["path"] as String, sha256: $0["sha256"] as String, text: $0["text"] as String) }
      var columns: [(name: String, sha256: String, bytes: [UInt8])] = []
      let query = PreparedStatement(
        db,
        """
        SELECT c.name, b.sha256, b.bytes FROM run_column c JOIN column_blob b ON b.id = c.blob_id
        WHERE c.run_id = ? ORDER BY c.name
        """)
      query.bind(1, found)
      while try query.step() { columns.append((query.text(0) ?? "", query.text(1) ?? "", query.blob(2))) }
      return RunRecord(
        id: found, portfolioName: row["portfolio_name"], asOf: asOf, programVersion: row["program_version"],
        currency: row["currency"], snapshotHash: row["snapshot_hash"], details: row["details"],
        models: models,
        columns: columns)
    }
  }

  /// The imports so far that brought or changed something, the oldest first. One that only showed rows again on another
  /// day is none of them.
  public func imports() throws -> [ImportCounts] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM import_batch WHERE rows > 0 OR ended > 0 ORDER BY id")
        .compactMap { row in
          guard let day = CalendarDay(iso: row["observed_on"] as String) else { return nil }
          var counts = ImportCounts(file: row["file"], mapping: row["mapping"], observedOn: day)
          counts.stored = row["stored"]
          counts.merged = row["merged"]
          counts.refused = row["refused"]
          counts.unchanged = row["unchanged"]
          counts.ended = row["ended"]
          counts.resumed = row["resumed"]
          return counts
        }
    }
  }

  /// How many rights are stored.
  public func rightCount() throws -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM ip_right") ?? 0 }
  }
}
