internal import PortfolioCore
internal import PortfolioStore
public import Valuation

/// What rights bring in each year of a plan by the revenue of the products that they serve: the royalties that their
/// owner saves, before tax and fees.
///
/// Each line is the column "royalty saved" of relief from royalty, so what a plan weighs and what `winnow value` shows
/// are one number. A product's revenue is given out once: its shares sum to at most 1, and a product whose stated
/// shares sum to more gives nothing to anybody.
public struct IncomeWorth: Sendable {
  /// The first calendar year.
  public let firstYear: Int
  /// How many calendar years.
  public let yearCount: Int
  /// Major units of the run's currency by year, of the rows whose income stands.
  public let amounts: [Int: [Double]]

  /// The income of rights by row.
  public init(firstYear: Int, yearCount: Int, amounts: [Int: [Double]]) {
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.amounts = amounts
  }
}

extension AssetValuer {
  /// The income of every right to which revenue is attributed.
  /// - Parameter scenario: which royalty rate of the range is taken.
  public func incomeWorth(
    from firstYear: Int, years yearCount: Int, case scenario: ValueColumns.Scenario
  ) -> IncomeWorth {
    var amounts: [Int: [Double]] = [:]
    for (id, shares) in sharesByRight() {
      guard let row = rowOfRight[id] else { continue }
      let asset = AssetCase(
        valuer: self, number: "", title: BilingualText(zh: "", en: ""), rows: [row], leadRow: row,
        shares: shares, isBundle: false, stream: 0)
      guard let years = asset.royaltySaved(case: scenario) else { continue }
      amounts[row] = (0..<yearCount).map { years[firstYear + $0] ?? 0 }
    }
    return IncomeWorth(firstYear: firstYear, yearCount: yearCount, amounts: amounts)
  }

  /// What each right claims of products' revenue before markets, the products in order.
  func sharesByRight() -> [Int64: [(product: Int64, share: Double)]] {
    var result: [Int64: [(product: Int64, share: Double)]] = [:]
    for (product, rights) in attribution.shares.sorted(by: { $0.key < $1.key }) {
      for right in Array(rights.keys) + relatives(in: product) {
        guard let share = claim(of: right, in: product), share > 0 else { continue }
        result[right, default: []].append((product, share))
      }
    }
    return result
  }
}

extension AssetCase {
  /// The royalty saved in each calendar year of the economic life, in major units; nil where relief from royalty does
  /// not apply.
  func royaltySaved(case scenario: ValueColumns.Scenario) -> [Int: Double]? {
    guard let given = try? royaltyCase(nil) else { return nil }
    var relief = given.relief
    relief.parts = cut(relief.parts, to: given.life.base)
    switch scenario {
    case .low: relief.royalty = given.rates.low
    case .base: break
    case .high: relief.royalty = given.rates.high
    }
    guard let table = try? relief.table() else { return nil }
    var years: [Int: Double] = [:]
    for line in table.lines {
      years[line.year, default: 0] += line.steps[ReliefFromRoyalty.Step.saved.rawValue]
    }
    return years
  }
}
