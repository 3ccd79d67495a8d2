public import Grading
internal import PolicyModels
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
  /// What must be done by a day, the earliest first; those whose day has passed among them.
  ///
  /// The periods are those of the run's rule book; where it sets none, of the first book beside it that does, else of
  /// ``answerBook``: a period runs whatever book grades.
  public var answerDays: [AnswerDay] {
    let books = [gradingModel] + views.map(\.model) + (answerBook.map { [$0] } ?? [])
    guard let book = books.first(where: \.setsAnswerDays) else { return [] }
    return book.answerDays(in: table)
  }
}

extension GradingModel {
  /// Whether a gate asks for something to be done by a day.
  public var setsAnswerDays: Bool { gates.contains { $0.deadline != nil } }

  /// What the gates ask to be done by a day, the earliest first.
  func answerDays(in table: FactTable) -> [AnswerDay] {
    var found: [AnswerDay] = []
    for part in parts {
      let kinds = Set(part.appliesTo.map(\.rawValue))
      for gate in part.gates {
        guard let deadline = gate.deadline else { continue }
        let condition = ConditionMatcher(gate.condition, table: table)
        // What has ended or belongs to others needs no answer, though the request stays on file.
        let closing = part.gates.prefix { $0.id != gate.id }.filter { $0.effect == .outside }
          .map { ConditionMatcher($0.condition, table: table) }
        for row in 0..<table.count where condition.holds(row) {
          guard kinds.contains(table[.rightKind]?.category(row) ?? ""),
            !closing.contains(where: { $0.holds(row) }), let day = deadline.day(row, in: table)
          else { continue }
          found.append(AnswerDay(row: row, gate: gate, day: day))
        }
      }
    }
    return found.sorted { ($0.day, $0.row) < ($1.day, $1.row) }
  }

  /// The first rule book that sets a day for an answer of these rights; nil where a procedure of none of them waits for
  /// one. A book that does not load sets none.
  static func answerBook(_ catalogue: ModelCatalogue, _ table: FactTable) -> (GradingModel, ModelHeader)? {
    // The one procedure with a period of its own that portfolios record.
    guard let served = table[.nonUseRequest], (0..<table.count).contains(where: { served.day($0) != nil })
    else { return nil }
    for id in catalogue.entries(kind: GradingModel.kind).compactMap({ $0.header?.id }) {
      guard let loaded = try? catalogue.load(GradingModel.self, id: id), loaded.0.setsAnswerDays,
        !loaded.0.answerDays(in: table).isEmpty
      else { continue }
      return loaded
    }
    return nil
  }
}
