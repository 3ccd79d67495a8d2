import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a yuan of a budget that carries over is worth: it is there in the year it comes in and in all later ones.
@Suite struct CarriedPriceTests {
  private func scenario(_ portfolio: PlanningPortfolio, _ amounts: [Int64]) throws -> String {
    let years = amounts.enumerated().map {
      "\(2027 + $0): \"\(Money(minorUnits: $1, currency: .cny).decimal)\""
    }.joined(separator: ", ")
    return try portfolio.scenario(
      "extends: annual-budget\nbudgets: [{id: b, carryOver: true, amounts: {\(years)}}]\n", name: "carried")
  }

  /// Between its bounds a price is no less than what a yuan in a later year is worth, and where nothing binds, more of
  /// a year indeed adds nothing.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func laterYearsCount(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: seed),
      "citations": PlanningPortfolio.citations(24, seed: seed),
    ])
    let asked: [Int64] = [400_000, 300_000, 300_000]
    let maker = try portfolio.maker(scenario(portfolio, asked))
    let plan = maker.plan()
    let value = try #require(plan.head.value, "seed \(seed)")
    let prices = maker.shadowPrices(plan)
    #expect(prices.count == 3)
    for (earlier, later) in zip(prices, prices.dropFirst()) {
      #expect(
        earlier.price >= later.price, "seed \(seed): money of an earlier year can do all that later money can"
      )
    }
    for (year, price) in prices.enumerated() {
      #expect(price.from <= asked[year] && (price.to ?? .max) >= asked[year], "seed \(seed), year \(year)")
      guard price.price == 0 else { continue }
      var more = asked
      more[year] += 2_000_000
      let richer = try portfolio.plan(scenario(portfolio, more))
      #expect(richer.head.value == value, "seed \(seed), year \(year): more adds nothing, it was said")
    }
    #expect(prices[0].price > 0, "seed \(seed): the budgets bind")
  }

  /// The step that is told raises every row that the money reaches.
  @Test func aStepReachesLaterYears() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: 3), "citations": PlanningPortfolio.citations(24, seed: 3),
    ])
    let maker = try portfolio.maker(scenario(portfolio, [400_000, 300_000]))
    let plan = maker.plan()
    let step = try #require(try maker.step(of: 0, more: 200_000, plan))
    let richer = try portfolio.plan(scenario(portfolio, [600_000, 300_000]))
    #expect(try #require(richer.head.value) == (plan.head.value ?? 0) + step.gain)
    #expect(plan.head.rows.ownLimit(1) == 300_000)
    #expect(plan.head.rows.fed(by: 0) == [0, 1] && plan.head.rows.fed(by: 1) == [1])
  }

  /// A unit's share of a budget grows with it: along the frontier, and for what more of the budget is worth.
  @Test func unitSharesMoveWithTheirBudget() throws {
    let lines = PlanningPortfolio.rights(16, seed: 9).split(separator: "\n")
    let rights = lines.enumerated().map { "\($1),\($0 == 0 ? "unit" : $0 % 2 == 0 ? "A" : "B")" }
    let portfolio = try PlanningPortfolio([
      "rights": rights.joined(separator: "\n") + "\n",
      "citations": PlanningPortfolio.citations(16, seed: 9), "units": "unit,name\nA,Alpha\nB,Beta\n",
    ])
    func own(_ budget: Int64) throws -> String {
      try portfolio.scenario(
        "extends: annual-budget\nbudgets: [{id: b, amounts: {2027: \"\(Money(minorUnits: budget, currency: .cny).decimal)\"}}]\nunitShares: [{id: s, unit: A, atMost: 0.3}]\n",
        name: "shares")
    }
    let maker = try portfolio.maker(own(500_000))
    let frontier = try maker.frontier(maker.plan(), points: 6)
    #expect(frontier.points.count >= 3)
    for point in frontier.points {
      let plan = try portfolio.plan(own(point.budgets[0]))
      #expect(plan.head.value == point.value, "\(point.budgets[0])")
      if let value = plan.head.value { #expect(value <= point.ceiling ?? .min, "\(point.budgets[0])") }
    }
  }
}
