import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// When no plan keeps all rules, every side is named, and by how much each would have to give way.
@Suite struct PlanConflictTests {
  private static func portfolio(_ seed: UInt64) throws -> PlanningPortfolio {
    try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(10, seed: seed),
      "citations": PlanningPortfolio.citations(10, seed: seed),
      "products": "product,name\nPR1,Bogie\n",
      "product_links": "right,product,role,from_day\n"
        + (0..<6).map { "R\($0),PR1,core,2024-01-01\n" }.joined(),
    ])
  }

  private static func yuan(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: .cny).decimal
  }

  /// The least change makes a plan, and a fen less does not.
  private func check(_ portfolio: PlanningPortfolio, _ scenario: String, seed: UInt64) throws {
    let plan = try portfolio.plan(scenario, budgets: [(2027, "1")])
    #expect(plan.head.status == .infeasible, "seed \(seed)")
    let sides = try #require(plan.head.sides)
    let budget = try #require(sides.first { $0.row == 0 })
    let change = try #require(budget.change)
    #expect(budget.isLeast)
    let enough = try portfolio.plan(scenario, budgets: [(2027, Self.yuan(100 + change))])
    #expect(enough.head.value != nil, "seed \(seed)")
    let short = try portfolio.plan(scenario, budgets: [(2027, Self.yuan(99 + change))])
    #expect(short.head.status == .infeasible, "seed \(seed)")
    for side in sides where side.kind == .row && side.row != 0 {
      #expect(side.change != nil, "seed \(seed): \(side.title.en)")
    }
    #expect(!plan.actions.contains { $0.letsGo })
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func coverageAgainstABudget(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    func scenario(_ least: Int64) throws -> String {
      try portfolio.scenario(
        "extends: spend-the-budget\ncoverage: [{id: c, product: PR1, atLeast: \(least)}]\n", name: "c\(least)"
      )
    }
    func isPossible(_ least: Int64, _ budget: String) throws -> Bool {
      try portfolio.plan(scenario(least), budgets: [(2027, budget)]).head.value != nil
    }
    // As many as the product has: no budget gives more.
    let most = try #require((Int64(1)...6).last { try isPossible($0, "999999") })
    try #require(try !isPossible(most, "1"))
    try check(portfolio, try scenario(most), seed: seed)
    let plan = try portfolio.plan(scenario(most), budgets: [(2027, "1")])
    let coverage = try #require(
      plan.head.sides?.first { $0.row.map { plan.head.rows[$0].kind == .coverage } ?? false })
    let change = try #require(coverage.change)
    #expect(coverage.isLeast)
    // One right fewer would not do. Down to none there is no rule left to break.
    if change < most { #expect(try isPossible(most - change, "1"), "seed \(seed)") }
    #expect(try change == 1 || !isPossible(most - change + 1, "1"), "seed \(seed)")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aListAgainstABudget(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let paying = (0..<10).filter {
      portfolio.run.fees.amounts[portfolio.run.row("R\($0)") * portfolio.run.fees.yearCount + 1] > 0
    }
    let numbers = paying.prefix(3).map { "R\($0)" }
    try #require(numbers.count == 3)
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\nkeep: [{id: k, title: {zh: 甲, en: dear to us}, numbers: [\(numbers.joined(separator: ", "))]}]\n"
    )
    try check(portfolio, scenario, seed: seed)
    let maker = try portfolio.maker(scenario, budgets: [(2027, "1")])
    let plan = maker.plan()
    let list = try #require(plan.head.sides?.first { $0.kind == .keepList })
    #expect(list.rights == 3)
    #expect(list.helps)
    #expect(list.needs.map(\.amount) == [numbers.reduce(0) { $0 + plan.fee(portfolio.run.row($1), 2027) }])
    let run = portfolio.workspace.preview(plan, of: maker)
    let text = try #require(PlanView(run: run, options: ReportOptions(language: .en))).text(width: nil)
    #expect(text.contains("dear to us"))
    #expect(text.contains("take back the list"))
    #expect(text.contains("Least change"))
    let stored = try portfolio.workspace.save(plan, of: maker)
    let again = try portfolio.workspace.run(stored.id)
    #expect(again.plan?.head.sides == plan.head.sides)
  }

  /// Two rows that each need the other to give way: neither alone is enough.
  @Test func whereNoSideAloneIsEnough() throws {
    let portfolio = try Self.portfolio(1)
    let scenario = try portfolio.scenario(
      """
      extends: spend-the-budget
      budgets:
        - {id: cn, office: CN, amounts: {2027: 1}}
      coverage: [{id: c, product: PR1, atLeast: 6}]

      """)
    let maker = try portfolio.maker(scenario, budgets: [(2027, "1")])
    let plan = maker.plan()
    #expect(plan.head.status == .infeasible)
    let sides = try #require(plan.head.sides)
    for side in sides where side.row.map({ plan.head.rows[$0].kind == .budget }) ?? false {
      #expect(side.change == nil, "the other budget is as tight")
    }
    let run = portfolio.workspace.preview(plan, of: maker)
    let text = try #require(PlanView(run: run, options: ReportOptions(language: .en))).text(width: nil)
    #expect(text.contains("PR1") || text.contains("Bogie"))
  }
}
