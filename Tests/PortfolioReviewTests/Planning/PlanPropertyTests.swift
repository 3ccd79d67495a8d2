import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Valuation
import Winnow

/// What must hold of every plan, over seeded portfolios.
@Suite struct PlanPropertyTests {
  /// Half of the rights lack filing days, grants or citations: these may never be let go.
  private static func patchy(_ count: Int, seed: UInt64) -> String {
    var dice = SeededGenerator(seed: seed)
    var lines = PlanningPortfolio.rights(count, seed: seed, known: false).split(separator: "\n").map(
      String.init)
    for index in 1..<lines.count {
      var cells = lines[index].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      switch dice.next() % 6 {
      case 0: cells[4] = ""
      case 1: cells[1] = "trademark"
      case 2: cells[2] = "ZZ"
      case 3: cells[5] = ""
      default: break
      }
      lines[index] = cells.joined(separator: ",")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func whatNobodyCanJudgeIsNeverLetGo(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio(["rights": Self.patchy(30, seed: seed)])
    let run = portfolio.run
    for budget in ["0", "3000", "20000"] {
      for scenario in ["annual-budget", "spend-the-budget"] {
        let plan = try portfolio.plan(scenario, budgets: [(2027, budget)])
        for row in 0..<run.table.count where plan.actions[row].letsGo {
          guard case .graded = run.grades.outcome(row) else {
            Issue.record("seed \(seed): \(run.table.text("number", row)) has no grade and is let go")
            continue
          }
          #expect(run.values?.isKnown(row) == true, "seed \(seed), row \(row)")
          #expect(run.fees.certainty[row] != .none, "seed \(seed), row \(row)")
        }
        for row in plan.rows(.needsFact) {
          #expect(plan.reason(row)?.zh.isEmpty == false, "seed \(seed): the missing fact has no name")
        }
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func moreBudgetNeverLessAndTheCeilingHolds(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = maker.plan()
    let frontier = try maker.frontier(plan, points: 8)
    #expect(frontier.points.count { $0.isChosen } == 1)
    #expect(frontier.points.first { $0.isChosen }?.value == plan.head.value)
    for (before, after) in zip(frontier.points, frontier.points.dropFirst()) {
      #expect((before.value ?? .min) <= (after.value ?? .min), "seed \(seed)")
      #expect((before.ceiling ?? .min) <= (after.ceiling ?? .min), "seed \(seed)")
    }
    for point in frontier.points {
      if let value = point.value, let ceiling = point.ceiling { #expect(value <= ceiling, "seed \(seed)") }
      for (spent, budget) in zip(point.spent, point.budgets) { #expect(spent <= budget, "seed \(seed)") }
    }
  }

  /// The price is exact for the relaxation; a step of a whole fee can fall short of it, never exceed the ceiling
  /// that the price gives.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func pricesBoundWhatMoreBudgetBrings(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = maker.plan()
    let price = try #require(maker.shadowPrices(plan).first)
    #expect(price.price > 0)
    #expect(price.from <= 1_500_000 && (price.to ?? .max) >= 1_500_000, "seed \(seed)")
    let step = try #require(try maker.step(of: 0, more: 100_000, plan))
    #expect(step.gain >= 0)
    let multiplier = try #require(plan.head.multipliers.first)
    let slack = Double((plan.head.bound ?? 0) - (plan.head.value ?? 0))
    // The bound of the multipliers moves by their price at most; the plan may lie below its own bound.
    let most = Double(multiplier) / Double(1 << 20) * 100_000 + slack
    let lag = try Self.lag(maker, plan)
    #expect(Double(step.gain) <= most + lag + 1, "seed \(seed): \(step.gain) and \(most)")
  }

  /// How far the multipliers' own bound lies above the plan's.
  private static func lag(_ maker: PlanMaker, _ plan: PortfolioPlan) throws -> Double {
    let frontier = try maker.frontier(plan, points: 1)
    let chosen = try #require(frontier.points.first { $0.isChosen })
    return Double((chosen.ceiling ?? 0) - (chosen.value ?? 0)) + 100_000
  }

  @Test func theSameAskedTwiceIsTheSamePlan() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 3), "citations": PlanningPortfolio.citations(20, seed: 3),
    ])
    let maker = try portfolio.maker(budgets: [(2027, "9000"), (2028, "9000")])
    let first = try maker.withInsights(maker.plan(), frontier: true, stability: true)
    let second = try maker.withInsights(maker.plan(), frontier: true, stability: true)
    #expect(first.head == second.head)
    #expect(first.actions == second.actions)
    #expect(first.keptDraws == second.keptDraws)
    let stability = try #require(first.head.insights?.stability)
    #expect(stability.draws == 200)
    for row in first.actions.indices {
      #expect((first.keptDraws[row] >= 0) == first.hasMargin[row])
      if first.keptDraws[row] >= 0 { #expect(first.keptDraws[row] <= 200) }
    }
  }

  @Test func aRightIsKeptFromTheBudgetNamed() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 5), "citations": PlanningPortfolio.citations(20, seed: 5),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "8000")])
    let plan = maker.plan()
    let gone = try #require(plan.actions.indices.first { plan.actions[$0] == .letLapse })
    let keeping = try maker.budgetKeeping(gone, row: 0, plan)
    let budget = try #require(keeping.budget)
    #expect(budget > 800_000)
    let number = portfolio.run.table.text("number", gone)
    let more = try portfolio.plan(
      "spend-the-budget", budgets: [(2027, Money(minorUnits: budget, currency: .cny).decimal)])
    #expect(portfolio.action(more, number) == .keep)
    let less = try portfolio.plan(
      "spend-the-budget",
      budgets: [(2027, Money(minorUnits: try #require(keeping.notAt), currency: .cny).decimal)])
    #expect(portfolio.action(less, number) == .letLapse)
  }
}
