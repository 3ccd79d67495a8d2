internal import GRDB
internal import PortfolioCore

/// Rows of tables with versions: every day on which a file shows one is kept, so that the days decide what is known and
/// not the order of the imports.
extension ImportSession {
  /// Keeps that the present file shows a row, unless that is known of its day already.
  ///
  /// A day that nobody stated proves nothing of a row that stands as it is said; that it is there again, or says something
  /// else, is kept whatever the day.
  /// - Parameter isStored: whether a row of the same key is stored already, of whatever day.
  /// - Returns: whether it says something else than what was known of it on the day.
  func sight(_ draft: NativeDraft, _ rule: NativeTableRule, isStored: Bool) throws -> Bool {
    guard isStored else {
      try keepSighting(draft, rule, isBehind: false)
      return true
    }
    let count = Int32(rule.columns.count)
    let query = try nativeStatement(rule.table + " sighted", rule.sightedSQL)
    var ignored: [Problem] = []
    try bind(query, draft, rule, &ignored)
    query.bind(count + 1, observedOn)
    query.bind(count + 2, filePath)
    guard try query.step() else { return false }
    let latestDay = query.day(0)
    let isKnown = query.integer(1) == 1
    let isSeenToday = query.integer(2) == 1
    let isSeenHereToday = query.integer(3) == 1
    let isSeenHere = query.integer(4) == 1
    let isSaidAnew = query.integer(5) == 0
    let isOtherwiseLater = query.integer(6) == 1
    let hasEnded = query.integer(7) == 1
    query.reset()
    if isKnown, !hasEnded {
      // Whose file shows a row matters only where rows end by their own file.
      let isByFile = rowEnding == .ofSameFile
      let isKept =
        isDayStated ? (isByFile ? isSeenHereToday : isSeenToday) : (isByFile ? isSeenHere : true)
      if isKept { return false }
    }
    if hasEnded { counts[counts.count - 1].resumed += 1 }
    let isBehind = isKnown || latestDay.map { $0 > observedOn } ?? false
    try keepSighting(draft, rule, isBehind: isBehind)
    if isSaidAnew, isOtherwiseLater { try noteEarlierCorrection(draft, rule) }
    return !isKnown
  }

  private func keepSighting(_ draft: NativeDraft, _ rule: NativeTableRule, isBehind: Bool) throws {
    let insert =
      isBehind
      ? try nativeStatement(rule.table + " behind", rule.behindSQL)
      : try nativeStatement(rule.table + " latest", rule.latestSQL)
    var ignored: [Problem] = []
    try bind(insert, draft, rule, &ignored)
    insert.bind(Int32(rule.columns.count) + 1, currentBatch)
    try insert.run()
    keptSightings += 1
  }

  /// Keeps that the files of a table held it whole on their day, or each of them itself: rows that were seen before and
  /// are not in them end on it, those in them go on.
  /// - Parameter ends: whether rows end by it; where none does, a day that nobody stated proves nothing.
  func keepWhole(_ table: String, _ whole: WholeTable, ends: Bool) throws {
    guard whole.refused == 0, whole.isDayStated || ends else { return }
    switch rowEnding {
    case .none: return
    case .ofSameFile:
      guard whole.rows > 0 else { return }
      for path in whole.paths.sorted() { try keepWhole(table, place: path, whole, ends: ends) }
    case .ofTable: try keepWhole(table, place: "", whole, ends: ends)
    }
    if ends { try goOn(table, whole) }
  }

  private func keepWhole(_ table: String, place: String, _ whole: WholeTable, ends: Bool) throws {
    try keepWhole(
      table, place: place, on: whole.day, turn: ends ? whole.firstBatch : 0, file: whole.file)
  }

  /// Keeps that a table, or its rows of one file, was seen whole on a day.
  /// - Parameters:
  ///   - place: the file's canonical path; empty for the table whatever its files.
  ///   - turn: of the rows seen on the same day, those of imports before this batch end too; 0 where none does.
  func keepWhole(_ table: String, place: String, on day: CalendarDay, turn: Int64, file: String) throws {
    try db.execute(
      sql: """
        INSERT INTO table_seen (table_name, place, day, turn, file) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (table_name, place, day) DO UPDATE SET turn = max(turn, excluded.turn), file = excluded.file
        """, arguments: [table, place, day.iso, turn, file])
  }

  /// Keeps a sighting of the rows that the files hold and that had been seen on this day already, by an import before
  /// the one that ends others of that day.
  private func goOn(_ table: String, _ whole: WholeTable) throws {
    guard let rule = NativeTableRule.endable[table] else { return }
    let names = rule.columns.map(\.stored).joined(separator: ", ")
    let same = rule.key.map { "p.\($0) = s.\($0)" }.joined(separator: " AND ")
    let statement = PreparedStatement(
      db,
      """
      INSERT INTO \(table)_past (\(names), batch_id, version)
      SELECT \(names), ?2, 1 + coalesce((SELECT max(p.version) FROM \(table)_past p WHERE \(same)), 0)
      FROM (SELECT \(names), max(observed_on || printf('%010d', version)) FROM \(table)_seen
        WHERE observed_on <= ?1
          AND \(Schema.rowKey(table)) IN (SELECT row_key FROM temp.seen_row WHERE table_name = '\(table)')
          AND NOT (\(Schema.standing(table)))
        GROUP BY \(rule.key.joined(separator: ", "))) s
      """)
    statement.bind(1, whole.day)
    statement.bind(2, whole.batch)
    try statement.run()
  }
}

