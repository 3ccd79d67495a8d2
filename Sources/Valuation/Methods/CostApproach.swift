internal import PortfolioCore

/// What it would cost today to have the asset, less what it has lost: reproduction or replacement cost.
///
/// Cost says little about value; the method shows what a buyer would have to spend, and is a floor at most.
public struct CostApproach: Sendable, Hashable {
  /// Spending of a year.
  public struct Spending: Sendable, Hashable {
    /// The calendar year.
    public let year: Int
    /// The amount, in major units of the portfolio's currency.
    public let amount: Double
    /// Years left of the legal term of what it was spent on; nil where that has no end, or is not known.
    public let legalYears: Double?

    /// Spending.
    public init(year: Int, amount: Double, legalYears: Double? = nil) {
      self.year = year
      self.amount = amount
      self.legalYears = legalYears
    }
  }

  /// Whether the same asset is made again or one that serves as well.
  public enum Basis: String, Sendable, CaseIterable, Codable {
    /// The same again: all recorded costs.
    case reproduction
    /// One that serves as well: without the detours.
    case replacement
  }

  /// What was spent, by year.
  public var spending: [Spending]
  /// The valuation year.
  public var year: Int
  /// How prices rose, by year: the index of any base. Years without one count as unchanged from the next known.
  public var priceIndex: [Int: Double]
  /// The yearly rate of what the money could have earned elsewhere, on top of prices.
  public var opportunityRate: Double
  /// A developer's margin on the cost.
  public var developerMargin: Double
  /// Reproduction or replacement.
  public var basis: Basis
  /// For replacement: the share of the cost that would not be spent again.
  public var avoidable: Double
  /// Functional obsolescence: the share lost because better means exist.
  public var functionalObsolescence: Double
  /// Economic obsolescence: the share lost because the market has shrunk.
  public var economicObsolescence: Double
  /// Years over which each spending serves: it is written off evenly, at most up to the end of its legal term
  /// (``Spending/legalYears``); nil where nothing but that term ends it.
  public var usefulLife: Double?

  /// The inputs.
  public init(
    spending: [Spending], year: Int, priceIndex: [Int: Double] = [:], opportunityRate: Double = 0,
    developerMargin: Double = 0, basis: Basis = .reproduction, avoidable: Double = 0,
    functionalObsolescence: Double = 0, economicObsolescence: Double = 0, usefulLife: Double? = nil
  ) {
    self.spending = spending
    self.year = year
    self.priceIndex = priceIndex
    self.opportunityRate = opportunityRate
    self.developerMargin = developerMargin
    self.basis = basis
    self.avoidable = avoidable
    self.functionalObsolescence = functionalObsolescence
    self.economicObsolescence = economicObsolescence
    self.usefulLife = usefulLife
  }

  /// The table: one line a year of spending, no discounting; the sum of flows is the value. Columns of what money could
  /// have earned elsewhere and of obsolescence stand there only where these count.
  /// - Throws: ``NotApplicable`` without recorded spending, or when an input makes no sense.
  public func table() throws(NotApplicable) -> CashFlowTable {
    // In a fixed order, so that sums are the same every time.
    let past = spending.filter { $0.year <= year }.sorted {
      ($0.year, $0.legalYears ?? .infinity, $0.amount) < ($1.year, $1.legalYears ?? .infinity, $1.amount)
    }
    guard past.contains(where: { $0.amount > 0 }) else {
      throw NotApplicable(zh: "没有记录开发支出", en: "no development spending is recorded")
    }
    try Require.amounts(past.map(\.amount), "支出", "amounts spent")
    try Require.rate(opportunityRate, "机会成本率", "opportunity rate")
    try Require.rate(developerMargin, "开发者利润率", "developer's margin")
    try Require.share(avoidable, "可避免成本比例", "avoidable share")
    try Require.share(functionalObsolescence, "功能性贬值", "functional obsolescence")
    try Require.share(economicObsolescence, "经济性贬值", "economic obsolescence")
    if let usefulLife, !(usefulLife > 0) { throw NotApplicable(zh: "有用年限为零", en: "the useful life is zero") }
    var lines: [CashFlowLine] = []
    for (spentYear, list) in Dictionary(grouping: past, by: \.year).sorted(by: { $0.key < $1.key }) {
      let age = Double(year - spentYear)
      let amount = list.reduce(0) { $0 + $1.amount }
      let indexed = amount * index(spentYear)
      let forgone = indexed * (PortableMath.power(1 + opportunityRate, age) - 1)
      let today = (indexed + forgone) * (1 + developerMargin)
      let needed = basis == .replacement ? today * (1 - avoidable) : today
      let left = left(of: list, amount: amount, age: age)
      let current = (1 - functionalObsolescence) * (1 - economicObsolescence)
      var steps = [amount, indexed]
      if opportunityRate != 0 { steps.append(forgone) }
      steps += [needed, left]
      if isObsolete { steps.append(current) }
      lines.append(
        CashFlowLine(
          year: spentYear, part: 1, steps: steps, flow: needed * left * current, discountFactor: 1))
    }
    var columns = [
      BilingualText(zh: "支出", en: "Spent"), BilingualText(zh: "按价格指数调整", en: "At today's prices"),
    ]
    if opportunityRate != 0 { columns.append(BilingualText(zh: "机会成本", en: "Opportunity cost")) }
    columns.append(
      basis == .replacement
        ? BilingualText(zh: "今日重置成本（含利润）", en: "Replacement cost today (with margin)")
        : BilingualText(zh: "今日重建成本（含利润）", en: "Reproduction cost today (with margin)"))
    columns.append(BilingualText(zh: "尚余比例", en: "Share left"))
    var shares: Set<Int> = [columns.count - 1]
    if isObsolete {
      columns.append(BilingualText(zh: "贬值后比例", en: "Share after obsolescence"))
      shares.insert(columns.count - 1)
    }
    return CashFlowTable(columns: columns, shares: shares, lines: lines)
  }

  /// The share of a year's spending that is not written off.
  private func left(of list: [Spending], amount: Double, age: Double) -> Double {
    let shares = list.map { left(age: age, legalYears: $0.legalYears) }
    guard let first = shares.first, shares.contains(where: { $0 != first }), amount != 0 else {
      return shares.first ?? 0
    }
    let kept = zip(list, shares).reduce(0) { $0 + $1.0.amount * $1.1 }
    return min(1, max(0, kept / amount))
  }

  /// The share of a spending that is not written off: evenly over its useful life, at most up to the end of its legal term.
  private func left(age: Double, legalYears: Double?) -> Double {
    let useful = usefulLife.map { max(0, 1 - age / $0) } ?? 1
    guard let legalYears else { return useful }
    // This year's money was spent half a year ago: else all of it would be left on the last day of the term.
    let spent = max(0.5, age)
    let life = spent + max(0, legalYears)
    if let usefulLife, life >= usefulLife { return useful }
    return max(0, 1 - spent / life)
  }

  private var isObsolete: Bool { functionalObsolescence != 0 || economicObsolescence != 0 }

  private func index(_ spentYear: Int) -> Double {
    guard !priceIndex.isEmpty, spentYear < year else { return 1 }
    func known(_ year: Int, _ years: [Int]) -> Double? {
      years.first { $0 >= year }.flatMap { priceIndex[$0] } ?? years.last.flatMap { priceIndex[$0] }
    }
    let years = priceIndex.keys.sorted()
    guard let then = known(spentYear, years), let now = known(year, years), then > 0, now > 0 else {
      return 1
    }
    return now / then
  }
}
