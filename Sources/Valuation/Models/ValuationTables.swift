public import PolicyModels
public import PortfolioCore

/// Ranges of royalty rates by field: a model file of the kind `royalty-rates`.
public struct RoyaltyRates: PolicyModel {
  /// `royalty-rates`.
  public static var kind: String { "royalty-rates" }

  /// One industry's range.
  public struct Industry: Sendable, Hashable {
    /// The name.
    public let id: String
    /// The industry, as the source calls it.
    public let title: BilingualText
    /// Numbers of WIPO's fields that are taken for it; empty for all others.
    public let fields: [Int]
    /// The range on net sales.
    public let range: RoyaltyRange
    /// The source's name.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The industries, the special ones before the general.
  public let industries: [Industry]

  /// The industry of a field; of an asset without one, the general.
  public func industry(field: Int?) -> Industry? {
    industries.first { $0.fields.isEmpty || field.map($0.fields.contains) == true }
  }

  /// Reads the table.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> RoyaltyRates? {
    let reader = ValuationReader(header: header, log: log)
    let industries = map.list("industries").compactMap { value -> Industry? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      let fields = entry.optionalList("fields").compactMap { $0.integer(log) }
      let low = reader.percent(&entry, "low", within: 0...100)
      let high = reader.percent(&entry, "high", within: 0...100)
      let source = reader.source(&entry)
      entry.finish()
      guard let id, let title, let low, let high, let source else { return nil }
      guard low <= high else {
        log.bad(value.place, value: id, zh: "low 高于 high", en: "low is above high")
        return nil
      }
      return Industry(
        id: id, title: title, fields: fields, range: RoyaltyRange(low: low, high: high), source: source)
    }
    reader.lastIsGeneral(industries.map(\.fields.isEmpty), "industries", at: map.place)
    guard !log.hasErrors else { return nil }
    return RoyaltyRates(header: header, industries: industries)
  }
}

/// Everything else that turns forecasts into values: rates, taxes, lives, weights, premises, and what is known of deals:
/// a model file of the kind `valuation-settings`.
public struct ValuationSettings: PolicyModel {
  /// `valuation-settings`.
  public static var kind: String { "valuation-settings" }

  /// A number with its source.
  public struct Sourced: Sendable, Hashable {
    /// The value; percentages as shares.
    public let value: Double
    /// The source's name.
    public let source: String
  }

  /// A premium placed between two limits by the factors of the discount entry.
  public struct Premium: Sendable, Hashable {
    /// The name.
    public let id: String
    /// What risk it stands for.
    public let title: BilingualText
    /// The least premium, with all factors at level 5.
    public let low: Double
    /// The greatest premium, with all factors at level 1.
    public let high: Double
    /// The source's name.
    public let source: String
  }

  /// A statistic shown as context, never counted.
  public struct Context: Sendable, Hashable {
    /// What it says.
    public let text: BilingualText
    /// The source's name.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The riskless yearly rate and the day it was seen.
  public let riskless: (rate: Sourced, seenOn: CalendarDay)
  /// The premia that are added to it.
  public let premia: [Premium]
  /// A weighted cost of capital that takes the place of the riskless rate and its premia; nil for the built-up rate.
  public let weightedCost: WeightedCost?
  /// When flows count within a year.
  public let timing: DiscountTiming
  /// The corporate income tax rate.
  public let tax: Sourced
  /// The statutory life of amortisation for tax; nil where the country gives no benefit.
  public let amortisationYears: Sourced?
  /// The share of the initial strength at which an asset counts as spent.
  public let spentShare: Sourced
  /// The standard deviation of the logarithm of revenue against its forecast.
  public let revenueSigma: Sourced
  /// How far the discount rate may be off on either side.
  public let rateSpread: Sourced
  /// How far the royalty rate may be off on either side, in parts of its range.
  public let royaltySpread: Sourced
  /// The yearly growth of revenue after the last forecast year.
  public let laterGrowth: Sourced
  /// What of revenue without a recorded market counts as earned where a right stands: in the low case, and in the base
  /// and the high case.
  public let unknownMarket: (low: Double, high: Double, source: String)
  /// ``unknownMarket`` where the settings say nothing: half of it in the low case, all of it in the others.
  public static let usualUnknownMarket = (low: 0.5, high: 1.0, source: "")
  /// The share of the full royalty that a product without past sales earns in its first years of sales.
  public let ramp: [Double]
  /// The correlations behind the draws of relief from royalty; nil when its inputs move apart.
  public let correlation: Correlation?
  /// The file's words for the correlations, in order.
  public let correlated: [CorrelatedInputs]
  /// How far the forecasts of a whole business may be off.
  public let businessRanges: BusinessRanges
  /// The yearly variance of an undeveloped project's value.
  public let projectVariance: Sourced
  /// A developer's margin on recorded costs.
  public let developerMargin: Sourced
  /// The years over which recorded costs serve.
  public let usefulLife: Sourced
  /// What bends recorded costs: opportunity cost, what would not be spent again, obsolescence.
  public let costPremises: CostPremises
  /// How a product's revenue is shared among its rights where no attribution is stated: weights by role.
  public let roleWeights: [String: Double]
  /// The weights of methods in the reconciled value, by method.
  public let methodWeights: [String: Double]
  /// What can be realised in an orderly sale, of value in use: from all factors at 1 to all at 5.
  public let orderly: (low: Double, high: Double, source: String)
  /// What a forced sale brings, of an orderly one.
  public let forced: Sourced
  /// Open licences: the greatest fixed fee, and the greatest royalty on net sales and on profit.
  public let openLicence: (fee: Money, sales: Double, profit: Double, source: String)
  /// What brokers' lists say of patents; nil where nothing is known.
  public let brokered: BrokeredStatistics?
  /// Statistics to show beside values.
  public let context: [Context]
  /// What an appraiser needs, in order.
  public let checklist: [BilingualText]
}
