internal import PortfolioCore
internal import PortfolioStore

/// Changes of owners that are on record for days to come: nobody lends on a right that will be another's before the debt
/// is paid.
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
  }

  /// The changes of a right after the as-of day and by maturity, one a day, in order.
  func transfers(of id: Int64, number: String) -> [Transfer] {
    var changes: [CalendarDay: (ends: [BilingualText], begins: [BilingualText])] = [:]
    for owner in records.changing where owner.rightID == id {
      let share = owner.shareBasisPoints.map { " " + Percent.text($0) } ?? ""
      if let end = owner.to, isWithin(end) {
        changes[end, default: ([], [])].ends.append(
          BilingualText(zh: "\(owner.name) 不再是权利人", en: "\(owner.name) owns it no more"))
      }
      if let start = owner.from, isWithin(start) {
        changes[start, default: ([], [])].begins.append(
          BilingualText(zh: "\(owner.name)\(share) 成为权利人", en: "\(owner.name)\(share) becomes an owner"))
      }
    }
    return changes.sorted { $0.key < $1.key }.map { day, change in
      let parts = change.ends + change.begins
      return Transfer(
        right: number, day: day,
        text: BilingualText(
          zh: "已有 \(day.iso) 权利人变更的记录：" + parts.map(\.zh).joined(separator: "；"),
          en: "A change of owners on \(day.iso) is on record: " + parts.map(\.en).joined(separator: "; ")))
    }
  }

  private func isWithin(_ day: CalendarDay) -> Bool {
    day > asOf && (maturity.map { day <= $0 } ?? true)
  }
}
