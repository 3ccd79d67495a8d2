/// What somebody decided about a right. A recommendation proposes, a decision decides, a result tells what was done:
/// three records, and none changes another.
public struct DisposalDecision: Sendable, Equatable, Codable {
  /// The right's row id in the store.
  public var rightID: Int64
  /// The right's number as shown when it was decided, so that the journal can be read by itself.
  public var number: String
  /// The run whose recommendation was before the decider.
  public var run: Int64
  /// What that run recommended, by the word of the plan's action; nil
  /// where it recommended nothing.
  public var recommended: String?
  /// The grade, or the gate of the model, in that run.
  public var outcome: String
  /// The cycle it belongs to; nil outside cycles.
  public var cycle: String?
  /// What was decided.
  public var action: DisposalAction
  /// Whether whoever takes the right, or a licence of it, is abroad; nil where nobody takes it, nobody said, and in
  /// decisions from before it was kept.
  public var abroad: Bool?
  /// Who decided: a person or a body.
  public var decidedBy: String
  /// In which role.
  public var role: String
  /// When.
  public var day: CalendarDay
  /// The day from which it is to be carried out; nil for at once.
  public var effective: CalendarDay?
  /// The reason by the code of the decision policy; nil where none was given.
  public var reasonCode: String?
  /// The reason in words.
  public var reason: String
  /// The tier of the policy that says how many must sign.
  public var tier: String
  /// How many persons must sign, the decider among them.
  public var signatures: Int
  /// The conflicts that were shown and accepted, by problem code.
  public var accepted: [String]
  /// Why they were accepted; nil without any.
  public var acceptedBecause: String?
  /// The gates that were shown and accepted, as they stood then; nil without any, and in decisions from before they
  /// were kept.
  public var acceptedGates: [AcceptedGate]?
  /// The entry of the decision that stood before; nil for the first.
  public var supersedes: Int64?

  /// A decision.
  public init(
    rightID: Int64, number: String, run: Int64, recommended: String? = nil, outcome: String,
    cycle: String? = nil, action: DisposalAction, abroad: Bool? = nil, decidedBy: String, role: String,
    day: CalendarDay, effective: CalendarDay? = nil, reasonCode: String? = nil, reason: String, tier: String,
    signatures: Int = 1, accepted: [String] = [], acceptedBecause: String? = nil,
    acceptedGates: [AcceptedGate]? = nil, supersedes: Int64? = nil
  ) {
    self.rightID = rightID
    self.number = number
    self.run = run
    self.recommended = recommended
    self.outcome = outcome
    self.cycle = cycle
    self.action = action
    self.abroad = abroad
    self.decidedBy = decidedBy
    self.role = role
    self.day = day
    self.effective = effective
    self.reasonCode = reasonCode
    self.reason = reason
    self.tier = tier
    self.signatures = signatures
    self.accepted = accepted
    self.acceptedBecause = acceptedBecause
    self.acceptedGates = acceptedGates
    self.supersedes = supersedes
  }
}

/// A gate before a decision as it was shown to those who accepted it. A gate that closes later was not.
public struct AcceptedGate: Sendable, Hashable, Codable {
  /// How a gate stood.
  public enum Stand: String, CaseIterable, Sendable, Codable {
    /// A fact was missing.
    case question
    /// It was closed.
    case closed
    /// A paper had lifted it and did not count on the day of the act.
    case expired
  }

  /// The act that it stands before.
  public var act: GatedAct
  /// The gate's id.
  public var gate: String
  /// How it stood.
  public var stand: Stand

  /// A gate.
  public init(act: GatedAct, gate: String, stand: Stand) {
    self.act = act
    self.gate = gate
    self.stand = stand
  }

  /// Whether accepting this one covers a stand: who took an open question has not taken what its answer closes.
  public func covers(_ stand: Stand) -> Bool { self.stand == stand || self.stand != .question }
}

/// A further signature under a decision.
public struct DecisionApproval: Sendable, Equatable, Codable {
  /// The decision's entry.
  public var decision: Int64
  /// Who signed.
  public var approvedBy: String
  /// In which role.
  public var role: String
  /// When.
  public var day: CalendarDay

  /// A signature.
  public init(decision: Int64, approvedBy: String, role: String, day: CalendarDay) {
    self.decision = decision
    self.approvedBy = approvedBy
    self.role = role
    self.day = day
  }
}

/// A decision or a paper taken back. What was recorded stays on record.
public struct JournalRevocation: Sendable, Equatable, Codable {
  /// The entry taken back.
  public var revokes: Int64
  /// Who took it back.
  public var revokedBy: String
  /// When.
  public var day: CalendarDay
  /// Why.
  public var reason: String

  /// Something taken back.
  public init(revokes: Int64, revokedBy: String, day: CalendarDay, reason: String) {
    self.revokes = revokes
    self.revokedBy = revokedBy
    self.day = day
    self.reason = reason
  }
}

/// What was done with a right after a decision, with the paper that proves it.
public struct ExecutionResult: Sendable, Equatable, Codable {
  /// What was done.
  public enum Outcome: String, CaseIterable, Sendable, Codable {
    /// The fee was paid.
    case paid
    /// The right lapsed because a fee was not paid.
    case lapsed
    /// The office took note of its being given up.
    case abandoned
    /// It has another owner.
    case transferred
    /// It was licensed, or declared open to licence.
    case licensed
    /// Fewer countries, claims or goods.
    case reduced
    /// The secret was published or released.
    case declassified

    /// The word in lists.
    public var title: BilingualText {
      switch self {
      case .paid: return BilingualText(zh: "已缴费", en: "paid")
      case .lapsed: return BilingualText(zh: "已终止", en: "lapsed")
      case .abandoned: return BilingualText(zh: "已放弃", en: "abandoned")
      case .transferred: return BilingualText(zh: "已转让", en: "transferred")
      case .licensed: return BilingualText(zh: "已许可", en: "licensed")
      case .reduced: return BilingualText(zh: "已缩减", en: "reduced")
      case .declassified: return BilingualText(zh: "已解密", en: "declassified")
      }
    }
  }

  /// The right's row id in the store.
  public var rightID: Int64
  /// The right's number as shown.
  public var number: String
  /// The decision's entry.
  public var decision: Int64
  /// What was done.
  public var outcome: Outcome
  /// On which day.
  public var day: CalendarDay
  /// The paper that proves it; nil for what the register says.
  public var document: String?
  /// The SHA-256 of that paper.
  public var digest: String?
  /// Who recorded it.
  public var recordedBy: String
  /// A remark.
  public var note: String?

  /// What was done.
  public init(
    rightID: Int64, number: String, decision: Int64, outcome: Outcome, day: CalendarDay,
    document: String? = nil, digest: String? = nil, recordedBy: String, note: String? = nil
  ) {
    self.rightID = rightID
    self.number = number
    self.decision = decision
    self.outcome = outcome
    self.day = day
    self.document = document
    self.digest = digest
    self.recordedBy = recordedBy
    self.note = note
  }
}
