internal import GRDB

extension Schema {
  /// Where the file of an import lies, beside its name as the user typed it: the same file is told by its canonical
  /// path, for one name typed in two folders means two files. Imports of before have none and are no file's own.
  static func registerFilePath(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("19 canonical paths of files") { db in
      try db.execute(sql: "ALTER TABLE import_batch ADD COLUMN path TEXT CHECK (path <> '')")
    }
  }
}
