import PolicyModels
import PortfolioCore

/// What weakens the amount of a fee.
struct FeeCaveats: OptionSet, Sendable {
  let rawValue: UInt16
  /// No tariff is known for the day: the earliest known one was used.
  static let beforeFirstTariff = FeeCaveats(rawValue: 1)
  /// The tariff's first day is not known, and the day is before the one for which the source shows it.
  static let beforeSeenDay = FeeCaveats(rawValue: 2)
  /// A new tariff is expected whose amounts are not known.
  static let changeExpected = FeeCaveats(rawValue: 4)
  /// The number of claims is not known: none beyond the included ones were counted.
  static let claimsUnknown = FeeCaveats(rawValue: 8)
  /// The number of classes is not known: one was counted.
  static let classesUnknown = FeeCaveats(rawValue: 16)
  /// The year of grant is not known: a reduction could not be applied.
  static let reductionUnknown = FeeCaveats(rawValue: 32)
  /// The file marks the amount as an estimate.
  static let estimateInFile = FeeCaveats(rawValue: 64)
  /// The right names no rate class: the schedule's default was used.
  static let classAssumed = FeeCaveats(rawValue: 128)
  /// The day of grant is not known: fees of years before grant may be among them.
  static let grantDayUnknown = FeeCaveats(rawValue: 256)
  /// The end of the term is not known: fees after it may be among them.
  static let termUnknown = FeeCaveats(rawValue: 512)

  /// No source gives the amount.
  static let amountUnknown = FeeCaveats(rawValue: 1024)
  /// The fee fell due before grant, and was moved to the time after it.
  static let movedByGrant = FeeCaveats(rawValue: 2048)

  /// The caveats that make an amount an estimate; the others leave it exact but say what was assumed.
  static let estimating: FeeCaveats = [
    .beforeFirstTariff, .beforeSeenDay, .changeExpected, .claimsUnknown, .classesUnknown, .reductionUnknown,
    .estimateInFile, .amountUnknown,
  ]
}

/// One fee of a right, as numbers. Both the forecast's columns and the items with their explanations come
/// from it.
struct FeeEvent {
  var number: Int
  /// The last year that the payment covers; the number itself for most.
  var lastNumber: Int
  var slot: Int
  var anniversary: CalendarDay
  var due: CalendarDay
  var tariffDay: CalendarDay
  /// Position among the tariffs of the right's class at its stage.
  var tariff: Int
  /// By the tariffs of applications.
  var isPending: Bool
  var base: Int64
  var claimsPart: Int64
  var multiplier: Int64
  /// Before reductions.
  var full: Int64
  /// Position among the schedule's reductions; negative when none applies.
  var reduction: Int
  var payable: Int64
  var isPaidAtRegistration: Bool
  var caveats: FeeCaveats
}

/// What is the same for all fees of one right.
struct FeeContext {
  var anchor: CalendarDay
  var grantYear: Int?
  var termEnd: CalendarDay?
  var classIndex: Int
  var reductions: [Reduction]
  var caveats: FeeCaveats
  /// For a national part of a patent granted by a regional office: that office's rule.
  var regional: AfterGrant?
  /// The number of the last yearly fee that this office asks for; nil when only the term ends them.
  var lastNumber: Int?

  /// A reduction of the right: its position among the schedule's, and for which due days it was given.
  struct Reduction {
    var rule: Int
    var from: CalendarDay?
    var to: CalendarDay?

    @inline(__always)
    func runs(on day: CalendarDay) -> Bool {
      if let from, day < from { return false }
      if let to, day >= to { return false }
      return true
    }
  }
}

/// A kind of right of an office with everything needed to compute its fees.
final class FeePlan: Sendable {
  let schedule: FeeSchedule
  let group: FeeGroup
  let graceMonths: Int
  /// The holiday table that the schedule names.
  let holidays: Holidays?

  init(schedule: FeeSchedule, group: FeeGroup, holidays: Holidays? = nil) {
    self.schedule = schedule
    self.group = group
    self.holidays = holidays
    self.graceMonths = schedule.rules.late?.graceMonths ?? 0
  }

  // MARK: A right's own constants

