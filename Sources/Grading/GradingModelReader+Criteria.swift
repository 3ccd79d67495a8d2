internal import Foundation
internal import PolicyModels
internal import PortfolioCore

/// The tree of criteria and its weights.
extension GradingModelReader {
  /// The groups and criteria at the top of a part or an axis, as one group without a weight of its own.
  func rootGroup(_ map: inout ModelMap, place: Place) -> CriterionGroup? {
    children(
      &map, id: "", title: BilingualText(zh: "", en: ""), weight: 1, place: place,
      of: BilingualText(zh: "各组", en: "the groups"))
  }

  private func group(_ value: ModelValue, hasWeight: Bool) -> CriterionGroup? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    book.note(id, value.place)
    let title = map.bilingual("title")
    let weight = hasWeight ? readWeight(&map) : 1
    let name = id ?? "?"
    let group = children(
      &map, id: name, title: title ?? BilingualText(zh: "", en: ""), weight: weight ?? 1, place: value.place,
      of: BilingualText(zh: "“\(name)”组内", en: "group '\(name)'"))
    map.finish()
    return id == nil || title == nil || weight == nil ? nil : group
  }

  /// Reads `weighing`, `groups` and `criteria` of a map.
  private func children(
    _ map: inout ModelMap, id: String, title: BilingualText, weight: Decimal, place: Place,
    of what: BilingualText
  ) -> CriterionGroup? {
    // A weighing at fault asks for no weights, lest every member be reported for want of one.
    let weighing =
      map.optional("weighing").map { self.weighing($0) ?? Weighing(components: []) } ?? .given
    let groupList = map.optionalList("groups")
    let criterionList = map.optionalList("criteria")
    var groups = groupList.compactMap { group($0, hasWeight: weighing.usesGiven) }
    var criteria = criterionList.compactMap { criterion($0, hasWeight: weighing.usesGiven) }
    let isWhole = groups.count == groupList.count && criteria.count == criterionList.count
    guard !groupList.isEmpty || !criterionList.isEmpty else {
      log.bad(
        place, zh: "\(what.zh)至少要有一个 groups 或 criteria", en: "There are no groups or criteria in \(what.en)")
      return nil
    }
    let ids = groups.map(\.id) + criteria.map(\.id)
    let given = groups.map(\.weight) + criteria.map(\.weight)
    // Where a member cannot be read its weight is missing from the sum, and that is no second fault.
    // The whole has no line of its own: that of its members is told.
    let groupsPlace = map.optional("groups")?.place
    let criteriaPlace = map.optional("criteria")?.place
    let level = id.isEmpty ? groupsPlace ?? criteriaPlace ?? place : place
    if weighing.usesGiven, isWhole { checkSum(given, at: level, of: what) }
    for case .comparison(let pairs) in weighing.components.map(\.method)
    where isWhole && Set(pairs.ids) != Set(ids) {
      log.bad(
        place, value: pairs.ids.joined(separator: ", "), zh: "两两比较须恰好包含同层的各项",
        en: "The comparison must name exactly the members of the level",
        remedy: BilingualText(
          zh: "同层：" + ids.joined(separator: "、"), en: "The level: " + ids.joined(separator: ", ")))
    }
    if !log.hasErrors {
      let weights = WeightMix.weights(weighing, ids: ids, given: given, entropy: nil).map(\.weight)
      for index in groups.indices { groups[index].weight = weights[index] }
      for index in criteria.indices { criteria[index].weight = weights[groups.count + index] }
    }
    return CriterionGroup(
      id: id, title: title, weight: weight, weighing: weighing,
      writtenWeights: weighing.usesGiven ? given : [],
      groups: groups, criteria: criteria)
  }

  private func criterion(_ value: ModelValue, hasWeight: Bool) -> Criterion? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    book.note(id, value.place)
    let title = map.bilingual("title")
    var question: ExpertQuestion?
    let fact: FactID?
    if let asked = map.optional("question") {
      question = readQuestion(asked)
      fact = question?.fact
    } else {
      fact = readFact(map.required("fact"))
    }
    let weight = hasWeight ? readWeight(&map) : 1
    let isQuestion = map.keys.contains("question")
    let scale = isQuestion ? levels(&map) : scale(&map, fact)
    let unknownPlace = map.optional("whenUnknown")?.place ?? value.place
    let unknown = map.map("whenUnknown").flatMap { unknownRule($0) }
    let notApplicable =
      isQuestion ? nil : map.optionalWord("whenNotApplicable", as: NotApplicableRule.self)
    let says = map.bilingual("says")
    let source = source(&map)
    let limits = map.optionalBilingual("limits")
    map.finish()
    guard let id, let title, let fact, let weight, let scale, let unknown, let says, let source else {
      return nil
    }
    if !isQuestion { checkScale(scale, fits: fact, at: value.place) }
    let range = scale.pointsRange
    if range.lowerBound < unknown.low || range.upperBound > unknown.high {
      log.bad(
        unknownPlace, value: id, zh: "未知时的 range 须包住标度能给出的分值",
        en: "The range for an unknown value must cover the points that the scale can give",
        remedy: BilingualText(
          zh: "标度给出 \(range.lowerBound) 至 \(range.upperBound) 分",
          en: "The scale gives \(range.lowerBound) to \(range.upperBound) points"))
    }
    return Criterion(
      id: id, title: title, fact: fact, question: question, weight: weight, scale: scale,
      whenUnknown: unknown,
      whenNotApplicable: notApplicable ?? .countAsUnknown, says: says, source: source, limits: limits)
  }

  func readQuestion(_ value: ModelValue) -> ExpertQuestion? {
    guard let id = value.string(log) else { return nil }
    if let question = questions.first(where: { $0.id == id }) { return question }
    if brokenQuestions > 0 { return nil }
    log.bad(
      value.place, value: id, zh: "questions 中没有这个问题", en: "This question is not listed under questions",
      remedy: BilingualText(
        zh: "已列：" + questions.map(\.id).joined(separator: "、"),
        en: "Listed: " + questions.map(\.id).joined(separator: ", ")))
    return nil
  }

  // MARK: Scales

  private func checkScale(_ scale: Criterion.Scale, fits fact: FactID, at place: Place) {
    let type = FactCatalogue.definition(fact)?.type
    if case .table = scale {
      if type != .category {
        log.bad(place, value: fact.name, zh: "table 只用于词类事实", en: "A table needs a fact of words")
      }
    } else if type == .category {
      log.bad(place, value: fact.name, zh: "词类事实须用 table", en: "A fact of words needs a table")
    }
    if case .bands(let bands) = scale, type == .flag, let band = bands.last(where: { $0.from > 1 }) {
      log.bad(
        place, value: "\(band.from)", zh: "是非事实只有 0 和 1，此档永远达不到",
        en: "A yes-or-no fact is 0 or 1; this band can never be reached")
    }
    if type == .day {
      log.bad(
        place, value: fact.name, zh: "日期事实不能直接计分", en: "A fact of days cannot be scored",
        remedy: BilingualText(
          zh: "用年龄等年数事实，或在条件中用 yearsSince", en: "Use a fact of years, or yearsSince in a condition"))
    }
  }

  private func levels(_ map: inout ModelMap) -> Criterion.Scale? {
    guard let value = map.required("levels") else { return nil }
    let points = value.list(log).compactMap { $0.number(log) }
    guard points.count == 5, points.allSatisfy(isPoints) else {
      log.bad(
        value.place, zh: "levels 写成答案 1 至 5 的五个分值，均在 0 至 100",
        en: "Write levels as the points of the answers 1 to 5, all within 0 to 100")
      return nil
    }
    return .levels(points)
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
}
