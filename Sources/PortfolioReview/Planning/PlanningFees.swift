internal import PolicyModels
public import PortfolioCore
internal import Renewals

/// What keeping each right costs in the years of a plan: columns, one row a right.
///
/// A plan pays on time, so no surcharge is ever planned. Only a right whose annuity is late already on the as-of day
/// owes it with the surcharge of that day, and whoever keeps the right pays that first: where the as-of day's year is
/// the plan's first it is one of that year's fees, else it is paid before the plan and outside its budgets.
public struct PlanningFees: Sendable {
  /// Where a right stands before anything is decided.
  public enum Standing: UInt8, Sendable, CaseIterable {
    /// Its fees are known.
    case known = 0
    /// It pays no renewal fees by its nature, or has ended.
    case noFees = 1
    /// Not granted yet: fees of the time after grant are not forecast.
    case notYetGranted = 2
    /// Lapsed and restorable: that is decided first.
    case restorable = 3
    /// No fee can be named, or not every fee; see the reason.
    case unknown = 4
  }

  /// The plan's first calendar year.
  public let firstYear: Int
  /// How many calendar years.
  public let yearCount: Int
  /// Minor units of the run's currency, row after row, ``yearCount`` a row; what is paid already is not in them.
  public var amounts: [Int64]
  /// Where each right stands.
  public var standing: [Standing]
  /// Why fees are not known: an index into ``reasons`` a right; -1 where there is none.
  public var reasonOfRow: [Int16]
  /// The reasons.
  public var reasons: [BilingualText]
  /// Whether some fee of a right is an estimate.
  public var isEstimate: [Bool]
  /// The last plan year whose fee is paid already, by row; 0 when none is.
  public var paidThrough: [Int16]
  /// The last calendar year at whose end a right is alive when its fees are paid; ``Int16/max`` without an end.
  public var lastYear: [Int16]
  /// Fees due after the as-of day and before the plan's first year, not yet paid, in minor units: the plan takes
  /// them as paid.
  public var beforePlan: Int64
  /// Rights whose annuity is late on the as-of day.
  public var late: [Int]
  /// What those rights owe, in the order of their rows: in ``amounts`` a part of the first year where that is the as-of
  /// day's, else neither there nor in ``beforePlan``. Rights whose late fee no source gives are not among them.
  public var lateFees: [LateFee] = []
  /// Rights that the register called late and whose grace is over by now without a payment on record, in the order of
  /// their rows: they have probably lapsed, and nothing can be paid for them any more.
  public var pastGrace: [PlanPastGrace] = []
  /// The ends of the terms of the rights with a late fee, by row: what the last fee of a term buys ends there.
  public var lateTermEnds: [Int: CalendarDay] = [:]

  /// What a right in its grace period owes on the as-of day; nil of others.
  public func lateFee(_ row: Int) -> LateFee? { LateFee.of(row, in: lateFees) }

  /// The fees of a right in a year of the plan.
  public func amount(row: Int, year: Int) -> Int64 { amounts[row * yearCount + (year - firstYear)] }

  /// How many years of the plan a right can live through, at most as many as the plan looks. A year counts when its
  /// fee is due or the right lives to its end: the last part of a year is what the fee of the year before bought, as
  /// the first part of the first one was bought before the plan.
  public func life(_ row: Int) -> Int {
    let start = row * yearCount
    let lastFee = ((0..<yearCount).last { amounts[start + $0] != 0 } ?? -1) + 1
    let lastYear = Int(lastYear[row]) - firstYear + 1
    return min(yearCount, max(lastFee, lastYear, 0))
  }
}

extension FeeOutlook {
  /// The fees of the years of a plan.
  /// - Parameters:
  ///   - firstYear: not before the as-of day's year; fees due between the two are summed up apart.
  ///   - years: how many calendar years.
  public func planningFees(from firstYear: Int, years: Int) -> PlanningFees {
    let lead = max(0, firstYear - asOf.year)
    let width = lead + years
    let through = CalendarDay(year: asOf.year + width - 1, month: 12, day: 31) ?? asOf
    let forecast = CostForecast(
      of: subjects, schedules: schedules, rates: rates, currency: currency, from: asOf, through: through,
      asOf: asOf)
    var fees = PlanningFees(
      firstYear: asOf.year + lead, yearCount: years, amounts: [], standing: [], reasonOfRow: [], reasons: [],
      isEstimate: [], paidThrough: [Int16](repeating: 0, count: count), lastYear: [], beforePlan: 0, late: [])
    fees.amounts.reserveCapacity(count * years)
    var numbers: [BilingualText: Int16] = [:]
    for row in 0..<count {
      var cells = Array(forecast.amounts[row * width..<(row + 1) * width])
      let standing = standing(row, forecast.reasons[row], unknownAmounts: forecast.unknownAmounts[row])
      if isCalledLate(row) {
        addLate(row, &fees)
        if let owed = owedInGrace(row, lead > 0 ? .beforePlan : .firstYear) {
          if lead == 0 { cells[0] += owed.amount }
          fees.lateFees.append(owed)
          if let end = schedules.termEnd(of: subjects[row])?.day { fees.lateTermEnds[row] = end }
        }
      }
      takePaid(row, &cells, &fees, lead: lead)
      fees.beforePlan += cells.prefix(lead).reduce(0, +)
      fees.amounts += cells.suffix(years)
      fees.standing.append(standing)
      fees.isEstimate.append(
        standing == .known
          && (assumedAlive[row] || forecast.estimates[row * width..<(row + 1) * width].contains(true)))
      fees.lastYear.append(lastYear(row))
      guard standing == .unknown, let text = reasonText(row, forecast.reasons[row]) else {
        fees.reasonOfRow.append(-1)
        continue
      }
      if numbers[text] == nil {
        numbers[text] = Int16(clamping: fees.reasons.count)
        fees.reasons.append(text)
      }
      fees.reasonOfRow.append(numbers[text] ?? -1)
    }
    return fees
  }

