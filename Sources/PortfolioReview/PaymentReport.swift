public import PortfolioCore
public import Renewals

/// The payments of a ledger or a file beside the calendar.
public struct PaymentReport: Sendable {
  /// A payment or a missing one, with the right it belongs to.
  public struct Finding: Sendable {
    /// The right's row in the outlook.
    public let right: Int
    /// The line in the file; nil for stored payments and missing ones.
    public let line: Int?
    /// The day of payment; nil where it is missing.
    public let paidDay: CalendarDay?
    /// What differs.
    public let finding: PaymentFinding

    /// A finding of a right.
    public init(right: Int, line: Int?, paidDay: CalendarDay?, finding: PaymentFinding) {
      self.right = right
      self.line = line
      self.paidDay = paidDay
      self.finding = finding
    }
  }

  /// A row that belongs to no fee.
  public struct Unmatched: Sendable {
    /// The line in the file; nil for stored payments.
    public let line: Int?
    /// The number or right as written.
    public let number: String
    /// Why.
    public let reason: BilingualText

    /// A row without a fee.
    public init(line: Int?, number: String, reason: BilingualText) {
      self.line = line
      self.number = number
      self.reason = reason
    }
  }

  /// Where the payments come from: a file's name, or nil for the stored ledger.
  public let file: String?
  /// Rows in: always matched and unmatched together.
  public let rows: Int
  /// Rows that belong to a fee.
  public let matched: Int
  /// Rows that belong to none.
  public let unmatched: [Unmatched]
  /// Matched rows whose amount was not compared: paid in another currency than the tariff's, doubled or dead.
  public let notCompared: Int
  /// Rows whose amount fits a reduction that is not on record.
  public let reduced: Int
  /// The differences, by right.
  public let findings: [Finding]
  /// The days of payment, the first and the last; nil without rows.
  public let span: ClosedRange<CalendarDay>?
  /// What was wrong with the file.
  public let problems: [Problem]

  /// A report; rows in are counted from the matched and unmatched ones.
  public init(
    file: String?, matched: Int, unmatched: [Unmatched], notCompared: Int, reduced: Int, findings: [Finding],
    span: ClosedRange<CalendarDay>?, problems: [Problem]
  ) {
    self.file = file
    rows = matched + unmatched.count
    self.matched = matched
    self.unmatched = unmatched
    self.notCompared = notCompared
    self.reduced = reduced
    self.findings = findings
    self.span = span
    self.problems = problems
  }

  /// The money that could have been spared, in minor units of the portfolio's currency, and the findings whose
  /// currency has no exchange rate.
  public func avoidable(_ outlook: FeeOutlook) -> (sum: Int64, leftOut: Int) {
    var sum: Int64 = 0
    var leftOut = 0
    for finding in findings where finding.finding.avoidable.minorUnits > 0 {
      let year = (finding.paidDay ?? outlook.asOf).year
      if let converted = outlook.rates.convert(finding.finding.avoidable, to: outlook.currency, year: year) {
        sum += converted.money.minorUnits
      } else {
        leftOut += 1
      }
    }
    return (sum, leftOut)
  }
}
