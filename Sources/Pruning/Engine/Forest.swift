/// The couples of a problem as trees, so that the best stops of a family are found by passing tables from the
/// leaves to the root.
struct Forest: Sendable {
  /// How a node hangs on its parent in the tree.
  enum Edge: UInt8, Sendable {
    case root
    /// The node is the child of a `notAfter` couple.
    case child
    /// The node is the parent of a `notAfter` couple, though it hangs below.
    case reversedChild
    /// Both stop at the same step.
    case same
  }

  /// The coupled classes, tree by tree, each after its parent.
  private(set) var nodes: [Int32] = []
  /// The position in ``nodes`` of each node's parent; -1 for roots.
  private(set) var parents: [Int32] = []
  private(set) var edges: [Edge] = []
  /// Where each tree starts in ``nodes``; one more entry than trees.
  private(set) var treeStart: [Int32] = [0]
  /// The tree of each class; -1 when it stands alone. Empty when nothing is coupled.
  private(set) var treeOf: [Int32] = []
  /// Couples that close a circle: not part of any tree.
  private(set) var circles: [PruningProblem.Couple] = []

  var treeCount: Int { treeStart.count - 1 }

  init(_ problem: PruningProblem) {
    guard !problem.couples.isEmpty else { return }
    var degree = [Int32](repeating: 0, count: problem.classCount + 1)
    for couple in problem.couples {
      degree[Int(couple.first)] += 1
      degree[Int(couple.second)] += 1
    }
    var start = [Int32](repeating: 0, count: problem.classCount + 1)
    for index in 0..<problem.classCount { start[index + 1] = start[index] + degree[index] }
    var fill = start
    var arcs = [Int32](repeating: 0, count: problem.couples.count * 2)
    var isChild = [Bool](repeating: false, count: problem.classCount)
    for (number, couple) in problem.couples.enumerated() {
      arcs[Int(fill[Int(couple.first)])] = Int32(number)
      fill[Int(couple.first)] += 1
      arcs[Int(fill[Int(couple.second)])] = Int32(number)
      fill[Int(couple.second)] += 1
      if couple.coupling == .notAfter { isChild[Int(couple.second)] = true }
    }
    treeOf = [Int32](repeating: -1, count: problem.classCount)
    var isUsed = [Bool](repeating: false, count: problem.couples.count)
    // Roots that are nobody's child first: then most edges point the fast way.
    for wantsChild in [false, true] {
      for root in 0..<problem.classCount
      where degree[root] > 0 && treeOf[root] < 0 && isChild[root] == wantsChild {
        grow(from: root, problem, start, arcs, &isUsed)
      }
    }
    for (number, couple) in problem.couples.enumerated() where !isUsed[number] { circles.append(couple) }
  }

  private mutating func grow(
    from root: Int, _ problem: PruningProblem, _ start: [Int32], _ arcs: [Int32], _ isUsed: inout [Bool]
  ) {
    let tree = Int32(treeStart.count - 1)
    var next = nodes.count
    nodes.append(Int32(root))
    parents.append(-1)
    edges.append(.root)
    treeOf[root] = tree
    while next < nodes.count {
      let node = Int(nodes[next])
      for slot in Int(start[node])..<Int(start[node + 1]) {
        let couple = problem.couples[Int(arcs[slot])]
        let isFirst = Int(couple.first) == node
        let other = Int(isFirst ? couple.second : couple.first)
        guard treeOf[other] < 0 else { continue }
        isUsed[Int(arcs[slot])] = true
        treeOf[other] = tree
        nodes.append(Int32(other))
        parents.append(Int32(next))
        edges.append(couple.coupling == .sameStop ? .same : isFirst ? .child : .reversedChild)
      }
      next += 1
    }
    treeStart.append(Int32(nodes.count))
  }

  /// Whether a node's stop and its parent's may stand together.
  @inline(__always)
  static func allows(_ edge: Edge, node: Int, _ nodeSteps: Int, parent: Int, _ parentSteps: Int) -> Bool {
    switch edge {
    case .root: true
    case .child: parent >= parentSteps || node <= parent
    case .reversedChild: node >= nodeSteps || parent <= node
    case .same: min(node, parentSteps) == min(parent, nodeSteps)
    }
  }
}

