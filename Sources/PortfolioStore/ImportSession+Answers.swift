internal import PortfolioCore

/// Answers of experts that a file replaced: how many, and the first of them.
struct ReplacedAnswers {
  var count = 0
  var firstLine = 0
  var first = ""
}

extension ImportSession {
  /// Notes that a row of `assessments` takes the place of another score that the same assessor gave the same question
  /// about the same right on the same day. A corrected comment or role replaces no answer.
  func noteReplacedAnswer(_ draft: NativeDraft, of rightID: Int64?) throws {
    guard draft.table == "assessments", let rightID, case .text(let assessor)? = draft.values["assessor"],
      case .text(let question)? = draft.values["question"], case .day(let day)? = draft.values["day"],
      case .integer(let score)? = draft.values["score"]
    else { return }
    let find = try nativeStatement(
      "assessments before",
      "SELECT score FROM assessment WHERE right_id = ? AND assessor = ? AND day = ? AND question = ?")
    find.bind(1, rightID)
    find.bind(2, assessor)
    find.bind(3, day)
    find.bind(4, question)
    guard try find.step() else { return }
    let before = find.integer(0)
    find.reset()
    guard before != score else { return }
    if replacedAnswers.count == 0 {
      replacedAnswers.firstLine = draft.line
      replacedAnswers.first = "\(assessor), \(question), \(day.iso): \(before) → \(score)"
    }
    replacedAnswers.count += 1
  }

  /// Tells, once a file, how many answers were replaced, and which was the first.
  func warnOfReplacedAnswers() {
    let replaced = replacedAnswers
    guard replaced.count > 0 else { return }
    replacedAnswers = ReplacedAnswers()
    warn(
      .answersReplaced, line: replaced.firstLine, column: "score", value: replaced.first,
      zh: "同一评审人同日对同一问题再次作答，\(replaced.count) 个原答案被后来的取代；首个见此行",
      en: "An assessor answered the same question again on the same day: "
        + (replaced.count == 1
          ? "1 answer was replaced by the later one"
          : "\(replaced.count) answers were replaced by the later ones, the first at this line"),
      remedy: BilingualText(
        zh: "如两份都应保留，写各自的日期；同名的不同评审人，写不同的名称",
        en: "Give each its own day where both should be kept, and two assessors of one name different names"))
  }
}
