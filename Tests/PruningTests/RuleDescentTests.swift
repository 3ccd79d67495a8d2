import PortfolioCore
import Testing

@testable import Pruning

/// Prices of rules moved one by one, and the repair of large plans, on small problems.
@Suite struct RuleDescentTests {
  /// Thirty groups of four rights over two years, a rule of coverage and half of the time a family in each, a budget
  /// for all.
  private static func problem(seed: UInt64) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    var builder = StopYearProblemBuilder(name: "rules-\(seed)", years: 2)
    let all = builder.addBudget("year", caps: [80_000, 76_000])
    for _ in 0..<120 {
      let worth = Int64(random.next() % 3000)
      let costs = (0..<2).map { _ in Int64(200 + random.next() % 1500) }
      builder.addRight("", values: costs.map { worth - $0 }, costs: costs, budgets: [all])
    }
    for group in 0..<30 {
      builder.addCoverage(
        "coverage-\(group)", year: 1 + Int(random.next() % 2), atLeast: 1 + Int(random.next() % 3),
        of: Array(4 * group..<4 * group + 4))
      if random.next() % 2 == 0 { builder.addFamily(.notAfterFirst, Array(4 * group + 1..<4 * group + 4)) }
    }
    return try builder.build()
  }

  /// Every rule's price is where the bound is least with all others held: no other price of it proves more.
  @Test(arguments: UInt64(0)..<20)
  func noOtherPriceOfARuleProvesMore(seed: UInt64) throws {
    let problem = try Self.problem(seed: seed)
    let dual = DualFunction(Reduction(problem), threads: 1)
    let rules = try #require(RuleDescent(dual, leastRules: 10), "seed \(seed)")
    #expect(rules.rules.allSatisfy { problem.rows[Int($0)].sense == .atLeast } && rules.rules.count == 30)
    func bound(_ multipliers: [Double]) -> Double {
      dual.evaluate(zip(multipliers, dual.signs).map { $0 * $1 }).bound
    }
    var prices = problem.rows.map { $0.sense == .atMost ? 0.3 : 0 }
    let before = bound(prices)
    rules.settle(&prices) { false }
    let settled = bound(prices)
    #expect(settled < before, "seed \(seed)")
    #expect(prices.allSatisfy { $0 >= 0 }, "seed \(seed)")
    for rule in rules.rules {
      for other in [0, 0.5, 0.9, 0.999, 1.001, 1.1, 2].map({ $0 * prices[Int(rule)] }) + [1, 100, 1000] {
        var moved = prices
        moved[Int(rule)] = other
        #expect(bound(moved) >= settled - 1e-6, "seed \(seed), rule \(rule) at \(other)")
      }
    }
    // Threads share the rules of a turn and find the same.
    let other = DualFunction(Reduction(problem), threads: 3)
    var shared = problem.rows.map { $0.sense == .atMost ? 0.3 : 0 }
    try #require(RuleDescent(other, leastRules: 10)).settle(&shared) { false }
    #expect(shared == prices, "seed \(seed)")
    // What is settled stays.
    var again = prices
    rules.settle(&again) { false }
    #expect(abs(bound(again) - settled) < 1e-6, "seed \(seed)")
  }

  /// A patient repair keeps every row, and what it gives up of rules with room to spare breaks none.
  @Test(arguments: UInt64(0)..<20)
  func aPatientRepairKeepsAllRows(seed: UInt64) throws {
    let problem = try Self.problem(seed: seed)
    let reduction = Reduction(problem)
    let dual = DualFunction(reduction, threads: 1)
    var descent = DualDescent(dual, start: nil)
    descent.run(dual, evaluations: 60, floor: nil, shouldStop: { false })
    let prices = zip(descent.multipliers, dual.signs).map { $0 * $1 }
    _ = dual.evaluate(prices)
    let state = PlanState(dual, choices: dual.choices)
    var repair = PlanRepair(state: state, prices: prices, norms: dual.norms) { false }
    repair.isPatient = true
    try #require(repair.repair(), "seed \(seed)")
    let checker = SolutionChecker(problem)
    let mended = checker.check(choices: reduction.expand(state.choices))
    #expect(mended.isSound, "seed \(seed)")
    repair.relieve()
    #expect(checker.check(choices: reduction.expand(state.choices)).isSound, "seed \(seed)")
    repair.fill()
    let filled = checker.check(choices: reduction.expand(state.choices))
    #expect(filled.isSound, "seed \(seed)")
    let bound = try #require(
      checker.bound(of: descent.multipliers.map { Int64($0 * 0x1p20) }), "seed \(seed)")
    #expect(Double(bound - (filled.value ?? 0)) < 0.1 * Double(bound), "seed \(seed)")
  }

  /// Classes and families far off their best keep what they have, and all others are as open as ever.
  @Test(arguments: UInt64(0)..<20)
  func whatIsFarOffKeepsWhatItHas(seed: UInt64) throws {
    let problem = try Self.problem(seed: seed)
    let dual = DualFunction(Reduction(problem), threads: 1)
    let prices = problem.rows.map { $0.sense == .atMost ? 0.4 : -20 }
    let builder = CoreBuilder(dual: dual, prices: prices)
    _ = dual.evaluate(prices)
    let plan = dual.choices.enumerated().map { index, best in
      index % 5 == 0 ? min(problem.highest[index], best == 0 ? 1 : 0) : best
    }
    let nearby = builder.nearby(200)
    for threshold in [20.0, 200] {
      let core = try #require(
        builder.build(threshold: threshold, current: plan, limit: 2000, leavesFar: true), "seed \(seed)")
      let listed = try #require(
        builder.build(
          threshold: threshold, current: plan, limit: 2000, among: nearby, leavesFar: true,
          known: (problem.value(of: plan), problem.uses(of: plan))), "seed \(seed)")
      #expect(core.base == listed.base && core.core.limits == listed.core.limits, "seed \(seed)")
      #expect(core.fixedValue == listed.fixedValue && core.choices == listed.choices, "seed \(seed)")
      #expect(core.choices == plan, "seed \(seed)")
      let whole = try #require(
        builder.build(threshold: threshold, current: plan, limit: 2000), "seed \(seed)")
      #expect(core.core.classes.count < whole.core.classes.count, "seed \(seed)")
    }
  }
}
