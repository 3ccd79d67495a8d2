public import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// What a broker's list would suggest for a right: the price asked, times the share that sells, discounted over the time
/// that takes. A hint from above, never counted.
public struct BrokeredEstimate: Sendable, Equatable {
  /// The price asked, in major units of the run's currency.
  public let asked: Double
  /// The share that sells.
  public let sold: Double
  /// The months until it has sold.
  public let months: Double
  /// The yearly rate of discount.
  public let rate: Double
  /// Price × share × discount.
  public let value: Double
  /// What the statistics count.
  public let says: BilingualText
  /// Where they come from.
  public let source: BilingualText
}

extension AssetCase {
  private var isGranted: Bool {
    guard let row = rows.first, rows.count == 1, !isBundle, !hasEnded, !isAnothers, !isAtTerm else {
      return false
    }
    return valuer.run.table[.stage]?.category(row) == RightStage.granted.rawValue
  }

  private var office: String? { rows.first.flatMap { valuer.run.table[.office]?.category($0) } }

  /// The royalty rate for an open licence within its ceilings, and the yearly fee of a licensee as large as the owner's
  /// own attributed sales of the coming year.
  func openLicence() -> OpenLicenceEstimate? {
    // Only patents can be declared open.
    guard isGranted, office == "CN",
      let kind = rows.first.flatMap({ valuer.run.table[.rightKind]?.category($0) }).flatMap(RightKind.init),
      kind.isPatent, let industry = valuer.royalties.industry(field: field),
      let rate = try? industry.range.rate(position: profile.position(.royalty).base)
    else { return nil }
    return settings.openLicence(
      rate: rate, sales: forecast(count: 2).years.last ?? 0, profit: nextProfit,
      greatestFee: major(settings.openLicence.fee, year: asOf.year))
  }

  /// The operating profit of the coming year that is attributed to the asset; nil unless it is known of every product.
  private var nextProfit: Double? {
    let amounts = ownShares.map { share in
      valuer.revenue[share.product]?.items["operating-profit"]?[asOf.year + 1].map { $0 * share.share }
    }
    let known = amounts.compactMap { $0 }
    return known.count == amounts.count && !known.isEmpty ? known.reduce(0, +) : nil
  }

  /// What brokers' lists suggest for a granted invention of an office that they cover.
  func brokered() -> BrokeredEstimate? {
    guard isGranted, let given = settings.brokered, let office, given.offices.contains(office),
      let row = rows.first, valuer.run.table[.rightKind]?.category(row) == RightKind.invention.rawValue,
      let asked = major(given.asked.amount, year: asOf.year)
    else { return nil }
    let rate = discountRate.rate
    guard
      let value = try? MarketApproach.brokered(
        price: asked, probabilityOfSale: given.sold, monthsToSale: given.months, rate: rate)
    else { return nil }
    return BrokeredEstimate(
      asked: asked, sold: given.sold, months: given.months, rate: rate, value: value, says: given.says,
      source: sourceText(given.asked.source, settings.header))
  }
}
