public import PortfolioCore

/// A difference between what was paid and what the calendar asks for.
public struct PaymentFinding: Sendable, Hashable {
  /// What differs.
  public enum Kind: String, CaseIterable, Sendable {
    /// Recorded for another fee year than the one it was paid for.
    case wrongYear = "wrong-year"
    /// A surcharge was paid that punctual payment would have spared.
    case surchargeAvoidable = "surcharge-avoidable"
    /// The full fee was paid although a recorded reduction applied.
    case reductionNotUsed = "reduction-not-used"
    /// Paid for a right that had ended, or after the fee could no longer be paid.
    case rightAlreadyDead = "right-already-dead"
    /// The fee had been paid already.
    case paidTwice = "paid-twice"
    /// The amount is not that of the tariff.
    case amountDiffers = "amount-differs"
    /// Paid before the first day on which the office takes the fee.
    case paidTooEarly = "paid-too-early"
    /// No payment is recorded although the time for it is over.
    case missingPayment = "missing-payment"
    /// No payment is recorded, and the grace period still runs.
    case overdue = "overdue"

    /// Whether the money of such a finding could have been spared.
    public var isAvoidable: Bool {
      switch self {
      case .surchargeAvoidable, .reductionNotUsed, .rightAlreadyDead, .paidTwice, .amountDiffers: return true
      case .wrongYear, .paidTooEarly, .missingPayment, .overdue: return false
      }
    }

    /// The kind for people.
    public var title: BilingualText {
      switch self {
      case .wrongYear: return BilingualText(zh: "年度不符", en: "Wrong year")
      case .surchargeAvoidable: return BilingualText(zh: "可避免的滞纳金", en: "Avoidable surcharge")
      case .reductionNotUsed: return BilingualText(zh: "未用减缴", en: "Reduction not used")
      case .rightAlreadyDead: return BilingualText(zh: "权利已终止仍缴费", en: "Right already dead")
      case .paidTwice: return BilingualText(zh: "重复缴费", en: "Paid twice")
      case .amountDiffers: return BilingualText(zh: "金额与标准不符", en: "Amount differs from the tariff")
      case .paidTooEarly: return BilingualText(zh: "早于可缴日", en: "Paid before it could be")
      case .missingPayment: return BilingualText(zh: "缺少缴费记录", en: "Missing payment")
      case .overdue: return BilingualText(zh: "逾期未缴，仍在宽限期", en: "Overdue, still in grace")
      }
    }
  }

  /// What differs.
  public let kind: Kind
  /// The row of the payment; nil where a payment is missing.
  public let row: Int?
  /// The fee year by the calendar; nil where it has no such fee.
  public let feeYear: Int?
  /// The due day of that fee.
  public let due: CalendarDay?
  /// The money: what was paid too much, or negative too little; for a missing payment what is owed.
  public let money: Money
  /// Whether the tariff of that day is an estimate, so that the difference proves nothing.
  public let isEstimate: Bool
  /// The finding in words.
  public let says: BilingualText

  /// The money that could have been spared; zero for estimates and for money that was owed.
  public var avoidable: Money {
    let counts = kind.isAvoidable && !isEstimate && money.minorUnits > 0
    return Money(minorUnits: counts ? money.minorUnits : 0, currency: money.currency)
  }
}

/// What became of a row of payments.
public struct PaymentMatch: Sendable, Hashable {
  /// The row.
  public let row: Int
  /// The fee it belongs to; nil when there is none.
  public let feeYear: Int?
  /// The due day of that fee.
  public let due: CalendarDay?
  /// Why no fee was found; nil when one was.
  public let unmatched: BilingualText?
  /// Whether the amount was compared; it is not where the payment is in another currency than the tariff.
  public let isCompared: Bool
  /// A reduction by which the amount fits the tariff although none is recorded.
  public let seenReduction: String?
}

/// The payments of one right beside its calendar.
public struct RightReconciliation: Sendable {
  /// One for each payment, in the order given.
  public let matches: [PaymentMatch]
  /// The differences, by row, those without a row last.
  public let findings: [PaymentFinding]
}

/// A right whose payments are compared.
public struct LedgerRight: Sendable {
  /// The right as of the as-of day.
  public var subject: RenewalSubject
  /// The rate classes on record, by day; empty where only the subject's present one is known.
  public var rateClasses: [RecordedRateClass]
  /// A day by which an ended right was known to have ended, where the day of its end is not recorded.
  public var endedBy: CalendarDay?

  /// A right.
  public init(
    subject: RenewalSubject, rateClasses: [RecordedRateClass] = [], endedBy: CalendarDay? = nil
  ) {
    self.subject = subject
    self.rateClasses = rateClasses
    self.endedBy = endedBy
  }
}

/// For which days a ledger is known to hold every payment.
public struct LedgerCoverage: Sendable, Hashable {
  /// The first day.
  public var from: CalendarDay
  /// The last day.
  public var through: CalendarDay
  /// Whether rights without any payment are missing theirs; false for an invoice, which holds only some rights.
  public var isWhole: Bool

  /// A coverage.
  public init(from: CalendarDay, through: CalendarDay, isWhole: Bool) {
    self.from = from
    self.through = through
    self.isWhole = isWhole
  }
}
