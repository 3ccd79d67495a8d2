public import Foundation
public import PolicyModels
public import PortfolioCore

/// A rule book that turns facts and expert answers into points and points into grades.
///
/// A file grades one or several kinds of right; each kind belongs to exactly one ``GradingPart`` with its own
/// gates, criteria and grades. The criteria form a tree whose weights sum to exactly 1 at every level. A part
/// has one axis, whose tiers are the grades, or two, whose tiers meet in a matrix of grades.
public struct GradingModel: PolicyModel {
  /// `grading-model`.
  public static let kind = "grading-model"

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// What the model is for, in a sentence; nil when the file gives none.
  public let summary: BilingualText?
  /// How cohorts are formed.
  public let cohort: CohortRule
  /// The questions to experts that criteria and conditions use.
  public let questions: [ExpertQuestion]
  /// From how many rights and assessors on their agreement is reckoned.
  public let agreement: AgreementRule
  /// The named sets of weights that take the place of those in the tree.
  public let weightSets: [WeightSet]
  /// The parts, each for some kinds of right; a file without `parts` has one.
  public let parts: [GradingPart]

  /// The kinds of right that the model grades, part after part; others stay outside the grades.
  public var appliesTo: [RightKind] { parts.flatMap(\.appliesTo) }
  /// The top groups of criteria, part after part and axis after axis.
  public var groups: [CriterionGroup] { parts.flatMap { $0.axes.flatMap(\.root.groups) } }
  /// The gates, part after part, in the order in which they are tried.
  public var gates: [Gate] { parts.flatMap(\.gates) }
  /// The grades, part after part, each part's from the best to the worst.
  public var grades: [GradeBand] { parts.flatMap(\.grades) }
  /// The least share of known facts that a grade needs, 0 to 1, in the first part.
  public var minimumCoverage: Double? { parts.first?.minimumCoverage }
  /// The indices of each part's last grade.
  public var lowestGrades: Set<Int> {
    var count = 0
    return Set(
      parts.map { part in
        count += part.grades.count
        return count - 1
      })
  }
  /// All criteria, part after part, in the order of the file.
  public var criteria: [Criterion] { parts.flatMap { $0.axes.flatMap(\.root.allCriteria) } }

  /// The facts that criteria, gates, cohorts and requirements look at.
  public var usedFacts: Set<FactID> {
    Set(criteria.filter { $0.question == nil }.map(\.fact))
      .union(gates.flatMap(\.condition.facts))
      .union(cohort.levels.flatMap { $0 })
      .union(parts.flatMap(\.requiredFacts))
      .union(questions.flatMap(\.shownFacts))
  }

  /// The part that grades a kind of right, or nil.
  public func part(for kind: RightKind) -> Int? { parts.firstIndex { $0.appliesTo.contains(kind) } }
}

/// The gates, criteria and grades of some kinds of right.
public struct GradingPart: Sendable {
  /// The name in the file; empty for a file without `parts`.
  public let id: String
  /// The name for people; nil for a file without `parts`.
  public let title: BilingualText?
  /// The kinds of right.
  public let appliesTo: [RightKind]
  /// One axis, or two that meet in ``matrix``.
  public let axes: [GradingAxis]
  /// The gates in the order in which they are tried, those of the requirements and of the coverage last.
  public let gates: [Gate]
  /// The facts without which there is no grade.
  public let requiredFacts: [FactID]
  /// The gate of a right that lacks a required fact: an index into ``gates``.
  public let requirementGate: Int?
  /// The least share of known facts that a grade needs, 0 to 1.
  public let minimumCoverage: Double?
  /// The gate of a right with less: an index into ``gates``.
  public let coverageGate: Int?
  /// The grades from the best to the worst.
  public let grades: [GradeBand]
  /// For two axes: the grade (an index into ``grades``) by tier of the first and of the second axis.
  public let matrix: [[Int]]?
  /// How many points a score must pass a threshold by before the right leaves last year's side of it; 0 for
  /// none.
  public let hysteresis: Double
}

