internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

extension AssetCase {
  /// Every method in a fixed order.
  func methods() -> [MethodResult] {
    [
      reliefFromRoyalty(nil), excessEarnings(), withAndWithout(), profitSplit(), cost(), market(), renewal(),
      realOption(),
    ]
  }

  func result(_ method: ValuationMethod, _ body: () throws(NotApplicable) -> MethodResult) -> MethodResult {
    if let notOurs { return MethodResult(method: method, outcome: .failure(notOurs)) }
    do { return try body() } catch { return MethodResult(method: method, outcome: .failure(error)) }
  }

  func range(_ low: Double, _ base: Double, _ high: Double) throws(NotApplicable) -> ValueRange {
    // Beyond a quadrillion no figure can be shown, and none makes sense.
    guard let range = ValueRange(low: min(low, base), base: base, high: max(high, base)),
      max(abs(range.low), abs(range.high)) < 1e15
    else {
      throw NotApplicable(zh: "结果超出范围（10^15 以上）", en: "the result is out of range (10^15 and more)")
    }
    return range
  }

  // MARK: Relief from royalty

  /// What the method needs before any number is drawn.
  struct RoyaltyCase {
    let relief: ReliefFromRoyalty
    let rates: (low: Double, base: Double, high: Double)
    let industry: RoyaltyRates.Industry
    let life: (low: Double, base: Double, high: Double)
    let forecast: Forecast
  }

  /// - Parameter deals: royalty rates of comparable deals that take the industry's place.
  func royaltyCase(
    _ deals: (low: Double, base: Double, high: Double)?
  ) throws(NotApplicable) -> RoyaltyCase {
    if hasEnded { throw NotApplicable(zh: "权利已终止", en: "the right has ended") }
    if let notOurs { throw notOurs }
    if let refused = refusedAttribution { throw NotApplicable(zh: refused.zh, en: refused.en) }
    if isPastTerm { throw noLifeLeft }
    if let unshared = linkedWithoutShare {
      throw NotApplicable(zh: unshared.zh + "，无收入可归属", en: unshared.en + ", so no revenue can be attributed")
    }
    if shares.isEmpty, let later = seenLater(.links) { throw NotApplicable(zh: later.zh, en: later.en) }
    if hasFamilyWithoutMarket { throw noMarketNamed }
    guard !shares.isEmpty else { throw noShare }
    let life = economicYears
    let parts = parts(years: life.base)
    guard !parts.isEmpty else { throw noLifeLeft }
    // Long enough for the longest life that a draw may take.
    let longest = self.parts(years: max(life.high, life.base * 1.3))
    let forecast = forecast(count: longest.count)
    if !forecast.whole.contains(where: { $0 != 0 }), let later = seenLater(.revenues) {
      throw NotApplicable(zh: later.zh, en: later.en)
    }
    if forecast.whole.contains(where: { $0 != 0 }), !forecast.years.contains(where: { $0 != 0 }) {
      if forecast.claimed.contains(where: { $0 != 0 }), !forecast.attributed.contains(where: { $0 != 0 }) {
        throw servesNoLonger
      }
      throw noMarket(forecast.markets)
    }
    guard forecast.years.contains(where: { $0 != 0 }) else {
      throw noRevenue(forecast)
    }
    guard let industry = valuer.royalties.industry(field: field) else {
      throw NotApplicable(zh: "没有适用的许可费率区间", en: "there is no range of royalty rates")
    }
    let place = profile.position(.royalty)
    var rates: (low: Double, base: Double, high: Double)
    if let deals {
      rates = deals
    } else {
      let range = industry.range
      let base = try range.rate(position: place.base)
      // The range itself is only known roughly: the rate may lie beside its place whatever the answers.
      let spread = settings.royaltySpread.value * (range.high - range.low)
      rates = (
        try min(range.rate(position: place.low), max(range.low, base - spread)), base,
        try max(range.rate(position: place.high), min(range.high, base + spread))
      )
    }
    if valuer.isRoyaltyLow {
      let least = deals?.low ?? industry.range.low
      rates = (least, least, least)
    }
    let relief = relief(parts: longest, forecast: forecast, royalty: rates.base)
    return RoyaltyCase(relief: relief, rates: rates, industry: industry, life: life, forecast: forecast)
  }

