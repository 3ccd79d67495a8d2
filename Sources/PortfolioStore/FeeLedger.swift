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
    /// The office that was paid, where the row names it.
    public let office: String?
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

  /// Payments, ordered by right, day and fee year.
  public let payments: [Payment]
  /// Costs, ordered by right and day.
  public let costs: [Cost]
  /// The names of families by id.
  public let familyNames: [Int64: String]
  /// The last day of which payments are known: that of the latest file that brought or repeated any, or of the latest
  /// payment; nil where none is on record.
  public let endsOn: CalendarDay?
}

extension Store {
  /// Payments and costs up to a day, and the names of families.
  public func feeLedger(asOf day: CalendarDay) throws -> FeeLedger {
    try read { db in
      var payments: [FeeLedger.Payment] = []
      let paid = PreparedStatement(
        db,
        """
        SELECT right_id, fee_year, paid_day, amount, surcharge, currency, payer, office FROM payment
        WHERE paid_day <= ? ORDER BY right_id, paid_day, fee_year, office
        """)
      paid.bind(1, day)
      while try paid.step() {
        guard let paidDay = paid.day(2), let currency = Currency(code: paid.text(5) ?? "") else { continue }
        payments.append(
          FeeLedger.Payment(
            rightID: paid.integer(0), feeYear: Int(paid.integer(1)), paidDay: paidDay,
            amount: Money(minorUnits: paid.integer(3), currency: currency),
            surcharge: paid.optionalInteger(4),
            payer: paid.text(6), office: paid.text(7).flatMap { $0.isEmpty ? nil : $0 }))
      }
      var costs: [FeeLedger.Cost] = []
      let spent = PreparedStatement(
        db,
        Schema.known(
          "cost", columns: "right_id, day, kind, amount, currency", key: "right_id, day, kind",
          where: "day <= ?1"))
      spent.bind(1, day)
      while try spent.step() {
        guard let onDay = spent.day(1), let currency = Currency(code: spent.text(4) ?? "") else { continue }
        costs.append(
          FeeLedger.Cost(
            rightID: spent.integer(0), day: onDay, kind: spent.text(2) ?? "",
            amount: Money(minorUnits: spent.integer(3), currency: currency)))
      }
      var names: [Int64: String] = [:]
      let families = PreparedStatement(db, "SELECT id, name FROM family")
      while try families.step() { names[families.integer(0)] = families.text(1) ?? "" }
      let seen = try String.fetchOne(
        db,
        sql: """
          SELECT max(observed_on) FROM import_batch b WHERE observed_on <= ? AND rows > 0
            AND (mapping = 'native/payments' OR EXISTS (SELECT 1 FROM payment WHERE batch_id = b.id))
          """, arguments: [day.iso]
      ).flatMap { CalendarDay(iso: $0) }
      let ends = payments.isEmpty ? nil : ([seen] + payments.map { $0.paidDay }).compactMap { $0 }.max()
      return FeeLedger(payments: payments, costs: costs, familyNames: names, endsOn: ends)
    }
  }
}
