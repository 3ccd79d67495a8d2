internal import Grading
internal import PortfolioCore
internal import Survival

/// Two rule books over the same rights: how far they place them alike, and on which rights they differ most.
///
/// Points of different parts say nothing of each other, so that there is one comparison for each pair of a part of
/// the review's book and a part of the other.
public struct BookComparison: Sendable {
  /// A right that the two books place far from each other.
  public struct Disagreement: Sendable, Equatable {
    /// The row of the run's table.
    public let row: Int
    /// The share of the compared rights below it by the review's book, 0 to 1, half of the equals counted.
    public let place: Double
    /// The same by the other book.
    public let otherPlace: Double
  }

  /// The index of the other book among the run's views.
  public let view: Int
  /// The part of the review's book.
  public let part: Int
  /// The part of the other book.
  public let otherPart: Int
  /// The rights that both books grade.
  public let rows: [Int]
  /// How many of them have a grade by grade: rows are the part's grades, columns those of the other's part.
  public let counts: [[Int]]
  /// Spearman's rank correlation of the points; nil with too few rights or equal points.
  public let correlation: Double?
  /// The rights with the greatest distance of places, the greatest first.
  public let disagreements: [Disagreement]

  /// The comparisons of a run, the run's views in order; pairs of parts with fewer than three rights are left out.
  /// - Parameters:
  ///   - rows: the rows that count; all when nil.
  ///   - listed: how many disagreements are named.
  public static func of(_ run: ReviewRun, rows: [Int]? = nil, listed: Int = 10) -> [BookComparison] {
    let rows = rows ?? Array(0..<run.table.count)
    let engine = run.engine(run.primary)
    return run.views.indices.flatMap { index -> [BookComparison] in
      let view = run.views[index]
      let other = run.engine(view)
      var pairs: [[Int]: [Int]] = [:]
      for row in rows where run.grades.codes[row] >= 0 && view.grades.codes[row] >= 0 {
        guard let part = engine.partIndex(row), let otherPart = other.partIndex(row) else { continue }
        pairs[[part, otherPart], default: []].append(row)
      }
      return pairs.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { pair in
        let rows = pairs[pair] ?? []
        guard rows.count >= 3 else { return nil }
        return BookComparison(run, index, pair[0], pair[1], rows, listed: listed)
      }
    }
  }

  private init(_ run: ReviewRun, _ index: Int, _ part: Int, _ otherPart: Int, _ rows: [Int], listed: Int) {
    let view = run.views[index]
    func firstGrade(_ model: GradingModel, _ part: Int) -> Int {
      model.parts.prefix(part).reduce(0) { $0 + $1.grades.count }
    }
    let first = firstGrade(run.gradingModel, part)
    let otherFirst = firstGrade(view.model, otherPart)
    var counts = Array(
      repeating: Array(repeating: 0, count: view.model.parts[otherPart].grades.count),
      count: run.gradingModel.parts[part].grades.count)
    for row in rows {
      counts[Int(run.grades.codes[row]) - first][Int(view.grades.codes[row]) - otherFirst] += 1
    }
    let points = rows.map { Double(run.grades.points[$0]) }
    let others = rows.map { Double(view.grades.points[$0]) }
    let places = ScoreComparison.places(points)
    let otherPlaces = ScoreComparison.places(others)
    let apart = rows.indices.sorted { left, right in
      let a = abs(places[left] - otherPlaces[left])
      let b = abs(places[right] - otherPlaces[right])
      return a != b ? a > b : rows[left] < rows[right]
    }
    self.view = index
    self.part = part
    self.otherPart = otherPart
    self.rows = rows
    self.counts = counts
    correlation = rankCorrelation(points, others)
    disagreements = apart.prefix(listed).filter { places[$0] != otherPlaces[$0] }.map {
      Disagreement(row: rows[$0], place: places[$0], otherPlace: otherPlaces[$0])
    }
  }

  /// How many of the rights the two books give grades of the same rank, where both have as many grades; nil else.
  public var sameRank: Int? {
    guard let width = counts.first?.count, width == counts.count else { return nil }
    return counts.indices.reduce(0) { $0 + counts[$1][$1] }
  }
}
