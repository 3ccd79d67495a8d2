internal import PortfolioCore

/// Large families cut into small ones around a plan, so that what improves small families serves them too.
///
/// A couple is cut by a stop between those of its two classes: the parent stays at or above it, the child at or
/// below. Then both may change on their own, and every plan of what is left is a plan of the whole.
struct CouplingCut {
  /// The largest family that is listed and changed as one.
  static let largestFamily = 64
  /// How many classes a piece may have, in turn.
  private static let pieceSizes = [16, 40, 6]

  private let problem: PruningProblem

  /// - Parameter problem: whose couples may hang together in large families and in circles.
  init(_ problem: PruningProblem) { self.problem = problem }

  /// The problem without the couples that are cut, its classes held to the sides that the plan shows.
  /// - Parameters:
  ///   - choices: a plan that keeps all couples; rows may be broken.
  ///   - round: which couples are cut and where; the same round cuts the same way.
  func piece(around choices: [Int32], round: Int) -> PruningProblem {
    var result = problem
    result.couples = []
    result.lowest = problem.lowest
    result.highest = problem.highest
    var random = SeededGenerator(seed: UInt64(round))
    let size = Self.pieceSizes[round % Self.pieceSizes.count]
    let order = problem.couples.indices.map { (key: random.next(), couple: $0) }
      .sorted { ($0.key, $0.couple) < ($1.key, $1.couple) }
    var sets = DisjointSets(count: problem.classCount)
    for (key, number) in order {
      let couple = problem.couples[number]
      if sets.join(couple.first, couple.second, most: size) {
        result.couples.append(couple)
      } else {
        cut(couple, choices, upper: key & 1 == 0, &result)
      }
    }
    return result
  }

  private func cut(
    _ couple: PruningProblem.Couple, _ choices: [Int32], upper: Bool, _ result: inout PruningProblem
  ) {
    let first = Int(couple.first)
    let second = Int(couple.second)
    let firstSteps = Int32(problem.optionCount(of: first) - 1)
    let secondSteps = Int32(problem.optionCount(of: second) - 1)
    let (own, other) = (choices[first], choices[second])
    func hold(_ index: Int, _ low: Int32, _ high: Int32) {
      result.lowest[index] = max(result.lowest[index], low)
      result.highest[index] = min(result.highest[index], high)
    }
    switch couple.coupling {
    case .notAfter:
      if own >= firstSteps && (upper || other > firstSteps) {
        hold(first, firstSteps, .max)
      } else {
        let stop = upper ? own : min(other, firstSteps)
        hold(first, stop, .max)
        hold(second, 0, stop)
      }
    case .sameStop:
      let stop = min(own, secondSteps)
      hold(first, stop, stop < secondSteps ? stop : .max)
      hold(second, stop, stop < firstSteps ? stop : .max)
    }
  }

  /// The plan nearest to some choices, below or above them, that keeps all couples; nil when the classes' own
  /// rules leave none.
  func settled(_ choices: [Int32], raises: Bool) -> [Int32]? {
    // The least stops that the rules ask for; raising stops for couples keeps them the least.
    guard let least = closed(problem.lowest, raises: true) else { return nil }
    var plan = choices
    for index in plan.indices { plan[index] = max(least[index], min(plan[index], problem.highest[index])) }
    return closed(plan, raises: raises, floor: least)
  }

