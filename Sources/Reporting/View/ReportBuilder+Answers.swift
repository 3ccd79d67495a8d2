import Grading
import PortfolioCore
import PortfolioReview

/// What must be answered by a day, such as a request to cancel a mark for non-use: no fee, and as little to be missed.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// The answers that the rights of the report wait for, the earliest day first; those whose day has passed among them.
  var answers: [AnswerDay] {
    let isShown = Set(rows)
    return run.answerDays.filter { isShown.contains($0.row) }
  }

  /// The risk of missing one; nil where nothing waits for an answer.
  var answerRisk: Risk? {
    let open = answers
    guard let first = open.first else { return nil }
    var named: Set<String> = []
    let gates = open.filter { named.insert($0.gate.id).inserted }.map { wording.text($0.gate.title) }
    return Risk(
      what: both("须在期限内答复：", "Answer due: ") + wording.list(gates),
      rows: open.map(\.row),
      then: both(
        "最早 \(wording.answerDay(first.day, run.asOf))；过期不答复可能失权",
        "first \(wording.answerDay(first.day, run.asOf)); without an answer the right may be lost"))
  }

  /// The answers as a section of the page of what is due; nil where nothing waits for one.
  var answersSection: ReportSection? {
    let open = answers
    guard !open.isEmpty else { return nil }
    let title = both("须在期限内答复", "To be answered within a period")
    let table = ReportTable(
      "due-answers-table", title,
      [
        ReportTable.Column(both("最后一日", "Last day"), .code),
        ReportTable.Column(wording.text(WorkbookText.daysLeft), .number),
        ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
        ReportTable.Column(both("情形", "What")), ReportTable.Column(both("怎么办", "What to do"), .long),
      ],
      open.map { answer in
        [
          wording.dayCell(answer.day), wording.countCell(Int(answer.day.number - run.asOf.number)),
          numberCell(answer.row), ReportTable.Cell(shortTitle(answer.row)),
          ReportTable.Cell(wording.text(answer.gate.title)), ReportTable.Cell(wording.text(answer.gate.says)),
        ]
      })
    return ReportSection("due-answers", title, count: open.count, [.table(table)])
  }
}
