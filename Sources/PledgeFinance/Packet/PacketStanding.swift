internal import PortfolioCore

/// Whether what a right counted for still stands: whether it counts, what gates ask, which methods and which evidence its
/// value rests on. What no longer stands is worse, whatever it does to a sum.
struct PacketStanding {
  private let earlier: CollateralLine
  private let now: CollateralLine

  init(_ earlier: CollateralLine, _ now: CollateralLine) {
    self.earlier = earlier
    self.now = now
  }

  /// Numbers of rights that counted in a packet and do not count now.
  static func stopped(_ earlier: PledgePacket, _ now: PledgePacket) -> [String] {
    let present = Dictionary(now.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    return earlier.lines.filter { line in
      line.exclusions.isEmpty && present[line.number].map { !$0.exclusions.isEmpty } ?? true
    }.map(\.number)
  }

  private func change(
    _ title: BilingualText, _ before: BilingualText, _ after: BilingualText,
    _ weight: PacketComparison.Change.Weight
  ) -> PacketComparison.Change {
    .init(right: earlier.number, title: title, before: before, after: after, weight: weight)
  }

  private func joined(_ texts: [BilingualText]) -> BilingualText {
    BilingualText(
      zh: texts.map(\.zh).joined(separator: "；"), en: texts.map(\.en).joined(separator: "; "))
  }

  /// Whether the right counts, with the reasons.
  var counting: [PacketComparison.Change] {
    guard earlier.exclusions.isEmpty != now.exclusions.isEmpty else { return [] }
    let counts = BilingualText(zh: "计入", en: "counts")
    let title = BilingualText(zh: "是否计入", en: "whether it counts")
    return [
      now.exclusions.isEmpty
        ? change(title, joined(earlier.exclusions), counts, .better)
        : change(title, counts, joined(now.exclusions), .worse)
    ]
  }

  /// A gate that closed, also where its paper no longer answers it, or that was lifted. A right that stops counting for it
  /// says so already.
  var gates: [PacketComparison.Change] {
    guard earlier.exclusions.isEmpty == now.exclusions.isEmpty, earlier.gate != now.gate else { return [] }
    let open = BilingualText(zh: "没有妨碍", en: "nothing stands in the way")
    let title = BilingualText(zh: "合规关口", en: "gate")
    guard let gate = now.gate else { return [change(title, earlier.gate ?? open, open, .better)] }
    return [change(title, earlier.gate ?? open, gate, earlier.gate == nil ? .worse : .neutral)]
  }

  /// Methods that the value rested on and that apply no more.
  var methods: [PacketComparison.Change] {
    let present = Set((now.value?.parts ?? []).map(\.method))
    return (earlier.value?.parts ?? []).filter { !present.contains($0.method) }.map { part in
      let weight = Percent.text(part.weight)
      return change(
        part.title, BilingualText(zh: weight, en: weight),
        BilingualText(zh: "不再适用", en: "applies no more"), .worse)
    }
  }

  /// Grounds of value that could be shown and cannot be shown now, and the other way. Figures in them move by themselves.
  var evidence: [PacketComparison.Change] {
    func isHidden(_ line: CollateralLine) -> [String: BilingualText] {
      Dictionary(
        line.evidence.filter { !$0.isShown }.map { (PacketStanding.kind($0.text), $0.text) },
        uniquingKeysWith: { first, _ in first })
    }
    let before = isHidden(earlier)
    let after = isHidden(now)
    let title = BilingualText(zh: "价值的依据", en: "ground of value")
    let none = BilingualText(zh: "没有这一缺口", en: "no such gap")
    let lost = after.filter { before[$0.key] == nil }.sorted { $0.key < $1.key }
    let won = before.filter { after[$0.key] == nil }.sorted { $0.key < $1.key }
    return lost.map { change(title, none, $0.value, .worse) }
      + won.map { change(title, $0.value, none, .better) }
  }

  /// A ground without figures and lists.
  private static func kind(_ text: BilingualText) -> String {
    String(text.en.prefix { $0 != "(" }.filter { !$0.isNumber })
  }
}
