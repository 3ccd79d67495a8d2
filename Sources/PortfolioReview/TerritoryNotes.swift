internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// What the markets do to a value, in inputs and sentences: one wording for all methods.
extension AssetCase {
  /// The share of each year's attributed revenue that lies where the asset's rights stand, from the as-of year on: the
  /// rule of relief from royalty, for methods that rest on other figures of a product. A year without revenue counts as
  /// of an unknown market.
  func marketShares(count: Int, unknownMarket: Double? = nil) -> (shares: [Double], markets: Markets) {
    let weights = Array(parts(years: Double(count)).prefix(count))
    var forecast = forecast(count: count, unknownMarket: unknownMarket, weights: weights)
    if forecast.markets.total == 0 { forecast.markets.unknown = 1 }
    let unknown = unknownMarket ?? settings.unknownMarket.high
    let shares = (0..<count).map { index in
      // Against what it would claim if no link ended: figures of a business end with the links as its revenue does.
      let claimed = forecast.claimed[index]
      return claimed == 0 ? unknown : min(1, max(0, forecast.years[index] / claimed))
    }
    return (shares, forecast.markets)
  }

  /// As ``marketShares(count:unknownMarket:)``.
  /// - Throws: ``NotApplicable`` where all revenue is earned in markets where none of the asset's rights stands.
  func ownMarkets(count: Int) throws(NotApplicable) -> (shares: [Double], markets: Markets) {
    let found = marketShares(count: count)
    if found.shares.allSatisfy({ $0 == 0 }), !found.markets.absent.isEmpty {
      throw noMarket(found.markets)
    }
    return found
  }

  /// The same asset with what the markets sold in say of its territory, over the years that relief from royalty counts:
  /// the share of sales made where it or another of its family stands.
  var byMarkets: AssetCase {
    guard shares.contains(where: { valuer.marketed.contains($0.product) }) else { return self }
    let markets = printedMarkets()
    let covered = [markets.inForce, markets.pending, markets.elsewhere].reduce(0.0) {
      $0 + $1.values.reduce(0, +)
    }
    let known = covered + markets.absent.values.reduce(0, +)
    guard known > 0 else { return self }
    var asset = self
    asset.profile = profile.covering(covered / known)
    return asset
  }

  /// Why revenue that is there is none of the asset's.
  func noMarket(_ markets: Markets) -> NotApplicable {
    if markets.absent.isEmpty, !markets.elsewhere.isEmpty {
      let list = markets.list(markets.elsewhere)
      return NotApplicable(
        zh: "产品的收入来自同族其他成员所在的市场（\(list)），计在该成员，不重复",
        en:
          "the revenue of its products is earned where other members of its family stand (\(list)) and counts for them"
      )
    }
    if markets.absent.isEmpty { return noMarketNamed }
    let list = markets.list(markets.absent)
    return NotApplicable(
      zh: "产品的全部收入来自没有有效权利的市场（\(list)）",
      en: "all revenue of its products comes from markets without a live right (\(list))")
  }

  /// Why a member of a family without a share of its own has nothing of revenue that names no market.
  var noMarketNamed: NotApplicable {
    NotApplicable(
      zh: "预测没有写明市场，计在自身有归属份额的成员",
      en: "the forecast names no market; it counts for the members that have a share of their own")
  }

  /// Whether members of its family have shares of products whose revenue to come names no market.
  var hasFamilyWithoutMarket: Bool {
    guard shares.isEmpty, !isBundle, let cover = valuer.cover else { return false }
    let family = Set(rows.flatMap { cover.members(of: valuer.run.table.rightIDs[$0]) })
    return valuer.attribution.shares.contains { product, shares in
      guard let line = valuer.revenue[product], shares.keys.contains(where: { family.contains($0) }) else {
        return false
      }
      let growth = settings.laterGrowth.value
      let years = [asOf.year] + line.forecast.keys.filter { $0 > asOf.year }
      return years.contains { (line.figure(of: $0, growth: growth)?.amount ?? 0) != 0 }
        && line.states(from: asOf.year, growth: growth).isEmpty
    }
  }

  /// A product's figures by year, as far as they belong to markets where its rights stand.
  func covered(_ figures: [Double], _ shares: [Double]) -> [Double] {
    zip(figures, shares).map { $0 * $1 }
  }

  /// What is left of a value in the low case, where less of the revenue in unknown markets counts; 1 where none is
  /// unknown.
  /// - Parameter value: the value under other shares by year.
  func cautiousPart(
    of base: Double, _ markets: Markets, count: Int, value: ([Double]) throws(NotApplicable) -> Double
  ) throws(NotApplicable) -> Double {
    guard markets.unknown > 0, base > 0 else { return 1 }
    let less = try value(marketShares(count: count, unknownMarket: settings.unknownMarket.low).shares)
    return min(1, max(0, less / base))
  }

