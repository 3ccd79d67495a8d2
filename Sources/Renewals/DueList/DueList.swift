public import PortfolioCore

/// A right of a due list, with what is known of its payments.
public struct DueListRight: Sendable {
  /// The right.
  public var subject: RenewalSubject
  /// The payments recorded by the as-of day.
  public var payments: [RecordedPayment]
  /// Whether payments for rights of this sort are recorded at all; else nothing is known of what was paid.
  public var hasLedger: Bool

  /// A right.
  public init(subject: RenewalSubject, payments: [RecordedPayment] = [], hasLedger: Bool) {
    self.subject = subject
    self.payments = payments
    self.hasLedger = hasLedger
  }
}

/// Whether a fee has been paid, as far as is known.
public enum PaidState: Sendable, Hashable {
  /// Paid on a day.
  case paid(CalendarDay)
  /// A ledger is kept, and it holds no payment of the fee.
  case unpaid
  /// No payments are recorded at all.
  case unknown
}

/// A line of a due list.
public struct DueEntry: Sendable {
  /// The right's position among those given.
  public let right: Int
  /// The fee.
  public let item: DueItem
  /// Whether it has been paid.
  public let paid: PaidState
  /// The surcharge of the as-of day; nil outside the grace period, and where the schedule does not know it.
  public let surcharge: Money?
  /// Fee and surcharge, paid on the as-of day.
  /// Nil when the amount of the fee or of its surcharge is not known.
  public let amountNow: Money?
  /// That amount in the portfolio's currency; nil without an exchange rate.
  public let converted: ExchangeRates.Converted?
  /// The surcharge steps that begin after the as-of day.
  public let nextSteps: [SurchargeStep]
  /// The last day on which it can be paid without any surcharge.
  public let lastFreeDay: CalendarDay

  /// Whether the due day has passed and the fee is not known to be paid.
  public var isInGrace: Bool { item.timing == .inGrace }
}

/// The fees that fall due within some days, and before them those in their grace period.
public struct DueList: Sendable {
  /// The lines: in grace first, then by last day, due day and right.
  public let entries: [DueEntry]
  /// Why rights have no line: one for every right for which no fee can be named.
  public let reasons: [(right: Int, reason: NoFeeReason)]

  /// Lists fees with due days from the as-of day to so many days later, and unpaid ones in grace.
  /// - Parameter days: how far ahead.
  public init(
    of rights: [DueListRight], calendar: RenewalCalendar, rates: ExchangeRates, currency: Currency,
    asOf: CalendarDay, within days: Int
  ) {
    var entries: [DueEntry] = []
    var reasons: [(right: Int, reason: NoFeeReason)] = []
    for (index, right) in rights.enumerated() {
      let items: [DueItem]
      switch calendar.items(for: right.subject, from: asOf, through: asOf + max(0, days), asOf: asOf) {
      case .failure(let reason):
        reasons.append((index, reason))
        continue
      case .success(let ahead):
        let late = (try? calendar.itemsInGrace(for: right.subject, asOf: asOf).get()) ?? []
        items = late + ahead
      }
      let paidDays = DueList.paidDays(right.payments, items)
      for (position, item) in items.enumerated() where !item.isPaidAtRegistration {
        let paid: PaidState = paidDays[position].map { .paid($0) } ?? (right.hasLedger ? .unpaid : .unknown)
        // What was paid in its grace period is done with.
        if case .paid = paid, item.timing == .inGrace { continue }
        entries.append(DueEntry(index, item, paid, rates, currency, asOf))
      }
    }
    self.entries = entries.sorted { left, right in
      if left.isInGrace != right.isInGrace { return left.isInGrace }
      return (left.item.lastDay, left.item.due, left.right) < (
        right.item.lastDay, right.item.due, right.right
      )
    }
    self.reasons = reasons
  }

  /// Whether each of some fees of a right is paid, by the fee year of the payments.
  public static func isPaid(_ payments: [RecordedPayment], _ items: [DueItem]) -> [Bool] {
    paidDays(payments, items).map { $0 != nil }
  }

  /// The day on which each of some fees of a right was paid, by the fee year of the payments; nil where none is
  /// recorded.
  public static func paidDays(_ payments: [RecordedPayment], _ items: [DueItem]) -> [CalendarDay?] {
    var days = [CalendarDay?](repeating: nil, count: items.count)
    for payment in payments {
      guard let index = items.meant(by: payment) else { continue }
      days[index] = min(days[index] ?? payment.paidDay, payment.paidDay)
    }
    return days
  }
}

extension DueEntry {
  init(
    _ right: Int, _ item: DueItem, _ paid: PaidState, _ rates: ExchangeRates, _ currency: Currency,
    _ asOf: CalendarDay
  ) {
    self.right = right
    self.item = item
    self.paid = paid
    // On the days to which an office moves a due day nothing is added yet.
    let isLate = item.timing == .inGrace && asOf > item.dueMoved
    surcharge = isLate ? item.currentStep?.surcharge : nil
    let added = isLate ? surcharge?.minorUnits : 0
    let now = item.amount.flatMap { amount in
      added.map { Money(minorUnits: amount.minorUnits + $0, currency: amount.currency) }
    }
    amountNow = now
    converted = now.flatMap { rates.convert($0, to: currency, year: max(asOf, item.due).year) }
    nextSteps = item.surchargeSteps.filter { $0.from > asOf }
    let free = item.surchargeSteps.prefix { $0.surcharge?.minorUnits == 0 }.last?.through
    lastFreeDay = free ?? item.due
  }
}
