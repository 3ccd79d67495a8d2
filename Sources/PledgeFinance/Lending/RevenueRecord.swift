internal import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// Actual revenue of the recorded products, product by product and market by market: a sum of one year is compared with
/// that of another only where both are of the same products and markets. What is not recorded is not nothing.
struct RevenueRecord {
  /// A product in a market; the market is empty where none is recorded.
  struct Line: Hashable {
    let product: String
    let market: String

    var name: String { market.isEmpty ? product : "\(product) (\(market))" }
  }

  /// A product in a market, and the years of which it has no figure.
  struct Gap: Equatable {
    let name: String
    let years: [Int]
  }

  private var figures: [Line: [Int: Int64]] = [:]
  private var unconverted: [Line: Set<Int>] = [:]

  /// The figures of years that are over on a day. What is called actual of a year to come is none, and what is booked of
  /// the running one is a part.
  /// - Parameter products: ids of the products; nil for all.
  init(
    _ ledger: ValueLedger, rates: ExchangeRates, currency: Currency, before year: Int, products: Set<Int64>? = nil
  ) {
    let codes = Dictionary(ledger.products.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    for figure in ledger.figures where figure.item == "actual" && figure.year < year {
      if let products, !products.contains(figure.productID) { continue }
      let line = Line(product: codes[figure.productID] ?? "", market: figure.market)
      if let found = rates.convert(figure.amount, to: currency, year: figure.year) {
        figures[line, default: [:]][figure.year, default: 0] += found.money.minorUnits
      } else {
        unconverted[line, default: []].insert(figure.year)
      }
    }
    for (line, years) in unconverted {
      for year in years { figures[line]?[year] = nil }
    }
  }

  /// The latest year of which anything is recorded; nil where nothing is.
  var latest: Int? {
    (figures.values.flatMap(\.keys) + unconverted.values.flatMap { $0 }).max()
  }

  /// Products and markets with a figure in some of the years and none in others, in order.
  /// - Parameter silentFor: products with no figure in any of the years are among them where their last one is at most so
  ///   many years before the first of these.
  func gaps(in years: [Int], silentFor: Int = 0) -> [Gap] {
    let first = years.min() ?? 0
    let recent = first - silentFor
    return Set(figures.keys).union(unconverted.keys).compactMap { line -> Gap? in
      let known = figures[line] ?? [:]
      let missing = years.filter { known[$0] == nil }
      let recorded = unconverted[line, default: []].union(known.keys)
      let isThere = recorded.contains { years.contains($0) || ($0 >= recent && $0 < first) }
      return isThere && !missing.isEmpty ? Gap(name: line.name, years: missing.sorted()) : nil
    }.sorted { $0.name < $1.name }
  }

  /// The sums of the years over the products and markets that have a figure in every one of them; nil where none has.
  func sums(of years: [Int]) -> [Int64]? {
    let whole = figures.values.filter { known in years.allSatisfy { known[$0] != nil } }
    guard !whole.isEmpty else { return nil }
    return years.map { year in whole.reduce(Int64(0)) { $0 + ($1[year] ?? 0) } }
  }

  /// What changed from an earlier sum, in basis points, rounded down: growth of 19.999 % is no growth of 20 %; nil where
  /// the earlier one is nothing.
  static func change(from earlier: Int64, to later: Int64) -> Int? {
    guard earlier > 0 else { return nil }
    let change = (Int128(later) - Int128(earlier)) * 10_000
    let points = change / Int128(earlier)
    return Int(clamping: change < 0 && points * Int128(earlier) != change ? points - 1 : points)
  }

  /// Gaps for people: `PR08 2022, 2023`.
  static func text(_ gaps: [Gap]) -> BilingualText {
    func list(_ gap: Gap, _ separator: String) -> String {
      gap.name + " " + gap.years.map { "\($0)" }.joined(separator: separator)
    }
    let shown = gaps.prefix(5)
    let rest = gaps.count - shown.count
    return BilingualText(
      zh: shown.map { list($0, "、") }.joined(separator: "；") + (rest > 0 ? " 等 \(gaps.count) 项" : ""),
      en: shown.map { list($0, ", ") }.joined(separator: "; ")
        + (rest > 0 ? " and others, \(gaps.count) in all" : ""))
  }
}
