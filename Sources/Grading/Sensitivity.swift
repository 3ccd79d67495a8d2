public import Foundation
public import PortfolioCore

/// What happens to the grades when one weight is another one.
public struct WeightSensitivity: Sendable, Equatable {
  /// The id of the group or criterion.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// How deep it lies: 0 for the top of a part or an axis.
  public let depth: Int
  /// Its share of its level.
  public let weight: Decimal
  /// The graded rights with another grade when the weight falls.
  public let changedDown: Int
  /// The graded rights with another grade when the weight rises.
  public let changedUp: Int
}

/// How well the order of rights by score stands up to other weights, for one part of a model.
public struct RankStability: Sendable, Equatable {
  /// The part's id; empty for a model without parts.
  public let part: String
  /// The graded rights of the part.
  public let graded: Int
  /// How many of them were looked at: all, or a sample drawn with the seed.
  public let sampled: Int
  /// How many sets of weights were drawn.
  public let draws: Int
  /// Kendall's tau-b with the order by the model's weights: the mean over the draws.
  public let meanTau: Double
  /// The tau that nineteen draws of twenty exceed.
  public let lowTau: Double
  /// The smallest tau.
  public let leastTau: Double
}

/// Sensitivity of a grading to its weights.
public struct GradingSensitivity: Sendable, Equatable {
  /// By how much weights move: 0.2 for ±20 %.
  public let spread: Double
  /// The seed of the draws.
  public let seed: UInt64
  /// The graded rights.
  public let graded: Int
  /// Every weight that is not alone at its level, in the order of the tree.
  public let weights: [WeightSensitivity]
  /// The stability of the order, part by part; parts with fewer than two graded rights are left out.
  public let stability: [RankStability]
}

extension GradingEngine {
  /// Moves each weight up and down, its level renormalised, and counts the rights that get another grade; and
  /// ranks rights by weights drawn at random.
  ///
  /// A draw multiplies every weight of the tree by a factor drawn evenly from 1 - spread to 1 + spread and
  /// renormalises each level. The counts are over all graded rights; the ranks over a sample of them.
  /// - Parameters:
  ///   - result: the grades by the model's weights.
  ///   - spread: 0.2 for ±20 %.
  ///   - draws: how many sets of weights are drawn.
  ///   - sample: the most rights of a part that are ranked.
  ///   - seed: the seed of draws and sample.
  public func sensitivity(
    _ result: GradingResult, spread: Double = 0.2, draws: Int = 1_000, sample: Int = 1_000, seed: UInt64 = 1
  ) -> GradingSensitivity {
    var weights: [WeightSensitivity] = []
    for part in model.parts {
      for axis in part.axes { moved(axis.root, 0, spread, result, &weights) }
    }
    return GradingSensitivity(
      spread: spread, seed: seed, graded: result.codes.count { $0 >= 0 }, weights: weights,
      stability: parts.indices.compactMap { number in
        stability(number, result, spread: spread, draws: draws, sample: sample, seed: seed)
      })
  }

  private func moved(
    _ group: CriterionGroup, _ depth: Int, _ spread: Double, _ result: GradingResult,
    _ found: inout [WeightSensitivity]
  ) {
    let ids = group.childIDs
    let titles = group.groups.map(\.title) + group.criteria.map(\.title)
    let current = ids.map { weights.shares[$0] ?? 0 }
    for (index, id) in ids.enumerated() {
      if ids.count > 1 {
        func changed(_ factor: Double) -> Int {
          var shares = current.map(\.asDouble)
          shares[index] *= factor
          let sum = shares.reduce(0, +)
          var moved: [String: Double] = [:]
          for (id, share) in zip(ids, shares) { moved[id] = share / sum }
          let other = with(shares: moved).grade()
          return result.codes.indices.count { result.codes[$0] >= 0 && other.codes[$0] != result.codes[$0] }
        }
        found.append(
          WeightSensitivity(
            id: id, title: titles[index], depth: depth, weight: current[index],
            changedDown: changed(1 - spread), changedUp: changed(1 + spread)))
      }
      if index < group.groups.count { moved(group.groups[index], depth + 1, spread, result, &found) }
    }
  }

  /// The same engine with some shares replaced.
  func with(shares: [String: Double]) -> GradingEngine {
    func leaves(_ group: CriterionGroup, _ above: Double) -> [String: Double] {
      func share(_ id: String) -> Double { above * (shares[id] ?? weights.shares[id]?.asDouble ?? 0) }
      var found: [String: Double] = [:]
      for inner in group.groups { found.merge(leaves(inner, share(inner.id))) { first, _ in first } }
      for criterion in group.criteria { found[criterion.id] = share(criterion.id) }
      return found
    }
    var changed = self
    changed.parts = parts.map { compiled in
      CompiledPart(
        part: compiled.part, firstGrade: compiled.firstGrade, firstGate: compiled.firstGate,
        axes: zip(compiled.axes, compiled.part.axes).map { bound, axis in
          let shares = leaves(axis.root, 1)
          return CompiledPart.Axis(
            weight: bound.weight, limits: bound.limits,
            scorers: bound.scorers.map { ($0.scorer, shares[$0.scorer.criterion.id] ?? 0) })
        }, gates: compiled.gates, required: compiled.required)
    }
    return changed
  }

