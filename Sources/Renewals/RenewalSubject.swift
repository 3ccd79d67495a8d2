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
  /// The reductions the right has, with the days for which they were given; the best one is taken.
  public var reductions: [RecordedReduction]
  /// For a granted European patent: the two-letter codes of the states where it is kept up as a national
  /// patent. With unitary effect, the states outside it. Empty when they are not known.
  public var validationStates: [String]
  /// For a granted European patent: true when it has unitary effect.
  public var isUnitary: Bool
  /// For a granted European patent: the days on which it ended or will end in single states, or unitary effect
  /// does, by their codes. Nothing falls due there from that day on.
  public var validationEnds: [String: CalendarDay] = [:]

  /// A right.
  public init(
    office: String, kind: RightKind, stage: RightStage = .granted, life: LegalLife = .alive,
    filingDay: CalendarDay? = nil, grantDay: CalendarDay? = nil, priorityDay: CalendarDay? = nil,
    isNationalPhase: Bool = false, expiryDay: CalendarDay? = nil, endDay: CalendarDay? = nil,
    claims: Int? = nil, classes: Int? = nil, rateClass: String? = nil, reductions: [RecordedReduction] = [],
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

extension RenewalSubject {
  /// Whether a granted European patent has ended in a state by a day.
  func hasEnded(in state: String, by day: CalendarDay) -> Bool {
    validationEnds[state].map { $0 <= day } ?? false
  }
}

/// A reduction of fees that a portfolio records, perhaps for a span of days: a cost reduction on file, an open
/// licence being performed.
public struct RecordedReduction: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The schedule's name for what an open licence spares.
  public static let openLicence = "open-licence"

  /// The schedule's name of it.
  public var name: String
  /// The first due day for which it holds; nil when it has always run.
  public var from: CalendarDay?
  /// The first due day for which it no longer holds; nil while it runs.
  public var to: CalendarDay?
  /// For a European patent: the one state it is for; nil for all.
  public var office: String?
  /// Its ground, such as the number of the record; nil where none is stated.
  public var reference: String?

  /// A reduction.
  public init(
    name: String, from: CalendarDay? = nil, to: CalendarDay? = nil, office: String? = nil,
    reference: String? = nil
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.office = office
    self.reference = reference
  }

  /// A reduction that runs for all days.
  public init(stringLiteral name: String) { self.init(name: name) }

  /// Whether it holds for fees due on a day.
  public func runs(on day: CalendarDay) -> Bool { (from ?? day) <= day && (to.map { day < $0 } ?? true) }
}

/// The rate class of a right from a day on.
public struct RecordedRateClass: Sendable, Hashable {
  /// The first day; nil when it was always so.
  public var from: CalendarDay?
  /// The schedule's name of it; nil where none is recorded.
  public var name: String?

  /// A rate class.
  public init(from: CalendarDay?, name: String?) {
    self.from = from
    self.name = name
  }
}
