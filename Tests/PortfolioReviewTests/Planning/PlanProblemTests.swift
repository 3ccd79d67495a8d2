import Foundation
import GRDB
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// What a scenario asks and the portfolio cannot give, conflicts, and plans that are stored.
@Suite struct PlanProblemTests {
  private static let tables = [
    "rights": PlanningPortfolio.rights(8, seed: 11), "citations": PlanningPortfolio.citations(8, seed: 11),
    "products": "product,name\nPR1,Bogie\n",
    "product_links": "right,product,role,from_day\nR0,PR1,core,2024-01-01\n",
    "licences":
      "licence,right,direction,type,from_day,to_day,keep_in_force\nL1,R4,out,ordinary,2024-01-01,2029-12-31,yes\nL2,R5,out,ordinary,2024-01-01,2029-12-31,no\n",
  ]

  private struct Wrong: CustomTestStringConvertible, Sendable {
    var body: String
    var code: ProblemCode
    var testDescription: String { body }
  }

  private static let wrong = [
    Wrong(body: "budgets: [{id: b, unit: Nowhere, amounts: {2027: 5}}]", code: .planUnknownName),
    Wrong(body: "budgets: [{id: b, office: QQ, amounts: {2027: 5}}]", code: .planUnknownName),
    Wrong(body: "budgets: [{id: b, businessLine: Nothing, amounts: {2027: 5}}]", code: .planUnknownName),
    Wrong(body: "coverage: [{id: c, product: PR9, atLeast: 1}]", code: .planUnknownName),
    Wrong(body: "keep: [{id: k, title: {zh: 甲, en: a}, numbers: [R99]}]", code: .planUnknownName),
    Wrong(body: "drop: [{id: k, title: {zh: 甲, en: a}, grades: [Z]}]", code: .planUnknownName),
    Wrong(body: "budgets: [{id: b, amounts: {2060: 5}}]", code: .planYearOutside),
    Wrong(body: "budgets: [{id: b, amounts: {2020: 5}}]", code: .planYearOutside),
    Wrong(
      body:
        "budgets: [{id: b, office: CN, amounts: {2027: 5}}]\nunitShares: [{id: u, unit: X, atMost: 0.5}]",
      code: .planUnitShare),
    Wrong(body: "objective: {form: money, valueMap: in-dollars}", code: .planCurrency),
    Wrong(body: "families: all-or-none", code: .planWithoutRule),
  ]

