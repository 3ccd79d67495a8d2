internal import PortfolioCore
internal import Renewals

/// Makes the fee columns of a run from the fee engine's forecast.
struct FeeAssembly {
  let subjects: [RenewalSubject]
  let assumedAlive: [Bool]
  let table: FactTable
  let schedules: FeeSchedules
  let rates: ExchangeRates
  let request: ReviewRequest

  /// The columns of a run, and what they do not hold.
  struct Result {
    let fees: FeeColumns
    let nextDay: FactColumn
    let nextAmount: FactColumn
    let graceEnd: FactColumn
    /// Whether a right's amount of a year is an estimate, in the order of the amounts.
    let estimates: [Bool]
    /// Whether a right really has no such fees, one a right.
    let hasNoFees: [Bool]
  }

  func result() -> Result {
    let from = request.asOf
    let lastYear = from.year + request.forecastYears - 1
    let through = CalendarDay(year: lastYear, month: 12, day: 31) ?? from
    let forecast = CostForecast(
      of: subjects, schedules: schedules, rates: rates, currency: request.currency, from: from,
      through: through,
      asOf: from)
    var amounts = forecast.amounts
    var certainty = [FeeColumns.Certainty](repeating: .known, count: subjects.count)
    var reasons: [BilingualText] = []
    var reasonNumbers: [BilingualText: Int16] = [:]
    var reasonOfRow = [Int16](repeating: -1, count: subjects.count)
    let width = request.forecastYears
    for row in subjects.indices {
      if let reason = forecast.reasons[row] {
        certainty[row] = .none
        let text = reasonText(reason, row)
        if let known = reasonNumbers[text] {
          reasonOfRow[row] = known
        } else {
          reasonNumbers[text] = Int16(reasons.count)
          reasonOfRow[row] = Int16(reasons.count)
          reasons.append(text)
        }
      } else if assumedAlive[row] || forecast.estimates[row * width..<(row + 1) * width].contains(true) {
        certainty[row] = .estimate
      }
    }
    var nextDays = forecast.nextDueDays
    var nextAmounts = forecast.nextAmounts
    let graceEnd = addLateFees(&amounts, &nextDays, &nextAmounts)
    let fees = FeeColumns(
      firstYear: from.year, yearCount: width, amounts: amounts, certainty: certainty,
      reasonOfRow: reasonOfRow,
      reasons: reasons)
    let (day, amount) = columns(nextDays, nextAmounts, forecast.reasons)
    let hasNoFees = subjects.indices.map { row in
      forecast.reasons[row].map { $0.isZeroByRule || subjects[row].life == .ended } ?? false
    }
    return Result(
      fees: fees, nextDay: day, nextAmount: amount, graceEnd: graceEnd, estimates: forecast.estimates,
      hasNoFees: hasNoFees)
  }

  /// One text for all rights with the same kind of reason: an end day differs from right to right. A right that
  /// has ended pays nothing, whatever else is missing; and of a right whose state is not known nobody can say
  /// that it is not granted yet.
  private func reasonText(_ reason: NoFeeReason, _ row: Int) -> BilingualText {
    if subjects[row].life == .ended { return NoFeeReason.ended(on: nil).text }
    switch reason {
    case .ended: return NoFeeReason.ended(on: nil).text
    case .notYetGranted where assumedAlive[row]:
      return BilingualText(
        zh: "不知道是否已授权，无法预测年费", en: "Not known whether granted: no annuities can be forecast")
    default: return reason.text
    }
  }

  /// A right whose annuity is late owes a fee whose due day has passed, with the surcharge of the as-of day: it
  /// counts in the first year and is the next fee.
  /// - Returns: the last day on which each late annuity can be paid.
  private func addLateFees(
    _ amounts: inout [Int64], _ nextDays: inout [Int32?], _ nextAmounts: inout [Int64]
  ) -> FactColumn {
    let status = table[.legalStatus]
    let late = subjects.indices.filter { status?.category($0) == LegalStatus.annuityLate.rawValue }
    var lastDays: [Int: CalendarDay] = [:]
    let calendar = RenewalCalendar(schedules: schedules)
    for row in late {
      guard case .success(let items) = calendar.itemsInGrace(for: subjects[row], asOf: request.asOf) else {
        continue
      }
      lastDays[row] = items.map(\.lastDay).min()
      var owed: Int64 = 0
      for item in items {
        guard let amount = item.amount else { continue }
        let due = amount.minorUnits + (item.currentStep?.surcharge?.minorUnits ?? 0)
        let money = Money(minorUnits: due, currency: item.currency)
        owed += rates.convert(money, to: request.currency, year: request.asOf.year)?.money.minorUnits ?? 0
      }
      guard owed > 0, let first = items.first else { continue }
      amounts[row * request.forecastYears] += owed
      nextDays[row] = first.due.number
      nextAmounts[row] = owed
    }
    let isLate = Set(late)
    var column = ColumnBuilder(.graceEnd, rows: subjects.count)
    for row in subjects.indices {
      if let day = lastDays[row] {
        column.append(day.number)
      } else {
        column.append(missing: isLate.contains(row) ? .unknown : .notApplicable)
      }
    }
    return column.column()
  }

  private func columns(
    _ days: [Int32?], _ amounts: [Int64], _ reasons: [NoFeeReason?]
  ) -> (FactColumn, FactColumn) {
    var day = ColumnBuilder(.nextFeeDay, rows: days.count)
    var amount = ColumnBuilder(.nextFeeAmount, rows: days.count)
    let major = Double(request.currency.minorPerMajor)
    for row in days.indices {
      if let number = days[row] {
        day.append(number)
        amount.append(Double(amounts[row]) / major)
      } else {
        let state: FactState
        if let reason = reasons[row] {
          state =
            reason.isZeroByRule ? .notApplicable : (reason == .notYetGranted ? .notYetObservable : .unknown)
        } else {
          // Counted, and nothing falls due any more: the rest of the term is free.
          state = .notApplicable
        }
        day.append(missing: state)
        amount.append(missing: state)
      }
    }
    return (day.column(), amount.column())
  }
}
