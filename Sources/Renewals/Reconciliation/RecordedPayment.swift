public import PortfolioCore

/// A payment as a ledger or an agent's invoice records it.
public struct RecordedPayment: Sendable, Hashable {
  /// The row it stands in, unique among the rows that are compared together.
  public var row: Int
  /// The fee year as recorded; for instalments and renewals their number, or their years (4 for 3.5).
  public var feeYear: Int?
  /// The office that was paid, where the row names it: for a European patent, the state.
  public var office: String?
  /// The day of payment.
  public var paidDay: CalendarDay
  /// The fee, in the currency of payment.
  public var amount: Money
  /// The surcharge in minor units of the same currency; nil where none is recorded.
  public var surcharge: Int64?

  /// A payment.
  public init(
    row: Int, feeYear: Int?, office: String? = nil, paidDay: CalendarDay, amount: Money,
    surcharge: Int64? = nil
  ) {
    self.row = row
    self.feeYear = feeYear
    self.office = office
    self.paidDay = paidDay
    self.amount = amount
    self.surcharge = surcharge
  }

  /// Fee and surcharge together.
  public var total: Money {
    Money(minorUnits: amount.minorUnits + (surcharge ?? 0), currency: amount.currency)
  }
}

extension DueItem {
  /// Whether a recorded fee year means this fee. Instalments are recorded by their number or by their years:
  /// the fee `3.5y` as 1, 3 or 4.
  func isMeant(by feeYear: Int) -> Bool {
    if feeYear == self.feeYear { return true }
    guard feeName.hasSuffix("y"), let years = Double(feeName.dropLast()) else { return false }
    return Int(years) == feeYear || Int(years.rounded(.up)) == feeYear
  }

  /// The days on which a payment is naturally meant for this fee: from the first day of payment (a year before
  /// the due day where the office names none) to the end of the grace period.
  var usualDays: ClosedRange<CalendarDay> {
    if isPaidAtRegistration { return due.adding(months: -12)...due.adding(months: 6) }
    let start = earliest ?? due.adding(months: -12)
    return min(start, due)...max(lastDay, lastDayMoved)
  }
}

extension [DueItem] {
  /// The fee that a recorded payment names. Where several could be meant, it is one of the office that the
  /// payment names; else, among several offices' fees for one year, one that costs what was paid or is in its
  /// currency; and of these the one whose days hold the payment.
  func meant(by payment: RecordedPayment) -> Int? {
    guard let year = payment.feeYear else { return nil }
    var named = indices.filter { self[$0].isMeant(by: year) }
    if let office = payment.office {
      named = named.filter { self[$0].office == office }
    } else if Set(named.map { self[$0].office }).count > 1 {
      let sums = [payment.amount.minorUnits, payment.total.minorUnits]
      let alike = named.filter { self[$0].currency == payment.amount.currency }
      let exact = alike.filter { index in
        [self[index].amount, self[index].fullAmount].contains {
          $0.map { sums.contains($0.minorUnits) } ?? false
        }
      }
      if !exact.isEmpty { named = exact } else if !alike.isEmpty { named = alike }
    }
    return named.first { self[$0].usualDays.contains(payment.paidDay) } ?? named.first
  }
}
