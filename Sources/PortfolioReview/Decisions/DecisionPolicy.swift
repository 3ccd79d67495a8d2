public import PolicyModels
public import PortfolioCore

/// Who must sign which decision, the reason codes, and the papers of a decision (model files of kind
/// `decision-policy`).
public struct DecisionPolicy: PolicyModel {
  /// `decision-policy`.
  public static let kind = "decision-policy"

  /// A reason by its code.
  public struct Reason: Sendable, Equatable {
    /// The code.
    public let id: String
    /// The reason for people.
    public let title: BilingualText
  }

  /// How many persons must sign a decision of some sort.
  public struct Tier: Sendable, Equatable {
    /// The name in the file.
    public let id: String
    /// What decisions it is for.
    public let title: BilingualText
    /// The actions; nil for all.
    public let actions: Set<DisposalAction>?
    /// Grades, or gates of the grading model, by name; nil for all.
    public let outcomes: Set<String>?
    /// Only decisions against what the run recommended.
    public let against: Bool
    /// Only decisions for which a conflict was accepted.
    public let conflicts: Bool
    /// How many must sign, the decider among them.
    public let signatures: Int
    /// Where it comes from.
    public let source: String

    var isForAll: Bool { actions == nil && outcomes == nil && !against && !conflicts }
  }

  /// A paper that belongs to a decision.
  public struct Paper: Sendable, Equatable {
    /// The name in the file, by which it is recorded.
    public let id: String
    /// What it is.
    public let title: BilingualText
    /// The decisions that need it.
    public let actions: Set<DisposalAction>
    /// Where it comes from.
    public let source: String
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// The reasons, in order.
  public let reasons: [Reason]
  /// The tiers; the first that fits counts, and the last fits all.
  public let tiers: [Tier]
  /// The papers, in order.
  public let papers: [Paper]

  /// The papers that a decision of an action needs.
  public func papers(of action: DisposalAction) -> [Paper] { papers.filter { $0.actions.contains(action) } }

  /// The tier of a decision.
  /// - Parameters:
  ///   - recommended: the plan's word for the right; nil where nothing was recommended.
  ///   - hasConflicts: whether a conflict was shown and accepted.
  public func tier(
    _ action: DisposalAction, outcome: String, recommended: String?, hasConflicts: Bool
  ) -> Tier? {
    tiers.first { tier in
      tier.actions?.contains(action) ?? true && tier.outcomes?.contains(outcome) ?? true
        && (!tier.against || DecisionPolicy.isAgainst(action, recommended))
        && (!tier.conflicts || hasConflicts)
    }
  }

  /// Whether a decision goes against a recommendation: giving up what was to be kept, or keeping what was a
  /// candidate to let lapse. Where nothing was recommended there is nothing to go against.
  public static func isAgainst(_ action: DisposalAction, _ recommended: String?) -> Bool {
    guard let plan = PlanAction.allCases.first(where: { $0.word == recommended }), plan.isDecided else {
      return false
    }
    return plan.letsGo ? action == .keep : action.endsPayment || action == .donate || action == .declassify
  }

  // MARK: Reading

  /// Reads a policy; a tier that can never be reached, or none for all other decisions, is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> DecisionPolicy? {
    let sources = Set(header.sources.map(\.id))
    let reasons = map.list("reasons").compactMap { value -> Reason? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      entry.finish()
      guard let id, let title else { return nil }
      return Reason(id: id, title: title)
    }
    let tiers = map.list("tiers").compactMap { tier($0, sources, log) }
    let papers = map.optionalList("papers").compactMap { value -> Paper? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      let actions = entry.list("actions").compactMap { $0.word(as: DisposalAction.self, log) }
      let source = TargetSet.listed(entry.required("source"), sources, log)
      entry.finish()
      guard let id, let title, let source else { return nil }
      return Paper(id: id, title: title, actions: Set(actions), source: source)
    }
    for (place, tier) in tiers.enumerated() where tier.isForAll != (place == tiers.count - 1) {
      log.bad(
        map.place, value: tier.id, zh: "最后一个档次须适用于全部其他决定，其余各档须有条件",
        en: "The last tier must be for all other decisions, and every other one needs a condition")
    }
    if tiers.isEmpty { log.bad(map.place, zh: "tiers 不得为空", en: "'tiers' must not be empty") }
    for ids in [reasons.map(\.id), tiers.map(\.id), papers.map(\.id)] {
      for (index, id) in ids.enumerated() where ids[..<index].contains(id) {
        log.bad(map.place, value: id, zh: "编号重复", en: "This id stands twice")
      }
    }
    return log.hasErrors
      ? nil : DecisionPolicy(header: header, reasons: reasons, tiers: tiers, papers: papers)
  }

  private static func tier(_ value: ModelValue, _ sources: Set<String>, _ log: ModelLog) -> Tier? {
    var entry = ModelMap(value, log: log)
    let id = entry.string("id")
    let title = entry.bilingual("title")
    let actions = entry.optional("actions")?.list(log).compactMap { $0.word(as: DisposalAction.self, log) }
    let outcomes = entry.optional("outcomes")?.list(log).compactMap { $0.string(log) }
    let against = entry.optionalFlag("against") ?? false
    let conflicts = entry.optionalFlag("conflicts") ?? false
    let signatures = entry.integer("signatures")
    let source = TargetSet.listed(entry.required("source"), sources, log)
    entry.finish()
    guard let id, let title, let signatures, let source else { return nil }
    if !(1...9).contains(signatures) {
      log.bad(value.place, value: "\(signatures)", zh: "signatures 应为 1 至 9", en: "signatures is 1 to 9")
    }
    return Tier(
      id: id, title: title, actions: actions.map { Set($0) }, outcomes: outcomes.map { Set($0) },
      against: against, conflicts: conflicts, signatures: signatures, source: source)
  }
}

extension DisposalAction {
  /// Whether the owner stops paying because of it: the right is let lapse or given up.
  public var endsPayment: Bool { self == .letLapse || self == .abandon }
}