  /// Raises or lowers stops until every couple holds.
  private func closed(_ start: [Int32], raises: Bool, floor: [Int32]? = nil) -> [Int32]? {
    var plan = start
    var incident = [[Int32]](repeating: [], count: problem.classCount)
    for (number, couple) in problem.couples.enumerated() {
      incident[Int(couple.first)].append(Int32(number))
      incident[Int(couple.second)].append(Int32(number))
    }
    var queue = problem.couples.indices.map { Int32($0) }
    while let number = queue.popLast() {
      let couple = problem.couples[Int(number)]
      let first = Int(couple.first)
      let second = Int(couple.second)
      let firstSteps = Int32(problem.optionCount(of: first) - 1)
      let secondSteps = Int32(problem.optionCount(of: second) - 1)
      var changed: Int?
      if couple.coupling == .notAfter {
        guard plan[first] < firstSteps && plan[second] > plan[first] else { continue }
        changed = raises ? first : second
        if raises { plan[first] = min(plan[second], firstSteps) } else { plan[second] = plan[first] }
      } else {
        let (a, b) = (min(plan[first], secondSteps), min(plan[second], firstSteps))
        if a == b { continue }
        changed = (a < b) == raises ? first : second
        if changed == first { plan[first] = b } else { plan[second] = a }
      }
      guard let changed else { continue }
      if plan[changed] > problem.highest[changed] || plan[changed] < (floor?[changed] ?? 0) { return nil }
      queue.append(contentsOf: incident[changed])
    }
    return plan
  }
}

/// Sets that can be joined.
private struct DisjointSets {
  private var parent: [Int32]
  private var size: [Int32]

  init(count: Int) {
    parent = (0..<count).map { Int32($0) }
    size = [Int32](repeating: 1, count: count)
  }

  private mutating func root(_ index: Int32) -> Int32 {
    var at = index
    while parent[Int(at)] != at {
      parent[Int(at)] = parent[Int(parent[Int(at)])]
      at = parent[Int(at)]
    }
    return at
  }

  /// Joins two sets unless they are one already or would be too large together.
  mutating func join(_ a: Int32, _ b: Int32, most: Int) -> Bool {
    let (first, second) = (root(a), root(b))
    guard first != second, Int(size[Int(first)] + size[Int(second)]) <= most else { return false }
    parent[Int(second)] = first
    size[Int(first)] += size[Int(second)]
    return true
  }
}

extension SolverRun {
  /// Whether families are too large, or circles too many, to be changed as they are.
  var hasLargeFamilies: Bool {
    let forest = reduction.forest
    return (0..<forest.treeCount).contains {
      Int(forest.treeStart[$0 + 1] - forest.treeStart[$0]) > CouplingCut.largestFamily
    } || reduction.leavesCirclesOut
  }

  /// Finds and improves plans of large families piece by piece, every round cutting them elsewhere.
  func searchPieces(_ multipliers: [Double]) {
    let cut = CouplingCut(original)
    var plan = best.map { reduction.expand($0.choices) }
    if plan == nil {
      // The best stops under the prices, and under higher ones when those leave no room.
      var starts: [[Int32]] = []
      for factor in [1.0, 1.1, 1.4, 2, 4] {
        _ = dual.evaluate(zip(multipliers, dual.signs).map { $0 * $1 * factor })
        let choices = reduction.expand(dual.choices)
        starts += [cut.settled(choices, raises: false), cut.settled(choices, raises: true)].compactMap { $0 }
      }
      if let least = cut.settled(original.lowest, raises: false) { starts.append(least) }
      for start in starts where !options.shouldStop() {
        let before = best?.value
        if let found = improved(start, cut, round: 0), best?.value != before { plan = found }
      }
    }
    guard var plan else { return }
    var idle = 0
    for round in 1..<60 {
      if options.shouldStop() || isSolved || idle >= 8 { return }
      let before = best?.value
      if let found = improved(plan, cut, round: round) { plan = found }
      idle = best?.value == before ? idle + 1 : 0
      tell(.search)
    }
  }

  /// The best plan of what a cut leaves; nil when none is found.
  private func improved(_ plan: [Int32], _ cut: CouplingCut, round: Int) -> [Int32]? {
    var settings = PruningOptions()
    settings.threads = options.threads
    settings.shouldStop = options.shouldStop
    settings.explainsConflicts = false
    settings.effort = 0
    settings.startMultipliers = self.multipliers
    settings.startChoices = plan
    let found = PruningSolver.solve(cut.piece(around: plan, round: round), options: settings)
    guard found.value != nil else { return nil }
    offer(reduction.contract(found.choices))
    return found.choices
  }
}
