/// One run of the solver over one problem.
final class SolverRun {
  let original: PruningProblem
  let options: PruningOptions
  let report: (PruningProgress) -> Void
  let reduction: Reduction
  let dual: DualFunction
  private(set) var best: (choices: [Int32], value: Int64)?
  private(set) var bound: Int64?
  private(set) var multiplierBound: Int64?
  private(set) var multipliers: [Int64]
  var proof = PruningProof.multipliers
  var isProvenInfeasible = false
  var nodes = 0
  /// Between what every plan is worth.
  private let valueRange: ClosedRange<Int64>
  /// Whether the time that is left made the work shorter than it would have been.
  private var isHurried = false
  /// The multipliers of all rows of the reduced problem.
  var currentPrices: [Double] = []

  init(_ problem: PruningProblem, _ options: PruningOptions, _ progress: ((PruningProgress) -> Void)?) {
    original = problem
    self.options = options
    report = progress ?? { _ in }
    // A quick answer is not worth the second dual that narrower ranges cost.
    let narrowed = Reduction(problem, tightens: options.effort > 0)
    // What only rows leave without options is told by the rows: whoever explains it needs the problem as it was.
    reduction =
      narrowed.isTightened && Self.emptyClasses(narrowed).contains(true)
      ? Reduction(problem, tightens: false) : narrowed
    dual = DualFunction(reduction, threads: options.threads)
    valueRange = reduction.problem.valueRange
    multipliers = [Int64](repeating: 0, count: problem.rows.count)
  }

  func solve() -> PruningPlan {
    let contradictions = contradictingClasses()
    guard contradictions.isEmpty else {
      return plan(
        .infeasible,
        conflict: PruningConflict(rows: [], classes: contradictions, multipliers: nil, leastChange: []))
    }
    if let start = options.startChoices, SolutionChecker(original).check(choices: start).isSound {
      offer(reduction.contract(start))
    }
    let start = options.startMultipliers.flatMap { list -> [Double]? in
      guard list.count == original.rows.count else { return nil }
      return list.map { Double($0) / Double(PruningPlan.multiplierScale) }
        + [Double](repeating: 0, count: reduction.problem.rows.count - list.count)
    }
    let (multipliers, lowest) = solveDual(dual, start)
    // No plan is worth less than its poorest options: a bound below that proves no more than one of that.
    let dualBound = max(lowest, Double(valueRange.lowerBound))
    certify(multipliers)
    if lowest < valueRange.emptyBelow, !options.explainsConflicts, best == nil,
      Infeasibility.certificate(Array(multipliers.prefix(original.rows.count)), of: original) != nil
    {
      isProvenInfeasible = true
      return finish()
    }
    certifyAsStated(multipliers)
    tell(.bound)
    repair(multipliers)
    tell(.plan)
    currentPrices = multipliers
    if options.effort > 0, !isSolved, hasLargeFamilies { searchPieces(multipliers) }
    if best == nil, options.effort > 0, options.explainsConflicts,
      let conflict = Infeasibility(problem: original, options: options).conflict()
    {
      bound = nil
      return plan(.infeasible, conflict: conflict)
    }
    if options.effort > 0 {
      if !isSolved, wantsBeam { searchBeam(multipliers) }
      if !isSolved { polish(rounds: 1) }
      if !isSolved { searchBlocks(multipliers) }
      if !isSolved { polish(rounds: 3) }
      if !isSolved { shuffle() }
      if !isSolved { searchCore(multipliers, dualBound) }
    }
    return finish()
  }

  /// The most classes of a problem of blocks of which more and more is searched at last.
  private static let mostClassesForParts = 2500

  /// Solves exactly what the multipliers leave open, when it is small enough; otherwise more and more of it.
  private func searchCore(_ multipliers: [Double], _ dualBound: Double) {
    let builder = CoreBuilder(dual: dual, prices: zip(multipliers, dual.signs).map { $0 * $1 })
    let isSingle = reduction.problem.rows.count == 1
    var limit = 1500
    for _ in 0..<4 {
      if isSolved || options.shouldStop() { return }
      let gap = best.map { dualBound - Double($0.value) + Self.margin(dualBound) } ?? .infinity
      var threshold = gap
      var found = builder.build(threshold: gap, limit: isSingle ? 5_000_000 : 4000)
      if !isSingle && found?.isWhole != true {
        // Where blocks have proven more than the multipliers, a part of what these leave open adds nothing.
        if proof == .blocks && reduction.problem.classCount > Self.mostClassesForParts { return }
        // What is left out loses more than the threshold, and counts as that in the bound.
        threshold = gap.isFinite ? gap : 1e17
        for _ in 0..<80 where found?.isWhole != true {
          threshold *= 0.8
          found = builder.build(threshold: threshold, limit: limit)
        }
      }
      guard let built = found, built.isWhole else { return }
      if built.core.limits.count <= 1 && (isSingle || threshold >= gap) { return searchSingleCap(built) }
      guard built.core.limits.count <= BranchAndCut.mostRows else { return }
      let isComplete = search(built, threshold: threshold, gap: gap, dualBound)
      if threshold >= gap || !isComplete { return }
      limit *= 2
    }
  }

