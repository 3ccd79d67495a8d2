public import PortfolioCore

/// Why a right has no grade, or that it has one.
public enum GradeOutcome: Sendable, Equatable {
  /// Graded: the index into the model's grades.
  case graded(Int)
  /// A gate decided: the index into the model's gates.
  case gated(Int)
  /// The model does not grade this kind of right.
  case otherKind
}

/// The grades of a whole portfolio: columns, one row a right of the fact table.
public struct GradingResult: Sendable, Equatable {
  /// 0 and up: the index into the model's grades; -1 - g: gate g decided; ``otherKindCode``: not graded by
  /// this model.
  public var codes: [Int16]
  /// The score, 0 to 100, with the assumptions for unknown facts.
  public var points: [Float]
  /// The least score that the unknown facts allow.
  public var low: [Float]
  /// The greatest score that the unknown facts allow.
  public var high: [Float]
  /// The share of the weight that rests on known facts, 0 to 1.
  public var coverage: [Float]

  /// The code of rights that the model does not grade.
  public static let otherKindCode: Int16 = .min

  /// Columns of stored results. All must have one entry a right.
  public init(codes: [Int16], points: [Float], low: [Float], high: [Float], coverage: [Float]) {
    self.codes = codes
    self.points = points
    self.low = low
    self.high = high
    self.coverage = coverage
  }

  /// What came out for a row.
  public func outcome(_ row: Int) -> GradeOutcome {
    let code = codes[row]
    if code == GradingResult.otherKindCode { return .otherKind }
    return code >= 0 ? .graded(Int(code)) : .gated(Int(-1 - code))
  }
}

/// Grades a fact table by a model.
///
/// A score is the weighted mean of the criteria's points. Unknown facts count their assumption; the interval
/// takes their least and greatest points instead. The same routine, ``parts(row:)``, gives a row's score and
/// its explanation.
public struct GradingEngine: Sendable {
  /// The model.
  public let model: GradingModel
  /// The facts.
  public let table: FactTable
  private let scorers: [CriterionScorer]
  private let gates: [CompiledCondition]
  private let kindColumn: FactColumn?
  private let gradedKinds: Set<String>

  /// Prepares cohorts and scales for a table. Facts that the table lacks count as unknown for every right.
  public init(model: GradingModel, table: FactTable) {
    self.model = model
    self.table = table
    let cohorts = CohortIndex.make(rule: model.cohort, table: table)
    scorers = model.groups.flatMap { group in
      group.criteria.map { criterion in
        CriterionScorer(
          criterion: criterion, weight: group.weight.asDouble * criterion.weight.asDouble, table: table,
          cohorts: cohorts)
      }
    }
    gates = model.gates.map { CompiledCondition($0.condition, table: table) }
    kindColumn = table[.rightKind]
    gradedKinds = Set(model.appliesTo.map(\.rawValue))
  }

  /// Grades every right.
  public func grade() -> GradingResult {
    let count = table.count
    var result = GradingResult(
      codes: Array(repeating: 0, count: count), points: Array(repeating: 0, count: count),
      low: Array(repeating: 0, count: count), high: Array(repeating: 0, count: count),
      coverage: Array(repeating: 0, count: count))
    for row in 0..<count {
      var score = ScoreSum()
      for scorer in scorers { score.add(scorer.score(row), weight: scorer.weight) }
      result.points[row] = Float(score.points)
      result.low[row] = Float(score.low)
      result.high[row] = Float(score.high)
      result.coverage[row] = Float(score.coverage)
      result.codes[row] = code(row, points: score.points, coverage: score.coverage)
    }
    return result
  }

  private func code(_ row: Int, points: Double, coverage: Double) -> Int16 {
    if let kind = kindColumn?.category(row), !gradedKinds.contains(kind) {
      return GradingResult.otherKindCode
    }
    if let gate = gates.firstIndex(where: { $0.holds(row) }) { return Int16(-1 - gate) }
    if let floor = model.minimumCoverage, coverage < floor { return Int16(-gates.count) }
    return Int16(band(points))
  }

  /// The index of the grade that a score reaches.
  public func band(_ points: Double) -> Int {
    // A score that rounding has left a hair below a threshold has reached it.
    model.grades.firstIndex { points >= $0.atLeast - 1e-9 } ?? model.grades.count - 1
  }

