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
}

extension FeeOutlook {
  /// The fee for want of which a right ended: the last one that was not paid and whose due day or grace period holds the
  /// day of the end. Registers date an end back to the due day, which is known only once grace is over. Nil where the
  /// day of the end is not known, or no such fee is.
  func feeOfEnd(_ row: Int) -> DueItem? {
    guard let ended = subjects[row].endDay else { return nil }
    // The fees of a right that has ended are those before its end: asked for as if it lived.
    var living = subjects[row]
    living.life = .alive
    living.endDay = nil
    let from = ended.adding(months: -24)
    guard case .success(let items) = calendar.items(for: living, from: from, through: ended + 1, asOf: asOf)
    else { return nil }
    let paid = DueList.paidDays(payments[row], items)
    let index = items.indices.last { index in
      let item = items[index]
      return paid[index] == nil && !item.isPaidAtRegistration
        && ended <= max(item.lastDay, item.lastDayMoved) + 1
    }
    return index.map { items[$0] }
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

  /// Whether a right ended before a day by what could be known on it: an end that the register dates back to a due day
  /// counts from the end of the grace in which the fee could still be paid.
  func hasEnded(_ row: Int, before day: CalendarDay) -> Bool {
    guard let ended = subjects[row].endDay, ended < day else { return false }
    let status = table[.legalStatus]?.category(row).flatMap { LegalStatus(rawValue: $0) }
    // A declaration takes effect on its day, whatever is due.
    guard status != .abandoned, let fee = feeOfEnd(row) else { return true }
    return max(fee.lastDay, fee.lastDayMoved) < day
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
