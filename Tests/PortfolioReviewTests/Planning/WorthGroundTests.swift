import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Valuation
import Winnow

/// What the worth of a right rests on: attributed revenue where it stands, else the renewal model, never both.
@Suite struct WorthGroundTests {
  private static func portfolio(links: String, attributions: String? = nil) throws -> PlanningPortfolio {
    var tables = [
      "rights":
        "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners\n"
        + ["T", "U", "V"].map {
          "\($0),invention,CN,\($0),2020-06-15,2022-06-15,in-force,2026-06-30,10,2,B61F5/30,Acme\n"
        }.joined(),
      "citations": PlanningPortfolio.citations(0, seed: 1)
        + ["T", "U", "V"].map { "\($0),2026-06-30,9,0,5,1,1\n" }.joined(),
      "products": "product,name\nPR1,Bogie\n",
      "product_links": "right,product,role,from_day\n" + links,
      "revenues": "product,year,amount,market,kind,recorded_on\nPR1,2025,1000000,CN,actual,2026-03-31\n",
    ]
    if let attributions { tables["attributions"] = "product,right,share_percent,evidence\n" + attributions }
    return try PlanningPortfolio(tables)
  }

  private static let budget = [(2027, "99999")]
  private static let both = "T,PR1,core,2024-01-01\nU,PR1,core,2024-01-01\n"

  private func worth(_ plan: PortfolioPlan, _ portfolio: PlanningPortfolio, _ number: String) -> [Int64] {
    let start = portfolio.run.row(number) * plan.head.yearCount
    return Array(plan.worth[start..<start + plan.head.yearCount])
  }

  /// The plan weighs what `winnow value` shows: the column of the royalty saved, given-up years included.
  @Test func incomeIsTheRoyaltySavedThatTheValuationShows() throws {
    let portfolio = try Self.portfolio(links: Self.both)
    let plan = try portfolio.plan(budgets: Self.budget)
    let valuer = try portfolio.workspace.valuer(of: portfolio.run, draws: 100)
    for number in ["T", "U"] {
      let row = portfolio.run.row(number)
      #expect(plan.ground(row) == .income)
      let method = try #require(
        valuer.value(row: row).methods.first { $0.method == .reliefFromRoyalty })
      // A plan weighs every year itself, those too that a holder who pays tax would give up.
      let table = try #require(method.table)
      let lines = table.lines + table.givenUp
      let place = try #require(table.columns.firstIndex { $0.en == "Royalty saved" })
      let expected = (0..<plan.head.yearCount).map { index in
        Int64(
          lines.filter { $0.year == plan.head.firstYear + index }.reduce(0) { $0 + $1.steps[place] }.rounded()
        )
      }
      #expect(worth(plan, portfolio, number) == expected)
      #expect(expected[0] > 0)
    }
    let other = portfolio.run.row("V")
    #expect(plan.ground(other) == .renewal)
    let gross = try #require(portfolio.run.values).grossReturn(row: other, year: 2027)
    #expect(worth(plan, portfolio, "V")[0] == Int64((Double(gross) / 100).rounded()))
  }

  /// Two equal rights of a product have half of its revenue each: together what one alone would have.
  @Test func noRevenueCountsTwice() throws {
    let alone = try Self.portfolio(links: "T,PR1,core,2024-01-01\n")
    let whole = worth(try alone.plan(budgets: Self.budget), alone, "T")
    let shared = try Self.portfolio(links: Self.both)
    let plan = try shared.plan(budgets: Self.budget)
    for ((t, u), one) in zip(zip(worth(plan, shared, "T"), worth(plan, shared, "U")), whole) {
      #expect(abs(t + u - one) <= 1)
      #expect(t == u)
    }
  }

  /// More than the whole is given to nobody.
  @Test func moreThanTheWholeStandsForNobody() throws {
    let portfolio = try Self.portfolio(links: Self.both, attributions: "PR1,T,70,\nPR1,U,40,\n")
    let plan = try portfolio.plan(budgets: Self.budget)
    for number in ["T", "U", "V"] { #expect(plan.ground(portfolio.run.row(number)) == .renewal) }
  }

  @Test func theScenarioChooses() throws {
    let portfolio = try Self.portfolio(links: Self.both)
    let renewal = try portfolio.plan(
      try portfolio.scenario("extends: annual-budget\nobjective: {form: money, worth: renewal}\n", name: "r"),
      budgets: Self.budget)
    #expect(renewal.grounds.allSatisfy { $0 == .renewal })
    let maker = try portfolio.maker(
      try portfolio.scenario("extends: annual-budget\nobjective: {form: money, worth: income}\n", name: "i"),
      budgets: Self.budget)
    let income = maker.plan()
    #expect(portfolio.action(income, "T") == .keep)
    #expect(portfolio.action(income, "V") == .needsFact)
    #expect(
      income.reason(portfolio.run.row("V"))?.en
        == "the product revenue attributed to it (tables product_links and revenues)")
    let low = try portfolio.plan(
      try portfolio.scenario(
        "extends: annual-budget\nobjective: {form: money, worth: income, case: low}\n", name: "l"),
      budgets: Self.budget)
    #expect(worth(low, portfolio, "T")[0] < worth(income, portfolio, "T")[0])
    let stored = try portfolio.workspace.save(income, of: maker)
    let again = try Workspace.open(at: portfolio.folder.file("store.sqlite"), create: false).run(stored.id)
    #expect(again.plan?.grounds == income.grounds)
    let text = try #require(PlanView(run: again, options: ReportOptions(language: .en))).sentences(
      of: portfolio.run.row("T"))
    #expect(text.contains("Its worth rests on: attributed revenue (royalties saved)"))
  }
}
