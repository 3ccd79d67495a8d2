internal import GRDB

extension Schema {
  /// The share of operating profit that a deal gives to the asset: the evidence that a profit split asks for.
  static func registerProfitShare(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("10 profit share") { db in
      try db.execute(
        sql: """
          ALTER TABLE comparable ADD COLUMN profit_share_basis_points INTEGER
            CHECK (profit_share_basis_points BETWEEN 0 AND 10000)
          """)
    }
  }
}
