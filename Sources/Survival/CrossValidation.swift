internal import PortfolioCore

/// Repeated cross-validation of a hazard: every right is judged by a fit that has not seen it.
///
/// Each fold has its share of each stratum's lapses and survivors. Left to chance, a fold with many of a small
/// group's lapses leaves the fit few of them, so that just these rights seem safe, and the area within the group
/// comes out too low (Parker, Günter, Bedo, BMC Bioinformatics 8 (2007) 326, doi:10.1186/1471-2105-8-326).
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
  ///   - strata: the stratum of each right, such as its kind of owner; empty for one of all.
  ///   - deviations: slopes that may differ within groups.
  ///   - deviationRidge: the weight of the penalty on these.
  ///   - folds: parts into which the rights are shuffled; each is left out once.
  ///   - repetitions: how often they are shuffled.
  ///   - seed: of the shuffling.
  /// - Returns: nil where a fit fails.
  public init?(
    _ observations: [HazardObservation], horizons: [Double], groups: [String: [Int]], strata: [Int] = [],
    terms: Int, ridge: Double, deviations: [SlopeDeviation] = [], deviationRidge: Double = 0,
    termYears: Int, folds: Int, repetitions: Int, seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = observations.map(\.lapsed)
    func cell(_ index: Int) -> Int { 2 * (strata.isEmpty ? 0 : strata[index]) + (events[index] ? 1 : 0) }
    var total = 0.0
    var sums: [String: Double] = [:]
    for _ in 0..<repetitions {
      let shuffled = Array(observations.indices).shuffled(using: &generator)
      let places = shuffled.indices.sorted { left, right in
        let (one, other) = (cell(shuffled[left]), cell(shuffled[right]))
        return one != other ? one < other : left < right
      }
      let order = places.map { shuffled[$0] }
      var scores = [Double](repeating: 0, count: observations.count)
      for fold in 0..<folds {
        let left = order.indices.filter { $0 % folds == fold }.map { order[$0] }
        let leftSet = Set(left)
        let rest = observations.indices.filter { !leftSet.contains($0) }.map { observations[$0] }
        guard
          let fit = HazardFit(
            rest, terms: terms, ridge: ridge, deviations: deviations, deviationRidge: deviationRidge)
        else { return nil }
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
