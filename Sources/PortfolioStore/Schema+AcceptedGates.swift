internal import GRDB

extension Schema {
  /// The gates that were accepted with a decision, as a JSON list; absent in decisions from before.
  static func registerAcceptedGates(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("13 accepted gates") { db in
      try db.execute(
        sql: """
          ALTER TABLE decision ADD COLUMN accepted_gates TEXT
          CHECK (accepted_gates IS NULL OR json_valid(accepted_gates))
          """)
    }
  }
}
