/// Solves a core exactly: linear relaxation, lifted covers, fixing by reduced costs, branching on the options of
/// one class.
///
/// Without `shouldStop` the search is a function of the core and the limits alone.
struct BranchAndCut {
  /// The most nodes of the tree.
  var nodeLimit = 20_000
  /// Rounds of cuts at the root.
  var cutRounds = 12
  var shouldStop: () -> Bool = { false }
  /// Find all plans above the floor, up to this many, instead of the best; 0 finds the best.
  var collect = 0
  /// Stop when twice the nodes have brought neither a better plan nor a bound much nearer to it.
  var mayStall = false
  /// From how many nodes on.
  private static let nodesBeforeStall = 300
  /// The part of the gap that twice the nodes have to close.
  private static let leastProgress = 0.15
  /// Asked between searches of thousands of nodes for a floor that others may have found meanwhile.
  var onPause: () -> Int64? = { nil }
  private static let phasesBeforePause = 3
  /// The most rows that a core may have: the inverse of a basis has the square of them.
  static let mostRows = 1200
  /// Told of each better plan.
  var onPlan: ([Int], Int64) -> Void = { _, _ in }

  struct Result {
    /// The best plan found that is better than the floor; nil when there is none.
    var choices: [Int]?
    var value: Int64?
    /// No plan of the core is worth more than this or the floor, whichever is greater.
    var bound: Int64
    /// Whether the search is complete: nothing is better than the plan, or than the floor.
    var isComplete: Bool
    var nodes = 0
    /// Multipliers of the rows at the root, in value for each unit of use.
    var multipliers: [Double] = []
    /// All plans above the floor, when they were asked for.
    var collected: [[Int]] = []
    /// Whether the relaxation itself has no solution.
    var isInfeasible = false
  }

  /// - Parameters:
  ///   - floor: plans that are not worth more are of no interest.
  ///   - base: the options that a good relaxation would choose.
  ///   - prices: a guess of the multipliers.
  func solve(_ core: CoreProblem, floor: Int64?, base: [Int], prices: [Double]) -> Result {
    // A short search first: each better plan and each cut fixes options, and a smaller core is searched anew.
    var whole = Result(choices: nil, value: nil, bound: Int64.max / 4, isComplete: false)
    var part = CorePart(core, base: base, prices: prices)
    var floor = floor
    var used = 0
    var lastGap = Double.infinity
    for phase in 0..<6 {
      if mayStall, used >= Self.nodesBeforeStall, let floor {
        let gap = Double(whole.bound - floor)
        if gap > (1 - Self.leastProgress) * lastGap { break }
        lastGap = gap
      }
      var settings = self
      let limits = [1, 30, 300, 3000, 30_000]
      settings.nodeLimit = phase < limits.count ? min(limits[phase], nodeLimit - used) : nodeLimit - used
      settings.cutRounds = phase < 2 ? cutRounds : cutRounds / 2
      settings.onPlan = { plan, value in onPlan(part.expand(plan), value + part.fixedValue) }
      var tree = SearchTree(
        part.core, settings, floor: floor.map { $0 - part.fixedValue }, base: part.base, prices: part.prices)
      var result = tree.run()
      used += result.nodes
      if phase == 0 {
        whole.multipliers = result.multipliers
        whole.isInfeasible = result.isInfeasible
      }
      if let choices = result.choices {
        whole.choices = part.expand(choices)
        whole.value = core.value(whole.choices ?? [])
        floor = whole.value
      }
      whole.collected = result.collected.map { part.expand($0) }
      whole.bound = min(whole.bound, result.bound + part.fixedValue)
      whole.isComplete = result.isComplete
      whole.nodes = used
      if result.isComplete || used >= nodeLimit || shouldStop() { break }
      if collect > 0 && phase > 0 && result.collected.count > collect { break }
      if phase + 1 >= Self.phasesBeforePause, let better = onPause() { floor = max(floor ?? better, better) }
      guard let smaller = part.shrunk(to: tree.rootAllowed(), weights: tree.rootWeights) else { break }
      part = smaller
      result.collected = []
    }
    if let floor { whole.bound = max(whole.bound, floor) }
    return whole
  }
}

