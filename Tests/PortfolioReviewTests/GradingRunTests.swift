import Foundation
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Rule books with experts, several views and last year's grades, from the tables to the stored run.
@Suite struct GradingRunTests {
  /// One expert question on a scale, grades with a margin, a second weight set.
  private static let model = """
    kind: grading-model
    id: committee
    version: "1"
    title: {zh: 评审会, en: Committee}
    checkedOn: 2026-01-01
    sources:
      house: {title: House, standing: house-default}
    appliesTo: [invention, utility-model]
    cohort: {levels: [[]], minimumSize: 30}
    questions:
      - id: strength
        title: {zh: 强度, en: Strength}
        text: {zh: 多强, en: How strong}
        levels: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}, {zh: 四, en: four}, {zh: 五, en: five}]
        answeredBy: [technical, market]
        show: [claims]
        combine: {byRole: {technical: 0.5, market: 0.5}}
        source: house
    gates:
      - id: expired
        title: {zh: 届满, en: Expired}
        when: {fact: legal-status, is: expired}
        says: {zh: 届满, en: expired}
    criteria:
      - id: experts
        title: {zh: 专家, en: Experts}
        question: strength
        weight: 0.5
        levels: [0, 25, 50, 75, 100]
        whenUnknown: {range: [0, 100], assume: 50}
        says: {zh: "{value}", en: "{value}"}
        source: house
      - id: claim-count
        title: {zh: 权项, en: Claims}
        fact: claims
        weight: 0.5
        bands: [[0, 0], [10, 100]]
        whenUnknown: {range: [0, 100], assume: 50}
        says: {zh: "{value}", en: "{value}"}
        source: house
    grades:
      - {grade: good, atLeast: 50, title: {zh: 好, en: good}}
      - {grade: fair, atLeast: 0, title: {zh: 中, en: fair}}
    hysteresis: {margin: 20}
    weightSets:
      - {id: claims-first, title: {zh: 权项, en: Claims}, weights: {experts: 0.1, claim-count: 0.9}, source: house}
    """

