import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
  private func small() throws -> ReviewRun {
    try RunFixture.run(RunFixture.rights(9), years: 6, problems: RunFixture.problems)
  }

  static let goldens: Set<String> = [
    "report.zh.html", "report.en.html", "summary.zh.txt", "summary.en.txt",
    "summary.en.json", "explanation.zh.txt", "explanation.en.json", "list.zh.csv",
    "charts.zh.html", "charts.en.html",
  ]

  @Test(arguments: Language.allCases)
  func sameAsGolden(_ language: Language) throws {
    let page = HTMLReport.render(run: try small(), options: ReportOptions(language: language))
    #expect(Snapshot.difference(page, golden: "report.\(language.rawValue).html") == nil)
  }

  @Test func noGoldenIsUnused() {
    #expect(Snapshot.unused(HTMLReportTests.goldens) == [])
  }

  @Test(arguments: Language.allCases)
  func wellFormedAndAlone(_ language: Language) throws {
    let page = HTMLReport.render(run: try small(), options: ReportOptions(language: language))
    let markup = MarkupChecker(page)
    #expect(markup.faults == [])
    #expect(
      markup.elements.first { $0.name == "html" }?.attributes["lang"] == (language == .zh ? "zh-CN" : "en"))
    #expect(HTMLReportTests.references(markup) == [])
  }

  /// Everything that could make a browser fetch something.
  static func references(_ markup: MarkupChecker) -> [String] {
    var found: [String] = []
    for element in markup.elements {
      if ["link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "use", "image"]
        .contains(element.name)
      {
        found.append(element.name)
      }
      for (name, value) in element.attributes {
        if ["src", "srcset", "action", "data", "xlink:href", "formaction", "background"].contains(name)
          || name.hasPrefix("on")
        {
          found.append(name)
        }
        // An anchor and a tip are text: nothing is fetched for them.
        if name != "id", name != "title", value.contains("http") { found.append(value) }
        if name == "style", value.contains("url(") { found.append(value) }
      }
    }
    for part in markup.embedded {
      for word in ["http://", "https://", "@import", "src=", "fetch(", "XMLHttpRequest", "import("]
      where part.contains(word) {
        found.append(word)
      }
      let parts = part.components(separatedBy: "url(").dropFirst()
      found += parts.filter { !$0.hasPrefix("#p") }.map { "url(" + $0.prefix(20) }
    }
    return found
  }

  @Test func sameRunSameBytes() throws {
    let options = ReportOptions(language: .zh)
    let first = HTMLReport.render(run: try small(), options: options)
    let second = HTMLReport.render(run: try small(), options: options)
    #expect(first == second)
  }

  @Test func piecesAreTheWhole() throws {
    let run = try RunFixture.run(RunFixture.rights(400))
    var pieces: [[UInt8]] = []
    try HTMLReport.write(run: run, options: ReportOptions(language: .en)) { pieces.append($0) }
    #expect(pieces.count > 3)
    #expect(pieces.allSatisfy { $0.count < 600_000 })
    #expect(
      String(decoding: pieces.joined(), as: UTF8.self)
        == HTMLReport.render(run: run, options: ReportOptions(language: .en)))
  }

  static let hostile = [
    "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>",
    "</style><style>@import 'http://evil.example'",
    "=cmd|' /C calc'!A0", "A&B &amp; &lt;", "\u{202E}txt.exe\u{202C} שלום", "a\u{0}b\u{1B}[31m\u{7F}\u{85}c",
    "</details></section></main>", String(repeating: "长标题", count: 10_000), "{n}{title}{value}",
    "\u{2028}x\u{FEFF}",
  ]

  @Test(arguments: hostile)
  func hostileTextsComeThroughAsText(_ title: String) throws {
    var rights = RunFixture.rights(4)
    for name in ["number", "title", "title-translated", "owner", "unit", "business-line", "family"] {
      rights[1].texts[name] = title
    }
    let problem = Problem(
      .noFeeKnown, at: Place(file: title, line: 3, column: title), value: title, zh: title, en: title,
      remedy: BilingualText(zh: title, en: title))
    let run = try RunFixture.run(rights, name: title, problems: [problem])
    let page = HTMLReport.render(run: run, options: ReportOptions(language: .en))
    let markup = MarkupChecker(page)
    #expect(markup.faults == [])
    #expect(markup.elements.count { $0.name == "script" } == 2)
    #expect(markup.elements.count { $0.name == "style" } == 1)
    #expect(!markup.elements.contains { $0.name == "img" })
    #expect(HTMLReportTests.references(markup) == [])
    // The whole text stands on the right's sheet, its control characters replaced.
    let shown = String(
      String.UnicodeScalarView(
        title.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 }))
    #expect(markup.text.contains(shown))
  }

  @Test func cutsAreSaid() throws {
    let run = try RunFixture.run(RunFixture.rights(60))
    let page = HTMLReport.render(
      run: run, options: ReportOptions(language: .en, listed: 3, detailLimit: 12, tableLimit: 25))
    let markup = MarkupChecker(page)
    #expect(markup.faults == [])
    #expect(markup.elements.count { $0.name == "details" && $0.attributes["class"] == "right" } == 12)
    #expect(markup.text.contains("Sheets are given for 12 of 60 rights"))
    #expect(markup.text.contains("winnow explain STORE NUMBER"))
    #expect(markup.text.contains("The list shows the first 25 of 60 rights"))
    // Every ranked right has its sheet, cut or not.
    let summary = SummaryView(run: run, options: ReportOptions(language: .en, listed: 3)).summary
    for ranked in summary.rankings.flatMap({ $0.top + $0.bottom }) {
      #expect(markup.elements.contains { $0.attributes["id"] == "right-\(run.table.rightIDs[ranked.row])" })
    }
  }

  @Test func emptyPortfolio() throws {
    let run = try RunFixture.run([])
    for language in Language.allCases {
      #expect(
        MarkupChecker(HTMLReport.render(run: run, options: ReportOptions(language: language))).faults == [])
      let text = SummaryText.render(run: run, options: ReportOptions(language: language), width: 80)
      #expect(text.contains("–"))
    }
  }

  @Test func headingsStepDownOneAtATime() throws {
    let markup = MarkupChecker(HTMLReport.render(run: try small(), options: ReportOptions(language: .en)))
    var level = 0
    for element in markup.elements where element.name.count == 2 && element.name.hasPrefix("h") {
      guard let next = Int(element.name.dropFirst()) else { continue }
      #expect(next <= level + 1, "h\(level) then h\(next)")
      level = next
    }
  }

  @Test func everyChartHasTitleDescriptionAndTable() throws {
    let markup = MarkupChecker(HTMLReport.render(run: try small(), options: ReportOptions(language: .en)))
    let charts = markup.elements.filter { $0.name == "svg" && $0.attributes["role"] == "img" }
    #expect(charts.count == 8)
    for chart in charts {
      let labels = (chart.attributes["aria-labelledby"] ?? "").split(separator: " ")
      #expect(labels.count == 2)
      let id = labels[0].dropLast(2)
      #expect(markup.elements.contains { $0.name == "table" && $0.attributes["id"] == "\(id)-table" })
    }
  }

  @Test func wordsOfTheHouse() throws {
    for language in Language.allCases {
      let page = HTMLReport.render(run: try small(), options: ReportOptions(language: language)).lowercased()
      for word in ["worthless", "毫无价值", "没有价值", "无价值"] { #expect(!page.contains(word)) }
    }
  }

  @Test func printMarginIsAString() {
    #expect(HTMLStyle.cssString("a\"b\\c}</style>") == "a\\22 b\\5c c\\7d \\3c \\2f style\\3e ")
    #expect(HTMLStyle.cssString("华辰") == "\\534e \\8fb0 ")
  }
}
