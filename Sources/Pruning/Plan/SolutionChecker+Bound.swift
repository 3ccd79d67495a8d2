extension SolutionChecker {
  /// The bound that multipliers prove: for every plan, value ≤ Σ over classes of the best of
  /// (value − price of its uses) + price of the limits. Computed in 128-bit integers and rounded down.
  ///
  /// Couples are honoured along a spanning forest; a couple that closes a circle is left out, which can only
  /// raise the bound.
  /// - Parameters:
  ///   - multipliers: one for each row, in units of 2⁻²⁰, none negative.
  ///   - withoutValues: take all values as zero; a bound below zero then proves that no plan exists.
  /// - Returns: the bound, or nil when the multipliers are no multipliers or a class has no option left.
  public func bound(of multipliers: [Int64], withoutValues: Bool = false) -> Int64? {
    let problem = subject
    guard multipliers.count == problem.rows.count, !multipliers.contains(where: { $0 < 0 }) else {
      return nil
    }
    // Signed prices: positive on budgets, negative on rows that ask for more.
    var price = [Int128](repeating: 0, count: multipliers.count)
    var total: Int128 = 0
    for (index, row) in problem.rows.enumerated() {
      price[index] = row.sense == .atMost ? Int128(multipliers[index]) : -Int128(multipliers[index])
      total += price[index] * Int128(row.limit)
    }
    func scores(_ index: Int) -> [Int128?] {
      var sum: Int128 = 0
      var list: [Int128?] = []
      for entry in Int(problem.optionStart[index])..<Int(problem.optionStart[index + 1]) {
        var score: Int128 = withoutValues ? 0 : Int128(problem.optionValue[entry]) << 20
        for use in Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1]) {
          score -= price[Int(problem.useRow[use])] * Int128(problem.useAmount[use])
        }
        sum = problem.isLadder[index] ? sum + score : score
        let option = list.count
        list.append(option >= problem.lowest[index] && option <= problem.highest[index] ? sum : nil)
      }
      return list
    }
    var neighbours: [Int: [(other: Int, couple: Int)]] = [:]
    for (number, couple) in problem.couples.enumerated() {
      neighbours[Int(couple.first), default: []].append((Int(couple.second), number))
      neighbours[Int(couple.second), default: []].append((Int(couple.first), number))
    }
    var isSeen: Set<Int> = []
    for index in 0..<problem.classCount {
      if neighbours[index] == nil {
        guard let best = scores(index).compactMap({ $0 }).max() else { return nil }
        total += best
        continue
      }
      if isSeen.contains(index) { continue }
      // A walk from the root; backwards it hands each class's best to its parent.
      var walk: [(node: Int, parent: Int, couple: Int)] = [(index, -1, -1)]
      isSeen.insert(index)
      var next = 0
      while next < walk.count {
        let node = walk[next].node
        next += 1
        for (other, couple) in neighbours[node] ?? [] where isSeen.insert(other).inserted {
          walk.append((other, node, couple))
        }
      }
      var tables = Dictionary(uniqueKeysWithValues: walk.map { ($0.node, scores($0.node)) })
      for step in walk.reversed() {
        guard let table = tables[step.node] else { return nil }
        guard step.parent >= 0, var above = tables[step.parent] else {
          guard let best = table.compactMap({ $0 }).max() else { return nil }
          total += best
          continue
        }
        let couple = problem.couples[step.couple]
        let isChild = Int(couple.second) == step.node
        let partner = Partners(table, couple.coupling, isChild: isChild, otherSteps: above.count - 1)
        for upper in above.indices {
          guard let own = above[upper] else { continue }
          above[upper] = partner.best(beside: upper).map { $0 + own }
        }
        tables[step.parent] = above
      }
    }
    // Rounding down is right for negative totals too: an arithmetic shift.
    return Int64(clamping: total >> 20)
  }
}

/// What one class of a couple can come to beside each stop of the other, from the best of its first and of its last stops.
private struct Partners {
  private let table: [Int128?]
  private let upTo: [Int128?]
  private let from: [Int128?]
  private let coupling: PruningProblem.Coupling
  private let isChild: Bool
  private let otherSteps: Int

  init(_ table: [Int128?], _ coupling: PruningProblem.Coupling, isChild: Bool, otherSteps: Int) {
    func best(_ list: some Sequence<Int128?>) -> [Int128?] {
      var most: Int128?
      return list.map { score in
        if let score, most.map({ score > $0 }) ?? true { most = score }
        return most
      }
    }
    self.table = table
    self.coupling = coupling
    self.isChild = isChild
    self.otherSteps = otherSteps
    upTo = best(table)
    from = best(table.reversed()).reversed()
  }

  func best(beside stop: Int) -> Int128? {
    let last = table.count - 1
    if coupling == .notAfter {
      // A child may stop where it likes once its parent has no years left.
      if isChild { return stop >= otherSteps ? upTo[last] : upTo[min(stop, last)] }
      return from[min(stop, last)]
    }
    let same = min(stop, last)
    return same < otherSteps ? table[same] : from[same]
  }
}
