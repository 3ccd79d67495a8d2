import PolicyModels
import PortfolioCore
import Testing

@testable import Grading

/// Last year's grade holds within the margin, both ways, and no further.
@Suite struct HysteresisTests {
  private func model(margin: Double?) throws -> GradingModel {
    let text = """
      kind: grading-model
      id: trial
      version: "1"
      title: {zh: 试, en: Trial}
      checkedOn: 2026-01-01
      sources:
        house: {title: House, standing: house-default}
      appliesTo: [invention]
      cohort: {levels: [[]], minimumSize: 5}
      criteria:
        - id: term
          title: {zh: 期, en: Term}
          fact: remaining-term
          weight: 1
          linear: {from: 0, to: 100}
          whenUnknown: {range: [0, 100], assume: 50}
          says: {zh: 期, en: term}
          source: house
      grades:
        - {grade: A, atLeast: 70, title: {zh: 甲, en: a}}
        - {grade: B, atLeast: 55, title: {zh: 乙, en: b}}
        - {grade: C, atLeast: 40, title: {zh: 丙, en: c}}
        - {grade: D, atLeast: 0, title: {zh: 丁, en: d}}
      \(margin.map { "hysteresis: {margin: \($0)}" } ?? "")
      """
    return try ModelCatalogue.load(
      GradingModel.self, file: ModelFile(path: "Grading/trial.yaml", text: text, origin: .user)
    ).0
  }

  private func grade(_ points: Double, last: Int8, margin: Double?) throws -> String {
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1])
    table.set(
      FactColumn(id: .remainingTerm, type: .decimal, states: [.known], values: .decimals([points])))
    let earlier = EarlierGrades(
      runID: 1, asOf: CalendarDay(number: 19_600), names: ["A"], outcomes: [0], points: [0], tiers: [[last]])
    let model = try model(margin: margin)
    let result = GradingEngine(model: model, table: table, context: GradingContext(earlier: earlier)).grade()
    return model.name(of: result.outcome(0))
  }

  /// Score, last year's grade (0 is A, -1 none), and what follows with a margin of 3.
  @Test(arguments: [
    (70.0, 1, "B"), (72.99, 1, "B"), (73, 1, "A"), (69, 0, "A"), (67, 0, "A"), (66.99, 0, "B"), (54, 0, "B"),
    (52, 0, "B"), (51.99, 0, "C"), (55, 2, "C"), (58, 2, "B"), (71, 3, "B"), (73, 3, "A"), (36.99, 2, "D"),
    (37, 2, "C"), (0, 0, "D"), (100, 3, "A"), (70, -1, "A"), (69.99, -1, "B"), (42, 3, "D"), (43, 3, "C"),
  ])
  func theMarginHoldsBothWays(points: Double, last: Int, expected: String) throws {
    #expect(try grade(points, last: Int8(last), margin: 3) == expected)
  }

  @Test(arguments: [(70.0, 1, "A"), (69.99, 0, "B"), (55, 2, "B"), (39.99, 2, "D")])
  func withoutAMarginLastYearDoesNotMatter(points: Double, last: Int, expected: String) throws {
    #expect(try grade(points, last: Int8(last), margin: nil) == expected)
  }

  /// A score that stays where it is moves nobody, whatever the year before, and a second year changes nothing.
  @Test(arguments: 1...30)
  func aSecondYearWithTheSameScoreMovesNobody(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let points = Double.random(in: 0...100, using: &random)
    let names = ["A", "B", "C", "D"]
    for last in 0..<4 {
      let first = try grade(points, last: Int8(last), margin: 3)
      let second = try grade(points, last: Int8(names.firstIndex(of: first)!), margin: 3)
      #expect(first == second, "seed \(seed), \(points) points, last \(names[last])")
    }
  }
}
