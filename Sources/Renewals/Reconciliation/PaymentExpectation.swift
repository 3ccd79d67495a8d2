import PortfolioCore

/// What the tariff asks for when a fee is paid on a day.
struct PaymentExpectation {
  /// The fee as of that day, with the reductions on record.
  let item: DueItem
  /// Whether the day lies after the due day, moved past a weekend.
  let isLate: Bool
  /// Whether a day soon after the due day may have been in time: the schedule does not say if the office moves last
  /// days, and a weekend with the holiday beside it lasts no longer.
  let mayHaveMoved: Bool
  /// The surcharge of that day; zero when not late, nil when the schedule does not know it.
  let surcharge: Int64?
  /// The amounts under each further reduction of the schedule that would apply.
  let reduced: [(name: String, amount: Int64)]

  init(_ known: DueItem, _ right: LedgerRight, _ calendar: RenewalCalendar, on day: CalendarDay) {
    var subject = right.subject
    subject.life = .alive
    subject.endDay = nil
    if let stage = PaymentExpectation.stage(subject, known, calendar, day) { subject.stage = stage }
    // The rate class is that of the day of payment.
    if let ofDay = right.rateClasses.last(where: { ($0.from ?? day) <= day }) {
      subject.rateClass = ofDay.name ?? subject.rateClass
    }
    func computed(_ reductions: [RecordedReduction]) -> DueItem? {
      subject.reductions = reductions
      return (try? calendar.items(for: subject, from: known.due, through: known.due, asOf: day).get())?
        .first {
          $0.feeName == known.feeName && $0.office == known.office
            && $0.isPaidAtRegistration == known.isPaidAtRegistration
        }
    }
    let recorded = subject.reductions
    let item = computed(recorded) ?? known
    self.item = item
    isLate = !item.isPaidAtRegistration && day > item.dueMoved
    if isLate {
      let step = item.currentStep ?? item.surchargeSteps.last.flatMap { $0.through < day ? $0 : nil }
      surcharge = step == nil ? 0 : step?.surcharge?.minorUnits
    } else {
      surcharge = 0
    }
    var reduced: [(String, Int64)] = []
    let schedule = calendar.schedules.schedule(office: known.office, kind: subject.kind)
    let moved = RollOver.afterWeekend(item.due)
    mayHaveMoved =
      schedule.map { $0.rules.rollOver == nil } == true && day <= moved + 1
      && (moved != item.due || RollOver.afterWeekend(item.due + 1) != item.due + 1)
    for reduction in schedule?.reductions ?? []
    where !recorded.contains(where: { $0.name == reduction.id && $0.runs(on: known.due) })
      && !reduction.lengths.isEmpty
    {
      if let other = computed([RecordedReduction(name: reduction.id)]), let lower = other.amount,
        other.amount != other.fullAmount,
        other.amount != item.amount
      {
        reduced.append((reduction.id, lower.minorUnits))
      }
    }
    self.reduced = reduced
  }

  /// A European patent paid as an application until grant.
  private static func stage(
    _ subject: RenewalSubject, _ item: DueItem, _ calendar: RenewalCalendar, _ day: CalendarDay
  ) -> RightStage? {
    if case .failure(.nationalFeesUnknown) = calendar.items(
      for: subject, from: item.due, through: item.due, asOf: day)
    {
      return .application
    }
    return nil
  }
}
