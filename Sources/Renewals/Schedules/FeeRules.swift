public import PortfolioCore

/// The day of a right from which its fees are counted.
public enum FeeAnchor: String, CaseIterable, Sendable {
  /// The filing day; for a national phase, the international filing day.
  case filing
  /// The day of grant.
  case grant
  /// The day of registration.
  case registration
}

/// How the fees of a right follow one another.
public enum FeeForm: Sendable, Hashable {
  /// One fee a year. `firstYear` is nil when the first fee is that of the year of grant, paid with the
  /// registration.
  case yearly(countedBy: YearCount, firstYear: Int?)
  /// A few fees, each some months after the anchor.
  case instalments([Instalment])
  /// The same fee again and again, each time for so many months.
  case periodic(months: Int)

  /// What the number of a yearly fee means.
  public enum YearCount: String, CaseIterable, Sendable {
    /// The fee for year n keeps the right alive during year n; it falls due when year n begins.
    case patentYear = "patent-year"
    /// The fee is named after the anniversary on which it falls due.
    case anniversary
  }

  /// One of a few fees.
  public struct Instalment: Sendable, Hashable {
    /// The name that the tariffs use: `3.5y`.
    public let name: String
    /// The due day, in months after the anchor.
    public let months: Int
  }
}

/// On which day of the month a fee falls due.
public enum DueDayRule: String, CaseIterable, Sendable {
  /// On the corresponding day; where the month has none, on its last day.
  case anniversary
  /// On the last day of that month; the months of the grace period then also end with the month.
  case monthEnd = "month-end"
  /// On the day before the corresponding day, which is the last day of the period.
  case dayBefore = "day-before"
}

/// From when a fee can be paid.
public struct EarliestPayment: Sendable, Hashable {
  /// The fee the line is for; nil for every other fee.
  public let fee: Int?
  /// Months before the due day.
  public let months: Int
  /// The line only opens days from this one on.
  public let since: CalendarDay?
  /// The source.
  public let source: String
}

/// What is added to a fee that is paid late.
public struct LateScale: Sendable, Hashable {
  /// What a percentage is a percentage of.
  public enum Base: String, CaseIterable, Sendable {
    /// The fee before any reduction.
    case fullFee = "full-fee"
    /// The fee after reductions.
    case payableFee = "payable-fee"
  }

  /// One step.
  public struct Step: Sendable, Hashable {
    /// The step ends with this month after the due day.
    public let throughMonth: Int
    /// How much is added.
    public let charge: Charge
  }

  /// How much is added in a step.
  public enum Charge: Sendable, Hashable {
    /// Hundredths of a percent of the base.
    case share(basisPoints: Int)
    /// Minor units of the office's currency.
    case fixed(Int64)
    /// The amount that the tariff states after `late`.
    case fromTariff
  }

  /// What a percentage is a percentage of.
  public let base: Base
  /// The steps, by month.
  public let steps: [Step]
  /// The source.
  public let source: String

  /// Months of grace.
  public var graceMonths: Int { steps.last?.throughMonth ?? 0 }
}

/// Whose day decides which tariff applies when tariffs change.
public enum TariffDayRule: String, CaseIterable, Sendable {
  /// The due day.
  case dueDay = "due-day"
  /// The day of payment: the due day for fees to come, the as-of day for a fee in its grace period.
  case paymentDay = "payment-day"
}

/// The day on which a right ends when a fee stays unpaid.
public enum LapseRule: String, CaseIterable, Sendable {
  /// Back-dated to the due day.
  case dueDay = "due-day"
  /// The day after the due day.
  case dayAfterDue = "day-after-due"
  /// The last day of the grace period.
  case graceEnd = "grace-end"
  /// The day after the grace period.
  case dayAfterGrace = "day-after-grace"
  /// Back-dated to the anniversary, where the due day is the end of that month.
  case anniversary
}

/// How a right that has lapsed for an unpaid fee can come back.
public struct Restoration: Sendable, Hashable {
  /// What must be done, in words.
  public let says: BilingualText
  /// The months in which it must be asked for.
  public let months: Int?
  /// The fee for asking, on top of the unpaid fee and its surcharge.
  public let fee: Money?
  /// The source.
  public let source: String
}

