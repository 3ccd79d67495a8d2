import PortfolioCore

/// Decisions about a right as data, beside what a run says of it.
enum DecisionData {
  static func json(_ lines: [DecisionBook.Line]) -> JSONValue { .array(lines.map { json($0) }) }

  private static func json(_ line: DecisionBook.Line) -> JSONValue {
    let one = line.decision
    return .fields([
      ("entry", .integer(Int(line.entry))), ("hash", .string(line.hash)),
      ("state", .string(line.state.rawValue)),
      ("action", .string(one.action.rawValue)),
      ("abroad", one.abroad.map { .bool($0) } ?? .null), ("run", .integer(Int(one.run))),
      ("recommended", .optional(one.recommended)), ("outcome", .string(one.outcome)),
      ("cycle", .optional(one.cycle)), ("decidedBy", .string(one.decidedBy)), ("role", .string(one.role)),
      ("day", .string(one.day.iso)), ("effective", .optional(one.effective?.iso)),
      ("reasonCode", .optional(one.reasonCode)), ("reason", .string(one.reason)), ("tier", .string(one.tier)),
      ("signatures", .integer(one.signatures)),
      (
        "signedBy",
        .array(
          line.approvals.map {
            .fields([
              ("name", .string($0.approvedBy)), ("role", .string($0.role)), ("day", .string($0.day.iso)),
            ])
          })
      ),
      ("accepted", .array(one.accepted.map { .string($0) })),
      ("acceptedBecause", .optional(one.acceptedBecause)),
      (
        "acceptedGates",
        .array(
          (one.acceptedGates ?? []).map {
            .fields([
              ("act", .string($0.act.rawValue)), ("gate", .string($0.gate)),
              ("state", .string($0.stand.rawValue)),
            ])
          })
      ),
      ("supersedes", one.supersedes.map { .integer(Int($0)) } ?? .null),
      ("revokedBecause", .optional(line.revocation?.reason)),
      (
        "results",
        .array(
          line.results.map {
            .fields([("result", .string($0.outcome.rawValue)), ("day", .string($0.day.iso))])
          })
      ),
    ])
  }
}
