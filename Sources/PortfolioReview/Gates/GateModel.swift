public import Grading
public import PolicyModels
public import PortfolioCore

/// What stands between a right and its disposal: consents, reviews, notices and prohibitions, each with the facts that
/// raise it, the evidence that lifts it, and the ground on which it stands.
public struct GateModel: PolicyModel {
  /// `gates`.
  public static let kind = "gates"

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// What it is for, in a sentence.
  public let summary: BilingualText
  /// The kinds of holders that gates can be for.
  public let holders: [Holder]
  /// The gates, in the order of the file.
  public let gates: [DisposalGate]

  /// A kind of holder of rights.
  public struct Holder: Sendable, Equatable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The grading models by which such a holder grades: a review by one of them is a review of such a holder.
    public let gradingModels: [String]
    /// The words of the fact `owner-kind` that such a holder can have: where the holder is not known, a right of
    /// another owner is none of theirs. A word that several kinds of holders can have leaves it open whose the right is.
    public let ownerKinds: [String]
  }

  /// The kind of holder that a grading model speaks of; nil where it speaks of none: then each right's owner tells, or
  /// it is a question.
  public func holder(gradingModel id: String) -> String? {
    holders.first { $0.gradingModels.contains(id) }?.id
  }

  /// When a gate is closed for a holder: its own condition, and where the holder is not known, that the right's owner
  /// is of a kind that the gate is for. Nil where the gate is not for the holder.
  func condition(_ gate: DisposalGate, holder: String?) -> Condition? {
    guard !gate.holders.isEmpty else { return gate.condition }
    if let holder { return gate.holders.contains(holder) ? gate.condition : nil }
    return .all([gate.condition, membership(gate.holders)])
  }
}

/// A gate: a reason why an act must wait.
public struct DisposalGate: Sendable {
  /// The name in the file, such as `G2`.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The kinds of rights that it can stand before.
  public let kinds: [RightKind]
  /// The acts that it stands before.
  public let acts: [GatedAct]
  /// The kinds of holders that it is for; empty for all.
  public let holders: [String]
  /// When it is closed.
  public let condition: Condition
  /// The recorded facts that lift it, where facts can.
  public let lift: Lift?
  /// What it asks.
  public let effect: GateDemand
  /// Why, in a sentence.
  public let says: BilingualText
  /// The document that lifts it.
  public let evidence: BilingualText
  /// What it stands on.
  public let ground: LegalGround
  /// How far whoever decides may answer for it with a reason.
  public let acceptance: GateAcceptance

  /// Facts that lift a gate.
  public struct Lift: Sendable {
    /// When they do.
    public let condition: Condition
    /// What has been done then, in words.
    public let says: BilingualText
  }
}

/// What a closed gate asks.
public enum GateDemand: Sendable, Equatable {
  /// The act must not be done while it is closed.
  case blocks
  /// Somebody must consent first.
  case consent(of: BilingualText)
  /// Somebody must look at it first.
  case review(by: BilingualText)
  /// Somebody must be told first.
  case notice(to: BilingualText)

  /// The word of files and data.
  public var word: String {
    switch self {
    case .blocks: return "blocks"
    case .consent: return "consent"
    case .review: return "review"
    case .notice: return "notice"
    }
  }

  /// The demand as a phrase.
  public var title: BilingualText {
    switch self {
    case .blocks: return BilingualText(zh: "禁止", en: "blocked")
    case .consent(let of): return BilingualText(zh: "须经\(of.zh)同意", en: "consent of \(of.en)")
    case .review(let by): return BilingualText(zh: "须由\(by.zh)审核", en: "review by \(by.en)")
    case .notice(let to): return BilingualText(zh: "须先通知\(to.zh)", en: "notice to \(to.en)")
    }
  }
}

/// What a gate or a route stands on.
public struct LegalGround: Sendable, Equatable {
  /// How binding the ground is.
  public enum Standing: String, Sendable, CaseIterable {
    /// A statute.
    case law
    /// A regulation of the State Council.
    case regulation
    /// An interpretation of the Supreme People's Court.
    case interpretation
    /// A rule of a ministry, commission or office.
    case rule
    /// Guidance or examination practice of an authority.
    case guidance
    /// Nobody's but the house's.
    case houseRule = "house-rule"

    /// The word for people.
    public var title: BilingualText {
      switch self {
      case .law: return BilingualText(zh: "法律", en: "law")
      case .regulation: return BilingualText(zh: "行政法规", en: "regulation")
      case .interpretation: return BilingualText(zh: "司法解释", en: "judicial interpretation")
      case .rule: return BilingualText(zh: "部门规章或规范性文件", en: "departmental rule")
      case .guidance: return BilingualText(zh: "指导意见或审查实务", en: "guidance or practice")
      case .houseRule: return BilingualText(zh: "内部规则（本程序默认）", en: "house rule")
      }
    }
  }

  /// The article, by number.
  public let article: BilingualText
  /// How binding it is.
  public let standing: Standing
  /// The source within the file.
  public let source: String
}

extension GatedAct {
  /// The act for people.
  public var title: BilingualText {
    switch self {
    case .lapse: return BilingualText(zh: "不再缴费", en: "let lapse")
    case .abandonment: return BilingualText(zh: "声明放弃或公开", en: "abandon or disclose")
    case .transfer: return BilingualText(zh: "境内转让", en: "transfer in the country")
    case .transferAbroad: return BilingualText(zh: "向境外转让或独占许可", en: "transfer or exclusive licence abroad")
    case .exclusiveLicence: return BilingualText(zh: "许可", en: "licence")
    case .openLicence: return BilingualText(zh: "开放许可", en: "open licence")
    case .pledge: return BilingualText(zh: "质押", en: "pledge")
    }
  }
}
