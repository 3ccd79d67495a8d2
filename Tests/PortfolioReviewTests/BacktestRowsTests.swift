import Foundation
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Every row of a backtest's file is used, repeats another, or is refused with its reason.
@Suite struct BacktestRowsTests {
  private static func read(_ lines: [String], outcome: String? = nil) throws -> BacktestFile {
    let folder = try TemporaryFolder()
    try folder.write("rights.csv", lines.joined(separator: "\n") + "\n")
    return try Workspace.backtestFile(
      at: folder.file("rights.csv"),
      options: BacktestOptions(outcome: outcome, today: Portfolio.day("2026-11-21")))
  }

  private static func lines(_ count: Int) -> [String] {
    OutcomeFile.text(OutcomeFile.many(count, seed: 4)).split(separator: "\n").map(String.init)
  }

  private func check(_ file: BacktestFile, _ report: BacktestReport) {
    let refused = file.rows.refused.reduce(0) { $0 + $1.rows }
    #expect(file.rows.read == file.rows.rights + file.rows.repeated + refused)
    #expect(
      file.rows.rights == report.accuracy.count + report.exclusions.reduce(0) { $0 + $1.rights })
  }

  @Test func everyRowIsAccountedFor() throws {
    var lines = BacktestRowsTests.lines(60)
    lines[1] = lines[1].replacing(/,[^,]*$/, with: ",some day")
    // The same row again, word for word; and one right told otherwise.
    lines.append(lines[5])
    let day = lines[7].replacing(/,[^,]*$/, with: ",2010-01-02")
    lines[7] = lines[7].replacing(/,[^,]*$/, with: ",2009-01-02")
    lines.append(day)
    // A row without a number is no right.
    lines.append(lines[9].replacing(/^[^,]*/, with: "").replacing(/CN1[0-9]+A/, with: ""))
    let file = try BacktestRowsTests.read(lines)
    let report = try file.test(model: "bibliographic-screening")
    check(file, report)
    #expect(file.rows.read == 63 && file.rows.rights == 60 && file.rows.repeated == 2)
    #expect(file.rows.refused.map(\.rows) == [1] && file.rows.refused.first?.lines == [64])
    let reasons = Dictionary(
      uniqueKeysWithValues: report.exclusions.map { ($0.reason, $0.rights) })
    #expect(reasons[.outcomeUnreadable] == 1 && reasons[.outcomesContradict] == 1)
    #expect(report.accuracy.count == 58)
    let codes = Set(file.problems.map(\.code))
    #expect(codes == [.outcomeUnreadable, .outcomesContradict, .outcomeRepeated])
    let contradiction = try #require(file.problems.first { $0.code == .outcomesContradict })
    #expect(contradiction.message.en.contains("8, 63"))
    for language in Language.allCases {
      let text = BacktestView(report, language: language, rows: file.rows).text(width: nil)
      #expect(text.contains("63") && text.contains(file.rows.refused.first?.code.rawValue ?? "?"), "\(text)")
    }
    let json = BacktestView(report, language: .en, rows: file.rows).json()
    #expect(json.contains("\"repeated\": 2") || json.contains("\"repeated\":2"))
  }

  /// In a column of 1 and 0 an empty cell is no 0.
  @Test func silenceInAColumnOfFlagsIsNoOutcome() throws {
    var lines = BacktestRowsTests.lines(40)
    lines[0] += ",let_lapse"
    for index in 1..<lines.count { lines[index] += index % 4 == 0 ? "," : index % 4 == 1 ? ",1" : ",0" }
    let file = try BacktestRowsTests.read(lines, outcome: "let_lapse")
    let report = try file.test(model: "bibliographic-screening")
    check(file, report)
    #expect(report.exclusions.first { $0.reason == .noOutcome }?.rights == 10)
    #expect(report.accuracy.count == 30 && report.accuracy.events == 10)
  }

  @Test(arguments: [("0", "没有一项未维持"), ("1", "全部未维持")])
  func anUndefinedAreaSaysWhy(cell: String, words: String) throws {
    var lines = BacktestRowsTests.lines(30)
    lines[0] += ",let_lapse"
    for index in 1..<lines.count { lines[index] += "," + cell }
    let file = try BacktestRowsTests.read(lines, outcome: "let_lapse")
    let report = try file.test(model: "bibliographic-screening")
    #expect(report.accuracy.auc == nil)
    let view = BacktestView(report, language: .zh, rows: file.rows)
    #expect(view.text(width: nil).contains("AUC 无法计算：" + words))
    #expect(view.json().contains("\"auc_reason\""))
  }

  /// A file whose rights cannot be tested says why in words.
  @Test func reasonsAreWordsNotCodes() throws {
    var lines = BacktestRowsTests.lines(5)
    for index in 1..<lines.count { lines[index] = lines[index].replacing(/,[^,]*$/, with: ",some day") }
    let file = try BacktestRowsTests.read(lines)
    do {
      _ = try file.test(model: "bibliographic-screening")
      Issue.record("tested")
    } catch let list as ProblemList {
      let problem = try #require(list.problems.first)
      #expect(problem.code == .backtestEmpty && problem.message.zh.contains("结局无法读取 5"))
    }
  }
}
