internal import Foundation

/// Makes a plan feasible, then spends what is left.
struct PlanRepair {
  let state: PlanState
  /// Signed prices of the rows.
  let prices: [Double]
  let norms: [Double]
  let shouldStop: () -> Bool
  /// Whether families are weighed as a whole, and moves wait for the next round when the rows that they were chosen
  /// for are whole again. It takes longer, and pays where a plan is too large to be made good later.
  var isPatient = false
  /// How many threads look for moves; they find the same.
  var threads = 1

  private struct Candidate {
    var ratio: Double
    /// How much smaller its weight is than the current option's.
    var gain: Double
    var index: Int32
    var option: Int32
  }

  /// Takes the moves that lose least for the violation they remove, until no row is broken.
  /// - Returns: whether the plan is feasible.
  func repair() -> Bool {
    var leastPart = isPatient ? 0.8 : 0
    for round in 0..<60 {
      let broken = state.brokenRows
      if broken.isEmpty { return true }
      if shouldStop() { return false }
      let before = state.violation()
      improve(broken, mayBreak: round > 4, leastPart: leastPart)
      let after = state.violation()
      if leastPart > 0 {
        if after > before * 0.7 { leastPart = leastPart > 0.5 ? 0.4 : 0 }
      } else if after >= before * (1 - 1e-12) && round > 6 {
        return false
      }
    }
    return state.isFeasible
  }

