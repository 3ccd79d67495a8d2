internal import GRDB

extension Schema {
  /// Versions of rows in the order of the days on which their files were seen, whatever the order of the imports.
  ///
  /// The version seen first counts from its own day (the recorded day of a figure, the first day of a link, the day of a
  /// cost), those seen later from the day on which their files were seen; of versions seen on one day the last
  /// imported is the later one.
  static func registerSeenOrder(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("20 versions in the order seen") { db in
      for table in orderedVersions {
        try db.execute(sql: "DROP VIEW \(table.name)_known")
        try db.execute(sql: table.view)
      }
    }
  }

  private static let orderedVersions = [
    OrderedVersions(
      name: "revenue", key: ["product_id", "year", "market", "kind"], values: ["amount", "currency"], own: nil
    ),
    OrderedVersions(
      name: "product_figure", key: ["product_id", "year", "item"], values: ["amount", "currency"], own: nil),
    OrderedVersions(
      name: "product_link", key: ["right_id", "product_id"],
      values: ["role", "from_day", "to_day", "evidence"], own: "from_day"),
    OrderedVersions(
      name: "cost", key: ["right_id", "day", "kind"], values: ["amount", "currency"], own: "day"),
  ]

  /// The view of a table's versions with the day from which each is known.
  private struct OrderedVersions {
    let name: String
    let key: [String]
    let values: [String]
    /// The column of the first version's own day; nil where every version may name its recorded day.
    let own: String?

    var view: String {
      let columns = key + values + (own == nil ? ["recorded_on"] : []) + ["batch_id"]
      let list = columns.joined(separator: ", ")
      let keys = key.joined(separator: ", ")
      let known: String
      let windows: String
      if let own {
        known =
          "CASE WHEN row_number() OVER alike = 1 THEN coalesce(\(own), observed_on) ELSE observed_on END"
        windows = "WINDOW alike AS (PARTITION BY \(keys) ORDER BY observed_on, version)"
      } else {
        known = """
          CASE WHEN recorded_on IS NULL THEN observed_on
            WHEN row_number() OVER alike > 1 OR coalesce(max(recorded_on IS NULL) OVER earlier, 0)
              THEN max(recorded_on, observed_on)
            ELSE recorded_on END
          """
        windows = """
          WINDOW alike AS (PARTITION BY \(keys), recorded_on ORDER BY observed_on, version),
            earlier AS (PARTITION BY \(keys) ORDER BY observed_on, version
              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
          """
      }
      return """
        CREATE VIEW \(name)_known AS
        WITH every AS (
          SELECT \(list), \(Schema.present) AS version FROM \(name)
          UNION ALL SELECT \(list), version FROM \(name)_past)
        SELECT every.*, file, observed_on, \(known) AS known_on
        FROM every JOIN import_batch ON import_batch.id = every.batch_id \(windows)
        """
    }
  }
}