  /// What is left of the strength in the middle of each period, and in the first years of sales of a product without
  /// any before what of the full royalty is earned at all.
  func strength(over parts: [Double]) -> [Double] {
    var begin = 0.0
    let firstSales = firstYearOfSales
    return parts.enumerated().map { index, part in
      let left = PortableMath.power(1 - decay.rate, begin + part / 2)
      begin += part
      guard let firstSales, asOf.year + index >= firstSales else { return left }
      let year = asOf.year + index - firstSales
      return settings.ramp.indices.contains(year) ? left * settings.ramp[year] : left
    }
  }

  /// The first year of sales, where all products of the asset are still without any; nil where one has sold before.
  private var firstYearOfSales: Int? {
    let lines = shares.compactMap { valuer.revenue[$0.product] }
    guard !settings.ramp.isEmpty, !lines.contains(where: { $0.hasSold }) else { return nil }
    return lines.compactMap { line in line.forecast.filter { $0.value > 0 }.keys.min() }.min()
  }

  /// The method's inputs over some periods, whatever the life: the strength falls with the field's decay.
  func relief(parts: [Double], forecast: Forecast, royalty: Double) -> ReliefFromRoyalty {
    let (amounts, shares, covers) = revenue(forecast)
    var relief = ReliefFromRoyalty(
      firstYear: asOf.year, revenue: amounts, parts: parts, royalty: royalty,
      strength: strength(over: parts),
      upkeep: upkeep(count: parts.count), tax: settings.tax.value, discounting: discounting,
      amortisation: amortisation)
    relief.attributions = shares
    relief.covers = covers
    relief.mayStop = true
    return relief
  }

  func reliefFromRoyalty(_ deals: (low: Double, base: Double, high: Double)?) -> MethodResult {
    result(.reliefFromRoyalty) { () throws(NotApplicable) in
      let given = try royaltyCase(deals)
      let exact = exactRelief(given)
      let (table, factor, value) = try exact.value()
      let asset = try simulation(given)
      let simulation = try asset.simulation(sources: simulationSources(given, isMarket: deals != nil))
      let outcome = simulation.run(
        draws: valuer.draws, stream: RandomStream(seed: valuer.seed, number: stream)
      ) { asset.value($0) }
      var notes: [BilingualText] = []
      if given.forecast.lastForecast.map({ $0 < asOf.year }) ?? true {
        notes.append(
          BilingualText(zh: "没有预测：以最近实际收入顺延", en: "There is no forecast: the latest actual revenue goes on"))
      }
      if given.forecast.leftOut > 0 {
        notes.append(
          BilingualText(
            zh: "\(given.forecast.leftOut) 笔收入没有汇率或金额超出范围，未计入",
            en: given.forecast.leftOut == 1
              ? "1 figure without an exchange rate or out of range is left out"
              : "\(given.forecast.leftOut) figures without an exchange rate or out of range are left out"))
      }
      let assumed = Set(given.forecast.assumed.keys).intersection(
        table.lines.filter { $0.part > 0 }.map(\.year))
      let stops = stops(of: exact)
      let markets = markets(over: table, stops: stops)
      notes += beginNotes(given.forecast) + assumedNotes(assumed, given.forecast)
      notes += staleNotes(given.forecast, assumed)
      if given.forecast.hasPartYear { notes.append(partYearNote) }
      notes += carriedNotes(given.forecast)
      notes += territoryNotes(markets)
      notes += othersNotes + pastTermNotes + linkEndNotes + endedShareNotes
      notes += stopNotes(table)
      if let fees = unknownFeesNote() { notes.append(fees) }
      var low = outcome.quantile(0.1)
      if given.forecast.markets.unknown > 0, value > 0 {
        var cautious = exact
        (cautious.revenue, cautious.attributions, cautious.covers) = revenue(
          forecast(
            count: exact.parts.count, unknownMarket: settings.unknownMarket.low, stops: stops))
        low *= min(1, max(0, try cautious.value().value) / value)
      }
      var result = MethodResult(
        method: .reliefFromRoyalty,
        outcome: .success(try range(low, value, outcome.quantile(0.9))),
        inputs: inputs(given, factor: factor, markets: markets), table: table,
        taxBenefit: factor == 1 ? nil : factor,
        notes: notes, simulation: outcome, assumedYears: assumed)
      result.isWorthAFee = AssetCase.isWorthAFee(table)
      return result
    }
  }

