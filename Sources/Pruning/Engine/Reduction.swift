/// A problem made smaller without losing any plan: members of all-or-none families folded into the one that
/// decides for them, couples that close a circle written as rows, options that no plan can hold taken out.
struct Reduction: Sendable {
  /// The problem that is solved.
  let problem: PruningProblem
  let forest: Forest
  /// How many of its rows are the original's; circle rows follow.
  let originalRows: Int
  /// Whether options that no plan can hold were taken out.
  let isTightened: Bool
  /// Whether there are too many circles for rows: couples that close them are left to whoever checks plans, and
  /// bounds do without them.
  let leavesCirclesOut: Bool
  /// The most couples that are written as rows.
  private static let mostCircles = 400
  /// For each original class, the class that decides for it; empty when nothing was folded.
  private let decider: [Int32]
  private let steps: [Int32]

  /// - Parameter tightens: whether options that no plan can hold are taken out.
  init(_ original: PruningProblem, tightens: Bool = true) {
    originalRows = original.rows.count
    var folded = original
    var decider: [Int32] = []
    var steps: [Int32] = []
    if original.couples.contains(where: { $0.coupling == .sameStop }) {
      (folded, decider) = Self.fold(original)
      steps = (0..<original.classCount).map { Int32(original.optionCount(of: $0) - 1) }
    }
    self.decider = decider
    self.steps = steps
    var forest = Forest(folded)
    leavesCirclesOut = forest.circles.count > Self.mostCircles
    if !forest.circles.isEmpty {
      if !leavesCirclesOut { folded = Self.addRows(for: forest.circles, to: folded) }
      folded = Self.removing(forest.circles, from: folded)
      forest = Forest(folded)
    }
    problem = tightens ? RangeTightening.tightened(folded) : folded
    isTightened = problem.lowest != folded.lowest || problem.highest != folded.highest
    self.forest = forest
  }

  /// The choices of the original's classes.
  func expand(_ choices: [Int32]) -> [Int32] {
    guard !decider.isEmpty else { return choices }
    return decider.indices.map { min(choices[Int(decider[$0])], steps[$0]) }
  }

  /// The reduced problem's class that decides for a class of the original.
  func decider(of index: Int) -> Int { decider.isEmpty ? index : Int(decider[index]) }

  /// The choices of the reduced problem's classes for a plan of the original.
  func contract(_ choices: [Int32]) -> [Int32] {
    guard !decider.isEmpty else { return choices }
    var result = [Int32](repeating: 0, count: problem.classCount)
    for index in decider.indices where choices[index] >= result[Int(decider[index])] {
      result[Int(decider[index])] = choices[index]
    }
    return result
  }

  /// Folds each class that hangs on nothing but one that is at least as long, and whose stop it shares.
  private static func fold(_ original: PruningProblem) -> (PruningProblem, [Int32]) {
    let count = original.classCount
    var degree = [Int32](repeating: 0, count: count)
    for couple in original.couples {
      degree[Int(couple.first)] += 1
      degree[Int(couple.second)] += 1
    }
    // One round of leaves is enough for families tied to their longest-lived member.
    var head = [Int32](repeating: -1, count: count)
    var kept: [PruningProblem.Couple] = []
    var isHead = [Bool](repeating: false, count: count)
    for couple in original.couples {
      let first = Int(couple.first)
      let second = Int(couple.second)
      guard couple.coupling == .sameStop else {
        kept.append(couple)
        continue
      }
      let firstSteps = original.optionCount(of: first)
      let secondSteps = original.optionCount(of: second)
      if degree[second] == 1 && !isHead[second] && secondSteps <= firstSteps && head[first] < 0 {
        head[second] = Int32(first)
        isHead[first] = true
      } else if degree[first] == 1 && !isHead[first] && firstSteps <= secondSteps && head[second] < 0 {
        head[first] = Int32(second)
        isHead[second] = true
      } else {
        kept.append(couple)
      }
    }
    var members: [[Int32]] = Array(repeating: [], count: count)
    for index in 0..<count where head[index] >= 0 { members[Int(head[index])].append(Int32(index)) }
    var result = PruningProblem()
    result.name = original.name
    result.valueScale = original.valueScale
    result.rows = original.rows
    result.isLadder.reserveCapacity(count)
    result.optionValue.reserveCapacity(original.optionValue.count)
    result.useRow.reserveCapacity(original.useRow.count)
    result.useAmount.reserveCapacity(original.useRow.count)
    var newIndex = [Int32](repeating: 0, count: count)
    for index in 0..<count where head[index] < 0 {
      newIndex[index] = Int32(result.classCount)
      result.append(index, with: members[index], of: original)
    }
    for index in 0..<count where head[index] >= 0 { newIndex[index] = newIndex[Int(head[index])] }
    result.couples = kept.map {
      PruningProblem.Couple($0.coupling, Int(newIndex[Int($0.first)]), Int(newIndex[Int($0.second)]))
    }
    return (result, newIndex)
  }

