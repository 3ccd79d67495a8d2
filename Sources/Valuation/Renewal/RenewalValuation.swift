public import PortfolioCore

/// What the renewal model needs of the rights of a portfolio: columns, one row a right.
public struct RenewalInputs: Sendable {
  /// The calendar year of the as-of day.
  public var firstYear: Int
  /// How many years of fees a right has: enough to reach the end of every term.
  public var yearCount: Int
  /// The fees by calendar year in minor units of the portfolio's currency, ``yearCount`` a right.
  public var fees: [Int64]
  /// Years since filing.
  public var age: [Double]
  /// Years left of the term.
  public var remaining: [Double]
  /// The level of returns: an index into ``RenewalValuation/levels``; negative where
  /// there is none, and then `-1 - n` is the reason n.
  public var group: [Int16]
  /// The share of the return left after a year.
  public var kept: [Double]
  /// The percentile of the right's score, 0 to 1; negative where there is no score.
  public var percentile: [Double]

  /// Columns of inputs; all but `fees` need one entry a right.
  public init(
    firstYear: Int, yearCount: Int, fees: [Int64], age: [Double], remaining: [Double], group: [Int16],
    kept: [Double], percentile: [Double]
  ) {
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.fees = fees
    self.age = age
    self.remaining = remaining
    self.group = group
    self.kept = kept
    self.percentile = percentile
  }
}

/// The distribution of yearly returns at one age.
public struct ReturnDistribution: Sendable, Hashable {
  /// The returns, in minor units of the portfolio's currency.
  public let returns: Lognormal
  /// The age in years since filing.
  public let age: Double

  /// Returns at an age.
  public init(returns: Lognormal, age: Double) {
    self.returns = returns
    self.age = age
  }

  /// The returns at another age, when the share `kept` is left after each year.
  public func returns(atAge other: Double, kept: Double) -> Lognormal {
    Lognormal(mu: returns.mu + (other - age) * PortableMath.log(kept), sigma: returns.sigma)
  }
}

/// Values many rights by the deterministic renewal model.
public struct RenewalValuation: Sendable {
  /// Returns by group.
  public let levels: [ReturnDistribution]
  /// The share of the variance of log returns that scores explain.
  public let explained: Double
  /// The yearly discount rate.
  public let discount: Double
  /// The share of rights below the low return.
  public let lowShare: Double
  /// The share of rights below the high return.
  public let highShare: Double

  /// A valuation with the parameters of a model.
  public init(
    levels: [ReturnDistribution], explained: Double, discount: Double, lowShare: Double = 0.1,
    highShare: Double = 0.9
  ) {
    self.levels = levels
    self.explained = explained
    self.discount = discount
    self.lowShare = lowShare
    self.highShare = highShare
  }

  /// The distribution of a right's present yearly return: the group's, moved by the score's percentile and
  /// worn down by its age.
  public func presentReturn(group: Int, percentile: Double, age: Double, kept: Double) -> Lognormal {
    let all = levels[group].returns(atAge: max(0, age), kept: kept)
    return percentile < 0 ? all : all.given(percentile: percentile, explained: explained)
  }

  /// The values of all rights.
  /// - Parameters:
  ///   - planYears: the years after which the tail columns begin.
  ///   - reasons: the reasons that negative groups name.
  public func values(
    _ inputs: RenewalInputs, planYears: Int, reasons: [BilingualText]
  ) -> ValueColumns {
    let count = inputs.group.count
    var columns = ValueColumns(
      firstYear: inputs.firstYear, yearCount: planYears, discount: discount, count: count,
      reason: BilingualText(zh: "", en: ""))
    columns.reasons = reasons
    // Scores move the median, not the spread: two spreads a group, with and without a score.
    let spreads = levels.map(\.returns).map { all in
      [all.sigma, all.given(percentile: 0.5, explained: explained).sigma].map { sigma in
        (
          low: Lognormal(mu: 0, sigma: sigma).quantile(lowShare),
          high: Lognormal(mu: 0, sigma: sigma).quantile(highShare)
        )
      }
    }
    for row in 0..<count {
      let group = Int(inputs.group[row])
      guard group >= 0 else {
        columns.reasonOfRow[row] = Int16(-1 - group)
        continue
      }
      let distribution = presentReturn(
        group: group, percentile: inputs.percentile[row], age: inputs.age[row], kept: inputs.kept[row])
      let present = distribution.median
      let spread = spreads[group][inputs.percentile[row] < 0 ? 0 : 1]
      let fees = inputs.fees[row * inputs.yearCount..<(row + 1) * inputs.yearCount]
      let option = RenewalOption(
        fees: fees, kept: inputs.kept[row], remaining: inputs.remaining[row], discount: discount)
      let tail = RenewalOption(
        fees: fees, kept: inputs.kept[row], remaining: inputs.remaining[row], discount: discount,
        from: min(planYears, inputs.yearCount), skipsPaidYears: false)
      columns.reasonOfRow[row] = -1
      columns.presentReturn[row] = present
      columns.kept[row] = inputs.kept[row]
      columns.remaining[row] = inputs.remaining[row]
      columns.lowFactor[row] = spread.low
      columns.highFactor[row] = spread.high
      columns.low[row] = rounded(option.value(presentReturn: present * spread.low))
      columns.base[row] = rounded(option.value(presentReturn: present))
      columns.high[row] = rounded(option.value(presentReturn: present * spread.high))
      columns.expected[row] = rounded(option.meanValue(distribution))
      columns.tailLow[row] = rounded(tail.value(presentReturn: present * spread.low))
      columns.tailBase[row] = rounded(tail.value(presentReturn: present))
      columns.tailHigh[row] = rounded(tail.value(presentReturn: present * spread.high))
      columns.bestStopYear[row] = Int32(
        clamping: inputs.firstYear + option.bestStop(presentReturn: present))
    }
    return columns
  }
}
