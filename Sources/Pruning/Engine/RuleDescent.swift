internal import Foundation

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
  /// Where each turn begins in ``rules``; one more entry than turns. No two rules of a turn share a user, so that the
  /// prices of one turn move at the same time as if they moved one after the other.
  private let turns: [Int]
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
    let found = (0..<rowCount).filter { isRule[$0] }
    guard found.count >= leastRules, found.count < rowCount else { return nil }
    var place = [Int32](repeating: -1, count: rowCount)
    func lists(_ rows: [Int]) -> (start: [Int32], users: [Int32]) {
      var start: [Int32] = [0]
      for (number, row) in rows.enumerated() {
        place[row] = Int32(number)
        start.append(start[number] + counts[row])
      }
      var fill = start
      var users = [Int32](repeating: 0, count: Int(start[rows.count]))
      visit { row, user in
        let rule = Int(place[row])
        guard rule >= 0 else { return }
        users[Int(fill[rule])] = user
        fill[rule] += 1
      }
      return (start, users)
    }
    let stated = lists(found)
    let turnOf = Self.turns(stated.start, stated.users, problem.classCount, forest.treeCount)
    let order = found.indices.sorted { (turnOf[$0], $0) < (turnOf[$1], $1) }
    rules = order.map { Int32(found[$0]) }
    turns = order.indices.filter { $0 == 0 || turnOf[order[$0]] != turnOf[order[$0 - 1]] } + [order.count]
    (start, users) = lists(order.map { found[$0] })
  }

  /// Deals rules to turns so that no two of a turn share a user: each to the first turn that none of its users has.
  private static func turns(
    _ start: [Int32], _ users: [Int32], _ classCount: Int, _ treeCount: Int
  ) -> [Int] {
    var ofClass = [UInt64](repeating: 0, count: classCount)
    var ofTree = [UInt64](repeating: 0, count: treeCount)
    var alone = mostTurns
    return (0..<(start.count - 1)).map { rule in
      let mine = users[Int(start[rule])..<Int(start[rule + 1])]
      let taken = mine.reduce(UInt64(0)) { $0 | ($1 >= 0 ? ofClass[Int($1)] : ofTree[Int(~$1)]) }
      let turn = (~taken).trailingZeroBitCount
      guard turn < mostTurns else {
        // What meets too many others has a turn of its own.
        alone += 1
        return alone
      }
      for user in mine {
        if user >= 0 { ofClass[Int(user)] |= 1 << UInt64(turn) } else { ofTree[Int(~user)] |= 1 << UInt64(turn) }
      }
      return turn
    }
  }

  private static let mostTurns = 64

  /// What part of the bound depends on a rule's price, and how steeply it rises with it.
  private struct Height {
    var at: Double
    var value: Double
    var slope: Double
  }

  /// Moves the price of each rule once.
  /// - Parameter multipliers: of all rows, none negative.
  func settle(_ multipliers: inout [Double], shouldStop: @escaping @Sendable () -> Bool) {
    var signed = zip(multipliers, dual.signs).map { $0 * $1 }
    dual.problem.withColumns { columns in
      signed.withUnsafeMutableBufferPointer { signed in
        multipliers.withUnsafeMutableBufferPointer { multipliers in
          guard let price = signed.baseAddress, let multiplier = multipliers.baseAddress else { return }
          // Rules of one turn read and write different places.
          nonisolated(unsafe) let shared = (self, columns, price, multiplier)
          for turn in 0..<(turns.count - 1) {
            let rules = turns[turn]..<turns[turn + 1]
            let pieces = dual.threads > 1 ? max(1, rules.count / Self.rulesOfPiece) : 1
            let work: @Sendable (Int) -> Void = { piece in
              let (descent, columns, price, multiplier) = shared
              var tables = TreeTables()
              let first = rules.lowerBound + rules.count * piece / pieces
              for number in first..<(rules.lowerBound + rules.count * (piece + 1) / pieces) {
                if number % 64 == 0 && shouldStop() { return }
                descent.settle(number, multiplier, columns, price, &tables)
              }
            }
            if pieces > 1 {
              DispatchQueue.concurrentPerform(iterations: pieces) { work($0) }
            } else {
              work(0)
            }
          }
        }
      }
    }
  }

  /// How many rules of a turn are worth a thread of their own.
  private static let rulesOfPiece = 128

  private func settle(
    _ number: Int, _ multiplier: UnsafeMutablePointer<Double>, _ columns: Columns,
    _ price: UnsafeMutablePointer<Double>, _ tables: inout TreeTables
  ) {
    let row = Int(rules[number])
    let sign = dual.signs[row]
    let before = multiplier[row]
    func look(_ at: Double) -> Height {
      price[row] = sign * at
      return height(number, at, columns, price, &tables)
    }
    let here = look(before)
    let best = least(from: here, look)
    if best.value < here.value - 1e-9 * max(1, abs(here.value)) || best.slope == 0 {
      multiplier[row] = best.at
    }
    price[row] = sign * multiplier[row]
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
