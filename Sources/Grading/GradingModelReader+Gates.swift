internal import PolicyModels
internal import PortfolioCore

/// Gates and conditions.
extension GradingModelReader {
  func gate(_ value: ModelValue, grades: [String]) -> Gate? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    book.note(id, value.place)
    let title = map.bilingual("title")
    let condition = map.required("when").flatMap { readCondition($0) }
    let effect = map.optional("effect").map { self.effect($0, grades) } ?? .outside
    let ground = map.optional("ground").flatMap { self.ground($0) }
    if !map.keys.contains("ground"), let effect, effect != .outside {
      log.add(
        Problem(
          .modelMissingKey, at: value.place, value: "ground", zh: "限定等级的门槛须写明 ground",
          en: "A gate that bounds grades must state its ground",
          remedy: BilingualText(
            zh: "写 ground: {legal: {zh, en}, source} 或 {business: {zh, en}, source}",
            en: "Write ground: {legal: {zh, en}, source} or {business: {zh, en}, source}")))
    }
    let says = map.bilingual("says")
    let deadline = map.optional("deadline").flatMap { self.deadline($0) }
    map.finish()
    guard let id, let title, let condition, let effect, let says else { return nil }
    if contradicts(condition) {
      log.bad(value.place, value: id, zh: "此门槛的条件永远不成立", en: "The condition of this gate can never hold")
    }
    return Gate(
      id: id, title: title, condition: condition, effect: effect, ground: ground, says: says,
      deadline: deadline)
  }

  private func deadline(_ value: ModelValue) -> GateDeadline? {
    var map = ModelMap(value, log: log)
    let from = readFact(map.required("from"))
    let months = map.integer("months")
    let source = source(&map)
    map.finish()
    guard let from, let months, let source else { return nil }
    if FactCatalogue.definition(from)?.type != .day {
      log.bad(value.place, value: from.name, zh: "期限须从日期事实起算", en: "A deadline runs from a fact of days")
    }
    if !(1...120).contains(months) {
      log.bad(value.place, value: "\(months)", zh: "months 应为 1 至 120", en: "months is 1 to 120")
    }
    return GateDeadline(from: from, months: months, source: source)
  }

  private func effect(_ value: ModelValue, _ grades: [String]) -> GateEffect? {
    let allowed = BilingualText(
      zh: "允许：outside、veto、{cap: 等级}、{floor: 等级}", en: "Allowed: outside, veto, {cap: GRADE}, {floor: GRADE}")
    if case .scalar(let word) = value.content {
      if word == "outside" { return .outside }
      if word == "veto" { return .veto }
      log.bad(value.place, value: word, zh: "没有这种效果", en: "There is no such effect", remedy: allowed)
      return nil
    }
    var map = ModelMap(value, log: log)
    let cap = map.optional("cap")
    let floor = map.optional("floor")
    map.finish()
    guard let given = cap ?? floor, cap == nil || floor == nil, let name = given.string(log) else {
      log.bad(value.place, zh: "cap 与 floor 须恰有一个", en: "Give exactly one of cap and floor", remedy: allowed)
      return nil
    }
    guard let grade = grades.firstIndex(of: name) else {
      noGrade(name, grades, at: given.place)
      return nil
    }
    if cap != nil && grade == 0 {
      log.bad(given.place, value: name, zh: "以最高等级封顶没有作用", en: "A cap at the best grade does nothing")
    }
    if floor != nil && grade == grades.count - 1 {
      log.bad(given.place, value: name, zh: "以最低等级保底没有作用", en: "A floor at the last grade does nothing")
    }
    return cap != nil ? .cap(grade) : .floor(grade)
  }

  private func ground(_ value: ModelValue) -> GateGround? {
    var map = ModelMap(value, log: log)
    let legal = map.optionalBilingual("legal")
    let business = map.optionalBilingual("business")
    let source = source(&map)
    map.finish()
    guard (legal == nil) != (business == nil), let says = legal ?? business else {
      log.bad(
        value.place, zh: "ground 须恰有 legal、business 之一",
        en: "'ground' needs exactly one of legal and business")
      return nil
    }
    return source.map { GateGround(kind: legal == nil ? .business : .legal, says: says, source: $0) }
  }

  /// The floor stands as a last gate, so that counts, explanations and stored runs treat it like one. Its own
  /// condition never holds: the engine compares the coverage.
  func coverageFloor(_ value: ModelValue) -> (share: Double, gate: Gate)? {
    var map = ModelMap(value, log: log)
    let share = map.number("share")
    let gate = engineGate(&map)
    map.finish()
    guard let share, let gate else { return nil }
    guard share > 0 && share < 1 else {
      log.bad(value.place, value: "\(share)", zh: "share 须在 0 与 1 之间", en: "share must lie between 0 and 1")
      return nil
    }
    return (share, gate)
  }

  /// Required facts stand as a gate too; the engine looks at the facts.
  func requirement(_ value: ModelValue) -> (facts: [FactID], gate: Gate)? {
    var map = ModelMap(value, log: log)
    let list = map.required("facts")
    let facts = list?.list(log).compactMap { readFact($0) } ?? []
    if let list, facts.isEmpty {
      log.bad(list.place, zh: "facts 至少要有一个事实", en: "'facts' needs at least one fact")
    }
    checkUnique(facts.map(\.name), at: list?.place ?? value.place)
    let gate = engineGate(&map)
    map.finish()
    return gate.map { (facts, $0) }
  }

  private func engineGate(_ map: inout ModelMap) -> Gate? {
    let id = map.string("id")
    book.note(id, map.place)
    let title = map.bilingual("title")
    let says = map.bilingual("says")
    guard let id, let title, let says else { return nil }
    return Gate(id: id, title: title, condition: .any([]), effect: .outside, ground: nil, says: says)
  }

  // MARK: Conditions

  func readCondition(_ value: ModelValue) -> Condition? {
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    for form in ["all", "any"] {
      guard let list = map.optional(form) else { continue }
      let parts = list.list(log)
      // An empty 'all' would hold for every right, an empty 'any' for none.
      if parts.isEmpty {
        log.bad(list.place, zh: "\(form) 至少要有一个条件", en: "'\(form)' needs at least one condition")
      }
      let conditions = parts.compactMap { readCondition($0) }
      return form == "all" ? .all(conditions) : .any(conditions)
    }
    if let inner = map.optional("not") { return readCondition(inner).map { .not($0) } }
    if let asked = map.optional("question") {
      let question = readQuestion(asked)
      let found = comparison(&map, question?.fact ?? FactID(question: ""), type: .decimal)
      return question == nil ? nil : found ?? incomplete(value)
    }
    guard let id = readFact(map.required("fact")), let type = FactCatalogue.definition(id)?.type else {
      // What is asked of a fact that does not exist is no second fault.
      for key in GradingModelReader.comparisons { _ = map.optional(key) }
      return nil
    }
    return comparison(&map, id, type: type) ?? incomplete(value)
  }

  private func incomplete(_ value: ModelValue) -> Condition? {
    log.bad(
      value.place, zh: "条件不完整", en: "The condition is not complete",
      remedy: BilingualText(
        zh:
          "写 all、any、not，或 fact 加 is、atLeast、moreThan、atMost、yearsSince、daysSince、daysUntil、known、unknown、notApplicable 之一",
        en:
          "Write all, any, not, or fact with one of is, atLeast, moreThan, atMost, yearsSince, daysSince, daysUntil, known, unknown, notApplicable"
      ))
    return nil
  }

  /// What can be asked of a fact.
  private static let comparisons = [
    "is", "atLeast", "moreThan", "atMost", "yearsSince", "daysSince", "daysUntil", "known", "unknown",
    "notApplicable",
  ]

  private func comparison(_ map: inout ModelMap, _ id: FactID, type: FactType) -> Condition? {
    if let words = map.optional("is") { return isOneOf(words, id, type) }
    for bound in ["atLeast", "moreThan", "atMost"] {
      guard let value = map.optional(bound), let number = value.number(log) else { continue }
      if type == .category || type == .day {
        log.bad(
          value.place, value: id.name, zh: "\(bound) 只用于数值事实", en: "'\(bound)' needs a fact of numbers")
      }
      switch bound {
      case "atLeast": return .atLeast(id, number)
      case "moreThan": return .moreThan(id, number)
      default: return .atMost(id, number)
      }
    }
    for since in ["yearsSince", "daysSince", "daysUntil"] {
      guard var inner = map.optionalMap(since) else { continue }
      defer { inner.finish() }
      if type != .day {
        log.bad(inner.place, value: id.name, zh: "\(since) 只用于日期事实", en: "'\(since)' needs a fact of days")
      }
      if since == "daysUntil" { return inner.number("atMost").map { .daysUntilAtMost(id, $0) } ?? .any([]) }
      if since == "daysSince" { return inner.number("atLeast").map { .daysSinceAtLeast(id, $0) } ?? .any([]) }
      if let years = inner.optionalNumber("below") { return .yearsSinceBelow(id, years) }
      return inner.number("atLeast").map { .yearsSinceAtLeast(id, $0) } ?? .any([])
    }
    for (key, condition) in [
      ("known", Condition.known(id)), ("unknown", .unknown(id)), ("notApplicable", .notApplicable(id)),
    ] where map.optionalFlag(key) == true {
      return condition
    }
    return nil
  }

  private func isOneOf(_ words: ModelValue, _ id: FactID, _ type: FactType) -> Condition? {
    let list: [ModelValue]
    if case .list(let several) = words.content { list = several } else { list = [words] }
    if type == .flag, list.count == 1, let flag = list[0].flag(log) {
      return flag ? .atLeast(id, 1) : .atMost(id, 0)
    }
    let texts = list.compactMap { value in
      value.string(log).map { text -> String in
        FactVocabulary.check(text, of: id, at: value.place, log)
        return text
      }
    }
    if type != .category {
      log.bad(words.place, value: id.name, zh: "is 只用于词类和是非事实", en: "'is' needs a fact of words")
    }
    if texts.isEmpty { log.bad(words.place, zh: "is 至少要有一个词", en: "'is' needs at least one word") }
    return .isOneOf(id, texts)
  }

  /// True when the parts of an `all` exclude each other.
  private func contradicts(_ condition: Condition) -> Bool {
    switch condition {
    case .any(let list): return !list.isEmpty && list.allSatisfy { contradicts($0) }
    case .all(let list):
      let flat = GradingModelReader.flattened(list)
      if flat.contains(where: { contradicts($0) }) { return true }
      return flat.indices.contains { index in
        flat[(index + 1)...].contains { GradingModelReader.excludes(flat[index], $0) }
      }
    default: return false
    }
  }

  private static func flattened(_ list: [Condition]) -> [Condition] {
    list.flatMap { inner -> [Condition] in
      if case .all(let more) = inner { return flattened(more) }
      return [inner]
    }
  }

  private static func excludes(_ one: Condition, _ other: Condition) -> Bool {
    switch (one, other) {
    case (.isOneOf(let a, let left), .isOneOf(let b, let right)):
      return a == b && Set(left).isDisjoint(with: right)
    case (.atLeast(let a, let least), .atMost(let b, let most)),
      (.atMost(let a, let most), .atLeast(let b, let least)):
      return a == b && least > most
    case (.moreThan(let a, let least), .atMost(let b, let most)),
      (.atMost(let a, let most), .moreThan(let b, let least)):
      return a == b && least >= most
    case (.not(let inner), let positive), (let positive, .not(let inner)): return inner == positive
    case (.unknown(let a), let other), (let other, .unknown(let a)):
      switch other {
      case .unknown, .notApplicable, .any, .all, .not: return false
      default: return other.inputs == [a]
      }
    case (.notApplicable(let a), let other), (let other, .notApplicable(let a)):
      switch other {
      case .unknown, .notApplicable, .any, .all, .not: return false
      default: return other.inputs == [a]
      }
    default: return false
    }
  }
}
