import Foundation
import TestSupport
import Testing
import Winnow

@Suite struct YearlyReviewTests {
  @Test func theArticleShowsThisCode() throws {
    let page = try #require(Repository.text("Sources/Winnow/Winnow.docc/YearlyReview.md"))
    let source = try #require(Repository.text("Tests/WinnowTests/YearlyReviewArticle.swift"))
    let start = try #require(source.range(of: "// article: begin\n"))
    let end = try #require(source.range(of: "// article: end\n"))
    #expect(swiftBlocks(page) == lines(source[start.upperBound..<end.lowerBound]))
  }

  /// The lines of all Swift blocks, blank ones left out: the article may cut the code where it likes.
  private func swiftBlocks(_ page: String) -> [String] {
    var inside = false
    var found: [String] = []
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        inside = line == "```swift"
      } else if inside {
        found.append(String(line))
      }
    }
    return lines(found.joined(separator: "\n"))
  }

  private func lines(_ text: some StringProtocol) -> [String] {
    String(text).split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
  }

  @Test func twoYearsGoAsTheArticleSays() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-article-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = folder.appendingPathComponent("group.sqlite").path
    let export = Repository.url("Sample-Portfolios/first-look").path
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    let yearBefore = try #require(CalendarDay(iso: "2025-06-30"))

    let first = try reviewYear(export: export, exportedOn: day, asOf: yearBefore, store: store)
    #expect(first.moved == nil)
    let second = try reviewYear(export: export, exportedOn: day, asOf: day, store: store)
    #expect(second.summary.total == 12)
    #expect(second.summary.byGrade.map(\.count).reduce(0, +) == 8)
    let lowest = try #require(second.summary.byGrade.last)
    #expect(second.candidates.count == lowest.count)
    #expect(second.candidates.allSatisfy { $0.grade == lowest.key && !$0.parts.isEmpty })
    // By hand: FL-05, a utility model filed 2019-04-15, pays 1,200 + 2,000 + 2,000 in its years 8 to 10,
    // and 10 % on the first of them, which is in its third month of lateness.
    #expect(second.candidates.map(\.number) == ["FL-05"])
    #expect(second.feesOfLowest == Money(major: 5320, currency: .cny))
    let moved = try #require(second.moved)
    #expect(moved.before.asOf == yearBefore && moved.after.asOf == day)
    #expect(!moved.moved.isEmpty)
    #expect(second.report.hasPrefix("<!DOCTYPE html>") && second.report.contains("Example Group"))
    // A third call finds the run that is there.
    let again = try reviewYear(export: export, exportedOn: day, asOf: day, store: store)
    #expect(again.report == second.report)
  }
}
