public import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// A right that has lapsed by the register and can be restored, on which it was decided that it is kept.
public struct RestorableRight: Sendable {
  /// The right's row in the outlook.
  public let row: Int
  /// The decision that stands.
  public let decision: DecisionBook.Line
  /// The day on which it ended; nil where it is not known.
  public let ended: CalendarDay?
  /// The last day on which restoration can be asked for, as far as the schedule names its months; see
  /// ``FeeOutlook/restorableUntil(_:)``.
  public let until: CalendarDay?

  /// Whether that day has passed on a day: by the schedule nothing can be asked for any more.
  public func isOver(on day: CalendarDay) -> Bool { until.map { $0 < day } ?? false }
}

extension FeeOutlook {
  /// The fee for want of which a right ended: the last one that was not paid and whose due day or grace period holds the
  /// day of the end. Registers date an end back to the due day, which is known only once grace is over. Nil where the
  /// day of the end is not known, or no such fee is.
  func feeOfEnd(_ row: Int) -> DueItem? {
    feesOfEnd(row).last { $0.paid == nil }?.item
  }

  /// The fees whose due day or grace period holds the day of a right's end, and the days on which they were paid.
  private func feesOfEnd(_ row: Int) -> [(item: DueItem, paid: CalendarDay?)] {
    guard let ended = subjects[row].endDay else { return [] }
    // The fees of a right that has ended are those before its end: asked for as if it lived.
    var living = subjects[row]
    living.life = .alive
    living.endDay = nil
    let from = ended.adding(months: -24)
    guard case .success(let items) = calendar.items(for: living, from: from, through: ended + 1, asOf: asOf)
    else { return [] }
    return zip(items, DueList.paidDays(payments[row], items)).filter { item, _ in
      !item.isPaidAtRegistration && ended <= max(item.lastDay, item.lastDayMoved) + 1
    }.map { ($0, $1) }
  }

  /// The day on which the fee was paid, in time, for want of which a right is said to have ended: every fee whose due
  /// day or grace period holds the day of its end is on the ledger. Nil where one of them is not, or there is none.
  func paidBeforeEnd(_ row: Int) -> CalendarDay? {
    switch table[.legalStatus]?.category(row).flatMap({ LegalStatus(rawValue: $0) }) {
    case .lapsed?, .lapsedRestorable?: break
    default: return nil
    }
    let fees = feesOfEnd(row)
    guard let last = fees.last, let paid = last.paid, fees.allSatisfy({ $0.paid != nil }),
      paid <= max(last.item.lastDay, last.item.lastDayMoved)
    else { return nil }
    return paid
  }

  /// The last day on which the end of a right could be averted: that of the fee for want of which it lapsed, that of a
  /// declaration; not after the outlook's day. Nil where it has not ended in one of these ways, or its day is not known.
  public func lastDayBeforeEnd(_ row: Int) -> CalendarDay? {
    guard let ended = subjects[row].endDay else { return nil }
    switch table[.legalStatus]?.category(row).flatMap({ LegalStatus(rawValue: $0) }) {
    case .abandoned?: return min(ended, asOf)
    case .lapsed?, .lapsedRestorable?:
      return min(feeOfEnd(row).map { max($0.lastDay, $0.lastDayMoved) } ?? ended, asOf)
    default: return nil
    }
  }

  /// Until when a right that lapsed for want of a fee can be restored: the schedule's months from the day of the end, or
  /// from the end of grace where they would be over before that. An office that counts from its notice counts from a
  /// later day. Nil where the schedule names no months.
  public func restorableUntil(_ row: Int) -> CalendarDay? {
    guard let ended = subjects[row].endDay, let fee = feeOfEnd(row), let months = fee.restoration?.months
    else { return nil }
    let day = ended.adding(months: months)
    return day > fee.lastDay ? day : fee.lastDay.adding(months: months)
  }

  /// The last day on which the restoration of a lapsed right could be asked for, where the register still calls it
  /// restorable and that day has passed; nil for any other.
  public func restorationOver(_ row: Int) -> CalendarDay? {
    guard table[.legalStatus]?.category(row) == LegalStatus.lapsedRestorable.rawValue else { return nil }
    return restorableUntil(row).flatMap { $0 < asOf ? $0 : nil }
  }

