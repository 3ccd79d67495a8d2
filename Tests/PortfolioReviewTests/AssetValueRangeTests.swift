import Foundation
import TestSupport
import Testing
import Winnow

/// Ranges of the methods for a whole business, the way from the rights to a product, hints, and what settings change.
@Suite struct AssetValueRangeTests {
  private static let figures = """
    product,year,item,amount
    PR1,2026,operating-profit,900000
    PR1,2027,operating-profit,1000000
    PR1,2026,contributory-charge,300000
    PR1,2027,contributory-charge,300000
    PR1,2026,cash-flow-with,500000
    PR1,2027,cash-flow-with,500000
    PR1,2026,cash-flow-without,300000
    PR1,2027,cash-flow-without,300000

    """

  private func result(_ asset: AssetValue, _ method: ValuationMethod) -> MethodResult? {
    asset.methods.first { $0.method == method }
  }

  // MARK: Ranges

  @Test(arguments: [ValuationMethod.excessEarnings, .withAndWithout])
  func forecastsOfABusinessGiveRanges(method: ValuationMethod) throws {
    let given = try ValueCase([
      "product_figures": AssetValueRangeTests.figures, "revenues": ValueCase.chinese,
    ])
    let found = try #require(result(given.product(), method))
    let value = try #require(found.value)
    #expect(value.low < value.base && value.base < value.high)
    let outcome = try #require(found.simulation)
    #expect(outcome.tornado.count == 4)
    #expect(value.low == min(value.base, outcome.quantile(0.1)))
    #expect(value.high == max(value.base, outcome.quantile(0.9)))
    // The base is the table as printed.
    let sum = try #require(found.table).presentValue
    #expect(abs(sum * (found.taxBenefit ?? 1) - value.base) <= 1e-9 * value.base)
  }

  @Test func withoutUncertaintyThereIsNoRange() throws {
    let certain = try ValueCase.model(
      "valuation-settings",
      """
        earnings: {low: -20, high: 15}
        charges: {low: -10, high: 20}
        growth: {low: -5, high: 5}
        probability: {low: 50, base: 80, high: 100}
      """,
      """
        earnings: {low: 0, high: 0}
        charges: {low: 0, high: 0}
        growth: {low: 0, high: 0}
        probability: {low: 80, base: 80, high: 80}
      """
    ).replacingOccurrences(of: "rateSpread: {percent: 3,", with: "rateSpread: {percent: 0,")
    let given = try ValueCase(
      ["product_figures": AssetValueRangeTests.figures, "revenues": ValueCase.chinese],
      models: ["valuation-settings": certain])
    for method in [ValuationMethod.excessEarnings, .withAndWithout] {
      let value = try #require(result(given.product(), method)?.value)
      #expect(value.high - value.low <= 1e-9 * value.base)
    }
  }

  /// Only what is left of the as-of year counts, and only as likely as competition would take it.
  @Test func withAndWithoutCountsTheRestOfTheYear() throws {
    let given = try ValueCase(["product_figures": AssetValueRangeTests.figures])
    let table = try #require(result(given.product(), .withAndWithout)?.table)
    let part = 185 / 365.25
    #expect(abs(table.lines[0].flow - 200_000 * part * 0.8) < 1e-6)
    #expect(abs(table.lines[1].flow - 200_000 * 0.8) < 1e-6)
  }

  @Test func aWeightedCostTakesThePlaceOfTheBuiltUpRate() throws {
    let own = try ValueCase.model(
      "valuation-settings", "timing: middle\n",
      """
      timing: middle
      weightedCost: {equityPercent: 60, costOfEquity: 12, costOfDebt: 4, premium: {id: intangible, title: {zh: 溢价, en: Premium}, low: 3, high: 3, source: house}, source: house}

      """)
    let given = try ValueCase(models: ["valuation-settings": own])
    // 0.6 × 12 % + 0.4 × 4 % × 0.75 and 3 points.
    #expect(abs(try given.value("V-1").discountRate - (0.072 + 0.012 + 0.03)) < 1e-12)
  }

  // MARK: From the rights to the product

