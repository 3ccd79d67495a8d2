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

  /// What paying a late fee buys before the plan's first fee: the parts of a sum that anyone can do again.
  public struct Bought: Sendable, Equatable, Codable {
    /// Until when: the first due day of the plan, or the end of the term where no fee follows.
    public var until: CalendarDay
    /// The days from the as-of day to then, at most a year.
    public var days: Int
    /// What a year is worth, that of the plan's first year, in major units of the run's currency.
    public var worthAYear: Int64

    /// What the days are worth, in major units.
    public var worth: Double { Double(worthAYear) * Double(days) / 365.25 }

    /// Whether it can be what a plan reckoned: at most a year, and an amount that can be told exactly.
    var isReasonable: Bool { (0...366).contains(days) && worthAYear.magnitude < 1_000_000_000_000_000 }
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
  /// What paying it buys before the plan's first fee; nil where the plan does not weigh it, and in runs stored before it
  /// was kept.
  public var bought: Bought?

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

/// A right that the register called late and whose grace is over by the as-of day without a payment on record.
public struct PlanPastGrace: Sendable, Equatable, Codable {
  /// The right's row.
  public var row: Int
  /// The due day.
  public var due: CalendarDay
  /// The last day on which it could be paid.
  public var lastDay: CalendarDay
}

extension PortfolioPlan {
  /// Of a right that the register called late what is past its grace without a payment on record; nil of others, and in
  /// runs stored before it was kept.
  public func pastGrace(_ row: Int) -> PlanPastGrace? { head.pastGrace?.first { $0.row == row } }

  /// Whether a late fee is the last of its right: no fee of the plan's years follows, for the term ends before.
  public func isLastFee(_ late: LateFee) -> Bool {
    (head.firstYear..<head.firstYear + head.yearCount).allSatisfy { fee(late.row, $0) == 0 }
  }

  /// What a right in its grace period owes on the as-of day; nil of others, and in runs stored before it was kept.
  public func lateFee(_ row: Int) -> LateFee? { LateFee.of(row, in: head.lateFees ?? []) }

  /// The late fee that the plan does not pay; nil where none is late or the plan pays it.
  public func lateFeeLetGo(_ row: Int) -> LateFee? {
    guard actions[row].letsGo, Int(keepThrough[row]) < head.firstYear, let late = lateFee(row),
      late.payment != .tied
    else { return nil }
    return late
  }

  /// Whether the plan leaves a late fee to be decided apart: nothing of its years falls due, and no tie asks for it.
  public func isUndecided(_ late: LateFee) -> Bool {
    actions[late.row] == .nothingDue && late.payment == .beforePlan
  }

  /// Late fees that are paid before the plan's first year and outside its budgets, in minor units: those of the rights
  /// that the plan keeps, those of the rights that it lets go, which are spared, and those that it does not weigh.
  public var lateFeesBeforePlan: (paid: Int64, spared: Int64, open: Int64) {
    var sums: (paid: Int64, spared: Int64, open: Int64) = (0, 0, 0)
    for late in head.lateFees ?? [] where late.payment != .firstYear {
      if isUndecided(late) {
        sums.open += late.amount
        continue
      }
      if lateFeeLetGo(late.row) == nil { sums.paid += late.amount } else { sums.spared += late.amount }
    }
    return sums
  }

  /// The last day on which a right that the plan lets go can still be paid for without losing it: the end of the
  /// grace period of a late fee, else the due day.
  public func lastDayToPay(_ row: Int) -> CalendarDay? { lateFeeLetGo(row)?.lastDay ?? lapseDay(row) }
}
