import PolicyModels
public import PortfolioCore

/// The fees of rights, one by one, with their days and explanations.
///
/// For example:
/// ```swift
/// let calendar = RenewalCalendar(schedules: try FeeSchedules(catalogue: catalogue))
/// switch calendar.items(for: subject, from: start, through: end, asOf: today) {
/// case .success(let items): print(items.map(\.due))
/// case .failure(let reason): print(reason.text.en)
/// }
/// ```
public struct RenewalCalendar: Sendable {
  /// The schedules used.
  public let schedules: FeeSchedules

  /// A calendar by some schedules.
  public init(schedules: FeeSchedules) { self.schedules = schedules }

  /// The fees of a right whose due day lies in a span, ordered by due day, whether paid or not.
  ///
  /// A span without fees gives an empty list; a right for which no fee can be named gives the reason.
  public func items(
    for subject: RenewalSubject, from: CalendarDay, through: CalendarDay, asOf: CalendarDay
  ) -> Result<[DueItem], NoFeeReason> {
    if schedules.isRegional(subject) {
      return schedules.parts(of: subject).map { parts in
        var items: [DueItem] = []
        for part in parts {
          part.plan.eachFee(of: part.subject, part.context, from: from, through: through, asOf: asOf) {
            items.append(part.plan.item(for: $0, subject: part.subject, context: part.context, asOf: asOf))
          }
        }
        return items.sorted { ($0.due, $0.office, $0.feeYear) < ($1.due, $1.office, $1.feeYear) }
      }
    }
    return schedules.plan(for: subject).flatMap { plan in
      plan.context(of: subject).flatMap { context in
        if subject.life == .ended, let end = subject.endDay, from >= end { return .failure(.ended(on: end)) }
        var items: [DueItem] = []
        plan.eachFee(of: subject, context, from: from, through: through, asOf: asOf) { event in
          items.append(plan.item(for: event, subject: subject, context: context, asOf: asOf))
        }
        return .success(items)
      }
    }
  }

  /// The states of a granted European patent whose fees are in no schedule: its items and sums leave them out.
  /// States in which it has ended by the day are not among them.
  public func statesLeftOut(of subject: RenewalSubject, asOf day: CalendarDay) -> [String] {
    schedules.isRegional(subject) ? schedules.statesLeftOut(of: subject, asOf: day) : []
  }

  /// The fees of a right whose due day has passed and whose grace period still runs, whether paid or not.
  public func itemsInGrace(for subject: RenewalSubject, asOf: CalendarDay) -> Result<[DueItem], NoFeeReason> {
    var months = schedules.schedule(office: subject.office, kind: subject.kind)?.rules.late?.graceMonths ?? 0
    if schedules.isRegional(subject) {
      months = (try? schedules.parts(of: subject).get().map(\.plan.graceMonths).max()) ?? months
    }
    // A month to spare for month-ends; what lies outside the grace period falls away below.
    return items(for: subject, from: asOf.adding(months: -months - 1), through: asOf - 1, asOf: asOf)
      .map { items in items.filter { $0.timing == .inGrace } }
  }
}

