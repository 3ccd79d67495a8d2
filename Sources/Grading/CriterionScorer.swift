internal import Foundation
internal import PortfolioCore

/// The points of one criterion for one right.
struct CriterionScore {
  var state: ScorePart.State
  var points: Double
  var low: Double
  var high: Double
  /// The share of the criterion that rests on known values: 1, 0, or between where some experts are missing.
  var known: Double
}

/// One criterion, bound to the columns of a table. A class, so that handing it round copies nothing.
final class CriterionScorer: Sendable {
  let criterion: Criterion
  let column: FactColumn?
  private let answers: AnswerColumn?
  private let tablePoints: [Double]
  private let percentiles: CohortPercentiles?

  init(
    criterion: Criterion, table: FactTable, rule: CohortRule, answers: ExpertAnswers, cohorts: CohortCache
  ) {
    self.criterion = criterion
    if let question = criterion.question {
      let combined = AnswerColumn(question, answers, rows: table.count)
      self.answers = combined
      column = combined.column(question)
    } else {
      self.answers = nil
      column = table[criterion.fact]
    }
    if case .table(let points) = criterion.scale, case .categories(_, let names)? = column?.values {
      // A word that the model's table does not list counts as unknown.
      tablePoints = names.map { points[$0] ?? .nan }
    } else {
      tablePoints = []
    }
    if case .cohortPercentile = criterion.scale {
      percentiles = cohorts.percentiles(criterion.fact, rule: rule)
    } else {
      percentiles = nil
    }
  }

  /// The points of a row.
  func score(_ row: Int) -> CriterionScore {
    guard let column else { return unknown }
    switch column.states[row] {
    case .known:
      if let answers, case .levels(let levels) = criterion.scale { return score(row, answers, levels) }
      let points = points(row, column)
      guard !points.isNaN else { return unknown }
      return CriterionScore(state: .known, points: points, low: points, high: points, known: 1)
    case .unknown, .notYetObservable: return unknown
    case .notApplicable:
      return criterion.whenNotApplicable == .leaveOut
        ? CriterionScore(state: .leftOut, points: 0, low: 0, high: 0, known: 0) : unknown
    }
  }

  private func score(_ row: Int, _ answers: AnswerColumn, _ levels: [Double]) -> CriterionScore {
    let share = answers.share[row]
    let points = CriterionScorer.points(answer: answers.value[row], levels)
    guard share < 1 else {
      return CriterionScore(state: .known, points: points, low: points, high: points, known: 1)
    }
    let range = CriterionScorer.range(answers.low[row], answers.high[row], levels)
    return CriterionScore(
      state: .partlyKnown, points: points, low: range.lowerBound, high: range.upperBound, known: share)
  }

  var unknown: CriterionScore {
    let rule = criterion.whenUnknown
    return CriterionScore(state: .unknown, points: rule.assume, low: rule.low, high: rule.high, known: 0)
  }

  /// Not a number when the value is a word that the model's table does not list.
  @inline(__always)
  private func points(_ row: Int, _ column: FactColumn) -> Double {
    if !tablePoints.isEmpty, case .categories(let codes, _) = column.values {
      return tablePoints[Int(codes[row])]
    }
    switch column.values {
    case .integers(let values): return points(Double(values[row]), row)
    case .decimals(let values): return points(values[row], row)
    case .categories: return .nan
    }
  }

  /// The points of a number.
  @inline(__always)
  private func points(_ value: Double, _ row: Int) -> Double {
    switch criterion.scale {
    case .bands(let bands): return CriterionScorer.points(value, bands)
    case .linear(let from, let to, let pointsFrom, let pointsTo):
      let share = min(max((value - from) / (to - from), 0), 1)
      return pointsFrom + share * (pointsTo - pointsFrom)
    case .cohortPercentile(let whenTooSmall):
      return percentiles?.percentile(row) ?? CriterionScorer.points(value, whenTooSmall)
    case .levels(let levels): return CriterionScorer.points(answer: value, levels)
    case .table: return .nan
    }
  }

  /// The points of a hypothetical value, as a right with the other facts of the row would get them; nil when
  /// the scale cannot tell, as for words that the table does not list.
  func points(ofNumber value: Double, row: Int) -> Double? {
    if case .cohortPercentile(let whenTooSmall) = criterion.scale {
      // A known value whose cohorts are all too small is scored by the bands, a supposed one no otherwise.
      return percentiles.map {
        $0.percentile(of: value, row: row) ?? CriterionScorer.points(value, whenTooSmall)
      }
    }
    let points = points(value, row)
    return points.isNaN ? nil : points
  }

