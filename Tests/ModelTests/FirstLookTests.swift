import Foundation
import Testing
import Winnow

/// The small sample reviewed by the program gives what its guide reckons by hand.
@Suite struct FirstLookTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sample-Portfolios/first-look")
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private static func review() throws -> (run: ReviewRun, report: ImportReport) {
    let workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(from: folder.path, observedOn: asOf)
    return (try workspace.review(asOf: asOf), report)
  }

  private static func expected() throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appendingPathComponent("expected-grades.txt"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    #expect(lines.allSatisfy { $0.count == header.count })
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  @Test func gradesAndFeesAreThoseOfTheGuide() throws {
    let (run, report) = try FirstLookTests.review()
    #expect(report.problems.isEmpty, "\(report.problems)")
    let rows = try FirstLookTests.expected()
    #expect(rows.count == 12)
    #expect(run.table.count == 12)
    let engine = GradingEngine(model: run.gradingModel, table: run.table)
    for expected in rows {
      let name = try #require(expected["right"])
      let row = try #require((0..<run.table.count).first { run.table.text("number", $0) == name })
      let grade = expected["grade"]
      switch run.grades.outcome(row) {
      case .graded(let index):
        #expect(run.gradingModel.grades[index].grade == grade, "\(name)")
        #expect(expected["gate"] == "-", "\(name)")
        expectNear(Double(run.grades.points[row]), expected["score"], "\(name) score")
        expectNear(Double(run.grades.low[row]), expected["low"], "\(name) low")
        expectNear(Double(run.grades.high[row]), expected["high"], "\(name) high")
        expectNear(Double(run.grades.coverage[row]), expected["coverage"], "\(name) coverage")
        for part in engine.parts(row: row) {
          let cell = try #require(expected[part.criterion.id])
          let state: ScorePart.State = cell == "n/a" ? .leftOut : cell.hasSuffix("?") ? .unknown : .known
          #expect(part.state == state, "\(name) \(part.criterion.id)")
          if state != .leftOut {
            expectNear(
              part.points, cell.replacingOccurrences(of: "?", with: ""), "\(name) \(part.criterion.id)")
          }
        }
      case .gated(let index):
        #expect(run.gradingModel.gates[index].id == expected["gate"], "\(name)")
        #expect(grade == "-", "\(name)")
      case .otherKind:
        #expect(expected["gate"] == "other", "\(name)")
        #expect(grade == "-", "\(name)")
      }
      #expect((run.table[.nextFeeDay]?.day(row)?.iso ?? "-") == expected["next_fee_day"], "\(name)")
      if let amount = run.table[.nextFeeAmount]?.number(row) {
        expectNear(amount, expected["next_fee_cny"], "\(name) next fee")
      } else {
        #expect(expected["next_fee_cny"] == "-", "\(name)")
      }
      for year in 2026...2035 {
        let cell = try #require(expected["fees_\(year)"])
        #expect(
          Money(decimal: cell, currency: .cny)?.minorUnits == run.fees.amount(row: row, year: year),
          "\(name) \(year)")
      }
    }
    #expect(run.fees.firstYear == 2026 && run.fees.yearCount == 10)
  }

  private func expectNear(_ found: Double, _ expected: String?, _ what: String) {
    guard let number = expected.flatMap(Double.init) else {
      Issue.record("\(what): no expected number")
      return
    }
    #expect(abs(found - number) <= 0.005, "\(what): expected \(number), found \(found)")
  }

  /// The guide shows the figures of the file: nobody corrects the one without the other.
  @Test func theGuideShowsTheFiguresOfTheFile() throws {
    let guide = try String(
      contentsOf: FirstLookTests.folder.appendingPathComponent("README.md"), encoding: .utf8)
    for row in try FirstLookTests.expected() where row["grade"] != "-" {
      let line = try #require(
        guide.split(separator: "\n").first {
          $0.hasPrefix("| \(row["right"]!) |") && $0.hasSuffix("| \(row["grade"]!) |")
        })
      for column in ["score", "low", "high", "coverage", "citations", "remaining", "triadic"] {
        #expect(line.contains(" \(row[column]!) "), "\(row["right"]!) \(column)")
      }
    }
  }
}

/// The sample portfolios import whole, without a word.
@Suite struct SampleImportTests {
  @Test(arguments: ["first-look", "central-enterprise", "specialised-firm", "research-institute"])
  func everyRowIsStored(name: String) throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sample-Portfolios/\(name)").path
    let workspace = try Workspace.open(at: ":memory:")
    let day = CalendarDay(iso: "2026-06-30")!
    let first = try workspace.importPortfolio(from: path, observedOn: day)
    #expect(first.rows > 100)
    #expect(first.stored == first.rows)
    #expect(first.merged == 0 && first.refused == 0 && first.unchanged == 0)
    #expect(first.problems.isEmpty, "\(first.problems.prefix(5))")
    let second = try workspace.importPortfolio(from: path, observedOn: day)
    #expect(second.unchanged == second.rows)
    #expect(second.stored == 0 && second.merged == 0 && second.refused == 0)
  }
}
