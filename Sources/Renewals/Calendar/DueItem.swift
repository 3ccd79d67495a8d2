public import PortfolioCore

/// A part of an amount: the parts of an item add up to its amount.
public struct FeePart: Sendable, Hashable {
  /// What the part is.
  public let label: BilingualText
  /// How much; negative for a reduction.
  public let amount: Money
  /// The source's name in the schedule.
  public let source: String
}

/// A span of days after the due day in which the same surcharge is asked for.
public struct SurchargeStep: Sendable, Hashable {
  /// The first day.
  public let from: CalendarDay
  /// The last day.
  public let through: CalendarDay
  /// The surcharge; nil when the schedule does not know it.
  public let surcharge: Money?
  /// Hundredths of a percent, where the surcharge is a share of the fee.
  public let basisPoints: Int?
}

/// One fee of a right: when it is due, what it costs, and what happens when it stays unpaid.
///
/// `due` and `lastDay` are the days of the rule itself. Where the office lets last days move, `dueMoved` and
/// `lastDayMoved` are the next working days: by the holiday table where the schedule names one, otherwise only
/// past the weekend. A note says so when a year of the table is missing; the unmoved days are the safe ones.
///
/// A fee without a known amount is an item all the same: its amounts are nil, never zero.
public struct DueItem: Sendable, Hashable {
  /// Where the as-of day stands.
  public enum Timing: String, Sendable {
    /// Before the first day on which it can be paid.
    case notYetPayable = "not-yet-payable"
    /// It can be paid without a surcharge.
    case payable
    /// The due day has passed, the grace period runs.
    case inGrace = "in-grace"
    /// The grace period is over.
    case past
  }

  /// The office that asks for the fee; for a granted European patent, the state's or the unitary one.
  public let office: String
  /// The day whose tariff holds.
  public let tariffDay: CalendarDay
  /// The first day of that tariff; nil when no source gives it.
  public let tariffFrom: CalendarDay?
  /// The fee year; for instalments and renewals their number.
  public let feeYear: Int
  /// The fee's name in the schedule: `5`, `3.5y`, `renewal`; `1-3` for one payment for several years.
  public let feeName: String
  /// The fee for people.
  public let label: BilingualText
  /// The first day of payment; nil when there is none.
  public let earliest: CalendarDay?
  /// The due day.
  public let due: CalendarDay
  /// The due day moved to a working day; equal to `due` where it does not move.
  public let dueMoved: CalendarDay
  /// The last day of the grace period.
  public let lastDay: CalendarDay
  /// The last day moved to a working day; equal to `lastDay` where it does not move.
  public let lastDayMoved: CalendarDay
  /// The surcharges, by day.
  public let surchargeSteps: [SurchargeStep]
  /// The step in which the as-of day falls; nil outside the grace period.
  public let currentStep: SurchargeStep?
  /// Where the as-of day stands.
  public let timing: Timing
  /// The office's currency.
  public let currency: Currency
  /// The fee before reductions, in the office's currency; nil when no source gives it.
  public let fullAmount: Money?
  /// The fee to pay without a surcharge, in the office's currency; nil when no source gives it.
  public let amount: Money?
  /// True when the amount may differ: see ``estimateReasons``.
  public let isEstimate: Bool
  /// Why the amount is an estimate.
  public let estimateReasons: [BilingualText]
  /// The day on which the right ends when the fee stays unpaid; nil for a fee paid at registration.
  public let lapseDay: CalendarDay?
  /// How a lapsed right comes back.
  public let restoration: Restoration?
  /// True for the first annuity, which was paid for the grant itself.
  public let isPaidAtRegistration: Bool
  /// The parts of the amount; empty when it is not known.
  public let parts: [FeePart]
  /// What was assumed, and rules that a reader should know.
  public let notes: [BilingualText]
  /// The sources behind the item, by their names in the schedule.
  public let sources: [String]
  /// The schedule, as printed in reports.
  public let model: String

  /// What must be paid on the as-of day, surcharge included; nil when a part of it is not known.
  public var amountNow: Money? {
    guard let amount else { return nil }
    guard let currentStep else { return amount }
    return currentStep.surcharge.map {
      Money(minorUnits: amount.minorUnits + $0.minorUnits, currency: amount.currency)
    }
  }
}
