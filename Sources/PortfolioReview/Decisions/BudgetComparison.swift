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
  /// Whether the run has a plan, of the year or of others.
  public let hasPlan: Bool
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

  /// Fees that were due before the run's day and are still in grace and unpaid by the ledger, which its forecast of its own
  /// year does not hold: how many rights, what they owe in minor units, and of how many that is not known.
  public let late: Late

  /// Late fees outside a forecast.
  public struct Late: Sendable, Equatable {
    /// Rights.
    public internal(set) var rights = 0
    /// What they owe on the as-of day, surcharges included, in minor units.
    public internal(set) var amount: Int64 = 0
    /// Rights of which a part of it is not known.
    public internal(set) var unknown = 0

    mutating func add(_ fee: OverdueFee, in currency: Currency) {
      rights += 1
      if let money = fee.amount, money.currency == currency {
        amount += money.minorUnits
      } else {
        unknown += 1
      }
    }
  }

  /// The same of fees of which nobody can tell whether they were paid: no payments are on record for such rights, or the
  /// ledger ends before their due days.
  public let untold: Late
  /// Rights of which nobody can tell whether a fee was paid that was due before the run's day, and the grace of which has
  /// ended within the year.
  public let untoldPastGrace: Int

  /// Rights that belonged to others alone when the run was made, and of which nobody has decided anything: their fees are
  /// neither planned nor left to pay.
  public let ofOthers: Int

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
    let outlookRows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let lastDay = CalendarDay(year: year, month: 12, day: 31) ?? run.asOf
    var others = 0
    for row in 0..<run.table.count {
      let id = run.table.rightIDs[row]
      let standing = book.standing(id)
      if standing == nil, run.table.isAnothers(row) {
        if run.isAnothersAndAlive(row) { others += 1 }
        continue
      }
      let unit = run.table.text("unit", row)
      var line = lines[unit] ?? Line(unit: unit)
      let fee = plan.map { $0.fee(row, year) } ?? run.fees.amount(row: row, year: year)
      if run.fees.certainty[row] == .none, run.table[.legalLife]?.category(row) != LegalLife.ended.rawValue {
        line.unknown += 1
      }
      let isPlanned = plan.map { $0.pays(row, year) } ?? true
      if isPlanned { line.planned += fee }
      let forecast = run.fees.amount(row: row, year: year)
      if let standing {
        let fees = YearOfFees(run: run, row: row, outlook: outlook, now: outlookRows[id], year: year)
        line.decided += fees.left(
          of: forecast, standing, otherwise: lastDay, outlook, gates: gates, owners: owners)
      } else if !(owners?.isAnothers(id) ?? false) {
        // What was transferred away since is its new owner's to pay.
        line.decided += forecast
      }
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
    // What the register calls late is in the forecast; what only the ledger shows is not.
    var (late, untold, past) = (Late(), Late(), 0)
    if year == run.asOf.year {
      for row in 0..<run.table.count
      where run.table[.legalStatus]?.category(row) != LegalStatus.annuityLate.rawValue {
        let id = run.table.rightIDs[row]
        guard let now = outlookRows[id] else { continue }
        let standing = book.standing(id)
        // What is another's is its owner's to pay, late or not: by the register, or by what was decided and done.
        if standing == nil, run.table.isAnothers(row) || (owners?.isAnothers(id) ?? false) { continue }
        func judged(_ due: CalendarDay) -> (ExecutionList.Instruction, ExecutionList.Basis) {
          ExecutionList.judge(standing, due: due, gates: gates, owners: owners)
        }
        if let fee = outlook.overdueFee(now) ?? outlook.untoldFee(now), fee.due < run.asOf {
          let (instruction, basis) = judged(fee.due)
          if basis == .transferredAway || basis == .hasLeft { continue }
          if fee.untold == nil {
            late.add(fee, in: run.currency)
          } else if instruction == .pay {
            untold.add(fee, in: run.currency)
          }
        } else if let fee = outlook.feePastGrace(now) ?? outlook.untoldFeePastGrace(now), fee.untold != nil,
          fee.due < run.asOf, fee.lastDay.year == year, judged(fee.due).0 == .pay
        {
          past += 1
        }
      }
    }
    self.untold = untold
    untoldPastGrace = past
    self.late = late
    ofOthers = others
    self.year = year
    asOf = outlook.asOf
    self.run = run.id
    from = run.asOf.year == year ? run.asOf : nil
    hasPlan = run.plan != nil
    isPlan = plan != nil
    self.lines = lines.values.sorted { left, right in
      left.unit.isEmpty != right.unit.isEmpty ? right.unit.isEmpty : left.unit < right.unit
    }
  }
}

/// The fees of a right that a run forecast for a year, each of which a decision spares or not by its own due day: those
/// due in the year after the run's day, and in the run's own year those that the register called late on its day.
private struct YearOfFees {
  private let items: [DueItem]
  private let row: Int?
  private let run: ReviewRun
  private let year: Int

  /// - Parameter now: the right's row in the outlook; nil where it is not known there.
  init(run: ReviewRun, row: Int, outlook: FeeOutlook, now: Int?, year: Int) {
    self.run = run
    self.year = year
    self.row = now
    guard let now, let first = CalendarDay(year: year, month: 1, day: 1),
      let last = CalendarDay(year: year, month: 12, day: 31)
    else {
      items = []
      return
    }
    let ahead = outlook.feesAhead(now, from: max(first, min(run.asOf, last))).map(\.item).filter {
      $0.due <= last
    }
    let isLate =
      year == run.asOf.year
      && run.table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue
    guard isLate,
      case .success(let grace) = outlook.calendar.itemsInGrace(for: outlook.subjects[now], asOf: run.asOf)
    else {
      items = ahead
      return
    }
    let late = grace.filter { !$0.isPaidAtRegistration && $0.dueMoved < run.asOf }
    let known = Set(late.map(\.due))
    items = late + ahead.filter { !known.contains($0.due) }
  }

  /// What is left to pay of the forecast of the year.
  /// - Parameter lastDay: the day that decides where no fee of the year is known.
  func left(
    of forecast: Int64, _ standing: DecisionBook.Line, otherwise lastDay: CalendarDay, _ outlook: FeeOutlook,
    gates: GateCheck, owners: RegisterOwners?
  ) -> Int64 {
    let end = row.flatMap {
      ExecutionList.firstLeftUnpaid(standing, $0, outlook, gates: gates, owners: owners)
    }
    func isPaid(_ due: CalendarDay) -> Bool {
      // After a fee that stays unpaid none falls due.
      if let end, end < due { return false }
      return ExecutionList.judge(standing, due: due, gates: gates, owners: owners).0 == .pay
    }
    guard !items.isEmpty else { return isPaid(lastDay) ? forecast : 0 }
    let spared = items.filter { !isPaid($0.due) }
    if spared.isEmpty { return forecast }
    if spared.count == items.count { return 0 }
    // Of several fees some are spared: what cannot be told apart counts as to be paid.
    let amount = spared.reduce(Int64(0)) { sum, item in
      let money = item.amountNow.flatMap { outlook.rates.convert($0, to: run.currency, year: year)?.money }
      return sum + (money?.minorUnits ?? 0)
    }
    return max(0, forecast - amount)
  }
}
