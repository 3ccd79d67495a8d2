internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

extension AssetCase {
  func major(_ money: Money, year: Int) -> Double? {
    valuer.rates.convert(money, to: valuer.run.currency, year: year).map {
      Double($0.money.minorUnits) / Double(valuer.run.currency.minorPerMajor)
    }
  }

  /// How an amount is converted; nil where it need not be, or cannot be.
  func conversion(_ money: Money, year: Int) -> BilingualText? {
    valuer.rates.convert(money, to: valuer.run.currency, year: year)?.note
  }

  // MARK: Cost

  func cost() -> MethodResult {
    result(.cost) { () throws(NotApplicable) in
      if hasEnded { throw NotApplicable(zh: "权利已终止", en: "the right has ended") }
      if isAtTerm { throw noLifeLeft }
      let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
      let lives = Dictionary(
        rows.map { (valuer.run.table.rightIDs[$0], legalYears(of: $0)) },
        uniquingKeysWith: { first, _ in first })
      // By year, and by what is left of the legal term of what it was spent on.
      var spent: [SpentOn: Double] = [:]
      var leftOut = 0
      var conversions: Set<BilingualText> = []
      func add(_ money: Money, _ year: Int, on right: Int64) {
        if let amount = major(money, year: year) {
          spent[SpentOn(year: year, legalYears: lives[right] ?? nil), default: 0] += amount
          if let note = conversion(money, year: year) { conversions.insert(note) }
        } else {
          leftOut += 1
        }
      }
      let paid = Set(valuer.fees.payments.lazy.filter { ids.contains($0.rightID) }.map(\.rightID))
      for payment in valuer.fees.payments where ids.contains(payment.rightID) {
        add(payment.amount, payment.paidDay.year, on: payment.rightID)
      }
      // Annuities among the costs are the same money as the payments.
      for cost in valuer.fees.costs
      where ids.contains(cost.rightID) && (cost.kind != "annuity" || !paid.contains(cost.rightID)) {
        add(cost.amount, cost.day.year, on: cost.rightID)
      }
      for (product, share) in ownShares {
        for (year, amount) in valuer.revenue[product]?.items["development-cost"] ?? [:] {
          spent[SpentOn(year: year, legalYears: legalYears), default: 0] += amount * share
        }
        conversions.formUnion(valuer.revenue[product]?.conversions ?? [])
      }
      let premises = settings.costPremises
      func table(
        _ basis: CostApproach.Basis, margin: Double, isLasting: Bool = false
      ) throws(NotApplicable) -> CashFlowTable {
        try premises.approach(
          spent.map {
            CostApproach.Spending(year: $0.key.year, amount: $0.value, legalYears: $0.key.legalYears)
          }, year: asOf.year,
          priceIndex: valuer.prices.levels, margin: margin, basis: basis,
          usefulLife: settings.usefulLife.value, isLasting: isLasting
        ).table()
      }
      // One that serves as well costs what is left without the detours: where that is stated, nobody would pay for more.
      let basis: CostApproach.Basis = premises.avoidable == nil ? .reproduction : .replacement
      let margin = settings.developerMargin.value
      let low = try table(basis, margin: 0)
      let base = try table(basis, margin: margin)
      let reproduction = try table(.reproduction, margin: margin)
      let untouched = try table(.reproduction, margin: margin, isLasting: true)
      var notes = [
        BilingualText(zh: "成本与价值的关系很弱", en: "Cost says little of value"),
        indexNote(Set(spent.keys.map(\.year))),
      ]
      if let note = unstatedCostsNote { notes.append(note) }
      var more = legalTermInputs
      more += costInputs(base: base.presentValue, reproduction: reproduction.presentValue)
      more += conversions.sorted { $0.en < $1.en }.map(conversionInput)
      if leftOut > 0 {
        notes.append(
          BilingualText(
            zh: "\(leftOut) 笔支出没有汇率，未计入", en: "\(leftOut) amounts without an exchange rate are left out"))
      }
      return MethodResult(
        method: .cost,
        outcome: .success(try range(low.presentValue, base.presentValue, untouched.presentValue)),
        inputs: [
          ValuationInput(
            BilingualText(zh: "开发者利润率", en: "Developer's margin"), .percent(settings.developerMargin.value),
            source: sourceText(settings.developerMargin.source, settings.header)),
          ValuationInput(
            BilingualText(zh: "有用年限", en: "Useful life"), .years(settings.usefulLife.value),
            source: sourceText(settings.usefulLife.source, settings.header)),
          ValuationInput(
            BilingualText(zh: "价格指数", en: "Price index"),
            .text(valuer.prices.series ?? BilingualText(zh: "未作价格调整", en: "not indexed")),
            source: valuer.prices.source.map { sourceText($0, valuer.prices.header) }
              ?? BilingualText(zh: valuer.prices.header.name, en: valuer.prices.header.name)),
        ] + more, table: base, notes: notes)
    }
  }

