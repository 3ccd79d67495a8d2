import Foundation
import TestSupport
import Testing
import Winnow

/// The pages on other rule books and on risks, and how weights came about, from the tables to the report.
@Suite struct BooksAndRisksTests {
  /// Points rise with the claims, or fall with them: the two books disagree as far as they can.
  private static func model(_ id: String, _ bands: String, weighing: String = "") -> String {
    """
    kind: grading-model
    id: \(id)
    version: "1"
    title: {zh: 规则书\(id), en: Book \(id)}
    checkedOn: 2026-01-01
    sources:
      house: {title: House, standing: house-default}
    cohort: {levels: [[]], minimumSize: 30}
    appliesTo: [invention]
    \(weighing)
    criteria:
      - {id: claim-count, title: {zh: 权项, en: Claims}, fact: claims, \(weighing.isEmpty ? "weight: 0.5, " : "")bands: \(bands), whenUnknown: {range: [0, 100], assume: 40}, says: {zh: "{value}", en: "{value}"}, source: house}
      - {id: years, title: {zh: 期限, en: Term}, fact: remaining-term, \(weighing.isEmpty ? "weight: 0.5, " : "")bands: [[0, 50]], whenUnknown: {range: [0, 100], assume: 40}, says: {zh: "{value}", en: "{value}"}, source: house}
    grades:
      - {grade: A, atLeast: 50, title: {zh: 好, en: good}}
      - {grade: B, atLeast: 0, title: {zh: 差, en: poor}}
    """
  }

  private func workspace() throws -> Workspace {
    let folder = try TemporaryFolder()
    try folder.write(
      "models/up.yaml", Self.model("up", "[[0, 0], [2, 20], [4, 40], [6, 60], [8, 80], [10, 100]]"))
    try folder.write(
      "models/down.yaml", Self.model("down", "[[0, 100], [2, 80], [4, 60], [6, 40], [8, 20], [10, 0]]"))
    try folder.write(
      "models/pairs.yaml",
      Self.model(
        "pairs", "[[0, 0], [10, 100]]",
        weighing: "weighing: [{method: ahp, source: house, judgements: [[claim-count, years, 3]]}]"))
    let rows = (1...6).map {
      "P\($0),invention,CN,Right \($0),2018-03-02,2020-12-02,in-force,2026-06-30,\($0 * 2 - 2)\n"
    }
    try folder.write(
      "portfolio/rights.csv",
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims\n" + rows.joined())
    try folder.write(
      "portfolio/risk_answers.csv",
      "checklist,question,subject,day,answer,owner,due_day\n,people-entry-check,Acme,2026-05-01,no,Li,2026-06-01\n"
    )
    let workspace = try Workspace.open(at: ":memory:", models: folder.file("models"))
    let report = try workspace.importPortfolio(
      from: folder.file("portfolio"), observedOn: try #require(CalendarDay(iso: "2026-06-30")))
    #expect(report.refused == 0, "\(report.problems.map(\.message.en))")
    return workspace
  }

  private func review(_ workspace: Workspace, _ model: String, compare: [String] = []) throws -> ReviewRun {
    try workspace.review(
      asOf: try #require(CalendarDay(iso: "2026-06-30")), model: model, portfolioName: "P", compare: compare)
  }

  @Test func twoBooksAreComparedRightByRight() throws {
    let workspace = try workspace()
    let run = try review(workspace, "up", compare: ["down"])
    let one = try #require(BookComparison.of(run, listed: 2).first)
    #expect(one.rows.count == 6 && abs((one.correlation ?? 0) + 1) < 1e-9)
    // 0 to 4 claims are B by the one and A by the other.
    #expect(one.counts == [[0, 3], [3, 0]] && one.sameRank == 0)
    #expect(one.disagreements.map { run.table.text("number", $0.row) } == ["P1", "P6"])
    let options = workspace.reportOptions(language: .zh)
    let page = HTMLReport.render(run: run, options: options)
    #expect(page.contains("其他规则书") && page.contains("分歧最大的权利") && page.contains("秩相关 -1.00"))
    #expect(SummaryText.render(run: run, options: options, width: nil).contains("其他规则书 · 规则书down"))
  }

  @Test func theRegisterOfRisksIsInTheReportOfItsRun() throws {
    let workspace = try workspace()
    let run = try review(workspace, "up")
    let loaded = try workspace.run(run.id)
    #expect(loaded.riskAnswers == run.riskAnswers && loaded.riskAnswers["ip-risk"]?.count == 1)
    var options = workspace.reportOptions(language: .en)
    let page = HTMLReport.render(run: loaded, options: options)
    #expect(page.contains("Register of risks") && page.contains("2026-06-01") && page.contains(">Li<"))
    // The day is a day in the workbook too.
    var days: [SheetCell?] = []
    for section in ReportView(run: loaded, options: options).pages.flatMap(\.sections) {
      for case .table(let table) in section.blocks where table.id.hasPrefix("risk-table-") {
        guard let due = table.columns.firstIndex(where: { $0.title == "Due" }) else { continue }
        days += table.rows.map { $0[due].value }
      }
    }
    let due = try #require(CalendarDay(iso: "2026-06-01"))
    #expect(days.contains(.day(due)), "\(days)")
    options.redact = [.names]
    #expect(!HTMLReport.render(run: loaded, options: options).contains("Register of risks"))
  }

  @Test func theReportSaysHowWeightsCameAbout() throws {
    let workspace = try workspace()
    let run = try review(workspace, "pairs")
    let page = HTMLReport.render(run: run, options: workspace.reportOptions(language: .en))
    #expect(page.contains("comparison of pairs (share 100.0%), consistency ratio 0.000"))
    #expect(page.contains("Claims 75.0%, Term 25.0%") && page.contains(">1/3<"))
    let set = try workspace.review(
      asOf: try #require(CalendarDay(iso: "2026-06-30")), model: "value-degree", portfolioName: "P",
      weights: "finance")
    let summary = SummaryText.render(run: set, options: workspace.reportOptions(language: .zh), width: nil)
    #expect(summary.contains("权重方案 金融"))
  }
}
