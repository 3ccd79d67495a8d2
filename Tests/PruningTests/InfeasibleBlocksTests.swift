import PortfolioCore
import Testing

@testable import Pruning

/// Problems of units of which some have no plan, or whose numbers are near the end of what fits: told in words, never a
/// trap, never a bound that is too low.
@Suite struct InfeasibleBlocksTests {
  /// Six units of four rights over two years, with budgets of the units and of all.
  /// - Parameters:
  ///   - tight: units with budgets of five in each year, of which two rights must be kept.
  ///   - values: by how much values are larger than usual.
  ///   - counting: the limit of a row that counts the rights that live; nil for no such row.
  private static func units(
    tight: [Int] = [], values: Int64 = 1, counting: Int64? = nil
  ) throws -> (problem: PruningProblem, missing: [Int: Int64]) {
    var random = SeededGenerator(seed: 11)
    func below(_ limit: UInt64) -> Int64 { Int64(random.next() % limit) }
    var builder = PruningProblemBuilder(name: "units")
    let years = (0..<2).map { builder.addRow("year \($0)", .atMost, 420) }
    let units = (0..<6).map { unit in
      years.indices.map { builder.addRow("unit \(unit)/\($0)", .atMost, tight.contains(unit) ? 5 : 95) }
    }
    let count = counting.map { builder.addRow("rights", .atMost, $0) }
    var missing: [Int: Int64] = [:]
    for index in 0..<24 {
      let unit = index % 6
      let isKept = tight.contains(unit) && index < 12
      let steps = years.indices.map { year -> PruningProblemBuilder.Option in
        let cost = 10 + below(50)
        if isKept { missing[units[unit][year], default: -5] += cost }
        var uses = [(row: years[year], amount: cost), (row: units[unit][year], amount: cost)]
        if let count { uses.append((row: count, amount: 1)) }
        return .init(value: (50 + below(350)) * values, uses: uses)
      }
      let ladder = builder.addLadder("right \(index)", steps)
      if isKept { builder.keep(ladder, atLeast: 2) }
    }
    return (try builder.build(), missing)
  }

  /// The problem with the limits that a conflict proposes.
  private static func relaxed(_ problem: PruningProblem, _ conflict: PruningConflict) -> PruningProblem {
    conflict.leastChange.reduce(problem) { problem, change in
      let row = problem.rows[change.row]
      return problem.limiting(
        change.row, to: row.sense == .atMost ? row.limit + change.amount : row.limit - change.amount)
    }
  }

  @Test func allUnitsThatCannotPayForWhatMustBeKeptAreNamed() throws {
    let (problem, missing) = try Self.units(tight: [1, 4])
    let plan = PruningSolver.solve(problem)
    #expect(plan.status == .infeasible && plan.bound == nil)
    let conflict = try #require(plan.conflict)
    #expect(Set(conflict.rows) == Set(missing.keys) && conflict.classes.isEmpty)
    #expect(SolutionChecker(problem).check(plan).isInfeasibilityProven)
    let change = Dictionary(uniqueKeysWithValues: conflict.leastChange.map { ($0.row, $0.amount) })
    #expect(change == missing)
    #expect(PruningSolver.solve(Self.relaxed(problem, conflict)).value != nil)
  }

  @Test func twoConflictsAreBothNamedAndTheMultipliersProveTheFirst() throws {
    var builder = PruningProblemBuilder(name: "two")
    for (index, limit) in [Int64(5), 7].enumerated() {
      let row = builder.addRow("unit \(index)", .atMost, limit)
      let ladder = builder.addLadder(
        "right \(index)",
        [
          PruningProblemBuilder.Option(value: 10, uses: [(row: row, amount: 9)])
        ])
      builder.keep(ladder, atLeast: 1)
    }
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(plan.status == .infeasible && Set(conflict.rows) == [0, 1])
    let proven = try #require(conflict.multipliers)
    #expect(proven.indices.filter { proven[$0] > 0 } == [conflict.rows[0]])
    #expect(Set(conflict.leastChange.map(\.amount)) == [4, 2] && conflict.leastChange.count == 2)
  }

  /// Units of lumps, one of which shall hold exactly three in pieces of two: no prices prove that none does.
  private static func lumps() throws -> PruningProblem {
    var builder = PruningProblemBuilder(name: "lumps")
    let year = builder.addRow("year", .atMost, 14)
    for unit in 0..<5 {
      let budget = builder.addRow("unit \(unit)", .atMost, unit == 2 ? 3 : 4)
      let least = builder.addRow("least \(unit)", .atLeast, unit == 2 ? 3 : 1)
      for right in 0..<3 {
        let uses = [(row: budget, amount: Int64(2)), (row: least, amount: 2), (row: year, amount: 2)]
        _ = builder.addLadder("right \(unit)/\(right)", [.init(value: Int64(3 + right), uses: uses)])
      }
    }
    return try builder.build()
  }