/// The tree of one search.
private struct SearchTree {
  struct Node {
    var isAllowed: [[Bool]]
    var bound: Double
    var depth: Int
    /// The branching that made it, for learning: class, direction, distance, parent's bound.
    var origin: (index: Int, isUp: Bool, distance: Double, parent: Double)?
  }

  let core: CoreProblem
  let settings: BranchAndCut
  let relaxation: CoreRelaxation
  let valueStep: Int64
  /// What adding up a bound may be wrong by; of note where values are large.
  let roundingError: Double
  var floor: Int64
  var best: [Int]?
  var open: [Node] = []
  var shortfall: [[Double]]
  var separators: [CoverSeparator] = []
  /// Learned loss for each unit of distance, by class and direction.
  var learned: [(down: Double, downCount: Double, up: Double, upCount: Double)]
  /// Options of each class in the order by which branching splits them.
  var order: [[Int]]
  var nodes = 0
  var hasUnfinished = false
  var collected: Set<[Int]> = []
  var rootMultipliers: [Double] = []
  /// What the root's relaxation knows of each option when the cuts are done.
  var rootBound = Double.infinity
  var rootShortfall: [[Double]] = []
  var rootWeights: [[Double]] = []
  let prices: [Double]

  init(_ core: CoreProblem, _ settings: BranchAndCut, floor: Int64?, base: [Int], prices: [Double]) {
    self.core = core
    self.settings = settings
    self.prices = prices
    relaxation = CoreRelaxation(core, base: base)
    roundingError =
      relaxation.valueScale * 1e-14 * Double(core.classes.count + core.limits.count)
      + abs(Double(relaxation.baseValue)) * 1e-15
    valueStep = core.valueStep
    self.floor = floor ?? Int64.min / 4
    shortfall = core.classes.map { $0.map { _ in 0 } }
    learned = core.classes.map { _ in (0, 0, 0, 0) }
    order = core.classes.map { options in
      var weight = [Double](repeating: 0, count: options.count)
      for (option, entry) in options.enumerated() {
        for use in entry.uses {
          let row = Int(use.row)
          let price = row < prices.count ? prices[row] : 0
          weight[option] += (price + 1e-9 / Double(max(1, abs(core.limits[row])))) * Double(use.amount)
        }
      }
      return options.indices.sorted { weight[$0] != weight[$1] ? weight[$0] < weight[$1] : $0 < $1 }
    }
  }

  /// The options that the root leaves open under the best plan known now.
  func rootAllowed() -> [[Bool]] {
    guard !rootShortfall.isEmpty else { return core.classes.map { $0.map { _ in true } } }
    return rootShortfall.map { $0.map { $0.isFinite && reachable(rootBound - $0) > floor } }
  }

  private var isExhausted: Bool {
    nodes >= settings.nodeLimit || settings.collect > 0 && collected.count > settings.collect
      || settings.shouldStop()
  }

  /// The greatest value that a bound leaves possible.
  func reachable(_ bound: Double) -> Int64 {
    guard bound < 4e18 else { return Int64.max / 4 }
    guard bound > -4e18 else { return Int64.min / 4 }
    let slack = 1e-6 * max(1, abs(bound - Double(relaxation.baseValue)) * 1e-4) + 1e-5 + roundingError
    let whole = Int64((bound + slack).rounded(.down))
    let offset = whole - relaxation.baseValue
    let steps = offset >= 0 ? offset / valueStep : -((-offset + valueStep - 1) / valueStep)
    return relaxation.baseValue + steps * valueStep
  }

