internal import GRDB
public import PortfolioCore

/// Rights that a file of rights or owners shows as they are stored: nothing is changed by it, and no row of it is kept,
/// but that it was seen is.
extension ImportSession {
  /// Keeps the present file's day for rights that its rows show unchanged. Where a row of a file of that day brought
  /// them, the day is known already: the same file again changes nothing.
  /// - Parameter rows: of those that rows of rights show, and not only of owners, the row.
  func keepSeen(_ rights: Set<Int64>, rows: [Int64: RowHash]) throws {
    guard !rights.isEmpty else { return }
    // By right, whether a row of rights brought it on that day.
    var known: [Int64: Bool] = [:]
    let query = PreparedStatement(
      db,
      """
      SELECT s.right_id, max(b.mapping <> 'native/ownership')
      FROM import_batch b JOIN source_row s ON s.batch_id = b.id
      WHERE b.observed_on = ?1 AND s.right_id IS NOT NULL AND s.outcome <> 'refused' AND \(Schema.showsOwners)
      GROUP BY s.right_id
      """)
    query.bind(1, observedOn)
    while try query.step() { known[query.integer(0)] = query.integer(1) == 1 }
    let insert = PreparedStatement(
      db,
      """
      INSERT INTO right_seen (right_id, day, row_hash) VALUES (?, ?, ?)
      ON CONFLICT (right_id, day) DO UPDATE SET row_hash = coalesce(excluded.row_hash, row_hash)
      """)
    for right in rights.sorted() {
      let hash = rows[right]
      if let isKnownByRow = known[right], isKnownByRow || hash == nil { continue }
      insert.bind(1, right)
      insert.bind(2, observedOn)
      if let hash { insert.bind(3, blob: hash.bytes) } else { insert.bind(3, String?.none) }
      try insert.run()
    }
  }
}

extension Store {
  /// The last day, not after the given one, on which a file of rights or owners showed each right, whether or not it
  /// said anything new of it.
  public func rightsSeen(asOf day: CalendarDay) throws -> [Int64: CalendarDay] {
    try read { db in
      var days: [Int64: CalendarDay] = [:]
      let query = PreparedStatement(
        db,
        """
        SELECT right_id, max(day) FROM (
          SELECT s.right_id AS right_id, b.observed_on AS day
          FROM source_row s JOIN import_batch b ON b.id = s.batch_id
          WHERE b.observed_on <= ?1 AND s.right_id IS NOT NULL AND s.outcome <> 'refused' AND \(Schema.showsOwners)
          UNION ALL SELECT right_id, day FROM right_seen WHERE day <= ?1)
        GROUP BY right_id
        """)
      query.bind(1, day)
      while try query.step() { days[query.integer(0)] = query.day(1) }
      return days
    }
  }
}
