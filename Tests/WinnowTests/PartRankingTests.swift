import Foundation
import TestSupport
import Testing
import Winnow

/// A rule book of two parts: scores of patents and of marks are never laid beside each other.
@Suite struct PartRankingTests {
  private static let model = """
    kind: grading-model
    id: two-parts
    version: "1"
    title: {zh: 两部分, en: Two parts}
    checkedOn: 2026-01-01
    sources:
      house: {title: House, standing: house-default}
    cohort: {levels: [[]], minimumSize: 30}
    parts:
      - id: patents
        title: {zh: 专利, en: Patents}
        appliesTo: [invention]
        criteria:
          - {id: claim-count, title: {zh: 权项, en: Claims}, fact: claims, weight: 1, bands: [[0, 10], [5, 40], [10, 70]], whenUnknown: {range: [0, 70], assume: 40}, says: {zh: "{value}", en: "{value}"}, source: house}
        grades:
          - {grade: high-value, atLeast: 60, title: {zh: 高价值, en: high-value}}
          - {grade: low-value, atLeast: 0, title: {zh: 低价值（候选处置）, en: low-value (candidate for disposal)}}
      - id: marks
        title: {zh: 商标, en: Trademarks}
        appliesTo: [trademark]
        criteria:
          - {id: class-count, title: {zh: 类别, en: Classes}, fact: mark-use, weight: 1, table: {in-use: 100, defensive: 50, idle: 0}, whenUnknown: {range: [0, 100], assume: 50}, says: {zh: "{value}", en: "{value}"}, source: house}
        grades:
          - {grade: in-use, atLeast: 60, title: {zh: 在用, en: in use}}
          - {grade: idle, atLeast: 0, title: {zh: 闲置, en: idle}}
    """

  private static let rights = """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims
    P1,invention,CN,Bogie,2017-03-02,2019-05-07,in-force,2026-06-30,12
    P2,invention,CN,Clamp,2018-03-02,2020-12-02,in-force,2026-06-30,2
    T1,trademark,CN,Mark,2017-06-12,2018-05-21,in-force,2026-06-30,
    T2,trademark,CN,Sign,2017-06-12,2018-05-21,in-force,2026-06-30,

    """

  private func run() throws -> (Workspace, ReviewRun) {
    let folder = try TemporaryFolder()
    try folder.write("models/two-parts.yaml", Self.model)
    try folder.write("portfolio/rights.csv", Self.rights)
    let workspace = try Workspace.open(at: ":memory:", models: folder.file("models"))
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    let report = try workspace.importPortfolio(from: folder.file("portfolio"), observedOn: day)
    #expect(report.refused == 0, "\(report.problems.map(\.message.en))")
    return (workspace, try workspace.review(asOf: day, model: "two-parts", portfolioName: "P"))
  }

  @Test func eachPartHasItsOwnRanking() throws {
    let (_, run) = try run()
    let summary = ReviewSummary(run, listed: 1)
    func numbers(_ ranked: [ReviewSummary.Ranked]) -> [String] {
      ranked.map { run.table.text("number", $0.row) }
    }
    #expect(summary.rankings.map(\.part) == [0, 1])
    #expect(numbers(summary.rankings[0].top) == ["P1"] && numbers(summary.rankings[0].bottom) == ["P2"])
    #expect(numbers(summary.rankings[1].top).allSatisfy { $0.hasPrefix("T") })
  }

  @Test func theNextStepsNameTheLowValuePatentsFirst() throws {
    let (workspace, run) = try run()
    let zh = SummaryView(run: run, options: workspace.reportOptions(language: .zh)).nextSteps
    let steps = zh.filter { $0.hasPrefix("复核") }
    #expect(steps.first?.contains("复核专利中等级为“低价值”的 1 项") == true, "\(steps)")
    let en = SummaryView(run: run, options: workspace.reportOptions(language: .en)).nextSteps
    #expect(en.contains { $0.contains("Look closer at patents of grade “low-value”: 1") }, "\(en)")
  }

  /// A grade's id is the file's word for the program; people read titles.
  @Test func idsOfGradesAreNotShown() throws {
    let (workspace, run) = try run()
    let options = workspace.reportOptions(language: .zh)
    let text = SummaryText.render(run: run, options: options, width: nil)
    let page = HTMLReport.render(run: run, options: options)
    for id in ["low-value", "high-value", "in-use", "idle"] {
      #expect(!text.contains(id), "\(id)")
      #expect(!page.contains(">\(id)<"), "\(id)")
    }
    #expect(text.contains("低价值 1") && text.contains("专利 · 得分最高的 2 项"))
    let list = String(decoding: ReportData.csv(run: run, options: options), as: UTF8.self)
    #expect(list.contains("低价值") && !list.contains("low-value"))
  }
}
