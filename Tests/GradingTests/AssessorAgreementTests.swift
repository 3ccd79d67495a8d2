import Grading
import PortfolioCore
import Testing

/// Agreement is reckoned over enough rights and people, and says over which.
@Suite struct AssessorAgreementTests {
  /// A list of answers an assessor, one a right; nil where there is none.
  private func answers(_ lists: [(String, [Int?])]) -> ExpertAnswers {
    var answers = ExpertAnswers()
    for (assessor, scores) in lists {
      for (row, score) in scores.enumerated() {
        guard let score else { continue }
        answers.add(
          row: row, question: "q", assessor: assessor, role: nil, day: CalendarDay(number: 20_000),
          score: score)
      }
    }
    answers.settle()
    return answers
  }

  private func measure(_ lists: [(String, [Int?])], _ rule: AgreementRule = .usual) throws
    -> AssessorAgreement.Measure
  {
    try #require(answers(lists).agreement(rule).first).measure
  }

  @Test func threeRightsAreTooFew() throws {
    let lists: [(String, [Int?])] = [("a", [1, 3, 5]), ("b", [5, 3, 1]), ("c", [3, 1, 5])]
    #expect(try measure(lists) == .tooFew(commonRights: 3))
    let all = try #require(answers(lists).agreement().first)
    #expect(all.assessors == 3 && all.rights == 3)
    // A rule book that asks for fewer gets its figure.
    guard case .concordance(_, _, _, rights: 3) = try measure(lists, AgreementRule(rights: 3, assessors: 3))
    else {
      Issue.record("not computed")
      return
    }
  }

  @Test func whoHasAnsweredFewestIsLeftOutAndNamed() throws {
    let up = [1, 2, 3, 4, 5, 5]
    let found = try measure([
      ("late", [nil, nil, nil, nil, 1, 1]), ("a", up), ("b", up), ("c", up),
    ])
    #expect(found == .concordance(1, assessors: ["a", "b", "c"], leftOut: ["late"], rights: 6))
  }

  /// Two assessors, tau-b by counting.
  @Test func pairsAreComparedWhereThereAreNotEnoughForW() throws {
    let found = try measure([("a", [1, 2, 3, 4, 5]), ("b", [2, 1, 4, 3, 5])])
    guard case .meanTau(let tau, let pairs, let names, let fewest) = found else {
      Issue.record("\(found)")
      return
    }
    // Of the 10 pairs 8 stand alike and 2 the other way round: 6 / 10.
    #expect(abs(tau - 0.6) < 1e-12 && pairs == 1 && names == ["a", "b"] && fewest == 5)
  }

  /// Three who never met all on five rights, but two by two did.
  @Test func pairsWithEnoughInCommonCountAndOthersDoNot() throws {
    let found = try measure([
      ("a", [1, 2, 3, 4, 5, nil, nil, nil, nil]), ("b", [1, 2, 3, 4, 5, 1, 2, 3, 4]),
      ("c", [nil, nil, nil, nil, 4, 4, 3, 2, 1]),
    ])
    guard case .meanTau(_, let pairs, let names, 5) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(pairs == 2 && names == ["a", "b", "c"])
  }

  @Test func equalAnswersRankNothing() throws {
    let same = [Int?](repeating: 3, count: 6)
    #expect(try measure([("a", same), ("b", same), ("c", same)]) == .nothingRanked)
    #expect(try measure([("a", same), ("b", same)]) == .nothingRanked)
  }
}