/// A dimension along which rights are placed, such as quality or the effect on the business.
public struct GradingAxis: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people; nil for the only axis of a part.
  public let title: BilingualText?
  /// The axis's share of the score by which rights of one grade are ranked; the axes' shares sum to 1.
  public let weight: Decimal
  /// The tiers from the best to the worst; for the only axis of a part these are the grades.
  public let tiers: [AxisTier]
  /// The criteria. The root itself carries no weight of its own.
  public let root: CriterionGroup
}

/// A stretch of an axis and the points from which it is reached.
public struct AxisTier: Sendable, Equatable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The fewest points.
  public let atLeast: Double
}

/// A group of criteria, or of groups, with its share of the group above.
public struct CriterionGroup: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The share of the group above. Where the shares of a level are derived from the portfolio, this is an
  /// equal share until ``ResolvedWeights`` are known.
  public internal(set) var weight: Decimal
  /// How the shares of the children came about.
  public let weighing: Weighing
  /// The weights written at the children, groups first; empty where they carry none.
  public let writtenWeights: [Decimal]
  /// The groups within.
  public internal(set) var groups: [CriterionGroup]
  /// The criteria directly within.
  public internal(set) var criteria: [Criterion]

  /// The criteria of this group and of all groups within, in the order of the file: groups first.
  public var allCriteria: [Criterion] { groups.flatMap(\.allCriteria) + criteria }
  /// The ids of the direct children, groups first.
  public var childIDs: [String] { groups.map(\.id) + criteria.map(\.id) }
  /// The weights of the direct children, groups first.
  public var childWeights: [Decimal] { groups.map(\.weight) + criteria.map(\.weight) }
}

/// One question to the facts or to experts, worth 0 to 100 points.
public struct Criterion: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The fact that it looks at; for a question to experts, `question/ID`.
  public let fact: FactID
  /// The question to experts, when the criterion asks one instead of looking at a fact.
  public let question: ExpertQuestion?
  /// The share of the group; see ``CriterionGroup/weight``.
  public internal(set) var weight: Decimal
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
  /// What the criterion cannot say; nil where the file says nothing of it.
  public let limits: BilingualText?

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
    /// Points of the answers 1 to 5 of experts; between two answers, such as a median of 3.5, a straight line.
    case levels([Double])
  }

  /// A lower limit and the points from there on.
  public struct Band: Sendable, Equatable {
    /// The value from which the points count.
    public let from: Double
    /// The points.
    public let points: Double
  }
}

extension Criterion.Scale {
  /// The fewest and the most points that a known value can have.
  public var pointsRange: ClosedRange<Double> {
    let points: [Double]
    switch self {
    case .bands(let bands): points = bands.map(\.points)
    case .linear(_, _, let from, let to): points = [from, to]
    case .table(let table): points = Array(table.values)
    case .cohortPercentile: points = [0, 100]
    case .levels(let levels): points = levels
    }
    return (points.min() ?? 0)...(points.max() ?? 0)
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
  /// It falls away, and its weight goes to the other criteria of the right's axis in proportion; the
  /// explanation shows the weights that resulted.
  case leaveOut = "leave-out"
}

/// How cohorts are formed: which facts must agree, from the narrowest to the widest.
public struct CohortRule: Sendable, Hashable {
  /// The levels: each a list of facts that must agree; the last one empty for the whole portfolio.
  public let levels: [[FactID]]
  /// The fewest rights with a known value that make a cohort.
  public let minimumSize: Int
}

/// A grade and the points from which it is reached.
public struct GradeBand: Sendable, Equatable {
  /// The letter or word.
  public let grade: String
  /// What it means.
  public let title: BilingualText
  /// The fewest points; nil where a matrix of two axes decides.
  public let atLeast: Double?
}
