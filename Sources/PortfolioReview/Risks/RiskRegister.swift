public import PolicyModels
public import PortfolioCore
public import PortfolioStore

/// What the answers to a checklist come to on a day: risks with who takes care of them and until when, and the
/// questions that nobody has answered.
public struct RiskRegister: Sendable {
  /// Where a risk stands.
  public enum State: String, Sendable, CaseIterable {
    /// Past its day.
    case overdue
    /// To be mended.
    case open
    /// Mended.
    case closed
    /// In order from the beginning, or the question does not arise.
    case inOrder = "in-order"
    /// Nobody has answered.
    case unanswered
  }

  /// A question about a subject.
  public struct Entry: Sendable {
    /// The section.
    public let section: RiskChecklist.Section
    /// The question.
    public let question: RiskChecklist.Question
    /// What it is about; empty for a question that was asked of nobody.
    public let subject: String
    /// The answer; nil when there is none.
    public let answer: RiskAnswer?
    /// Until when it is to be mended; nil when there is nothing to mend.
    public let due: CalendarDay?
    /// Whether the answer itself named that day; else the checklist's days from the answer were counted.
    public let isDueGiven: Bool
    /// Where it stands.
    public let state: State
  }

  /// The checklist.
  public let checklist: RiskChecklist
  /// The day.
  public let asOf: CalendarDay
  /// The entries: overdue first, then open by severity and day, the unanswered, the closed, those in order.
  public let entries: [Entry]
  /// Answers to questions that the checklist does not have.
  public let problems: [Problem]

  /// The entries in a state.
  public func entries(_ state: State) -> [Entry] { entries.filter { $0.state == state } }

  /// Makes the register of a portfolio.
  /// - Throws: ``ProblemList`` when the checklist does not load.
  public static func of(
    store: Store, catalogue: ModelCatalogue, checklist id: String, asOf day: CalendarDay
  ) throws -> RiskRegister {
    let (checklist, _) = try catalogue.load(RiskChecklist.self, id: id)
    return RiskRegister(checklist, answers: try store.riskAnswers(checklist: id, asOf: day), asOf: day)
  }

  /// Makes the register of some answers, at most one a question and subject.
  public init(_ checklist: RiskChecklist, answers: [RiskAnswer], asOf day: CalendarDay) {
    var entries: [Entry] = []
    var problems: [Problem] = []
    var asked: [String: Set<String>] = [:]
    for answer in answers {
      guard let (section, question) = checklist.question(answer.question) else {
        problems.append(RiskRegister.unknown(answer, checklist))
        continue
      }
      asked[section.id, default: []].insert(answer.subject)
      entries.append(RiskRegister.entry(section, question, answer, asOf: day))
    }
    // Who was asked one question of a section should be asked them all; silence is no yes.
    for section in checklist.sections {
      let subjects = (asked[section.id] ?? [""]).sorted()
      for question in section.questions {
        for subject in subjects
        where !entries.contains(where: { $0.question.id == question.id && $0.subject == subject }) {
          entries.append(
            Entry(
              section: section, question: question, subject: subject, answer: nil, due: nil,
              isDueGiven: false,
              state: .unanswered))
        }
      }
    }
    self.checklist = checklist
    self.asOf = day
    self.problems = problems
    let places = Dictionary(
      uniqueKeysWithValues: checklist.questions.enumerated().map { ($0.element.id, $0.offset) })
    let order: [State] = [.overdue, .open, .unanswered, .closed, .inOrder]
    func key(_ entry: Entry) -> (Int, Int, Int32, Int) {
      let isOpen = entry.state == .overdue || entry.state == .open
      return (
        order.firstIndex(of: entry.state) ?? 0,
        isOpen ? RiskChecklist.Severity.allCases.firstIndex(of: entry.question.severity) ?? 0 : 0,
        isOpen ? entry.due?.number ?? .max : 0, places[entry.question.id] ?? 0
      )
    }
    self.entries = entries.sorted { left, right in
      let keys = (key(left), key(right))
      return keys.0 == keys.1 ? left.subject < right.subject : keys.0 < keys.1
    }
  }

  private static func entry(
    _ section: RiskChecklist.Section, _ question: RiskChecklist.Question, _ answer: RiskAnswer,
    asOf day: CalendarDay
  ) -> Entry {
    guard answer.verdict == .no || answer.verdict == .partly else {
      return Entry(
        section: section, question: question, subject: answer.subject, answer: answer, due: nil,
        isDueGiven: false,
        state: .inOrder)
    }
    let due = answer.dueDay ?? answer.day + question.dueWithin
    let state: State = answer.closedDay != nil ? .closed : due < day ? .overdue : .open
    return Entry(
      section: section, question: question, subject: answer.subject, answer: answer, due: due,
      isDueGiven: answer.dueDay != nil, state: state)
  }

  private static func unknown(_ answer: RiskAnswer, _ checklist: RiskChecklist) -> Problem {
    Problem(
      .unknownRiskQuestion, at: Place(file: checklist.header.file.path), value: answer.question,
      zh: "对“\(answer.subject)”的回答所指的问题不在清单中，未计入",
      en: "An answer about '\(answer.subject)' names a question that the checklist lacks; it is left out",
      remedy: BilingualText(
        zh: "更正 risk_answers 表的 question 列；清单中的问题：" + checklist.questions.map(\.id).joined(separator: "、"),
        en: "Correct column question of table risk_answers; the checklist has: "
          + checklist.questions.map(\.id).joined(separator: ", ")))
  }
}