  /// Whether a holder would pay a fee for what a table counts, or there is none to pay.
  private static func isWorthAFee(_ table: CashFlowTable) -> Bool {
    guard table.presentValue > 0 else { return false }
    return table.givenUp.isEmpty || table.sum(column: ReliefFromRoyalty.Step.upkeep.rawValue) > 0
  }

  /// The base case over its own life: the strength of a year that the life cuts is that in the middle of its part.
  func exactRelief(_ given: RoyaltyCase) -> ReliefFromRoyalty {
    var exact = given.relief
    exact.parts = cut(exact.parts, to: given.life.base)
    exact.strength = strength(over: exact.parts)
    return lettingGo(exact)
  }

  private func assumedNotes(_ years: Set<Int>, _ forecast: Forecast) -> [BilingualText] {
    guard !years.isEmpty else { return [] }
    var bases: [Int: [Int]] = [:]
    for year in years.sorted() {
      for base in forecast.assumed[year] ?? [] { bases[base, default: []].append(year) }
    }
    var zh: [String] = []
    var en: [String] = []
    for (base, list) in bases.sorted(by: { $0.key < $1.key }) {
      for run in AssetCase.runs(list) {
        let isOne = run.lowerBound == run.upperBound
        zh.append("\(run.lowerBound)" + (isOne ? "" : "–\(run.upperBound)") + " 年自 \(base) 年")
        en.append("\(run.lowerBound)" + (isOne ? "" : " to \(run.upperBound)") + " from \(base)")
      }
    }
    let growth = (settings.laterGrowth.value * 1000).rounded() / 10
    return [
      BilingualText(
        zh: "带 * 的年度没有数字：自已知的一年起每年增长 \(growth)% 顺延（\(zh.joined(separator: "；"))）",
        en:
          "Years marked * have no figure: they go on from a known year at a growth of \(growth) % a year (\(en.joined(separator: "; ")))"
      )
    ]
  }

  /// Years in order as spans without a gap.
  static func runs(_ years: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for year in years {
      if let last = runs.last, last.upperBound + 1 == year {
        runs[runs.count - 1] = last.lowerBound...year
      } else {
        runs.append(year...year)
      }
    }
    return runs
  }

  private func stopNotes(_ table: CashFlowTable) -> [BilingualText] {
    if let first = table.givenUp.first?.year, let last = table.givenUp.last?.year, let held = table.lines.last
    {
      let years = Set(first...max(first, last))
      return [
        BilingualText(
          zh: "计到 \(held.year) 年：此后（\(AssetCase.list(years, "–")) 年）年费超过尚能挣得的，权利人不会再缴费维持",
          en:
            "Counts up to \(held.year): after it (\(AssetCase.list(years, " to "))) fees exceed what is still to be earned, and no holder would go on paying them"
        )
      ]
        + (AssetCase.isWorthAFee(table)
          ? []
          : [
            BilingualText(
              zh: "所挣抵不过下一笔年费：没有人会为此持有它，因此不排除不依赖收入的方法",
              en:
                "What is earned is not worth the next fee: nobody holds it for this, so methods that know no revenue are not ruled out"
            )
          ])
    }
    guard table.presentValue <= 0 else { return [] }
    return [
      BilingualText(
        zh: "各年合计不大于零：维持费用超过所挣，没有一年值得维持；权利人可以放弃，本方法计为零",
        en:
          "The years add up to nothing or less: fees exceed what is earned, and no year is worth holding. The holder may let it go, so the method counts zero"
      )
    ]
  }

  /// The parts of years within a life.
  func cut(_ parts: [Double], to years: Double) -> [Double] {
    var begin = 0.0
    return parts.map { part in
      let left = max(0, min(part, years - begin))
      begin += part
      return left
    }
  }

