internal import Foundation

/// What an evaluation of the dual function gives: the best choices under some prices.
struct DualPoint {
  /// The bound, of which rounding errors are part; certificates are computed in integers.
  var bound = Double.infinity
  /// What the best choices use of each row.
  var uses: [Int64] = []
}

/// The dual function of a problem: all rows priced, every class or family for itself.
final class DualFunction {
  let problem: PruningProblem
  let forest: Forest
  let signs: [Double]
  /// What each row is divided by so that rows of money and of rights weigh alike.
  let norms: [Double]
  /// How many threads may be used.
  let threads: Int
  private let pieces: Int
  /// The best choices at the last prices.
  private(set) var choices: [Int32]

  init(_ reduction: Reduction, threads: Int) {
    problem = reduction.problem
    forest = reduction.forest
    self.threads = max(1, threads)
    signs = problem.rows.map { $0.sense == .atMost ? 1 : -1 }
    choices = [Int32](repeating: 0, count: problem.classCount)
    var squares = [Double](repeating: 0, count: problem.rows.count)
    for (row, amount) in zip(problem.useRow, problem.useAmount) {
      squares[Int(row)] += Double(amount) * Double(amount)
    }
    norms = squares.map { $0 > 0 ? $0.squareRoot() : 1 }
    // The pieces do not depend on the threads, so the sums do not either.
    pieces = problem.classCount >= 4096 ? 16 : 1
  }

  /// Evaluates the dual function at signed prices.
  func evaluate(_ prices: [Double]) -> DualPoint {
    let rowCount = problem.rows.count
    let count = problem.classCount
    let trees = forest.treeCount
    let isTree = !forest.treeOf.isEmpty
    var bounds = [Double](repeating: 0, count: pieces)
    let uses = UnsafeMutablePointer<Int64>.allocate(capacity: max(1, pieces * rowCount))
    uses.initialize(repeating: 0, count: pieces * rowCount)
    defer { uses.deallocate() }
    let pieces = self.pieces
    problem.withColumns { columns in
      prices.withUnsafeBufferPointer { prices in
        choices.withUnsafeMutableBufferPointer { choices in
          bounds.withUnsafeMutableBufferPointer { bounds in
            guard let choice = choices.baseAddress, let bound = bounds.baseAddress else { return }
            let price = prices.baseAddress ?? UnsafePointer(bound)
            nonisolated(unsafe) let target = (choice, bound, price, uses)
            let forest = self.forest
            let work: @Sendable (Int) -> Void = { piece in
              let (choice, bound, price, uses) = target
              let mine = uses + piece * rowCount
              var sum = 0.0
              for index in (count * piece / pieces)..<(count * (piece + 1) / pieces) {
                if isTree && forest.treeOf[index] >= 0 { continue }
                let best = columns.best(index, price)
                choice[index] = Int32(truncatingIfNeeded: best.option)
                sum += best.score
                if best.score > -Double.infinity { columns.addUses(index, best.option, 1, to: mine) }
              }
              var tables = TreeTables()
              for tree in (trees * piece / pieces)..<(trees * (piece + 1) / pieces) {
                let best = tables.solve(forest, tree: tree, columns, price)
                sum += best
                guard best > -Double.infinity else { continue }
                let first = Int(forest.treeStart[tree])
                for position in first..<Int(forest.treeStart[tree + 1]) {
                  let index = Int(forest.nodes[position])
                  choice[index] = Int32(tables.stops[position - first])
                  columns.addUses(index, tables.stops[position - first], 1, to: mine)
                }
              }
              bound[piece] = sum
            }
            if threads > 1 && pieces > 1 {
              let lanes = threads
              DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                var piece = lane
                while piece < pieces {
                  work(piece)
                  piece += lanes
                }
              }
            } else {
              for piece in 0..<pieces { work(piece) }
            }
          }
        }
      }
    }
    var point = DualPoint(bound: 0, uses: [Int64](repeating: 0, count: rowCount))
    for piece in 0..<pieces {
      point.bound += bounds[piece]
      for row in 0..<rowCount { point.uses[row] += uses[piece * rowCount + row] }
    }
    for row in 0..<rowCount { point.bound += prices[row] * Double(problem.rows[row].limit) }
    return point
  }
}

