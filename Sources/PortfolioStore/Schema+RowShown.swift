internal import GRDB

extension Schema {
  /// On which day rows of tables without versions were last shown, so that a file of an earlier day that comes in late
  /// replaces nothing.
  ///
  /// Of a row whose last day is that of its batch nothing is kept. Rows that a store of before has corrected since count
  /// as shown on the day of their batch: when that was it did not keep.
  static func registerRowShown(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("22 last showing of rows") { db in
      try db.execute(
        sql: """
          CREATE TABLE row_shown (
            table_name TEXT NOT NULL,
            row_key TEXT NOT NULL CHECK (row_key <> ''),
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            PRIMARY KEY (table_name, row_key)
          ) STRICT, WITHOUT ROWID
          """)
    }
  }
}
