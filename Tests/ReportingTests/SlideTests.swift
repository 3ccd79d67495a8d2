import Foundation
import PortfolioCore
import PortfolioReview
import Testing

@testable import Reporting

/// The one page for a meeting, and what stands around a report.
@Suite struct SlideTests {
  /// What goes on, in number and in length, is limited, so that it fits one sheet.
  @Test(arguments: Language.allCases)
  func theSlideAnswersAndIsLimited(_ language: Language) throws {
    var rights = RunFixture.rights(60, seed: 4)
    for index in rights.indices {
      rights[index].texts["number"] = String(repeating: "9", count: 40) + "\(index)"
      rights[index].numbers[.nextFeeDay] = Double((RunFixture.asOf + index % 9).number)
    }
    let run = try RunFixture.run(rights, problems: RunFixture.problems)
    var options = ReportOptions(language: language)
    options.page = .summary
    let page = try #require(ReportView(run: run, options: options).pages.first)
    let ids = page.sections.map(\.id)
    for id in ["to-decide", "slide-risk", "slide-week", "next", "pictures"] {
      #expect(ids.contains(id), "\(ids)")
    }
    for section in page.sections {
      for block in section.blocks {
        switch block {
        case .list(let items):
          #expect(items.count <= 4)
          for item in items { #expect(DisplayWidth.of(item) <= 140, "\(item)") }
        case .cards(let cards): #expect(cards.count <= 6)
        case .table: Issue.record("a table on the slide")
        default: break
        }
      }
    }
    let week = try #require(page.sections.first { $0.id == "slide-week" })
    guard case .list(let items)? = week.blocks.first else {
      Issue.record("no list")
      return
    }
    #expect(items.contains { $0.contains((RunFixture.asOf + 7).iso) }, "\(items)")
  }

  /// Late annuities are named by the day on which they are lost, not by the row.
  @Test func theFirstToBeLostIsNamedFirst() throws {
    var rights = RunFixture.rights(20, seed: 4)
    for (index, days) in [(2, 100), (7, 10)] {
      rights[index].words[.legalStatus] = LegalStatus.annuityLate.rawValue
      rights[index].numbers[.graceEnd] = Double((RunFixture.asOf + days).number)
    }
    let builder = ReportBuilder(run: try RunFixture.run(rights), options: ReportOptions(language: .en))
    let late = try #require(builder.risks.first)
    #expect(late.what.hasPrefix("Annuity late"))
    #expect(Array(late.rows.prefix(2)) == [7, 2], "\(late.rows)")
  }

  /// The name of the first year is long, and that of the second stands beside it all the same.
  @Test func noYearIsPushedOut() {
    let names = ["rest of 2026"] + (2027...2035).map { "\($0)" }
    let chart = Chart(
      "fees", .en, title: "Fees", reading: "Fees by year",
      .stack(
        StackChart(
          category: "Year", names: names, measure: ChartMeasure("Fees", unit: "CNY", decimals: 0),
          series: [ChartSeries("A", sign: "A", .grade(0), names.map { _ in 5 })])))
    let svg = ChartDrawing.svg(chart)
    for year in 2026...2035 { #expect(svg.contains(">\(year)</text>"), "\(year)") }
    #expect(svg.contains(">rest of</text>"))
  }

  /// The contents fold, and are open where no script folds them.
  @Test func theContentsFold() throws {
    let run = try RunFixture.run(RunFixture.rights(5))
    let page = HTMLReport.render(run: run, options: ReportOptions(language: .zh))
    #expect(page.contains("<nav aria-label=\"") && page.contains("\"><details open><summary>"))
    #expect(MarkupChecker(page).faults == [])
    // What most cells are needs no class.
    #expect(!page.contains("<td class=\"x\""))
  }

  /// On a telephone the parts of the slide stand below each other, and its name is there for those who listen.
  @Test func theSlideFitsATelephone() throws {
    let sheet = HTMLStyle.sheet
    func rule(_ selector: String) throws -> String {
      let start = try #require(sheet.range(of: selector + "{")?.upperBound)
      return String(sheet[start...].prefix { $0 != "}" })
    }
    let hidden = try rule("body.slide h2")
    #expect(
      hidden.contains("position:absolute") && !hidden.contains("display") && !hidden.contains("visibility"))
    let narrow = try #require(sheet.range(of: "@media screen and (max-width:48rem){body.slide .page"))
    for wide in ["body.slide .page{display:grid", "body.slide .cards{grid-template-columns:repeat(6"] {
      // Of rules of one weight the later counts.
      let usual = try #require(sheet.range(of: wide))
      #expect(usual.lowerBound < narrow.lowerBound, "\(wide)")
    }
    let rules = sheet[narrow.lowerBound...].prefix(420)
    #expect(rules.contains("body.slide .charts{grid-template-columns:minmax(0,1fr)}"))
    #expect(rules.contains("body.slide .cards{grid-template-columns:repeat(2,"))
  }
}
