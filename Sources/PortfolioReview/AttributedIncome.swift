public import Valuation

/// What licensing in would cost the owner for the revenue attributed to a right, year by year: the income side of keeping
/// it. The base case of relief from royalty, exact, without draws.
public struct AttributedIncome: Sendable, Equatable {
  /// The calendar year of the first entry: the as-of day's.
  public let firstYear: Int
  /// Royalties saved after tax in each calendar year, in major units of the run's currency, before the right's own
  /// fees and not discounted. The first entry counts from the as-of day, the last to the end of the economic life.
  public let royalties: [Double]
  /// The factors that bring each year's royalties to the as-of day.
  public let discountFactors: [Double]
  /// The base value of the method: after fees, with the tax benefit. It is that of the method's own table.
  public let value: Double

  /// What is saved in a calendar year; 0 outside the life.
  public func royalty(year: Int) -> Double {
    royalties.indices.contains(year - firstYear) ? royalties[year - firstYear] : 0
  }
}

extension AssetValuer {
  /// The income attributed to a right: for plans that weigh keeping it against its fees.
  /// - Throws: ``NotApplicable`` with what is missing: no product, no revenue, a right that has ended.
  public func attributedIncome(row: Int) throws(NotApplicable) -> AttributedIncome {
    let given = try asset(row: row).exactRelief()
    let value = try given.value().value
    // A plan weighs every year against its fee by itself, those too that no holder would pay for.
    let table = try given.table()
    let lines = table.lines.filter { $0.part > 0 }
    return AttributedIncome(
      firstYear: given.firstYear,
      royalties: lines.map { $0.steps[ReliefFromRoyalty.Step.saved.rawValue] * (1 - given.tax) },
      discountFactors: lines.map(\.discountFactor), value: value)
  }
}

extension AssetCase {
  /// Relief from royalty over the base life, before any draw.
  func exactRelief() throws(NotApplicable) -> ReliefFromRoyalty {
    exactRelief(try royaltyCase(nil))
  }
}
