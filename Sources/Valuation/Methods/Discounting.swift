public import PortfolioCore

/// When in its period a cash flow counts.
public enum DiscountTiming: String, Sendable, CaseIterable, Codable {
  /// At the end.
  case end
  /// In the middle: flows spread over the period.
  case middle
  /// At the beginning: the first flow is not discounted (the convention of C₀ + C₁/(1+r) + …).
  case start
}

/// One line of a valuation's table: a period with its flow and what that is worth now.
public struct CashFlowLine: Sendable, Hashable {
  /// The calendar year; for tables without years the number of the period, from 1.
  public let year: Int
  /// The part of a year that the period covers, 1 for a whole one.
  public let part: Double
  /// The named amounts that lead to the flow, in the order of the table's columns.
  public let steps: [Double]
  /// The flow.
  public let flow: Double
  /// The factor by which the flow is multiplied.
  public let discountFactor: Double
  /// The present value.
  public var presentValue: Double { flow * discountFactor }
}

/// A table of cash flows: the sum of its last column is the present value.
public struct CashFlowTable: Sendable, Hashable {
  /// Names of the steps of each line.
  public let columns: [BilingualText]
  /// Places of the columns that hold shares and rates, not amounts: they are no sums.
  public let shares: Set<Int>
  /// The lines.
  public let lines: [CashFlowLine]
  /// The lines after the last year worth holding, which do not count; empty where nothing was left out.
  public let givenUp: [CashFlowLine]

  init(
    columns: [BilingualText], shares: Set<Int> = [], lines: [CashFlowLine], givenUp: [CashFlowLine] = []
  ) {
    self.columns = columns
    self.shares = shares
    self.lines = lines
    self.givenUp = givenUp
  }

  /// The table up to the year after which the present values to come add up to no more than nothing: the stop that is
  /// worth most. Where no stop is worth anything, the whole table: it shows by how much the costs exceed the rest.
  func untilLastWorthwhile() -> CashFlowTable {
    var sum = 0.0
    var best = 0.0
    var count = 0
    for (place, line) in lines.enumerated() {
      sum += line.presentValue
      if sum > best || (sum == best && count == place) {
        best = sum
        count = place + 1
      }
    }
    let later = lines[count...].filter { $0.part > 0 }
    guard best > 0, !later.isEmpty else { return self }
    return CashFlowTable(columns: columns, shares: shares, lines: Array(lines[..<count]), givenUp: later)
  }

  /// The sum of a column of amounts over the lines.
  public func sum(column: Int) -> Double {
    lines.reduce(0) { $0 + (column < $1.steps.count ? $1.steps[column] : 0) }
  }
  /// The present value: the sum over the lines.
  public var presentValue: Double { lines.reduce(0) { $0 + $1.presentValue } }
}

/// A yearly discount rate with the moment at which flows count.
public struct Discounting: Sendable, Hashable {
  /// The yearly rate, 0.12 for 12 %.
  public let rate: Double
  /// The moment.
  public let timing: DiscountTiming

  /// A rule of discounting.
  public init(rate: Double, timing: DiscountTiming = .end) {
    self.rate = rate
    self.timing = timing
  }

  /// A table of flows, period after period from the valuation day.
  /// - Parameters:
  ///   - firstYear: the calendar year of the first period; 1 numbers the periods.
  ///   - parts: the part of a year of each period; 1 for all when nil. A stub at either end is a part below 1.
  ///   - flows: the flow of each period, for the part that it covers.
  ///   - shares: places of the steps that are shares, not amounts.
  ///   - steps: the amounts that led to each flow.
  /// - Throws: ``NotApplicable`` when the rate or an amount makes no sense.
  public func table(
    firstYear: Int = 1, parts: [Double]? = nil, flows: [Double], columns: [BilingualText] = [],
    shares: Set<Int> = [], steps: [[Double]] = []
  ) throws(NotApplicable) -> CashFlowTable {
    try Require.rate(rate, "折现率", "discount rate")
    try Require.amounts(flows, "现金流", "cash flows")
    var begin = 0.0
    var lines: [CashFlowLine] = []
    for (index, flow) in flows.enumerated() {
      let part = parts.map { index < $0.count ? $0[index] : 0 } ?? 1
      guard part >= 0, part <= 1 else {
        throw NotApplicable(zh: "期间长度须在 0 与 1 年之间", en: "a period must be of 0 to 1 years")
      }
      let time: Double
      switch timing {
      case .end: time = begin + part
      case .middle: time = begin + part / 2
      case .start: time = begin
      }
      lines.append(
        CashFlowLine(
          year: firstYear + index, part: part, steps: index < steps.count ? steps[index] : [], flow: flow,
          discountFactor: PortableMath.power(1 / (1 + rate), time)))
      begin += part
    }
    return CashFlowTable(columns: columns, shares: shares, lines: lines)
  }

  /// The present value of whole-year flows.
  public func presentValue(_ flows: [Double]) throws(NotApplicable) -> Double {
    try table(flows: flows).presentValue
  }
}

/// How a discount rate comes about.
public struct DiscountRate: Sendable, Hashable {
  /// One part of a built-up rate.
  public struct Part: Sendable, Hashable {
    /// What it stands for.
    public let label: BilingualText
    /// The yearly rate.
    public let rate: Double
    /// The source's name.
    public let source: String

    /// A part.
    public init(label: BilingualText, rate: Double, source: String) {
      self.label = label
      self.rate = rate
      self.source = source
    }
  }

  /// The parts; their sum is the rate.
  public let parts: [Part]

  /// A rate built up from the risk-free rate and listed premia (风险累加法).
  public init(parts: [Part]) { self.parts = parts }

  /// The rate.
  public var rate: Double { parts.reduce(0) { $0 + $1.rate } }

  /// The weighted average cost of capital after tax: E/(D+E)·kₑ + D/(D+E)·k_d·(1 − t).
  /// - Throws: ``NotApplicable`` when a weight or rate makes no sense.
  public static func weightedCost(
    equityShare: Double, costOfEquity: Double, costOfDebt: Double, tax: Double
  ) throws(NotApplicable) -> Double {
    try Require.share(equityShare, "权益占比", "share of equity")
    try Require.share(tax, "税率", "tax rate")
    try Require.rate(costOfEquity, "权益成本", "cost of equity")
    try Require.rate(costOfDebt, "债务成本", "cost of debt")
    return equityShare * costOfEquity + (1 - equityShare) * costOfDebt * (1 - tax)
  }
}
