public import PortfolioCore

/// A question of a gate that is open for the portfolio as a whole, because it holds no data of that kind: told once, with
/// the number of decided rights that wait for it.
public struct OpenQuestion: Sendable {
  /// The gate.
  public let gate: DisposalGate
  /// The facts of which nothing is known, in the gate's order.
  public let facts: [FactID]
  /// The decided rights that wait for the answer.
  public let rights: Int

  /// The questions behind standing decisions that are not carried out, in the order of the gates.
  public static func list(book: DecisionBook, outlook: FeeOutlook, gates: GateCheck) -> [OpenQuestion] {
    let rows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var waiting: [String: (gate: DisposalGate, facts: [FactID], rights: Set<Int64>)] = [:]
    for line in book.standingLines where line.state != .executed {
      let one = line.decision
      let day =
        rows[one.rightID].map { outlook.dayOfAct(one.action, $0, effective: one.effective) } ?? outlook.asOf
      let own = Set(
        gates.issues(
          one.rightID, one.action, abroad: one.abroad, on: day, ofThePortfolio: false
        ).map(\.gate.id))
      for issue in gates.issues(one.rightID, one.action, abroad: one.abroad, on: day)
      where !own.contains(issue.gate.id) {
        var entry = waiting[issue.gate.id] ?? (issue.gate, [], [])
        entry.facts += issue.facts.filter { !entry.facts.contains($0) }
        entry.rights.insert(one.rightID)
        waiting[issue.gate.id] = entry
      }
    }
    return gates.gateIDs.compactMap { waiting[$0] }.map {
      OpenQuestion(gate: $0.gate, facts: $0.facts, rights: $0.rights.count)
    }
  }
}
