internal import GRDB
public import PortfolioCore

extension ValueLedger {
  /// Rows of one table that name no day of their own and come from files seen after the as-of day: they do not count,
  /// but they are there.
  public struct LeftOut: Sendable, Equatable {
    /// The table.
    public let kind: Kind
    /// Every row's name: the product, the right, the deal, the year.
    public let names: [String]
    /// The products that they belong to.
    public let products: Set<Int64>
    /// The earliest day on which one of them was seen.
    public let firstSeen: CalendarDay
  }

  /// The tables whose rows may be known only from the day of their file.
  public enum Kind: String, Sendable, CaseIterable {
    /// Links of rights to products.
    case links
    /// Revenue.
    case revenues
    /// Other figures of products.
    case figures
    /// Shares of rights in products.
    case attributions
    /// Deals to compare with.
    case deals
    /// Intangibles that are no rights.
    case intangibles

    fileprivate var sql: String {
      let right =
        "(SELECT coalesce(own_number, application_number, title) FROM ip_right WHERE id = t.right_id)"
      func query(_ table: String, _ name: String, key: String, product: String = "t.product_id", own: String?)
        -> String
      {
        """
        SELECT \(product), \(name), min(t.known_on) FROM \(table)_known t LEFT JOIN product p ON p.id = t.product_id
        GROUP BY \(key) HAVING min(t.known_on) > ?1 \(own.map { "AND max(t.\($0)) IS NULL" } ?? "") ORDER BY \(key)
        """
      }
      switch self {
      case .links:
        return query(
          "product_link", "p.code || ' ' || \(right)", key: "t.right_id, t.product_id", own: "from_day")
      case .revenues:
        return query(
          "revenue", "p.code || ' ' || t.year", key: "t.product_id, t.year, t.market, t.kind",
          own: "recorded_on")
      case .figures:
        return query(
          "product_figure", "p.code || ' ' || t.item || ' ' || t.year", key: "t.product_id, t.year, t.item",
          own: "recorded_on")
      case .attributions:
        return query(
          "attribution", "p.code || ' ' || \(right)", key: "t.product_id, t.right_id", own: nil)
      case .deals: return query("comparable", "t.deal", key: "t.deal", own: nil)
      case .intangibles: return query("intangible", "t.code", key: "t.code", own: nil)
      }
    }
  }

  /// What a valuation as of the day leaves out, table by table; tables of which nothing is left out are absent.
  static func leftOut(_ db: Database, _ day: CalendarDay) throws -> [LeftOut] {
    let later = PreparedStatement(db, "SELECT 1 FROM import_batch WHERE observed_on > ?1 LIMIT 1")
    later.bind(1, day)
    guard try later.step() else { return [] }
    return try Kind.allCases.compactMap { kind in
      var names: [String] = []
      var products: Set<Int64> = []
      var first: CalendarDay?
      let rows = PreparedStatement(db, kind.sql)
      rows.bind(1, day)
      while try rows.step() {
        if let product = rows.optionalInteger(0) { products.insert(product) }
        names.append(rows.text(1) ?? "")
        if let seen = rows.day(2) { first = min(first ?? seen, seen) }
      }
      return first.map { LeftOut(kind: kind, names: names, products: products, firstSeen: $0) }
    }
  }
}