  /// With less effort than this a search ends after a while though it could be finished: the least change that makes
  /// room is wanted soon.
  private static let leastEffortForAll = 0.2

  /// - Returns: whether the core was searched to its end.
  private func search(
    _ built: CoreBuilder.Built, threshold: Double, gap: Double, _ dualBound: Double
  ) -> Bool {
    var search = BranchAndCut()
    let isPart = threshold < gap || reduction.problem.classCount > 4000
    search.nodeLimit = isPart ? 6000 : options.effort < Self.leastEffortForAll ? 200_000 : 2_000_000
    if let most = options.mostNodes { search.nodeLimit = min(search.nodeLimit, max(1, most - nodes)) }
    search.shouldStop = options.shouldStop
    // Where blocks have proven more than the multipliers, a search that does not get near to that is in vain.
    search.mayStall = proof == .blocks
    search.onPlan = { [self] plan, _ in
      offer(built.expand(plan))
      tell(.search)
    }
    if proof != .blocks, !dealsBeforeSearch {
      var turn = 0
      search.onPause = { [self] in
        turn += 1
        shuffleDuringSearch(turn: turn)
        return best.map { $0.value - built.fixedValue }
      }
    }
    let result = search.solve(
      built.core, floor: best.map { $0.value - built.fixedValue }, base: built.base, prices: built.prices)
    var proven = result.bound > Int64.min / 8 ? result.bound + built.fixedValue : nil
    if threshold < gap {
      let left = Int64(saturating: (dualBound - threshold + Self.margin(dualBound)).rounded(.up))
      proven = proven.map { max($0, left) }
    } else if result.isComplete, best == nil, result.choices == nil {
      isProvenInfeasible = true
    }
    if let proven { tighten(proven, by: .search) }
    nodes += result.nodes
    return result.isComplete
  }

  /// By how much a bound in floating point may be off: the larger it is, the more.
  private static func margin(_ bound: Double) -> Double { 1 + abs(bound) * 1e-13 }

  private func searchSingleCap(_ built: CoreBuilder.Built) {
    var program = SingleCap()
    program.shouldStop = options.shouldStop
    let result = program.solve(built.core, floor: best.map { $0.value - built.fixedValue })
    if let choices = result.choices { offer(built.expand(choices)) }
    if result.isComplete && best == nil && result.choices == nil { isProvenInfeasible = true }
    guard result.bound > Int64.min / 8, let old = bound, let best else { return }
    let proven = max(result.bound + built.fixedValue, best.value)
    if proven < old {
      bound = proven
      proof = .dynamicProgram
    }
  }

  private func solveDual(
    _ dual: DualFunction, _ start: [Double]?
  ) -> (multipliers: [Double], bound: Double) {
    if dual.problem.rows.count == 1 {
      let line = SingleRowDual(dual, shouldStop: options.shouldStop)
      return ([line.multiplier], line.bound)
    }
    let isSmall = reduction.problem.optionValue.count <= 20_000
    if isLarge, options.effort > 0, let rules = RuleDescent(dual) { return solveDual(dual, start, rules) }
    var descent = DualDescent(dual, start: start)
    if isSmall && options.effort > 0 { descent.patience = 20 }
    descent.run(
      dual, evaluations: options.effort > 0 ? (isSmall ? 3000 : 400) : start == nil ? 150 : 40,
      floor: best.map { Double($0.value) }, shouldStop: options.shouldStop, until: valueRange.emptyBelow)
    return (descent.multipliers, descent.bestBound)
  }

  /// Whether there are so many classes that a plan near the prices has many of them off their best options.
  var isLarge: Bool { reduction.problem.classCount > Self.mostClassesForWholeBlocks }

