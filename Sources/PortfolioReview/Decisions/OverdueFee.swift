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
  /// Why nobody can tell whether it was paid; nil where the ledger or the register says that it was not.
  public let untold: ExecutionList.Untold?

  /// The day on which the ledger ends, where that is before the due day and the register does not call the fee late.
  public var ledgerEnd: CalendarDay? { untold?.ledgerEnd }
}

/// A fee of which no payment is on record although its grace period is over: the right has probably lapsed.
public struct FeePastGrace: Sendable, Equatable {
  /// The due day.
  public let due: CalendarDay
  /// The last day on which it could be paid.
  public let lastDay: CalendarDay
  /// Why nobody can tell whether it was paid; nil where the ledger or the register says that it was not.
  public let untold: ExecutionList.Untold?

  /// The day on which the ledger ends, where that is before the last day and the register does not call the fee late.
  public var ledgerEnd: CalendarDay? { untold?.ledgerEnd }
}

extension ExecutionList.Untold {
  /// The day on which the ledger ends; nil where there is none for such rights.
  public var ledgerEnd: CalendarDay? {
    if case .ledgerEnds(let day) = self { return day }
    return nil
  }
}

extension FeeOutlook {
  // MARK: The register's word

  /// Whether the register calls a fee of a right late and no payment has settled it. It is settled where all that was in
  /// its grace when the register was seen is on the ledger by now, paid before that day or after it: a register shows a
  /// payment some time after it was made.
  public func isCalledLate(_ row: Int) -> Bool {
    guard table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue else { return false }
    let seen = statusDays[row] ?? asOf
    guard case .success(let items) = calendar.itemsInGrace(for: subjects[row], asOf: seen) else {
      return true
    }
    let late = items.filter { !$0.isPaidAtRegistration }
    // What is late without a fee that could be, is settled by no payment.
    return late.isEmpty || DueList.isPaid(payments[row], late).contains(false)
  }

  // MARK: By what is on record

  /// The last fee of a living right whose grace period ended within a year before the outlook's day and that was not
  /// paid, by the ledger or by the register; nil where there is none, where a later fee was paid, and where payments are
  /// not recorded for its day and the register does not call it late.
  public func feePastGrace(_ row: Int) -> FeePastGrace? {
    let isLate = isCalledLate(row)
    guard subjects[row].life != .ended, isLate || keepsPayments(row) else { return nil }
    // What the register calls late is the fee that can still be paid.
    if isLate, overdueFee(row) != nil { return nil }
    guard let item = lastPastGrace(row) else { return nil }
    // What the register says after the end of a grace is said of another fee.
    let last = max(item.lastDay, item.lastDayMoved)
    let isMeant = isLate && (statusDays[row].map { $0 <= last } ?? true)
    if !isMeant {
      guard keepsPayments(row), let first = ledgerStart, first <= item.due else { return nil }
    }
    return FeePastGrace(
      due: item.due, lastDay: item.lastDay, untold: isMeant ? nil : untold(before: item.lastDay))
  }

  /// What a right in its grace period owes on the outlook's day, by the ledger or by the register; nil where nothing is
  /// late, and where payments are not recorded and the register does not say so.
  public func overdueFee(_ row: Int) -> OverdueFee? {
    let isLate = isCalledLate(row)
    guard isLate || keepsPayments(row) else { return nil }
    return feeInGrace(row) { isLate ? nil : untold(before: $0) }
  }

  // MARK: Where nothing is on record

  /// What a right in its grace period owes on the outlook's day unless it was paid, where no payments are recorded for
  /// rights of its office and kind and the register does not call the fee late; nil for any other.
  public func untoldFee(_ row: Int) -> OverdueFee? {
    guard !isCalledLate(row), !keepsPayments(row) else { return nil }
    return feeInGrace(row) { _ in .noLedger }
  }

  /// The last fee of a living right whose grace period ended within a year before the outlook's day, where no payments
  /// are recorded for rights of its office and kind; nil for any other, and where the register, seen since, has the right
  /// in force: then it was paid.
  public func untoldFeePastGrace(_ row: Int) -> FeePastGrace? {
    guard subjects[row].life == .alive, !isCalledLate(row), !keepsPayments(row),
      let item = lastPastGrace(row)
    else { return nil }
    let last = max(item.lastDay, item.lastDayMoved)
    if !assumedAlive[row], let seen = statusDays[row], seen > last { return nil }
    return FeePastGrace(due: item.due, lastDay: item.lastDay, untold: .noLedger)
  }

  // MARK: Reading

  private func untold(before day: CalendarDay) -> ExecutionList.Untold? {
    ledger.endsOn.flatMap { $0 < day ? .ledgerEnds($0) : nil }
  }

  /// The last fee whose grace ended within a year and that is not on the ledger, nor any after it.
  private func lastPastGrace(_ row: Int) -> DueItem? {
    let fees = feesAhead(row, from: asOf.adding(months: -24))
    guard let index = fees.lastIndex(where: { max($0.item.lastDay, $0.item.lastDayMoved) < asOf }) else {
      return nil
    }
    let item = fees[index].item
    guard item.lastDay >= asOf.adding(months: -12), !fees[index...].contains(where: { $0.paid != nil }) else {
      return nil
    }
    return item
  }

  /// What is in its grace on the outlook's day and not on the ledger.
  private func feeInGrace(_ row: Int, untold: (CalendarDay) -> ExecutionList.Untold?) -> OverdueFee? {
    guard subjects[row].life != .ended,
      case .success(let items) = calendar.itemsInGrace(for: subjects[row], asOf: asOf)
    else { return nil }
    let paid = DueList.isPaid(payments[row], items)
    let open = zip(items, paid).filter { item, isPaid in
      !isPaid && !item.isPaidAtRegistration && asOf > item.dueMoved
    }.map(\.0)
    guard let due = open.map(\.due).min(), let lastDay = open.map(\.lastDay).min() else { return nil }
    return OverdueFee(
      due: due, lastDay: lastDay, amount: sum(open.map(\.amountNow)),
      surcharge: sum(open.map(FeeOutlook.surcharge)), untold: untold(due))
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
