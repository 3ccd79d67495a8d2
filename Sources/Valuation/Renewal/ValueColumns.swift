public import PortfolioCore

/// What keeping each right of a portfolio is worth by the renewal model: columns, one row a right.
///
/// All amounts are minor units of the portfolio's currency. Years count from the as-of day and are named by their
/// calendar year: the fee due in a year buys the return of the twelve months that follow. Low, base and high
/// differ in the right's return alone, by the factors ``lowFactor`` and ``highFactor``; the expected value is the
/// mean over the whole spread, which a few very valuable rights dominate.
///
/// For example, what the years to 2030 bring if fees are paid to then:
/// ```swift
/// let earned = (2026...2030).reduce(0) { $0 + values.grossReturn(row: row, year: $1) }
/// ```
public struct ValueColumns: Sendable, Equatable {
  /// The calendar year of the as-of day.
  public let firstYear: Int
  /// The years after which ``tailBase`` begins: as many as the fee columns of the run have.
  public let yearCount: Int
  /// The yearly discount rate, 0.1 for 10 %.
  public let discount: Double
  /// The return of a full year at the as-of day, base case.
  public var presentReturn: [Double]
  /// The share of the return left after a year.
  public var kept: [Double]
  /// Years left of the term.
  public var remaining: [Double]
  /// What the low return is of the base return.
  public var lowFactor: [Double]
  /// What the high return is of the base return.
  public var highFactor: [Double]
  /// Present value of being allowed to keep paying: low.
  public var low: [Int64]
  /// Present value of being allowed to keep paying: base (at the median return).
  public var base: [Int64]
  /// Present value of being allowed to keep paying: high.
  public var high: [Int64]
  /// The mean over the spread.
  public var expected: [Int64]
  /// Value in the year ``firstYear`` + ``yearCount`` of the years from then on, if kept until then: low.
  public var tailLow: [Int64]
  /// The same, base.
  public var tailBase: [Int64]
  /// The same, high.
  public var tailHigh: [Int64]
  /// The calendar year in which the right is best let lapse in the base case; the year after the term where it
  /// is worth keeping throughout.
  public var bestStopYear: [Int32]
  /// Why there is no value: an index into ``reasons``; -1 where there is one.
  public var reasonOfRow: [Int16]
  /// The reasons.
  public var reasons: [BilingualText]

  /// Columns of stored parts; nil when they are not of one length or a reason is missing.
  public init?(
    firstYear: Int, yearCount: Int, discount: Double, presentReturn: [Double], kept: [Double],
    remaining: [Double], lowFactor: [Double], highFactor: [Double], amounts: [[Int64]], bestStopYear: [Int32],
    reasonOfRow: [Int16], reasons: [BilingualText]
  ) {
    let count = presentReturn.count
    guard amounts.count == 7, amounts.allSatisfy({ $0.count == count }),
      [kept, remaining, lowFactor, highFactor].allSatisfy({ $0.count == count }),
      [presentReturn, kept, remaining, lowFactor, highFactor].allSatisfy({ $0.allSatisfy(\.isFinite) }),
      bestStopYear.count == count, reasonOfRow.count == count,
      reasonOfRow.allSatisfy({ $0 == -1 || reasons.indices.contains(Int($0)) }),
      discount.isFinite, discount >= 0, (0...1000).contains(yearCount), (0...9999).contains(firstYear)
    else { return nil }
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.discount = discount
    self.presentReturn = presentReturn
    self.kept = kept
    self.remaining = remaining
    self.lowFactor = lowFactor
    self.highFactor = highFactor
    low = amounts[0]
    base = amounts[1]
    high = amounts[2]
    expected = amounts[3]
    tailLow = amounts[4]
    tailBase = amounts[5]
    tailHigh = amounts[6]
    self.bestStopYear = bestStopYear
    self.reasonOfRow = reasonOfRow
    self.reasons = reasons
  }

