extension PortfolioPlan {
  /// A right that the plan keeps although it is worth less than its fees.
  public struct BelowFees: Sendable, Equatable {
    /// The right's row.
    public let row: Int
    /// By how much worth less fees of the plan's years, discounted, lies below letting go, in units of value.
    public let shortfall: Int64
  }

  /// The rights that are kept because the budget is there, and not because they are worth their fees: nobody forces
  /// them out, and nobody would miss them by their worth alone. Those deserve a person's look; the greatest shortfall
  /// comes first.
  ///
  /// Only plans that do not take fees off the worth have any, and rights on lists to keep are not among them. Families
  /// are left aside: each right is looked at alone.
  /// - Parameter minorPerMajor: minor units in a major unit of the run's currency.
  public func belowFees(minorPerMajor: Int64) -> [BelowFees] {
    guard head.value != nil, head.valueUnit == .money, !head.subtractsFees else { return [] }
    let rate = Double(head.discountRate) ?? 0
    let ruled = head.lastRuledYear - head.firstYear + 1
    var found: [BelowFees] = []
    for row in actions.indices where actions[row] == .keep {
      var sum: Int64 = 0
      var bestGone: Int64 = 0
      var bestKept: Int64?
      var discount = 1.0
      for year in 0..<head.yearCount {
        let cell = row * head.yearCount + year
        sum += PlanModel.net(
          worth: Double(worth[cell]), fee: fees[cell], minorPerValue: minorPerMajor, discount: discount)
        discount /= 1 + rate
        if year + 1 < ruled { bestGone = max(bestGone, sum) } else { bestKept = max(bestKept ?? sum, sum) }
      }
      if let bestKept, bestKept < bestGone {
        found.append(BelowFees(row: row, shortfall: bestGone - bestKept))
      }
    }
    return found.sorted { $0.shortfall != $1.shortfall ? $0.shortfall > $1.shortfall : $0.row < $1.row }
  }
}