  /// The share of the attributed revenue that counts, as an input; empty where no revenue names a market.
  func territoryInputs(_ markets: Markets) -> [ValuationInput] {
    guard valuer.cover != nil, markets.total > 0 else { return [] }
    let counted =
      markets.inForce.values.reduce(0, +) + markets.pending.values.reduce(0, +)
      + markets.unknown * settings.unknownMarket.high
    var zh: [String] = []
    var en: [String] = []
    if !markets.inForce.isEmpty {
      zh.append("有效：\(markets.list(markets.inForce))")
      en.append("in force: \(markets.list(markets.inForce))")
    }
    if !markets.pending.isEmpty {
      zh.append("申请中：\(markets.list(markets.pending))")
      en.append("applied for: \(markets.list(markets.pending))")
    }
    return [
      ValuationInput(
        BilingualText(zh: "地域覆盖（计入的归属收入）", en: "Territorial cover (attributed revenue that counts)"),
        .percent(min(1, counted / markets.total)),
        source: BilingualText(
          zh: (["revenues 表的市场与各权利所在国家"] + zh).joined(separator: "；"),
          en: (["markets of table revenues, where the rights stand"] + en).joined(separator: "; ")))
    ]
  }

  /// What the territory does to the value, in sentences.
  func territoryNotes(_ markets: Markets) -> [BilingualText] {
    var notes: [BilingualText] = []
    let whole = markets.total
    guard whole > 0 else { return [] }
    func percent(_ amount: Double) -> Double { (amount / whole * 1000).rounded() / 10 }
    func sum(_ amounts: [String: Double]) -> Double { amounts.values.reduce(0, +) }
    if sum(markets.absent) > 0 {
      let list = markets.list(markets.absent)
      notes.append(
        BilingualText(
          zh: "没有有效权利的市场不计：占归属收入的 \(percent(sum(markets.absent)))%（\(list)）",
          en:
            "Markets without a live right do not count: \(percent(sum(markets.absent))) % of the attributed revenue (\(list))"
        ))
    }
    if sum(markets.elsewhere) > 0 {
      let list = markets.list(markets.elsewhere)
      let others = relatives(in: Array(markets.elsewhere.keys))
      notes.append(
        BilingualText(
          zh:
            "归属收入的 \(percent(sum(markets.elsewhere)))%（\(list)）计在同族中在该市场有效或申请中的成员（\(others)），连同其年费，不在此重复",
          en:
            "Of the attributed revenue \(percent(sum(markets.elsewhere))) % (\(list)) counts for the members of the family that stand or are applied for there (\(others)), with their annuities, and not here again"
        ))
    }
    if sum(markets.pending) > 0 {
      let list = markets.list(markets.pending)
      notes.append(
        BilingualText(
          zh: "归属收入的 \(percent(sum(markets.pending)))%（\(list)）所在市场只有申请，尚未授权：按将获授权计入",
          en:
            "Of the attributed revenue \(percent(sum(markets.pending))) % (\(list)) lies where there is only an application: it counts as if that were granted"
        ))
    }
    if markets.letGo > 0 {
      notes.append(
        BilingualText(
          zh: "归属收入的 \(percent(markets.letGo))% 属于年费超过尚能挣得而放弃的权利，自放弃起连同其年费不计",
          en:
            "Of the attributed revenue \(percent(markets.letGo)) % is that of rights that are let go, for their fees exceed what is still to be earned with them: from then on neither counts"
        ))
    }
    if markets.unknown > 0 {
      let given = settings.unknownMarket
      let high = Int((given.high * 100).rounded())
      let low = Int((given.low * 100).rounded())
      notes.append(
        BilingualText(
          zh:
            "归属收入的 \(percent(markets.unknown))% 没有记录市场，或不知权利在该市场是否有效：假定基准和高值情形有 \(high)%、低值情形有 \(low)% 在权利有效的国家取得",
          en:
            "Of the attributed revenue \(percent(markets.unknown)) % has no recorded market, or it is not known whether a right stands there: assumed that \(high) % of it is earned where one does in the base and the high case, \(low) % in the low case"
        ))
    }
    return notes
  }

  /// From when on sales are recorded, where that is after the as-of year: nothing counts before. Empty where there is no
  /// such product.
  func beginNotes(_ forecast: Forecast) -> [BilingualText] {
    forecast.begins.sorted().map { year in
      BilingualText(
        zh: "没有记录 \(year) 年以前的销售：\(year) 年起才计收入",
        en: "No sales before \(year) are recorded: revenue counts from \(year) on")
    }
  }

