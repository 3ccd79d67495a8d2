import Foundation
import TestSupport
import Testing
import Winnow

/// Every fee of the small sample, worked by hand in its guide, beside what the program says.
@Suite struct FirstLookFeesTests {
  private static let folder = Repository.root.appendingPathComponent("Sample-Portfolios/first-look")
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private static func file(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private static func outlook() throws -> FeeOutlook {
    let workspace = try Workspace.open(at: ":memory:")
    _ = try workspace.importPortfolio(from: folder.path, observedOn: asOf)
    return try workspace.feeOutlook(asOf: asOf)
  }

  /// Not one fee more, not one less, and every one to the day and the cent.
  @Test func everyFeeOfEveryRightIsThatOfTheGuide() throws {
    let outlook = try Self.outlook()
    let expected = try Self.file("expected-all-fees.txt").split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t").joined(separator: " ")
    }
    #expect(expected.count == 110)
    var found: [String] = []
    var without: [String: String] = [:]
    for row in 0..<outlook.count {
      let number = outlook.table.text("number", row)
      switch outlook.fees(of: row, years: nil).items {
      case .failure(let reason): without[number] = reason.code
      case .success(let items):
        for item in items {
          let amount = item.amount.map { "\($0.minorUnits / $0.currency.minorPerMajor)" } ?? "?"
          found.append(
            "\(number) \(item.feeName) \(item.due.iso) \(item.lastDay.iso) \(amount) \(item.currency.code) "
              + (item.isEstimate ? "estimate" : "known"))
        }
      }
    }
    #expect(without == ["FL-03": "not-yet-granted", "FL-12": "no-fees-by-nature"])
    for line in expected where !found.contains(line) { Issue.record("only by hand: \(line)") }
    for line in found where !expected.contains(line) { Issue.record("only by the program: \(line)") }
    #expect(found.count == expected.count)
  }

  @Test func theGuideShowsTheLinesOfTheFile() throws {
    let guide = try Self.file("README.md")
    for line in try Self.file("expected-all-fees.txt").split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t").map(String.init)
      #expect(
        guide.contains("| \(cells[0]) | \(cells[1]) | \(cells[2]) | \(cells[3]) | \(cells[5]) \(cells[4]) |"))
    }
  }
}
