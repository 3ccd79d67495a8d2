internal import Foundation
internal import Grading
public import PolicyModels
internal import PortfolioCore
internal import Valuation

extension PruningScenario {
  /// Reads a scenario; a rule without a limit, an unknown key, a filter that would fit every right are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> PruningScenario? {
    let reader = ScenarioReader(log: log, sources: Set(header.sources.map(\.id)))
    let scenario = PruningScenario(
      header: header, summary: map.optionalBilingual("summary"), extends: map.optionalString("extends"),
      objective: map.optional("objective").flatMap { reader.objective($0) },
      horizonYears: map.optional("horizon").flatMap { reader.horizon($0) },
      discountRate: map.optional("discount").flatMap { reader.discount($0) },
      families: map.optionalWord("families", as: FamilyRule.self),
      unknownWorth: map.optionalWord("unknownWorth", as: UnknownWorthRule.self),
      stability: map.optional("stability").flatMap { reader.stability($0) },
      budgets: map.optionalList("budgets").compactMap { reader.budget($0) },
      unitShares: map.optionalList("unitShares").compactMap { reader.unitShare($0) },
      coverage: map.optionalList("coverage").compactMap { reader.coverage($0) },
      shares: map.optionalList("shares").compactMap { reader.share($0) },
      keep: map.optionalList("keep").compactMap { reader.list($0, hasUntil: true) },
      drop: map.optionalList("drop").compactMap { reader.list($0, hasUntil: false) })
    reader.checkUnique(
      scenario.budgets.map(\.id) + scenario.unitShares.map(\.id) + scenario.coverage.map(\.id)
        + scenario.shares.map(\.id) + scenario.keep.map(\.id) + scenario.drop.map(\.id), at: map.place)
    if scenario.extends == nil {
      // Without another file to take them from, these have no value.
      for (key, isThere) in [
        ("objective", scenario.objective != nil), ("horizon", scenario.horizonYears != nil),
        ("discount", scenario.discountRate != nil),
      ] where !isThere {
        log.add(
          Problem(
            .modelMissingKey, at: map.place, value: key, zh: "缺少键“\(key)”", en: "The key '\(key)' is missing",
            remedy: BilingualText(
              zh: "写出它，或用 extends 沿用另一个情景", en: "Write it, or build upon another scenario with extends")))
      }
    }
    return log.hasErrors ? nil : scenario
  }

  /// This scenario with what it leaves out taken from another.
  func upon(_ base: PruningScenario) -> PruningScenario {
    var result = self
    result.extends = base.extends
    result.objective = objective ?? base.objective
    result.horizonYears = horizonYears ?? base.horizonYears
    result.discountRate = discountRate ?? base.discountRate
    result.families = families ?? base.families
    result.unknownWorth = unknownWorth ?? base.unknownWorth
    result.stability = stability ?? base.stability
    func joined<Rule>(_ base: [Rule], _ own: [Rule], id: (Rule) -> String) -> [Rule] {
      let names = Set(own.map(id))
      return base.filter { !names.contains(id($0)) } + own
    }
    result.budgets = joined(base.budgets, budgets) { $0.id }
    result.unitShares = joined(base.unitShares, unitShares) { $0.id }
    result.coverage = joined(base.coverage, coverage) { $0.id }
    result.shares = joined(base.shares, shares) { $0.id }
    result.keep = joined(base.keep, keep) { $0.id }
    result.drop = joined(base.drop, drop) { $0.id }
    return result
  }

  /// Loads a scenario with all that it builds upon.
  /// - Parameter file: a scenario file that stands alone; else the catalogue's scenario of that id.
  /// - Returns: the whole scenario, and the headers of all files that took part, its own first.
  /// - Throws: ``ProblemList`` when a file does not load, a scenario builds upon itself, or the whole lacks
  ///   what a plan needs.
  public static func load(
    id: String? = nil, file: ModelFile? = nil, catalogue: ModelCatalogue
  ) throws -> (scenario: PruningScenario, headers: [ModelHeader]) {
    var (scenario, header) =
      try file.map { try ModelCatalogue.load(PruningScenario.self, file: $0) }
      ?? catalogue.load(PruningScenario.self, id: id ?? "")
    var headers = [header]
    while let next = scenario.extends {
      guard headers.count < 8, !headers.contains(where: { $0.id == next }) else {
        throw ProblemList(
          Problem(
            .modelBadValue, at: Place(file: header.file.path), value: next, zh: "情景沿用了它自己",
            en: "The scenario builds upon itself",
            remedy: BilingualText(zh: "更正 extends", en: "Correct extends")))
      }
      let (base, baseHeader) = try catalogue.load(PruningScenario.self, id: next)
      scenario = scenario.upon(base)
      headers.append(baseHeader)
      header = baseHeader
    }
    return (scenario, headers)
  }
}

private struct ScenarioReader {
  let log: ModelLog
  let sources: Set<String>

