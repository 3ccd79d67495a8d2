internal import GRDB

extension Schema {
  /// Every day on which a file showed a row of a table with versions, and every day on which such a table was seen whole.
  ///
  /// Each row of such a table and of its past is one sighting: what a file said on its day, also where it said what was
  /// known. A version is a run of sightings that say the same, with none between them that says something else. So
  /// whatever comes in between later, on whatever day, the sightings on both sides of it are still there, and what is
  /// known on a day does not depend on the order of the imports. The same holds for ends: a row has ended where every
  /// sighting of it was followed by one of its whole table, or of its file, without it.
  static func registerSightings(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("21 sightings of rows and whole tables") { db in
      try db.execute(sql: sightingTables)
      for table in sighted {
        if table.hadVersions {
          try db.execute(sql: "DROP VIEW \(table.name)_known; DROP TRIGGER \(table.name)_keeps_past")
        }
        for statement in table.statements { try db.execute(sql: statement) }
      }
    }
  }

  /// `place` is the file that was whole, by its canonical path, or nothing for the table whatever its files. Of one day,
  /// sightings of imports before `turn` come before it. `row_hash` is that of the row of rights that showed the right; where
  /// it is missing, only a file of owners did, or a version of the program that did not keep it.
  private static let sightingTables = """
    CREATE TABLE table_seen (
      table_name TEXT NOT NULL,
      place TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      turn INTEGER NOT NULL CHECK (turn >= 0),
      file TEXT NOT NULL,
      PRIMARY KEY (table_name, place, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE intangible_past (
      code TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      product_id INTEGER REFERENCES product (id),
      unit_id INTEGER REFERENCES unit (id),
      to_day TEXT,
      evidence TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (code, version)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE import_batch ADD COLUMN ended INTEGER NOT NULL DEFAULT 0 CHECK (ended >= 0);
    ALTER TABLE import_batch ADD COLUMN resumed INTEGER NOT NULL DEFAULT 0 CHECK (resumed >= 0);
    ALTER TABLE right_seen ADD COLUMN row_hash BLOB
    """

  private static let sighted = [
    SightedTable(
      name: "revenue", key: ["product_id", "year", "market", "kind"], values: ["amount", "currency"],
      knownFrom: .recorded),
    SightedTable(
      name: "product_figure", key: ["product_id", "year", "item"], values: ["amount", "currency"],
      knownFrom: .recorded),
    SightedTable(
      name: "attribution", key: ["product_id", "right_id"], values: ["share_basis_points", "evidence"],
      knownFrom: .observed),
    SightedTable(
      name: "comparable", key: ["deal"],
      values: [
        "product_id", "year", "royalty_basis_points", "lump_sum", "currency", "adjustment_permille", "reason",
        "source", "profit_share_basis_points",
      ], knownFrom: .observed),
    SightedTable(
      name: "product_link", key: ["right_id", "product_id"],
      values: ["role", "from_day", "to_day", "evidence"], knownFrom: .own("from_day")),
    SightedTable(
      name: "cost", key: ["right_id", "day", "kind"], values: ["amount", "currency"], knownFrom: .own("day")),
    SightedTable(
      name: "intangible", key: ["code"],
      values: ["kind", "name", "product_id", "unit_id", "to_day", "evidence"], knownFrom: .observed,
      hadVersions: false),
  ]

  /// A table of which every sighting is kept.
  private struct SightedTable {
    /// From which day a version is known.
    enum KnownFrom {
      /// The day on which its file was seen.
      case observed
      /// Its recorded day. A version of the same recorded day as one seen before, or seen after one without, is known
      /// from the day on which its file was seen.
      case recorded
      /// The one seen first from a day of the row itself, the others from the day on which their files were seen.
      case own(String)
    }

    let name: String
    let key: [String]
    let values: [String]
    let knownFrom: KnownFrom
    /// Whether the store kept versions of the table before.
    var hadVersions = true

    private var isRecorded: Bool {
      if case .recorded = knownFrom { return true }
      return false
    }

    private var keys: String { key.joined(separator: ", ") }
    private var columns: [String] { key + values + (isRecorded ? ["recorded_on"] : []) + ["batch_id"] }
    private var list: String { columns.joined(separator: ", ") }

    var statements: [String] { [trigger, seen, known] }

    /// A row that gives way to a later one stays as one of the past.
    private var trigger: String {
      let same = key.map { "\($0) = OLD.\($0)" }.joined(separator: " AND ")
      let differs = columns.filter { !key.contains($0) }.map { "OLD.\($0) IS NOT NEW.\($0)" }
        .joined(separator: " OR ")
      return """
        CREATE TRIGGER \(name)_keeps_past BEFORE UPDATE ON \(name) WHEN \(differs) BEGIN
          INSERT INTO \(name)_past (\(list), version)
          SELECT \(columns.map { "OLD." + $0 }.joined(separator: ", ")),
            1 + coalesce((SELECT max(version) FROM \(name)_past WHERE \(same)), 0);
        END
        """
    }

    /// Every sighting with its file and day.
    private var seen: String {
      """
      CREATE VIEW \(name)_seen AS
      WITH every AS (
        SELECT \(list), \(Schema.present) AS version FROM \(name)
        UNION ALL SELECT \(list), version FROM \(name)_past)
      SELECT every.*, import_batch.file AS file, import_batch.path AS path,
        import_batch.observed_on AS observed_on
      FROM every JOIN import_batch ON import_batch.id = every.batch_id
      """
    }

    /// That a row says something else than the one before it in a window.
    private func differs(over window: String) -> String {
      values.map { "lag(\($0)) OVER \(window) IS NOT \($0)" }.joined(separator: " OR ")
    }

    /// The sightings that begin versions, with the day from which each is known.
    private var known: String {
      let order = "ORDER BY observed_on, version"
      let byKey = "seen AS (PARTITION BY \(keys) \(order))"
      let parts: String
      let day: String
      switch knownFrom {
      case .recorded:
        let windows = "WINDOW \(byKey), alike AS (PARTITION BY \(keys), recorded_on \(order))"
        parts = """
          numbered AS (
            SELECT s.*, count(*) FILTER (WHERE recorded_on IS NULL) OVER seen AS undated,
              row_number() OVER alike AS place
            FROM \(name)_seen s \(windows)),
          compared AS (
            SELECT numbered.*, CASE WHEN recorded_on IS NULL
                THEN row_number() OVER seen = 1 OR lag(recorded_on) OVER seen IS NOT NULL OR \(differs(over: "seen"))
                ELSE place = 1 OR lag(undated) OVER alike <> undated OR \(differs(over: "alike")) END AS begins
            FROM numbered \(windows))
          """
        day = """
          CASE WHEN recorded_on IS NULL THEN observed_on
            WHEN place > 1 OR undated > 0 THEN max(recorded_on, observed_on) ELSE recorded_on END
          """
      case .observed, .own:
        parts = """
          compared AS (
            SELECT s.*, row_number() OVER seen AS place,
              row_number() OVER seen = 1 OR \(differs(over: "seen")) AS begins
            FROM \(name)_seen s WINDOW \(byKey))
          """
        if case .own(let column) = knownFrom {
          day = "CASE WHEN place = 1 THEN coalesce(\(column), observed_on) ELSE observed_on END"
        } else {
          day = "observed_on"
        }
      }
      return """
        CREATE VIEW \(name)_known AS WITH \(parts)
        SELECT \(list), version, file, observed_on, \(day) AS known_on FROM compared WHERE begins
        """
    }
  }
}
