import Foundation
import TestSupport
import Testing
import Winnow

/// Whatever the order of imports, the same files and the same as-of day give the same value; and what is left out is
/// named, never called absent.
@Suite struct AssetValueFirstSeenTests {
  private static let later = CalendarDay(year: 2026, month: 12, day: 31) ?? CalendarDay(number: 0)
  private static let earlier = CalendarDay(year: 2026, month: 3, day: 31) ?? CalendarDay(number: 0)

  private static let undated = [
    "attributions": "product,right,share_percent\nPR1,V-1,60\nPR1,V-2,40\n",
    "comparables":
      "deal,product,year,royalty_percent,source\nA,PR1,2024,2,own\nB,PR1,2025,3,own\nC,PR1,2025,4,own\n",
    "revenues":
      "product,year,amount,kind\nPR1,2025,8000000,actual\nPR1,2026,9000000,forecast\n",
    "product_figures": "product,year,item,amount\nPR1,2024,development-cost,1000000\n",
    "intangibles": "intangible,kind,name,product\nIA-1,data,Test data,PR1\n",
    "product_links": "right,product,role\nV-1,PR1,core\nV-2,PR1,supporting\n",
  ]

  private func tables(_ more: [String: String]) -> [String: String] {
    [
      "rights": ValueCase.rights, "products": ValueCase.products, "revenues": ValueCase.revenues,
      "product_links": ValueCase.links,
    ].merging(more) { _, new in new }
  }

  private func values(_ workspace: Workspace) throws -> (values: [ValueRange?], valuer: AssetValuer) {
    let run = try workspace.preview(asOf: ValueCase.asOf)
    let valuer = try workspace.valuer(of: run, draws: 200)
    let row = try #require(run.row(named: "V-1"))
    return (
      [valuer.value(row: row).value, try workspace.value(ofProduct: "PR1", by: valuer).value], valuer
    )
  }

  @Test func aLaterAsOfDayFirstChangesNothing() throws {
    let all = tables(AssetValueFirstSeenTests.undated)
    let straight = try Workspace.open(at: ":memory:")
    try ValueCase.add(all, to: straight, observedOn: ValueCase.asOf)
    let (expected, calm) = try values(straight)
    #expect(calm.problems.isEmpty)
    let around = try Workspace.open(at: ":memory:")
    try ValueCase.add(all, to: around, observedOn: AssetValueFirstSeenTests.later)
    let (before, warned) = try values(around)
    #expect(before != expected)
    #expect(warned.problems.map(\.code).contains(.leftOutAsLater))
    try ValueCase.add(all, to: around, observedOn: ValueCase.asOf)
    let (after, told) = try values(around)
    #expect(after == expected)
    #expect(told.problems.isEmpty)
    #expect(told.ledger.intangibles.count == 1 && told.ledger.deals.count == 3)
    // Once more changes nothing, and says so.
    try ValueCase.add(all, to: around, observedOn: ValueCase.asOf)
    #expect(try around.store.imports().count == told.run.imports.count)
    // On the later day all of it still counts once.
    let day = try around.preview(asOf: AssetValueFirstSeenTests.later)
    #expect(try around.valuer(of: day, draws: 100).ledger.figures.count == 3)
  }

  @Test func whatIsLeftOutIsCountedAndNamed() throws {
    let given = try ValueCase()
    try ValueCase.add(
      AssetValueFirstSeenTests.undated.filter { ["attributions", "comparables"].contains($0.key) },
      to: given.workspace, observedOn: AssetValueFirstSeenTests.later)
    let (_, valuer) = try values(given.workspace)
    let problem = try #require(valuer.problems.first { $0.code == .leftOutAsLater })
    #expect(problem.text(.en).contains("2 of attributions (PR1 V-1, PR1 V-2)"))
    #expect(problem.text(.en).contains("3 of comparable deals (A, B, C)"))
    #expect(problem.text(.zh).contains("--observed-on"))
    let row = try #require(valuer.run.row(named: "V-1"))
    let asset = valuer.value(row: row)
    let market = try #require(asset.methods.first { $0.method == .market })
    guard case .failure(let why) = market.outcome else {
      Issue.record("the deals count")
      return
    }
    #expect(why.reason.en.contains("3 comparable deals were seen only after"))
    #expect(asset.evidence.contains { $0.text.en.contains("2 attributions were seen only after") })
    // The remedy works.
    try ValueCase.add(
      AssetValueFirstSeenTests.undated.filter { ["attributions", "comparables"].contains($0.key) },
      to: given.workspace, observedOn: AssetValueFirstSeenTests.earlier)
    let (_, mended) = try values(given.workspace)
    #expect(!mended.problems.map(\.code).contains(.leftOutAsLater))
    #expect(mended.ledger.deals.count == 3)
  }

