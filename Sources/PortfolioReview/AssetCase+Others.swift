internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// The rights of a run that belong to others alone (``FactTable/isAnothers(_:)``), and until when they may be used.
struct OthersRights: Sendable {
  /// The licences in that run on the as-of day, of each such right; empty where none does.
  let licences: [Int64: [ValueLedger.LicenceIn]]
  /// Those that no licence lets the portfolio use: sold, or no longer licensed in.
  let unlicensed: Set<Int64>

  init(_ run: ReviewRun, _ ledger: ValueLedger) {
    let given = Dictionary(grouping: ledger.licencesIn, by: \.rightID)
    var licences: [Int64: [ValueLedger.LicenceIn]] = [:]
    for (row, id) in run.table.rightIDs.enumerated() where run.table.isAnothers(row) {
      licences[id] = given[id] ?? []
    }
    self.licences = licences
    unlicensed = Set(licences.filter(\.value.isEmpty).keys)
  }

  /// The day after the last one of its licences; nil where one of them has no last day, and for the portfolio's own rights.
  func end(of right: Int64) -> CalendarDay? {
    guard let list = licences[right], !list.isEmpty, list.allSatisfy({ $0.to != nil }) else { return nil }
    return list.compactMap(\.to).max().map { $0 + 1 }
  }
}

extension AssetValuer {
  /// What is left of a right where that is less than the fact of its term says: up to the end of licences in, with their
  /// contracts, or nothing where the term is over; nil where the fact says it.
  func limit(of row: Int) -> (years: Double, contracts: [String])? {
    let id = run.table.rightIDs[row]
    if pastTerm[id] != nil { return (years: 0, contracts: []) }
    guard let end = others.end(of: id) else { return nil }
    let years = Double(end - run.asOf) / 365.25
    if let term = run.table[.remainingTerm]?.number(row), term <= years { return nil }
    return (years: years, contracts: (others.licences[id] ?? []).map(\.contract))
  }
}

/// What belongs to others: it is used as long as a licence runs, and sold by nobody here.
extension AssetCase {
  /// Whether it belongs to others alone; of a product whether all its rights do.
  var isAnothers: Bool { !rows.isEmpty && rows.allSatisfy { valuer.run.table.isAnothers($0) } }

  /// The numbers of its rights that belong to others: those with a licence in, or those without.
  private func others(isLicensed: Bool) -> [Int] {
    rows.filter { row in
      valuer.others.licences[valuer.run.table.rightIDs[row]].map { $0.isEmpty != isLicensed } ?? false
    }
  }

  /// The contracts that end its life, where licences in do and not the legal term; empty otherwise.
  private var endingContracts: [String] {
    guard isAnothers, let legalYears, let row = rows.first(where: { self.legalYears(of: $0) == legalYears })
    else { return [] }
    return valuer.limit(of: row)?.contracts ?? []
  }

  /// Where it is known from how long it lasts: from its legal term, or from the licences in that end before it.
  var legalTermSource: BilingualText {
    let contracts = endingContracts.joined(separator: ", ")
    return contracts.isEmpty
      ? BilingualText(zh: "法定期限", en: "legal term")
      : BilingualText(zh: "licences 表：\(contracts)", en: "table licences: \(contracts)")
  }

  /// Where the economic life is known from.
  var lifeSource: BilingualText {
    endingContracts.isEmpty
      ? BilingualText(zh: "技术寿命与剩余法定期限中较短者", en: "the shorter of technical life and legal term")
      : BilingualText(
        zh: "技术寿命与许可剩余期限中较短者（\(legalTermSource.zh)）",
        en: "the shorter of technical life and what is left of the licence (\(legalTermSource.en))")
  }

  /// Why no method values it: it belongs to others, and no licence lets the portfolio use it; nil where that is not so.
  var notOurs: NotApplicable? {
    guard !rows.isEmpty, !hasEnded, others(isLicensed: false).count == rows.count else { return nil }
    return NotApplicable(
      zh: "权利属于他人，基准日没有有效的许入许可",
      en: "it belongs to others, and no licence in runs on the valuation day")
  }

