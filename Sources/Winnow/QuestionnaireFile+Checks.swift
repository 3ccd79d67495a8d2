internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import Reporting

/// Whether a form that came back belongs to this store: its model, its version, its portfolio and its day.
extension QuestionnaireFile {
  /// What is said of the form.
  /// - Parameters:
  ///   - portfolios: the names that the portfolio has had.
  ///   - today: the day after which nobody can have answered.
  func problems(_ catalogue: ModelCatalogue, portfolios: Set<String>, today: CalendarDay) -> [Problem] {
    var problems: [Problem] = []
    if day > today {
      problems.append(
        Problem(
          .answeredInTheFuture, at: Place(file: name, column: QuestionText.day.text(.zh)), value: day.iso,
          zh: "评价日 \(day.iso) 晚于今天 \(today.iso)",
          en: "The day of assessment, \(day.iso), is after today, \(today.iso)",
          remedy: BilingualText(zh: "改为实际评价的日期", en: "Write the day on which it was answered")))
    }
    if let factsDay, day < factsDay {
      problems.append(
        Problem(
          .answeredInTheFuture, severity: .warning,
          at: Place(file: name, column: QuestionText.day.text(.zh)), value: day.iso,
          zh: "评价日 \(day.iso) 早于表中事实的截止日 \(factsDay.iso)",
          en: "The day of assessment, \(day.iso), is before the day of the facts in the form, \(factsDay.iso)",
          remedy: BilingualText(
            zh: "核对评价日；评价人看到的事实截至 \(factsDay.iso)",
            en: "Check the day: the assessor was shown facts as of \(factsDay.iso)")))
    }
    if portfolio.isEmpty, !portfolios.contains("") {
      problems.append(
        Problem(
          .otherPortfoliosForm, at: Place(file: name, column: QuestionText.portfolio.text(.zh)),
          value: portfolio, zh: "评价表没有写明组合", en: "The form does not name its portfolio",
          remedy: BilingualText(
            zh: "把组合名填回表中：\(portfolios.sorted().joined(separator: "、"))",
            en: "Write the portfolio's name back into the form: \(portfolios.sorted().joined(separator: ", "))")))
    } else if !portfolios.contains(portfolio) {
      problems.append(
        Problem(
          .otherPortfoliosForm, at: Place(file: name, column: QuestionText.portfolio.text(.zh)),
          value: portfolio,
          zh: "评价表是为组合“\(portfolio)”做的，此库的组合是“\(portfolios.sorted().joined(separator: "”“"))”",
          en:
            "The form was made for the portfolio '\(portfolio)'; this store holds '\(portfolios.sorted().joined(separator: "', '"))'",
          remedy: BilingualText(
            zh: "导入该组合的数据库；确为同一组合（改过名）时，把表中的组合名改为现名",
            en:
              "Import it into that portfolio's store; if it is the same one by another name, write this name into the form"
          )))
    }
    return problems + modelProblems(catalogue)
  }

  private func modelProblems(_ catalogue: ModelCatalogue) -> [Problem] {
    let words = model.split(separator: " ", maxSplits: 1).map(String.init)
    let place = Place(file: name, column: QuestionText.model.text(.zh))
    let entries = catalogue.entries(kind: GradingModel.kind)
    guard let id = words.first, let entry = entries.first(where: { $0.header?.id == id }),
      let (model, header) = try? ModelCatalogue.load(GradingModel.self, file: entry.file)
    else {
      return [
        Problem(
          .otherModelsForm, at: place, value: model,
          zh: model.isEmpty ? "评价表没有写明模型" : "评价表的模型不在现有模型之中",
          en: model.isEmpty
            ? "The form does not name its model" : "The form's model is not among those at hand",
          remedy: BilingualText(
            zh: "用 --models 指定它所在的目录；现有：" + entries.compactMap { $0.header?.id }.joined(separator: "、"),
            en: "Name its folder with --models; at hand: "
              + entries.compactMap { $0.header?.id }.joined(separator: ", ")))
      ]
    }
    let asked = Set(model.questions.map(\.id))
    let strange = heads.compactMap { QuestionnaireFile.id($0) }.filter { !asked.contains($0) }
    var problems: [Problem] = []
    if !strange.isEmpty {
      let known = Set(
        entries.compactMap { try? ModelCatalogue.load(GradingModel.self, file: $0.file).0 }
          .flatMap { $0.questions.map(\.id) })
      problems += strange.map { question in
        Problem(
          known.contains(question) ? .otherModelsForm : .unknownQuestion,
          severity: known.contains(question) ? .error : .warning, at: Place(file: name, column: question),
          value: question,
          zh: known.contains(question) ? "模型 \(id) 不问这个问题，它是其他模型的" : "没有模型使用这个问题；回答仍然存入",
          en: known.contains(question)
            ? "The model \(id) does not ask this; another one does"
            : "No model asks this question; the answers are stored all the same",
          remedy: BilingualText(
            zh: "检查模型（--models）或表头中的代码", en: "Check the models (--models) or the code in the head"))
      }
    }
    let version = words.count > 1 ? words[1] : ""
    if version != header.version { problems.append(otherVersion(version, model, at: place)) }
    return problems
  }

  private func otherVersion(_ version: String, _ model: GradingModel, at place: Place) -> Problem {
    let inForm = Set(heads.compactMap { QuestionnaireFile.id($0) })
    let reworded = model.questions.filter { question in
      guard inForm.contains(question.id), let words = wordings[question.id] else { return false }
      let now = Language.allCases.map { language in
        ([question.title, question.text] + question.levels).map { $0.text(language) }
      }
      return !now.contains(words)
    }
    func list(_ language: Language) -> String {
      reworded.map { $0.title.text(language) }.joined(separator: language == .zh ? "、" : ", ")
    }
    return Problem(
      .otherVersionsForm, at: place, value: version,
      zh: "评价表出自版本 \(version)，现为 \(model.header.version)；"
        + (reworded.isEmpty ? "所问问题的表述没有变" : "表述已变的问题：\(list(.zh))"),
      en: "The form is of version \(version), the model is \(model.header.version) now; "
        + (reworded.isEmpty ? "the wording of its questions is the same" : "reworded since: \(list(.en))"),
      remedy: reworded.isEmpty
        ? nil
        : BilingualText(
          zh: "请评价人按新表述确认这些回答", en: "Ask the assessor to confirm these answers by the new wording"))
  }
}
