import BuiltinModels
import PolicyModels
import PortfolioCore
import Testing

@testable import Grading

/// Every limit of a shipped rule book has a case that stands on it, and every gate a case in which it fires: what no
/// case holds fast could be changed and nobody would see it.
@Suite struct CaseCoverageTests {
  private struct Case {
    var facts: [String: String] = [:]
    var answers: [String: Set<Int>] = [:]
    var points: Set<String> = []
    var hasScore = false
    var gates: Set<String> = []
    var hasLast = false
  }

  static let books = BuiltinModelFiles.all.map(\.path)
    .filter { $0.hasPrefix("Grading/") && !$0.hasSuffix(".cases.yaml") }

  private func file(_ path: String) throws -> ModelFile {
    let found = try #require(BuiltinModelFiles.all.first { $0.path == path }, "\(path)")
    return ModelFile(path: found.path, text: found.text, origin: .builtin)
  }

  private func cases(_ path: String) throws -> [Case] {
    let log = ModelLog()
    var map = ModelMap(try ModelValue.parse(try file(path).text, file: path), log: log)
    return map.list("cases").map { value in
      var map = ModelMap(value, log: log)
      var one = Case()
      if var facts = map.optionalMap("facts") {
        for entry in facts.allEntries() { one.facts[entry.key] = entry.value.string(log) }
      }
      if var questions = map.optionalMap("answers") {
        for question in questions.allEntries() {
          var people = ModelMap(question.value, log: log)
          for person in people.allEntries() {
            if case .map = person.value.content {
              var inner = ModelMap(person.value, log: log)
              if let score = inner.integer("score") { one.answers[question.key, default: []].insert(score) }
            } else if let score = person.value.integer(log) {
              one.answers[question.key, default: []].insert(score)
            }
          }
        }
      }
      one.hasLast = map.optional("last") != nil
      if var expected = map.optionalMap("expect") {
        one.hasScore = expected.optional("score") != nil
        if let gate = expected.optionalString("gate") { one.gates.insert(gate) }
        one.gates.formUnion(expected.optional("fired")?.list(log).compactMap { $0.string(log) } ?? [])
        if var points = expected.optionalMap("points") {
          one.points = Set(points.allEntries().map(\.key))
        }
      }
      return one
    }
  }

  /// What of a book has no case.
  private func gaps(_ model: GradingModel, _ cases: [Case]) -> [String] {
    var gaps: [String] = []
    for criterion in model.criteria {
      let telling = cases.filter { $0.hasScore || $0.points.contains(criterion.id) }
      func value(_ wanted: Double) {
        guard !telling.contains(where: { $0.facts[criterion.fact.name].flatMap(Double.init) == wanted })
        else { return }
        gaps.append("\(criterion.id) at \(wanted)")
      }
      switch criterion.scale {
      case .bands(let bands): bands.forEach { value($0.from) }
      case .linear(let from, let to, _, _): [from, to].forEach(value)
      case .table(let points):
        for word in points.keys.sorted()
        where !telling.contains(where: { $0.facts[criterion.fact.name] == word }) {
          gaps.append("\(criterion.id) at \(word)")
        }
      case .levels:
        let question = criterion.question?.id ?? ""
        for level in 1...5 where !telling.contains(where: { $0.answers[question]?.contains(level) ?? false })
        {
          gaps.append("\(criterion.id) at level \(level)")
        }
      // One right is no cohort: the bands for cohorts that are too small are what a case can show.
      case .cohortPercentile(let bands): bands.forEach { value($0.from) }
      }
    }
    for gate in model.gates where !cases.contains(where: { $0.gates.contains(gate.id) }) {
      gaps.append("gate \(gate.id)")
    }
    for part in model.parts
    where part.hysteresis > 0 && cases.count(where: \.hasLast) < 4 * (part.grades.count - 1) {
      gaps.append("hysteresis of \(part.id)")
    }
    return gaps
  }

  @Test(arguments: books)
  func everyLimitAndEveryGateHasItsCase(path: String) throws {
    let (model, _) = try ModelCatalogue.load(GradingModel.self, file: try file(path))
    let cases = try cases(path.replacing(".yaml", with: ".cases.yaml"))
    #expect(gaps(model, cases) == [])
  }

  /// The finder finds: without its cases a book has a gap for each limit and gate.
  @Test func withoutCasesEverythingIsAGap() throws {
    let (model, _) = try ModelCatalogue.load(
      GradingModel.self, file: try file("Grading/central-enterprise.yaml"))
    let gaps = gaps(model, [])
    for gate in model.gates { #expect(gaps.contains("gate \(gate.id)")) }
    #expect(gaps.contains("hysteresis of patents") && gaps.count > 100)
  }

  /// Whatever decides by figures has its cases beside it.
  @Test func everyModelThatReckonsHasCases() {
    let paths = Set(BuiltinModelFiles.all.map(\.path))
    let folders = [
      "Grading/", "Fees/", "Scores/", "Classifications/", "Gates/", "Routes/", "Scenarios/", "Decisions/",
      "Lenders/",
      "Hazard/", "Targets/", "Benchmarks/", "Valuation/",
    ]
    // Holidays and the like of a folder are tables, not rules; a checklist has nothing to reckon.
    // The index of prices is shipped empty, to be filled: there is nothing to reckon with.
    let isEmpty: Set = ["Valuation/price-index.yaml"]
    for path in paths.sorted()
    where folders.contains(where: path.hasPrefix) && !path.hasSuffix(".cases.yaml") && !isEmpty.contains(path) {
      #expect(paths.contains(path.replacing(".yaml", with: ".cases.yaml")), "\(path) has no cases")
    }
  }
}
