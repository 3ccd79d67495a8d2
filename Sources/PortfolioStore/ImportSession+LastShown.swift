internal import GRDB
internal import PortfolioCore

/// Rows of tables without versions: of two files that differ the one of the later day stands, whichever comes in last.
extension ImportSession {
  /// Rows of the present file that differ from what a file of a later day showed.
  struct OutdatedRows {
    /// The table's native name.
    var table = ""
    var count = 0
    var firstLine = 0
    /// The latest of those days.
    var latest = CalendarDay(number: 0)
  }

  /// Whether anything that the store knows was shown on a day after the present file's.
  private func isBeforeShown() throws -> Bool {
    if let known = isBehindShown { return known }
    let found =
      try isOlderThanStored()
      || Int.fetchOne(
        db, sql: "SELECT 1 FROM row_shown WHERE day > ? LIMIT 1", arguments: [observedOn.iso]) != nil
    isBehindShown = found
    return found
  }

  /// Whether the store holds files of days before the present one's: only then can a row be shown again on a later day.
  private func isAfterStored() throws -> Bool {
    if let known = isAheadOfStored { return known }
    let found =
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM import_batch WHERE observed_on < ? AND id < ? LIMIT 1",
        arguments: [observedOn.iso, currentBatch]) != nil
    isAheadOfStored = found
    return found
  }

  /// The day after the present file's on which the row of the same key was last shown, where it says something else.
  func laterShowing(of draft: NativeDraft, _ rule: NativeTableRule) throws -> CalendarDay? {
    guard try isBeforeShown(), let sql = rule.laterShowingSQL else { return nil }
    let query = try nativeStatement(rule.table + " later showing", sql)
    var ignored: [Problem] = []
    try bind(query, draft, rule, &ignored)
    query.bind(Int32(rule.columns.count + 1), observedOn)
    guard try query.step() else { return nil }
    defer { query.reset() }
    return query.day(0)
  }

  /// Keeps that the present file shows a row. A day that nobody stated proves nothing of a row that stands as it is said.
  func keepShown(_ draft: NativeDraft, _ rule: NativeTableRule, changed: Bool) throws {
    guard changed || isDayStated else { return }
    if rule.hasBatch, try !isAfterStored() { return }
    let insert = try nativeStatement(rule.table + " shown", rule.shownSQL)
    var ignored: [Problem] = []
    try bind(insert, draft, rule, &ignored)
    insert.bind(Int32(rule.columns.count + 1), observedOn)
    try insert.run()
  }

  /// Keeps the day of a row's batch as that of its last showing, before the batch is moved back to an earlier file.
  func keepShownBefore(_ draft: NativeDraft, _ rule: NativeTableRule) throws {
    let insert = try nativeStatement(rule.table + " shown before", rule.shownBeforeSQL)
    var ignored: [Problem] = []
    try bind(insert, draft, rule, &ignored)
    insert.bind(Int32(rule.columns.count + 1), observedOn)
    try insert.run()
  }

  /// The day after the present file's on which a row of a table without batches was last shown.
  func laterShowing(of table: String, key: String) throws -> CalendarDay? {
    let day = try String.fetchOne(
      db, sql: "SELECT day FROM row_shown WHERE table_name = ? AND row_key = ? AND day > ?",
      arguments: [table, key, observedOn.iso])
    return day.flatMap { CalendarDay(iso: $0) }
  }

  /// Keeps that the present file shows a row of a table without batches.
  func keepShown(_ table: String, key: String, changed: Bool) throws {
    guard changed || isDayStated, !key.isEmpty else { return }
    try db.execute(
      sql: """
        INSERT INTO row_shown (table_name, row_key, day) VALUES (?, ?, ?)
        ON CONFLICT (table_name, row_key) DO UPDATE SET day = excluded.day WHERE row_shown.day < excluded.day
        """, arguments: [table, key, observedOn.iso])
  }

  /// Notes that a row differs from what a file of a later day showed: that stands.
  func noteOutdated(_ draft: NativeDraft, _ later: CalendarDay) {
    if outdatedRows.count == 0 {
      outdatedRows.table = draft.table
      outdatedRows.firstLine = draft.line
    }
    outdatedRows.count += 1
    outdatedRows.latest = max(outdatedRows.latest, later)
  }

  /// Tells, once a file, how many rows differ from what was seen later, and at which line the first of them stands.
  func warnOfOutdatedRows() {
    let rows = outdatedRows
    guard rows.count > 0 else { return }
    outdatedRows = OutdatedRows()
    warn(
      .correctedFromEarlierDay, line: rows.firstLine, column: nil, value: "\(rows.count)",
      zh:
        "\(rows.table) 表的文件日期 \(observedOn.iso) 早于已有数据：\(rows.count) 行与较晚取得的内容（至 \(rows.latest.iso)）不同，以较晚的为准",
      en: "The file of table \(rows.table) is of \(observedOn.iso), before what is stored: "
        + (rows.count == 1 ? "1 row differs" : "\(rows.count) rows differ")
        + " from what was seen later (up to \(rows.latest.iso)), which stands",
      remedy: BilingualText(
        zh: "如是现在的更正，用 --observed-on 写明更正取得的日期再导入",
        en: "If it is a correction made since, import it with --observed-on and the day it was had"))
  }
}

