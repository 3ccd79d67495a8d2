import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// A period for an answer runs whatever rule book grades.
@Suite struct AnswerDayTests {
  private static let tables = [
    "rights": """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,classes,owners
    P,invention,CN,Patent,2018-01-01,2020-01-01,in-force,2026-06-30,,Acme
    T,trademark,CN,Mark,2012-05-23,2013-07-07,in-force,2026-06-30,12,Acme
    E,trademark,CN,Ended mark,2005-05-23,2007-07-07,expired,2026-06-30,12,Acme

    """,
    "procedures": """
    right,step,day,decision
    T,non-use-request,2026-05-18,
    E,non-use-request,2026-05-20,

    """,
  ]

  /// The first screening sets no periods. The day stands in the report all the same, as the due list has it; a mark that
  /// has ended needs no answer.
  @Test(arguments: Language.allCases)
  func theReportHasTheDay(_ language: Language) throws {
    let portfolio = try Portfolio()
    try portfolio.take(AnswerDayTests.tables, on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(!run.gradingModel.setsAnswerDays)
    let book = try #require(run.answerBook)
    #expect(run.modelFiles.contains { $0.path == book.header.file.path })
    #expect(run.answerDays.map(\.row) == [run.row("T")])
    #expect(run.answerDays.map(\.day) == [Portfolio.day("2026-07-18")])
    // A stored run has it too.
    let stored = try portfolio.workspace.run(run.id)
    #expect(stored.answerDays.map(\.day) == run.answerDays.map(\.day))

    var options = ReportOptions(language: language)
    let page = HTMLReport.render(run: stored, options: options)
    let what = language == .zh ? "须在期限内答复" : "To be answered within a period"
    #expect(page.contains("id=\"due-answers-table\"") && page.contains(what) && page.contains("2026-07-18"))
    #expect(page.contains("id=\"at-risk-table\""))
    options.page = .summary
    let slide = HTMLReport.render(run: stored, options: options)
    #expect(slide.contains(language == .zh ? what : "Answer due: ") && slide.contains("2026-07-18"))
  }

  /// Within a week of the day it is among what must be decided.
  @Test func itIsSaidOfTheWeek() throws {
    let portfolio = try Portfolio()
    try portfolio.take(AnswerDayTests.tables, on: "2026-06-30")
    var options = ReportOptions(language: .en)
    options.page = .summary
    let slide = HTMLReport.render(run: try portfolio.review("2026-07-14"), options: options)
    #expect(slide.contains("To be answered by 2026-07-21: 1"))
  }

  /// Where nothing waits for an answer no book is taken along.
  @Test func withoutARequestThereIsNoBook() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": AnswerDayTests.tables["rights"] ?? ""], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.answerBook == nil && run.answerDays.isEmpty)
    #expect(!HTMLReport.render(run: run, options: ReportOptions(language: .en)).contains("due-answers"))
  }
}
