/// The value of being allowed to keep paying for one right whose return falls by a constant share a year.
///
/// Whoever stops in year s has paid the fees before s and had the returns before s. Both are sums that do not
/// depend on what is decided later, so the value as a function of the present return r is the greatest of some
/// straight lines, max over s of (A(s)·r − C(s)): no induction is needed, and the mean over a lognormal return is
/// closed. Backward induction gives the same (a test compares them).
///
/// Years count from the as-of day: year k's fee is due in the calendar year k, and its return is that of the
/// following twelve months, cut where the term ends. Returns of years before the first fee come without paying
/// and are no part of the value.
public struct RenewalOption: Sendable {
  /// A plan to stop: the lines of the value.
  struct Stop: Sendable {
    /// The year in which no fee is paid any more.
    let year: Int
    /// Present value of the returns for a present return of 1.
    let slope: Double
    /// Present value of the fees.
    let cost: Double
  }

  /// The plans that are best for some return, by rising slope; the first is to pay nothing.
  let stops: [Stop]
  /// For each of ``stops`` after the first: the return from which it is better than the one before.
  let breaks: [Double]

  /// The option of a right.
  /// - Parameters:
  ///   - fees: the fees by year, in any unit of money.
  ///   - kept: the share of the return left after a year.
  ///   - remaining: the years left of the term; returns after it count nothing.
  ///   - discount: the yearly rate, 0.1 for 10 %.
  ///   - from: the first year that counts.
  ///   - skipsPaidYears: whether returns before the first fee are left out.
  public init(
    fees: some RandomAccessCollection<Int64>, kept: Double, remaining: Double, discount: Double,
    from: Int = 0,
    skipsPaidYears: Bool = true
  ) {
    var stops = [Stop(year: from, slope: 0, cost: 0)]
    var breaks: [Double] = []
    let factor = 1 / (1 + discount)
    var present = 1.0
    var left = PortableMath.power(kept, Double(from))
    var slope = 0.0
    var cost = 0.0
    var hasBegun = !skipsPaidYears
    var year = from
    for fee in fees.dropFirst(from) {
      let share = min(1, remaining - Double(year))
      guard share > 0 else { break }
      if fee > 0 && !hasBegun {
        hasBegun = true
        stops[0] = Stop(year: year, slope: 0, cost: 0)
      }
      if hasBegun {
        let before = slope
        slope += present * left * share
        cost += present * Double(fee)
        // After very many years a return is lost in the rounding of the sum.
        guard slope > before else { break }
        // The upper envelope: a line that is never the highest falls away.
        while let last = stops.last {
          let meets = (cost - last.cost) / (slope - last.slope)
          if let before = breaks.last, meets <= before {
            stops.removeLast()
            breaks.removeLast()
            continue
          }
          if stops.count == 1, meets <= 0 {
            // Better from the first return on: paying nothing stays only as the line of the return 0.
            breaks.append(0)
          } else {
            breaks.append(meets)
          }
          stops.append(Stop(year: year + 1, slope: slope, cost: cost))
          break
        }
      }
      present *= factor
      left *= kept
      year += 1
    }
    self.stops = stops
    self.breaks = breaks
  }

  private func best(_ value: Double) -> Stop {
    var index = 0
    while index < breaks.count, value > breaks[index] { index += 1 }
    return stops[index]
  }

  /// The value for a present yearly return: never negative, 0 where no fee is worth paying.
  public func value(presentReturn: Double) -> Double {
    let stop = best(presentReturn)
    return max(0, stop.slope * presentReturn - stop.cost)
  }

  /// The year in which a right with that return is best let lapse; the first year when no fee is worth paying.
  public func bestStop(presentReturn: Double) -> Int { best(presentReturn).year }

  /// The mean value when the present return is lognormal.
  public func meanValue(_ distribution: Lognormal) -> Double {
    var sum = 0.0
    for (index, point) in breaks.enumerated() {
      let gain = stops[index + 1].slope - stops[index].slope
      let price = stops[index + 1].cost - stops[index].cost
      sum += gain * distribution.partialMean(from: point) - price * distribution.share(from: point)
    }
    return max(0, sum)
  }
}
