/// Makes cores: keeps the options whose loss under some prices is within a threshold, fixes the rest.
///
/// No plan that chooses an option of greater loss can be worth more than the bound of the prices less that
/// loss; with the threshold at bound less best value, a core holds every better plan there is.
struct CoreBuilder {
  let dual: DualFunction
  /// Signed prices of the rows.
  let prices: [Double]

  struct Built {
    var core: CoreProblem
    /// The option of each core class that is best under the prices.
    var base: [Int]
    /// The core's prices, of its rows.
    var prices: [Double]
    /// The problem's row of each core row.
    var rows: [Int]
    /// What each core option stands for: classes and their options.
    var moves: [[[(index: Int, option: Int)]]]
    /// The choices of everything outside the core, and of the base inside.
    var choices: [Int32]
    /// The value of what is fixed.
    var fixedValue: Int64
    /// Whether every option within the threshold is there.
    var isWhole: Bool

    /// The problem's choices for a plan of the core.
    func expand(_ plan: [Int]) -> [Int32] {
      var result = choices
      for (index, option) in plan.enumerated() {
        let tag = Int(core.classes[index][option].tag)
        for move in moves[index][tag] { result[move.index] = Int32(move.option) }
      }
      return result
    }
  }

  private struct Group {
    var moves: [[(index: Int, option: Int)]]
    var best: Int
  }

  /// The most ways of one family that are listed.
  static let mostWays = 3000

