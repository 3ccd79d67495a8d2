/// Solves a core of one row by a dynamic program over an expanding core (Pisinger 1995, 1997).
///
/// All classes start at the solution of the linear relaxation. Classes join one after the other, those first
/// whose change of option costs least; a state is a weight and a value, and is dropped when another is no
/// heavier and no worse, or when even the best changes of the classes to come cannot lift it above the best
/// plan known.
struct SingleCap {
  var shouldStop: () -> Bool = { false }
  /// The most states that may live at once.
  var stateLimit = 20_000_000

  struct Result {
    var choices: [Int]?
    var value: Int64?
    var isComplete: Bool
    var bound: Int64
  }

  private struct Change {
    var option: Int32
    var weight: Int64
    var value: Int64
  }

  private struct Entry {
    var index: Int
    var changes: [Change]
    /// The best value gained for each unit of weight added, and the least lost for each unit taken off.
    var gain: Double
    var loss: Double
    var distance: Double
  }

  /// The states, and how each came about.
  private struct States {
    var weight: [Int64] = []
    var value: [Int64] = []
    var trace: [Int32] = []
  }

  private struct Step {
    var before: Int32
    var place: Int32
    var option: Int32
  }

  func solve(_ core: CoreProblem, floor: Int64?) -> Result {
    var limit = core.limits.first ?? 0
    let uses = core.classes.map { options in options.map { $0.use(of: 0) } }
    for list in uses { limit -= list.min() ?? 0 }
    guard limit >= 0 else {
      return Result(choices: nil, value: nil, isComplete: true, bound: floor ?? Int64.min / 4)
    }
    let (base, slope) = relaxation(core, uses)
    var weight: Int64 = 0
    var value: Int64 = 0
    for (index, list) in uses.enumerated() {
      weight += list[base[index]] - (list.min() ?? 0)
      value += core.classes[index][base[index]].value
    }
    let entries = order(core, uses, base, slope)
    var best = floor ?? Int64.min / 4
    var bestTrace: (place: Int, trace: Int32)?
    var steps: [Step] = []
    var states = States(weight: [weight], value: [value], trace: [-1])
    if weight <= limit && value > best {
      best = value
      bestTrace = (0, -1)
    }
    // What the classes still to come can do at best.
    var gains = [Double](repeating: 0, count: entries.count + 1)
    var losses = [Double](repeating: .infinity, count: entries.count + 1)
    for place in stride(from: entries.count - 1, through: 0, by: -1) {
      gains[place] = max(gains[place + 1], entries[place].gain)
      losses[place] = min(losses[place + 1], entries[place].loss)
    }
    let room = slope * Double(limit - weight)
    for (place, entry) in entries.enumerated() {
      if states.weight.isEmpty { break }
      if shouldStop() || states.weight.count > stateLimit {
        let bound = reach(states, limit, gains[place], losses[place])
        return finish(
          core, base, entries, steps, bestTrace, best, floor, isComplete: false, bound: max(best, bound))
      }
      // A change whose own loss falls below the best plan cannot be part of a better one.
      let changes = entry.changes.filter {
        Self.reaches(room - slope * Double($0.weight) + Double($0.value), least: best + 1 - value)
      }
      if changes.isEmpty { continue }
      var next = states
      for change in changes {
        next = merge(next, states, change, place, &steps)
      }
      for position in next.weight.indices where next.weight[position] <= limit && next.value[position] > best
      {
        best = next.value[position]
        bestTrace = (place, next.trace[position])
      }
      states = prune(next, limit, best, gains[place + 1], losses[place + 1])
      if steps.count > 30_000_000 { compact(&steps, &states, &bestTrace) }
    }
    return finish(core, base, entries, steps, bestTrace, best, floor, isComplete: true, bound: best)
  }

