internal import GRDB
public import PortfolioCore

extension ValueLedger {
  /// A link of a right to a product that has ended.
  public struct EndedLink: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The product.
    public let productID: Int64
    /// The day from which on it no longer stands: the as-of day or one before.
    public let on: CalendarDay
  }

  /// The links known on a day that have ended by then, by right and product.
  static func endedLinks(_ db: Database, _ day: CalendarDay) throws -> [EndedLink] {
    var list: [EndedLink] = []
    let rows = PreparedStatement(
      db,
      """
      SELECT right_id, product_id, to_day FROM \(Schema.knownLinks) t
      WHERE to_day IS NOT NULL AND to_day <= ?1 ORDER BY right_id, product_id
      """)
    rows.bind(1, day)
    while try rows.step() {
      guard let end = rows.day(2) else { continue }
      list.append(EndedLink(rightID: rows.integer(0), productID: rows.integer(1), on: end))
    }
    return list
  }
}