  /// The part of what it earns that is earned with rights of the portfolio's own, which could be sold: by the shares of
  /// each year, as a licence that ends leaves them, and by what that year counts in the present value.
  var saleablePart: Double {
    if isAnothers { return 0 }
    guard let product, rows.contains(where: { valuer.run.table.isAnothers($0) }) else { return 1 }
    let today = valuer.attribution.shares[product] ?? [:]
    let ids = rows.map { valuer.run.table.rightIDs[$0] }
    let ownIDs = rows.filter { !valuer.run.table.isAnothers($0) }.map { valuer.run.table.rightIDs[$0] }
    var own = 0.0
    var all = 0.0
    for (index, weight) in presentValues() {
      let shares = lastingShares(of: product, index: index) ?? today
      let whole = ids.reduce(0) { $0 + (shares[$1] ?? 0) }
      guard whole > 0 else { continue }
      own += weight * ownIDs.reduce(0) { $0 + (shares[$1] ?? 0) } / whole
      all += weight
    }
    return all > 0 ? min(1, own / all) : 1
  }

  /// What each year from the as-of year on counts in the present value: its royalties less fees, as far as they are
  /// positive; where there are none the discounted part of the year that lies in its life.
  private func presentValues() -> [(index: Int, weight: Double)] {
    let lines = (try? exactRelief().table())?.lines ?? []
    let royalties = lines.filter { $0.part > 0 && $0.presentValue > 0 }
      .map { (index: $0.year - asOf.year, weight: $0.presentValue) }
    if !royalties.isEmpty { return royalties }
    let rate = discountRate.rate
    return parts(years: economicYears.base).enumerated()
      .map { (index: $0.offset, weight: $0.element * PortableMath.power(1 + rate, -Double($0.offset))) }
  }

  /// Which of its rights belong to others, under which contracts they are used and until when, in sentences.
  var othersNotes: [BilingualText] {
    let licensed = others(isLicensed: true).map { row -> (zh: String, en: String) in
      let id = valuer.run.table.rightIDs[row]
      let contracts = (valuer.others.licences[id] ?? []).map(\.contract).joined(separator: ", ")
      let last = valuer.others.end(of: id).map { ($0 - 1).iso }
      let number = valuer.run.table.text("number", row)
      return (
        "\(number)（\(contracts)，\(last.map { "至 \($0)" } ?? "没有终止日")）",
        "\(number) (\(contracts), \(last.map { "until \($0)" } ?? "without a last day"))"
      )
    }
    var notes: [BilingualText] = []
    if !licensed.isEmpty {
      let zh = isAnothers ? "不能出售，不计入合计" : "其份额不能出售，可变现价值不含它"
      let en =
        isAnothers ? "it cannot be sold and is in no total" : "its share cannot be sold and is in no sale value"
      notes.append(
        BilingualText(
          zh: "属于他人、凭许入使用：\(licensed.map(\.zh).joined(separator: "；"))。只计到许可终止；为许可支付的费用没有扣除；\(zh)",
          en:
            "Belongs to others and is used under a licence in: \(licensed.map(\.en).joined(separator: "; ")). Counted up to the end of the licence; what is paid for it is not taken off; \(en)"
        ))
    }
    let gone = notCounted
    if !gone.isEmpty {
      let list = gone.joined(separator: ", ")
      notes.append(
        BilingualText(
          zh: "属于他人且没有有效的许入，份额不计：\(list)",
          en: "Belongs to others without a licence in that runs, so its share counts for nobody: \(list)"))
    }
    return notes
  }

  /// Of a product the numbers of rights that serve it, belong to others and have no licence.
  private var notCounted: [String] {
    guard let product, notOurs == nil else { return [] }
    let linked = valuer.ledger.links.filter { $0.productID == product }.map(\.rightID)
    let given = valuer.ledger.attributions.filter { $0.productID == product }.map(\.rightID)
    return Set(linked + given).intersection(valuer.others.unlicensed)
      .compactMap { valuer.rowOfRight[$0] }
      .filter { valuer.run.table[.legalLife]?.category($0) != LegalLife.ended.rawValue }.sorted()
      .map { valuer.run.table.text("number", $0) }
  }
}