  /// Columns without values for any right, each for the same reason.
  public init(firstYear: Int, yearCount: Int, discount: Double, count: Int, reason: BilingualText) {
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.discount = discount
    let none = [Double](repeating: 0, count: count)
    let nothing = [Int64](repeating: 0, count: count)
    presentReturn = none
    kept = none
    remaining = none
    lowFactor = none
    highFactor = none
    low = nothing
    base = nothing
    high = nothing
    expected = nothing
    tailLow = nothing
    tailBase = nothing
    tailHigh = nothing
    bestStopYear = [Int32](repeating: Int32(clamping: firstYear), count: count)
    reasonOfRow = [Int16](repeating: 0, count: count)
    reasons = [reason]
  }

  /// The seven columns of amounts in the order of ``init(firstYear:yearCount:discount:presentReturn:kept:remaining:lowFactor:highFactor:amounts:bestStopYear:reasonOfRow:reasons:)``.
  public var amounts: [[Int64]] { [low, base, high, expected, tailLow, tailBase, tailHigh] }

  /// The number of rights.
  public var count: Int { presentReturn.count }

  /// Whether a right has a value.
  public func isKnown(_ row: Int) -> Bool { reasonOfRow[row] < 0 }

  /// Why a right has no value; nil when it has one.
  public func reason(_ row: Int) -> BilingualText? {
    reasonOfRow[row] < 0 ? nil : reasons[Int(reasonOfRow[row])]
  }

  /// The return of a year, undiscounted, if the right is kept: the base case, cut where the term ends. 0 where
  /// there is no value, and after the term.
  public func grossReturn(row: Int, year: Int) -> Int64 { grossReturn(row: row, year: year, factor: 1) }

  /// The same times a factor of the return, such as ``lowFactor``.
  public func grossReturn(row: Int, year: Int, factor: Double) -> Int64 {
    let index = year - firstYear
    guard isKnown(row), index >= 0 else { return 0 }
    let share = min(1, max(0, remaining[row] - Double(index)))
    return rounded(presentReturn[row] * factor * PortableMath.power(kept[row], Double(index)) * share)
  }

  /// The returns of all rights for the first ``yearCount`` years, row after row; the base case times a factor.
  public func grossReturns(_ scenario: Scenario = .base) -> [Int64] {
    var list: [Int64] = []
    list.reserveCapacity(count * yearCount)
    for row in 0..<count {
      guard isKnown(row) else {
        list.append(contentsOf: repeatElement(0, count: yearCount))
        continue
      }
      var left = presentReturn[row] * factor(scenario, row)
      for index in 0..<yearCount {
        list.append(rounded(left * min(1, max(0, remaining[row] - Double(index)))))
        left *= kept[row]
      }
    }
    return list
  }

  /// Which return is taken.
  public enum Scenario: String, Sendable, CaseIterable {
    /// The low one.
    case low
    /// The median.
    case base
    /// The high one.
    case high
  }

  /// What a scenario's return is of the base return.
  public func factor(_ scenario: Scenario, _ row: Int) -> Double {
    switch scenario {
    case .low: return lowFactor[row]
    case .base: return 1
    case .high: return highFactor[row]
    }
  }

  /// What a return of the year `index` after the as-of day is worth now.
  public func presentFactor(_ index: Int) -> Double {
    PortableMath.power(1 / (1 + discount), Double(index))
  }

  /// The sums of known values of some rows, all when nil; a sum of medians is no median of the sum, so the mean is
  /// given too.
  public func totals(of rows: [Int]? = nil) -> (
    low: Int64, base: Int64, high: Int64, expected: Int64, known: Int
  ) {
    var sum = (low: Int64(0), base: Int64(0), high: Int64(0), expected: Int64(0), known: 0)
    for row in rows ?? Array(0..<count) where isKnown(row) {
      sum.low = sum.low.addingClamped(low[row])
      sum.base = sum.base.addingClamped(base[row])
      sum.high = sum.high.addingClamped(high[row])
      sum.expected = sum.expected.addingClamped(expected[row])
      sum.known += 1
    }
    return sum
  }
}

extension Int64 {
  /// The sum, or the greatest number there is.
  func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}

/// The nearest whole number, within what 64 bits hold; 0 for what is not a number.
@inline(__always)
func rounded(_ value: Double) -> Int64 {
  guard value == value else { return 0 }
  if value >= 9.2e18 { return 9_200_000_000_000_000_000 }
  if value <= -9.2e18 { return -9_200_000_000_000_000_000 }
  return Int64(value.rounded())
}
