public import PortfolioCore

/// What registration of a pledge looks at in one right, on a day. A value that is not known is nil, never a guess.
public struct PledgeSituation: Sendable, Equatable, Codable {
  /// A fee whose due day has passed.
  public struct LateFee: Sendable, Equatable, Codable {
    /// The day on which it was due.
    public let due: CalendarDay
    /// The last day on which it can still be paid.
    public let lastDay: CalendarDay
    /// Fee and surcharge on the as-of day, in the office's currency; nil where the amount is not known.
    public let amountNow: Money?

    /// A late fee.
    public init(due: CalendarDay, lastDay: CalendarDay, amountNow: Money?) {
      self.due = due
      self.lastDay = lastDay
      self.amountNow = amountNow
    }
  }

  /// Where the annuities stand.
  public enum Annuities: Sendable, Equatable, Codable {
    /// None is late.
    case paid
    /// One is late.
    case late(LateFee)
    /// One fell due, and nobody knows whether it was paid.
    case unknown(LateFee?)
  }

  /// The right's office; empty where it has none.
  public var office: String
  /// The kind; nil where it is not known.
  public var kind: RightKind?
  /// The registered owners on the day, each party once; nil where none is recorded.
  public var owners: [String]?
  /// The share that belongs to nobody on record, in basis points; nil where the shares make a whole or are not recorded.
  public var unassignedShare: Int?
  /// What the shares of several owners make together where that is more than a whole, in basis points; nil where it is
  /// not.
  public var excessShares: Int?
  /// Who pledges: the portfolio's own unit, or the name that was given; nil where nobody of them owns it.
  public var pledgor: String?
  /// Whether the right is granted; nil where it is not known.
  public var isGranted: Bool?
  /// The legal status; nil where it is not known.
  public var status: LegalStatus?
  /// Where the annuities stand.
  public var annuities: Annuities
  /// Ownership disputes and preservation orders that run; nil where no disputes are kept.
  public var suspensions: [String]?
  /// Invalidations that run; nil where no disputes are kept.
  public var invalidations: [String]?
  /// Pledges that stand, with their pledgees; nil where no pledges are kept. The packet's own is not among them.
  public var pledges: [String]?
  /// The pledge that the packet was made for, where it is registered by now; told, and nothing in the way.
  public var ownPledge: BilingualText?
  /// The last day of the term; nil where it is not known.
  public var termEnd: CalendarDay?
  /// For a utility model, the pending invention filed on the same day, empty where the portfolio has none; nil where it
  /// is not known.
  public var sameDayInvention: String?

  /// The owners beside the pledgor.
  public var coOwners: [String] { (owners ?? []).filter { $0 != pledgor } }

  /// A situation in which nothing is known but office and kind.
  public init(office: String, kind: RightKind?) {
    self.office = office
    self.kind = kind
    annuities = .unknown(nil)
  }
}

/// What a test found.
public enum CaseOutcome: String, Sendable, Codable, CaseIterable {
  /// Nothing stands in the way.
  case clear
  /// The office refuses.
  case blocked
  /// The parties must state that they want the registration all the same.
  case needsStatement = "needs-statement"
  /// A paper is missing.
  case needsDocument = "needs-document"
  /// A fact is missing.
  case unknown
  /// A person has to look.
  case byHand = "by-hand"
}

/// What a refusal case comes to for a right.
public struct CaseFinding: Sendable, Equatable, Codable {
  /// The number of the case.
  public let number: Int
  /// Its name.
  public let id: String
  /// The case.
  public let title: BilingualText
  /// What was found.
  public let outcome: CaseOutcome
  /// Why, with the values that decided it.
  public let reason: BilingualText
  /// The data that decide it.
  public let field: BilingualText
  /// What to do; nil where there is nothing to do.
  public let remedy: BilingualText?
  /// The last day on which it can still be mended; nil where there is none.
  public let lastDay: CalendarDay?
  /// What must be paid on the as-of day to mend it; nil where there is nothing to pay or the amount is not known.
  public let amount: Money?
  /// The source.
  public let source: SourceCitation
}

/// All findings of a right.
public struct RegistrationFindings: Sendable, Equatable, Codable {
  /// Whether these rules register rights of its kind and office at all.
  public let isCovered: Bool
  /// One finding a case, by number; empty where the right is not covered.
  public let cases: [CaseFinding]

  /// What the cases come to together: the worst of them. Papers and what a person has to look at concern the
  /// application as a whole and do not change it.
  public var outcome: CaseOutcome {
    guard isCovered else { return .unknown }
    for outcome in [CaseOutcome.blocked, .unknown, .needsStatement] {
      if cases.contains(where: { $0.outcome == outcome }) { return outcome }
    }
    return .clear
  }

  /// The findings that are not clear.
  public var open: [CaseFinding] { cases.filter { $0.outcome != .clear } }
}
