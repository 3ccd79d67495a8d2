/// The tax amortisation benefit: a buyer who may write the asset off saves tax, and the asset is worth that more.
///
/// Factor = 1 / (1 − t/n · a(n, k)) with a(n, k) = (1 − (1 + k)⁻ⁿ)/k, times (1 + k)^½ for flows in the middle of the
/// year. n is the statutory life of the country's tax law, never the length of the forecast.
public struct TaxAmortisation: Sendable, Hashable {
  /// The statutory life in years.
  public let statutoryYears: Int
  /// The tax rate.
  public let tax: Double

  /// A rule of a country.
  public init(statutoryYears: Int, tax: Double) {
    self.statutoryYears = statutoryYears
    self.tax = tax
  }

  /// Factors above this come from a wrong formula or a wrong life: the annuity without the division by n, the tax
  /// rate for n years at once.
  public static let greatestPlausibleFactor = 1.5

  /// The factor by which a value before the benefit is multiplied.
  /// - Throws: ``NotApplicable`` without a statutory life of at least a year, with a rate that makes no sense, or
  ///   when the factor is above ``greatestPlausibleFactor``.
  public func factor(_ discounting: Discounting) throws(NotApplicable) -> Double {
    try Require.rate(discounting.rate, "折现率", "discount rate")
    try Require.share(tax, "税率", "tax rate")
    guard (1...100).contains(statutoryYears) else {
      throw NotApplicable(
        zh: "没有法定摊销年限，不能用预测期代替",
        en: "there is no statutory life of amortisation, and the length of the forecast is none")
    }
    let years = Double(statutoryYears)
    let rate = discounting.rate
    var annuity = rate == 0 ? years : (1 - PortableMath.power(1 + rate, -years)) / rate
    switch discounting.timing {
    case .end: break
    case .middle: annuity *= PortableMath.power(1 + rate, 0.5)
    case .start: annuity *= 1 + rate
    }
    let factor = 1 / (1 - tax / years * annuity)
    guard factor >= 1, factor <= TaxAmortisation.greatestPlausibleFactor else {
      throw NotApplicable(
        zh: "摊销税收利益系数 \(factor) 不合理：请核对法定年限、税率和折现率",
        en:
          "a tax amortisation factor of \(factor) is not plausible: check the statutory life, tax and discount rates"
      )
    }
    return factor
  }
}
