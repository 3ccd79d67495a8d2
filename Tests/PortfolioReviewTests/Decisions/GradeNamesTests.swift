import PortfolioCore
import PortfolioReview
import Reporting
import TestSupport
import Testing
import Winnow

/// Papers of a committee call grades and gates as its work lists do; their data keep the words of the rule book.
@Suite struct GradeNamesTests {
  @Test(arguments: Language.allCases)
  func gradesAreToldByTheirTitles(_ language: Language) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    let run = try portfolio.workspace.review(
      asOf: DecidedPortfolio.day, model: "central-enterprise", portfolioName: "P")
    try portfolio.decide("P4", .keep, on: run)
    let word = run.gradingModel.name(of: run.grades.outcome(run.row("P4")))
    let title = Wording(language: language, currency: .cny).outcomeName(word, run.gradingModel)
    if language == .zh { try #require(word != title, "a grade or gate that is no letter") }
    // Decisions on runs of two rule books, each by its own.
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: DecidedPortfolio.day, language: language)
    let book = try portfolio.workspace.store.decisionBook()
    let list = DecisionDocuments.list(book.lines, head: book.head, context)
    #expect(list.text(width: nil).contains(title))
    #expect(list.json().contains("\"outcome\": \"\(word)\""))
    let letter = portfolio.run.gradingModel.name(of: portfolio.run.grades.outcome(portfolio.run.row("P1")))
    #expect(list.json().contains("\"outcome\": \"\(letter)\""))
    let drafts = try portfolio.drafts([portfolio.request("P5", .keep)], on: run)
    let draft = run.gradingModel.name(of: run.grades.outcome(run.row("P5")))
    #expect(
      DecisionDocuments.drafts(drafts, entries: nil, context).text(width: nil)
        .contains(Wording(language: language, currency: .cny).outcomeName(draft, run.gradingModel)))
    // The minutes of a cycle, decided and not.
    let cycle = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: run, rows: [run.row("P5"), run.row("P6")], scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    try portfolio.decide("P5", .keep, on: run)
    let minutes = CycleDocuments.minutes(
      try portfolio.workspace.progress(of: cycle, asOf: DecidedPortfolio.day), run: run, body: "Board",
      head: "h", context)
    let undecided = run.gradingModel.name(of: run.grades.outcome(run.row("P6")))
    for word in [draft, undecided] {
      let title = Wording(language: language, currency: .cny).outcomeName(word, run.gradingModel)
      #expect(minutes.text(width: nil).contains(title))
      #expect(minutes.json().contains("\"outcome\": \"\(word)\""))
      if title != word { #expect(!minutes.html().contains(">\(word)<")) }
    }
  }
}
