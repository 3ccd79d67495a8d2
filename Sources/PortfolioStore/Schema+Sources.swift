internal import GRDB

extension Schema {
  /// Which folders and files a store was made from, and rows of whole tables that a later file no longer holds.
  ///
  /// A row that has ended stays, with its versions, and counts on the days before its end. Where a file brings it
  /// again it goes on from that file's day.
  static func registerSources(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("17 sources and ends of rows") { db in
      try db.execute(
        sql: """
          CREATE TABLE source_place (
            place TEXT PRIMARY KEY CHECK (place <> '')
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE row_end (
            table_name TEXT NOT NULL,
            row_key TEXT NOT NULL CHECK (row_key <> ''),
            ended_on TEXT NOT NULL CHECK (ended_on GLOB '????-??-??'),
            resumed_on TEXT CHECK (resumed_on GLOB '????-??-??' AND resumed_on >= ended_on),
            file TEXT NOT NULL,
            PRIMARY KEY (table_name, row_key, ended_on)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }

  /// The key of a row of a table as one text.
  /// - Parameter place: what stands before each column's name: `t.` for a table of that alias.
  static func rowKey(_ table: String, _ place: String = "") -> String {
    (NativeTableRule.endable[table]?.key ?? []).map { "\(place)\($0)" }.joined(separator: " || char(31) || ")
  }

  /// That a row of a table has not ended by the day ?1: a condition on the columns of its key.
  static func standing(_ table: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM row_end e WHERE e.table_name = '\(table)' AND e.row_key = \(rowKey(table))
      AND e.ended_on <= ?1 AND (e.resumed_on IS NULL OR e.resumed_on > ?1))
    """
  }
}
