public import Grading
public import PortfolioCore

/// A right for which something must be done by a day, such as an answer to a request to cancel for non-use.
public struct AnswerDay: Sendable {
  /// The right's row in the run.
  public let row: Int
  /// The gate that asks for it.
  public let gate: Gate
  /// The last day; not moved past holidays.
  public let day: CalendarDay
}

extension ReviewRun {
  /// What gates of the run's grading model ask to be done by a day, the earliest first; those whose day has passed
  /// among them.
  public var answerDays: [AnswerDay] {
    let gates = gradingModel.parts.flatMap { part in
      part.gates.filter { $0.deadline != nil }.map { (Set(part.appliesTo.map(\.rawValue)), $0) }
    }
    guard !gates.isEmpty else { return [] }
    var found: [AnswerDay] = []
    for (kinds, gate) in gates {
      guard let deadline = gate.deadline else { continue }
      let condition = ConditionMatcher(gate.condition, table: table)
      for row in 0..<table.count where condition.holds(row) {
        guard kinds.contains(table[.rightKind]?.category(row) ?? ""),
          // What has ended or belongs to others needs no answer, though the request stays on file.
          isOpen(gate, row), let day = deadline.day(row, in: table)
        else { continue }
        found.append(AnswerDay(row: row, gate: gate, day: day))
      }
    }
    return found.sorted { ($0.day, $0.row) < ($1.day, $1.row) }
  }

  /// True unless another gate put the right outside the grades first.
  private func isOpen(_ gate: Gate, _ row: Int) -> Bool {
    guard case .gated(let index) = grades.outcome(row) else { return true }
    return gradingModel.gates[index].id == gate.id || gate.effect != .outside
  }
}