  @Test func differencesAreNamedAndAddUp() throws {
    let rights = ValueCase.rights.replacingOccurrences(
      of: "V-2,invention,CN,Seat,2019", with: "V-2,invention,CN,Seat,2009")
    let given = try ValueCase(["rights": rights])
    let bridge = try #require(given.product().bridge)
    let whole = try #require(result(given.product(), .reliefFromRoyalty)?.value).base
    #expect(bridge.whole == whole)
    #expect(bridge.parts.map(\.share) == [0.75, 0.25])
    let sum = bridge.sum + bridge.steps.reduce(0) { $0 + $1.amount }
    #expect(abs(sum - whole) <= 1e-9 * whole)
    // V-2 has under three years left; the product goes on for as long as V-1.
    let life = try #require(bridge.steps.first { $0.reason == .life }).amount
    #expect(life > 0.01 * whole)
    for part in bridge.parts {
      let single = given.valuer.value(row: part.row)
      #expect(abs(try #require(result(single, .reliefFromRoyalty)?.value).base - part.value) < 1e-6)
    }
  }

  /// Rights alike in everything but their share are worth together exactly what the product is worth.
  @Test(arguments: [[50.0, 50], [80, 20], [33.33, 66.67], [30, 50]])
  func theSumOfEqualPartsIsTheWhole(percents: [Double]) throws {
    let links = ValueCase.links.replacingOccurrences(of: "V-2,PR1,supporting", with: "V-2,PR1,core")
    let stated = "product,right,share_percent\nPR1,V-1,\(percents[0])\nPR1,V-2,\(percents[1])\n"
    let given = try ValueCase(["product_links": links, "attributions": stated])
    let bridge = try #require(given.product().bridge)
    #expect(abs(bridge.sum - bridge.whole) <= 1e-9 * bridge.whole)
    for step in bridge.steps { #expect(abs(step.amount) <= 1e-9 * bridge.whole, "\(step.reason)") }
  }

  @Test func aSecretTakesTheFieldOfTheProductItServes() throws {
    let rights = ValueCase.rights + "S-1,technical-secret,CN,Hardening,2019-04-15,,in-force,,Example Co\n"
    let given = try ValueCase([
      "rights": rights, "product_links": ValueCase.links + "S-1,PR1,core,2021-01-01\n",
    ])
    let secret = try #require(result(given.value("S-1"), .reliefFromRoyalty))
    let patent = try #require(result(given.value("V-1"), .reliefFromRoyalty))
    func ends(_ result: MethodResult) -> [InputValue] {
      result.inputs.filter { $0.label.en.hasPrefix("Least rate") || $0.label.en.hasPrefix("Greatest") }.map(
        \.value)
    }
    #expect(ends(secret) == ends(patent))
    #expect(secret.inputs.first?.source.en.contains("V-1, which serves the same product") == true)
  }

  // MARK: The income of a right, for plans

  /// A right that serves two products bears its fees in each: the bridge names it, where the other product has revenue.
  @Test(arguments: [true, false]) func rightsOfSeveralProductsAreNamed(hasRevenue: Bool) throws {
    let given = try ValueCase([
      "product_links": ValueCase.links + "V-1,PR2,core,2021-01-01\n",
      "revenues": ValueCase.revenues + (hasRevenue ? "PR2,2026,5000000,forecast,2026-03-31\n" : ""),
    ])
    let product = try given.product()
    let bridge = try #require(product.bridge)
    let first = try #require(given.run.row(named: "V-1"))
    #expect(bridge.parts.count == 2)
    for part in bridge.parts { #expect(part.servesOthers == (hasRevenue && part.row == first)) }
    let page = AssetValueView(product, of: given.valuer, language: .en)
    #expect(page.text(width: nil).contains("V-1: other products are served as well") == hasRevenue)
    let chinese = AssetValueView(product, of: given.valuer, language: .zh)
    #expect(chinese.text(width: nil).contains("V-1 还用于其他产品") == hasRevenue)
    let json = page.json(given.run, options: given.workspace.reportOptions(language: .en))
    #expect(json.contains("\"servesOtherProducts\": true") == hasRevenue)
  }

  @Test func attributedIncomeIsTheBaseOfTheMethod() throws {
    let given = try ValueCase()
    let row = try #require(given.run.row(named: "V-1"))
    let income = try given.valuer.attributedIncome(row: row)
    let relief = try #require(result(given.value("V-1"), .reliefFromRoyalty))
    #expect(income.value == relief.value?.base)
    #expect(income.firstYear == 2026)
    let table = try #require(relief.table)
    // Before fees, after tax.
    for line in table.lines where line.part > 0 {
      let saved = line.steps[ReliefFromRoyalty.Step.saved.rawValue]
      #expect(abs(income.royalty(year: line.year) - saved * 0.75) < 1e-6)
    }
    #expect(income.royalty(year: 2025) == 0 && income.royalty(year: 2099) == 0)
    let lapsed = try #require(given.run.row(named: "V-3"))
    #expect(throws: NotApplicable.self) { try given.valuer.attributedIncome(row: lapsed) }
  }

  // MARK: Hints

  @Test func openLicencesStayBelowTheirCeilings() throws {
    let free = try #require(ValueCase().value("V-1").openLicence)
    #expect(free.cutBy == nil)
    let poor = "product,year,item,amount\nPR1,2027,operating-profit,1000\n"
    let cut = try #require(ValueCase(["product_figures": poor]).value("V-1").openLicence)
    #expect(cut.cutBy == .profit)
    // Two fifths of three quarters of the profit.
    #expect(abs(try #require(cut.yearlyFee) - 300) < 1e-9)
    let rich = ValueCase.revenues.replacingOccurrences(of: "0000,", with: "0000000,")
    let fixed = try #require(ValueCase(["revenues": rich]).value("V-1").openLicence)
    #expect(fixed.cutBy == .fixed && fixed.yearlyFee == 20_000_000)
  }

  @Test func brokersListsSpeakOfGrantedAmericanPatentsOnly() throws {
    let rights =
      ValueCase.rights + "V-5,invention,US,Plug,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co\n"
    let given = try ValueCase(["rights": rights])
    #expect(try given.value("V-1").brokered == nil)
    let asset = try given.value("V-5")
    let hint = try #require(asset.brokered)
    #expect(abs(hint.value - hint.asked * 0.29 / (1 + hint.rate)) < 1e-6)
    // It is shown and never counted.
    #expect(asset.value.map { $0.base < hint.value } ?? true)
  }

  // MARK: Cost

  @Test func costsAreIndexedWhereThereIsAnIndex() throws {
    let spent = "product,year,item,amount\nPR1,2024,development-cost,1000000\n"
    let plain = try #require(result(ValueCase(["product_figures": spent]).value("V-1"), .cost))
    #expect(plain.notes.contains { $0.en.contains("Not indexed") && $0.zh.contains("未作价格调整") })
    let index = try ValueCase.model(
      "price-index", "source: house\nlevels: {}",
      "series: {zh: 测试指数, en: Index for a test}\nsource: house\nlevels: {2024: 100, 2025: 110}")
    let given = try ValueCase(["product_figures": spent], models: ["price-index": index])
    let indexed = try #require(result(given.value("V-1"), .cost))
    let ratio = try #require(indexed.value).base / #require(plain.value).base
    #expect(abs(ratio - 1.1) < 1e-12)
    #expect(indexed.notes.contains { $0.en.contains("after 2025 count as unchanged") })
  }

  // MARK: The register

  /// No factor is decoration: raising it from the lowest to the highest level moves the value, or what could be
  /// realised of it.
  @Test(arguments: [
    "ownership", "stage", "territory", "remaining-life", "uniqueness", "technical-lead", "enforceability",
    "people", "criticality", "market", "contracted", "transferability", "encumbrance", "disputes",
    "competitor-interest",
  ])
  func everyFactorEntersTheMoney(factor: String) throws {
    func asset(_ level: Int) throws -> AssetValue {
      let table = "right,assessor,day,question,score,comment\nV-1,A,2026-05-01,\(factor),\(level),minutes 7\n"
      return try ValueCase(["assessments": table]).value("V-1")
    }
    let (low, high) = (try asset(1), try asset(5))
    let bases = try [low, high].map { try #require($0.value).base }
    let sales = try [low, high].map { try #require($0.realisable).orderly.base }
    #expect(bases[1] > bases[0] || sales[1] > sales[0])
    #expect(bases[1] >= bases[0] && sales[1] >= sales[0])
    let answer = try #require(high.profile.answers.first { $0.factor.id == factor })
    #expect(answer.level == 5 && answer.evidence == ["minutes 7"])
  }

  @Test func theListOfFactorsAboveIsWhole() throws {
    #expect(try ValueCase().valuer.factors.factors.count == 15)
  }
}
