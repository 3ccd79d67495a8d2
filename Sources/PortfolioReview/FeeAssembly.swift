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
  /// Recorded payments by row; empty where none are recorded at all.
  var payments: [[RecordedPayment]] = []

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
    var fees = FeeColumns(
      firstYear: from.year, yearCount: width, amounts: forecast.amounts, certainty: certainty,
      reasonOfRow: reasonOfRow, reasons: reasons, unknown: forecast.unknownFees)
    var next = NextFees(days: forecast.nextDueDays, amounts: forecast.nextAmounts)
    takePaid(&fees, &next, through: through)
    let graceEnd = addLateFees(&fees, &next)
    let (day, amount) = columns(next, forecast.reasons)
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

  /// The next fee of each right.
  private struct NextFees {
    /// Its due day, as days since 1970-01-01; nil where there is none.
    var days: [Int32?]
    /// Minor units of the portfolio's currency; nil when no source gives the amount.
    var amounts: [Int64?]

    init(days: [Int32?], amounts: [Int64]) {
      self.days = days
      // The forecast writes 0 for an amount that is not known; nobody asks for a fee of nothing.
      self.amounts = amounts.map { $0 == 0 ? nil : $0 }
    }
  }

  /// Takes out the fees that are recorded as paid: the money is spent, and the next fee is the first that is not.
  private func takePaid(_ fees: inout FeeColumns, _ next: inout NextFees, through: CalendarDay) {
    guard !payments.isEmpty else { return }
    let calendar = RenewalCalendar(schedules: schedules)
    let asOf = request.asOf
    var settled: Set<UnknownFeeKey> = []
    for row in subjects.indices where next.days[row] != nil {
      // Nobody pays more than two years ahead.
      guard payments[row].contains(where: { asOf - $0.paidDay < 800 }) else { continue }
      var reach = asOf.adding(years: 3)
      guard
        case .success(var items) = calendar.items(for: subjects[row], from: asOf, through: reach, asOf: asOf)
      else { continue }
      var isPaid = DueList.isPaid(payments[row], items)
      guard isPaid.contains(true) else { continue }
      if !isPaid.contains(false), reach < through {
        reach = through
        items =
          (try? calendar.items(for: subjects[row], from: asOf, through: reach, asOf: asOf).get()) ?? items
        isPaid = DueList.isPaid(payments[row], items)
      }
      for (item, isPaid) in zip(items, isPaid) where isPaid && item.due <= through {
        let amount =
          item.amount.flatMap { rates.convert($0, to: request.currency, year: item.due.year) }?.money
          .minorUnits
          ?? 0
        fees.amounts[row * fees.yearCount + item.due.year - fees.firstYear] -= amount
        fees.paid.append(
          FeeColumns.PaidFee(row: row, year: item.due.year, office: item.office, minorUnits: amount))
        if item.amount == nil {
          settled.insert(UnknownFeeKey(row: row, office: item.office, number: item.feeYear))
        }
      }
      let first = zip(items, isPaid).first { !$1 }?.0
      next.days[row] = first?.due.number
      next.amounts[row] =
        first?.amount.flatMap {
          rates.convert($0, to: request.currency, year: first?.due.year ?? asOf.year)
        }?.money.minorUnits
    }
    if !settled.isEmpty {
      fees.unknown.removeAll {
        settled.contains(UnknownFeeKey(row: $0.row, office: $0.office, number: $0.number))
      }
    }
  }

  private struct UnknownFeeKey: Hashable {
    let row: Int
    let office: String
    let number: Int
  }

  /// A right whose annuity is late owes a fee whose due day has passed, with the surcharge of the as-of day: it
  /// counts in the first year and is the next fee.
  /// - Returns: the last day on which each late annuity can be paid.
  private func addLateFees(_ fees: inout FeeColumns, _ next: inout NextFees) -> FactColumn {
    let status = table[.legalStatus]
    let late = subjects.indices.filter { status?.category($0) == LegalStatus.annuityLate.rawValue }
    var lastDays: [Int: CalendarDay] = [:]
    let calendar = RenewalCalendar(schedules: schedules)
    var added: [UnknownFee] = []
    for row in late {
      guard case .success(let all) = calendar.itemsInGrace(for: subjects[row], asOf: request.asOf) else {
        continue
      }
      let isPaid = payments.isEmpty ? all.map { _ in false } : DueList.isPaid(payments[row], all)
      let items = zip(all, isPaid).filter { !$1 }.map(\.0)
      lastDays[row] = items.map(\.lastDay).min()
      var owed: Int64 = 0
      for item in items {
        guard let amount = item.amount else {
          added.append(
            UnknownFee(
              row: row, year: request.asOf.year, office: item.office, number: item.feeYear, name: item.feeName
            ))
          continue
        }
        let due = amount.minorUnits + (item.currentStep?.surcharge?.minorUnits ?? 0)
        let money = Money(minorUnits: due, currency: item.currency)
        owed += rates.convert(money, to: request.currency, year: request.asOf.year)?.money.minorUnits ?? 0
      }
      guard owed > 0, let first = items.first else { continue }
      fees.amounts[row * request.forecastYears] += owed
      next.days[row] = first.due.number
      next.amounts[row] = owed
    }
    if !added.isEmpty { fees.unknown = (fees.unknown + added).sorted { $0.row < $1.row } }
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
    _ next: NextFees, _ reasons: [NoFeeReason?]
  ) -> (FactColumn, FactColumn) {
    var day = ColumnBuilder(.nextFeeDay, rows: next.days.count)
    var amount = ColumnBuilder(.nextFeeAmount, rows: next.days.count)
    let major = Double(request.currency.minorPerMajor)
    for row in next.days.indices {
      if let number = next.days[row] {
        day.append(number)
        if let known = next.amounts[row] {
          amount.append(Double(known) / major)
        } else {
          amount.append(missing: .unknown)
        }
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
