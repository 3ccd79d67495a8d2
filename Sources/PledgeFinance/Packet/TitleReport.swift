internal import PortfolioCore
internal import PortfolioStore

/// Ownership and encumbrances of the rights of a packet, line by line.
struct TitleReport {
  let records: TitleRecords
  let asOf: CalendarDay
  /// The day on which the debt falls due; nil where there is no term.
  let maturity: CalendarDay?
  let rights: [(id: Int64, line: CollateralLine)]

  func lines() -> [PledgePacket.TitleLine] {
    let parts = [owners, changes, chain, pledges, disputes, ties]
    let told = rights.flatMap { right in parts.flatMap { $0(right.id, right.line) } }
    return told + notKept()
  }

  private func line(
    _ line: CollateralLine, _ kind: PledgePacket.TitleLine.Kind, zh: String, en: String,
    from: CalendarDay? = nil,
    to: CalendarDay? = nil, amount: Money? = nil
  ) -> PledgePacket.TitleLine {
    .init(
      right: line.number, kind: kind, text: BilingualText(zh: zh, en: en), from: from, to: to, amount: amount)
  }

  private func owners(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    records.owners.filter { $0.rightID == id }.map { owner in
      let share = owner.shareBasisPoints.map { " " + Percent.text($0) } ?? ""
      let zhOwn = owner.isOwnUnit ? "（本单位）" : ""
      let enOwn = owner.isOwnUnit ? " (own unit)" : ""
      return line(
        right, .owner, zh: owner.name + share + zhOwn, en: owner.name + share + enOwn, from: owner.from,
        to: owner.to)
    }
  }

  /// Changes of owners that are on record for days to come.
  private func changes(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    transfers(of: id, right).map {
      line(right, .transfer, zh: $0.text.zh, en: $0.text.en, from: $0.day)
    }
  }

  private func transfers(of id: Int64, _ right: CollateralLine) -> [RecordedTransfers.Transfer] {
    RecordedTransfers(records: records, asOf: asOf, maturity: maturity)
      .transfers(of: id, number: right.number, giver: right.pledgor)
  }

  /// Changes of owners that are on record for days to come, right by right.
  func transfers() -> [RecordedTransfers.Transfer] { rights.flatMap { transfers(of: $0.id, $0.line) } }

  /// These changes as risks: those by which the giver has less or somebody comes have to be settled before anybody lends.
  func transferRisks() -> [PledgePacket.RiskLine] {
    transfers().map { .init(risk: .ownership, right: $0.right, text: $0.text, isStopping: $0.isStopping) }
  }

  /// Gaps between one owner and the next, and shares that do not make a whole.
  private func chain(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    let spans = records.owners.filter { $0.rightID == id }
    guard !spans.isEmpty else {
      return [line(right, .chain, zh: "没有登记权利人的记录", en: "No registered owner is recorded")]
    }
    var found: [PledgePacket.TitleLine] = []
    let present = spans.filter { $0.to == nil }
    if present.isEmpty {
      found.append(line(right, .chain, zh: "最后一位权利人之后没有记录", en: "No owner is recorded after the last one"))
    }
    let shares = present.compactMap(\.shareBasisPoints)
    if shares.count == present.count, !present.isEmpty, shares.reduce(0, +) != 10_000 {
      let sum = Percent.text(shares.reduce(0, +))
      found.append(
        line(right, .chain, zh: "现权利人份额合计 \(sum)", en: "The shares of the present owners make \(sum)"))
    }
    // Every later owner begins on the day on which an earlier one ends, or with the right itself.
    let ends = Set(spans.compactMap(\.to))
    for owner in spans {
      guard let from = owner.from, let first = spans.compactMap(\.from).min(), from > first,
        !ends.contains(from)
      else { continue }
      found.append(
        line(
          right, .chain, zh: "\(owner.name) 自 \(from.iso) 起为权利人，此前的权利人没有在该日终止的记录",
          en: "\(owner.name) owns it from \(from.iso), and no earlier owner is recorded to end on that day",
          from: from))
    }
    return found
  }

  private func pledges(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    records.pledges.filter { $0.rightID == id }.map { pledge in
      let isOver = pledge.to.map { $0 < asOf } ?? false
      return line(
        right, .pledge,
        zh: "\(pledge.registration) \(pledge.pledgee)" + (isOver ? "（已到期）" : "（在押）"),
        en: "\(pledge.registration) \(pledge.pledgee)" + (isOver ? " (over)" : " (stands)"),
        from: pledge.from, to: pledge.to, amount: pledge.amount)
    }
  }

  private func disputes(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    records.disputes.filter { $0.rightID == id }.map { dispute in
      let kind = TitleReport.disputeTitle(dispute.type)
      let state =
        dispute.to == nil ? BilingualText(zh: "未结", en: "pending") : BilingualText(zh: "已结", en: "ended")
      return line(
        right, .dispute, zh: "\(dispute.number) \(kind.zh)，\(dispute.counterparty)（\(state.zh)）",
        en: "\(dispute.number) \(kind.en), \(dispute.counterparty) (\(state.en))", from: dispute.from,
        to: dispute.to)
    }
  }

