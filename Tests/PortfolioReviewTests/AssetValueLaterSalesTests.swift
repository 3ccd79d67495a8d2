import TestSupport
import Testing
import Winnow

/// Sales that begin in a later year, figures of long ago, and that revenue is never worth less than none.
@Suite struct AssetValueLaterSalesTests {
  private static let head = "product,year,amount,kind,market,recorded_on\n"

  private func row(_ year: Int, _ amount: Int, _ kind: String, _ market: String = "CN") -> String {
    "PR1,\(year),\(amount),\(kind),\(market),2026-03-31\n"
  }

  private func given(_ rows: String...) throws -> ValueCase {
    try ValueCase(["revenues": AssetValueLaterSalesTests.head + rows.joined()])
  }

  private func relief(_ asset: AssetValue) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == .reliefFromRoyalty })
  }

  // MARK: Sales that begin later

  /// Years before the first known one earn nothing, as if a 0 were recorded, and that is said.
  @Test(arguments: ["V-1", "PR1"]) func salesBeginWhereTheyAreRecorded(name: String) throws {
    func result(_ given: ValueCase) throws -> MethodResult {
      try relief(name == "PR1" ? given.product() : given.value(name))
    }
    let sales = row(2028, 34_000_000, "forecast") + row(2029, 36_000_000, "forecast")
    let later = try result(given(sales))
    let stated = try result(given(row(2026, 0, "forecast"), row(2027, 0, "forecast"), sales))
    let base = try #require(later.value).base
    #expect(base > 0)
    #expect(abs(base - (try #require(stated.value).base)) < 0.01)
    let lines = try #require(later.table).lines
    let revenue = lines.map { $0.steps[ReliefFromRoyalty.Step.revenue.rawValue] }
    #expect(lines.map(\.year).prefix(3) == [2026, 2027, 2028])
    #expect(revenue[0] == 0 && revenue[1] == 0 && abs(revenue[2] - 34_000_000) < 1)
    #expect(!later.assumedYears.contains(2026) && !later.assumedYears.contains(2027))
    #expect(later.notes.contains { $0.en.contains("No sales before 2028 are recorded") })
    #expect(later.notes.contains { $0.zh.contains("没有记录 2028 年以前的销售") })
    #expect(!stated.notes.contains { $0.en.contains("No sales before") })
  }

  @Test func salesAfterTheLifeAreTheReason() throws {
    guard case .failure(let why) = try relief(given(row(2060, 5_000_000, "forecast")).value("V-1")).outcome
    else {
      Issue.record("sales after the end of the life have a value")
      return
    }
    #expect(why.reason.en.contains("begins in 2060, after the end of its life"))
    #expect(why.reason.zh.contains("自 2060 年才开始"))
  }

  // MARK: Figures of long ago

  @Test(arguments: [(2021, true), (2022, true), (2023, false), (2025, false)])
  func figuresOfLongAgoAreWarnedOf(year: Int, isStale: Bool) throws {
    let given = try given(row(year, 8_000_000, "actual"))
    let problem = given.valuer.problems.first { $0.code == .staleRevenue }
    #expect((problem != nil) == isStale)
    let notes = try relief(given.value("V-1")).notes
    #expect(notes.contains { $0.en.contains("more than 3 years before the valuation day") } == isStale)
    guard isStale else { return }
    #expect(try #require(problem).text(.en).contains("PR1 \(year)"))
    #expect(try #require(problem).text(.zh).contains("PR1 \(year)"))
    #expect(notes.contains { $0.zh.contains("\(year) 年距基准日超过 3 年") })
  }

  // MARK: Revenue or none

  /// From no foreign sales to large ones: where they begin to be worth a fee the value does not fall below that without.
  @Test func revenueIsWorthNoLessThanNone() throws {
    let rights = ValueCase.rights.split(separator: "\n").enumerated().map { line, text in
      text + (line == 0 ? ",family" : line == 1 ? ",F1" : ",")
    }.joined(separator: "\n")
    let sister = "U-1,invention,US,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,F1\n"
    func asset(_ amount: Int?) throws -> AssetValue {
      let home = row(2026, 8_000_000, "forecast") + row(2027, 8_000_000, "forecast")
      let abroad = amount.map { row(2026, $0, "forecast", "US") + row(2027, $0, "forecast", "US") } ?? ""
      let tables = [
        "revenues": AssetValueLaterSalesTests.head + home + abroad, "rights": rights + "\n" + sister,
        "families": "family\nF1\n",
      ]
      return try ValueCase(tables).value("U-1")
    }
    let without = try #require(asset(nil).value)
    var before = without.base
    var floored = 0
    for amount in [100_000, 1_000_000, 2_000_000, 2_400_000, 2_800_000, 3_200_000, 4_000_000, 30_000_000] {
      let given = try asset(amount)
      let value = try #require(given.value)
      #expect(value.base >= before * (1 - 1e-9), "\(amount)")
      #expect(value.low <= value.base && value.base <= value.high, "\(amount)")
      before = value.base
      let result = try relief(given)
      if result.isWorthAFee, try #require(result.value).base < without.base {
        floored += 1
        #expect(value.base == without.base)
        let note = try #require(given.reconciliation.floorNote)
        #expect(note.en.contains("worth no less than without") && note.zh.contains("不会比没有收入更不值"))
      }
    }
    #expect(floored > 0 && before > without.base)
  }
}
