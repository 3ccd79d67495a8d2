internal import PortfolioCore

/// What the settings make of the places of the register's factors: one rule for valuations and for the cases of the file.
extension ValuationSettings {
  /// The built-up rate, or the weighted cost of capital with its premium where the settings give one. Premia lie the
  /// lower, the better the factors of the discount entry.
  /// - Parameter place: of the discount entry, 0 to 1.
  public func discountRate(place: Double) -> DiscountRate {
    func part(_ premium: Premium) -> DiscountRate.Part {
      DiscountRate.Part(
        label: premium.title, rate: premium.high - (premium.high - premium.low) * place,
        source: premium.source)
    }
    if let given = weightedCost,
      let cost = try? DiscountRate.weightedCost(
        equityShare: given.equityShare, costOfEquity: given.costOfEquity, costOfDebt: given.costOfDebt,
        tax: tax.value)
    {
      let label = BilingualText(zh: "加权平均资本成本（税后）", en: "Weighted cost of capital (after tax)")
      return DiscountRate(parts: [
        DiscountRate.Part(label: label, rate: cost, source: given.source), part(given.premium),
      ])
    }
    let base = DiscountRate.Part(
      label: BilingualText(
        zh: "无风险利率（\(riskless.seenOn.iso)）", en: "Riskless rate (\(riskless.seenOn.iso))"),
      rate: riskless.rate.value, source: riskless.rate.source)
    return DiscountRate(parts: [base] + premia.map(part))
  }

  /// The share of value in use that an orderly sale brings.
  /// - Parameter place: of the realisable entry, 0 to 1.
  public func orderlyShare(place: Double) -> Double { orderly.low + (orderly.high - orderly.low) * place }

  /// What an open licence could ask for, within the ceilings on net sales, on profit and on fixed fees.
  /// - Parameters:
  ///   - rate: the royalty on net sales before any ceiling.
  ///   - sales: a licensee's net sales of a year; 0 when they are not known.
  ///   - profit: the profit on them; nil when it is not known.
  ///   - greatestFee: the ceiling of fixed fees in the currency of the sales; nil without one.
  public func openLicence(
    rate: Double, sales: Double, profit: Double?, greatestFee: Double?
  ) -> OpenLicenceEstimate {
    let capped = min(rate, openLicence.sales)
    var cutBy: OpenLicenceEstimate.Ceiling? = capped < rate ? .sales : nil
    guard sales > 0 else { return OpenLicenceEstimate(rate: capped, yearlyFee: nil, cutBy: cutBy) }
    var fee = sales * capped
    if let profit, profit > 0, profit * openLicence.profit < fee {
      fee = profit * openLicence.profit
      cutBy = .profit
    }
    if let greatestFee, greatestFee < fee {
      fee = greatestFee
      cutBy = .fixed
    }
    return OpenLicenceEstimate(rate: capped, yearlyFee: fee, cutBy: cutBy)
  }
}

/// What an open licence could ask for, within the ceilings of the guide to its fees.
public struct OpenLicenceEstimate: Sendable, Equatable {
  /// The royalty on net sales, 0.03 for 3 %.
  public let rate: Double
  /// What a licensee of the size of the revenue attributed here would pay a year, in major units; nil without revenue.
  public let yearlyFee: Double?
  /// The ceiling that cut the estimate; nil when none did.
  public let cutBy: Ceiling?

  /// The ceilings of the notice on open licences: on net sales, on profit, and on fixed fees.
  public enum Ceiling: String, Sendable {
    /// The greatest share of net sales.
    case sales
    /// The greatest share of profit.
    case profit
    /// The greatest fixed fee.
    case fixed
  }
}