  @Test func aUnitWithoutAPlanIsProvenToHaveNone() throws {
    let problem = try Self.lumps()
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(plan.status == .infeasible && plan.proof == .search)
    #expect(conflict.leastChange.reduce(0) { $0 + $1.amount } == 1)
    #expect(PruningSolver.solve(Self.relaxed(problem, conflict)).value != nil)
  }

  /// Pricing it again and again, and from prices that are no numbers, neither traps nor makes a bound.
  @Test(arguments: [0, 1e9, 1e300, Double.infinity, Double.nan])
  func aBlockWithoutAPlanHasNoBound(start: Double) throws {
    let problems = [try Self.lumps(), try Self.units(tight: [1, 4]).problem]
    for (number, problem) in problems.enumerated() {
      let structure = try #require(BlockStructure(problem))
      let levels = TwoLevel(
        problem, structure, start: problem.rows.map { _ in start }, threads: 1, shouldStop: { false })
      for _ in 0..<12 where !levels.isInfeasible {
        levels.price(levels.multipliers, optionLimit: 900, nodeLimit: 200)
      }
      #expect(levels.isInfeasible && levels.bound == nil, "problem \(number)")
    }
  }

  /// What holds for ordinary values holds for large ones, whose sums leave blocks no room for parts of a unit.
  @Test(arguments: [Int64(1_000_000_000), 10_000_000_000_000])
  func largeValuesMakeNoDifference(values: Int64) throws {
    let usual = PruningSolver.solve(try Self.units().problem)
    let (problem, _) = try Self.units(values: values)
    let large = PruningSolver.solve(problem)
    #expect(usual.status == .optimal && large.status == .optimal)
    #expect(large.value == usual.value.map { $0 * values })
    #expect(SolutionChecker(problem).check(large).isSound)
  }

  @Test func aLimitThatNobodyReachesMakesNoDifference() throws {
    let usual = PruningSolver.solve(try Self.units(values: 1_000_000).problem)
    let (problem, _) = try Self.units(values: 1_000_000, counting: 1_000_000_000_000_000)
    let unlimited = PruningSolver.solve(problem)
    #expect(unlimited.status == .optimal && unlimited.value == usual.value)
  }

  /// Under prices that leave 64 bits there is no bound, and none that is cut short.
  @Test func pricesBeyondAllNumbersProveNothing() throws {
    let (problem, _) = try Self.units(values: 10_000_000_000_000)
    let structure = try #require(BlockStructure(problem))
    let levels = TwoLevel(
      problem, structure, start: problem.rows.map { _ in 0 }, threads: 1, shouldStop: { false })
    #expect(levels.valueBits < 10)
    var prices = levels.multipliers
    for row in structure.shared { prices[row] = .max / 2 }
    levels.price(prices, optionLimit: 900, nodeLimit: 200)
    #expect(levels.bound.map { $0 >= 0 } ?? true)
    levels.price(levels.multipliers, optionLimit: 900, nodeLimit: 200)
    #expect((levels.bound ?? 0) > 0 && !levels.isInfeasible)
  }

  /// Four rights with one stop, one of which must live to the third year and another of which has no budget for it.
  @Test func rowsAreBlamedForWhatOnlyRowsForbid() throws {
    var builder = PruningProblemBuilder(name: "family")
    let coverage = builder.addRow("product", .atLeast, 1)
    let budget = builder.addRow("budget", .atMost, 1)
    let ladders = (0..<4).map { right in
      let steps = (0..<3).map { year -> PruningProblemBuilder.Option in
        var step = PruningProblemBuilder.Option(value: 1)
        if right == 1 && year == 2 { step.uses = [(row: coverage, amount: 1)] }
        if right == 2 { step.uses = [(row: budget, amount: 1)] }
        return step
      }
      return builder.addLadder("right \(right)", steps)
    }
    for (first, second) in zip(ladders, ladders.dropFirst()) { builder.couple(.sameStop, first, second) }
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(plan.status == .infeasible && conflict.classes.isEmpty && conflict.rows.sorted() == [0, 1])
    #expect(SolutionChecker(problem).check(plan).isInfeasibilityProven)
    #expect(conflict.leastChange.count == 1)
  }
}
