import PortfolioCore
import Testing

@testable import Pruning

/// Prices of single shared rows, moved one by one, against all plans of small problems.
@Suite struct PriceStepTests {
  /// Four units of three rights, a budget of each and of all, and rules of coverage over three units each: small
  /// enough to try all plans.
  private static func problem(seed: UInt64) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    func below(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    var builder = PruningProblemBuilder(name: "rules-\(seed)")
    let year = builder.addRow("year", .atMost, 80 + below(30))
    let units = (0..<4).map { builder.addRow("unit-\($0)", .atMost, 24 + below(12)) }
    let rules = (0..<4).map { builder.addRow("coverage-\($0)", .atLeast, 1 + below(2)) }
    for index in 0..<12 {
      let cost = 5 + below(15)
      _ = builder.addLadder(
        "right-\(index)",
        [
          .init(
            value: below(60) - 20,
            uses: [
              (row: year, amount: cost), (row: units[index % 4], amount: cost),
              (row: rules[index / 3], amount: 1),
            ])
        ])
    }
    return try builder.build()
  }

  /// The best value of all 4096 plans; nil when none keeps all rows.
  private static func best(of problem: PruningProblem) -> Int64? {
    let count = problem.classCount
    var choices = [Int32](repeating: 0, count: count)
    var uses = [Int64](repeating: 0, count: problem.rows.count)
    var best: Int64?
    func walk(_ index: Int, _ value: Int64) {
      guard index < count else {
        let fits = problem.rows.indices.allSatisfy {
          problem.rows[$0].sense == .atMost
            ? uses[$0] <= problem.rows[$0].limit : uses[$0] >= problem.rows[$0].limit
        }
        if fits { best = max(best ?? value, value) }
        return
      }
      for option in 0..<problem.optionCount(of: index) {
        choices[index] = Int32(option)
        problem.forEachUse(of: option, in: index) { uses[$0] += $1 }
        let isOver = problem.rows.indices.contains {
          problem.rows[$0].sense == .atMost && uses[$0] > problem.rows[$0].limit
        }
        if !isOver { walk(index + 1, value + problem.value(of: option, in: index)) }
        problem.forEachUse(of: option, in: index) { uses[$0] -= $1 }
      }
    }
    walk(0, 0)
    return best
  }

  private static func levels(_ problem: PruningProblem, threads: Int) -> TwoLevel? {
    guard let structure = BlockStructure(problem) else { return nil }
    // Prices far from where they belong, so that there is something to move.
    let levels = TwoLevel(
      problem, structure, start: problem.rows.map { $0.sense == .atMost ? 0.2 : 40 }, threads: threads
    ) { false }
    levels.price(levels.multipliers, optionLimit: 900, nodeLimit: 2000)
    return levels
  }

  /// The bound falls step by step and never below the best of all plans; threads change nothing.
  @Test func singlePricesLowerTheBoundAndKeepIt() throws {
    var moved = 0
    for seed in UInt64(0)..<24 {
      let problem = try Self.problem(seed: seed)
      let levels = try #require(Self.levels(problem, threads: 1), "seed \(seed)")
      let other = try #require(Self.levels(problem, threads: 3), "seed \(seed)")
      guard let best = Self.best(of: problem) else { continue }
      for _ in 0..<20 {
        let before = try #require(levels.bound, "seed \(seed)")
        let isMoved = levels.settle(gaining: 1, optionLimit: 900, nodeLimit: 2000)
        let after = try #require(levels.bound, "seed \(seed)")
        #expect(after <= before && after >= best, "seed \(seed)")
        #expect(other.settle(gaining: 1, optionLimit: 900, nodeLimit: 2000) == isMoved, "seed \(seed)")
        #expect(other.bound == after && other.multipliers == levels.multipliers, "seed \(seed)")
        guard isMoved == true else { break }
        moved += 1
      }
    }
    #expect(moved > 10)
  }

  /// The solver as a whole finds the best of all plans of such problems, on any number of threads.
  @Test func rulesOverUnitsAreSolvedToTheEnd() throws {
    var solved = 0
    for seed in UInt64(100)..<124 {
      let problem = try Self.problem(seed: seed)
      let plan = PruningSolver.solve(problem)
      #expect(SolutionChecker(problem).check(plan).isSound, "seed \(seed)")
      var options = PruningOptions()
      options.threads = 3
      #expect(PruningSolver.solve(problem, options: options) == plan, "seed \(seed)")
      if let best = Self.best(of: problem) {
        #expect(plan.status == .optimal && plan.value == best, "seed \(seed)")
        solved += 1
      } else {
        #expect(plan.status == .infeasible, "seed \(seed)")
      }
    }
    #expect(solved > 10)
  }

  /// A unit that cannot spend its budget alone: what it takes from the year another unit has to give up, and both
  /// changes lie in the neighbourhood that the units share.
  @Test func polishingMovesMoneyBetweenUnits() throws {
    var improved = 0
    for seed in UInt64(200)..<212 {
      let problem = try Self.problem(seed: seed)
      func polished(threads: Int) throws -> SolverRun? {
        var options = PruningOptions()
        options.threads = threads
        let run = SolverRun(problem, options, nil)
        let prices = run.reduction.problem.rows.map { $0.sense == .atMost ? 0.8 : 5.0 }
        run.certify(prices)
        run.currentPrices = prices
        guard Self.best(of: problem) != nil else { return nil }
        run.repair(prices)
        guard run.best != nil else { return nil }
        return run
      }
      guard let run = try polished(threads: 1), let other = try polished(threads: 3) else { continue }
      let before = try #require(run.best?.value)
      run.polish(rounds: 4)
      other.polish(rounds: 4)
      let after = try #require(run.best?.value)
      #expect(after >= before && after == other.best?.value, "seed \(seed)")
      let choices = run.reduction.expand(try #require(run.best?.choices))
      #expect(SolutionChecker(problem).check(choices: choices).isSound, "seed \(seed)")
      if after > before { improved += 1 }
    }
    #expect(improved > 0)
  }
}
