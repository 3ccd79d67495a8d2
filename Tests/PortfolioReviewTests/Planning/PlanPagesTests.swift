import Foundation
import PortfolioCore
import PortfolioReview
import Reporting
import Testing
import Winnow

/// What the pages of a report say of a plan: the days on which rights are not paid for, all of them, in all forms.
@Suite struct PlanPagesTests {
  private static func portfolio(_ count: Int, asOf: String) throws -> PlanningPortfolio {
    var rights =
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners,unit\n"
    var citations = "right,observed_on,forward,forward_self,backward,non_patent,family_size\n"
    for index in 0..<count {
      let day = String(format: "%02d-15", 1 + index % 12)
      rights +=
        "R\(index),invention,CN,Title \(index),\(2015 + index % 6)-\(day),\(2017 + index % 6)-\(day),in-force,2026-06-30,\(1 + index % 30),\(1 + index % 3),B61F5/30,Acme,U\(1 + index % 2)\n"
      citations += "R\(index),2026-06-30,\(index % 25),0,\(index % 12),\(index % 4),1\n"
    }
    return try PlanningPortfolio(
      ["rights": rights, "citations": citations, "units": "unit,name\nU1,One\nU2,Two\n"], asOf: asOf)
  }

  private static func tables(_ page: ReportPage) -> [ReportTable] {
    page.sections.flatMap(\.blocks).compactMap { block -> ReportTable? in
      if case .table(let table) = block { return table }
      return nil
    }
  }

  /// The report of a unit has the plan's own table of its candidates, with the plan's days: a fee that falls due before
  /// the plan begins is paid, and its day is none of a candidate's.
  @Test(arguments: Language.allCases)
  func aUnitHasThePlansDays(language: Language) throws {
    let portfolio = try Self.portfolio(60, asOf: "2026-06-30")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "20000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    for unit in ["One", "Two"] {
      var options = ReportOptions(language: language)
      options.unit = unit
      let page = try #require(ReportView(run: run, options: options).pages.first)
      let table = try #require(Self.tables(page).first { $0.id == "plan-candidates-table" })
      let gone = plan.actions.indices.filter { plan.actions[$0].letsGo && run.table.text("unit", $0) == unit }
      try #require(gone.count > 10)
      #expect(Set(table.rows.map { $0[0].text }) == Set(gone.map { run.table.text("number", $0) }))
      let due = language == .zh ? "缴费期限" : "due day"
      let column = try #require(table.columns.firstIndex { $0.title == due })
      var isPaidBefore = false
      for line in table.rows {
        let row = run.row(line[0].text)
        #expect(line[column].text == plan.lapseDay(row)?.iso)
        if let next = run.table[.nextFeeDay]?.day(row), next.iso < line[column].text { isPaidBefore = true }
      }
      #expect(isPaidBefore, "the fixture has candidates whose fee of 2026 is still paid")
    }
  }

  /// On the slide a right is a candidate only on the day on which it is not paid for.
  @Test(arguments: Language.allCases)
  func theSlideCallsNobodyACandidateTooEarly(language: Language) throws {
    let portfolio = try Self.portfolio(60, asOf: "2026-07-10")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "1000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    var options = ReportOptions(language: language)
    options.page = .summary
    let page = try #require(ReportView(run: run, options: options).pages.first)
    let week = try #require(page.sections.first { $0.id == "slide-week" })
    guard case .list(let items)? = week.blocks.first else {
      Issue.record("no list")
      return
    }
    // Fees of 2026-07-15: all candidates, and all paid, for the plan begins with 2027.
    let due = try #require(items.first { $0.contains("2026-07-15") }, "\(items)")
    #expect(!due.contains(language == .zh ? "（放弃候选）" : "(candidate)"), "\(due)")
    #expect(due.contains(language == .zh ? "（照缴）" : "(pay it)"), "\(due)")
  }

  /// What is missing of a budget keeps a right beside all others; where less does, it says who goes for it.
  @Test func whatIsMissingOfABudgetIsNotTheLeast() throws {
    let portfolio = try Self.portfolio(24, asOf: "2026-11-21")
    var said = 0
    for budget in stride(from: 5_000, through: 40_000, by: 5_000) {
      let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "\(budget)")])
      let plan = try maker.withInsights(maker.plan())
      let run = portfolio.workspace.preview(plan, of: maker)
      let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
      let slack = PlanLedger(plan).years[0].slack ?? 0
      let steps = [plan.head.insights?.smallestStep, plan.head.insights?.step].compactMap { $0 }
      for row in plan.actions.indices where plan.actions[row] == .letLapse {
        let why = view.sentences(of: row).joined(separator: "\n")
        guard why.contains("more would keep it") else { continue }
        said += 1
        #expect(why.contains("more would keep it beside all others"), "\(why)")
        let missing = plan.fee(row, 2027) - slack
        let isExchanged = steps.contains {
          $0.kept.contains(row) && $0.amount < missing && !$0.letGo.isEmpty
        }
        #expect(why.contains("in exchange for") == isExchanged, "\(why)")
      }
    }
    #expect(said > 0)
  }

  /// The list of rights in the data has the columns of the plan, and the points behind a scatter are all there.
  @Test func dataHaveEveryLineAndThePlan() throws {
    let portfolio = try Self.portfolio(130, asOf: "2026-11-21")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "20000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    let json = ReportData.json(run: run, options: ReportOptions(language: .en))
    #expect(!json.contains(" more points"))
    let start = try #require(json.range(of: "\"rights-table\""))
    let part = json[start.upperBound...]
    for head in ["Recommendation", "Kept through", "Due day not paid", "Margin", "Begin by"] {
      #expect(part.contains("\"\(head)\""), "\(head)")
    }
    #expect(part.contains("\"candidate to let lapse\""))
    // The page keeps its own list short.
    let page = HTMLReport.render(run: run, options: ReportOptions(language: .en))
    #expect(page.contains(" more points"))
  }

  /// The list of fees due is whole on the page too.
  @Test func theListOfFeesDueIsWhole() throws {
    let portfolio = try Self.portfolio(340, asOf: "2026-06-30")
    let view = ReportView(run: portfolio.run, options: ReportOptions(language: .en))
    let page = try #require(view.pages.first { $0.id == "due" })
    let table = try #require(Self.tables(page).first { $0.id == "due-table" })
    let last = portfolio.run.asOf.adding(years: 1)
    let due = (0..<portfolio.run.table.count).count { row in
      portfolio.run.table[.nextFeeDay]?.day(row).map { $0 <= last } ?? false
    }
    #expect(due > 300 && table.rows.count == due)
  }
}
