/// An entry of the store's journal: what somebody put on record, chained to the entry before it.
///
/// Nothing in the journal is ever changed or deleted. Every entry holds the hash of the one before, so that whoever
/// knows the last hash can prove the whole journal.
public struct JournalEntry: Sendable, Equatable {
  /// What was put on record.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    /// A paper that lifts a gate.
    case evidence = "gate-evidence"
    /// A decision about a right.
    case decision
    /// A further signature under a decision.
    case approval
    /// A decision or a paper was taken back.
    case revocation
    /// A review cycle was opened.
    case cycle
    /// A reviewer was given the rights of a unit.
    case assignment
    /// A cycle was frozen or closed.
    case cycleStep = "cycle-step"
    /// Minutes of a collective decision.
    case minutes
    /// What was done.
    case result
  }

  /// The entry's number, from 1.
  public let sequence: Int64
  /// What was put on record.
  public let kind: Kind
  /// What it is about: the number of a right, the name of a cycle.
  public let subject: String
  /// The content as JSON with ordered keys.
  public let payload: String
  /// The day on which it was put on record.
  public let recordedOn: CalendarDay
  /// Who put it on record.
  public let actor: String
  /// In which role.
  public let role: String
  /// The hash of the entry before; ``beginning`` for the first.
  public let previous: String
  /// The hash of this entry.
  public let hash: String

  /// Stands before the first entry.
  public static let beginning = String(repeating: "0", count: 64)

  /// An entry after another; its hash is computed.
  public init(
    sequence: Int64, kind: Kind, subject: String, payload: String, signature: JournalSignature,
    previous: String
  ) {
    self.init(
      sequence: sequence, kind: kind, subject: subject, payload: payload, recordedOn: signature.day,
      actor: signature.actor, role: signature.role, previous: previous,
      hash: JournalEntry.hash(
        sequence: sequence, kind: kind.rawValue, subject: subject, payload: payload,
        recordedOn: signature.day.iso, actor: signature.actor, role: signature.role, previous: previous))
  }

  /// An entry as it is stored.
  public init(
    sequence: Int64, kind: Kind, subject: String, payload: String, recordedOn: CalendarDay, actor: String,
    role: String, previous: String, hash: String
  ) {
    self.sequence = sequence
    self.kind = kind
    self.subject = subject
    self.payload = payload
    self.recordedOn = recordedOn
    self.actor = actor
    self.role = role
    self.previous = previous
    self.hash = hash
  }

  /// The SHA-256 over an entry's fields, each with its length before it, so that no text can pass for two.
  public static func hash(
    sequence: Int64, kind: String, subject: String, payload: String, recordedOn: String, actor: String,
    role: String, previous: String
  ) -> String {
    var hasher = SHA256Hasher()
    let fields = [
      "winnow-journal/1", String(sequence), kind, subject, payload, recordedOn, actor, role, previous,
    ]
    for field in fields {
      hasher.update("\(field.utf8.count):")
      hasher.update(field)
    }
    return hasher.finish().hex
  }
}

/// Who puts something on record, in which role, on which day.
public struct JournalSignature: Sendable, Equatable {
  /// A person's name, or a body's.
  public var actor: String
  /// The role; empty where none is stated.
  public var role: String
  /// The day.
  public var day: CalendarDay

  /// A signature.
  public init(actor: String, role: String = "", day: CalendarDay) {
    self.actor = actor
    self.role = role
    self.day = day
  }
}

/// What an entry of the journal holds.
public enum JournalContent: Sendable, Equatable {
  /// A paper that lifts a gate, with the right's number as shown.
  case evidence(GateEvidence, number: String)
  /// A decision.
  case decision(DisposalDecision)
  /// A further signature.
  case approval(DecisionApproval)
  /// Something taken back.
  case revocation(JournalRevocation)
  /// A cycle.
  case cycle(ReviewCycle)
  /// An assignment.
  case assignment(CycleAssignment)
  /// A cycle frozen or closed.
  case step(CycleStep)
  /// Minutes.
  case minutes(CycleMinutes)
  /// What was done.
  case result(ExecutionResult)

  /// The kind of the entry.
  public var kind: JournalEntry.Kind {
    switch self {
    case .evidence: return .evidence
    case .decision: return .decision
    case .approval: return .approval
    case .revocation: return .revocation
    case .cycle: return .cycle
    case .assignment: return .assignment
    case .step: return .cycleStep
    case .minutes: return .minutes
    case .result: return .result
    }
  }

  /// What the entry is about, for people.
  public var subject: String {
    switch self {
    case .evidence(_, let number): return number
    case .decision(let decision): return decision.number
    case .approval(let approval): return "#\(approval.decision)"
    case .revocation(let revocation): return "#\(revocation.revokes)"
    case .cycle(let cycle): return cycle.name
    case .assignment(let assignment): return assignment.cycle
    case .step(let step): return step.cycle
    case .minutes(let minutes): return minutes.cycle
    case .result(let result): return result.number
    }
  }
}
