import GRDB
import PortfolioCore

@testable import PortfolioStore

/// Stores with rights and runs to decide about.
enum Journal {
  static let someday = Make.day("2026-07-01")

  /// A store of some rights, `P1` the first, and two runs.
  static func store(path: String = ":memory:", rights: Int = 4) throws -> Store {
    let store = try Store(path: path, create: true)
    try store.take((1...rights).map { Make.right("P\($0)", line: $0 + 1, owners: ["Acme"]) })
    try store.write { db in
      try db.execute(
        sql: """
          INSERT INTO run VALUES (1, 'n', '2026-06-30', 'v', 'CNY', 'h', '{}');
          INSERT INTO run VALUES (2, 'n', '2026-06-30', 'v', 'CNY', 'i', '{}');
          """)
    }
    return store
  }

  static func signature(_ actor: String = "Li", day: String = "2026-07-01") -> JournalSignature {
    JournalSignature(actor: actor, role: "IP", day: Make.day(day))
  }

  static func decision(
    _ right: Int64 = 1, _ action: DisposalAction = .letLapse, by: String = "Li", day: String = "2026-07-01",
    signatures: Int = 1, cycle: String? = nil, accepted: [String] = [], supersedes: Int64? = nil
  ) -> DisposalDecision {
    DisposalDecision(
      rightID: right, number: "P\(right)", run: 1, recommended: "candidate-to-let-lapse", outcome: "D",
      cycle: cycle, action: action, decidedBy: by, role: "IP", day: Make.day(day),
      reasonCode: "fees-exceed-worth", reason: "no use seen", tier: "ordinary", signatures: signatures,
      accepted: accepted, acceptedBecause: accepted.isEmpty ? nil : "known",
      acceptedGates: accepted.isEmpty ? nil : [AcceptedGate(act: .lapse, gate: "G2", stand: .closed)],
      supersedes: supersedes)
  }

  static func evidence(_ right: Int64 = 1, gate: String = "G2", through: String? = nil) -> GateEvidence {
    GateEvidence(
      rightID: right, gate: gate, acts: [.lapse, .abandonment], document: "consent.pdf",
      digest: SHA256Digest(of: "consent").hex, recordedBy: "Li", day: Make.day("2026-07-01"),
      validTo: through.map(Make.day))
  }

  static func cycle(_ name: String = "2027", rights: Int64 = 3) -> ReviewCycle {
    ReviewCycle(
      name: name, year: 2027, run: 1, scope: "", openedBy: "Li", day: Make.day("2026-07-01"),
      due: Make.day("2026-09-30"), previous: nil,
      members: (1...rights).map {
        ReviewCycle.Member(rightID: $0, number: "P\($0)", unit: "U", outcome: "D", recommended: nil)
      })
  }

  /// One entry of every kind.
  static func filled() throws -> Store {
    let store = try store()
    try store.record([.cycle(cycle())], by: signature())
    try store.record(
      [.assignment(CycleAssignment(cycle: "2027", unit: "U", reviewer: "Wang", due: Make.day("2026-08-31")))],
      by: signature())
    try store.record(
      [.evidence(evidence(through: "2027-06-30"), number: "P1"), .evidence(evidence(2), number: "P2")],
      by: signature())
    // Entry 5: the decision to sign, 6: the one to take back.
    try store.record(
      [
        .decision(decision(1, signatures: 2, cycle: "2027")),
        .decision(decision(2, .keep, accepted: ["DEC002", "DEC003"])),
      ], by: signature())
    try store.record(
      [
        .approval(
          DecisionApproval(decision: 5, approvedBy: "Zhao", role: "legal", day: Make.day("2026-07-02")))
      ],
      by: signature("Zhao", day: "2026-07-02"))
    try store.record(
      [
        .revocation(
          JournalRevocation(revokes: 6, revokedBy: "Li", day: Make.day("2026-07-02"), reason: "by mistake"))
      ], by: signature(day: "2026-07-02"))
    try store.record(
      [.step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: Make.day("2026-10-01")))],
      by: signature(day: "2026-10-01"))
    try store.record(
      [
        .minutes(
          CycleMinutes(
            cycle: "2027", body: "Board", day: Make.day("2026-10-10"), document: "minutes.json",
            digest: SHA256Digest(of: "minutes").hex, head: JournalEntry.beginning))
      ], by: signature(day: "2026-10-10"))
    try store.record(
      [
        .step(CycleStep(cycle: "2027", step: .closed, by: "Li", day: Make.day("2026-10-11"))),
        .result(
          ExecutionResult(
            rightID: 1, number: "P1", decision: 5, outcome: .lapsed, day: Make.day("2027-01-09"),
            document: "notice.pdf", digest: SHA256Digest(of: "notice").hex, recordedBy: "Li", note: "seen")),
      ], by: signature(day: "2027-01-10"))
    return store
  }
}

extension Store {
  /// What a work is refused for.
  func refusals(_ contents: [JournalContent], by signature: JournalSignature = Journal.signature())
    -> [ProblemCode]
  {
    do {
      try record(contents, by: signature)
      return []
    } catch let list as ProblemList {
      return list.problems.map(\.code)
    } catch {
      return []
    }
  }
}
