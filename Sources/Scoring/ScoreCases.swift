internal import Grading
public import PolicyModels
public import PortfolioCore

/// Runs the cases that stand beside score sets and classifications: facts in, scores or verdicts out.
///
/// A file of cases names its `model` and lists `cases`, each with a `name`, `facts` by name and what is expected:
/// `scores` and `ranges` by the score's id, or `verdict` and `answers` by the case's id. Facts that a case leaves
/// out are unknown; `n/a` makes one not applicable.
public enum ScoreCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// What differs; empty when the case holds.
    public let differences: [String]
  }

  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [Result] {
    var results: [Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model")
      let cases = map.list("cases").compactMap { ScoreCase($0, log) }
      map.finish()
      guard let id, !log.hasErrors else { throw ProblemList(log.problems) }
      if catalogue.entries(kind: Classification.kind).contains(where: { $0.header?.id == id }) {
        let (model, _) = try catalogue.load(Classification.self, id: id)
        results += cases.map { $0.run(model) }
      } else {
        let (model, _) = try catalogue.load(ScoreSet.self, id: id)
        results += cases.map { $0.run(model) }
      }
    }
    return results
  }
}

private struct ScoreCase {
  let name: String
  let place: Place
  let table: FactTable
  let scores: [(String, Double?)]
  let ranges: [(String, [Double])]
  let verdict: Verdict?
  let answers: [(String, Verdict)]

  init?(_ value: ModelValue, _ log: ModelLog) {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let table = map.map("facts").map { StatedFacts.table($0, log: log) }
    var scores: [(String, Double?)] = []
    var ranges: [(String, [Double])] = []
    var verdict: Verdict?
    var answers: [(String, Verdict)] = []
    if var expected = map.map("expect") {
      if var list = expected.optionalMap("scores") {
        for entry in list.allEntries() {
          let text = entry.value.string(log)
          scores.append((entry.key, text == "unknown" ? nil : entry.value.number(log)))
        }
      }
      if var list = expected.optionalMap("ranges") {
        for entry in list.allEntries() {
          ranges.append((entry.key, entry.value.list(log).compactMap { $0.number(log) }))
        }
      }
      verdict = expected.optionalWord("verdict", as: Verdict.self)
      if var list = expected.optionalMap("answers") {
        for entry in list.allEntries() {
          if let answer = entry.value.word(as: Verdict.self, log) { answers.append((entry.key, answer)) }
        }
      }
      if scores.isEmpty && ranges.isEmpty && verdict == nil && answers.isEmpty {
        log.bad(expected.place, zh: "expect 中没有任何期望", en: "'expect' expects nothing")
      }
      expected.finish()
    }
    map.finish()
    guard let name, let table else { return nil }
    self.name = name
    place = value.place
    self.table = table
    self.scores = scores
    self.ranges = ranges
    self.verdict = verdict
    self.answers = answers
  }

  func run(_ model: ScoreSet) -> ScoreCases.Result {
    let engine = ScoreEngine(model: model, table: table)
    var wrong: [String] = []
    func found(_ id: String) -> ScoreValue? {
      guard let index = model.scores.firstIndex(where: { $0.id == id }) else {
        wrong.append("\(id): no such score")
        return nil
      }
      return engine.score(index, row: 0)
    }
    for (id, expected) in scores {
      guard let score = found(id) else { continue }
      let holds =
        expected.map { value in score.value.map { abs($0 - value) <= 0.005 } ?? false }
        ?? (score.value == nil)
      if !holds {
        wrong.append(
          "\(id): \(expected.map { "\($0)" } ?? "unknown") ≠ \(score.value.map { "\($0)" } ?? "unknown")")
      }
    }
    for (id, expected) in ranges {
      guard let score = found(id) else { continue }
      let ends = score.range.map { [$0.lowerBound, $0.upperBound] } ?? []
      if ends.count != expected.count || zip(ends, expected).contains(where: { abs($0 - $1) > 0.005 }) {
        wrong.append("\(id): \(expected) ≠ \(ends)")
      }
    }
    return ScoreCases.Result(name: name, place: place, differences: wrong)
  }

  func run(_ model: Classification) -> ScoreCases.Result {
    let engine = ClassificationEngine(model: model, table: table)
    var wrong: [String] = []
    let whole = engine.inScope(row: 0) == .yes ? engine.verdict(row: 0) : nil
    if let verdict, whole != verdict {
      wrong.append("verdict: \(verdict.rawValue) ≠ \(whole?.rawValue ?? "out of scope")")
    }
    for (id, expected) in answers {
      guard let one = model.cases.first(where: { $0.id == id }) else {
        wrong.append("\(id): no such case")
        continue
      }
      let answer = engine.verdict(one.test, row: 0)
      if answer != expected { wrong.append("\(id): \(expected.rawValue) ≠ \(answer.rawValue)") }
    }
    return ScoreCases.Result(name: name, place: place, differences: wrong)
  }
}
