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

  /// Why more betters nothing where terms of the debt are broken, or licences are not those of the packet; nil where neither
  /// is so.
  /// - Parameters:
  ///   - hasFired: whether a trigger fired.
  ///   - licences: the numbers of rights whose licences are others.
  static func noBetter(hasFired: Bool, licences: [String]) -> BilingualText? {
    guard hasFired || !licences.isEmpty else { return nil }
    var zh = ["不算改善"]
    var en = ["no improvement"]
    if hasFired {
      zh.append("有触发事项发生或无法再判断")
      en.append("a trigger has fired or can no longer be judged")
    }
    if !licences.isEmpty {
      zh.append("许可有变的权利 \(named(licences, .zh))")
      en.append("licensed otherwise: \(named(licences, .en))")
    }
    return BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }

  private static func named(_ numbers: [String], _ language: Language) -> String {
    let isChinese = language == .zh
    return numbers.prefix(5).joined(separator: isChinese ? "、" : ", ")
      + (numbers.count > 5
        ? (isChinese ? " 等 \(numbers.count) 项" : " and others, \(numbers.count) in all") : "")
  }

  /// Why a greater sum, more cover or a condition met betters nothing: a right of the packet is worse, or rights that the
  /// packet does not have are in the sum, a trigger fired, licences are others. More on one right does not make good what
  /// another lost, for nobody lent on that exchange: the lender reads what got worse first. Nil where nothing is so.
  /// - Parameters:
  ///   - changes: those of the rights.
  ///   - hasAmounts: whether the packet says what each right carried.
  ///   - hasFired: whether a trigger fired.
  ///   - licensed: the numbers of rights whose licences are others.
  static func shadow(
    _ changes: [PacketComparison.Change], _ earlier: PledgePacket, _ now: PledgePacket, hasAmounts: Bool,
    hasFired: Bool = false, licensed: [String] = []
  ) -> BilingualText? {
    let worse = Set(changes.filter { $0.weight == .worse }.map(\.right))
    let lost = earlier.lines.map(\.number).filter { worse.contains($0) }
    let known = Set(earlier.lines.map(\.number))
    let added = now.lines.filter { $0.isCounted && !known.contains($0.number) }.map(\.number)
    let terms = noBetter(hasFired: hasFired, licences: licensed)
    guard !lost.isEmpty || !added.isEmpty else { return terms }
    let present = Dictionary(now.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    let risen =
      hasAmounts
      ? earlier.lines.filter { line in
        present[line.number].map { $0.lending(on: 0) > line.lending(on: 0) } ?? false
      }.map(\.number) : []
    var zh = [terms?.zh ?? "不算改善"]
    var en = [terms?.en ?? "no improvement"]
    if !lost.isEmpty {
      zh.append("变差的权利 \(named(lost, .zh))")
      en.append("worse: \(named(lost, .en))")
    }
    if !risen.isEmpty {
      zh.append("上升来自 \(named(risen, .zh))")
      en.append("the rise comes from \(named(risen, .en))")
    }
    if !added.isEmpty {
      zh.append("计入了包内没有的 \(named(added, .zh))")
      en.append("not in the packet: \(named(added, .en))")
    }
    return BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
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
    guard earlier.exclusions.isEmpty == now.exclusions.isEmpty else { return [] }
    let open = BilingualText(zh: "没有妨碍", en: "nothing stands in the way")
    let title = BilingualText(zh: "合规关口", en: "gate")
    let before = earlier.closedGates
    // A packet of an earlier version has the first gate alone, by its sentence.
    let isOld = earlier.gates == nil && earlier.gate != nil
    let after = isOld ? Array(now.closedGates.prefix(1)) : now.closedGates
    func has(_ gates: [ClosedGate], _ gate: ClosedGate) -> Bool {
      gates.contains { isOld ? $0.text == gate.text : $0.id == gate.id }
    }
    let closed = after.filter { !has(before, $0) }
    let lifted = before.filter { !has(after, $0) }
    return closed.map { change(title, open, $0.text, .worse) }
      + lifted.map { change(title, $0.text, open, closed.isEmpty ? .better : .neutral) }
  }

  /// What troubles a right that no rules of registration look at. Amounts and days in it move by themselves.
  var hazards: [PacketComparison.Change] {
    let before = earlier.hazards ?? []
    let after = now.hazards ?? []
    let none = BilingualText(zh: "没有", en: "none")
    func has(_ hazards: [LineHazard], _ hazard: LineHazard) -> Bool {
      hazards.contains { $0.kind == hazard.kind && $0.isStopping == hazard.isStopping }
    }
    let new = after.filter { !has(before, $0) }
    let gone = before.filter { old in !after.contains { $0.kind == old.kind } }
    return new.map { change($0.title, none, $0.text, .worse) }
      + gone.map { change($0.title, $0.text, none, .better) }
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