extension FeePlan {
  /// The item of a fee: the same numbers, with days, steps and words.
  func item(
    for event: FeeEvent, subject: RenewalSubject, context: FeeContext, asOf: CalendarDay
  ) -> DueItem {
    let rules = schedule.rules
    let tariff = group.tariffs(context.classIndex, isPending: event.isPending)[event.tariff]
    let detail = tariff.details[event.slot]
    var sources = [rules.sources["due"], detail.source].compactMap { $0 }
    let opening = event.isPaidAtRegistration ? nil : earliest(event)
    if let opening { sources.append(opening.source) }
    let steps = event.isPaidAtRegistration ? [] : surchargeSteps(event, tariff)
    if !steps.isEmpty, let late = rules.late { sources.append(late.source) }
    let lastDay = steps.last?.through ?? event.due
    let move = event.isPaidAtRegistration ? nil : rules.rollOver
    if let move { sources.append(move.source) }
    var yearsWithoutTable: [Int] = []
    func moved(_ day: CalendarDay, _ isMoving: Bool?) -> CalendarDay {
      guard isMoving == true else { return day }
      guard let holidays else { return RollOver.afterWeekend(day) }
      let (working, missing) = RollOver.afterHolidays(day, holidays)
      for year in missing where !yearsWithoutTable.contains(year) { yearsWithoutTable.append(year) }
      return working
    }
    let dueMoved = moved(event.due, move?.due)
    let lastDayMoved = moved(lastDay, move?.graceEnd)
    if event.caveats.contains(.movedByGrant), context.regional == nil, let rule = rules.lateGrant {
      sources.append(rule.source)
    }
    if event.isPaidAtRegistration, let source = rules.sources["atGrant"] { sources.append(source) }
    let isKnown = !event.caveats.contains(.amountUnknown)
    let current = steps.first { $0.from <= asOf && asOf <= $0.through }
    let timing: DueItem.Timing
    if let opening, asOf < opening.day {
      timing = .notYetPayable
    } else if asOf <= event.due {
      timing = .payable
    } else {
      timing = current == nil ? .past : .inGrace
    }
    var lapseDay: CalendarDay?
    if !event.isPaidAtRegistration {
      lapseDay = lapse(event, lastDay: lastDay)
      if let source = rules.sources["unpaid"] { sources.append(source) }
    }
    let parts = parts(event, detail: detail, subject: subject, context: context)
    for part in parts { sources.append(part.source) }
    return DueItem(
      office: schedule.office, tariffDay: event.tariffDay, tariffFrom: tariff.from, feeYear: event.number,
      feeName: name(event), label: label(event),
      earliest: opening?.day,
      due: event.due, dueMoved: dueMoved, lastDay: lastDay, lastDayMoved: lastDayMoved,
      surchargeSteps: steps, currentStep: current, timing: timing,
      currency: schedule.currency, fullAmount: isKnown ? money(event.full) : nil,
      amount: isKnown ? money(event.payable) : nil,
      isEstimate: !event.caveats.isDisjoint(with: .estimating),
      estimateReasons: estimateReasons(event, tariff, detail), lapseDay: lapseDay,
      restoration: lapseDay == nil ? nil : rules.restoration,
      isPaidAtRegistration: event.isPaidAtRegistration,
      parts: parts,
      notes: notes(
        event, subject: subject, context: context, moves: move != nil, yearsWithoutTable: yearsWithoutTable,
        hasSteps: !steps.isEmpty),
      sources: sources.reduce(into: []) { list, id in if !list.contains(id) { list.append(id) } },
      model: schedule.header.name)
  }

  private func money(_ minorUnits: Int64) -> Money {
    Money(minorUnits: minorUnits, currency: schedule.currency)
  }

  // MARK: Days

  private func earliest(_ event: FeeEvent) -> (day: CalendarDay, source: String)? {
    for rule in schedule.rules.earliest where rule.fee == nil || rule.fee == event.number {
      var day = event.due.adding(months: -rule.months)
      if schedule.rules.dueDay == .monthEnd { day = day.endOfMonth }
      if let since = rule.since, day < since { continue }
      return (day, rule.source)
    }
    return nil
  }

  private func surchargeSteps(_ event: FeeEvent, _ tariff: FeeTariff) -> [SurchargeStep] {
    guard let late = schedule.rules.late else { return [] }
    let base = late.base == .fullFee ? event.full : event.payable
    var steps: [SurchargeStep] = []
    var start = event.due + 1
    for step in late.steps {
      let end = lateDay(due: event.due, months: step.throughMonth)
      var surcharge: Int64?
      var basisPoints: Int?
      switch step.charge {
      case .share(let points):
        surcharge = event.caveats.contains(.amountUnknown) ? nil : FeePlan.share(points, of: base)
        basisPoints = points
      case .fixed(let amount): surcharge = amount
      case .fromTariff: surcharge = tariff.late.map { $0 * event.multiplier }
      }
      steps.append(
        SurchargeStep(
          from: start, through: end, surcharge: surcharge.map { money($0) }, basisPoints: basisPoints))
      start = end + 1
    }
    return steps
  }

  private func lapse(_ event: FeeEvent, lastDay: CalendarDay) -> CalendarDay {
    switch schedule.rules.lapse {
    case .dueDay: return event.due
    case .dayAfterDue: return event.due + 1
    case .graceEnd: return lastDay
    case .dayAfterGrace: return lastDay + 1
    case .anniversary: return event.anniversary
    }
  }

  // MARK: Words

