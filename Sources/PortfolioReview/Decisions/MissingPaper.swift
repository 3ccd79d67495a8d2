internal import PolicyModels
public import PortfolioCore

/// A paper that a decision needs and that is not on record, or no longer counts.
public struct MissingPaper: Sendable {
  /// The decision.
  public let decision: DecisionBook.Line
  /// The id by which the paper is recorded: a paper of the policy, or a gate.
  public let id: String
  /// What it is.
  public let title: BilingualText
  /// Where the need comes from.
  public let ground: String
  /// The day on which an earlier paper of this id ran out; nil where there never was one.
  public let expired: CalendarDay?

  /// A paper.
  public init(
    decision: DecisionBook.Line, id: String, title: BilingualText, ground: String, expired: CalendarDay?
  ) {
    self.decision = decision
    self.id = id
    self.title = title
    self.ground = ground
    self.expired = expired
  }

  /// The papers that standing decisions lack on a day.
  /// - Parameter gates: what else stands before an action on a right, by gate: id, title, ground.
  public static func list(
    book: DecisionBook, evidence: [GateEvidence], policy: DecisionPolicy, asOf day: CalendarDay,
    gates: (Int64, DisposalAction) -> [(id: String, title: BilingualText, ground: String)]
  ) -> [MissingPaper] {
    var recorded: [Int64: [GateEvidence]] = [:]
    for paper in evidence { recorded[paper.rightID, default: []].append(paper) }
    let sources = Dictionary(
      policy.header.sources.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    return book.standingLines.filter { $0.state != .executed }.flatMap { line -> [MissingPaper] in
      let id = line.decision.rightID
      let own = recorded[id] ?? []
      let papers = policy.papers(of: line.decision.action).compactMap { paper -> MissingPaper? in
        let such = own.filter { $0.gate == paper.id }
        guard !such.contains(where: { $0.counts(on: day) }) else { return nil }
        return MissingPaper(
          decision: line, id: paper.id, title: paper.title, ground: sources[paper.source] ?? paper.source,
          expired: such.compactMap(\.validTo).filter { $0 < day }.max())
      }
      let closed = gates(id, line.decision.action).map { gate in
        MissingPaper(
          decision: line, id: gate.id, title: gate.title, ground: gate.ground,
          expired: own.filter { $0.gate == gate.id }.compactMap(\.validTo).filter { $0 < day }.max())
      }
      return papers + closed
    }
  }
}