  /// What the index did to the costs, and which years it does not know.
  private func indexNote(_ spent: Set<Int>) -> BilingualText {
    let years = valuer.prices.levels.keys.sorted()
    guard let first = years.first, let last = years.last else {
      return BilingualText(
        zh: "未作价格调整：没有价格指数（模型 price-index 未填）",
        en: "Not indexed: there is no price index (the model price-index is not filled in)")
    }
    var zh = "按 \(first)–\(last) 年的指数调整"
    var en = "Indexed by the levels of \(first) to \(last)"
    if let oldest = spent.min(), oldest < first {
      zh += "；\(first) 年以前的支出按 \(first) 年价格计"
      en += "; spending before \(first) counts at the prices of \(first)"
    }
    if last < asOf.year {
      zh += "；\(last) 年以后的价格按不变计"
      en += "; prices after \(last) count as unchanged"
    }
    return BilingualText(zh: zh, en: en)
  }

  // MARK: Market

  func market() -> MethodResult {
    result(.market) { () throws(NotApplicable) in
      if hasEnded { throw NotApplicable(zh: "权利已终止", en: "the right has ended") }
      let (fitting, future) = agreedDeals { deal in
        (deal.productID == nil || shares.contains { $0.product == deal.productID })
          && (deal.royalty != nil || deal.lumpSum != nil)
      }
      func deal(_ given: ValueLedger.Deal, _ figure: Double) -> ComparableDeal {
        ComparableDeal(
          name: given.name, figure: figure,
          adjustments: [
            ComparableDeal.Adjustment(
              label: BilingualText(zh: given.reason ?? "", en: given.reason ?? ""), factor: given.adjustment)
          ], source: given.source)
      }
      let royalties = fitting.compactMap { given in given.royalty.map { deal(given, $0) } }
      var notes: [BilingualText] = []
      if fitting.count < MarketApproach.enough {
        notes.append(
          BilingualText(
            zh: "可比交易只有 \(fitting.count) 项，只是线索",
            en: "Only \(fitting.count) comparable deals: a hint, no evidence"))
      }
      let conversions = Set(
        fitting.compactMap { given in given.lumpSum.flatMap { conversion($0, year: given.year ?? asOf.year) }
        })
      let later = seenLater(.deals)
      if let later, !fitting.isEmpty { notes.append(later) }
      if let future { notes.append(future) }
      if fitting.isEmpty, let later { throw NotApplicable(zh: later.zh, en: later.en) }
      if fitting.isEmpty, let future { throw NotApplicable(zh: future.zh, en: future.en) }
      let inputs =
        fitting.map { given in
          ValuationInput(
            BilingualText(zh: "可比：\(given.name)", en: "Deal: \(given.name)"),
            given.royalty.map { .percent($0 * given.adjustment) }
              ?? .money(
                (given.lumpSum.flatMap { major($0, year: given.year ?? asOf.year) } ?? 0) * given.adjustment),
            source: BilingualText(zh: given.source, en: given.source))
        } + conversions.sorted { $0.en < $1.en }.map(conversionInput)
      if !royalties.isEmpty {
        let range = try MarketApproach(deals: royalties).range()
        let value = reliefFromRoyalty((range.low, range.base, range.high))
        var result = MethodResult(
          method: .market, outcome: value.outcome, inputs: inputs + correlationInputs, table: value.table,
          taxBenefit: value.taxBenefit, notes: notes + value.notes, assumedYears: value.assumedYears)
        result.isWorthAFee = value.isWorthAFee
        return result
      }
      if isPastTerm { throw noLifeLeft }
      let sums = fitting.compactMap { given in
        given.lumpSum.flatMap { major($0, year: given.year ?? asOf.year) }.map { deal(given, $0) }
      }
      let range = try MarketApproach(deals: sums).range()
      let share = isBundle ? 1 : min(1, ownShares.reduce(0) { $0 + $1.share })
      guard share > 0 else {
        if let refused = refusedAttribution { throw NotApplicable(zh: refused.zh, en: refused.en) }
        if let unshared = linkedWithoutShare {
          throw NotApplicable(
            zh: unshared.zh + "，无法分到本权利", en: unshared.en + ", so no part of a deal is its own")
        }
        throw NotApplicable(
          zh: shares.isEmpty ? "没有与产品的关联，无法分到本权利" : "只经同族与产品关联，一次性金额不按市场划分",
          en: shares.isEmpty
            ? "it is linked to no product, so no part of a deal is its own"
            : "it serves the product only by its family, and a lump sum is not divided by markets")
      }
      return MethodResult(
        method: .market,
        outcome: .success(try self.range(range.low * share, range.base * share, range.high * share)),
        inputs: inputs,
        notes: notes)
    }
  }

