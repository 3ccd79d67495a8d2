internal import GRDB
public import PortfolioCore

/// Rights that a file of rights or owners shows as they are stored: nothing is changed by it, and no row of it is kept,
/// but that it was seen is.
extension ImportSession {
  /// Keeps the present file's day for rights that its rows show unchanged. Where a row of a file of that day brought
  /// them, the day is known already: the same file again changes nothing.
  func keepSeen(_ rights: Set<Int64>) throws {
    guard !rights.isEmpty else { return }
    var known: Set<Int64> = []
    let query = try PreparedStatement(
      db,
      """
      SELECT DISTINCT s.right_id FROM import_batch b JOIN source_row s ON s.batch_id = b.id
      WHERE b.observed_on = ?1 AND s.right_id IS NOT NULL AND s.outcome <> 'refused' AND \(Schema.showsOwners)
      """)
    query.bind(1, observedOn)
    while try query.step() { known.insert(query.integer(0)) }
    let insert = try PreparedStatement(db, "INSERT OR IGNORE INTO right_seen (right_id, day) VALUES (?, ?)")
    for right in rights.subtracting(known).sorted() {
      insert.bind(1, right)
      insert.bind(2, observedOn)
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
      let query = try PreparedStatement(
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
