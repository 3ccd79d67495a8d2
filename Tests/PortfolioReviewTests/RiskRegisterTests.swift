import PolicyModels
import PortfolioCore
import PortfolioReview
import Testing
import Winnow

@Suite struct RiskRegisterTests {
  private static let answers = """
    checklist,question,subject,day,answer,owner,due_day,closed_day
    ,people-entry-check,U1,2026-05-01,no,Li,2026-06-01,
    ,people-entry-undertaking,U1,2026-05-01,partly,,,
    ,people-ownership-rules,U1,2026-05-01,yes,,,
    ,people-reward-rules,U1,2026-05-01,no,Li,2026-09-01,2026-06-10
    ,people-secrecy-agreement,U1,2026-05-01,no,Li,2026-06-30,
    ,people-secrecy-agreement,U1,2026-06-20,yes,,,
    ,people-exit-undertaking,U1,2026-05-01,not-applicable,,,
    ,supply-warranty,Maker,2026-07-15,no,,,
    ,no-such-question,U1,2026-05-01,no,,,
    another,people-entry-check,U2,2026-05-01,no,,,

    """

  private func register(_ day: String) throws -> RiskRegister {
    let portfolio = try Portfolio()
    try portfolio.take(
      ["rights": "right,kind,office,title\nA,invention,CN,t\n", "risk_answers": RiskRegisterTests.answers],
      on: "2026-05-02")
    return try portfolio.workspace.risks(asOf: Portfolio.day(day))
  }

  private func states(_ register: RiskRegister) -> [String: RiskRegister.State] {
    Dictionary(
      register.entries.map { ("\($0.question.id)/\($0.subject)", $0.state) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func answersBecomeRisks() throws {
    let register = try register("2026-06-30")
    let states = states(register)
    // Due on 1 June, not mended.
    #expect(states["people-entry-check/U1"] == .overdue)
    // No day given: 60 days from 1 May by the checklist, the as-of day itself.
    #expect(states["people-entry-undertaking/U1"] == .open)
    let entry = try #require(register.entries.first { $0.question.id == "people-entry-undertaking" })
    #expect(entry.due == Portfolio.day("2026-06-30"))
    #expect(!entry.isDueGiven)
    #expect(entry.answer?.owner == nil)
    #expect(states["people-ownership-rules/U1"] == .inOrder)
    #expect(states["people-reward-rules/U1"] == .closed)
    // The later answer counts.
    #expect(states["people-secrecy-agreement/U1"] == .inOrder)
    #expect(states["people-exit-undertaking/U1"] == .inOrder)
    // U1 was asked about people, so the question left out is open to it; nobody was asked about supply by the day.
    #expect(states["people-outside-experts/U1"] == .unanswered)
    #expect(states["supply-warranty/"] == .unanswered)
    #expect(states["people-entry-check/U2"] == nil)
    #expect(register.entries.first?.state == .overdue)
  }

  @Test func anEarlierDaySeesOnlyWhatWasKnown() throws {
    let early = try states(register("2026-06-05"))
    #expect(early["people-reward-rules/U1"] == .open)
    #expect(early["people-secrecy-agreement/U1"] == .open)
    let late = try states(register("2026-07-20"))
    #expect(late["supply-warranty/Maker"] == .open)
    #expect(late["people-entry-undertaking/U1"] == .overdue)
  }

  @Test func anAnswerToNoQuestionIsReported() throws {
    let register = try register("2026-06-30")
    #expect(register.problems.map(\.code.rawValue) == ["RSK001"])
    #expect(register.problems.first?.value == "no-such-question")
  }

  /// Every question is somewhere: the states' counts add up to questions times subjects asked.
  @Test func nothingGetsLost() throws {
    let register = try register("2026-07-20")
    let checklist = register.checklist
    #expect(checklist.questions.count == 17)
    // People: 7 for U1; supply: 5 for the maker; research: 5 asked of nobody.
    #expect(register.entries.count == 17)
    let counts = RiskRegister.State.allCases.map { register.entries($0).count }
    #expect(counts.reduce(0, +) == register.entries.count)
  }

  @Test func theQuestionnaireCanBeImported() throws {
    let checklist = try Workspace.riskChecklist(models: nil)
    let bytes = RiskRegisterView.questionnaire(checklist, subject: "U1", language: .zh)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.split(separator: "\r\n").count { !$0.hasPrefix("#") } == 18)
    // Filled in, each row is an answer.
    let filled = text.split(separator: "\r\n").map { line -> String in
      guard line.hasPrefix("ip-risk,") else { return String(line) }
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[3] = "2026-05-01"
      cells[4] = "no"
      return cells.joined(separator: ",")
    }.joined(separator: "\n")
    let portfolio = try Portfolio()
    let report = try portfolio.take(
      ["rights": "right,kind,office,title\nA,invention,CN,t\n", "risk_answers": filled + "\n"],
      on: "2026-05-02")
    #expect(report.refused == 0)
    let register = try portfolio.workspace.risks(asOf: Portfolio.day("2026-05-02"))
    #expect(register.entries(.open).count == 17)
  }
}
