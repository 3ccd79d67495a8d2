internal import PortfolioCore

/// A range of royalty rates, and a rate placed in it by scored factors: K = m + (n − m)·r.
public struct RoyaltyRange: Sendable, Hashable {
  /// m, the least rate, 0.01 for 1 % of net sales.
  public let low: Double
  /// n, the greatest rate.
  public let high: Double

  /// A range.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The rate at a position of 0 (the least) to 1 (the greatest).
  /// - Throws: ``NotApplicable`` when the range or the position makes no sense.
  public func rate(position: Double) throws(NotApplicable) -> Double {
    try Require.share(low, "许可费率下限", "least royalty rate")
    try Require.share(high, "许可费率上限", "greatest royalty rate")
    try Require.share(position, "许可费率位置", "position in the royalty range")
    guard low <= high else {
      throw NotApplicable(zh: "许可费率下限高于上限", en: "the least royalty rate is above the greatest")
    }
    return low + (high - low) * position
  }
}

/// Relief from royalty: what an owner saves who would otherwise have to license the asset.
///
/// V₀ = ∑ Rₜ · a · mₜ · K · sₜ · (1 − tax) / (1 + k)ᵗ, then the tax amortisation benefit where the country gives one; mₜ
/// is the share of the attributed sales made in markets where the asset stands.
public struct ReliefFromRoyalty: Sendable, Hashable {
  /// The calendar year of the first period.
  public var firstYear: Int
  /// Net sales of each whole year, in major units.
  public var revenue: [Double]
  /// The part of each year within the life: the first may be a stub, the last is cut by the end of the life.
  public var parts: [Double]
  /// The share of the sales that depends on the asset, in years of which ``attributions`` says nothing.
  public var attribution: Double
  /// The share of each year's sales that depends on the asset; empty when it is the same in every year.
  public var attributions: [Double] = []
  /// The share of each year's attributed sales that is made in markets where the asset stands; 1 where absent.
  public var covers: [Double] = []
  /// The royalty rate on net sales.
  public var royalty: Double
  /// The share of the full royalty that the asset earns in each year: a ramp below 1, then decay. 1 where absent.
  public var strength: [Double]
  /// Costs of keeping the asset that the royalty payer would not bear, a year: fees.
  public var upkeep: [Double]
  /// The tax rate.
  public var tax: Double
  /// How flows are discounted.
  public var discounting: Discounting
  /// The tax amortisation benefit; nil without one.
  public var amortisation: TaxAmortisation?
  /// Whether the holder may let the asset go: then the value counts the years up to the last one worth holding, for
  /// nobody goes on paying fees that exceed what is to come.
  public var mayStop = false

  /// The inputs.
  public init(
    firstYear: Int = 1, revenue: [Double], parts: [Double]? = nil, attribution: Double = 1, royalty: Double,
    strength: [Double] = [], upkeep: [Double] = [], tax: Double, discounting: Discounting,
    amortisation: TaxAmortisation? = nil
  ) {
    self.firstYear = firstYear
    self.revenue = revenue
    self.parts = parts ?? [Double](repeating: 1, count: revenue.count)
    self.attribution = attribution
    self.royalty = royalty
    self.strength = strength
    self.upkeep = upkeep
    self.tax = tax
    self.discounting = discounting
    self.amortisation = amortisation
  }

  /// The places of the amounts in the table's lines.
  public enum Step: Int, Sendable, CaseIterable {
    /// Net sales.
    case revenue
    /// The share that depends on the asset.
    case attribution
    /// The share of these made in markets where the asset stands.
    case covered
    /// Sales times both shares.
    case attributed
    /// The royalty rate times the strength left.
    case rate
    /// Attributed sales times that rate.
    case saved
    /// Fees.
    case upkeep
    /// What is left after tax.
    case afterTax
  }

  /// The share of a year's sales that depends on the asset.
  func attribution(_ index: Int) -> Double {
    index < attributions.count ? attributions[index] : attribution
  }

  /// The share of a year's attributed sales made in markets where the asset stands.
  func cover(_ index: Int) -> Double { index < covers.count ? covers[index] : 1 }

  /// The table, year by year.
  /// - Throws: ``NotApplicable`` without revenue within the life, or when an input makes no sense.
  public func table() throws(NotApplicable) -> CashFlowTable {
    guard !revenue.isEmpty else {
      throw NotApplicable(zh: "没有可归属的收入或预测", en: "there is no attributable revenue or forecast")
    }
    guard parts.contains(where: { $0 > 0 }) else {
      throw NotApplicable(zh: "剩余寿命为零", en: "no life is left")
    }
    try Require.amounts(revenue + upkeep + strength, "收入", "revenues")
    for share in [attribution] + attributions { try Require.share(share, "归属比例", "attribution") }
    for share in covers { try Require.share(share, "市场覆盖", "markets covered") }
    try Require.share(royalty, "许可费率", "royalty rate")
    try Require.share(tax, "税率", "tax rate")
    var flows: [Double] = []
    var steps: [[Double]] = []
    for index in revenue.indices {
      let part = index < parts.count ? parts[index] : 0
      let sales = revenue[index] * part
      let attributed = sales * attribution(index) * cover(index)
      let rate = royalty * (index < strength.count ? strength[index] : 1)
      let saved = attributed * rate
      let cost = (index < upkeep.count ? upkeep[index] : 0) * (part > 0 ? 1 : 0)
      // A loss is not taxed here: whether it can be set off depends on the owner.
      let before = saved - cost
      let after = before > 0 ? before * (1 - tax) : before
      flows.append(after)
      steps.append([sales, attribution(index), cover(index), attributed, rate, saved, cost, after])
    }
    return try discounting.table(
      firstYear: firstYear, parts: parts, flows: flows,
      columns: [
        BilingualText(zh: "收入", en: "Revenue"), BilingualText(zh: "归属比例", en: "Attribution"),
        BilingualText(zh: "市场覆盖", en: "Markets covered"),
        BilingualText(zh: "归属收入", en: "Attributed revenue"),
        BilingualText(zh: "费率×强度", en: "Rate × strength"),
        BilingualText(zh: "节省的许可费", en: "Royalty saved"), BilingualText(zh: "维持费用", en: "Upkeep"),
        BilingualText(zh: "税后", en: "After tax"),
      ], shares: [1, 2, 4], steps: steps)
  }

  /// The table and the value with the benefit. A holder who may stop, and has no year worth holding, stops at once: the
  /// value is 0, and the table shows by how much the costs exceed what is earned.
  public func value() throws(NotApplicable) -> (table: CashFlowTable, factor: Double, value: Double) {
    let whole = try table()
    let table = mayStop ? whole.untilLastWorthwhile() : whole
    let before = table.presentValue
    if mayStop, before <= 0 { return (table, 1, 0) }
    guard before > 0, let amortisation else { return (table, 1, before) }
    let factor = try amortisation.factor(discounting)
    return (table, factor, before * factor)
  }
}
