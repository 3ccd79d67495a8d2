public import PortfolioCore

/// A structured condition over facts and answers of experts. There is no code in models.
///
/// A comparison with a value that is not known does not hold; ``not(_:)`` of it does. Rules that must not
/// take silence for a no ask ``known(_:)`` as well.
public indirect enum Condition: Sendable, Equatable {
  /// All must hold.
  case all([Condition])
  /// One must hold.
  case any([Condition])
  /// Must not hold.
  case not(Condition)
  /// The fact is known and one of these words.
  case isOneOf(FactID, [String])
  /// The fact is known and at least this.
  case atLeast(FactID, Double)
  /// The fact is known and more than this.
  case moreThan(FactID, Double)
  /// The fact is known and at most this.
  case atMost(FactID, Double)
  /// The day is known and at least so many years of 365.25 days before the as-of day.
  case yearsSinceAtLeast(FactID, Double)
  /// The day is known, not after the as-of day, and less than so many years of 365.25 days before it.
  case yearsSinceBelow(FactID, Double)
  /// The day is known and at least so many days before the as-of day.
  case daysSinceAtLeast(FactID, Double)
  /// The day is known and lies on the as-of day or at most so many days after it.
  case daysUntilAtMost(FactID, Double)
  /// The fact is known.
  case known(FactID)
  /// The fact is not known.
  case unknown(FactID)
  /// The right can have no such value.
  case notApplicable(FactID)

  /// The facts that it looks at.
  public var facts: [FactID] {
    switch self {
    case .all(let list), .any(let list): return list.flatMap(\.facts)
    case .not(let inner): return inner.facts
    case .isOneOf(let id, _), .atLeast(let id, _), .moreThan(let id, _), .atMost(let id, _),
      .yearsSinceAtLeast(let id, _), .yearsSinceBelow(let id, _), .daysSinceAtLeast(let id, _),
      .daysUntilAtMost(let id, _), .known(let id),
      .unknown(let id), .notApplicable(let id):
      return id.isQuestion ? [] : [id]
    }
  }

  /// The facts and questions that it looks at, with those of ``facts``.
  public var inputs: [FactID] {
    switch self {
    case .all(let list), .any(let list): return list.flatMap(\.inputs)
    case .not(let inner): return inner.inputs
    case .isOneOf(let id, _), .atLeast(let id, _), .moreThan(let id, _), .atMost(let id, _),
      .yearsSinceAtLeast(let id, _), .yearsSinceBelow(let id, _), .daysSinceAtLeast(let id, _),
      .daysUntilAtMost(let id, _), .known(let id),
      .unknown(let id), .notApplicable(let id):
      return [id]
    }
  }
}