  @inline(__always)
  static func points(_ value: Double, _ bands: [Criterion.Band]) -> Double {
    // A value below the first limit has the first band's points.
    var points = bands[0].points
    for band in bands where value >= band.from { points = band.points }
    return points
  }

  /// The points of an answer between 1 and 5: a straight line between two whole answers.
  static func points(answer: Double, _ levels: [Double]) -> Double {
    let place = min(max(answer, 1), 5) - 1
    let lower = min(Int(place), 3)
    return levels[lower] + (place - Double(lower)) * (levels[lower + 1] - levels[lower])
  }

  private static func range(_ low: Double, _ high: Double, _ levels: [Double]) -> ClosedRange<Double> {
    var points = [CriterionScorer.points(answer: low, levels), CriterionScorer.points(answer: high, levels)]
    for answer in 1...5 where low < Double(answer) && Double(answer) < high {
      points.append(levels[answer - 1])
    }
    return (points.min() ?? 0)...(points.max() ?? 100)
  }

  func cohortNote(_ row: Int) -> CohortNote? { percentiles?.note(row) }
}

/// Adds a criterion to the sums of many rows at once: the same points as ``CriterionScorer/score(_:)``.
extension CriterionScorer {
  func add(_ rows: ArraySlice<Int32>, weight: Double, to sums: inout BlockSums) {
    guard let column else { return addUnknown(rows.count, weight, &sums) }
    if answers != nil { return addAnswers(rows, weight, &sums) }
    column.states.withUnsafeBufferPointer { states in
      switch (column.values, criterion.scale) {
      case (.categories(let codes, _), .table):
        codes.withUnsafeBufferPointer { codes in
          tablePoints.withUnsafeBufferPointer { points in
            add(rows, weight, states, &sums) { points[Int(codes[$0])] }
          }
        }
      case (.integers(let values), .bands(let bands)):
        values.withUnsafeBufferPointer { values in
          bands.withUnsafeBufferPointer { bands in
            add(rows, weight, states, &sums) { CriterionScorer.points(Double(values[$0]), bands) }
          }
        }
      case (.decimals(let values), .bands(let bands)):
        values.withUnsafeBufferPointer { values in
          bands.withUnsafeBufferPointer { bands in
            add(rows, weight, states, &sums) { CriterionScorer.points(values[$0], bands) }
          }
        }
      default: add(rows, weight, states, &sums) { points($0, column) }
      }
    }
  }

  @inline(__always)
  private static func points(_ value: Double, _ bands: UnsafeBufferPointer<Criterion.Band>) -> Double {
    var points = bands[0].points
    for band in bands where value >= band.from { points = band.points }
    return points
  }

  @inline(__always)
  private func add(
    _ rows: ArraySlice<Int32>, _ weight: Double, _ states: UnsafeBufferPointer<FactState>,
    _ sums: inout BlockSums, _ points: (Int) -> Double
  ) {
    let rule = criterion.whenUnknown
    let leaveOut = criterion.whenNotApplicable == .leaveOut
    sums.update { sums, count in
      rows.withUnsafeBufferPointer { rows in
        for index in 0..<count {
          let row = Int(rows[index])
          let state = states[row]
          if state == .known {
            let value = points(row)
            if !value.isNaN {
              sums.add(index, weight, known: weight, value, value, value)
              continue
            }
          } else if leaveOut && state == .notApplicable {
            continue
          }
          sums.add(index, weight, known: 0, rule.assume, rule.low, rule.high)
        }
      }
    }
  }

  private func addUnknown(_ count: Int, _ weight: Double, _ sums: inout BlockSums) {
    let rule = criterion.whenUnknown
    sums.update { sums, count in
      for index in 0..<count { sums.add(index, weight, known: 0, rule.assume, rule.low, rule.high) }
    }
  }

  private func addAnswers(_ rows: ArraySlice<Int32>, _ weight: Double, _ sums: inout BlockSums) {
    sums.update { sums, _ in
      for (index, row) in rows.enumerated() {
        let one = score(Int(row))
        sums.add(index, weight, known: weight * one.known, one.points, one.low, one.high)
      }
    }
  }
}

extension Decimal {
  /// The nearest double; exact enough for weights.
  var asDouble: Double { NSDecimalNumber(decimal: self).doubleValue }
}