  /// The parts of a right's score, one a criterion, in the model's order.
  public func parts(row: Int) -> [ScorePart] {
    let scores = scorers.map { $0.score(row) }
    var total = 0.0
    for (scorer, score) in zip(scorers, scores) where score.state != .leftOut { total += scorer.weight }
    return zip(scorers, scores).map { scorer, score in
      ScorePart(
        criterion: scorer.criterion, state: score.state,
        factState: scorer.column?.states[row] ?? .unknown,
        weight: score.state == .leftOut || total == 0 ? 0 : scorer.weight / total,
        points: score.points, low: score.low, high: score.high,
        cohort: score.state == .known ? scorer.cohortNote(row) : nil)
    }
  }

  /// How far each unknown fact widens the scores: the sum over the graded rights of the width in points, and
  /// the number of rights whose grade it could change. The widest come first.
  public func unknownImpacts(_ result: GradingResult) -> [UnknownImpact] {
    var impacts: [FactID: UnknownImpact] = [:]
    for row in 0..<table.count where result.codes[row] >= 0 {
      var total = 0.0
      var unknown: [(FactID, Double, Double, Double)] = []
      for scorer in scorers {
        let score = scorer.score(row)
        if score.state == .leftOut { continue }
        total += scorer.weight
        if score.state == .unknown {
          unknown.append(
            (
              scorer.criterion.fact, scorer.weight * (score.high - score.low),
              scorer.weight * (score.low - score.points), scorer.weight * (score.high - score.points)
            ))
        }
      }
      guard total > 0 else { continue }
      let points = Double(result.points[row])
      for (fact, width, down, up) in unknown {
        var impact = impacts[fact] ?? UnknownImpact(fact: fact, rights: 0, width: 0, unsettled: 0)
        impact.rights += 1
        impact.width += width / total
        if band(points + down / total) != band(points + up / total) { impact.unsettled += 1 }
        impacts[fact] = impact
      }
    }
    return impacts.values.sorted { ($0.width, $1.fact) > ($1.width, $0.fact) }
  }
}

/// How much one unknown fact weighs in a portfolio.
public struct UnknownImpact: Sendable, Equatable, Codable {
  /// The fact.
  public let fact: FactID
  /// The graded rights that lack it.
  public var rights: Int
  /// The sum of the widths, in points, that it leaves open.
  public var width: Double
  /// The rights whose grade the fact alone could change.
  public var unsettled: Int
}

/// One criterion's part in a right's score.
public struct ScorePart: Sendable {
  /// How the part came about.
  public enum State: Sendable, Equatable {
    /// From a known value.
    case known
    /// From the assumption for an unknown value.
    case unknown
    /// The right can have no such value, and the model leaves the criterion out.
    case leftOut
  }

  /// The criterion.
  public let criterion: Criterion
  /// How the part came about.
  public let state: State
  /// The state of the fact.
  public let factState: FactState
  /// The share of the whole score, 0 to 1, after left-out criteria have given theirs away.
  public let weight: Double
  /// The points, 0 to 100.
  public let points: Double
  /// The least points possible.
  public let low: Double
  /// The greatest points possible.
  public let high: Double
  /// The cohort that the value was compared with.
  public let cohort: CohortNote?

  /// Weight times points: what the part adds to the score.
  public var contribution: Double { weight * points }
}

/// Adds up weighted parts; left-out parts give their weight to the others.
struct ScoreSum {
  private var weight = 0.0
  private var known = 0.0
  private var weightedPoints = 0.0
  private var weightedLow = 0.0
  private var weightedHigh = 0.0

  mutating func add(_ score: CriterionScore, weight share: Double) {
    guard score.state != .leftOut else { return }
    weight += share
    if score.state == .known { known += share }
    weightedPoints += share * score.points
    weightedLow += share * score.low
    weightedHigh += share * score.high
  }

  var points: Double { weight > 0 ? weightedPoints / weight : 0 }
  // A right to which no criterion applies could be worth anything.
  var low: Double { weight > 0 ? weightedLow / weight : 0 }
  var high: Double { weight > 0 ? weightedHigh / weight : 100 }
  var coverage: Double { weight > 0 ? known / weight : 0 }
}