  static func disputeTitle(_ type: String) -> BilingualText {
    switch type {
    case "infringement": return BilingualText(zh: "侵权", en: "infringement")
    case "invalidation": return BilingualText(zh: "无效", en: "invalidation")
    case "ownership": return BilingualText(zh: "权属", en: "ownership")
    case "inventor-reward": return BilingualText(zh: "奖酬", en: "inventor's reward")
    case "preservation": return BilingualText(zh: "保全", en: "preservation")
    case "contract": return BilingualText(zh: "合同", en: "contract")
    default: return BilingualText(zh: "其他", en: "other")
    }
  }

  private func ties(_ id: Int64, _ right: CollateralLine) -> [PledgePacket.TitleLine] {
    var found: [PledgePacket.TitleLine] = []
    for licence in records.licences where licence.rightID == id {
      let kept = licence.keepsInForce
      found.append(
        line(
          right, .licence,
          zh: "\(licence.contract) \(TitleReport.licenceTitle(licence.type).zh) \(licence.licensee)"
            + (kept ? "（约定维持有效）" : ""),
          en: "\(licence.contract) \(TitleReport.licenceTitle(licence.type).en) \(licence.licensee)"
            + (kept ? " (to be kept in force)" : ""), from: licence.from, to: licence.to))
    }
    if records.declared.contains(id) {
      found.append(line(right, .declaration, zh: "已向标准组织声明", en: "Declared to a standards body"))
    }
    if let obligation = records.funded[id] {
      found.append(
        line(
          right, .funding, zh: "资助项目成果" + (obligation.isEmpty ? "" : "：\(obligation)"),
          en: "From a funded project" + (obligation.isEmpty ? "" : ": \(obligation)")))
    }
    for agreement in records.agreements where agreement.rightID == id {
      guard ["co-owner", "joint-development", "commissioned", "inventor"].contains(agreement.kind) else {
        continue
      }
      let settles = agreement.settlesOwnership
      let signed = BilingualText(
        zh: agreement.isSigned ? "已签" : "未签", en: agreement.isSigned ? "signed" : "not signed")
      let clause = BilingualText(
        zh: settles == true ? "，约定权属" : settles == false ? "，未约定权属" : "",
        en: settles == true ? ", settles ownership" : settles == false ? ", does not settle ownership" : "")
      let kind = TitleReport.agreementTitle(agreement.kind)
      found.append(
        line(
          right, .agreement, zh: "\(agreement.name) \(kind.zh)（\(signed.zh)\(clause.zh)）",
          en: "\(agreement.name) \(kind.en) (\(signed.en)\(clause.en))"))
    }
    return found
  }

  static func licenceTitle(_ type: String) -> BilingualText {
    switch type {
    case "exclusive": return BilingualText(zh: "独占许可", en: "exclusive licence")
    case "sole": return BilingualText(zh: "排他许可", en: "sole licence")
    case "open": return BilingualText(zh: "开放许可", en: "open licence")
    default: return BilingualText(zh: "普通许可", en: "ordinary licence")
    }
  }

  private static func agreementTitle(_ kind: String) -> BilingualText {
    switch kind {
    case "co-owner": return BilingualText(zh: "共有协议", en: "co-owners' agreement")
    case "joint-development": return BilingualText(zh: "合作开发协议", en: "joint development agreement")
    case "commissioned": return BilingualText(zh: "委托开发协议", en: "commissioned development agreement")
    default: return BilingualText(zh: "职务发明约定", en: "inventor's agreement")
    }
  }

  /// Tables without which nothing can be said.
  private func notKept() -> [PledgePacket.TitleLine] {
    let tables: [(String, String, String, String)] = [
      ("pledge", "pledges", "质押", "pledges"), ("dispute", "disputes", "纠纷与保全", "disputes and preservation"),
      ("licence", "licences", "许可", "licences"), ("agreement", "agreements", "协议", "agreements"),
    ]
    return tables.filter { !records.keptTables.contains($0.0) }.map { table in
      .init(
        right: "", kind: .notKept,
        text: BilingualText(
          zh: "没有导入\(table.2)表（\(table.1)）：有无\(table.2)不详",
          en: "No table of \(table.3) is kept (\(table.1)): whether there are any is not known"), from: nil,
        to: nil, amount: nil)
    }
  }

  /// Breaks of the chain of owners as risks.
  func chainRisks() -> [PledgePacket.RiskLine] {
    rights.flatMap { id, line in
      chain(id, line).map { found in
        .init(risk: .ownership, right: line.number, text: found.text, isStopping: false)
      }
    }
  }

  /// Names of parties that stand in these lines.
  func parties() -> [String] {
    let ids = Set(rights.map(\.id))
    var names: Set<String> = []
    for owner in records.owners + records.changing where ids.contains(owner.rightID) {
      names.insert(owner.name)
    }
    for pledge in records.pledges where ids.contains(pledge.rightID) { names.insert(pledge.pledgee) }
    for dispute in records.disputes where ids.contains(dispute.rightID) { names.insert(dispute.counterparty) }
    for licence in records.licences where ids.contains(licence.rightID) { names.insert(licence.licensee) }
    return names.union(records.ownNames).subtracting([""]).sorted()
  }

  /// Licences out that run on the as-of day.
  func licences() -> [PledgePacket.LicenceIncome] {
    rights.flatMap { id, right in
      records.licences.filter { licence in
        licence.rightID == id && (licence.to.map { $0 >= asOf } ?? true)
      }.map { licence in
        .init(
          contract: licence.contract, right: right.number, licensee: licence.licensee, type: licence.type,
          from: licence.from, to: licence.to, fee: licence.fee, isRecorded: licence.recordedDay != nil)
      }
    }
  }
}
