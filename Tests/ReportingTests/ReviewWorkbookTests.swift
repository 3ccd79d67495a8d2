import Foundation
import Grading
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing

@testable import Reporting

@Suite struct ReviewWorkbookTests {
  private func book(_ run: ReviewRun, _ options: ReportOptions) throws -> ReadWorkbook {
    let folder = try TemporaryFolder()
    let path = folder.file("report.xlsx")
    try XLSXWriter.write(ReviewWorkbook.make(run: run, options: options), to: path)
    return try ReadWorkbook(path: path)
  }

  /// The working list: its heads' row, and the rows below it.
  private func list(_ book: ReadWorkbook) throws -> (heads: [String], rows: [[String]]) {
    for sheet in book.sheets {
      guard let head = sheet.rows.firstIndex(where: { DecisionColumn.places(in: $0) != nil }) else {
        continue
      }
      return (sheet.rows[head], Array(sheet.rows[(head + 1)...]))
    }
    throw ListMissing()
  }

  private struct ListMissing: Error {}

  @Test(arguments: Language.allCases)
  func aSheetAPageAndTheListSecond(_ language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(30), problems: RunFixture.problems)
    let options = ReportOptions(language: language)
    let pages = ReportView(run: run, options: options).pages.filter { $0.id != "rights" }.map(\.title)
    let names = try book(run, options).sheets.map(\.name)
    #expect(names.count == pages.count + 1)
    #expect(names.filter { $0 != names[1] } == pages)
    #expect(names[1] == Wording(language: language, currency: .cny).text(WorkbookText.workingList))
  }

  @Test(arguments: Language.allCases)
  func theListHoldsEveryRightAndReadsBack(_ language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(120, seed: 5))
    let options = ReportOptions(language: language)
    let wording = Wording(run: run, options: options)
    let (heads, rows) = try list(try book(run, options))
    #expect(rows.count == 120)
    let places = try #require(DecisionColumn.places(in: heads))
    let number = try #require(places[.number])
    let grade = try #require(heads.firstIndex(of: wording.text(.grade)))
    let points = try #require(heads.firstIndex(of: wording.text(.points)))
    let term = try #require(heads.firstIndex(of: wording.text(.remainingYears)))
    var byNumber: [String: Int] = [:]
    for row in 0..<120 { byNumber[run.table.text("number", row)] = row }
    for line in rows {
      let row = try #require(byNumber[line[number]])
      if case .graded(let index) = run.grades.outcome(row) {
        #expect(line[grade] == run.gradingModel.grades[index].grade)
        let shown = try #require(Double(line[points]))
        #expect(abs(shown - Double(run.grades.points[row])) <= 0.00501)
      } else {
        #expect(line[points] == wording.dash)
      }
      // A value that is not known is its word, never 0.
      if run.table[.remainingTerm]?.number(row) == nil { #expect(Double(line[term]) == nil) }
      for column in [DecisionColumn.decision, .decidedBy, .decidedOn, .reason] {
        let place = try #require(places[column])
        #expect(place >= line.count || line[place] == "")
      }
    }
  }

  @Test func feesOfTheListAddUpToTheReport() throws {
    let run = try RunFixture.run(RunFixture.rights(200, seed: 8))
    let options = ReportOptions(language: .en)
    let (heads, rows) = try list(try book(run, options))
    let column = try #require(heads.firstIndex { $0.hasPrefix("Fees, 5 years") })
    let sum = rows.reduce(0.0) { $0 + (Double($1[column]) ?? 0) }
    let expected = ReviewSummary(run).feesByGrade.reduce(Int64(0)) { $0 + $1.amounts.prefix(5).reduce(0, +) }
    #expect(abs(sum - Double(expected) / 100) < 0.005)
  }

  @Test func decisionWordsReadBackInBothLanguagesAndAsCodes() {
    for word in DisposalAction.allCases {
      for cell in [word.rawValue, word.title.zh, word.title.en, " \(word.title.en.uppercased()) "] {
        #expect(DisposalAction(cell: cell) == word)
      }
    }
    #expect(DisposalAction(cell: "") == nil && DisposalAction(cell: "sell it all") == nil)
    let words = DisposalAction.allCases.flatMap { [$0.title.zh, $0.title.en] }
    #expect(Set(words).count == words.count)
    #expect(DecisionColumn.places(in: ["号码", "名称", "决定", "决定人", "决定日", "决定理由"])?[.decidedOn] == 4)
    #expect(DecisionColumn.places(in: ["号码", "名称"]) == nil)
  }

  @Test(arguments: [
    "=cmd|' /C calc'!A0", "<script>alert('x')</script>", "\u{202E}txt.exe\u{202C} שלום", "@SUM(1)", "+1",
    "-1",
    String(repeating: "长标题", count: 10_000),
  ])
  func hostileTitlesAreText(_ title: String) throws {
    var rights = RunFixture.rights(5)
    for name in ["title", "owner", "unit", "business-line"] { rights[1].texts[name] = title }
    let problem = Problem(.noFeeKnown, at: Place(file: title), value: title, zh: title, en: title)
    let run = try RunFixture.run(rights, name: title, problems: [problem])
    let read = try book(run, ReportOptions(language: .zh))
    let (heads, rows) = try list(read)
    let column = try #require(heads.firstIndex(of: "名称"))
    #expect(rows.contains { $0[column] == SheetText.cell(title) })
  }

  @Test func sameRunSameBytes() throws {
    let folder = try TemporaryFolder()
    let run = try RunFixture.run(RunFixture.rights(40))
    for name in ["a", "b"] {
      try XLSXWriter.write(
        ReviewWorkbook.make(run: run, options: ReportOptions(language: .zh)), to: folder.file(name))
    }
    #expect(
      FileManager.default.contents(atPath: folder.file("a"))
        == FileManager.default.contents(atPath: folder.file("b")))
  }

  @Test func emptyPortfolio() throws {
    let read = try book(try RunFixture.run([]), ReportOptions(language: .en))
    #expect(try list(read).rows.isEmpty)
  }

  // MARK: Choices

  /// Every form of report as one text.
  private func everything(_ run: ReviewRun, _ options: ReportOptions) throws -> String {
    let cells = try book(run, options).sheets.flatMap(\.rows).flatMap { $0 }.joined(separator: "\n")
    return HTMLReport.render(run: run, options: options) + cells + ReportData.json(run: run, options: options)
      + String(decoding: ReportData.csv(run: run, options: options), as: UTF8.self)
  }

  /// Amounts that stand nowhere else, one for each fact of money.
  private let moneyFacts: [FactID: Double] = [
    .nextFeeAmount: 7654, .licenceIncome: 86_420, .pledgeAmount: 31_313_131,
  ]

  @Test func everyFactOfMoneyIsMarked() {
    let marked = Set(FactCatalogue.all.filter(\.isMoney).map(\.id))
    #expect(marked == Set(moneyFacts.keys))
    // Who adds a fact in yuan has to mark it.
    for fact in FactCatalogue.all where fact.type == .decimal {
      let text = fact.title.zh + fact.meaning.zh
      if text.contains("单位为元") || text.contains("（元）") { #expect(fact.isMoney, "\(fact.id)") }
    }
  }

  private func marked() throws -> ReviewRun {
    var rights = RunFixture.rights(12)
    for index in rights.indices {
      rights[index].texts["title"] = "SecretTitle\(index)"
      rights[index].texts["title-translated"] = "SecretTitle\(index)"
      rights[index].texts["owner"] = "SecretOwner\(index % 3)"
      rights[index].texts["unit"] = "SecretUnit\(index % 2)"
      rights[index].texts["business-line"] = "SecretLine\(index % 2)"
      for fact in FactCatalogue.all where fact.isMoney {
        rights[index].numbers[fact.id] = moneyFacts[fact.id] ?? 7654
      }
      rights[index].numbers[.nextFeeDay] = Double((RunFixture.asOf + 30).number)
      rights[index].fees = Array(repeating: 7_654_00, count: 10)
    }
    let problem = Problem(
      .noFeeKnown, at: Place(file: "SecretOwner.csv"), value: "SecretTitle9", zh: "SecretUnit 9,753,100",
      en: "SecretUnit 9,753,100")
    return try RunFixture.run(rights, name: "SecretOwner Group", problems: [problem])
  }

  @Test(
    arguments: [[Redaction.titles], [.names], [.amounts], [.titles, .names, .amounts]], Language.allCases)
  func whatIsWithheldIsNowhere(_ redact: [Redaction], _ language: Language) throws {
    let run = try marked()
    var options = ReportOptions(language: language)
    let open = try everything(run, options)
    for word in [
      "SecretTitle", "SecretOwner", "SecretUnit", "7,654", "7654", "86,420", "31,313,131", "9,753,100",
    ] {
      #expect(open.contains(word), "\(word)")
    }
    options.redact = Set(redact)
    let text = try everything(run, options)
    let hidden: [Redaction: [String]] = [
      .titles: ["SecretTitle"], .names: ["SecretOwner", "SecretUnit", "SecretLine", "华辰"],
      .amounts: [
        "7,654", "7654", "38,270", "38270", "76,540", "76540", "86,420", "86420", "31,313,131", "31313131",
        "9,753,100",
      ],
    ]
    for choice in redact {
      for word in hidden[choice] ?? [] {
        #expect(!text.contains(word), "\(choice): \(word)")
      }
    }
    let wording = Wording(language: language, currency: .cny)
    #expect(text.contains(wording.text(.redactedNote, ["what": ""]).prefix(8)))
    #expect(MarkupChecker(HTMLReport.render(run: run, options: options)).faults == [])
  }

  @Test func withheldAmountsAreNotZero() throws {
    let run = try marked()
    var options = ReportOptions(language: .en)
    options.redact = [.amounts]
    let view = ReportView(run: run, options: options)
    #expect(!view.pages.contains { $0.id == "fees" })
    let text = SummaryView(run: run, options: options).nextSteps.joined()
    #expect(!text.contains("CNY 0"))
  }

  /// Facts of money that are withheld stand in no table, where their state would say that the rights have none.
  @Test(arguments: Language.allCases)
  func withheldFactsAreNotSaidToBeMissing(_ language: Language) throws {
    let run = try marked()
    let titles = Set(FactCatalogue.all.filter(\.isMoney).map { $0.title.text(language) })
    func named(_ options: ReportOptions) -> [Set<String>] {
      var coverage: Set<String> = []
      for section in ReportView(run: run, options: options).pages.flatMap(\.sections) {
        for case .table(let table) in section.blocks where table.id == "coverage-table" {
          coverage.formUnion(table.rows.map { $0[0].text })
        }
      }
      let lines = ReportBuilder(run: run, options: options).explainer.factLines(0)
      return [coverage.intersection(titles), Set(lines.map(\.title)).intersection(titles)]
    }
    var options = ReportOptions(language: language)
    #expect(named(options) == [titles, titles])
    options.redact = [.amounts]
    #expect(named(options).allSatisfy { $0.isEmpty })
    #expect(run.withheldFacts.isEmpty)
    // A list that asks for them says so.
    let withheld = run.redacted([.amounts], language)
    let wording = Wording(language: language, currency: .cny)
    let list = RightListView(
      run: withheld, rows: [0], columns: [.fact(.licenceIncome)], options: ReportOptions(language: language))
    #expect(list.cell(.fact(.licenceIncome), 0).text == wording.text(WorkbookText.redactedAmounts))
    #expect(list.json().contains("\"withheld\""))
  }

  @Test func unitsAddUpToTheWhole() throws {
    let run = try RunFixture.run(RunFixture.rights(150, seed: 12))
    let units = Set((0..<150).map { run.table.text("unit", $0) }).sorted()
    #expect(units.count > 3)
    let whole = ReviewSummary(run)
    var counts = [Int](repeating: 0, count: whole.byGrade.count)
    var fees = [Int64](repeating: 0, count: run.fees.yearCount)
    var total = 0
    var width = 0.0
    for unit in units {
      var options = ReportOptions(language: .en)
      options.unit = unit
      let builder = ReportBuilder(run: run, options: options)
      total += builder.summary.total
      for (index, grade) in builder.summary.byGrade.enumerated() { counts[index] += grade.count }
      for row in builder.summary.feesByGrade {
        for (year, sum) in row.amounts.enumerated() { fees[year] += sum }
      }
      width += builder.summary.unknownImpacts.reduce(0) { $0 + $1.width }
      // Every right of the list is the unit's, with the grade that it has in the whole portfolio.
      let (heads, rows) = try list(try book(run, options))
      let column = try #require(heads.firstIndex(of: "Unit"))
      #expect(rows.count == builder.summary.total)
      #expect(rows.allSatisfy { $0[column] == unit })
      #expect(builder.view().head.margin.contains(unit))
    }
    #expect(total == 150)
    #expect(counts == whole.byGrade.map(\.count))
    #expect(
      fees == (0..<run.fees.yearCount).map { year in whole.feesByGrade.reduce(0) { $0 + $1.amounts[year] } })
    #expect(abs(width - whole.unknownImpacts.reduce(0) { $0 + $1.width }) < 1e-6)
  }

  @Test func dataOfAReportIsJSON() throws {
    let run = try RunFixture.run(RunFixture.rights(20), problems: RunFixture.problems)
    let text = ReportData.json(run: run, options: ReportOptions(language: .en))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "winnow.report/1")
    let pages = try #require(object["pages"] as? [[String: Any]])
    #expect(
      pages.compactMap { $0["id"] as? String }
        == ReportView(run: run, options: ReportOptions(language: .en)).pages.map(\.id))
  }

  @Test(arguments: Language.allCases)
  func oneSlideAndOneRight(_ language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(20))
    var options = ReportOptions(language: language)
    options.page = .summary
    let slide = HTMLReport.render(run: run, options: options)
    #expect(MarkupChecker(slide).faults == [])
    #expect(slide.contains("size:A4 landscape") && slide.contains("<body class=\"slide\">"))
    #expect(!slide.contains("<nav"))
    options.page = .right(3)
    let one = MarkupChecker(HTMLReport.render(run: run, options: options))
    #expect(one.faults == [])
    let sheets = one.elements.filter { $0.name == "details" && $0.attributes["class"] == "right" }
    #expect(sheets.count == 1)
    #expect(sheets[0].attributes["open"] != nil)
    #expect(one.text.contains(run.table.text("number", 3)))
    #expect(!one.text.contains(run.table.text("number", 4)))
  }
}
