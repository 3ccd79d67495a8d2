public import PortfolioCore
internal import Renewals

/// Why the fee of a year is paid although it was decided to give the right up.
public struct StillPaid: Sendable, Equatable {
  /// Why.
  public let basis: ExecutionList.Basis
  /// The gates that are waited for, where it is for them.
  public let gates: [String]
}

extension ExecutionList {
  /// Why the fee of a year is paid although it was decided to give the right up: as the list for whoever pays has it. Nil
  /// where it stays unpaid, where anything else was decided, and where the right is not known.
  public static func stillPaid(
    _ standing: DecisionBook.Line, year: Int, _ outlook: FeeOutlook, gates: GateCheck, owners: RegisterOwners?
  ) -> StillPaid? {
    let decision = standing.decision
    guard decision.action.endsPayment, let first = CalendarDay(year: year, month: 1, day: 1),
      let row = outlook.table.rightIDs.firstIndex(of: decision.rightID)
    else { return nil }
    let open = outlook.feesAhead(row, from: first).first { $0.paid == nil && $0.item.due.year == year }
    let day = open?.item.due ?? outlook.dayOfAct(decision.action, row, effective: decision.effective)
    // After a fee that stays unpaid none falls due.
    if let end = firstLeftUnpaid(standing, row, outlook, gates: gates, owners: owners), end < day {
      return nil
    }
    let (instruction, basis) = judge(standing, due: day, gates: gates, owners: owners)
    guard instruction == .pay else { return nil }
    guard basis == .closedGate else { return StillPaid(basis: basis, gates: []) }
    let inTheWay = gates.hindrance(decision, on: decision.gateDay(due: day)).inTheWay
    return StillPaid(basis: basis, gates: inTheWay.map(\.gate.id))
  }
}
