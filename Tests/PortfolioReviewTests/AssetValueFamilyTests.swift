import Foundation
import TestSupport
import Testing
import Winnow

/// Each right answers for the markets where it stands itself: a family's revenue counts once, with the annuities of the
/// member that earns it.
@Suite struct AssetValueFamilyTests {
  private static let atHome =
    "product,year,amount,kind,market\nPR1,2025,60000000,actual,CN\nPR1,2026,60000000,forecast,CN\nPR1,2027,60000000,forecast,CN\n"
  private static let revenues =
    atHome
    + "PR1,2025,40000000,actual,US\nPR1,2026,40000000,forecast,US\nPR1,2027,40000000,forecast,US\n"
  private static let american =
    "U-1,invention,US,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,F1\n"

  /// The usual rights, V-1 and V-2 of a family, with others.
  private func rights(_ more: String, family: ClosedRange<Int> = 1...2) -> [String: String] {
    let rows = ValueCase.rights.split(separator: "\n").enumerated().map { line, text in
      text + (line == 0 ? ",family" : family.contains(line) ? ",F1" : ",")
    }.joined(separator: "\n")
    return [
      "revenues": AssetValueFamilyTests.revenues, "rights": rows + "\n" + more, "families": "family\nF1\n",
    ]
  }

  private func relief(_ asset: AssetValue) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == .reliefFromRoyalty })
  }

  /// The attributed revenue of an asset in 2027; 0 where relief from royalty does not apply.
  private func attributed(_ asset: AssetValue) throws -> Double {
    let line = try relief(asset).table?.lines.first { $0.year == 2027 }
    return line?.steps[ReliefFromRoyalty.Step.attributed.rawValue] ?? 0
  }

  @Test func theForeignMemberCarriesItsMarket() throws {
    let alone = try ValueCase(["revenues": AssetValueFamilyTests.revenues])
    let given = try ValueCase(rights(AssetValueFamilyTests.american))
    // The Chinese rights have what they had without an American one.
    for name in ["V-1", "V-2"] {
      let (before, after) = (try relief(alone.value(name)), try relief(given.value(name)))
      let (old, new) = (try #require(before.value), try #require(after.value))
      #expect(abs(old.base - new.base) < 0.01)
      #expect(
        after.notes.contains {
          $0.en.contains("counts for the members of the family") && $0.en.contains("U-1")
        })
      #expect(after.notes.contains { $0.zh.contains("计在同族") })
      #expect(!after.notes.contains { $0.en.contains("without a live right") })
    }
    // The American one, linked to nothing, has the American revenue of its family, and its own fees.
    let foreign = try given.value("U-1")
    let table = try #require(relief(foreign).table)
    #expect(abs(try attributed(foreign) - 40_000_000) < 1e-3)
    let row = try #require(given.run.row(named: "U-1"))
    let fees = given.run.fees
    for line in table.lines where line.part > 0 && line.year < fees.firstYear + fees.yearCount {
      let own = Double(fees.amount(row: row, year: line.year)) / 100
      #expect(abs(line.steps[ReliefFromRoyalty.Step.upkeep.rawValue] - own) < 0.01, "\(line.year)")
    }
    #expect(foreign.evidence.contains { $0.text.en == "A product is linked to a member of its family" })
    #expect(foreign.methods.first { $0.method == .realOption }?.value == nil)
  }

  /// Whatever the links, the rights together have what the product has, and never more than it earns.
  @Test(arguments: [
    "", "U-1,PR1,core,2021-01-01\n", "U-1,PR1,supporting,2021-01-01\nV-4,PR1,core,2021-01-01\n",
  ])
  func aFamilyNeverCountsARevenueTwice(links: String) throws {
    for family in [1...1, 1...2, 1...4] {
      var tables = rights(AssetValueFamilyTests.american, family: family)
      tables["product_links"] = ValueCase.links + links
      let given = try ValueCase(tables)
      let parts = try ["V-1", "V-2", "V-3", "V-4", "U-1"].map { try attributed(given.value($0)) }
      let whole = try attributed(given.product())
      let sum = parts.reduce(0, +)
      #expect(abs(sum - whole) <= 1e-6 * whole, "\(family) \(links)")
      #expect(sum <= 100_000_000 * (1 + 1e-9), "\(family) \(links)")
      // Nothing of America is for a Chinese right.
      #expect(try attributed(given.value("V-1")) <= 60_000_000 * (1 + 1e-9))
      let bridge = try #require(try given.product().bridge)
      #expect(abs(bridge.sum + bridge.steps.reduce(0) { $0 + $1.amount } - bridge.whole) < 0.01)
    }
  }

  @Test func aPlanSeesTheSameRevenue() throws {
    let given = try ValueCase(rights(AssetValueFamilyTests.american))
    let worth = given.valuer.incomeWorth(from: 2026, years: 3, case: .base)
    let row = try #require(given.run.row(named: "U-1"))
    let line = try #require(relief(given.value("U-1")).table?.lines.first { $0.year == 2027 })
    let saved = line.steps[ReliefFromRoyalty.Step.saved.rawValue]
    let amounts = try #require(worth.amounts[row])
    #expect(abs(amounts[1] - saved) < 1e-3)
  }

  /// An application is no right in force: its revenue counts, and it is said on what it rests.
  @Test func anApplicationIsNotInForce() throws {
    let european =
      "E-1,invention,EP,Valve,2023-04-15,,pending,F16K1/22,Example Co,F1\n"
    var tables = rights(european)
    tables["revenues"] = AssetValueFamilyTests.revenues.replacingOccurrences(of: ",US", with: ",DE")
    let result = try relief(try ValueCase(tables).value("E-1"))
    let input = try #require(result.inputs.first { $0.label.en.hasPrefix("Territorial cover") })
    #expect(input.source.en.contains("applied for: DE") && !input.source.en.contains("in force"))
    #expect(input.source.zh.contains("申请中：DE"))
    #expect(result.notes.contains { $0.en.contains("there is only an application") })
  }

  @Test func theShareOfMarketsHasItsColumn() throws {
    let given = try ValueCase(["revenues": AssetValueFamilyTests.revenues])
    let asset = try given.value("V-1")
    let line = try #require(relief(asset).table?.lines.first { $0.year == 2027 })
    #expect(abs(line.steps[ReliefFromRoyalty.Step.attribution.rawValue] - 0.75) < 1e-12)
    #expect(abs(line.steps[ReliefFromRoyalty.Step.covered.rawValue] - 0.6) < 1e-12)
    let text = AssetValueView(asset, of: given.valuer, language: .en).text(width: nil)
    #expect(text.contains("Markets covered") && text.contains("60%"))
    #expect(AssetValueView(asset, of: given.valuer, language: .zh).text(width: nil).contains("市场覆盖"))
  }

  // MARK: The business as a whole

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

  /// Three fifths of the revenue are made where the rights stand: so are three fifths of the profits.
  @Test(arguments: [ValuationMethod.excessEarnings, .withAndWithout, .profitSplit])
  func methodsOfABusinessKnowTheMarkets(method: ValuationMethod) throws {
    func value(_ revenues: String) throws -> MethodResult {
      let product = try ValueCase([
        "product_figures": AssetValueFamilyTests.figures, "revenues": revenues,
        "comparables": "deal,product,year,profit_share_percent,source\nA,PR1,2025,20,talks\n",
      ]).product()
      return try #require(product.methods.first { $0.method == method })
    }
    let both = try value(AssetValueFamilyTests.revenues)
    let home = try value(AssetValueFamilyTests.atHome)
    let (less, more) = (try #require(both.value), try #require(home.value))
    #expect(abs(less.base - 0.6 * more.base) <= 1e-9 * more.base)
    let input = try #require(both.inputs.first { $0.label.en.hasPrefix("Territorial cover") })
    guard case .percent(let share) = input.value else {
      Issue.record("no share")
      return
    }
    #expect(abs(share - 0.6) < 1e-9)
    #expect(both.notes.contains { $0.en.contains("without a live right") && $0.en.contains("US 40") })
    // Without a market the low case is more cautious, as in relief from royalty.
    let silent = try value(ValueCase.revenues)
    let cautious = try #require(silent.value)
    #expect(abs(cautious.base - more.base) <= 1e-9 * more.base)
    #expect(cautious.low < more.low)
  }

  @Test func aBusinessThatSellsOnlyAbroadHasNoValueHere() throws {
    let product = try ValueCase([
      "product_figures": AssetValueFamilyTests.figures,
      "revenues": AssetValueFamilyTests.atHome.replacingOccurrences(of: ",CN", with: ",US"),
    ]).product()
    let method = try #require(product.methods.first { $0.method == .excessEarnings })
    guard case .failure(let why) = method.outcome else {
      Issue.record("it has a value")
      return
    }
    #expect(why.reason.en.contains("markets without a live right (US 100"))
  }

  /// Settings written before there was a key for unknown markets still load.
  @Test func settingsWithoutUnknownMarketsLoad() throws {
    let older = try ValueCase.model(
      "valuation-settings", "unknownMarket: {low: 50, high: 100, source: house}\n", "")
    let given = try ValueCase(models: ["valuation-settings": older])
    #expect(given.valuer.settings.unknownMarket.low == 0.5 && given.valuer.settings.unknownMarket.high == 1)
    #expect(try given.value("V-1").value == ValueCase().value("V-1").value)
  }
}
