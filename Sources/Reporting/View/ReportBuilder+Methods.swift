import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

/// The cards of the indicators that the score is made of.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// A card for each criterion of the run's model, in the order of the file.
  var methodCards: MethodCards {
    let sources = Dictionary(
      run.gradingModel.header.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let isSplit = run.gradingModel.parts.count > 1
    let scales = ScaleText(wording: wording, cohort: run.gradingModel.cohort)
    let cards = CriterionLine.lines(of: run.primary).map { line -> MethodCard in
      let criterion = line.criterion
      let source = sources[criterion.source]
      let groups = line.groups.map { wording.text($0) }.filter { !$0.isEmpty }
      return MethodCard(
        title: (groups + [wording.text(criterion.title)]).joined(separator: " · "),
        lines: [
          (
            text(.weight),
            both(
              "占\(isSplit ? "其部分" : "")总分的 \(NumberText.fixed(line.share * 100, 1))%；贡献 = 权重 × 得分",
              "\(NumberText.fixed(line.share * 100, 1))% of the score\(isSplit ? " of its part" : ""); it adds weight × points"
            )
          ),
          (both("公式", "Formula"), scales.scale(criterion)),
          (both("数据", "Data"), data(criterion)),
          (
            text(.whenUnknown),
            scales.unknown(criterion)
          ),
          (
            text(.source),
            source.map {
              wording.text($0.titleText) + both("（", " (") + text(ReportWords.standing($0.standing))
                + both("）", ")")
            } ?? criterion.source
          ),
          (
            text(.limits),
            criterion.limits.map { wording.text($0) }
              ?? both("规则书未写明", "The rule book does not say")
          ),
        ])
    }
    return MethodCards(
      tableID: "criterion-table", cards: cards, caption: text(.howGraded), indicator: text(.criterion))
  }

  /// What the indicator looks at, and for how many of the rights it is known.
  private func data(_ criterion: Criterion) -> String {
    let counts = FactCoverage(run.table[criterion.fact], rows: rows)
    let meaning = wording.inputMeaning(criterion)
    let title = wording.inputTitle(criterion)
    guard criterion.question == nil else {
      return both("专家问题“\(title)”：\(meaning)", "A question to experts, “\(title)”: \(meaning)")
    }
    if run.withheldFacts.contains(criterion.fact) {
      let withheld = wording.text(WorkbookText.redactedAmounts)
      return both("\(title)：\(meaning)。\(withheld)", "\(title): \(meaning). \(withheld)")
    }
    let concerned = rows.count - counts.notApplicable
    return both(
      "\(title)：\(meaning)。已知 \(wording.count(counts.known)) / \(wording.count(concerned)) 项",
      "\(title): \(meaning). Known for \(wording.count(counts.known)) of \(wording.count(concerned))")
  }
}
