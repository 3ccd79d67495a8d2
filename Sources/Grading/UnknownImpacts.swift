public import PortfolioCore

/// How much one unknown fact weighs in a portfolio.
public struct UnknownImpact: Sendable, Equatable, Codable {
  /// The fact; for a question to experts, `question/ID`.
  public let fact: FactID
  /// The graded rights that lack it.
  public var rights: Int
  /// The sum of the widths, in points, that it leaves open.
  public var width: Double
  /// The rights whose grade the fact alone could change.
  public var unsettled: Int
}

extension GradingEngine {
  /// How far each unknown fact widens the scores: the sum over the graded rights of the width in points, and
  /// the number of rights whose grade it could change. The widest come first.
  public func unknownImpacts(_ result: GradingResult) -> [UnknownImpact] {
    var impacts: [FactID: UnknownImpact] = [:]
    for row in 0..<table.count where result.codes[row] >= 0 {
      guard result.low[row] < result.high[row] || result.isUnsettled(row) else { continue }
      guard let part = compiled(row) else { continue }
      let reckoned = part.reckon(row)
      let weights = zip(part.axes, reckoned.axes).map { $1.weight > 0 ? $0.weight : 0 }
      let total = weights.reduce(0, +)
      guard total > 0 else { continue }
      let all = part.bounds(row)
      let gates = all.isOpen ? openGateFacts(part, row) : []
      var counted: Set<FactID> = []
      for (number, axis) in part.axes.enumerated() where weights[number] > 0 {
        let points = reckoned.axes[number].points
        for (scorer, weight) in axis.scorers {
          let score = scorer.score(row)
          guard score.state == .unknown || score.state == .partlyKnown else { continue }
          let share = weight / reckoned.axes[number].weight
          let fact = scorer.criterion.fact
          var impact = impacts[fact] ?? UnknownImpact(fact: fact, rights: 0, width: 0, unsettled: 0)
          impact.rights += 1
          impact.width += share * (score.high - score.low) * weights[number] / total
          counted.insert(fact)
          let limits = gates.contains(fact) ? part.bounds(row, free: fact) : GateBounds(all.assumed)
          let down = grade(part, reckoned, row, axis: number, points + share * (score.low - score.points))
          let up = grade(part, reckoned, row, axis: number, points + share * (score.high - score.points))
          if limits.worst.bound(down) != limits.best.bound(up) { impact.unsettled += 1 }
          impacts[fact] = impact
        }
      }
      // A fact that only gates ask about widens no score, and can change the grade all the same.
      for fact in gates where !counted.contains(fact) {
        let limits = part.bounds(row, free: fact)
        let grade = grade(part, reckoned, row, axis: 0, reckoned.axes[0].points)
        guard limits.worst.bound(grade) != limits.best.bound(grade) else { continue }
        var impact = impacts[fact] ?? UnknownImpact(fact: fact, rights: 0, width: 0, unsettled: 0)
        impact.rights += 1
        impact.unsettled += 1
        impacts[fact] = impact
      }
    }
    return impacts.values.sorted { ($0.width, $1.fact) > ($1.width, $0.fact) }
  }

  /// The facts that are not known of a row and that a gate asks about, those apart that put it outside.
  private func openGateFacts(_ part: CompiledPart, _ row: Int) -> [FactID] {
    var facts: [FactID] = []
    for (index, gate) in part.part.gates.enumerated() where gate.effect != .outside {
      let outcome = part.gates[index].outcome(row)
      guard outcome.contains(.may), !outcome.contains(.must) else { continue }
      for fact in gate.condition.inputs where !facts.contains(fact) { facts.append(fact) }
    }
    return facts
  }

  /// The grade, before gates, that a row would have with another score on one axis.
  func grade(
    _ part: CompiledPart, _ reckoned: CompiledPart.Reckoned, _ row: Int, axis: Int, _ points: Double
  ) -> Int {
    part.grade(
      part.axes.indices.map { number in
        part.tier(
          number == axis ? points : reckoned.axes[number].points, axis: number,
          last: context.earlier?.tier(axis: number, row))
      })
  }
}
