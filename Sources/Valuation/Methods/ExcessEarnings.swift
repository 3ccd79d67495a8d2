public import PortfolioCore

/// An asset that contributes to the earnings and must be paid for: working capital, plant, workforce.
public struct ContributoryAsset: Sendable, Hashable {
  /// What it is.
  public let label: BilingualText
  /// Its fair value, in major units.
  public let value: Double
  /// The yearly return that it requires.
  public let requiredReturn: Double

  /// An asset.
  public init(label: BilingualText, value: Double, requiredReturn: Double) {
    self.label = label
    self.value = value
    self.requiredReturn = requiredReturn
  }

  /// The yearly charge.
  public var charge: Double { value * requiredReturn }
}

/// Multi-period excess earnings: what a business earns above a fair return on everything else that it uses.
///
/// V₀ = ∑ (EBITAₜ − ∑CACₜ)(1 − tax)/(1 + k)ᵗ, then the tax amortisation benefit. Only one asset of a business can be
/// valued so: two would both claim the same residual (see ``onePerBusiness(_:)``).
public struct ExcessEarnings: Sendable, Hashable {
  /// The calendar year of the first period.
  public var firstYear: Int
  /// Operating earnings before amortisation attributable to the business that the asset leads, before tax.
  public var earnings: [Double]
  /// Charges for the other assets of the business, before tax.
  public var charges: [Double]
  /// The part of each year within the life.
  public var parts: [Double]
  /// The tax rate.
  public var tax: Double
  /// How flows are discounted.
  public var discounting: Discounting
  /// The tax amortisation benefit; nil without one.
  public var amortisation: TaxAmortisation?

  /// The inputs; `charges` must have one a year.
  public init(
    firstYear: Int = 1, earnings: [Double], charges: [Double], parts: [Double]? = nil, tax: Double,
    discounting: Discounting, amortisation: TaxAmortisation? = nil
  ) {
    self.firstYear = firstYear
    self.earnings = earnings
    self.charges = charges
    self.parts = parts ?? [Double](repeating: 1, count: earnings.count)
    self.tax = tax
    self.discounting = discounting
    self.amortisation = amortisation
  }

  /// The table, the factor of the benefit and the value; negative excess earnings stay negative.
  /// - Throws: ``NotApplicable`` without earnings or charges, or when an input makes no sense.
  public func value() throws(NotApplicable) -> (table: CashFlowTable, factor: Double, value: Double) {
    guard !earnings.isEmpty else {
      throw NotApplicable(zh: "没有业务利润预测", en: "there is no forecast of the business's earnings")
    }
    guard charges.count == earnings.count else {
      throw NotApplicable(
        zh: "贡献资产的收费不全：不扣除就会把别人的收益算给本资产",
        en:
          "the charges for contributory assets are not complete: without them the asset would claim what others earn"
      )
    }
    try Require.share(tax, "税率", "tax rate")
    try Require.amounts(charges, "贡献资产收费", "contributory charges")
    var flows: [Double] = []
    var steps: [[Double]] = []
    for (index, (earning, charge)) in zip(earnings, charges).enumerated() {
      let part = index < parts.count ? parts[index] : 0
      let excess = (earning - charge) * part
      let after = excess > 0 ? excess * (1 - tax) : excess
      flows.append(after)
      steps.append([earning * part, charge * part, excess, after])
    }
    let table = try discounting.table(
      firstYear: firstYear, parts: parts, flows: flows,
      columns: [
        BilingualText(zh: "业务利润", en: "Earnings"), BilingualText(zh: "贡献资产收费", en: "Charges"),
        BilingualText(zh: "超额收益", en: "Excess"), BilingualText(zh: "税后", en: "After tax"),
      ], steps: steps)
    let before = table.presentValue
    guard before > 0, let amortisation else { return (table, 1, before) }
    let factor = try amortisation.factor(discounting)
    return (table, factor, before * factor)
  }

  /// A single year's excess earnings for ever: (earnings − charges) / rate.
  /// - Throws: ``NotApplicable`` unless the rate is above 0.
  public static func capitalised(
    earnings: Double, charges: Double, rate: Double
  ) throws(NotApplicable) -> Double {
    try Require.amounts([earnings, charges], "利润", "earnings")
    guard rate > 0, rate.isFinite else {
      throw NotApplicable(zh: "资本化率须大于 0", en: "a capitalisation rate must be above 0")
    }
    return (earnings - charges) / rate
  }

  /// Businesses for which more than one asset asks for the method, each with its assets, by name.
  public static func onePerBusiness(_ uses: [(business: String, asset: String)]) -> [(
    business: String, assets: [String]
  )] {
    Dictionary(grouping: uses, by: \.business).filter { Set($0.value.map(\.asset)).count > 1 }
      .map { ($0.key, Set($0.value.map(\.asset)).sorted()) }.sorted { $0.business < $1.business }
  }
}

