internal import Foundation
public import PolicyModels
import PortfolioCore

extension GradingModel {
  /// Reads a grading model; weights that do not sum to exactly 1, unknown facts and criteria without a listed
  /// source are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> GradingModel? {
    _ = map.optionalBilingual("summary")
    let appliesTo = map.list("appliesTo").compactMap { $0.word(as: RightKind.self, log) }
    let reader = GradingModelReader(log: log, sources: Set(header.sources.map(\.id)))
    if appliesTo.isEmpty {
      log.bad(map.place, zh: "appliesTo 至少要有一种权利", en: "appliesTo needs at least one kind of right")
    }
    let cohort = map.map("cohort").flatMap { reader.cohort($0) }
    let groups = map.list("groups").compactMap { reader.group($0) }
    reader.checkSum(groups.map(\.weight), at: map.place, of: BilingualText(zh: "各组", en: "the groups"))
    var gates = map.optionalList("gates").compactMap { reader.gate($0) }
    let floor = map.optional("minimumCoverage").flatMap { reader.coverageFloor($0) }
    if let floor { gates.append(floor.gate) }
    let gradesPlace = map.optional("grades")?.place ?? map.place
    let grades = map.list("grades").compactMap { reader.grade($0) }
    if grades.isEmpty || zip(grades, grades.dropFirst()).contains(where: { $0.atLeast <= $1.atLeast })
      || grades.last?.atLeast != 0
    {
      log.bad(
        gradesPlace, zh: "等级须从高到低排列，末级从 0 分起",
        en: "Grades run from the best down, and the last begins at 0 points")
    }
    reader.checkUnique(grades.map(\.grade), at: gradesPlace)
    reader.checkUnique(
      groups.flatMap { [$0.id] + $0.criteria.map(\.id) } + gates.map(\.id), at: map.place)
    guard let cohort, !groups.isEmpty, !log.hasErrors else { return nil }
    return GradingModel(
      header: header, appliesTo: appliesTo, cohort: cohort, groups: groups, gates: gates, grades: grades,
      minimumCoverage: floor?.share)
  }
}

struct GradingModelReader {
  let log: ModelLog
  let sources: Set<String>

  func checkSum(_ weights: [Decimal], at place: Place, of what: BilingualText) {
    let sum = weights.reduce(Decimal(0), +)
    guard sum != 1 else { return }
    log.bad(
      place, value: "\(sum)", zh: "\(what.zh)的权重之和不是 1", en: "The weights of \(what.en) do not sum to 1",
      remedy: BilingualText(zh: "使同一层权重之和恰为 1", en: "Make the weights of one level sum to exactly 1"))
  }

  /// A weight must be above zero: a criterion that weighs nothing, or less, is a mistake.
  func readWeight(_ map: inout ModelMap) -> Decimal? {
    guard let value = map.required("weight"), let weight = value.decimal(log) else { return nil }
    if weight > 0 && weight <= 1 { return weight }
    log.bad(
      value.place, value: "\(weight)", zh: "权重须大于 0、不超过 1", en: "A weight must be above 0 and at most 1")
    return nil
  }