  /// The fee's name in the schedule.
  func name(_ event: FeeEvent) -> String {
    switch schedule.rules.form {
    case .yearly:
      return event.lastNumber > event.number ? "\(event.number)-\(event.lastNumber)" : String(event.number)
    case .instalments(let list): return list.indices.contains(event.slot) ? list[event.slot].name : ""
    case .periodic: return "renewal"
    }
  }

  private func label(_ event: FeeEvent) -> BilingualText {
    switch schedule.rules.form {
    case .yearly where event.lastNumber > event.number:
      let years = "\(event.number)-\(event.lastNumber)"
      return event.isPaidAtRegistration
        ? BilingualText(
          zh: "第 \(years) 年度年费，办理登记时一次缴纳", en: "Fees of years \(years), paid together for the grant")
        : BilingualText(zh: "第 \(years) 年度费用，一次缴纳", en: "One fee for years \(years)")
    case .yearly where event.isPaidAtRegistration:
      return BilingualText(
        zh: "授权当年（第 \(event.number) 年度）年费，办理登记时缴纳",
        en: "Annuity of the year of grant (year \(event.number)), paid at registration")
    case .yearly(let countedBy, _) where countedBy == .patentYear:
      return BilingualText(zh: "第 \(event.number) 年度年费", en: "Annuity for year \(event.number)")
    case .yearly:
      return BilingualText(zh: "第 \(event.number) 个周年年费", en: "Fee due on anniversary \(event.number)")
    case .instalments:
      return BilingualText(zh: "维持费（\(name(event))）", en: "Maintenance fee (\(name(event)))")
    case .periodic: return BilingualText(zh: "第 \(event.number) 次续展", en: "Renewal \(event.number)")
    }
  }

  private func parts(
    _ event: FeeEvent, detail: FeeLineDetail, subject: RenewalSubject, context: FeeContext
  ) -> [FeePart] {
    var parts: [FeePart] = []
    if event.caveats.contains(.amountUnknown) { return parts }
    let times = event.multiplier
    let suffix =
      times == 1 ? BilingualText(zh: "", en: "") : BilingualText(zh: "×\(times) 类", en: " × \(times) classes")
    parts.append(
      FeePart(
        label: BilingualText(zh: "标准金额" + suffix.zh, en: "Amount of the tariff" + suffix.en),
        amount: money(event.base * times), source: detail.source))
    if event.claimsPart != 0 {
      parts.append(
        FeePart(
          label: BilingualText(
            zh: "按 \(subject.claims ?? 0) 项权利要求加收", en: "Addition for \(subject.claims ?? 0) claims"),
          amount: money(event.claimsPart * times), source: detail.source))
    }
    if event.reduction >= 0 {
      let reduction = schedule.reductions[event.reduction]
      parts.append(
        FeePart(
          label: why(reduction, event, subject, context), amount: money(event.payable - event.full),
          source: reduction.source))
    }
    return parts
  }

  /// A reduction with its ground and the place of the year among those for which it is given.
  private func why(
    _ reduction: FeeReduction, _ event: FeeEvent, _ subject: RenewalSubject, _ context: FeeContext
  ) -> BilingualText {
    var zh: [String] = []
    var en: [String] = []
    if let length = reduction.lengths.last(where: { $0.from <= event.due }), let grant = context.grantYear {
      zh.append("自授权当年起第 \(event.number - grant + 1) 年，共 \(length.years) 年")
      en.append("year \(event.number - grant + 1) of \(length.years), counted from that of grant")
    }
    let recorded = subject.reductions.first { $0.name == reduction.id && $0.runs(on: event.due) }
    if let reference = recorded?.reference {
      zh.append("依据 \(reference)")
      en.append("on record: \(reference)")
    }
    guard !zh.isEmpty else { return reduction.title }
    return BilingualText(
      zh: reduction.title.zh + "（" + zh.joined(separator: "；") + "）",
      en: reduction.title.en + " (" + en.joined(separator: "; ") + ")")
  }

