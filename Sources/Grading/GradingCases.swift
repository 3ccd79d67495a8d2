internal import Foundation
public import PolicyModels
public import PortfolioCore

/// Runs the cases that stand beside grading models: facts in, grade and score out.
///
/// A file of cases names its model and lists cases, each with a name, facts by name and what is expected.
/// Facts that a case leaves out are unknown; `n/a` makes one not applicable.
public enum GradingCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// What differs; nil when the case holds.
    public let difference: BilingualText?
    /// Whether it holds.
    public var holds: Bool { difference == nil }
    /// What differs, or an empty text.
    public var message: BilingualText { difference ?? BilingualText(zh: "", en: "") }
  }

  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [Result] {
    var results: [Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model")
      let cases = map.list("cases").compactMap { GradingCase($0, log: log) }
      map.finish()
      guard let id, !log.hasErrors else { throw ProblemList(log.problems) }
      let (model, _) = try catalogue.load(GradingModel.self, id: id)
      results += cases.map { $0.run(model) }
    }
    return results
  }
}

private struct GradingCase {
  let name: String
  let place: Place
  let facts: [(FactID, String)]
  let grade: String?
  let gate: String?
  let score: Double?
  let interval: [Double]
  let coverage: Double?
  let parts: [(String, Double)]

  init?(_ value: ModelValue, log: ModelLog) {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    var facts: [(FactID, String)] = []
    if var given = map.map("facts") {
      for entry in given.allEntries() {
        let id = FactID(entry.key)
        guard FactCatalogue.definition(id) != nil else {
          log.bad(entry.keyPlace, value: entry.key, zh: "没有这个事实", en: "There is no such fact")
          continue
        }
        guard let text = entry.value.string(log) else { continue }
        let type = FactCatalogue.definition(id)?.type
        let isReadable =
          text == "n/a" || type == .category
          || (type == .decimal ? Double(text)?.isFinite == true : Int32(text) != nil)
        if !isReadable {
          log.bad(entry.value.place, value: text, zh: "不是这个事实的值", en: "Not a value of this fact")
        }
        if text != "n/a" { FactVocabulary.check(text, of: id, at: entry.value.place, log) }
        facts.append((id, text))
      }
    }
    guard var expected = map.map("expect") else { return nil }
    grade = expected.optionalString("grade")
    gate = expected.optionalString("gate")
    score = expected.optionalNumber("score")
    let limits = expected.optional("interval")
    interval = limits?.list(log).compactMap { $0.number(log) } ?? []
    if let limits, interval.count != 2 {
      log.bad(limits.place, zh: "interval 写成 [低, 高]", en: "Write interval as [low, high]")
    }
    coverage = expected.optionalNumber("coverage")
    var parts: [(String, Double)] = []
    if var list = expected.optionalMap("points") {
      for entry in list.allEntries() {
        if let number = entry.value.number(log) { parts.append((entry.key, number)) }
      }
    }
    self.parts = parts
    let numbers = [score, coverage].compactMap { $0 }
    if grade == nil && gate == nil && numbers.isEmpty && limits == nil && parts.isEmpty {
      log.bad(expected.place, zh: "expect 中没有任何期望", en: "'expect' expects nothing")
    }
    expected.finish()
    map.finish()
    guard let name else { return nil }
    self.name = name
    self.facts = facts
    place = value.place
  }

  func run(_ model: GradingModel) -> GradingCases.Result {
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1])
    for (id, text) in facts { if let column = column(id, text) { table.set(column) } }
    if table[.rightKind] == nil { table.set(word(.rightKind, model.appliesTo.first?.rawValue ?? "")) }
    let engine = GradingEngine(model: model, table: table)
    let result = engine.grade()
    var wrong: [(String, String, String)] = []
    func compare(_ what: String, _ expected: String?, _ found: String) {
      if let expected, expected != found { wrong.append((what, expected, found)) }
    }
    func compare(_ what: String, _ expected: Double?, _ found: Double) {
      if let expected, abs(expected - found) > 0.005 { wrong.append((what, "\(expected)", "\(found)")) }
    }
    switch result.outcome(0) {
    case .graded(let index):
      compare("grade", grade, model.grades[index].grade)
      compare("gate", gate, "-")
    case .gated(let index):
      compare("gate", gate, model.gates[index].id)
      compare("grade", grade, "-")
    case .otherKind:
      compare("grade", grade, "-")
      compare("gate", gate, "-")
    }
    compare("score", score, Double(result.points[0]))
    if interval.count == 2 {
      compare("interval", interval[0], Double(result.low[0]))
      compare("interval", interval[1], Double(result.high[0]))
    }
    compare("coverage", coverage, Double(result.coverage[0]))
    let found = engine.parts(row: 0)
    for (id, points) in parts {
      compare("points of \(id)", points, found.first { $0.criterion.id == id }?.points ?? -1)
    }
    guard !wrong.isEmpty else { return GradingCases.Result(name: name, place: place, difference: nil) }
    let text = BilingualText(
      zh: wrong.map { "\($0.0) 应为 \($0.1)，得到 \($0.2)" }.joined(separator: "；"),
      en: wrong.map { "\($0.0): expected \($0.1), found \($0.2)" }.joined(separator: "; "))
    return GradingCases.Result(name: name, place: place, difference: text)
  }

  private func word(_ id: FactID, _ text: String) -> FactColumn {
    FactColumn(id: id, type: .category, states: [.known], values: .categories(codes: [0], names: [text]))
  }

  private func column(_ id: FactID, _ text: String) -> FactColumn? {
    guard let type = FactCatalogue.definition(id)?.type else { return nil }
    if text == "n/a" {
      let values: FactColumn.Values =
        type == .category
        ? .categories(codes: [0], names: [""]) : type == .decimal ? .decimals([0]) : .integers([0])
      return FactColumn(id: id, type: type, states: [.notApplicable], values: values)
    }
    if type == .category { return word(id, text) }
    let values: FactColumn.Values
    if type == .decimal {
      guard let number = Double(text) else { return nil }
      values = .decimals([number])
    } else {
      guard let number = Int32(text) else { return nil }
      values = .integers([number])
    }
    return FactColumn(id: id, type: type, states: [.known], values: values)
  }
}
