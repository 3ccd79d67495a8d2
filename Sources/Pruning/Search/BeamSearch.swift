/// Finds good plans of a core with few rows: class by class, the large changes first, keeping the partial plans that
/// promise most.
///
/// A partial plan promises what it is worth so far, the price of the room it leaves, and the best of the classes to
/// come. That is a bound under any prices; under the least of several it is one that also knows how much room the
/// classes to come can do without, or use up, and at what loss. What is left over at the end is small because the
/// small changes come last.
struct BeamSearch {
  /// How many partial plans are kept.
  var width = 2500
  /// The most rows for which the work pays.
  static let mostRows = 12
  var shouldStop: () -> Bool = { false }

  private let core: CoreProblem
  private let rowCount: Int
  /// Several prices of the rows, one after the other.
  private let prices: [Double]
  private let priceCount: Int

  /// - Parameters:
  ///   - given: prices of the core's rows.
  ///   - threshold: the greatest loss under them of an option of the core.
  init(_ core: CoreProblem, prices given: [Double], threshold: Double) {
    self.core = core
    rowCount = core.limits.count
    // How far prices must move to make the changes of the core pay: the denser the core, the less.
    var moved = 0.0
    for options in core.classes {
      for row in given.indices {
        let uses = options.map { $0.use(of: row) }
        moved += given[row] * Double((uses.max() ?? 0) - (uses.min() ?? 0))
      }
    }
    let unit = min(0.2, threshold * Double(core.classes.count) / max(1, moved))
    var prices = given
    for row in given.indices where given[row] > 0 {
      for spread in [0.3, 1, 3, 10] {
        for factor in [max(0, 1 - spread * unit), 1 + spread * unit] {
          var other = given
          other[row] = given[row] * factor
          prices += other
        }
      }
    }
    self.prices = prices
    priceCount = rowCount == 0 ? 0 : prices.count / rowCount
  }

  /// The options of one class, spread out.
  private struct Step {
    var index: Int
    var options: [Int]
    var values: [Int64]
    var uses: [Int64]
    var size: Double
  }

  /// Partial plans of one length.
  private struct Level {
    var value: [Int64] = []
    var room: [Int64] = []
    var before: [Int32] = []
    var option: [Int32] = []
  }

  /// A plan worth more than a floor; nil when none is met.
  func best(above floor: Int64) -> [Int]? {
    guard let (level, steps, trail) = run(above: floor),
      let at = level.value.indices.max(by: { level.value[$0] < level.value[$1] }), level.value[at] > floor
    else { return nil }
    let choices = choices(at, steps, trail)
    return core.isFeasible(choices) ? choices : nil
  }

  /// The plans worth more than a floor that are met, the best first, no more than the beam is wide.
  func all(above floor: Int64) -> [[Int]] {
    guard let (level, steps, trail) = run(above: floor) else { return [] }
    return level.value.indices.sorted { (level.value[$0], $1) > (level.value[$1], $0) }
      .filter { level.value[$0] > floor }
      .map { choices($0, steps, trail) }
      .filter { core.isFeasible($0) }
  }

  private typealias Trail = [(before: [Int32], option: [Int32])]

  private func run(above floor: Int64) -> (level: Level, steps: [Step], trail: Trail)? {
    guard rowCount > 0, rowCount <= Self.mostRows, !core.classes.isEmpty else { return nil }
    let steps = makeSteps()
    let (ahead, least) = suffixes(steps)
    var level = Level(value: [0], room: core.limits, before: [-1], option: [-1])
    var trail: Trail = []
    for (place, step) in steps.enumerated() {
      if shouldStop() { return nil }
      let next = extend(
        level, step, Array(ahead[(place + 1) * priceCount..<(place + 2) * priceCount]),
        Array(least[(place + 1) * rowCount..<(place + 2) * rowCount]), floor)
      guard !next.value.isEmpty else { return nil }
      trail.append((next.before, next.option))
      level = next
    }
    return (level, steps, trail)
  }

  private func choices(_ end: Int, _ steps: [Step], _ trail: Trail) -> [Int] {
    var at = end
    var choices = [Int](repeating: 0, count: core.classes.count)
    for (place, step) in steps.enumerated().reversed() {
      choices[step.index] = step.options[Int(trail[place].option[at])]
      at = Int(trail[place].before[at])
    }
    return choices
  }

