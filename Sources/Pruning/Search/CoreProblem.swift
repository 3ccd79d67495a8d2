/// A small problem in the open: classes with all their options, rows that are budgets all of them.
///
/// A core is made from a larger problem by fixing most of its classes; families come as one class each.
struct CoreProblem {
  /// A use of a row.
  struct Use {
    var row: Int32
    var amount: Int64
  }
  /// An option: its value and what it uses, each row once, in the order of the rows.
  struct Option {
    var value: Int64
    var uses: [Use]
    /// What the option stands for; the maker's business.
    var tag: Int32 = 0

    func use(of row: Int) -> Int64 {
      for use in uses where use.row == Int32(row) { return use.amount }
      return 0
    }
  }

  /// The limit of each row.
  var limits: [Int64]
  var classes: [[Option]]

  var optionCount: Int { classes.reduce(0) { $0 + $1.count } }

  func value(_ choices: [Int]) -> Int64 {
    var sum: Int64 = 0
    for (index, choice) in choices.enumerated() { sum += classes[index][choice].value }
    return sum
  }

  func isFeasible(_ choices: [Int]) -> Bool {
    var left = limits
    for (index, choice) in choices.enumerated() {
      for use in classes[index][choice].uses { left[Int(use.row)] -= use.amount }
    }
    return left.allSatisfy { $0 >= 0 }
  }

  /// All plans' values differ by multiples of this.
  var valueStep: Int64 {
    var step: Int64 = 0
    for options in classes {
      guard let first = options.first else { continue }
      for option in options.dropFirst() { step = Self.divisor(step, abs(option.value - first.value)) }
    }
    return max(1, step)
  }

  static func divisor(_ left: Int64, _ right: Int64) -> Int64 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  /// Takes out options that cost at least as much as another and are worth no more.
  mutating func dropDominated() {
    for index in classes.indices where classes[index].count > 1 {
      let options = classes[index]
      // The most valuable first, the lighter first among equals: nothing is beaten by what comes after it,
      // but for equals in value, which do no harm.
      let weight = options.map { $0.uses.reduce(0.0) { $0 + Double($1.amount) } }
      let order = options.indices.sorted {
        options[$0].value != options[$1].value
          ? options[$0].value > options[$1].value : weight[$0] != weight[$1] ? weight[$0] < weight[$1] : $0 < $1
      }
      var kept: [Int] = []
      for option in order where !kept.contains(where: { Self.usesNoMore(options[$0].uses, options[option].uses) }) {
        kept.append(option)
      }
      if kept.count < options.count { classes[index] = kept.sorted().map { options[$0] } }
    }
  }

  private static func usesNoMore(_ left: [Use], _ right: [Use]) -> Bool {
    var a = 0
    var b = 0
    while a < left.count || b < right.count {
      let leftRow = a < left.count ? left[a].row : Int32.max
      let rightRow = b < right.count ? right[b].row : Int32.max
      let l = leftRow <= rightRow ? left[a].amount : 0
      let r = rightRow <= leftRow ? right[b].amount : 0
      if l > r { return false }
      if leftRow <= rightRow { a += 1 }
      if rightRow <= leftRow { b += 1 }
    }
    return true
  }

  /// Sums up uses of one row and brings them into order.
  static func tidy(_ uses: [Use]) -> [Use] {
    var sorted = uses.sorted { $0.row < $1.row }
    var count = 0
    for use in sorted {
      if count > 0 && sorted[count - 1].row == use.row {
        sorted[count - 1].amount += use.amount
      } else {
        sorted[count] = use
        count += 1
      }
    }
    sorted.removeLast(sorted.count - count)
    return sorted.filter { $0.amount != 0 }
  }
}
