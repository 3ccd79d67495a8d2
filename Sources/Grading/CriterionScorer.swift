internal import Foundation
internal import PortfolioCore

/// The points of one criterion for one right.
struct CriterionScore {
  var state: ScorePart.State
  var points: Double
  var low: Double
  var high: Double
}

/// One criterion, bound to the columns of a table. A class, so that handing it round copies nothing.
final class CriterionScorer: Sendable {
  let criterion: Criterion
  let weight: Double
  let column: FactColumn?
  private let tablePoints: [Double?]
  private let percentiles: CohortPercentiles?

  init(criterion: Criterion, weight: Double, table: FactTable, cohorts: CohortIndex) {
    self.criterion = criterion
    self.weight = weight
    self.column = table[criterion.fact]
    if case .table(let points) = criterion.scale, case .categories(_, let names)? = column?.values {
      tablePoints = names.map { points[$0] }
    } else {
      tablePoints = []
    }
    if case .cohortPercentile = criterion.scale, let column {
      percentiles = CohortPercentiles(column: column, cohorts: cohorts)
    } else {
      percentiles = nil
    }
  }

  func score(_ row: Int) -> CriterionScore {
    guard let column else { return unknown }
    switch column.states[row] {
    case .known:
      guard let points = points(row, column) else { return unknown }
      return CriterionScore(state: .known, points: points, low: points, high: points)
    case .unknown, .notYetObservable: return unknown
    case .notApplicable:
      if criterion.whenNotApplicable == .leaveOut {
        return CriterionScore(state: .leftOut, points: 0, low: 0, high: 0)
      }
      return unknown
    }
  }

  private var unknown: CriterionScore {
    let rule = criterion.whenUnknown
    return CriterionScore(state: .unknown, points: rule.assume, low: rule.low, high: rule.high)
  }

  /// Nil when the value is a word that the model's table does not list: then it counts as unknown.
  private func points(_ row: Int, _ column: FactColumn) -> Double? {
    switch criterion.scale {
    case .table:
      guard case .categories(let codes, _) = column.values else { return nil }
      return tablePoints[Int(codes[row])]
    case .bands(let bands): return column.number(row).map { CriterionScorer.points($0, bands) }
    case .linear(let from, let to, let pointsFrom, let pointsTo):
      guard let value = column.number(row) else { return nil }
      let share = min(max((value - from) / (to - from), 0), 1)
      return pointsFrom + share * (pointsTo - pointsFrom)
    case .cohortPercentile(let whenTooSmall):
      if let percentile = percentiles?.percentile(row) { return percentile }
      return column.number(row).map { CriterionScorer.points($0, whenTooSmall) }
    }
  }

  static func points(_ value: Double, _ bands: [Criterion.Band]) -> Double {
    // A value below the first limit has the first band's points.
    (bands.last { value >= $0.from } ?? bands[0]).points
  }

  func cohortNote(_ row: Int) -> CohortNote? { percentiles?.note(row) }
}

extension Decimal {
  /// The nearest double; exact enough for weights.
  var asDouble: Double { NSDecimalNumber(decimal: self).doubleValue }
}