  func checkUnique(_ ids: [String], at place: Place) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      log.bad(place, value: id, zh: "名称重复", en: "The id is used twice")
    }
  }

  private func checkSource(_ map: inout ModelMap) {
    guard let value = map.required("source"), let name = value.string(log), !sources.contains(name) else {
      return
    }
    log.add(
      Problem(
        .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
        en: "This source is not listed under sources"))
  }

  func objective(_ value: ModelValue) -> PruningScenario.Objective? {
    enum Form: String, CaseIterable {
      case money
      case gradePoints = "grade-points"
      case mix
    }
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    guard let form = map.word("form", as: Form.self) else { return nil }
    switch form {
    case .money: return .money(basis(&map), feeRule(&map))
    case .gradePoints: return .gradePoints
    case .mix:
      let basis = basis(&map)
      let feeRule = feeRule(&map)
      guard let value = map.required("perPoint"), let perPoint = value.decimal(log) else { return nil }
      guard perPoint > 0, perPoint <= 1_000_000_000 else {
        log.bad(value.place, value: "\(perPoint)", zh: "perPoint 须大于 0", en: "perPoint must be above 0")
        return nil
      }
      return .mix(basis, feeRule, perPoint: perPoint)
    }
  }

  private func feeRule(_ map: inout ModelMap) -> PruningScenario.FeeRule {
    map.optionalWord("fees", as: PruningScenario.FeeRule.self) ?? .subtract
  }

  /// A map where one is named, else the run's renewal model, income, or the better founded of the two.
  private func basis(_ map: inout ModelMap) -> PruningScenario.WorthBasis {
    enum Ground: String, CaseIterable {
      case renewal
      case income
      case bestFounded = "best-founded"
    }
    let given = map.optionalWord("case", as: ValueColumns.Scenario.self)
    let ground = map.optionalWord("worth", as: Ground.self)
    guard let id = map.optionalString("valueMap") else {
      switch ground ?? .renewal {
      case .renewal: return .renewal(given ?? .base)
      case .income: return .income(given ?? .base)
      case .bestFounded: return .bestFounded(given ?? .base)
      }
    }
    for (key, isGiven) in [("case", given != nil), ("worth", ground != nil)] where isGiven {
      log.bad(map.place, value: id, zh: "\(key) 不与 valueMap 同用", en: "'\(key)' does not go with 'valueMap'")
    }
    return .map(id)
  }

  func horizon(_ value: ModelValue) -> Int? {
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    checkSource(&map)
    guard let given = map.required("years"), let years = given.integer(log) else { return nil }
    guard (1...30).contains(years) else {
      log.bad(given.place, value: "\(years)", zh: "horizon 应为 1 至 30 年", en: "The horizon is 1 to 30 years")
      return nil
    }
    return years
  }

  func discount(_ value: ModelValue) -> Decimal? {
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    checkSource(&map)
    guard let given = map.required("rate"), let rate = given.decimal(log) else { return nil }
    guard rate >= 0, rate < 1 else {
      log.bad(
        given.place, value: "\(rate)", zh: "折现率写成 0 至 1 之间的小数，如 0.08",
        en: "Write the rate as a decimal from 0 to 1, such as 0.08")
      return nil
    }
    return rate
  }

  func stability(_ value: ModelValue) -> PruningScenario.StabilityRule? {
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    checkSource(&map)
    let spread = map.number("spread")
    let draws = map.integer("draws")
    let seed = map.integer("seed")
    guard let spread, let draws, let seed else { return nil }
    guard spread > 0, spread <= 3, (10...2000).contains(draws), seed >= 0 else {
      log.bad(
        value.place, zh: "spread 在 0 与 3 之间，draws 为 10 至 2000，seed 不为负",
        en: "spread lies above 0 and up to 3, draws are 10 to 2000, the seed is not negative")
      return nil
    }
    return PruningScenario.StabilityRule(spread: spread, draws: draws, seed: UInt64(seed))
  }

  private static let years = 1990...2300

  private func year(_ map: inout ModelMap, _ key: String) -> Int? {
    guard let value = map.optional(key), let year = value.integer(log) else { return nil }
    return checked(year, value.place)
  }

  private func checked(_ year: Int, _ place: Place) -> Int? {
    if ScenarioReader.years.contains(year) { return year }
    log.bad(place, value: "\(year)", zh: "不是年份", en: "Not a year")
    return nil
  }

  func budget(_ value: ModelValue) -> PruningScenario.BudgetRule? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let unit = map.optionalString("unit")
    let office = map.optionalString("office")
    let businessLine = map.optionalString("businessLine")
    let carryOver = map.optionalFlag("carryOver") ?? false
    let price = map.optional("overrunPrice")
    let overrunPrice = price.flatMap { $0.decimal(log) }
    if let price, let overrunPrice, overrunPrice <= 0 || overrunPrice > 1000 {
      log.bad(
        price.place, value: "\(overrunPrice)", zh: "超支的代价须大于 0、不超过 1000",
        en: "The price of overrunning lies above 0 and up to 1000")
    }
    var amounts: [(year: Int, amount: String, place: Place)] = []
    if var years = map.map("amounts") {
      for entry in years.allEntries() {
        guard let number = Int(entry.key), let year = checked(number, entry.keyPlace),
          let text = entry.value.string(log)
        else {
          if Int(entry.key) == nil {
            log.bad(entry.keyPlace, value: entry.key, zh: "键应为年份", en: "The key is a year")
          }
          continue
        }
        // The currency's decimals are only known with the run; two are the most that money has here.
        guard let amount = Money(decimal: text, currency: .cny), amount.minorUnits >= 0 else {
          log.bad(
            entry.value.place, value: text, zh: "不是金额", en: "Not an amount",
            remedy: BilingualText(
              zh: "写成不为负的元数，如 1200000", en: "Write major units, not negative, such as 1200000"))
          continue
        }
        amounts.append((year, text, entry.value.place))
      }
      if amounts.isEmpty && years.keys.isEmpty {
        log.bad(years.place, zh: "amounts 至少要有一年", en: "'amounts' needs at least one year")
      }
    }
    map.finish()
    guard let id else { return nil }
    amounts.sort { $0.year < $1.year }
    return PruningScenario.BudgetRule(
      id: id, unit: unit, office: office, businessLine: businessLine, amounts: amounts, carryOver: carryOver,
      overrunPrice: overrunPrice)
  }

  private func share(_ map: inout ModelMap, _ key: String) -> Decimal? {
    guard let value = map.required(key), let share = value.decimal(log) else { return nil }
    // Four decimals are exact in the rows of the solver.
    guard share > 0, share <= 1, share * 10_000 == Decimal(NSDecimalNumber(decimal: share * 10_000).intValue)
    else {
      log.bad(
        value.place, value: "\(share)", zh: "比例须大于 0、不超过 1，至多四位小数",
        en: "A share lies above 0 and up to 1, with at most four decimals")
      return nil
    }
    return share
  }

  func unitShare(_ value: ModelValue) -> PruningScenario.UnitShareRule? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let unit = map.string("unit")
    let atMost = share(&map, "atMost")
    map.finish()
    guard let id, let unit, let atMost else { return nil }
    return PruningScenario.UnitShareRule(id: id, unit: unit, atMost: atMost)
  }

  func coverage(_ value: ModelValue) -> PruningScenario.CoverageRule? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let product = map.string("product")
    let market = map.optionalString("market")
    let atLeast = map.integer("atLeast")
    let from = year(&map, "from")
    let to = year(&map, "to")
    let shortfallPrice = map.optional("shortfallPrice").flatMap { given -> String? in
      guard let text = given.string(log) else { return nil }
      if let amount = Money(decimal: text, currency: .cny), amount.minorUnits > 0 { return text }
      log.bad(given.place, value: text, zh: "不是大于 0 的金额", en: "Not an amount above 0")
      return nil
    }
    map.finish()
    guard let id, let product, let atLeast else { return nil }
    guard atLeast >= 1, atLeast <= 1000, (from ?? 0) <= (to ?? .max) else {
      log.bad(
        value.place, value: id, zh: "atLeast 须在 1 至 1000，from 不晚于 to",
        en: "atLeast lies in 1 to 1000, and from is not after to")
      return nil
    }
    return PruningScenario.CoverageRule(
      id: id, product: product == "each" ? nil : product, market: market, atLeast: atLeast, from: from,
      to: to,
      shortfallPrice: shortfallPrice)
  }

  func share(_ value: ModelValue) -> PruningScenario.ShareRule? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let what = map.required("what").flatMap { Condition.read($0, log: log) }
    let among = map.optional("among").flatMap { Condition.read($0, log: log) }
    let atLeast = share(&map, "atLeast")
    let from = year(&map, "from")
    let to = year(&map, "to")
    map.finish()
    guard let id, let title, let what, let atLeast else { return nil }
    return PruningScenario.ShareRule(
      id: id, title: title, what: what, among: among, atLeast: atLeast, from: from, to: to)
  }

  func list(_ value: ModelValue, hasUntil: Bool) -> PruningScenario.ListRule? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let filter = PruningScenario.Filter(
      condition: map.optional("when").flatMap { Condition.read($0, log: log) },
      grades: map.optionalStrings("grades"), units: map.optionalStrings("units"),
      businessLines: map.optionalStrings("businessLines"), numbers: map.optionalStrings("numbers"),
      ties: map.optionalList("ties").compactMap { $0.word(as: PruningScenario.Tie.self, log) })
    let until = hasUntil ? year(&map, "until") : nil
    map.finish()
    guard let id, let title else { return nil }
    if filter.isEmpty {
      log.bad(
        value.place, value: id, zh: "没有写明是哪些权利", en: "It does not say which rights",
        remedy: BilingualText(
          zh: "写 when、grades、units、businessLines、numbers、ties 中至少一项",
          en: "Give at least one of when, grades, units, businessLines, numbers, ties"))
      return nil
    }
    return PruningScenario.ListRule(id: id, title: title, filter: filter, until: until)
  }
}

extension PruningScenario.Filter {
  /// True when nothing is given, so that every right would fit.
  var isEmpty: Bool {
    condition == nil && grades.isEmpty && units.isEmpty && businessLines.isEmpty && numbers.isEmpty
      && ties.isEmpty
  }
}