  mutating func run() -> BranchAndCut.Result {
    let top = Node(
      isAllowed: core.classes.map { $0.map { _ in true } }, bound: .infinity, depth: 0, origin: nil)
    var losses = [Double](repeating: 0, count: relaxation.simplex.columnCount)
    for (index, options) in core.classes.enumerated() {
      func score(_ option: Int) -> Double {
        options[option].uses.reduce(Double(options[option].value)) {
          $0 - (Int($1.row) < prices.count ? prices[Int($1.row)] : 0) * Double($1.amount)
        }
      }
      let best = score(relaxation.base[index])
      for option in options.indices where relaxation.columnOf[index][option] >= 0 {
        losses[relaxation.columnOf[index][option]] = abs(best - score(option)) / relaxation.valueScale
      }
    }
    relaxation.simplex.crash(prices, losses)
    var root = top
    guard let rootBound = cutRoot(&root) else {
      return result(bound: floor, isComplete: !hasUnfinished, isInfeasible: best == nil && !hasUnfinished)
    }
    root.bound = rootBound
    self.rootBound = relaxation.bound(&shortfall)
    rootShortfall = shortfall
    rootWeights = core.classes.indices.map { relaxation.weights($0) }
    var next: Node? = root
    var isSolved = true
    while true {
      if next == nil {
        // The dive is over: the open node that promises most, or the last one when there are many.
        guard !open.isEmpty else { break }
        if open.count > 20_000 {
          next = open.removeLast()
        } else {
          var most = 0
          for index in open.indices where open[index].bound >= open[most].bound { most = index }
          next = open.remove(at: most)
        }
        isSolved = false
      }
      guard var node = next else { break }
      next = nil
      if reachable(node.bound) <= floor { continue }
      if isExhausted {
        open.append(node)
        break
      }
      nodes += 1
      if !isSolved {
        relaxation.allow(node.isAllowed)
        guard let bound = evaluate(&node) else { continue }
        node.bound = min(node.bound, bound)
        if reachable(node.bound) <= floor { continue }
      }
      // Where lumps are large, few dives end at a plan; rounding finds some on the way.
      if nodes % (nodes < 1000 ? 10 : 100) == 5 { round(node) }
      next = branch(node)
      isSolved = next != nil
    }
    let bound = open.reduce(floor) { max($0, reachable($1.bound)) }
    return result(bound: bound, isComplete: open.isEmpty && !hasUnfinished, isInfeasible: false)
  }

  private func result(bound: Int64, isComplete: Bool, isInfeasible: Bool) -> BranchAndCut.Result {
    BranchAndCut.Result(
      choices: best, value: best.map { core.value($0) }, bound: bound, isComplete: isComplete, nodes: nodes,
      multipliers: rootMultipliers,
      collected: collected.sorted { $0.lexicographicallyPrecedes($1) }, isInfeasible: isInfeasible)
  }

  /// Solves the relaxation of a node. Nil when it holds nothing better than the floor.
  private mutating func evaluate(_ node: inout Node) -> Double? {
    let outcome = relaxation.solve()
    if outcome == .infeasible { return nil }
    let bound = relaxation.bound(&shortfall)
    if let origin = node.origin, origin.parent.isFinite {
      let loss = max(0, origin.parent - bound) / max(origin.distance, 1e-6)
      if origin.isUp {
        learned[origin.index].up += loss
        learned[origin.index].upCount += 1
      } else {
        learned[origin.index].down += loss
        learned[origin.index].downCount += 1
      }
      node.origin = nil
    }
    let reach = min(bound, node.bound)
    if reachable(reach) <= floor { return nil }
    // Options that would fall to the floor are out.
    var isFixed = false
    if floor > Int64.min / 8 {
      for index in core.classes.indices {
        for option in core.classes[index].indices
        where node.isAllowed[index][option] && shortfall[index][option] > 0 {
          if reachable(bound - shortfall[index][option]) <= floor {
            node.isAllowed[index][option] = false
            isFixed = true
          }
        }
      }
    }
    if isFixed { relaxation.allow(node.isAllowed) }
    if outcome == .optimal { tryPlan() }
    if reachable(reach) <= floor { return nil }
    return reach
  }

