/// The linear relaxation of a core with its cuts, over the options other than each class's base.
///
/// The row that says "at most one option of this class" is added only for classes that break it: the others
/// stand at their base.
final class CoreRelaxation {
  let core: CoreProblem
  let base: [Int]
  let simplex: BoundedSimplex
  /// The column of each option; -1 for the base.
  let columnOf: [[Int]]
  /// The class of each column.
  private let classOfColumn: [Int]
  /// The row that holds a class together, or -1.
  @exclusivity(unchecked) private(set) var classRow: [Int]
  private(set) var cuts: [CoverCut] = []
  private var rowScale: [Double] = []
  private var rowLimit: [Double] = []
  /// Values are divided by this.
  let valueScale: Double
  let baseValue: Int64
  /// Options still allowed, by class.
  @exclusivity(unchecked) private(set) var isAllowed: [[Bool]]
  /// Rows of limits and cuts: all but the rows of classes.
  private var boundRows: [Int] = []

  init(_ core: CoreProblem, base: [Int]) {
    self.core = core
    self.base = base
    var columnOf: [[Int]] = []
    var costs: [Double] = []
    var largest: Int64 = 1
    for (index, options) in core.classes.enumerated() {
      columnOf.append(
        options.indices.map { option in
          guard option != base[index] else { return -1 }
          let difference = options[option].value - options[base[index]].value
          largest = max(largest, abs(difference))
          costs.append(Double(difference))
          return costs.count - 1
        })
    }
    self.columnOf = columnOf
    classOfColumn = columnOf.enumerated().flatMap { index, columns in
      columns.filter { $0 >= 0 }.map { _ in index }
    }
    let scale = Double(largest)
    valueScale = scale
    baseValue = core.value(base)
    simplex = BoundedSimplex(
      cost: costs.map { $0 / scale }, upper: [Double](repeating: 1, count: costs.count))
    classRow = [Int](repeating: -1, count: core.classes.count)
    isAllowed = core.classes.map { $0.map { _ in true } }
    var left = core.limits
    var entries = [[(Int32, Int64)]](repeating: [], count: core.limits.count)
    for (index, options) in core.classes.enumerated() {
      for use in options[base[index]].uses { left[Int(use.row)] -= use.amount }
      for (option, column) in columnOf[index].enumerated() where column >= 0 {
        for (row, difference) in Self.difference(options[option].uses, options[base[index]].uses) {
          entries[row].append((Int32(column), difference))
        }
      }
    }
    for row in core.limits.indices { addScaled(entries[row], limit: left[row]) }
  }

  private static func difference(
    _ left: [CoreProblem.Use], _ right: [CoreProblem.Use]
  ) -> [(row: Int, amount: Int64)] {
    CoreProblem.tidy(left + right.map { CoreProblem.Use(row: $0.row, amount: -$0.amount) })
      .map { (Int($0.row), $0.amount) }
  }

  private func addScaled(_ entries: [(Int32, Int64)], limit: Int64) {
    let largest = Double(entries.reduce(Int64(1)) { max($0, abs($1.1)) })
    let lowest = entries.reduce(0.0) { $0 + min(0, Double($1.1)) }
    boundRows.append(simplex.rowCount)
    rowScale.append(largest)
    rowLimit.append(Double(limit))
    simplex.addRow(
      entries.map(\.0), entries.map { Double($0.1) / largest }, limit: Double(limit) / largest,
      room: (Double(limit) - lowest) / largest)
  }

  func add(_ cut: CoverCut) {
    cuts.append(cut)
    var limit = cut.limit
    var entries: [(Int32, Int64)] = []
    for term in cut.terms {
      let base = term.coefficients[self.base[term.index]]
      limit -= base
      for (option, coefficient) in term.coefficients.enumerated() where coefficient != base {
        let column = columnOf[term.index][option]
        if column >= 0 { entries.append((Int32(column), coefficient - base)) }
      }
    }
    addScaled(entries, limit: limit)
  }

  /// Makes sure that a class has the row that holds it together.
  func hold(_ index: Int) {
    guard classRow[index] < 0 else { return }
    let columns = columnOf[index].filter { $0 >= 0 }
    classRow[index] = simplex.rowCount
    rowScale.append(1)
    rowLimit.append(1)
    simplex.addRow(
      columns.map { Int32($0) }, columns.map { _ in 1 }, limit: 1, room: isAllowed[index][base[index]] ? 1 : 0
    )
  }

