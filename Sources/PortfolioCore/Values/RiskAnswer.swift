/// An answer to a checklist of risks.
public struct RiskAnswer: Sendable, Equatable, Codable {
  /// What was answered.
  public enum Verdict: String, Sendable, CaseIterable, Codable {
    /// In order.
    case yes
    /// Partly in order.
    case partly
    /// Not in order.
    case no
    /// The question does not arise.
    case notApplicable = "not-applicable"
  }

  /// The question's id.
  public let question: String
  /// What the answer is about.
  public let subject: String
  /// The day of the answer.
  public let day: CalendarDay
  /// The answer.
  public let verdict: Verdict
  /// Who takes care of it.
  public let owner: String?
  /// Until when.
  public let dueDay: CalendarDay?
  /// The day on which it was mended, when that was known by the as-of day.
  public let closedDay: CalendarDay?
  /// A remark.
  public let note: String?

  /// An answer.
  public init(
    question: String, subject: String, day: CalendarDay, verdict: Verdict, owner: String? = nil,
    dueDay: CalendarDay? = nil, closedDay: CalendarDay? = nil, note: String? = nil
  ) {
    self.question = question
    self.subject = subject
    self.day = day
    self.verdict = verdict
    self.owner = owner
    self.dueDay = dueDay
    self.closedDay = closedDay
    self.note = note
  }
}
