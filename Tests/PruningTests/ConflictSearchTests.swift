import PortfolioCore
import Testing

@testable import Pruning

/// Conflicts that only a search proves, against all plans there are.
@Suite struct ConflictSearchTests {
  /// Which rows each plan breaks that keeps the rules of classes and couples, by trying them all.
  private struct AllPlans {
    private var broken: Set<UInt64> = []

    init(_ problem: PruningProblem) {
      let checker = SolutionChecker(problem)
      var choices = [Int32](repeating: 0, count: problem.classCount)
      var index = 0
      while index < choices.count {
        var rows: UInt64 = 0
        var isAllowed = true
        for fault in checker.check(choices: choices).faults {
          if case .row(let row, _) = fault { rows |= 1 << row } else { isAllowed = false }
        }
        if isAllowed { broken.insert(rows) }
        index = 0
        while index < choices.count {
          choices[index] += 1
          if Int(choices[index]) < problem.optionCount(of: index) { break }
          choices[index] = 0
          index += 1
        }
      }
    }

    /// Whether some plan keeps these rows.
    func hasPlan(keeping rows: [Int]) -> Bool {
      let wanted = rows.reduce(UInt64(0)) { $0 | 1 << $1 }
      return broken.contains { $0 & wanted == 0 }
    }
  }

  private static func relaxed(_ problem: PruningProblem, _ conflict: PruningConflict) -> PruningProblem {
    conflict.leastChange.reduce(problem) { problem, change in
      let row = problem.rows[change.row]
      return problem.limiting(
        change.row, to: row.sense == .atMost ? row.limit + change.amount : row.limit - change.amount)
    }
  }

  /// Rows of both senses over the same few classes in lumps: often without a plan, and without prices that prove it.
  private static func lumpy(seed: UInt64) throws -> PruningProblem {
    var random = SeededGenerator(seed: seed)
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    var builder = PruningProblemBuilder(name: "lumpy-\(seed)")
    let classes = 3 + below(3)
    let rows = 3 + below(5)
    for row in 0..<rows {
      let limit = Int64(2 + below(classes * 4))
      builder.addRow("row \(row)", row % 2 == 0 ? .atMost : .atLeast, limit)
    }
    for index in 0..<classes {
      let options = (0..<(1 + below(2))).map { _ -> PruningProblemBuilder.Option in
        let uses = (0..<rows).filter { _ in below(3) > 0 }.map { (row: $0, amount: Int64(2 + below(4))) }
        return .init(value: Int64(below(20)), uses: uses)
      }
      if below(4) == 0 {
        builder.addChoice("choice \(index)", options + [.init(value: 0)])
      } else {
        let ladder = builder.addLadder("ladder \(index)", options)
        if below(6) == 0 { builder.keep(ladder, atLeast: 1) }
      }
    }
    return try builder.build()
  }

