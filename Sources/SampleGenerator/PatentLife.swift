import PortfolioCore

/// What happened to a patent from its filing to the as-of day.
struct PatentLife {
  struct Event {
    var day: CalendarDay
    var code: String
    var text: String
  }

  struct Payment {
    var year: Int
    var day: CalendarDay
    var amount: Int
    var surcharge = 0
    var currency = "CNY"
  }

  var filing: CalendarDay
  var publication: CalendarDay?
  var grant: CalendarDay?
  var end: CalendarDay?
  var expiry: CalendarDay?
  var status = LegalStatus.pending
  var events: [Event] = []
  var payments: [Payment] = []

  init(filing: CalendarDay) { self.filing = filing }

  /// Ends the life on a day, whatever came after.
  mutating func cut(on day: CalendarDay, status: LegalStatus, code: String, text: String) {
    self.status = status
    end = day
    events.removeAll { $0.day >= day }
    payments.removeAll { $0.day >= day }
    events.append(Event(day: day, code: code, text: text))
  }
}

/// How the owner of a story treats patents.
struct PatentHabits {
  /// The chance in thousandths that the annuity of a year is not paid, for inventions, by patent year.
  var inventionLapse: @Sendable (Int) -> Int
  /// The same for utility models and designs.
  var modelLapse: @Sendable (Int) -> Int
  /// The percentage of the annuity paid in the first ten years from the grant year; 100 without a reduction
  /// (财税〔2016〕78号, 财税〔2018〕37号).
  var percentPaid = 100
  /// Payments before this day are not on record.
  var ledgerStart: CalendarDay

  /// A well-kept enterprise: about 70 % of inventions live past year 10, 50 % past year 15.
  static func enterprise(ledgerStart: CalendarDay) -> PatentHabits {
    PatentHabits(
      inventionLapse: { $0 <= 6 ? 40 : $0 <= 9 ? 60 : $0 <= 12 ? 85 : $0 <= 15 ? 75 : 95 },
      modelLapse: { $0 <= 3 ? 30 : $0 <= 5 ? 90 : $0 <= 8 ? 120 : 110 }, ledgerStart: ledgerStart)
  }

  /// A research institute: about 60 % of inventions live past year 8, 15 % past year 15.
  static func institute(ledgerStart: CalendarDay) -> PatentHabits {
    PatentHabits(
      inventionLapse: { $0 <= 4 ? 60 : $0 <= 8 ? 100 : $0 <= 10 ? 130 : $0 <= 12 ? 170 : 200 },
      modelLapse: { $0 <= 3 ? 80 : $0 <= 5 ? 160 : 220 }, ledgerStart: ledgerStart)
  }
}

/// Lets Chinese patents live: publication, examination, grant, annuities, end.
struct PatentLifeMaker {
  let asOf = SampleCatalogue.asOf
  var habits: PatentHabits
  var dice: SampleDice

  /// One life. `care` in thousandths scales the chance that an annuity is not paid.
  mutating func life(_ kind: RightKind, filing: CalendarDay, care: Int, percentPaid: Int) -> PatentLife {
    var life = PatentLife(filing: filing)
    let granted = kind == .invention ? examine(&life) : registerWithoutExamination(&life)
    if granted, let grant = life.grant {
      life.events.append(.init(day: grant, code: "GR01", text: "授权"))
      payAnnuities(&life, kind: kind, grant: grant, care: care, percentPaid: percentPaid)
    }
    return life
  }

  /// Publication and examination of an invention; true when it was granted by the as-of day.
  private mutating func examine(_ life: inout PatentLife) -> Bool {
    let early = dice.chance(600)
    let published = gazetteDay(dice.day(life.filing, plus: early ? 90...240 : 545...560))
    let decided = gazetteDay(max(dice.day(life.filing, plus: 548...1440), published + 90))
    let outcome = dice.throwOne(of: 0...999)
    if published <= asOf {
      life.publication = published
      life.events.append(.init(day: published, code: "PB01", text: "公开"))
    }
    switch outcome {
    case 0..<720:
      if decided <= asOf {
        life.grant = decided
        life.status = .inForce
        return true
      }
      if decided - asOf <= 50, life.publication != nil { life.status = .awaitingRegistration }
    case 720..<870:
      // Three months to appeal, after receipt; the refusal is final a month later.
      let final = decided.adding(months: 4)
      if final <= asOf {
        life.status = .refused
        life.end = final
        life.events.append(.init(day: final, code: "RJ01", text: "驳回"))
      } else if decided <= asOf {
        life.status = .refusedAppealable
      }
    default:
      let withdrawn = gazetteDay(max(dice.day(life.filing, plus: 600...1200), published + 60))
      if withdrawn <= asOf {
        life.status = .withdrawn
        life.end = withdrawn
        life.events.append(.init(day: withdrawn, code: "WD01", text: "视为撤回"))
      }
    }
    return false
  }

