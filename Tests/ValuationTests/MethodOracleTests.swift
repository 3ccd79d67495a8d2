import PortfolioCore
import Testing

@testable import Valuation

/// Published and recomputed figures of every method; figures that were published wrong are refused with the reason.
@Suite struct MethodOracleTests {
  // MARK: Tax amortisation benefit

  struct Benefit: Sendable {
    let tax: Double
    let years: Int
    let rate: Double
    let end: Double
    let middle: Double
  }

  private static let benefits = [
    Benefit(tax: 0.25, years: 15, rate: 0.12, end: 1.128050, middle: 1.136535),
    Benefit(tax: 0.21, years: 15, rate: 0.12, end: 1.105402, middle: 1.112237),
    Benefit(tax: 0.21, years: 15, rate: 0.15, end: 1.089162, middle: 1.096237),
    Benefit(tax: 0.40, years: 15, rate: 0.10, end: 1.254436, middle: 1.270210),
    Benefit(tax: 0.25, years: 5, rate: 0.12, end: 1.219867, middle: 1.235707),
    Benefit(tax: 0.30, years: 10, rate: 0.05, end: 1.301494, middle: 1.311257),
  ]

  @Test(arguments: benefits)
  func amortisationFactors(benefit: Benefit) throws {
    let rule = TaxAmortisation(statutoryYears: benefit.years, tax: benefit.tax)
    #expect(abs(try rule.factor(Discounting(rate: benefit.rate)) - benefit.end) < 0.0000005)
    #expect(
      abs(try rule.factor(Discounting(rate: benefit.rate, timing: .middle)) - benefit.middle) < 0.0000005)
  }

  /// Seen on the web: 1/(1 − t·a) without the division by n (opag.io, probsee.com), and t·(1 − (1 + r)⁻ⁿ)
  /// (bit1024.com), which is something else. The first exceeds every plausible factor; neither equals ours.
  @Test func wrongAmortisationFormulasAreNotOurs() throws {
    let annuity = (1 - PortableMath.power(1.12, -15)) / 0.12
    let withoutDivision = 1 / (1 - 0.25 * annuity)
    #expect(withoutDivision < 0 || withoutDivision > TaxAmortisation.greatestPlausibleFactor)
    let ours = try TaxAmortisation(statutoryYears: 15, tax: 0.25).factor(Discounting(rate: 0.12))
    #expect(abs(ours - withoutDivision) > 0.1)
    let other = 0.3 * (1 - PortableMath.power(1.05, -10))
    #expect(abs(other - 0.1158) < 0.0001)
    let right = try TaxAmortisation(statutoryYears: 10, tax: 0.3).factor(Discounting(rate: 0.05))
    #expect(abs(right - 1 - other) > 0.1)
    // The length of the forecast in place of the statutory life gives 1.2199 for 1.1281 (simonmak).
    let forecast = try TaxAmortisation(statutoryYears: 5, tax: 0.25).factor(Discounting(rate: 0.12))
    #expect(abs(forecast - ours) > 0.09)
  }

  @Test(arguments: [(0, 0.25, 0.12), (-3, 0.25, 0.12), (1, 0.9, 0.01), (15, 1.2, 0.1), (15, 0.25, .nan)])
  func implausibleBenefitsAreRefused(years: Int, tax: Double, rate: Double) {
    #expect(throws: NotApplicable.self) {
      try TaxAmortisation(statutoryYears: years, tax: tax).factor(Discounting(rate: rate))
    }
  }

  /// A benefit of 12 % of the whole divides by 1 − 0.12; multiplying by 1.12 gives 11.2 million, which is wrong.
  @Test func aShareOfTheWholeDivides() {
    let whole: Double = 10_000_000 / (1 - 0.12)
    #expect((whole / 1000).rounded() == 11_364)
  }

  // MARK: Options

  @Test func damodaranTemplate() throws {
    let result = try RealOption(
      projectValue: 800_000, developmentCost: 1_000_000, variance: 0.09, years: 10, riskless: 0.08,
      costOfDelay: 0.1
    ).value()
    #expect(abs(result.d1 - 0.0283091826) < 5e-11)
    #expect(abs(result.share1 - 0.5112922215) < 5e-11)
    #expect(abs(result.d2 + 0.9203741155) < 5e-11)
    #expect(abs(result.share2 - 0.1786886452) < 5e-11)
    #expect(abs(result.value - 70_185.13) < 0.005)
  }

  @Test func avonex() throws {
    let result = try RealOption(
      projectValue: 3422, developmentCost: 2875, variance: 0.224, years: 17, riskless: 0.067
    ).value()
    #expect(abs(result.value - 906.865) < 0.0005)
    #expect(result.netPresentValue == 547)
    #expect(abs(result.timePremium - 359.87) < 0.01)
    // 1/17 rounded to 0.0589 is another option.
    let roundedDelay = try RealOption(
      projectValue: 3422, developmentCost: 2875, variance: 0.224, years: 17, riskless: 0.067,
      costOfDelay: 0.0589
    ).value()
    #expect(abs(roundedDelay.value - 905.44) < 0.005)
  }

  /// A slide prints 37.12 with N(d₁) = 0.5285 and N(d₂) = 0.1219 for 350/500: its own inputs give 26.60.
  @Test func theInconsistentSlideIsNoOracle() throws {
    let result = try RealOption(
      projectValue: 350, developmentCost: 500, variance: 0.0625, years: 17, riskless: 0.04
    ).value()
    #expect(abs(result.value - 26.60) < 0.005)
    #expect(abs(result.share1 - 0.4439) < 0.00005)
    #expect(abs(result.share2 - 0.1206) < 0.00005)
    #expect(abs(result.value - 37.12) > 10)
  }

  // MARK: Discounted flows

  @Test func eschenbach() throws {
    let discounting = Discounting(rate: 0.1)
    let value = try discounting.presentValue([Double](repeating: 650_000, count: 14)) - 1_500_000
    #expect(abs(value - 3_288_347) < 0.5)
    let growing = (0..<14).map { 300_000 + 100_000 * Double($0) }
    let net = try discounting.presentValue(growing) - 4_500_000
    #expect(abs(net - 1_390_056) < 0.5)
  }

  struct Scenario: Sendable {
    let sum: Double
    let growth: Double
    let value: Double
  }

  private static let scenarios = [
    Scenario(sum: 459_063.38, growth: 0.218, value: 119_422.32),
    Scenario(sum: 1_564_256.69, growth: 0.352, value: 340_413.02),
    Scenario(sum: 5_742_266.49, growth: 0.498, value: 1_113_306.36),
  ]

  /// Sixteen flows from 4,449.50 on at 12.81 %. The listed flows grow almost, not exactly, evenly: with the even
  /// growth that gives their sum the value agrees to a ten-thousandth.
  private func flows(_ scenario: Scenario) -> [Double] {
    func list(_ growth: Double) -> [Double] {
      (0..<16).map { 4449.50 * PortableMath.power(1 + growth, Double($0)) }
    }
    var low = 0.0
    var high = 1.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if list(middle).reduce(0, +) < scenario.sum { low = middle } else { high = middle }
    }
    return list(low)
  }

  @Test(arguments: scenarios)
  func threeScenarios(scenario: Scenario) throws {
    let flows = flows(scenario)
    #expect(abs(flows[1] / flows[0] - 1 - scenario.growth) < 0.0005)
    let value = try Discounting(rate: 0.1281).presentValue(flows)
    #expect(abs(value / scenario.value - 1) < 0.0001)
  }

  /// The same report's sensitivities are wrong: a fifth less contribution must take a fifth off (272,330, not
  /// 221,269), and a fifth off the rate gives 449,092, not 511,897.
  @Test func thePublishedSensitivitiesAreWrong() throws {
    let flows = flows(MethodOracleTests.scenarios[1])
    func value(_ share: Double, _ rate: Double) throws -> Double {
      try Discounting(rate: rate).presentValue(flows.map { $0 * share })
    }
    let expected: [(Double, Double, right: Double, printed: Double)] = [
      (0.8, 0.1281, 272_330, 221_269), (1.2, 0.1281, 408_496, 459_557),
      (1, 0.1281 * 0.8, 449_092, 511_897), (1, 0.1281 * 1.2, 261_583, 237_652),
    ]
    for (share, rate, right, printed) in expected {
      let value = try value(share, rate)
      #expect(abs(value / right - 1) < 0.0002, "\(value)")
      #expect(abs(value / printed - 1) > 0.05, "\(value)")
    }
  }

  /// C₀ + C₁/(1 + r) + …: the first flow is not discounted.
  @Test func theFirstFlowAtTheStart() throws {
    let table = try Discounting(rate: 0.1, timing: .start).table(flows: [100, 110, 121])
    #expect(abs(table.presentValue - 300) < 1e-9)
    #expect(table.lines[0].discountFactor == 1)
  }

  /// A stub of a quarter, a whole year, and the half year until the term ends.
  @Test func stubPeriods() throws {
    let parts = [0.25, 1, 0.5]
    let flows = [25.0, 100, 50]
    let end = try Discounting(rate: 0.21, timing: .end).table(parts: parts, flows: flows)
    let middle = try Discounting(rate: 0.21, timing: .middle).table(parts: parts, flows: flows)
    for (line, time) in zip(end.lines, [0.25, 1.25, 1.75]) {
      #expect(abs(line.discountFactor - PortableMath.power(1 / 1.21, time)) < 1e-12)
    }
    for (line, time) in zip(middle.lines, [0.125, 0.75, 1.5]) {
      #expect(abs(line.discountFactor - PortableMath.power(1 / 1.21, time)) < 1e-12)
    }
  }

  // MARK: Income methods

  private func royaltyExample(_ timing: DiscountTiming) -> ReliefFromRoyalty {
    ReliefFromRoyalty(
      revenue: [1_000_000, 1_100_000, 1_210_000, 1_331_000, 1_464_100], royalty: 0.05, tax: 0.21,
      discounting: Discounting(rate: 0.15, timing: timing),
      amortisation: TaxAmortisation(statutoryYears: 15, tax: 0.21))
  }

  @Test func reliefFromRoyalty() throws {
    let end = try royaltyExample(.end).value()
    #expect(abs(end.table.presentValue - 157_440.60) < 0.005)
    #expect(abs(end.value - 171_478.36) < 0.005)
    #expect(abs(try royaltyExample(.middle).value().table.presentValue - 168_836.23) < 0.005)
  }

  /// Price 150 times 20,000 pieces is the first year's revenue of WIPO's manual.
  @Test func revenueIsPriceTimesQuantity() throws {
    var example = royaltyExample(.end)
    example.revenue = [150 * 20_000]
    example.parts = [1]
    #expect(try example.table().lines[0].steps[0] == 3_000_000)
  }

  @Test func excessEarnings() throws {
    var example = ExcessEarnings(
      earnings: [200_000, 220_000, 240_000, 260_000, 280_000],
      charges: [50_000, 52_000, 54_000, 56_000, 58_000], tax: 0.25, discounting: Discounting(rate: 0.12),
      amortisation: TaxAmortisation(statutoryYears: 15, tax: 0.25))
    let result = try example.value()
    #expect(abs(result.table.presentValue - 491_897.04) < 0.005)
    #expect(abs(result.value - 554_884.42) < 0.005)
    example.amortisation = TaxAmortisation(statutoryYears: 5, tax: 0.25)
    #expect(abs(try example.value().value - 600_049.19) < 0.005)
  }

  @Test func contributoryChargesAndOneYear() throws {
    let name = BilingualText(zh: "资产", en: "asset")
    let charge =
      ContributoryAsset(label: name, value: 500_000, requiredReturn: 0.08).charge
      + ContributoryAsset(label: name, value: 1_000_000, requiredReturn: 0.1).charge
    #expect(charge == 140_000)
    #expect(try ExcessEarnings.capitalised(earnings: 500_000, charges: charge, rate: 0.12) == 3_000_000)
  }

  @Test func onlyOneAssetOfABusiness() {
    let double = ExcessEarnings.onePerBusiness([
      ("rail", "brakes"), ("rail", "doors"), ("rail", "brakes"), ("ports", "cranes"),
    ])
    #expect(double.count == 1)
    #expect(double.first?.business == "rail")
    #expect(double.first?.assets == ["brakes", "doors"])
  }

  @Test func royaltyByPosition() throws {
    #expect(abs(try RoyaltyRange(low: 0.015, high: 0.03).rate(position: 0.6) - 0.024) < 1e-15)
    #expect(throws: NotApplicable.self) { try RoyaltyRange(low: 0.05, high: 0.03).rate(position: 0.5) }
    #expect(throws: NotApplicable.self) { try RoyaltyRange(low: 0.01, high: 0.03).rate(position: 1.5) }
  }

  @Test func withAndWithout() throws {
    let value = try WithAndWithout(
      with: [100, 110], without: [80, 70], probability: 0.5, ramp: [0.5, 1],
      discounting: Discounting(rate: 0)
    ).table().presentValue
    #expect(value == 5 + 20)
  }

  @Test func profitSplit() throws {
    let split = ProfitSplit(profits: [1000, 1000], share: 0.2, discounting: Discounting(rate: 0.25))
    #expect(abs(try split.table().presentValue - (160 + 128)) < 1e-9)
    #expect(ProfitSplit.caveat.en.contains("Uniloc"))
  }

  @Test func builtUpAndWeightedRates() throws {
    let label = BilingualText(zh: "部分", en: "part")
    let built = DiscountRate(
      parts: [0.018, 0.03, 0.025, 0.02].map {
        DiscountRate.Part(label: label, rate: $0, source: "house")
      })
    #expect(abs(built.rate - 0.093) < 1e-15)
    let cost = try DiscountRate.weightedCost(
      equityShare: 0.6, costOfEquity: 0.12, costOfDebt: 0.05, tax: 0.25)
    #expect(abs(cost - 0.087) < 1e-15)
  }

  // MARK: Cost, market, lending

  private static let leftOfCosts: [(Double?, Double)] = [
    (nil, 160), (20, 160), (6, 60 + 600 / 6.5), (4, 50 + 400 / 4.5), (1, 20 + 100 / 1.5), (0, 0), (-3, 0),
  ]

  /// Spending of 100 four years ago and of 100 this year, with a useful life of ten: six tenths and all of it are left, or
  /// with L years of term left L/(4 + L) and L/(½ + L) where that ends sooner; nothing at the end of the term.
  @Test(arguments: leftOfCosts)
  func costIsWrittenOffByTheEndOfTheTerm(legalYears: Double?, expected: Double) throws {
    func cost(_ usefulLife: Double?) throws -> Double {
      try CostApproach(
        spending: [2021, 2025].map { .init(year: $0, amount: 100, legalYears: legalYears) }, year: 2025,
        usefulLife: usefulLife
      ).table().presentValue
    }
    let found = try cost(10)
    #expect(abs(found - expected) < 1e-9)
    // Without a useful life the term alone writes it off.
    let years = legalYears.map { max(0, $0) }
    let lasting = years.map { 100 * $0 / (4 + $0) + 100 * $0 / (0.5 + $0) }
    #expect(abs(try cost(nil) - (lasting ?? 200)) < 1e-9)
    // Money of one year on rights with different terms: one line, each with what is left of its own.
    let mixed = try CostApproach(
      spending: [
        .init(year: 2021, amount: 300), .init(year: 2021, amount: 100, legalYears: legalYears),
      ], year: 2025, usefulLife: 10
    ).table()
    let own = years.map { $0 >= 6 ? 0.6 : $0 / (4 + $0) } ?? 0.6
    #expect(mixed.lines.count == 1 && abs(mixed.presentValue - (180 + 100 * own)) < 1e-9)
  }

  @Test func costIndexedAndAmortised() throws {
    let cost = CostApproach(
      spending: [.init(year: 2020, amount: 1000), .init(year: 2024, amount: 500)], year: 2025,
      priceIndex: [2020: 100, 2024: 110, 2025: 121], developerMargin: 0.1, functionalObsolescence: 0.2,
      usefulLife: 10)
    // 2020: 1000 × 1.21 × 1.1 × half × 0.8; 2024: 500 × 1.1 × 1.1 × nine tenths × 0.8.
    let indexed = try cost.table().presentValue
    #expect(abs(indexed - 968) < 1e-9)
    var replaced = cost
    replaced.basis = .replacement
    replaced.avoidable = 0.25
    let cheaper = try replaced.table().presentValue
    #expect(abs(cheaper - 726) < 1e-9)
    #expect(try replaced.table().columns.count == 5)
    replaced.opportunityRate = 0.05
    // 1.05⁵ = 1.2762815625: 1210 × 1.05⁵ × 1.1 × ¾ × half × 0.8 and 550 × 1.05 × 1.1 × ¾ × nine tenths × 0.8.
    let table = try replaced.table()
    let expected = 1210 * 1.2762815625 * 1.1 * 0.75 * 0.4 + 550 * 1.05 * 1.1 * 0.75 * 0.72
    #expect(abs(table.presentValue - expected) < 1e-9)
    // What the money could have earned stands in a column, and each column follows from those before it.
    #expect(table.columns.map(\.en)[2] == "Opportunity cost" && table.shares == [4, 5])
    for line in table.lines {
      #expect(abs((line.steps[1] + line.steps[2]) * 1.1 * 0.75 - line.steps[3]) < 1e-9)
      #expect(abs(line.steps[3] * line.steps[4] * line.steps[5] - line.flow) < 1e-9)
    }
  }

  @Test func marketRangeAndBrokeredPrice() throws {
    let better = ComparableDeal.Adjustment(label: BilingualText(zh: "独占", en: "exclusive"), factor: 1.5)
    let market = MarketApproach(deals: [
      ComparableDeal(name: "a", figure: 100, source: "own"),
      ComparableDeal(name: "b", figure: 200, adjustments: [better], source: "own"),
      ComparableDeal(name: "c", figure: 160, source: "own"),
    ])
    let range = try market.range()
    #expect(range.low == 130 && range.base == 160 && range.high == 230)
    let brokered = try MarketApproach.brokered(
      price: 1210, probabilityOfSale: 0.3, monthsToSale: 24, rate: 0.1)
    #expect(abs(brokered - 300) < 1e-9)
  }

  @Test func lendingRubric() throws {
    let rubric = LendingRubric(
      defensibility: 0.8, revenueContribution: 0.7, remainingLife: 0.6, transferability: 0.65)
    #expect(abs(try rubric.score() - 70.75) < 1e-9)
    #expect(try LendingRubric.greatestLoan(value: 20_000_000, advanceRate: 0.5) == 10_000_000)
  }
}
