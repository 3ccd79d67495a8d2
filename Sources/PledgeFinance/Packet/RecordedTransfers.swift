internal import PortfolioCore
internal import PortfolioStore

/// Changes of owners that are on record for days to come: nobody lends on a right that will be another's before the debt
/// is paid. Owners are parties, not rows: a row that ends while another of the same party begins changes nothing.
struct RecordedTransfers {
  let records: TitleRecords
  let asOf: CalendarDay
  /// The day on which the debt falls due; nil where there is no term: then any change to come matters.
  let maturity: CalendarDay?

  /// What changes hands on a day.
  struct Transfer {
    let right: String
    let day: CalendarDay
    let text: BilingualText
    /// Whether whoever gives the right has less of it then, or somebody comes who has not agreed to anything.
    let isStopping: Bool
  }

  /// The changes of a right after the as-of day and by maturity, one a day, in order; days on which every party has what it
  /// had are left out.
  /// - Parameter giver: who gives the right; nil where nobody is known to.
  func transfers(of id: Int64, number: String, giver: String?) -> [Transfer] {
    let changing = records.changing.filter { $0.rightID == id }
    let days = Set(changing.flatMap { [$0.from, $0.to] }.compactMap { $0 }).filter(isWithin).sorted()
    guard !days.isEmpty else { return [] }
    var rows = records.owners.filter { $0.rightID == id && $0.to == nil }
    // Rows of which an end is on record stand among the present ones without it.
    for row in changing {
      if let place = rows.firstIndex(where: {
        $0.name == row.name && $0.from == row.from && $0.shareBasisPoints == row.shareBasisPoints
      }) {
        rows.remove(at: place)
      }
    }
    func owners(on day: CalendarDay) -> [RightOwner] {
      let present = changing.filter { row in
        (row.from.map { $0 <= day } ?? true) && (row.to.map { $0 > day } ?? true)
      }
      return RightOwner.parties(rows + present, names: records.parties)
    }
    var before = owners(on: asOf)
    var found: [Transfer] = []
    for day in days {
      let after = owners(on: day)
      let (parts, isStopping) = changes(before, after, giver: giver)
      before = after
      guard !parts.isEmpty else { continue }
      found.append(
        Transfer(
          right: number, day: day,
          text: BilingualText(
            zh: "已有 \(day.iso) 权利人变更的记录：" + parts.map(\.zh).joined(separator: "；"),
            en: "A change of owners on \(day.iso) is on record: " + parts.map(\.en).joined(separator: "; ")),
          isStopping: isStopping))
    }
    return found
  }

  /// What changes between two sets of owners, for people, and whether it stops the deal.
  private func changes(
    _ before: [RightOwner], _ after: [RightOwner], giver: String?
  ) -> (parts: [BilingualText], isStopping: Bool) {
    func isOne(_ owner: RightOwner, _ name: String) -> Bool {
      owner.name == name || records.parties.areOne(owner.name, name)
    }
    func share(_ owner: RightOwner, _ all: [RightOwner]) -> Int? {
      owner.share ?? (all.count == 1 ? 10_000 : nil)
    }
    var parts: [BilingualText] = []
    var isStopping = false
    for owner in before where !after.contains(where: { isOne($0, owner.name) }) {
      parts.append(BilingualText(zh: "\(owner.name) 不再是权利人", en: "\(owner.name) owns it no more"))
      // Where nobody is known to give the right, any owner may be the one.
      if giver.map({ isOne(owner, $0) }) ?? true { isStopping = true }
    }
    for owner in after {
      guard let old = before.first(where: { isOne($0, owner.name) }) else {
        let part = owner.share.map { " " + Percent.text($0) } ?? ""
        parts.append(
          BilingualText(zh: "\(owner.name)\(part) 成为权利人", en: "\(owner.name)\(part) becomes an owner"))
        isStopping = true
        continue
      }
      let (was, becomes) = (share(old, before), share(owner, after))
      guard was != becomes else { continue }
      let (from, to) = (was.map { Percent.text($0) }, becomes.map { Percent.text($0) })
      parts.append(
        BilingualText(
          zh: "\(owner.name) 份额 \(from ?? "不详") → \(to ?? "不详")",
          en: "\(owner.name): share \(from ?? "not known") → \(to ?? "not known")"))
      if giver.map({ isOne(owner, $0) }) ?? true, let was, (becomes ?? 0) < was { isStopping = true }
    }
    return (parts, isStopping)
  }

  private func isWithin(_ day: CalendarDay) -> Bool {
    day > asOf && (maturity.map { day <= $0 } ?? true)
  }
}
