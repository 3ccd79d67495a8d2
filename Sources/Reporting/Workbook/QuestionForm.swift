public import PortfolioCore

/// A questionnaire for one assessor, as plain data: which rights are asked about, which questions with which worded
/// answers, and the facts to read beside them.
public struct QuestionForm: Sendable {
  /// A question with its five worded answers.
  public struct Question: Sendable {
    /// The name by which answers are stored; letters, digits and hyphens.
    public var id: String
    /// The name for people.
    public var title: String
    /// The question.
    public var text: String
    /// The wording of the answers 1 to 5.
    public var levels: [String]

    /// A question.
    public init(id: String, title: String, text: String, levels: [String]) {
      self.id = id
      self.title = title
      self.text = text
      self.levels = levels
    }
  }

  /// A right.
  public struct Line: Sendable {
    /// The number by which answers come back.
    public var number: String
    /// The title.
    public var title: String
    /// The facts, one a title of ``QuestionForm/factTitles``.
    public var facts: [SheetCell]
    /// Places in ``QuestionForm/questions`` that are asked about this right.
    public var asked: Set<Int>

    /// A right.
    public init(number: String, title: String, facts: [SheetCell], asked: Set<Int>) {
      self.number = number
      self.title = title
      self.facts = facts
      self.asked = asked
    }
  }

  /// The language of the form.
  public var language: Language
  /// The portfolio's name.
  public var portfolio: String
  /// The model: its id, a blank, its version.
  public var model: String
  /// The model's title.
  public var modelTitle: String
  /// The day whose facts are shown.
  public var asOf: CalendarDay
  /// Who is asked; empty when the assessor is to write the name.
  public var assessor: String
  /// The role in which the assessor answers; empty when the model knows none.
  public var role: String
  /// The unit whose rights are asked about; empty for all.
  public var unit: String
  /// The questions.
  public var questions: [Question]
  /// The titles of the facts shown.
  public var factTitles: [String]
  /// The rights.
  public var lines: [Line]

  /// A form.
  public init(
    language: Language, portfolio: String, model: String, modelTitle: String, asOf: CalendarDay,
    assessor: String, role: String, unit: String, questions: [Question], factTitles: [String], lines: [Line]
  ) {
    self.language = language
    self.portfolio = portfolio
    self.model = model
    self.modelTitle = modelTitle
    self.asOf = asOf
    self.assessor = assessor
    self.role = role
    self.unit = unit
    self.questions = questions
    self.factTitles = factTitles
    self.lines = lines
  }

  /// The mark by which a filled-in form is known, whatever its file is called.
  public static let mark = "winnow-questionnaire/1"
  /// What stands in the place of an answer that is not asked for.
  public static let notAsked = "–"

  private func text(_ key: QuestionText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    key.text(language, values)
  }

  /// The workbook: the form, and the wording of all answers on a second sheet.
  public var spreadsheet: Spreadsheet {
    let heading = "\(text(.form)) · \(modelTitle)"
    let margin = "\(portfolio) · \(heading) · \(asOf.iso)"
    return Spreadsheet(
      title: heading, subject: margin, asOf: asOf, margin: margin, sheets: [answers(heading), wordings])
  }

