internal import PortfolioCore

/// How much of a right belongs to whoever gives it, by the owners on record.
///
/// A house rule: what the co-owners have agreed comes before it.
enum HeldShare: Equatable {
  /// All of it: a single owner, or nobody on record, which is for the check of the owners to say.
  case whole
  /// A part, in basis points, and the part of the whole that belongs to nobody on record: without it all the rest is
  /// the co-owners'.
  case part(Int, nobody: Int)
  /// Several owners without shares that make sense: nobody can say.
  case unknown

  /// The share of one of the present owners.
  /// - Parameter giver: its name as on record; nil where none of the owners gives the right.
  init(_ owners: [RightOwner], giver: String?) {
    guard let giver, let own = owners.first(where: { $0.name == giver }) else {
      self = .whole
      return
    }
    let shares = owners.compactMap(\.share)
    guard let share = own.share, shares.count == owners.count, RightOwner.excess(owners) == nil else {
      self = owners.count == 1 ? .whole : .unknown
      return
    }
    self = share < 10_000 ? .part(share, nobody: RightOwner.unassigned(owners) ?? 0) : .whole
  }

  /// What of a value counts, in basis points; nil where nobody can say. A loan takes the whole right as security, with
  /// the consent of the co-owners; a company and a pool get what the giver has.
  func counted(for purpose: LenderPolicy.Purpose) -> Int? {
    guard purpose != .pledge else { return 10_000 }
    switch self {
    case .whole: return 10_000
    case .part(let points, _): return points
    case .unknown: return nil
    }
  }

  /// What whoever takes the right has to know; nil where all of it belongs to the giver.
  func note(for purpose: LenderPolicy.Purpose) -> BilingualText? {
    let giver = purpose.words.giver
    switch (self, purpose) {
    case (.whole, _): return nil
    case (.part(let points, let nobody), .pledge):
      let others = 10_000 - points - nobody
      let rest = Percent.text(others)
      let shared = BilingualText(
        zh: "共有人享有价值的 \(rest)：经其同意质押的是整件专利，处置所得须分给共有人，除非另有约定",
        en:
          "A co-owner has \(rest) of the value: with its consent the whole right is pledged, and its part of the proceeds is its own unless agreed otherwise"
      )
      guard nobody > 0 else { return shared }
      let open = HeldShare.open(nobody)
      return others > 0 ? BilingualText(zh: open.zh + "；" + shared.zh, en: open.en + ". " + shared.en) : open
    case (.part(let points, let nobody), _):
      let share = Percent.text(points)
      let open = nobody > 0 ? HeldShare.open(nobody) : nil
      return BilingualText(
        zh: "\(giver.zh)的份额 \(share)：只计价值的这一部分（程序默认规则）；共有人另有约定的从约定，请附上协议"
          + (open.map { "；" + $0.zh } ?? ""),
        en:
          "The share of the \(giver.en.lowercased()) is \(share), and that part of the value counts (a house rule). What the co-owners have agreed comes first: attach it"
          + (open.map { ". " + $0.en } ?? "")
      )
    case (.unknown, .pledge):
      return BilingualText(
        zh: "有共有人而份额没有记录：价值中属于共有人的部分无法判断",
        en:
          "Several owners and no shares that make sense are on record: what part of the value is the co-owners' cannot be judged"
      )
    case (.unknown, _):
      return BilingualText(
        zh: "有共有人而份额没有记录或不合理，\(giver.zh)的部分无法判断：在 ownership 表记下份额，并附上共有人的约定",
        en:
          "Several owners and no shares that make sense are on record, so the part of the \(giver.en.lowercased()) cannot be judged: record shares in table ownership, and attach what the co-owners agreed"
      )
    }
  }

  /// What is to be known of a part that belongs to nobody on record.
  private static func open(_ nobody: Int) -> BilingualText {
    let share = Percent.text(nobody)
    return BilingualText(
      zh: "\(share) 没有登记的权利人：归谁所有、是否同意待查清，在 ownership 表补齐",
      en:
        "\(share) belongs to nobody on record: whose it is, and whether they consent, has to be established (table ownership)"
    )
  }

  /// The share as an input of a value; nothing where it takes nothing from it.
  func inputs(for purpose: LenderPolicy.Purpose) -> [CollateralInput] {
    guard case .part(let points, _) = self, purpose != .pledge else { return [] }
    let giver = purpose.words.giver
    let share = Percent.text(points)
    return [
      CollateralInput(
        label: BilingualText(
          zh: "\(giver.zh)的权属份额", en: "share of the \(giver.en.lowercased()) in the right"),
        value: BilingualText(zh: share, en: share),
        source: BilingualText(zh: "ownership 表", en: "table ownership"))
    ]
  }
}