  /// The multiplier at which the relaxation's weight passes the limit, and the options below it.
  private func relaxation(_ core: CoreProblem, _ uses: [[Int64]]) -> (base: [Int], slope: Double) {
    struct Increment {
      var index: Int
      var option: Int
      var weight: Int64
      var value: Int64
    }
    var increments: [Increment] = []
    var base: [Int] = []
    var left = core.limits.first ?? 0
    for (index, list) in uses.enumerated() {
      let options = core.classes[index]
      let sorted = list.indices.sorted {
        list[$0] != list[$1]
          ? list[$0] < list[$1]
          : options[$0].value != options[$1].value ? options[$0].value > options[$1].value : $0 < $1
      }
      var hull: [Int] = []
      for option in sorted {
        guard let last = hull.last else {
          hull.append(option)
          continue
        }
        if options[option].value <= options[last].value { continue }
        while hull.count >= 2 {
          let a = hull[hull.count - 2]
          let b = hull[hull.count - 1]
          let first = Double(options[b].value - options[a].value) * Double(list[option] - list[b])
          let second = Double(options[option].value - options[b].value) * Double(list[b] - list[a])
          if first > second { break }
          hull.removeLast()
        }
        if let last = hull.last, list[last] == list[option] { hull.removeLast() }
        hull.append(option)
      }
      base.append(hull[0])
      left -= list[hull[0]]
      for (before, after) in zip(hull, hull.dropFirst()) {
        increments.append(
          Increment(
            index: index, option: after, weight: list[after] - list[before],
            value: options[after].value - options[before].value))
      }
    }
    increments.sort {
      let a = Double($0.value) / Double($0.weight)
      let b = Double($1.value) / Double($1.weight)
      return a != b ? a > b : $0.index < $1.index
    }
    for increment in increments {
      if increment.weight > left { return (base, Double(increment.value) / Double(increment.weight)) }
      left -= increment.weight
      base[increment.index] = increment.option
    }
    return (base, 0)
  }

