import Foundation
import Grading
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing

@testable import Reporting

@Suite struct FigureTests {
  let seed: UInt64 = 77

  @Test func partsAddUpToTheScoreShown() throws {
    let run = try RunFixture.run(RunFixture.rights(300, seed: seed))
    let explainer = RightExplainer(
      run: run, wording: Wording(run: run, options: ReportOptions(language: .en)))
    var graded = 0
    for row in 0..<run.table.count {
      let right = explainer.explain(row)
      guard let points = right.points else {
        #expect(right.parts.isEmpty && right.grade == nil, "seed \(seed), row \(row)")
        continue
      }
      graded += 1
      let sum = right.parts.reduce(0) { $0 + $1.hundredths }
      #expect(sum == Wording.hundredths(points), "seed \(seed), row \(row)")
      #expect(right.parts.reduce(0) { $0 + $1.share } == 10_000, "seed \(seed), row \(row)")
      // The last row of the sheet's table says the same, and the verdict its rounding.
      let parts = RightSheet(right, explainer.wording).tables[0].table
      let contribution = try #require(parts.columns.firstIndex { $0.title == "Contribution" })
      #expect(parts.total?[contribution].text == NumberText.scaledText(sum, 2), "seed \(seed), row \(row)")
      #expect(
        right.verdict.contains("\(explainer.wording.points(points)) points"), "seed \(seed), row \(row)")
    }
    #expect(graded > 100)
  }

  @Test func feesAddUp() throws {
    let run = try RunFixture.run(RunFixture.rights(300, seed: seed))
    let options = ReportOptions(language: .en)
    let view = ReportView(run: run, options: options)
    let tables = view.pages.flatMap(\.sections).flatMap(\.blocks).compactMap { block -> ReportTable? in
      if case .table(let table) = block { return table }
      return nil
    }
    func number(_ cell: ReportTable.Cell) -> Int {
      Int(cell.text.filter { $0.isNumber || $0 == "-" }) ?? 0
    }
    let fees = try #require(tables.first { $0.id == "fees-table" })
    let total = try #require(fees.total)
    for column in 1..<fees.columns.count {
      #expect(fees.rows.reduce(0) { $0 + number($1[column]) } == number(total[column]))
    }
    // The grand total is the sum of all fees of all rights, which are whole yuan here.
    #expect(number(total[fees.columns.count - 1]) == Int(run.fees.amounts.reduce(0, +)) / 100)
    // The list's column of five years adds up to the head's figure.
    let list = try #require(tables.first { $0.id == "rights-table" })
    let column = try #require(RightListColumn.standard.firstIndex(of: .fees))
    let five = list.rows.reduce(0) { $0 + number($1[column]) }
    #expect(five == (1...5).reduce(0) { $0 + number(total[$1]) })
    // A sheet's total is the sum of its years.
    let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
    for row in 0..<50 {
      let right = explainer.explain(row)
      guard
        let sheet = RightSheet(right, explainer.wording).tables.first(where: {
          $0.table.id.hasPrefix("fees-")
        }),
        !right.fees.isEmpty
      else { continue }
      let cells = sheet.table.rows[0]
      #expect(cells.prefix(right.fees.count).reduce(0) { $0 + number($1) } == number(cells[right.fees.count]))
    }
  }

  @Test func missingIsNeverZero() throws {
    var right = RunFixture.Right()
    right.texts["number"] = "CN1"
    right.words = [.rightKind: "invention"]
    right.states = [.claims: .notApplicable, .forwardCitations: .notYetObservable]
    let run = try RunFixture.run([right])
    let options = ReportOptions(language: .en)
    let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
    let facts = explainer.explain(0).facts
    #expect(facts.first { $0.id == .claims }?.text == "not applicable")
    #expect(facts.first { $0.id == .forwardCitations }?.text == "not yet observable")
    #expect(facts.filter { $0.state == .unknown }.allSatisfy { $0.text == "unknown" })
    let list = RightListView(run: run, rows: [0], options: options)
    #expect(list.cell(.fact(.remainingTerm), 0).text == "unknown")
    #expect(list.cell(.fees, 0).text == "no fee")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(list.json().utf8)) as? [String: Any])
    let first = try #require((json["rights"] as? [[String: Any]])?.first)
    #expect(first["remaining-term"] is NSNull)
    #expect((first["states"] as? [String: String])?["remaining-term"] == "unknown")
    #expect(first["fees"] is NSNull)
  }

  @Test func gateShowsItsReason() throws {
    var right = RunFixture.rights(1)[0]
    right.words[.legalStatus] = "expired"
    right.words[.legalLife] = "ended"
    let run = try RunFixture.run([right])
    let wording = Wording(run: run, options: ReportOptions(language: .zh))
    let explained = RightExplainer(run: run, wording: wording).explain(0)
    #expect(explained.gate == "expired")
    #expect(explained.verdict == "门槛“已届满”：法定期限已届满，不参加分级")
    #expect(explained.points == nil)
  }

  @Test func reasonsAreFilledIn() throws {
    let run = try RunFixture.run(RunFixture.rights(200, seed: seed))
    for language in Language.allCases {
      let explainer = RightExplainer(
        run: run, wording: Wording(run: run, options: ReportOptions(language: language)))
      for row in 0..<200 {
        for part in explainer.explain(row).parts { #expect(!part.reason.contains("{"), "\(part.reason)") }
      }
    }
  }

  @Test func fieldNamesComeFromTheCaller() throws {
    var right = RunFixture.rights(1)[0]
    right.words[.technologyField] = "13"
    let run = try RunFixture.run([right])
    let named = ReportOptions(
      language: .en, fieldNames: ["13": BilingualText(zh: "医疗技术", en: "Medical technology")])
    for (options, text) in [(ReportOptions(language: .en), "field 13"), (named, "Medical technology")] {
      let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
      #expect(explainer.explain(0).facts.first { $0.id == .technologyField }?.text == text)
    }
  }

  @Test func listSortsMissingLast() throws {
    let run = try RunFixture.run(RunFixture.rights(80, seed: seed))
    let options = ReportOptions(language: .zh)
    for column in RightListColumn.standard {
      for descending in [false, true] {
        let rows = RightListView.sorted(
          Array(0..<80), of: run, by: column, descending: descending, options: options)
        #expect(rows.sorted() == Array(0..<80))
      }
    }
    let byTerm = RightListView.sorted(
      Array(0..<80), of: run, by: .fact(.remainingTerm), descending: true, options: options)
    let values = byTerm.map { run.table[.remainingTerm]?.number($0) }
    let known = values.prefix { $0 != nil }.compactMap { $0 }
    #expect(known == known.sorted(by: >))
    #expect(values.dropFirst(known.count).allSatisfy { $0 == nil })
  }

  @Test func columnNamesReadBack() {
    for column in RightListColumn.standard + RightListColumn.terminal + [.fact(.claims), .text("family")] {
      #expect(RightListColumn(name: column.name) == column)
    }
    #expect(RightListColumn(name: "no-such-column") == nil)
  }

  @Test func csvIsSafeAndGolden() throws {
    var rights = RunFixture.rights(9)
    rights[2].texts["title"] = "=cmd|' /C calc'!A0"
    rights[3].texts["owner"] = "@SUM(1)\t\"a\",\nb"
    let run = try RunFixture.run(rights, years: 6)
    let list = RightListView(run: run, rows: Array(0..<9), options: ReportOptions(language: .zh))
    let text = String(decoding: list.csv(), as: UTF8.self)
    #expect(text.hasPrefix("\u{FEFF}"))
    #expect(text.contains("'=cmd|"))
    #expect(text.contains("\"'@SUM(1)"))
    #expect(Snapshot.difference(text, golden: "list.zh.csv") == nil)
  }

  /// A figure that is no exact one is a number all the same, with its sign beside it, in the file as in what is copied.
  @Test func signsStandBesideNumbers() throws {
    var rights = RunFixture.rights(3)
    for index in rights.indices {
      rights[index].fees = [7_654_00]
      rights[index].isEstimate = index == 1
      rights[index].texts["title"] = "T"
      rights[index].texts["owner"] = "O"
    }
    let run = try RunFixture.run(rights)
    let list = RightListView(run: run, rows: [0, 1], options: ReportOptions(language: .en))
    let lines = String(decoding: list.csv(), as: UTF8.self).split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    // The head of the fees has a comma in it and is quoted.
    #expect(String(decoding: list.csv(), as: UTF8.self).contains("(CNY) ≥≈\""))
    #expect(lines[1].suffix(3).prefix(2) == ["7654.00", ""], "\(lines[1])")
    #expect(lines[2].suffix(3).prefix(2) == ["7654.00", "≈"], "\(lines[2])")
    // Sorting and copying know both signs.
    #expect(HTMLScript.text.contains("function sign(t){var m=/^([\\u2248\\u2265<>])"))
    #expect(HTMLScript.text.contains("t.replace(/[\\u2248\\u2265,%<>#]/g,'')"))
  }

  /// Shares are kept in single precision; what a cell holds is the share without its noise.
  @Test func theCoverageOfACellIsRounded() throws {
    let run = try RunFixture.run(RunFixture.rights(40))
    let list = RightListView(run: run, rows: Array(0..<40), options: ReportOptions(language: .en))
    var shares = 0
    for row in 0..<40 {
      guard case .percent(let share)? = list.cell(.coverage, row).value else { continue }
      shares += 1
      #expect(abs(share * 1e6 - (share * 1e6).rounded()) < 1e-6, "\(share)")
    }
    #expect(shares > 0)
  }

  @Test func jsonIsJSONAndGolden() throws {
    let run = try RunFixture.run(RunFixture.rights(9), years: 6, problems: RunFixture.problems)
    let options = ReportOptions(language: .en)
    let summary = SummaryView(run: run, options: options).json()
    let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
    let explanation = explainer.json(5, options: options)
    let list = RightListView(run: run, rows: [0, 1], options: options).json()
    for (text, schema) in [
      (summary, "winnow.summary/1"), (explanation, "winnow.explanation/1"), (list, "winnow.rights/1"),
    ] {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(object["schema"] as? String == schema)
      #expect(text.hasPrefix("{\n  \"schema\": "))
    }
    #expect(Snapshot.difference(summary, golden: "summary.en.json") == nil)
    #expect(Snapshot.difference(explanation, golden: "explanation.en.json") == nil)
  }

  @Test func jsonEscapes() throws {
    let text = "\u{0}\u{1B}\"\\\n\t专利\u{2028}\u{7F}"
    let json = JSONValue.object(["a": .string(text)]).text
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String])
    #expect(object["a"] == text)
    #expect(!json.utf8.contains { $0 < 0x20 && $0 != 0x0A })
  }

  /// However great, a number is a number.
  @Test(arguments: [
    (12.345, 2, "12.35"), (-0.5, 4, "-0.5000"), (9e13, 2, "90000000000000"), (-4.5e14, 4, "-450000000000000"),
    (2e15, 0, "2000000000000000"), (1e20, 2, "1e+20"), (Double.nan, 2, "null"),
    (-Double.infinity, 2, "null"),
  ])
  func numbersOfJSON(value: Double, decimals: Int, text: String) {
    #expect(JSONValue.number(value, decimals).text == text + "\n")
  }

  @Test func otherFormsOfTheViews() throws {
    let run = try RunFixture.run(RunFixture.rights(12), problems: RunFixture.problems)
    let options = ReportOptions(language: .zh)
    let summary = String(decoding: SummaryView(run: run, options: options).csv(), as: UTF8.self)
    #expect(summary.contains("权利,total,合计,,12\r\n"))
    let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
    let row = try #require((0..<12).first { run.grades.codes[$0] >= 0 })
    let csv = String(decoding: explainer.csv(row), as: UTF8.self)
    #expect(csv.contains("得分构成,citations,"))
    #expect(csv.split(separator: "\r\n").allSatisfy { $0.filter { $0 == "," }.count >= 7 })
  }

  @Test func limitsNameWhatTheModelDoesNotLookAt() throws {
    let run = try RunFixture.run(RunFixture.rights(5))
    let view = ReportView(run: run, options: ReportOptions(language: .en))
    let limits = view.pages.flatMap(\.sections).first { $0.id == "limits" }?.blocks.first
    guard case .list(let sentences)? = limits else {
      Issue.record("no list of limits")
      return
    }
    let unused = try #require(sentences.first { $0.hasPrefix("The model does not look at") })
    #expect(unused.contains("Product use") && unused.contains("Licences out"))
    // Technology field and filing year form cohorts; the gates look at the life.
    for looked in ["Technology field", "Filing year", "Life,", "Kind of right"] {
      #expect(!unused.contains(looked))
    }
  }

  @Test func amountsThatAreNotWholeShowTheirCents() throws {
    var rights = RunFixture.rights(3)
    rights[0].fees = [90_050, 0, 0, 0, 0, 0]
    let run = try RunFixture.run(rights, years: 6)
    let list = RightListView(run: run, rows: [0], options: ReportOptions(language: .en))
    #expect(list.cell(.fees, 0).text == "900.50")
  }
}