  private func simulation(_ given: RoyaltyCase) throws(NotApplicable) -> RoyaltySimulation {
    let rate = discountRate.rate
    let spread = settings.rateSpread.value
    let sigma = settings.revenueSigma.value * (1 - given.forecast.contracted)
    let longest = given.relief.parts.reduce(0, +)
    let base = min(given.life.base, longest)
    return RoyaltySimulation(
      base: lettingGo(given.relief),
      royalty: .triangular(low: given.rates.low, mode: given.rates.base, high: given.rates.high),
      revenueFactor: .lognormal(median: 1, sigma: sigma),
      discountRate: .triangular(
        low: max(0.001, rate - spread), mode: max(0.001, rate), high: max(0.001, rate + spread)),
      life: .triangular(
        low: min(base, given.life.low, 0.7 * base), mode: base, high: max(base, min(given.life.high, longest))
      ), correlation: settings.correlation, decay: decay.rate)
  }

  private func simulationSources(_ given: RoyaltyCase, isMarket: Bool) -> [BilingualText] {
    [
      isMarket
        ? BilingualText(zh: "可比许可", en: "comparable licences")
        : sourceText(given.industry.source, valuer.royalties.header),
      sourceText(settings.revenueSigma.source, settings.header),
      sourceText(settings.rateSpread.source, settings.header),
      sourceText(decay.source, valuer.renewalModel.header),
    ]
  }

  /// Why this industry: by the right's technology field, or the general range for want of a closer one.
  private func industryGround(_ industry: RoyaltyRates.Industry) -> BilingualText {
    let source = sourceText(industry.source, valuer.royalties.header)
    guard let fieldOf else {
      return BilingualText(
        zh: "技术领域未知，取通用区间；" + source.zh, en: "field of technology not known: the general range; " + source.en)
    }
    let field = fieldOf.field
    let owner = valuer.run.table.text("number", fieldOf.row)
    let ground =
      fieldOf.row == leadRow
      ? BilingualText(zh: "技术领域 \(field)（WIPO 35 类）", en: "field of technology \(field) (WIPO 35)")
      : BilingualText(
        zh: "自身领域未知，取同一产品 \(owner) 的技术领域 \(field)（WIPO 35 类）",
        en:
          "own field not known: field of technology \(field) (WIPO 35) of \(owner), which serves the same product"
      )
    return industry.fields.contains(field)
      ? BilingualText(zh: "按" + ground.zh + "；" + source.zh, en: "by " + ground.en + "; " + source.en)
      : BilingualText(
        zh: "费率表没有" + ground.zh + "的行业，取通用区间；" + source.zh,
        en: "no industry of the table covers " + ground.en + ": the general range; " + source.en)
  }

