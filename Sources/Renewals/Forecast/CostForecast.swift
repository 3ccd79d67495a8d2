public import PortfolioCore

/// What keeping many rights costs, by right and calendar year of the due day, in one currency.
///
/// Columns only: one list of amounts, one reason per right. The amounts come from the same computation as the
/// items of ``RenewalCalendar``, each converted on its own, so that sums over spans of days add up exactly.
public struct CostForecast: Sendable {
  /// The calendar years, one column each.
  public let years: ClosedRange<Int>
  /// The currency of the amounts.
  public let currency: Currency
  /// The number of rights, one row each.
  public let count: Int
  /// Minor units; the amounts of a right stand together, year by year.
  public let amounts: [Int64]
  /// Whether any fee in the cell of that place in ``amounts`` is an estimate.
  public let estimates: [Bool]
  /// Why a right has no fees; nil when it has been counted.
  public let reasons: [NoFeeReason?]
  /// The number of fees that the amounts hold.
  public let feeCount: Int
  /// The due day of each right's first fee in the span, as days since 1970-01-01; nil where there is none.
  public let nextDueDays: [Int32?]
  /// The minor units of that fee.
  public let nextAmounts: [Int64]

  /// Forecasts the fees of rights with due days in a span.
  ///
  /// A fee is counted without surcharge, whether or not it has been paid. A right without a known fee adds
  /// nothing and has a reason. The span must lie within 200 years; one that ends before it begins is empty.
  /// A fee already in its grace period on `from` is not in the span: see
  /// ``RenewalCalendar/itemsInGrace(for:asOf:)``.
  public init(
    of subjects: [RenewalSubject], schedules: FeeSchedules, rates: ExchangeRates, currency: Currency = .cny,
    from: CalendarDay, through: CalendarDay, asOf: CalendarDay
  ) {
    let firstYear = from.year
    let lastYear = max(firstYear, min(through.year, firstYear + 199))
    let width = lastYear - firstYear + 1
    var amounts = [Int64](repeating: 0, count: subjects.count * width)
    var estimates = [Bool](repeating: false, count: subjects.count * width)
    var reasons = [NoFeeReason?](repeating: nil, count: subjects.count)
    var feeCount = 0
    var nextDueDays = [Int32?](repeating: nil, count: subjects.count)
    var nextAmounts = [Int64](repeating: 0, count: subjects.count)
    // One line of rates for each office currency met; a missing rate is nil.
    var rateLines: [Currency: [ExchangeRates.Rate?]] = [:]
    var lastKey: FeePlanKey?
    var lastPlan: Result<FeePlan, NoFeeReason> = .failure(.unknownOffice(""))
    var line: [ExchangeRates.Rate?] = []
    for row in subjects.indices {
      let subject = subjects[row]
      if lastKey?.office != subject.office || lastKey?.kind != subject.kind {
        lastKey = FeePlanKey(office: subject.office, kind: subject.kind)
        lastPlan = schedules.plan(for: subject)
        if case .success(let plan) = lastPlan {
          let office = plan.schedule.currency
          if rateLines[office] == nil {
            rateLines[office] = (firstYear...lastYear).map {
              rates.rate(from: office, to: currency, year: $0)
            }
          }
          line = rateLines[office] ?? []
        }
      }
      let plan: FeePlan
      switch lastPlan {
      case .success(let found): plan = found
      case .failure(let reason):
        reasons[row] = reason
        continue
      }
      let context: FeeContext
      switch plan.context(of: subject) {
      case .success(let found): context = found
      case .failure(let reason):
        reasons[row] = reason
        continue
      }
      if subject.life == .ended, let end = subject.endDay, from >= end {
        reasons[row] = .ended(on: end)
        continue
      }
      let start = row * width
      var isRateMissing = false
      var counted = 0
      plan.eachFee(of: subject, context, from: from, through: through, asOf: asOf) { event in
        let column = event.due.year - firstYear
        guard column < width else { return }
        guard let rate = line[column] else {
          isRateMissing = true
          return
        }
        let converted = rate.convert(event.payable)
        amounts[start + column] += converted
        if nextDueDays[row] == nil {
          nextDueDays[row] = event.due.number
          nextAmounts[row] = converted
        }
        if !event.caveats.isDisjoint(with: .estimating) { estimates[start + column] = true }
        counted += 1
      }
      if isRateMissing {
        // A sum with holes would look complete.
        for column in 0..<width {
          amounts[start + column] = 0
          estimates[start + column] = false
        }
        nextDueDays[row] = nil
        reasons[row] = .noExchangeRate(plan.schedule.currency)
        counted = 0
      }
      feeCount += counted
    }
    self.years = firstYear...lastYear
    self.currency = currency
    self.count = subjects.count
    self.amounts = amounts
    self.estimates = estimates
    self.reasons = reasons
    self.feeCount = feeCount
    self.nextDueDays = nextDueDays
    self.nextAmounts = nextAmounts
  }

  private func cell(_ row: Int, _ year: Int) -> Int? {
    guard (0..<count).contains(row), years.contains(year) else { return nil }
    return row * years.count + (year - years.lowerBound)
  }

  /// The minor units of a right in a year; 0 for a row or year outside the forecast.
  public func amount(row: Int, year: Int) -> Int64 { cell(row, year).map { amounts[$0] } ?? 0 }

  /// Whether a right's amount of a year is an estimate.
  public func isEstimate(row: Int, year: Int) -> Bool { cell(row, year).map { estimates[$0] } ?? false }

  /// The minor units of a right over all years.
  public func total(row: Int) -> Int64 {
    guard (0..<count).contains(row) else { return 0 }
    return amounts[(row * years.count)..<((row + 1) * years.count)].reduce(0, +)
  }

  /// The minor units of all rights in a year.
  public func total(year: Int) -> Int64 {
    guard years.contains(year) else { return 0 }
    var sum: Int64 = 0
    for index in stride(from: year - years.lowerBound, to: amounts.count, by: years.count) {
      sum += amounts[index]
    }
    return sum
  }

  /// The minor units of all rights over all years.
  public var total: Int64 { amounts.reduce(0, +) }

  /// The rights that the totals leave out, counted by reason code, ordered by code. Rights that really have
  /// no fees stand here too; ``NoFeeReason/isZeroByRule`` tells them apart.
  public var leftOut: [(reason: NoFeeReason, count: Int)] {
    var counts: [String: (NoFeeReason, Int)] = [:]
    for case let reason? in reasons { counts[reason.code, default: (reason, 0)].1 += 1 }
    return counts.sorted { $0.key < $1.key }.map { ($0.value.0, $0.value.1) }
  }
}
