import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Agents' lists as they come: typed with a Chinese keyboard, or with the last payment of each right only.
@Suite struct AgentListTests {
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private func report(_ list: String) throws -> PaymentReport {
    let folder = try TemporaryFolder()
    try folder.write(
      "p/rights.csv",
      """
      right,kind,office,title,filing_day,grant_day,status,status_observed_on
      A-1,invention,CN,甲,2014-08-12,2017-03-15,in-force,2026-06-30
      A-2,invention,CN,乙,2016-04-15,2019-12-20,in-force,2026-06-30

      """)
    try folder.write("list.csv", list)
    let workspace = try Workspace.open(at: ":memory:")
    _ = try workspace.importPortfolio(from: folder.file("p"), observedOn: Self.asOf)
    return try workspace.reconcile(workspace.feeOutlook(asOf: Self.asOf), file: folder.file("list.csv"))
  }

  /// Year 9 of A-2 was due on 15 April 2024 and costs 2,000 yuan.
  @Test(arguments: [
    "Ａ－２,第９年,２０２４－０４－０１,２，０００．００,０", "A-2,9,2024-04-01,2000,0", "A-2,９,２０２４／４／１,￥２０００,",
  ])
  func fullWidthFiguresAreFigures(row: String) throws {
    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
    let quoted = cells.map { "\"\($0)\"" }.joined(separator: ",")
    let report = try report("案号,年度,缴费日,金额（元）,滞纳金\n\(quoted)\n")
    #expect(report.matched == 1 && report.unmatched.isEmpty, "\(report.unmatched.map(\.reason.en))")
    #expect(report.findings.isEmpty, "\(report.findings.map(\.finding.says.en))")
  }

  /// One row a right says nothing of the years before: they were not in the list.
  @Test func aListOfOneRowARightMissesNothing() throws {
    let report = try report("案号,年度,缴费日,金额\nA-1,8,2021-08-02,2000\nA-2,9,2024-04-01,2000\n")
    #expect(report.matched == 2)
    #expect(report.findings.isEmpty, "\(report.findings.map(\.finding.says.en))")
  }

  /// A year that no office has is a slip, not the year after.
  @Test(arguments: ["8.5", "10.5y", "9.2"])
  func aHalfYearThatNoOfficeHasIsRefused(year: String) throws {
    let report = try report("案号,年度,缴费日,金额\nA-2,\(year),2024-04-01,2000\n")
    #expect(report.matched == 0)
    #expect(report.unmatched.map(\.reason.en) == ["The fee year '\(year)' cannot be read"])
  }

  /// Between two entries of a right a gap is a gap.
  @Test func aYearLeftOutBetweenTwoEntriesIsMissing() throws {
    let report = try report(
      "案号,年度,缴费日,金额\nA-2,7,2022-04-01,2000\nA-2,9,2024-04-01,2000\n")
    #expect(report.findings.map(\.finding.kind) == [.missingPayment])
    #expect(report.findings.first?.finding.feeYear == 8)
  }
}
