import Foundation
import PolicyModels
import PortfolioCore
import PortfolioReview
import Testing

@testable import Reporting

/// A report as plain text, the exact money behind charts, and tables on a telephone.
@Suite struct PagesTextTests {
  private func small() throws -> ReviewRun {
    try RunFixture.run(RunFixture.rights(40), years: 6, problems: RunFixture.problems)
  }

  // MARK: Text

  @Test(arguments: Language.allCases)
  func everyPageAndSectionIsThere(_ language: Language) throws {
    let run = try small()
    let options = ReportOptions(language: language)
    let text = ReportPagesText.render(run: run, options: options)
    for page in ReportView(run: run, options: options).pages {
      #expect(text.contains("\n\n\(page.title)\n="), "\(page.id)")
      for section in page.sections { #expect(text.contains("\n\(section.title)"), "\(section.id)") }
    }
    // Every right of the list, and the figures of cards and charts.
    for row in 0..<run.table.count { #expect(text.contains(run.table.text("number", row))) }
    #expect(text.contains(language == .zh ? "winnow explain 数据库 编号" : "winnow explain STORE NUMBER"))
    #expect(!text.contains("\u{1B}"))
  }

  /// Lists that the web page cuts are whole.
  @Test func listsAreNotCut() throws {
    let run = try small()
    var options = ReportOptions(language: .en)
    options.tableLimit = 3
    let text = ReportPagesText.render(run: run, options: options)
    #expect(!text.contains("The list shows the first 3"))
  }

  @Test func theSlideAndOneRightAreWhatWasAskedFor() throws {
    let run = try small()
    var options = ReportOptions(language: .en)
    options.page = .summary
    let view = ReportView(run: run, options: options)
    let slide = ReportPagesText.render(run: run, options: options)
    #expect(slide.contains(try #require(view.pages.first).title))
    #expect(!slide.contains(run.modelFiles[0].sha256))
    options.page = .right(2)
    let right = ReportPagesText.render(run: run, options: options)
    #expect(right.contains(run.table.text("number", 2)) && !right.contains("winnow explain STORE NUMBER"))
    #expect(right.contains(Wording(run: run, options: options).text(.factsHead)))
  }

  @Test func hostileTextsCannotSteerATerminal() throws {
    var rights = RunFixture.rights(3)
    rights[0].texts["title"] = "a\u{1B}[31mb\u{202E}c"
    let run = try RunFixture.run(rights, name: "p\u{1B}[2Jq")
    let text = ReportPagesText.render(run: run, options: ReportOptions(language: .en))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  // MARK: Money behind charts

  /// The picture is rounded to 10,000; the table behind it has every cent, and its total is their sum.
  @Test(arguments: Language.allCases)
  func theTableBehindFeesIsAddedUpAgain(_ language: Language) throws {
    let run = try small()
    let builder = ReportBuilder(run: run, options: ReportOptions(language: language))
    let table = builder.feesChart.table
    #expect(table.rows.count == run.fees.yearCount)
    var all: Int64 = 0
    for row in table.rows {
      let amounts = row.dropFirst().map { cell -> Int64? in
        guard case .money(let money)? = cell.value, money.currency == run.currency else { return nil }
        return money.minorUnits
      }
      let known = amounts.compactMap { $0 }
      #expect(known.count == row.count - 1, "not typed: \(row.map(\.text))")
      #expect(known.dropLast().reduce(0, +) == known.last)
      all += known.last ?? 0
    }
    #expect(all == run.fees.amounts.reduce(0, +))
    #expect(table.columns.last?.title.contains(builder.wording.moneyUnit) == true)
  }

  @Test(arguments: [Int64(1), 99, 12_345_678, 999_999_999_999])
  func anAxisGivesTheAmountBack(_ minorUnits: Int64) {
    let money = ChartMoney(.cny, minorPerUnit: 1_000_000, unit: "元")
    #expect(money.amount(Double(minorUnits) / 1_000_000)?.minorUnits == minorUnits)
    #expect(money.amount(.infinity) == nil && money.amount(.nan) == nil)
  }

  /// What is not known makes a sum a lower bound.
  @Test func anUnknownLayerMakesTheSumALowerBound() {
    let money = ChartMoney(.cny, minorPerUnit: 1_000_000, unit: "CNY")
    let measure = ChartMeasure("Fees", unit: "10,000 CNY", money: money)
    let chart = Chart(
      "c", .en, title: "c", reading: "c",
      .stack(
        StackChart(
          category: "Year", names: ["2027"], measure: measure,
          series: [ChartSeries("A", .grade(0), [1.25]), ChartSeries("B", .grade(1), [nil])])))
    let total = chart.table.rows[0].last
    #expect(total?.text == "12,500.00 + ?")
    #expect(total?.value == .atLeast(Money(minorUnits: 1_250_000, currency: .cny)))
  }

  @Test func aYearIsANumberWithoutSeparators() throws {
    let wording = Wording(language: .en, currency: .cny)
    let cell = wording.yearCell(2043)
    #expect(cell.text == "2043" && cell.value == .ordinal(2043))
    #expect(XLSXFormats.number(.ordinal(2043), .text) == "0")
  }

  // MARK: Telephones

  /// Short tables with sentences give way on a narrow screen: each cell has its head beside it. Lists and figures scroll.
  @Test func shortTablesStack() throws {
    func table(_ columns: Int, rows: Int, isLong: Bool = true) -> ReportTable {
      let heads = (0..<columns).map { place in
        ReportTable.Column("c\(place)", isLong && place == 0 ? .long : .text)
      }
      let row = (0..<columns).map { place in ReportTable.Cell("\(place)") }
      return ReportTable("t", "t", heads, Array(repeating: row, count: rows))
    }
    #expect(HTMLReport.stacks(table(5, rows: 8)))
    #expect(!HTMLReport.stacks(table(3, rows: 8)) && !HTMLReport.stacks(table(9, rows: 8)))
    #expect(!HTMLReport.stacks(table(5, rows: 31)) && !HTMLReport.stacks(table(5, rows: 8, isLong: false)))
    let page = HTMLReport.render(run: try small(), options: ReportOptions(language: .en))
    let markup = MarkupChecker(page)
    #expect(markup.faults == [])
    #expect(
      markup.elements.contains {
        $0.name == "table" && $0.attributes["class"]?.hasSuffix(" stack") == true
      })
    #expect(markup.elements.contains { $0.name == "td" && $0.attributes["data-h"]?.isEmpty == false })
    // The list of rights has no labels in its cells: it has too many of them.
    let list = try #require(page.range(of: "id=\"rights-table\""))
    #expect(!page[list.upperBound...].prefix(4_000).contains("data-h="))
  }
}
