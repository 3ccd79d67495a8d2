public import PortfolioCore
internal import Renewals

/// The fees of a calendar year by unit: planned, decided, paid.
public struct BudgetComparison: Sendable {
  /// A unit.
  public struct Line: Sendable, Equatable {
    /// The unit's name; empty for the rights of none.
    public let unit: String
    /// What the run's plan pays, or all fees forecast where the run has no plan; in minor units.
    public internal(set) var planned: Int64 = 0
    /// What is left to pay after the decisions, in minor units.
    public internal(set) var decided: Int64 = 0
    /// What was paid in the year by the as-of day, surcharges among it, in minor units.
    public internal(set) var paid: Int64 = 0
    /// Payments whose currency has no exchange rate: they are not in the sum.
    public internal(set) var leftOut = 0
    /// Living rights for which the run names no fee, because none is asked for or it is not known.
    public internal(set) var unknown = 0
  }

  /// The year.
  public let year: Int
  /// The day up to which payments count.
  public let asOf: CalendarDay
  /// The run.
  public let run: Int64
  /// Whether the planned sums are those of a plan; else all fees forecast.
  public let isPlan: Bool
  /// The units, by name, those without one last.
  public let lines: [Line]

  /// All units together.
  public var total: Line {
    lines.reduce(into: Line(unit: "")) { sum, line in
      sum.planned += line.planned
      sum.decided += line.decided
      sum.paid += line.paid
      sum.leftOut += line.leftOut
      sum.unknown += line.unknown
    }
  }

  /// The day after which fees are compared, where the run was made within the year: it forecast only the rest of it.
  public let from: CalendarDay?

  /// Compares a year; nil when the run's forecast does not reach it.
  public init?(
    run: ReviewRun, book: DecisionBook, outlook: FeeOutlook, gates: GateCheck, year: Int,
    owners: RegisterOwners? = nil
  ) {
    guard (run.fees.firstYear..<run.fees.firstYear + run.fees.yearCount).contains(year) else { return nil }
    var lines: [String: Line] = [:]
    let plan = run.plan.flatMap { plan in
      (plan.head.firstYear..<plan.head.firstYear + plan.head.yearCount).contains(year) ? plan : nil
    }
    for row in 0..<run.table.count {
      let unit = run.table.text("unit", row)
      var line = lines[unit] ?? Line(unit: unit)
      let fee = plan.map { $0.fee(row, year) } ?? run.fees.amount(row: row, year: year)
      if run.fees.certainty[row] == .none, run.table[.legalLife]?.category(row) != LegalLife.ended.rawValue {
        line.unknown += 1
      }
      let isPlanned = plan.map { $0.pays(row, year) } ?? true
      if isPlanned { line.planned += fee }
      // The day of the year's fee decides whether a decision spares it; a plan knows it for what it lets go.
      let standing = book.standing(run.table.rightIDs[row])
      let day = plan?.lapseDay(row) ?? CalendarDay(year: year, month: 12, day: 31) ?? run.asOf
      let (instruction, _) = ExecutionList.judge(
        standing, due: max(day, CalendarDay(year: year, month: 1, day: 1) ?? day), gates: gates,
        owners: owners)
      if instruction == .pay { line.decided += run.fees.amount(row: row, year: year) }
      lines[unit] = line
    }
    for (row, payments) in outlook.payments.enumerated() {
      let unit = outlook.table.text("unit", row)
      // The run forecast what was still to be paid on its day: what was paid before is on neither side.
      for payment in payments
      where payment.paidDay.year == year && payment.paidDay <= outlook.asOf && payment.paidDay > run.asOf {
        var line = lines[unit] ?? Line(unit: unit)
        if let money = outlook.rates.convert(payment.total, to: run.currency, year: year)?.money {
          line.paid += money.minorUnits
        } else {
          line.leftOut += 1
        }
        lines[unit] = line
      }
    }
    self.year = year
    asOf = outlook.asOf
    self.run = run.id
    from = run.asOf.year == year ? run.asOf : nil
    isPlan = plan != nil
    self.lines = lines.values.sorted { left, right in
      left.unit.isEmpty != right.unit.isEmpty ? right.unit.isEmpty : left.unit < right.unit
    }
  }
}
