/// A third-party rubric for the size of a loan against an intangible, kept because its example can be reproduced:
/// score = 100·(0.35·defensibility + 0.30·revenue contribution + 0.20·remaining life + 0.15·transferability). It is no
/// bank's standard (hexl.dev, "IP-backed loan sizing").
public struct LendingRubric: Sendable, Hashable {
  /// How well the right can be defended, 0 to 1.
  public var defensibility: Double
  /// What share of revenue rests on it, 0 to 1.
  public var revenueContribution: Double
  /// How much of its life is left, 0 to 1.
  public var remainingLife: Double
  /// How easily it can be transferred, 0 to 1.
  public var transferability: Double

  /// The four shares.
  public init(
    defensibility: Double, revenueContribution: Double, remainingLife: Double, transferability: Double
  ) {
    self.defensibility = defensibility
    self.revenueContribution = revenueContribution
    self.remainingLife = remainingLife
    self.transferability = transferability
  }

  /// The score, 0 to 100.
  /// - Throws: ``NotApplicable`` when a share lies outside 0 to 1.
  public func score() throws(NotApplicable) -> Double {
    for share in [defensibility, revenueContribution, remainingLife, transferability] {
      try Require.share(share, "评分项", "rating")
    }
    return 100
      * (0.35 * defensibility + 0.30 * revenueContribution + 0.20 * remainingLife + 0.15 * transferability)
  }

  /// The greatest loan: the value times the advance rate.
  /// - Throws: ``NotApplicable`` when the rate lies outside 0 to 1 or the value is negative.
  public static func greatestLoan(value: Double, advanceRate: Double) throws(NotApplicable) -> Double {
    try Require.share(advanceRate, "贷款成数", "advance rate")
    guard value >= 0, value < 1e18 else { throw NotApplicable(zh: "价值为负", en: "the value is negative") }
    return value * advanceRate
  }
}
