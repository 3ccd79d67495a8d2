internal import GRDB

extension Schema {
  /// Where rights come from, as a source states it without naming owners or inventors.
  static func registerOrigin(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("5 right origin") { db in
      try db.execute(
        sql: """
          CREATE TABLE right_origin (
            right_id INTEGER PRIMARY KEY REFERENCES ip_right (id),
            owner_kinds TEXT,
            owner_country TEXT CHECK (owner_country GLOB '[A-Z][A-Z]'),
            inventor_count INTEGER CHECK (inventor_count >= 1),
            foreign_priority INTEGER CHECK (foreign_priority IN (0, 1)),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED
          ) STRICT
          """)
    }
  }
}
