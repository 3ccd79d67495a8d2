internal import PortfolioCore

/// Whether the title that a packet shows still stands: the shares of the present owners, and breaks in their chain.
///
/// Shares are read from the lines of the packet as people read them, so that packets that were sent out long ago can be
/// compared too.
struct TitleStanding {
  private let number: String
  private let pledgor: (before: String?, now: String?)
  private let before: [PledgePacket.TitleLine]
  private let now: [PledgePacket.TitleLine]

  init(_ earlier: PledgePacket, _ now: PledgePacket, _ lines: (before: CollateralLine, now: CollateralLine)) {
    let number = lines.before.number
    self.number = number
    pledgor = (lines.before.pledgor, lines.now.pledgor)
    before = earlier.titles.filter { $0.right == number }
    self.now = now.titles.filter { $0.right == number }
  }

  var changes: [PacketComparison.Change] { shares + chain }

  private func change(
    _ title: BilingualText, _ before: BilingualText, _ after: BilingualText,
    _ weight: PacketComparison.Change.Weight
  ) -> PacketComparison.Change {
    .init(right: number, title: title, before: before, after: after, weight: weight)
  }

  // MARK: Shares

  private struct Owner {
    let name: String
    let share: Int?

    /// An owner by its line: the name, the share where one is recorded, whether it is an own unit.
    init(_ line: PledgePacket.TitleLine) {
      let mark = " (own unit)"
      let text = line.text.en
      let plain = text.hasSuffix(mark) ? String(text.dropLast(mark.count)) : text
      guard let space = plain.lastIndex(of: " "),
        let points = Owner.points(String(plain[plain.index(after: space)...]))
      else {
        name = plain
        share = nil
        return
      }
      name = String(plain[..<space])
      share = points
    }

    /// `70%` or `33.33%` in basis points; nil for what is no percentage.
    private static func points(_ text: String) -> Int? {
      guard text.hasSuffix("%") else { return nil }
      let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
      guard let first = parts.first, let whole = Int(first) else { return nil }
      if parts.count == 1 { return whole * 100 }
      guard parts.count == 2, parts[1].count == 2, let rest = Int(parts[1]) else { return nil }
      return whole * 100 + rest
    }

    var text: String { share.map { name + " " + Percent.text($0) } ?? name }
  }

  private func owners(_ lines: [PledgePacket.TitleLine]) -> [Owner] {
    lines.filter { $0.kind == .owner && $0.to == nil }.map { Owner($0) }
  }

  /// The share of an owner; the whole where it is alone and none is recorded, nil where nobody can say.
  private func share(_ owners: [Owner], of name: String?) -> Int? {
    let own = owners.filter { $0.name == name }
    let known = own.compactMap(\.share)
    guard !own.isEmpty else { return nil }
    if known.count == own.count { return known.reduce(0, +) }
    return own.count == owners.count ? 10_000 : nil
  }

  private var shares: [PacketComparison.Change] {
    let earlier = owners(before)
    let later = owners(now)
    guard (earlier + later).contains(where: { $0.share != nil }) else { return [] }
    func text(_ owners: [Owner]) -> BilingualText {
      let list = owners.map(\.text).sorted().joined(separator: "、")
      return list.isEmpty
        ? BilingualText(zh: "没有记录", en: "none recorded") : BilingualText(zh: list, en: list)
    }
    guard text(earlier) != text(later) else { return [] }
    let isStillThere = later.contains { $0.name == pledgor.before }
    let weight: PacketComparison.Change.Weight
    switch (
      share(earlier, of: pledgor.before), share(later, of: isStillThere ? pledgor.before : pledgor.now)
    ) {
    case (let old?, let new?): weight = new < old ? .worse : new > old && isStillThere ? .better : .neutral
    case (_?, nil): weight = .worse
    case (nil, _): weight = .neutral
    }
    return [change(BilingualText(zh: "权属份额", en: "ownership shares"), text(earlier), text(later), weight)]
  }

  // MARK: Chain

  private var chain: [PacketComparison.Change] {
    let earlier = before.filter { $0.kind == .chain }.map(\.text)
    let later = now.filter { $0.kind == .chain }.map(\.text)
    let title = BilingualText(zh: "权属链", en: "chain of owners")
    let none = BilingualText(zh: "没有这一缺口", en: "no such break")
    let new = later.filter { !earlier.contains($0) }
    let gone = earlier.filter { !later.contains($0) }
    return new.map { change(title, none, $0, .worse) }
      + gone.map { change(title, $0, none, new.isEmpty ? .better : .neutral) }
  }
}
