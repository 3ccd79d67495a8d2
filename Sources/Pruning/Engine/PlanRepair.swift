/// Makes a plan feasible, then spends what is left.
struct PlanRepair {
  let state: PlanState
  /// Signed prices of the rows.
  let prices: [Double]
  let norms: [Double]
  let shouldStop: () -> Bool

  private struct Candidate {
    var ratio: Double
    var index: Int32
    var option: Int32
  }

  /// Takes the moves that lose least for the violation they remove, until no row is broken.
  /// - Returns: whether the plan is feasible.
  func repair() -> Bool {
    for round in 0..<60 {
      let broken = state.brokenRows
      if broken.isEmpty { return true }
      if shouldStop() { return false }
      let before = state.violation()
      improve(broken, mayBreak: round > 4)
      if state.violation() >= before * (1 - 1e-12) && round > 6 { return false }
    }
    return state.isFeasible
  }

  private func improve(_ broken: [Int], mayBreak: Bool) {
    var weights = [Double](repeating: 0, count: state.uses.count)
    for row in broken {
      weights[row] = (state.problem.rows[row].sense == .atMost ? 1.0 : -1.0) / norms[row]
    }
    // No move that is kept breaks a row that was whole, so only what the last move touched can be news.
    var isBroken = [Bool](repeating: false, count: state.uses.count)
    for row in broken { isBroken[row] = true }
    let candidates = candidates { loss, option, current in
      let gain = current - option
      return gain > 1e-15 ? max(loss, 1e-9) / gain : nil
    } weights: {
      weights
    }
    state.problem.withColumns { columns in
      for candidate in candidates {
        let move = self.move(candidate, columns)
        if move.isEmpty { continue }
        let back = state.inverse(move)
        let change = state.apply(move, columns)
        if change >= -1e-15 || (!mayBreak && state.lastMoveBreaks(butNot: isBroken)) {
          _ = state.apply(back, columns)
        }
        if state.isFeasible { return }
      }
    }
  }

  /// Takes moves that add value and break nothing, those first that waste least.
  func fill() {
    for _ in 0..<20 {
      if shouldStop() { return }
      // What a move gains is the price of the room that it uses up less its loss, so it loses less than the price
      // of all the room there is. Members of families take others with them, whose losses are not known here.
      let most = state.uses.indices.reduce(1.0) { $0 - abs(prices[$1]) * Double(state.over($1)) }
      let candidates = candidates(losing: most) { loss, option, current in
        option > current + 0.5 ? loss : nil
      } weights: {
        nil
      }
      var isChanged = false
      state.problem.withColumns { columns in
        for candidate in candidates {
          let move = self.move(candidate, columns)
          let back = state.inverse(move)
          let gain = move.reduce(Int64(0)) {
            $0 + columns.value($1.index, $1.option) - columns.value($1.index, Int(state.choices[$1.index]))
          }
          guard gain > 0 else { continue }
          _ = state.apply(move, columns)
          if state.lastMoveBreaks() {
            _ = state.apply(back, columns)
          } else {
            isChanged = true
          }
        }
      }
      if !isChanged { return }
    }
  }

  /// Changes worth looking at, the best first: for each class the option with the least ratio.
  /// - Parameters:
  ///   - most: lone classes are left out when the best of their ratios is above it.
  ///   - ratio: from the loss against the current choice, the option's weight and the current one's.
  ///   - weights: the weight of each row's uses; nil to weigh by value.
  private func candidates(
    losing most: Double = .infinity,
    _ ratio: (_ loss: Double, _ option: Double, _ current: Double) -> Double?, weights: () -> [Double]?
  ) -> [Candidate] {
    let weights = weights()
    var list: [Candidate] = []
    let forest = state.forest
    state.problem.withColumns { columns in
      prices.withUnsafeBufferPointer { prices in
        guard let price = prices.baseAddress else { return }
        var scores: [Double] = []
        var sizes: [Double] = []
        for index in 0..<columns.classCount {
          let start = Int(columns.optionStart[index])
          let isLadder = columns.isLadder[index]
          let current = Int(state.choices[index])
          scores.removeAll(keepingCapacity: true)
          sizes.removeAll(keepingCapacity: true)
          var score = 0.0
          var size = 0.0
          for step in 0..<columns.optionCount(index) {
            var own = Double(columns.optionValue[start + step])
            var weight = weights == nil ? own : 0
            for use in Int(columns.useStart[start + step])..<Int(columns.useStart[start + step + 1]) {
              let row = Int(columns.useRow[use])
              let amount = Double(columns.useAmount[use])
              own -= price[row] * amount
              if let weights { weight += weights[row] * amount }
            }
            score = isLadder ? score + own : own
            size = isLadder ? size + weight : weight
            scores.append(score)
            sizes.append(size)
          }
          var best: Candidate?
          for step in Int(
            columns.lowest[index])...max(Int(columns.lowest[index]), Int(columns.highest[index]))
          where step != current && step < scores.count {
            guard let value = ratio(scores[current] - scores[step], sizes[step], sizes[current]) else {
              continue
            }
            if best.map({ value < $0.ratio }) ?? true {
              best = Candidate(ratio: value, index: Int32(index), option: Int32(step))
            }
          }
          guard let best else { continue }
          if best.ratio <= most || (!forest.treeOf.isEmpty && forest.treeOf[index] >= 0) { list.append(best) }
        }
      }
    }
    list.sort { ($0.ratio, $0.index) < ($1.ratio, $1.index) }
    return list
  }

  /// The change of a class, with what its family needs to follow it.
  private func move(_ candidate: Candidate, _ columns: Columns) -> PlanState.Move {
    let index = Int(candidate.index)
    let forest = state.forest
    guard !forest.treeOf.isEmpty, forest.treeOf[index] >= 0 else { return [(index, Int(candidate.option))] }
    let tree = Int(forest.treeOf[index])
    let first = Int(forest.treeStart[tree])
    let end = Int(forest.treeStart[tree + 1])
    // To follow one member through a large family costs too much; those are changed piece by piece.
    guard end - first <= CouplingCut.largestFamily else { return [] }
    var node = 0
    while Int(forest.nodes[first + node]) != index { node += 1 }
    var tables = TreeTables()
    let score = prices.withUnsafeBufferPointer { prices -> Double in
      guard let price = prices.baseAddress else { return -.infinity }
      return tables.solve(forest, tree: tree, columns, price, force: (node, Int(candidate.option)))
    }
    guard score > -.infinity else { return [] }
    return (first..<end).compactMap { position in
      let other = Int(forest.nodes[position])
      let stop = tables.stops[position - first]
      return stop == Int(state.choices[other]) ? nil : (other, stop)
    }
  }
}
