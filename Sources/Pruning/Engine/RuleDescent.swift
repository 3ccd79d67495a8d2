/// Moves the prices of rules one after the other, each to where the bound is least with all others held.
///
/// A rule is a row that few classes use. Thousands of them, each just kept or just broken, hide from a common step of
/// all prices by how much the budgets are broken; one by one each has its least bound at a breakpoint that a handful
/// of evaluations of its few classes finds.
struct RuleDescent {
  /// The most classes and trees that may use a row for it to be a rule.
  private static let mostUsers = 64
  /// Fewer rules than these are left to the common steps.
  static let fewRules = 100

  /// The rows that are rules.
  let rules: [Int32]
  /// Of every row, whether it is a rule.
  let isRule: [Bool]
  private let start: [Int32]
  /// Who uses each rule: a class that stands alone, or a tree as its complement.
  private let users: [Int32]
  private let dual: DualFunction

  /// Nil when there are few rules, or nothing else.
  init?(_ dual: DualFunction, leastRules: Int = fewRules) {
    self.dual = dual
    let problem = dual.problem
    let forest = dual.forest
    let rowCount = problem.rows.count
    guard rowCount > leastRules else { return nil }
    var last = [Int32](repeating: Int32.min, count: rowCount)
    func visit(_ body: (_ row: Int, _ user: Int32) -> Void) {
      for row in 0..<rowCount { last[row] = Int32.min }
      func pass(_ index: Int, _ user: Int32) {
        let first = Int(problem.useStart[Int(problem.optionStart[index])])
        let end = Int(problem.useStart[Int(problem.optionStart[index + 1])])
        for use in first..<end {
          let row = Int(problem.useRow[use])
          if last[row] != user {
            last[row] = user
            body(row, user)
          }
        }
      }
      for index in 0..<problem.classCount where forest.treeOf.isEmpty || forest.treeOf[index] < 0 {
        pass(index, Int32(index))
      }
      for tree in 0..<forest.treeCount {
        for place in Int(forest.treeStart[tree])..<Int(forest.treeStart[tree + 1]) {
          pass(Int(forest.nodes[place]), ~Int32(tree))
        }
      }
    }
    var counts = [Int32](repeating: 0, count: rowCount)
    visit { row, _ in counts[row] += 1 }
    let isRule = counts.map { $0 > 0 && $0 <= Self.mostUsers }
    self.isRule = isRule
    let rules = (0..<rowCount).filter { isRule[$0] }.map { Int32($0) }
    self.rules = rules
    guard rules.count >= leastRules, rules.count < rowCount else { return nil }
    var start: [Int32] = [0]
    var place = [Int32](repeating: -1, count: rowCount)
    for (number, row) in rules.enumerated() {
      place[Int(row)] = Int32(number)
      start.append(start[number] + counts[Int(row)])
    }
    var fill = start
    var users = [Int32](repeating: 0, count: Int(start[rules.count]))
    visit { row, user in
      let rule = Int(place[row])
      guard rule >= 0 else { return }
      users[Int(fill[rule])] = user
      fill[rule] += 1
    }
    self.start = start
    self.users = users
  }

  /// What part of the bound depends on a rule's price, and how steeply it rises with it.
  private struct Height {
    var at: Double
    var value: Double
    var slope: Double
  }

  /// Moves the price of each rule once.
  /// - Parameter multipliers: of all rows, none negative.
  func settle(_ multipliers: inout [Double], shouldStop: () -> Bool) {
    var signed = zip(multipliers, dual.signs).map { $0 * $1 }
    var tables = TreeTables()
    dual.problem.withColumns { columns in
      signed.withUnsafeMutableBufferPointer { buffer in
        guard let price = buffer.baseAddress else { return }
        for (number, rule) in rules.enumerated() {
          if number % 1024 == 0 && shouldStop() { return }
          let row = Int(rule)
          let sign = dual.signs[row]
          let before = multipliers[row]
          func look(_ at: Double) -> Height {
            price[row] = sign * at
            return height(number, at, columns, price, &tables)
          }
          let here = look(before)
          let best = least(from: here, look)
          if best.value < here.value - 1e-9 * max(1, abs(here.value)) || best.slope == 0 {
            multipliers[row] = best.at
          }
          price[row] = sign * multipliers[row]
        }
      }
    }
  }

  private func height(
    _ number: Int, _ at: Double, _ columns: Columns, _ price: UnsafeMutablePointer<Double>,
    _ tables: inout TreeTables
  ) -> Height {
    let row = rules[number]
    let limit = dual.signs[Int(row)] * Double(dual.problem.rows[Int(row)].limit)
    var value = at * limit
    var used: Int64 = 0
    for slot in Int(start[number])..<Int(start[number + 1]) {
      let user = users[slot]
      if user >= 0 {
        let best = columns.best(Int(user), price)
        value += best.score
        used += columns.use(of: row, Int(user), best.option)
        continue
      }
      let tree = Int(~user)
      value += tables.solve(dual.forest, tree: tree, columns, price)
      let first = Int(dual.forest.treeStart[tree])
      for place in first..<Int(dual.forest.treeStart[tree + 1]) {
        used += columns.use(of: row, Int(dual.forest.nodes[place]), tables.stops[place - first])
      }
    }
    return Height(at: at, value: value, slope: limit - dual.signs[Int(row)] * Double(used))
  }

  /// The least height, by where the lines of both sides meet: the bound is convex in one price and made of lines.
  private func least(from here: Height, _ look: (Double) -> Height) -> Height {
    guard here.value.isFinite, here.slope != 0 else { return here }
    var low: Height
    var high: Height
    if here.slope > 0 {
      guard here.at > 0 else { return here }
      high = here
      low = look(0)
      if low.slope >= 0 { return low }
    } else {
      low = here
      var at = max(1, 2 * here.at)
      high = look(at)
      while high.slope < 0 {
        low = high
        at *= 4
        // What is broken at any price is not for prices to mend.
        guard at < 1e12 else { return here }
        high = look(at)
      }
    }
    for _ in 0..<40 where high.slope > 0 {
      var at = (low.value - low.slope * low.at - high.value + high.slope * high.at) / (high.slope - low.slope)
      if !(at > low.at && at < high.at) { at = (low.at + high.at) / 2 }
      guard at > low.at && at < high.at else { break }
      let line = low.value + low.slope * (at - low.at)
      let next = look(at)
      if next.slope == 0 { return next }
      if next.slope < 0 { low = next } else { high = next }
      if next.value <= line + 1e-9 * max(1, abs(line)) { return next }
    }
    return low.value < high.value ? low : high
  }
}

extension Columns {
  /// What an option uses of one row.
  fileprivate func use(of row: Int32, _ index: Int, _ option: Int) -> Int64 {
    let start = Int(optionStart[index])
    let first = isLadder[index] ? start : start + option
    var sum: Int64 = 0
    for use in Int(useStart[first])..<Int(useStart[start + option + 1]) where useRow[use] == row {
      sum += useAmount[use]
    }
    return sum
  }
}
