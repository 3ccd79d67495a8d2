/// Mends and improves plans of a core by single changes.
struct CoreSearch {
  private let core: CoreProblem
  private let prices: [Double]
  private let scale: [Double]

  init(_ core: CoreProblem, prices: [Double]) {
    self.core = core
    self.prices = prices
    var scale = [Double](repeating: 1, count: core.limits.count)
    for options in core.classes {
      for option in options {
        for use in option.uses { scale[Int(use.row)] = max(scale[Int(use.row)], abs(Double(use.amount))) }
      }
    }
    self.scale = scale
  }

  /// Makes choices feasible and then better.
  /// - Returns: whether they are feasible.
  func improve(_ choices: inout [Int], isAllowed: [[Bool]]) -> Bool {
    var left = core.limits
    for (index, choice) in choices.enumerated() {
      for use in core.classes[index][choice].uses { left[Int(use.row)] -= use.amount }
    }
    func violation() -> Double {
      left.indices.reduce(0) { $0 + Double(max(0, -left[$1])) / scale[$1] }
    }
    func move(_ index: Int, _ option: Int) {
      for use in core.classes[index][choices[index]].uses { left[Int(use.row)] += use.amount }
      for use in core.classes[index][option].uses { left[Int(use.row)] -= use.amount }
      choices[index] = option
    }
    func score(_ option: CoreProblem.Option) -> Double {
      option.uses.reduce(Double(option.value)) { $0 - prices[Int($1.row)] * Double($1.amount) }
    }
    var broken = violation()
    var rounds = 0
    while broken > 0 {
      rounds += 1
      if rounds > 4 * core.classes.count + 20 { return false }
      var best: (index: Int, option: Int, ratio: Double)?
      for index in core.classes.indices {
        let current = choices[index]
        let own = score(core.classes[index][current])
        for option in core.classes[index].indices where option != current && isAllowed[index][option] {
          move(index, option)
          let gain = broken - violation()
          move(index, current)
          guard gain > 1e-12 else { continue }
          let ratio = max(1e-9, own - score(core.classes[index][option])) / gain
          if best.map({ ratio < $0.ratio }) ?? true { best = (index, option, ratio) }
        }
      }
      guard let best else { return false }
      move(best.index, best.option)
      broken = violation()
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      var best: (index: Int, option: Int, gain: Double)?
      for index in core.classes.indices {
        let current = choices[index]
        for option in core.classes[index].indices where option != current && isAllowed[index][option] {
          let gain = core.classes[index][option].value - core.classes[index][current].value
          guard gain > 0 else { continue }
          move(index, option)
          let fits = left.allSatisfy { $0 >= 0 }
          move(index, current)
          if fits, best.map({ Double(gain) > $0.gain }) ?? true { best = (index, option, Double(gain)) }
        }
      }
      if let best {
        move(best.index, best.option)
        isChanged = true
      }
    }
    return true
  }
}
