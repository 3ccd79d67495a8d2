internal import Grading
internal import PortfolioCore
public import PortfolioReview

/// What must be answered by a day, as lines under a list of fees that fall due.
public enum AnswerDayText {
  /// The answers whose last day lies within so many days, and those whose day has passed; empty where there is none.
  public static func render(_ run: ReviewRun, within days: Int, options: ReportOptions, width: Int?) -> String
  {
    let wording = Wording(run: run, options: options)
    let listed = run.answerDays.filter { $0.day <= run.asOf + days }
    guard !listed.isEmpty else { return "" }
    var text = wording.language == .zh ? "\n须在期限内答复\n" : "\nTo be answered within a period\n"
    for one in listed {
      let number = run.table.text("number", one.row)
      text += TerminalText.wrap(
        "- \(number) \(run.table.text("title", one.row)) · \(wording.answerDay(one.day, run.asOf)) · "
          + "\(wording.text(one.gate.title)): \(wording.text(one.gate.says))", indent: 2, width: width)
    }
    return text
  }
}
