import Foundation
import TestSupport
import Testing
import Winnow

/// The year that is not over, markets without a forecast, and rights of a product that nobody would go on paying for.
@Suite struct AssetValueOpenYearTests {
  private static let head = "product,year,amount,kind,market,recorded_on\n"
  private static let american =
    "U-1,invention,US,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,F1\n"

  private func row(_ year: Int, _ amount: Int, _ kind: String, _ market: String) -> String {
    "PR1,\(year),\(amount),\(kind),\(market),2026-03-31\n"
  }

  private func sales(_ rows: String...) -> [String: String] {
    ["revenues": AssetValueOpenYearTests.head + rows.joined()]
  }

  /// The usual rights, V-1 of a family with another one.
  private func family(_ revenues: [String: String], _ member: String = american) -> [String: String] {
    let rows = ValueCase.rights.split(separator: "\n").enumerated().map { line, text in
      text + (line == 0 ? ",family" : line == 1 ? ",F1" : ",")
    }.joined(separator: "\n")
    return revenues.merging([
      "rights": rows + "\n" + member, "families": "family\nF1\n",
    ]) { own, _ in own }
  }

  private func relief(_ asset: AssetValue) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == .reliefFromRoyalty })
  }

  private func amount(_ result: MethodResult, _ year: Int, _ step: ReliefFromRoyalty.Step) throws -> Double {
    let line = try #require(result.table?.lines.first { $0.year == year })
    return line.steps[step.rawValue]
  }

  // MARK: The year that is not over

  /// What is booked of the year does not halve it, nor the years that go on from it.
  @Test(arguments: [("CN", "CN"), ("CN", ""), ("", "CN"), ("", "")])
  func aHalfYearThatIsBookedIsNoWholeYear(forecast: String, booked: String) throws {
    let plan = row(2025, 30_000_000, "actual", "CN") + row(2026, 34_000_000, "forecast", forecast)
    let alone = try ValueCase(sales(plan))
    let given = try ValueCase(sales(plan, row(2026, 15_000_000, "actual", booked)))
    #expect(try given.value("V-1").value == alone.value("V-1").value)
    #expect(try given.product().value == alone.product().value)
    let problem = try #require(given.valuer.problems.first { $0.code == .actualOfFuture })
    #expect(problem.text(.en).contains("a part of the year is booked; the forecast of the whole year counts"))
    #expect(problem.text(.en).contains("PR1 2026") && problem.text(.zh).contains("只有一部分入账"))
    #expect(!alone.valuer.problems.contains { $0.code == .actualOfFuture })
  }

  /// Without a forecast of the year the part that is booked is no year: the last whole year goes on.
  @Test func aPartOfTheYearWithoutAForecastIsNoYear() throws {
    let past = row(2024, 28_000_000, "actual", "CN") + row(2025, 30_000_000, "actual", "CN")
    let alone = try ValueCase(sales(past))
    let given = try ValueCase(sales(past, row(2026, 13_000_000, "actual", "CN")))
    #expect(try given.value("V-1").value == alone.value("V-1").value)
    let result = try relief(given.value("V-1"))
    #expect(abs(try amount(result, 2027, .revenue) - 30_000_000) < 1)
    #expect(result.notes.contains { $0.en.contains("2026 is not over and has no forecast") })
    #expect(result.notes.contains { $0.zh.contains("不作全年") })
    #expect(try !relief(alone.value("V-1")).notes.contains { $0.en.contains("is not over") })
    let problem = try #require(given.valuer.problems.first { $0.code == .actualOfFuture })
    #expect(problem.text(.en).contains("there is no forecast of it: PR1 2026"))
    #expect(problem.text(.zh).contains("由最近一个完整年度顺延"))
    #expect(!alone.valuer.problems.contains { $0.code == .actualOfFuture })
  }

  /// More than the last whole year is booked already: the year earns at least that. So it does where nothing else is known.
  @Test(arguments: [true, false]) func whatIsBookedIsTheLeast(hasPast: Bool) throws {
    let past = hasPast ? row(2025, 9_000_000, "actual", "CN") : ""
    let given = try ValueCase(sales(past, row(2026, 12_000_000, "actual", "CN")))
    let result = try relief(given.value("V-1"))
    #expect(abs(try amount(result, 2027, .revenue) - 12_000_000) < 1)
    #expect(!result.notes.contains { $0.en.contains("is not over and has no forecast") })
    #expect(given.valuer.problems.contains { $0.code == .actualOfFuture })
  }

  /// Nor is it one of a market that no forecast names.
  @Test func aPartOfTheYearInAMarketWithoutAForecastIsNoYear() throws {
    let given = try ValueCase(
      sales(
        row(2025, 30_000_000, "actual", "CN"), row(2026, 13_000_000, "actual", "CN"),
        row(2026, 10_000_000, "forecast", "US"), row(2027, 10_000_000, "forecast", "US")))
    let result = try relief(given.value("V-1"))
    #expect(abs(try amount(result, 2027, .revenue) - 40_000_000) < 1)
    #expect(result.notes.contains { $0.en.contains("go on from their latest actual revenue (CN 2025)") })
  }

  @Test func aProductThatHasSoldOnlyThisYearHasSold() throws {
    let given = try ValueCase(
      sales(row(2026, 4_000_000, "actual", "CN"), row(2026, 9_000_000, "forecast", "CN")))
    let evidence = try given.value("V-1").evidence
    #expect(evidence.contains { $0.isShown && $0.text.en == "There is revenue in the past" })
  }

  /// A forecast of America says nothing of China, whose sales go on.
  @Test func aMarketThatNoForecastNamesGoesOn() throws {
    let given = try ValueCase(
      sales(
        row(2025, 28_000_000, "actual", "CN"), row(2026, 30_000_000, "actual", "CN"),
        row(2026, 10_000_000, "forecast", "US"), row(2027, 10_000_000, "forecast", "US")))
    let result = try relief(given.value("V-1"))
    for year in [2027, 2028] {
      #expect(abs(try amount(result, year, .revenue) - 40_000_000) < 1)
      #expect(abs(try amount(result, year, .covered) - 0.75) < 1e-9)
    }
    #expect(result.notes.contains { $0.en.contains("go on from their latest actual revenue (CN 2026)") })
    #expect(result.notes.contains { $0.zh.contains("自其最近的实际收入顺延（CN 2026）") })
    // A forecast of nothing ends them.
    let ended = try ValueCase(
      sales(
        row(2025, 28_000_000, "actual", "CN"), row(2026, 0, "forecast", "CN"),
        row(2026, 10_000_000, "forecast", "US")))
    #expect(try relief(ended.value("V-1")).value == nil)
  }

  @Test func aForecastWithoutAMarketStandsForAll() throws {
    let given = try ValueCase(
      sales(
        row(2025, 20_000_000, "actual", "CN"), row(2025, 10_000_000, "actual", "US"),
        row(2026, 34_000_000, "forecast", ""), row(2027, 34_000_000, "forecast", "")))
    let result = try relief(given.value("V-1"))
    #expect(abs(try amount(result, 2027, .revenue) - 34_000_000) < 1)
    #expect(!result.notes.contains { $0.en.contains("go on from their latest actual") })
  }

  // MARK: Rights that are let go

  /// A sale of long ago brings no foreign sister's fees into the product.
  @Test func aSaleOfThePastClaimsNothing() throws {
    let plan =
      row(2025, 1_000_000, "actual", "CN") + row(2026, 1_000_000, "forecast", "CN")
      + row(2027, 1_000_000, "forecast", "CN")
    let without = try ValueCase(family(sales(plan)))
    let given = try ValueCase(family(sales(plan, row(2020, 1, "actual", "US"))))
    let (less, more) = (try #require(without.product().value), try #require(given.product().value))
    #expect(abs(less.base - more.base) < 0.01)
    let bridge = try #require(given.product().bridge)
    #expect(!bridge.parts.contains { $0.row == given.run.row(named: "U-1") })
  }

  /// A right whose market never pays its fees costs the product nothing, and the bridge says so: a European application,
  /// whose fees come every year.
  @Test func aRightThatNobodyWouldHoldCostsTheProductNothing() throws {
    let plan =
      row(2025, 8_000_000, "actual", "CN") + row(2026, 8_000_000, "forecast", "CN")
      + row(2027, 8_000_000, "forecast", "CN")
    let european = "E-1,invention,EP,Valve,2023-04-15,,pending,F16K1/22,Example Co,F1\n"
    let home = try ValueCase(family(sales(plan), european))
    let given = try ValueCase(family(sales(plan, row(2027, 10, "forecast", "DE")), european))
    let foreign = try #require(given.run.row(named: "E-1"))
    let fees = given.run.fees
    try #require(fees.firstYear <= 2027 && fees.firstYear + fees.yearCount > 2027)
    try #require(fees.amount(row: foreign, year: 2027) > 0)
    let product = try given.product()
    let base = try #require(relief(product).value).base
    #expect(abs(base - (try #require(relief(home.product()).value).base)) < 1)
    let bridge = try #require(product.bridge)
    #expect(abs(bridge.sum + bridge.steps.reduce(0) { $0 + $1.amount } - base) < 0.01)
    let part = try #require(bridge.parts.first { $0.row == foreign })
    #expect(part.share == 0 && abs(part.claim - 0.75) < 1e-9)
    // By itself nobody would hold it either: it is worth nothing, and takes nothing away.
    #expect(part.value == 0)
    let alone = try relief(given.value("E-1"))
    #expect(try #require(alone.value).base == 0)
    #expect(try #require(alone.table).presentValue < 0)
    #expect(alone.notes.contains { $0.en.contains("no year is worth holding") })
    let text = AssetValueView(product, of: given.valuer, language: .en).text(width: nil)
    #expect(text.contains("75% (family)"))
    #expect(AssetValueView(product, of: given.valuer, language: .zh).text(width: nil).contains("（同族）"))
  }

  /// What is let go is asked at the rates of the industry and at those of deals: neither answer stands for the other.
  @Test func eachSetOfRatesHasItsOwnStops() throws {
    let plan =
      row(2025, 8_000_000, "actual", "CN") + row(2026, 8_000_000, "forecast", "CN")
      + row(2027, 8_000_000, "forecast", "CN") + row(2027, 10, "forecast", "DE")
    let european = "E-1,invention,EP,Valve,2023-04-15,,pending,F16K1/22,Example Co,F1\n"
    let deals =
      "deal,product,year,royalty_percent,source\nA,PR1,2024,7,own\nB,PR1,2025,8,own\nC,PR1,2025,9,own\n"
    let tables = family(sales(plan), european)
    let alone = try ValueCase(tables).product()
    let given = try ValueCase(tables.merging(["comparables": deals]) { own, _ in own }).product()
    let base = try #require(relief(given).value).base
    #expect(try base == #require(relief(alone).value).base)
    let (bridge, other) = (try #require(given.bridge), try #require(alone.bridge))
    #expect(bridge.sum == other.sum && bridge.whole == other.whole)
    #expect(bridge.steps.map(\.amount) == other.steps.map(\.amount))
    let market = try #require(given.methods.first { $0.method == .market }?.value)
    #expect(market.base > base, "the deals pay more")
  }

  // MARK: What is printed

  /// The member without a share of its own is told why it has nothing.
  @Test func aForecastWithoutAMarketIsTheReason() throws {
    let given = try ValueCase(
      family(
        sales(
          row(2025, 20_000_000, "actual", "CN"), row(2025, 10_000_000, "actual", "US"),
          row(2026, 34_000_000, "forecast", ""), row(2027, 34_000_000, "forecast", ""))))
    guard case .failure(let why) = try relief(given.value("U-1")).outcome else {
      Issue.record("it has a value")
      return
    }
    #expect(why.reason.en.contains("the forecast names no market; it counts for the members"))
    #expect(why.reason.zh.contains("预测没有写明市场"))
  }

  /// The share among the inputs is that of the lines, though markets shift between the years.
  @Test(arguments: ["V-1", "PR1"]) func theCoverIsThatOfTheLines(name: String) throws {
    let given = try ValueCase(
      sales(
        row(2026, 60_000_000, "forecast", "CN"), row(2026, 40_000_000, "forecast", "US"),
        row(2027, 30_000_000, "forecast", "CN"), row(2027, 70_000_000, "forecast", "US"),
        row(2028, 50_000_000, "forecast", "CN"), row(2028, 50_000_000, "forecast", "US")))
    let result = try relief(name == "PR1" ? given.product() : given.value(name))
    let input = try #require(result.inputs.first { $0.label.en.hasPrefix("Territorial cover") })
    guard case .percent(let share) = input.value else {
      Issue.record("no share")
      return
    }
    var (whole, counted) = (0.0, 0.0)
    for line in try #require(result.table).lines {
      let sales =
        line.steps[ReliefFromRoyalty.Step.revenue.rawValue]
        * line.steps[ReliefFromRoyalty.Step.attribution.rawValue]
      whole += sales
      counted += sales * line.steps[ReliefFromRoyalty.Step.covered.rawValue]
    }
    #expect(abs(share - counted / whole) < 1e-9)
  }
}
