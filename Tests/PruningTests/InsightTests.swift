import PortfolioCore
import Pruning
import Testing

@Suite struct InsightTests {
  static func rights(seed: UInt64, count: Int = 14) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    var builder = StopYearProblemBuilder(name: "insight", years: 2)
    let budget = builder.addBudget("group", caps: [70, 60])
    for right in 0..<count {
      let worth = Int64(10 + random.next() % 40)
      let cost = Int64(4 + random.next() % 12)
      builder.addRight("right-\(right)", values: [worth, worth / 2], costs: [cost, 8], budgets: [budget])
    }
    builder.addCoverage("product/CN", year: 2, atLeast: 1, of: [0, 1, 2])
    builder.addFamily(.notAfterFirst, [3, 4])
    builder.addFamily(.allOrNone, [5, 6])
    return try builder.build()
  }

  @Test(arguments: 1...4)
  func theFrontierRisesBetweenFloorAndCeiling(seed: Int) throws {
    let problem = try Self.rights(seed: UInt64(seed))
    let frontier = Frontier.compute(of: problem, scales: [200, 400, 600, 800, 1000, 1200])
    #expect(frontier.points.count == 6)
    for (before, after) in zip(frontier.points, frontier.points.dropFirst()) {
      #expect((before.value ?? .min) <= (after.value ?? .min), "seed \(seed)")
      #expect(before.ceiling <= after.ceiling, "seed \(seed)")
    }
    for point in frontier.points {
      if let value = point.value { #expect(value <= point.ceiling, "seed \(seed)") }
      #expect(Double(point.ceiling) <= frontier.ceiling(at: Double(point.permille)) + 1, "seed \(seed)")
      let scaled = problem.scaling(frontier.rows, permille: point.permille)
      if !point.choices.isEmpty { #expect(SolutionChecker(scaled).check(choices: point.choices).isSound) }
    }
  }

  @Test(arguments: 1...4)
  func forcingCostsWhatIsProven(seed: Int) throws {
    let problem = try Self.rights(seed: UInt64(seed))
    let plan = PruningSolver.solve(problem)
    let value = try #require(plan.value)
    let sensitivity = Sensitivity(problem, plan)
    for margin in sensitivity.margins() {
      guard let alternative = margin.alternative else { continue }
      let forced = sensitivity.price(ofForcing: margin.index, to: alternative...alternative)
      guard let other = forced.plan.value else { continue }
      #expect(value - other >= margin.provenCost, "seed \(seed), class \(margin.index)")
      #expect(forced.atLeast <= value - other && value - other <= forced.atMost ?? .max)
    }
    for price in sensitivity.rowPrices() {
      #expect(price.price > 0 && price.holds.contains(problem.rows[price.row].limit))
      #expect(price.slack >= 0)
    }
  }

  @Test func drawsAreSeeded() throws {
    let problem = try Self.rights(seed: 9)
    let plan = PruningSolver.solve(problem)
    let first = Stability.compute(of: problem, plan: plan, draws: 20, spread: 0.2, seed: 5)
    let second = Stability.compute(of: problem, plan: plan, draws: 20, spread: 0.2, seed: 5)
    #expect(first.kept == second.kept && first.draws == 20)
    let still = Stability.compute(of: problem, plan: plan, draws: 3, spread: 0, seed: 5)
    #expect(Set(still.kept).isSubset(of: [0, 3]))
  }

  @Test func whatIsLeftMayBeSpentLater() throws {
    var builder = StopYearProblemBuilder(name: "carry-over", years: 2)
    let budget = builder.addBudget("group", caps: [10, 10], isCumulative: true)
    // 4 in the first year leaves 6, so that 16 may be spent in the second.
    builder.addRight("a", values: [5, 100], costs: [4, 16], budgets: [budget])
    let carried = try builder.build()
    #expect(carried.rows.map(\.limit) == [10, 20])
    #expect(PruningSolver.solve(carried).choices == [2])
    var plain = StopYearProblemBuilder(name: "plain", years: 2)
    let strict = plain.addBudget("group", caps: [10, 10])
    plain.addRight("a", values: [5, 100], costs: [4, 16], budgets: [strict])
    #expect(PruningSolver.solve(try plain.build()).choices == [1])
  }

  @Test func anOverrunIsBoughtWhenItPays() throws {
    var builder = PruningProblemBuilder(name: "elastic")
    let row = builder.addRow("budget", .atMost, 10, overrunPrice: 2)
    builder.addLadder("a", [PruningProblemBuilder.Option(value: 30, uses: [(row: row, amount: 13)])])
    builder.addLadder("b", [PruningProblemBuilder.Option(value: 3, uses: [(row: row, amount: 5)])])
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    #expect(plan.value == 24)
    #expect(plan.status == .optimal)
    #expect(plan.price(of: row) <= 2)
  }
}
