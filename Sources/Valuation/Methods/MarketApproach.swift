public import PortfolioCore

/// A licence or deal of others that can be compared with the asset.
public struct ComparableDeal: Sendable, Hashable {
  /// What an adjustment is for.
  public struct Adjustment: Sendable, Hashable {
    /// The difference between the deal and the asset: term, exclusivity, territory, stage, date.
    public let label: BilingualText
    /// The factor: above 1 when the asset is the better one.
    public let factor: Double

    /// An adjustment.
    public init(label: BilingualText, factor: Double) {
      self.label = label
      self.factor = factor
    }
  }

  /// The deal's name.
  public let name: String
  /// The price, or the royalty rate, as agreed.
  public let figure: Double
  /// The adjustments.
  public let adjustments: [Adjustment]
  /// Where the deal is known from.
  public let source: String

  /// A deal.
  public init(name: String, figure: Double, adjustments: [Adjustment] = [], source: String) {
    self.name = name
    self.figure = figure
    self.adjustments = adjustments
    self.source = source
  }

  /// The figure times all adjustments.
  public var adjusted: Double { adjustments.reduce(figure) { $0 * $1.factor } }
}

/// Value by comparison with what others paid.
public struct MarketApproach: Sendable, Hashable {
  /// The deals.
  public var deals: [ComparableDeal]

  /// A comparison.
  public init(deals: [ComparableDeal]) { self.deals = deals }

  /// Fewer comparisons than this are a hint, no evidence.
  public static let enough = 3

  /// The lower quartile, median and upper quartile of the adjusted figures.
  /// - Throws: ``NotApplicable`` without a deal, or when a figure or adjustment is not above 0.
  public func range() throws(NotApplicable) -> (low: Double, base: Double, high: Double) {
    guard !deals.isEmpty else {
      throw NotApplicable(zh: "没有可比的许可或交易", en: "there is no comparable licence or deal")
    }
    let figures = deals.map(\.adjusted).sorted()
    guard figures.allSatisfy({ $0.isFinite && $0 > 0 && $0 < 1e18 }),
      deals.allSatisfy({ $0.adjustments.allSatisfy { $0.factor > 0 && $0.factor <= 10 } })
    else {
      throw NotApplicable(
        zh: "可比价格须大于 0，调整系数须在 0 至 10 之间",
        en: "prices must be above 0 and adjustments between 0 and 10")
    }
    return (
      Quantiles.of(sorted: figures, 0.25), Quantiles.of(sorted: figures, 0.5),
      Quantiles.of(sorted: figures, 0.75)
    )
  }

  /// What an asset offered through a broker can be expected to bring: the price if it sells, times how likely it
  /// is to sell, discounted over the time that takes.
  /// - Throws: ``NotApplicable`` when an input makes no sense.
  public static func brokered(
    price: Double, probabilityOfSale: Double, monthsToSale: Double, rate: Double
  ) throws(NotApplicable) -> Double {
    try Require.amounts([price], "价格", "prices")
    try Require.share(probabilityOfSale, "成交概率", "probability of sale")
    try Require.rate(rate, "折现率", "discount rate")
    guard monthsToSale >= 0, monthsToSale <= 600 else {
      throw NotApplicable(zh: "成交时间不合理", en: "the time to sale makes no sense")
    }
    return price * probabilityOfSale * PortableMath.power(1 / (1 + rate), monthsToSale / 12)
  }
}

/// Quantiles by linear interpolation between the sorted values (type 7 of Hyndman and Fan 1996).
public enum Quantiles {
  /// The value below which the share `p` of sorted values lies; 0 for none.
  public static func of(sorted values: [Double], _ p: Double) -> Double {
    guard let last = values.indices.last else { return 0 }
    let place = Double(last) * max(0, min(1, p))
    let below = Int(place)
    guard below < last else { return values[last] }
    return values[below] + (place - Double(below)) * (values[below + 1] - values[below])
  }
}
