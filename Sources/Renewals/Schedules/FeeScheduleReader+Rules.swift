import PolicyModels
import PortfolioCore

extension FeeScheduleReader {
  /// Reads `rules:`.
  func readRules(_ whole: ModelMap) -> FeeRules? {
    var map = whole
    var sources: [String: String] = [:]

    var anchor: FeeAnchor?
    if var part = map.map("anchor") {
      anchor = part.word("day", as: FeeAnchor.self)
      sources["anchor"] = source(&part)
      part.finish()
    }

    var form: FeeForm?
    var dueDay: DueDayRule?
    var monthsAfter = 0
    if var part = map.map("due") {
      form = readForm(&part)
      dueDay = part.word("day", as: DueDayRule.self)
      monthsAfter = part.optionalInteger("monthsAfter") ?? 0
      sources["due"] = source(&part)
      part.finish()
    }

    let earliest = map.optionalList("earliest").compactMap { readEarliest($0) }
    let late = map.optionalMap("late").flatMap { readLate($0) }

    var tariffDay: TariffDayRule?
    if var part = map.map("tariffDay") {
      tariffDay = part.word("is", as: TariffDayRule.self)
      sources["tariffDay"] = source(&part)
      part.finish()
    }
    var lapse: LapseRule?
    if var part = map.map("unpaid") {
      lapse = part.word("endsOn", as: LapseRule.self)
      sources["unpaid"] = source(&part)
      part.finish()
    }
    let restoration = map.optionalMap("restoration").flatMap { readRestoration($0) }
    var rollOver: RollOver?
    if var part = map.optionalMap("rollOver") {
      let due = part.optionalFlag("due") ?? false
      let graceEnd = part.optionalFlag("graceEnd") ?? false
      let holidays = part.optionalString("holidays")
      if let source = source(&part) {
        rollOver = RollOver(due: due, graceEnd: graceEnd, holidays: holidays, source: source)
      }
      part.finish()
    }
    var pctMonths: Int?
    if var part = map.optionalMap("pctEntry") {
      pctMonths = part.integer("monthsFromPriority", within: 0...120)
      sources["pctEntry"] = source(&part)
      part.finish()
    }
    var yearsPaidAtGrant = 0
    if var part = map.optionalMap("atGrant") {
      yearsPaidAtGrant = part.integer("years", within: 0...10) ?? 0
      sources["atGrant"] = source(&part)
      part.finish()
    }
    var lateGrant: LateGrant?
    if var part = map.optionalMap("lateGrant") {
      let months = part.integer("monthsAfterGrant", within: 0...120)
      if let months, let source = source(&part) { lateGrant = LateGrant(months: months, source: source) }
      part.finish()
    }
    var afterGrant: AfterGrant?
    if var part = map.optionalMap("afterGrant") {
      let office = part.string("unitaryOffice")
      let months = part.integer("months", within: 0...120)
      if let office, let months, let source = source(&part) {
        afterGrant = AfterGrant(unitaryOffice: office, months: months, source: source)
      }
      part.finish()
    }
    map.finish()
    guard let anchor, let form, let dueDay, let tariffDay, let lapse else { return nil }
    return FeeRules(
      anchor: anchor, form: form, dueDay: dueDay, monthsAfter: monthsAfter, earliest: earliest, late: late,
      tariffDay: tariffDay, lapse: lapse, restoration: restoration, rollOver: rollOver,
      pctMonthsFromPriority: pctMonths, yearsPaidAtGrant: yearsPaidAtGrant, lateGrant: lateGrant,
      afterGrant: afterGrant, sources: sources)
  }

  private enum FormWord: String, CaseIterable { case yearly, instalments, periodic }

  private func readForm(_ part: inout ModelMap) -> FeeForm? {
    switch part.word("form", as: FormWord.self) {
    case .yearly:
      let countedBy = part.word("countedBy", as: FeeForm.YearCount.self)
      let first = part.required("firstFee")
      guard let countedBy, let first, let text = first.string(log) else { return nil }
      if let fee = FeeForm.FirstFee(word: text) { return .yearly(countedBy: countedBy, first: fee) }
      log.bad(
        first.place, value: text, zh: "不是首次缴费的年度", en: "Not the year of the first fee",
        remedy: BilingualText(
          zh: "写年度数，或 grant-year、after-grant-year、grant-anniversary-plus-3",
          en: "Write a year's number, or grant-year, after-grant-year, grant-anniversary-plus-3"))
      return nil
    case .instalments:
      var list: [FeeForm.Instalment] = []
      for value in part.list("instalments") {
        var map = ModelMap(value, log: log)
        let name = map.string("name")
        let months = map.integer("months", within: 0...600)
        map.finish()
        guard let name, let months else { continue }
        if let last = list.last, last.months >= months {
          log.bad(value.place, value: name, zh: "应按月数先后排列", en: "Instalments must stand in order of months")
        }
        list.append(FeeForm.Instalment(name: name, months: months))
      }
      return list.isEmpty ? nil : .instalments(list)
    case .periodic:
      return part.integer("everyYears", within: 1...50).map { .periodic(months: $0 * 12) }
    case nil:
      return nil
    }
  }

