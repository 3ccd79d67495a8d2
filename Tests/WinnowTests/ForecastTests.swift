import Foundation
import Testing
import Winnow

/// Forecasts, due lists and checks of payments of a small portfolio, worked by hand.
@Suite struct PortfolioForecastTests {
  /// A Chinese invention (filed 2019-08-12, granted 2022-03-15), a late utility model, a trademark, a secret, and a
  /// right of an office without a schedule.
  private static let files: [(String, String)] = [
    ("units.csv", "unit,name\nU1,甲厂\n"),
    ("families.csv", "family,title\nF1,构架\n"),
    (
      "rights.csv",
      """
      right,kind,office,application_number,title,filing_day,grant_day,family,unit,business_line,status,status_observed_on
      A-1,invention,CN,201919000000.1,构架,2019-08-12,2022-03-15,F1,U1,轨道,in-force,2026-06-30
      A-2,utility-model,CN,201929000000.7,卡爪,2019-04-15,2019-12-20,,U1,轨道,annuity-late,2026-06-30
      A-3,trademark,CN,99000000,示例,2017-06-12,2018-05-21,,U1,,in-force,2026-06-30
      A-4,technical-secret,,,配方,2021-09-01,,,U1,,,
      A-5,invention,ZZ,123456,机器,2020-01-01,2022-01-01,F1,U1,,in-force,2026-06-30

      """
    ),
    (
      "payments.csv",
      """
      right,fee_year,paid_day,amount,surcharge,currency,payer
      A-1,3,2022-02-10,900,,,
      A-1,4,2022-07-11,1200,,,
      A-1,5,2023-07-10,1200,,,
      A-1,6,2024-07-10,1200,,,
      A-1,7,2025-10-20,2000,200,,
      A-2,5,2023-03-15,900,,,
      A-2,6,2024-03-15,1200,,,
      A-2,7,2025-03-17,1200,,,

      """
    ),
    (
      "costs.csv",
      "right,day,kind,amount,currency\nA-1,2019-08-12,agent,6000,\nA-1,2025-10-20,annuity,2200,\n"
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

  @Test func yearsAndDimensions() throws {
    let (_, outlook) = try workspace()
    let forecast = outlook.forecast(.init(years: 3, dimensions: [.office, .kind]))
    #expect(forecast.years == [2026, 2027, 2028])
    // A-1: years 8, 9 at 2,000 and year 10 at 4,000. A-2: year 8 (late) 1,200 with
    // a surcharge of 10 %, years 9 and 10 at 2,000.
    // A-3 is renewed online in 2028, one class: 450.
    let sums = Dictionary(uniqueKeysWithValues: forecast.groups.map { ($0.key, $0.expected) })
    #expect(sums[["CN", "invention"]] == [200_000, 200_000, 400_000])
    #expect(sums[["CN", "utility-model"]] == [132_000, 200_000, 200_000])
    #expect(sums[["CN", "trademark"]] == [0, 0, 45_000])
    #expect(forecast.total.expected == [332_000, 400_000, 645_000])
    // The secret pays nothing by nature; of the office without a schedule no fee is known.
    #expect(forecast.total.rights == 5 && forecast.total.leftOut == 1 && forecast.total.withoutFees == 1)
    #expect(forecast.leftOut.map(\.count).reduce(0, +) == 2)
    #expect(forecast.leftOut.filter { !$0.isZero }.map(\.reason.en) == ["There is no fee schedule for ZZ"])
    #expect(forecast.rateYears == nil && forecast.total.low == forecast.total.expected)
    // Every dimension has the same totals.
    for dimension in ForecastDimension.allCases {
      let other = outlook.forecast(.init(years: 3, dimensions: [dimension]))
      #expect(other.total.expected == forecast.total.expected, "\(dimension)")
    }
  }

  @Test func theSameNumbersAsAReview() throws {
    let (workspace, outlook) = try workspace()
    let run = try workspace.review(asOf: Self.asOf)
    let forecast = outlook.forecast(.init(years: run.fees.yearCount, dimensions: []))
    for (index, year) in forecast.years.enumerated() {
      let sum = (0..<run.table.count).reduce(Int64(0)) { $0 + run.fees.amount(row: $1, year: year) }
      #expect(sum == forecast.total.expected[index])
    }
    let grades = try workspace.grades(for: outlook)
    #expect(grades.run == run.id && grades.names.count == outlook.count)
    let later = try workspace.feeOutlook(asOf: Self.asOf + 1)
    #expect(try workspace.grades(for: later).run == nil)
  }

  @Test func costsToDateAndToTheEnd() throws {
    let (_, outlook) = try workspace()
    let first = try row(outlook, "A-1")
    let cost = outlook.costToDate(first)
    // 900 + 3 × 1,200 + 2,200; the cost "annuity" is the same money again.
    #expect(cost.fees == 670_000 && cost.other == 600_000 && cost.leftOut == 0)
    // Years 8 and 9 at 2,000, 10 to 12 at 4,000, 13 to 15 at 6,000, 16 to 20 at 8,000.
    #expect(outlook.costToCome(first).minorUnits == 7_400_000)
    // Year 8 late at 1,320, years 9 and 10 at 2,000.
    #expect(outlook.costToCome(try row(outlook, "A-2")).minorUnits == 532_000)
    let mark = outlook.costToCome(try row(outlook, "A-3"))
    #expect(mark.minorUnits == nil && mark.because?.en.contains("renewed for ever") == true)
    #expect(outlook.costToCome(try row(outlook, "A-4")).minorUnits == 0)
    let families = outlook.forecast(.init(years: 1, dimensions: [.family], includesCosts: true))
    let family = try #require(families.groups.first { $0.key == ["F1"] })
    #expect(family.rights == 2 && family.costToDate == 1_270_000 && family.costToCome == 7_400_000)
    #expect(family.withoutEnd == 1)
  }

  @Test func theDueListInWords() throws {
    let (_, outlook) = try workspace()
    let list = outlook.dueList(within: 60)
    #expect(list.entries.map { outlook.table.text("number", $0.right) } == ["A-2", "A-1"])
    let view = DueListView(list, of: outlook, days: 60, language: .zh)
    let text = view.text(width: nil)
    #expect(text.contains("1,320.00") && text.contains("2026-10-15") && text.contains("终止于 2026-04-15（追溯）"))
    #expect(String(decoding: view.csv(), as: UTF8.self).split(separator: "\r\n").count == 3)
    let calendar = view.calendar(name: "甲")
    #expect(calendar.contains("UID:cn-a-2-8-2026-04-15-last@winnow\r\n"))
    #expect(calendar.contains("DTSTART;VALUE=DATE:20260812\r\n"))
    #expect(try JSONSerialization.jsonObject(with: Data(view.json().utf8)) is [String: Any])
  }

  @Test func theLedgerIsChecked() throws {
    let (workspace, outlook) = try workspace()
    let report = workspace.reconcile(outlook)
    #expect(report.rows == 8 && report.matched == 8 && report.unmatched.isEmpty)
    let kinds = report.findings.map { ($0.finding.kind, $0.finding.feeYear, $0.finding.money.decimal) }
    #expect(kinds.map(\.0) == [.surchargeAvoidable, .overdue])
    #expect(kinds.map(\.1) == [7, 8] && kinds.map(\.2) == ["200.00", "1320.00"])
    #expect(report.avoidable(outlook).sum == 20_000)
    #expect(PaymentReportView(report, of: outlook, language: .zh).text(width: nil).contains("200.00 元"))
  }

  /// An agent's list with the usual oddities: a title line, brackets in heads, 第…年, commas, totals, unknown numbers.
  @Test func anAgentsListIsChecked() throws {
    let (workspace, outlook) = try workspace()
    let list = """
      2025-2026 年费清单,,,,,
      专利号,年度,缴费日期,金额（元）,滞纳金,币种
      ZL201919000000.1,第6年,2024/7/10,"1,200.00",,人民币
      201919000000.1,第7年度,2025年10月21日,"2,000.00",200,CNY
      ZL201929000000.7,8,2026-05-20,1200,60,CNY
      ZL209999999999.9,3,2026-05-20,900,,CNY
      ZL201929000000.7,9,2026-13-40,2000,,CNY
      合计,,,"5,300.00",260,

      """
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("list-\(UUID().uuidString).csv")
      .path
    try list.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let report = try workspace.reconcile(outlook, file: path)
    #expect(report.rows == 6 && report.matched == 3)
    #expect(report.unmatched.map(\.line) == [6, 7, 8])
    // Year 6 is the stored payment; year 7 is stored with another day, so it was paid twice; year 8 was late.
    let found = report.findings.map {
      "\($0.line ?? 0) \($0.finding.kind.rawValue) \($0.finding.money.decimal)"
    }
    #expect(found == ["4 paid-twice 2200.00", "5 surcharge-avoidable 60.00"])
    #expect(report.avoidable(outlook).sum == 226_000)
    #expect(throws: ProblemList.self) { try workspace.reconcile(outlook, file: path + ".none") }
  }

  @Test func oneRightExplained() throws {
    let (workspace, outlook) = try workspace()
    let row = try workspace.row(of: "ZL201929000000.7", in: outlook)
    let text = RightFeesView(row, of: outlook, years: nil, language: .en).text(width: nil)
    #expect(text.contains("Schedule fee-schedule/CN@") && text.contains("tariff of 2026-04-15"))
    #expect(
      text.contains("2026-07-15 120.00 (today)") && text.contains("to the end of the term CNY 5,320.00"))
    #expect(text.contains("[late-scale]") && text.contains("unpaid, in grace"))
    let line = try #require(
      try workspace.costLine(of: outlook.table.rightIDs[row], asOf: Self.asOf, language: .zh))
    #expect(line.contains("3,300.00 元"))
    #expect(throws: ProblemList.self) { try workspace.row(of: "nothing", in: outlook) }
  }
}