  private func answers(_ heading: String) -> Sheet {
    let free = SheetInput(.text)
    let days = asOf.adding(years: -5)...asOf.adding(years: 5)
    let questions = questions
    let lines = lines
    var columns = [
      SheetColumn(text(.number), .code), SheetColumn(text(.title), .long, width: 34),
    ]
    columns += factTitles.map { SheetColumn($0, .long, width: 14) }
    columns += questions.map { question in
      SheetColumn(
        "\(question.title) [\(question.id)]", .integer, width: 13,
        input: SheetInput(.wholeNumber(1...5), hintTitle: question.title, hint: hint(question)),
        rules: [.blank(.open)])
    }
    columns.append(
      SheetColumn(text(.comment), .long, width: 40, input: SheetInput(.text, hint: text(.commentHint))))
    let table = SheetTable(columns: columns, rowCount: lines.count, isList: true) { index in
      let line = lines[index]
      return [.text(line.number), .text(line.title)] + line.facts
        + questions.indices.map { line.asked.contains($0) ? .empty : .missing(QuestionForm.notAsked) }
        + [.empty]
    }
    return Sheet(
      text(.form), isProtected: true, frozenColumns: 2,
      [
        .heading(heading),
        .fields([
          SheetField(text(.mark), .text(QuestionForm.mark)), SheetField(text(.model), .text(model)),
          SheetField(text(.portfolio), .text(portfolio)),
          SheetField(text(.unit), unit.isEmpty ? .text(text(.allUnits)) : .text(unit)),
          SheetField(text(.facts), .day(asOf)),
          SheetField(text(.role), role.isEmpty ? .empty : .text(role), input: role.isEmpty ? free : nil),
          SheetField(text(.assessor), assessor.isEmpty ? .empty : .text(assessor), input: free),
          SheetField(
            text(.day), .empty,
            input: SheetInput(.day(days), hintTitle: text(.day), hint: text(.dayHint))),
        ]),
        .text(text(.howTo)), .text(text(.leaveOpen)),
        .table(table),
      ])
  }

  /// The lowest and the highest answer, as far as Excel has room for them.
  private func hint(_ question: Question) -> String {
    guard let first = question.levels.first, let last = question.levels.last else { return text(.oneToFive) }
    return "1: \(first)\n\(question.levels.count): \(last)"
  }

  private var wordings: Sheet {
    let levels = (1...5).map { SheetColumn(String($0), .long, width: 26) }
    let rows = questions.map { question -> [SheetCell] in
      let words = (0..<5).map { level -> SheetCell in
        level < question.levels.count ? .text(question.levels[level]) : .empty
      }
      return [.text(question.id), .text(question.title), .text(question.text)] + words
    }
    return Sheet(
      text(.questions), isProtected: true, frozenColumns: 2,
      [
        .text(text(.questionsIntro)),
        .table(
          SheetTable(
            columns: [
              SheetColumn(text(.code), .code), SheetColumn(text(.title), .long, width: 18),
              SheetColumn(text(.question), .long, width: 40),
            ] + levels, rows: rows, isList: true)),
      ])
  }
}

/// The texts of questionnaires: Chinese, a bar, English.
public enum QuestionText: String, CaseIterable, Sendable {
  case form = "专家评价表|Assessment form"
  case questions = "问题与分值说明|Questions and answers"
  case mark = "表格标记|Form"
  case model = "模型|Model"
  case portfolio = "组合|Portfolio"
  case unit = "单位|Unit"
  case allUnits = "全部|all"
  case facts = "事实截至|Facts as of"
  case role = "角色|Role"
  case assessor = "评价人|Assessor"
  case day = "评价日|Day of assessment"
  case dayHint = "写成 2026-06-30 的形式|Written as 2026-06-30"
  case number = "号码|Number"
  case title = "名称|Title"
  case code = "代码|Code"
  case question = "问题|Question"
  case comment = "说明|Comment"
  case commentHint = "依据、疑问；可不填|Grounds or doubts; may stay empty"
  case oneToFive = "填 1 到 5 的整数|A whole number from 1 to 5"
  case howTo =
    "每个黄色格填 1 到 5 的整数，各分值的含义见第二张表；标“–”的不用答。|Put a whole number from 1 to 5 into each yellow cell; the second sheet says what they mean. Cells with “–” are not asked."
  case leaveOpen =
    "不知道的请留空：留空按未知处理，不按零分。填写评价人和评价日，保存后用 winnow import 读入。|Leave open what you do not know: it counts as unknown, never as zero. Give your name and the day; winnow import reads the saved file."
  case questionsIntro =
    "每个问题的五级说明；请按最接近的一级打分。|The five answers to each question; choose the nearest."

  /// The words in a language.
  public func text(_ language: Language, _ values: KeyValuePairs<String, String> = [:]) -> String {
    let halves = rawValue.split(separator: "|", maxSplits: 1)
    var text = String(halves[language == .zh ? 0 : halves.count - 1])
    for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
    return text
  }

  /// Whether a cell says this in either language.
  public func isSaid(by cell: String) -> Bool {
    Language.allCases.contains { text($0).lowercased() == cell.lowercased() }
  }
}
