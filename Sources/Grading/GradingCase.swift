internal import PolicyModels
internal import PortfolioCore

/// One case beside a grading model: facts and answers in, grade, score and reasons out.
struct GradingCase {
  let name: String
  let place: Place
  private let facts: [(FactID, String)]
  private let answers: [Answer]
  private let last: [(name: String, value: String, place: Place)]
  private let weightSet: (id: String, place: Place)?
  private let expected: Expectation

  private struct Answer {
    let question: String
    let assessor: String
    let role: String?
    let score: Int
    let place: Place
  }

  /// What a case expects; what it does not name is not compared.
  private struct Expectation {
    var grade: String?
    var gate: String?
    var fired: [String]?
    var tiers: [(String, String)] = []
    var couldBe: [String] = []
    var score: Double?
    var interval: [Double] = []
    var coverage: Double?
    var points: [(String, Double)] = []
  }

  init?(_ value: ModelValue, log: ModelLog) {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    facts = map.map("facts").map { GradingCase.readFacts($0, log) } ?? []
    answers = map.optionalMap("answers").map { GradingCase.readAnswers($0, log) } ?? []
    var last: [(name: String, value: String, place: Place)] = []
    if var given = map.optionalMap("last") {
      for entry in given.allEntries() {
        if let text = entry.value.string(log) { last.append((entry.key, text, entry.keyPlace)) }
      }
    }
    self.last = last
    weightSet = map.optional("weights").flatMap { value in value.string(log).map { ($0, value.place) } }
    guard let expected = map.map("expect") else { return nil }
    self.expected = GradingCase.readExpectation(expected, log)
    map.finish()
    guard let name else { return nil }
    self.name = name
    place = value.place
  }

  private static func readFacts(_ given: ModelMap, _ log: ModelLog) -> [(FactID, String)] {
    var given = given
    var facts: [(FactID, String)] = []
    for entry in given.allEntries() {
      let id = FactID(entry.key)
      guard let type = FactCatalogue.definition(id)?.type else {
        log.noSuchFact(entry.key, at: entry.keyPlace)
        continue
      }
      guard let text = entry.value.string(log) else { continue }
      if text != "n/a" && type != .category && CaseColumn.values(type, text) == nil {
        log.bad(entry.value.place, value: text, zh: "不是这个事实的值", en: "Not a value of this fact")
      }
      if text != "n/a" { FactVocabulary.check(text, of: id, at: entry.value.place, log) }
      facts.append((id, text))
    }
    return facts
  }

  /// `{question: {assessor: score}}` or `{question: {assessor: {score, role}}}`.
  private static func readAnswers(_ given: ModelMap, _ log: ModelLog) -> [Answer] {
    var given = given
    var answers: [Answer] = []
    for question in given.allEntries() {
      var people = ModelMap(question.value, log: log)
      for person in people.allEntries() {
        var role: String?
        let score: Int?
        if case .map = person.value.content {
          var inner = ModelMap(person.value, log: log)
          score = inner.integer("score")
          role = inner.optionalString("role")
          inner.finish()
        } else {
          score = person.value.integer(log)
        }
        guard let score else { continue }
        if !(1...5).contains(score) {
          log.bad(person.value.place, value: "\(score)", zh: "答案为 1 至 5", en: "Answers are 1 to 5")
        }
        answers.append(
          Answer(
            question: question.key, assessor: person.key, role: role, score: score, place: question.keyPlace))
      }
    }
    return answers
  }

