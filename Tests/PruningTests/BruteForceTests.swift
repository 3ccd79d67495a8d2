import PortfolioCore
import Pruning
import Testing

/// The solver against all plans there are.
@Suite struct BruteForceTests {
  @Test(arguments: 0..<40)
  func theBestOfAllPlansIsFound(block: Int) throws {
    for seed in UInt64(block * 5)..<UInt64(block * 5 + 5) {
      let small = try SmallProblem(seed: seed)
      var count = 1
      for index in 0..<small.problem.classCount { count *= small.problem.optionCount(of: index) }
      guard count < 30_000 else { continue }
      let plan = PruningSolver.solve(small.problem)
      let report = SolutionChecker(small.problem).check(plan)
      #expect(report.isSound, "seed \(seed): \(report.faults)")
      if let best = small.best() {
        #expect(plan.status == .optimal, "seed \(seed)")
        #expect(plan.value == best, "seed \(seed)")
        #expect(plan.bound == best, "seed \(seed)")
        #expect((plan.multiplierBound ?? best) >= best, "seed \(seed)")
      } else {
        #expect(plan.status == .infeasible, "seed \(seed)")
        #expect(plan.choices.isEmpty && plan.value == nil, "seed \(seed)")
        let conflict = try #require(plan.conflict, "seed \(seed)")
        if conflict.multipliers != nil { #expect(report.isInfeasibilityProven, "seed \(seed)") }
        if !conflict.leastChange.isEmpty {
          var relaxed = small.problem
          for change in conflict.leastChange {
            let row = relaxed.rows[change.row]
            relaxed = relaxed.limiting(
              change.row, to: row.sense == .atMost ? row.limit + change.amount : row.limit - change.amount)
          }
          #expect(PruningSolver.solve(relaxed).value != nil, "seed \(seed): the change is not enough")
        }
      }
    }
  }

  /// Problems larger than all plans can be tried, but small enough for a proof.
  @Test(arguments: 1000..<1012)
  func propertiesHold(seed: Int) throws {
    let small = try SmallProblem(seed: UInt64(seed), classes: 12)
    let problem = small.problem
    let plan = PruningSolver.solve(problem)
    guard let value = plan.value else { return }
    #expect((plan.bound ?? 0) >= value, "seed \(seed)")
    // More budget is never worth less.
    let richer = PruningSolver.solve(problem.scaling(problem.budgetRows, permille: 1200))
    #expect((richer.value ?? .min) >= value, "seed \(seed)")
    // The number of threads changes nothing.
    var options = PruningOptions()
    options.threads = 3
    #expect(PruningSolver.solve(problem, options: options) == plan, "seed \(seed)")
    // Dropping a rule never costs.
    let coverage = try #require(problem.rows.firstIndex { $0.sense == .atLeast })
    #expect((PruningSolver.solve(problem.dropping(coverage)).value ?? .min) >= value, "seed \(seed)")
  }

  @Test(arguments: 0..<10)
  func orderOfClassesChangesOnlyTheOrder(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var values: [[Int64]] = []
    var costs: [[Int64]] = []
    for _ in 0..<10 {
      values.append((0..<3).map { _ in Int64(random.next() % 50) })
      costs.append((0..<3).map { _ in Int64(1 + random.next() % 20) })
    }
    func value(_ order: [Int]) throws -> Int64? {
      var builder = StopYearProblemBuilder(name: "order", years: 3)
      let budget = builder.addBudget("group", caps: [60, 50, 40])
      for right in order {
        builder.addRight(
          "right-\(right)", values: values[right], costs: costs[right], budgets: [budget])
      }
      let plan = PruningSolver.solve(try builder.build())
      #expect(plan.status == .optimal, "seed \(seed)")
      return plan.value
    }
    let straight = try value(Array(0..<10))
    #expect(try value(Array((0..<10).reversed())) == straight, "seed \(seed)")
    // One right more never lowers the best.
    let fewer = try value(Array(0..<9)) ?? Int64.max
    #expect(fewer <= straight ?? Int64.min, "seed \(seed)")
  }
}