  /// What is said of a conflict holds, whatever proves it.
  private func check(_ problem: PruningProblem, _ plan: PruningPlan, seed: UInt64) throws {
    let conflict = try #require(plan.conflict, "seed \(seed)")
    let all = AllPlans(problem)
    #expect(!all.hasPlan(keeping: Array(problem.rows.indices)), "seed \(seed)")
    guard conflict.classes.isEmpty else {
      #expect(!all.hasPlan(keeping: []), "seed \(seed)")
      return
    }
    #expect(conflict.rowsContradict, "seed \(seed)")
    #expect(!all.hasPlan(keeping: conflict.rows), "seed \(seed): \(conflict.rows)")
    #expect(Set(conflict.rows).count == conflict.rows.count, "seed \(seed)")
    #expect(Set(conflict.leastChange.map(\.row)).isSubset(of: conflict.rows), "seed \(seed)")
    #expect(
      AllPlans(Self.relaxed(problem, conflict)).hasPlan(keeping: Array(problem.rows.indices)), "seed \(seed)")
  }

  @Test(arguments: 0..<4)
  func theNamedRowsContradictEachOtherAndNoneIsTooMany(block: Int) throws {
    var searched = 0
    for seed in UInt64(block * 200)..<UInt64(block * 200 + 200) {
      let problem = try Self.lumpy(seed: seed)
      let plan = PruningSolver.solve(problem)
      guard plan.status == .infeasible else { continue }
      try check(problem, plan, seed: seed)
      guard let conflict = plan.conflict, conflict.multipliers == nil, conflict.classes.isEmpty else {
        continue
      }
      searched += 1
      let infeasibility = Infeasibility(problem: problem, options: PruningOptions())
      let relief = try #require(infeasibility.relief(Array(problem.rows.indices)), "seed \(seed)")
      let search = ConflictSearch(problem: problem, options: PruningOptions(), relief: relief)
      #expect(search.rows(beside: []) == conflict.rows, "seed \(seed)")
      let all = AllPlans(problem)
      for found in search.found {
        #expect(found.isShortest, "seed \(seed)")
        #expect(!all.hasPlan(keeping: found.rows), "seed \(seed): \(found.rows)")
        for row in found.rows {
          #expect(
            all.hasPlan(keeping: found.rows.filter { $0 != row }),
            "seed \(seed): \(found.rows) without \(row)")
        }
      }
    }
    #expect(searched > 3, "block \(block)")
  }

  /// With families that hang together in circles, and proven by multipliers for the most part.
  @Test(arguments: 0..<5)
  func smallProblemsOfAllKindsAreExplained(block: Int) throws {
    for seed in UInt64(block * 30)..<UInt64(block * 30 + 30) {
      let problem = try SmallProblem(seed: seed).problem
      guard (0..<problem.classCount).reduce(1, { $0 * problem.optionCount(of: $1) }) < 5000 else { continue }
      let plan = PruningSolver.solve(problem)
      if plan.status == .infeasible { try check(problem, plan, seed: seed) }
    }
  }

  /// Units of rights in lumps of two, under a budget of a year that all share.
  /// - Parameter odd: units that shall hold exactly three.
  private static func units(_ count: Int, odd: [Int]) throws -> PruningProblem {
    var builder = PruningProblemBuilder(name: "units")
    let year = builder.addRow("year", .atMost, Int64(count * 3))
    for unit in 0..<count {
      let budget = builder.addRow("unit \(unit)", .atMost, odd.contains(unit) ? 3 : 4)
      let least = builder.addRow("least \(unit)", .atLeast, odd.contains(unit) ? 3 : 1)
      for right in 0..<3 {
        let uses = [(row: budget, amount: Int64(2)), (row: least, amount: 2), (row: year, amount: 2)]
        builder.addLadder("right \(unit)/\(right)", [.init(value: Int64(3 + right), uses: uses)])
      }
    }
    return try builder.build()
  }

  @Test func bothSidesOfALumpAreNamed() throws {
    let plan = PruningSolver.solve(try Self.units(5, odd: [2]))
    let conflict = try #require(plan.conflict)
    #expect(plan.proof == .search && conflict.multipliers == nil)
    #expect(conflict.rowsContradict && conflict.rows.sorted() == [5, 6])
    // What gives way is named first.
    #expect(conflict.rows.first == conflict.leastChange.first?.row)
  }

  @Test func allUnitsWithALumpAreNamedAmongManyRows() throws {
    let problem = try Self.units(40, odd: [10, 37])
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(conflict.rowsContradict && conflict.rows.sorted() == [21, 22, 75, 76])
    var options = PruningOptions()
    options.threads = 3
    #expect(PruningSolver.solve(problem, options: options).conflict == conflict)
  }

  /// One rule against two budgets that both give way: either conflict is told though they share the rule.
  @Test func conflictsThatShareARowAreBothFound() throws {
    var builder = PruningProblemBuilder(name: "shared")
    let least = builder.addRow("least", .atLeast, 150)
    let budgets = [builder.addRow("one", .atMost, 199), builder.addRow("two", .atMost, 198)]
    let idle = builder.addRow("idle", .atMost, 399)
    let uses = ([least, idle] + budgets).map { (row: $0, amount: Int64(100)) }
    for right in 0..<3 { builder.addLadder("right \(right)", [.init(value: 1, uses: uses)]) }
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(conflict.leastChange.map(\.row) == budgets && conflict.multipliers == nil)
    #expect(conflict.rowsContradict && conflict.rows.sorted() == [least] + budgets)
    let relief = Infeasibility.Relief(change: conflict.leastChange, choices: [1, 1, 0])
    let search = ConflictSearch(problem: problem, options: PruningOptions(), relief: relief)
    _ = search.rows(beside: [])
    #expect(search.found.map(\.rows) == [[budgets[0], least], [budgets[1], least]])
  }

  /// Rights that hang together in a circle stop together, so that two of their own rules contradict each other.
  @Test func aCircleOfFamiliesIsToldByItsClasses() throws {
    var builder = PruningProblemBuilder(name: "circle")
    let budget = builder.addRow("budget", .atMost, 100)
    let step = PruningProblemBuilder.Option(value: 1, uses: [(row: budget, amount: 1)])
    let ladders = (0..<5).map { builder.addLadder("right \($0)", [step, step, step]) }
    for (first, second) in [(0, 1), (1, 2), (2, 0), (3, 4)] {
      builder.couple(.notAfter, ladders[first], ladders[second])
    }
    // A tree of the family keeps both: it is only the couple left out of it that does not.
    builder.keep(ladders[2], atLeast: 2)
    builder.keep(ladders[1], atMost: 1)
    builder.keep(ladders[4], atLeast: 1)
    let plan = PruningSolver.solve(try builder.build())
    let conflict = try #require(plan.conflict)
    #expect(plan.status == .infeasible && conflict.rows.isEmpty && conflict.classes == [1, 2])
  }

  @Test func whatIsNotLookedForIsNotSaidToBeProven() throws {
    let problem = try Self.units(5, odd: [2])
    let relief = try #require(
      Infeasibility(problem: problem, options: PruningOptions()).relief(Array(problem.rows.indices)))
    var options = PruningOptions()
    options.shouldStop = { true }
    let search = ConflictSearch(problem: problem, options: options, relief: relief)
    #expect(search.rows(beside: []) == relief.change.map(\.row) && search.found.isEmpty)
    #expect(!Infeasibility(problem: problem, options: options).searchedConflict(nodes: 0).rowsContradict)
    #expect(PruningSolver.solve(problem).conflict?.rowsContradict == true)
  }

  /// The limit itself is beyond all that could be used: the least change has to reach as far.
  @Test(arguments: [Int64(1) << 60, 1_000_000_000_000, -(Int64(1) << 60)])
  func limitsNearTheEndOfNumbersGiveWayToo(limit: Int64) throws {
    var builder = PruningProblemBuilder(name: "far")
    let row = builder.addRow("far", limit > 0 ? .atLeast : .atMost, limit)
    let other = builder.addRow("budget", .atMost, 7)
    for right in 0..<3 {
      let uses = [(row: row, amount: limit > 0 ? Int64(5) : -5), (row: other, amount: 3)]
      builder.addLadder("right \(right)", [.init(value: 1, uses: uses)])
    }
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    let conflict = try #require(plan.conflict)
    #expect(plan.status == .infeasible && conflict.rows == [row] && conflict.rowsContradict)
    #expect(
      conflict.leastChange == [
        .init(row: row, amount: limit.magnitude > 1 << 50 ? (1 << 60) - 10 : limit - 10)
      ])
    #expect(PruningSolver.solve(Self.relaxed(problem, conflict)).value == 2)
  }
}
