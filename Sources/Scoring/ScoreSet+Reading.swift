public import PolicyModels
import PortfolioCore

extension ScoreSet {
  /// Reads a set of scores; unknown facts, scales that do not fit, unlisted sources and groups are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> ScoreSet? {
    let reader = ScoreSetReader(log: log, sources: Set(header.sources.map(\.id)))
    let summary = map.bilingual("summary")
    let kinds = map.list("appliesTo").compactMap { $0.word(as: RightKind.self, log) }
    let cohort = map.map("cohort").flatMap { reader.cohort($0) }
    let groups = map.optionalList("groups").compactMap { reader.group($0) }
    let scores = map.list("scores").compactMap { reader.score($0, groups: Set(groups.map(\.id))) }
    let missing = map.optionalList("notComputed").compactMap { reader.missing($0) }
    reader.checkUnique(scores.map(\.id) + groups.map(\.id), at: map.place)
    if kinds.isEmpty || scores.isEmpty {
      log.bad(map.place, zh: "appliesTo 与 scores 不得为空", en: "appliesTo and scores must not be empty")
    }
    guard let summary, let cohort, !log.hasErrors else { return nil }
    return ScoreSet(
      header: header, summary: summary, appliesTo: kinds, cohort: cohort, groups: groups, scores: scores,
      notComputed: missing)
  }
}

struct ScoreSetReader {
  let log: ModelLog
  let sources: Set<String>

