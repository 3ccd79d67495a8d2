public import Foundation
public import PolicyModels
public import PortfolioCore

/// A rule book that turns facts into points and points into grades.
///
/// The file is a tree of criteria whose weights sum to exactly 1 at every level, gates that come before any
/// score, and the grades with their thresholds.
public struct GradingModel: PolicyModel {
  /// `grading-model`.
  public static let kind = "grading-model"

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// The kinds of right that the model grades; others stay outside the grades.
  public let appliesTo: [RightKind]
  /// How cohorts are formed.
  public let cohort: CohortRule
  /// The groups of criteria.
  public let groups: [CriterionGroup]
  /// The gates, in the order in which they are tried; the first that fires decides.
  public let gates: [Gate]
  /// The grades from the best to the worst.
  public let grades: [GradeBand]
  /// The least share of known facts that a grade needs, 0 to 1; a right with less is decided by the last gate.
  public let minimumCoverage: Double?

  /// All criteria, group after group.
  public var criteria: [Criterion] { groups.flatMap(\.criteria) }
}

/// A group of criteria with its share of the score.
public struct CriterionGroup: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The group's share of the score; the groups' weights sum to 1.
  public let weight: Decimal
  /// The criteria; their weights within the group sum to 1.
  public let criteria: [Criterion]
}

/// One question to the facts, worth 0 to 100 points.
public struct Criterion: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The fact that it looks at.
  public let fact: FactID
  /// The share of the group.
  public let weight: Decimal
  /// How a known value becomes points.
  public let scale: Scale
  /// What an unknown value counts.
  public let whenUnknown: UnknownRule
  /// What happens when the right can have no such value.
  public let whenNotApplicable: NotApplicableRule
  /// The sentence that tells the reason; `{value}`, `{points}` and `{cohort}` are filled in.
  public let says: BilingualText
  /// The source of the criterion.
  public let source: String

  /// How a value becomes points.
  public enum Scale: Sendable {
    /// Points by the highest lower limit reached: `[[0, 10], [5, 60]]`; below the first limit its points count.
    case bands([Band])
    /// Straight line between two values; outside them the nearer end counts.
    case linear(from: Double, to: Double, pointsFrom: Double, pointsTo: Double)
    /// Points by word.
    case table([String: Double])
    /// The share of the cohort that is below, half of the equals counted, times 100. Cohorts under the
    /// minimum size are widened; when even the whole portfolio is too small the bands count.
    case cohortPercentile(whenTooSmall: [Band])
  }

  /// A lower limit and the points from there on.
  public struct Band: Sendable, Equatable {
    /// The value from which the points count.
    public let from: Double
    /// The points.
    public let points: Double
  }
}

/// What an unknown value counts: an honest range and one assumption within it.
public struct UnknownRule: Sendable, Equatable {
  /// The fewest points that the value could bring.
  public let low: Double
  /// The most.
  public let high: Double
  /// The points assumed for the score.
  public let assume: Double
}

/// What happens to a criterion whose fact a right cannot have, such as the claims of a design.
public enum NotApplicableRule: String, CaseIterable, Sendable {
  /// It counts like an unknown value: range and assumption.
  case countAsUnknown = "count-as-unknown"
  /// It falls away, and its weight goes to the other criteria of the right in proportion; the explanation
  /// shows the weights that resulted.
  case leaveOut = "leave-out"
}

/// How cohorts are formed: which facts must agree, from the narrowest to the widest.
public struct CohortRule: Sendable {
  /// The levels: each a list of facts that must agree; the last one empty for the whole portfolio.
  public let levels: [[FactID]]
  /// The fewest rights with a known value that make a cohort.
  public let minimumSize: Int
}

/// A state that decides before any score.
public struct Gate: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// When it fires.
  public let condition: Condition
  /// The sentence that tells the reason.
  public let says: BilingualText
}

/// A grade and the points from which it is reached.
public struct GradeBand: Sendable, Equatable {
  /// The letter.
  public let grade: String
  /// What it means.
  public let title: BilingualText
  /// The fewest points.
  public let atLeast: Double
}

/// A structured condition over facts. There is no code in models.
public indirect enum Condition: Sendable {
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
  /// The fact is known and at most this.
  case atMost(FactID, Double)
  /// The fact is not known.
  case unknown(FactID)

  /// The facts that it looks at.
  public var facts: [FactID] {
    switch self {
    case .all(let list), .any(let list): return list.flatMap(\.facts)
    case .not(let inner): return inner.facts
    case .isOneOf(let id, _), .atLeast(let id, _), .atMost(let id, _), .unknown(let id): return [id]
    }
  }
}