  /// What the engine needs of a right, or why it has no fees.
  /// - Parameter regional: the regional office's rule, for a national part of its patent.
  func context(of subject: RenewalSubject, regional: AfterGrant? = nil) -> Result<FeeContext, NoFeeReason> {
    switch subject.life {
    case .ended where subject.endDay == nil: return .failure(.ended(on: nil))
    case .restorable: return .failure(.lapsedRestorable)
    default: break
    }
    switch (group.payWhile, subject.stage) {
    case (.granted, .application): return .failure(.notYetGranted)
    case (.pending, .granted): return .failure(.nationalFeesUnknown(office: schedule.office))
    default: break
    }
    var caveats: FeeCaveats = []
    guard let classIndex = schedule.classIndex(subject.rateClass) else {
      let known = schedule.rateClasses?.names.map(\.id) ?? []
      return .failure(.unknownRateClass(subject.rateClass ?? "", known: known))
    }
    if schedule.rateClasses != nil && subject.rateClass == nil { caveats.insert(.classAssumed) }
    var reductions: [FeeContext.Reduction] = []
    for recorded in subject.reductions where recorded.office == nil || recorded.office == schedule.office {
      guard let index = schedule.reductions.firstIndex(where: { $0.id == recorded.name }) else {
        return .failure(.unknownReduction(recorded.name, known: schedule.reductions.map(\.id)))
      }
      reductions.append(FeeContext.Reduction(rule: index, from: recorded.from, to: recorded.to))
    }
    if let filing = subject.filingDay, let grant = subject.grantDay, grant < filing {
      return .failure(.grantBeforeFiling)
    }
    var termEnd = subject.expiryDay
    if termEnd == nil {
      for rule in group.terms {
        termEnd = rule.end(filing: subject.filingDay, grant: subject.grantDay)
        if termEnd != nil { break }
      }
      if termEnd == nil && !group.terms.isEmpty { caveats.insert(.termUnknown) }
    }
    let anchor: CalendarDay
    switch schedule.rules.anchor {
    case .filing:
      guard let day = subject.filingDay else { return .failure(.missingFilingDay) }
      anchor = day
    case .grant:
      guard let day = subject.grantDay else { return .failure(.missingGrantDay) }
      anchor = day
    case .registration:
      guard let day = subject.grantDay ?? subject.expiryDay else { return .failure(.missingRegistrationDay) }
      anchor = day
    }
    if case .yearly(_, .afterGrantAnniversary) = schedule.rules.form, subject.grantDay == nil {
      return .failure(.missingGrantDay)
    }
    var grantYear: Int?
    if case .yearly = schedule.rules.form, let filing = subject.filingDay, let grant = subject.grantDay {
      grantYear = grant.fullYears(since: filing) + 1
    }
    if group.payWhile == .granted, subject.grantDay == nil { caveats.insert(.grantDayUnknown) }
    return .success(
      FeeContext(
        anchor: anchor, grantYear: grantYear, termEnd: termEnd, classIndex: classIndex,
        reductions: reductions, caveats: caveats, regional: regional))
  }

  // MARK: Days

  /// The last day of so many months after the due day, by the schedule's month rule. From a due day that was
  /// moved away from the end of its month the months count to the corresponding day.
  func lateDay(due: CalendarDay, months: Int) -> CalendarDay {
    let day = due.adding(months: months)
    return schedule.rules.dueDay == .monthEnd && due == due.endOfMonth ? day.endOfMonth : day
  }

  /// The day so many months after a fee's due day, before it when negative. Instalments count all their months from
  /// the anchor (37 CFR 1.362: three years, three and a half, and four after grant): a grant on the 31st has its
  /// last day on a 31st, though a February on the way has none.
  func day(of event: FeeEvent, anchor: CalendarDay, months: Int) -> CalendarDay {
    guard case .instalments(let list) = schedule.rules.form, schedule.rules.dueDay == .anniversary,
      schedule.rules.monthsAfter == 0, list.indices.contains(event.slot)
    else { return lateDay(due: event.due, months: months) }
    return anchor.adding(months: list[event.slot].months + months)
  }

  /// The anniversary `months` after the anchor and the due day that follows from it.
  private func days(_ anchor: CalendarDay, months: Int) -> (anniversary: CalendarDay, due: CalendarDay) {
    let anniversary = anchor.adding(months: months)
    let after =
      schedule.rules.monthsAfter == 0
      ? anniversary : anchor.adding(months: months + schedule.rules.monthsAfter)
    switch schedule.rules.dueDay {
    case .anniversary: return (anniversary, after)
    case .monthEnd: return (anniversary, after.endOfMonth)
    case .dayBefore:
      // Ten years from 29 February end with February where the year has no 29th: the day before the missing day.
      let isMissing = after.components.day < anchor.components.day
      return (anniversary, isMissing ? after : after - 1)
    }
  }

  // MARK: Fees

  /// Calls `body` for every fee whose due day lies within the span, in order of due days.
  func eachFee(
    of subject: RenewalSubject, _ context: FeeContext, from: CalendarDay, through: CalendarDay,
    asOf: CalendarDay, _ body: (FeeEvent) -> Void
  ) {
    guard from <= through else { return }
    switch schedule.rules.form {
    case .yearly(let countedBy, let first):
      eachYear(of: subject, context, from, through, asOf, countedBy, group.firstFee ?? first, body)
    case .instalments(let list):
      for (index, instalment) in list.enumerated() {
        let (anniversary, due) = days(context.anchor, months: instalment.months)
        emit(subject, context, index + 1, index...index, anniversary, due, from, through, asOf, body)
      }
    case .periodic(let months):
      eachPeriod(of: subject, context, months, from, through, asOf, body)
    }
  }

