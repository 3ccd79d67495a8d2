internal import GRDB

extension Schema {
  /// When a row was first seen, and what links and costs said before they were corrected.
  ///
  /// A row that an export of an earlier day holds was seen on that day: its batch may be moved back to that export's,
  /// which is no correction, so the triggers that keep earlier versions look at what a row says, not at its batch. Links
  /// of rights to products and costs keep their versions like figures do.
  static func registerFirstSeen(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("15 first seen and versions of links") { db in
      for table in keptVersions {
        if table.isNew {
          try db.execute(sql: table.past)
        } else {
          try db.execute(sql: "DROP VIEW \(table.name)_known; DROP TRIGGER \(table.name)_keeps_past")
        }
        try db.execute(sql: table.trigger)
        try db.execute(sql: table.view)
      }
    }
  }

  /// The links of rights to products as they were known by the day ?1, for the place of a table in a query; whether one
  /// has begun and still runs is the query's to ask.
  static let knownLinks = """
    (SELECT right_id, product_id, role, from_day, to_day, evidence, batch_id,
      max(\(seenOrder)) FROM product_link_known
      WHERE known_on <= ?1 AND \(standing("product_link")) GROUP BY right_id, product_id)
    """

  private static let keptVersions = [
    KeptVersions(
      name: "revenue", key: ["product_id", "year", "market", "kind"], values: ["amount", "currency"],
      knownFrom: .recorded),
    KeptVersions(
      name: "product_figure", key: ["product_id", "year", "item"], values: ["amount", "currency"],
      knownFrom: .recorded),
    KeptVersions(
      name: "attribution", key: ["product_id", "right_id"], values: ["share_basis_points", "evidence"],
      knownFrom: .observed),
    KeptVersions(
      name: "comparable", key: ["deal"],
      values: [
        "product_id", "year", "royalty_basis_points", "lump_sum", "currency", "adjustment_permille", "reason",
        "source", "profit_share_basis_points",
      ], knownFrom: .observed),
    KeptVersions(
      name: "product_link", key: ["right_id", "product_id"],
      values: ["role", "from_day", "to_day", "evidence"], knownFrom: .own("from_day"),
      newColumns: [
        "right_id INTEGER NOT NULL REFERENCES ip_right (id)",
        "product_id INTEGER NOT NULL REFERENCES product (id)", "role TEXT NOT NULL", "from_day TEXT",
        "to_day TEXT", "evidence TEXT",
      ]),
    KeptVersions(
      name: "cost", key: ["right_id", "day", "kind"], values: ["amount", "currency"], knownFrom: .own("day"),
      newColumns: [
        "right_id INTEGER NOT NULL REFERENCES ip_right (id)", "day TEXT NOT NULL", "kind TEXT NOT NULL",
        "amount INTEGER NOT NULL", "currency TEXT NOT NULL",
      ]),
  ]

  /// A table with the versions of its rows.
  private struct KeptVersions {
    /// From which day a version is known.
    enum KnownFrom {
      /// The day on which its file was seen.
      case observed
      /// Its recorded day. A correction of the same recorded day, or of a version without one, is known from the day
      /// on which its file was seen.
      case recorded
      /// The first version from a day of the row itself, corrections from the day on which their file was seen.
      case own(String)
    }

    let name: String
    let key: [String]
    let values: [String]
    let knownFrom: KnownFrom
    /// The columns of the table of earlier versions, where it is to be made.
    var newColumns: [String] = []

    var isNew: Bool { !newColumns.isEmpty }

    private var isRecorded: Bool {
      if case .recorded = knownFrom { return true }
      return false
    }

    private var contents: [String] { values + (isRecorded ? ["recorded_on"] : []) }
    private var columns: [String] { key + contents + ["batch_id"] }

    var past: String {
      let parts =
        newColumns + [
          "batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED",
          "version INTEGER NOT NULL CHECK (version > 0)",
          "PRIMARY KEY (\((key + ["version"]).joined(separator: ", ")))",
        ]
      return "CREATE TABLE \(name)_past (\(parts.joined(separator: ", "))) STRICT, WITHOUT ROWID"
    }

    var trigger: String {
      let same = key.map { "\($0) = OLD.\($0)" }.joined(separator: " AND ")
      let differs = contents.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR ")
      return """
        CREATE TRIGGER \(name)_keeps_past BEFORE UPDATE ON \(name) WHEN \(differs) BEGIN
          INSERT INTO \(name)_past (\(columns.joined(separator: ", ")), version)
          SELECT \(columns.map { "OLD." + $0 }.joined(separator: ", ")),
            1 + coalesce((SELECT max(version) FROM \(name)_past WHERE \(same)), 0);
        END
        """
    }

    var view: String {
      let list = columns.joined(separator: ", ")
      let keys = key.joined(separator: ", ")
      let known: String
      let windows: String
      switch knownFrom {
      case .observed:
        known = "observed_on"
        windows = ""
      case .recorded:
        known = """
          CASE WHEN recorded_on IS NULL THEN observed_on
            WHEN row_number() OVER alike > 1 OR coalesce(max(recorded_on IS NULL) OVER earlier, 0)
              THEN max(recorded_on, observed_on)
            ELSE recorded_on END
          """
        windows = """
          WINDOW alike AS (PARTITION BY \(keys), recorded_on ORDER BY version),
            earlier AS (PARTITION BY \(keys) ORDER BY version ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
          """
      case .own(let column):
        known =
          "CASE WHEN row_number() OVER alike = 1 THEN coalesce(\(column), observed_on) ELSE observed_on END"
        windows = "WINDOW alike AS (PARTITION BY \(keys) ORDER BY version)"
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
