internal import PolicyModels
public import PortfolioCore

/// How far the forecasts of a whole business may be off: the inputs of excess earnings, with-and-without and profit split
/// that the owner states as single figures. Key `businessRanges` of the settings.
public struct BusinessRanges: Sendable {
  /// A range about a forecast; the base is the forecast itself.
  public struct Span: Sendable, Hashable {
    /// The low end, as a share of the forecast or in yearly growth: -0.2 for a fifth less.
    public let low: Double
    /// The high end.
    public let high: Double

    /// The span as a triangle with its tip at the forecast, moved by `centre`: 1 for factors, 0 for rates.
    public func distribution(about centre: Double) -> Distribution {
      .triangular(low: centre + low, mode: centre, high: centre + high)
    }
  }

  /// What earnings, profits and cash flows are, of their forecast.
  public let earnings: Span
  /// What the charges for contributory assets are, of their forecast.
  public let charges: Span
  /// By how much a year the figures run ahead of their forecast, or behind it.
  public let growth: Span
  /// How likely it is that without the asset competition takes the difference: low, base, high.
  public let probability: (low: Double, base: Double, high: Double)
  /// The source's name.
  public let source: String
}

/// What a broker's lists say of patents: a price asked, how many sell, and within what time. Key `brokered` of the settings.
///
/// Prices asked are not prices paid, so what follows from them is at most a hint from above.
public struct BrokeredStatistics: Sendable {
  /// The price asked for one patent.
  public let asked: Sourced
  /// The share of packages that sold within ``months``.
  public let sold: Double
  /// The months within which they sold.
  public let months: Double
  /// The offices whose patents the lists are about.
  public let offices: [String]
  /// What the statistics count, in words.
  public let says: BilingualText

  /// An amount with its source.
  public struct Sourced: Sendable, Hashable {
    /// The amount.
    public let amount: Money
    /// The source's name.
    public let source: String
  }
}

/// A weighted cost of capital that takes the place of the built-up rate. Key `weightedCost` of the settings.
public struct WeightedCost: Sendable, Hashable {
  /// E/(D+E).
  public let equityShare: Double
  /// kₑ.
  public let costOfEquity: Double
  /// k_d, before tax.
  public let costOfDebt: Double
  /// What an intangible asks above the whole business: placed by the factors of the discount entry.
  public let premium: ValuationSettings.Premium
  /// The source's name.
  public let source: String
}

extension ValuationReader {
  func businessRanges(_ given: ModelMap) -> BusinessRanges? {
    var map = given
    let earnings = map.map("earnings").flatMap { offset($0, within: -100...200) }
    let charges = map.map("charges").flatMap { offset($0, within: -100...200) }
    let growth = map.map("growth").flatMap { offset($0, within: -50...50) }
    var probability: (Double, Double, Double)?
    if var places = map.map("probability") {
      let low = percent(&places, "low", within: 0...100)
      let base = percent(&places, "base", within: 0...100)
      let high = percent(&places, "high", within: 0...100)
      if let low, let base, let high {
        if low <= base, base <= high {
          probability = (low, base, high)
        } else {
          log.bad(places.place, zh: "low、base、high 须递增", en: "low, base and high must rise")
        }
      }
      places.finish()
    }
    let source = source(&map)
    map.finish()
    guard let earnings, let charges, let growth, let probability, let source else { return nil }
    return BusinessRanges(
      earnings: earnings, charges: charges, growth: growth, probability: probability, source: source)
  }

  /// `{low: -20, high: 15}` in percent about a forecast: low at most 0, high at least 0.
  private func offset(_ given: ModelMap, within range: ClosedRange<Double>) -> BusinessRanges.Span? {
    var map = given
    let low = percent(&map, "low", within: range.lowerBound...0)
    let high = percent(&map, "high", within: 0...range.upperBound)
    map.finish()
    guard let low, let high else { return nil }
    return BusinessRanges.Span(low: low, high: high)
  }

  func brokered(_ given: ModelMap) -> BrokeredStatistics? {
    var map = given
    let currency = currency(&map)
    let asked = map.required("asked").flatMap { money($0, currency) }
    let sold = percent(&map, "soldPercent", within: 0...100)
    let months = number(&map, "months", within: 0...600)
    let offices = map.list("offices").compactMap { $0.string(log) }
    let says = map.bilingual("says")
    let source = source(&map)
    map.finish()
    guard let asked, let sold, let months, let says, let source else { return nil }
    return BrokeredStatistics(
      asked: BrokeredStatistics.Sourced(amount: asked, source: source), sold: sold, months: months,
      offices: offices, says: says)
  }

  func weightedCost(_ given: ModelMap) -> WeightedCost? {
    var map = given
    let equity = percent(&map, "equityPercent", within: 0...100)
    let costOfEquity = percent(&map, "costOfEquity", within: 0...100)
    let costOfDebt = percent(&map, "costOfDebt", within: 0...100)
    let premium = map.required("premium").flatMap { self.premium($0) }
    let source = source(&map)
    map.finish()
    guard let equity, let costOfEquity, let costOfDebt, let premium, let source else { return nil }
    return WeightedCost(
      equityShare: equity, costOfEquity: costOfEquity, costOfDebt: costOfDebt, premium: premium,
      source: source)
  }
}
