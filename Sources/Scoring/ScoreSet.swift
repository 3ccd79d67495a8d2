public import PolicyModels
public import PortfolioCore

/// Scores side by side: published formulas for comparison, or the sides of a profile. Each is a tree of parts
/// with structured scales; there is no code in the file. Scores of a set are never added up.
public struct ScoreSet: PolicyModel {
  /// `score-set`.
  public static let kind = "score-set"

  /// What is compared with what, from the narrowest to the widest.
  public struct Cohort: Sendable {
    /// Facts that must agree, level by level; the last is empty: the whole portfolio.
    public let levels: [[FactID]]
    /// The fewest rights with a known value.
    public let minimumSize: Int
  }

  /// A group of scores, such as a circle of values.
  public struct Group: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
  }

  /// How inner parts come together.
  public enum Combination: String, Sendable, CaseIterable {
    /// Weights times values, added.
    case sum
    /// The same over the sum of the weights.
    case mean
    /// Values multiplied; weights do not count.
    case product
    /// The greatest value.
    case greatest
  }

  /// How a fact's value becomes the value of a leaf.
  public enum Scale: Sendable {
    /// The number itself.
    case value
    /// The number over the cohort's value at a percentile, 1 at most (winsorised maximum).
    case shareOfCohort(percentile: Double)
    /// One less that share: a short time is worth much.
    case restOfCohort(percentile: Double)
    /// The number over the cohort's mean.
    case ratioToMean
    /// 1 above the first limit and up to the second, else 0; both limits as the formula has them: strictly above,
    /// and at most.
    case step(above: Double, atMost: Double?)
    /// Straight lines between points; outside them the nearer end.
    case curve([(x: Double, y: Double)])
    /// A value by word.
    case table([String: Double])
  }

  /// One fact's part.
  public struct Leaf: Sendable {
    /// The fact.
    public let fact: FactID
    /// How it becomes a value.
    public let scale: Scale
    /// The least and greatest value of an unknown fact; nil: the score is then not known.
    public let whenUnknown: ClosedRange<Double>?
    /// Whether the part falls away where the right can have no such fact; else it counts as unknown.
    public let isLeftOutWhenNotApplicable: Bool
  }

  /// A node of a formula.
  public indirect enum Formula: Sendable {
    /// A fact's part.
    case leaf(Leaf)
    /// Parts together.
    case together(Combination, [Part])
  }

  /// A part of a formula with its name and weight.
  public struct Part: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The weight.
    public let weight: Double
    /// What it is made of.
    public let formula: Formula
  }

  /// A score.
  public struct Score: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The group, where the set has groups.
    public let group: String?
    /// What of the formula is published and what is not.
    public let disclosure: BilingualText
    /// How many times the formula's value is shown: 100 for percentages.
    public let multiple: Double
    /// The formula.
    public let formula: Formula
    /// Where it comes from.
    public let source: String
  }

  /// An indicator that the paper has and the program cannot compute, with the reason.
  public struct Missing: Sendable {
    /// Its name.
    public let title: BilingualText
    /// Why not.
    public let why: BilingualText
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// What the set is for.
  public let summary: BilingualText
  /// Kinds of right that it scores.
  public let appliesTo: [RightKind]
  /// The cohort.
  public let cohort: Cohort
  /// Groups of scores.
  public let groups: [Group]
  /// The scores.
  public let scores: [Score]
  /// What is not computed.
  public let notComputed: [Missing]
}
