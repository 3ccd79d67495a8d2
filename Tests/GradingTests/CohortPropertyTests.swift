import PortfolioCore
import Testing

@testable import Grading

/// Percentiles within cohorts, against a reckoning that counts pairs.
@Suite struct CohortPropertyTests {
  private static let levels: [[FactID]] = [
    [.technologyField, .filingYear], [.technologyField], [.filingYear], [],
  ]

  private static let cases: [(seed: UInt64, rows: Int, minimum: Int)] = [
    (1, 20, 30), (2, 29, 30), (3, 30, 30), (4, 60, 30), (5, 240, 30), (6, 400, 5), (7, 700, 30), (8, 90, 2),
  ]

  private func table(_ seed: UInt64, _ count: Int) -> (rows: [GradingFixtures.Row], table: FactTable) {
    var random = SeededGenerator(seed: seed)
    let rows = GradingFixtures.rows(count, &random)
    return (rows, GradingFixtures.table(rows))
  }

  /// The rows with a known value that share the facts of a level with a row; nil when one is not known of it.
  private func cohort(of row: Int, _ level: [FactID], _ rows: [GradingFixtures.Row]) -> [Int]? {
    func key(_ row: GradingFixtures.Row) -> [String]? {
      var parts: [String] = []
      for fact in level {
        guard let part = row.words[fact] ?? row.numbers[fact].map({ "\($0)" }) else { return nil }
        parts.append(part)
      }
      return parts
    }
    guard let own = key(rows[row]) else { return nil }
    return rows.indices.filter { rows[$0].numbers[.citationsPerYear] != nil && key(rows[$0]) == own }
  }

  @Test(arguments: cases)
  func percentilesAreThoseOfCountedPairs(seed: UInt64, count: Int, minimum: Int) throws {
    let (rows, table) = table(seed, count)
    let column = try #require(table[.citationsPerYear])
    let index = CohortIndex.make(
      rule: CohortRule(levels: CohortPropertyTests.levels, minimumSize: minimum), table: table)
    let percentiles = CohortPercentiles(column: column, cohorts: index)
    let known = rows.indices.filter { rows[$0].numbers[.citationsPerYear] != nil }
    var usedLevels: Set<Int> = []
    for row in rows.indices {
      let comment: Comment = "seed \(seed), \(count) rows, row \(row)"
      guard let value = rows[row].numbers[.citationsPerYear] else {
        #expect(percentiles.percentile(row) == nil, comment)
        continue
      }
      // The narrowest level that is large enough decides.
      let level = CohortPropertyTests.levels.firstIndex { cohort(of: row, $0, rows)?.count ?? 0 >= minimum }
      let note = percentiles.note(row)
      #expect(note.tooSmall == (level == nil), comment)
      guard let level, let members = cohort(of: row, CohortPropertyTests.levels[level], rows) else {
        #expect(percentiles.percentile(row) == nil, comment)
        #expect(note.size == known.count, comment)
        continue
      }
      usedLevels.insert(level)
      #expect(note.facts == CohortPropertyTests.levels[level], comment)
      #expect(note.size == members.count, comment)
      let below = members.count { rows[$0].numbers[.citationsPerYear]! < value }
      let equal = members.count { rows[$0].numbers[.citationsPerYear]! == value }
      let expected = (Double(below) + Double(equal) / 2) / Double(members.count) * 100
      let found = try #require(percentiles.percentile(row))
      #expect(abs(found - expected) < 1e-4, comment)
    }
    #expect(usedLevels.isEmpty == (known.count < minimum), "seed \(seed)")
  }

  /// Over a whole cohort the mean is 50, whatever the ties.
  @Test(arguments: [(11, 200), (12, 333), (13, 31)] as [(UInt64, Int)])
  func theMeanOfACohortIsFifty(seed: UInt64, count: Int) throws {
    let (_, table) = table(seed, count)
    let column = try #require(table[.citationsPerYear])
    for level in [[FactID.technologyField], []] {
      // One level alone and the smallest of minimums: every cohort is compared within itself.
      let rule = CohortRule(levels: [level], minimumSize: 1)
      let index = CohortIndex.make(rule: rule, table: table)
      let percentiles = CohortPercentiles(column: column, cohorts: index)
      var sums: [Int32: (sum: Double, count: Int)] = [:]
      for row in 0..<table.count {
        guard let percentile = percentiles.percentile(row) else { continue }
        let cohort = index.levels[0].cohortOfRow[row]
        sums[cohort, default: (0, 0)].sum += percentile
        sums[cohort, default: (0, 0)].count += 1
      }
      #expect(sums.count >= (level.isEmpty ? 1 : 4))
      for (cohort, total) in sums {
        #expect(
          abs(total.sum / Double(total.count) - 50) < 1e-3, "seed \(seed), cohort \(cohort) of \(level)")
      }
    }
  }

  /// A better value never has the lower percentile within one cohort.
  @Test(arguments: [UInt64(21), 22, 23])
  func percentilesRiseWithTheValue(seed: UInt64) throws {
    let (rows, table) = table(seed, 150)
    let column = try #require(table[.citationsPerYear])
    let index = CohortIndex.make(rule: CohortRule(levels: [[]], minimumSize: 2), table: table)
    let percentiles = CohortPercentiles(column: column, cohorts: index)
    let sorted = rows.indices.filter { rows[$0].numbers[.citationsPerYear] != nil }
      .sorted { rows[$0].numbers[.citationsPerYear]! < rows[$1].numbers[.citationsPerYear]! }
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      let isEqual = rows[left].numbers[.citationsPerYear] == rows[right].numbers[.citationsPerYear]
      let (low, high) = (percentiles.percentile(left)!, percentiles.percentile(right)!)
      #expect(isEqual ? low == high : low < high, "seed \(seed)")
    }
  }
}
