/// The grade of a right in a stored run.
public struct GradeOfRun: Sendable, Equatable {
  /// The run's number.
  public let run: Int64
  /// Its as-of day.
  public let asOf: CalendarDay
  /// The path of its grading model's file.
  public let model: String
  /// The grade, or the gate of the model.
  public let outcome: String
  /// The score with its bounds.
  public let points: Double
  /// The least score possible.
  public let low: Double
  /// The greatest score possible.
  public let high: Double
  /// What the run's plan recommended; nil where it recommended nothing.
  public let recommended: String?

  /// A grade.
  public init(
    run: Int64, asOf: CalendarDay, model: String, outcome: String, points: Double, low: Double, high: Double,
    recommended: String?
  ) {
    self.run = run
    self.asOf = asOf
    self.model = model
    self.outcome = outcome
    self.points = points
    self.low = low
    self.high = high
    self.recommended = recommended
  }
}
