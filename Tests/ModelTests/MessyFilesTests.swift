import Foundation
import Testing
import Winnow

/// Every messy file is reported exactly as the expectation beside it says.
@Suite struct MessyFilesTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sample-Portfolios/messy")

  private static let entries: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    .filter { $0 != "README.md" }
  private static let messy = entries.filter { !$0.hasSuffix(".expected") }

  private static func stem(_ name: String) -> String {
    name.split(separator: ".").first.map(String.init) ?? name
  }

  @Test func everyFileHasItsExpectation() {
    let expected = MessyFilesTests.entries.filter { $0.hasSuffix(".expected") }.map(MessyFilesTests.stem)
    let stems = MessyFilesTests.messy.map(MessyFilesTests.stem)
    #expect(stems.sorted() == expected.sorted())
    #expect(Set(stems).count == stems.count)
    #expect(stems.count >= 30)
  }

  @Test(arguments: messy)
  func reportIsTheExpectedOne(name: String) throws {
    let url = MessyFilesTests.folder.appendingPathComponent(MessyFilesTests.stem(name) + ".expected")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    for line in lines {
      #expect(
        ["fault: ", "remark: ", "counts: ", "problem: "].contains { line.hasPrefix($0) }, "\(name): \(line)")
    }
    let (counts, problems) = try importing(name)
    #expect(lines.filter { $0.hasPrefix("counts: ") } == [counts], "\(name)")
    let found = problems.map { "problem: " + MessyFilesTests.text($0, isFolder: !name.contains(".")) }
    #expect(lines.filter { $0.hasPrefix("problem: ") } == found, "\(name): \(problems)")
    for problem in problems {
      for text in [problem.message, problem.remedy] {
        let text = try #require(text, "\(name): \(problem.code.rawValue) says not what to do")
        #expect(text.zh.unicodeScalars.contains { $0.value >= 0x4E00 }, "\(name): \(text.zh)")
        #expect(!text.en.isEmpty, "\(name)")
      }
      #expect(problem.message.en.utf8.allSatisfy { $0 < 0x80 }, "\(name): \(problem.message.en)")
      #expect(problem.message.zh.count < 400, "\(name)")
    }
  }

  /// Whatever the encoding, the first title comes out as it was meant.
  @Test(arguments: ["gb18030.csv", "utf-16.csv", "cr-only.csv", "semicolon-bom.csv", "header-spaces.csv"])
  func titlesSurviveTheirEncoding(name: String) throws {
    let workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(
      from: [MessyFilesTests.folder.appendingPathComponent(name).path],
      options: ImportOptions(observedOn: CalendarDay(iso: "2026-06-30")!, dryRun: true))
    #expect(report.preview.map(\.title) == ["一种示例阀门", "一种示例阀门"])
    #expect(report.preview.map { $0.filingDay?.iso } == ["2021-03-10", "2021-03-10"])
  }

  /// Text that a program would run stays text, and stays whole.
  @Test func hostileTitlesAreKept() throws {
    let workspace = try Workspace.open(at: ":memory:")
    let options = ImportOptions(observedOn: CalendarDay(iso: "2026-06-30")!, dryRun: true)
    func titles(_ name: String) throws -> [String?] {
      let path = MessyFilesTests.folder.appendingPathComponent(name).path
      return try workspace.importPortfolio(from: [path], options: options).preview.map(\.title)
    }
    #expect(try titles("formula-title.csv") == ["=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0"])
    #expect(try titles("script-title.csv").first == "<script>alert(\"示例\")</script>")
    #expect(try titles("long-title.csv").last??.count == 40_000)
  }

  private func importing(_ name: String) throws -> (counts: String, problems: [Problem]) {
    let workspace = try Workspace.open(at: ":memory:")
    let options = ImportOptions(observedOn: CalendarDay(iso: "2026-06-30")!, dryRun: true)
    do {
      let report = try workspace.importPortfolio(
        from: [MessyFilesTests.folder.appendingPathComponent(name).path], options: options)
      for file in report.files {
        let counts = file.counts
        #expect(counts.rows == counts.stored + counts.merged + counts.refused + counts.unchanged, "\(name)")
      }
      let counts =
        "counts: rows=\(report.rows) stored=\(report.stored) merged=\(report.merged) refused=\(report.refused)"
        + " unchanged=\(report.unchanged)"
      return (counts, report.problems)
    } catch let list as ProblemList {
      return ("counts: none", list.problems)
    }
  }

  private static func text(_ problem: Problem, isFolder: Bool) -> String {
    let line = problem.place?.line.map { "\($0)" } ?? "-"
    let file = isFolder ? (problem.place?.file.split(separator: "/").last.map { "\($0):" } ?? "") : ""
    return "\(problem.code.rawValue) \(file)\(line) \(problem.place?.column ?? "-")"
  }
}