  /// Solves, adding rows of classes until none is broken.
  func solve(limit: Int = 3000) -> BoundedSimplex.Outcome {
    for _ in 0..<200 {
      let outcome = simplex.solve(limit: limit)
      guard outcome == .optimal else { return outcome }
      var broken: [Int] = []
      for index in core.classes.indices where classRow[index] < 0 && core.classes[index].count > 2 {
        var sum = 0.0
        for column in columnOf[index] where column >= 0 { sum += simplex.value(column) }
        if sum > 1 + 1e-7 { broken.append(index) }
      }
      if broken.isEmpty { return .optimal }
      for index in broken { hold(index) }
    }
    return .unfinished
  }

  /// Says which options are allowed from now on.
  func allow(_ wanted: [[Bool]]) {
    var changes: [(variable: Int, lower: Double, upper: Double)] = []
    for index in core.classes.indices where wanted[index] != isAllowed[index] {
      let isBase = wanted[index][base[index]]
      let columns = columnOf[index].indices.filter { columnOf[index][$0] >= 0 }
      if !isBase && columns.count > 1 { hold(index) }
      isAllowed[index] = wanted[index]
      for option in columns {
        let upper = wanted[index][option] ? 1.0 : 0
        changes.append((columnOf[index][option], isBase || columns.count > 1 ? 0 : upper, upper))
      }
      if classRow[index] >= 0 {
        changes.append((simplex.columnCount + classRow[index], 0, isBase ? 1 : 0))
      }
    }
    if !changes.isEmpty { simplex.setBounds(changes) }
  }

  /// The classes whose options share the weight, in their order.
  func fractionalClasses() -> [Int] {
    Set(simplex.fractionalColumns().map { classOfColumn[$0] }).sorted()
  }

  func setAllowed(_ allowed: [[Bool]]) { isAllowed = allowed }

  /// The weight of each option of a class.
  func weights(_ index: Int) -> [Double] {
    var rest = 1.0
    var weights = columnOf[index].map { column -> Double in
      guard column >= 0 else { return 0 }
      let value = min(1, max(0, simplex.value(column)))
      rest -= value
      return value
    }
    weights[base[index]] = max(0, rest)
    return weights
  }

  /// A bound that the present multipliers prove whatever their errors, and what each class gives to it.
  /// - Returns: the bound in units of value; `scores[i][o]`, by how much option o falls short of its class's
  ///   best, in units of value.
  func bound(_ shortfall: inout [[Double]]) -> Double {
    var total = 0.0
    for row in boundRows {
      let multiplier = simplex.signedMultiplier(row)
      total += multiplier * rowLimit[row] / rowScale[row]
      // A slack at its upper bound has a negative multiplier and gives its room.
      if multiplier < 0 { total -= multiplier * simplex.upper[simplex.columnCount + row] }
    }
    for index in core.classes.indices {
      // Reduced costs know the multiplier of the class's own row; the best of a class does not need it.
      let own = classRow[index] >= 0 ? simplex.signedMultiplier(classRow[index]) : 0
      var best = isAllowed[index][base[index]] ? 0 : -Double.infinity
      for (option, column) in columnOf[index].enumerated() where column >= 0 && isAllowed[index][option] {
        best = max(best, simplex.price(column) + own)
      }
      total += best
      for (option, column) in columnOf[index].enumerated() {
        let score = column >= 0 ? simplex.price(column) + own : 0
        shortfall[index][option] = isAllowed[index][option] ? (best - score) * valueScale : Double.infinity
      }
    }
    return total * valueScale + Double(baseValue)
  }

  /// The multipliers of the core's own rows, in value for each unit of use.
  func multipliers() -> [Double] {
    core.limits.indices.map { simplex.multiplier(boundRows[$0]) * valueScale / rowScale[boundRows[$0]] }
  }

  /// Whether a cut binds.
  func isBinding(cut: Int) -> Bool { !simplex.isSlackBasic(boundRows[core.limits.count + cut]) }
}