  private static let rights = """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,owners
    P1,invention,CN,Bogie,2017-03-02,2019-05-07,in-force,2025-06-30,12,Acme
    P2,utility-model,CN,Clamp,2016-03-02,2016-12-02,in-force,2025-06-30,8,Acme
    P3,invention,CN,Sensor,2018-03-20,2020-03-20,in-force,2025-06-30,8,Acme

    """

  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("models/committee.yaml", GradingRunTests.model)
    workspace = try Workspace.open(at: folder.file("store.sqlite"), models: folder.file("models"))
  }

  private func take(_ number: Int, _ tables: [String: String], on day: String) throws {
    for (name, text) in tables { try folder.write("\(number)/\(name).csv", text) }
    _ = try workspace.importPortfolio(from: folder.file("\(number)"), observedOn: Portfolio.day(day))
  }

  private func review(_ day: String, weights: String? = nil, previous: PreviousRun = .latest) throws
    -> ReviewRun
  {
    try workspace.review(
      asOf: Portfolio.day(day), model: "committee", portfolioName: "P", compare: ["bibliographic-screening"],
      weights: weights, previous: previous)
  }

  private func answers(_ lines: String...) -> [String: String] {
    ["assessments": "right,assessor,day,question,score,role\n" + lines.map { $0 + "\n" }.joined()]
  }

  private func grade(_ run: ReviewRun, _ number: String) -> String {
    run.gradingModel.name(of: run.grades.outcome(run.row(number)))
  }

  @Test func answersViewsAndWeightsAreStoredWithTheRun() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    try take(
      2,
      answers(
        "P1,a,2025-05-01,strength,2,technical", "P1,a,2025-06-01,strength,4,technical",
        "P1,b,2025-06-01,strength,3,market", "P3,a,2025-06-01,strength,5,technical",
        "P3,b,2027-01-05,strength,1,market"), on: "2025-07-01")
    let run = try review("2025-12-31")
    // P1: (4 + 3) / 2 = 3.5, 62.5 points; the earlier answer of a is gone.
    #expect(abs(run.grades.points[run.row("P1")] - 81.25) < 1e-4)
    #expect(run.grades.coverage[run.row("P1")] == 1)
    // P3: market has not answered by the day: 5 counts alone, 3 to 5 are possible.
    #expect(abs(run.grades.points[run.row("P3")] - 50) < 1e-4)
    #expect(abs(run.grades.low[run.row("P3")] - 25) < 1e-4 && abs(run.grades.high[run.row("P3")] - 50) < 1e-4)
    #expect(abs(run.grades.coverage[run.row("P3")] - 0.75) < 1e-6)
    #expect(run.grades.isUnsettled(run.row("P3")))
    #expect(
      run.engine(run.primary).settlingFacts(row: run.row("P3")).map(\.fact) == [FactID(question: "strength")])
    #expect(run.views.map(\.model.header.id) == ["bibliographic-screening"])
    let loaded = try workspace.run(run.id)
    #expect(loaded.answers == run.answers)
    #expect(loaded.grades == run.grades)
    #expect(loaded.primary.weights == run.primary.weights)
    #expect(loaded.views.map(\.grades) == run.views.map(\.grades))
    // The same again is the same run.
    #expect(try review("2025-12-31").id == run.id)
    #expect(try review("2025-12-31", weights: "claims-first").id != run.id)
  }

  @Test func weightSetsChangeTheScoreAndUnknownOnesAreRefused() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    let run = try review("2025-12-31", weights: "claims-first")
    #expect(abs(run.grades.points[run.row("P1")] - 95) < 1e-4)
    #expect(run.primary.weights.weightSet == "claims-first")
    do {
      _ = try review("2025-12-31", weights: "pledge")
      Issue.record("no such weight set")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.noSuchWeightSet])
      #expect(list.problems[0].remedy?.en.contains("claims-first") == true)
    }
  }

  /// P1 has 100 from its claims; with 5 in both roles 100 points, with 1 in both 50 less.
  @Test func lastYearsGradeHoldsWithinTheMarginAndIsStored() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    try take(
      2, answers("P3,a,2025-06-01,strength,5,technical", "P3,b,2025-06-01,strength,5,market"),
      on: "2025-07-01")
    let first = try review("2025-12-31")
    #expect(first.primary.earlier == nil)
    #expect(grade(first, "P3") == "good")
    // 3.5 instead of 5: 31.25 points, below 50 by less than the margin of 20.
    try take(
      3, answers("P3,a,2026-06-01,strength,4,technical", "P3,b,2026-06-01,strength,3,market"),
      on: "2026-07-01")
    let second = try review("2026-12-31")
    #expect(second.primary.earlier?.runID == first.id)
    #expect(abs(second.grades.points[second.row("P3")] - 31.25) < 1e-4)
    #expect(grade(second, "P3") == "good")
    #expect(second.engine(second.primary).isHeld(row: second.row("P3")))
    let loaded = try workspace.run(second.id)
    #expect(loaded.primary.earlier == second.primary.earlier)
    #expect(loaded.engine(loaded.primary).grade() == second.grades)
    // Without looking back, the score alone decides.
    let alone = try review("2026-12-31", previous: .none)
    #expect(grade(alone, "P3") == "fair" && alone.primary.earlier == nil)
    #expect(try review("2026-12-31", previous: .run(first.id)).primary.earlier?.runID == first.id)
    let diff = RunDiff(before: first, after: alone)
    let move = try #require(diff.moved.first { alone.table.text("number", $0.afterRow) == "P3" })
    #expect(move.causes == [.expert])
    let sum = try #require(diff.pointsByCauses.first { $0.causes == [.expert] })
    #expect(sum.rights == 1 && abs(sum.points + 18.75) < 1e-4)
  }

  /// The screening asks no experts: that the committee's book does is no change of what experts said.
  @Test func anotherRuleBookIsTheOnlyCause() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    try take(2, answers("P1,a,2025-06-01,strength,4,technical"), on: "2025-07-01")
    let committee = try review("2025-12-31")
    let screening = try workspace.review(asOf: Portfolio.day("2025-12-31"), portfolioName: "P")
    for diff in [
      RunDiff(before: screening, after: committee), RunDiff(before: committee, after: screening),
    ] {
      let moves = diff.moved + diff.rescored
      #expect(moves.count == 3 && moves.allSatisfy { $0.causes == [.model] }, "\(moves.map(\.causes))")
    }
  }

  /// A new answer and a new number of claims move one right together.
  @Test func aRightMayMoveForTwoReasons() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    let before = try review("2025-12-31")
    try take(
      2,
      [
        "assessments":
          "right,assessor,day,question,score,role\nP2,a,2025-07-01,strength,5,technical\nP2,b,2025-07-01,strength,5,market\n",
        "rights":
          "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,owners\nP2,utility-model,CN,Clamp,2016-03-02,2016-12-02,in-force,2025-08-01,12,Acme\n",
      ], on: "2025-08-01")
    let after = try review("2025-12-31", previous: .none)
    let diff = RunDiff(before: before, after: after)
    let move = try #require(
      (diff.moved + diff.rescored).first { after.table.text("number", $0.afterRow) == "P2" })
    #expect(move.causes == [.data, .expert] && move.changedFacts == [.claims])
  }

  /// A utility model of 2 March 2016 ends ten years later, as everybody knew.
  @Test func aTermThatRunsOutIsTheWorkOfTime() throws {
    try take(1, ["rights": GradingRunTests.rights], on: "2025-06-30")
    let before = try review("2025-12-31")
    let after = try review("2026-12-31")
    #expect(after.fact(.legalStatus, "P2") == "expired")
    let diff = RunDiff(before: before, after: after)
    let move = try #require(diff.moved.first { after.table.text("number", $0.afterRow) == "P2" })
    #expect(move.after == "expired" && move.causes == [.time])
    #expect(move.changedFacts.isEmpty)
  }
}