  private func eachYear(
    of subject: RenewalSubject, _ context: FeeContext, _ from: CalendarDay, _ through: CalendarDay,
    _ asOf: CalendarDay, _ countedBy: FeeForm.YearCount, _ firstFee: FeeForm.FirstFee,
    _ body: (FeeEvent) -> Void
  ) {
    let rules = schedule.rules
    let offset = countedBy == .patentYear ? -1 : 0
    let lastSlot = (group.tariffsByClass[context.classIndex].map(\.lines.count).max() ?? 0) - 1
    var first: Int
    var countsFromGrant = true
    switch firstFee {
    case .year(let year):
      first = year
      countsFromGrant = false
    case .grantYear: first = (context.grantYear ?? 1) + 1
    case .afterGrantYear: first = (context.grantYear ?? 1) + 1
    // The first anniversary after grant has the number of the year of grant.
    case .afterGrantAnniversary(let years): first = (context.grantYear ?? 1) + years - offset
    }
    if context.regional != nil {
      first = max(first, (context.grantYear ?? 1) + 1)
      countsFromGrant = true
    } else if let grant = subject.grantDay {
      if firstFee == .grantYear, let year = context.grantYear {
        emit(
          subject, context, year, year...year, grant, grant, from, through, asOf, isRegistration: true, body)
      } else if rules.yearsPaidAtGrant > 0 {
        emit(
          subject, context, 1, 1...rules.yearsPaidAtGrant, grant, grant, from, through, asOf,
          isRegistration: true, body)
      }
    }
    // The day before which no fee falls due because the right had not been granted.
    var opening: CalendarDay?
    if let regional = context.regional {
      opening = subject.grantDay?.adding(months: regional.months)
    } else if let rule = rules.lateGrant, let grant = subject.grantDay {
      let day = grant.adding(months: rule.months)
      opening = rules.dueDay == .monthEnd && rule.months > 0 ? day.endOfMonth : day
    }
    // Only the years whose due days can lie within the span; two to spare for month-ends and later due days.
    let anchorYear = context.anchor.year
    var low = max(first, from.year - anchorYear - offset - 2)
    let high = min(lastSlot, context.lastNumber ?? lastSlot, through.year - anchorYear - offset + 2)
    if subject.isNationalPhase && rules.pctMonthsFromPriority != nil { low = first }
    if let opening, from <= opening { low = first }
    guard low <= high else { return }
    for year in low...high {
      var (anniversary, due) = days(context.anchor, months: (year + offset) * 12)
      if subject.isNationalPhase, let months = rules.pctMonthsFromPriority,
        let entry = (subject.priorityDay ?? subject.filingDay)?.adding(months: months), entry > due
      {
        due = entry
      }
      var isMoved = false
      if let opening, due < opening {
        due = opening
        anniversary = opening
        isMoved = true
      }
      // Without the day of grant, fees that nobody can still owe are not claimed to have been due.
      if countsFromGrant, context.grantYear == nil, lateDay(due: due, months: graceMonths) < asOf {
        continue
      }
      emit(
        subject, context, year, year...year, anniversary, due, from, through, asOf, isMoved: isMoved, body)
    }
  }

  private func eachPeriod(
    of subject: RenewalSubject, _ context: FeeContext, _ months: Int, _ from: CalendarDay,
    _ through: CalendarDay, _ asOf: CalendarDay, _ body: (FeeEvent) -> Void
  ) {
    // Where fees fall due on the last day of a period, the next one begins on the day after it.
    let isLastDay = schedule.rules.dueDay == .dayBefore
    let lastDay = subject.expiryDay ?? (isLastDay ? days(context.anchor, months: months).due : nil)
    let base = lastDay.map { isLastDay ? $0 + 1 : $0 } ?? context.anchor.adding(months: months)
    let years = max(months / 12, 1)
    let low = (from.year - base.year) / years - 2
    let high = (through.year - base.year) / years + 2
    guard low <= high else { return }
    for period in low...high {
      let (anniversary, due) = days(base, months: period * months)
      var number = period + 1
      if let registration = subject.grantDay {
        guard due > registration else { continue }
        number = max(1, (anniversary.year - registration.year) / years)
      } else if period < 0 {
        // Without the day of registration nobody can say that the right lived before its current period.
        continue
      }
      emit(subject, context, number, 0...0, anniversary, due, from, through, asOf, body)
    }
  }

