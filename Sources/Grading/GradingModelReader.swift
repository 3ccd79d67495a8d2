internal import Foundation
public import PolicyModels
internal import PortfolioCore

extension GradingModel {
  /// Reads a grading model; weights that do not sum to exactly 1, unknown facts, criteria without a listed
  /// source, and rules that contradict each other or can never apply are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> GradingModel? {
    let summary = map.optionalBilingual("summary")
    let cohort = GradingModelReader(log: log, sources: header.sources).cohort(map.map("cohort"))
    var reader = GradingModelReader(log: log, sources: header.sources)
    let asked = map.optionalList("questions")
    reader.questions = asked.compactMap { reader.question($0) }
    reader.brokenQuestions = asked.count - reader.questions.count
    reader.checkUnique(reader.questions.map(\.id), at: map.place)
    let agreement = reader.agreement(map.optionalMap("agreement"))
    var parts: [GradingPart] = []
    if let list = map.optional("parts") {
      parts = list.list(log).compactMap { value in
        var inner = ModelMap(value, log: log)
        let part = reader.part(&inner, isNamed: true)
        inner.finish()
        return part
      }
      if parts.isEmpty { log.bad(list.place, zh: "parts 至少要有一部分", en: "'parts' needs at least one part") }
    } else if let part = reader.part(&map, isNamed: false) {
      parts = [part]
    }
    let weightSets = map.optionalList("weightSets")
    guard let cohort, !parts.isEmpty, !log.hasErrors else { return nil }
    GradingModelChecks(
      parts: parts, hasWeightSets: !weightSets.isEmpty, book: reader.book, log: log
    ).run(at: map.place)
    // Where the tree is at fault already, its weights would only be reported twice.
    guard !log.hasErrors else { return nil }
    let sets = weightSets.compactMap { reader.weightSet($0, parts) }
    reader.checkUnique(sets.map(\.id), at: map.place)
    guard !log.hasErrors else { return nil }
    return GradingModel(
      header: header, summary: summary, cohort: cohort, questions: reader.questions,
      agreement: agreement, weightSets: sets, parts: parts)
  }
}

/// Reads the pieces of a grading model. Each returns nil where the piece cannot be used, with the reasons in
/// the log.
struct GradingModelReader {
  let log: ModelLog
  let sources: Set<String>
  /// Where ids stand, for faults that show only at the end.
  let book = PlaceBook()
  var questions: [ExpertQuestion] = []
  /// Questions that could not be read; what asks for them is not reported once more.
  var brokenQuestions = 0

  init(log: ModelLog, sources: [ModelSource]) {
    self.log = log
    self.sources = Set(sources.map(\.id))
  }

  // MARK: Parts

  func part(_ map: inout ModelMap, isNamed: Bool) -> GradingPart? {
    let id = isNamed ? map.string("id") : ""
    if isNamed { book.note(id, map.place) }
    let title = isNamed ? map.bilingual("title") : nil
    let kinds = map.list("appliesTo").compactMap { $0.word(as: RightKind.self, log) }
    if kinds.isEmpty {
      log.bad(map.place, zh: "appliesTo 至少要有一种权利", en: "appliesTo needs at least one kind of right")
    }
    let hasMatrix = map.keys.contains("matrix") || map.keys.contains("axes")
    let gradesPlace = map.optional("grades")?.place ?? map.place
    let grades = map.list("grades").compactMap { grade($0, hasPoints: !hasMatrix) }
    if !hasMatrix { checkFalling(grades.map { $0.atLeast ?? 0 }, at: gradesPlace) }
    if hasMatrix && grades.isEmpty {
      log.bad(gradesPlace, zh: "grades 至少要有一级", en: "'grades' needs at least one grade")
    }
    let axes: [GradingAxis]
    var matrix: [[Int]]?
    if hasMatrix {
      axes = readAxes(&map)
      matrix = readMatrix(&map, axes: axes, grades: grades)
    } else {
      let root = rootGroup(&map, place: map.place)
      let tiers = grades.map { AxisTier(id: $0.grade, title: $0.title, atLeast: $0.atLeast ?? 0) }
      axes = root.map { [GradingAxis(id: "score", title: nil, weight: 1, tiers: tiers, root: $0)] } ?? []
    }
    var gates = map.optionalList("gates").compactMap { gate($0, grades: grades.map(\.grade)) }
    let requirement = map.optional("requiredFacts").flatMap { self.requirement($0) }
    if let requirement { gates.append(requirement.gate) }
    let floor = map.optional("minimumCoverage").flatMap { coverageFloor($0) }
    if let floor { gates.append(floor.gate) }
    var hysteresis = 0.0
    if var given = map.optionalMap("hysteresis") {
      let margin = given.number("margin")
      given.finish()
      hysteresis = margin ?? 0
      if let margin, !(margin > 0 && margin < 50) {
        log.bad(
          given.place, value: "\(margin)", zh: "margin 须在 0 与 50 分之间",
          en: "margin must lie between 0 and 50 points")
      }
    }
    guard let id, !axes.isEmpty, !isNamed || title != nil else { return nil }
    return GradingPart(
      id: id, title: title, appliesTo: kinds, axes: axes, gates: gates,
      requiredFacts: requirement?.facts ?? [],
      requirementGate: requirement == nil ? nil : gates.count - (floor == nil ? 1 : 2),
      minimumCoverage: floor?.share, coverageGate: floor == nil ? nil : gates.count - 1, grades: grades,
      matrix: matrix, hysteresis: hysteresis)
  }

