/// A dual simplex method for small dense problems with bounded variables: maximise c·x, A·x + s = b.
///
/// Every variable has two finite bounds, so any basis is dual feasible once the others stand at the bound that
/// their reduced cost asks for. Rows can be added, bounds moved, the state saved and brought back; that is what
/// branch and cut needs. The inverse of the basis is kept explicitly.
///
/// Bound flipping ratio test: Maros, "Computational Techniques of the Simplex Method", 2003.
final class BoundedSimplex {
  enum Outcome {
    case optimal
    case infeasible
    /// Given up after too many steps; the multipliers are still multipliers.
    case unfinished
  }

  let columnCount: Int
  @exclusivity(unchecked) private(set) var rowCount = 0
  @exclusivity(unchecked) private var rowIndex: [[Int32]] = []
  @exclusivity(unchecked) private var rowValue: [[Double]] = []
  @exclusivity(unchecked) private var columns: [[(row: Int32, value: Double)]]
  private let cost: [Double]
  @exclusivity(unchecked) private var limit: [Double] = []

  @exclusivity(unchecked) private(set) var lower: [Double]
  @exclusivity(unchecked) private(set) var upper: [Double]
  /// Reduced costs of all variables; those of slacks are the multipliers, negated.
  @exclusivity(unchecked) private(set) var reduced: [Double]
  /// Position in the basis, or -1.
  @exclusivity(unchecked) private var position: [Int32]
  @exclusivity(unchecked) private var isAtUpper: [Bool]
  @exclusivity(unchecked) private var head: [Int32] = []
  @exclusivity(unchecked) private var inverse: [Double] = []
  @exclusivity(unchecked) private var stride = 0
  @exclusivity(unchecked) private var basic: [Double] = []
  @exclusivity(unchecked) private var pivots = 0

  @exclusivity(unchecked) private var alpha: [Double]
  @exclusivity(unchecked) private var column: [Double] = []

  init(cost: [Double], upper: [Double]) {
    columnCount = cost.count
    self.cost = cost
    columns = Array(repeating: [], count: cost.count)
    lower = Array(repeating: 0, count: cost.count)
    self.upper = upper
    reduced = cost
    position = Array(repeating: -1, count: cost.count)
    isAtUpper = cost.map { $0 > 0 }
    alpha = Array(repeating: 0, count: cost.count)
  }

  /// What can be saved and brought back while no row is added in between.
  struct State {
    fileprivate var lower, upper, reduced: [Double]
    fileprivate var position: [Int32]
    fileprivate var isAtUpper: [Bool]
    fileprivate var head: [Int32]
    fileprivate var inverse, basic: [Double]
    fileprivate var pivots: Int
  }

  var state: State {
    get {
      State(
        lower: lower, upper: upper, reduced: reduced, position: position, isAtUpper: isAtUpper, head: head,
        inverse: inverse, basic: basic, pivots: pivots)
    }
    set {
      lower = newValue.lower
      upper = newValue.upper
      reduced = newValue.reduced
      position = newValue.position
      isAtUpper = newValue.isAtUpper
      head = newValue.head
      inverse = newValue.inverse
      basic = newValue.basic
      pivots = newValue.pivots
    }
  }

  /// The value of a column.
  @inline(__always)
  func value(_ column: Int) -> Double {
    let place = position[column]
    return place >= 0 ? basic[Int(place)] : isAtUpper[column] ? upper[column] : lower[column]
  }

  /// The multiplier of a row, never negative.
  @inline(__always)
  func multiplier(_ row: Int) -> Double { max(0, -reduced[columnCount + row]) }

  func basicVariable(_ place: Int) -> Int { Int(head[place]) }

  /// Whether the row's slack is in the basis: the row does not bind.
  func isSlackBasic(_ row: Int) -> Bool { position[columnCount + row] >= 0 }

  /// Adds a row a·x ≤ limit, whose slack may grow to `room`. Its slack becomes basic.
  func addRow(_ indices: [Int32], _ values: [Double], limit: Double, room: Double) {
    let row = rowCount
    rowIndex.append(indices)
    rowValue.append(values)
    self.limit.append(limit)
    for (index, value) in zip(indices, values) { columns[Int(index)].append((Int32(row), value)) }
    lower.append(0)
    upper.append(max(0, room))
    reduced.append(0)
    position.append(Int32(row))
    isAtUpper.append(false)
    alpha.append(0)
    column.append(0)
    grow()
    // The new row of the inverse: less the row's coefficients of the basis times the inverse.
    var slack = limit
    for (index, value) in zip(indices, values) {
      slack -= value * self.value(Int(index))
      let place = position[Int(index)]
      guard place >= 0 else { continue }
      let from = Int(place) * stride
      for k in 0..<row { inverse[row * stride + k] -= value * inverse[from + k] }
    }
    inverse[row * stride + row] = 1
    head.append(Int32(columnCount + row))
    basic.append(slack)
    rowCount += 1
  }

