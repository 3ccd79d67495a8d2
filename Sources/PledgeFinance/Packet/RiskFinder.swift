internal import PortfolioCore
internal import PortfolioStore

/// Finds what would stop or trouble a deal.
struct RiskFinder {
  let lines: [CollateralLine]
  let conditions: [ConditionFinding]
  let cover: [CoverPoint]
  let annuities: [PledgePacket.AnnuityLine]
  let licences: [PledgePacket.LicenceIncome]
  let records: TitleRecords
  let ids: [Int64]
  let gateDemands: [Int64: [BilingualText]]
  let openGates: [BilingualText]
  /// Whether the policy asks for rules of registration.
  let hasRules: Bool
  /// The policy.
  let policy: LenderPolicy

  private var words: DealWords { policy.purpose.words }

  func risks() -> [PledgePacket.RiskLine] {
    var found: [PledgePacket.RiskLine] = []
    func add(
      _ risk: PledgeChecklists.Risk, _ right: String, isStopping: Bool = false, zh: String, en: String
    ) {
      found.append(
        .init(risk: risk, right: right, text: BilingualText(zh: zh, en: en), isStopping: isStopping))
    }
    for (id, line) in zip(ids, lines) {
      for finding in line.registration.open {
        guard finding.outcome != .byHand, finding.outcome != .needsDocument else { continue }
        let last = finding.lastDay
        add(
          risk(of: finding), line.number, isStopping: finding.outcome == .blocked,
          zh: "\(finding.title.zh)：\(finding.reason.zh)" + (last.map { "（最后期限 \($0.iso)）" } ?? ""),
          en: "\(finding.title.en): \(finding.reason.en)" + (last.map { " (last day \($0.iso))" } ?? ""))
      }
      for hazard in line.hazards ?? [] {
        add(
          hazard.risk, line.number, isStopping: hazard.isStopping && line.isCounted, zh: hazard.text.zh,
          en: hazard.text.en)
      }
      if line.isCounted, hasRules, !line.registration.isCovered {
        let isPledge = policy.purpose == .pledge
        add(
          .registration, line.number,
          zh: isPledge ? "质押登记适用本程序未收录的规则，能否登记须人工核对" : "适用本程序未收录的规则，能否\(words.act.zh)须人工核对",
          en: isPledge
            ? "Its pledge is registered under rules that are not on file: a person has to establish whether it can be"
            : "It falls under rules that are not on file: a person has to establish whether it can \(words.act.en)"
        )
      }
      if line.isCounted, line.kind == .trademark, let end = line.termEnd, let last = cover.last?.day,
        end < last
      {
        add(
          .registration, line.number, zh: "商标 \(end.iso) 期满，须续展；期满后的检验日计零",
          en:
            "The mark's term ends on \(end.iso) and has to be renewed; it counts nothing on test days after that"
        )
      }
      if line.isCounted, let share = line.heldShare {
        add(.ownership, line.number, zh: share.zh, en: share.en)
      }
      for gate in line.closedGates {
        add(.gate, line.number, isStopping: true, zh: gate.text.zh, en: gate.text.en)
      }
      for demand in gateDemands[id] ?? [] { add(.gate, line.number, zh: demand.zh, en: demand.en) }
      for dispute in records.disputes
      where dispute.rightID == id && dispute.to == nil && dispute.type == "infringement" {
        add(
          .infringement, line.number, zh: "侵权纠纷 \(dispute.number) 未结",
          en: "The infringement dispute \(dispute.number) is pending")
      }
      if let obligation = records.funded[id] {
        add(
          .funding, line.number, zh: obligation.isEmpty ? "资助项目成果，义务未记录" : "资助项目义务：\(obligation)",
          en: obligation.isEmpty
            ? "From a funded project; its obligations are not recorded"
            : "Obligation of a funded project: \(obligation)"
        )
      }
      if line.value == nil, !line.missing.isEmpty {
        add(
          .value, line.number, zh: "没有价值：" + line.missing.map(\.zh).joined(separator: "；"),
          en: "No value: " + line.missing.map(\.en).joined(separator: "; "))
      }
    }
    for open in openGates { add(.gate, "", zh: open.zh, en: open.en) }
    for licence in licences {
      let kind = TitleReport.licenceTitle(licence.type)
      add(
        .licence, licence.right,
        zh: "许可 \(licence.contract)（\(kind.zh)）在期内" + (licence.isRecorded ? "" : "，没有备案记录"),
        en: "The \(kind.en) \(licence.contract) runs"
          + (licence.isRecorded ? "" : "; no recordal is on record"))
    }
    let due = annuities.filter { !$0.isLate }
    if !due.isEmpty {
      add(
        .annuity, "", zh: "期内有 \(due.count) 笔年费到期，首笔 \(due[0].due.iso)（\(due[0].right)）",
        en:
          "\(due.count) annuities fall due within the term, the first on \(due[0].due.iso) (\(due[0].right))")
    }
    for condition in conditions where condition.state != .met {
      let risk: PledgeChecklists.Risk =
        condition.id == "concentration" ? .concentration : condition.id == "growth" ? .revenue : .credit
      add(
        risk, "", isStopping: condition.state == .notMet,
        zh: "\(condition.title.zh)：\(condition.state == .notMet ? "不满足" : "无法判断")，\(condition.reason.zh)",
        en:
          "\(condition.title.en): \(condition.state == .notMet ? "not met" : "cannot be judged"). \(condition.reason.en)"
      )
    }
    // A policy may look at the start alone; whoever lends until the end should know.
    let short = cover.filter { ($0.cover ?? 0) < 10_000 }
    if let first = short.first, let least = short.min(by: { ($0.cover ?? 0) < ($1.cover ?? 0) }),
      !conditions.contains(where: { $0.id == "cover" && $0.state == .notMet })
    {
      let low = Percent.text(least.cover ?? 0)
      add(
        .credit, "",
        zh:
          "自 \(first.day.iso) 起\(words.carried.zh)低于\(words.owed.zh)，最低 \(low)（\(least.day.iso)）；\(words.remedy.zh)",
        en:
          "From \(first.day.iso) on the \(words.carried.en) is less than \(words.owed.en); the least cover is \(low), on \(least.day.iso): \(words.remedy.en)"
      )
    }
    if lines.contains(where: { $0.value?.withLessRevenue ?? 1_000_000 < 1_000_000 }) {
      let isContracted = policy.premise == .licenceIncome
      add(
        .revenue, "", zh: isContracted ? "价值取决于被许可人按约付费，见压力测试" : "价值取决于产品收入，见压力测试",
        en: isContracted
          ? "The value rests on licensees who pay as agreed: see the stress tests"
          : "The value rests on the products' revenue: see the stress tests")
    }
    return found
  }

  private func risk(of finding: CaseFinding) -> PledgeChecklists.Risk {
    switch finding.id {
    case "not-the-owner", "co-owners", "suspended": return .ownership
    case "annuity-late": return .annuity
    case "invalidation-pending": return .invalidation
    default: return .registration
    }
  }
}
