extension SolverRun {
  /// The two-level bound and the plans that come with it, for problems that fall into blocks.
  func searchBlocks(_ start: [Double]) {
    guard let structure = BlockStructure(reduction.problem) else { return }
    let levels = TwoLevel(
      reduction.problem, structure, start: start, threads: options.threads, shouldStop: options.shouldStop)
    if let best { levels.learn(best.choices) }
    let size = reduction.problem.classCount / max(1, levels.blocks.count)
    let rounds = size <= 150 ? 30 : size <= 1500 ? 4 : 2
    let optionLimit = 900
    let nodeLimit = size <= 150 ? 3000 : 300
    var prices = levels.multipliers
    var isStepShort = false
    for round in 0..<rounds {
      if options.shouldStop() { break }
      let isBetter = levels.price(prices, optionLimit: optionLimit, nodeLimit: nodeLimit)
      if let found = levels.bound { tighten(found, by: .blocks) }
      if options.shouldStop() || isSolved { break }
      guard
        let next = levels.mix(
          floor: best?.value, nodeLimit: 300,
          onPlan: { [self] in
            offer($0)
            if let best { levels.learn(best.choices) }
          })
      else { break }
      tell(.search)
      if isSolved { break }
      if let bound = levels.bound, Double(bound) - next.value < 1 { break }
      _ = round
      // Between the best prices and those of the mixture, nearer the best after a step in vain.
      isStepShort = !isBetter
      let part = isStepShort ? 0.3 : 0.6
      prices = zip(levels.multipliers, next.prices).map {
        Int64((Double($0) * (1 - part) + Double($1) * part).rounded())
      }
    }
  }
}
