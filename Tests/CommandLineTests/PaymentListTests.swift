import Foundation
import TestSupport
import Testing

/// An agent's list of payments as a workbook, checked by the program as an annuity clerk runs it.
@Suite struct PaymentListTests {
  private static let rights = """
    right,kind,office,title,filing_day,grant_day,end_day,status,status_observed_on
    A-1,invention,CN,构架,2019-08-12,2022-03-15,,in-force,2026-06-30
    A-2,utility-model,CN,卡爪,2019-04-15,2019-12-20,2024-04-15,lapsed,2026-06-30

    """
  private static let reductions = """
    right,reduction,from_day,to_day,office,reference
    A-1,single-applicant,2025-01-01,,,备案2025

    """

  /// Days as Excel counts them: 2023-07-10 and so on are days after 1899-12-30.
  private static func serial(_ day: String) throws -> SmallWorkbook.Cell {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    try #require(parts.count == 3)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    func date(_ year: Int, _ month: Int, _ day: Int) throws -> Date {
      try #require(calendar.date(from: DateComponents(year: year, month: month, day: day)))
    }
    let seconds = try date(parts[0], parts[1], parts[2]).timeIntervalSince(try date(1899, 12, 30))
    return .day(Int(seconds / 86_400))
  }

  private static func row(
    _ number: String, _ year: String, _ day: String, _ amount: Double, _ late: Double
  ) throws -> [SmallWorkbook.Cell] {
    [.text(number), .text(year), try serial(day), .number(amount), late == 0 ? .text("-") : .number(late)]
  }

  private static func workbook() throws -> SmallWorkbook {
    SmallWorkbook(rows: [
      [.text("示例知识产权代理有限公司 年费缴费清单")], [.text("单位：元")],
      [.text("贵方案号"), .text("年费年度"), .text("缴费日期"), .text("金额（元）"), .text("滞纳金")],
      // Year 4 was due on 2022-08-12; on this day only year 5, due on 2023-08-12, was open.
      try row("A-1", "第4年", "2023-07-10", 1200, 0),
      // Due on 2024-08-12; the third month after it: 10 % of 1,200.
      try row("A-1", "第6年", "2024-10-20", 1200, 120),
      // 15 % of 2,000 would have done.
      try row("A-1", "第7年", "2025-07-10", 2000, 0),
      try row("A-1", "第7年", "2025-07-30", 2000, 0),
      // It had ended on 2024-04-15.
      try row("A-2", "第6年", "2024-06-03", 1200, 0),
      try row("A-9", "第2年", "2024-06-03", 600, 0),
      [.text("合计"), .text(""), .text(""), .number(8320)],
    ])
  }

  @Test func everyDifferenceOfAWorkbookIsNamedAndSummedUp() throws {
    let folder = try TemporaryFolder()
    try folder.write("p/rights.csv", Self.rights)
    try folder.write("p/fee_reductions.csv", Self.reductions)
    try Data(Self.workbook().bytes).write(to: URL(fileURLWithPath: folder.file("list.xlsx")))
    let common = [
      "forecast", folder.file("p"), "--db", folder.file("s.sqlite"), "--as-of", "2026-06-30", "--lang", "en",
      "--payments", folder.file("list.xlsx"),
    ]
    let json = try WinnowProcess.run(common + ["--format", "json"])
    #expect(json.status == 1, "\(json.errors)")
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let findings = try #require(whole["findings"] as? [[String: Any]])
    #expect(
      findings.map {
        "\($0["line"] ?? "") \($0["finding"] ?? "") \($0["feeYear"] ?? "") \($0["money"] ?? "")"
      } == [
        "4 wrong-year 5 1200.00", "5 surcharge-avoidable 6 120.00", "6 reduction-not-used 7 1700.00",
        "7 paid-twice 7 2000.00", "8 right-already-dead 6 1200.00",
      ])
    // 120 + 1,700 + 2,000 + 1,200; the wrong year was paid, if for another.
    #expect(whole["avoidable"] as? String == "5020.00")
    #expect(whole["rows"] as? Int == 7 && whole["matched"] as? Int == 5)
    let unmatched = try #require(whole["rowsWithoutFee"] as? [[String: Any]])
    #expect(unmatched.compactMap { $0["line"] as? Int } == [9, 10])

    let table = try WinnowProcess.run(["forecast", folder.file("s.sqlite")] + common.dropFirst(4))
    #expect(table.status == 1)
    for word in [
      "5,020.00", "Wrong year", "Avoidable surcharge", "Reduction not used", "Right already dead",
      "Paid twice",
    ] {
      #expect(table.output.contains(word), "\(word)")
    }
  }
}
