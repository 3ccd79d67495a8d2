/// Everything decided by a day: decisions with their signatures, what became of them, and the cycles.
public struct DecisionBook: Sendable {
  /// A decision as it stands.
  public struct Line: Sendable, Equatable {
    /// The journal's entry.
    public let entry: Int64
    /// The entry's hash.
    public let hash: String
    /// The decision.
    public let decision: DisposalDecision
    /// Further signatures, the earliest first.
    public internal(set) var approvals: [DecisionApproval] = []
    /// The journal's entry of the last further signature; nil where there is none, or it is not known.
    public internal(set) var lastApproval: Int64?
    /// How it was taken back; nil where it was not.
    public internal(set) var revocation: JournalRevocation?
    /// The entry of the decision that took its place; nil where none did.
    public internal(set) var supersededBy: Int64?
    /// What was done, the earliest first.
    public internal(set) var results: [ExecutionResult] = []

    /// How many signatures are still missing.
    public var missingSignatures: Int { max(0, decision.signatures - 1 - approvals.count) }

    /// Where the decision stands.
    public var state: State {
      if revocation != nil { return .revoked }
      if supersededBy != nil { return .superseded }
      if missingSignatures > 0 { return .awaitingSignature }
      return results.isEmpty ? .inForce : .executed
    }

    /// Whether it is neither taken back nor replaced.
    public var isStanding: Bool { revocation == nil && supersededBy == nil }

    /// Whether people may act on it by a day: signed in full, and from its effective day on.
    public func isInForce(on day: CalendarDay) -> Bool {
      isStanding && missingSignatures == 0 && decision.effective.map { $0 <= day } ?? true
    }
  }

  /// Where a decision stands.
  public enum State: String, CaseIterable, Sendable, Codable {
    /// A second person has to sign.
    case awaitingSignature = "awaiting-signature"
    /// To be carried out.
    case inForce = "in-force"
    /// Carried out, by what is on record.
    case executed
    /// A later decision took its place.
    case superseded
    /// Taken back.
    case revoked

    /// The word in lists.
    public var title: BilingualText {
      switch self {
      case .awaitingSignature: return BilingualText(zh: "待第二人签署", en: "awaiting a second signature")
      case .inForce: return BilingualText(zh: "有效", en: "in force")
      case .executed: return BilingualText(zh: "已执行", en: "executed")
      case .superseded: return BilingualText(zh: "已被替代", en: "superseded")
      case .revoked: return BilingualText(zh: "已撤销", en: "revoked")
      }
    }
  }

  /// All decisions in the order of the journal.
  public let lines: [Line]
  /// The hash of the journal's last entry by the day; ``JournalEntry/beginning`` for an empty one.
  public let head: String
  private let standing: [Int64: Int]

  /// A book of what a journal holds. Approvals, revocations and results of decisions that are not among them are
  /// passed over.
  /// - Parameter approvalEntries: the journal's entries of the approvals, in their order; empty where not known.
  public init(
    decisions: [(entry: Int64, hash: String, decision: DisposalDecision)], approvals: [DecisionApproval],
    approvalEntries: [Int64] = [], revocations: [JournalRevocation], results: [ExecutionResult], head: String
  ) {
    var lines = decisions.map { Line(entry: $0.entry, hash: $0.hash, decision: $0.decision) }
    let places = Dictionary(
      lines.enumerated().map { ($0.element.entry, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for (index, approval) in approvals.enumerated() {
      guard let at = places[approval.decision] else { continue }
      lines[at].approvals.append(approval)
      if approvalEntries.indices.contains(index) { lines[at].lastApproval = approvalEntries[index] }
    }
    for revocation in revocations {
      if let at = places[revocation.revokes] { lines[at].revocation = revocation }
    }
    for result in results { if let at = places[result.decision] { lines[at].results.append(result) } }
    for line in lines {
      if let earlier = line.decision.supersedes, let at = places[earlier] {
        lines[at].supersededBy = line.entry
      }
    }
    // A decision that was taken back no longer replaces the one before, which stays replaced all the same: taking
    // back returns to no decision, never to an older one that nobody has looked at again.
    var standing: [Int64: Int] = [:]
    for (index, line) in lines.enumerated() where line.isStanding { standing[line.decision.rightID] = index }
    self.lines = lines
    self.head = head
    self.standing = standing
  }

  /// The decision that stands for a right; nil without one.
  public func standing(_ rightID: Int64) -> Line? { standing[rightID].map { lines[$0] } }

  /// The rights with a standing decision.
  public var decidedRights: Set<Int64> { Set(standing.keys) }

  /// All standing decisions in the order of the journal.
  public var standingLines: [Line] { lines.filter(\.isStanding) }

  /// Everything decided about a right, the earliest first.
  public func history(_ rightID: Int64) -> [Line] { lines.filter { $0.decision.rightID == rightID } }
}

/// A cycle with what happened to it by a day.
public struct CycleRecord: Sendable, Equatable {
  /// The journal's entry.
  public let entry: Int64
  /// The cycle.
  public let cycle: ReviewCycle
  /// The assignments that hold: the latest of each unit.
  public internal(set) var assignments: [CycleAssignment]
  /// The steps taken, the earliest first.
  public internal(set) var steps: [CycleStep]
  /// The minutes on record, the earliest first.
  public internal(set) var minutes: [CycleMinutes]
  /// The journal's entry of the freeze; nil where there is none, or it is not known.
  public let frozenEntry: Int64?

  /// A cycle.
  public init(
    entry: Int64, cycle: ReviewCycle, assignments: [CycleAssignment], steps: [CycleStep],
    minutes: [CycleMinutes], frozenEntry: Int64? = nil
  ) {
    self.frozenEntry = frozenEntry
    self.entry = entry
    self.cycle = cycle
    self.assignments = assignments
    self.steps = steps
    self.minutes = minutes
  }

  /// Whether the list stands.
  public var isFrozen: Bool { steps.contains { $0.step == .frozen } }
  /// The day on which the list was frozen; nil where it was not.
  public var frozenOn: CalendarDay? { steps.first { $0.step == .frozen }?.day }

  /// Whether a decision was taken, recorded or signed after the list was frozen. Days can be given as anybody likes;
  /// the order of the journal cannot.
  public func isAfterFreeze(_ line: DecisionBook.Line) -> Bool {
    guard let frozenOn else { return false }
    if line.decision.day > frozenOn || line.approvals.contains(where: { $0.day > frozenOn }) { return true }
    guard let frozenEntry else { return false }
    return line.entry > frozenEntry || line.lastApproval.map { $0 > frozenEntry } ?? false
  }

  /// Whether the cycle is over.
  public var isClosed: Bool { steps.contains { $0.step == .closed } }
}
