internal import GRDB
public import PortfolioCore

extension ValueLedger {
  /// A licence in that runs on the day: what lets the portfolio use a right of others.
  public struct LicenceIn: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The contract.
    public let contract: String
    /// Its last day; nil where none is recorded.
    public let to: CalendarDay?
  }

  /// The licences in that have begun by a day and not ended before it, by right.
  static func licencesIn(_ db: Database, _ day: CalendarDay) throws -> [LicenceIn] {
    var list: [LicenceIn] = []
    let rows = PreparedStatement(
      db,
      """
      SELECT t.right_id, t.licence, t.to_day FROM licence t
      WHERE t.direction = 'in' AND (t.to_day IS NULL OR t.to_day >= ?1)
        AND coalesce(nullif(t.from_day, ''), (SELECT observed_on FROM import_batch WHERE id = t.batch_id)) <= ?1
      ORDER BY t.right_id, t.licence
      """)
    rows.bind(1, day)
    while try rows.step() {
      list.append(LicenceIn(rightID: rows.integer(0), contract: rows.text(1) ?? "", to: rows.day(2)))
    }
    return list
  }
}
