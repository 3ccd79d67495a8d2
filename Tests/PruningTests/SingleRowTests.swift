import PortfolioCore
import Testing

@testable import Pruning

/// Problems of one row where rounding or the order of changes could lead astray.
@Suite struct SingleRowTests {
  private static func items(_ items: [(value: Int64, weight: Int64)]) -> [[CoreProblem.Option]] {
    items.map { item in
      [
        CoreProblem.Option(value: 0, uses: []),
        CoreProblem.Option(value: item.value, uses: [CoreProblem.Use(row: 0, amount: item.weight)]),
      ]
    }
  }

  /// The best value by a table over all weights, in integers.
  private static func best(_ items: [(value: Int64, weight: Int64)], limit: Int) -> Int64 {
    var table = [Int64](repeating: 0, count: limit + 1)
    for item in items {
      let weight = Int(item.weight)
      for room in stride(from: limit, through: weight, by: -1) {
        table[room] = max(table[room], table[room - weight] + item.value)
      }
    }
    return table[limit]
  }

  /// Values of some 10¹⁴ that nearly follow the weights: what lies between two plans is less than the rounding of their
  /// sums, and the best is the best all the same.
  @Test(arguments: UInt64(0)..<12)
  func nearTiesOfLargeAmountsAreToldApart(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let items = (0..<24).map { _ -> (value: Int64, weight: Int64) in
      let weight = 40 + Int64(random.next() % 160)
      return (weight * 4_000_000_000_000 + Int64(random.next() % 3) - 1, weight)
    }
    let limit = Int(items.reduce(0) { $0 + $1.weight } / 2)
    var builder = PruningProblemBuilder(name: "near ties")
    builder.addRow("budget", .atMost, Int64(limit))
    for item in items {
      builder.addChoice("", [.init(value: 0), .init(value: item.value, uses: [(0, item.weight)])])
    }
    let plan = PruningSolver.solve(try builder.build())
    #expect(plan.status == .optimal, "seed \(seed)")
    #expect(plan.value == Self.best(items, limit: limit), "seed \(seed)")
  }

  /// Where values are the weights, every change costs nothing: taking off and adding by turns fills the row while there
  /// are few states, one after the other not before there are millions.
  @Test(arguments: UInt64(0)..<4)
  func aSubsetSumNeedsFewStates(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let weights = (0..<200).map { _ in 1 + Int64(random.next() % 3_000) }
    let limit = weights.reduce(0, +) / 2
    let core = CoreProblem(limits: [limit], classes: Self.items(weights.map { ($0, $0) }))
    var program = SingleCap()
    program.stateLimit = 60_000
    let result = program.solve(core, floor: nil)
    #expect(result.isComplete, "seed \(seed)")
    #expect(result.value == limit && result.bound == limit, "seed \(seed)")
    #expect(result.choices.map(core.isFeasible) == true, "seed \(seed)")
  }

  /// A class of very many options, each with a row of its own, is not laid out row by row.
  @Test func aWideClassTakesLittleRoom() throws {
    let count = 1500
    var builder = PruningProblemBuilder(name: "wide")
    for row in 0..<count { builder.addRow("row \(row)", .atMost, 5) }
    builder.addRow("least", .atLeast, 1)
    var options: [PruningProblemBuilder.Option] = []
    for option in 0..<count {
      let uses: [(row: Int, amount: Int64)] = [(option, Int64(option % 7)), (count, 1)]
      options.append(.init(value: Int64(option % 97), uses: uses))
    }
    builder.addChoice("", options)
    let plan = PruningSolver.solve(try builder.build())
    #expect(plan.status == .optimal)
    // The greatest value, 96, of an option whose own use is no more than 5.
    #expect(plan.value == 96)
  }

  /// What others find while a search pauses is its floor from then on.
  @Test func aPauseCanRaiseTheFloor() throws {
    var random = SeededGenerator(seed: 11)
    let classes = (0..<40).map { _ -> [CoreProblem.Option] in
      let weights = (0..<6).map { _ in 20 + Int64(random.next() % 80) }
      return [
        CoreProblem.Option(value: 0, uses: []),
        CoreProblem.Option(
          value: weights.reduce(0, +) / 6 + Int64(random.next() % 12),
          uses: weights.enumerated().map { CoreProblem.Use(row: Int32($0.offset), amount: $0.element) }),
      ]
    }
    let core = CoreProblem(limits: (0..<6).map { _ in 1100 }, classes: classes)
    let base = [Int](repeating: 0, count: classes.count)
    var alone = BranchAndCut()
    alone.nodeLimit = 20_000
    let known = alone.solve(core, floor: nil, base: base, prices: [])
    try #require(known.isComplete && known.nodes > 331)
    let best = try #require(known.value)
    nonisolated(unsafe) var pauses = 0
    var search = BranchAndCut()
    search.nodeLimit = 20_000
    search.onPause = {
      pauses += 1
      return best
    }
    let result = search.solve(core, floor: best - 40, base: base, prices: [])
    #expect(pauses > 0)
    #expect(result.isComplete && result.bound == best)
    #expect(result.nodes <= known.nodes)
  }
}