  private func readEarliest(_ value: ModelValue) -> EarliestPayment? {
    var map = ModelMap(value, log: log)
    let fee = map.optionalInteger("fee")
    let months = map.integer("months", within: 0...600)
    let since = map.optionalDay("since")
    let source = source(&map)
    map.finish()
    guard let months, let source else { return nil }
    return EarliestPayment(fee: fee, months: months, since: since, source: source)
  }

  private func readLate(_ whole: ModelMap) -> LateScale? {
    var map = whole
    let base = map.optionalWord("of", as: LateScale.Base.self) ?? .fullFee
    let says = map.optionalBilingual("says")
    let source = source(&map)
    var steps: [LateScale.Step] = []
    for value in map.list("steps") {
      guard let step = readStep(value) else { continue }
      if let last = steps.last {
        if last.throughMonth >= step.throughMonth {
          log.bad(
            value.place, value: "\(step.throughMonth)", zh: "应按月数先后排列",
            en: "Steps must stand in order of months")
        }
        if !LateScale.grows(from: last.charge, to: step.charge) {
          log.bad(value.place, zh: "滞纳金不得随迟延而减少", en: "A later step must not cost less than an earlier one")
        }
      }
      steps.append(step)
    }
    map.finish()
    guard let source, !steps.isEmpty else { return nil }
    return LateScale(base: base, steps: steps, says: says, source: source)
  }

  private func readStep(_ value: ModelValue) -> LateScale.Step? {
    var map = ModelMap(value, log: log)
    let month = map.integer("throughMonth", within: 1...120)
    let percent = map.optional("percent")
    let fixed = map.optional("amount")
    let tariff = map.optionalFlag("fromTariff") ?? false
    map.finish()
    guard let month else { return nil }
    switch (percent, fixed, tariff) {
    case (let percent?, nil, false):
      return share(percent).map { LateScale.Step(throughMonth: month, charge: .share(basisPoints: $0)) }
    case (nil, let fixed?, false):
      return amount(fixed).map { LateScale.Step(throughMonth: month, charge: .fixed($0)) }
    case (nil, nil, true):
      return LateScale.Step(throughMonth: month, charge: .fromTariff)
    default:
      log.bad(
        value.place, zh: "每档须写且只写一种加收方式", en: "A step names exactly one way of charging",
        remedy: BilingualText(
          zh: "percent、amount 或 fromTariff: yes 三选一", en: "One of percent, amount, or fromTariff: yes"))
      return nil
    }
  }

  private func readRestoration(_ whole: ModelMap) -> Restoration? {
    var map = whole
    let says = map.bilingual("says")
    let months = map.optionalInteger("months", within: 0...120)
    let fee = map.optional("fee").flatMap { amount($0) }
    let source = source(&map)
    map.finish()
    guard let says, let source else { return nil }
    return Restoration(
      says: says, months: months, fee: fee.map { Money(minorUnits: $0, currency: currency) }, source: source)
  }
}

extension FeeForm.FirstFee {
  /// Reads `5`, `grant-year`, `after-grant-year` or `grant-anniversary-plus-3`.
  init?(word: String) {
    let prefix = "grant-anniversary-plus-"
    if word == "grant-year" {
      self = .grantYear
    } else if word == "after-grant-year" {
      self = .afterGrantYear
    } else if word.hasPrefix(prefix), let years = Int(word.dropFirst(prefix.count)), (0...50).contains(years)
    {
      self = .afterGrantAnniversary(years: years)
    } else if let year = Int(word), (1...50).contains(year) {
      self = .year(year)
    } else {
      return nil
    }
  }

  /// The earliest fee that any right can meet.
  var lowest: Int {
    switch self {
    case .year(let year): return year
    case .grantYear: return 1
    case .afterGrantYear: return 2
    case .afterGrantAnniversary(let years): return years + 2
    }
  }
}

extension LateScale {
  /// Whether a later step is known not to cost less; steps of different forms cannot be compared.
  static func grows(from earlier: Charge, to later: Charge) -> Bool {
    switch (earlier, later) {
    case (.share(let low), .share(let high)): return low <= high
    case (.fixed(let low), .fixed(let high)): return low <= high
    case (.fromTariff, .fromTariff): return true
    case (.share(0), _), (.fixed(0), _): return true
    default: return false
    }
  }
}
