internal import Foundation
internal import GRDB
internal import PortfolioCore

extension ImportSession {
  /// Names the files of native tables that earlier imports read from a folder and that are not there any more, where
  /// rows of theirs still count. Where the folder's tables are said to be whole, these rows end on the day of its files:
  /// the table is not among them. Else nothing ends a row without its file.
  ///
  /// It is asked when the folder's files have been read and before another day's are.
  /// - Parameters:
  ///   - folder: the folder's canonical path.
  ///   - exists: whether a file lies at a canonical path.
  public func settleGoneFiles(in folder: String, exists: (String) -> Bool) throws {
    // SQLite takes the file's name from the row of the greatest id: as it was typed last.
    let query = PreparedStatement(
      db,
      """
      SELECT path, mapping, file, max(id) FROM import_batch
      WHERE path IS NOT NULL AND mapping LIKE 'native/%' GROUP BY path, mapping ORDER BY path
      """)
    var gone: [(path: String, native: String, file: String)] = []
    while try query.step() {
      let path = query.text(0) ?? ""
      let native = String((query.text(1) ?? "").dropFirst("native/".count))
      guard (path as NSString).deletingLastPathComponent == folder, !exists(path) else { continue }
      gone.append((path, native, query.text(2) ?? path))
    }
    for one in gone {
      missStandingTable(one.native, file: one.file)
      // A table that another file of the import holds whole is settled with that file.
      guard let table = NativeTableRule.rules[one.native]?.table, NativeTableRule.endable[table] != nil,
        rowEnding != .ofTable || wholeTables[table] == nil
      else { continue }
      let rows = try unseenRows(table, on: observedOn).filter { $0.isOnly(of: [one.path]) }
      let ends = rowEnding == .ofTable && !counts.isEmpty
      // Where nothing ends by it now, it may yet by what a file of an earlier day will have held.
      if ends, isDayStated || !rows.isEmpty {
        try keepWhole(
          table, place: one.path, on: observedOn, turn: rows.isEmpty ? 0 : currentBatch, file: one.file)
      }
      guard !rows.isEmpty else { continue }
      if ends {
        counts[counts.count - 1].ended += rows.count
        hasEndedGoneRows = true
      }
      problems.append(goneProblem(one.file, one.native, rows.map(\.name), ends: ends))
    }
    try keepAbsent(in: folder, except: Set(gone.map(\.path)), exists: exists)
  }

  /// Keeps that a folder whose tables are said to be whole holds no file of a table, though no import has read one yet: rows
  /// that a file of an earlier day shows later on end by it all the same.
  private func keepAbsent(in folder: String, except known: Set<String>, exists: (String) -> Bool) throws {
    guard rowEnding == .ofTable, isDayStated, counts.contains(where: { $0.mapping.hasPrefix("native/") })
    else { return }
    for (native, rule) in NativeTableRule.rules.sorted(by: { $0.key < $1.key }) {
      let path = folder + "/" + native + ".csv"
      guard NativeTableRule.endable[rule.table] != nil, wholeTables[rule.table] == nil, !known.contains(path),
        !exists(path)
      else { continue }
      try keepWhole(rule.table, place: path, on: observedOn, turn: 0, file: path)
    }
  }

  private func goneProblem(_ file: String, _ native: String, _ names: [String], ends: Bool) -> Problem {
    let list = ImportSession.first(names)
    let rows = names.count == 1 ? "1 row" : "\(names.count) rows"
    if ends {
      return Problem(
        .rowsNotInFile, at: Place(file: file), value: "\(names.count)",
        zh: "\(native) 表以前从此文件导入，文件夹中已没有这个文件：其 \(names.count) 行自 \(observedOn.iso) 起终止，此前各日仍然有效（\(list)）",
        en:
          "Table \(native) was imported from this file before, and the folder holds it no more: \(rows) of it \(names.count == 1 ? "ends" : "end") on \(observedOn.iso), and \(names.count == 1 ? "counts" : "count") on the days before it (\(list))",
        remedy: BilingualText(
          zh: "如文件是误删，放回后再导入一次，这些行即恢复",
          en: "If the file was lost, put it back and import it again: its rows go on"))
    }
    let folder = (file as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    return Problem(
      .rowsNotInFile, at: Place(file: file), value: "\(names.count)",
      zh: "\(native) 表以前从此文件导入，文件夹中已没有这个文件：其 \(names.count) 行仍按原样计入（\(list)）",
      en:
        "Table \(native) was imported from this file before, and the folder holds it no more: \(rows) of it still \(names.count == 1 ? "counts" : "count") (\(list))",
      remedy: BilingualText(
        zh: "如文件是误删，放回即可；如这些行已不存在，它们由此终止：winnow import \(place) --whole-tables --db 数据库",
        en:
          "Put the file back if it was lost. If its rows are no more, this ends them: winnow import \(place) --whole-tables --db STORE"
      ))
  }
}