  private func inputs(_ given: RoyaltyCase, factor: Double, markets: Markets) -> [ValuationInput] {
    let place = profile.position(.royalty)
    let header = settings.header
    let files = given.forecast.sources.sorted().joined(separator: ", ")
    var list = [
      ValuationInput(
        BilingualText(zh: "行业", en: "Industry"), .text(given.industry.title),
        source: industryGround(given.industry)),
      ValuationInput(
        BilingualText(zh: "费率下限 m", en: "Least rate m"), .percent(given.industry.range.low),
        source: sourceText(given.industry.source, valuer.royalties.header)),
      ValuationInput(
        BilingualText(zh: "费率上限 n", en: "Greatest rate n"), .percent(given.industry.range.high),
        source: sourceText(given.industry.source, valuer.royalties.header)),
      ValuationInput(
        BilingualText(zh: "位置 r（登记册）", en: "Place r (register)"), .percent(place.base),
        source: BilingualText(
          zh: "已回答的权重占 \(Int((profile.coverage(.royalty) * 100).rounded()))%",
          en: "\(Int((profile.coverage(.royalty) * 100).rounded())) % of the weight is answered")),
      ValuationInput(
        BilingualText(zh: "费率 K = m + (n − m)·r", en: "Rate K = m + (n − m)·r"), .percent(given.rates.base),
        source: BilingualText(zh: "计算", en: "computed")),
      ValuationInput(
        BilingualText(zh: "归属收入的来源", en: "Revenue from"), .text(BilingualText(zh: files, en: files)),
        source: BilingualText(zh: "导入", en: "import")),
    ]
    for (name, share) in products {
      list.append(
        ValuationInput(
          BilingualText(zh: "归属比例：\(name.zh)", en: "Attribution: \(name.en)"), .percent(share),
          source: ownShares.isEmpty
            ? BilingualText(zh: "由同族成员的归属", en: "by the members of its family")
            : BilingualText(zh: "attributions 表，或按作用分摊", en: "table attributions, or shared by role")))
    }
    list += territoryInputs(markets)
    list += given.forecast.conversions.sorted { $0.en < $1.en }.map(conversionInput)
    for part in discountRate.parts {
      list.append(
        ValuationInput(
          BilingualText(zh: "折现率：\(part.label.zh)", en: "Discount rate: \(part.label.en)"),
          .percent(part.rate),
          source: sourceText(part.source, header)))
    }
    list += [
      ValuationInput(
        BilingualText(zh: "折现率", en: "Discount rate"), .percent(discountRate.rate),
        source: BilingualText(zh: "各项之和", en: "the sum")),
      ValuationInput(
        BilingualText(zh: "强度年衰减", en: "Decay of strength a year"), .percent(decay.rate),
        source: sourceText(decay.source, valuer.renewalModel.header)),
      ValuationInput(
        BilingualText(zh: "经济寿命", en: "Economic life"), .years(given.life.base),
        source: lifeSource),
      ValuationInput(
        BilingualText(zh: "税率", en: "Tax rate"), .percent(settings.tax.value),
        source: sourceText(settings.tax.source, header)),
      ValuationInput(
        BilingualText(zh: "摊销税收利益系数", en: "Tax amortisation factor"), .number(factor),
        source: settings.amortisationYears.map { sourceText($0.source, header) }
          ?? BilingualText(zh: "不计", en: "none")),
    ]
    return list + correlationInputs
  }

  /// The correlations of the draws, one line a pair.
  var correlationInputs: [ValuationInput] {
    func name(_ input: CorrelatedInputs.Input) -> BilingualText {
      switch input {
      case .royalty: return BilingualText(zh: "许可费率", en: "royalty rate")
      case .revenue: return BilingualText(zh: "收入", en: "revenue")
      case .discount: return BilingualText(zh: "折现率", en: "discount rate")
      case .life: return BilingualText(zh: "经济寿命", en: "economic life")
      }
    }
    return settings.correlated.map { pair in
      let (first, second) = (name(pair.first), name(pair.second))
      return ValuationInput(
        BilingualText(
          zh: "抽样的相关系数：\(first.zh)与\(second.zh)",
          en: "Correlation of the draws: \(first.en) and \(second.en)"),
        .number(pair.value), source: sourceText(pair.source, settings.header))
    }
  }

  /// A conversion with the source of its rate and the day on which that was checked.
  func conversionInput(_ note: BilingualText) -> ValuationInput {
    let header = valuer.rates.header
    let titles = header.sources.map(\.titleText)
    let checked = header.checkedOn.iso
    return ValuationInput(
      BilingualText(zh: "汇率", en: "Exchange rate"), .text(note),
      source: BilingualText(
        zh: "\(header.id)：\(titles.map(\.zh).joined(separator: "；"))（\(checked) 核对）",
        en: "\(header.id): \(titles.map(\.en).joined(separator: "; ")) (checked \(checked))"))
  }

  // MARK: The business as a whole

  func onlyForProducts() throws(NotApplicable) -> Int64 {
    guard let product else {
      throw NotApplicable(
        zh: "按整个业务计算，只用于产品（--product），不分到单项权利",
        en: "it values a whole business: use it for a product (--product), not for a single right")
    }
    if hasEnded { throw NotApplicable(zh: "权利已终止", en: "the right has ended") }
    if let refused = refusedAttribution { throw NotApplicable(zh: refused.zh, en: refused.en) }
    if isPastTerm { throw noLifeLeft }
    guard !shares.isEmpty else { throw noShare }
    return product
  }

  var discounting: Discounting { Discounting(rate: discountRate.rate, timing: settings.timing) }
}
