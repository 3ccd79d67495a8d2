internal import Grading
public import PortfolioCore

/// What must be done before a right that a plan lets go may be let go.
public enum PlanCondition: UInt8, Sendable, CaseIterable {
  /// Nothing: no gate stands before it, or the right is not let go.
  case none = 0
  /// Questions are open.
  case question = 1
  /// A gate is closed; questions may be open as well.
  case closed = 2
  /// The run holds no gates, so nothing was checked.
  case notChecked = 3

  /// The word of files and data.
  public var word: String {
    switch self {
    case .none: return "clear"
    case .question: return "question"
    case .closed: return "closed"
    case .notChecked: return "not-checked"
    }
  }
}

extension GateTable {
  /// The rights that a gate forbids to let lapse on the day on which their next fee is due, a list a gate.
  func lapseBlocks(_ table: FactTable) -> [(id: String, title: BilingualText, rows: [Int])] {
    let due = table[.nextFeeDay]
    return lapseBlocks { due?.day($0) }
  }

  private func lapseBlocks(on day: (Int) -> CalendarDay?) -> [(id: String, title: BilingualText, rows: [Int])]
  {
    model.gates.indices.compactMap { gate in
      guard model.gates[gate].effect == .blocks, model.gates[gate].acts.contains(.lapse) else { return nil }
      let rows = (0..<count).filter { blocks(gate, $0, .lapse, on: day($0)) }
      let title = model.gates[gate].title
      return (
        "gate-" + model.gates[gate].id,
        BilingualText(
          zh: "门槛 \(model.gates[gate].id)：\(title.zh)", en: "Gate \(model.gates[gate].id): \(title.en)"), rows
      )
    }
  }

  /// The condition under which each right that a plan lets go may be let go. What lifts a gate must still do so on the
  /// day from which the fee is not paid.
  func conditions(of plan: PortfolioPlan) -> [PlanCondition] {
    plan.actions.indices.map { row in
      guard plan.actions[row].letsGo else { return .none }
      return condition(row, on: plan.lapseDay(row))
    }
  }

  /// The condition under which a right may be let lapse on a day.
  public func condition(_ row: Int, on day: CalendarDay?) -> PlanCondition {
    var worst = PlanCondition.none
    for gate in model.gates.indices {
      switch state(gate, row, .lapse, on: day) {
      case .closed, .expired: return .closed
      case .question: worst = .question
      case .notApplicable, .clear, .lifted: break
      }
    }
    return worst
  }
}