  /// Takes the solution of the relaxation when it is whole.
  private mutating func tryPlan() {
    guard relaxation.fractionalClasses().isEmpty else { return }
    var choices: [Int] = []
    for index in core.classes.indices {
      let weights = relaxation.weights(index)
      guard let most = weights.indices.max(by: { weights[$0] < weights[$1] }), weights[most] > 1 - 1e-6 else {
        return
      }
      choices.append(most)
    }
    offer(choices)
  }

  mutating func offer(_ choices: [Int]) {
    let value = core.value(choices)
    guard value > floor, core.isFeasible(choices) else { return }
    if settings.collect > 0 {
      collected.insert(choices)
      return
    }
    floor = value
    best = choices
    settings.onPlan(choices, value)
  }

  /// The root: solve, cut, fix, round after round.
  private mutating func cutRoot(_ root: inout Node) -> Double? {
    relaxation.allow(root.isAllowed)
    guard var bound = evaluate(&root) else { return nil }
    rootMultipliers = relaxation.multipliers()
    round(root)
    guard settings.cutRounds > 0, core.classes.count > 1 else { return bound }
    separators = core.limits.indices.map { CoverSeparator(core, row: $0) }
    var idle = 0
    for _ in 0..<settings.cutRounds {
      if settings.shouldStop() { break }
      let weights = core.classes.indices.map { relaxation.weights($0) }
      var isCut = false
      for separator in separators {
        if let cut = separator.separate(weights) {
          relaxation.add(cut)
          isCut = true
        }
      }
      guard isCut else { break }
      guard let next = evaluate(&root) else { return nil }
      rootMultipliers = relaxation.multipliers()
      idle = next > bound - 1e-4 * max(1, bound - Double(max(floor, Int64(-4e17)))) ? idle + 1 : 0
      bound = min(bound, next)
      if idle >= 3 { break }
    }
    round(root)
    return bound
  }

  /// Rounds the relaxation: every class to its weightiest option, then the cheapest changes until all rows fit.
  private mutating func round(_ node: Node) {
    var choices: [Int] = []
    for index in core.classes.indices {
      let weights = relaxation.weights(index)
      var most = -1
      for option in weights.indices where node.isAllowed[index][option] {
        if most < 0 || weights[option] > weights[most] { most = option }
      }
      guard most >= 0 else { return }
      choices.append(most)
    }
    if CoreSearch(core, prices: relaxation.multipliers()).improve(&choices, isAllowed: node.isAllowed) {
      offer(choices)
    }
  }

  /// Splits a node in two; gives the one to go on with, already solved by the next call.
  private mutating func branch(_ node: Node) -> Node? {
    var candidates: [(index: Int, split: Int, below: Double, score: Double)] = []
    for index in relaxation.fractionalClasses() {
      let weights = relaxation.weights(index)
      guard (weights.max() ?? 1) < 1 - 1e-6 else { continue }
      let line = order[index].filter { node.isAllowed[index][$0] }
      guard line.count > 1 else { continue }
      // The split nearest to one half.
      var below = 0.0
      var bestSplit = 1
      var bestBelow = 0.0
      var bestDistance = Double.infinity
      for (place, option) in line.enumerated().dropLast() {
        below += weights[option]
        let distance = abs(below - 0.5)
        if distance < bestDistance {
          bestDistance = distance
          bestSplit = place + 1
          bestBelow = below
        }
      }
      candidates.append((index, bestSplit, min(max(bestBelow, 1e-6), 1 - 1e-6), 0.5 - bestDistance))
    }
    guard !candidates.isEmpty else {
      // All whole, yet no plan was taken: fix what is left one by one, if anything is.
      guard let index = core.classes.indices.first(where: { node.isAllowed[$0].filter { $0 }.count > 1 })
      else {
        return nil
      }
      let weights = relaxation.weights(index)
      let line = order[index].filter { node.isAllowed[index][$0] }
      // What was found on one side, all else on the other.
      let chosen = line.max { weights[$0] < weights[$1] } ?? line[0]
      return children(of: node, index, line.filter { $0 != chosen }, [chosen], 0.4)
    }
    let chosen = choose(&candidates, node)
    let line = order[chosen.index].filter { node.isAllowed[chosen.index][$0] }
    return children(
      of: node, chosen.index, Array(line.prefix(chosen.split)), Array(line.dropFirst(chosen.split)),
      chosen.below)
  }

