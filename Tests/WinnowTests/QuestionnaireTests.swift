import Foundation
import TestSupport
import Testing
import Winnow

@Suite struct QuestionnaireTests {
  private static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  private func workspace() throws -> Workspace {
    let workspace = try Workspace.open(at: ":memory:")
    try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/first-look").path, observedOn: QuestionnaireTests.asOf)
    return workspace
  }

  private func form(_ workspace: Workspace, _ language: Language, assessor: String = "评审一") throws
    -> QuestionForm
  {
    let run = try workspace.preview(asOf: QuestionnaireTests.asOf, model: "central-enterprise")
    return try workspace.questionForm(of: run, assessor: assessor, language: language)
  }

  /// The form as it comes back: some cells of the table and some fields written over.
  /// - Parameter answer: the cell for a line and a question, nil to leave it as it is.
  private func filled(
    _ form: QuestionForm, day: SheetCell = .day(QuestionnaireTests.asOf), assessor: SheetCell? = nil,
    answer: @escaping @Sendable (Int, Int) -> SheetCell?
  ) -> Spreadsheet {
    var book = form.spreadsheet
    let first = 2 + form.factTitles.count
    let questions = form.questions.count
    book.sheets[0].blocks = book.sheets[0].blocks.map { block in
      switch block {
      case .fields(let fields):
        return .fields(
          fields.map { field in
            var field = field
            if QuestionText.day.isSaid(by: field.label) { field.value = day }
            if let assessor, QuestionText.assessor.isSaid(by: field.label) { field.value = assessor }
            return field
          })
      case .table(var table):
        let row = table.row
        table.row = { line in
          var cells = row(line)
          for question in 0..<questions {
            if let cell = answer(line, question) { cells[first + question] = cell }
          }
          return cells
        }
        return .table(table)
      default: return block
      }
    }
    return book
  }

  private func importBack(_ workspace: Workspace, _ book: Spreadsheet) throws -> ImportReport {
    let folder = try TemporaryFolder()
    let path = folder.file("任意文件名.xlsx")
    try XLSXWriter.write(book, to: path)
    return try workspace.importPortfolio(
      from: [path], options: ImportOptions(observedOn: QuestionnaireTests.asOf))
  }

  @Test(arguments: Language.allCases)
  func answersComeBackAndAgainChangeNothing(_ language: Language) throws {
    let workspace = try workspace()
    let form = try form(workspace, language)
    #expect(form.lines.count > 2 && form.questions.count > 2)
    let asked = form.lines.map(\.asked)
    let book = filled(form) { line, question in
      asked[line].contains(question) ? .integer(1 + (line + question) % 5) : nil
    }
    let expected = asked.reduce(0) { $0 + $1.count }
    let report = try importBack(workspace, book)
    #expect(report.rows == expected && report.stored == expected && report.refused == 0)
    #expect(!report.problems.contains { $0.code == .openAnswers })
    let again = try importBack(workspace, book)
    #expect(again.rows == expected && again.unchanged == expected && again.stored == 0)
    let stored = try workspace.store.assessments(asOf: QuestionnaireTests.asOf)
    #expect(stored.filter { $0.assessor == "评审一" }.count >= expected)
  }

  @Test func whatIsLeftOpenIsUnknownAndSaid() throws {
    let workspace = try workspace()
    let form = try form(workspace, .zh)
    let report = try importBack(
      workspace, filled(form) { line, question in line == 0 && question == 0 ? .integer(4) : nil })
    let asked = form.lines.reduce(0) { $0 + $1.asked.count }
    let isAsked = form.lines[0].asked.contains(0)
    #expect(report.rows == 1 && report.stored == 1)
    let note = try #require(report.problems.first { $0.code == .openAnswers })
    #expect(note.value == String(asked - (isAsked ? 1 : 0)))
  }

