internal import GRDB
internal import PortfolioCore

/// Rows of a file of an earlier day that a later one, imported before, no longer holds.
extension ImportSession {
  /// Tells which rows that the files of a table show for the first time on their day count only until a later one, on
  /// which the table was seen whole without them, and counts them.
  func tellEndedLater(_ table: String, _ whole: WholeTable) throws {
    guard let rule = NativeTableRule.endable[table],
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM table_seen WHERE table_name = ? AND day > ? LIMIT 1",
        arguments: [table, whole.day.iso]) != nil
    else { return }
    let shown = PreparedStatement(
      db,
      """
      SELECT \(Schema.rowKey(table, "t.")), \(rule.rowName), t.left_out
      FROM (SELECT s.*, \(Schema.leftOutOn(table, by: "'9999-12-31'")) AS left_out FROM \(table)_seen s
        WHERE s.batch_id BETWEEN ?1 AND ?2) t
      WHERE t.left_out IS NOT NULL\(rule.hasEnd ? " AND (t.to_day IS NULL OR t.to_day > t.left_out)" : "")
      ORDER BY 2, 1
      """)
    shown.bind(1, whole.firstBatch)
    shown.bind(2, whole.batch)
    var rows: [CalendarDay: [(key: String, name: String)]] = [:]
    while try shown.step() {
      guard let day = shown.day(2) else { continue }
      rows[day, default: []].append((shown.text(0) ?? "", shown.text(1) ?? ""))
    }
    for (day, found) in rows.sorted(by: { $0.key < $1.key }) {
      let ended = try endedKeys(table, on: day)
      var told: Set<String> = []
      let names = found.filter { ended.contains($0.key) && told.insert($0.key).inserted }.map(\.name)
      guard !names.isEmpty else { continue }
      counts[whole.count].endedLater += names.count
      problems.append(endedLaterProblem(names, whole, day))
    }
  }

  /// The keys of the rows that were seen by a day and had ended on it: every sighting of theirs was followed by one of the
  /// whole table, or of its file, without them.
  private func endedKeys(_ table: String, on day: CalendarDay) throws -> Set<String> {
    let query = PreparedStatement(
      db,
      """
      SELECT row_key FROM (
        SELECT \(Schema.rowKey(table, "s.")) AS row_key, \(Schema.leftOutOn(table, by: "?1")) AS left_out
        FROM \(table)_seen s WHERE s.observed_on <= ?1)
      GROUP BY row_key HAVING count(*) = count(left_out)
      """)
    query.bind(1, day)
    var keys: Set<String> = []
    while try query.step() { keys.insert(query.text(0) ?? "") }
    return keys
  }

  private func endedLaterProblem(_ names: [String], _ whole: WholeTable, _ day: CalendarDay) -> Problem {
    let list = ImportSession.first(names)
    let isOne = names.count == 1
    return Problem(
      .rowsNotInFile, at: Place(file: whole.file), value: "\(names.count)",
      zh: "\(whole.native) 表的 \(names.count) 行只计到 \(day.iso)：该日取得的完整的表中已没有（\(list)）",
      en:
        "\(isOne ? "1 row" : "\(names.count) rows") of table \(whole.native) \(isOne ? "counts" : "count") only until \(day.iso), when the table was seen whole without \(isOne ? "it" : "them") (\(list))",
      remedy: BilingualText(
        zh: "如这些行仍然有效，在更晚日期的文件中补回再导入，它们自该文件日起恢复",
        en:
          "If \(isOne ? "it still counts" : "they still count"), import a file of a later day that holds \(isOne ? "it: it goes" : "them: they go") on from that day"
      ))
  }
}