  /// Deals made by the as-of year, and that others are left out: what is agreed in a year to come cannot show what an
  /// asset is worth today. A deal without a year counts.
  func agreedDeals(
    where isFitting: (ValueLedger.Deal) -> Bool
  ) -> (counted: [ValueLedger.Deal], future: BilingualText?) {
    let fitting = valuer.ledger.deals.filter(isFitting)
    let isFuture = { (deal: ValueLedger.Deal) in deal.year.map { $0 > asOf.year } ?? false }
    let names = fitting.filter(isFuture).map(\.name)
    guard !names.isEmpty else { return (fitting, nil) }
    let list = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    return (
      fitting.filter { !isFuture($0) },
      BilingualText(
        zh: "\(names.count) 条可比交易属于 \(asOf.year) 年之后的年度（\(list)），未计入",
        en: "\(names.count) comparable deals are of years after \(asOf.year) (\(list)) and do not count")
    )
  }

  // MARK: Renewal value

  func renewal() -> MethodResult {
    result(.renewal) { () throws(NotApplicable) in
      if isAnothers {
        throw NotApplicable(
          zh: "权利属于他人，是否继续缴费由权利人决定",
          en: "it belongs to others, and so does the choice to go on paying its fees")
      }
      guard let values = valuer.run.values else {
        throw NotApplicable(zh: "这次评审没有维持价值，请重新评审", en: "the run holds no renewal values; review again")
      }
      if isAtTerm, !rows.contains(where: { values.isKnown($0) }) { throw noLifeLeft }
      let known = rows.filter { values.isKnown($0) && !valuer.run.table.isAnothers($0) }
      guard let first = known.first else {
        let why = rows.first.flatMap { values.reason($0) }
        throw NotApplicable(
          zh: why?.zh ?? "没有可估值的权利", en: why?.en ?? "there is no right that can be valued")
      }
      let unit = Double(valuer.run.currency.minorPerMajor)
      func sum(_ column: [Int64]) -> Double { known.reduce(0) { $0 + Double(column[$1]) / unit } }
      let header = valuer.renewalModel.header
      var notes = [
        BilingualText(
          zh:
            "只知年费与存续规律：区间为收益分布的第 \(Int(valuer.renewalModel.lowShare * 100)) 至 \(Int(valuer.renewalModel.highShare * 100)) 百分位",
          en:
            "Knows fees and survival only: the range runs from percentile \(Int(valuer.renewalModel.lowShare * 100)) to \(Int(valuer.renewalModel.highShare * 100)) of returns"
        )
      ]
      var inputs = [
        ValuationInput(
          BilingualText(zh: "当年收益（中位）", en: "Return this year (median)"),
          .money(values.presentReturn[first] / unit),
          source: BilingualText(zh: header.name, en: header.name)),
        ValuationInput(
          BilingualText(zh: "年衰减", en: "Decay a year"), .percent(1 - values.kept[first]),
          source: sourceText(decay.source, header)),
        ValuationInput(
          BilingualText(zh: "贴现率", en: "Discount rate"), .percent(values.discount),
          source: sourceText(valuer.renewalModel.discountSource, header)),
        ValuationInput(
          BilingualText(zh: "期望值（全分布平均）", en: "Expected value (mean of the spread)"),
          .money(sum(values.expected)),
          source: BilingualText(zh: "计算", en: "computed")),
      ]
      if known.count == 1 {
        inputs.append(
          ValuationInput(
            BilingualText(zh: "中位情形下最迟维持到（年）", en: "Best let lapse in (median case)"),
            .number(Double(values.bestStopYear[first])), source: BilingualText(zh: "计算", en: "computed")))
        if let learning = learningValue(first, values) {
          inputs.append(
            ValuationInput(
              BilingualText(zh: "对照：含学习与淘汰的随机模型", en: "Beside it: the model of learning and obsolescence"),
              .money(learning), source: sourceText(valuer.renewalModel.learning.source, header)))
        }
      } else {
        notes.append(
          BilingualText(
            zh: "\(known.count) 项权利之和；低值之和不是和的低值",
            en: "The sum of \(known.count) rights; a sum of lows is no low of the sum"))
      }
      return MethodResult(
        method: .renewal, outcome: .success(try range(sum(values.low), sum(values.base), sum(values.high))),
        inputs: inputs, notes: notes)
    }
  }

