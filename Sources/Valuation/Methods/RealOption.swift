/// An undeveloped patent as a call on the project that it protects: Black-Scholes-Merton with a cost of delay.
///
/// C = S·e^(−yT)·N(d₁) − K·e^(−rT)·N(d₂), d₁ = (ln(S/K) + (r − y + σ²/2)T) / (σ√T), d₂ = d₁ − σ√T. Every year of waiting
/// costs a year of protection: y = 1/T unless another is given, and it is not rounded. Damodaran, Damodaran on
/// Valuation, chapter 12.
public struct RealOption: Sendable, Hashable {
  /// S, the present value of the flows if the project were begun now.
  public var projectValue: Double
  /// K, what it costs to begin.
  public var developmentCost: Double
  /// σ², the yearly variance of the logarithm of the project's value.
  public var variance: Double
  /// T, the years of protection left.
  public var years: Double
  /// r, the riskless rate, continuously compounded.
  public var riskless: Double
  /// y, the cost of delay a year; nil takes 1/T.
  public var costOfDelay: Double?

  /// The inputs.
  public init(
    projectValue: Double, developmentCost: Double, variance: Double, years: Double, riskless: Double,
    costOfDelay: Double? = nil
  ) {
    self.projectValue = projectValue
    self.developmentCost = developmentCost
    self.variance = variance
    self.years = years
    self.riskless = riskless
    self.costOfDelay = costOfDelay
  }

  /// The value with its parts.
  public struct Result: Sendable, Hashable {
    /// d₁.
    public let d1: Double
    /// N(d₁).
    public let share1: Double
    /// d₂.
    public let d2: Double
    /// N(d₂).
    public let share2: Double
    /// The option's value.
    public let value: Double
    /// The value of beginning now, S − K.
    public let netPresentValue: Double
    /// What waiting adds to beginning now.
    public var timePremium: Double { value - netPresentValue }
  }

  /// The value.
  /// - Throws: ``NotApplicable`` without protection left, without costs of development, or when an input makes no
  ///   sense.
  public func value() throws(NotApplicable) -> Result {
    guard years > 0, years <= 100 else { throw NotApplicable(zh: "没有剩余保护期", en: "no protection is left") }
    guard projectValue > 0, developmentCost > 0, projectValue < 1e18, developmentCost < 1e18 else {
      throw NotApplicable(
        zh: "项目现值与开发成本须大于 0", en: "the project's value and the development cost must be above 0")
    }
    guard variance > 0, variance <= 25 else {
      throw NotApplicable(zh: "项目价值的方差须大于 0", en: "the variance of the project's value must be above 0")
    }
    try Require.rate(riskless, "无风险利率", "riskless rate")
    let delay = costOfDelay ?? 1 / years
    try Require.rate(delay, "延迟成本", "cost of delay")
    let spread = (variance * years).squareRoot()
    let d1 =
      (PortableMath.log(projectValue / developmentCost) + (riskless - delay + variance / 2) * years) / spread
    let d2 = d1 - spread
    let share1 = PortableMath.normalShare(below: d1)
    let share2 = PortableMath.normalShare(below: d2)
    let value =
      projectValue * PortableMath.exp(-delay * years) * share1 - developmentCost
      * PortableMath.exp(-riskless * years) * share2
    return Result(
      d1: d1, share1: share1, d2: d2, share2: share2, value: max(0, value),
      netPresentValue: projectValue - developmentCost)
  }
}
