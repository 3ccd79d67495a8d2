internal import PolicyModels
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
  /// One fee a year, beginning with a fee that need not be that of the first year.
  case yearly(countedBy: YearCount, first: FirstFee)
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

  /// Which of the yearly fees is the first.
  public enum FirstFee: Sendable, Hashable {
    /// The fee of that number.
    case year(Int)
    /// The fee of the year of grant, paid with the registration.
    case grantYear
    /// The fee of the year after the year of grant.
    case afterGrantYear
    /// The fee due so many years after the first anniversary of filing that follows grant.
    case afterGrantAnniversary(years: Int)
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
  /// What a reader should know of the scale beside its numbers.
  public let says: BilingualText?
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
  /// The holiday table to go by; nil when only weekends are considered.
  public let holidays: String?
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

  /// The first working day from `day` on by a holiday table, and the years met that the table lacks; of those
  /// only the weekends are known.
  static func afterHolidays(_ day: CalendarDay, _ table: Holidays) -> (day: CalendarDay, missing: [Int]) {
    var day = day
    var missing: [Int] = []
    // No run of days off is anywhere near this long.
    for _ in 0..<31 {
      switch table.isWorkingDay(day) {
      case false?:
        if !table.years.contains(day.year), !missing.contains(day.year) { missing.append(day.year) }
        day = day + 1
      case true?: return (day, missing)
      case nil:
        if !missing.contains(day.year) { missing.append(day.year) }
        return (day, missing)
      }
    }
    return (day, missing)
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
  /// The first years whose fees are paid together for the grant; 0 where none are.
  public let yearsPaidAtGrant: Int
  /// What becomes of fees that would fall due before grant; nil when they fall due all the same.
  public let lateGrant: LateGrant?
  /// Who asks for fees after grant, where the office itself no longer does.
  public let afterGrant: AfterGrant?
  /// The sources of the single rules, by the rule's key in the file.
  public let sources: [String: String]
}

/// What becomes of fees for years that began before grant, where an office asks for fees only after grant.
public struct LateGrant: Sendable, Hashable {
  /// Such fees fall due so many months after grant.
  public let months: Int
  /// The source.
  public let source: String
}

/// Where fees go after grant when the office that grants asks for none: a European patent.
public struct AfterGrant: Sendable, Hashable {
  /// The office whose schedule holds for a right with unitary effect.
  public let unitaryOffice: String
  /// A national fee that falls due within so many months after grant can be paid until their end.
  public let months: Int
  /// The source.
  public let source: String
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
  /// The first due day to which it applies; nil when no source gives it.
  public let from: CalendarDay?
  /// The last due day to which it is known to apply; nil when it goes on.
  public let until: CalendarDay?
  /// The lengths, by day; empty when it has no end of its own.
  public let lengths: [Length]
  /// The source.
  public let source: String

  /// Whether the reduction applies to the fee of a year that falls due on a day; nil when that cannot be said
  /// because the year of grant is not known.
  func applies(due: CalendarDay, feeYear: Int, grantYear: Int?) -> Bool? {
    if let from, due < from { return false }
    if let until, due > until { return false }
    guard let length = lengths.last(where: { $0.from <= due }) else { return lengths.isEmpty }
    guard let grantYear else { return nil }
    return feeYear - grantYear + 1 <= length.years
  }
}
