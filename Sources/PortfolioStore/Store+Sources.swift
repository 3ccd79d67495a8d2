internal import GRDB
internal import PortfolioCore

extension Store {
  /// The folders and files that the store is made from, as canonical paths: those given with it, or the one that it was
  /// made beside results for.
  public func sources() throws -> [String] {
    try read { db in try String.fetchAll(db, sql: "SELECT place FROM source_place ORDER BY place") }
  }

  /// Takes a folder or file for a source of this store from now on.
  public func addSource(_ place: String) throws {
    try write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO source_place (place) VALUES (?)", arguments: [place])
    }
  }

  /// Takes the store that lies beside results for that of a folder or file, which nobody has named the store for.
  ///
  /// Such a store is found by the folder's name alone, so one of the same name elsewhere would get into it.
  /// - Parameters:
  ///   - place: the canonical path of the folder, with a slash at its end, or of the file.
  ///   - isSame: whether a source that the store knows is the one at the place.
  ///   - holds: whether a file of an earlier import lies there; asked where the store does not know its sources.
  /// - Throws: ``ProblemList`` with ``ProblemCode/storeOfAnotherSource`` when the store belongs to another source.
  public func claimSource(
    _ place: String, isSame: (String) -> Bool, holds: (String) -> Bool
  ) throws {
    let foreign = try write { db -> String? in
      let known = try String.fetchAll(db, sql: "SELECT place FROM source_place ORDER BY place")
      if known.contains(where: isSame) { return nil }
      if let first = known.first { return first }
      let files = try String.fetchAll(
        db,
        sql: "SELECT file FROM import_batch WHERE mapping NOT LIKE 'winnow-questionnaire/%' ORDER BY id DESC")
      if let last = files.first, !files.contains(where: holds) { return last }
      try db.execute(sql: "INSERT INTO source_place (place) VALUES (?)", arguments: [place])
      return nil
    }
    guard let foreign else { return }
    throw ProblemList(
      Problem(
        .storeOfAnotherSource, at: Place(file: path), value: place,
        zh: "旁边的这个数据库属于另一来源（\(foreign)）：名称相同的文件夹或文件不会混入同一数据库，未导入任何内容",
        en:
          "The store found here belongs to another source (\(foreign)): folders or files of the same name are not mixed in one store, and nothing was imported",
        remedy: BilingualText(
          zh: "另用一个数据库：--db 新文件名；若是同一来源移动了位置，或两者本属同一组合，用 --db \(path) 指明一次即可",
          en:
            "Use a store of its own: --db NEWFILE. Where it is the same source that was moved, or both belong to one portfolio, say so once with --db \(path)"
        )))
  }
}
