public import PortfolioCore

/// The cohort that a value was compared with.
public struct CohortNote: Sendable, Equatable {
  /// The facts that the cohort's rights have in common with the right; empty for the whole portfolio.
  public let facts: [FactID]
  /// The number of rights with a known value, the right included.
  public let size: Int
  /// True when even the whole portfolio was smaller than the minimum and the absolute bands were used.
  public let tooSmall: Bool
}

/// Which cohort each right belongs to, at every level of the rule.
struct CohortIndex: Sendable {
  struct Level: Sendable {
    let facts: [FactID]
    /// A cohort number a row; -1 when one of the facts is not known.
    let cohortOfRow: [Int32]
    let cohortCount: Int
  }

  let levels: [Level]
  let minimumSize: Int

  static func make(rule: CohortRule, table: FactTable) -> CohortIndex {
    let levels = rule.levels.map { facts -> Level in
      var numbers = [Int32](repeating: 0, count: table.count)
      var count = 1
      for fact in facts {
        let (codes, size) = dense(table[fact], rows: table.count)
        var seen: [Int64: Int32] = [:]
        for row in 0..<table.count {
          guard numbers[row] >= 0, codes[row] >= 0 else {
            numbers[row] = -1
            continue
          }
          let key = Int64(numbers[row]) * Int64(size) + Int64(codes[row])
          if let known = seen[key] {
            numbers[row] = known
          } else {
            let next = Int32(seen.count)
            seen[key] = next
            numbers[row] = next
          }
        }
        count = seen.count
      }
      return Level(facts: facts, cohortOfRow: numbers, cohortCount: count)
    }
    return CohortIndex(levels: levels, minimumSize: rule.minimumSize)
  }

  /// The values of a column as numbers 0 ..< size; -1 where not known.
  private static func dense(_ column: FactColumn?, rows: Int) -> ([Int32], Int) {
    guard let column else { return (Array(repeating: -1, count: rows), 1) }
    var codes = [Int32](repeating: -1, count: rows)
    switch column.values {
    case .categories(let values, let names):
      for row in 0..<rows where column.states[row] == .known { codes[row] = values[row] }
      return (codes, max(names.count, 1))
    case .integers(let values):
      var numbers: [Int32: Int32] = [:]
      for row in 0..<rows where column.states[row] == .known {
        let next = Int32(numbers.count)
        codes[row] = numbers[values[row]] ?? next
        if codes[row] == next { numbers[values[row]] = next }
      }
      return (codes, max(numbers.count, 1))
    case .decimals: return (codes, 1)
    }
  }
}

/// Cohorts and percentiles of one fact table, made once for any number of models with the same rule.
///
/// Used while engines are prepared, by one thread.
public final class CohortCache {
  private let table: FactTable
  private var indexes: [CohortRule: CohortIndex] = [:]
  private var columns: [CohortRule: [FactID: CohortPercentiles]] = [:]

  /// A cache for a table.
  public init(_ table: FactTable) { self.table = table }

  func percentiles(_ fact: FactID, rule: CohortRule) -> CohortPercentiles? {
    if let known = columns[rule]?[fact] { return known }
    guard let column = table[fact] else { return nil }
    let index = indexes[rule] ?? CohortIndex.make(rule: rule, table: table)
    indexes[rule] = index
    let made = CohortPercentiles(column: column, cohorts: index)
    columns[rule, default: [:]][fact] = made
    return made
  }
}

/// Mid-rank percentiles of one column within its cohorts.
///
/// The percentile of a value is the share of the cohort below it plus half the share that equals it, times
/// 100, so that the cohort's mean is 50 whatever the ties.
struct CohortPercentiles: Sendable {
  private let column: FactColumn
  private let cohorts: CohortIndex
  private let percentileOfRow: [Float]
  private let levelOfRow: [Int8]
  private let sizeOfRow: [Int32]