/// Room for the tables of one tree.
struct TreeTables {
  /// Where each node's table starts.
  var offset: [Int] = []
  /// The best score of the node's subtree for each stop of the node.
  var score: [Double] = []
  var stops: [Int] = []

  /// Fills the tables of a tree and finds its best stops.
  /// - Parameter force: a node's position in the tree and the only stop that it may have.
  /// - Returns: the best score; minus infinity when no stops fit together.
  @inline(__always)
  mutating func solve(
    _ forest: Forest, tree: Int, _ columns: Columns, _ price: UnsafePointer<Double>,
    force: (node: Int, stop: Int)? = nil
  ) -> Double {
    let first = Int(forest.treeStart[tree])
    let count = Int(forest.treeStart[tree + 1]) - first
    offset.removeAll(keepingCapacity: true)
    var size = 0
    for node in 0..<count {
      offset.append(size)
      size += columns.optionCount(Int(forest.nodes[first + node]))
    }
    offset.append(size)
    if score.count < size { score = [Double](repeating: 0, count: size) }
    if stops.count < count { stops = [Int](repeating: 0, count: count) }
    for node in 0..<count {
      let index = Int(forest.nodes[first + node])
      let start = Int(columns.optionStart[index])
      let lowest = Int(columns.lowest[index])
      let highest = Int(columns.highest[index])
      var sum = 0.0
      for step in 0..<columns.optionCount(index) {
        if step > 0 { sum += columns.score(start + step, price) }
        let isAllowed =
          step >= lowest && step <= highest && (force == nil || force?.node != node || force?.stop == step)
        score[offset[node] + step] = isAllowed ? sum : -Double.infinity
      }
    }
    return combine(forest, first, count)
  }

  /// From the leaves to the root, then back with the best stops.
  private mutating func combine(_ forest: Forest, _ first: Int, _ count: Int) -> Double {
    var node = count - 1
    while node > 0 {
      let parent = Int(forest.parents[first + node]) - first
      let steps = offset[node + 1] - offset[node] - 1
      let parentSteps = offset[parent + 1] - offset[parent] - 1
      if forest.edges[first + node] == .child {
        var best = -Double.infinity
        for stop in 0...parentSteps {
          if stop <= steps { best = max(best, score[offset[node] + stop]) }
          if stop == parentSteps && steps > parentSteps {
            for later in (parentSteps + 1)...steps { best = max(best, score[offset[node] + later]) }
          }
          score[offset[parent] + stop] += best
        }
      } else {
        // The child's stops from the last down to the parent's, or to its own last; of a couple with one stop only
        // that very stop counts, but for the parent's last.
        let isSame = forest.edges[first + node] == .same
        var best = -Double.infinity
        var own = steps
        for stop in stride(from: parentSteps, through: 0, by: -1) {
          let least = min(stop, steps)
          if isSame && least < parentSteps {
            best = score[offset[node] + least]
          } else {
            while own >= least {
              best = max(best, score[offset[node] + own])
              own -= 1
            }
          }
          score[offset[parent] + stop] += best
        }
      }
      node -= 1
    }
    var best = -Double.infinity
    stops[0] = 0
    for stop in 0..<offset[1] where score[stop] > best {
      best = score[stop]
      stops[0] = stop
    }
    guard best > -Double.infinity else { return best }
    for node in 1..<max(1, count) {
      let parent = Int(forest.parents[first + node]) - first
      stops[node] = bestBelow(forest, first, node, parent: stops[parent]).stop
    }
    return best
  }

  private func bestBelow(
    _ forest: Forest, _ first: Int, _ node: Int, parent stop: Int
  ) -> (stop: Int, score: Double) {
    let parent = Int(forest.parents[first + node]) - first
    let steps = offset[node + 1] - offset[node] - 1
    let parentSteps = offset[parent + 1] - offset[parent] - 1
    var best = (stop: 0, score: -Double.infinity)
    for own in 0...steps where score[offset[node] + own] > best.score {
      if Forest.allows(forest.edges[first + node], node: own, steps, parent: stop, parentSteps) {
        best = (own, score[offset[node] + own])
      }
    }
    return best
  }
}