  private static func readExpectation(_ given: ModelMap, _ log: ModelLog) -> Expectation {
    var map = given
    var expected = Expectation()
    expected.grade = map.optionalString("grade")
    expected.gate = map.optionalString("gate")
    expected.fired = map.optional("fired").map { $0.list(log).compactMap { $0.string(log) } }
    expected.score = map.optionalNumber("score")
    let limits = map.optional("interval")
    expected.interval = limits?.list(log).compactMap { $0.number(log) } ?? []
    if let limits, expected.interval.count != 2 {
      log.bad(limits.place, zh: "interval 写成 [低, 高]", en: "Write interval as [low, high]")
    }
    let grades = map.optional("couldBe")
    expected.couldBe = grades?.list(log).compactMap { $0.string(log) } ?? []
    if let grades, expected.couldBe.count != 2 {
      log.bad(grades.place, zh: "couldBe 写成 [最低等级, 最高等级]", en: "Write couldBe as [worst grade, best grade]")
    }
    expected.coverage = map.optionalNumber("coverage")
    if var list = map.optionalMap("points") {
      for entry in list.allEntries() {
        if let number = entry.value.number(log) { expected.points.append((entry.key, number)) }
      }
    }
    if var list = map.optionalMap("tiers") {
      for entry in list.allEntries() {
        if let tier = entry.value.string(log) { expected.tiers.append((entry.key, tier)) }
      }
    }
    let isEmpty =
      expected.grade == nil && expected.gate == nil && expected.fired == nil && expected.score == nil
      && limits == nil && grades == nil && expected.coverage == nil && expected.points.isEmpty
      && expected.tiers.isEmpty
    if isEmpty { log.bad(map.place, zh: "expect 中没有任何期望", en: "'expect' expects nothing") }
    map.finish()
    return expected
  }

  // MARK: Running

  func run(_ model: GradingModel) -> GradingCases.Result {
    var table = FactTable(asOf: CaseColumn.day, rightIDs: [1])
    for (id, text) in facts { if let column = CaseColumn.column(id, text) { table.set(column) } }
    if table[.rightKind] == nil {
      table.set(CaseColumn.word(.rightKind, model.appliesTo.first?.rawValue ?? ""))
    }
    var wrong: [(String, String, String)] = []
    var context = GradingContext(weightSet: weightSet?.id)
    if let weightSet, !model.weightSets.contains(where: { $0.id == weightSet.id }) {
      wrong.append(("weights", weightSet.id, "-"))
    }
    for answer in answers {
      if !model.questions.contains(where: { $0.id == answer.question }) {
        wrong.append(("answers", answer.question, "-"))
      }
      context.answers.add(
        row: 0, question: answer.question, assessor: answer.assessor, role: answer.role, day: table.asOf,
        score: answer.score)
    }
    context.answers.settle()
    if !last.isEmpty {
      let part = GradingEngine(model: model, table: table).part(0)
      switch CaseColumn.earlier(last, part) {
      case .success(let earlier): context.earlier = earlier
      case .failure(let unknown): wrong.append(("last", unknown.name, "-"))
      }
    }
    let engine = GradingEngine(model: model, table: table, context: context)
    wrong += differences(engine, engine.grade(), model)
    guard !wrong.isEmpty else { return GradingCases.Result(name: name, place: place, difference: nil) }
    let text = BilingualText(
      zh: wrong.map { "\($0.0) 应为 \($0.1)，得到 \($0.2)" }.joined(separator: "；"),
      en: wrong.map { "\($0.0): expected \($0.1), found \($0.2)" }.joined(separator: "; "))
    return GradingCases.Result(name: name, place: place, difference: text)
  }

  private func differences(_ engine: GradingEngine, _ result: GradingResult, _ model: GradingModel) -> [(
    String, String, String
  )] {
    var wrong: [(String, String, String)] = []
    func compare(_ what: String, _ expected: String?, _ found: String) {
      if let expected, expected != found { wrong.append((what, expected, found)) }
    }
    func compare(_ what: String, _ expected: Double?, _ found: Double) {
      if let expected, abs(expected - found) > 0.005 { wrong.append((what, "\(expected)", "\(found)")) }
    }
    let outcome = result.outcome(0)
    if case .graded = outcome {
      compare("grade", expected.grade, model.name(of: outcome))
    } else {
      compare("grade", expected.grade, "-")
    }
    if case .gated = outcome {
      compare("gate", expected.gate, model.name(of: outcome))
    } else {
      compare("gate", expected.gate, "-")
    }
    if let fired = expected.fired {
      compare(
        "fired", fired.joined(separator: ", "), engine.firedGates(row: 0).map(\.id).joined(separator: ", "))
    }
    if expected.couldBe.count == 2 {
      compare(
        "couldBe worst", expected.couldBe[0], model.name(of: GradingResult.outcome(of: result.worst[0])))
      compare("couldBe best", expected.couldBe[1], model.name(of: GradingResult.outcome(of: result.best[0])))
    }
    compare("score", expected.score, Double(result.points[0]))
    if expected.interval.count == 2 {
      compare("interval", expected.interval[0], Double(result.low[0]))
      compare("interval", expected.interval[1], Double(result.high[0]))
    }
    compare("coverage", expected.coverage, Double(result.coverage[0]))
    let axes = engine.part(0)?.axes ?? []
    for (id, tier) in expected.tiers {
      let number = axes.firstIndex { $0.id == id }
      let found = number.flatMap { number -> String? in
        let index = Int(result.axes[number].tiers[0])
        return axes[number].tiers.indices.contains(index) ? axes[number].tiers[index].id : nil
      }
      compare("tier of \(id)", tier, found ?? "-")
    }
    let parts = engine.parts(row: 0)
    for (id, points) in expected.points {
      compare("points of \(id)", points, parts.first { $0.criterion.id == id }?.points ?? -1)
    }
    return wrong
  }
}

