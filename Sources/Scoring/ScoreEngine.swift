public import PortfolioCore

/// A score of a right: its value, and what unknown facts leave open.
public struct ScoreValue: Sendable, Equatable {
  /// The value; nil where a fact that it needs is not known.
  public let value: Double?
  /// The least and greatest value that unknown facts allow; nil where even that cannot be said.
  public let range: ClosedRange<Double>?
}

/// A part of a score as it came out for a right.
public struct ScoredPart: Sendable {
  /// The part's id.
  public let id: String
  /// Its name.
  public let title: BilingualText
  /// Its weight.
  public let weight: Double
  /// What came out before the weight.
  public let score: ScoreValue
  /// The fact of a leaf.
  public let fact: FactID?
  /// The number that the fact was measured by, with the rights of its cohort: a winsorised maximum or a mean.
  public let cohort: (measure: Double, size: Int)?
  /// Inner parts.
  public let parts: [ScoredPart]
}

/// Scores a fact table by a set of formulas. ``parts(_:row:)`` gives the parts that ``score(_:row:)`` is made of.
public struct ScoreEngine: Sendable {
  /// The set.
  public let model: ScoreSet
  /// The facts.
  public let table: FactTable
  private let cohorts: [String: CohortMeasures]

  /// An engine. Facts that the table lacks count as unknown for every right.
  public init(model: ScoreSet, table: FactTable) {
    self.model = model
    self.table = table
    var cohorts: [String: CohortMeasures] = [:]
    let numbers = CohortNumbers(model.cohort, table: table)
    for score in model.scores {
      ScoreEngine.eachLeaf(score.formula) { leaf in
        guard let key = ScoreEngine.cohortKey(leaf), cohorts[key] == nil else { return }
        cohorts[key] = CohortMeasures(leaf, numbers: numbers, table: table)
      }
    }
    self.cohorts = cohorts
  }

  private static func eachLeaf(_ formula: ScoreSet.Formula, _ body: (ScoreSet.Leaf) -> Void) {
    switch formula {
    case .leaf(let leaf): body(leaf)
    case .together(_, let parts): for part in parts { eachLeaf(part.formula, body) }
    }
  }

  private static func cohortKey(_ leaf: ScoreSet.Leaf) -> String? {
    switch leaf.scale {
    case .shareOfCohort(let percentile), .restOfCohort(let percentile):
      return "\(leaf.fact.name) \(percentile)"
    case .ratioToMean: return leaf.fact.name + " mean"
    default: return nil
    }
  }

  /// Whether the set scores a right: nil where its kind is not known.
  public func covers(row: Int) -> Bool? {
    table[.rightKind]?.category(row).map { kind in model.appliesTo.contains { $0.rawValue == kind } }
  }

  /// A score of a right.
  public func score(_ index: Int, row: Int) -> ScoreValue {
    let score = model.scores[index]
    let found = evaluate(score.formula, row)?.score ?? ScoreValue(value: nil, range: nil)
    return ScoreValue(
      value: found.value.map { $0 * score.multiple },
      range: found.range.map { $0.lowerBound * score.multiple...$0.upperBound * score.multiple })
  }

  /// The parts of a score of a right, before the score's multiple.
  public func parts(_ index: Int, row: Int) -> [ScoredPart] {
    evaluate(model.scores[index].formula, row)?.parts ?? []
  }

  private struct Evaluation {
    var score: ScoreValue
    var fact: FactID?
    var cohort: (measure: Double, size: Int)?
    var parts: [ScoredPart] = []
  }

  /// Nil where the part falls away.
  private func evaluate(_ formula: ScoreSet.Formula, _ row: Int) -> Evaluation? {
    switch formula {
    case .leaf(let leaf): return evaluate(leaf, row)
    case .together(let combination, let parts):
      var scored: [ScoredPart] = []
      for part in parts {
        guard let found = evaluate(part.formula, row) else { continue }
        scored.append(
          ScoredPart(
            id: part.id, title: part.title, weight: part.weight, score: found.score, fact: found.fact,
            cohort: found.cohort, parts: found.parts))
      }
      guard !scored.isEmpty else { return nil }
      let values = scored.map(\.score.value)
      let lows = scored.map { $0.score.range?.lowerBound }
      let highs = scored.map { $0.score.range?.upperBound }
      let weights = scored.map(\.weight)
      let low = ScoreEngine.combined(combination, lows, weights)
      let high = ScoreEngine.combined(combination, highs, weights)
      var range: ClosedRange<Double>?
      if let low, let high { range = min(low, high)...max(low, high) }
      return Evaluation(
        score: ScoreValue(value: ScoreEngine.combined(combination, values, weights), range: range),
        parts: scored)
    }
  }

  /// Nil as soon as one value is not known; but nothing times anything is nothing.
  static func combined(
    _ combination: ScoreSet.Combination, _ values: [Double?], _ weights: [Double]
  ) -> Double? {
    if combination == .product, values.contains(0) { return 0 }
    var known: [Double] = []
    for value in values {
      guard let value else { return nil }
      known.append(value)
    }
    switch combination {
    case .sum, .mean:
      let sum = zip(known, weights).reduce(0) { $0 + $1.0 * $1.1 }
      return combination == .sum ? sum : sum / weights.reduce(0, +)
    case .product: return known.reduce(1, *)
    case .greatest: return known.max()
    }
  }