  /// The value by the Pakes-type model at the same median return, in major units.
  private func learningValue(_ row: Int, _ values: ValueColumns) -> Double? {
    guard values.presentReturn[row] > 0, let age = valuer.run.table[.age]?.number(row) else { return nil }
    let unit = values.presentReturn[row] * PortableMath.power(1 / values.kept[row], max(0, age))
    guard unit.isFinite, unit > 0 else { return nil }
    let count = min(60, Int(values.remaining[row].rounded(.up)))
    let minor = Double(valuer.run.currency.minorPerMajor)
    let single = AssetCase(
      valuer: valuer, number: number, title: title, rows: [row], leadRow: row, shares: [], isBundle: false,
      stream: stream)
    let fees = single.upkeep(count: max(1, count)).map { Int64(($0 * minor).rounded()) }
    let model = LearningRenewal(
      unit: unit, kept: values.kept[row], learning: valuer.renewalModel.learning, discount: values.discount)
    return model.values(
      fees: fees, age: age, remaining: values.remaining[row], presentReturns: [values.presentReturn[row]])[0]
      / minor
  }

  // MARK: Real option

  func realOption() -> MethodResult {
    result(.realOption) { () throws(NotApplicable) in
      if hasEnded { throw NotApplicable(zh: "权利已终止", en: "the right has ended") }
      if let refused = refusedAttribution { throw NotApplicable(zh: refused.zh, en: refused.en) }
      if isPastTerm { throw noLifeLeft }
      let (project, investment, taken) = try undevelopedProject()
      guard let years = legalYears else {
        throw NotApplicable(zh: "剩余期限未知", en: "the term left is not known")
      }
      guard years > 0 else { throw noLifeLeft }
      func option(_ variance: Double) throws(NotApplicable) -> RealOption.Result {
        try RealOption(
          projectValue: project, developmentCost: investment, variance: variance, years: years,
          riskless: PortableMath.log(1 + settings.riskless.rate.value)
        ).value()
      }
      let variance = settings.projectVariance.value
      let base = try option(variance)
      return MethodResult(
        method: .realOption,
        outcome: .success(try range(option(variance / 2).value, base.value, option(variance * 2).value)),
        inputs: [
          ValuationInput(
            BilingualText(zh: "项目现值 S", en: "Project value S"), .money(project),
            source: figuresSource(taken)),
          ValuationInput(
            BilingualText(zh: "投资 K", en: "Investment K"), .money(investment),
            source: figuresSource(taken)),
          ValuationInput(
            BilingualText(zh: "年方差 σ²", en: "Variance a year σ²"), .number(variance),
            source: sourceText(settings.projectVariance.source, settings.header)),
          ValuationInput(
            BilingualText(zh: "剩余保护期 T", en: "Protection left T"), .years(years),
            source: legalTermSource),
          ValuationInput(
            BilingualText(zh: "延迟成本 y = 1/T", en: "Cost of delay y = 1/T"), .percent(1 / years),
            source: BilingualText(zh: "计算", en: "computed")),
          ValuationInput(
            BilingualText(zh: "立即投资的净现值", en: "Net value of beginning now"), .money(base.netPresentValue),
            source: BilingualText(zh: "S − K", en: "S − K")),
        ], notes: olderProjectNote(taken))
    }
  }

  // MARK: Evidence

