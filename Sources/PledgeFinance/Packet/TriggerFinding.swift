public import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore

/// Whether something that breaks the terms of a debt has happened, as the store tells it on a day.
public struct TriggerFinding: Sendable, Equatable, Codable {
  /// What came of it.
  public enum State: String, Sendable, Codable {
    /// It has not happened.
    case held
    /// It has happened.
    case fired
    /// A fact is missing.
    case unknown
    /// The policy says it in words alone: a person has to judge.
    case byHand = "by-hand"

    /// The state for people.
    public var title: BilingualText {
      switch self {
      case .held: return BilingualText(zh: "未触发", en: "not fired")
      case .fired: return BilingualText(zh: "已触发", en: "has fired")
      case .unknown: return BilingualText(zh: "无法判断", en: "cannot be judged")
      case .byHand: return BilingualText(zh: "由人工判断", en: "for a person to judge")
      }
    }
  }

  /// What the policy says.
  public let title: BilingualText
  /// What came of it.
  public let state: State
  /// The figures; empty where a person has to judge.
  public var reason: BilingualText
  /// Whether it is of the revenue of years: it may fire again in another year.
  public let isYearly: Bool
}

/// Judges the covenants of a policy from the data of a day.
struct TriggerFinder {
  let inputs: PledgeInputs
  /// The rights that carry the debt, with their ids in the store.
  let rights: [(id: Int64, line: CollateralLine)]
  let annuities: [PledgePacket.AnnuityLine]
  let cover: [CoverPoint]
  /// The day of the packet that is compared; nil where one is made.
  var since: CalendarDay? = nil
  /// Whether the debt and other amounts are known: cover is not judged against another loan than the packet's.
  var hasAmounts = true

  /// One finding a covenant, in the policy's order; empty where no right carries anything.
  func findings() -> [TriggerFinding] {
    guard !rights.isEmpty else { return [] }
    return inputs.policy.covenants.filter { hasAmounts || !$0.isOfCover }.map { covenant in
      let (state, reason) = found(covenant.test)
      var isYearly = false
      if case .revenueFall? = covenant.test { isYearly = true }
      return TriggerFinding(title: covenant.text, state: state, reason: reason, isYearly: isYearly)
    }
  }

  typealias Found = (state: TriggerFinding.State, reason: BilingualText)

  private func found(_ test: LenderPolicy.CovenantTest?) -> Found {
    switch test {
    case nil: return (.byHand, BilingualText(zh: "", en: ""))
    case .revenueFall(let limit)?: return revenue(limit)
    case .annuityLate(let days)?: return late(days)
    case .cover(let least)?: return covered(least)
    case .rightLost?: return lost(isAttackCounted: false)
    case .rightChallenged?: return lost(isAttackCounted: true)
    }
  }

  private func late(_ days: Int) -> Found {
    let numbers = Set(rights.map(\.line.number))
    let day = inputs.run.asOf
    let late = annuities.filter { numbers.contains($0.right) && $0.isLate }
    let fired = late.filter { day - $0.due > days }
    if fired.isEmpty {
      // Without a ledger of payments nobody can say that a fee was paid.
      let open = rights.filter { right in
        right.line.registration.cases.contains { $0.id == "annuity-late" && $0.outcome == .unknown }
          || (right.line.hazards ?? []).contains { $0.kind == .annuity && !$0.isStopping }
      }.map(\.line.number)
      guard open.isEmpty else {
        return (
          .unknown,
          BilingualText(
            zh: "是否已缴不详：\(open.joined(separator: "、"))",
            en: "Whether they are paid is not known: \(open.joined(separator: ", "))")
        )
      }
    }
    guard !late.isEmpty else { return (.held, BilingualText(zh: "没有逾期年费", en: "No annuity is late")) }
    let shown = fired.isEmpty ? late : fired
    return (
      fired.isEmpty ? .held : .fired,
      BilingualText(
        zh: shown.map { "\($0.right) \($0.due.iso) 到期，逾期 \(day - $0.due) 日未缴" }.joined(separator: "；"),
        en: shown.map { "\($0.right): due on \($0.due.iso), unpaid for \(day - $0.due) days" }
          .joined(separator: "; "))
    )
  }

  private func covered(_ least: Int) -> Found {
    guard let today = cover.first?.cover else {
      return (.unknown, BilingualText(zh: "没有覆盖数值", en: "There is no cover"))
    }
    let text = Percent.text(today)
    return (today < least ? .fired : .held, BilingualText(zh: "覆盖 \(text)", en: "cover \(text)"))
  }

  private func lost(isAttackCounted: Bool) -> Found {
    let ended = rights.filter { $0.line.status.map { $0.life != .alive } ?? false }.map(\.line.number)
    let attacks = rights.flatMap { id, line in
      inputs.records.disputes.filter {
        isAttackCounted && $0.rightID == id && $0.to == nil && $0.type == "invalidation"
      }.map { (right: line.number, dispute: $0.number) }
    }
    if !ended.isEmpty || !attacks.isEmpty {
      let zh = ended.map { "\($0) 已失效" } + attacks.map { "\($0.right) 无效案 \($0.dispute) 未结" }
      let en =
        ended.map { "\($0) is in force no more" }
        + attacks.map { "\($0.right): the invalidation \($0.dispute) is pending" }
      return (.fired, BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; ")))
    }
    let unknown = rights.filter { $0.line.status == nil }.map(\.line.number)
    if !unknown.isEmpty {
      return (
        .unknown,
        BilingualText(
          zh: "法律状态不详：\(unknown.joined(separator: "、"))",
          en: "The legal status is not known: \(unknown.joined(separator: ", "))")
      )
    }
    if isAttackCounted, !inputs.records.keptTables.contains("dispute"),
      !inputs.records.completeLists.contains("disputes")
    {
      return (
        .unknown,
        BilingualText(zh: "没有导入纠纷表（disputes）", en: "No table of disputes is kept (disputes)")
      )
    }
    return (.held, BilingualText(zh: "均有效", en: "all are in force"))
  }
}
