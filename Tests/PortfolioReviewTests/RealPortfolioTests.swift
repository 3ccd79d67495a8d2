import Foundation
import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

/// The real exports beside the project, imported and reviewed: every row accounted for, and the grades.
@Suite struct RealPortfolioTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    var path: String
    var mapping: String
    /// Rows, rights, stored, merged, refused.
    var counts: [Int]
    /// Rights by grade, A to D.
    var grades: [Int]
    var outside: [String: Int]
    var testDescription: String { path }
  }

  private static let data: URL? = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    url.appendPathComponent("shared/data")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  @Test(arguments: [
    Expected(
      path: "lens-sangamo/lens-export.csv", mapping: "lens", counts: [130, 130, 130, 0, 0],
      grades: [22, 56, 12, 0],
      outside: ["expired": 5, "ended": 35]),
    Expected(
      path: "patentr-autonomous/lens_autonomous_search.csv", mapping: "lens",
      counts: [863, 699, 699, 164, 0],
      grades: [4, 229, 401, 5], outside: ["expired": 60]),
    Expected(
      path: "patentr-autonomous/google_autonomous_search.csv", mapping: "google-patents",
      counts: [316, 316, 316, 0, 0], grades: [0, 0, 238, 7],
      outside: ["expired": 62, "insufficient-evidence": 9]),
    Expected(
      path: "gp-nordquists/gp-search.csv", mapping: "google-patents", counts: [536, 536, 536, 0, 0],
      grades: [0, 0, 175, 13], outside: ["expired": 271, "insufficient-evidence": 77]),
    Expected(
      path: "patentr-autonomous/sumobrain_autonomous_search1.xlsx", mapping: "sumobrain",
      counts: [250, 202, 202, 47, 1], grades: [0, 0, 62, 1],
      outside: ["expired": 53, "insufficient-evidence": 86]),
    Expected(
      path: "cn-carrotc/cnipr-utility-models.xlsx", mapping: "cnipr", counts: [199, 199, 199, 0, 0],
      grades: [0, 0, 0, 0], outside: ["expired": 199]),
    Expected(
      path: "cn-taian/cn-filings.xlsx", mapping: "cn-filings", counts: [7384, 7384, 7384, 0, 0],
      grades: [0, 0, 0, 0], outside: ["expired": 5805, "insufficient-evidence": 1579]),
    Expected(
      path: "cn-survival/cn-inventions-1999-2002-outcomes.csv", mapping: "cn-outcomes",
      counts: [2020, 2020, 2020, 0, 0], grades: [0, 0, 0, 0],
      outside: ["refused": 144, "withdrawn": 618, "abandoned": 55, "expired": 330, "ended": 873]),
  ])
  func everyRowIsAccountedForAndGraded(expected: Expected) throws {
    guard let path = RealPortfolioTests.data?.appendingPathComponent(expected.path).path else {
      print("skipped: no real data beside the project for \(expected.path)")
      return
    }
    let day = try #require(CalendarDay(iso: "2026-11-21"))
    let workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(from: path, observedOn: day)
    #expect(report.files.map(\.mapping) == [expected.mapping])
    let counts = report.files[0].counts
    #expect([counts.rows, counts.rights, counts.stored, counts.merged, counts.refused] == expected.counts)
    #expect(counts.unchanged == 0)
    #expect(report.refusals.count == counts.refused)
    #expect(
      report.refusals.allSatisfy { !$0.problems.isEmpty && $0.problems.allSatisfy { $0.remedy != nil } })
    let run = try workspace.review(asOf: day)
    let summary = ReviewSummary(run)
    #expect(summary.total == counts.rights)
    #expect(summary.byGrade.map(\.count) == expected.grades)
    #expect(Dictionary(uniqueKeysWithValues: summary.outside.map { ($0.key, $0.count) }) == expected.outside)
    // The same file again: nothing new, whatever the day.
    let again = try workspace.importPortfolio(from: path, observedOn: day + 30)
    #expect(again.unchanged + again.refused == counts.rows)
    #expect(try workspace.review(asOf: day).id == run.id)
  }
}
