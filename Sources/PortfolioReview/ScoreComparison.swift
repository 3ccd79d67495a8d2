internal import Grading
public import PolicyModels
internal import PortfolioCore
public import Scoring
internal import Survival

/// The scores of a set over a reviewed portfolio, beside the house grade.
public struct ScoreComparison: Sendable {
  /// One right, whose place by the score is far from its place by the house points.
  public struct Disagreement: Sendable, Equatable {
    /// The row of the run's table.
    public let row: Int
    /// The score.
    public let score: Double
    /// The house points.
    public let points: Double
    /// The share of the rights below it by the score, 0 to 1, half of the equals counted.
    public let placeByScore: Double
    /// The same by the house points.
    public let placeByPoints: Double
  }

  /// One score over the portfolio.
  public struct Line: Sendable {
    /// The index of the score in the set.
    public let score: Int
    /// Rights that the set scores.
    public let covered: Int
    /// Rights whose score is known.
    public let known: Int
    /// The mean of the known ones.
    public let mean: Double?
    /// The least and the greatest mean that the unknown facts allow; nil where a score cannot be bounded.
    public let range: ClosedRange<Double>?
    /// True where no right's score is known and the middles of the ranges stand for the scores: a part of which no
    /// right has data shifts them all alike.
    public let usesMiddles: Bool
    /// Rights that have a known score and a house grade.
    public let compared: Int
    /// Spearman's rank correlation of score and house points over these; nil with too few.
    public let correlation: Double?
    /// The rights with the greatest distance of places, the greatest first.
    public let disagreements: [Disagreement]
  }

  /// The set.
  public let model: ScoreSet
  /// The engine, for the parts of one right's scores.
  public let engine: ScoreEngine
  /// The scores, in the set's order.
  public let lines: [Line]

  /// Scores a run's rights.
  /// - Parameter listed: how many disagreements are named a score.
  /// - Throws: ``ProblemList`` when the set does not load.
  public init(run: ReviewRun, set id: String, catalogue: ModelCatalogue, listed: Int = 5) throws {
    let (model, _) = try catalogue.load(ScoreSet.self, id: id)
    let engine = ScoreEngine(model: model, table: run.table)
    let rows = (0..<run.table.count).filter { row in
      engine.covers(row: row) ?? false && run.table[.legalLife]?.category(row) != LegalLife.ended.rawValue
    }
    self.model = model
    self.engine = engine
    lines = model.scores.indices.map { index in
      ScoreComparison.line(index, rows, engine, run, listed: listed)
    }
  }

  private static func line(
    _ index: Int, _ rows: [Int], _ engine: ScoreEngine, _ run: ReviewRun, listed: Int
  ) -> Line {
    var known: [(row: Int, score: Double)] = []
    var low = 0.0
    var high = 0.0
    var isBounded = true
    var middles: [(row: Int, score: Double)] = []
    for row in rows {
      let value = engine.score(index, row: row)
      if let score = value.value { known.append((row, score)) }
      if let range = value.range {
        low += range.lowerBound
        high += range.upperBound
        middles.append((row, (range.lowerBound + range.upperBound) / 2))
      } else {
        isBounded = false
      }
    }
    let usesMiddles = known.isEmpty && !middles.isEmpty
    let both = (usesMiddles ? middles : known).filter {
      if case .graded = run.grades.outcome($0.row) { return true } else { return false }
    }
    let scores = both.map(\.score)
    let points = both.map { Double(run.grades.points[$0.row]) }
    let byScore = places(scores)
    let byPoints = places(points)
    let apart = both.indices.sorted { left, right in
      let a = abs(byScore[left] - byPoints[left])
      let b = abs(byScore[right] - byPoints[right])
      return a != b ? a > b : both[left].row < both[right].row
    }
    let count = Double(rows.count)
    return Line(
      score: index, covered: rows.count, known: known.count,
      mean: known.isEmpty ? nil : known.reduce(0) { $0 + $1.score } / Double(known.count),
      range: isBounded && !rows.isEmpty ? low / count...high / count : nil, usesMiddles: usesMiddles,
      compared: both.count, correlation: rankCorrelation(scores, points),
      disagreements: both.count < 3
        ? []
        : apart.prefix(listed).map { position in
          Disagreement(
            row: both[position].row, score: scores[position], points: points[position],
            placeByScore: byScore[position], placeByPoints: byPoints[position])
        })
  }

  /// The share of values below each, half of the equals counted.
  static func places(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    func bound(_ value: Double, orEqual: Bool) -> Int {
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < value || (orEqual && sorted[middle] == value) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
    return values.map { value in
      Double(bound(value, orEqual: false) + bound(value, orEqual: true)) / 2 / Double(max(1, sorted.count))
    }
  }
}