  /// A couple as rows: in each step, what the one has less what the other has may not be above zero.
  private static func addRows(
    for circles: [PruningProblem.Couple], to problem: PruningProblem
  ) -> PruningProblem {
    var extra: [Int: [(row: Int32, amount: Int64)]] = [:]
    var result = problem
    for couple in circles {
      let first = Int(couple.first)
      let second = Int(couple.second)
      let shared = min(problem.optionCount(of: first), problem.optionCount(of: second)) - 1
      let pairs = couple.coupling == .notAfter ? [(first, second)] : [(first, second), (second, first)]
      for (parent, child) in pairs where shared > 0 {
        for step in 1...shared {
          let row = Int32(result.rows.count)
          result.rows.append(
            PruningProblem.Row(
              name: "\(problem.className(child)) ≤ \(problem.className(parent))/\(step)", sense: .atMost,
              limit: 0,
              kind: .other))
          extra[Int(problem.optionStart[child]) + step, default: []].append((row, 1))
          extra[Int(problem.optionStart[parent]) + step, default: []].append((row, -1))
        }
      }
    }
    result.useStart = [0]
    result.useRow = []
    result.useAmount = []
    for entry in problem.optionValue.indices {
      let range = Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1])
      result.useRow.append(contentsOf: problem.useRow[range])
      result.useAmount.append(contentsOf: problem.useAmount[range])
      for use in extra[entry] ?? [] {
        result.useRow.append(use.row)
        result.useAmount.append(use.amount)
      }
      result.useStart.append(Int32(result.useRow.count))
    }
    return result
  }

  /// The problem without couples that close circles, one for each: the same two may be coupled twice.
  private static func removing(
    _ circles: [PruningProblem.Couple], from problem: PruningProblem
  ) -> PruningProblem {
    var result = problem
    func key(_ couple: PruningProblem.Couple) -> [Int32] {
      [couple.first, couple.second, couple.coupling == .notAfter ? 0 : 1]
    }
    var left: [[Int32]: Int] = [:]
    for couple in circles { left[key(couple), default: 0] += 1 }
    result.couples = problem.couples.filter { couple in
      guard let count = left[key(couple)], count > 0 else { return true }
      left[key(couple)] = count - 1
      return false
    }
    return result
  }
}

extension PruningProblem {
  /// Appends a class of another problem together with the shorter ladders that it decides for.
  fileprivate mutating func append(_ index: Int, with members: [Int32], of other: PruningProblem) {
    let start = Int(other.optionStart[index])
    isLadder.append(other.isLadder[index])
    var low = other.lowest[index]
    var high = other.highest[index]
    for entry in start..<Int(other.optionStart[index + 1]) {
      var value = other.optionValue[entry]
      appendUses(entry, of: other)
      for member in members.map({ Int($0) }) where entry - start < other.optionCount(of: member) {
        let step = Int(other.optionStart[member]) + entry - start
        value += other.optionValue[step]
        appendUses(step, of: other)
      }
      optionValue.append(value)
      useStart.append(Int32(useRow.count))
    }
    for member in members.map({ Int($0) }) {
      let steps = Int32(other.optionCount(of: member) - 1)
      low = other.lowest[member] > steps ? Int32.max : max(low, other.lowest[member])
      if other.highest[member] < steps { high = min(high, other.highest[member]) }
    }
    lowest.append(low)
    highest.append(high)
    optionStart.append(Int32(optionValue.count))
  }

  private mutating func appendUses(_ entry: Int, of other: PruningProblem) {
    let range = Int(other.useStart[entry])..<Int(other.useStart[entry + 1])
    useRow.append(contentsOf: other.useRow[range])
    useAmount.append(contentsOf: other.useAmount[range])
  }
}