extension NativeTableRule {
  private func same(_ prefix: String, keys: Bool) -> String {
    columns.enumerated().filter { key.contains($0.element.stored) == keys }
      .map { "\(prefix)\($0.element.stored) IS ?\($0.offset + 1)" }.joined(separator: " AND ")
  }

  private var names: String { columns.map(\.stored).joined(separator: ", ") }
  private var marks: String { (1...columns.count).map { "?\($0)" }.joined(separator: ", ") }

  /// Whether anything is stored under the key of a row, in the table or in its past. Parameters are the rule's columns.
  var storedSQL: String {
    """
    SELECT 1 FROM \(table) WHERE \(same("", keys: true))
    UNION ALL SELECT 1 FROM \(table)_past WHERE \(same("", keys: true)) LIMIT 1
    """
  }

  /// What is known of a row: parameters are the rule's columns, the day and the path of the present file.
  ///
  /// Its results: the day of the row that stands in the table; whether what was said last by the day is the same; whether
  /// the same was seen on the day, and by this file; by this file up to the day, since it was last whole without it;
  /// whether the same was ever seen; whether something else was seen after the day; whether it had ended.
  /// Rows of different recorded days are versions of their own, and none contradicts the other.
  var sightedSQL: String {
    let count = columns.count
    let day = "?\(count + 1)"
    let path = "?\(count + 2)"
    var rival = "NOT same"
    if let recorded = columns.firstIndex(where: { $0.stored == "recorded_on" }) {
      let mark = "?\(recorded + 1)"
      rival += " AND (recorded_on IS NULL OR \(mark) IS NULL OR recorded_on = \(mark))"
    }
    let rowKey = key.compactMap { name in
      columns.firstIndex { $0.stored == name }.map { "?\($0 + 1)" }
    }.joined(separator: " || char(31) || ")
    return """
      WITH every AS (
        SELECT \(names), batch_id, \(Schema.present) AS version FROM \(table) WHERE \(same("", keys: true))
        UNION ALL SELECT \(names), batch_id, version FROM \(table)_past WHERE \(same("", keys: true))),
      dated AS (
        SELECT every.*, import_batch.path AS path, import_batch.observed_on AS observed_on
        FROM every JOIN import_batch ON import_batch.id = every.batch_id),
      seen AS (
        SELECT s.*, \(same("s.", keys: false)) AS same,
          \(Schema.leftOutOn(table, by: day)) IS NOT NULL AS left_out
        FROM dated s)
      SELECT
        (SELECT observed_on FROM seen WHERE version = \(Schema.present)),
        coalesce((SELECT same FROM seen WHERE (same OR (\(rival))) AND observed_on <= \(day)
          ORDER BY observed_on DESC, version DESC LIMIT 1), 0),
        EXISTS (SELECT 1 FROM seen WHERE same AND observed_on = \(day)),
        EXISTS (SELECT 1 FROM seen WHERE same AND observed_on = \(day) AND path IS \(path)),
        EXISTS (SELECT 1 FROM seen WHERE same AND observed_on <= \(day) AND path IS \(path) AND NOT left_out),
        EXISTS (SELECT 1 FROM seen WHERE same),
        EXISTS (SELECT 1 FROM seen WHERE NOT same AND observed_on > \(day)),
        (EXISTS (SELECT 1 FROM seen WHERE observed_on <= \(day))
            AND NOT EXISTS (SELECT 1 FROM seen WHERE observed_on <= \(day) AND NOT left_out))
          OR EXISTS (SELECT 1 FROM row_end e WHERE e.table_name = '\(table)' AND e.row_key = \(rowKey)
            AND e.ended_on <= \(day) AND (e.resumed_on IS NULL OR e.resumed_on > \(day)))
      """
  }

  /// Stores the row that was seen last; the one before it goes to the past. Parameters are the rule's columns and the
  /// batch.
  var latestSQL: String {
    let set = columns.map(\.stored).filter { !key.contains($0) } + ["batch_id"]
    return """
      INSERT INTO \(table) (\(names), batch_id) VALUES (\(marks), ?\(columns.count + 1))
      ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE
      SET \(set.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      """
  }

  /// Stores a sighting among those of the past. Parameters are the rule's columns and the batch.
  var behindSQL: String {
    """
    INSERT INTO \(table)_past (\(names), batch_id, version)
    SELECT \(marks), ?\(columns.count + 1),
      1 + coalesce((SELECT max(p.version) FROM \(table)_past p WHERE \(same("p.", keys: true))), 0)
    """
  }
}
