extension SolverRun {
  /// The two-level bound and the plans that come with it, for problems that fall into blocks.
  func searchBlocks(_ start: [Double]) {
    guard let structure = BlockStructure(reduction.problem) else { return }
    let levels = TwoLevel(
      reduction.problem, structure, start: start, threads: options.threads, shouldStop: options.shouldStop)
    if let best { levels.learn(best.choices) }
    let size = reduction.problem.classCount / max(1, levels.blocks.count)
    // The mixture keeps a square of the shared rows: with many of them the first prices have to do.
    let canMix = structure.shared.count <= 700
    let rounds = !canMix ? 1 : size <= 200 ? 80 : size <= 1500 ? 8 : 3
    let nodeLimit = size <= 200 ? 2000 : size <= 1500 ? 300 : 100
    var prices = levels.multipliers
    // The more classes, the nearer the first prices are to the best.
    var width = min(0.3, max(0.002, 400 / Double(reduction.problem.classCount)))
    var idle = 0
    for round in 0..<rounds {
      if options.shouldStop() { break }
      let before = levels.bound
      let isBetter = levels.price(prices, optionLimit: 900, nodeLimit: nodeLimit)
      if let found = levels.bound { tighten(found, by: .blocks) }
      mend(levels, prices)
      if options.shouldStop() || isSolved { break }
      if canMix, round % 3 == 2 || round + 1 == rounds || round == 0 { pick(levels, nodeLimit: 300) }
      tell(.search)
      if isSolved || !canMix { break }
      guard let next = levels.mix(width: width), let found = levels.bound else { break }
      // A step in vain asks for a smaller box, a price at the box for a larger one.
      if !isBetter { width *= 0.6 } else if next.isAtBox { width = min(1, width * 1.5) }
      let gained = before.map { Double($0 - found) } ?? .infinity
      let open = Double(found - (best?.value ?? found - 1000))
      idle = gained < 0.01 * open ? idle + 1 : 0
      if idle >= (size <= 200 ? 12 : 3) || (!next.isAtBox && Double(found) - next.value < 0.01 * open + 1) {
        break
      }
      prices = next.prices
    }
    guard canMix else { return }
    pick(levels, nodeLimit: 2000)
    combine(levels)
    finishBlocks(levels, size)
  }

  /// Puts the best plans of the blocks together and mends what they break of the shared rows.
  private func mend(_ levels: TwoLevel, _ prices: [Int64]) {
    guard !options.shouldStop(), levels.blocks.allSatisfy({ !$0.plans.isEmpty }) else { return }
    currentPrices = levels.allMultipliers(levels.multipliers)
    let signed = zip(levels.allMultipliers(prices), dual.signs).map { $0 * $1 }
    let state = PlanState(dual, choices: levels.bestParts(prices))
    let repair = PlanRepair(state: state, prices: signed, norms: dual.norms, shouldStop: options.shouldStop)
    guard repair.repair() else { return }
    repair.fill()
    let before = best?.value
    offer(state.choices)
    if let best, best.value != before { levels.learn(best.choices) }
  }

  private func pick(_ levels: TwoLevel, nodeLimit: Int) {
    let before = best?.value
    _ = levels.pick(floor: before, nodeLimit: nodeLimit) { [self] in offer($0) }
    if let best, best.value != before { levels.learn(best.choices) }
  }

  /// Combines plans of the blocks about the best plan, while that makes it better.
  private func combine(_ levels: TwoLevel) {
    for _ in 0..<Self.mostCombinations {
      guard let best, !isSolved, !options.shouldStop(),
        let better = levels.combine(around: best.choices, floor: best.value)
      else { return }
      offer(better)
      tell(.search)
      guard let now = self.best, now.value > best.value else { return }
      levels.learn(now.choices)
    }
  }

  private static let mostCombinations = 4

  /// Lists what is left of every block and picks the best of it: a proof when the lists are whole.
  private func finishBlocks(_ levels: TwoLevel, _ size: Int) {
    guard size <= 400, let best, let bound = levels.bound, !isSolved, !options.shouldStop() else { return }
    guard Double(bound - best.value) < 2e-4 * Double(abs(bound)) else { return }
    polish(rounds: 2)
    guard let value = self.best?.value, !isSolved else { return }
    guard levels.enumerate(above: value, most: 4000, nodeLimit: 60_000), !options.shouldStop() else { return }
    if let best = self.best { levels.learn(best.choices) }
    guard
      let picked = levels.pick(floor: value, nodeLimit: 2_000_000, onPlan: { [self] in offer($0) })
    else { return }
    tighten(max(picked.bound, self.best?.value ?? picked.bound), by: .search)
    tell(.search)
  }

  /// Solves small neighbourhoods of the best plan: each block with the room that the others leave it, then what
  /// is nearest to the cut line anywhere.
  func polish(rounds: Int) {
    guard best != nil else { return }
    let structure = BlockStructure(reduction.problem)
    let prices = zip(currentPrices, dual.signs).map { $0 * $1 }
    let builder = CoreBuilder(dual: dual, prices: prices)
    var thresholds: [Int: Double] = [:]
    for round in 0..<rounds {
      let before = best?.value
      for block in -1..<(structure?.members.count ?? 0) {
        if options.shouldStop() || isSolved { return }
        guard let best else { return }
        let wanted = (block < 0 ? 240 : 160) + min(round, 3) * 80
        var threshold = thresholds[block] ?? Double(max(1, (bound ?? best.value) - best.value)) * 2
        var built: CoreBuilder.Built?
        for _ in 0..<40 {
          built = builder.build(
            threshold: threshold, current: best.choices, limit: wanted,
            include: block < 0 ? nil : { structure?.blockOf[$0] == Int32(block) })
          if built != nil { break }
          threshold *= 0.6
        }
        thresholds[block] = threshold * 1.3
        guard let built, built.core.optionCount > built.core.classes.count,
          built.core.limits.count <= BranchAndCut.mostRows / 2
        else { continue }
        var search = BranchAndCut()
        search.nodeLimit = block >= 0 ? 150 : structure == nil ? 4000 : 1500
        search.cutRounds = 6
        search.shouldStop = options.shouldStop
        search.onPlan = { [self] plan, _ in offer(built.expand(plan)) }
        _ = search.solve(
          built.core, floor: best.value - built.fixedValue, base: built.base, prices: built.prices)
      }
      tell(.search)
      if best?.value == before { return }
    }
  }
}
