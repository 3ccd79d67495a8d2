import Grading
import PortfolioCore

/// How values become points, in words: for the pages on a model and for the cards of a report.
struct ScaleText {
  let wording: Wording
  let cohort: CohortRule

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  func plain(_ number: Double) -> String {
    number == number.rounded() ? NumberText.fixed(number, 0) : NumberText.fixed(number, 2)
  }

  /// The scale of a criterion.
  func scale(_ criterion: Criterion) -> String {
    switch criterion.scale {
    case .bands(let list):
      if FactCatalogue.definition(criterion.fact)?.type == .flag, let no = list.first, let yes = list.last {
        return both(
          "是得 \(plain(yes.points)) 分，否得 \(plain(no.points)) 分",
          "\(plain(yes.points)) points for yes, \(plain(no.points)) for no")
      }
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
      return both(
        "同组中低于它的比例（相等的算一半）× 100；同组不足 \(cohort.minimumSize) 项时逐级放宽，全组合仍不足时按分档：\(bands(list))",
        "The share of its cohort that is below it, half of the equals counted, × 100; cohorts under \(cohort.minimumSize) are widened, and where the whole portfolio is too small: \(bands(list))"
      )
    case .levels(let levels):
      let points = levels.map { plain($0) }.joined(separator: both("、", ", "))
      return both(
        "专家级别 1 至 5 依次得 \(points) 分，两级之间按直线",
        "Answers 1 to 5 give \(points) points, a straight line between two")
    }
  }

  private func bands(_ bands: [Criterion.Band]) -> String {
    wording.list(
      bands.map {
        both("≥\(plain($0.from)) 得 \(plain($0.points))", "≥\(plain($0.from)): \(plain($0.points))")
      })
  }

  /// What an unknown value counts.
  func unknown(_ criterion: Criterion) -> String {
    wording.text(
      .countsAs,
      [
        "assume": NumberText.fixed(criterion.whenUnknown.assume, 0),
        "low": NumberText.fixed(criterion.whenUnknown.low, 0),
        "high": NumberText.fixed(criterion.whenUnknown.high, 0),
      ])
  }

  /// What happens where a right can have no such value.
  func notApplicable(_ criterion: Criterion) -> String {
    switch criterion.whenNotApplicable {
    case .countAsUnknown: return both("与未知相同", "as unknown")
    case .leaveOut:
      return both("不计，其权重按比例分给其余指标", "left out, its weight goes to the other criteria in proportion")
    }
  }

  /// The cohorts from the narrowest to the widest.
  var cohorts: String {
    let levels = cohort.levels.map { level in
      level.isEmpty
        ? both("全组合", "the whole portfolio")
        : level.map(wording.factTitle).joined(separator: both("＋", " and "))
    }
    return both(
      "比较对象依次取：\(levels.joined(separator: "；"))；每组至少 \(cohort.minimumSize) 项有值",
      "Cohorts, the first that is large enough: \(levels.joined(separator: "; ")); each with at least \(cohort.minimumSize) known values"
    )
  }
}
