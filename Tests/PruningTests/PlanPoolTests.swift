import PortfolioCore
import Testing

@testable import Pruning

/// Plans put together from pools of block plans.
@Suite struct PlanPoolTests {
  /// Four units of ten rights over two years, with budgets of the units and of all.
  private static func problem(seed: UInt64) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    func below(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    var builder = PruningProblemBuilder(name: "units-\(seed)")
    let years = (0..<2).map { builder.addRow("year-\($0)", .atMost, 260) }
    let units = (0..<4).map { unit in
      years.indices.map { builder.addRow("unit-\(unit)/\($0)", .atMost, 80 + below(30)) }
    }
    for index in 0..<40 {
      let steps = years.indices.map { year -> PruningProblemBuilder.Option in
        let cost = 5 + below(20)
        return .init(
          value: 10 + below(60),
          uses: [(row: years[year], amount: cost), (row: units[index % 4][year], amount: cost)])
      }
      _ = builder.addLadder("right-\(index)", steps)
    }
    return try builder.build()
  }

  /// What is found keeps all rows and is better, whatever the threads; often something is found.
  @Test func combinationsKeepAllRowsAndAreBetter() throws {
    var found = 0
    for seed in UInt64(0)..<12 {
      let problem = try Self.problem(seed: seed)
      let structure = try #require(BlockStructure(problem), "seed \(seed)")
      let dual = DualFunction(Reduction(problem), threads: 1)
      var descent = DualDescent(dual, start: nil)
      descent.run(dual, evaluations: 300, floor: nil, shouldStop: { false })
      let nothing = [Int32](repeating: 0, count: problem.classCount)
      func combined(threads: Int) -> [Int32]? {
        let levels = TwoLevel(problem, structure, start: descent.multipliers, threads: threads) { false }
        levels.learn(nothing)
        levels.price(levels.multipliers, optionLimit: 900, nodeLimit: 200)
        return levels.combine(around: nothing, floor: 0)
      }
      let plan = combined(threads: 1)
      #expect(combined(threads: 2) == plan, "seed \(seed)")
      guard let plan else { continue }
      found += 1
      let report = SolutionChecker(problem).check(choices: plan)
      #expect(report.isSound && report.value ?? 0 > 0, "seed \(seed)")
    }
    #expect(found >= 4)
  }

  @Test(arguments: UInt64(0)..<10)
  func aWideBeamListsEveryPlanAboveItsFloor(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func below(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    let classes = (0..<7).map { _ in
      (0..<3).map { option in
        CoreProblem.Option(
          value: Int64(option) * (20 + below(60)),
          uses: option == 0
            ? [] : (0..<2).map { CoreProblem.Use(row: Int32($0), amount: Int64(option) + below(40)) })
      }
    }
    let core = CoreProblem(limits: [90, 80], classes: classes)
    var all: Set<[Int]> = []
    for number in 0..<2187 {
      var rest = number
      let choices = (0..<7).map { _ in
        defer { rest /= 3 }
        return rest % 3
      }
      if core.isFeasible(choices), core.value(choices) > 150 { all.insert(choices) }
    }
    var beam = BeamSearch(core, prices: [0.6, 0.5], threshold: 40)
    beam.width = 100_000
    let found = beam.all(above: 150)
    #expect(Set(found) == all && found.count == all.count, "seed \(seed)")
    #expect(zip(found, found.dropFirst()).allSatisfy { core.value($0) >= core.value($1) }, "seed \(seed)")
  }
}