  private func grow() {
    guard rowCount + 1 > stride else { return }
    let wider = max(16, stride * 2)
    var next = [Double](repeating: 0, count: wider * wider)
    for i in 0..<rowCount { for k in 0..<rowCount { next[i * wider + k] = inverse[i * stride + k] } }
    inverse = next
    stride = wider
  }

  /// Moves the bounds of variables; slacks are numbered after the columns.
  func setBounds(_ changes: [(variable: Int, lower: Double, upper: Double)]) {
    var isMoved = false
    for row in 0..<rowCount { column[row] = 0 }
    for change in changes {
      let variable = change.variable
      let old = position[variable] >= 0 ? 0 : (isAtUpper[variable] ? upper[variable] : lower[variable])
      lower[variable] = change.lower
      upper[variable] = change.upper
      guard position[variable] < 0 else { continue }
      if reduced[variable] > 1e-11 { isAtUpper[variable] = true }
      if reduced[variable] < -1e-11 { isAtUpper[variable] = false }
      let new = isAtUpper[variable] ? upper[variable] : lower[variable]
      if new != old {
        isMoved = true
        addColumn(variable, new - old)
      }
    }
    guard isMoved else { return }
    applyColumn()
  }

  /// Adds a multiple of a variable's column, as it stands in the basis, to `column`.
  private func addColumn(_ variable: Int, _ factor: Double) {
    let count = rowCount
    let stride = self.stride
    inverse.withUnsafeBufferPointer { inverse in
      column.withUnsafeMutableBufferPointer { column in
        func add(_ row: Int, _ value: Double) {
          var i = 0
          var at = row
          while i < count {
            column[i] += value * inverse[at]
            at += stride
            i += 1
          }
        }
        if variable >= columnCount {
          add(variable - columnCount, factor)
        } else {
          for entry in columns[variable] { add(Int(entry.row), entry.value * factor) }
        }
      }
    }
  }

  private func applyColumn() {
    for row in 0..<rowCount { basic[row] -= column[row] }
  }

  /// Computes the row of the tableau at a position of the basis: `alpha` of all variables that are not basic.
  private func computeAlpha(_ place: Int) {
    let count = rowCount
    let stride = self.stride
    alpha.withUnsafeMutableBufferPointer { alpha in
      inverse.withUnsafeBufferPointer { inverse in
        for index in 0..<columnCount { alpha[index] = 0 }
        for row in 0..<count {
          let rho = inverse[place * stride + row]
          alpha[columnCount + row] = rho
          if abs(rho) < 1e-14 { continue }
          rowIndex[row].withUnsafeBufferPointer { indices in
            rowValue[row].withUnsafeBufferPointer { values in
              var k = 0
              while k < indices.count {
                alpha[Int(indices[k])] += rho * values[k]
                k += 1
              }
            }
          }
        }
      }
    }
  }

  private func pivot(_ place: Int, entering: Int) {
    let count = rowCount
    let stride = self.stride
    inverse.withUnsafeMutableBufferPointer { inverse in
      column.withUnsafeBufferPointer { column in
        let factor = 1 / column[place]
        let base = place * stride
        for k in 0..<count { inverse[base + k] *= factor }
        var i = 0
        while i < count {
          let value = column[i]
          if i != place && abs(value) > 1e-15 {
            let at = i * stride
            var k = 0
            while k < count {
              inverse[at + k] -= value * inverse[base + k]
              k += 1
            }
          }
          i += 1
        }
      }
    }
    let leaving = Int(head[place])
    position[leaving] = -1
    position[entering] = Int32(place)
    head[place] = Int32(entering)
    pivots += 1
  }

  /// Brings columns into the basis for rows that will bind, so that the first solve starts near its end.
  /// - Parameter prices: a guess of each row's multiplier.
  func crash(_ prices: [Double], _ losses: [Double]) {
    var isUsed = [Bool](repeating: false, count: columnCount)
    for row in 0..<min(rowCount, prices.count) where prices[row] > 0 {
      let place = Int(position[columnCount + row])
      guard place >= 0 else { continue }
      computeAlpha(place)
      var best = -1
      var bestScore = 0.0
      var largest = 0.0
      for index in 0..<columnCount where position[index] < 0 && !isUsed[index] {
        largest = max(largest, abs(alpha[index]))
      }
      for index in 0..<columnCount where position[index] < 0 && !isUsed[index] && upper[index] > lower[index]
      {
        let size = abs(alpha[index])
        guard size > 0.02 * largest, size > 1e-6 else { continue }
        let score = size / (losses[index] + 1e-6)
        if score > bestScore {
          bestScore = score
          best = index
        }
      }
      guard best >= 0 else { continue }
      isUsed[best] = true
      for k in 0..<rowCount { column[k] = 0 }
      addColumn(best, 1)
      pivot(place, entering: best)
    }
    refresh()
  }

