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

/// Mid-rank percentiles of one column within its cohorts.
///
/// The percentile of a value is the share of the cohort below it plus half the share that equals it, times
/// 100, so that the cohort's mean is 50 whatever the ties.
struct CohortPercentiles: Sendable {
  private let percentileOfRow: [Float]
  private let levelOfRow: [Int8]
  private let sizeOfRow: [Int32]
  private let levels: [[FactID]]

  init(column: FactColumn, cohorts: CohortIndex) {
    let rows = column.count
    var percentile = [Float](repeating: -1, count: rows)
    var level = [Int8](repeating: -1, count: rows)
    var size = [Int32](repeating: 0, count: rows)
    let values = CohortPercentiles.keys(column)
    var open = (0..<rows).filter { column.states[$0] == .known }.map(Int32.init)
    let known = open
    for (number, cohort) in cohorts.levels.enumerated() where !open.isEmpty {
      // Counting sort of the known rows by cohort, so that each cohort is one slice.
      var starts = [Int](repeating: 0, count: cohort.cohortCount + 1)
      for row in known where cohort.cohortOfRow[Int(row)] >= 0 {
        starts[Int(cohort.cohortOfRow[Int(row)]) + 1] += 1
      }
      for index in 1..<starts.count { starts[index] += starts[index - 1] }
      var fill = starts
      var sorted = [(value: Double, row: Int32)](repeating: (0, 0), count: starts[starts.count - 1])
      for row in known where cohort.cohortOfRow[Int(row)] >= 0 {
        let slot = Int(cohort.cohortOfRow[Int(row)])
        sorted[fill[slot]] = (values[Int(row)], row)
        fill[slot] += 1
      }
      for slot in 0..<cohort.cohortCount {
        let range = starts[slot]..<starts[slot + 1]
        guard range.count >= cohorts.minimumSize else { continue }
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
          }
          start = end
        }
      }
      open.removeAll { level[Int($0)] >= 0 }
    }
    for row in open { size[Int(row)] = Int32(known.count) }
    percentileOfRow = percentile
    levelOfRow = level
    sizeOfRow = size
    levels = cohorts.levels.map(\.facts)
  }

  private static func keys(_ column: FactColumn) -> [Double] {
    switch column.values {
    case .integers(let list): return list.map(Double.init)
    case .decimals(let list): return list
    case .categories: return Array(repeating: 0, count: column.count)
    }
  }

  /// The percentile, or nil when every cohort of the row is too small.
  func percentile(_ row: Int) -> Double? { levelOfRow[row] >= 0 ? Double(percentileOfRow[row]) : nil }

  func note(_ row: Int) -> CohortNote {
    let level = Int(levelOfRow[row])
    return CohortNote(facts: level >= 0 ? levels[level] : [], size: Int(sizeOfRow[row]), tooSmall: level < 0)
  }
}
