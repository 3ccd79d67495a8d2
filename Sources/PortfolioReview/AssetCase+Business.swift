internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// The methods that value a whole business: excess earnings and with-and-without, with what their inputs may be.
extension AssetCase {
  /// An input of draws, with how its range is shown.
  struct BusinessInput {
    let input: UncertainInput
    let shown: InputValue

    /// A factor or rate that may lie by so much beside its forecast.
    init(_ label: BilingualText, _ span: BusinessRanges.Span, about centre: Double, source: BilingualText) {
      input = UncertainInput(label: label, distribution: span.distribution(about: centre), source: source)
      let text = "\(BusinessInput.percent(span.low)) … \(BusinessInput.percent(span.high))"
      shown = .text(BilingualText(zh: text, en: text))
    }

    /// A share or rate between two ends.
    init(
      _ label: BilingualText, _ range: (low: Double, base: Double, high: Double), source: BilingualText
    ) {
      input = UncertainInput(
        label: label,
        distribution: range.low < range.high
          ? .triangular(low: range.low, mode: range.base, high: range.high) : .fixed(range.base),
        source: source)
      let text = [range.low, range.base, range.high].map { BusinessInput.percent($0, signed: false) }
        .joined(separator: " … ")
      shown = .text(BilingualText(zh: text, en: text))
    }

    private static func percent(_ share: Double, signed: Bool = true) -> String {
      let hundredths = Int((share * 10_000).rounded())
      let whole = "\(abs(hundredths) / 100)"
      let rest = abs(hundredths) % 100
      let digits = rest == 0 ? whole : whole + "." + (rest < 10 ? "0" : "") + "\(rest)"
      return (hundredths < 0 ? "−" : signed && hundredths > 0 ? "+" : "") + digits + "%"
    }
  }

  private var rangeSource: BilingualText { sourceText(settings.businessRanges.source, settings.header) }

  var earningsInput: BusinessInput {
    BusinessInput(
      BilingualText(zh: "利润、现金流（相对预测）", en: "Earnings and flows against forecast"),
      settings.businessRanges.earnings, about: 1, source: rangeSource)
  }

  var growthInput: BusinessInput {
    BusinessInput(
      BilingualText(zh: "每年超出预测的增长", en: "Growth a year beyond the forecast"),
      settings.businessRanges.growth, about: 0, source: rangeSource)
  }

  var rateInput: BusinessInput {
    let rate = discountRate.rate
    let spread = settings.rateSpread.value
    return BusinessInput(
      BilingualText(zh: "折现率", en: "Discount rate"),
      (max(0.001, rate - spread), max(0.001, rate), max(0.001, rate + spread)),
      source: sourceText(settings.rateSpread.source, settings.header))
  }

  /// What growth beyond the forecast makes of each year's figure: nothing in the as-of year.
  func growth(_ rate: Double, count: Int) -> [Double] {
    (0..<count).map { PortableMath.power(1 + rate, Double($0)) }
  }

