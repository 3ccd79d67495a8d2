internal import GRDB

extension Store {
  /// The rights that rows became part of, by the rows' lines: for files that tell more of a row than the store
  /// keeps. Meant for a store into which one file was imported.
  public func rightsByLine() throws -> [Int: Int64] {
    try read { db in
      var rights: [Int: Int64] = [:]
      let query = PreparedStatement(
        db, "SELECT line, right_id FROM source_row WHERE right_id IS NOT NULL ORDER BY id")
      while try query.step() { rights[Int(query.integer(0))] = query.integer(1) }
      return rights
    }
  }
}
