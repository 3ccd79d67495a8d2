/// What is left of a core once options are out: classes with one option are fixed, rows that cannot break are
/// dropped.
struct CorePart {
  private(set) var core: CoreProblem
  private(set) var base: [Int]
  private(set) var prices: [Double]
  private(set) var fixedValue: Int64 = 0
  /// The whole core's class of each class, and its option of each option.
  private var classOf: [Int]
  private var optionOf: [[Int]]
  /// The whole core's choices where they are fixed.
  private var fixed: [Int]

  init(_ core: CoreProblem, base: [Int], prices: [Double]) {
    self.core = core
    self.base = base
    self.prices = prices
    classOf = Array(core.classes.indices)
    optionOf = core.classes.map { Array($0.indices) }
    fixed = base
  }

  /// The whole core's choices for a plan of this part.
  func expand(_ plan: [Int]) -> [Int] {
    var choices = fixed
    for (index, option) in plan.enumerated() { choices[classOf[index]] = optionOf[index][option] }
    return choices
  }

  /// The part without the options that are not allowed; nil when a class has none left.
  func shrunk(to isAllowed: [[Bool]], weights: [[Double]]) -> CorePart? {
    var part = self
    part.core.classes = []
    part.base = []
    part.classOf = []
    part.optionOf = []
    for (index, options) in core.classes.enumerated() {
      let kept = options.indices.filter { isAllowed[index][$0] }
      guard let first = kept.first else { return nil }
      if kept.count == 1 {
        part.fixed[classOf[index]] = optionOf[index][first]
        part.fixedValue += options[first].value
        for use in options[first].uses { part.core.limits[Int(use.row)] -= use.amount }
        continue
      }
      part.core.classes.append(kept.map { options[$0] })
      part.classOf.append(classOf[index])
      part.optionOf.append(kept.map { optionOf[index][$0] })
      var most = 0
      if index < weights.count {
        for (place, option) in kept.enumerated() where weights[index][option] > weights[index][kept[most]] {
          most = place
        }
      }
      part.base.append(most)
    }
    part.dropIdleRows()
    return part
  }

  private mutating func dropIdleRows() {
    var most = [Int64](repeating: 0, count: core.limits.count)
    for options in core.classes {
      var range: [Int32: (most: Int64, count: Int)] = [:]
      for option in options {
        for use in option.uses {
          let old = range[use.row] ?? (use.amount, 0)
          range[use.row] = (max(old.most, use.amount), old.count + 1)
        }
      }
      for (row, entry) in range {
        most[Int(row)] += entry.count < options.count ? max(0, entry.most) : entry.most
      }
    }
    var newRow = [Int32](repeating: -1, count: core.limits.count)
    var limits: [Int64] = []
    var kept: [Double] = []
    for row in core.limits.indices where most[row] > core.limits[row] {
      newRow[row] = Int32(limits.count)
      limits.append(core.limits[row])
      kept.append(row < prices.count ? prices[row] : 0)
    }
    core.limits = limits
    prices = kept
    for index in core.classes.indices {
      for option in core.classes[index].indices {
        core.classes[index][option].uses = core.classes[index][option].uses.compactMap {
          newRow[Int($0.row)] < 0 ? nil : CoreProblem.Use(row: newRow[Int($0.row)], amount: $0.amount)
        }
      }
    }
  }
}
