internal import Foundation
internal import GRDB
internal import PortfolioCore

/// The typed rows beside the journal: one writer and one reader for each kind of entry, so that the audit reads what
/// the rest of the store reads.
enum JournalRows {
  /// The table that holds the rows of a kind.
  static func table(_ kind: JournalEntry.Kind) -> String {
    switch kind {
    case .evidence: return "gate_evidence"
    case .decision: return "decision"
    case .approval: return "decision_approval"
    case .revocation: return "revocation"
    case .cycle: return "review_cycle"
    case .assignment: return "cycle_assignment"
    case .cycleStep: return "cycle_step"
    case .minutes: return "cycle_minutes"
    case .result: return "execution_result"
    }
  }

  // MARK: Payloads

  private struct EvidencePayload: Codable {
    var evidence: GateEvidence
    var number: String
  }

  /// The content as JSON with ordered keys: the bytes that the hash is made of.
  static func payload(_ content: JournalContent) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data: Data
    switch content {
    case .evidence(let evidence, let number):
      data = try encoder.encode(EvidencePayload(evidence: evidence, number: number))
    case .decision(let value): data = try encoder.encode(value)
    case .approval(let value): data = try encoder.encode(value)
    case .revocation(let value): data = try encoder.encode(value)
    case .cycle(let value): data = try encoder.encode(value)
    case .assignment(let value): data = try encoder.encode(value)
    case .step(let value): data = try encoder.encode(value)
    case .minutes(let value): data = try encoder.encode(value)
    case .result(let value): data = try encoder.encode(value)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A value of several parts as one cell: JSON with ordered keys.
  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value of such a cell, which may be empty; nil for one that is not as the program writes it.
  private static func value<Value: Codable>(_ row: Row, _ column: String, _ type: Value.Type) -> Value?? {
    guard let text = row[column] as String? else { return .some(nil) }
    guard let value = try? JSONDecoder().decode(type, from: Data(text.utf8)),
      (try? self.text(value)) == text
    else { return nil }
    return .some(value)
  }

  /// The content of a payload; nil when it is none of its kind.
  static func content(_ kind: JournalEntry.Kind, payload: String) -> JournalContent? {
    let decoder = JSONDecoder()
    let data = Data(payload.utf8)
    func read<Value: Decodable>(_ type: Value.Type) -> Value? { try? decoder.decode(type, from: data) }
    switch kind {
    case .evidence: return read(EvidencePayload.self).map { .evidence($0.evidence, number: $0.number) }
    case .decision: return read(DisposalDecision.self).map { .decision($0) }
    case .approval: return read(DecisionApproval.self).map { .approval($0) }
    case .revocation: return read(JournalRevocation.self).map { .revocation($0) }
    case .cycle: return read(ReviewCycle.self).map { .cycle($0) }
    case .assignment: return read(CycleAssignment.self).map { .assignment($0) }
    case .cycleStep: return read(CycleStep.self).map { .step($0) }
    case .minutes: return read(CycleMinutes.self).map { .minutes($0) }
    case .result: return read(ExecutionResult.self).map { .result($0) }
    }
  }

  // MARK: Writing

  static func insert(_ content: JournalContent, entry: Int64, into db: Database) throws {
    func row(_ values: [(any DatabaseValueConvertible)?]) throws {
      let marks = Array(repeating: "?", count: values.count + 1).joined(separator: ", ")
      try db.cachedStatement(sql: "INSERT INTO \(table(content.kind)) VALUES (\(marks))")
        .execute(arguments: StatementArguments([entry] + values))
    }
    switch content {
    case .evidence(let one, let number):
      try row([
        one.rightID, number, one.gate, one.acts.map(\.rawValue).joined(separator: " "), one.document,
        one.digest, one.recordedBy, one.day.iso, one.validTo?.iso, try one.answers.map { try text($0) },
      ])
    case .decision(let one):
      try row([
        one.rightID, one.number, one.run, one.recommended, one.outcome, one.cycle, one.action.rawValue,
        one.decidedBy, one.role, one.day.iso, one.effective?.iso, one.reasonCode, one.reason, one.tier,
        one.signatures, one.accepted.joined(separator: " "), one.acceptedBecause, one.supersedes,
        try one.acceptedGates.map { try text($0) }, one.abroad,
      ])
    case .approval(let one): try row([one.decision, one.approvedBy, one.role, one.day.iso])
    case .revocation(let one): try row([one.revokes, one.revokedBy, one.day.iso, one.reason])
    case .result(let one):
      try row([
        one.rightID, one.number, one.decision, one.outcome.rawValue, one.day.iso, one.document, one.digest,
        one.recordedBy, one.note,
      ])
    case .cycle(let one):
      try row([
        one.name, one.year, one.run, one.scope, one.openedBy, one.day.iso, one.due?.iso, one.previous,
      ])
      let insert = PreparedStatement(db, "INSERT INTO cycle_member VALUES (?, ?, ?, ?, ?, ?)")
      for member in one.members {
        insert.bind(1, entry)
        insert.bind(2, member.rightID)
        insert.bind(3, member.number)
        insert.bind(4, member.unit)
        insert.bind(5, member.outcome)
        insert.bind(6, member.recommended)
        try insert.run()
      }
    case .assignment(let one): try row([one.cycle, one.unit, one.reviewer, one.due?.iso])
    case .step(let one): try row([one.cycle, one.step.rawValue, one.by, one.day.iso])
    case .minutes(let one): try row([one.cycle, one.body, one.day.iso, one.document, one.digest, one.head])
    }
  }

  // MARK: Reading

  /// The content that an entry's typed row holds; nil when there is no row or it cannot be read.
  static func stored(_ kind: JournalEntry.Kind, entry: Int64, in db: Database) throws -> JournalContent? {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM \(table(kind)) WHERE entry = ?", arguments: [entry])
    else { return nil }
    switch kind {
    case .evidence: return evidence(row).map { .evidence($0, number: row["number"]) }
    case .decision: return decision(row).map { .decision($0) }
    case .approval: return approval(row).map { .approval($0) }
    case .revocation: return revocation(row).map { .revocation($0) }
    case .cycle: return try cycle(row, in: db).map { .cycle($0) }
    case .assignment: return assignment(row).map { .assignment($0) }
    case .cycleStep: return step(row).map { .step($0) }
    case .minutes: return minutes(row).map { .minutes($0) }
    case .result: return result(row).map { .result($0) }
    }
  }

  /// All rows of a table, none passed over: a row that cannot be read was changed behind the program's back.
  static func all<Value>(_ rows: [Row], _ table: String, _ read: (Row) throws -> Value?) throws -> [Value] {
    try rows.map { row in
      guard let value = try read(row) else {
        throw ProblemList(JournalAudit.differs(row["entry"], table, ""))
      }
      return value
    }
  }

  private static func day(_ row: Row, _ column: String) -> CalendarDay? {
    (row[column] as String?).flatMap { CalendarDay(iso: $0) }
  }

  /// A day that may be absent; nil for one that cannot be read.
  private static func optionalDay(_ row: Row, _ column: String) -> CalendarDay?? {
    guard let text = row[column] as String? else { return .some(nil) }
    return CalendarDay(iso: text).map { .some($0) }
  }

  /// Words joined by blanks; nil when they are not written as the program writes them.
  private static func words(_ text: String) -> [String]? {
    let words = text.split(separator: " ").map(String.init)
    return words.joined(separator: " ") == text ? words : nil
  }

  static func evidence(_ row: Row) -> GateEvidence? {
    guard let from = day(row, "day"), let through = optionalDay(row, "valid_to"),
      let names = words(row["acts"]), let answers = value(row, "answers", EvidenceFacts.self)
    else { return nil }
    let acts = names.compactMap { GatedAct(rawValue: $0) }
    guard acts.count == names.count else { return nil }
    return GateEvidence(
      rightID: row["right_id"], gate: row["gate"], acts: acts, document: row["document"],
      digest: row["digest"], recordedBy: row["recorded_by"], day: from, validTo: through,
      answers: answers)
  }

  static func decision(_ row: Row) -> DisposalDecision? {
    guard let on = day(row, "day"), let action = DisposalAction(rawValue: row["action"]),
      let effective = optionalDay(row, "effective_day"), let accepted = words(row["accepted"]),
      let gates = value(row, "accepted_gates", [AcceptedGate].self)
    else { return nil }
    return DisposalDecision(
      rightID: row["right_id"], number: row["number"], run: row["run_id"], recommended: row["recommended"],
      outcome: row["outcome"], cycle: row["cycle"], action: action, abroad: row["taker_abroad"],
      decidedBy: row["decided_by"], role: row["role"], day: on, effective: effective,
      reasonCode: row["reason_code"],
      reason: row["reason"], tier: row["tier"], signatures: row["signatures"],
      accepted: accepted, acceptedBecause: row["accepted_because"],
      acceptedGates: gates, supersedes: row["supersedes"])
  }

  static func approval(_ row: Row) -> DecisionApproval? {
    guard let on = day(row, "day") else { return nil }
    return DecisionApproval(
      decision: row["decision"], approvedBy: row["approved_by"], role: row["role"], day: on)
  }

  static func revocation(_ row: Row) -> JournalRevocation? {
    guard let on = day(row, "day") else { return nil }
    return JournalRevocation(
      revokes: row["revokes"], revokedBy: row["revoked_by"], day: on, reason: row["reason"])
  }

  static func result(_ row: Row) -> ExecutionResult? {
    guard let on = day(row, "day"), let outcome = ExecutionResult.Outcome(rawValue: row["outcome"]) else {
      return nil
    }
    return ExecutionResult(
      rightID: row["right_id"], number: row["number"], decision: row["decision"], outcome: outcome, day: on,
      document: row["document"], digest: row["digest"], recordedBy: row["recorded_by"], note: row["note"])
  }

  static func cycle(_ row: Row, in db: Database) throws -> ReviewCycle? {
    guard let on = day(row, "day"), let due = optionalDay(row, "due_day") else { return nil }
    let members = try Row.fetchAll(
      db, sql: "SELECT * FROM cycle_member WHERE entry = ? ORDER BY right_id",
      arguments: [row["entry"] as Int64]
    ).map { row in
      ReviewCycle.Member(
        rightID: row["right_id"], number: row["number"], unit: row["unit"], outcome: row["outcome"],
        recommended: row["recommended"])
    }
    return ReviewCycle(
      name: row["name"], year: row["year"], run: row["run_id"], scope: row["scope"],
      openedBy: row["opened_by"], day: on, due: due, previous: row["previous"],
      members: members)
  }

  static func assignment(_ row: Row) -> CycleAssignment? {
    guard let due = optionalDay(row, "due_day") else { return nil }
    return CycleAssignment(cycle: row["cycle"], unit: row["unit"], reviewer: row["reviewer"], due: due)
  }

  static func step(_ row: Row) -> CycleStep? {
    guard let on = day(row, "day"), let step = CycleStep.Step(rawValue: row["step"]) else { return nil }
    return CycleStep(cycle: row["cycle"], step: step, by: row["done_by"], day: on)
  }

  static func minutes(_ row: Row) -> CycleMinutes? {
    guard let on = day(row, "day") else { return nil }
    return CycleMinutes(
      cycle: row["cycle"], body: row["body"], day: on, document: row["document"], digest: row["digest"],
      head: row["head"])
  }
}
