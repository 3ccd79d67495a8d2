public import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// What a right in its grace period still owes: the fees whose due day has passed and that can be paid with a surcharge.
public struct OverdueFee: Sendable, Equatable {
  /// The due day that has passed, of several fees the earliest.
  public let due: CalendarDay
  /// The last day on which they can be paid, of several the earliest.
  public let lastDay: CalendarDay
  /// What must be paid on the day of looking, surcharge included; nil where a part of it is not known.
  public let amount: Money?
  /// The surcharge in it; nil where it is not known.
  public let surcharge: Money?
  /// The day on which the ledger ends, where that is before the due day and the register does not call the fee late:
  /// then nobody knows whether it was paid.
  public let ledgerEnd: CalendarDay?
}

/// A fee of which no payment is on record although its grace period is over: the right has probably lapsed.
public struct FeePastGrace: Sendable, Equatable {
  /// The due day.
  public let due: CalendarDay
  /// The last day on which it could be paid.
  public let lastDay: CalendarDay
  /// The day on which the ledger ends, where that is before the last day and the register does not call the fee late:
  /// then nobody knows whether it was paid.
  public let ledgerEnd: CalendarDay?
}

extension FeeOutlook {
  /// The last fee of a living right whose grace period ended within a year before the outlook's day and that was not
  /// paid, by the ledger or by the register; nil where there is none, where a later fee was paid, and where payments are
  /// not recorded for its day and the register does not call it late.
  public func feePastGrace(_ row: Int) -> FeePastGrace? {
    let isLate = table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue
    guard subjects[row].life != .ended, isLate || keepsPayments(row) else { return nil }
    // What the register calls late is the fee that can still be paid.
    if isLate, overdueFee(row) != nil { return nil }
    let fees = feesAhead(row, from: asOf.adding(months: -24))
    guard let index = fees.lastIndex(where: { max($0.item.lastDay, $0.item.lastDayMoved) < asOf }) else {
      return nil
    }
    let item = fees[index].item
    guard item.lastDay >= asOf.adding(months: -12), !fees[index...].contains(where: { $0.paid != nil }) else {
      return nil
    }
    if !isLate {
      guard let first = ledgerStart, first <= item.due else { return nil }
    }
    let isTold = isLate || ledger.endsOn.map { $0 >= item.lastDay } ?? false
    return FeePastGrace(due: item.due, lastDay: item.lastDay, ledgerEnd: isTold ? nil : ledger.endsOn)
  }

  /// What a right in its grace period owes on the outlook's day, by the ledger or by the register; nil where nothing is
  /// late, and where payments are not recorded and the register does not say so.
  public func overdueFee(_ row: Int) -> OverdueFee? {
    let isLate = table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue
    guard subjects[row].life != .ended, isLate || keepsPayments(row),
      case .success(let items) = calendar.itemsInGrace(for: subjects[row], asOf: asOf)
    else { return nil }
    let paid = DueList.isPaid(payments[row], items)
    let open = zip(items, paid).filter { item, isPaid in
      !isPaid && !item.isPaidAtRegistration && asOf > item.dueMoved
    }.map(\.0)
    guard let due = open.map(\.due).min(), let lastDay = open.map(\.lastDay).min() else { return nil }
    let isTold = isLate || ledger.endsOn.map { $0 >= due } ?? false
    return OverdueFee(
      due: due, lastDay: lastDay, amount: sum(open.map(\.amountNow)),
      surcharge: sum(open.map(FeeOutlook.surcharge)), ledgerEnd: isTold ? nil : ledger.endsOn)
  }

  /// The surcharge of the day, nothing before its first step; nil where it is not known.
  private static func surcharge(_ item: DueItem) -> Money? {
    guard let step = item.currentStep else { return Money(minorUnits: 0, currency: item.currency) }
    return step.surcharge
  }

  /// A sum in the portfolio's currency; nil where a part is not known, or has no exchange rate.
  private func sum(_ parts: [Money?]) -> Money? {
    var sum: Int64 = 0
    for part in parts {
      guard let part, let money = rates.convert(part, to: currency, year: asOf.year)?.money else {
        return nil
      }
      sum += money.minorUnits
    }
    return Money(minorUnits: sum, currency: currency)
  }
}
