/// What the settings say of costs beside the developer's margin and the useful life. What is absent is not applied, and the
/// valuation says so: nobody knows it but the owner.
public struct CostPremises: Sendable, Hashable {
  /// What the money spent could have earned elsewhere a year, on top of prices. Key `opportunityCost`.
  public let opportunity: ValuationSettings.Sourced?
  /// The share of the cost that would not be spent again: with it the base is replacement cost. Key `avoidableCost`.
  public let avoidable: ValuationSettings.Sourced?
  /// The share lost because better means exist. Key `functionalObsolescence`.
  public let functional: ValuationSettings.Sourced?
  /// The share lost because the market has shrunk. Key `economicObsolescence`.
  public let economic: ValuationSettings.Sourced?

  /// The case of spending under these premises.
  /// - Parameters:
  ///   - basis: reproduction, or replacement without ``avoidable``.
  ///   - isLasting: whether nothing is obsolete, and nothing written off but over the legal term.
  public func approach(
    _ spending: [CostApproach.Spending], year: Int, priceIndex: [Int: Double], margin: Double,
    basis: CostApproach.Basis, usefulLife: Double, isLasting: Bool = false
  ) -> CostApproach {
    CostApproach(
      spending: spending, year: year, priceIndex: priceIndex, opportunityRate: opportunity?.value ?? 0,
      developerMargin: margin, basis: basis, avoidable: avoidable?.value ?? 0,
      functionalObsolescence: isLasting ? 0 : functional?.value ?? 0,
      economicObsolescence: isLasting ? 0 : economic?.value ?? 0, usefulLife: isLasting ? nil : usefulLife)
  }
}
