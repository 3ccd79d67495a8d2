import Foundation
import PortfolioCore
import TestSupport
import Testing

@testable import Reporting

@Suite struct TerminalTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("专利", 4), ("ｆｕｌｌ", 8), ("e\u{301}", 1), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("カタカナ", 8), ("ｶﾅ", 2), ("a\u{200B}b", 2), ("👍", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("…", 1), ("，", 2),
    ("（元）", 6), ("𠮷", 2), ("\u{1B}[31m", 4), ("Türkiye", 7),
  ])
  func widths(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

  @Test(arguments: [
    ("专利权", 6, "专利权"), ("专利权", 5, "专利…"), ("专利权", 4, "专…"), ("专利权", 1, "…"), ("专利权", 0, ""),
    ("abcdef", 4, "abc…"), ("abc", 3, "abc"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func cutting(_ text: String, _ columns: Int, _ cut: String) {
    #expect(DisplayWidth.cut(text, to: columns) == cut)
  }

  @Test func cutTextsFit() {
    let pieces = ["专", "a", "，", "e\u{301}", "👍", " ", "Ｗ"]
    let seed: UInt64 = 5
    var random = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let text = (0..<Int(random.unit() * 12)).map { _ in pieces[Int(random.unit() * 7)] }.joined()
      let width = Int(random.unit() * 14)
      #expect(DisplayWidth.of(DisplayWidth.cut(text, to: width)) <= width, "seed \(seed), round \(round)")
      if DisplayWidth.of(text) <= width { #expect(DisplayWidth.cut(text, to: width) == text) }
    }
  }

  @Test func columnsStandUnderEachOther() {
    let table = TerminalTable(
      [TerminalTable.Column("名称", least: 4), TerminalTable.Column("Fee", isNumber: true)],
      [["盾构机", "1,200"], ["bolt", "9"]], total: ["合计", "1,209"])
    #expect(
      table.render(width: nil) == """
        名称      Fee
        ------  -----
        盾构机  1,200
        bolt        9
        ------  -----
        合计    1,209

        """)
    #expect(table.render(width: 12).contains("盾构…  1,200\n"))
    #expect(table.render(width: 11).contains("盾…   1,200\n"))
    #expect(table.render(width: nil, ansi: true).hasPrefix("\u{1B}[1m名称      Fee\u{1B}[0m\n"))
  }

  /// A number column keeps real numbers whole and cuts what no office would give.
  @Test(arguments: [60, 80, 120])
  func aNumberOfFourThousandLettersWidensNoTable(width: Int) throws {
    let columns = [
      TerminalTable.Column("number"), TerminalTable.Column("title", least: 8),
      TerminalTable.Column("points", isNumber: true),
    ]
    let long = String(repeating: "P", count: 4_000)
    let whole = "ZL201410012345.6"
    let rows = [[long, String(repeating: "题", count: 4_000), "48.2"], [whole, "Clamp", "7.0"]]
    let lines = TerminalTable(columns, rows).render(width: width).split(separator: "\n")
    for line in lines { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
    #expect(lines[2].contains("…") && lines[2].hasSuffix("48.2"))
    #expect(lines[3].hasPrefix(whole))
    // Nor in a file or a pipe, where cells may be wider; CSV and JSON hold the whole.
    for line in TerminalTable(columns, rows).render(width: nil).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 2 * TerminalTable.widestCell + 20, "\(line)")
    }
  }

  @Test func nothingReachesTheTerminalThatIsNotText() {
    #expect(TerminalText.clean("a\u{1B}[31mb\u{202E}c\nd\u{0}") == "a\u{FFFD}[31mbc d\u{FFFD}")
  }

  @Test(arguments: [60, 80, 120])
  func linesFitTheWidth(_ width: Int) throws {
    let run = try RunFixture.run(RunFixture.rights(40), problems: RunFixture.problems)
    for language in Language.allCases {
      let text = SummaryText.render(run: run, options: ReportOptions(language: language), width: width)
      for line in text.split(separator: "\n") where width >= 80 {
        #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
      }
      #expect(!text.contains("\u{1B}"))
    }
  }

  @Test(arguments: [
    ("ab cd ef", 0, 18, "ab cd ef\n"), ("先决定补缴，再决定其他。", 0, 12, "先决定补缴，\n再决定其他。\n"),
    ("one two three four", 2, 13, "one two three\n  four\n"),
  ])
  func wrapping(_ text: String, _ indent: Int, _ width: Int, _ lines: String) {
    #expect(TerminalText.wrap(text, indent: indent, width: width) == lines)
  }

  @Test(arguments: Language.allCases)
  func summaryIsGolden(_ language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(9), years: 6, problems: RunFixture.problems)
    let text = SummaryText.render(run: run, options: ReportOptions(language: language), width: 100)
    #expect(Snapshot.difference(text, golden: "summary.\(language.rawValue).txt") == nil)
  }

  @Test func explanationIsGolden() throws {
    let run = try RunFixture.run(RunFixture.rights(9), years: 6)
    let text = ExplanationText.render(run: run, row: 5, options: ReportOptions(language: .zh), width: 100)
    #expect(Snapshot.difference(text, golden: "explanation.zh.txt") == nil)
  }

  @Test func problemsAreGroupedByCode() {
    let many = (1...5).map {
      Problem(.ambiguousDates, at: Place(file: "a.csv", line: $0), zh: "日期", en: "dates")
    }
    let groups = ProblemGroup.groups([Problem(.noFeeKnown, zh: "费", en: "fee")] + many)
    #expect(groups.map(\.code.rawValue) == ["IMP004", "FEE002"])
    #expect(groups.map(\.count) == [5, 1])
    #expect(groups[0].places.map(\.line) == [1, 2, 3])
  }
}