  /// Whether a right that was in force by what was known on a day had ended before it all the same, as could be known: by
  /// a declaration, or for want of a fee of which the grace was over by then. An end that the register dates back to a due
  /// day counts from the end of grace; where that fee was paid, or none explains the end, nobody could know of it.
  func hasEnded(_ row: Int, before day: CalendarDay) -> Bool {
    guard let ended = subjects[row].endDay, ended < day else { return false }
    let status = table[.legalStatus]?.category(row).flatMap { LegalStatus(rawValue: $0) }
    // A declaration takes effect on its day, whatever is due.
    if status == .abandoned { return true }
    guard paidBeforeEnd(row) == nil, let fee = feeOfEnd(row) else { return false }
    return max(fee.lastDay, fee.lastDayMoved) < day
  }

  /// Whether a right had ended when it was decided on, as far as could be known: because its end was shown and accepted,
  /// or because grace was over. One that could be restored, or was shown as restorable, was decided on to be kept.
  public func hasEnded(_ row: Int, before decision: DisposalDecision) -> Bool {
    if table[.legalStatus]?.category(row) == LegalStatus.lapsedRestorable.rawValue
      || decision.accepted.contains(ProblemCode.rightRestorable.rawValue)
    {
      return false
    }
    if decision.accepted.contains(ProblemCode.rightHasEnded.rawValue) {
      return subjects[row].endDay.map { $0 < decision.day } ?? false
    }
    return hasEnded(row, before: decision.day)
  }
}

extension ExecutionList {
  /// The rights that are to be kept by what stands decided, have lapsed and can be restored: by the last day on which
  /// that can be asked for, those without one last.
  static func restorable(
    _ outlook: FeeOutlook, _ book: DecisionBook, gates: GateCheck, owners: RegisterOwners?
  ) -> [RestorableRight] {
    let found = outlook.table.rightIDs.indices.compactMap { row -> RestorableRight? in
      guard outlook.subjects[row].life == .restorable,
        let standing = book.standing(outlook.table.rightIDs[row]), !standing.decision.action.endsPayment,
        judge(standing, due: outlook.asOf, gates: gates, owners: owners).0 == .pay
      else { return nil }
      return RestorableRight(
        row: row, decision: standing, ended: outlook.subjects[row].endDay,
        until: outlook.restorableUntil(row))
    }
    return found.sorted { left, right in
      let last = CalendarDay(number: .max)
      return (left.until ?? last, left.row) < (right.until ?? last, right.row)
    }
  }
}

extension DecisionDrafter {
  /// What whoever keeps a right, or makes use of it, must know where it has lapsed and can be restored; nil for any other.
  func restorable(_ row: Int, _ number: String, _ action: DisposalAction, _ place: Place?) -> Problem? {
    guard outlook.subjects[row].life == .restorable, !action.endsPayment, action != .lookAgain else {
      return nil
    }
    var (zh, en) = ("这项权利已终止，尚可恢复", "This right has lapsed and can be restored")
    if let ended = outlook.subjects[row].endDay {
      (zh, en) = ("这项权利已于 \(ended.iso) 终止，尚可恢复", "This right lapsed on \(ended.iso) and can be restored")
    }
    if let over = outlook.restorationOver(row) {
      return Problem(
        .rightRestorable, at: place, value: number,
        zh: "\(zh)；但按费用表，请求恢复的期限已于 \(over.iso) 届满",
        en: "\(en), but by the schedule the time to ask for that was over on \(over.iso)",
        remedy: BilingualText(
          zh: "查登记机构的通知：期限自更晚的通知起算的，在其期限内请求恢复；否则只有另行救济",
          en: "Look for the office's notice: where a later one begins the time limit, ask within it; else only another remedy helps"
        ))
    }
    if let until = outlook.restorableUntil(row) {
      zh += "，最迟 \(until.iso) 请求恢复"
      en += ", restoration to be asked for by \(until.iso)"
    }
    return Problem(
      .rightRestorable, at: place, value: number, zh: zh, en: en,
      remedy: BilingualText(
        zh: "请求恢复，并核对登记机构通知的期限；恢复之前不列入缴费",
        en:
          "Ask for restoration, and see the office's notice for the time limit; no fee is listed until it is restored"
      ))
  }
}