  /// Counts a right that the register calls late: in its grace, where something can still be paid or nobody knows what;
  /// past it, where nothing can.
  private func addLate(_ row: Int, _ fees: inout PlanningFees) {
    if overdueFee(row) != nil {
      fees.late.append(row)
    } else if let past = feePastGrace(row) {
      fees.pastGrace.append(PlanPastGrace(row: row, due: past.due, lastDay: past.lastDay))
    } else if case .failure = calendar.itemsInGrace(for: subjects[row], asOf: asOf) {
      fees.late.append(row)
    }
  }

  private func standing(_ row: Int, _ reason: NoFeeReason?, unknownAmounts: Int32) -> PlanningFees.Standing {
    if subjects[row].life == .ended { return .noFees }
    switch reason {
    case nil: return unknownAmounts > 0 ? .unknown : .known
    case .lapsedRestorable?: return .restorable
    // Of a right whose state is not known nobody can say that it is not granted yet.
    case .notYetGranted?: return assumedAlive[row] ? .unknown : .notYetGranted
    case let reason?: return reason.isZeroByRule ? .noFees : .unknown
    }
  }

  private func reasonText(_ row: Int, _ reason: NoFeeReason?) -> BilingualText? {
    switch reason {
    case .notYetGranted?:
      return BilingualText(
        zh: "不知道是否已授权，无法预测年费", en: "Not known whether granted: no annuities can be forecast")
    case nil: return NoFeeReason.amountsUnknown(office: subjects[row].office).text
    case let reason?: return reason.text
    }
  }

  /// The last calendar year at whose end the right can be alive.
  private func lastYear(_ row: Int) -> Int16 {
    guard subjects[row].kind != .trademark, let end = schedules.termEnd(of: subjects[row])?.day else {
      return .max
    }
    return Int16(clamping: end.year - 1)
  }

  /// Fees whose due day has passed, with the surcharge of the as-of day, in the portfolio's currency; nil where no
  /// source gives them.
  private func owedInGrace(_ row: Int, _ payment: LateFee.Payment) -> LateFee? {
    guard let owed = overdueFee(row), let amount = owed.amount?.minorUnits else { return nil }
    return LateFee(
      row: row, due: owed.due, lastDay: owed.lastDay, amount: amount,
      surcharge: owed.surcharge?.minorUnits ?? 0, payment: payment)
  }

  /// Takes out what is paid already of the years to come.
  private func takePaid(_ row: Int, _ cells: inout [Int64], _ fees: inout PlanningFees, lead: Int) {
    // Nobody pays more than two years ahead.
    guard payments[row].contains(where: { asOf - $0.paidDay < 800 }),
      case .success(let items) = calendar.items(
        for: subjects[row], from: asOf, through: asOf.adding(years: 3), asOf: asOf)
    else { return }
    for (item, isPaid) in zip(items, DueList.isPaid(payments[row], items)) where isPaid {
      let column = item.due.year - asOf.year
      guard cells.indices.contains(column), let amount = item.amount,
        let converted = rates.convert(amount, to: currency, year: item.due.year)
      else { continue }
      cells[column] = max(0, cells[column] - converted.money.minorUnits)
      if column >= lead {
        fees.paidThrough[row] = max(fees.paidThrough[row], Int16(clamping: item.due.year))
      }
    }
  }

  /// The due day of a right's first unpaid fee in a calendar year; nil when it has none.
  public func firstDueDay(_ row: Int, in year: Int) -> CalendarDay? {
    guard let begin = CalendarDay(year: year, month: 1, day: 1),
      let end = CalendarDay(year: year, month: 12, day: 31)
    else { return nil }
    if year == asOf.year, isCalledLate(row), let late = overdueFee(row) { return late.due }
    guard
      case .success(let items) = calendar.items(
        for: subjects[row], from: max(begin, asOf), through: end, asOf: asOf)
    else { return nil }
    let paid = DueList.isPaid(payments[row], items)
    return zip(items, paid).first { !$1 && !$0.isPaidAtRegistration }?.0.due
  }
}