  @Test func badAnswersAreRefusedWithTheirCells() throws {
    let workspace = try workspace()
    let form = try form(workspace, .en)
    let bad: [SheetCell] = [.integer(0), .integer(6), .decimal(3.5, places: 1), .text("high"), .text("=5")]
    let book = filled(form) { line, question in
      guard question == 0 else { return nil }
      return line < bad.count ? bad[line] : .integer(3)
    }
    let report = try importBack(workspace, book)
    let refused = report.refusals.flatMap(\.problems).filter { $0.code == .badAnswer }
    let count = min(bad.count, form.lines.count)
    #expect(report.refused == count && refused.count == count)
    #expect(report.rows == report.stored + report.refused)
    #expect(
      refused.allSatisfy { $0.place?.line != nil && ($0.place?.column ?? "").contains(form.questions[0].id) })
  }

  @Test func whoAndWhenMustBeSaidAndBothAreTold() throws {
    let workspace = try workspace()
    let form = try form(workspace, .en, assessor: "")
    let book = filled(form, day: .text("some day")) { _, _ in .integer(3) }
    do {
      _ = try importBack(workspace, book)
      Issue.record("imported")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.incompleteQuestionnaire, .incompleteQuestionnaire])
    }
    #expect(try importBack(workspace, filled(form, assessor: .text("Reviewer")) { _, _ in nil }).rows == 0)
  }

  @Test func anUnknownRightIsRefusedAndAnUnknownQuestionTold() throws {
    let workspace = try workspace()
    var form = try form(workspace, .zh)
    form.lines = [
      QuestionForm.Line(
        number: "XX-404", title: "?", facts: form.factTitles.map { _ in .empty }, asked: [0]),
      form.lines[0],
    ]
    form.questions = [QuestionForm.Question(id: "no-such-question", title: "问", text: "问", levels: [])]
    form.lines[1].asked = [0]
    let report = try importBack(workspace, filled(form) { _, _ in .integer(2) })
    #expect(report.rows == 2 && report.refused == 1 && report.stored == 1)
    #expect(report.problems.contains { $0.code == .unknownQuestion && $0.value == "no-such-question" })
  }

  private func codes(_ body: () throws -> Void) -> [ProblemCode] {
    do { try body() } catch let list as ProblemList { return list.problems.map(\.code) } catch { return [] }
    return []
  }

  @Test func aFormOfAnotherModelOrPortfolioIsRefused() throws {
    let workspace = try workspace()
    var form = try form(workspace, .zh)
    let asked = form.model
    let stored = try workspace.store.assessments(asOf: QuestionnaireTests.asOf).count
    form.model = "no-such-book 1"
    #expect(codes { _ = try importBack(workspace, filled(form) { _, _ in nil }) } == [.otherModelsForm])
    // The book of another: its own questions are not those of the form.
    form.model = "specialised-firm 2026.1"
    let found = codes { _ = try importBack(workspace, filled(form) { _, _ in nil }) }
    #expect(!found.isEmpty && Set(found) == [.otherModelsForm])
    form.model = asked
    form.portfolio = "另一家公司"
    #expect(codes { _ = try importBack(workspace, filled(form) { _, _ in nil }) } == [.otherPortfoliosForm])
    // A portfolio that nobody names is no better than another one's.
    form.portfolio = ""
    #expect(codes { _ = try importBack(workspace, filled(form) { _, _ in nil }) } == [.otherPortfoliosForm])
    #expect(try workspace.store.assessments(asOf: QuestionnaireTests.asOf).count == stored)
  }

  /// Who answered before the day of the facts in the form cannot have seen them: it is said, and the answers are kept.
  @Test func anAnswerBeforeTheFactsIsTold() throws {
    let workspace = try workspace()
    let form = try form(workspace, .zh)
    let line = try #require(form.lines.firstIndex { !$0.asked.isEmpty })
    let question = try #require(form.lines[line].asked.first)
    func report(_ day: CalendarDay) throws -> ImportReport {
      try importBack(
        workspace,
        filled(form, day: .day(day)) { $0 == line && $1 == question ? .integer(3) : nil })
    }
    let early = try report(QuestionnaireTests.asOf + -1)
    let warning = try #require(early.problems.first { $0.code == .answeredInTheFuture })
    #expect(warning.severity == .warning && warning.message.en.contains("2026-06-30"))
    #expect(early.stored == 1 && early.refused == 0)
    #expect(try !report(QuestionnaireTests.asOf).problems.contains { $0.code == .answeredInTheFuture })
  }

  @Test func aDayToComeIsRefused() throws {
    let workspace = try workspace()
    let book = filled(try form(workspace, .en), day: .day(QuestionnaireTests.asOf + 1)) { _, _ in nil }
    #expect(codes { _ = try importBack(workspace, book) } == [.answeredInTheFuture])
    let folder = try TemporaryFolder()
    let path = folder.file("form.xlsx")
    try XLSXWriter.write(book, to: path)
    var options = ImportOptions(observedOn: QuestionnaireTests.asOf)
    options.today = QuestionnaireTests.asOf + 1
    #expect(
      try workspace.importPortfolio(from: [path], options: options).problems.allSatisfy {
        $0.severity < .error
      })
  }

  @Test func anotherVersionSaysWhatDiffers() throws {
    let workspace = try workspace()
    var form = try form(workspace, .zh)
    form.model = "central-enterprise 2020.1"
    func warning(_ form: QuestionForm) throws -> Problem {
      let report = try importBack(
        workspace, filled(form) { line, _ in form.lines[line].asked.isEmpty ? nil : nil })
      return try #require(report.problems.first { $0.code == .otherVersionsForm })
    }
    #expect(try warning(form).message.zh.contains("没有变"))
    form.questions[0].levels[2] = "原来的说法"
    let told = try warning(form)
    #expect(told.severity == .warning && told.message.zh.contains(form.questions[0].title))
    #expect(!told.message.zh.contains(form.questions[1].title))
  }

  /// The rights that answers are about are counted, once each.
  @Test func theRightsConcernedAreCounted() throws {
    let workspace = try workspace()
    let form = try form(workspace, .zh)
    let asked = form.lines.map(\.asked)
    let report = try importBack(
      workspace,
      filled(form) { line, question in asked[line].contains(question) && line < 3 ? .integer(3) : nil })
    #expect(report.files.first?.counts.rights == 3)
  }

  @Test func aModelWithoutQuestionsAndAnEmptyChoiceAreTold() throws {
    let workspace = try workspace()
    let run = try workspace.preview(asOf: QuestionnaireTests.asOf)
    #expect(throws: ProblemList.self) {
      try workspace.questionForm(of: run, assessor: "", language: .zh)
    }
    let asking = try workspace.preview(asOf: QuestionnaireTests.asOf, model: "central-enterprise")
    do {
      _ = try workspace.questionForm(of: asking, unit: "没有这个单位", assessor: "", language: .zh)
      Issue.record("made")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.nobodyAsked])
    }
    do {
      _ = try workspace.questionForm(of: run, assessor: "", language: .zh)
      Issue.record("made")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.noQuestions])
    }
  }

  @Test func theSecondSheetWordsEveryAnswer() throws {
    let form = try form(try workspace(), .zh)
    let folder = try TemporaryFolder()
    let path = folder.file("form.xlsx")
    try XLSXWriter.write(form.spreadsheet, to: path)
    let sheets = try TabularFile.open(path: path, name: path)
    #expect(sheets.count == 2)
    let rows = try sheets[1].firstRows(form.questions.count + 5).map(\.cells)
    for question in form.questions {
      let row = try #require(rows.first { $0.first == question.id })
      #expect(Array(row.dropFirst(3).prefix(5)) == question.levels)
    }
  }
}