  @Test(arguments: wrong)
  private func whatIsNotThereIsTold(wrong: Wrong) throws {
    let map = """
      kind: value-map
      id: in-dollars
      version: "1"
      title: {zh: 表, en: map}
      checkedOn: 2026-11-21
      sources:
        house: {title: test, standing: house-default}
      currency: USD
      source: house
      worth: [[0, 1], [100, 2]]
      kinds: {invention: 1}
      otherOffices: 1
      yearlyChange: 0

      """
    let portfolio = try PlanningPortfolio(Self.tables, models: ["m.yaml": map])
    let scenario = try portfolio.scenario("extends: annual-budget\n\(wrong.body)\n")
    let budgets =
      [.planWithoutRule, .planUnitShare].contains(wrong.code) || wrong.body.contains("2060")
      ? [] : [(2027, "1")]
    let error = #expect(throws: ProblemList.self) { try portfolio.plan(scenario, budgets: budgets) }
    #expect(
      error?.problems.contains { $0.code == wrong.code } == true, "\(error.map { "\($0)" } ?? "nothing")")
  }

  /// A rule that was refused is a rule all the same: nobody is told that there is none.
  @Test func anUnknownNameIsNotToldTwice() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let scenario = try portfolio.scenario(
      "extends: annual-budget\ncoverage: [{id: c, product: PR9, atLeast: 1}]\n")
    let error = #expect(throws: ProblemList.self) { try portfolio.plan(scenario) }
    #expect(error?.problems.map(\.code) == [.planUnknownName])
  }

  /// No budget decides what a list decides.
  @Test func untilKeptOfARightOnAList() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "999999")])
    let plan = maker.plan()
    let row = portfolio.run.row("R4")
    let keeping = try maker.budgetsKeeping(row, plan)
    #expect(keeping.isEmpty)
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    #expect(
      view.sentences(row, keeping) == [
        "R4: must be kept (A licence obliges the owner to keep it in force (to 2029-12-31)); no budget decides it: where the budgets do not pay for it, there is no plan"
      ]
    )
  }

  @Test func warningsStandInThePlan() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let all = try portfolio.plan("spend-the-budget", budgets: [(2027, "999999")])
    let decided = all.rows(.keep).map { portfolio.run.table.text("number", $0) }
    try #require(decided.count >= 2)
    let (one, two) = (decided[0], decided[1])
    let both = try portfolio.scenario(
      "extends: annual-budget\nkeep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(one)]}]\ndrop: [{id: d, title: {zh: 乙, en: b}, numbers: [\(one), \(two)]}]\n"
    )
    let plan = try portfolio.plan(both, budgets: [(2027, "999999")])
    #expect(plan.head.problems.map(\.code) == [.planKeepAndDrop])
    #expect(portfolio.action(plan, one) == .mustKeep)
    #expect(portfolio.action(plan, two) == .listedToLapse)
    let few = try portfolio.scenario(
      "extends: annual-budget\ncoverage: [{id: c, product: PR1, atLeast: 3}]\n")
    let short = try portfolio.plan(few, budgets: [(2027, "999999")])
    #expect(short.head.problems.map(\.code) == [.planFewCandidates])
    #expect(short.head.status == .infeasible)
    let priced = try portfolio.scenario(
      "extends: annual-budget\ncoverage: [{id: c, product: PR1, atLeast: 3, shortfallPrice: 100}]\n")
    #expect(try portfolio.plan(priced, budgets: [(2027, "999999")]).head.status == .optimal)
    let nothing = try PlanningPortfolio([
      "rights": "right,kind,office,title,filing_day\nS1,technical-secret,,Recipe,\n"
    ])
    #expect(
      try nothing.plan(budgets: [(2027, "5")]).head.problems.map(\.code) == [.planNothingToDecide])
  }

  @Test func aLicenceThatObligesKeepsTheRight() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let need = try portfolio.plan(budgets: [(2027, "999999")])
    let fee = need.fee(portfolio.run.row("R4"), 2027)
    #expect(fee > 0)
    let plan = try portfolio.plan(budgets: [(2027, Money(minorUnits: fee, currency: .cny).decimal)])
    #expect(portfolio.action(plan, "R4") == .mustKeep)
    #expect(
      plan.reason(portfolio.run.row("R4"))?.en
        == "A licence obliges the owner to keep it in force (to 2029-12-31)")
    #expect(portfolio.action(plan, "R5") == .letLapse)
  }

  /// One fen less than what must be kept: no plan, and the least change is that fen.
  @Test func noPlanSaysWhatIsMissing() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let fee = try portfolio.plan(budgets: [(2027, "999999")]).fee(portfolio.run.row("R4"), 2027)
    let maker = try portfolio.maker(budgets: [(2027, Money(minorUnits: fee - 1, currency: .cny).decimal)])
    let plan = try maker.withInsights(maker.plan(), frontier: true)
    #expect(plan.head.status == .infeasible)
    #expect(plan.head.value == nil)
    #expect(plan.head.conflict == [0])
    #expect(plan.head.relief == [PortfolioPlan.Relief(row: 0, amount: 1)])
    #expect(!plan.actions.contains { $0.letsGo }, "without a plan nothing is recommended to lapse")
    let run = portfolio.workspace.preview(plan, of: maker)
    for language in Language.allCases {
      let text = try #require(PlanView(run: run, options: ReportOptions(language: language))).text(width: nil)
      #expect(text.contains(language == .zh ? "2027 年预算" : "budget 2027"))
      #expect(text.contains(language == .zh ? "最小的改动" : "Least change"))
    }
  }

  @Test func aStoredPlanIsThePlanThatWasStored() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let maker = try portfolio.maker(budgets: [(2027, "6000")])
    let plan = try maker.withInsights(maker.plan(), frontier: true, stability: true)
    let stored = try portfolio.workspace.save(plan, of: maker)
    #expect(stored.id != portfolio.run.id)
    #expect(try portfolio.workspace.save(plan, of: maker).id == stored.id, "the same plan is stored once")
    let again = try Workspace.open(at: portfolio.folder.file("store.sqlite"), create: false).run(stored.id)
    let loaded = try #require(again.plan)
    #expect(loaded.head == plan.head)
    #expect(loaded.actions == plan.actions)
    #expect(loaded.keepThrough == plan.keepThrough)
    #expect(loaded.lapseDays == plan.lapseDays)
    #expect(loaded.fees == plan.fees && loaded.worth == plan.worth && loaded.net == plan.net)
    #expect(loaded.marginNet == plan.marginNet && loaded.marginPrice == plan.marginPrice)
    #expect(loaded.alternatives != nil && loaded.alternatives == plan.alternatives)
    #expect(loaded.keptDraws == plan.keptDraws)
    #expect(again.modelFiles.contains { $0.path.hasSuffix("annual-budget.yaml") })
    let options = ReportOptions(language: .zh)
    #expect(
      HTMLReport.render(run: stored, options: options) == HTMLReport.render(run: again, options: options))
    let queue = try DatabaseQueue(path: portfolio.folder.file("store.sqlite"))
    let words = try queue.read { db in
      try String.fetchAll(
        db, sql: "SELECT action FROM recommendation WHERE run_id = ? ORDER BY right_id",
        arguments: [stored.id])
    }
    let named = plan.actions.filter { $0 != .noFees && $0 != .notYetGranted && $0 != .restorable }
    #expect(words == named.map(\.word))
    // The run without a plan is still there, and has none.
    #expect(try portfolio.workspace.run(portfolio.run.id).plan == nil)
  }

  @Test func aPlanOfAStoreThatHasChangedIsRefused() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    try portfolio.folder.write(
      "more/rights.csv",
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,owners\nN1,invention,CN,New,2020-01-01,2022-01-01,in-force,2026-06-30,Acme\n"
    )
    _ = try portfolio.workspace.importPortfolio(
      from: portfolio.folder.file("more"), observedOn: Portfolio.day("2026-06-30"))
    let error = #expect(throws: ProblemList.self) { try portfolio.maker(budgets: [(2027, "5")]) }
    #expect(error?.problems.map(\.code) == [.planOtherData])
  }

  @Test func aRunWithoutValuesNeedsAMap() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    var run = portfolio.run
    run.values = nil
    let error = #expect(throws: ProblemList.self) {
      try portfolio.workspace.planMaker(for: run, budgets: [(year: 2027, amount: "5")])
    }
    #expect(error?.problems.map(\.code) == [.planWithoutWorth])
    let own = try portfolio.scenario(
      "extends: annual-budget\nobjective: {form: money, valueMap: score-to-yuan}\n")
    let plan = try portfolio.workspace.planMaker(
      for: run, scenario: own, budgets: [(year: 2027, amount: "6000")]
    ).plan()
    #expect(plan.head.status == .optimal)
  }

  @Test func recommendationsThatMovedAreTold() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    func stored(_ budget: String) throws -> ReviewRun {
      let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, budget)])
      return try portfolio.workspace.save(maker.plan(), of: maker)
    }
    let rich = try stored("999999")
    let poor = try stored("2500")
    let diff = try #require(PlanDiff(before: rich, after: poor))
    #expect(!diff.moves.isEmpty)
    #expect(diff.moves.allSatisfy { $0.before == .keep && $0.after == .letLapse })
    #expect(PlanDiff(before: portfolio.run, after: poor) == nil)
  }

  @Test func whatAPlanSaysOfARightAddsUp() throws {
    let portfolio = try PlanningPortfolio(Self.tables)
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "6000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    for row in plan.actions.indices where plan.hasMargin[row] {
      #expect(plan.margin(row) == plan.marginNet[row] - plan.marginPrice[row] + plan.marginCredit[row])
    }
    for language in Language.allCases {
      let explainer = RightExplainer(
        run: run, wording: Wording(run: run, options: ReportOptions(language: language)))
      for row in plan.actions.indices {
        let right = explainer.explain(row)
        #expect(!right.plan.isEmpty)
        #expect(!right.plan.joined().lowercased().contains("worthless"))
      }
    }
    let report = HTMLReport.render(run: run, options: ReportOptions(language: .en))
    #expect(report.contains("id=\"plan-ledger\""))
    #expect(report.contains("id=\"chart-cut\""))
    var withheld = ReportOptions(language: .en)
    withheld.redact = [.amounts]
    #expect(!HTMLReport.render(run: run, options: withheld).contains("id=\"plan-ledger"))
  }
}
