internal import Grading
public import PortfolioCore
public import PortfolioReview
public import Reporting

extension Workspace {
  /// The questionnaire of a run's grading model for one assessor: the rights that the model asks about, its
  /// questions with their worded answers, and the facts beside each right.
  /// - Parameters:
  ///   - run: the run whose rights and facts are shown.
  ///   - role: only the questions that this role is asked; nil for all.
  ///   - unit: only the rights of this unit; nil for all.
  ///   - assessor: who is asked; empty when the assessor is to write the name.
  /// - Throws: ``ProblemList`` when the model asks nothing (QST005), or nothing of that role or unit (QST006).
  public func questionForm(
    of run: ReviewRun, role: String? = nil, unit: String? = nil, assessor: String, language: Language
  ) throws -> QuestionForm {
    let model = run.gradingModel
    guard !model.questions.isEmpty else {
      throw ProblemList(
        Problem(
          .noQuestions, value: model.header.id, zh: "该分级模型不向专家提问",
          en: "The grading model asks experts nothing",
          remedy: BilingualText(
            zh: "用 --model 选择有专家问题的模型；winnow models list 列出全部模型",
            en: "Choose a model with questions (--model); winnow models list shows them all")))
    }
    let questionnaire = Questionnaire(run.engine(run.primary), role: role, unit: unit)
    guard !questionnaire.lines.isEmpty, !questionnaire.questions.isEmpty else {
      let roles = Set(model.questions.flatMap(\.answeredBy)).sorted()
      let units = Set((0..<run.table.count).map { run.table.text("unit", $0) }).filter { !$0.isEmpty }
        .sorted()
      throw ProblemList(
        Problem(
          .nobodyAsked, value: [role, unit].compactMap { $0 }.joined(separator: ", "),
          zh:
            "没有要问的权利或问题。模型的角色：\(roles.joined(separator: "、"))；单位：\(units.prefix(20).joined(separator: "、"))",
          en:
            "There is no right or question to ask about. Roles of the model: \(roles.joined(separator: ", ")); units: \(units.prefix(20).joined(separator: ", "))",
          remedy: BilingualText(zh: "检查 --role 和 --unit", en: "Check --role and --unit")))
    }
    let wording = Wording(run: run, options: reportOptions(language: language))
    let facts = questionnaire.shownFacts
    return QuestionForm(
      language: language, portfolio: run.portfolioName, model: "\(model.header.id) \(model.header.version)",
      modelTitle: wording.text(model.header.title), asOf: run.asOf, assessor: assessor, role: role ?? "",
      unit: unit ?? "",
      questions: questionnaire.questions.map { question in
        QuestionForm.Question(
          id: question.id, title: wording.text(question.title), text: wording.text(question.text),
          levels: question.levels.map { wording.text($0) })
      },
      factTitles: facts.map { wording.factTitle($0) },
      lines: questionnaire.lines.map { line in
        QuestionForm.Line(
          number: run.table.text("number", line.row), title: run.table.text("title", line.row),
          facts: facts.map { wording.sheetCell(run.table[$0], line.row) }, asked: Set(line.questions))
      })
  }
}
