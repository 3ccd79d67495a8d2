extension TwoLevel {
  /// What the known plans of a block offer for one row: worth under the other prices, and use.
  private typealias Line = (worth: Double, use: Double)

  /// Moves the price of one shared row to where the known plans of the blocks have the least bound, when that
  /// promises enough, and solves the blocks that use the row anew.
  ///
  /// With all other prices held, the bound is a convex function of one price, made of lines: one for each plan.
  /// - Parameter wanted: the least gain that is worth the work.
  /// - Returns: whether the bound fell by half of what was wanted or more; nil when no move promises enough.
  func settle(gaining wanted: Double, optionLimit: Int, nodeLimit: Int) -> Bool? {
    guard let bound, answers.count == blocks.count else { return nil }
    let scale = Double(PruningPlan.multiplierScale)
    let (core, _) = mixture()
    guard core.classes.allSatisfy({ !$0.isEmpty }) else { return nil }
    let prices = structure.shared.map { Double(multipliers[$0]) / scale }
    let worths = core.classes.map { options in
      options.map { option in
        option.uses.reduce(Double(option.value)) { $0 - prices[Int($1.row)] * Double($1.amount) }
      }
    }
    var step: (place: Int, price: Double, gain: Double)?
    for place in structure.shared.indices {
      var lines: [[Line]] = []
      for (options, worth) in zip(core.classes, worths)
      where options.contains(where: { $0.use(of: place) != 0 }) {
        lines.append(
          zip(options, worth).map { option, worth in
            let use = Double(option.use(of: place))
            return (worth + prices[place] * use, use)
          })
      }
      guard !lines.isEmpty else { continue }
      let limit = Double(core.limits[place])
      let best = Self.leastPrice(lines, limit: limit, near: prices[place])
      let gain = Self.height(lines, limit, prices[place]).value - Self.height(lines, limit, best).value
      if gain > step?.gain ?? wanted { step = (place, best, gain) }
    }
    guard let step else { return nil }
    let row = structure.shared[step.place]
    var moved = multipliers
    moved[row] = Self.rounded(step.price)
    guard moved[row] != multipliers[row] else { return nil }
    // Only blocks that use the row have to be solved again.
    let isUsing = usingBlocks(row)
    let known = answers.indices.map { isUsing[$0] ? nil : Optional(answers[$0]) }
    return take(moved, known: known, optionLimit: optionLimit, nodeLimit: nodeLimit)
      && Double(bound - (self.bound ?? bound)) >= wanted / 2
  }

  /// The blocks with a class that uses a row.
  private func usingBlocks(_ row: Int) -> [Bool] {
    var isUsing = [Bool](repeating: false, count: blocks.count)
    for index in 0..<problem.classCount {
      let first = Int(problem.useStart[Int(problem.optionStart[index])])
      let end = Int(problem.useStart[Int(problem.optionStart[index + 1])])
      if problem.useRow[first..<end].contains(Int32(row)) { isUsing[Int(structure.blockOf[index])] = true }
    }
    return isUsing
  }

  /// The part of the bound that depends on one price, and how steeply it rises.
  private static func height(_ lines: [[Line]], _ limit: Double, _ price: Double) -> (
    value: Double, slope: Double
  ) {
    var sum = price * limit
    var slope = limit
    for group in lines {
      var best = -Double.infinity
      var use = 0.0
      for line in group where line.worth - price * line.use > best {
        best = line.worth - price * line.use
        use = line.use
      }
      sum += best
      slope -= use
    }
    return (sum, slope)
  }

  /// A price with the least height, by halving.
  private static func leastPrice(_ lines: [[Line]], limit: Double, near price: Double) -> Double {
    var low = 0.0
    var high = max(1, 4 * price)
    if height(lines, limit, low).slope >= 0 { return low }
    for _ in 0..<30 where height(lines, limit, high).slope < 0 { high *= 2 }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if height(lines, limit, middle).slope < 0 { low = middle } else { high = middle }
    }
    return height(lines, limit, low).value < height(lines, limit, high).value ? low : high
  }
}
