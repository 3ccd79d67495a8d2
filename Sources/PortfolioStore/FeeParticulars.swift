public import PortfolioCore

/// What decides the fees of a right beside its days, as known on a day.
public struct FeeParticulars: Sendable, Equatable {
  /// How the right is charged from a day on.
  public struct Charging: Sendable, Equatable {
    /// The first day; nil when it was always so.
    public let from: CalendarDay?
    /// The rate class by the schedule's name; nil when it is not recorded.
    public let rateClass: String?
    /// The claims that fees are charged for; nil when not recorded.
    public let claims: Int?
    /// Whether the right is the national phase of a PCT application; nil when not recorded.
    public let isNationalPhase: Bool?
  }

  /// A reduction that was granted.
  public struct Reduction: Sendable, Equatable {
    /// The schedule's name of it, or that of an open licence.
    public let name: String
    /// The first due day it is for; nil when it is for all.
    public let from: CalendarDay?
    /// The first due day it is no longer for; nil while it runs.
    public let to: CalendarDay?
    /// The one state of a European patent it is for; nil for all.
    public let office: String?
    /// Its ground, such as the number of the record.
    public let reference: String?
    /// Whether it follows from an open licence in table `licences`.
    public let isOpenLicence: Bool
  }

  /// A state in which a European patent is kept up, or unitary effect.
  public struct Validation: Sendable, Equatable {
    /// The state's code, or that of unitary effect.
    public let office: String
    /// The day it ended there; nil while it is kept.
    public let to: CalendarDay?
  }

  /// How it is charged, by day.
  public internal(set) var charging: [Charging] = []
  /// Reductions, by name and day.
  public internal(set) var reductions: [Reduction] = []
  /// Where it is kept up, by code.
  public internal(set) var validations: [Validation] = []
}

extension PortfolioSnapshot {
  /// The offices whose fees rights may owe: those of the rights and those where European patents are kept up.
  public var feeOffices: Set<String> {
    Set(office.names).union(feeParticulars.values.flatMap { $0.validations.map(\.office) })
  }
}