  /// - Parameters:
  ///   - threshold: the greatest loss that is kept.
  ///   - include: the classes and trees that may stay open; nil for all. Others keep `current`.
  ///   - near: the greatest loss that is kept of a class or tree, where it is not the threshold.
  ///   - current: a plan that the classes outside keep, and whose options are always part of the core.
  ///   - limit: how many options the core may have; beyond it nil is given.
  ///   - among: what is near to the prices anyway; with it the others are passed over when they keep what is best.
  ///   - leavesFar: classes and trees whose current options lose more than the threshold keep them. Otherwise they
  ///     are open however many they are.
  ///   - keepsDominated: keep options that another of their class beats in value and in every use.
  ///   - known: the value and the uses of the current plan, when they are known.
  func build(
    threshold: Double, current: [Int32]? = nil, limit: Int, among: Nearby? = nil, leavesFar: Bool = false,
    keepsDominated: Bool = false, known: (value: Int64, uses: [Int64])? = nil,
    include: ((_ index: Int) -> Bool)? = nil, near: ((_ index: Int) -> Double)? = nil
  ) -> Built? {
    let problem = dual.problem
    let forest = dual.forest
    // Families have many ways of which few stay once the beaten ones are out.
    let roughLimit = keepsDominated ? limit : forest.treeCount > 0 ? 8 * limit : 2 * limit
    var groups: [Group] = []
    var options = 0
    var isWhole = true
    var choices = current ?? [Int32](repeating: 0, count: problem.classCount)
    let isBuilt = problem.withColumns { columns in
      prices.withUnsafeBufferPointer { buffer -> Bool in
        let none = [0.0]
        return none.withUnsafeBufferPointer { none in
          guard let price = buffer.baseAddress ?? none.baseAddress else { return false }
          var scores: [Double] = []
          let listed = leavesFar ? among : nil
          for place in 0..<(listed?.classes.count ?? columns.classCount) {
            let index = listed.map { Int($0.classes[place]) } ?? place
            if !forest.treeOf.isEmpty && forest.treeOf[index] >= 0 { continue }
            if let among, let current, !among.isNear[index], current[index] == among.best[index] { continue }
            if let include, !include(index) { continue }
            let start = Int(columns.optionStart[index])
            let low = Int(columns.lowest[index])
            let high = Int(columns.highest[index])
            scores.removeAll(keepingCapacity: true)
            var sum = 0.0
            var best = low
            for step in 0...high {
              let own = columns.score(start + step, price)
              sum = columns.isLadder[index] ? sum + (step > 0 ? own : 0) : own
              scores.append(sum)
              if step > low && sum > scores[best] { best = step }
            }
            let keep = current.map { Int($0[index]) } ?? best
            let threshold = near?(index) ?? threshold
            if leavesFar, scores[best] - scores[keep] > threshold { continue }
            let kept = (low...high).filter { scores[best] - scores[$0] <= threshold || $0 == keep }
            choices[index] = Int32(keep)
            guard kept.count > 1 else { continue }
            groups.append(Group(moves: kept.map { [(index, $0)] }, best: kept.firstIndex(of: best) ?? 0))
            options += kept.count
            if options > roughLimit { return false }
          }
          var tables = TreeTables()
          for place in 0..<(listed?.trees.count ?? forest.treeCount) {
            let tree = listed.map { Int($0.trees[place]) } ?? place
            let first = Int(forest.treeStart[tree])
            let end = Int(forest.treeStart[tree + 1])
            if let among, let current, !among.isNear[Int(forest.nodes[first])],
              (first..<end).allSatisfy({
                current[Int(forest.nodes[$0])] == among.best[Int(forest.nodes[$0])]
              })
            {
              continue
            }
            if let include, !include(Int(forest.nodes[first])) { continue }
            guard tables.solve(forest, tree: tree, columns, price) > -.infinity else { return false }
            let threshold = near?(Int(forest.nodes[first])) ?? threshold
            let best = Array(tables.stops[..<(end - first)])
            let keep = current.map { plan in (first..<end).map { Int(plan[Int(forest.nodes[$0])]) } } ?? best
            // Of a large family there are always more.
            var ways =
              end - first > CouplingCut.largestFamily
              ? [] : tables.ways(forest, tree: tree, within: threshold, most: Self.mostWays)
            if ways.isEmpty {
              isWhole = false
              ways = [best]
            }
            if ways.count > Self.mostWays {
              isWhole = false
              ways = [best]
            }
            if !ways.contains(keep) {
              if leavesFar { continue }
              ways.append(keep)
            }
            for position in first..<end {
              choices[Int(forest.nodes[position])] = Int32(keep[position - first])
            }
            guard ways.count > 1 else { continue }
            groups.append(
              Group(
                moves: ways.map { way in (first..<end).map { (Int(forest.nodes[$0]), way[$0 - first]) } },
                best: ways.firstIndex(of: best) ?? 0))
            options += ways.count
            if options > roughLimit { return false }
          }
          return true
        }
      }
    }
    guard isBuilt else { return nil }
    let built = assemble(groups, choices, isWhole, keepsDominated, known)
    return built.core.optionCount <= limit ? built : nil
  }