/// With-and-without: the business with the asset less the same business without it.
public struct WithAndWithout: Sendable, Hashable {
  /// After-tax cash flows with the asset, a year.
  public var with: [Double]
  /// After-tax cash flows without it.
  public var without: [Double]
  /// How likely it is that competition would really take the difference, 0 to 1.
  public var probability: Double
  /// How much of the effect has set in by each year; 1 where absent.
  public var ramp: [Double]
  /// The part of each year that is still to come; 1 where absent.
  public var parts: [Double]
  /// The calendar year of the first period.
  public var firstYear: Int
  /// How flows are discounted.
  public var discounting: Discounting

  /// The inputs.
  public init(
    with: [Double], without: [Double], probability: Double, ramp: [Double] = [], parts: [Double] = [],
    firstYear: Int = 1, discounting: Discounting
  ) {
    self.with = with
    self.without = without
    self.probability = probability
    self.ramp = ramp
    self.parts = parts
    self.firstYear = firstYear
    self.discounting = discounting
  }

  /// The table of differences; its present value is the asset's value.
  /// - Throws: ``NotApplicable`` when one of the two forecasts is missing or an input makes no sense.
  public func table() throws(NotApplicable) -> CashFlowTable {
    guard !with.isEmpty, with.count == without.count else {
      throw NotApplicable(
        zh: "需要有、无该资产两份同样长度的预测", en: "two forecasts of one length are needed, with and without the asset")
    }
    try Require.share(probability, "概率", "probability")
    try Require.amounts(with + without + ramp, "现金流", "cash flows")
    let parts = with.indices.map { $0 < self.parts.count ? self.parts[$0] : 1 }
    let steps = with.indices.map { index -> [Double] in
      let (gains, rest) = (with[index] * parts[index], without[index] * parts[index])
      let chance = probability * (index < ramp.count ? ramp[index] : 1)
      return [gains, rest, gains - rest, chance, (gains - rest) * chance]
    }
    return try discounting.table(
      firstYear: firstYear, parts: parts, flows: steps.map { $0[4] },
      columns: [
        BilingualText(zh: "有该资产", en: "With"), BilingualText(zh: "无该资产", en: "Without"),
        BilingualText(zh: "差额", en: "Difference"),
        BilingualText(zh: "概率×进度", en: "Probability × ramp"), BilingualText(zh: "计入", en: "Counted"),
      ], shares: [3], steps: steps)
  }
}

/// Profit split: a share of the profit of the business that uses the asset.
public struct ProfitSplit: Sendable, Hashable {
  /// After-tax profits, a year.
  public var profits: [Double]
  /// The asset's share of them.
  public var share: Double
  /// The part of each year that is still to come; 1 where absent.
  public var parts: [Double]
  /// The calendar year of the first period.
  public var firstYear: Int
  /// How flows are discounted.
  public var discounting: Discounting

  /// The inputs.
  public init(
    profits: [Double], share: Double, parts: [Double] = [], firstYear: Int = 1, discounting: Discounting
  ) {
    self.profits = profits
    self.share = share
    self.parts = parts
    self.firstYear = firstYear
    self.discounting = discounting
  }

  /// What a reader must know about the method.
  public static let caveat = BilingualText(
    zh: "分成比例须有具体依据；以 25% 作为一般起点的做法已被美国法院否定（Uniloc v. Microsoft，2011）",
    en:
      "The share needs evidence of its own; 25 % as a general starting point was rejected in Uniloc v. Microsoft (2011)"
  )

  /// The table; its present value is the asset's value.
  /// - Throws: ``NotApplicable`` without profits, or when an input makes no sense.
  public func table() throws(NotApplicable) -> CashFlowTable {
    guard !profits.isEmpty else { throw NotApplicable(zh: "没有利润预测", en: "there is no forecast of profits") }
    try Require.share(share, "分成比例", "share")
    let parts = profits.indices.map { $0 < self.parts.count ? self.parts[$0] : 1 }
    let steps = profits.indices.map { index -> [Double] in
      let profit = profits[index] * parts[index]
      return [profit, share, profit * share]
    }
    return try discounting.table(
      firstYear: firstYear, parts: parts, flows: steps.map { $0[2] },
      columns: [
        BilingualText(zh: "税后利润", en: "Profit after tax"), BilingualText(zh: "分成比例", en: "Share"),
        BilingualText(zh: "分成", en: "Share of profit"),
      ], shares: [1], steps: steps)
  }
}
