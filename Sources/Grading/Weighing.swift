public import Foundation
public import PortfolioCore

/// How the shares of a group's children come about: one way, or a stated mix of several.
public struct Weighing: Sendable, Equatable {
  /// The ways with their shares; the shares sum to 1.
  public let components: [Component]

  /// One way with its share of the mix.
  public struct Component: Sendable, Equatable {
    /// The way.
    public let method: Method
    /// Its share of the mix.
    public let share: Decimal
  }

  /// A way to find weights.
  public enum Method: Sendable, Equatable {
    /// As written at the children.
    case given
    /// From a comparison of pairs, by Saaty's principal eigenvector.
    case comparison(PairwiseComparison)
    /// By the entropy of the children's points over the portfolio.
    case entropy
  }

  /// The weights written at the children, and nothing else.
  public static let given = Weighing(components: [Component(method: .given, share: 1)])

  /// True when children carry weights of their own.
  public var usesGiven: Bool { components.contains { $0.method == .given } }
  /// True when the portfolio takes part.
  public var usesPortfolio: Bool { components.contains { $0.method == .entropy } }
}

/// A named set of weights for a purpose, such as licensing or pledge finance.
public struct WeightSet: Sendable, Equatable {
  /// The name on the command line.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The weights by the id of a group or criterion; whatever is not named keeps the tree's.
  public let weights: [String: Decimal]
  /// The source.
  public let source: String
}