/// Minimises a dual function by deflected Polyak steps (Camerini, Fratta and Maffioli 1975; Barahona and Anbil
/// 2000 for the averaging of directions).
struct DualDescent {
  /// The least bound found and the multipliers that prove it, in the units of the rows; never negative.
  private(set) var bestBound = Double.infinity
  private(set) var multipliers: [Double]
  /// The uses at the best multipliers.
  private(set) var uses: [Int64] = []

  private let rows: [PruningProblem.Row]
  private var point: [Double]
  private var direction: [Double]
  private var step = 0.05
  private var idle = 0
  /// How many steps in vain make the steps shorter.
  var patience = 8
  /// The rows whose multipliers others move; empty when there are none.
  var isHeld: [Bool] = []

  init(_ dual: DualFunction, start: [Double]?) {
    rows = dual.problem.rows
    multipliers = start ?? [Double](repeating: 0, count: rows.count)
    point = zip(multipliers, dual.norms).map { $0 * $1 }
    direction = [Double](repeating: 0, count: rows.count)
    if start != nil { step = 0.01 }
  }

  /// Goes on from other multipliers, with steps no longer than they were.
  mutating func restart(at multipliers: [Double], _ dual: DualFunction, longest: Double) {
    step = min(step, longest)
    self.multipliers = multipliers
    point = zip(multipliers, dual.norms).map { $0 * $1 }
    for row in direction.indices { direction[row] = 0 }
    bestBound = .infinity
    idle = 0
  }

  /// Evaluates up to so many points.
  /// - Parameters:
  ///   - floor: a known value; the dual never falls below it.
  ///   - until: a bound below which nothing better is wanted.
  ///   - visit: called with each evaluation's bound and uses, the choices being those of `dual`.
  mutating func run(
    _ dual: DualFunction, evaluations: Int, floor: Double?, shouldStop: () -> Bool, until: Double? = nil,
    visit: (DualPoint, [Double]) -> Void = { _, _ in }
  ) {
    let count = rows.count
    for _ in 0..<evaluations {
      if shouldStop() && bestBound < .infinity { return }
      let current = (0..<count).map { point[$0] / dual.norms[$0] }
      let here = dual.evaluate((0..<count).map { current[$0] * dual.signs[$0] })
      visit(here, current)
      guard here.bound.isFinite else { return }
      let size = max(abs(bestBound.isFinite ? bestBound : here.bound), 1)
      let isBetter = here.bound < bestBound
      idle = here.bound < bestBound - 2e-5 * step * 20 * size ? 0 : idle + 1
      if isBetter {
        bestBound = here.bound
        multipliers = current
        uses = here.uses
      }
      if let floor, bestBound < floor + 0.5 { return }
      if let until, bestBound < until { return }
      if idle >= patience {
        idle = 0
        step *= 0.7
        if step < 1e-9 { return }
        point = zip(multipliers, dual.norms).map { $0 * $1 }
        for row in 0..<count { direction[row] = 0 }
        // The subgradient at the best point, which is where the next step starts.
        descend(from: bestBound, uses, dual, size)
        continue
      }
      descend(from: here.bound, here.uses, dual, size)
      if direction.allSatisfy({ $0 == 0 }) { return }
    }
  }

  private mutating func descend(from bound: Double, _ uses: [Int64], _ dual: DualFunction, _ size: Double) {
    var square = 0.0
    for row in rows.indices where isHeld.isEmpty || !isHeld[row] {
      let over = dual.signs[row] * Double(uses[row] - rows[row].limit) / dual.norms[row]
      direction[row] = 0.75 * direction[row] + 0.25 * over
      if point[row] <= 0 && direction[row] < 0 { direction[row] = 0 }
      square += direction[row] * direction[row]
    }
    guard square > 0 else { return }
    let target = bestBound - step * size
    let length = (bound - target) / square
    for row in rows.indices { point[row] = max(0, point[row] + length * direction[row]) }
  }
}
