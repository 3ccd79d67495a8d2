/// How a problem falls into blocks once a few rows are set apart.
///
/// Couples and budgets bind classes together, the smallest first, unless too large a part of the problem would
/// hang together; such budgets, and all rows that reach over several blocks, are shared.
struct BlockStructure {
  /// The block of each class.
  private(set) var blockOf: [Int32] = []
  /// The classes of each block, in their order.
  private(set) var members: [[Int32]] = []
  /// The block of each row; -1 when it is shared.
  private(set) var blockOfRow: [Int32] = []
  /// The shared rows.
  private(set) var shared: [Int] = []

  /// Nil when the problem does not fall apart.
  init?(_ problem: PruningProblem) {
    let count = problem.classCount
    guard count >= 8, problem.rows.count >= 3 else { return nil }
    var parent = (0..<count).map { Int32($0) }
    var size = [Int32](repeating: 1, count: count)
    func root(_ index: Int32) -> Int32 {
      var at = index
      while parent[Int(at)] != at {
        parent[Int(at)] = parent[Int(parent[Int(at)])]
        at = parent[Int(at)]
      }
      return at
    }
    func join(_ a: Int32, _ b: Int32) {
      let (first, second) = (root(a), root(b))
      if first == second { return }
      let (large, small) = size[Int(first)] >= size[Int(second)] ? (first, second) : (second, first)
      parent[Int(small)] = large
      size[Int(large)] += size[Int(small)]
    }
    for couple in problem.couples { join(couple.first, couple.second) }
    let (start, classes) = Self.classesOfRows(problem)
    let budgets = problem.rows.indices.filter {
      problem.rows[$0].sense == .atMost && start[$0 + 1] > start[$0]
    }
    .sorted { (start[$0 + 1] - start[$0], $0) < (start[$1 + 1] - start[$1], $1) }
    for row in budgets {
      var roots: Set<Int32> = []
      var total: Int32 = 0
      for place in Int(start[row])..<Int(start[row + 1]) {
        let top = root(classes[place])
        if roots.insert(top).inserted { total += size[Int(top)] }
      }
      guard Int(total) <= count / 4 else { continue }
      for place in (Int(start[row]) + 1)..<max(Int(start[row]) + 1, Int(start[row + 1])) {
        join(classes[Int(start[row])], classes[place])
      }
    }
    blockOfRow = [Int32](repeating: -1, count: problem.rows.count)
    var hasRow = [Bool](repeating: false, count: count)
    for row in problem.rows.indices where start[row + 1] > start[row] {
      let top = root(classes[Int(start[row])])
      var isInside = true
      for place in Int(start[row])..<Int(start[row + 1]) where root(classes[place]) != top {
        isInside = false
        break
      }
      if isInside && Int(size[Int(top)]) <= count / 4 {
        blockOfRow[row] = top
        hasRow[Int(top)] = true
      }
    }
    // Blocks are numbered by their first class; all that have no row of their own make one.
    var number = [Int32](repeating: -1, count: count)
    var loose: Int32 = -1
    blockOf = [Int32](repeating: 0, count: count)
    for index in 0..<count {
      let top = Int(root(Int32(index)))
      if number[top] < 0 {
        if !hasRow[top] {
          if loose < 0 {
            loose = Int32(members.count)
            members.append([])
          }
          number[top] = loose
        } else {
          number[top] = Int32(members.count)
          members.append([])
        }
      }
      blockOf[index] = number[top]
      members[Int(number[top])].append(Int32(index))
    }
    for row in problem.rows.indices {
      if blockOfRow[row] >= 0 { blockOfRow[row] = number[Int(blockOfRow[row])] } else { shared.append(row) }
    }
    let withRows = Set(blockOfRow.filter { $0 >= 0 }).count
    guard withRows >= 3, withRows <= 400, !shared.isEmpty else { return nil }
  }

  /// The classes that use each row, each once.
  private static func classesOfRows(_ problem: PruningProblem) -> (start: [Int32], classes: [Int32]) {
    var counts = [Int32](repeating: 0, count: problem.rows.count + 1)
    var last = [Int32](repeating: -1, count: problem.rows.count)
    func visit(_ body: (_ row: Int, _ index: Int32) -> Void) {
      for row in last.indices { last[row] = -1 }
      for index in 0..<problem.classCount {
        let first = Int(problem.useStart[Int(problem.optionStart[index])])
        let end = Int(problem.useStart[Int(problem.optionStart[index + 1])])
        for use in first..<end {
          let row = Int(problem.useRow[use])
          if last[row] != Int32(index) {
            last[row] = Int32(index)
            body(row, Int32(index))
          }
        }
      }
    }
    visit { row, _ in counts[row + 1] += 1 }
    for row in problem.rows.indices { counts[row + 1] += counts[row] }
    var fill = counts
    var classes = [Int32](repeating: 0, count: Int(counts.last ?? 0))
    visit { row, index in
      classes[Int(fill[row])] = index
      fill[row] += 1
    }
    return (counts, classes)
  }
}
