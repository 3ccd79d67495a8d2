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
    for score in model.scores {
      ScoreEngine.eachLeaf(score.formula) { leaf in
        guard let key = ScoreEngine.cohortKey(leaf), cohorts[key] == nil else { return }
        cohorts[key] = CohortMeasures(leaf, cohort: model.cohort, table: table)
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

  init(_ leaf: ScoreSet.Leaf, cohort: ScoreSet.Cohort, table: FactTable) {
    cohortOfRow = Array(repeating: -1, count: table.count)
    guard let column = table[leaf.fact] else { return }
    for level in cohort.levels {
      var members: [String: [Int]] = [:]
      for row in 0..<table.count where column.number(row) != nil {
        var key = ""
        var isKnown = true
        for fact in level {
          if let word = table[fact]?.category(row) {
            key += word + "\u{1F}"
          } else if let number = table[fact]?.number(row) {
            key += "\(number)\u{1F}"
          } else {
            isKnown = false
          }
        }
        if isKnown { members[key, default: []].append(row) }
      }
      for (_, rows) in members.sorted(by: { $0.key < $1.key }) where rows.count >= cohort.minimumSize {
        let open = rows.filter { cohortOfRow[$0] < 0 }
        guard !open.isEmpty else { continue }
        measures.append(CohortMeasures.measure(leaf.scale, rows.compactMap { column.number($0) }.sorted()))
        sizes.append(rows.count)
        for row in open { cohortOfRow[row] = Int32(measures.count - 1) }
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