  /// What can be shown of the asset's value, and what cannot.
  func evidence() -> [(isShown: Bool, text: BilingualText)] {
    var list: [(Bool, BilingualText)] = []
    func add(_ isShown: Bool, _ zh: String, _ en: String) {
      list.append((isShown, BilingualText(zh: zh, en: en)))
    }
    if let why = notOurs {
      add(false, why.reason.zh, why.reason.en.prefix(1).uppercased() + why.reason.en.dropFirst())
    }
    for note in othersNotes + pastTermNotes + endedShareNotes { add(false, note.zh, note.en) }
    let lines = productsServed.sorted().compactMap { valuer.revenue[$0] }
    func addLater(_ kind: ValueLedger.Kind) {
      if let later = seenLater(kind) { add(false, later.zh, later.en) }
    }
    if shares.isEmpty {
      if notOurs != nil || isPastTerm {
        // That is why, and it is said above.
      } else if let why = refusedAttribution ?? linkedWithoutShare {
        let en = why.en.prefix(1).uppercased() + why.en.dropFirst()
        add(false, why.zh, en)
      } else if let later = seenLater(.links) {
        add(false, later.zh, later.en)
      } else {
        add(
          false, isBundle ? "没有记录哪些权利用于它" : "没有记录它用于哪个产品",
          isBundle ? "It is not recorded which rights serve it" : "It is not recorded which product it serves"
        )
      }
    } else {
      let own = rows.map { valuer.run.table.rightIDs[$0] }
      let family = own.flatMap { valuer.cover?.members(of: $0) ?? [$0] }
      let ids = Set(ownShares.isEmpty ? family : own)
      let proved = valuer.ledger.links.contains {
        ids.contains($0.rightID) && !($0.evidence ?? "").isEmpty
      }
      add(
        true, ownShares.isEmpty ? "同族成员有产品关联" : "有产品关联",
        ownShares.isEmpty ? "A product is linked to a member of its family" : "A product is linked")
      add(
        proved, proved ? "产品使用有证据" : "产品使用没有证据", proved ? "Its use has evidence" : "Its use has no evidence")
      let isStated = shares.allSatisfy { valuer.attribution.stated.contains($0.product) }
      add(
        isStated, isStated ? "收入归属已说明" : "收入归属只是按作用推定",
        isStated
          ? "The attribution of revenue is stated"
          : "The attribution of revenue is only worked out from roles")
      if !isStated { addLater(.attributions) }
      let markets = printedMarkets()
      let absent = markets.absent.values.reduce(0, +)
      if absent > 0 {
        add(
          false, "部分收入来自没有有效权利的市场（\(markets.list(markets.absent))）",
          "Part of the revenue comes from markets without a live right (\(markets.list(markets.absent)))")
      }
      if !markets.pending.isEmpty {
        add(
          false, "部分收入所在市场只有申请（\(markets.list(markets.pending))）",
          "Part of the revenue lies where there is only an application (\(markets.list(markets.pending)))")
      }
      if markets.unknown > 0 { add(false, "部分收入没有记录市场", "Part of the revenue has no recorded market") }
    }
    let hasActual = lines.contains { $0.hasSold }
    add(
      hasActual, hasActual ? "有历史收入" : "没有历史收入",
      hasActual ? "There is revenue in the past" : "There is no revenue in the past")
    let hasForecast = lines.contains { $0.forecast.keys.contains { $0 >= asOf.year } }
    add(
      hasForecast, hasForecast ? "有收入预测" : "没有收入预测",
      hasForecast ? "There is a forecast" : "There is no forecast")
    if !hasActual || !hasForecast { addLater(.revenues) }
    let isContracted = lines.contains { $0.items["contracted-revenue"] != nil }
    add(
      isContracted, isContracted ? "有已签合同收入" : "预测收入没有合同支持",
      isContracted ? "Some of it is contracted" : "No contract supports the forecast")
    for entry in AssetFactors.Entry.allCases {
      let coverage = profile.coverage(entry)
      let percent = Int((coverage * 100).rounded())
      guard coverage < 0.5 else { continue }
      let names: [AssetFactors.Entry: (String, String)] = [
        .royalty: ("许可费率", "the royalty rate"), .life: ("寿命", "the life"), .discount: ("风险", "the risk"),
        .realisable: ("可变现比例", "what can be realised"),
      ]
      let name = names[entry] ?? ("", "")
      add(false, "决定\(name.0)的问题只回答了 \(percent)%", "Only \(percent) % of what decides \(name.1) is answered")
    }
    return list
  }
}
