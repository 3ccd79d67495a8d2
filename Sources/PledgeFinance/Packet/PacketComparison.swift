public import PortfolioCore

/// What has changed between a packet and the same packet made from today's store.
public struct PacketComparison: Sendable, Equatable, Codable {
  /// A change.
  public struct Change: Sendable, Equatable, Codable {
    /// What it means for whoever lent on the packet.
    public enum Weight: String, Sendable, Codable {
      /// It lessens the security, or breaks a term.
      case worse
      /// It betters the security.
      case better
      /// It is neither.
      case neutral
    }
    /// The right's number; empty for the deal.
    public let right: String
    /// What changed.
    public let title: BilingualText
    /// Before.
    public let before: BilingualText
    /// Now.
    public let after: BilingualText
    /// What it means.
    public let weight: Weight

    /// The same change with another weight.
    func weighing(_ weight: Weight) -> Change {
      Change(right: right, title: title, before: before, after: after, weight: weight)
    }

    /// The same change of the deal with the reason why it betters nothing, where there is one.
    func shadowed(by reason: BilingualText?) -> Change {
      guard weight == .better, let reason else { return self }
      return Change(
        right: right, title: title, before: before,
        after: BilingualText(zh: "\(after.zh)（\(reason.zh)）", en: "\(after.en) (\(reason.en))"),
        weight: .neutral)
    }
  }

  /// The packet's day.
  public let madeOn: CalendarDay
  /// The day of the comparison.
  public let asOf: CalendarDay
  /// The changes: of the deal first, then right by right.
  public let changes: [Change]
  /// What was compared.
  public let compared: BilingualText
  /// What could not be compared, and why.
  public let notCompared: [BilingualText]

  /// Values that moved by less than this share of the earlier one are not listed, in basis points.
  static let notable = 500

