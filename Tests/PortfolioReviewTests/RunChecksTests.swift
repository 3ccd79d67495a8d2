import Foundation
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a run may be compared with, and what counts as a move between two runs.
@Suite struct RunChecksTests {
  private static func rights(_ claims: Int) -> String {
    """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,owners
    P1,invention,CN,Bogie,2017-03-02,2019-05-07,in-force,2025-06-30,\(claims),Acme
    P2,invention,CN,Brake,2016-03-02,2018-12-02,lapsed,2025-06-30,\(claims),Acme
    P3,invention,CN,Sensor,2018-03-20,2020-03-20,in-force,2025-06-30,8,Acme

    """
  }

  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace.open(at: folder.file("store.sqlite"))
    try folder.write("1/rights.csv", RunChecksTests.rights(3))
    _ = try workspace.importPortfolio(from: folder.file("1"), observedOn: Portfolio.day("2025-06-30"))
  }

  private func codes(_ body: () throws -> Void) -> [ProblemCode] {
    do { try body() } catch let list as ProblemList { return list.problems.map(\.code) } catch { return [] }
    return []
  }

  @Test func aBookIsNotComparedWithItselfNorTwice() throws {
    let day = Portfolio.day("2025-12-31")
    #expect(
      codes { _ = try workspace.preview(asOf: day, model: "value-degree", compare: ["value-degree"]) }
        == [.comparedWithItself])
    #expect(
      codes {
        _ = try workspace.preview(
          asOf: day, model: "value-degree", compare: ["specialised-firm", "specialised-firm"])
      } == [.comparedWithItself])
    #expect(
      try workspace.preview(asOf: day, model: "value-degree", compare: ["specialised-firm"]).views.count == 1)
  }

  @Test func theEarlierRunMustHaveGradesOfTheModel() throws {
    let first = try workspace.review(asOf: Portfolio.day("2025-07-31"), model: "value-degree")
    let day = Portfolio.day("2025-12-31")
    #expect(
      codes { _ = try workspace.preview(asOf: day, model: "specialised-firm", previous: .run(first.id)) }
        == [.otherModelsRun])
    let second = try workspace.review(
      asOf: Portfolio.day("2025-07-31"), model: "central-enterprise", compare: ["specialised-firm"])
    // A book that stood beside has its grades in that run.
    let third = try workspace.preview(asOf: day, model: "specialised-firm", previous: .run(second.id))
    #expect(third.primary.earlier?.runID == second.id)
  }

  /// A run of the same or of a later day is nobody's last year.
  @Test(arguments: ["2025-07-31", "2025-07-01"])
  func theEarlierRunMustBeOfAnEarlierDay(day: String) throws {
    let run = try workspace.review(asOf: Portfolio.day("2025-07-31"), model: "value-degree")
    do {
      _ = try workspace.preview(asOf: Portfolio.day(day), model: "value-degree", previous: .run(run.id))
      Issue.record("graded")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.otherModelsRun])
      let problem = try #require(list.problems.first)
      for words in [problem.message.zh, problem.message.en] {
        #expect(words.contains("2025-07-31") && words.contains(day))
      }
    }
    let next = try workspace.preview(
      asOf: Portfolio.day("2025-08-01"), model: "value-degree", previous: .run(run.id))
    #expect(next.primary.earlier?.runID == run.id)
  }

  @Test func anotherWeightSetIsNamedAsSuch() throws {
    let day = Portfolio.day("2026-06-30")
    _ = try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/specialised-firm").path, observedOn: day)
    let before = try workspace.review(asOf: day, model: "value-degree")
    let set = try #require(before.gradingModel.weightSets.first?.id)
    let after = try workspace.review(asOf: day, model: "value-degree", weights: set)
    let diff = RunDiff(before: before, after: after)
    let moves = diff.moved + diff.rescored
    #expect(!moves.isEmpty && moves.allSatisfy { $0.causes == [.weights] }, "\(moves.map(\.causes))")
    let lines = try workspace.runs()
    #expect(lines.map { $0.books?.weightSet } == [nil, set])
    #expect(lines.allSatisfy { $0.books?.model == "Grading/value-degree.yaml" })
    let other = try workspace.review(
      asOf: day, model: "specialised-firm", compare: ["value-degree", "central-enterprise"])
    #expect(
      try workspace.runs().last?.books?.compared
        == ["Grading/value-degree.yaml", "Grading/central-enterprise.yaml"])
    #expect(try workspace.runs().last?.id == other.id)
  }

  /// The ended right has more claims now, and no grade before or after: that is no move of a score.
  @Test func rightsOutsideTheGradesHaveNoScoreToMove() throws {
    let day = Portfolio.day("2025-12-31")
    let before = try workspace.review(asOf: day)
    try folder.write("2/rights.csv", RunChecksTests.rights(20))
    _ = try workspace.importPortfolio(from: folder.file("2"), observedOn: Portfolio.day("2025-07-30"))
    let after = try workspace.review(asOf: day, previous: .none)
    let row = after.row("P2")
    #expect(before.grades.codes[before.row("P2")] < 0 && after.grades.codes[row] < 0)
    #expect(before.grades.points[before.row("P2")] != after.grades.points[row])
    let diff = RunDiff(before: before, after: after)
    let moves = diff.moved + diff.rescored
    #expect(moves.map { after.table.text("number", $0.afterRow) } == ["P1"])
    #expect(moves.allSatisfy { $0.hasScores })
    #expect(diff.unchanged == 2)
  }

  /// A set of scores is no rule book: it says what it is and how it is used.
  @Test func aScoreSetIsPointedToItsCommand() throws {
    do {
      _ = try workspace.preview(asOf: Portfolio.day("2025-12-31"), model: "value-functions")
      Issue.record("reviewed")
    } catch let list as ProblemList {
      let problem = try #require(list.problems.first)
      #expect(list.problems.count == 1 && problem.code == .modelNotFound)
      #expect(problem.remedy?.zh.contains("winnow scores --model value-functions") == true)
    }
  }
}
