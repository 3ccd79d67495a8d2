internal import Valuation

/// What is left of a value after some years: the part of the base case's flows that is still to come, worth so much on
/// that day, of what all flows are worth today.
///
/// A rise is not counted: collateral is not valued up while the debt runs.
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
  func left(after years: Double) -> Double {
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
        left += line.flow * (part / line.part) * PortableMath.power(1 / (1 + rate), moment)
      }
      begin = end
    }
    return min(1, max(0, left / whole))
  }
}
