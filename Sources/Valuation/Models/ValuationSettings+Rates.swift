internal import PortfolioCore

extension ValuationSettings {
  /// The built-up discount rate: premia lie the lower, the better the factors of the discount entry.
  /// - Parameter place: where those factors place the asset, 0 with all at level 1, 1 with all at level 5.
  public func discountRate(place: Double) -> DiscountRate {
    var parts = [
      DiscountRate.Part(
        label: BilingualText(
          zh: "无风险利率（\(riskless.seenOn.iso)）", en: "Riskless rate (\(riskless.seenOn.iso))"),
        rate: riskless.rate.value, source: riskless.rate.source)
    ]
    for premium in premia {
      parts.append(
        DiscountRate.Part(
          label: premium.title, rate: premium.high - (premium.high - premium.low) * place,
          source: premium.source))
    }
    return DiscountRate(parts: parts)
  }

  /// What an orderly sale realises of value in use.
  /// - Parameter place: where the factors of the entry `realisable` place the asset, 0 to 1.
  public func orderlyShare(place: Double) -> Double { orderly.low + (orderly.high - orderly.low) * place }
}
