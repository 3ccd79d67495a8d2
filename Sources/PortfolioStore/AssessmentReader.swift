internal import GRDB
public import PortfolioCore

/// One stored answer of an assessor to a question about a right.
public struct StoredAssessment: Sendable, Equatable {
  /// The right.
  public let rightID: Int64
  /// Who answered.
  public let assessor: String
  /// In which role; nil when none is recorded.
  public let role: String?
  /// When.
  public let day: CalendarDay
  /// The question's id.
  public let question: String
  /// 1 to 5.
  public let score: Int
}

extension Store {
  /// The answers given by a day, ordered by right, assessor, day and question.
  public func assessments(asOf day: CalendarDay) throws -> [StoredAssessment] {
    try read { db in
      let query = PreparedStatement(
        db,
        """
        SELECT right_id, assessor, role, day, question, score FROM assessment WHERE day <= ?
        ORDER BY right_id, assessor, day, question
        """)
      query.bind(1, day)
      var found: [StoredAssessment] = []
      while try query.step() {
        guard let answered = query.day(3) else { continue }
        found.append(
          StoredAssessment(
            rightID: query.integer(0), assessor: query.text(1) ?? "", role: query.text(2), day: answered,
            question: query.text(4) ?? "", score: Int(query.integer(5))))
      }
      return found
    }
  }

  /// The grading models of the runs before a day, as texts, the latest run first.
  public func gradingModels(before day: CalendarDay) throws -> [(run: Int64, path: String, text: String)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.id, m.path, t.text FROM run r JOIN run_model m ON m.run_id = r.id JOIN model_text t USING (sha256)
          WHERE r.as_of < ? AND t.text LIKE '%kind: grading-model%' ORDER BY r.as_of DESC, r.id DESC, m.position
          """, arguments: [day.iso]
      ).map { (run: $0["id"] as Int64, path: $0["path"] as String, text: $0["text"] as String) }
    }
  }
}
