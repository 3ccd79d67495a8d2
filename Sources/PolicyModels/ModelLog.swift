public import PortfolioCore

/// Collects the problems of reading a model, so that all of them can be shown at once.
public final class ModelLog {
  /// The problems so far, in the order found.
  public private(set) var problems: [Problem] = []

  /// A log with no problems.
  public init() {}

  /// True when a problem is an error.
  public var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// Adds a problem.
  public func add(_ problem: Problem) { problems.append(problem) }

  /// Adds a bad-value error at a place.
  public func bad(
    _ place: Place, value: String? = nil, zh: String, en: String, remedy: BilingualText? = nil
  ) {
    add(Problem(.modelBadValue, at: place, value: value, zh: zh, en: en, remedy: remedy))
  }
}