  private func order(
    _ core: CoreProblem, _ uses: [[Int64]], _ base: [Int], _ slope: Double
  ) -> [Entry] {
    var entries: [Entry] = []
    for (index, options) in core.classes.enumerated() {
      let own = base[index]
      var entry = Entry(index: index, changes: [], gain: 0, loss: .infinity, distance: .infinity)
      for option in options.indices where option != own {
        let weight = uses[index][option] - uses[index][own]
        let value = options[option].value - options[own].value
        if weight >= 0 && value <= 0 { continue }
        entry.changes.append(Change(option: Int32(option), weight: weight, value: value))
        if weight > 0 {
          entry.gain = max(entry.gain, Double(value) / Double(weight))
        } else if weight < 0 {
          entry.loss = min(entry.loss, max(0, Double(value) / Double(weight)))
        }
      }
      guard !entry.changes.isEmpty else { continue }
      entry.distance = min(
        entry.gain > 0 ? max(0, slope - entry.gain) : .infinity, max(0, entry.loss - slope))
      entries.append(entry)
    }
    entries.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.index < $1.index }
    return Self.balanced(entries)
  }

  /// Entries that add and entries that take off, by turns: the row is filled by both, and where many changes cost
  /// alike, such as where values are the weights, one kind after the other would fill it last of all.
  private static func balanced(_ entries: [Entry]) -> [Entry] {
    let adding = entries.filter { $0.gain > 0 }
    let taking = entries.filter { $0.gain <= 0 }
    var result: [Entry] = []
    result.reserveCapacity(entries.count)
    for place in 0..<max(adding.count, taking.count) {
      if place < adding.count { result.append(adding[place]) }
      if place < taking.count { result.append(taking[place]) }
    }
    return result
  }

  /// Adds all states changed by one option; both lists in the order of weights, dominated states left out.
  private func merge(
    _ left: States, _ right: States, _ change: Change, _ place: Int, _ steps: inout [Step]
  ) -> States {
    var result = States()
    let count = left.weight.count + right.weight.count
    result.weight.reserveCapacity(count)
    result.value.reserveCapacity(count)
    result.trace.reserveCapacity(count)
    var a = 0
    var b = 0
    var last = Int64.min
    left.weight.withUnsafeBufferPointer { leftWeight in
      right.weight.withUnsafeBufferPointer { rightWeight in
        while a < leftWeight.count || b < rightWeight.count {
          let isLeft: Bool
          if a < leftWeight.count && b < rightWeight.count {
            let other = rightWeight[b] + change.weight
            isLeft =
              leftWeight[a] != other
              ? leftWeight[a] < other : left.value[a] >= right.value[b] + change.value
          } else {
            isLeft = a < leftWeight.count
          }
          if isLeft {
            if left.value[a] > last {
              last = left.value[a]
              result.weight.append(leftWeight[a])
              result.value.append(last)
              result.trace.append(left.trace[a])
            }
            a += 1
          } else {
            let value = right.value[b] + change.value
            if value > last {
              last = value
              result.weight.append(rightWeight[b] + change.weight)
              result.value.append(value)
              result.trace.append(Int32(truncatingIfNeeded: steps.count))
              steps.append(Step(before: right.trace[b], place: Int32(place), option: change.option))
            }
            b += 1
          }
        }
      }
    }
    return result
  }

  private func prune(_ states: States, _ limit: Int64, _ best: Int64, _ gain: Double, _ loss: Double)
    -> States
  {
    var result = states
    var count = 0
    for position in states.weight.indices {
      let room = limit - states.weight[position]
      let more = room >= 0 ? Double(room) * gain : loss.isInfinite ? -.infinity : Double(room) * loss
      guard Self.reaches(more, least: best + 1 - states.value[position]) else { continue }
      result.weight[count] = states.weight[position]
      result.value[count] = states.value[position]
      result.trace[count] = states.trace[position]
      count += 1
    }
    result.weight.removeLast(result.weight.count - count)
    result.value.removeLast(result.value.count - count)
    result.trace.removeLast(result.trace.count - count)
    return result
  }

  /// Whether so much more comes to what is wanted at least, or may do so but for rounding: a state too many costs
  /// little, and one too few could be the best.
  @inline(__always)
  private static func reaches(_ more: Double, least: Int64) -> Bool {
    let wanted = Double(least)
    return more >= wanted - 1e-6 - roundingPart * (abs(more) + abs(wanted))
  }

  /// What a few roundings of a number of 53 bits come to.
  private static let roundingPart = 2e-15

  private func reach(_ states: States, _ limit: Int64, _ gain: Double, _ loss: Double) -> Int64 {
    var most = -Double.infinity
    for position in states.weight.indices {
      let room = Double(limit - states.weight[position])
      most = max(
        most,
        Double(states.value[position])
          + (room >= 0 ? room * gain : loss.isInfinite ? -.infinity : room * loss))
    }
    guard most.isFinite else { return Int64.min / 4 }
    return Int64(min((most + 1e-6 + Self.roundingPart * 4 * abs(most)).rounded(.down), 0x1p62))
  }

  /// Forgets the steps that no living state came by.
  private func compact(
    _ steps: inout [Step], _ states: inout States, _ best: inout (place: Int, trace: Int32)?
  ) {
    var isLive = [Bool](repeating: false, count: steps.count)
    func mark(_ trace: Int32) {
      var at = trace
      while at >= 0 && !isLive[Int(at)] {
        isLive[Int(at)] = true
        at = steps[Int(at)].before
      }
    }
    for trace in states.trace { mark(trace) }
    if let best { mark(best.trace) }
    var moved = [Int32](repeating: -1, count: steps.count)
    var kept: [Step] = []
    for position in steps.indices where isLive[position] {
      var step = steps[position]
      if step.before >= 0 { step.before = moved[Int(step.before)] }
      moved[position] = Int32(kept.count)
      kept.append(step)
    }
    for position in states.trace.indices where states.trace[position] >= 0 {
      states.trace[position] = moved[Int(states.trace[position])]
    }
    if let old = best, old.trace >= 0 { best?.trace = moved[Int(old.trace)] }
    steps = kept
  }

  private func finish(
    _ core: CoreProblem, _ base: [Int], _ entries: [Entry], _ steps: [Step],
    _ bestTrace: (place: Int, trace: Int32)?, _ best: Int64, _ floor: Int64?, isComplete: Bool, bound: Int64
  ) -> Result {
    guard let bestTrace else { return Result(choices: nil, value: nil, isComplete: isComplete, bound: bound) }
    var choices = base
    var at = bestTrace.trace
    while at >= 0 {
      let step = steps[Int(at)]
      choices[entries[Int(step.place)].index] = Int(step.option)
      at = step.before
    }
    return Result(choices: choices, value: core.value(choices), isComplete: isComplete, bound: bound)
  }
}
