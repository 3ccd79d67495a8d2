/// Takes options out that no plan can hold, before anything is priced.
///
/// A rule that asks for as much as its classes can give makes them give it: four rights of which four have to live
/// must all be kept. Prices would find that out only by growing without end, and everything that rests on them
/// would be loose until then. Likewise an option goes that needs more room than the least of all others leaves.
/// Both are repeated until nothing changes, and passed on along couples.
struct RangeTightening {
  private var problem: PruningProblem
  private var least: [Int128]
  private var most: [Int128]
  /// What each option of the class at hand uses of each row that the class touches, option by option.
  private var touched: [Int32] = []
  private var amounts: [Int64] = []
  private var place: [Int32]
  /// How often everything is looked at; the gain beyond is small.
  private static let mostRounds = 8
  /// Beyond so many classes prices do as well, and the second copy of the problem that checks need is too large.
  private static let mostClasses = 200_000

  /// The problem with narrower ranges; the same problem when there is nothing to narrow, or when it contradicts
  /// itself: then whoever explains the conflict needs it as it was.
  static func tightened(_ problem: PruningProblem) -> PruningProblem {
    guard problem.classCount <= mostClasses,
      problem.rows.contains(where: { $0.sense == .atLeast }) || problem.lowest.contains(where: { $0 > 0 })
    else { return problem }
    var tightening = RangeTightening(problem)
    for _ in 0..<mostRounds {
      guard let isChanged = tightening.round() else { return problem }
      if !isChanged { break }
    }
    let result = tightening.problem
    return result.lowest.indices.allSatisfy { result.lowest[$0] <= result.highest[$0] } ? result : problem
  }

  private init(_ problem: PruningProblem) {
    self.problem = problem
    least = [Int128](repeating: 0, count: problem.rows.count)
    most = least
    place = [Int32](repeating: -1, count: problem.rows.count)
  }

  /// - Returns: whether a range became narrower; nil when one became empty.
  private mutating func round() -> Bool? {
    for row in least.indices {
      least[row] = 0
      most[row] = 0
    }
    for index in 0..<problem.classCount {
      let last = Int32(problem.optionCount(of: index) - 1)
      guard problem.lowest[index] <= min(problem.highest[index], last) else { return nil }
      if isWide(index) {
        addWide(index)
        continue
      }
      spread(index)
      for slot in touched.indices {
        let (low, high) = range(index, slot)
        least[Int(touched[slot])] += Int128(low)
        most[Int(touched[slot])] += Int128(high)
      }
    }
    var isChanged = false
    for index in 0..<problem.classCount where problem.lowest[index] < problem.highest[index] && !isWide(index) {
      spread(index)
      let ranges = touched.indices.map { range(index, $0) }
      var low = Int(problem.lowest[index])
      var high = min(Int(problem.highest[index]), problem.optionCount(of: index) - 1)
      while low <= high && !isPossible(low, ranges) { low += 1 }
      while high >= low && !isPossible(high, ranges) { high -= 1 }
      guard low <= high else { return nil }
      if low > Int(problem.lowest[index]) || high < Int(problem.highest[index]) {
        problem.lowest[index] = Int32(low)
        problem.highest[index] = Int32(high)
        isChanged = true
      }
    }
    for couple in problem.couples where pass(couple) { isChanged = true }
    return isChanged
  }

  /// Whether a class has so many options and rows that laying them out side by side would fill the memory.
  private func isWide(_ index: Int) -> Bool {
    let start = Int(problem.optionStart[index])
    let end = Int(problem.optionStart[index + 1])
    let uses = Int(problem.useStart[end] - problem.useStart[start])
    return (end - start) * min(uses, problem.rows.count) > Self.mostAmounts
  }

  private static let mostAmounts = 1 << 20

  /// Counts all that a wide class takes off a row and all that it adds to it, whichever options these are of: no
  /// option uses less or more.
  private mutating func addWide(_ index: Int) {
    let start = Int(problem.optionStart[index])
    let end = Int(problem.optionStart[index + 1])
    for use in Int(problem.useStart[start])..<Int(problem.useStart[end]) {
      let amount = Int128(problem.useAmount[use])
      least[Int(problem.useRow[use])] += min(0, amount)
      most[Int(problem.useRow[use])] += max(0, amount)
    }
  }

  /// Lays out what the options of a class use.
  private mutating func spread(_ index: Int) {
    for row in touched { place[Int(row)] = -1 }
    touched.removeAll(keepingCapacity: true)
    let start = Int(problem.optionStart[index])
    let end = Int(problem.optionStart[index + 1])
    for use in Int(problem.useStart[start])..<Int(problem.useStart[end]) {
      let row = Int(problem.useRow[use])
      if place[row] < 0 {
        place[row] = Int32(touched.count)
        touched.append(problem.useRow[use])
      }
    }
    let width = touched.count
    amounts.removeAll(keepingCapacity: true)
    for entry in start..<end {
      let at = amounts.count
      let isNext = problem.isLadder[index] && entry > start
      for slot in 0..<width { amounts.append(isNext ? amounts[at - width + slot] : 0) }
      for use in Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1]) {
        amounts[at + Int(place[Int(problem.useRow[use])])] += problem.useAmount[use]
      }
    }
  }

  /// The least and the most that the options in the range use of a row.
  private func range(_ index: Int, _ slot: Int) -> (low: Int64, high: Int64) {
    var low = Int64.max
    var high = Int64.min
    let last = min(Int(problem.highest[index]), problem.optionCount(of: index) - 1)
    for option in Int(problem.lowest[index])...last {
      let amount = amounts[option * touched.count + slot]
      low = min(low, amount)
      high = max(high, amount)
    }
    return (low, high)
  }

  /// Whether all other classes together can make up for an option.
  private func isPossible(_ option: Int, _ ranges: [(low: Int64, high: Int64)]) -> Bool {
    touched.indices.allSatisfy { slot in
      let row = Int(touched[slot])
      let amount = Int128(amounts[option * touched.count + slot])
      let limit = Int128(problem.rows[row].limit)
      return problem.rows[row].sense == .atMost
        ? least[row] - Int128(ranges[slot].low) + amount <= limit
        : most[row] - Int128(ranges[slot].high) + amount >= limit
    }
  }

  /// A parent lives as long as its child must; a child ends with a parent that must end.
  private mutating func pass(_ couple: PruningProblem.Couple) -> Bool {
    let parent = Int(couple.first)
    let child = Int(couple.second)
    guard couple.coupling == .notAfter else { return false }
    let steps = Int32(problem.optionCount(of: parent) - 1)
    var isChanged = false
    let low = min(problem.lowest[child], steps)
    if low > problem.lowest[parent] {
      problem.lowest[parent] = low
      isChanged = true
    }
    if problem.highest[parent] < steps && problem.highest[parent] < problem.highest[child] {
      problem.highest[child] = problem.highest[parent]
      isChanged = true
    }
    return isChanged
  }
}