  private func assemble(
    _ groups: [Group], _ choices: [Int32], _ isWhole: Bool, _ keepsDominated: Bool,
    _ known: (value: Int64, uses: [Int64])?
  ) -> Built {
    let problem = dual.problem
    var left = problem.rows.map { $0.sense == .atMost ? $0.limit : -$0.limit }
    let signs: [Int64] = problem.rows.map { $0.sense == .atMost ? 1 : -1 }
    let fixedUses = known?.uses ?? problem.uses(of: choices)
    for row in left.indices { left[row] -= signs[row] * fixedUses[row] }
    var classes: [[CoreProblem.Option]] = []
    var fixedValue = known?.value ?? problem.value(of: choices)
    for (number, group) in groups.enumerated() {
      classes.append(
        group.moves.enumerated().map { tag, move in
          var value: Int64 = 0
          var uses: [CoreProblem.Use] = []
          for (index, option) in move {
            value += problem.value(of: option, in: index)
            problem.forEachUse(of: option, in: index) { row, amount in
              uses.append(CoreProblem.Use(row: Int32(row), amount: signs[row] * amount))
            }
          }
          return CoreProblem.Option(value: value, uses: CoreProblem.tidy(uses), tag: Int32(tag))
        })
      // What the current choice of the group uses is the group's again.
      let now = group.moves.firstIndex { $0.allSatisfy { Int(choices[$0.index]) == $0.option } } ?? 0
      fixedValue -= classes[number][now].value
      for use in classes[number][now].uses { left[Int(use.row)] += use.amount }
    }
    // Rows that the core can never break are none of its business.
    var most = [Int64](repeating: 0, count: left.count)
    var isTouched = [Bool](repeating: false, count: left.count)
    for options in classes {
      var high: [Int32: (least: Int64, most: Int64, count: Int)] = [:]
      for option in options {
        for use in option.uses {
          let old = high[use.row] ?? (use.amount, use.amount, 0)
          high[use.row] = (min(old.least, use.amount), max(old.most, use.amount), old.count + 1)
        }
      }
      for (row, range) in high {
        isTouched[Int(row)] = true
        most[Int(row)] += range.count < options.count ? max(0, range.most) : range.most
      }
    }
    var rows: [Int] = []
    var newRow = [Int32](repeating: -1, count: left.count)
    for row in left.indices where most[row] > left[row] && (isTouched[row] || left[row] < 0) {
      newRow[row] = Int32(rows.count)
      rows.append(row)
    }
    for index in classes.indices {
      for option in classes[index].indices {
        classes[index][option].uses = classes[index][option].uses.compactMap {
          newRow[Int($0.row)] < 0 ? nil : CoreProblem.Use(row: newRow[Int($0.row)], amount: $0.amount)
        }
      }
    }
    var core = CoreProblem(limits: rows.map { left[$0] }, classes: classes)
    if !keepsDominated { core.dropDominated() }
    let prices = rows.map { abs(self.prices[$0]) }
    let base = groups.indices.map { index -> Int in
      let options = core.classes[index]
      if let same = options.firstIndex(where: { Int($0.tag) == groups[index].best }) { return same }
      func score(_ option: CoreProblem.Option) -> Double {
        option.uses.reduce(Double(option.value)) { $0 - prices[Int($1.row)] * Double($1.amount) }
      }
      return options.indices.max { score(options[$0]) < score(options[$1]) } ?? 0
    }
    return Built(
      core: core, base: base,
      prices: prices, rows: rows, moves: groups.map(\.moves), choices: choices,
      fixedValue: fixedValue, isWhole: isWhole)
  }
}

extension TreeTables {
  /// All ways to stop the classes of a solved tree that lose no more than a threshold, the best first. Gives up
  /// beyond `most`.
  func ways(_ forest: Forest, tree: Int, within threshold: Double, most: Int) -> [[Int]] {
    let first = Int(forest.treeStart[tree])
    let count = Int(forest.treeStart[tree + 1]) - first
    var result: [[Int]] = []
    var stops = [Int](repeating: 0, count: count)
    func walk(_ node: Int, _ loss: Double) {
      guard result.count <= most else { return }
      guard node < count else {
        result.append(stops)
        return
      }
      let steps = offset[node + 1] - offset[node] - 1
      var allowed: [(stop: Int, score: Double)] = []
      if node == 0 {
        for stop in 0...steps { allowed.append((stop, score[offset[node] + stop])) }
      } else {
        let parent = Int(forest.parents[first + node]) - first
        let parentSteps = offset[parent + 1] - offset[parent] - 1
        for stop in 0...steps
        where Forest.allows(forest.edges[first + node], node: stop, steps, parent: stops[parent], parentSteps)
        {
          allowed.append((stop, score[offset[node] + stop]))
        }
      }
      let best = allowed.reduce(-Double.infinity) { max($0, $1.score) }
      for (stop, score) in allowed where score > -Double.infinity && loss + best - score <= threshold {
        stops[node] = stop
        walk(node + 1, loss + best - score)
      }
    }
    walk(0, 0)
    return result
  }
}