  /// Compares a packet with the same request answered later.
  /// - Parameters:
  ///   - now: the packet of today.
  ///   - gone: numbers of rights that today's store does not have.
  ///   - day: the day of the comparison; that of `now` when not given.
  ///   - limits: what of the packet can be compared.
  public init(
    _ earlier: PledgePacket, now: PledgePacket, gone: [String], on day: CalendarDay? = nil,
    limits: ComparisonLimits = .none
  ) {
    madeOn = earlier.head.asOf
    asOf = day ?? now.head.asOf
    compared = limits.compared
    notCompared = limits.texts + [limits.hasPolicy ? TermsStanding.byHand(now) : nil].compactMap { $0 }
    let terms = TermsStanding(earlier, now, limits)
    let triggers = terms.triggers
    let hasFired = triggers.contains { $0.weight == .worse }
    var changes: [Change] = []
    let isSameDay = madeOn == asOf
    let present = Dictionary(now.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    for line in earlier.lines {
      if let other = present[line.number], !gone.contains(line.number) {
        let licences = terms.licences(of: line.number)
        let own = PacketComparison.right(
          line, other, earlier.head.currency, limits, notable: isSameDay ? 0 : PacketComparison.notable)
        // More of a value is no better where a trigger fired or the right is licensed otherwise: a licence lowers the rate
        // of discounting, whatever it leaves to whoever buys the right.
        let reason = PacketStanding.noBetter(
          hasFired: hasFired, licences: licences.isEmpty ? [] : [line.number])
        changes += own.map { PacketComparison.isOfValue($0) ? $0.shadowed(by: reason) : $0 } + licences
        changes +=
          TitleStanding(earlier, now, (before: line, now: other), hasNames: limits.hasNames).changes
      } else if gone.contains(line.number) {
        changes.append(
          Change(
            right: line.number, title: BilingualText(zh: "权利", en: "right"),
            before: BilingualText(zh: "在组合中", en: "in the portfolio"),
            after: BilingualText(zh: "今日数据库中没有", en: "not in today's store"), weight: .worse))
      }
    }
    let shadow = PacketStanding.shadow(
      changes, earlier, now, hasAmounts: limits.hasAmounts, hasFired: hasFired,
      licensed: earlier.lines.map(\.number).filter { !terms.licences(of: $0).isEmpty })
    let deal = triggers + PacketComparison.deal(earlier, now, limits)
    changes = deal.map { $0.shadowed(by: shadow) } + changes
    // The same day known otherwise: something was recorded after the packet was made.
    let isOther = earlier.head.snapshot != now.head.snapshot
    if isSameDay, isOther || !changes.isEmpty {
      changes.insert(
        Change(
          right: "",
          title: BilingualText(
            zh: "同一基准日的数据（出包之后又有导入或更改）",
            en: "data of that same day, imported or changed after the packet was made"),
          before: isOther
            ? PacketComparison.same("snapshot " + earlier.head.snapshot.prefix(12))
            : BilingualText(zh: "包内所据", en: "as in the packet"),
          after: isOther
            ? PacketComparison.same("snapshot " + now.head.snapshot.prefix(12))
            : BilingualText(zh: "数据库现有", en: "as in the store now"), weight: .neutral), at: 0)
    }
    self.changes = changes
  }

  /// A comparison in which anything got worse.
  public var isWorse: Bool { changes.contains { $0.weight == .worse } }

  private static func same(_ text: String) -> BilingualText { BilingualText(zh: text, en: text) }

  private static func money(_ units: Int64, _ currency: Currency) -> BilingualText {
    same("\(Money(minorUnits: units, currency: currency))")
  }

  // MARK: The deal

  private static func deal(
    _ earlier: PledgePacket, _ now: PledgePacket, _ limits: ComparisonLimits
  ) -> [Change] {
    var changes: [Change] = []
    let currency = earlier.head.currency
    let words = earlier.policy.purpose.words
    if limits.hasAmounts,
      let change = moved(
        "", words.carried, earlier.totals.lending, now.totals.lending,
        currency)
    {
      changes.append(change)
    }
    // The test day of the packet that stands for today: what was said then of now.
    let expected = earlier.cover.last { $0.day <= now.head.asOf } ?? earlier.cover.first
    if limits.hasAmounts, let expected, let found = now.cover.first, expected.cover != found.cover {
      changes.append(
        Change(
          right: "",
          title: BilingualText(
            zh: "\(words.carried.zh)对\(words.owed.zh)的覆盖（对照包内 \(expected.day.iso) 的预计）",
            en: "cover of \(words.owed.en), against what the packet foresaw for \(expected.day.iso)"),
          before: same(expected.cover.map(Percent.text) ?? "–"),
          after: same(found.cover.map(Percent.text) ?? "–"),
          weight: (found.cover ?? 0) < (expected.cover ?? 0) ? .worse : .better))
    }
    // A condition on the parts of the sum is no better met for a right that fell out of it.
    let fell = limits.hasPolicy && !PacketStanding.stopped(earlier, now).isEmpty
    let states = Dictionary(
      earlier.conditions.map { ($0.id, $0.state) }, uniquingKeysWith: { first, _ in first })
    for condition in now.conditions {
      guard limits.compares(condition: condition.id), let before = states[condition.id],
        before != condition.state
      else { continue }
      changes.append(
        Change(
          right: "", title: condition.title, before: word(before), after: word(condition.state),
          weight: condition.state == .met ? (fell ? .neutral : .better) : .worse))
    }
    return changes
  }

  private static func word(_ state: ConditionFinding.State) -> BilingualText {
    switch state {
    case .met: return BilingualText(zh: "满足", en: "met")
    case .notMet: return BilingualText(zh: "不满足", en: "not met")
    case .unknown: return BilingualText(zh: "无法判断", en: "cannot be judged")
    }
  }

  private static func moved(
    _ right: String, _ title: BilingualText, _ before: Int64, _ after: Int64, _ currency: Currency,
    notable: Int = PacketComparison.notable
  ) -> Change? {
    let difference = (after - before).magnitude
    guard before > 0 || after > 0, Int128(difference) * 10_000 > Int128(before) * Int128(notable) else {
      return nil
    }
    return Change(
      right: right, title: title, before: money(before, currency), after: money(after, currency),
      weight: after < before ? .worse : .better)
  }

  // MARK: A right

  /// Whether a change is of what a right is worth.
  private static func isOfValue(_ change: Change) -> Bool { ["basis", "value"].contains(change.title.en) }

  /// Whether owners have left and nobody has come, and whoever gave the right is still among them: what that means is
  /// told by the shares.
  private static func lessOwners(_ earlier: CollateralLine, _ now: CollateralLine) -> Bool {
    Set(now.owners).isSubset(of: earlier.owners) && earlier.pledgor.map(now.owners.contains) ?? false
  }

  private static func right(
    _ earlier: CollateralLine, _ now: CollateralLine, _ currency: Currency, _ limits: ComparisonLimits,
    notable: Int
  ) -> [Change] {
    var changes: [Change] = []
    func add(
      _ zh: String, _ en: String, _ before: BilingualText, _ after: BilingualText, _ weight: Change.Weight
    ) {
      guard before != after else { return }
      changes.append(
        Change(
          right: earlier.number, title: BilingualText(zh: zh, en: en), before: before, after: after,
          weight: weight))
    }
    let unknown = BilingualText(zh: "不详", en: "not known")
    if earlier.status != now.status {
      let isWorse = now.status.map { $0.life != .alive || $0 == .annuityLate } ?? true
      add(
        "法律状态", "legal status", earlier.status.map { same($0.rawValue) } ?? unknown,
        now.status.map { same($0.rawValue) } ?? unknown, isWorse ? .worse : .neutral)
    }
    if limits.hasNames {
      add(
        "登记权利人", "registered owners", same(earlier.owners.joined(separator: "、")),
        same(now.owners.joined(separator: "、")), lessOwners(earlier, now) ? .neutral : .worse)
    }
    let outcomes = Dictionary(
      earlier.registration.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for finding in now.registration.cases {
      guard let before = outcomes[finding.id], before.outcome != finding.outcome else { continue }
      add(
        finding.title.zh, finding.title.en, before.reason, finding.reason,
        finding.outcome == .clear ? .better : .worse)
    }
    // A pledge that was registered for this very loan is what one wants to see.
    if let own = now.ownPledge, earlier.ownPledge != own {
      add(
        "本笔质押的登记", "this loan's own pledge", BilingualText(zh: "尚未登记", en: "not yet registered"), own,
        .neutral)
    }
    add(
      "权利届满日", "end of the term", earlier.termEnd.map { same($0.iso) } ?? unknown,
      now.termEnd.map { same($0.iso) } ?? unknown,
      (now.termEnd ?? .init(number: 0)) < (earlier.termEnd ?? .init(number: 0)) ? .worse : .neutral)
    let standing = PacketStanding(earlier, now)
    changes += standing.hazards
    if limits.hasPolicy { changes += standing.counting + standing.gates }
    if limits.hasAmounts, limits.hasNames { changes += standing.evidence }
    guard limits.hasAmounts else { return changes }
    switch (earlier.value, now.value) {
    case (let before?, let after?):
      let stopped = standing.methods
      changes += stopped
      if let change = moved(
        earlier.number, BilingualText(zh: "计算基础", en: "basis"), before.basis, after.basis, currency,
        notable: notable)
      {
        // More is no better where less stands behind it, or where it does not count.
        let isBetter = stopped.isEmpty && now.exclusions.isEmpty
        changes.append(change.weight == .better && !isBetter ? change.weighing(.neutral) : change)
        changes += inputs(earlier.number, before, after, hasNew: notable == 0)
      }
    case (nil, let after?):
      add(
        "价值", "value", BilingualText(zh: "没有", en: "none"), money(after.basis, currency),
        now.exclusions.isEmpty ? .better : .neutral)
    case (let before?, nil):
      add(
        "价值", "value", money(before.basis, currency),
        now.missing.first ?? BilingualText(zh: "没有", en: "none"), .worse)
    case (nil, nil): break
    }
    return changes
  }

  /// The inputs of a value that are not what they were: those of the packet with their values now, and on the packet's
  /// own day those that it did not have. On a later day the years move on by themselves.
  private static func inputs(
    _ right: String, _ earlier: CollateralValue, _ now: CollateralValue, hasNew: Bool
  ) -> [Change] {
    var changes: [Change] = []
    for part in earlier.parts where !part.inputs.isEmpty {
      guard let later = now.parts.first(where: { $0.method == part.method }) else { continue }
      let values = Dictionary(
        later.inputs.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
      let known = Set(part.inputs.map(\.label))
      for input in part.inputs {
        guard let other = values[input.label], other.value != input.value else { continue }
        changes.append(
          Change(
            right: right,
            title: BilingualText(zh: "参数 \(input.label.zh)", en: "input: \(input.label.en)"),
            before: input.value,
            after: BilingualText(
              zh: "\(other.value.zh)（\(other.source.zh)）", en: "\(other.value.en) (\(other.source.en))"),
            weight: .neutral))
      }
      for input in later.inputs where hasNew && !known.contains(input.label) {
        changes.append(
          Change(
            right: right,
            title: BilingualText(zh: "参数 \(input.label.zh)", en: "input: \(input.label.en)"),
            before: BilingualText(zh: "包内没有", en: "not in the packet"),
            after: BilingualText(
              zh: "\(input.value.zh)（\(input.source.zh)）", en: "\(input.value.en) (\(input.source.en))"),
            weight: .neutral))
      }
    }
    // Two methods may rest on the same input.
    var seen: Set<[String]> = []
    return changes.filter { seen.insert([$0.title.en, $0.before.en, $0.after.en]).inserted }
  }
}