/// Whether last days move when they fall on a day on which the office is closed.
public struct RollOver: Sendable, Hashable {
  /// The due day moves.
  public let due: Bool
  /// The last day of the grace period moves.
  public let graceEnd: Bool
  /// The source.
  public let source: String

  /// The first day from `day` on that is neither Saturday nor Sunday.
  static func afterWeekend(_ day: CalendarDay) -> CalendarDay {
    switch day.weekday {
    case 6: return day + 2
    case 0: return day + 1
    default: return day
    }
  }
}

/// The rules that all rights of a schedule share.
public struct FeeRules: Sendable {
  /// The day from which fees are counted, and its source.
  public let anchor: FeeAnchor
  /// How fees follow one another.
  public let form: FeeForm
  /// On which day of the month they fall due.
  public let dueDay: DueDayRule
  /// Further months, after the anniversary, until the fee falls due.
  public let monthsAfter: Int
  /// From when a fee can be paid; empty when there is no earliest day.
  public let earliest: [EarliestPayment]
  /// What lateness costs; nil when there is no grace period.
  public let late: LateScale?
  /// Which tariff applies.
  public let tariffDay: TariffDayRule
  /// When the right ends, unpaid.
  public let lapse: LapseRule
  /// How it comes back.
  public let restoration: Restoration?
  /// Whether last days move; nil when no source says so.
  public let rollOver: RollOver?
  /// For national phases: no fee falls due before so many months from the priority day.
  public let pctMonthsFromPriority: Int?
  /// The sources of the single rules, by the rule's key in the file.
  public let sources: [String: String]
}

/// How long a right lasts.
public struct TermRule: Sendable, Hashable {
  /// Years from the anchor.
  public let years: Int
  /// The day from which the years count.
  public let from: FeeAnchor
  /// Only for rights filed on or after this day.
  public let filedFrom: CalendarDay?
  /// Only for rights filed before this day.
  public let filedBefore: CalendarDay?
  /// The source.
  public let source: String

  /// The end of the term by this rule; nil when the rule is for other rights or a day is missing.
  public func end(filing: CalendarDay?, grant: CalendarDay?) -> CalendarDay? {
    if let filedFrom { guard let filing, filing >= filedFrom else { return nil } }
    if let filedBefore { guard let filing, filing < filedBefore else { return nil } }
    return (from == .filing ? filing : grant)?.adding(years: years)
  }
}

/// The classes of payers or ways of paying for which tariffs differ.
public struct RateClasses: Sendable, Hashable {
  /// The class taken where a right names none.
  public let defaultName: String
  /// The classes with their names for people, in the file's order.
  public let names: [(id: String, title: BilingualText)]

  /// Compares all classes.
  public static func == (left: RateClasses, right: RateClasses) -> Bool {
    left.defaultName == right.defaultName && left.names.map(\.id) == right.names.map(\.id)
      && left.names.map(\.title) == right.names.map(\.title)
  }

  /// Hashes the classes' ids.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(defaultName)
    for name in names { hasher.combine(name.id) }
  }
}

/// A reduction of fees that a right can have been given.
public struct FeeReduction: Sendable, Hashable {
  /// How long a reduction lasts, from a day of law on.
  public struct Length: Sendable, Hashable {
    /// The first due day for which the length holds.
    public let from: CalendarDay
    /// The number of fee years, the year of grant being the first.
    public let years: Int
    /// The source.
    public let source: String
  }

  /// The name by which a right's data call the reduction.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// Hundredths of a percent taken off.
  public let basisPoints: Int
  /// The first due day to which it applies.
  public let from: CalendarDay
  /// The lengths, by day; empty when it has no end of its own.
  public let lengths: [Length]
  /// The source.
  public let source: String

  /// Whether the reduction applies to the fee of a year that falls due on a day; nil when that cannot be said
  /// because the year of grant is not known.
  func applies(due: CalendarDay, feeYear: Int, grantYear: Int?) -> Bool? {
    guard due >= from else { return false }
    guard let length = lengths.last(where: { $0.from <= due }) else { return lengths.isEmpty }
    guard let grantYear else { return nil }
    return feeYear - grantYear + 1 <= length.years
  }
}
