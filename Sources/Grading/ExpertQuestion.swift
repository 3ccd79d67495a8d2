public import Foundation
public import PortfolioCore

/// A question to experts with five worded answers, 1 to 5.
public struct ExpertQuestion: Sendable, Equatable {
  /// The name by which answers are stored.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The question.
  public let text: BilingualText
  /// The wording of the answers 1 to 5.
  public let levels: [BilingualText]
  /// The roles that are asked, such as `technical`; empty for anybody.
  public let answeredBy: [String]
  /// The facts shown beside the question.
  public let shownFacts: [FactID]
  /// How several answers become one.
  public let combination: AnswerCombination
  /// The source of the question.
  public let source: String

  /// The name by which a fact table, a condition or a criterion knows the combined answer.
  public var fact: FactID { FactID(question: id) }
}

/// How the latest answers of several assessors become one value.
public enum AnswerCombination: Sendable, Equatable {
  /// The middle answer, of two middle ones their mean; so many assessors are asked.
  case median(assessors: Int)
  /// The arithmetic mean; so many assessors are asked.
  case mean(assessors: Int)
  /// The mean of each role, weighted; the weights sum to 1. One answer a role is enough.
  case byRole([(role: String, weight: Decimal)])

  /// Whether both combine alike.
  public static func == (left: AnswerCombination, right: AnswerCombination) -> Bool {
    switch (left, right) {
    case (.median(let a), .median(let b)), (.mean(let a), .mean(let b)): return a == b
    case (.byRole(let a), .byRole(let b)):
      return a.map(\.role) == b.map(\.role) && a.map(\.weight) == b.map(\.weight)
    default: return false
    }
  }
}

extension FactID {
  private static let questionPrefix = "question/"

  /// The name under which the combined answer to a question goes.
  public init(question id: String) { self.init(FactID.questionPrefix + id) }

  /// True for the name of a question's combined answer.
  public var isQuestion: Bool { name.hasPrefix(FactID.questionPrefix) }

  /// The question's id, or nil for a fact.
  public var questionID: String? {
    isQuestion ? String(name.dropFirst(FactID.questionPrefix.count)) : nil
  }
}
