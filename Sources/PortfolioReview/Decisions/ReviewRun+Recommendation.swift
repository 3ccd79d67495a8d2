internal import Grading

extension ReviewRun {
  /// What the run's plan recommends for a right, by its word; nil where it recommends nothing.
  public func recommendation(_ row: Int) -> String? {
    plan.flatMap { PlanCodec.recommendation($0, row)?.action }
  }

  /// What the run's rule book says of a right.
  public func graded(_ row: Int) -> GradedOutcome {
    GradedOutcome(book: gradingModel, name: gradingModel.name(of: grades.outcome(row)))
  }
}

extension PlanAction {
  /// The action of a word in files and data; nil for another word.
  public init?(word: String) {
    guard let found = PlanAction.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