  /// The dual of a problem of many rules: the prices of budgets by common steps, those of rules one by one.
  private func solveDual(
    _ dual: DualFunction, _ start: [Double]?, _ rules: RuleDescent
  ) -> (multipliers: [Double], bound: Double) {
    var start = start
    if var known = start {
      rules.settle(&known, shouldStop: options.shouldStop)
      start = known
    }
    var descent = DualDescent(dual, start: start)
    descent.isHeld = rules.isRule
    var best = (multipliers: descent.multipliers, bound: Double.infinity)
    if start != nil { descent.restart(at: descent.multipliers, dual, longest: 0.0005) }
    // The largest problems are not looked at as they were stated once more.
    let isHuge = reduction.problem.classCount > Self.mostClassesToReopen
    let most = isHuge ? 12 : 10
    let passes = start == nil ? most : most / 2
    for pass in 0..<passes {
      if options.shouldStop() && best.bound.isFinite { break }
      if pass > 0, options.timeUsed() > Self.partForPrices {
        isHurried = true
        break
      }
      descent.run(
        dual, evaluations: pass == 0 ? 60 : 30, floor: self.best.map { Double($0.value) },
        shouldStop: options.shouldStop, until: valueRange.emptyBelow)
      if descent.bestBound < best.bound { best = (descent.multipliers, descent.bestBound) }
      if best.bound < valueRange.emptyBelow { return best }
      var next = descent.multipliers
      rules.settle(&next, shouldStop: options.shouldStop)
      descent.restart(at: next, dual, longest: 0.01)
      if isHuge && pass == Self.passesToFirstPlan && self.best == nil { mendQuickly(dual, best.multipliers) }
    }
    // Where the rules were moved last, most of them are kept to the unit.
    descent.run(dual, evaluations: 1, floor: nil, shouldStop: options.shouldStop)
    return descent.bestBound < best.bound ? (descent.multipliers, descent.bestBound) : best
  }

  /// When this part of the time is gone, a plan matters more than better prices.
  private static let partForPrices = 0.5
  /// After so many passes the prices are good enough for a plan, should the time end before they are better.
  private static let passesToFirstPlan = 3

  private func mendQuickly(_ dual: DualFunction, _ multipliers: [Double]) {
    let prices = zip(multipliers, dual.signs).map { $0 * $1 }
    _ = dual.evaluate(prices)
    let state = PlanState(dual, choices: dual.choices)
    let repair = PlanRepair(state: state, prices: prices, norms: dual.norms, shouldStop: options.shouldStop)
    if repair.repair() { offer(state.choices) }
  }

  /// Classes whose own rules leave no option, by themselves or together with their families.
  private func contradictingClasses() -> [Int] {
    let own = (0..<original.classCount).filter {
      original.lowest[$0] > original.highest[$0] || Int(original.lowest[$0]) >= original.optionCount(of: $0)
    }
    if !own.isEmpty { return own }
    let isOut = Self.emptyClasses(reduction)
    guard isOut.contains(true) else { return [] }
    return (0..<original.classCount).filter { isOut[reduction.decider(of: $0)] }
  }

  /// The classes of a reduction that have no option left, or whose families have none that fit together.
  private static func emptyClasses(_ reduction: Reduction) -> [Bool] {
    let reduced = reduction.problem
    var isOut = [Bool](repeating: false, count: reduced.classCount)
    for index in 0..<reduced.classCount
    where reduced.lowest[index] > reduced.highest[index]
      || Int(reduced.lowest[index]) >= reduced.optionCount(of: index)
    {
      isOut[index] = true
    }
    if !isOut.contains(true) {
      let forest = reduction.forest
      let prices = [Double](repeating: 0, count: max(1, reduced.rows.count))
      reduced.withColumns { columns in
        prices.withUnsafeBufferPointer { buffer in
          guard let price = buffer.baseAddress else { return }
          var tables = TreeTables()
          for tree in 0..<forest.treeCount
          where tables.solve(forest, tree: tree, columns, price) == -.infinity {
            for position in Int(forest.treeStart[tree])..<Int(forest.treeStart[tree + 1]) {
              isOut[Int(forest.nodes[position])] = true
            }
          }
        }
      }
    }
    return isOut
  }

  /// Whether the best plan is proven to be the best there is, or as near to it as was asked for.
  var isSolved: Bool {
    if let best, let bound {
      let (open, isOver) = bound.subtractingReportingOverflow(best.value)
      return bound <= best.value
        || !isOver && Double(open) <= options.gapTarget * Double(max(bound.magnitude, 1))
    }
    return isProvenInfeasible
  }

  /// Takes a bound that something other than the multipliers proves.
  func tighten(_ proven: Int64, by proof: PruningProof) {
    guard let old = bound, proven < old else { return }
    bound = max(proven, best?.value ?? proven)
    self.proof = proof
  }

