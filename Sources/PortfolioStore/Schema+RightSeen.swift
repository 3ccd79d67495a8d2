internal import GRDB

extension Schema {
  /// The days on which files showed rights as they were stored: such a file brings no row, but it was seen.
  static func registerRightSeen(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("18 rights seen again") { db in
      try db.execute(
        sql: """
          CREATE TABLE right_seen (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            PRIMARY KEY (right_id, day)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }

  /// That an import, as `b`, is of a file that shows whose rights are: one of rights or owners, not one of payments,
  /// contracts and so on.
  static let showsOwners = """
    (b.mapping IN ('native/rights', 'native/ownership')
      OR (b.mapping NOT LIKE 'native/%' AND b.mapping NOT LIKE 'winnow-questionnaire/%'))
    """
}