  // MARK: Ranks

  private func stability(
    _ number: Int, _ result: GradingResult, spread: Double, draws: Int, sample: Int, seed: UInt64
  ) -> RankStability? {
    var random = SeededGenerator(seed: seed)
    let graded = rowsOfPart[number].filter { result.codes[Int($0)] >= 0 }
    guard graded.count >= 2, draws > 0 else { return nil }
    var chosen = graded
    if graded.count > sample {
      // The first places of a shuffle, put back into their order.
      for index in 0..<sample {
        let other = index + Int(random.next() % UInt64(chosen.count - index))
        chosen.swapAt(index, other)
      }
      chosen = chosen.prefix(sample).sorted()
    }
    let part = parts[number]
    let columns = part.axes.map { axis in axis.scorers.map { SampledPoints($0.scorer, chosen) } }
    func scores(_ shares: [[Double]]) -> [Float] {
      var totals = [Double](repeating: 0, count: chosen.count)
      var weights = totals
      for axis in columns.indices {
        var points = [Double](repeating: 0, count: chosen.count)
        var known = points
        for (column, share) in zip(columns[axis], shares[axis]) { column.add(share, &points, &known) }
        let weight = part.axes[axis].weight
        for index in points.indices where known[index] > 0 {
          totals[index] += weight * points[index] / known[index]
          weights[index] += weight
        }
      }
      // What only the rounding of sums sets apart ranks alike.
      return totals.indices.map { Float(((weights[$0] > 0 ? totals[$0] / weights[$0] : 0) * 1e4).rounded()) }
    }
    let base = scores(part.axes.map { $0.scorers.map(\.weight) })
    var taus: [Double] = []
    for _ in 0..<draws {
      var shares: [String: Double] = [:]
      for axis in part.part.axes {
        for level in WeightMix.levels(of: axis.root) { draw(level, spread, &random, &shares) }
      }
      let drawn = zip(part.part.axes, part.axes).map { axis, bound in
        let leaves = leafShares(axis.root, 1, shares)
        return bound.scorers.map { leaves[$0.scorer.criterion.id] ?? 0 }
      }
      // Rights that all score alike have no order to lose.
      taus.append(RankStatistics.kendallTau(base, scores(drawn)) ?? 1)
    }
    taus.sort()
    return RankStability(
      part: part.part.id, graded: graded.count, sampled: chosen.count, draws: draws,
      meanTau: taus.reduce(0, +) / Double(draws), lowTau: taus[draws / 20], leastTau: taus[0])
  }

  private func draw(
    _ level: CriterionGroup, _ spread: Double, _ random: inout SeededGenerator,
    _ shares: inout [String: Double]
  ) {
    let ids = level.childIDs
    let drawn = ids.map { id in
      let even = Double(random.next() >> 11) * 0x1p-53
      return (weights.shares[id]?.asDouble ?? 0) * (1 - spread + 2 * spread * even)
    }
    let sum = drawn.reduce(0, +)
    for (id, share) in zip(ids, drawn) { shares[id] = sum > 0 ? share / sum : 0 }
  }

  private func leafShares(_ group: CriterionGroup, _ above: Double, _ shares: [String: Double]) -> [String:
    Double]
  {
    var found: [String: Double] = [:]
    for inner in group.groups {
      found.merge(leafShares(inner, above * (shares[inner.id] ?? 0), shares)) { first, _ in first }
    }
    for criterion in group.criteria { found[criterion.id] = above * (shares[criterion.id] ?? 0) }
    return found
  }
}

/// One criterion's points for some rows, as columns.
private struct SampledPoints {
  private let points: [Double]
  /// 1, or 0 where the criterion is left out.
  private let counts: [Double]

  init(_ scorer: CriterionScorer, _ rows: [Int32]) {
    let scores = rows.map { scorer.score(Int($0)) }
    points = scores.map { $0.state == .leftOut ? 0 : $0.points }
    counts = scores.map { $0.state == .leftOut ? 0 : 1 }
  }

  func add(_ share: Double, _ sums: inout [Double], _ weights: inout [Double]) {
    for index in points.indices {
      sums[index] += share * points[index]
      weights[index] += share * counts[index]
    }
  }
}
