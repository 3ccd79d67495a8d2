internal import PortfolioCore
internal import Valuation

/// What is left of a value after some years: the part of the base case's flows that is still to come, worth so much on
/// that day, of what all flows are worth today.
///
/// A rise is not counted: collateral is not valued up while the debt runs. Income comes evenly over a year, fees on their
/// days: what fell due before a test day is paid by then and burdens the rest of that year no more.
struct FallingValue {
  private let table: CashFlowTable?
  private let rate: Double
  private let timing: DiscountTiming
  private let economicYears: Double

  /// A path.
  /// - Parameter economicYears: with no discounted table, the value falls in a straight line over these years.
  init(table: CashFlowTable?, rate: Double, timing: DiscountTiming, economicYears: Double) {
    let isDiscounted = table?.lines.contains { $0.discountFactor != 1 } ?? false
    self.table = isDiscounted ? table : nil
    self.rate = rate
    self.timing = timing
    self.economicYears = economicYears
  }

  /// The share left after some years, 0 to 1.
  /// - Parameter upkeep: what is still to be paid of the fees of the year in which they end; nil where the days of fees
  ///   are not known: then fees are spread over the year like income.
  func left(after years: Double, upkeep: UpkeepLeft? = nil) -> Double {
    guard years > 0 else { return 1 }
    guard let table else {
      return economicYears > 0 ? max(0, 1 - years / economicYears) : 0
    }
    let whole = table.presentValue
    guard whole > 0 else { return 0 }
    var begin = 0.0
    var left = 0.0
    for line in table.lines where line.part > 0 {
      let end = begin + line.part
      if end > years {
        let from = max(begin, years)
        let part = end - from
        let moment: Double
        switch timing {
        case .start: moment = from - years
        case .middle: moment = from - years + part / 2
        case .end: moment = end - years
        }
        left += flow(line, part, upkeep) * PortableMath.power(1 / (1 + rate), moment)
      }
      begin = end
    }
    return min(1, max(0, left / whole))
  }

  /// The flow of the part of a line that is still to come.
  private func flow(_ line: CashFlowLine, _ part: Double, _ upkeep: UpkeepLeft?) -> Double {
    let places = (saved: ReliefFromRoyalty.Step.saved.rawValue, fees: ReliefFromRoyalty.Step.upkeep.rawValue)
    guard part < line.part - 1e-9, let upkeep, line.steps.count == ReliefFromRoyalty.Step.allCases.count,
      let share = upkeep.share(of: line.year)
    else { return line.flow * (part / line.part) }
    let before = line.steps[places.saved] * (part / line.part) - line.steps[places.fees] * share
    // As in the table: a loss is not taxed.
    return before > 0 ? before * (1 - upkeep.tax) : before
  }
}

/// What of a right's yearly fees is still to be paid on a day.
struct UpkeepLeft {
  /// The day.
  let day: CalendarDay
  /// The fees, with the days on which they fall due.
  let fees: [FeeDay]
  /// The tax on income.
  let tax: Double

  /// A fee.
  struct FeeDay {
    let due: CalendarDay
    /// In minor units of the office's currency.
    let amount: Int64
  }

  /// The part of a calendar year's fees that falls due on the day or later; nil where no fee of that year is known.
  func share(of year: Int) -> Double? {
    let own = fees.filter { $0.due.year == year }
    let whole = own.reduce(Int64(0)) { $0 + $1.amount }
    guard whole > 0 else { return nil }
    return Double(own.filter { $0.due >= day }.reduce(Int64(0)) { $0 + $1.amount }) / Double(whole)
  }
}