/// Makes the columns of a table of one right from the texts of a case.
enum CaseColumn {
  /// The as-of day of cases.
  static let day = CalendarDay(number: 20_000)

  struct UnknownTier: Error { let name: String }

  static func word(_ id: FactID, _ text: String) -> FactColumn {
    FactColumn(id: id, type: .category, states: [.known], values: .categories(codes: [0], names: [text]))
  }

  /// The value as a type stores it, or nil when the text is none. A day may be written as days before the
  /// as-of day of cases (`-400`) or after it (`+30`), for conditions on the time since.
  static func values(_ type: FactType, _ text: String) -> FactColumn.Values? {
    switch type {
    case .category: return .categories(codes: [0], names: [text])
    case .decimal: return Double(text).flatMap { $0.isFinite ? .decimals([$0]) : nil }
    case .flag:
      if text == "yes" || text == "no" { return .integers([text == "yes" ? 1 : 0]) }
      return Int32(text).map { .integers([$0]) }
    case .integer: return Int32(text).map { .integers([$0]) }
    case .day:
      if let sign = text.first, sign == "-" || sign == "+", let days = Int32(text) {
        return .integers([day.number + days])
      }
      return Int32(text).map { .integers([$0]) }
    }
  }

  static func column(_ id: FactID, _ text: String) -> FactColumn? {
    guard let type = FactCatalogue.definition(id)?.type else { return nil }
    if text == "n/a" {
      let values: FactColumn.Values =
        type == .category
        ? .categories(codes: [0], names: [""]) : type == .decimal ? .decimals([0]) : .integers([0])
      return FactColumn(id: id, type: type, states: [.notApplicable], values: values)
    }
    return values(type, text).map { FactColumn(id: id, type: type, states: [.known], values: $0) }
  }

  /// Last year's tiers: `{grade: B}` for a part of one axis, `{quality: high, impact: some}` for two.
  static func earlier(_ last: [(name: String, value: String, place: Place)], _ part: GradingPart?) -> Result<
    EarlierGrades, UnknownTier
  > {
    guard let part else { return .failure(UnknownTier(name: last.map(\.value).joined(separator: ", "))) }
    var tiers = part.axes.map { _ in [Int8(-1)] }
    for (name, value, _) in last {
      let number = part.axes.count == 1 && name == "grade" ? 0 : part.axes.firstIndex { $0.id == name }
      guard let number, let tier = part.axes[number].tiers.firstIndex(where: { $0.id == value }) else {
        return .failure(UnknownTier(name: "\(name): \(value)"))
      }
      tiers[number] = [Int8(tier)]
    }
    return .success(
      EarlierGrades(
        runID: 0, asOf: day, names: last.map(\.value), outcomes: [0], points: [0], tiers: tiers))
  }
}

extension GradingEngine {
  /// The gates that bound a row's grade and fired: caps, floors and vetoes, in the order of the file.
  public func firedGates(row: Int) -> [Gate] {
    guard let part = compiled(row) else { return [] }
    return part.firedBounds(row).map { part.part.gates[$0] }
  }
}
