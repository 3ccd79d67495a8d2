internal import PortfolioCore

/// Grading of whole tables, block by block and column by column.
extension GradingEngine {
  /// The rows of a block: small enough for the sums to stay in the processor's cache.
  private static let blockSize = 2_048

  /// Grades every right.
  public func grade() -> GradingResult {
    let count = table.count
    let hasTwoAxes = parts.contains { $0.axes.count > 1 }
    let none = [Float](repeating: 0, count: count)
    let codes = [Int16](repeating: GradingResult.otherKindCode, count: count)
    let axis = GradingResult.AxisColumns(
      tiers: Array(repeating: -1, count: count), points: hasTwoAxes ? none : [], low: hasTwoAxes ? none : [],
      high: hasTwoAxes ? none : [])
    var result = GradingResult(
      codes: codes, points: none, low: none, high: none, coverage: none, worst: codes, best: codes,
      axes: hasTwoAxes ? [axis, axis] : [axis])
    for (number, part) in parts.enumerated() {
      let rows = rowsOfPart[number]
      var sums = part.axes.map { _ in BlockSums(capacity: GradingEngine.blockSize) }
      var start = 0
      while start < rows.count {
        let end = min(start + GradingEngine.blockSize, rows.count)
        grade(rows[start..<end], part, &sums, hasTwoAxes, &result)
        start = end
      }
    }
    return result
  }

  private func grade(
    _ rows: ArraySlice<Int32>, _ part: CompiledPart, _ sums: inout [BlockSums], _ hasTwoAxes: Bool,
    _ result: inout GradingResult
  ) {
    for (number, axis) in part.axes.enumerated() {
      sums[number].clear(rows.count)
      for (scorer, weight) in axis.scorers { scorer.add(rows, weight: weight, to: &sums[number]) }
    }
    let (outside, bounds) = gates(rows, part)
    var scores = [AxisScore](repeating: AxisScore(), count: part.axes.count)
    var tiers = [0, 0]
    for (index, place) in rows.enumerated() {
      let row = Int(place)
      for axis in scores.indices { scores[axis] = sums[axis].score(index) }
      let total = part.axes.count == 1 ? scores[0] : part.total(scores)
      result.points[row] = Float(total.points)
      result.low[row] = Float(total.low)
      result.high[row] = Float(total.high)
      result.coverage[row] = Float(total.coverage)
      func code(_ points: (AxisScore) -> Double) -> Int {
        for axis in scores.indices {
          tiers[axis] = part.tier(
            points(scores[axis]), axis: axis, last: context.earlier?.tier(axis: axis, row))
        }
        return part.grade(tiers)
      }
      var worst = code { $0.low }
      var best = code { $0.high }
      var grade = code { $0.points }
      for axis in scores.indices {
        result.axes[axis].tiers[row] = Int8(tiers[axis])
        guard hasTwoAxes else { continue }
        result.axes[axis].points[row] = Float(scores[axis].points)
        result.axes[axis].low[row] = Float(scores[axis].low)
        result.axes[axis].high[row] = Float(scores[axis].high)
      }
      var gate = outside[index]
      if gate < 0, let floor = part.part.minimumCoverage, total.coverage < floor,
        let last = part.part.coverageGate
      {
        gate = Int16(last)
      }
      if gate >= 0 {
        let code = Int16(-1 - (part.firstGate + Int(gate)))
        result.codes[row] = code
        result.worst[row] = code
        result.best[row] = code
        continue
      }
      if let bounds {
        grade = bounds[index].assumed.bound(grade)
        worst = bounds[index].worst.bound(worst)
        best = bounds[index].best.bound(best)
      }
      result.codes[row] = Int16(part.firstGrade + grade)
      result.worst[row] = Int16(part.firstGrade + worst)
      result.best[row] = Int16(part.firstGrade + best)
    }
  }

  /// The first gate outside the grades by row, the coverage left aside, and the bounds by row; nil where the
  /// part has none.
  private func gates(_ rows: ArraySlice<Int32>, _ part: CompiledPart) -> ([Int16], [GateBounds]?) {
    var outside = [Int16](repeating: -1, count: rows.count)
    var bounds: [GateBounds]?
    for (number, gate) in part.part.gates.enumerated() where number != part.part.coverageGate {
      if number == part.part.requirementGate {
        for (index, row) in rows.enumerated() where outside[index] < 0 && part.lacksRequired(Int(row)) {
          outside[index] = Int16(number)
        }
        continue
      }
      let outcomes = part.gates[number].outcomes(rows)
      if gate.effect == .outside {
        for index in outcomes.indices where outcomes[index].contains(.holds) && outside[index] < 0 {
          outside[index] = Int16(number)
        }
      } else {
        var list = bounds ?? Array(repeating: GateBounds(), count: rows.count)
        bounds = nil
        for index in outcomes.indices {
          list[index].add(gate.effect, outcomes[index], lowest: part.part.grades.count - 1)
        }
        bounds = list
      }
    }
    return (outside, bounds)
  }
}