  /// Computes the inverse, reduced costs and values anew.
  func refresh() {
    let count = rowCount
    guard invert() else { return }
    var y = [Double](repeating: 0, count: count)
    for place in 0..<count {
      let variable = Int(head[place])
      guard variable < columnCount, cost[variable] != 0 else { continue }
      for k in 0..<count { y[k] += cost[variable] * inverse[place * stride + k] }
    }
    for index in 0..<columnCount {
      var value = cost[index]
      for entry in columns[index] { value -= y[Int(entry.row)] * entry.value }
      reduced[index] = position[index] >= 0 ? 0 : value
    }
    for row in 0..<count { reduced[columnCount + row] = position[columnCount + row] >= 0 ? 0 : -y[row] }
    for variable in 0..<(columnCount + count) where position[variable] < 0 {
      if reduced[variable] > 1e-11 { isAtUpper[variable] = true }
      if reduced[variable] < -1e-11 { isAtUpper[variable] = false }
    }
    var right = limit
    for variable in 0..<(columnCount + count) where position[variable] < 0 {
      let value = isAtUpper[variable] ? upper[variable] : lower[variable]
      if value == 0 { continue }
      if variable >= columnCount {
        right[variable - columnCount] -= value
      } else {
        for entry in columns[variable] { right[Int(entry.row)] -= entry.value * value }
      }
    }
    for place in 0..<count {
      var sum = 0.0
      for k in 0..<count { sum += inverse[place * stride + k] * right[k] }
      basic[place] = sum
    }
    pivots = 0
  }

  /// Inverts the basis by elimination with row pivots; a singular basis gives way to slacks.
  private func invert() -> Bool {
    let count = rowCount
    var work = [Double](repeating: 0, count: count * count)
    for place in 0..<count {
      let variable = Int(head[place])
      if variable >= columnCount {
        work[(variable - columnCount) * count + place] = 1
      } else {
        for entry in columns[variable] { work[Int(entry.row) * count + place] = entry.value }
      }
    }
    var result = [Double](repeating: 0, count: count * count)
    for k in 0..<count { result[k * count + k] = 1 }
    var isDone = [Bool](repeating: false, count: count)
    var rowOf = [Int](repeating: -1, count: count)
    var failed: [Int] = []
    work.withUnsafeMutableBufferPointer { work in
      result.withUnsafeMutableBufferPointer { result in
        for place in 0..<count {
          var pivotRow = -1
          var size = 1e-9
          for row in 0..<count where !isDone[row] && abs(work[row * count + place]) > size {
            size = abs(work[row * count + place])
            pivotRow = row
          }
          guard pivotRow >= 0 else {
            failed.append(place)
            continue
          }
          isDone[pivotRow] = true
          rowOf[place] = pivotRow
          let factor = 1 / work[pivotRow * count + place]
          for k in 0..<count {
            work[pivotRow * count + k] *= factor
            result[pivotRow * count + k] *= factor
          }
          for row in 0..<count where row != pivotRow {
            let value = work[row * count + place]
            if value == 0 { continue }
            for k in 0..<count {
              work[row * count + k] -= value * work[pivotRow * count + k]
              result[row * count + k] -= value * result[pivotRow * count + k]
            }
          }
        }
      }
    }
    if !failed.isEmpty {
      var free = (0..<count).filter { !isDone[$0] }
      for place in failed {
        position[Int(head[place])] = -1
        let slack = columnCount + free.removeLast()
        head[place] = Int32(slack)
        position[slack] = Int32(place)
      }
      return invert()
    }
    for place in 0..<count {
      for k in 0..<count { inverse[place * stride + k] = result[rowOf[place] * count + k] }
    }
    return true
  }

