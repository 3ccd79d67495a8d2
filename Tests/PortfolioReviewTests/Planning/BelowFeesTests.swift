import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a plan without a scenario lets go, and what it keeps although it is worth less than its fees.
@Suite struct BelowFeesTests {
  private static func portfolio(_ seed: UInt64) throws -> PlanningPortfolio {
    try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(30, seed: seed),
      "citations": PlanningPortfolio.citations(30, seed: seed),
    ])
  }

  /// With room for everything nothing is let go, and the group is what another scenario would let go: that one finds
  /// it by the solver, this one by adding up.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func theGroupIsWhatIsNotWorthItsFees(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    for years in [2027...2027, 2027...2029] {
      let budgets = years.map { ($0, "99999999") }
      let maker = try portfolio.workspace.planMaker(
        for: portfolio.run, budgets: budgets.map { (year: $0.0, amount: $0.1) })
      let plan = maker.plan()
      #expect(plan.head.scenario == "spend-the-budget")
      #expect(!plan.actions.contains { $0.letsGo }, "seed \(seed): nothing forces anything out")
      let strict = try portfolio.plan("annual-budget", budgets: budgets)
      let found = plan.belowFees(minorPerMajor: 100)
      #expect(Set(found.map(\.row)) == Set(strict.rows(.letLapse)), "seed \(seed), \(years)")
      // By so much the plans differ, where fees count.
      #expect(found.allSatisfy { $0.shortfall > 0 })
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.shortfall >= $1.shortfall })
      #expect(strict.belowFees(minorPerMajor: 100).isEmpty)
      guard !found.isEmpty else { continue }
      let run = portfolio.workspace.preview(plan, of: maker)
      let view = try #require(PlanView(run: run, options: ReportOptions(language: .zh)))
      let fees = found.reduce(Int64(0)) { sum, entry in
        sum + years.reduce(Int64(0)) { $0 + plan.fee(entry.row, $1) }
      }
      #expect(view.json().contains("\"fees\": \"\(Money(minorUnits: fees, currency: .cny).decimal)\""))
      #expect(view.summary.contains { $0.contains("另有 \(found.count) 项") })
      #expect(
        HTMLReport.render(run: run, options: ReportOptions(language: .en)).contains("id=\"plan-below-fees\""))
    }
  }

  /// A tight budget lets go no more than it must: one more candidate would fit, and not one of the group is among them.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func onlyWhatTheBudgetForces(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "15000")])
    let slack = try #require(PlanLedger(plan).years[0].slack)
    for row in plan.rows(.letLapse) {
      #expect(
        plan.fee(row, 2027) > slack, "seed \(seed): \(portfolio.run.table.text("number", row)) would fit")
    }
    #expect(Set(plan.belowFees(minorPerMajor: 100).map(\.row)).isDisjoint(with: plan.rows(.letLapse)))
  }

  /// Fees of years without a budget are taken off: nobody has granted them.
  @Test func feesBeyondTheBudgetCount() throws {
    let portfolio = try Self.portfolio(2)
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "15000")])
    for row in plan.actions.indices where plan.actions[row].isDecided {
      #expect(plan.net(row, 2027) == plan.worth[row * plan.head.yearCount])
      let later = row * plan.head.yearCount + 1
      let expected = (Double(plan.worth[later]) - Double(plan.fees[later]) / 100) / 1.1
      #expect(abs(Double(plan.net[later]) - expected) <= 0.51)
    }
  }
}