  private func grade(_ value: ModelValue, hasPoints: Bool) -> GradeBand? {
    var map = ModelMap(value, log: log)
    let grade = map.string("grade")
    let title = map.bilingual("title")
    let atLeast = hasPoints ? map.number("atLeast") : nil
    map.finish()
    guard let grade, let title, !hasPoints || atLeast != nil else { return nil }
    book.note(grade: grade, value.place)
    return GradeBand(grade: grade, title: title, atLeast: atLeast)
  }

  private func checkFalling(_ limits: [Double], at place: Place) {
    if limits.isEmpty || zip(limits, limits.dropFirst()).contains(where: { $0 <= $1 }) || limits.last != 0 {
      log.bad(
        place, zh: "等级须从高到低排列，末级从 0 分起",
        en: "Grades run from the best down, and the last begins at 0 points")
    }
  }

  // MARK: Axes

  private func readAxes(_ map: inout ModelMap) -> [GradingAxis] {
    guard let value = map.required("axes") else { return [] }
    let list = value.list(log)
    let axes = list.compactMap { axis($0) }
    if list.count != 2 {
      log.bad(value.place, zh: "axes 须恰有两条", en: "'axes' needs exactly two axes")
    }
    if axes.count == list.count {
      checkSum(axes.map(\.weight), at: value.place, of: BilingualText(zh: "两轴", en: "the axes"))
    }
    return axes.count == 2 ? axes : []
  }

  private func axis(_ value: ModelValue) -> GradingAxis? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    book.note(id, value.place)
    let title = map.bilingual("title")
    let weight = readWeight(&map)
    let tiersPlace = map.optional("tiers")?.place ?? map.place
    let tiers = map.list("tiers").compactMap { value -> AxisTier? in
      var tier = ModelMap(value, log: log)
      let id = tier.string("id")
      let title = tier.bilingual("title")
      let atLeast = tier.number("atLeast")
      tier.finish()
      guard let id, let title, let atLeast else { return nil }
      return AxisTier(id: id, title: title, atLeast: atLeast)
    }
    checkFalling(tiers.map(\.atLeast), at: tiersPlace)
    checkUnique(tiers.map(\.id), at: tiersPlace)
    let root = rootGroup(&map, place: map.place)
    map.finish()
    guard let id, let title, let weight, let root else { return nil }
    return GradingAxis(id: id, title: title, weight: weight, tiers: tiers, root: root)
  }

  /// The grade of every pair of tiers. A better tier may never give a worse grade.
  private func readMatrix(_ map: inout ModelMap, axes: [GradingAxis], grades: [GradeBand]) -> [[Int]]? {
    guard let value = map.required("matrix"), axes.count == 2 else { return nil }
    let rows = axes[0].tiers.map(\.id)
    let columns = axes[1].tiers.map(\.id)
    var outer = ModelMap(value, log: log)
    var matrix: [[Int]] = []
    for row in rows {
      guard var inner = outer.map(row) else { continue }
      var line: [Int] = []
      for column in columns {
        guard let cell = inner.required(column), let name = cell.string(log) else { continue }
        guard let grade = grades.firstIndex(where: { $0.grade == name }) else {
          noGrade(name, grades.map(\.grade), at: cell.place)
          continue
        }
        if let above = matrix.last, above.indices.contains(line.count), grade < above[line.count] {
          worse(cell.place, name)
        }
        if let before = line.last, grade < before { worse(cell.place, name) }
        line.append(grade)
      }
      inner.finish()
      matrix.append(line)
    }
    outer.finish()
    return matrix.count == rows.count && matrix.allSatisfy { $0.count == columns.count } ? matrix : nil
  }

  private func worse(_ place: Place, _ grade: String) {
    log.bad(
      place, value: grade, zh: "矩阵中档次更低处的等级反而更高", en: "A lower tier of the matrix gives a better grade")
  }

  func noGrade(_ name: String, _ grades: [String], at place: Place) {
    log.bad(
      place, value: name, zh: "没有这个等级", en: "There is no such grade",
      remedy: BilingualText(
        zh: "允许：" + grades.joined(separator: "、"), en: "Allowed: " + grades.joined(separator: ", ")))
  }

  // MARK: Shared pieces

  func checkSum(_ weights: [Decimal], at place: Place, of what: BilingualText) {
    let sum = weights.reduce(Decimal(0), +)
    guard sum != 1 else { return }
    log.bad(
      place, value: "\(sum)", zh: "\(what.zh)的权重之和不是 1", en: "The weights of \(what.en) do not sum to 1",
      remedy: BilingualText(zh: "使同一层权重之和恰为 1", en: "Make the weights of one level sum to exactly 1"))
  }

  /// A weight must be above zero: a criterion that weighs nothing, or less, is a mistake.
  func readWeight(_ map: inout ModelMap, _ key: String = "weight") -> Decimal? {
    map.required(key).flatMap { weight($0) }
  }

  func weight(_ value: ModelValue) -> Decimal? {
    guard let weight = value.decimal(log) else { return nil }
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
    log.noSuchFact(name, at: value.place)
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

  func cohort(_ given: ModelMap?) -> CohortRule? {
    guard var map = given else { return nil }
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
        map.place, zh: "队列须以空层（全部）收尾，最小规模至少为 2",
        en: "The levels must end with an empty one (the whole portfolio) and the minimum size be at least 2")
      return nil
    }
    return CohortRule(levels: levels, minimumSize: minimum)
  }
}
