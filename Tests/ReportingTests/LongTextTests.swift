import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing

@testable import Reporting

/// A name of thousands of characters stays one name: it widens no table and is there whole where somebody asks for it.
@Suite struct LongTextTests {
  private static let long = String(repeating: "一种阀门Valve ", count: 400)

  private func run() throws -> ReviewRun {
    var rights = RunFixture.rights(6)
    for key in ["title", "owner", "unit", "number"] { rights[1].texts[key] = LongTextTests.long + key }
    rights[1].texts["number"] = String(repeating: "9", count: 4_000)
    return try RunFixture.run(rights)
  }

  /// The contents of all table cells of a page, without markup.
  private func cells(_ page: String) -> [Substring] {
    page.split(separator: "<td").dropFirst().compactMap { part in
      guard let begin = part.firstIndex(of: ">"), let end = part.range(of: "</td>") else { return nil }
      return part[part.index(after: begin)..<end.lowerBound]
    }
  }

  private func shown(_ cell: Substring) -> String {
    cell.split(separator: "<", omittingEmptySubsequences: false).map { part in
      part.firstIndex(of: ">").map { String(part[part.index(after: $0)...]) } ?? String(part)
    }.joined()
  }

  @Test(arguments: Language.allCases)
  func aLongNameIsCutOnThePageAndWholeBehindIt(language: Language) throws {
    let page = HTMLReport.render(run: try run(), options: ReportOptions(language: language))
    let sheets = try #require(page.range(of: "<section id=\"sheets\">"))
    for cell in cells(String(page[..<sheets.lowerBound])) {
      #expect(shown(cell).count <= 600, "\(shown(cell).prefix(60))")
    }
    #expect(page.contains("title=\"" + String(repeating: "9", count: 4_000) + "\""))
    #expect(MarkupChecker(page).faults == [])
    // The script copies and filters by the whole text.
    #expect(page.contains("cut.title"))
    // The right's own sheet holds it whole.
    #expect(page[sheets.upperBound...].contains(LongTextTests.long + "owner"))
  }

  @Test func aShortTextIsNotTouched() throws {
    let page = HTMLReport.render(
      run: try RunFixture.run(RunFixture.rights(6)), options: ReportOptions(language: .en))
    #expect(!page.contains("class=\"cut\" title"))
  }

  @Test(arguments: [nil, 80, 120, 200])
  func aLongCellWidensNoLine(width: Int?) {
    let table = TerminalTable(
      [.init("number"), .init("title", least: 12), .init("fees", isNumber: true)],
      [
        ["A-1", "short", "1"],
        [String(repeating: "9", count: 4_000), LongTextTests.long, "1,234"],
      ])
    let lines = table.render(width: width).split(separator: "\n")
    let most = width ?? 2 * TerminalTable.widestCell + 20
    for line in lines { #expect(DisplayWidth.of(String(line)) <= most, "\(DisplayWidth.of(String(line)))") }
    #expect(lines.contains { $0.contains("1,234") }, "a figure is cut")
  }

  /// Lists of ten columns and more with sentences in them lie on their side in print, and an empty page of sheets is none.
  @Test func wideListsLieOnTheirSide() throws {
    let sheet = HTMLStyle.sheet
    let print = try #require(sheet.range(of: "@media print{"))
    let rules = sheet[print.upperBound...]
    // Figures in many columns too: a table wider than the page makes a browser shrink the whole document.
    #expect(
      rules.contains(
        "section:has(>.wrap>table.sort.full),section:has(>.wrap>:is(#plan-ledger-table,#gate-closed-table)),\n"
          + "body:not(.one) #rights{page:wide}body:not(.one) #sheets{page:sheet}"))
    #expect(
      rules.contains(
        ":is(#fees-table,#plan-ledger-table,#gate-closed-table,table.full:not(:has(td.l))){font-size:7pt}"))
    // The heading of a page lies with its first section, not alone at the foot of the sheet before.
    #expect(
      rules.contains("h2:has(+section>.wrap>table.sort.full)") && rules.contains("h2:has(+.stick){page:wide}")
    )
    #expect(rules.contains("#sheets:not(:has(details.right[open])){display:none}"))
    #expect(HTMLStyle.printPage("m", .whole).contains("@page wide{size:A4 landscape"))
    // Those lists bear the classes that the rules name.
    let page = HTMLReport.render(
      run: try RunFixture.run(RunFixture.rights(40)), options: ReportOptions(language: .en))
    let lists = MarkupChecker(page).elements.filter {
      $0.name == "table" && $0.attributes["id"] == "rights-table"
    }
    #expect(lists.contains { $0.attributes["class"]?.hasPrefix("sort full") == true })
    let fees = MarkupChecker(page).elements.filter {
      $0.name == "table" && $0.attributes["id"] == "fees-table"
    }
    #expect(fees.contains { $0.attributes["class"]?.hasPrefix("sort full") == true })
    #expect(page.contains("<section id=\"sheets\">"))
  }

  /// What is pressed is not printed, in reports as in packets.
  @Test func noButtonIsPrinted() throws {
    let sheet = HTMLStyle.sheet
    let print = try #require(sheet.range(of: "@media print{"))
    let rules = sheet[print.upperBound...]
    let hidden = try #require(rules.range(of: "{display:none}"))
    let names = rules[..<hidden.lowerBound].split(separator: "}").last ?? ""
    for name in ["nav", ".controls", ".skip", ".back", "button.copy"] {
      #expect(
        names.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.contains(name))
    }
    // Every button of the page is one of those, or the head of a column, which is its text.
    let page = HTMLReport.render(
      run: try RunFixture.run(RunFixture.rights(400)), options: ReportOptions(language: .en))
    for element in MarkupChecker(page).elements where element.name == "button" {
      let style = element.attributes["class"] ?? ""
      let isInControls = style == "all" || style.isEmpty
      #expect(style.hasPrefix("copy") || isInControls, "\(style)")
    }
  }
}
