import PortfolioCore
import Testing

@testable import Pruning

/// Neighbourhoods of a plan: what is passed over because it is not near changes nothing, nor does the number of threads.
@Suite struct NeighbourhoodTests {
  /// Six units of ten rights each over two years; a budget of each unit and of all.
  private static func problem(seed: UInt64) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    var builder = StopYearProblemBuilder(name: "units-\(seed)", years: 2)
    let all = builder.addBudget("year", caps: [30_000, 26_000])
    let units = (0..<6).map { builder.addBudget("unit-\($0)", caps: [6_000, 5_500]) }
    for index in 0..<60 {
      let worth = Int64(random.next() % 4000)
      let costs = (0..<2).map { _ in Int64(200 + random.next() % 1500) }
      builder.addRight("", values: costs.map { worth - $0 }, costs: costs, budgets: [all, units[index % 6]])
    }
    if seed % 2 == 1 {
      for first in stride(from: 0, to: 20, by: 3) { builder.addFamily(.notAfterFirst, [first, first + 1]) }
    }
    return try builder.build()
  }

  @Test(arguments: UInt64(0)..<20)
  func whatIsPassedOverWouldNotBeInTheCore(seed: UInt64) throws {
    let problem = try Self.problem(seed: seed)
    let dual = DualFunction(Reduction(problem), threads: 1)
    let prices = problem.rows.indices.map { 0.2 + 0.05 * Double($0 % 4) }
    let builder = CoreBuilder(dual: dual, prices: prices)
    let nearby = builder.nearby(300)
    #expect(nearby.isNear.contains(true) && nearby.isNear.contains(false), "seed \(seed)")
    let plan = [Int32](repeating: 0, count: problem.classCount)
    for threshold in [0.0, 40, 300] {
      let whole = try #require(
        builder.build(threshold: threshold, current: plan, limit: 1000), "seed \(seed)")
      let part = try #require(
        builder.build(threshold: threshold, current: plan, limit: 1000, among: nearby), "seed \(seed)")
      #expect(whole.core.optionCount == part.core.optionCount, "seed \(seed)")
      #expect(whole.core.limits == part.core.limits && whole.base == part.base, "seed \(seed)")
      #expect(whole.choices == part.choices && whole.fixedValue == part.fixedValue, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func polishingIsTheSameOnThreeThreads(seed: UInt64) throws {
    let problem = try Self.problem(seed: seed)
    func found(threads: Int) -> (choices: [Int32], value: Int64)? {
      var options = PruningOptions()
      options.threads = threads
      let run = SolverRun(problem, options, nil)
      run.offer([Int32](repeating: 0, count: problem.classCount))
      run.currentPrices = problem.rows.indices.map { $0 < 2 ? 0.3 : 0.1 }
      run.certify(run.currentPrices)
      run.polish(rounds: 2)
      return run.best
    }
    let one = try #require(found(threads: 1))
    let three = try #require(found(threads: 3))
    #expect(one.value > 0, "seed \(seed)")
    #expect(one.value == three.value && one.choices == three.choices, "seed \(seed)")
    #expect(SolutionChecker(problem).check(choices: one.choices).isSound, "seed \(seed)")
  }

  @Test func dealsAreTheSameOnThreeThreads() throws {
    var random = SeededGenerator(seed: 5)
    var builder = StopYearProblemBuilder(name: "deals", years: 2)
    let budget = builder.addBudget("year", caps: [15_000, 14_000])
    for _ in 0..<60 {
      let worth = Int64(random.next() % 4000)
      let costs = (0..<2).map { _ in Int64(200 + random.next() % 1500) }
      builder.addRight("", values: costs.map { worth - $0 }, costs: costs, budgets: [budget])
    }
    let problem = try builder.build()
    func found(threads: Int) -> (choices: [Int32], value: Int64)? {
      var options = PruningOptions()
      options.threads = threads
      let run = SolverRun(problem, options, nil)
      run.offer([Int32](repeating: 0, count: problem.classCount))
      run.currentPrices = [0.6, 0.5]
      run.certify(run.currentPrices)
      run.shuffle(leastClasses: 10)
      return run.best
    }
    let one = try #require(found(threads: 1))
    let three = try #require(found(threads: 3))
    #expect(one.value > 0)
    #expect(one.value == three.value && one.choices == three.choices)
    #expect(SolutionChecker(problem).check(choices: one.choices).isSound)
  }
}
