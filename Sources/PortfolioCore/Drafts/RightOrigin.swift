/// What kind of body a party is.
public enum PartyKind: String, CaseIterable, Sendable, Codable {
  /// A company.
  case enterprise
  /// A university or college.
  case university
  /// A research institute.
  case institute
  /// A person.
  case individual
  /// An authority.
  case government
  /// A bank.
  case bank
  /// Anything else.
  case other
}

/// Where a right comes from, as a source states it without naming anybody: studies and statistical tables give
/// the kind of applicant and the number of inventors, but no names.
public struct RightOrigin: Hashable, Sendable {
  /// The kinds of its owners or applicants, in the order of ``PartyKind``.
  public var ownerKinds: [PartyKind] = []
  /// The two-letter code of the first owner's country.
  public var ownerCountry: String?
  /// The inventors.
  public var inventorCount: Int?
  /// Whether it claims a priority of another office.
  public var foreignPriority: Bool?

  /// An origin of which nothing is known.
  public init() {}

  /// True when nothing is stated.
  public var isEmpty: Bool { self == RightOrigin() }
}

/// What was seen of a right on a day of its own.
public struct DatedObservation: Hashable, Sendable {
  /// The day.
  public var day: CalendarDay
  /// What was seen.
  public var values: ObservationDraft

  /// An observation of a day.
  public init(day: CalendarDay, values: ObservationDraft) {
    self.day = day
    self.values = values
  }
}