  /// Figures that name an early day stop being warned of when their file is said to be older.
  @Test func theRemedyOfLateFiguresWorks() throws {
    let given = try ValueCase()
    let late = ["revenues": "product,year,amount,kind,recorded_on\nPR1,2028,5000000,forecast,2026-03-31\n"]
    try ValueCase.add(late, to: given.workspace, observedOn: AssetValueFirstSeenTests.later)
    let (before, warned) = try values(given.workspace)
    #expect(warned.problems.map(\.code) == [.observedAfterDay])
    try ValueCase.add(late, to: given.workspace, observedOn: AssetValueFirstSeenTests.earlier)
    let (after, calm) = try values(given.workspace)
    #expect(calm.problems.isEmpty)
    #expect(after == before)
  }

  /// The hash of the data moves with figures that came late, the run's own does not; pages and JSON carry the warning.
  @Test func lateFiguresAreCoveredAndCarried() throws {
    let given = try ValueCase()
    let (_, before) = try values(given.workspace)
    try ValueCase.add(
      ["revenues": "product,year,amount,kind,recorded_on\nPR1,2028,5000000,forecast,2026-03-31\n"],
      to: given.workspace, observedOn: AssetValueFirstSeenTests.later)
    let (_, after) = try values(given.workspace)
    #expect(after.run.snapshotHash == before.run.snapshotHash)
    #expect(after.dataHash != before.dataHash && after.dataHash.count == 64)
    let row = try #require(after.run.row(named: "V-1"))
    let view = AssetValueView(after.value(row: row), of: after, language: .en)
    let options = given.workspace.reportOptions(language: .en)
    for text in [view.html(after.run, options: options), view.json(after.run, options: options)] {
      #expect(text.contains("APR005") && text.contains(after.dataHash))
    }
    let list = AssetListView([after.value(row: row)], of: after, language: .en)
    #expect(list.json(after.run, options: options).contains("APR005"))
  }

  // MARK: Versions

  @Test func linksAndCostsKeepWhatTheySaid() throws {
    let given = try ValueCase(["costs": "right,day,kind,amount\nV-1,2024-05-01,agent,90000\n"])
    let (before, _) = try values(given.workspace)
    try ValueCase.add(
      [
        "product_links": ValueCase.links.replacingOccurrences(of: "V-2,PR1,supporting", with: "V-2,PR1,core"),
        "costs": "right,day,kind,amount\nV-1,2024-05-01,agent,10000\n",
      ], to: given.workspace, observedOn: AssetValueFirstSeenTests.later)
    let (after, valuer) = try values(given.workspace)
    #expect(after == before)
    #expect(valuer.ledger.links.map(\.role) == ["core", "supporting", "core"])
    let day = try given.workspace.preview(asOf: AssetValueFirstSeenTests.later)
    let corrected = try given.workspace.valuer(of: day, draws: 100)
    #expect(corrected.ledger.links.map(\.role) == ["core", "core", "core"])
  }

  /// A file that holds a figure and its later version says the same when it is imported again.
  @Test func twoVersionsInOneFileStandWhenTheyComeAgain() throws {
    let file = [
      "revenues":
        "product,year,amount,kind,recorded_on\nPR1,2027,1000000,forecast,2025-03-31\nPR1,2027,7000000,forecast,2026-03-31\n"
    ]
    let given = try ValueCase(file)
    let amounts = given.valuer.ledger.figures.map(\.amount.minorUnits)
    #expect(amounts == [700_000_000])
    let imports = try given.workspace.store.imports().count
    try ValueCase.add(file, to: given.workspace, observedOn: ValueCase.asOf)
    let (_, again) = try values(given.workspace)
    #expect(again.ledger.figures.map(\.amount.minorUnits) == amounts)
    #expect(try given.workspace.store.imports().count == imports)
    // In the other order the newer one stands too.
    let turned = try ValueCase([
      "revenues":
        "product,year,amount,kind,recorded_on\nPR1,2027,7000000,forecast,2026-03-31\nPR1,2027,1000000,forecast,2025-03-31\n"
    ])
    #expect(turned.valuer.ledger.figures.map(\.amount.minorUnits) == amounts)
  }

  // MARK: Rows that cannot both be right

