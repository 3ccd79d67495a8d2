public import Foundation
internal import PortfolioCore

/// The weights that a grading really used, and how those that were reckoned came about. Stored with the run.
public struct ResolvedWeights: Sendable, Equatable, Codable {
  /// The weight set, or nil for the weights of the tree.
  public let weightSet: String?
  /// The share of the level by the id of a group or criterion; every level sums to exactly 1.
  public let shares: [String: Decimal]
  /// How the levels that are not simply written down came about.
  public let derivations: [WeightDerivation]
}

/// How the weights of one level were reckoned.
public struct WeightDerivation: Sendable, Equatable, Codable {
  /// The weights by one way.
  public struct Way: Sendable, Equatable, Codable {
    /// `given`, `ahp` or `entropy`.
    public let method: String
    /// The way's share of the mix.
    public let share: Decimal
    /// The weights, in the order of ``WeightDerivation/ids``.
    public let weights: [Double]
    /// For a comparison of pairs: its consistency ratio.
    public let consistencyRatio: Double?
    /// For a comparison of pairs: its principal eigenvalue.
    public let principalEigenvalue: Double?
    /// For entropy: the entropy of each member over the portfolio, 0 to 1.
    public let entropies: [Double]?
    /// For entropy: the number of rights that took part, by member.
    public let rights: [Int]?
  }

  /// The group; empty for the top of a part or an axis.
  public let group: String
  /// The part; empty for a file without parts.
  public let part: String
  /// The axis.
  public let axis: String
  /// The members of the level.
  public let ids: [String]
  /// The ways, in the order of the file.
  public let ways: [Way]
  /// The weights that follow, millionths that sum to exactly 1.
  public let weights: [Decimal]
}

/// Finds the weights of a model over a portfolio.
struct WeightResolver {
  let model: GradingModel
  let weightSet: WeightSet?
  let scorers: [String: CriterionScorer]
  let rowsOfPart: [[Int32]]
  private var shares: [String: Decimal] = [:]
  private var derivations: [WeightDerivation] = []

  init(
    model: GradingModel, weightSet: WeightSet?, scorers: [String: CriterionScorer], rowsOfPart: [[Int32]]
  ) {
    self.model = model
    self.weightSet = weightSet
    self.scorers = scorers
    self.rowsOfPart = rowsOfPart
  }

  mutating func resolve() -> ResolvedWeights {
    for (number, part) in model.parts.enumerated() {
      for axis in part.axes { resolve(axis.root, part, axis, rowsOfPart[number]) }
    }
    return ResolvedWeights(weightSet: weightSet?.id, shares: shares, derivations: derivations)
  }

  /// The levels within come first, for the entropy of a group looks at the group's points.
  private mutating func resolve(
    _ group: CriterionGroup, _ part: GradingPart, _ axis: GradingAxis, _ rows: [Int32]
  ) {
    for inner in group.groups { resolve(inner, part, axis, rows) }
    let ids = group.childIDs
    if let set = weightSet, ids.contains(where: { set.weights[$0] != nil }) {
      for (id, weight) in zip(ids, group.childWeights) { shares[id] = set.weights[id] ?? weight }
      return
    }
    guard group.weighing != .given else {
      for (id, weight) in zip(ids, group.childWeights) { shares[id] = weight }
      return
    }
    let entropy = group.weighing.usesPortfolio ? EntropyWeights(points(group, rows)) : nil
    let mixed = WeightMix.weights(
      group.weighing, ids: ids, given: group.writtenWeights, entropy: entropy?.weights)
    for one in mixed { shares[one.id] = one.weight }
    let ways = group.weighing.components.map { component -> WeightDerivation.Way in
      switch component.method {
      case .given:
        return WeightDerivation.Way(
          method: "given", share: component.share, weights: group.writtenWeights.map(\.asDouble),
          consistencyRatio: nil, principalEigenvalue: nil, entropies: nil, rights: nil)
      case .comparison(let pairs):
        return WeightDerivation.Way(
          method: "ahp", share: component.share,
          weights: ids.map { id in pairs.ids.firstIndex(of: id).map { pairs.weights[$0] } ?? 0 },
          consistencyRatio: pairs.consistencyRatio, principalEigenvalue: pairs.principalEigenvalue,
          entropies: nil, rights: nil)
      case .entropy:
        return WeightDerivation.Way(
          method: "entropy", share: component.share, weights: entropy?.weights ?? [], consistencyRatio: nil,
          principalEigenvalue: nil, entropies: entropy?.entropies, rights: entropy?.counts)
      }
    }
    derivations.append(
      WeightDerivation(
        group: group.id, part: part.id, axis: axis.id, ids: ids, ways: ways, weights: mixed.map(\.weight)))
  }

  /// The known points of each member of a level.
  private func points(_ group: CriterionGroup, _ rows: [Int32]) -> [[Double]] {
    group.groups.map { inner in rows.compactMap { row in knownScore(inner, Int(row)) } }
      + group.criteria.map { criterion in rows.compactMap { row in knownPoints(criterion, Int(row)) } }
  }

  private func knownPoints(_ criterion: Criterion, _ row: Int) -> Double? {
    guard let score = scorers[criterion.id]?.score(row), score.known > 0 else { return nil }
    return score.points
  }

  /// The mean of a group's known criteria; nil when none is known.
  private func knownScore(_ group: CriterionGroup, _ row: Int) -> Double? {
    var sum = 0.0
    var weight = 0.0
    for inner in group.groups {
      guard let points = knownScore(inner, row), let share = shares[inner.id]?.asDouble else { continue }
      sum += share * points
      weight += share
    }
    for criterion in group.criteria {
      guard let points = knownPoints(criterion, row), let share = shares[criterion.id]?.asDouble else {
        continue
      }
      sum += share * points
      weight += share
    }
    return weight > 0 ? sum / weight : nil
  }
}

/// Weights by the entropy of points over a portfolio: a criterion on which all rights have the same points
/// tells nothing about them and weighs nothing; one that sets them apart weighs more.
///
/// e = -Σ p ln p / ln n with p = points / Σ points; the weights are proportional to 1 - e (C. E. Shannon,
/// A Mathematical Theory of Communication, 1948; the use for weights is that of the textbooks on decisions by
/// several criteria).
struct EntropyWeights {
  let entropies: [Double]
  let counts: [Int]
  let weights: [Double]

  init(_ members: [[Double]]) {
    entropies = members.map(EntropyWeights.entropy)
    counts = members.map(\.count)
    let telling = entropies.map { max(0, 1 - $0) }
    let sum = telling.reduce(0, +)
    // Where nothing sets rights apart, nothing speaks for unequal weights.
    weights =
      sum > 1e-12 ? telling.map { $0 / sum } : members.map { _ in 1 / Double(max(members.count, 1)) }
  }

  private static func entropy(_ points: [Double]) -> Double {
    // In their order, so that the order of rows makes no difference to the sums.
    let sorted = points.sorted()
    let sum = sorted.reduce(0, +)
    guard sorted.count > 1, sum > 0 else { return 1 }
    let total = sorted.reduce(0) { total, one in
      let share = one / sum
      return share > 0 ? total - share * log(share) : total
    }
    return total / log(Double(sorted.count))
  }
}
