internal import PortfolioCore

/// Whether the title that a packet shows still stands: the shares of the present owners, changes to come, and breaks in
/// their chain.
///
/// Shares are read from the lines of the packet as people read them, so that packets that were sent out long ago can be
/// compared too. In a packet without names the parties are numbered: the share of the one who gives the right, and breaks,
/// are compared all the same.
struct TitleStanding {
  private let number: String
  private let pledgor: (before: String?, now: String?)
  private let before: [PledgePacket.TitleLine]
  private let now: [PledgePacket.TitleLine]
  private let hasNames: Bool
  /// What the later packet says has to be settled first.
  private let stopping: Set<BilingualText>

  /// - Parameter hasNames: whether the names in the earlier packet are those of the parties.
  init(
    _ earlier: PledgePacket, _ now: PledgePacket, _ lines: (before: CollateralLine, now: CollateralLine),
    hasNames: Bool = true
  ) {
    self.hasNames = hasNames
    let number = lines.before.number
    self.number = number
    pledgor = (lines.before.pledgor, lines.now.pledgor)
    before = earlier.titles.filter { $0.right == number }
    self.now = now.titles.filter { $0.right == number }
    stopping = Set(now.risks.filter { $0.isStopping && $0.right == number }.map(\.text))
  }

  var changes: [PacketComparison.Change] { shares + transfers + chain }

  private func change(
    _ title: BilingualText, _ before: BilingualText, _ after: BilingualText,
    _ weight: PacketComparison.Change.Weight
  ) -> PacketComparison.Change {
    .init(right: number, title: title, before: before, after: after, weight: weight)
  }

  // MARK: Shares

  private struct Owner {
    let name: String
    var share: Int?
    let isOwnUnit: Bool

    /// An owner by its line: the name, the share where one is recorded, whether it is an own unit.
    init(_ line: PledgePacket.TitleLine) {
      let mark = " (own unit)"
      let text = line.text.en
      isOwnUnit = text.hasSuffix(mark)
      let plain = isOwnUnit ? String(text.dropLast(mark.count)) : text
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

  /// The present owners, each once with the sum of its rows.
  private func owners(_ lines: [PledgePacket.TitleLine]) -> [Owner] {
    var owners: [Owner] = []
    for owner in lines.filter({ $0.kind == .owner && $0.to == nil }).map({ Owner($0) }) {
      guard let place = owners.firstIndex(where: { $0.name == owner.name }) else {
        owners.append(owner)
        continue
      }
      if let share = owners[place].share, let more = owner.share {
        owners[place].share = share + more
      } else {
        owners[place].share = nil
      }
    }
    return owners
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
    hasNames ? namedShares : namelessShares
  }

  /// The share of the giver alone, who is an owner in both: nothing can be said of others without their names.
  private var namelessShares: [PacketComparison.Change] {
    let earlier = owners(before)
    let later = owners(now)
    let giver = earlier.first { $0.name == pledgor.before }
    let other = later.first { $0.name == pledgor.now }
    // Without a name the giver is looked for among the portfolio's own units; one of another's is not found again so.
    guard let giver, let other, giver.isOwnUnit == other.isOwnUnit,
      let old = share(earlier, of: giver.name)
    else { return [] }
    let new = share(later, of: other.name)
    guard new != old else { return [] }
    func text(_ points: Int?) -> BilingualText {
      let share = points.map { Percent.text($0) }
      return BilingualText(
        zh: "权利提供方 " + (share ?? "份额不详"), en: "whoever gives the right: " + (share ?? "share not known"))
    }
    return [
      change(
        BilingualText(zh: "权属份额", en: "ownership shares"), text(old), text(new),
        new.map { $0 > old } ?? false ? .better : .worse)
    ]
  }

  private var namedShares: [PacketComparison.Change] {
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

  // MARK: Changes to come

  /// Changes of owners of days that the packet knew nothing of. One that has taken place is told by the shares.
  private var transfers: [PacketComparison.Change] {
    let known = Set(before.filter { $0.kind == .transfer }.compactMap(\.from))
    let none = BilingualText(zh: "没有记录", en: "none on record")
    return now.compactMap { line in
      guard line.kind == .transfer, let day = line.from, !known.contains(day) else { return nil }
      let plain = BilingualText(
        zh: "已有 \(day.iso) 权利人变更的记录", en: "a change of owners on \(day.iso) is on record")
      return change(
        BilingualText(zh: "将来的权利人变更", en: "change of owners to come"), none, hasNames ? line.text : plain,
        stopping.contains(line.text) ? .worse : .neutral)
    }
  }

  // MARK: Chain

  private var chain: [PacketComparison.Change] {
    guard hasNames else { return namelessChain }
    let earlier = before.filter { $0.kind == .chain }.map(\.text)
    let later = now.filter { $0.kind == .chain }.map(\.text)
    let title = BilingualText(zh: "权属链", en: "chain of owners")
    let none = BilingualText(zh: "没有这一缺口", en: "no such break")
    let new = later.filter { !earlier.contains($0) }
    let gone = earlier.filter { !later.contains($0) }
    return new.map { change(title, none, $0, .worse) }
      + gone.map { change(title, $0, none, new.isEmpty ? .better : .neutral) }
  }

  /// Breaks by the days on which they are: those that name a party have one, the others no name.
  private var namelessChain: [PacketComparison.Change] {
    func keys(_ lines: [PledgePacket.TitleLine]) -> [String: BilingualText] {
      var breaks: [String: BilingualText] = [:]
      for line in lines where line.kind == .chain {
        guard let day = line.from?.iso else {
          breaks[line.text.en] = line.text
          continue
        }
        breaks[day] = BilingualText(
          zh: "\(day) 起的权利人之前，没有权利人在该日终止的记录",
          en: "an owner from \(day), and no earlier one is recorded to end on that day")
      }
      return breaks
    }
    let earlier = keys(before)
    let later = keys(now)
    let title = BilingualText(zh: "权属链", en: "chain of owners")
    let none = BilingualText(zh: "没有这一缺口", en: "no such break")
    let new = later.filter { earlier[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
    let gone = earlier.filter { later[$0.key] == nil }.sorted { $0.key < $1.key }.map(\.value)
    return new.map { change(title, none, $0, .worse) }
      + gone.map { change(title, $0, none, new.isEmpty ? .better : .neutral) }
  }
}
