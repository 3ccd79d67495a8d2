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
          (both("公式", "Formula"), formula(criterion)),
          (both("数据", "Data"), data(criterion)),
          (
            text(.whenUnknown),
            text(
              .countsAs,
              [
                "assume": NumberText.fixed(criterion.whenUnknown.assume, 0),
                "low": NumberText.fixed(criterion.whenUnknown.low, 0),
                "high": NumberText.fixed(criterion.whenUnknown.high, 0),
              ])
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
    let concerned = rows.count - counts.notApplicable
    return both(
      "\(title)：\(meaning)。已知 \(wording.count(counts.known)) / \(wording.count(concerned)) 项",
      "\(title): \(meaning). Known for \(wording.count(counts.known)) of \(wording.count(concerned))")
  }

  private func plain(_ number: Double) -> String {
    number == number.rounded() ? NumberText.fixed(number, 0) : NumberText.fixed(number, 2)
  }

  private func bands(_ bands: [Criterion.Band]) -> String {
    wording.list(
      bands.map {
        both("≥\(plain($0.from)) 得 \(plain($0.points))", "≥\(plain($0.from)): \(plain($0.points))")
      })
  }

  /// How a value becomes points, in words.
  private func formula(_ criterion: Criterion) -> String {
    switch criterion.scale {
    case .bands(let list):
      return both(
        "按达到的最高一档计分：\(bands(list))；低于第一档按第一档",
        "Points of the highest limit reached: \(bands(list)); below the first its points count")
    case .linear(let from, let to, let pointsFrom, let pointsTo):
      return both(
        "直线：\(plain(from)) 得 \(plain(pointsFrom)) 分，\(plain(to)) 得 \(plain(pointsTo)) 分，之外取近的一端",
        "A straight line from \(plain(pointsFrom)) points at \(plain(from)) to \(plain(pointsTo)) at \(plain(to)); outside, the nearer end"
      )
    case .table(let points):
      let words = points.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { word, points in
        "\(wording.word(criterion.fact, word)) \(plain(points))"
      }
      return both("按词计分：", "Points by word: ") + wording.list(words)
    case .cohortPercentile(let list):
      let least = run.gradingModel.cohort.minimumSize
      return both(
        "同组中低于它的比例（相等的算一半）× 100；同组不足 \(least) 项时逐级放宽，全组合仍不足时按分档：\(bands(list))",
        "The share of its cohort that is below it, half of the equals counted, × 100; cohorts under \(least) are widened, and where the whole portfolio is too small: \(bands(list))"
      )
    case .levels(let levels):
      let points = levels.map { plain($0) }.joined(separator: both("、", ", "))
      return both(
        "专家级别 1 至 5 依次得 \(points) 分，两级之间按直线",
        "Answers 1 to 5 give \(points) points, a straight line between two")
    }
  }
}
