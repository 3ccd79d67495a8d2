import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What would turn a recommendation, where budget is left over and where it is not.
@Suite struct PlanTurningTests {
  /// 7,600 yuan are left of the budget and hold the fees of a right that goes for its own worth: what its share of the
  /// budget would bring elsewhere, by a price that holds from 3,094 yuan more on, has no part in that.
  @Test func whereBudgetIsLeftThePricesAreNotAsked() throws {
    let workspace = try Workspace.open(at: ":memory:")
    let asOf = Portfolio.day("2026-06-30")
    _ = try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/first-look").path, observedOn: asOf)
    let reviewed = try workspace.review(asOf: asOf, portfolioName: "P")
    let maker = try workspace.planMaker(
      for: reviewed, scenario: "spend-the-budget", budgets: [(year: 2027, amount: "20000")])
    let plan = try maker.withInsights(maker.plan())
    let run = workspace.preview(plan, of: maker)
    let row = run.row("FL-05")
    let net = plan.marginNet[row]
    try #require(plan.actions[row] == .letLapse && net < 0 && net > -1_000 && plan.marginPrice[row] > 1_000)
    let slack = try #require(PlanLedger(plan).years[0].slack)
    try #require(plan.fee(row, 2027) <= slack)
    let zh = try #require(PlanView(run: run, options: ReportOptions(language: .zh))).sentences(of: row)
    #expect(zh.contains { $0.contains("价值若再高 \(-net) 元以上") && $0.contains("就会改为保留") }, "\(zh)")
    #expect(!zh.contains { $0.contains("999%") }, "\(zh)")
    let en = try #require(PlanView(run: run, options: ReportOptions(language: .en))).sentences(of: row)
    #expect(en.contains { $0.contains("over CNY \(-net) more") && $0.contains("it would be kept") }, "\(en)")
    // The price says from which step on it holds.
    try #require(plan.head.insights?.smallestStep?.row == 0)
    #expect(zh.contains { $0.contains("预算的价格") && $0.contains("元 取舍不变") }, "\(zh)")
    #expect(en.contains { $0.contains("more changes nothing") }, "\(en)")
    // The day of a route is the one that the plan leaves unpaid.
    let page = HTMLReport.render(run: run, options: ReportOptions(language: .zh))
    #expect(page.contains("不再缴费的期限") && !page.contains(">下次缴费日<"))
    // A unit's report has the risk of its own candidates that something stands before.
    var ofUnit = ReportOptions(language: .zh)
    ofUnit.unit = run.table.text("unit", row)
    try #require(plan.condition(row) != .none)
    #expect(HTMLReport.render(run: run, options: ofUnit).contains("放弃候选中，须先办手续或查明门槛的"))
  }

  /// Sentences keep to what is left of the budget, whatever it is.
  @Test(arguments: [UInt64(3), 8, 21])
  func whatIsSaidOfTheBudgetHolds(_ seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: seed),
      "citations": PlanningPortfolio.citations(24, seed: seed),
    ])
    for budget in ["5000", "15000", "999999"] {
      let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, budget)])
      let plan = try maker.withInsights(maker.plan())
      let run = portfolio.workspace.preview(plan, of: maker)
      let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
      let slack = try #require(PlanLedger(plan).years[0].slack)
      for row in plan.actions.indices where plan.hasMargin[row] {
        let said = view.sentences(of: row)
        if said.contains(where: { $0.contains("what is left of the budgets holds its fees") }) {
          #expect(plan.fee(row, 2027) <= slack && plan.marginNet[row] < 0, "seed \(seed), \(budget): \(said)")
        }
        if said.contains(where: { $0.contains("its fee would buy nothing elsewhere") }) {
          let step = try #require(plan.head.insights?.smallestStep)
          #expect(plan.fee(row, 2027) < step.amount, "seed \(seed), \(budget): \(said)")
        }
        if said.contains(where: { $0.contains("By the prices of the budgets: if") }) {
          #expect(plan.marginPrice[row] != 0, "seed \(seed), \(budget): \(said)")
        }
        #expect(!said.contains { $0.contains("about 999%") }, "seed \(seed), \(budget): \(said)")
      }
    }
  }
}
