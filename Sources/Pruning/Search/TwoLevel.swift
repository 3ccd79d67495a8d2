internal import Foundation

/// The two-level bound: shared rows are priced, every block keeps its own rows and is solved for itself.
///
/// For prices λ of the shared rows, λ·b + Σ over blocks of the block's best worth is a bound; it is never weaker
/// than pricing all rows, and stronger where a block's rows are tight (Geoffrion 1974). Prices come from the
/// relaxation that mixes the blocks' plans found so far (Dantzig and Wolfe 1960), held back towards the best
/// prices known.
final class TwoLevel {
  /// Blocks count in units of 2⁻¹⁰ of value.
  static let valueBits = 10
  static let valueScale: Int64 = 1 << Int64(valueBits)

  let problem: PruningProblem
  let structure: BlockStructure
  private(set) var blocks: [BlockProblem]
  private let threads: Int
  private let shouldStop: () -> Bool
  /// The best bound, in units of value, and what proves it.
  private(set) var bound: Int64?
  private(set) var multipliers: [Int64]
  private(set) var answers: [BlockProblem.Answer] = []
  private(set) var isExact = false

  init(
    _ problem: PruningProblem, _ structure: BlockStructure, start: [Double], threads: Int,
    shouldStop: @escaping () -> Bool
  ) {
    self.problem = problem
    self.structure = structure
    self.threads = threads
    self.shouldStop = shouldStop
    blocks = structure.members.indices.map { BlockProblem(problem, structure, block: $0) }
    multipliers = [Int64](repeating: 0, count: problem.rows.count)
    for row in structure.shared { multipliers[row] = Self.rounded(start[row]) }
  }

  private static func rounded(_ value: Double) -> Int64 {
    Int64(min(max(0, value * Double(PruningPlan.multiplierScale)), 1e15).rounded())
  }

  /// Takes a plan apart into plans of the blocks.
  func learn(_ choices: [Int32]) {
    for block in blocks { block.learn(block.part(of: choices)) }
  }

  /// Solves all blocks under the prices; true when the bound fell.
  @discardableResult
  func price(_ prices: [Int64], optionLimit: Int, nodeLimit: Int) -> Bool {
    let count = blocks.count
    nonisolated(unsafe) var results = [BlockProblem.Answer?](repeating: nil, count: count)
    let blocks = self.blocks
    nonisolated(unsafe) let stop = shouldStop
    let shared = structure.shared
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { block in
        target[block] = blocks[block].solve(
          shared, multipliers: prices, optionLimit: optionLimit, nodeLimit: nodeLimit, shouldStop: stop)
      }
      if threads > 1 {
        DispatchQueue.concurrentPerform(iterations: count) { work($0) }
      } else {
        for block in 0..<count { work(block) }
      }
    }
    var total: Int128 = 0
    for row in structure.shared {
      let part = Int128(prices[row]) * Int128(problem.rows[row].limit)
      total += problem.rows[row].sense == .atMost ? part : -part
    }
    // Units of 2⁻²⁰ are finer than those of the blocks.
    var sum: Int128 = 0
    for answer in results {
      guard let answer else { return false }
      sum += Int128(answer.bound)
    }
    let whole = (total + (sum << Int128(20 - Self.valueBits))) >> 20
    let found = Int64(clamping: whole)
    guard bound.map({ found < $0 }) ?? true else { return false }
    bound = found
    multipliers = prices
    answers = results.compactMap { $0 }
    isExact = answers.allSatisfy(\.isExact)
    return true
  }

  /// The problem of picking one known plan for each block.
  func mixture() -> (core: CoreProblem, base: [Int]) {
    let rows = structure.shared.map { Int32($0) }
    let limits = rows.map { row -> Int64 in
      let entry = problem.rows[Int(row)]
      return entry.sense == .atMost ? entry.limit : -entry.limit
    }
    var base: [Int] = []
    let classes = blocks.map { block -> [CoreProblem.Option] in
      let options = block.plans.enumerated().map { position, plan in
        CoreProblem.Option(value: block.value(plan), uses: block.uses(plan, rows), tag: Int32(position))
      }
      var best = 0
      var most = -Double.infinity
      for (position, option) in options.enumerated() {
        var worth = Double(option.value)
        for use in option.uses {
          worth -= Double(multipliers[Int(rows[Int(use.row)])]) / Double(PruningPlan.multiplierScale) * Double(use.amount)
        }
        if worth > most { (best, most) = (position, worth) }
      }
      base.append(best)
      return options
    }
    return (CoreProblem(limits: limits, classes: classes), base)
  }

  /// The plan of the problem that a mixture's choices stand for.
  func assemble(_ plan: [Int]) -> [Int32] {
    var choices = [Int32](repeating: 0, count: problem.classCount)
    for (block, option) in plan.enumerated() {
      for (position, index) in blocks[block].members.enumerated() {
        choices[Int(index)] = blocks[block].plans[option][position]
      }
    }
    return choices
  }

  /// Prices from the relaxed mixture, and perhaps a better plan.
  /// - Returns: the new prices of all rows, and whether the mixture has any plan at all.
  func mix(
    floor: Int64?, nodeLimit: Int, onPlan: ([Int32]) -> Void
  ) -> (prices: [Int64], value: Double)? {
    let (core, base) = mixture()
    guard core.classes.allSatisfy({ !$0.isEmpty }) else { return nil }
    let relaxation = CoreRelaxation(core, base: base)
    guard relaxation.solve() == .optimal else { return nil }
    let found = relaxation.multipliers()
    var shortfall = core.classes.map { $0.map { _ in 0.0 } }
    let value = relaxation.bound(&shortfall)
    var prices = [Int64](repeating: 0, count: problem.rows.count)
    for (position, row) in structure.shared.enumerated() { prices[row] = Self.rounded(found[position]) }
    if nodeLimit > 0 {
      var search = BranchAndCut()
      search.nodeLimit = nodeLimit
      search.cutRounds = 0
      search.shouldStop = shouldStop
      let result = search.solve(core, floor: floor, base: base, prices: found)
      if let choices = result.choices { onPlan(assemble(choices)) }
    }
    return (prices, value)
  }
}
