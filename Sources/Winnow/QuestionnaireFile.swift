internal import Foundation
internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioImport
internal import Reporting

/// A questionnaire that came back: who answered, when, and every answer with its place.
struct QuestionnaireFile {
  /// An answer, or what is wrong with it.
  enum Item {
    case answer(NativeDraft)
    case refused(line: Int, sourceText: String, problem: Problem)
  }

  let name: String
  /// The model's id and version, with a blank between.
  let model: String
  /// The portfolio's name.
  let portfolio: String
  /// The wording of the questions on the second sheet, by their ids: title, question, answers.
  let wordings: [String: [String]]
  let assessor: String
  let role: String
  let day: CalendarDay
  /// The day of the facts that the form shows; nil where the form does not say it.
  let factsDay: CalendarDay?
  let items: [Item]
  /// What else is to be said: answers left open.
  let remarks: [Problem]
  /// The heads of the form.
  let heads: [String]

  /// The forms among some files, and the other files.
  static func among(_ paths: [String]) throws -> (forms: [QuestionnaireFile], others: [String]) {
    var forms: [QuestionnaireFile] = []
    var others: [String] = []
    var problems: [Problem] = []
    for path in paths {
      // What cannot be opened as a workbook is told of where exports are opened.
      guard let sheet = try? sheet(path: path, name: path) else {
        others.append(path)
        continue
      }
      do {
        forms.append(try QuestionnaireFile(sheet, wordings: try wordings(path: path)))
      } catch let list as ProblemList {
        problems += list.problems
      }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    return (forms, others)
  }

  /// Whether a file is a form of ours: an Excel workbook that bears the mark within its first rows.
  static func sheet(path: String, name: String) throws -> TabularFile? {
    guard path.lowercased().hasSuffix(".xlsx") else { return nil }
    return try TabularFile.open(path: path, name: name).first { sheet in
      try sheet.firstRows(12).contains { $0.cells.contains(QuestionForm.mark) }
    }
  }

  /// The wordings on the second sheet of a form.
  private static func wordings(path: String) throws -> [String: [String]] {
    let sheets = try TabularFile.open(path: path, name: path)
    guard sheets.count > 1 else { return [:] }
    var wordings: [String: [String]] = [:]
    _ = try sheets[1].forEachRow(
      refused: { _ in },
      { row in
        let cells = row.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        if cells.count >= 8, id("[\(cells[0])]") != nil { wordings[cells[0]] = Array(cells[1..<8]) }
        return true
      })
    return wordings
  }

  /// Reads a form.
  /// - Throws: ``ProblemList`` (QST001) when the name, the day or the heads are missing, with all of them at once.
  init(_ sheet: TabularFile, wordings: [String: [String]]) throws {
    name = sheet.name
    self.wordings = wordings
    var fields: [QuestionText: String] = [:]
    var heads: [String] = []
    var headLine = 0
    var rows: [(line: Int, cells: [String], source: String)] = []
    var refused: [Item] = []
    _ = try sheet.forEachRow(
      refused: { row in
        refused.append(.refused(line: row.line, sourceText: row.sourceText, problem: row.problem))
      },
      { row in
        let cells = row.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        guard heads.isEmpty else {
          if cells.contains(where: { !$0.isEmpty }) { rows.append((row.line, cells, row.sourceText)) }
          return true
        }
        if let first = cells.first {
          for field in [QuestionText.model, .portfolio, .facts, .assessor, .day, .role]
          where field.isSaid(by: first)
          {
            fields[field] = cells.count > 1 ? cells[1] : ""
          }
          if QuestionText.number.isSaid(by: first), cells.contains(where: { QuestionnaireFile.id($0) != nil })
          {
            heads = cells
            headLine = row.line
          }
        }
        return true
      })
    self.heads = heads
    let file = sheet.name
    var problems: [Problem] = []
    func missing(_ field: QuestionText, zh: String, en: String) {
      problems.append(
        Problem(
          .incompleteQuestionnaire, at: Place(file: file, column: field.text(.zh)), value: fields[field],
          zh: zh,
          en: en,
          remedy: BilingualText(
            zh: "在表头上方“\(field.text(.zh))”右侧的格中填写",
            en: "Fill in the cell beside “\(field.text(.en))” above the heads")))
    }
    assessor = fields[.assessor] ?? ""
    if assessor.isEmpty { missing(.assessor, zh: "没有写明评价人", en: "It does not say who answered") }
    let written = fields[.day] ?? ""
    let given = CalendarDay(iso: written) ?? CalendarDay(yearFirst: written)
    if given == nil {
      missing(.day, zh: "没有写明评价日，或无法识别", en: "It does not say on which day, or not so that it can be read")
    }
    if heads.isEmpty {
      problems.append(
        Problem(
          .incompleteQuestionnaire, at: Place(file: file), zh: "找不到表头：第一列应为“号码”，问题列以 [代码] 结尾",
          en: "The heads are not found: the first column is “Number”, and questions end in [code]",
          remedy: BilingualText(
            zh: "用 winnow questionnaire 重新生成，把分值复制过去",
            en: "Make the form again with winnow questionnaire and copy the answers over")))
    }
    guard problems.isEmpty, let day = given else { throw ProblemList(problems) }
    self.day = day
    factsDay = fields[.facts].flatMap { CalendarDay(iso: $0) ?? CalendarDay(yearFirst: $0) }
    model = fields[.model] ?? ""
    portfolio = fields[.portfolio] ?? ""
    role = fields[.role] ?? ""
    let questions = heads.enumerated().compactMap { place, head in
      QuestionnaireFile.id(head).map { (place: place, id: $0) }
    }
    guard let table = NativeFormat.table("assessments") else {
      items = []
      remarks = []
      return
    }
    let layout = NativeValues.Layout(table)
    let comment = heads.firstIndex { QuestionText.comment.isSaid(by: $0) }
    var items = refused
    var open = 0
    for row in rows {
      func cell(_ place: Int) -> String { place < row.cells.count ? row.cells[place] : "" }
      let number = cell(0)
      for question in questions {
        let text = cell(question.place)
        if text == QuestionForm.notAsked { continue }
        if text.isEmpty {
          if !number.isEmpty { open += 1 }
          continue
        }
        let place = Place(file: file, line: row.line, column: heads[question.place])
        if number.isEmpty {
          items.append(
            .refused(
              line: row.line, sourceText: row.source,
              problem: Problem(
                .badAnswer, at: place, value: text, zh: "该行没有权利号码", en: "The row has no number of a right",
                remedy: BilingualText(zh: "补上号码列", en: "Fill in the first column"))))
          continue
        }
        guard let score = Int(text), (1...5).contains(score) else {
          items.append(
            .refused(
              line: row.line, sourceText: row.source,
              problem: Problem(
                .badAnswer, at: place, value: text, zh: "分值须为 1 到 5 的整数",
                en: "An answer is a whole number from 1 to 5",
                remedy: BilingualText(
                  zh: "改正后重新导入；不知道的留空", en: "Correct it and import again; leave open what is not known"))))
          continue
        }
        var values = NativeValues(layout)
        values["right"] = .text(number)
        values["assessor"] = .text(assessor)
        values["day"] = .day(day)
        values["question"] = .text(question.id)
        values["score"] = .integer(Int64(score))
        if !role.isEmpty { values["role"] = .text(role) }
        if let comment, !cell(comment).isEmpty { values["comment"] = .text(cell(comment)) }
        items.append(.answer(NativeDraft(line: row.line, sourceText: row.source, values: values)))
      }
    }
    self.items = items
    remarks =
      open == 0
      ? []
      : [
        Problem(
          .openAnswers, at: Place(file: file, line: headLine), value: String(open),
          zh: "有 \(open) 处未作答，按未知处理", en: "Answers left open: \(open); they count as unknown")
      ]
  }

  /// The name of a question at the end of a head: `Difficulty of substitution [substitution-difficulty]`.
  static func id(_ head: String) -> String? {
    guard head.hasSuffix("]"), let open = head.lastIndex(of: "[") else { return nil }
    let id = head[head.index(after: open)...].dropLast()
    let isName = id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return id.isEmpty || !isName ? nil : String(id)
  }
}