  private func estimateReasons(
    _ event: FeeEvent, _ tariff: FeeTariff, _ detail: FeeLineDetail
  ) -> [BilingualText] {
    var reasons: [BilingualText] = []
    let caveats = event.caveats
    if caveats.contains(.amountUnknown) {
      reasons.append(
        BilingualText(
          zh: "金额未知：没有可靠来源" + (detail.note.map { "。" + $0.zh } ?? ""),
          en: "Amount unknown: no reliable source gives it" + (detail.note.map { ". " + $0.en } ?? "")))
    }
    if caveats.contains(.beforeFirstTariff) {
      let day = tariff.from?.iso ?? ""
      reasons.append(
        BilingualText(
          zh: "没有收录该日的费率，按已知最早的费率（\(day) 起）估计",
          en: "No tariff is known for that day; estimated by the earliest known one, from \(day)"))
    }
    if caveats.contains(.beforeSeenDay), let day = tariff.seenOn?.iso {
      reasons.append(
        BilingualText(
          zh: "来源只证明 \(day) 时的金额，该费率的施行日未知",
          en: "The source shows the amount for \(day); the tariff's first day is not known"))
    }
    if caveats.contains(.changeExpected) {
      let start = tariff.from ?? .distantPast
      for change in group.expected where change.on <= event.tariffDay && start < change.on {
        reasons.append(
          BilingualText(
            zh: "预计 \(change.on.iso) 起调整，金额未知，按此前已知金额估计。" + change.says.zh,
            en: "Expected, amount unknown since \(change.on.iso); the last known amount is used. "
              + change.says.en))
      }
    }
    if caveats.contains(.claimsUnknown) {
      reasons.append(
        BilingualText(zh: "权利要求项数未知，未计加收部分", en: "The number of claims is unknown; none were added"))
    }
    if caveats.contains(.classesUnknown) {
      reasons.append(
        BilingualText(zh: "类别数未知，按一个类别计", en: "The number of classes is unknown; one was counted"))
    }
    if caveats.contains(.reductionUnknown) {
      reasons.append(
        BilingualText(
          zh: "缺少授权日，无法判断减缴年限，按全额计",
          en: "Without the day of grant the reduction's years cannot be counted; the full fee is used"))
    }
    if caveats.contains(.estimateInFile), !caveats.contains(.amountUnknown) {
      reasons.append(detail.note ?? BilingualText(zh: "费用表标为估计", en: "The schedule marks it as an estimate"))
    }
    return reasons
  }

  private func notes(
    _ event: FeeEvent, subject: RenewalSubject, context: FeeContext, moves: Bool, yearsWithoutTable: [Int],
    hasSteps: Bool
  ) -> [BilingualText] {
    var notes: [BilingualText] = []
    if moves, holidays == nil {
      notes.append(
        BilingualText(
          zh: "顺延只考虑周末；没有节假日表，法定假日与调休未计入",
          en: "Only weekends were considered; there is no holiday table, so public holidays were not"))
    }
    if !yearsWithoutTable.isEmpty {
      let years = yearsWithoutTable.map { String($0) }
      notes.append(
        BilingualText(
          zh: "节假日表没有 \(years.joined(separator: "、")) 年：该年只考虑了周末",
          en: "The holiday table lacks \(years.joined(separator: ", ")): only weekends were considered there")
      )
    }
    if hasSteps, let says = schedule.rules.late?.says { notes.append(says) }
    if event.caveats.contains(.movedByGrant) {
      notes.append(
        context.regional == nil
          ? BilingualText(zh: "授权前的年度：授权后补缴", en: "A year that began before grant: payable after it")
          : BilingualText(
            zh: "授权公告后两个月内到期，可在该期限内缴纳而无附加费",
            en: "Falls due shortly after grant: payable until the end of that period without surcharge"))
    }
    if event.caveats.contains(.classAssumed), let classes = schedule.rateClasses,
      let title = classes.names.first(where: { $0.id == classes.defaultName })?.title
    {
      notes.append(
        BilingualText(zh: "未说明费率类别，按“\(title.zh)”计", en: "No rate class was given; counted as \(title.en)"))
    }
    if event.caveats.contains(.grantDayUnknown) {
      notes.append(
        BilingualText(
          zh: "缺少授权日：授权以前的年度不应缴费", en: "The day of grant is unknown; years before grant are not due"))
    }
    if event.caveats.contains(.termUnknown) {
      notes.append(
        BilingualText(zh: "期限届满日未知：届满以后不再缴费", en: "The end of the term is unknown; fees after it are not due")
      )
    }
    if group.payWhile == .pending, context.lastNumber == nil {
      notes.append(
        BilingualText(
          zh: "假定届时仍在审查；授权后改缴各生效国年费",
          en: "Supposes that the application is still pending; after grant national fees take its place"))
    }
    return notes
  }
}
