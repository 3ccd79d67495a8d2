public import PortfolioCore

/// What the fee engine needs to know of one right.
public struct RenewalSubject: Sendable, Hashable {
  /// The office's two-letter code.
  public var office: String
  /// The kind of right.
  public var kind: RightKind
  /// Applied for or granted.
  public var stage: RightStage
  /// Whether the right lives.
  public var life: LegalLife
  /// The filing day; for a national phase, the international filing day.
  public var filingDay: CalendarDay?
  /// The day of grant or registration.
  public var grantDay: CalendarDay?
  /// The earliest priority day.
  public var priorityDay: CalendarDay?
  /// True when the application came from an international application under the PCT.
  public var isNationalPhase: Bool
  /// The end of the full term as the source states it; nil lets the schedule's term rule decide.
  public var expiryDay: CalendarDay?
  /// The day on which an ended right ended.
  public var endDay: CalendarDay?
  /// The number of claims.
  public var claims: Int?
  /// The number of classes of goods and services of a trademark.
  public var classes: Int?
  /// The rate class by the schedule's name, such as `small`; nil takes the schedule's default.
  public var rateClass: String?
  /// The reductions the right has, by the schedule's names; the best one is taken.
  public var reductions: [String]
  /// For a granted European patent: the two-letter codes of the states where it is kept up as a national
  /// patent. With unitary effect, the states outside it. Empty when they are not known.
  public var validationStates: [String]
  /// For a granted European patent: true when it has unitary effect.
  public var isUnitary: Bool

  /// A right.
  public init(
    office: String, kind: RightKind, stage: RightStage = .granted, life: LegalLife = .alive,
    filingDay: CalendarDay? = nil, grantDay: CalendarDay? = nil, priorityDay: CalendarDay? = nil,
    isNationalPhase: Bool = false, expiryDay: CalendarDay? = nil, endDay: CalendarDay? = nil,
    claims: Int? = nil, classes: Int? = nil, rateClass: String? = nil, reductions: [String] = [],
    validationStates: [String] = [], isUnitary: Bool = false
  ) {
    self.office = office
    self.kind = kind
    self.stage = stage
    self.life = life
    self.filingDay = filingDay
    self.grantDay = grantDay
    self.priorityDay = priorityDay
    self.isNationalPhase = isNationalPhase
    self.expiryDay = expiryDay
    self.endDay = endDay
    self.claims = claims
    self.classes = classes
    self.rateClass = rateClass
    self.reductions = reductions
    self.validationStates = validationStates
    self.isUnitary = isUnitary
  }
}
