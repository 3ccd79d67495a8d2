import Foundation
import TestSupport
import Testing
import Winnow

/// What enters the money beside the revenue itself: where rights stand, rates of exchange, years nobody gave, costs above
/// earnings, and the settings of ramp and correlation.
@Suite struct AssetValueMarketTests {
  private func relief(_ asset: AssetValue) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == .reliefFromRoyalty })
  }

  private static let inChina =
    "product,year,amount,kind,market\nPR1,2025,6000000,actual,CN\nPR1,2026,6000000,forecast,CN\nPR1,2027,6000000,forecast,CN\n"
  private static let inAmerica =
    "PR1,2025,4000000,actual,US\nPR1,2026,4000000,forecast,US\nPR1,2027,4000000,forecast,US\n"

  @Test func revenueWithoutARightInItsMarketDoesNotCount() throws {
    let home = try ValueCase(["revenues": AssetValueMarketTests.inChina])
    let both = try ValueCase(["revenues": AssetValueMarketTests.inChina + AssetValueMarketTests.inAmerica])
    for name in ["V-1", "V-2"] {
      let less = try #require(relief(both.value(name)).value).base
      #expect(abs(less - (try #require(relief(home.value(name)).value).base)) < 0.01)
    }
    let product = try relief(both.product())
    let base = try #require(product.value).base
    #expect(abs(base - (try #require(relief(home.product()).value).base)) < 0.01)
    #expect(product.notes.contains { $0.en.contains("without a live right") && $0.en.contains("US 40") })
    #expect(product.notes.contains { $0.zh.contains("40.0%（US 40.0%）") })
    // The parts still lead to the whole.
    let bridge = try #require(try both.product().bridge)
    #expect(abs(bridge.sum + bridge.steps.reduce(0) { $0 + $1.amount } - base) < 0.01)
  }

  @Test func onlyForeignRevenueIsNoRevenueOfTheRight() throws {
    let given = try ValueCase([
      "revenues": "product,year,amount,kind,market\n" + AssetValueMarketTests.inAmerica
    ])
    guard case .failure(let why) = try relief(given.value("V-1")).outcome else {
      Issue.record("it has a value")
      return
    }
    #expect(why.reason.en.contains("US 100"))
  }

  /// Without a market the base stands on an assumption that is stated, and the low case on a more cautious one.
  @Test func anUnknownMarketIsAnAssumption() throws {
    let named = try relief(try ValueCase(["revenues": AssetValueMarketTests.inChina]).value("V-1"))
    let silent = try relief(
      try ValueCase([
        "revenues": AssetValueMarketTests.inChina.replacingOccurrences(of: ",CN", with: ",")
      ]).value("V-1"))
    let (known, unknown) = (try #require(named.value), try #require(silent.value))
    // The same revenue is covered; only the royalty's place is another, for a named market answers for the territory.
    #expect(abs(known.base - unknown.base) < 0.1 * known.base, "\(known.base), \(unknown.base)")
    #expect(unknown.low < 0.8 * known.low, "\(known.low), \(unknown.low)")
    #expect(silent.notes.contains { $0.en.contains("no recorded market") && $0.en.contains("50 %") })
    #expect(!named.notes.contains { $0.en.contains("no recorded market") })
  }

  @Test func ratesOfExchangeAreInputs() throws {
    let given = try ValueCase([
      "revenues": "product,year,amount,currency,kind\nPR1,2025,1000000,USD,actual\n"
    ])
    let input = try #require(relief(given.value("V-1")).inputs.first { $0.label.en == "Exchange rate" })
    guard case .text(let text) = input.value else {
      Issue.record("no text")
      return
    }
    #expect(text.en.contains("1 USD = ") && text.en.contains("2025"))
    #expect(input.source.en.contains("ECB") && input.source.en.contains("checked 20"))
  }

  @Test func yearsWithoutAFigureAreMarked() throws {
    let given = try ValueCase()
    let asset = try given.value("V-1")
    let result = try relief(asset)
    #expect(result.assumedYears.min() == 2028)
    #expect(!result.assumedYears.contains(2027))
    let text = AssetValueView(asset, of: given.valuer, language: .en).text(width: nil)
    #expect(text.contains("2028*") && !text.contains("2027*") && text.contains("Years marked *"))
  }

  /// Every year without a figure is told with the year it goes on from, not with one for all.
  @Test func yearsWithoutAFigureNameTheirBase() throws {
    let sales = "PR1,2025,8000000000,actual\nPR1,2026,8000000000,forecast\nPR1,2028,9000000000,forecast\n"
    let result = try relief(
      try ValueCase(["revenues": "product,year,amount,kind\n" + sales]).value("V-1"))
    #expect(result.assumedYears.contains(2027) && !result.assumedYears.contains(2028))
    let note = try #require(result.notes.first { $0.en.hasPrefix("Years marked *") })
    let last = try #require(result.assumedYears.max())
    let rest = last < 2029 ? "" : last == 2029 ? "; 2029 from 2028" : "; 2029 to \(last) from 2028"
    #expect(note.en.hasSuffix("(2027 from 2026\(rest))"))
    #expect(note.zh.contains("2027 年自 2026 年"))
  }

  @Test func dealsOfTheFutureDoNotCount() throws {
    let head = "deal,product,year,royalty_percent,source\n"
    let past = "A,PR1,2024,2,own\nB,PR1,2025,3,own\nC,PR1,2025,4,own\n"
    func market(_ deals: String) throws -> MethodResult {
      try #require(
        try ValueCase(["comparables": head + deals]).value("V-1").methods.first { $0.method == .market })
    }
    let (calm, warned) = (try market(past), try market(past + "D,PR1,2030,19,own\n"))
    #expect(calm.value == warned.value)
    #expect(warned.notes.contains { $0.en.contains("of years after 2026 (D) and do not count") })
    #expect(!calm.notes.contains { $0.en.contains("of years after") })
    // What the royalty rests on is told as where it stands by itself.
    #expect(calm.assumedYears.min() == 2028 && calm.notes.contains { $0.en.hasPrefix("Years marked *") })
    guard case .failure(let why) = try market("D,PR1,2030,19,own\n").outcome else {
      Issue.record("a deal of 2030 values 2026")
      return
    }
    #expect(why.reason.en.contains("(D)") && why.reason.zh.contains("未计入"))
  }

  /// A right that is linked to a product is not said to be linked to none.
  @Test func aRightWithoutAStatedShareIsStillLinked() throws {
    let asset = try ValueCase(["attributions": "product,right,share_percent\nPR1,V-1,60\n"]).value("V-2")
    guard case .failure(let why) = try relief(asset).outcome else {
      Issue.record("it has a value")
      return
    }
    #expect(why.reason.en.contains("linked to PR1, but table attributions gives it no share"))
    #expect(asset.evidence.contains { $0.text.en.hasPrefix("It is linked to PR1, but") && !$0.isShown })
    #expect(!asset.evidence.contains { $0.text.en.contains("not recorded which product") })
  }

  /// The strength of the last part of a year is that in the middle of the part, not of a whole year.
  @Test func theLastPartOfAYearHasTheStrengthOfItsMiddle() throws {
    // Sales far above the fees, so that the life ends the years and not the fees.
    let result = try relief(
      try ValueCase([
        "revenues": ValueCase.revenues.replacingOccurrences(of: "000000,", with: "000000000,")
      ]).value("V-1"))
    guard case .percent(let decay)? = result.inputs.first(where: { $0.label.en.hasPrefix("Decay") })?.value
    else {
      Issue.record("no decay")
      return
    }
    let lines = try #require(result.table).lines.filter { $0.part > 0 }
    let rates = lines.map { $0.steps[ReliefFromRoyalty.Step.rate.rawValue] }
    #expect(try #require(lines.last).part < 1)
    var begin = 0.0
    for (place, line) in lines.enumerated() {
      let strength = pow(1 - decay, begin + line.part / 2)
      let first = pow(1 - decay, lines[0].part / 2)
      #expect(abs(rates[place] / rates[0] - strength / first) < 1e-9, "\(line.year)")
      begin += line.part
    }
  }

  // MARK: Costs above earnings

  @Test func feesAboveEarningsAreNoNegativeValue() throws {
    let given = try ValueCase([
      "revenues": "product,year,amount,kind\nPR2,2025,1000,actual\n",
      "product_figures":
        "product,year,item,amount\nPR1,2026,operating-profit,-100000\nPR1,2026,contributory-charge,900000\n",
    ])
    let asset = try given.product()
    let raw = try #require(asset.methods.first { $0.method == .excessEarnings }?.value)
    #expect(raw.base < 0)
    #expect(asset.value?.base == 0 && asset.value?.low == 0)
    #expect(asset.reconciliation.raw?.base == raw.base)
    #expect(asset.realisable == nil)
    let amount = Thousands.grouped(Int((-raw.base).rounded(.up)))
    #expect(amount.contains(","))
    #expect(asset.sentence.en.contains("No value can be shown: the costs exceed what is earned by \(amount)"))
    #expect(asset.sentence.zh.contains("价值以零计"))
  }

  /// Revenue that ends leaves fees that nobody would pay: the value stops before them and says so.
  @Test func theValueStopsAtTheLastYearWorthHolding() throws {
    let given = try ValueCase([
      "revenues":
        "product,year,amount,kind\nPR1,2025,8000000,actual\nPR1,2026,8000000,forecast\nPR1,2027,8000000,forecast\nPR1,2028,0,forecast\n"
    ])
    let result = try relief(given.value("V-1"))
    let table = try #require(result.table)
    #expect(table.lines.last?.year == 2027)
    #expect(table.givenUp.first?.year == 2028)
    #expect(table.lines.allSatisfy { $0.flow > 0 })
    #expect(result.notes.contains { $0.en.contains("Counts up to 2027") })
    let base = try #require(result.value).base
    #expect(abs(base - table.presentValue * (result.taxBenefit ?? 1)) < 1e-6)
  }

  @Test func twoForecastsThatDisagreeAreExplained() throws {
    let given = try ValueCase([
      "product_figures":
        "product,year,item,amount\nPR1,2026,operating-profit,90000000\nPR1,2026,contributory-charge,200000\n"
    ])
    let text = try #require(try given.product().reconciliation.explanation)
    #expect(text.en.contains("all profit left after contributory charges"))
    #expect(text.en.contains("a royalty on attributed sales"))
    #expect(text.en.contains("(2026 to 2026, ") && text.en.contains("Both rest on forecasts"))
    #expect(text.zh.contains("两者都取决于预测的实现"))
  }

  @Test func totalsAddUpWhatIsShown() throws {
    let given = try ValueCase()
    let assets = try ["V-1", "V-2", "V-4"].map(given.value)
    let table = AssetListView(assets, of: given.valuer, language: .en).table
    let total = try #require(table.total)
    for column in table.columns.indices.dropFirst(2) {
      func whole(_ text: String) -> Int? { Int(text.replacingOccurrences(of: ",", with: "")) }
      let shown = table.rows.compactMap { whole($0[column].text) }
      #expect(shown.isEmpty || whole(total[column].text) == shown.reduce(0, +))
    }
    // One figure, one rounding: the list and the single explanation agree.
    let single = AssetValueView(assets[0], of: given.valuer, language: .en).text(width: nil)
    #expect(single.contains(table.rows[0][table.columns.count - 3].text))
  }

  // MARK: Settings

  private func settings(_ more: String) throws -> [String: String] {
    [
      "valuation-settings": try ValueCase.model(
        "valuation-settings", "projectVariance: ", more + "\nprojectVariance: ")
    ]
  }

  @Test func aRampIsASetting() throws {
    let sales = [
      "revenues": "product,year,amount,kind\nPR1,2026,9000000,forecast\nPR1,2027,9000000,forecast\n"
    ]
    let plain = try relief(try ValueCase(sales).value("V-1"))
    let slow = try relief(
      try ValueCase(sales, models: settings("royaltyRamp: {percent: [40, 80], source: house}")).value("V-1"))
    let step = ReliefFromRoyalty.Step.rate.rawValue
    let (full, part) = (try #require(plain.table).lines, try #require(slow.table).lines)
    for (place, share) in [0.4, 0.8, 1, 1].enumerated() {
      #expect(abs(part[place].steps[step] - share * full[place].steps[step]) < 1e-12)
    }
    // A product that has sold before is past its ramp.
    let sold = try ValueCase(models: settings("royaltyRamp: {percent: [40, 80], source: house}"))
    #expect(try sold.value("V-1").value == ValueCase().value("V-1").value)
  }

  @Test func correlationsAreASetting() throws {
    let apart = try #require(relief(try ValueCase().value("V-1")).value)
    let together = try #require(
      relief(
        try ValueCase(
          models: settings(
            "correlations: {pairs: [{between: [royalty, revenue], value: 0.9}], source: house}")
        ).value("V-1")
      ).value)
    #expect(apart.base == together.base)
    let line = try #require(
      relief(
        try ValueCase(
          models: settings(
            "correlations: {pairs: [{between: [royalty, revenue], value: 0.9}], source: house}")
        ).value("V-1")
      ).inputs.first { $0.label.en == "Correlation of the draws: royalty rate and revenue" })
    #expect(line.value == .number(0.9) && line.source.en.contains("house"))
    #expect(together.high - together.low > apart.high - apart.low)
    for wrong in [
      "{pairs: [{between: [royalty, sales], value: 0.9}], source: house}",
      "{pairs: [{between: [royalty, royalty], value: 0.9}], source: house}",
      "{pairs: [{between: [royalty, revenue], value: 0.9}, {between: [revenue, life], value: 0.9}, {between: [royalty, life], value: -0.9}], source: house}",
    ] {
      let models = try settings("correlations: " + wrong)
      #expect(throws: ProblemList.self) { try ValueCase(models: models) }
    }
  }
}
