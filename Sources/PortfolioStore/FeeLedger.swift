internal import GRDB
public import PortfolioCore

/// What the store knows of money paid for rights by a day.
public struct FeeLedger: Sendable {
  /// A payment of a fee.
  public struct Payment: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The fee year as recorded.
    public let feeYear: Int
    /// The day of payment.
    public let paidDay: CalendarDay
    /// The fee.
    public let amount: Money
    /// The surcharge in minor units of the same currency; nil when none is recorded.
    public let surcharge: Int64?
    /// Who paid.
    public let payer: String?
  }

  /// Another cost.
  public struct Cost: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The day.
    public let day: CalendarDay
    /// The kind: `filing`, `agent` and so on.
    public let kind: String
    /// The amount.
    public let amount: Money
  }

  /// A licence that anybody can take.
  public struct OpenLicence: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The first day.
    public let from: CalendarDay?
    /// The day on which it ended.
    public let to: CalendarDay?
  }

  /// Payments, ordered by right, day and fee year.
  public let payments: [Payment]
  /// Costs, ordered by right and day.
  public let costs: [Cost]
  /// Open licences out, ordered by right.
  public let openLicences: [OpenLicence]
  /// The names of families by id.
  public let familyNames: [Int64: String]
}

extension Store {
  /// Payments and costs up to a day, open licences, and the names of families.
  public func feeLedger(asOf day: CalendarDay) throws -> FeeLedger {
    try read { db in
      var payments: [FeeLedger.Payment] = []
      let paid = try PreparedStatement(
        db,
        """
        SELECT right_id, fee_year, paid_day, amount, surcharge, currency, payer FROM payment
        WHERE paid_day <= ? ORDER BY right_id, paid_day, fee_year
        """)
      paid.bind(1, day)
      while try paid.step() {
        guard let paidDay = paid.day(2), let currency = Currency(code: paid.text(5) ?? "") else { continue }
        payments.append(
          FeeLedger.Payment(
            rightID: paid.integer(0), feeYear: Int(paid.integer(1)), paidDay: paidDay,
            amount: Money(minorUnits: paid.integer(3), currency: currency),
            surcharge: paid.optionalInteger(4),
            payer: paid.text(6)))
      }
      var costs: [FeeLedger.Cost] = []
      let spent = try PreparedStatement(
        db,
        "SELECT right_id, day, kind, amount, currency FROM cost WHERE day <= ? ORDER BY right_id, day, kind")
      spent.bind(1, day)
      while try spent.step() {
        guard let onDay = spent.day(1), let currency = Currency(code: spent.text(4) ?? "") else { continue }
        costs.append(
          FeeLedger.Cost(
            rightID: spent.integer(0), day: onDay, kind: spent.text(2) ?? "",
            amount: Money(minorUnits: spent.integer(3), currency: currency)))
      }
      var open: [FeeLedger.OpenLicence] = []
      let licences = try PreparedStatement(
        db,
        """
        SELECT right_id, from_day, to_day FROM licence WHERE type = 'open' AND direction = 'out'
        ORDER BY right_id, from_day
        """)
      while try licences.step() {
        open.append(
          FeeLedger.OpenLicence(rightID: licences.integer(0), from: licences.day(1), to: licences.day(2)))
      }
      var names: [Int64: String] = [:]
      let families = try PreparedStatement(db, "SELECT id, name FROM family")
      while try families.step() { names[families.integer(0)] = families.text(1) ?? "" }
      return FeeLedger(payments: payments, costs: costs, openLicences: open, familyNames: names)
    }
  }
}
