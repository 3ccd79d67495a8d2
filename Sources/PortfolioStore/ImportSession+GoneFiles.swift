internal import Foundation
internal import GRDB
internal import PortfolioCore

extension ImportSession {
  /// Names the files of native tables that earlier imports read from a folder and that are not there any more, where
  /// rows of theirs still count: without its file nothing ends a row.
  ///
  /// It is asked when the folder's files have been read and before another day's are.
  /// - Parameters:
  ///   - folder: the folder's canonical path.
  ///   - exists: whether a file lies at a canonical path.
  public func warnOfGoneFiles(in folder: String, exists: (String) -> Bool) throws {
    // SQLite takes the file's name from the row of the greatest id: as it was typed last.
    let query = try PreparedStatement(
      db,
      """
      SELECT path, mapping, file, max(id) FROM import_batch
      WHERE path IS NOT NULL AND mapping LIKE 'native/%' GROUP BY path, mapping ORDER BY path
      """)
    while try query.step() {
      let path = query.text(0) ?? ""
      let native = String((query.text(1) ?? "").dropFirst("native/".count))
      guard (path as NSString).deletingLastPathComponent == folder, !exists(path),
        let table = NativeTableRule.rules[native]?.table, let rule = NativeTableRule.endable[table],
        rowEnding != .ofTable || wholeTables[table] == nil
      else { continue }
      let names = try standingRows(of: path, table, rule)
      guard !names.isEmpty else { continue }
      problems.append(
        Problem(
          .rowsNotInFile, at: Place(file: query.text(2) ?? path), value: "\(names.count)",
          zh: "\(native) 表以前从此文件导入，文件夹中已没有这个文件：其 \(names.count) 行仍按原样计入（\(ImportSession.first(names))）",
          en:
            "Table \(native) was imported from this file before, and the folder holds it no more: \(names.count) \(names.count == 1 ? "row" : "rows") of it still count (\(ImportSession.first(names)))",
          remedy: BilingualText(
            zh: "如文件是误删，放回即可；如这些行已不存在，放一个只有表头的文件，用 winnow import 加 --whole-tables 导入",
            en:
              "Put the file back if it was lost. If its rows are no more, put a file with the header alone there and import it with winnow import --whole-tables"
          )))
    }
  }

  /// The rows that came from a file, that count on the day of the present one, and that no file of this import holds.
  private func standingRows(of path: String, _ table: String, _ rule: NativeTableRule) throws -> [String] {
    let key = Schema.rowKey(table, "t.")
    let query = try PreparedStatement(
      db,
      """
      SELECT \(rule.rowName) FROM \(table) t JOIN import_batch b ON b.id = t.batch_id
      WHERE b.path = ?2 AND b.observed_on <= ?1\(rule.hasEnd ? " AND (t.to_day IS NULL OR t.to_day > ?1)" : "")
        AND \(key) NOT IN (SELECT row_key FROM temp.seen_row WHERE table_name = '\(table)')
        AND \(key) NOT IN (SELECT row_key FROM row_end WHERE table_name = '\(table)' AND ended_on <= ?1
          AND (resumed_on IS NULL OR resumed_on > ?1))
      ORDER BY \(key)
      """)
    query.bind(1, observedOn)
    query.bind(2, path)
    var names: [String] = []
    while try query.step() { names.append(query.text(0) ?? "") }
    return names
  }
}
