internal import GRDB

extension Schema {
  /// The role in which an assessor answered, for questions that combine answers by role.
  static func registerAssessorRoles(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("4 assessor roles") { db in
      try db.execute(sql: "ALTER TABLE assessment ADD COLUMN role TEXT")
    }
  }
}