  private func imported(_ tables: [String: String]) throws -> (ImportReport, ValueLedger) {
    let given = try ValueCase()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-figures-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in tables {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
    }
    let report = try given.workspace.importPortfolio(from: folder.path, observedOn: ValueCase.asOf)
    return (report, try given.workspace.store.valueLedger(asOf: ValueCase.asOf))
  }

  @Test func ofContradictingRevenuesTheFirstStands() throws {
    let (report, ledger) = try imported([
      "revenues": "product,year,amount,kind\nPR2,2025,100,actual\nPR2,2025,900,actual\nPR2,2024,5,actual\n"
    ])
    #expect(report.refused == 1)
    let problem = try #require(report.problems.first { $0.code == .conflictingRows })
    #expect(problem.severity == .error && problem.place?.line == 3)
    #expect(problem.text(.en).contains("line 2") && problem.text(.zh).contains("先出现的有效"))
    let figures = ledger.figures.filter {
      $0.year != 2026 && $0.year != 2027 && $0.amount.minorUnits < 100_000
    }
    #expect(figures.map(\.amount.minorUnits).sorted() == [500, 10_000])
  }

  @Test func lossesComeInWhereTheyCanBe() throws {
    let (report, ledger) = try imported([
      "product_figures":
        "product,year,item,amount\nPR1,2026,operating-profit,-500\nPR1,2026,cash-flow-without,-20\nPR1,2026,contracted-revenue,-7\n"
    ])
    #expect(report.refused == 1)
    #expect(report.problems.filter { $0.severity == .error }.map(\.code) == [.badNativeValue])
    #expect(
      Set(ledger.figures.filter { $0.amount.minorUnits < 0 }.map(\.item)) == [
        "operating-profit", "cash-flow-without",
      ])
    let (refused, _) = try imported(["revenues": "product,year,amount,kind\nPR2,2025,-100,actual\n"])
    #expect(refused.refused == 1)
  }

  @Test func revenueOfTheFutureIsAForecast() throws {
    let given = try ValueCase([
      "revenues": ValueCase.revenues + "PR1,2028,5000000,actual,2026-03-31\n"
    ])
    let problem = try #require(given.valuer.problems.first)
    #expect(given.valuer.problems.map(\.code) == [.actualOfFuture])
    #expect(problem.text(.en).contains("2028"))
    let honest = try ValueCase([
      "revenues": ValueCase.revenues + "PR1,2028,5000000,forecast,2026-03-31\n"
    ])
    #expect(try given.value("V-1").value == honest.value("V-1").value)
    #expect(given.run.snapshotHash == honest.run.snapshotHash)
  }

  /// Where a forecast of the same year stands, it stands alone: nothing counts twice.
  @Test func aForecastStandsAgainstActualRevenueOfTheFuture() throws {
    let both = try ValueCase([
      "revenues": ValueCase.revenues
        + "PR1,2027,5000000,actual,2026-03-31\nPR1,2028,4000000,actual,2026-03-31\n"
    ])
    let alone = try ValueCase(["revenues": ValueCase.revenues + "PR1,2028,4000000,forecast,2026-03-31\n"])
    #expect(try both.value("V-1").value == alone.value("V-1").value)
    #expect(try both.product().value == alone.product().value)
    let problem = try #require(both.valuer.problems.first { $0.code == .actualOfFuture })
    #expect(problem.text(.en).contains("taken for forecasts: PR1 2028;"))
    #expect(problem.text(.en).contains("a forecast of the product's same year stands: PR1 2027"))
    #expect(problem.text(.zh).contains("未计入：PR1 2027"))
  }

  /// A forecast without a market is of all markets: an actual figure that names one does not add to it, nor the other way
  /// round.
  @Test(arguments: [(",", ",CN"), (",CN", ","), (",CN", ",US")])
  func aForecastStandsWhateverMarketItNames(forecast: String, actual: String) throws {
    let head = "product,year,amount,kind,market\nPR1,2025,8000000,actual,CN\n"
    let alone = try ValueCase(["revenues": head + "PR1,2027,9000000,forecast\(forecast)\n"])
    let both = try ValueCase([
      "revenues": head + "PR1,2027,9000000,forecast\(forecast)\nPR1,2027,9000000,actual\(actual)\n"
    ])
    #expect(try both.value("V-1").value == alone.value("V-1").value)
    #expect(try both.product().value == alone.product().value)
    let problem = try #require(both.valuer.problems.first { $0.code == .actualOfFuture })
    #expect(problem.text(.en).contains("stands: PR1 2027"))
  }
}