  private func makeSteps() -> [Step] {
    core.classes.enumerated().map { index, options in
      var uses = [Int64](repeating: 0, count: options.count * rowCount)
      for (option, entry) in options.enumerated() {
        for use in entry.uses { uses[option * rowCount + Int(use.row)] = use.amount }
      }
      var size = 0.0
      for row in 0..<rowCount {
        let own = options.indices.map { uses[$0 * rowCount + row] }
        size += prices[row] * Double((own.max() ?? 0) - (own.min() ?? 0))
      }
      return Step(
        index: index, options: Array(options.indices), values: options.map(\.value), uses: uses, size: size)
    }.sorted { $0.size != $1.size ? $0.size > $1.size : $0.index < $1.index }
  }

  /// For each place: under each of the prices the best of the classes from there on, and their least uses.
  private func suffixes(_ steps: [Step]) -> (ahead: [Double], least: [Int64]) {
    var ahead = [Double](repeating: 0, count: (steps.count + 1) * priceCount)
    var least = [Int64](repeating: 0, count: (steps.count + 1) * rowCount)
    for place in steps.indices.reversed() {
      let step = steps[place]
      for number in 0..<priceCount {
        var best = -Double.infinity
        for option in step.options.indices {
          var score = Double(step.values[option])
          for row in 0..<rowCount {
            score -= prices[number * rowCount + row] * Double(step.uses[option * rowCount + row])
          }
          best = max(best, score)
        }
        ahead[place * priceCount + number] = ahead[(place + 1) * priceCount + number] + best
      }
      for row in 0..<rowCount {
        let own = step.options.indices.map { step.uses[$0 * rowCount + row] }.min() ?? 0
        least[place * rowCount + row] = least[(place + 1) * rowCount + row] + own
      }
    }
    return (ahead, least)
  }

  private func extend(
    _ level: Level, _ step: Step, _ ahead: [Double], _ least: [Int64], _ floor: Int64
  ) -> Level {
    let rows = rowCount
    let target = Double(floor) + 0.5
    var promise: [(promise: Double, from: Int32, option: Int32)] = []
    promise.reserveCapacity(level.value.count * step.options.count)
    prices.withUnsafeBufferPointer { prices in
      level.room.withUnsafeBufferPointer { room in
        step.uses.withUnsafeBufferPointer { uses in
          ahead.withUnsafeBufferPointer { ahead in
            least.withUnsafeBufferPointer { least in
              withUnsafeTemporaryAllocation(of: Double.self, capacity: rows) { left in
                for from in level.value.indices {
                  for option in step.options.indices {
                    var isOpen = true
                    for row in 0..<rows {
                      let rest = room[from * rows + row] - uses[option * rows + row]
                      if rest < least[row] { isOpen = false }
                      left[row] = Double(rest)
                    }
                    if !isOpen { continue }
                    let value = Double(level.value[from] + step.values[option])
                    var most = Double.infinity
                    for number in 0..<priceCount {
                      var sum = value + ahead[number]
                      for row in 0..<rows { sum += prices[number * rows + row] * left[row] }
                      if sum < most {
                        most = sum
                        if most <= target { break }
                      }
                    }
                    if most > target { promise.append((most, Int32(from), Int32(option))) }
                  }
                }
              }
            }
          }
        }
      }
    }
    if promise.count > width { Self.keepFirst(&promise, width) }
    var next = Level()
    next.value.reserveCapacity(promise.count)
    next.room.reserveCapacity(promise.count * rows)
    for entry in promise {
      let from = Int(entry.from)
      let option = Int(entry.option)
      next.value.append(level.value[from] + step.values[option])
      for row in 0..<rows { next.room.append(level.room[from * rows + row] - step.uses[option * rows + row]) }
      next.before.append(entry.from)
      next.option.append(entry.option)
    }
    return next
  }

  /// Keeps those that promise most, in the order in which they came.
  private static func keepFirst(
    _ list: inout [(promise: Double, from: Int32, option: Int32)], _ count: Int
  ) {
    var sorted = list.map(\.promise)
    // The promise that just stays in, by halving about pivots.
    var low = 0
    var high = sorted.count - 1
    while low < high {
      let pivot = sorted[(low + high) / 2]
      var i = low
      var j = high
      while i <= j {
        while sorted[i] > pivot { i += 1 }
        while sorted[j] < pivot { j -= 1 }
        if i <= j {
          sorted.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if count - 1 <= j { high = j } else if count - 1 >= i { low = i } else { break }
    }
    let limit = sorted[count - 1]
    var ties = count
    for entry in list where entry.promise > limit { ties -= 1 }
    list = list.filter { entry in
      if entry.promise > limit { return true }
      guard entry.promise == limit, ties > 0 else { return false }
      ties -= 1
      return true
    }
  }
}