  func tell(_ stage: PruningProgress.Stage) {
    report(PruningProgress(stage: stage, value: best?.value, bound: bound))
  }

  /// Takes a plan of the reduced problem when it is feasible and better.
  func offer(_ choices: [Int32]) {
    let value = reduction.problem.value(of: choices)
    if let best, best.value >= value { return }
    let expanded = reduction.expand(choices)
    guard SolutionChecker(original).check(choices: expanded).isSound else { return }
    best = (choices, value)
  }

  /// Where options were taken out beforehand, looks for multipliers that prove as much without that: the checker
  /// knows the problem as it was stated, and so does whoever reads the price of a rule.
  private func certifyAsStated(_ start: [Double]) {
    guard reduction.isTightened else { return }
    let stated = Reduction(original, tightens: false)
    guard start.count == stated.problem.rows.count else { return }
    let dual = DualFunction(stated, threads: options.threads)
    certify(solveDual(dual, start).multipliers)
  }

  /// Beyond this a bound is further from any value than numbers reach.
  private static let largestBound: Int64 = 1 << 61

  /// Computes in integers what multipliers prove, and keeps the best.
  func certify(_ candidates: [Double]) {
    let scaled = candidates.prefix(original.rows.count).map { value -> Int64 in
      let number = (value * Double(PruningPlan.multiplierScale)).rounded()
      return number.isFinite ? Int64(clamping: Int(min(max(number, 0), 0x1p52))) : 0
    }
    guard let proven = SolutionChecker(original).bound(of: scaled) else { return }
    if proven > Self.largestBound, multiplierBound == nil {
      // No prices at all prove more.
      return certify([Double](repeating: 0, count: scaled.count))
    }
    if multiplierBound.map({ proven < $0 }) ?? true {
      multiplierBound = proven
      multipliers = scaled
    }
    if bound.map({ proven < $0 }) ?? true { bound = proven }
  }

  func repair(_ multipliers: [Double]) {
    let prices = zip(multipliers, dual.signs).map { $0 * $1 }
    _ = dual.evaluate(prices)
    let state = PlanState(dual, choices: dual.choices)
    var repair = PlanRepair(state: state, prices: prices, norms: dual.norms, shouldStop: options.shouldStop)
    repair.isPatient = isLarge
    repair.threads = options.threads
    if repair.repair() {
      offer(state.choices)
      if isLarge { repair.relieve() }
      repair.fill()
      offer(state.choices)
      return
    }
    // Raise the prices of what stays broken until the best choices keep every row, or nearly so.
    var raised = multipliers
    for attempt in 0..<120 {
      if options.shouldStop() { return }
      let signed = zip(raised, dual.signs).map { $0 * $1 }
      let point = dual.evaluate(signed)
      let state = PlanState(dual, choices: dual.choices)
      let repair = PlanRepair(state: state, prices: signed, norms: dual.norms, shouldStop: options.shouldStop)
      if attempt % 10 == 9 || state.isFeasible, repair.repair() {
        PlanRepair(state: state, prices: prices, norms: dual.norms, shouldStop: options.shouldStop).fill()
        offer(state.choices)
        return
      }
      let size = max(1, abs(point.bound)) / Double(max(1, reduction.problem.classCount))
      for row in raised.indices {
        let over = dual.signs[row] * Double(point.uses[row] - reduction.problem.rows[row].limit)
        if over > 0 { raised[row] = raised[row] * 1.05 + 0.02 * size / max(1, dual.norms[row] / 4) }
      }
    }
  }

  func finish() -> PruningPlan {
    if let best, let bound, bound <= best.value { return plan(.optimal) }
    if isProvenInfeasible {
      proof = .search
      bound = nil
      return plan(
        .infeasible,
        conflict: options.explainsConflicts
          ? Infeasibility(problem: original, options: options).searchedConflict(nodes: nodes)
          : PruningConflict(rows: [], classes: [], multipliers: nil, leastChange: []))
    }
    if options.shouldStop() || isHurried || best == nil { return plan(.limit) }
    return plan(.within)
  }

  private func plan(_ status: PruningStatus, conflict: PruningConflict? = nil) -> PruningPlan {
    let choices = best.map { reduction.expand($0.choices) } ?? []
    return PruningPlan(
      status: status, choices: choices, value: best?.value, bound: bound.map { max($0, best?.value ?? $0) },
      proof: proof, multiplierBound: multiplierBound, multipliers: multipliers,
      uses: best == nil ? [] : original.uses(of: choices), conflict: conflict)
  }
}
