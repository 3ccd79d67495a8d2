internal import GRDB
public import PortfolioCore

extension Store {
  /// The latest answers to a checklist given by a day, one a question and subject, ordered by subject and
  /// question.
  public func riskAnswers(checklist: String, asOf day: CalendarDay) throws -> [RiskAnswer] {
    try read { db in
      let query = PreparedStatement(
        db,
        """
        SELECT question, subject, day, answer, owner, due_day, closed_day, note FROM risk_answer
        WHERE checklist = ?1 AND day <= ?2 ORDER BY subject, question, day
        """)
      query.bind(1, checklist)
      query.bind(2, day)
      var answers: [RiskAnswer] = []
      while try query.step() {
        guard let seenOn = query.day(2),
          let verdict = query.text(3).flatMap(RiskAnswer.Verdict.init(rawValue:))
        else { continue }
        let answer = RiskAnswer(
          question: query.text(0) ?? "", subject: query.text(1) ?? "", day: seenOn, verdict: verdict,
          owner: query.text(4), dueDay: query.day(5),
          closedDay: query.day(6).flatMap { $0 <= day ? $0 : nil },
          note: query.text(7))
        if let last = answers.last, last.question == answer.question, last.subject == answer.subject {
          answers[answers.count - 1] = answer
        } else {
          answers.append(answer)
        }
      }
      return answers
    }
  }
}
