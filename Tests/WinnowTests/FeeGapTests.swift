import Foundation
import Testing
import Winnow

/// What sums of fees leave out stands beside them: amounts that no source gives, fees that are paid already, costs
/// that nobody recorded.
@Suite struct FeeGapTests {
  /// A granted European patent kept up in France, whose fees of years 19 and 20 no source gives; one without states; a
  /// Chinese invention whose next annuity is paid; an international application; a Taiwanese design.
  private static let files: [(String, String)] = [
    (
      "rights.csv",
      """
      right,kind,office,application_number,title,filing_day,grant_day,status,status_observed_on
      E-1,invention,EP,09123456.7,Bogie,2010-05-04,2014-06-11,in-force,2026-06-30
      E-2,invention,EP,10123456.4,Valve,2011-05-04,2015-06-10,in-force,2026-06-30
      C-1,invention,CN,201919000000.1,Frame,2019-08-12,2022-03-15,in-force,2026-06-30
      W-1,invention,WO,PCT/CN2025/012345,Pump,2025-03-03,,pending,2026-06-30

      """
    ),
    ("validations.csv", "right,office,from_day,to_day\nE-1,FR,2014-06-11,\nE-1,DE,2014-06-11,2027-01-15\n"),
    (
      "payments.csv",
      """
      right,fee_year,paid_day,amount,currency
      C-1,7,2025-07-20,2000,CNY
      C-1,8,2026-06-20,2000,CNY

      """
    ),
  ]

  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private func workspace() throws -> (Workspace, FeeOutlook) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in Self.files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(from: folder.path, observedOn: Self.asOf)
    #expect(report.refused == 0, "\(report.problems.map(\.message.en))")
    return (workspace, try workspace.feeOutlook(asOf: Self.asOf))
  }

  private func row(_ outlook: FeeOutlook, _ number: String) throws -> Int {
    try #require((0..<outlook.count).first { outlook.table.text("number", $0) == number })
  }

  @Test func feesOfUnknownAmountMakeSumsLowerBounds() throws {
    let (_, outlook) = try workspace()
    let forecast = outlook.forecast(.init(years: 4, dimensions: [.office]))
    // Filed in May 2010: the fees of years 19 and 20 fall due in 2028 and 2029.
    #expect(forecast.total.unknown == [0, 0, 1, 1])
    #expect(forecast.unknown == [UnknownFeeGroup(office: "FR", names: ["19", "20"], fees: 2, rights: 1)])
    #expect(forecast.groups.first { $0.key == ["FR"] }?.unknown == [0, 0, 1, 1])
    let text = ForecastView(forecast, language: .zh, listsYears: true).text(width: nil)
    #expect(text.contains("金额未知、未计入的费用 2 笔：FR 第 19–20 年度（1 项权利）"))
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first { $0.hasPrefix("合计") }?.contains("≥") == true)
    #expect(lines.contains { $0.hasPrefix("2027") && !$0.contains("≥") })
    #expect(lines.contains { $0.hasPrefix("2028") && $0.contains("≥") })
    let english = ForecastView(forecast, language: .en, listsYears: false)
    #expect(
      english.text(width: nil).contains("Fees of unknown amount, not counted: 2 (FR year 19–20 (rights: 1))"))
    #expect(english.json().contains("\"totalIsLowerBound\": true"))
    #expect(String(decoding: english.csv(), as: UTF8.self).contains(",unknown_amounts"))
  }

  @Test func theReviewAndItsReportSayWhatTheyLeaveOut() throws {
    let (workspace, _) = try workspace()
    let run = try workspace.review(asOf: Self.asOf)
    #expect(run.fees.unknown.map(\.name) == ["19", "20"])
    let loaded = try workspace.run(run.id)
    #expect(loaded.fees == run.fees)
    let options = workspace.reportOptions(language: .zh)
    let page = HTMLReport.render(run: run, options: options)
    #expect(page.contains("金额未知、未计入的费用 2 笔") && page.contains("≥"))
    let summary = SummaryText.render(run: run, options: options, width: nil)
    #expect(summary.contains("FR 第 19–20 年度"))
    let list = String(decoding: ReportData.csv(run: run, options: options), as: UTF8.self)
    // The number is a number, and that it is a lower bound stands beside it.
    let lines = list.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let column = try #require(lines.first?.firstIndex { $0.hasSuffix(" ≥≈") })
    let right = try #require(lines.first { $0.contains { $0.contains("E-1") } })
    #expect(right[column] == "≥" && Double(right[column - 1]) != nil, "\(right)")
  }

  @Test func aRightWithUnknownFeesSaysSoAndNotThatItHasNoEnd() throws {
    let (_, outlook) = try workspace()
    let first = try row(outlook, "E-1")
    let cost = outlook.costToCome(first)
    #expect(cost.minorUnits != nil && cost.isLowerBound && cost.unknown.map(\.name) == ["19", "20"])
    let zh = RightFeesView(first, of: outlook, years: nil, language: .zh).text(width: nil)
    #expect(zh.contains("至期限届满至少还需") && zh.contains("未计：FR 第 19–20 年度金额未知"))
    #expect(zh.contains("构成：金额未知：没有可靠来源") && !zh.contains(" ?"))
    let en = RightFeesView(first, of: outlook, years: nil, language: .en).text(width: nil)
    #expect(en.contains("at least CNY") && !en.contains("renewable"))
    #expect(en.contains("50% of the fee, whose amount is not known"))
    let second = RightFeesView(try row(outlook, "E-2"), of: outlook, years: nil, language: .zh)
    #expect(second.costLine.contains("未记录生效国"))
  }

  @Test func whatIsPaidIsNotToBePaidAgain() throws {
    let (workspace, outlook) = try workspace()
    let run = try workspace.review(asOf: Self.asOf)
    let row = try #require((0..<run.table.count).first { run.table.text("number", $0) == "C-1" })
    // The eighth annuity, due on 2026-08-12, was paid on 20 June.
    #expect(run.fees.amount(row: row, year: 2026) == 0 && run.fees.amount(row: row, year: 2027) == 200_000)
    #expect(run.fees.paid.map(\.minorUnits) == [200_000])
    #expect(run.table[.nextFeeDay]?.day(row)?.iso == "2027-08-12")
    let forecast = outlook.forecast(.init(years: 3, dimensions: [.kind]))
    #expect(forecast.paidAhead == 200_000)
    for (index, year) in forecast.years.enumerated() {
      let sum = (0..<run.table.count).reduce(Int64(0)) { $0 + run.fees.amount(row: $1, year: year) }
      #expect(sum == forecast.total.expected[index])
    }
    let summary = SummaryText.render(
      run: run, options: workspace.reportOptions(language: .en), width: nil)
    #expect(summary.contains("Recorded as paid already and not counted: CNY 2,000"))
  }

  @Test func whatNobodyRecordedIsNotNothing() throws {
    let (_, outlook) = try workspace()
    let row = try row(outlook, "E-1")
    #expect(outlook.costToDate(row).entries == 0)
    let zh = RightFeesView(row, of: outlook, years: 1, language: .zh)
    #expect(zh.costLine.hasPrefix("截至 2026-06-30 没有缴费或成本记录") && !zh.costLine.contains("全寿命"))
    #expect(zh.json().contains("\"costToDate\": null"))
    let families = outlook.forecast(.init(years: 1, dimensions: [.family], includesCosts: true))
    let csv = String(decoding: ForecastView(families, language: .en, listsYears: false).csv(), as: UTF8.self)
    #expect(csv.split(separator: "\r\n").first { $0.contains("E-1") }?.contains(",,") == true)
  }

  @Test func anInternationalApplicationPaysNoRenewalFees() throws {
    let (_, outlook) = try workspace()
    let forecast = outlook.forecast(.init(years: 3, dimensions: [.kind]))
    #expect(forecast.total.withoutFees == 1 && forecast.total.leftOut == 1)
    #expect(
      forecast.leftOut.filter(\.isZero).map(\.reason.zh) == [
        "国际申请（PCT）本身不缴年费；进入国家阶段后由各局收取，国家阶段的申请请另列"
      ])
  }

  /// Germany ends on 2027-01-15, as recorded by the as-of day: its fee of May 2027 is not asked for any more.
  @Test func aStateThatWillEndIsForecastUntilThen() throws {
    let (_, outlook) = try workspace()
    let forecast = outlook.forecast(.init(years: 3, dimensions: [.office]))
    #expect(forecast.groups.first { $0.key == ["DE"] }?.expected == [0, 0, 0])
    #expect(forecast.groups.contains { $0.key == ["FR"] })
  }
}
