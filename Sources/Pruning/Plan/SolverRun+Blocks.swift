extension SolverRun {
  /// The two-level bound and the plans that come with it, for problems that fall into blocks.
  func searchBlocks(_ start: [Double]) {
    guard let structure = BlockStructure(reduction.problem) else { return }
    // The mixture keeps a square of the shared rows: with many of them the first prices have to do.
    let canMix = structure.shared.count <= 700
    // Solving the blocks once adds least where there are most classes, and takes longest.
    guard canMix || reduction.problem.classCount <= Self.mostClassesToReopen else { return }
    let levels = TwoLevel(
      reduction.problem, structure, start: start, threads: options.threads, shouldStop: options.shouldStop)
    if let best { levels.learn(best.choices) }
    let size = reduction.problem.classCount / max(1, levels.blocks.count)
    // Rules over several units move many prices at once, which takes longer to settle.
    let hasRules = structure.shared.count > Self.fewSharedRows
    let rounds = !canMix ? 1 : size <= 200 ? 80 : size <= 1500 ? (hasRules ? 12 : 8) : 3
    let mostIdle = size <= 200 ? 12 : size <= 1500 && hasRules ? 8 : 3
    let nodeLimit = size <= 200 ? 2000 : size <= 1500 ? 300 : 100
    var prices = levels.multipliers
    // The more classes, the nearer the first prices are to the best.
    var width = min(0.3, max(0.002, 400 / Double(reduction.problem.classCount)))
    var idle = 0
    var settleFailures = 0
    for round in 0..<rounds {
      if options.shouldStop() { break }
      let before = levels.bound
      let isBetter = levels.price(prices, optionLimit: 900, nodeLimit: nodeLimit)
      if levels.isInfeasible {
        // What no plan of one block keeps, no plan of the whole does.
        isProvenInfeasible = best == nil
        return
      }
      if let found = levels.bound { tighten(found, by: .blocks) }
      mend(levels, prices)
      if options.shouldStop() || isSolved { break }
      if canMix, round % 3 == 2 || round + 1 == rounds || round == 0 { pick(levels, nodeLimit: 300) }
      tell(.search)
      if isSolved || !canMix { break }
      if settleFailures < (levels.isExact ? rounds : Self.mostSettleFailures),
        !settle(levels, nodeLimit: nodeLimit)
      {
        settleFailures += 1
      }
      guard let next = levels.mix(width: width), let found = levels.bound else { break }
      // A step in vain asks for a smaller box, a price at the box for a larger one.
      if !isBetter { width *= 0.6 } else if next.isAtBox { width = min(1, width * 1.5) }
      let gained = before.map { Double($0 - found) } ?? .infinity
      let open = Double(found - (best?.value ?? found - 1000))
      idle = gained < 0.01 * open ? idle + 1 : 0
      let rest = Double(found) - next.value
      if rest < 0.001 * open + 1 && width > 0.02 { break }
      if idle >= mostIdle || (!next.isAtBox && rest < 0.01 * open + 1) {
        break
      }
      prices = next.prices
    }
    guard canMix else { return }
    pick(levels, nodeLimit: 2000)
    combine(levels)
    exchange(levels)
    finishBlocks(levels, size)
  }

  /// Moves single prices that stand far from where they belong: the box moves all of them, and by little.
  /// - Returns: false when a move that promised much gave little, after all the work of solving blocks.
  private func settle(_ levels: TwoLevel, nodeLimit: Int) -> Bool {
    guard levels.structure.shared.count > Self.fewSharedRows, let best else { return true }
    for _ in 0..<Self.mostSettled {
      guard let bound = levels.bound, !options.shouldStop(), !isSolved else { return true }
      let wanted = max(1, 0.02 * Double(bound - best.value))
      guard let isBetter = levels.settle(gaining: wanted, optionLimit: 900, nodeLimit: nodeLimit) else {
        return true
      }
      if let found = levels.bound { tighten(found, by: .blocks) }
      if !isBetter { return false }
    }
    return true
  }

  /// Where blocks are not solved to the end, solving them again costs most; elsewhere each attempt leaves new plans.
  private static let mostSettleFailures = 3
  private static let mostSettled = 12

  /// So many shared rows are few: the years.
  private static let fewSharedRows = 20

  /// Puts the best plans of the blocks together and mends what they break of the shared rows.
  private func mend(_ levels: TwoLevel, _ prices: [Int64]) {
    guard !options.shouldStop(), let parts = levels.bestParts(prices) else { return }
    currentPrices = levels.allMultipliers(levels.multipliers)
    mend(parts, levels, prices)
  }

  private func mend(_ parts: [Int32], _ levels: TwoLevel, _ prices: [Int64]) {
    let signed = zip(levels.allMultipliers(prices), dual.signs).map { $0 * $1 }
    let state = PlanState(dual, choices: parts)
    let repair = PlanRepair(state: state, prices: signed, norms: dual.norms, shouldStop: options.shouldStop)
    guard repair.repair() else { return }
    repair.fill()
    let before = best?.value
    offer(state.choices)
    if let best, best.value != before { levels.learn(best.choices) }
  }

  /// Puts what is best of single blocks into the best plan and mends the rest: a block may carry a rule of coverage
  /// that another would carry for less, which no change within one block can find out.
  private func exchange(_ levels: TwoLevel) {
    for round in 0..<Self.mostExchanges {
      // Of plans that are worth the same, the mixture knows which fit together.
      guard let start = best, !isSolved, let best = levels.bestParts(levels.multipliers) else { return }
      let parts = round % 2 == 0 ? levels.heaviestParts() ?? best : best
      mend(parts, levels, levels.multipliers)
      let losses = levels.losses(of: start.choices)
      for block in losses.indices.sorted(by: { (-losses[$0], $0) < (-losses[$1], $1) }) {
        guard let now = self.best, !options.shouldStop(), losses[block] > 0.5 else { break }
        var choices = now.choices
        for index in levels.blocks[block].members { choices[Int(index)] = parts[Int(index)] }
        mend(choices, levels, levels.multipliers)
      }
      tell(.search)
      if round > 0, self.best?.value == start.value { return }
    }
  }

  private static let mostExchanges = 4

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
}
