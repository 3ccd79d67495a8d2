public import PortfolioCore

/// A right of a packet: what it is, whether it can be pledged, what it is worth to the lender, and why.
public struct CollateralLine: Sendable, Equatable, Codable {
  /// Its number.
  public var number: String
  /// Its title.
  public var title: BilingualText
  /// The kind; nil where it is not known.
  public var kind: RightKind?
  /// The office.
  public var office: String
  /// The family; nil where it has none.
  public var family: String?
  /// The registered owners.
  public var owners: [String]
  /// Who pledges it.
  public var pledgor: String?
  /// The legal status; nil where it is not known.
  public var status: LegalStatus?
  /// The day of filing.
  public var filingDay: CalendarDay?
  /// The day of grant or registration.
  public var grantDay: CalendarDay?
  /// The last day of the term.
  public var termEnd: CalendarDay?
  /// The grade of the run; nil where it has none.
  public var grade: String?
  /// The points of the run; nil where it has none.
  public var points: Double?
  /// Whether it can be registered.
  public var registration: RegistrationFindings
  /// Why the first gate forbids its pledge; nil where none does. ``closedGates`` has them all.
  public var gate: BilingualText?
  /// What it is worth; nil where something is missing.
  public var value: CollateralValue?
  /// What is missing for a value.
  public var missing: [BilingualText]
  /// The loan for each 10,000 of value; nil where the lender does not take the kind.
  public var loanToValue: Int?
  /// Why it does not count; empty where it does.
  public var exclusions: [BilingualText]
  /// What evidence of value can be shown, and what cannot.
  public var evidence: [Evidence]
  /// The numbers by which the office and a bank know it, application and publication; nil where none is recorded, or
  /// they are withheld with the titles.
  public var officialNumbers: String? = nil
  /// What of it belongs to co-owners, and what that means for the deal; nil where all of it is the giver's.
  public var heldShare: BilingualText? = nil
  /// The pledge that an earlier packet was made for, where a later look finds it registered; nil in a packet.
  public var ownPledge: BilingualText? = nil
  /// All gates that forbid its pledge, in the model's order; nil where none does, and in packets of earlier versions.
  public var gates: [ClosedGate]? = nil
  /// What troubles it where no rules of registration on file look at it; nil where nothing does, where rules do, and in
  /// packets of earlier versions.
  public var hazards: [LineHazard]? = nil

  /// A ground of value.
  public struct Evidence: Sendable, Equatable, Codable {
    /// Whether it can be shown.
    public let isShown: Bool
    /// What.
    public let text: BilingualText
  }

  /// The gates that forbid its pledge; of a packet of an earlier version the first alone.
  public var closedGates: [ClosedGate] { gates ?? gate.map { [ClosedGate(id: "", text: $0)] } ?? [] }

  /// Whether it counts.
  public var isCounted: Bool { exclusions.isEmpty && value != nil && loanToValue != nil }

  /// What is lent on it on a test day; nothing where it does not count.
  public func lending(on test: Int) -> Int64 {
    guard isCounted, let value, let loanToValue else { return 0 }
    return Share.of(value.basis(on: test), basisPoints: loanToValue, unit: value.unit)
  }

  /// The basis on a test day; nothing where it does not count.
  public func basis(on test: Int) -> Int64 { isCounted ? value?.basis(on: test) ?? 0 : 0 }
}