  private mutating func children(
    of node: Node, _ index: Int, _ low: [Int], _ high: [Int], _ below: Double
  ) -> Node? {
    var down = node
    for option in high { down.isAllowed[index][option] = false }
    down.depth += 1
    down.origin = (index, false, 1 - below, node.bound)
    var up = node
    for option in low { up.isAllowed[index][option] = false }
    up.depth += 1
    up.origin = (index, true, below, node.bound)
    // The dive follows the weight.
    let goesUp = below < 0.5
    open.append(goesUp ? down : up)
    var next = goesUp ? up : down
    relaxation.allow(next.isAllowed)
    if isExhausted {
      open.append(next)
      return nil
    }
    nodes += 1
    guard let bound = evaluate(&next) else { return nil }
    next.bound = min(next.bound, bound)
    return next
  }

  /// The class whose branching raises the bound most on both sides, by what was learned and by trial.
  private mutating func choose(
    _ candidates: inout [(index: Int, split: Int, below: Double, score: Double)], _ node: Node
  ) -> (index: Int, split: Int, below: Double, score: Double) {
    let known = learned.reduce((0.0, 0.0)) { ($0.0 + $1.down + $1.up, $0.1 + $1.downCount + $1.upCount) }
    let average = known.1 > 0 ? known.0 / known.1 : 1
    for place in candidates.indices {
      let index = candidates[place].index
      let memory = learned[index]
      let down =
        (memory.downCount > 0 ? memory.down / memory.downCount : average) * (1 - candidates[place].below)
      let up = (memory.upCount > 0 ? memory.up / memory.upCount : average) * candidates[place].below
      candidates[place].score = max(down, 1e-6) * max(up, 1e-6)
    }
    candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }
    var best = 0
    var bestScore = -1.0
    let bound = node.bound
    var tried = 0
    for place in candidates.indices {
      let candidate = candidates[place]
      let memory = learned[candidate.index]
      guard min(memory.downCount, memory.upCount) < 4, tried < (node.depth < 6 ? 10 : 4) else {
        if bestScore < candidate.score { (best, bestScore) = (place, candidate.score) }
        continue
      }
      tried += 1
      let line = order[candidate.index].filter { node.isAllowed[candidate.index][$0] }
      if relaxation.columnOf[candidate.index].count > 2 { relaxation.hold(candidate.index) }
      let down = trial(node, candidate.index, forbidding: line.dropFirst(candidate.split), bound)
      let up = trial(node, candidate.index, forbidding: line.prefix(candidate.split), bound)
      learned[candidate.index].down += down / (1 - candidate.below)
      learned[candidate.index].downCount += 1
      learned[candidate.index].up += up / candidate.below
      learned[candidate.index].upCount += 1
      let score = max(down, 1e-6) * max(up, 1e-6)
      if score > bestScore { (best, bestScore) = (place, score) }
    }
    return candidates[best]
  }

  /// By how much the bound falls in a child, after a few steps.
  private mutating func trial(
    _ node: Node, _ index: Int, forbidding: ArraySlice<Int>, _ bound: Double
  ) -> Double {
    let before = relaxation.isAllowed
    let state = relaxation.simplex.state
    var allowed = node.isAllowed
    for option in forbidding { allowed[index][option] = false }
    relaxation.allow(allowed)
    let outcome = relaxation.simplex.solve(limit: 25)
    let room = floor > Int64.min / 8 ? max(1, bound - Double(floor)) : max(1, abs(bound))
    let loss: Double
    if outcome == .infeasible {
      loss = room
    } else {
      loss = min(room, max(0, bound - relaxation.bound(&shortfall)))
    }
    relaxation.simplex.state = state
    relaxation.restore(before)
    return loss
  }
}

extension CoreRelaxation {
  /// Forgets what was allowed since, the simplex having been brought back already.
  func restore(_ before: [[Bool]]) { setAllowed(before) }
}