  /// Utility models and designs are published with the grant; a few are refused or withdrawn.
  private mutating func registerWithoutExamination(_ life: inout PatentLife) -> Bool {
    let decided = gazetteDay(dice.day(life.filing, plus: 120...330))
    let outcome = dice.throwOne(of: 0...999)
    guard decided <= asOf else { return false }
    if outcome < 950 {
      life.grant = decided
      life.publication = decided
      life.status = .inForce
      return true
    }
    life.status = outcome < 975 ? .refused : .withdrawn
    life.end = decided
    return false
  }

  /// The annuity of the grant year is paid with the registration, every later one before the anniversary of
  /// the filing day that ends the year before.
  private mutating func payAnnuities(
    _ life: inout PatentLife, kind: RightKind, grant: CalendarDay, care: Int, percentPaid: Int
  ) {
    let first = grant.fullYears(since: life.filing) + 1
    let term = ChineseAnnuityScale.term(kind, filed: life.filing)
    func amount(_ year: Int) -> Int {
      let full = ChineseAnnuityScale.amount(kind, year: year)
      return year < first + 10 ? full * percentPaid / 100 : full
    }
    record(
      .init(year: first, day: workday(dice.day(grant, plus: (-50)...(-20))), amount: amount(first)), in: &life
    )
    guard first < term else { return finish(&life, term: term) }
    for year in (first + 1)...term {
      let due = life.filing.adding(years: year - 1)
      let paid = workday(dice.day(due, plus: (-55)...(-4)))
      let lapse = kind == .invention ? habits.inventionLapse(year) : habits.modelLapse(year)
      let missed = dice.chance(lapse * care / 1000)
      let late = dice.chance(40)
      let monthsLate = dice.throwOne(of: 0...5)
      let latePaid = due.adding(months: monthsLate) + dice.throwOne(of: 6...20)
      if due > asOf {
        // A fee may be paid ahead of the day; what comes later is not yet history.
        if paid <= asOf { record(.init(year: year, day: paid, amount: amount(year)), in: &life) }
        return
      }
      if missed, let status = statusWhenUnpaid(since: due) {
        life.status = status
        if status == .annuityLate { return }
        life.end = due
        let gazette = gazetteDay(dice.day(due, plus: 300...420))
        if status == .lapsed, gazette <= asOf {
          life.events.append(.init(day: gazette, code: "CF01", text: "未缴年费专利权终止"))
        }
        return
      }
      if late, latePaid <= asOf {
        let surcharge = ChineseAnnuityScale.surcharge(
          on: ChineseAnnuityScale.amount(kind, year: year), fullMonthsLate: monthsLate)
        record(.init(year: year, day: latePaid, amount: amount(year), surcharge: surcharge), in: &life)
      } else {
        record(.init(year: year, day: paid, amount: amount(year)), in: &life)
      }
    }
    finish(&life, term: term)
  }

  /// The state of a patent whose annuity has not been paid since its due day; nil within days of a boundary,
  /// where a holiday could decide: such fees count as paid.
  private func statusWhenUnpaid(since due: CalendarDay) -> LegalStatus? {
    let grace = due.adding(months: 6)
    if asOf - due < 12 || abs(asOf - grace) < 12 { return nil }
    if asOf < grace { return .annuityLate }
    return asOf - grace <= 75 ? .lapsedRestorable : .lapsed
  }

  private mutating func finish(_ life: inout PatentLife, term: Int) {
    let end = life.filing.adding(years: term)
    guard end <= asOf else { return }
    life.status = .expired
    life.end = end
    let gazette = gazetteDay(dice.day(end, plus: 5...40))
    if gazette <= asOf { life.events.append(.init(day: gazette, code: "CX01", text: "专利权有效期届满")) }
  }

  private func record(_ payment: PatentLife.Payment, in life: inout PatentLife) {
    if payment.day >= habits.ledgerStart { life.payments.append(payment) }
  }

  /// The next Tuesday or Friday, on which the Chinese gazette appears.
  private func gazetteDay(_ day: CalendarDay) -> CalendarDay {
    var day = day
    while day.weekday != 2 && day.weekday != 5 { day = day + 1 }
    return day
  }

  /// The day itself, or the Friday before a weekend.
  private func workday(_ day: CalendarDay) -> CalendarDay {
    day.weekday == 0 ? day - 2 : day.weekday == 6 ? day - 1 : day
  }
}
