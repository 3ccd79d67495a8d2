internal import GRDB

extension Schema {
  /// Which folders and files a store was made from, and rows of whole tables that a later file no longer holds.
  ///
  /// A row that has ended stays, with its versions, and counts on the days before its end. Where a file brings it
  /// again it goes on from that file's day.
  static func registerSources(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("17 sources and ends of rows") { db in
      try db.execute(
        sql: """
          CREATE TABLE source_place (
            place TEXT PRIMARY KEY CHECK (place <> '')
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE row_end (
            table_name TEXT NOT NULL,
            row_key TEXT NOT NULL CHECK (row_key <> ''),
            ended_on TEXT NOT NULL CHECK (ended_on GLOB '????-??-??'),
            resumed_on TEXT CHECK (resumed_on GLOB '????-??-??' AND resumed_on >= ended_on),
            file TEXT NOT NULL,
            PRIMARY KEY (table_name, row_key, ended_on)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }

  /// The key of a row of a table as one text.
  /// - Parameter place: what stands before each column's name: `t.` for a table of that alias.
  static func rowKey(_ table: String, _ place: String = "") -> String {
    (NativeTableRule.endable[table]?.key ?? []).map { "\(place)\($0)" }.joined(separator: " || char(31) || ")
  }

  /// The first day, not after another, on which a sighting was followed by one of its whole table or of its file without
  /// the row; NULL where there is none.
  /// - Parameters:
  ///   - table: the table, whose sighting stands as `s` in the query.
  ///   - day: the other day, as SQL.
  static func leftOutOn(_ table: String, by day: String) -> String {
    """
    (SELECT min(w.day) FROM table_seen w WHERE w.table_name = '\(table)' AND w.day <= \(day)
      AND (w.place = '' OR w.place = s.path)
      AND (w.day > s.observed_on OR (w.day = s.observed_on AND w.turn > s.batch_id)))
    """
  }

  /// That a row of a table has not ended by the day ?1: a condition on the columns of its key.
  ///
  /// It has ended where every sighting of it by the day was followed by one of its whole table or of its file without
  /// it, unless it had named an earlier end itself; or where a store from before there were sightings says so.
  static func standing(_ table: String) -> String {
    let hasEnd = NativeTableRule.endable[table]?.hasEnd ?? false
    let last =
      hasEnd
      ? ", s.observed_on || printf('%010d', s.version) || coalesce(s.to_day, '9999-12-31') AS last" : ""
    let isOpen = hasEnd ? " AND substr(max(last), -10) > max(left_out)" : ""
    return """
      NOT (EXISTS (SELECT 1 FROM table_seen WHERE table_name = '\(table)' AND day <= ?1)
        AND \(rowKey(table)) IN (
          SELECT row_key FROM (
            SELECT \(rowKey(table, "s.")) AS row_key, \(leftOutOn(table, by: "?1")) AS left_out\(last)
            FROM \(table)_seen s WHERE s.observed_on <= ?1)
          GROUP BY row_key HAVING count(*) = count(left_out)\(isOpen)))
      AND NOT EXISTS (SELECT 1 FROM row_end e WHERE e.table_name = '\(table)' AND e.row_key = \(rowKey(table))
        AND e.ended_on <= ?1 AND (e.resumed_on IS NULL OR e.resumed_on > ?1))
      """
  }
}
