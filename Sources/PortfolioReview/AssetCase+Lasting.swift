internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

extension AssetValuer {
  /// The first day on which rights serve a product no more, by product and right; absent where nothing ends it.
  static func serviceEnds(_ ledger: ValueLedger, _ others: OthersRights) -> [Int64: [Int64: CalendarDay]] {
    var ends: [Int64: [Int64: CalendarDay]] = [:]
    func add(_ right: Int64, _ product: Int64, _ end: CalendarDay?) {
      guard let end = [end, others.end(of: right)].compactMap({ $0 }).min() else { return }
      ends[product, default: [:]][right] = min(ends[product]?[right] ?? end, end)
    }
    for link in ledger.links { add(link.rightID, link.productID, link.to) }
    // A share may be stated without a link: then the licence alone ends it.
    for given in ledger.attributions { add(given.rightID, given.productID, nil) }
    return ends
  }
}

/// Links and licences in that end in the years that are valued: what is earned after that is not the asset's.
extension AssetCase {
  /// The shares of rights in a product in a year, less of those that serve it no more for a part of the year, and none of
  /// those that do not serve it in it at all; nil where every right serves it throughout.
  func lastingShares(of product: Int64, index: Int) -> [Int64: Double]? {
    guard let ends = valuer.serviceEnds[product], let shares = valuer.attribution.shares[product] else {
      return nil
    }
    var lasting = shares
    for (right, share) in shares {
      if let end = ends[right] { lasting[right] = share * servedPart(until: end, index: index) }
    }
    return lasting == shares ? nil : lasting
  }

  private var spanYears: Double? {
    switch span {
    case .own: return legalYears
    case .years(let years): return years
    }
  }

  /// The part of a year that is valued, from the as-of day on and up to the end of the legal term, that lies before a day.
  private func servedPart(until end: CalendarDay, index: Int) -> Double {
    let year = asOf.year + index
    guard let first = CalendarDay(year: year, month: 1, day: 1),
      let next = CalendarDay(year: year + 1, month: 1, day: 1)
    else { return 1 }
    let begin = max(asOf, first)
    var close = next
    if let spanYears { close = min(close, asOf + Int((spanYears * 365.25).rounded())) }
    guard close > begin else { return end > begin ? 1 : 0 }
    return min(1, max(0, Double(end - begin) / Double(close - begin)))
  }

  /// What the asset claims of a product before markets, by the shares of a year.
  /// - Parameter share: what it claims while all rights serve the product.
  func claim(_ share: Double, shares: [Int64: Double], markets: [String: Double]?) -> Double {
    let ids = rows.map { valuer.run.table.rightIDs[$0] }.sorted()
    let own = ids.reduce(0) { $0 + (shares[$1] ?? 0) }
    guard !isBundle, let cover = valuer.cover, let right = ids.first else { return min(share, own) }
    let states = (markets ?? [:]).keys.sorted()
    let greatest = states.map { cover.part(of: right, in: $0, shares: shares).share }.max() ?? 0
    return min(share, max(own, greatest))
  }

  /// The ends of links to products that it claims a part of, that lie in its life.
  private var linkEnds: [(number: String, product: String, day: CalendarDay)] {
    let claimed = Set(shares.map(\.product))
    let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    let codes = Dictionary(
      valuer.ledger.products.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    let last = asOf + Int((economicYears.base * 365.25).rounded())
    return valuer.ledger.links.compactMap { link -> (number: String, product: String, day: CalendarDay)? in
      guard let end = link.to, end < last, claimed.contains(link.productID), ids.contains(link.rightID),
        let row = valuer.rowOfRight[link.rightID]
      else { return nil }
      return (
        number: valuer.run.table.text("number", row), product: codes[link.productID] ?? "", day: end
      )
    }
  }

  /// Which links end in its life, in a sentence; empty where none does.
  var linkEndNotes: [BilingualText] {
    let ends = linkEnds.sorted { ($0.day, $0.number, $0.product) < ($1.day, $1.number, $1.product) }
    guard !ends.isEmpty else { return [] }
    let zh = ends.map { "\($0.number) 与 \($0.product) 自 \($0.day.iso)" }.joined(separator: "；")
    let en = ends.map { "\($0.number) and \($0.product) from \($0.day.iso)" }.joined(separator: "; ")
    return [
      BilingualText(
        zh: "与产品的关联有终止日，自该日起的收入不计：\(zh)",
        en: "Links to products have an end, and revenue from that day on does not count: \(en)")
    ]
  }

  /// The links that have ended and have a stated share, which counts for nobody: of a product those of all rights that
  /// have not ended themselves.
  var endedShares: [(number: String, product: String, day: CalendarDay)] {
    let codes = Dictionary(
      valuer.ledger.products.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    return valuer.ledger.endedLinks.compactMap { link -> (number: String, product: String, day: CalendarDay)? in
      guard product.map({ $0 == link.productID }) ?? ids.contains(link.rightID),
        valuer.ledger.attributions.contains(where: {
          $0.rightID == link.rightID && $0.productID == link.productID && $0.share > 0
        }), let row = valuer.rowOfRight[link.rightID],
        valuer.run.table[.legalLife]?.category(row) != LegalLife.ended.rawValue
      else { return nil }
      return (
        number: valuer.run.table.text("number", row), product: codes[link.productID] ?? "", day: link.on
      )
    }.sorted { ($0.day, $0.number, $0.product) < ($1.day, $1.number, $1.product) }
  }

  /// Which stated shares count for nobody as their links have ended, in a sentence; empty where none does, and where that
  /// is why a right has no share at all (``linkedWithoutShare``).
  var endedShareNotes: [BilingualText] {
    let ended = isBundle || !shares.isEmpty ? endedShares : []
    guard !ended.isEmpty else { return [] }
    let zh = ended.map { "\($0.number) 与 \($0.product) 自 \($0.day.iso)" }.joined(separator: "；")
    let en = ended.map { "\($0.number) and \($0.product) from \($0.day.iso)" }.joined(separator: "; ")
    return [
      BilingualText(
        zh: "与产品的关联已经终止，attributions 表中的份额不计：\(zh)",
        en: "Links to products have ended, and the shares in table attributions count for nobody: \(en)")
    ]
  }

  /// Why nothing of revenue that begins later is its own: its links or licences have ended by then.
  var servesNoLonger: NotApplicable {
    NotApplicable(
      zh: "与产品的关联或许入许可在有收入之前终止",
      en: "its links to products, or the licence in, end before there is revenue")
  }
}
