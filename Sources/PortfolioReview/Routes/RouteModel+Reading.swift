internal import Grading
public import PolicyModels
internal import PortfolioCore

extension RouteModel {
  /// Reads a model of routes; an unknown key, fact, word or source is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> RouteModel? {
    let summary = map.bilingual("summary")
    let horizon = map.integer("horizonYears") ?? 0
    let currencyValue = map.required("currency")
    let currency = currencyValue?.string(log).flatMap(Currency.init(code:))
    if let currencyValue, currency == nil {
      log.bad(currencyValue.place, zh: "不是币种代码", en: "Not a currency code")
    }
    if !(1...10).contains(horizon) {
      log.bad(map.place, value: "\(horizon)", zh: "horizonYears 应为 1 至 10", en: "horizonYears is 1 to 10")
    }
    let holders = map.list("holders").compactMap { $0.string(log) }
    let reader = RouteReader(
      log: log, gates: GateReader(log: log, sources: Set(header.sources.map(\.id)), holders: holders),
      currency: currency ?? .cny)
    let days = map.required("gateDays").map { reader.gateDays($0) } ?? [:]
    let takers = map.required("takersPerHundred").map { reader.takers($0) } ?? 0
    let listing = map.list("stateListing").compactMap { reader.listingStep($0) }
    let given = map.list("routes")
    let routes = given.compactMap { reader.route($0) }
    var seen: Set<String> = []
    for route in routes where !seen.insert(route.id).inserted {
      log.bad(map.place, value: route.id, zh: "路径编号重复", en: "The id of a route is used twice")
    }
    for (step, next) in zip(listing, listing.dropFirst()) where (step.below ?? .max) >= (next.below ?? .max) {
      log.bad(
        map.place, zh: "stateListing 须由低到高，最后一档不写 below",
        en: "stateListing goes up; only the last has no 'below'")
    }
    if listing.last.map({ $0.below != nil }) ?? true {
      log.bad(map.place, zh: "stateListing 最后一档不写 below", en: "The last step of stateListing has no 'below'")
    }
    guard let summary, let currency, !log.hasErrors else { return nil }
    return RouteModel(
      header: header, summary: summary, horizonYears: horizon, takersPerHundred: takers, currency: currency,
      gateDays: days,
      listing: listing, routes: routes)
  }
}

private struct RouteReader {
  let log: ModelLog
  let gates: GateReader
  let currency: Currency

  func gateDays(_ value: ModelValue) -> [String: Int] {
    var map = ModelMap(value, log: log)
    var result: [String: Int] = [:]
    for word in ["consent", "review", "notice", "question"] {
      if let days = map.integer(word) { result[word] = days }
    }
    if let source = map.required("source"), let name = source.string(log), !gates.sources.contains(name) {
      unsourced(name, source.place)
    }
    map.finish()
    return result
  }

  func takers(_ value: ModelValue) -> Int {
    var map = ModelMap(value, log: log)
    let share = map.integer("share")
    if let source = map.required("source"), let name = source.string(log), !gates.sources.contains(name) {
      unsourced(name, source.place)
    }
    map.finish()
    guard let share, (0...100).contains(share) else {
      if let share {
        log.bad(value.place, value: "\(share)", zh: "share 应为 0 至 100", en: "share is 0 to 100")
      }
      return 0
    }
    return share
  }

  private func unsourced(_ name: String, _ place: Place) {
    log.add(
      Problem(
        .modelUnsourced, at: place, value: name, zh: "sources 中没有这个来源",
        en: "This source is not listed under sources"))
  }

  private func money(_ value: ModelValue?) -> Int64? {
    guard let value, let text = value.string(log) else { return nil }
    if let money = Money(decimal: text, currency: currency), money.minorUnits >= 0 { return money.minorUnits }
    log.bad(value.place, value: text, zh: "不是金额", en: "Not an amount")
    return nil
  }

  func listingStep(_ value: ModelValue) -> RouteModel.ListingStep? {
    var map = ModelMap(value, log: log)
    let below = map.optional("below").flatMap { money($0) }
    let days = map.integer("workingDays")
    let says = map.bilingual("says")
    let ground = map.required("ground").flatMap { gates.ground($0) }
    map.finish()
    guard let days, let says, let ground else { return nil }
    return RouteModel.ListingStep(below: below, workingDays: days, says: says, ground: ground)
  }

  func route(_ value: ModelValue) -> DisposalRoute? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let kinds = gates.words(map.required("of"), as: RightKind.self)
    let holders = gates.holderNames(&map)
    let action = map.word("does", as: DisposalAction.self)
    let acts = map.optional("acts").map { gates.words($0, as: GatedAct.self) }
    let requirements = map.optionalList("needs").compactMap { requirement($0) }
    let arrangements = map.bilingual("arrange")
    let dayValue = map.required("days")
    let days = dayValue?.integer(log)
    let cost = money(map.required("cost"))
    let proceeds = map.required("brings").flatMap { self.proceeds($0) }
    let fees = map.word("fees", as: DisposalRoute.FeeBurden.self)
    let isListed = map.optionalFlag("stateListing") ?? false
    let ground = map.required("ground").flatMap { gates.ground($0) }
    let estimate = map.required("estimate").flatMap { gates.ground($0) }
    map.finish()
    if let dayValue, let days, !(0...3650).contains(days) {
      log.bad(dayValue.place, value: "\(days)", zh: "days 应为 0 至 3650", en: "days is 0 to 3650")
    }
    guard let id, let title, let action, let arrangements, let days, let cost, let proceeds, let fees,
      let ground, let estimate
    else { return nil }
    return DisposalRoute(
      id: id, title: title, kinds: kinds, holders: holders, action: action, acts: acts ?? action.acts,
      requirements: requirements, arrangements: arrangements, days: days, cost: cost, proceeds: proceeds,
      fees: fees, isListed: isListed, ground: ground, estimate: estimate)
  }

  private func requirement(_ value: ModelValue) -> DisposalRoute.Requirement? {
    var map = ModelMap(value, log: log)
    let condition = map.required("when").flatMap { gates.condition($0) }
    let says = map.bilingual("else")
    map.finish()
    guard let condition, let says else { return nil }
    return DisposalRoute.Requirement(condition: condition, says: says)
  }

  private func proceeds(_ value: ModelValue) -> DisposalRoute.Proceeds? {
    if case .scalar(let word) = value.content {
      switch word {
      case "nothing": return DisposalRoute.Proceeds.none
      case "returns-until-step-up": return .returnsUntilStepUp
      case "up-to-high-value": return .upToHighValue
      default:
        log.bad(
          value.place, value: word, zh: "没有这种收益", en: "There are no such proceeds",
          remedy: BilingualText(
            zh: "允许：nothing、returns-until-step-up、up-to-high-value、{unknown}、{feeCut}",
            en: "Allowed: nothing, returns-until-step-up, up-to-high-value, {unknown}, {feeCut}"))
        return nil
      }
    }
    var map = ModelMap(value, log: log)
    let unknown = map.optionalBilingual("unknown")
    let cut = map.optionalInteger("feeCut")
    map.finish()
    if let unknown, cut == nil { return .unknown(because: unknown) }
    guard let cut, unknown == nil, (1...100).contains(cut) else {
      log.bad(
        value.place, zh: "写 unknown 的原因，或 1 至 100 的 feeCut",
        en: "Give the reason under unknown, or feeCut from 1 to 100")
      return nil
    }
    return .feeCut(percent: cut)
  }
}