  /// Draws of some inputs through the method's own formula.
  /// - Throws: ``NotApplicable`` when an input makes no sense, at its middle or in a draw.
  func simulate(
    _ method: ValuationMethod, _ inputs: [BusinessInput],
    _ value: ([Double]) throws(NotApplicable) -> Double
  ) throws(NotApplicable) -> SimulationResult {
    let simulation = try Simulation(inputs: inputs.map(\.input))
    let place = UInt64(ValuationMethod.allCases.firstIndex(of: method) ?? 0)
    var failure: NotApplicable?
    let outcome = simulation.run(
      draws: valuer.draws, stream: RandomStream(seed: valuer.seed, number: stream ^ (place << 48))
    ) { row in
      do throws(NotApplicable) { return try value(Array(row)) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return outcome
  }

  /// The lines that show the ranges of the inputs.
  func lines(_ inputs: [BusinessInput]) -> [ValuationInput] {
    inputs.map { ValuationInput($0.input.label, $0.shown, source: $0.input.source) }
  }

  var businessNotes: [BilingualText] {
    [
      BilingualText(zh: "只计已有预测的年度", en: "Only years with a forecast count"),
      BilingualText(
        zh: "基准取预测原值；低、高为上列区间抽样的 P10 与 P90",
        en: "Base: the forecast as it stands. Low and high: P10 and P90 of draws from the ranges above"),
    ]
  }

  func excessEarnings() -> MethodResult {
    result(.excessEarnings) { () throws(NotApplicable) in
      let product = try onlyForProducts()
      let line = valuer.ledger.products.first { $0.id == product }
      if let line, valuer.doubleBusinesses.contains(line.businessLine.isEmpty ? line.code : line.businessLine)
      {
        throw NotApplicable(
          zh: "同一业务有多个资产要求本方法，剩余收益只能归其中一个",
          en: "more than one asset of the business asks for it, and only one can claim the residual")
      }
      let figures = try figures(
        ["operating-profit", "contributory-charge"], product,
        missing: NotApplicable(
          zh: "缺少营业利润或贡献资产收费的预测（product_figures）",
          en: "forecasts of operating profit or contributory charges are missing (product_figures)"))
      let (earnings, charges) = (figures.lists[0], figures.lists[1])
      let count = figures.count
      let markets = try ownMarkets(count: count)
      let given = ExcessEarnings(
        firstYear: asOf.year, earnings: covered(earnings, markets.shares),
        charges: covered(charges, markets.shares),
        parts: Array(parts(years: Double(count)).prefix(count)), tax: settings.tax.value,
        discounting: discounting, amortisation: amortisation)
      let (table, factor, value) = try given.value()
      let cautious = try cautiousPart(of: value, markets.markets, count: count) {
        shares throws(NotApplicable) in
        var less = given
        less.earnings = covered(earnings, shares)
        less.charges = covered(charges, shares)
        return try less.value().value
      }
      let ranges = [
        earningsInput,
        BusinessInput(
          BilingualText(zh: "贡献资产收费（相对预测）", en: "Contributory charges against forecast"),
          settings.businessRanges.charges, about: 1, source: rangeSource), growthInput, rateInput,
      ]
      let outcome = try simulate(.excessEarnings, ranges) { draw throws(NotApplicable) in
        var drawn = given
        let growth = growth(draw[2], count: count)
        drawn.earnings = given.earnings.indices.map { given.earnings[$0] * draw[0] * growth[$0] }
        drawn.charges = given.charges.map { $0 * draw[1] }
        drawn.discounting = Discounting(rate: draw[3], timing: settings.timing)
        return try drawn.value().value
      }
      let ranged = lines(ranges) + territoryInputs(markets.markets)
      return MethodResult(
        method: .excessEarnings,
        outcome: .success(try range(outcome.quantile(0.1) * cautious, value, outcome.quantile(0.9))),
        inputs: ranged + [
          ValuationInput(
            BilingualText(zh: "税率", en: "Tax rate"), .percent(settings.tax.value),
            source: sourceText(settings.tax.source, settings.header)),
          ValuationInput(
            BilingualText(zh: "摊销税收利益系数", en: "Tax amortisation factor"), .number(factor),
            source: settings.amortisationYears.map { sourceText($0.source, settings.header) }
              ?? BilingualText(zh: "不计", en: "none")),
        ], table: table, taxBenefit: factor == 1 ? nil : factor,
        notes: businessNotes + figures.notes + territoryNotes(markets.markets), simulation: outcome)
    }
  }

  func withAndWithout() -> MethodResult {
    result(.withAndWithout) { () throws(NotApplicable) in
      let product = try onlyForProducts()
      let figures = try figures(
        ["cash-flow-with", "cash-flow-without"], product,
        missing: NotApplicable(
          zh: "缺少有、无该资产的现金流预测（product_figures）",
          en: "forecasts of cash flows with and without the asset are missing (product_figures)"))
      let (with, without) = (figures.lists[0], figures.lists[1])
      let count = figures.count
      let markets = try ownMarkets(count: count)
      let parts = Array(parts(years: Double(count)).prefix(count))
      let given = WithAndWithout(
        with: covered(with, markets.shares), without: covered(without, markets.shares),
        probability: settings.businessRanges.probability.base, parts: parts, firstYear: asOf.year,
        discounting: discounting)
      let table = try given.table()
      let value = table.presentValue
      let cautious = try cautiousPart(of: value, markets.markets, count: count) {
        shares throws(NotApplicable) in
        var less = given
        less.with = covered(with, shares)
        less.without = covered(without, shares)
        return try less.table().presentValue
      }
      let ranges = [
        BusinessInput(
          BilingualText(
            zh: "没有该资产时竞争夺走差额的概率", en: "Probability that competition takes the difference"),
          settings.businessRanges.probability, source: rangeSource), earningsInput, growthInput, rateInput,
      ]
      let outcome = try simulate(.withAndWithout, ranges) { draw throws(NotApplicable) in
        var drawn = given
        drawn.probability = draw[0]
        drawn.ramp = growth(draw[2], count: count).map { $0 * draw[1] }
        drawn.discounting = Discounting(rate: draw[3], timing: settings.timing)
        return try drawn.table().presentValue
      }
      return MethodResult(
        method: .withAndWithout,
        outcome: .success(try range(outcome.quantile(0.1) * cautious, value, outcome.quantile(0.9))),
        inputs: lines(ranges) + territoryInputs(markets.markets), table: table,
        notes: businessNotes + figures.notes + territoryNotes(markets.markets), simulation: outcome)
    }
  }
}
