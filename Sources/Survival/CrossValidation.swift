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

  /// How the chances within the first years came out.
  public struct Soon: Sendable {
    /// The mean area, of the rights watched so long.
    public let auc: Double
    /// The same within groups.
    public let byGroup: [String: Double]
    /// The mean chance.
    public let predicted: Double
    /// The share let lapse.
    public let observed: Double
  }
  /// The chances within the first years; nil where these were not asked for, or all or none were let lapse in them.
  public let soon: Soon?

  /// Validates.
  /// - Parameters:
  ///   - observations: the rights.
  ///   - horizons: the time on the clock until which each right's chance is asked: that at the end of observation.
  ///   - groups: sets of rights within which the area is wanted too.
  ///   - strata: the stratum of each right, such as its kind of owner; empty for one of all.
  ///   - deviations: slopes that may differ within groups.
  ///   - deviationRidge: the weight of the penalty on these.
  ///   - earlyYears: so many years of the clock have slopes of their own.
  ///   - earlyRidge: the weight of the penalty on what these add.
  ///   - soonYears: of the rights watched so long, the chance within these years is judged too; 0 for none.
  ///   - folds: parts into which the rights are shuffled; each is left out once.
  ///   - repetitions: how often they are shuffled.
  ///   - seed: of the shuffling.
  /// - Returns: nil where a fit fails.
  public init?(
    _ observations: [HazardObservation], horizons: [Double], groups: [String: [Int]], strata: [Int] = [],
    terms: Int, ridge: Double, deviations: [SlopeDeviation] = [], deviationRidge: Double = 0,
    earlyYears: Int = 0, earlyRidge: Double = 0, soonYears: Double = 0, folds: Int, repetitions: Int, seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    let events = observations.map(\.lapsed)
    func cell(_ index: Int) -> Int { 2 * (strata.isEmpty ? 0 : strata[index]) + (events[index] ? 1 : 0) }
    var total = 0.0
    var sums: [String: Double] = [:]
    let watched = observations.indices.filter {
      soonYears > 0 && horizons[$0] >= observations[$0].entry + soonYears
    }
    let soonEvents = observations.map { $0.lapsed && $0.exit <= $0.entry + soonYears }
    var soonTotal = 0.0
    var soonChance = 0.0
    var soonSums: [String: Double] = [:]
    for _ in 0..<repetitions {
      let shuffled = Array(observations.indices).shuffled(using: &generator)
      let places = shuffled.indices.sorted { left, right in
        let (one, other) = (cell(shuffled[left]), cell(shuffled[right]))
        return one != other ? one < other : left < right
      }
      let order = places.map { shuffled[$0] }
      var scores = [Double](repeating: 0, count: observations.count)
      var soonScores = scores
      for fold in 0..<folds {
        let left = order.indices.filter { $0 % folds == fold }.map { order[$0] }
        let leftSet = Set(left)
        let rest = observations.indices.filter { !leftSet.contains($0) }.map { observations[$0] }
        guard
          let fit = HazardFit(
            rest, terms: terms, ridge: ridge, deviations: deviations, deviationRidge: deviationRidge,
            earlyYears: earlyYears, earlyRidge: earlyRidge)
        else { return nil }
        for index in left {
          let level = fit.level(observations[index].values)
          scores[index] = fit.chance(from: observations[index].entry, to: horizons[index], level: level)
          if soonYears > 0 {
            soonScores[index] = fit.chance(
              from: observations[index].entry, to: observations[index].entry + soonYears, level: level)
          }
        }
      }
      guard let auc = RankAccuracy(scores: scores, events: events).auc else { return nil }
      total += auc
      for (name, members) in groups {
        let inside = RankAccuracy(scores: members.map { scores[$0] }, events: members.map { events[$0] })
        if let auc = inside.auc { sums[name, default: 0] += auc }
      }
      func soonAccuracy(_ members: [Int]) -> Double? {
        RankAccuracy(scores: members.map { soonScores[$0] }, events: members.map { soonEvents[$0] }).auc
      }
      guard !watched.isEmpty else { continue }
      soonTotal += soonAccuracy(watched) ?? 0
      soonChance += watched.reduce(0) { $0 + soonScores[$1] }
      let isWatched = Set(watched)
      for (name, members) in groups {
        if let auc = soonAccuracy(members.filter(isWatched.contains)) { soonSums[name, default: 0] += auc }
      }
    }
    auc = total / Double(repetitions)
    let observed = watched.count { soonEvents[$0] }
    soon =
      observed == 0 || observed == watched.count
      ? nil
      : Soon(
        auc: soonTotal / Double(repetitions), byGroup: soonSums.mapValues { $0 / Double(repetitions) },
        predicted: soonChance / Double(repetitions * watched.count),
        observed: Double(observed) / Double(watched.count))
    byGroup = sums.mapValues { $0 / Double(repetitions) }
  }
}
