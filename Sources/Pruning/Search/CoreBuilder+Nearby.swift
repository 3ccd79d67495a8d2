extension CoreBuilder {
  /// What could be part of a core at all: found once for many cores under the same prices.
  struct Nearby {
    /// The greatest loss for which it holds.
    var threshold: Double
    /// Of each class that stands alone, whether another option than the best loses no more than the threshold; of
    /// each member of a family, whether another way of the family does.
    var isNear: [Bool]
    /// The best option of each class, families as a whole.
    var best: [Int32]
    /// The near ones of the classes that stand alone, and the near trees.
    var classes: [Int32] = []
    var trees: [Int32] = []
  }

  func nearby(_ threshold: Double) -> Nearby {
    let problem = dual.problem
    let forest = dual.forest
    var near = Nearby(
      threshold: threshold, isNear: [Bool](repeating: true, count: problem.classCount),
      best: [Int32](repeating: 0, count: problem.classCount))
    problem.withColumns { columns in
      // A place more, so that there is an address even without rows.
      (prices + [0]).withUnsafeBufferPointer { buffer in
        guard let price = buffer.baseAddress else { return }
        for index in 0..<columns.classCount where forest.treeOf.isEmpty || forest.treeOf[index] < 0 {
          let best = columns.best(index, price)
          near.best[index] = Int32(best.option)
          let start = Int(columns.optionStart[index])
          var sum = 0.0
          var isNear = false
          for step in 0...max(0, Int(columns.highest[index])) {
            let own = columns.score(start + step, price)
            sum = columns.isLadder[index] ? sum + (step > 0 ? own : 0) : own
            if step >= Int(columns.lowest[index]), step != best.option, best.score - sum <= threshold {
              isNear = true
            }
          }
          near.isNear[index] = isNear
          if isNear { near.classes.append(Int32(index)) }
        }
        var tables = TreeTables()
        for tree in 0..<forest.treeCount {
          let first = Int(forest.treeStart[tree])
          let end = Int(forest.treeStart[tree + 1])
          // What cannot be solved stays near, and the core finds that out.
          guard end - first <= CouplingCut.largestFamily,
            tables.solve(forest, tree: tree, columns, price) > -.infinity
          else {
            near.trees.append(Int32(tree))
            continue
          }
          let isNear = tables.ways(forest, tree: tree, within: threshold, most: 1).count > 1
          if isNear { near.trees.append(Int32(tree)) }
          for position in first..<end {
            near.best[Int(forest.nodes[position])] = Int32(tables.stops[position - first])
            near.isNear[Int(forest.nodes[position])] = isNear
          }
        }
      }
    }
    return near
  }
}