  private func evaluate(_ leaf: ScoreSet.Leaf, _ row: Int) -> Evaluation? {
    let column = table[leaf.fact]
    if column?.states[row] == .notApplicable, leaf.isLeftOutWhenNotApplicable { return nil }
    var evaluation = Evaluation(score: ScoreValue(value: nil, range: leaf.whenUnknown), fact: leaf.fact)
    var found: Double?
    switch leaf.scale {
    case .table(let table): found = column?.category(row).flatMap { table[$0] }
    case .value: found = column?.number(row)
    case .step(let above, let atMost):
      found = column?.number(row).map { $0 > above && $0 <= atMost ?? .infinity ? 1 : 0 }
    case .curve(let points): found = column?.number(row).map { ScoreEngine.value($0, on: points) }
    case .shareOfCohort, .restOfCohort, .ratioToMean:
      guard let number = column?.number(row), let key = ScoreEngine.cohortKey(leaf),
        let cohort = cohorts[key]?.measure(row)
      else { break }
      evaluation.cohort = cohort
      // Where the whole cohort has nothing, nobody has less than others.
      let share = cohort.measure > 0 ? number / cohort.measure : 0
      switch leaf.scale {
      case .ratioToMean: found = share
      case .restOfCohort: found = 1 - min(share, 1)
      default: found = min(share, 1)
      }
    }
    if let found { evaluation.score = ScoreValue(value: found, range: found...found) }
    return evaluation
  }

  static func value(_ x: Double, on points: [(x: Double, y: Double)]) -> Double {
    guard let last = points.lastIndex(where: { $0.x <= x }) else { return points[0].y }
    guard last + 1 < points.count else { return points[last].y }
    let (a, b) = (points[last], points[last + 1])
    return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
  }
}

/// Which cohort each right belongs to, level by level: made once for all leaves.
struct CohortNumbers: Sendable {
  /// A number a row for each level; -1 where one of the level's facts is not known.
  let levels: [[Int32]]
  /// How many cohorts each level has.
  let counts: [Int]
  /// The fewest rights with a known value.
  let minimumSize: Int

  init(_ cohort: ScoreSet.Cohort, table: FactTable) {
    var levels: [[Int32]] = []
    var counts: [Int] = []
    for facts in cohort.levels {
      var numbers = [Int32](repeating: 0, count: table.count)
      var count = 1
      for fact in facts {
        var seen: [CohortKey: Int32] = [:]
        for row in 0..<table.count where numbers[row] >= 0 {
          guard let value = CohortNumbers.value(table[fact], row) else {
            numbers[row] = -1
            continue
          }
          let key = CohortKey(cohort: numbers[row], value: value)
          let next = seen[key] ?? Int32(seen.count)
          seen[key] = next
          numbers[row] = next
        }
        count = seen.count
      }
      levels.append(numbers)
      counts.append(count)
    }
    self.levels = levels
    self.counts = counts
    minimumSize = cohort.minimumSize
  }

  private struct CohortKey: Hashable {
    let cohort: Int32
    let value: UInt64
  }

  /// The code of a word or the bits of a number; nil where not known.
  private static func value(_ column: FactColumn?, _ row: Int) -> UInt64? {
    guard let column, column.states[row] == .known else { return nil }
    switch column.values {
    case .categories(let codes, _): return UInt64(bitPattern: Int64(codes[row]))
    case .integers(let values): return UInt64(bitPattern: Int64(values[row]))
    case .decimals(let values): return values[row].bitPattern
    }
  }
}

/// The winsorised maximum or the mean of a fact in the narrowest cohort of each right that is large enough.
struct CohortMeasures: Sendable {
  private var measures: [Double] = []
  private var sizes: [Int] = []
  private var cohortOfRow: [Int32]

  /// Nil for a row whose cohorts are all too small, or whose value is not known.
  func measure(_ row: Int) -> (measure: Double, size: Int)? {
    let cohort = Int(cohortOfRow[row])
    return cohort >= 0 ? (measures[cohort], sizes[cohort]) : nil
  }

  init(_ leaf: ScoreSet.Leaf, numbers: CohortNumbers, table: FactTable) {
    cohortOfRow = Array(repeating: -1, count: table.count)
    guard let column = table[leaf.fact] else { return }
    for (level, cohorts) in numbers.levels.enumerated() {
      var members = [[Int32]](repeating: [], count: numbers.counts[level])
      for row in 0..<table.count where cohorts[row] >= 0 && column.states[row] == .known {
        members[Int(cohorts[row])].append(Int32(row))
      }
      for rows in members where rows.count >= numbers.minimumSize {
        guard rows.contains(where: { cohortOfRow[Int($0)] < 0 }) else { continue }
        measures.append(
          CohortMeasures.measure(leaf.scale, rows.compactMap { column.number(Int($0)) }.sorted()))
        sizes.append(rows.count)
        for row in rows where cohortOfRow[Int(row)] < 0 { cohortOfRow[Int(row)] = Int32(measures.count - 1) }
      }
    }
  }

  /// The percentile is the value of rank ⌈p/100 · n⌉ of the sorted values (nearest rank), so that it is one that
  /// occurs.
  static func measure(_ scale: ScoreSet.Scale, _ sorted: [Double]) -> Double {
    switch scale {
    case .shareOfCohort(let percentile), .restOfCohort(let percentile):
      let rank = (percentile / 100 * Double(sorted.count)).rounded(.up)
      return sorted[max(0, min(sorted.count - 1, Int(rank) - 1))]
    default: return sorted.reduce(0, +) / Double(sorted.count)
    }
  }
}
