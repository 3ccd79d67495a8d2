internal import GRDB

extension Schema {
  /// Whether whoever takes a right, or a licence of it, is abroad; absent where nobody said, and in decisions from
  /// before.
  static func registerTakerAbroad(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("16 place of the taker") { db in
      try db.execute(
        sql: "ALTER TABLE decision ADD COLUMN taker_abroad INTEGER CHECK (taker_abroad IN (0, 1))")
    }
  }
}
