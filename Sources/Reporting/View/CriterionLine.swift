internal import Foundation
public import Grading
public import PortfolioCore
import PortfolioReview

/// A criterion with the groups above it and its share of its part's score.
struct CriterionLine {
  /// The titles of part, axis and groups, from the top down.
  let groups: [BilingualText]
  let criterion: Criterion
  /// The share of the score before anything is left out, 0 to 1.
  let share: Double

  /// All criteria of a view's model, with the weights that were used.
  static func lines(of view: GradingView) -> [CriterionLine] {
    view.model.parts.flatMap { part in
      part.axes.flatMap { axis in
        lines(
          axis.root, [part.title, axis.title].compactMap { $0 }, number(axis.weight), view.weights)
      }
    }
  }

  private static func lines(
    _ group: CriterionGroup, _ above: [BilingualText], _ share: Double, _ weights: ResolvedWeights
  ) -> [CriterionLine] {
    group.groups.flatMap { inner in
      lines(inner, above + [inner.title], share * number(weights.shares[inner.id] ?? inner.weight), weights)
    }
      + group.criteria.map { criterion in
        CriterionLine(
          groups: above, criterion: criterion,
          share: share * number(weights.shares[criterion.id] ?? criterion.weight))
      }
  }

  private static func number(_ weight: Decimal) -> Double { NSDecimalNumber(decimal: weight).doubleValue }
}

extension Wording {
  /// The name of what a criterion looks at: a fact or a question.
  func inputTitle(_ criterion: Criterion) -> String {
    criterion.question.map { text($0.title) } ?? factTitle(criterion.fact)
  }

  /// The name of a fact, or of a question that a model puts to experts.
  public func inputTitle(_ input: FactID, _ model: GradingModel) -> String {
    guard let id = input.questionID else { return factTitle(input) }
    return model.questions.first { $0.id == id }.map { text($0.title) } ?? id
  }

  /// The rights of a part of a model, as they stand before their grade in a sentence: `专利中`, `patents`; for a
  /// file without parts nothing in Chinese, and `the rights` in English.
  func partName(_ part: GradingPart) -> String {
    part.title.map { language == .zh ? text($0) + "中" : text($0).lowercased() }
      ?? (language == .zh ? "" : "the rights")
  }

  /// What a criterion looks at, in a sentence.
  func inputMeaning(_ criterion: Criterion) -> String {
    criterion.question.map { text($0.text) }
      ?? FactCatalogue.definition(criterion.fact).map { text($0.meaning) } ?? ""
  }
}
