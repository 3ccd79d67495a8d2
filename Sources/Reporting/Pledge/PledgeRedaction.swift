internal import Foundation
public import PledgeFinance
public import PortfolioCore

extension PledgePacket {
  /// The packet without what is withheld. Names are taken out of every text of it, not only out of the fields that are
  /// made for them; attached files are not named either.
  ///
  /// Amounts stay in the value, for the ratios are made from them; whoever writes it leaves them out.
  public func withheld(_ redact: Set<Redaction>, language: Language) throws -> PledgePacket {
    guard !redact.isEmpty else { return self }
    let wording = Wording(language: language, currency: head.currency)
    var packet = self
    if redact.contains(.titles) {
      let title = wording.text(WorkbookText.redactedTitle)
      for index in packet.lines.indices {
        packet.lines[index].title = BilingualText(zh: title, en: title)
        // A patent's number leads to its title in any database.
        packet.lines[index].officialNumbers = nil
      }
    }
    if redact.contains(.names) {
      packet.head.portfolio = wording.text(WorkbookText.redactedName)
      packet.request.lender = nil
      packet.englishNames = nil
      packet.withholdOwnPolicy(lender: request.lender)
      // Inputs of values name products and files.
      for index in packet.lines.indices {
        guard var value = packet.lines[index].value else { continue }
        for place in value.parts.indices { value.parts[place].inputs = [] }
        packet.lines[index].value = value
      }
      let label = language == .zh ? "当事人" : "Party"
      // The lender's name may stand in texts of the policy. Longer names first: one may hold another.
      // A pledgor may be given by another name than the register's.
      let given = [request.lender, request.pledgor, request.debtor].compactMap { $0 }.filter { !$0.isEmpty }
      let names = packet.parties + given
      let order = names.enumerated().sorted {
        ($1.element.utf8.count, $0.offset) < ($0.element.utf8.count, $1.offset)
      }
      let tree = try PacketJSON.decode(JSONTree.self, PacketJSON.encode(packet))
      packet = try PacketJSON.decode(
        PledgePacket.self,
        PacketJSON.encode(
          tree.mapTexts { text in
            order.reduce(text) { $0.replacing($1.element, with: "\(label) \($1.offset + 1)") }
          }))
    }
    packet.attachments = packet.attachments.enumerated().map { index, file in
      Attachment(path: "\(PacketFolder.attachments)/\(index + 1)", size: file.size, sha256: file.sha256)
    }
    // The figures of a trigger are amounts and name products.
    if redact.contains(.amounts) || redact.contains(.names) {
      let hidden = BilingualText(zh: "数值隐去", en: "figures are withheld")
      packet.triggers = packet.triggers?.map { trigger in
        var shown = trigger
        if trigger.state != .byHand { shown.reason = hidden }
        return shown
      }
    }
    if redact.contains(.amounts) {
      let hidden = BilingualText(zh: "金额隐去", en: "amounts are withheld")
      packet.conditions = packet.conditions.map { condition in
        var shown = condition
        if ["smallest-loan", "growth"].contains(condition.id) { shown.reason = hidden }
        return shown
      }
      let late = BilingualText(
        zh: "年费逾期或是否已缴不详（金额隐去）", en: "An annuity is late, or nobody knows whether it was paid (amounts withheld)")
      let annuities = Set(packet.lines.flatMap { $0.hazards ?? [] }.filter { $0.kind == .annuity }.map(\.text))
      for index in packet.lines.indices {
        packet.lines[index].hazards = packet.lines[index].hazards?.map { hazard in
          var shown = hazard
          if hazard.kind == .annuity { shown.text = late }
          return shown
        }
      }
      packet.risks = packet.risks.map { risk in
        var shown = risk
        if annuities.contains(risk.text) { shown.text = late }
        if risk.right.isEmpty, risk.risk == .credit || risk.risk == .revenue { shown.text = hidden }
        return shown
      }
    }
    return packet
  }
}

extension PledgePacket {
  /// Takes the words of a lender's own policy out: its name, remarks and sources may say whose it is. Figures, version and
  /// digest stay.
  fileprivate mutating func withholdOwnPolicy(lender: String?) {
    guard policy.isOwnFile else { return }
    let hidden = BilingualText(zh: "（政策文字隐去）", en: "(words of the policy are withheld)")
    let source = SourceCitation(title: hidden.zh + " / " + hidden.en, standing: "withheld")
    let digest = policy.sha256
    policy.id = "policy-" + digest.prefix(8)
    policy.title = BilingualText(
      zh: "自备政策 \(digest.prefix(8))（名称隐去）",
      en: "A policy of the user's, \(digest.prefix(8)) (its name is withheld)")
    policy.remarks = []
    covenants = []
    // A risk may tell which trigger fired, in the words of the policy.
    let titles = (triggers ?? []).map(\.title.en)
    for index in risks.indices {
      let text = risks[index].text.en
      guard risks[index].right.isEmpty, titles.contains(where: { text.contains($0) }) else { continue }
      risks[index].text = BilingualText(
        zh: "有触发事项今日已经发生（政策文字隐去）",
        en: "A trigger has fired already (words of the policy are withheld)")
    }
    triggers = nil
    for index in policy.kinds.indices { policy.kinds[index].source = source }
    for index in conditions.indices { conditions[index].source = source }
    for index in head.models.indices where head.models[index].sha256 == digest {
      head.models[index].name = policy.id
      head.models[index].path = policy.id
    }
    head.models.sort { $0.path < $1.path }
  }
}
