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
  /// The minor units of that fee; 0 when its amount is not known.
  public let nextAmounts: [Int64]
  /// The fees that fall due in the span and whose amounts no source gives, ordered by row: the amounts leave them
  /// out.
  public let unknownFees: [UnknownFee]
  /// By right: how many fees in the span have no known amount, so that the sum leaves them out. A right none
  /// of whose fees has one has the reason ``NoFeeReason/amountsUnknown(office:)`` as well.
  public let unknownAmounts: [Int32]
  /// The fees without a known amount among ``feeCount``.
  public let unknownAmountCount: Int
  /// By row, for granted European patents: the states whose fees are in no schedule and not in the sum.
  public let statesLeftOut: [Int: [String]]

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
    var unknownFees: [UnknownFee] = []
    var unknownAmounts = [Int32](repeating: 0, count: subjects.count)
    var unknownAmountCount = 0
    var statesLeftOut: [Int: [String]] = [:]
    // One line of rates for each office currency met; a missing rate is nil.
    var rateLines: [Currency: [ExchangeRates.Rate?]] = [:]
    func line(_ office: Currency) -> [ExchangeRates.Rate?] {
      if let known = rateLines[office] { return known }
      let made = (firstYear...lastYear).map { rates.rate(from: office, to: currency, year: $0) }
      rateLines[office] = made
      return made
    }
    var lastKey: FeePlanKey?
    var lastPlan: Result<FeePlan, NoFeeReason> = .failure(.unknownOffice(""))
    var lastLine: [ExchangeRates.Rate?] = []
    for row in subjects.indices {
      let subject = subjects[row]
      let start = row * width
      var missingRate: Currency?
      var counted = 0
      var unknown = 0
      var unknownOffice = ""

      func count(
        _ plan: FeePlan, _ subject: RenewalSubject, _ context: FeeContext, _ line: [ExchangeRates.Rate?]
      ) {
        plan.eachFee(of: subject, context, from: from, through: through, asOf: asOf) { event in
          let column = event.due.year - firstYear
          guard column < width else { return }
          var converted: Int64?
          if event.caveats.contains(.amountUnknown) {
            unknown += 1
            unknownOffice = plan.schedule.office
            unknownFees.append(
              UnknownFee(
                row: row, year: event.due.year, office: plan.schedule.office, number: event.number,
                name: plan.name(event)))
          } else {
            guard let rate = line[column] else {
              missingRate = plan.schedule.currency
              return
            }
            let amount = rate.convert(event.payable)
            amounts[start + column] += amount
            converted = amount
          }
          if nextDueDays[row].map({ $0 > event.due.number }) ?? true {
            nextDueDays[row] = event.due.number
            nextAmounts[row] = converted ?? 0
          }
          if !event.caveats.isDisjoint(with: .estimating) { estimates[start + column] = true }
          counted += 1
        }
      }

      if schedules.isRegional(subject) {
        switch schedules.parts(of: subject) {
        case .failure(let reason):
          reasons[row] = reason
          continue
        case .success(let parts):
          for part in parts {
            count(part.plan, part.subject, part.context, line(part.plan.schedule.currency))
          }
        }
        let left = schedules.statesLeftOut(of: subject, asOf: asOf)
        if !left.isEmpty {
          statesLeftOut[row] = left
          // A sum that leaves states out must not look exact.
          for column in 0..<width { estimates[start + column] = true }
        }
      } else {
        if lastKey?.office != subject.office || lastKey?.kind != subject.kind {
          lastKey = FeePlanKey(office: subject.office, kind: subject.kind)
          lastPlan = schedules.plan(for: subject)
          if case .success(let plan) = lastPlan { lastLine = line(plan.schedule.currency) }
        }
        switch lastPlan.flatMap({ plan in plan.context(of: subject).map { (plan, $0) } }) {
        case .failure(let reason):
          reasons[row] = reason
          continue
        case .success(let (plan, context)):
          if subject.life == .ended, let end = subject.endDay, from >= end {
            reasons[row] = .ended(on: end)
            continue
          }
          count(plan, subject, context, lastLine)
        }
      }
      if let missingRate {
        // A sum with holes would look complete.
        for column in 0..<width {
          amounts[start + column] = 0
          estimates[start + column] = false
        }
        unknownFees.removeLast(unknown)
        nextDueDays[row] = nil
        reasons[row] = .noExchangeRate(missingRate)
        counted = 0
        unknown = 0
      } else if unknown > 0, unknown == counted {
        reasons[row] = .amountsUnknown(office: unknownOffice)
      }
      feeCount += counted
      unknownAmountCount += unknown
      unknownAmounts[row] = Int32(clamping: unknown)
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
    self.unknownFees = unknownFees
    self.unknownAmounts = unknownAmounts
    self.unknownAmountCount = unknownAmountCount
    self.statesLeftOut = statesLeftOut
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

/// A fee that falls due and whose amount no source gives.
public struct UnknownFee: Sendable, Hashable {
  /// The row of the right.
  public let row: Int
  /// The calendar year of the due day.
  public let year: Int
  /// The office that asks for it; for a granted European patent, the state's or the unitary one.
  public let office: String
  /// The fee year; for instalments and renewals their number.
  public let number: Int
  /// The fee's name in the schedule, as ``DueItem/feeName``.
  public let name: String

  /// A fee of unknown amount.
  public init(row: Int, year: Int, office: String, number: Int, name: String) {
    self.row = row
    self.year = year
    self.office = office
    self.number = number
    self.name = name
  }
}
