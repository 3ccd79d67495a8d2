public import PortfolioCore

/// What a right in its grace period owes on the as-of day: fees whose due day has passed and that can still be paid
/// with their surcharge.
public struct LateFee: Sendable, Equatable, Codable {
  /// Who decides on a late fee, and out of which money it is paid.
  public enum Payment: String, Sendable, Codable {
    /// The as-of day's year is the plan's first: the fee is one of that year's, out of its budget.
    case firstYear = "first-year"
    /// It is paid before the plan's first year, outside its budgets: whoever keeps the right pays it first, so it is
    /// taken off what keeping is worth.
    case beforePlan = "before-plan"
    /// It is paid before the plan's first year whatever the plan decides: a tie outlasts the due day.
    case tied
  }

  /// The right's row.
  public var row: Int
  /// The due day that has passed, of several fees the earliest.
  public var due: CalendarDay
  /// The last day on which they can be paid, of several the earliest.
  public var lastDay: CalendarDay
  /// What must be paid on the as-of day, surcharge included, in minor units of the run's currency.
  public var amount: Int64
  /// The surcharge in it, in minor units.
  public var surcharge: Int64
  /// Out of which money it is paid.
  public var payment: Payment

  /// A late fee.
  public init(
    row: Int, due: CalendarDay, lastDay: CalendarDay, amount: Int64, surcharge: Int64, payment: Payment
  ) {
    self.row = row
    self.due = due
    self.lastDay = lastDay
    self.amount = amount
    self.surcharge = surcharge
    self.payment = payment
  }

  /// The late fee of a row among fees in the order of their rows.
  static func of(_ row: Int, in fees: [LateFee]) -> LateFee? {
    var (low, high) = (0, fees.count)
    while low < high {
      let middle = (low + high) / 2
      if fees[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return low < fees.count && fees[low].row == row ? fees[low] : nil
  }
}

extension PortfolioPlan {
  /// What a right in its grace period owes on the as-of day; nil of others, and in runs stored before it was kept.
  public func lateFee(_ row: Int) -> LateFee? { LateFee.of(row, in: head.lateFees ?? []) }

  /// The late fee that the plan does not pay; nil where none is late or the plan pays it.
  public func lateFeeLetGo(_ row: Int) -> LateFee? {
    guard actions[row].letsGo, Int(keepThrough[row]) < head.firstYear, let late = lateFee(row),
      late.payment != .tied
    else { return nil }
    return late
  }

  /// Late fees that are paid before the plan's first year and outside its budgets, in minor units: those of the rights
  /// that the plan keeps, and those of the rights that it lets go, which are spared.
  public var lateFeesBeforePlan: (paid: Int64, spared: Int64) {
    var sums: (paid: Int64, spared: Int64) = (0, 0)
    for late in head.lateFees ?? [] where late.payment != .firstYear {
      if lateFeeLetGo(late.row) == nil { sums.paid += late.amount } else { sums.spared += late.amount }
    }
    return sums
  }

  /// The last day on which a right that the plan lets go can still be paid for without losing it: the end of the
  /// grace period of a late fee, else the due day.
  public func lastDayToPay(_ row: Int) -> CalendarDay? { lateFeeLetGo(row)?.lastDay ?? lapseDay(row) }
}