extension NativeTableRule {
  /// The key of a row as one text, over the rule's columns as parameters.
  private var shownKey: String {
    key.compactMap { name in
      columns.firstIndex { $0.stored == name }.map { "coalesce(?\($0 + 1), '')" }
    }.joined(separator: " || char(31) || ")
  }

  private func same(keys: Bool) -> String {
    columns.enumerated().filter { key.contains($0.element.stored) == keys }
      .map { "t.\($0.element.stored) IS ?\($0.offset + 1)" }.joined(separator: " AND ")
  }

  /// The day on which the row of a key was last shown, where that is after a day and it says something else; nil for a
  /// table whose rows say nothing but their key. Parameters are the rule's columns and the day.
  var laterShowingSQL: String? {
    guard columns.contains(where: { !key.contains($0.stored) }) else { return nil }
    let kept =
      "coalesce((SELECT r.day FROM row_shown r WHERE r.table_name = '\(table)' AND r.row_key = \(shownKey)), '')"
    let last =
      hasBatch ? "max(\(kept), (SELECT b.observed_on FROM import_batch b WHERE b.id = t.batch_id))" : kept
    return """
      SELECT \(last) FROM \(table) t
      WHERE \(same(keys: true)) AND NOT (\(same(keys: false))) AND \(last) > ?\(columns.count + 1)
      """
  }

  /// Keeps the day on which a row was shown, where that is after the day of its batch and the one kept before. Parameters
  /// are the rule's columns and the day.
  var shownSQL: String {
    let day = "?\(columns.count + 1)"
    let isLater =
      hasBatch
      ? " AND (SELECT b.observed_on FROM import_batch b WHERE b.id = t.batch_id) < \(day)" : ""
    return """
      INSERT INTO row_shown (table_name, row_key, day)
      SELECT '\(table)', \(shownKey), \(day) FROM \(table) t WHERE \(same(keys: true))\(isLater)
      ON CONFLICT (table_name, row_key) DO UPDATE SET day = excluded.day WHERE row_shown.day < excluded.day
      """
  }

  /// Keeps the day of a row's batch, where that is after a day and no later one is kept. Parameters are the rule's columns
  /// and the day.
  var shownBeforeSQL: String {
    """
    INSERT OR IGNORE INTO row_shown (table_name, row_key, day)
    SELECT '\(table)', \(shownKey), b.observed_on FROM \(table) t JOIN import_batch b ON b.id = t.batch_id
    WHERE \(same(keys: true)) AND b.observed_on > ?\(columns.count + 1)
    """
  }
}
