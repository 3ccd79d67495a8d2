import Foundation
import PortfolioCore
import PortfolioReview
import Testing

@testable import Reporting

/// What a page owes to those who read by ear, by keyboard, or with weak eyes (WCAG 2.2 AA, as far as it can be
/// seen in the page's own text).
@Suite struct AccessibilityTests {
  private func page(_ language: Language, rights: Int = 400) throws -> String {
    HTMLReport.render(
      run: try RunFixture.run(RunFixture.rights(rights), problems: RunFixture.problems),
      options: ReportOptions(language: language))
  }

  @Test(arguments: Language.allCases)
  func everyFieldHasALabelAndEveryTableAName(_ language: Language) throws {
    let text = try page(language)
    let markup = MarkupChecker(text)
    #expect(markup.faults == [])
    for name in ["<input", "<select"] {
      var rest = text[...]
      while let found = rest.range(of: name) {
        let before = text[..<found.lowerBound]
        let label = before.range(of: "<label", options: .backwards)?.lowerBound
        let end = before.range(of: "</label>", options: .backwards)?.lowerBound
        let isInside = label.map { begin in end.map { begin > $0 } ?? true } ?? false
        // The script makes fields too, each within a label.
        if !text[found.lowerBound...].hasPrefix("<input type=\\\"checkbox") { #expect(isInside) }
        rest = rest[found.upperBound...]
      }
    }
    for table in markup.elements where table.name == "table" {
      #expect(table.attributes["aria-label"]?.isEmpty == false)
    }
    for head in markup.elements where head.name == "th" { #expect(head.attributes["scope"] == "col") }
    for picture in markup.elements where picture.name == "svg" {
      #expect(
        picture.attributes["aria-hidden"] == "true"
          || picture.attributes["role"] == "img" && picture.attributes["aria-labelledby"] != nil)
    }
  }

  @Test(arguments: Language.allCases)
  func landmarksAndLanguage(_ language: Language) throws {
    let markup = MarkupChecker(try page(language, rights: 20))
    #expect(markup.elements.count { $0.name == "main" } == 1)
    #expect(markup.elements.count { $0.name == "h1" } == 1)
    #expect(markup.elements.first { $0.name == "nav" }?.attributes["aria-label"]?.isEmpty == false)
    #expect(
      markup.elements.first { $0.name == "html" }?.attributes["lang"] == (language == .zh ? "zh-CN" : "en"))
    // The first thing that a keyboard reaches leads past the contents.
    let first = markup.elements.first { $0.name == "a" }
    #expect(first?.attributes["class"] == "skip" && first?.attributes["href"] == "#main")
    // Nothing takes the focus out of the order of the page.
    #expect(!markup.elements.contains { $0.attributes["tabindex"] != nil })
  }

  /// Text on its ground, light and dark; 4.5 : 1 is what WCAG 2.2 (1.4.3) asks.
  @Test(arguments: [false, true])
  func textCanBeRead(isDark: Bool) throws {
    let sheet = HTMLStyle.sheet
    let light = try #require(sheet.range(of: ":root{"))
    let dark = try #require(sheet.range(of: "(prefers-color-scheme:dark){:root{"))
    var colours = Contrast.variables(String(sheet[light.upperBound..<dark.lowerBound]))
    if isDark {
      let end = try #require(sheet[dark.upperBound...].range(of: "}"))
      colours.merge(Contrast.variables(String(sheet[dark.upperBound..<end.lowerBound]))) { _, new in new }
    }
    let pairs = [
      ("fg", "bg"), ("muted", "bg"), ("link", "bg"), ("fg", "stripe"), ("muted", "stripe"),
      ("link", "stripe"),
      ("fg", "card"), ("muted", "card"), ("link", "card"), ("fg", "side"), ("muted", "side"), ("fg", "mark"),
      ("muted", "mark"),
      ("link", "mark"), ("headfg", "head"), ("headmuted", "head"),
    ]
    for (text, ground) in pairs {
      let ratio = Contrast.ratio(try #require(colours[text]), try #require(colours[ground]))
      #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
    }
    // The letters of grades stand on fixed colours, or on those of their series.
    for (index, ground) in ["#0868ac", "s1", "s2", "#b84a00", "#00684c", "#7d3a76", "#5f6770"].enumerated() {
      let back = try #require(colours[ground] ?? Contrast.colour(ground))
      let text = try #require(Contrast.colour([1, 2].contains(index) ? "#000" : "#fff"))
      #expect(Contrast.ratio(back, text) >= 4.5, "grade \(index): \(Contrast.ratio(back, text))")
      let rule = ".g\(index){background:" + (ground.hasPrefix("#") ? ground : "var(--\(ground))")
      #expect(sheet.contains(rule + ";color:" + ([1, 2].contains(index) ? "#000" : "#fff")))
    }
  }

  /// Rows and sheets beyond the first stand in the page as text: a browser without scripts shows them all.
  @Test func everythingIsThereWithoutScripts() throws {
    let run = try RunFixture.run(RunFixture.rights(700))
    let markup = MarkupChecker(HTMLReport.render(run: run, options: ReportOptions(language: .en)))
    #expect(markup.faults == [])
    let rows = markup.elements.count { $0.name == "noscript" && $0.attributes["data-rows"] == "rights-table" }
    #expect(rows == 1)
    let sheets = markup.elements.filter { $0.name == "details" && $0.attributes["class"] == "right" }
    #expect(sheets.count == 700)
    let ids = markup.elements.filter { $0.name == "noscript" }.flatMap {
      ($0.attributes["data-ids"] ?? "").split(separator: " ").map(String.init)
    }
    #expect(Set(ids).count == 700 - HTMLScript.sheetsAtOnce)
    #expect(Set(ids).isSubset(of: Set(sheets.compactMap { $0.attributes["id"] })))
    for row in 0..<700 { #expect(markup.text.contains(run.table.text("number", row))) }
    // What only scripts can use is hidden until a script shows it.
    #expect(
      markup.elements.filter { $0.attributes["class"] == "controls" }.allSatisfy {
        $0.attributes["hidden"] != nil
      })
  }
}
