internal import PortfolioCore

/// Repeated cross-validation of a hazard: every right is judged by a fit that has not seen it.
public struct CrossValidation: Sendable {
  /// The mean over the repetitions of the area under the curve, for all rights and within each group.
  public let auc: Double?
  /// The same within groups, by name; groups without an event or without a survivor are left out.
  public let byGroup: [String: Double]

  /// Validates.
  /// - Parameters:
  ///   - observations: the rights.
  ///   - horizons: the age until which each right's chance is asked: that at the end of observation.
  ///   - groups: sets of rights within which the area is wanted too.
  ///   - folds: parts into which the rights are shuffled; each is left out once.
  ///   - repetitions: how often they are shuffled.
  ///   - seed: of the shuffling.
  /// - Returns: nil where a fit fails.
  public init?(
    _ observations: [HazardObservation], horizons: [Double], groups: [String: [Int]], terms: Int,
    ridge: Double,
    termYears: Int, folds: Int, repetitions: Int, seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = observations.map(\.lapsed)
    var total = 0.0
    var sums: [String: Double] = [:]
    for _ in 0..<repetitions {
      let order = Array(observations.indices).shuffled(using: &generator)
      var scores = [Double](repeating: 0, count: observations.count)
      for fold in 0..<folds {
        let left = order.indices.filter { $0 % folds == fold }.map { order[$0] }
        let leftSet = Set(left)
        let rest = observations.indices.filter { !leftSet.contains($0) }.map { observations[$0] }
        guard let fit = HazardFit(rest, terms: terms, ridge: ridge) else { return nil }
        for index in left {
          scores[index] = fit.chance(
            from: observations[index].entry, to: horizons[index], sum: fit.sum(observations[index].values),
            termYears: termYears)
        }
      }
      guard let auc = RankAccuracy(scores: scores, events: events).auc else { return nil }
      total += auc
      for (name, members) in groups {
        let inside = RankAccuracy(scores: members.map { scores[$0] }, events: members.map { events[$0] })
        if let auc = inside.auc { sums[name, default: 0] += auc }
      }
    }
    auc = total / Double(repetitions)
    byGroup = sums.mapValues { $0 / Double(repetitions) }
  }
}