  func checkUnique(_ ids: [String], at place: Place) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted {
      log.bad(place, value: id, zh: "名称重复", en: "The id is used twice")
    }
  }

  func readFact(_ value: ModelValue?) -> FactID? {
    guard let value, let name = value.string(log) else { return nil }
    let id = FactID(name)
    if FactCatalogue.definition(id) != nil { return id }
    log.bad(
      value.place, value: name, zh: "没有这个事实", en: "There is no such fact",
      remedy: BilingualText(
        zh: "可用：" + FactCatalogue.all.map(\.id.name).joined(separator: "、"),
        en: "Known facts: " + FactCatalogue.all.map(\.id.name).joined(separator: ", ")))
    return nil
  }

  func source(_ map: inout ModelMap) -> String? {
    guard let value = map.required("source"), let name = value.string(log) else { return nil }
    if !sources.contains(name) {
      log.add(
        Problem(
          .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
    }
    return name
  }

  func cohort(_ given: ModelMap) -> CohortRule? {
    var map = given
    let levels = map.list("levels").map { level in
      level.list(log).compactMap { value -> FactID? in
        guard let fact = readFact(value) else { return nil }
        if FactCatalogue.definition(fact)?.type == .decimal {
          log.bad(
            value.place, value: fact.name, zh: "小数事实不能用来分队列",
            en: "A fact of decimal numbers cannot form cohorts")
        }
        return fact
      }
    }
    let minimum = map.integer("minimumSize")
    map.finish()
    guard let minimum, minimum >= 2, levels.last?.isEmpty == true else {
      log.bad(
        given.place, zh: "队列须以空层（全部）收尾，最小规模至少为 2",
        en: "The levels must end with an empty one (the whole portfolio) and the minimum size be at least 2")
      return nil
    }
    return CohortRule(levels: levels, minimumSize: minimum)
  }

  func group(_ value: ModelValue) -> CriterionGroup? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let weight = readWeight(&map)
    let criteria = map.list("criteria").compactMap { criterion($0) }
    map.finish()
    let name = id ?? "?"
    checkSum(
      criteria.map(\.weight), at: value.place, of: BilingualText(zh: "“\(name)”组内", en: "group '\(name)'"))
    guard let id, let title, let weight else { return nil }
    return CriterionGroup(id: id, title: title, weight: weight, criteria: criteria)
  }

  func criterion(_ value: ModelValue) -> Criterion? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let fact = readFact(map.required("fact"))
    let weight = readWeight(&map)
    let scale = scale(&map, fact)
    let unknown = map.map("whenUnknown").flatMap { unknownRule($0) }
    let notApplicable = map.optionalWord("whenNotApplicable", as: NotApplicableRule.self)
    let says = map.bilingual("says")
    let source = source(&map)
    map.finish()
    guard let id, let title, let fact, let weight, let scale, let unknown, let says, let source else {
      return nil
    }
    checkScale(scale, fits: fact, at: value.place)
    return Criterion(
      id: id, title: title, fact: fact, weight: weight, scale: scale, whenUnknown: unknown,
      whenNotApplicable: notApplicable ?? .countAsUnknown, says: says, source: source)
  }

  private func checkScale(_ scale: Criterion.Scale, fits fact: FactID, at place: Place) {
    let isWord = FactCatalogue.definition(fact)?.type == .category
    if case .table = scale {
      if !isWord {
        log.bad(place, value: fact.name, zh: "table 只用于词类事实", en: "A table needs a fact of words")
      }
    } else if isWord {
      log.bad(place, value: fact.name, zh: "词类事实须用 table", en: "A fact of words needs a table")
    }
  }

  private func scale(_ map: inout ModelMap, _ fact: FactID?) -> Criterion.Scale? {
    let forms = ["bands", "linear", "table", "cohortPercentile"]
    let given = forms.filter { map.keys.contains($0) }
    guard given.count == 1 else {
      log.bad(
        map.place, zh: "须且只须给出一种标度", en: "Give exactly one scale",
        remedy: BilingualText(
          zh: "允许：" + forms.joined(separator: "、"), en: "Allowed: " + forms.joined(separator: ", ")))
      forms.forEach { _ = map.optional($0) }
      return nil
    }
    switch given[0] {
    case "bands":
      return bands(map.required("bands")).map { .bands($0) }
    case "linear":
      guard var line = map.map("linear") else { return nil }
      let from = line.number("from")
      let to = line.number("to")
      let pointsFrom = line.optionalNumber("pointsFrom") ?? 0
      let pointsTo = line.optionalNumber("pointsTo") ?? 100
      line.finish()
      guard let from, let to, from < to, isPoints(pointsFrom), isPoints(pointsTo) else {
        log.bad(
          line.place, zh: "from 须小于 to，分值在 0 至 100", en: "from must be below to, points within 0 to 100")
        return nil
      }
      return .linear(from: from, to: to, pointsFrom: pointsFrom, pointsTo: pointsTo)
    case "table":
      guard var table = map.map("table") else { return nil }
      var points: [String: Double] = [:]
      for entry in table.allEntries() {
        guard let number = entry.value.number(log), isPoints(number) else {
          log.bad(entry.value.place, zh: "分值须在 0 至 100", en: "Points must be within 0 to 100")
          continue
        }
        if let fact { FactVocabulary.check(entry.key, of: fact, at: entry.keyPlace, log) }
        points[entry.key] = number
      }
      return .table(points)
    default:
      guard var percentile = map.map("cohortPercentile") else { return nil }
      let bands = bands(percentile.required("whenTooSmall"))
      percentile.finish()
      return bands.map { .cohortPercentile(whenTooSmall: $0) }
    }
  }

  private func isPoints(_ number: Double) -> Bool { (0...100).contains(number) }

  private func bands(_ value: ModelValue?) -> [Criterion.Band]? {
    guard let value else { return nil }
    let bands = value.list(log).compactMap { pair -> Criterion.Band? in
      let numbers = pair.list(log).compactMap { $0.number(log) }
      guard numbers.count == 2, isPoints(numbers[1]) else {
        log.bad(
          pair.place, zh: "每档写成 [下限, 分值]，分值在 0 至 100",
          en: "Write each band as [from, points], points within 0 to 100")
        return nil
      }
      return Criterion.Band(from: numbers[0], points: numbers[1])
    }
    if bands.isEmpty || zip(bands, bands.dropFirst()).contains(where: { $0.from >= $1.from }) {
      log.bad(value.place, zh: "各档下限须递增", en: "The lower limits must rise")
      return nil
    }
    return bands
  }

  private func unknownRule(_ given: ModelMap) -> UnknownRule? {
    var map = given
    let range = map.list("range").compactMap { $0.number(log) }
    let assume = map.number("assume")
    map.finish()
    guard range.count == 2, let assume, isPoints(range[0]), isPoints(range[1]), range[0] <= assume,
      assume <= range[1]
    else {
      log.bad(
        given.place, zh: "range 写成 [低, 高]，assume 在其间，均在 0 至 100",
        en: "Write range as [low, high] with assume between them, all within 0 to 100")
      return nil
    }
    return UnknownRule(low: range[0], high: range[1], assume: assume)
  }

  /// The floor stands as a last gate, so that counts, explanations and stored runs treat it like one. Its own
  /// condition never holds: the engine compares the coverage.
  func coverageFloor(_ value: ModelValue) -> (share: Double, gate: Gate)? {
    var map = ModelMap(value, log: log)
    let share = map.number("share")
    let id = map.string("id")
    let title = map.bilingual("title")
    let says = map.bilingual("says")
    map.finish()
    guard let share, let id, let title, let says else { return nil }
    guard share > 0 && share < 1 else {
      log.bad(value.place, value: "\(share)", zh: "share 须在 0 与 1 之间", en: "share must lie between 0 and 1")
      return nil
    }
    return (share, Gate(id: id, title: title, condition: .any([]), says: says))
  }

  func gate(_ value: ModelValue) -> Gate? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let condition = map.required("when").flatMap { readCondition($0) }
    let says = map.bilingual("says")
    map.finish()
    guard let id, let title, let condition, let says else { return nil }
    return Gate(id: id, title: title, condition: condition, says: says)
  }

  func grade(_ value: ModelValue) -> GradeBand? {
    var map = ModelMap(value, log: log)
    let grade = map.string("grade")
    let title = map.bilingual("title")
    let atLeast = map.number("atLeast")
    map.finish()
    guard let grade, let title, let atLeast else { return nil }
    return GradeBand(grade: grade, title: title, atLeast: atLeast)
  }

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
    guard let id = readFact(map.required("fact")) else { return nil }
    let isWord = FactCatalogue.definition(id)?.type == .category
    if let words = map.optional("is") {
      let list: [ModelValue]
      if case .list(let several) = words.content { list = several } else { list = [words] }
      let texts = list.compactMap { value in
        value.string(log).map { text -> String in
          FactVocabulary.check(text, of: id, at: value.place, log)
          return text
        }
      }
      if !isWord { log.bad(words.place, value: id.name, zh: "is 只用于词类事实", en: "'is' needs a fact of words") }
      if texts.isEmpty { log.bad(words.place, zh: "is 至少要有一个词", en: "'is' needs at least one word") }
      return .isOneOf(id, texts)
    }
    for bound in ["atLeast", "atMost"] {
      guard let value = map.optional(bound), let number = value.number(log) else { continue }
      if isWord {
        log.bad(value.place, value: id.name, zh: "\(bound) 只用于数值事实", en: "'\(bound)' needs a fact of numbers")
      }
      return bound == "atLeast" ? .atLeast(id, number) : .atMost(id, number)
    }
    if map.optionalFlag("unknown") == true { return .unknown(id) }
    log.bad(
      value.place, zh: "条件不完整", en: "The condition is not complete",
      remedy: BilingualText(
        zh: "写 all、any、not，或 fact 加 is、atLeast、atMost、unknown 之一",
        en: "Write all, any, not, or fact with one of is, atLeast, atMost, unknown"))
    return nil
  }
}