  init(column: FactColumn, cohorts: CohortIndex) {
    let rows = column.count
    var percentile = [Float](repeating: -1, count: rows)
    var level = [Int8](repeating: -1, count: rows)
    var size = [Int32](repeating: 0, count: rows)
    let values = CohortPercentiles.keys(column)
    let known = (0..<rows).filter { column.states[$0] == .known }.map(Int32.init)
    var open = known.count
    for (number, cohort) in cohorts.levels.enumerated() where open > 0 {
      // Counting sort of the known rows by cohort, so that each cohort is one slice.
      var sizes = [Int](repeating: 0, count: cohort.cohortCount)
      var waiting = sizes
      for row in known {
        let slot = Int(cohort.cohortOfRow[Int(row)])
        guard slot >= 0 else { continue }
        sizes[slot] += 1
        if level[Int(row)] < 0 { waiting[slot] += 1 }
      }
      var starts = [Int](repeating: -1, count: cohort.cohortCount)
      var total = 0
      for slot in sizes.indices where sizes[slot] >= cohorts.minimumSize && waiting[slot] > 0 {
        starts[slot] = total
        total += sizes[slot]
      }
      var fill = starts
      var sorted = [RankedValue](repeating: RankedValue(value: 0, row: 0), count: total)
      for row in known {
        let slot = Int(cohort.cohortOfRow[Int(row)])
        guard slot >= 0, starts[slot] >= 0 else { continue }
        sorted[fill[slot]] = RankedValue(value: values[Int(row)], row: row)
        fill[slot] += 1
      }
      for slot in starts.indices where starts[slot] >= 0 {
        let range = starts[slot]..<(starts[slot] + sizes[slot])
        sorted[range].sort { $0.value < $1.value }
        var start = range.lowerBound
        while start < range.upperBound {
          var end = start + 1
          while end < range.upperBound, sorted[end].value == sorted[start].value { end += 1 }
          let middle = Double(start - range.lowerBound) + Double(end - start) / 2
          let share = Float(middle / Double(range.count) * 100)
          for index in start..<end where level[Int(sorted[index].row)] < 0 {
            let row = Int(sorted[index].row)
            percentile[row] = share
            level[row] = Int8(number)
            size[row] = Int32(range.count)
            open -= 1
          }
          start = end
        }
      }
    }
    for row in known where level[Int(row)] < 0 { size[Int(row)] = Int32(known.count) }
    self.column = column
    self.cohorts = cohorts
    percentileOfRow = percentile
    levelOfRow = level
    sizeOfRow = size
  }

  private struct RankedValue {
    var value: Double
    var row: Int32
  }

  private static func keys(_ column: FactColumn) -> [Double] {
    switch column.values {
    case .integers(let list): return list.map(Double.init)
    case .decimals(let list): return list
    case .categories: return Array(repeating: 0, count: column.count)
    }
  }

  /// The percentile, or nil when every cohort of the row is too small.
  @inline(__always)
  func percentile(_ row: Int) -> Double? { levelOfRow[row] >= 0 ? Double(percentileOfRow[row]) : nil }

  /// The percentile that another value would have in the row's cohort, the row's own value taken out of it;
  /// nil when every cohort of the row is too small.
  func percentile(of value: Double, row: Int) -> Double? {
    let slots: [Int32]
    let slot: Int32
    if levelOfRow[row] >= 0 {
      slots = cohorts.levels[Int(levelOfRow[row])].cohortOfRow
      slot = slots[row]
    } else {
      // A row whose value is not known would be compared at the first level that is large enough with it.
      guard column.states[row] != .known,
        let level = cohorts.levels.first(where: { level in
          level.cohortOfRow[row] >= 0 && members(level, level.cohortOfRow[row]) + 1 >= cohorts.minimumSize
        })
      else { return nil }
      slots = level.cohortOfRow
      slot = slots[row]
    }
    var below = 0.0
    var size = 1.0
    for other in slots.indices where other != row && slots[other] == slot {
      guard let known = column.number(other) else { continue }
      size += 1
      if known < value { below += 1 } else if known == value { below += 0.5 }
    }
    return (below + 0.5) / size * 100
  }

  private func members(_ level: CohortIndex.Level, _ slot: Int32) -> Int {
    column.states.indices.count { column.states[$0] == .known && level.cohortOfRow[$0] == slot }
  }

  func note(_ row: Int) -> CohortNote {
    let level = Int(levelOfRow[row])
    return CohortNote(
      facts: level >= 0 ? cohorts.levels[level].facts : [], size: Int(sizeOfRow[row]), tooSmall: level < 0)
  }
}