  /// That figures, of all markets or of one, go on from a year long before the as-of day; empty where none do.
  func staleNotes(_ forecast: Forecast, _ years: Set<Int>) -> [BilingualText] {
    let bases = Set(years.flatMap { forecast.assumed[$0] ?? [] })
    let first = asOf.year - AssetValuer.RevenueLine.yearsUntilStale
    let stale = bases.filter { $0 < first }
    let markets = forecast.carried.flatMap { market, from -> [String] in
      from.filter { $0.year < first }.map { "\(market) \($0.year)" }
    }.sorted()
    guard !stale.isEmpty || !markets.isEmpty else { return [] }
    func list(_ dash: String) -> String {
      ((stale.isEmpty ? [] : [AssetCase.list(stale, dash)]) + markets).joined(separator: ", ")
    }
    return [
      BilingualText(
        zh:
          "注意：顺延所依据的 \(list("–")) 年距基准日超过 \(AssetValuer.RevenueLine.yearsUntilStale) 年，请补记近年收入或预测",
        en:
          "Note: the figures that go on are those of \(list(" to ")), more than \(AssetValuer.RevenueLine.yearsUntilStale) years before the valuation day; record later revenue or a forecast"
      )
    ]
  }

  /// That what is booked of the as-of year is no whole year.
  var partYearNote: BilingualText {
    BilingualText(
      zh: "\(asOf.year) 年尚未结束且没有预测：已入账的只是一部分，不作全年，由最近一个完整年度顺延",
      en:
        "\(asOf.year) is not over and has no forecast: what is booked is a part of it and no year; the last whole year goes on"
    )
  }

  /// That markets without a figure in a year go on from their own last one, earned or forecast; empty where there are none.
  func carriedNotes(_ forecast: Forecast) -> [BilingualText] {
    func list(_ isForecast: Bool) -> String {
      forecast.carried.compactMap { market, from in
        from.filter { $0.isForecast == isForecast }.map(\.year).max().map { (market, $0) }
      }.sorted { $0.0 < $1.0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
    let (earned, foreseen) = (list(false), list(true))
    var notes: [BilingualText] = []
    if !earned.isEmpty {
      notes.append(
        BilingualText(
          zh: "没有更近数字的市场，自其最近的实际收入顺延（\(earned)）；不再销售的，记一笔为 0 的预测",
          en:
            "Markets without a later figure go on from their latest actual revenue (\(earned)); where sales end, record a forecast of 0"
        ))
    }
    if !foreseen.isEmpty {
      notes.append(
        BilingualText(
          zh: "预测比其他市场短的市场，自其最后一年的预测顺延（\(foreseen)）；不再销售的，记一笔为 0 的预测",
          en:
            "Markets whose forecast is shorter than that of others go on from their last forecast (\(foreseen)); where sales end, record a forecast of 0"
        ))
    }
    return notes
  }

  /// The numbers of the other members of the family that stand or are applied for in some markets, the first few.
  private func relatives(in markets: [String]) -> String {
    guard let cover = valuer.cover else { return "" }
    let own = Set(rows.map { valuer.run.table.rightIDs[$0] })
    let others = Set(own.flatMap { cover.members(of: $0) }).subtracting(own).filter { other in
      markets.contains { cover.standing(of: other, in: $0) != .absent }
    }
    let numbers = others.compactMap { valuer.rowOfRight[$0] }.map { valuer.run.table.text("number", $0) }
      .sorted()
    return numbers.prefix(3).joined(separator: ", ") + (numbers.count > 3 ? ", …" : "")
  }

  /// That annuities of granted patents of the asset are named by no source, so that they are not deducted; nil where all
  /// are known.
  func unknownFeesNote() -> BilingualText? {
    let fees = valuer.run.fees
    let table = valuer.run.table
    let open = Set(fees.unknown.lazy.map(\.row).filter { rows.contains($0) })
    let missing = rows.filter { row in
      guard table[.legalLife]?.category(row) != LegalLife.ended.rawValue,
        table[.stage]?.category(row) == RightStage.granted.rawValue,
        let kind = table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:)), kind.isPatent
      else { return false }
      return fees.certainty[row] == FeeColumns.Certainty.none || open.contains(row)
    }
    guard let first = missing.first else { return nil }
    let numbers = missing.map { table.text("number", $0) }
    let list = numbers.prefix(3).joined(separator: ", ") + (numbers.count > 3 ? ", …" : "")
    let place = Int(fees.reasonOfRow[first])
    if missing.count == 1, fees.reasons.indices.contains(place) {
      let why = fees.reasons[place]
      return BilingualText(
        zh: "没有扣除 \(list) 的维持费用：\(why.zh)", en: "No fees of \(list) are deducted: \(why.en)")
    }
    return BilingualText(
      zh: "\(list) 的维持费用全部或部分未知，未扣除",
      en: "Fees of \(list), all or some, are not known and not deducted")
  }
}