  /// Solves from the present basis.
  func solve(limit maximum: Int = 2000) -> Outcome {
    var candidates: [(ratio: Double, variable: Int32)] = []
    for _ in 0..<maximum {
      if pivots >= 120 { refresh() }
      guard let (place, delta, sign) = leaving() else {
        return .optimal
      }
      computeAlpha(place)
      candidates.removeAll(keepingCapacity: true)
      for variable in 0..<(columnCount + rowCount) where position[variable] < 0 {
        let value = sign * alpha[variable]
        guard abs(value) > 1e-9, upper[variable] > lower[variable] else { continue }
        if isAtUpper[variable] ? value < 0 : value > 0 {
          candidates.append((max(0, -reduced[variable] / value), Int32(variable)))
        }
      }
      guard let (entering, flips) = choose(&candidates, delta) else {
        if pivots > 0 {
          refresh()
          guard let again = leaving(), again.place == place else { continue }
        }
        return .infeasible
      }
      let theta = max(0, -reduced[entering] / (sign * alpha[entering]))
      for k in 0..<rowCount { column[k] = 0 }
      if !flips.isEmpty {
        for variable in flips {
          let width = upper[variable] - lower[variable]
          addColumn(variable, isAtUpper[variable] ? -width : width)
          isAtUpper[variable].toggle()
        }
        applyColumn()
        for k in 0..<rowCount { column[k] = 0 }
      }
      if theta != 0 {
        for variable in 0..<(columnCount + rowCount) where position[variable] < 0 {
          reduced[variable] += theta * sign * alpha[variable]
        }
      }
      addColumn(entering, 1)
      let leavingVariable = Int(head[place])
      let bound = sign > 0 ? upper[leavingVariable] : lower[leavingVariable]
      if abs(column[place] - alpha[entering]) > 1e-6 * max(1, abs(column[place]))
        || abs(column[place]) < 1e-10
      {
        if pivots == 0 { return .unfinished }
        refresh()
        continue
      }
      let step = (basic[place] - bound) / column[place]
      let start = isAtUpper[entering] ? upper[entering] : lower[entering]
      for k in 0..<rowCount { basic[k] -= step * column[k] }
      basic[place] = start + step
      pivot(place, entering: entering)
      reduced[leavingVariable] = sign * theta
      isAtUpper[leavingVariable] = sign > 0
      reduced[entering] = 0
    }
    return .unfinished
  }

  /// The basic variable that is furthest outside its bounds, measured along its edge.
  private func leaving() -> (place: Int, delta: Double, sign: Double)? {
    var best: (place: Int, delta: Double, sign: Double)?
    var bestScore = 0.0
    for place in 0..<rowCount {
      let variable = Int(head[place])
      let above = basic[place] - upper[variable]
      let below = lower[variable] - basic[place]
      let delta = max(above, below)
      guard delta > 1e-8 else { continue }
      var weight = 0.0
      for k in 0..<rowCount { weight += inverse[place * stride + k] * inverse[place * stride + k] }
      let score = delta * delta / max(weight, 1e-12)
      if score > bestScore {
        bestScore = score
        best = (place, delta, above > below ? 1 : -1)
      }
    }
    return best
  }

  /// Passes breakpoints while the violated row can still gain by flipping bounds; takes the sturdiest pivot
  /// among the last ties. Nil when the row cannot be mended.
  private func choose(
    _ candidates: inout [(ratio: Double, variable: Int32)], _ delta: Double
  ) -> (entering: Int, flips: [Int])? {
    guard !candidates.isEmpty else { return nil }
    candidates.sort { ($0.ratio, $0.variable) < ($1.ratio, $1.variable) }
    var slope = delta
    var last = 0
    while last < candidates.count {
      let variable = Int(candidates[last].variable)
      slope -= abs(alpha[variable]) * (upper[variable] - lower[variable])
      if slope < 0 { break }
      last += 1
    }
    guard last < candidates.count else { return slope > 1e-8 ? nil : tail(candidates) }
    var entering = last
    var index = last
    let ratio = candidates[last].ratio
    while index < candidates.count && candidates[index].ratio <= ratio + 1e-12 {
      if abs(alpha[Int(candidates[index].variable)]) > abs(alpha[Int(candidates[entering].variable)]) {
        entering = index
      }
      index += 1
    }
    index = last - 1
    while index >= 0 && candidates[index].ratio >= ratio - 1e-12 {
      if abs(alpha[Int(candidates[index].variable)]) > 10 * abs(alpha[Int(candidates[entering].variable)]) {
        entering = index
      }
      index -= 1
    }
    let stop = min(entering, last)
    return (Int(candidates[entering].variable), candidates[..<stop].map { Int($0.variable) })
  }

  private func tail(_ candidates: [(ratio: Double, variable: Int32)]) -> (entering: Int, flips: [Int])? {
    guard let end = candidates.last else { return nil }
    return (Int(end.variable), candidates.dropLast().map { Int($0.variable) })
  }
}
