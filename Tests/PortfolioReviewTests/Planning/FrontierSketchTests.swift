import PortfolioCore
import PortfolioReview
import Testing
import Winnow

/// A plan under a budget always shows what more or less budget would do.
@Suite struct FrontierSketchTests {
  private func portfolio() throws -> PlanningPortfolio {
    try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 3), "citations": PlanningPortfolio.citations(20, seed: 3),
    ])
  }

  @Test(arguments: [[(2027, "9000")], [(2027, "9000"), (2028, "8000")]])
  func theChosenBudgetIsThere(budgets: [(Int, String)]) throws {
    let portfolio = try portfolio()
    let maker = try portfolio.maker(budgets: budgets)
    let plan = try maker.withInsights(maker.plan(), sketch: true)
    let frontier = try #require(plan.head.insights?.frontier)
    #expect(frontier.isSketch == true)
    #expect(frontier.points.count >= 3 && frontier.points.count <= 10)
    let chosen = try #require(frontier.points.first { $0.isChosen })
    #expect(frontier.points.count { $0.isChosen } == 1)
    #expect(chosen.value == plan.head.value)
    for point in frontier.points {
      if let value = point.value, let ceiling = point.ceiling { #expect(value <= ceiling) }
    }
    let run = portfolio.workspace.preview(plan, of: maker)
    for language in Language.allCases {
      let options = ReportOptions(language: language)
      let view = try #require(PlanView(run: run, options: options))
      #expect(view.sections.contains { $0.id == "plan-frontier" })
      // Nobody asked for it on the terminal.
      #expect(!view.text(width: nil).contains(language == .zh ? "预算与价值" : "Value against budget"))
      let page = HTMLReport.render(run: run, options: options)
      #expect(page.contains("id=\"chart-frontier\""))
    }
    let whole = try maker.withInsights(maker.plan(), frontier: true, sketch: true)
    #expect(whole.head.insights?.frontier?.isSketch == nil)
  }

  /// With five minutes: how many go, what it saves, what is at risk, why this one stays.
  @Test(arguments: Language.allCases)
  func theOverviewAnswersTheFourQuestions(language: Language) throws {
    let portfolio = try portfolio()
    let maker = try portfolio.maker(budgets: [(2027, "9000")])
    let run = portfolio.workspace.preview(try maker.withInsights(maker.plan(), sketch: true), of: maker)
    let view = ReportView(run: run, options: ReportOptions(language: language))
    let overview = try #require(view.pages.first { $0.id == "overview" })
    #expect(overview.sections.first?.id == "to-decide")
    let stays = overview.sections.first { $0.id == "stays" }
    if let stays {
      guard case .table(let table)? = stays.blocks.first else {
        Issue.record("no table")
        return
      }
      for row in table.rows { #expect(row[4].text.count > 3, "a right stays without a reason") }
    }
    let low = run.table.rightIDs.indices.contains { row in
      guard case .graded(let grade) = run.grades.outcome(row), let plan = run.plan else { return false }
      return grade >= max(1, run.gradingModel.grades.count - 2)
        && (plan.actions[row] == .keep || plan.actions[row] == .mustKeep)
    }
    #expect((stays != nil) == low)
  }
}
