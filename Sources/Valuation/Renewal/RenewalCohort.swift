/// What a fee schedule says of a cohort whose owners renew while it pays: the deterministic renewal model.
///
/// Schankerman and Pakes, "Estimates of the Value of Patent Rights in European Countries During the Post-1950
/// Period", Economic Journal 96 (1986) 1052-1076: a right earns r₀·dᵗ at age t, its owner renews at age t when
/// that covers the fee, and r₀ is lognormal over the cohort.
public struct RenewalCohort: Sendable {
  /// The returns at age 0, in the unit of the fees.
  public let initialReturn: Lognormal
  /// The share of the return that is left after a year, above 0, at most 1.
  public let kept: Double
  /// The fees by age: a fee of `fees[t]` is due at age t; 0 where there is none.
  public let fees: [Double]

  /// A cohort.
  public init(initialReturn: Lognormal, kept: Double, fees: [Double]) {
    self.initialReturn = initialReturn
    self.kept = kept
    self.fees = fees
  }

  /// The least initial return whose owner has paid every fee up to age `t`.
  public func threshold(_ t: Int) -> Double {
    var highest = 0.0
    var share = 1.0
    for age in 0...max(0, min(t, fees.count - 1)) where !fees.isEmpty {
      highest = max(highest, fees[age] / share)
      share *= kept
    }
    return highest
  }

  /// The share of the cohort that has paid every fee up to age `t`.
  public func survivors(_ t: Int) -> Double { initialReturn.share(from: threshold(t)) }

  /// The mean initial return of those that have paid every fee up to age `t`.
  public func meanInitialReturn(survivingTo t: Int) -> Double {
    let share = survivors(t)
    return share > 0 ? initialReturn.partialMean(from: threshold(t)) / share : 0
  }

  /// The value at age `t` of a right with a known initial return, whose owner renews while the return covers the
  /// fee of the age: ∑ vʲ⁻ᵗ (r₀dʲ − cⱼ) up to the first age at which it does not.
  /// - Returns: the value and the first age whose fee is not paid; nil when all are.
  public func value(initialReturn r0: Double, at t: Int, discount: Double) -> (value: Double, lapses: Int?) {
    var sum = 0.0
    var factor = 1.0
    for age in t..<max(t, fees.count) {
      let gain = r0 * PortableMath.power(kept, Double(age)) - fees[age]
      guard gain >= 0 else { return (sum, age) }
      sum += factor * gain
      factor /= 1 + discount
    }
    return (sum, nil)
  }
}
