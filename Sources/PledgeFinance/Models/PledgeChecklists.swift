public import PolicyModels
public import PortfolioCore

/// What people go through beside the figures: approvals within the house, and what lessens each kind of risk. A model
/// file of the kind `pledge-checklists`.
public struct PledgeChecklists: PolicyModel {
  /// `pledge-checklists`.
  public static let kind = "pledge-checklists"

  /// Whose rights they are.
  public enum Holder: String, CaseIterable, Sendable, Codable {
    /// A firm, small ones among them.
    case firm
    /// A company of a central state-owned group.
    case centralEnterprise = "central-enterprise"
    /// A research organisation.
    case researchOrganisation = "research-organisation"

    /// The name for people.
    public var title: BilingualText {
      switch self {
      case .firm: return BilingualText(zh: "其他企业", en: "other firm")
      case .centralEnterprise: return BilingualText(zh: "中央企业", en: "central enterprise")
      case .researchOrganisation: return BilingualText(zh: "高校和科研组织", en: "research organisation")
      }
    }
  }

  /// When a step of approval is needed.
  public enum Occasion: String, CaseIterable, Sendable, Codable {
    /// Somebody pledges for the debt of another.
    case othersDebt = "others-debt"
  }

  /// A step of approval.
  public struct Approval: Sendable {
    /// For whom.
    public let holders: [Holder]
    /// For which uses; empty for all.
    public let purposes: [LenderPolicy.Purpose]
    /// When alone it is needed; nil where it always is.
    public let occasion: Occasion?
    /// What is to be done.
    public let text: BilingualText
    /// The source.
    public let source: String
  }

  /// The kinds of risk that packets look for.
  public enum Risk: String, CaseIterable, Sendable, Codable {
    /// The pledge cannot be registered.
    case registration
    /// An annuity falls due or is late.
    case annuity
    /// Somebody has asked for invalidation, or may.
    case invalidation
    /// Others infringe, or a suit runs.
    case infringement
    /// Products abroad may infringe there.
    case infringementAbroad = "infringement-abroad"
    /// Ownership is not clear or not alone.
    case ownership
    /// The value rests on one right or one product.
    case concentration
    /// Revenue may fall.
    case revenue
    /// The value is not shown.
    case value
    /// The debt may not be paid, or a condition of the deal is not met.
    case credit
    /// A licence runs on the right.
    case licence
    /// A project's obligations bind the right.
    case funding
    /// A gate asks for a consent, a review or a notice.
    case gate
  }

  /// What lessens a risk.
  public struct Mitigation: Sendable {
    /// The risk.
    public let risk: Risk
    /// For which uses; empty for all.
    public let purposes: [LenderPolicy.Purpose]
    /// What to do.
    public let text: BilingualText
    /// The source.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The approvals, in order.
  public let approvals: [Approval]
  /// The mitigations, in order.
  public let mitigations: [Mitigation]

  /// Reads the lists.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> PledgeChecklists? {
    let reader = PledgeModelReader(header: header, log: log)
    let approvals = map.list("approvals").compactMap { value -> Approval? in
      var entry = ModelMap(value, log: log)
      let holders = entry.list("for").compactMap { $0.word(as: Holder.self, log) }
      let purposes = entry.optionalList("purposes").compactMap { $0.word(as: LenderPolicy.Purpose.self, log) }
      let occasion = entry.optionalWord("when", as: Occasion.self)
      let text = entry.bilingual("text")
      let source = reader.source(&entry)
      entry.finish()
      guard let text, let source else { return nil }
      return Approval(holders: holders, purposes: purposes, occasion: occasion, text: text, source: source)
    }
    let mitigations = map.list("mitigations").compactMap { value -> Mitigation? in
      var entry = ModelMap(value, log: log)
      let risk = entry.word("risk", as: Risk.self)
      let purposes = entry.optionalList("purposes").compactMap { $0.word(as: LenderPolicy.Purpose.self, log) }
      let text = entry.bilingual("text")
      let source = reader.source(&entry)
      entry.finish()
      guard let risk, let text, let source else { return nil }
      return Mitigation(risk: risk, purposes: purposes, text: text, source: source)
    }
    guard !log.hasErrors else { return nil }
    return PledgeChecklists(header: header, approvals: approvals, mitigations: mitigations)
  }
}
