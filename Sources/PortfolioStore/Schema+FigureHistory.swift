internal import GRDB

extension Schema {
  /// What figures of products, attributions and comparable deals said before they were corrected: a valuation as of an
  /// earlier day must not see a correction that came after it.
  ///
  /// A version is known from its own day where it names one that is later than its predecessor's; a correction
  /// without a later day of its own is known from the day on which its file was seen.
  static func registerFigureHistory(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("12 figure history") { db in
      for table in versioned { for statement in table.statements { try db.execute(sql: statement) } }
    }
  }

  /// What orders versions, as one text: the day from which each is known, that on which its file was seen, its number.
  static let seenOrder = "known_on || observed_on || printf('%010d', version)"

  /// The version that stands now comes after all earlier ones.
  static let present = 1_000_000_000

  private static let versioned = [
    VersionedTable(
      name: "revenue", key: ["product_id", "year", "market", "kind"],
      values: [("amount", "INTEGER NOT NULL"), ("currency", "TEXT NOT NULL")], isDated: true,
      keyTypes: ["INTEGER", "INTEGER", "TEXT", "TEXT"]),
    VersionedTable(
      name: "product_figure", key: ["product_id", "year", "item"],
      values: [("amount", "INTEGER NOT NULL"), ("currency", "TEXT NOT NULL")], isDated: true,
      keyTypes: ["INTEGER", "INTEGER", "TEXT"]),
    VersionedTable(
      name: "attribution", key: ["product_id", "right_id"],
      values: [("share_basis_points", "INTEGER NOT NULL"), ("evidence", "TEXT")], isDated: false,
      keyTypes: ["INTEGER", "INTEGER"]),
    VersionedTable(
      name: "comparable", key: ["deal"],
      values: [
        ("product_id", "INTEGER"), ("year", "INTEGER"), ("royalty_basis_points", "INTEGER"),
        ("lump_sum", "INTEGER"), ("currency", "TEXT NOT NULL"), ("adjustment_permille", "INTEGER"),
        ("reason", "TEXT"), ("source", "TEXT NOT NULL"), ("profit_share_basis_points", "INTEGER"),
      ], isDated: false, keyTypes: ["TEXT"]),
  ]

  /// A table with the versions of its rows.
  private struct VersionedTable {
    let name: String
    let key: [String]
    let values: [(name: String, type: String)]
    /// Whether rows may name the day from which they are known.
    let isDated: Bool
    let keyTypes: [String]

    private var columns: [String] {
      key + values.map(\.name) + (isDated ? ["recorded_on"] : []) + ["batch_id"]
    }

    var statements: [String] { [past, trigger, view] }

    private var past: String {
      let parts =
        zip(key, keyTypes).map { "\($0) \($1) NOT NULL\(references($0))" }
        + values.map { "\($0.name) \($0.type)\(references($0.name))" }
        + (isDated ? ["recorded_on TEXT"] : [])
        + [
          "batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED",
          "version INTEGER NOT NULL CHECK (version > 0)",
          "PRIMARY KEY (\((key + ["version"]).joined(separator: ", ")))",
        ]
      return "CREATE TABLE \(name)_past (\(parts.joined(separator: ", "))) STRICT, WITHOUT ROWID"
    }

    private func references(_ column: String) -> String {
      let targets = ["product_id": "product", "right_id": "ip_right"]
      return targets[column].map { " REFERENCES \($0) (id)" } ?? ""
    }

    private var trigger: String {
      let same = key.map { "\($0) = OLD.\($0)" }.joined(separator: " AND ")
      return """
        CREATE TRIGGER \(name)_keeps_past BEFORE UPDATE ON \(name) BEGIN
          INSERT INTO \(name)_past (\(columns.joined(separator: ", ")), version)
          SELECT \(columns.map { "OLD." + $0 }.joined(separator: ", ")),
            1 + coalesce((SELECT max(version) FROM \(name)_past WHERE \(same)), 0);
        END
        """
    }

    private var view: String {
      let list = columns.joined(separator: ", ")
      let known =
        isDated
        ? """
        CASE WHEN recorded_on > coalesce(lag(recorded_on) OVER earlier, '') THEN recorded_on
          ELSE observed_on END
        """ : "observed_on"
      let window =
        isDated
        ? "WINDOW earlier AS (PARTITION BY \(key.joined(separator: ", ")) ORDER BY version)" : ""
      return """
        CREATE VIEW \(name)_known AS
        WITH every AS (
          SELECT \(list), \(Schema.present) AS version FROM \(name)
          UNION ALL SELECT \(list), version FROM \(name)_past)
        SELECT every.*, file, observed_on, \(known) AS known_on
        FROM every JOIN import_batch ON import_batch.id = every.batch_id \(window)
        """
    }
  }

  /// A query of the rows of a versioned table as they were known by the day ?1, one a key, without those that had ended.
  /// - Parameters:
  ///   - columns: what to select, in order.
  ///   - condition: what else must hold of a row.
  static func known(_ table: String, columns: String, key: String, where condition: String = "1") -> String {
    // SQLite takes the other columns from the row that has the greatest: the latest known, of these the one seen last.
    """
    SELECT \(columns), max(\(seenOrder)) FROM \(table)_known
    WHERE known_on <= ?1 AND \(condition) AND \(standing(table)) GROUP BY \(key) ORDER BY \(key)
    """
  }
}
