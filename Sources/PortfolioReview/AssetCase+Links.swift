internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// What ties an asset to products, and why nothing of their revenue may be its own.
extension AssetCase {
  /// The products that it is linked to or given a share of, whether or not anything is attributed to it; of a product's
  /// bundle the product alone.
  var productsServed: Set<Int64> {
    if let product { return [product] }
    let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    return Set(shares.map(\.product))
      .union(valuer.ledger.links.filter { ids.contains($0.rightID) }.map(\.productID))
      .union(valuer.ledger.attributions.filter { ids.contains($0.rightID) }.map(\.productID))
  }

  /// That the attributions of the products it serves add up to more than their whole, so that nothing is attributed to
  /// anybody; nil where that is not why it has no share.
  var refusedAttribution: BilingualText? {
    guard shares.isEmpty, !valuer.attribution.refused.isEmpty else { return nil }
    let refused = valuer.attribution.refused.intersection(productsServed)
    let codes = valuer.ledger.products.filter { refused.contains($0.id) }.map(\.code).sorted()
    guard !codes.isEmpty else { return nil }
    let list = codes.joined(separator: ", ")
    return BilingualText(
      zh: "\(list) 的收入归属合计超过 100%，须先更正",
      en: "more than 100 % of the revenue of \(list) is attributed; correct that first")
  }

  /// That its links to products have ended, or that it is linked to some whose stated attributions give it no share; nil
  /// where that is not why it has none.
  var linkedWithoutShare: BilingualText? {
    guard shares.isEmpty, !isBundle, !rows.isEmpty else { return nil }
    let ended = endedShares.map { "\($0.product) \($0.day.iso)" }.joined(separator: ", ")
    if !ended.isEmpty {
      return BilingualText(zh: "它与产品的关联已经终止（\(ended)）", en: "its link to products has ended (\(ended))")
    }
    let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    let linked = Set(valuer.ledger.links.filter { ids.contains($0.rightID) }.map(\.productID))
    let shared = Set(valuer.ledger.attributions.filter { ids.contains($0.rightID) }.map(\.productID))
    let unshared = linked.intersection(valuer.attribution.stated).subtracting(shared)
    let codes = valuer.ledger.products.filter { unshared.contains($0.id) }.map(\.code).sorted()
    guard !codes.isEmpty else { return nil }
    let list = codes.joined(separator: ", ")
    return BilingualText(
      zh: "它与 \(list) 有关联，但 attributions 表没有给它份额",
      en: "it is linked to \(list), but table attributions gives it no share")
  }

  /// Why no revenue can be attributed where nothing else explains it.
  var noShare: NotApplicable {
    guard isBundle else {
      return NotApplicable(
        zh: "没有与产品的关联，无收入可归属", en: "it is linked to no product, so no revenue can be attributed")
    }
    return rows.isEmpty
      ? NotApplicable(zh: "没有权利与该产品关联", en: "no right is linked to the product")
      : NotApplicable(
        zh: "与该产品关联的权利都没有收入份额",
        en: "none of the rights that are linked to the product has a share of its revenue")
  }

  /// Why a product that is linked has no revenue at all in the years that are valued.
  func noRevenue(_ forecast: Forecast) -> NotApplicable {
    let lines = shares.compactMap { valuer.revenue[$0.product] }
    let begin = lines.compactMap { line in
      line.forecast.filter { $0.key >= asOf.year && $0.value != 0 }.keys.min()
    }.min()
    if let begin, begin > asOf.year {
      return NotApplicable(
        zh: "所关联产品的收入自 \(begin) 年才开始，晚于其寿命终了",
        en: "the revenue of the products it serves begins in \(begin), after the end of its life")
    }
    if lines.contains(where: { $0.forecast.keys.contains { $0 >= asOf.year } }) {
      return NotApplicable(zh: "所关联产品的收入预测为 0", en: "the revenue of the products it serves is forecast at 0")
    }
    if lines.contains(where: { !$0.actual.isEmpty || !$0.forecast.isEmpty }) {
      return NotApplicable(
        zh: "所关联产品的收入记录为 0", en: "the revenue of the products it serves is recorded as 0")
    }
    if forecast.leftOut > 0 {
      return NotApplicable(
        zh: "所关联产品的收入没有汇率或金额超出范围，未计入",
        en: "the revenue of the products it serves has no exchange rate or is out of range, and is left out")
    }
    return NotApplicable(
      zh: "所关联的产品没有收入记录或预测", en: "the products it serves have no recorded or forecast revenue")
  }
}
