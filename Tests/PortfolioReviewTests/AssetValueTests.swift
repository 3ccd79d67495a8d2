import Foundation
import Testing
import Winnow

/// Values of rights and products from a user's tables: attributions, reasons, and one path from inputs to amounts.
@Suite struct AssetValueTests {
  private typealias Case = ValueCase

  private func result(_ asset: AssetValue, _ method: ValuationMethod) -> MethodResult? {
    asset.methods.first { $0.method == method }
  }

  private func reason(_ asset: AssetValue, _ method: ValuationMethod) -> String {
    if case .failure(let why)? = result(asset, method)?.outcome { return why.reason.en }
    return ""
  }

  @Test func theTableLeadsToTheValue() throws {
    let given = try Case()
    let asset = try given.value("V-1")
    let relief = try #require(result(asset, .reliefFromRoyalty))
    let table = try #require(relief.table)
    let factor = relief.inputs.first { $0.label.en == "Tax amortisation factor" }
    guard case .number(let benefit)? = factor?.value else {
      Issue.record("no factor")
      return
    }
    let base = try #require(relief.value?.base)
    #expect(abs(table.presentValue * benefit - base) <= 1e-6 * base)
    #expect(base > 0)
    // Core counts three, supporting one, the lapsed right nothing: three quarters of the revenue.
    #expect(asset.products.map(\.share) == [0.75])
    let days = Double(31 + 31 + 30 + 31 + 30 + 31 + 1) / 365.25
    func step(_ line: Int, _ step: ReliefFromRoyalty.Step) -> Double {
      table.lines[line].steps[step.rawValue]
    }
    #expect(abs(step(0, .revenue) - 9_000_000 * days) < 0.01)
    #expect(step(0, .attribution) == 0.75)
    #expect(abs(step(0, .attributed) - 9_000_000 * 0.75 * days) < 0.01)
    #expect(abs(step(1, .attributed) - 7_500_000) < 1e-6)
    // After the last forecast the revenue goes on as it was.
    #expect(abs(step(2, .attributed) - 7_500_000) < 1e-6)
    // Every column follows from those before it.
    for line in table.lines {
      func at(_ step: ReliefFromRoyalty.Step) -> Double { line.steps[step.rawValue] }
      #expect(
        abs(at(.revenue) * at(.attribution) * at(.covered) - at(.attributed)) <= 1e-9 * at(.revenue))
      #expect(abs(at(.attributed) * at(.rate) - at(.saved)) <= 1e-9 * at(.attributed))
      // A loss is not taxed.
      let before = at(.saved) - at(.upkeep)
      #expect(abs((before > 0 ? before * 0.75 : before) - at(.afterTax)) <= 1e-6)
    }
    #expect(relief.taxBenefit == benefit)
    let range = try #require(asset.value)
    #expect(range.low <= range.base && range.base <= range.high)
    let realisable = try #require(asset.realisable)
    #expect(realisable.forced.base <= realisable.orderly.base && realisable.orderly.base <= range.base)
    #expect(asset.evidence.contains { $0.isShown })
    #expect(asset.evidence.contains { !$0.isShown })
  }

  @Test func rightsTogetherClaimWhatTheProductHas() throws {
    let given = try Case()
    let product = try given.workspace.value(ofProduct: "PR1", by: given.valuer)
    #expect(product.products.map(\.share) == [1])
    let parts = try ["V-1", "V-2"].map { name in
      try #require(result(given.value(name), .reliefFromRoyalty)?.table).lines.map {
        $0.steps[ReliefFromRoyalty.Step.attributed.rawValue]
      }
    }
    let whole = try #require(result(product, .reliefFromRoyalty)?.table).lines.map {
      $0.steps[ReliefFromRoyalty.Step.attributed.rawValue]
    }
    // The attributed revenue, in every full year that both rights live through.
    let years = min(whole.count, parts[0].count, parts[1].count) - 1
    #expect(years >= 1)
    for year in 0..<years {
      #expect(abs(parts[0][year] + parts[1][year] - whole[year]) <= 1e-9 * whole[year])
    }
  }

  @Test func whyAMethodDoesNotApply() throws {
    let given = try Case()
    #expect(reason(try given.value("V-3"), .reliefFromRoyalty).contains("ended"))
    #expect(reason(try given.value("V-4"), .reliefFromRoyalty).contains("no product"))
    #expect(reason(try given.value("V-1"), .excessEarnings).contains("--product"))
    #expect(reason(try given.value("V-1"), .market).contains("no comparable"))
    #expect(reason(try given.value("V-1"), .cost).contains("no development spending"))
    #expect(reason(try given.value("V-1"), .realOption).contains("undeveloped"))
    let pumps = try given.workspace.value(ofProduct: "PR2", by: given.valuer)
    #expect(pumps.value == nil)
    #expect(pumps.sentence.en.contains("No value can be shown"))
  }

  @Test func moreThanTheWholeIsRefused() throws {
    let given = try Case(["attributions": "product,right,share_percent\nPR1,V-1,70\nPR1,V-2,40\n"])
    #expect(given.valuer.problems.map(\.code) == [.attributedOverWhole])
    #expect(given.valuer.problems.first?.text(.en).contains("110") == true)
    #expect(reason(try given.value("V-1"), .reliefFromRoyalty).contains("100 %"))
    let fine = try Case(["attributions": "product,right,share_percent\nPR1,V-1,60\nPR1,V-2,40\n"])
    #expect(fine.valuer.problems.isEmpty)
    #expect(try fine.value("V-2").products.map(\.share) == [0.4])
  }

  @Test func twoResidualsOfOneBusinessAreRefused() throws {
    let figures = """
      product,year,item,amount
      PR1,2026,operating-profit,900000
      PR1,2026,contributory-charge,200000
      PR2,2026,operating-profit,900000
      PR2,2026,contributory-charge,200000

      """
    let given = try Case(["product_figures": figures])
    #expect(given.valuer.problems.map(\.code) == [.twoExcessEarnings])
    let product = try given.workspace.value(ofProduct: "PR1", by: given.valuer)
    #expect(reason(product, .excessEarnings).contains("only one"))
    let one = figures.split(separator: "\n").filter { !$0.hasPrefix("PR2") }.joined(separator: "\n") + "\n"
    let alone = try Case(["product_figures": one])
    let value = try alone.workspace.value(ofProduct: "PR1", by: alone.valuer)
    #expect(try #require(result(value, .excessEarnings)?.value).base > 0)
  }

  @Test func everyMethodWithItsData() throws {
    let given = try Case([
      "product_figures": """
      product,year,item,amount
      PR1,2024,development-cost,1000000
      PR1,2026,cash-flow-with,500000
      PR1,2026,cash-flow-without,300000
      PR1,2026,contracted-revenue,4500000
      PR2,2026,project-value,5000000
      PR2,2026,project-investment,4000000

      """,
      "comparables": """
      deal,product,year,royalty_percent,lump_sum,adjustment_permille,source
      A,PR1,2024,2,,1000,own
      B,PR1,2025,3,,900,own
      C,PR1,2025,2.5,,,own

      """,
      "intangibles": "intangible,kind,name,product\nIA-1,data,Test data,PR1\n",
      "product_links": ValueCase.links + "V-4,PR2,core,2021-01-01\n",
    ])
    let asset = try given.value("V-1")
    // Two years old of ten, with the margin, three quarters of it.
    let cost = try #require(result(asset, .cost)?.value)
    #expect(abs(cost.base - 1_000_000 * 0.75 * 1.1 * 0.8) < 0.01)
    #expect(result(asset, .market)?.value != nil)
    #expect(asset.intangibles == ["IA-1 Test data"])
    let product = try given.workspace.value(ofProduct: "PR1", by: given.valuer)
    #expect(result(product, .withAndWithout)?.value != nil)
    #expect(result(try given.value("V-4"), .realOption)?.value != nil)
    for method in asset.methods { if let value = method.value { #expect(value.base.isFinite) } }
  }

  @Test func profitsAreSplitOnlyByTheProductsOwnDeals() throws {
    let figures = "product,year,item,amount\nPR1,2026,operating-profit,1000000\n"
    let others = """
      deal,product,year,royalty_percent,profit_share_percent,adjustment_permille,source
      A,,2024,,30,,somebody's
      B,PR2,2024,,30,,own

      """
    let without = try Case(["product_figures": figures, "comparables": others])
    let refused = try without.workspace.value(ofProduct: "PR1", by: without.valuer)
    #expect(reason(refused, .profitSplit).contains("profit_share_percent"))
    #expect(!reason(refused, .market).isEmpty)
    let given = try Case([
      "product_figures": figures, "comparables": others + "C,PR1,2025,,20,900,talks of May\n",
    ])
    let product = try given.workspace.value(ofProduct: "PR1", by: given.valuer)
    let split = try #require(result(product, .profitSplit))
    let value = try #require(split.value)
    // What is left of one year's profit after 25 % tax, a share of 20 % taken down to 18, discounted by a quarter.
    let undiscounted = 1_000_000 * 0.75 * 0.18 * 185 / 365.25
    #expect(value.base < undiscounted && value.base > undiscounted * 0.9)
    #expect(value.low < value.base && value.base < value.high)
    #expect(split.notes.contains { $0.en.contains("Uniloc") })
  }

  @Test func anUnknownProductOrFamilyIsNamed() throws {
    let given = try Case()
    let noProduct = #expect(throws: ProblemList.self) {
      try given.workspace.value(ofProduct: "PR9", by: given.valuer)
    }
    #expect(noProduct?.problems.first?.code == .noSuchProduct)
    #expect(noProduct?.problems.first?.text(.en).contains("PR1") == true)
    let noFamily = #expect(throws: ProblemList.self) {
      try given.workspace.rows(ofFamily: "F-9", in: given.run)
    }
    #expect(noFamily?.problems.first?.code == .noSuchProduct)
  }

  @Test func theSameSeedGivesTheSameFigures() throws {
    let given = try Case()
    let again = try given.workspace.valuer(of: given.run, draws: 400)
    let row = try #require(given.run.row(named: "V-1"))
    #expect(try given.value("V-1").value == again.value(row: row).value)
    let other = try given.workspace.valuer(of: given.run, seed: 2, draws: 400)
    #expect(try given.value("V-1").value != other.value(row: row).value)
  }

  /// Whatever the shares, what is attributed of a product is at most the whole.
  @Test(arguments: 0..<100)
  func attributionsNeverPassTheWhole(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let links = (0..<30).map { _ in
      (
        right: Int64(random.next() % 12), product: Int64(random.next() % 4),
        role: ["core", "supporting", "defensive", "other"][Int(random.next() % 4)]
      )
    }
    let stated = (0..<Int(random.next() % 8)).map { _ in
      (product: Int64(random.next() % 4), right: Int64(random.next() % 12), share: random.unit() * 0.6)
    }
    let living = Set((0..<12).filter { _ in random.next() % 4 > 0 }.map { Int64($0) })
    let attribution = RevenueAttribution(
      links: links, stated: stated, roleWeights: ["core": 3, "supporting": 1, "defensive": 0.5],
      living: living,
      names: [:])
    for (product, shares) in attribution.shares {
      #expect(shares.values.reduce(0, +) <= 1 + 1e-9, "seed \(seed)")
      #expect(shares.keys.allSatisfy(living.contains), "seed \(seed)")
      #expect(!attribution.refused.contains(product), "seed \(seed)")
    }
  }

  // MARK: The run

  @Test func aStoredRunKeepsItsValues() throws {
    let given = try Case()
    let stored = try given.workspace.review(asOf: ValueCase.asOf)
    let loaded = try given.workspace.run(stored.id)
    #expect(loaded.values == stored.values)
    let values = try #require(loaded.values)
    let row = try #require(loaded.row(named: "V-1"))
    #expect(values.isKnown(row))
    #expect(values.low[row] <= values.base[row] && values.base[row] <= values.high[row])
    #expect(values.expected[row] > values.base[row])
    let lapsed = try #require(loaded.row(named: "V-3"))
    #expect(!values.isKnown(lapsed))
    #expect(values.reason(lapsed)?.en.contains("ended") == true)
    // The columns of returns are those of single years.
    let returns = values.grossReturns()
    for index in 0..<values.yearCount {
      let single = values.grossReturn(row: row, year: values.firstYear + index)
      #expect(abs(returns[row * values.yearCount + index] - single) <= 1)
    }
    #expect(values.grossReturn(row: lapsed, year: values.firstYear) == 0)
  }
}