  @inline(__always)
  private func emit(
    _ subject: RenewalSubject, _ context: FeeContext, _ number: Int, _ slots: ClosedRange<Int>,
    _ anniversary: CalendarDay, _ due: CalendarDay, _ from: CalendarDay, _ through: CalendarDay,
    _ asOf: CalendarDay, isRegistration: Bool = false, isMoved: Bool = false, _ body: (FeeEvent) -> Void
  ) {
    guard due >= from, due <= through else { return }
    if case .periodic = schedule.rules.form {} else if let end = context.termEnd, due >= end { return }
    if subject.life == .ended, let end = subject.endDay, due >= end { return }
    var caveats = context.caveats
    if isMoved { caveats.insert(.movedByGrant) }
    var tariffDay = due
    if schedule.rules.tariffDay == .paymentDay, asOf > due,
      asOf <= lateDay(due: due, months: graceMonths)
    {
      tariffDay = asOf
    }
    let isPending =
      group.differsByStage && (subject.stage == .application || subject.grantDay.map { due < $0 } ?? false)
    let slot = slots.lowerBound
    let tariffs = group.tariffs(context.classIndex, isPending: isPending)
    guard let tariff = FeePlan.tariff(in: tariffs, slot: slot, on: tariffDay, &caveats) else { return }
    let line = tariffs[tariff].lines[slot]
    if line.fullYearsOnly, let end = context.termEnd, anniversary.adding(years: 1) > end + 1 { return }
    if line.isEstimate { caveats.insert(.estimateInFile) }
    for change in group.expected where change.on <= tariffDay {
      if (tariffs[tariff].from ?? .distantPast) < change.on { caveats.insert(.changeExpected) }
    }
    var base: Int64 = 0
    var perClaim: Int64 = 0
    for paid in slots where tariffs[tariff].lines.has(paid) {
      base += tariffs[tariff].lines[paid].amount
      perClaim += tariffs[tariff].lines[paid].perClaim
      if tariffs[tariff].lines[paid].isUnknown { caveats.insert(.amountUnknown) }
    }
    var claimsPart: Int64 = 0
    if perClaim > 0 {
      if let claims = subject.claims {
        claimsPart = perClaim * Int64(max(0, claims - Int(line.claimsIncluded)))
      } else {
        caveats.insert(.claimsUnknown)
      }
    }
    var multiplier: Int64 = 1
    if group.per == .niceClass {
      if let classes = subject.classes, classes > 0 {
        multiplier = Int64(classes)
      } else {
        caveats.insert(.classesUnknown)
      }
    }
    if caveats.contains(.amountUnknown) {
      // Nothing else can weaken an amount that is not there.
      caveats.subtract([
        .beforeFirstTariff, .beforeSeenDay, .changeExpected, .claimsUnknown, .classesUnknown,
      ])
      (base, claimsPart) = (0, 0)
    }
    let full = (base + claimsPart) * multiplier
    var payable = full
    var reduction = -1
    if line.isReducible {
      for given in context.reductions where given.runs(on: due) {
        let index = given.rule
        let rule = schedule.reductions[index]
        switch rule.applies(due: due, feeYear: number, grantYear: context.grantYear) {
        case true?:
          let reduced = full - FeePlan.share(rule.basisPoints, of: full)
          if reduced < payable {
            payable = reduced
            reduction = index
          }
        case nil: caveats.insert(.reductionUnknown)
        case false?: break
        }
      }
    }
    body(
      FeeEvent(
        number: number, lastNumber: max(slots.upperBound - slot + number, Int(line.throughSlot)), slot: slot,
        anniversary: anniversary, due: due, tariffDay: tariffDay, tariff: tariff, isPending: isPending,
        base: base, claimsPart: claimsPart, multiplier: multiplier, full: full, reduction: reduction,
        payable: payable, isPaidAtRegistration: isRegistration, caveats: caveats))
  }

  /// The tariff that holds for a fee on a day.
  private static func tariff(
    in tariffs: [FeeTariff], slot: Int, on day: CalendarDay, _ caveats: inout FeeCaveats
  ) -> Int? {
    var index = tariffs.count - 1
    var earliest = -1
    while index >= 0 {
      if tariffs[index].lines.has(slot) {
        if let from = tariffs[index].from {
          if from <= day { return index }
        } else {
          if let seen = tariffs[index].seenOn, day < seen { caveats.insert(.beforeSeenDay) }
          return index
        }
        earliest = index
      }
      index -= 1
    }
    guard earliest >= 0 else { return nil }
    caveats.insert(.beforeFirstTariff)
    return earliest
  }

  /// A share of an amount, rounded to the nearest minor unit, halves up.
  static func share(_ basisPoints: Int, of amount: Int64) -> Int64 {
    (amount * Int64(basisPoints) + 5_000) / 10_000
  }
}

extension CalendarDay {
  /// Before every day a portfolio can name.
  static let distantPast = CalendarDay(number: .min)
}