  /// - Parameter leastPart: moves that do less than this part of what they did before the others wait for the next
  ///   round, which counts anew.
  private func improve(_ broken: [Int], mayBreak: Bool, leastPart: Double) {
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
        let isVain = change >= -1e-15 || -change < leastPart * candidate.gain
        if isVain || (!mayBreak && state.lastMoveBreaks(butNot: isBroken)) {
          _ = state.apply(back, columns)
        }
        if state.isFeasible { return }
      }
    }
  }

  /// Gives up what is kept for rules that hold with room to spare: the budgets can use it better.
  func relieve() {
    var relieved = prices
    for row in relieved.indices where state.problem.rows[row].sense == .atLeast && state.over(row) < 0 {
      relieved[row] = 0
    }
    var other = PlanRepair(state: state, prices: relieved, norms: norms, shouldStop: shouldStop)
    other.isPatient = isPatient
    other.threads = threads
    let candidates = other.candidates { loss, _, _ in
      loss < -1 ? loss : nil
    } weights: {
      nil
    }
    state.problem.withColumns { columns in
      for candidate in candidates {
        let move = other.move(candidate, columns)
        if move.isEmpty { continue }
        let back = state.inverse(move)
        _ = state.apply(move, columns)
        if state.lastMoveBreaks() { _ = state.apply(back, columns) }
      }
    }
  }

  /// Takes moves that add value and break nothing, those first that waste least.
  func fill() {
    for _ in 0..<20 {
      if shouldStop() { return }
      // What a move gains is the price of the room that it uses up less its loss, so it loses less than the price
      // of all the room there is.
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

  /// Changes worth looking at, the best first: for each class the option with the least ratio. Members of families
  /// take others with them, whose losses and weights count in a patient repair only.
  /// - Parameters:
  ///   - most: classes are left out when the best of their ratios is above it, but for members of families whose
  ///     losses are not known.
  ///   - ratio: from the loss against the current choice, the option's weight and the current one's.
  ///   - weights: the weight of each row's uses; nil to weigh by value.
  private func candidates(
    losing most: Double = .infinity,
    _ ratio: @escaping (_ loss: Double, _ option: Double, _ current: Double) -> Double?,
    weights: () -> [Double]?
  ) -> [Candidate] {
    let weights = weights()
    let classCount = state.problem.classCount
    let treeCount = isPatient ? state.forest.treeCount : 0
    let pieces = threads > 1 && classCount >= Self.fewClasses ? Self.pieces : 1
    var lists = [[Candidate]](repeating: [], count: pieces)
    state.problem.withColumns { columns in
      prices.withUnsafeBufferPointer { prices in
        lists.withUnsafeMutableBufferPointer { lists in
          guard let price = prices.baseAddress else { return }
          // Nothing is written but each piece's own list.
          nonisolated(unsafe) let shared = (self, columns, price, lists, ratio)
          let work: @Sendable (Int) -> Void = { piece in
            let (repair, columns, price, lists, ratio) = shared
            var list = repair.candidates(
              (classCount * piece / pieces)..<(classCount * (piece + 1) / pieces), columns, price,
              losing: most,
              weights, ratio)
            for tree in (treeCount * piece / pieces)..<(treeCount * (piece + 1) / pieces) {
              list += repair.candidates(tree, columns, price, losing: most, weights, ratio)
            }
            lists[piece] = list
          }
          if pieces > 1 {
            DispatchQueue.concurrentPerform(iterations: pieces) { work($0) }
          } else {
            work(0)
          }
        }
      }
    }
    // No two candidates are of the same class, so the order does not depend on the pieces.
    return lists.joined().sorted { ($0.ratio, $0.index) < ($1.ratio, $1.index) }
  }

  /// In problems of fewer classes threads do not pay.
  private static let fewClasses = 50_000
  private static let pieces = 16

  /// Changes of classes worth looking at, for each class one.
  private func candidates(
    _ classes: Range<Int>, _ columns: Columns, _ price: UnsafePointer<Double>, losing most: Double,
    _ weights: [Double]?,
    _ ratio: (_ loss: Double, _ option: Double, _ current: Double) -> Double?
  ) -> [Candidate] {
    let forest = state.forest
    var list: [Candidate] = []
    var scores: [Double] = []
    var sizes: [Double] = []
    for index in classes {
      let isMember = !forest.treeOf.isEmpty && forest.treeOf[index] >= 0
      if isMember && isPatient { continue }
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
          best = Candidate(
            ratio: value, gain: sizes[current] - sizes[step], index: Int32(index), option: Int32(step))
        }
      }
      if let best, isMember || best.ratio <= most { list.append(best) }
    }
    return list
  }

  /// Changes of the members of a family worth looking at, for each member one.
  private func candidates(
    _ tree: Int, _ columns: Columns, _ price: UnsafePointer<Double>, losing most: Double,
    _ weights: [Double]?,
    _ ratio: (_ loss: Double, _ option: Double, _ current: Double) -> Double?
  ) -> [Candidate] {
    let forest = state.forest
    let first = Int(forest.treeStart[tree])
    let end = Int(forest.treeStart[tree + 1])
    guard end - first <= CouplingCut.largestFamily else { return [] }
    func score(_ node: Int, _ stop: Int) -> (loss: Double, size: Double) {
      let index = Int(forest.nodes[node])
      let start = Int(columns.optionStart[index])
      var result = (loss: 0.0, size: 0.0)
      for entry in (columns.isLadder[index] ? start : start + stop)..<(start + stop + 1) {
        result.loss -= columns.score(entry, price)
        guard let weights else {
          result.size += Double(columns.optionValue[entry])
          continue
        }
        for use in Int(columns.useStart[entry])..<Int(columns.useStart[entry + 1]) {
          result.size += weights[Int(columns.useRow[use])] * Double(columns.useAmount[use])
        }
      }
      return result
    }
    var current = (loss: 0.0, size: 0.0)
    for node in first..<end {
      let own = score(node, Int(state.choices[Int(forest.nodes[node])]))
      current = (current.loss + own.loss, current.size + own.size)
    }
    var list: [Candidate] = []
    var tables = TreeTables()
    for node in first..<end {
      let index = Int(forest.nodes[node])
      let low = Int(columns.lowest[index])
      let high = min(Int(columns.highest[index]), columns.optionCount(index) - 1)
      var best: Candidate?
      for step in stride(from: low, through: high, by: 1) where step != Int(state.choices[index]) {
        guard tables.solve(forest, tree: tree, columns, price, force: (node - first, step)) > -.infinity
        else {
          continue
        }
        var moved = (loss: 0.0, size: 0.0)
        for other in first..<end {
          let own = score(other, tables.stops[other - first])
          moved = (moved.loss + own.loss, moved.size + own.size)
        }
        guard let value = ratio(moved.loss - current.loss, moved.size, current.size), value <= most else {
          continue
        }
        if best.map({ value < $0.ratio }) ?? true {
          best = Candidate(
            ratio: value, gain: current.size - moved.size, index: Int32(index), option: Int32(step))
        }
      }
      if let best { list.append(best) }
    }
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
