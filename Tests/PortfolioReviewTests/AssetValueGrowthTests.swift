import TestSupport
import Testing
import Winnow

/// More revenue is never less value; markets and figures that end before others; valuations at the end of a year.
@Suite struct AssetValueGrowthTests {
  private static let head = "product,year,amount,kind,market,recorded_on\n"

  private func row(_ year: Int, _ amount: Int, _ kind: String, _ market: String) -> String {
    "PR1,\(year),\(amount),\(kind),\(market),2026-03-31\n"
  }

  /// The usual rights with an American sister of V-1 and a European application of their family.
  private func tables(_ rows: [String]) -> [String: String] {
    let rights = ValueCase.rights.split(separator: "\n").enumerated().map { line, text in
      text + (line == 0 ? ",family" : line == 1 ? ",F1" : ",")
    }.joined(separator: "\n")
    let others =
      "U-1,invention,US,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,F1\n"
      + "E-1,invention,EP,Valve,2023-04-15,,pending,F16K1/22,Example Co,F1\n"
    return [
      "revenues": AssetValueGrowthTests.head + rows.joined(), "rights": rights + "\n" + others,
      "families": "family\nF1\n",
    ]
  }

  private func relief(_ asset: AssetValue) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == .reliefFromRoyalty })
  }

  private func revenue(_ result: MethodResult, _ year: Int) throws -> Double {
    let line = try #require(result.table?.lines.first { $0.year == year })
    return line.steps[ReliefFromRoyalty.Step.revenue.rawValue]
  }

  // MARK: Growth

  /// Whatever is added, in whatever market, no right and no product is worth less for it: neither by royalties nor by all
  /// methods together.
  @Test(arguments: [1, 2, 3, 4, 5, 6]) func moreRevenueIsNeverLess(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let markets = ["CN", "US", "DE", "BR"]
    func amount() -> Int { [1, 1_000, 100_000, 3_000_000].randomElement(using: &random) ?? 1 }
    var plan: [String: [Int: Int]] = ["CN": [2026: amount(), 2027: amount()]]
    func value() throws -> [Double] {
      let rows = plan.sorted { $0.key < $1.key }.flatMap { market, years in
        years.sorted { $0.key < $1.key }.map { row($0.key, $0.value, "forecast", market) }
      }
      let given = try ValueCase(tables(rows))
      let assets = try ["V-1", "V-2", "U-1", "E-1"].map { try given.value($0) } + [given.product()]
      return try assets.flatMap { [try relief($0).value?.base ?? 0, $0.value?.base ?? 0] }
    }
    var before = try value()
    for step in 0..<4 {
      let market = markets.randomElement(using: &random) ?? "CN"
      for year in [2026, 2027] { plan[market, default: [:]][year, default: 0] += amount() }
      let after = try value()
      for (less, more) in zip(before, after) {
        #expect(more >= less * (1 - 1e-9) - 0.01, "seed \(seed), step \(step): \(plan)")
      }
      before = after
    }
  }

  /// One yuan of foreign sales takes nothing from a right that is worth something without any.
  @Test(arguments: ["U-1", "E-1"]) func oneYuanWipesNothingOut(name: String) throws {
    let home = [row(2026, 8_000_000, "forecast", "CN"), row(2027, 8_000_000, "forecast", "CN")]
    let market = name == "U-1" ? "US" : "DE"
    let without = try ValueCase(tables(home)).value(name)
    let given = try ValueCase(
      tables(home + [row(2026, 1, "forecast", market), row(2027, 1, "forecast", market)]))
    let asset = try given.value(name)
    let result = try relief(asset)
    #expect(try #require(result.value).base >= 0)
    #expect(try #require(result.value).low >= 0 && !result.isWorthAFee)
    if let value = without.value {
      #expect(try #require(asset.value).base == value.base)
      #expect(!asset.reconciliation.parts.contains { $0.method == .reliefFromRoyalty })
    }
    // The product does not lose by it either, and the bridge gives it nothing.
    let bridge = try #require(given.product().bridge)
    let part = try #require(bridge.parts.first { $0.row == given.run.row(named: name) })
    #expect(part.value >= 0 && part.value < 1)
  }

  // MARK: Markets that end before others

  /// A short forecast of one market does not end it; a forecast of nothing does.
  @Test func aShortForecastGoesOn() throws {
    let home = [
      row(2025, 30_000_000, "actual", "CN"), row(2025, 20_000_000, "actual", "US"),
      row(2026, 34_000_000, "forecast", "CN"), row(2027, 36_000_000, "forecast", "CN"),
    ]
    func result(_ more: String...) throws -> MethodResult {
      try relief(ValueCase(["revenues": AssetValueGrowthTests.head + (home + more).joined()]).product())
    }
    let silent = try result()
    let short = try result(row(2026, 20_000_000, "forecast", "US"))
    let booked = try result(row(2026, 5_000_000, "actual", "US"))
    for year in [2027, 2028] {
      for given in [silent, short, booked] {
        #expect(abs(try revenue(given, year) - 56_000_000) < 1, "\(year)")
      }
    }
    #expect(silent.notes.contains { $0.en.contains("latest actual revenue (US 2025)") })
    #expect(short.notes.contains { $0.en.contains("go on from their last forecast (US 2026)") })
    #expect(short.notes.contains { $0.zh.contains("自其最后一年的预测顺延（US 2026）") })
    #expect(booked.notes.contains { $0.en.contains("latest actual revenue (US 2025)") })
    let ended = try result(row(2026, 20_000_000, "forecast", "US"), row(2027, 0, "forecast", "US"))
    #expect(abs(try revenue(ended, 2027) - 36_000_000) < 1)
    #expect(abs(try revenue(ended, 2028) - 36_000_000) < 1)
    #expect(!ended.notes.contains { $0.en.contains("go on from their last forecast") })
  }

  /// More than a whole year of one state is booked, nothing of the other: that goes on from the last whole year.
  @Test func aBookedYearIsCountedStateByState() throws {
    let given = try ValueCase([
      "revenues": AssetValueGrowthTests.head + row(2025, 10_000_000, "actual", "CN")
        + row(2025, 20_000_000, "actual", "US") + row(2026, 45_000_000, "actual", "CN")
    ])
    let result = try relief(given.product())
    #expect(abs(try revenue(result, 2027) - 65_000_000) < 1)
    #expect(result.notes.contains { $0.en.contains("US 2025") })
  }

  private func problem(_ given: ValueCase, _ code: ProblemCode) -> Problem? {
    given.valuer.problems.first { $0.code == code }
  }

  /// A later row of America, earned, booked or forecast, takes nothing from what China earned the year before.
  @Test(arguments: [0, 1, 2]) func aLateRowOfOneMarketTakesNothingFromAnother(kind: Int) throws {
    let home = row(2024, 30_000_000, "actual", "CN")
    let abroad =
      row(2025, 1_000_000, "actual", "US")
      + ["", row(2026, 1_000_000, "forecast", "US"), row(2026, 400_000, "actual", "US")][kind]
    let alone = try ValueCase(["revenues": AssetValueGrowthTests.head + home])
    let given = try ValueCase(["revenues": AssetValueGrowthTests.head + home + abroad])
    let result = try relief(given.value("V-1"))
    let base = try #require(relief(alone.value("V-1")).value).base
    #expect(base > 0)
    #expect(abs(try #require(result.value).base - base) < 0.01)
    #expect(abs(try revenue(result, 2027) - 31_000_000) < 1)
    #expect(result.notes.contains { $0.en.contains("latest actual revenue (CN 2024") })
    let warning = try #require(problem(given, .silentMarket))
    #expect(warning.text(.en).contains("goes on from its own last year: PR1 CN 2024"))
    #expect(warning.text(.zh).contains("自其最近一年顺延：PR1 CN 2024"))
    #expect(problem(alone, .silentMarket) == nil)
    // A forecast of nothing ends them, and nothing is left to tell.
    let ended = try ValueCase([
      "revenues": AssetValueGrowthTests.head + home + abroad + row(2026, 0, "forecast", "CN")
    ])
    #expect(try relief(ended.value("V-1")).value == nil)
    #expect(problem(ended, .silentMarket) == nil)
  }

  /// A market that has been silent for more than three years beside others has ended; old ones that go on are told as old.
  @Test(arguments: [(2021, 30_000_000.0), (2022, 50_000_000), (2023, 50_000_000)])
  func aMarketThatIsSilentForLongHasEnded(year: Int, sum: Double) throws {
    let rows = [row(year, 20_000_000, "actual", "US"), row(2025, 30_000_000, "actual", "CN")].joined()
    let given = try ValueCase(["revenues": AssetValueGrowthTests.head + rows])
    #expect(abs(try revenue(relief(given.value("V-1")), 2027) - sum) < 1)
    let (silent, stale) = (problem(given, .silentMarket), problem(given, .staleRevenue))
    switch year {
    case 2021:
      #expect(try #require(silent).text(.en).contains("its sales count as ended: PR1 US 2021"))
      #expect(try #require(silent).text(.zh).contains("视为停止销售，未计入：PR1 US 2021"))
      #expect(stale == nil)
    case 2022:
      #expect(silent == nil)
      #expect(try #require(stale).text(.en).contains("PR1 US 2022"))
    default:
      #expect(try #require(silent).text(.en).contains("own last year: PR1 US 2023"))
      #expect(stale == nil)
    }
    let told = try ValueCase([
      "revenues": AssetValueGrowthTests.head + rows + row(2026, 0, "forecast", "US")
    ])
    #expect(abs(try revenue(relief(told.value("V-1")), 2027) - 30_000_000) < 1)
    #expect(problem(told, .silentMarket) == nil && problem(told, .staleRevenue) == nil)
  }

  /// What names no market stands for all of them; a later row of one market that takes its place is told of.
  @Test(arguments: [(5_000_000, true), (40_000_000, false)])
  func aLaterMarketTakesThePlaceOfAll(amount: Int, isLess: Bool) throws {
    let rows = row(2024, 30_000_000, "actual", "") + row(2025, amount, "actual", "CN")
    let given = try ValueCase(["revenues": AssetValueGrowthTests.head + rows])
    #expect(abs(try revenue(relief(given.value("V-1")), 2027) - Double(amount)) < 1)
    let warning = problem(given, .silentMarket)
    #expect((warning != nil) == isLess)
    #expect(warning.map { $0.text(.en).contains("and does not count: PR1 2024") } ?? true)
    #expect(warning.map { $0.text(.zh).contains("由较晚、较少但写明市场的收入取代，未计入：PR1 2024") } ?? true)
  }

  /// What one market goes on from may be as old as that of a product.
  @Test func anOldFigureOfOneMarketIsWarnedOf() throws {
    let given = try ValueCase([
      "revenues": AssetValueGrowthTests.head + row(2015, 30_000_000, "actual", "CN")
        + row(2026, 1_000_000, "forecast", "US")
    ])
    let warning = try #require(problem(given, .staleRevenue))
    #expect(warning.text(.en).contains("PR1 CN 2015") && warning.text(.zh).contains("PR1 CN 2015"))
    let notes = try relief(given.value("V-1")).notes
    #expect(notes.contains { $0.en.contains("those of CN 2015, more than 3 years before") })
    #expect(notes.contains { $0.zh.contains("CN 2015 年距基准日超过 3 年") })
    #expect(problem(given, .silentMarket) == nil)
  }

  // MARK: Figures of other years

  private func figures(_ years: ClosedRange<Int>) -> String {
    let items = [
      ("operating-profit", 900_000), ("contributory-charge", 300_000), ("cash-flow-with", 500_000),
      ("cash-flow-without", 300_000),
    ]
    return "product,year,item,amount,recorded_on\n"
      + years.flatMap { year in items.map { "PR1,\(year),\($0.0),\($0.1),2026-03-31\n" } }.joined()
  }

  /// Figures that begin later count from their first year on, and the years before it as nothing.
  @Test func figuresMayBeginLater() throws {
    let given = try ValueCase(["product_figures": figures(2027...2029)])
    let asset = try given.product()
    for method in [ValuationMethod.excessEarnings, .withAndWithout] {
      let result = try #require(asset.methods.first { $0.method == method })
      #expect(try #require(result.value).base > 0, "\(method)")
      let lines = try #require(result.table).lines.filter { $0.part > 0 }
      #expect(lines.map(\.year) == [2026, 2027, 2028, 2029])
      #expect(lines[0].flow == 0 && lines[1].flow > 0)
      #expect(result.notes.contains { $0.en.contains("no figures before 2027") })
      #expect(result.notes.contains { $0.zh.contains("2027 年以前没有数字") })
    }
    // On the last day of a year that year is behind.
    let end = try #require(CalendarDay(year: 2026, month: 12, day: 31))
    let run = try given.workspace.preview(asOf: end)
    let late = try given.workspace.value(ofProduct: "PR1", by: given.workspace.valuer(of: run, draws: 100))
    #expect(try #require(late.methods.first { $0.method == .excessEarnings }?.value).base > 0)
  }

  @Test func figuresOfThePastAreNamed() throws {
    let given = try ValueCase(["product_figures": figures(2023...2024)])
    let asset = try given.product()
    let method = try #require(asset.methods.first { $0.method == .excessEarnings })
    guard case .failure(let why) = method.outcome else {
      Issue.record("figures of the past value the future")
      return
    }
    #expect(
      why.reason.en.contains("no year from 2026 on")
        && why.reason.en.contains("operating-profit: 2023 to 2024"))
    #expect(why.reason.zh.contains("operating-profit：2023–2024"))
  }

  @Test func aProjectOfAnEarlierYearCounts() throws {
    func option(_ year: Int) throws -> MethodResult {
      let given = try ValueCase([
        "product_links": ValueCase.links + "V-4,PR2,core,2021-01-01\n",
        "product_figures":
          "product,year,item,amount,recorded_on\nPR2,\(year),project-value,5000000,2026-03-31\nPR2,\(year),project-investment,4000000,2026-03-31\n",
      ])
      return try #require(given.value("V-4").methods.first { $0.method == .realOption })
    }
    let older = try option(2025)
    #expect(try older.value == option(2026).value && older.value != nil)
    #expect(older.notes.contains { $0.en.contains("latest year up to the valuation day: 2025") })
    guard case .failure(let why) = try option(2027).outcome else {
      Issue.record("a project of next year is valued")
      return
    }
    #expect(why.reason.en.contains("for 2027") && why.reason.en.contains("no year up to 2026"))
  }
}
