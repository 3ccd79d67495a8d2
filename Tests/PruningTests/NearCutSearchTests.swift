import PortfolioCore
import Testing

@testable import Pruning

/// The searches near the cut line against all plans of small cores.
@Suite struct NearCutSearchTests {
  /// Nine classes of up to three options over three rows, and the prices of the rows.
  private static func core(seed: UInt64) -> (core: CoreProblem, prices: [Double]) {
    var random = SeededGenerator(seed: seed)
    func below(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    let classes = (0..<9).map { _ in
      (0..<(2 + below(2))).map { option in
        CoreProblem.Option(
          value: option * (20 + below(60)),
          uses: option == 0
            ? [] : (0..<3).map { CoreProblem.Use(row: Int32($0), amount: 1 + below(40)) })
      }
    }
    return (CoreProblem(limits: (0..<3).map { _ in 60 + below(120) }, classes: classes), [0.6, 0.5, 0.4])
  }

  private static func best(of core: CoreProblem) -> Int64 {
    var choices = [Int](repeating: 0, count: core.classes.count)
    var best = Int64.min
    while true {
      if core.isFeasible(choices) { best = max(best, core.value(choices)) }
      var index = 0
      while index < choices.count {
        choices[index] += 1
        if choices[index] < core.classes[index].count { break }
        choices[index] = 0
        index += 1
      }
      if index == choices.count { return best }
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func aBeamWideEnoughMissesNothing(seed: UInt64) throws {
    let (core, prices) = Self.core(seed: seed)
    let best = Self.best(of: core)
    var beam = BeamSearch(core, prices: prices, threshold: 30)
    beam.width = 100_000
    let plan = try #require(beam.best(above: -1), "seed \(seed)")
    #expect(core.isFeasible(plan) && core.value(plan) == best, "seed \(seed)")
    // Nothing is better than the best, and a narrow beam says so too.
    beam.width = 5
    #expect(beam.best(above: best) == nil, "seed \(seed)")
    if let narrow = beam.best(above: -1) { #expect(core.isFeasible(narrow), "seed \(seed)") }
  }

  @Test(arguments: UInt64(0)..<40)
  func twoHandsMeetInTheBestPlan(seed: UInt64) throws {
    let (core, prices) = Self.core(seed: seed)
    let best = Self.best(of: core)
    // Changed is what the prices choose, so that every change loses something.
    let base = core.classes.map { options in
      options.indices.max { left, right in score(options[left]) < score(options[right]) } ?? 0
    }
    func score(_ option: CoreProblem.Option) -> Double {
      option.uses.reduce(Double(option.value)) { $0 - prices[Int($1.row)] * Double($1.amount) }
    }
    let match = SubsetMatch(core, base: base, prices: prices, most: 1e9)
    #expect(match.best(above: best) == nil, "seed \(seed)")
    if core.isFeasible(base) && core.value(base) == best { return }
    let plan = try #require(match.best(above: best - 1), "seed \(seed)")
    #expect(core.isFeasible(plan) && core.value(plan) == best, "seed \(seed)")
  }

  /// Where thousands of combinations use the same of every row, no cell can tell them apart.
  @Test(arguments: [Int64(1), 1 << 50])
  func combinationsThatUseTheSameComeToAnEnd(amount: Int64) throws {
    let classes = (0..<44).map { index in
      [
        CoreProblem.Option(value: 0, uses: []),
        CoreProblem.Option(
          value: amount + Int64(index % 7), uses: [CoreProblem.Use(row: 0, amount: amount)]),
      ]
    }
    let core = CoreProblem(limits: [6 * amount], classes: classes)
    let plan = SubsetMatch(core, base: classes.map { _ in 0 }, prices: [1], most: 100).best(above: 0)
    let value = plan.map { core.isFeasible($0) ? core.value($0) : -1 }
    #expect(value ?? -1 > 6 * amount)
  }

  /// A beam over a whole problem finds the same plan on any number of threads, and a feasible one.
  @Test func aBeamIsTheSameOnThreeThreads() throws {
    var random = SeededGenerator(seed: 11)
    var builder = StopYearProblemBuilder(name: "beam", years: 2)
    let budget = builder.addBudget("year", caps: [6_000, 5_000])
    for _ in 0..<12 {
      let worth = Int64(random.next() % 4000)
      let costs = (0..<2).map { _ in Int64(200 + random.next() % 1500) }
      builder.addRight("", values: costs.map { worth - $0 }, costs: costs, budgets: [budget])
    }
    let problem = try builder.build()
    func found(threads: Int) -> (choices: [Int32], value: Int64)? {
      var options = PruningOptions()
      options.threads = threads
      let run = SolverRun(problem, options, nil)
      run.offer([Int32](repeating: 0, count: 12))
      run.certify([0.8, 0.6])
      run.searchBeam([0.8, 0.6])
      return run.best
    }
    let one = try #require(found(threads: 1))
    let three = try #require(found(threads: 3))
    #expect(one.value > 0)
    #expect(one.value == three.value && one.choices == three.choices)
    #expect(SolutionChecker(problem).check(choices: one.choices).isSound)
  }
}
