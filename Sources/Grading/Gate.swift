public import PortfolioCore

/// A state that decides before any score, or bounds what the score gives.
public struct Gate: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// When it fires.
  public let condition: Condition
  /// What it does.
  public let effect: GateEffect
  /// Whether law or business asks for it; nil where the file does not say, which only ``GateEffect/outside``
  /// allows.
  public let ground: GateGround?
  /// The sentence that tells the reason.
  public let says: BilingualText
  /// The last day for what the gate asks to be done; nil where it sets none.
  public var deadline: GateDeadline?
}

/// A period that runs from a day known of the right.
public struct GateDeadline: Sendable, Equatable {
  /// The day from which it runs.
  public let from: FactID
  /// Its months, by the corresponding day.
  public let months: Int
  /// The source within the file.
  public let source: String

  /// The last day for a row; nil where the day from which it runs is not known. It is not moved past holidays.
  public func day(_ row: Int, in table: FactTable) -> CalendarDay? {
    table[from]?.day(row)?.adding(months: months)
  }
}

/// What a gate does when it fires. Indices are those of the part's grades.
public enum GateEffect: Sendable, Equatable {
  /// The right stays outside the grades; the first such gate decides.
  case outside
  /// The grade is at best this one.
  case cap(Int)
  /// The grade is at worst this one, unless a cap or a veto says otherwise.
  case floor(Int)
  /// The grade is the last one, whatever the score and the floors.
  case veto
}

/// Why a gate stands in a rule book.
public struct GateGround: Sendable, Equatable {
  /// Where the ground lies.
  public enum Kind: String, Sendable, CaseIterable {
    /// In a law, a contract or a right of others.
    case legal
    /// In the owner's own business.
    case business
  }

  /// Where the ground lies.
  public let kind: Kind
  /// The ground in a sentence.
  public let says: BilingualText
  /// The source within the file.
  public let source: String
}
