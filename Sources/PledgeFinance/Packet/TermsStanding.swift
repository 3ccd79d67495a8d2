internal import PortfolioCore

/// What stands behind a packet beside its rights and their values: the terms of the debt, and the licences that bind the
/// rights. A trigger that fired is worse whatever it does to a sum, and a licence that was granted since is named.
struct TermsStanding {
  private typealias Change = PacketComparison.Change

  private let earlier: PledgePacket
  private let now: PledgePacket
  private let limits: ComparisonLimits

  init(_ earlier: PledgePacket, _ now: PledgePacket, _ limits: ComparisonLimits) {
    self.earlier = earlier
    self.now = now
    self.limits = limits
  }

  // MARK: Triggers

  /// Triggers that are not what they were. The revenue of another year may fire one again.
  var triggers: [PacketComparison.Change] {
    // Where amounts are withheld, what rests on the loan is not among those of now.
    guard limits.hasPolicy, let found = now.triggers else { return [] }
    let isDueAlike =
      TriggerFinder.lastDueYear(on: earlier.head.asOf) == TriggerFinder.lastDueYear(on: now.head.asOf)
    let before = Dictionary(
      (earlier.triggers ?? []).map { ($0.title, $0) }, uniquingKeysWith: { first, _ in first })
    return found.compactMap { trigger in
      guard trigger.state != .byHand else { return nil }
      let known = before[trigger.title]
      // Without its figures a fall of the packet is taken for the same until another year falls due.
      let isSameYear =
        limits.hasNames && limits.hasAmounts ? known?.reason == trigger.reason : isDueAlike
      let isSame =
        known?.state == trigger.state && (!trigger.isYearly || trigger.state != .fired || isSameYear)
      let weight: Change.Weight
      switch trigger.state {
      case .fired: weight = .worse
      case .unknown: weight = known?.state == .held ? .worse : .neutral
      case .held, .byHand: weight = .better
      }
      if isSame { return nil }
      // Of a packet that does not say it nobody knows how it stood then: a fall of revenue is told on a later day, all else
      // is told by cover, status, fees and disputes.
      if known == nil, !trigger.isYearly || trigger.state != .fired || now.head.asOf <= earlier.head.asOf {
        return nil
      }
      return Change(
        right: "", title: BilingualText(zh: "触发事项：\(trigger.title.zh)", en: "trigger: \(trigger.title.en)"),
        before: known.map { TermsStanding.told($0) } ?? BilingualText(zh: "包内没有记载", en: "not told in the packet"),
        after: TermsStanding.told(trigger), weight: weight)
    }
  }

  private static func told(_ trigger: TriggerFinding) -> BilingualText {
    let state = trigger.state.title
    guard !trigger.reason.en.isEmpty else { return state }
    return BilingualText(
      zh: "\(state.zh)：\(trigger.reason.zh)", en: "\(state.en): \(trigger.reason.en)")
  }

  /// Triggers that a person has to judge, by what the policy says.
  static func byHand(_ now: PledgePacket) -> BilingualText? {
    let open = (now.triggers ?? []).filter { $0.state == .byHand }.map(\.title)
    guard !open.isEmpty else { return nil }
    return BilingualText(
      zh: "触发事项须由人工判断：" + open.map(\.zh).joined(separator: "；"),
      en: "Triggers for a person to judge: " + open.map(\.en).joined(separator: "; "))
  }

  // MARK: Licences

  /// Licences on a right that are not those of the packet: new ones, those with other terms, those that ended before their
  /// day.
  func licences(of number: String) -> [PacketComparison.Change] {
    let before = earlier.licences.filter { $0.right == number }
    let after = now.licences.filter { $0.right == number }
    let title = BilingualText(zh: "许可", en: "licence")
    let none = BilingualText(zh: "包内没有", en: "not in the packet")
    let over = BilingualText(zh: "已终止", en: "has ended")
    var changes: [PacketComparison.Change] = []
    for licence in after {
      guard let known = before.first(where: { $0.contract == licence.contract }) else {
        // An exclusive or sole licensee keeps others out, whoever buys the right; the fee may be anything.
        changes.append(
          Change(
            right: number, title: title, before: none, after: text(licence),
            weight: TermsStanding.excludes(licence.type) ? .worse : .neutral))
        continue
      }
      if text(known) != text(licence) {
        changes.append(
          Change(
            right: number, title: title, before: text(known), after: text(licence),
            weight: isLess(known, licence) ? .worse : .neutral))
      }
    }
    for licence in before where !after.contains(where: { $0.contract == licence.contract }) {
      // One whose last day has passed ended as the packet said.
      if let end = licence.to, end < now.head.asOf { continue }
      changes.append(
        Change(
          right: number, title: title, before: text(licence), after: over,
          weight: licence.fee == nil ? .neutral : .worse))
    }
    return changes
  }

  private static func excludes(_ type: String) -> Bool { type == "exclusive" || type == "sole" }

  private func isLess(_ before: PledgePacket.LicenceIncome, _ now: PledgePacket.LicenceIncome) -> Bool {
    if TermsStanding.excludes(now.type), before.type != now.type { return true }
    if let fee = before.fee, limits.hasAmounts {
      guard let other = now.fee, other.currency == fee.currency, other.minorUnits >= fee.minorUnits else {
        return true
      }
    }
    let isPaid = before.fee != nil || now.fee != nil
    switch (before.to, now.to) {
    case (let old?, let new?): return isPaid && new < old
    case (nil, .some): return isPaid
    case (_, nil): return before.isRecorded && !now.isRecorded
    }
  }

  private func text(_ licence: PledgePacket.LicenceIncome) -> BilingualText {
    let kind = TitleReport.licenceTitle(licence.type)
    var zh = ["\(licence.contract) \(kind.zh)"]
    var en = ["\(licence.contract), \(kind.en)"]
    if limits.hasNames, !licence.licensee.isEmpty {
      zh.append(licence.licensee)
      en.append(licence.licensee)
    }
    if let from = licence.from {
      zh.append("自 \(from.iso)")
      en.append("from \(from.iso)")
    }
    if let to = licence.to {
      zh.append("至 \(to.iso)")
      en.append("to \(to.iso)")
    }
    if limits.hasAmounts {
      zh.append(licence.fee.map { "年费用 \($0)" } ?? "没有记录费用")
      en.append(licence.fee.map { "\($0) a year" } ?? "no fee on record")
    }
    if licence.isRecorded {
      zh.append("已备案")
      en.append("recorded at the office")
    }
    return BilingualText(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
  }
}