  func checkUnique(_ ids: [String], at place: Place) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      log.bad(place, value: id, zh: "名称重复", en: "The id is used twice")
    }
  }

  func fact(_ value: ModelValue?) -> FactID? {
    guard let value, let name = value.string(log) else { return nil }
    let id = FactID(name)
    if FactCatalogue.definition(id) != nil { return id }
    log.noSuchFact(name, at: value.place)
    return nil
  }

  func source(_ value: ModelValue?) -> String? {
    guard let value, let name = value.string(log) else { return nil }
    if !sources.contains(name) {
      log.add(
        Problem(
          .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
    }
    return name
  }

  func cohort(_ given: ModelMap) -> ScoreSet.Cohort? {
    var map = given
    let levels = map.list("levels").map { level in level.list(log).compactMap { fact($0) } }
    let size = map.integer("minimumSize")
    map.finish()
    guard let size, size >= 2, levels.last?.isEmpty == true else {
      log.bad(
        given.place, zh: "队列须以空层（全部）收尾，最小规模至少为 2",
        en: "The levels must end with an empty one (the whole portfolio) and the minimum size be at least 2")
      return nil
    }
    return ScoreSet.Cohort(levels: levels, minimumSize: size)
  }

  func group(_ value: ModelValue) -> ScoreSet.Group? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    map.finish()
    guard let id, let title else { return nil }
    return ScoreSet.Group(id: id, title: title)
  }

  func missing(_ value: ModelValue) -> ScoreSet.Missing? {
    var map = ModelMap(value, log: log)
    let title = map.bilingual("title")
    let why = map.bilingual("why")
    map.finish()
    guard let title, let why else { return nil }
    return ScoreSet.Missing(title: title, why: why)
  }

  func score(_ value: ModelValue, groups: Set<String>) -> ScoreSet.Score? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let groupValue = map.optional("group")
    let group = groupValue?.string(log)
    if let group, let groupValue, !groups.contains(group) {
      log.bad(
        groupValue.place, value: group, zh: "groups 中没有这一组", en: "This group is not listed under groups")
    }
    let disclosure = map.bilingual("disclosure")
    let multiple = map.optionalNumber("multiple") ?? 1
    let source = source(map.required("source"))
    let formula = formula(&map, at: value.place)
    map.finish()
    guard let id, let title, let disclosure, let source, let formula else { return nil }
    return ScoreSet.Score(
      id: id, title: title, group: group, disclosure: disclosure, multiple: multiple, formula: formula,
      source: source)
  }

  private func part(_ value: ModelValue) -> ScoreSet.Part? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let weight = map.optionalNumber("weight") ?? 1
    if weight <= 0 { log.bad(value.place, value: "\(weight)", zh: "权重须大于 0", en: "A weight must be above 0") }
    let formula = formula(&map, at: value.place)
    map.finish()
    guard let id, let title, let formula else { return nil }
    return ScoreSet.Part(id: id, title: title, weight: weight, formula: formula)
  }

  private func formula(_ map: inout ModelMap, at place: Place) -> ScoreSet.Formula? {
    guard let combination = map.optionalWord("combine", as: ScoreSet.Combination.self) else {
      return leaf(&map, at: place).map { .leaf($0) }
    }
    let parts = map.list("parts").compactMap { part($0) }
    checkUnique(parts.map(\.id), at: place)
    guard !parts.isEmpty else {
      log.bad(place, zh: "parts 不得为空", en: "'parts' must not be empty")
      return nil
    }
    return .together(combination, parts)
  }

  private func leaf(_ map: inout ModelMap, at place: Place) -> ScoreSet.Leaf? {
    let fact = fact(map.required("fact"))
    let scale = scale(&map, at: place)
    var range: ClosedRange<Double>?
    if let unknown = map.optional("whenUnknown") {
      let ends = unknown.list(log).compactMap { $0.number(log) }
      if ends.count == 2, ends[0] >= 0, ends[0] <= ends[1] {
        range = ends[0]...ends[1]
      } else {
        log.bad(unknown.place, zh: "写成 [低, 高]，不小于 0", en: "Write [low, high], not below 0")
      }
    }
    let isLeftOut = map.optionalFlag("leftOutWhenNotApplicable") ?? false
    guard let fact, let scale else { return nil }
    let isWord = FactCatalogue.definition(fact)?.type == .category
    if case .table = scale {
      if !isWord {
        log.bad(place, value: fact.name, zh: "table 只用于词类事实", en: "A table needs a fact of words")
      }
    } else if isWord {
      log.bad(place, value: fact.name, zh: "词类事实须用 table", en: "A fact of words needs a table")
    }
    return ScoreSet.Leaf(
      fact: fact, scale: scale, whenUnknown: range, isLeftOutWhenNotApplicable: isLeftOut)
  }

  private func scale(_ map: inout ModelMap, at place: Place) -> ScoreSet.Scale? {
    let forms = ["value", "shareOfCohort", "restOfCohort", "ratioToMean", "step", "curve", "table"]
    let given = forms.filter { map.keys.contains($0) }
    guard given.count == 1 else {
      forms.forEach { _ = map.optional($0) }
      log.bad(
        place, zh: "须且只须给出一种标度", en: "Give exactly one scale",
        remedy: BilingualText(
          zh: "允许：" + forms.joined(separator: "、"), en: "Allowed: " + forms.joined(separator: ", ")))
      return nil
    }
    switch given[0] {
    case "value":
      _ = map.optionalFlag("value")
      return .value
    case "ratioToMean":
      _ = map.optionalFlag("ratioToMean")
      return .ratioToMean
    case "shareOfCohort", "restOfCohort":
      let percentile = map.number(given[0])
      guard let percentile, (50...100).contains(percentile) else {
        log.bad(place, zh: "百分位应为 50 至 100", en: "The percentile is 50 to 100")
        return nil
      }
      return given[0] == "shareOfCohort"
        ? .shareOfCohort(percentile: percentile) : .restOfCohort(percentile: percentile)
    case "step":
      guard var step = map.map("step") else { return nil }
      let above = step.number("above")
      let atMost = step.optionalNumber("atMost")
      step.finish()
      guard let above, above < atMost ?? .infinity else { return nil }
      return .step(above: above, atMost: atMost)
    case "curve":
      let points = map.list("curve").compactMap { pair -> (x: Double, y: Double)? in
        let numbers = pair.list(log).compactMap { $0.number(log) }
        return numbers.count == 2 && numbers[1] >= 0 ? (numbers[0], numbers[1]) : nil
      }
      if points.count < 2 || zip(points, points.dropFirst()).contains(where: { $0.x >= $1.x }) {
        log.bad(
          place, zh: "curve 至少两点，写成 [x, y]，x 递增，y 不小于 0",
          en: "A curve has two or more points [x, y], x rising, y not below 0")
        return nil
      }
      return .curve(points)
    default:
      guard var table = map.map("table") else { return nil }
      var values: [String: Double] = [:]
      for entry in table.allEntries() {
        if let number = entry.value.number(log), number >= 0 { values[entry.key] = number }
      }
      return .table(values)
    }
  }
}
