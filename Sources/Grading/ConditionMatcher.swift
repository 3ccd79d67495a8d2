public import PolicyModels
public import PortfolioCore

/// A condition bound to the facts of a portfolio, for other parts that choose rights by structured conditions.
public struct ConditionMatcher: Sendable {
  private let condition: CompiledCondition

  /// A matcher of a condition over a table. A fact that the table lacks counts as unknown.
  public init(_ condition: Condition, table: FactTable) {
    self.condition = CompiledCondition(condition, asOf: table.asOf) { table[$0] }
  }

  /// Whether the condition holds for a row. A fact that is not known fits no comparison.
  public func holds(_ row: Int) -> Bool { condition.holds(row) }
}

extension Condition {
  /// Reads a condition as grading models write it. Problems are added to the log; nil when the condition cannot be
  /// used.
  public static func read(_ value: ModelValue, log: ModelLog) -> Condition? {
    GradingModelReader(log: log, sources: []).readCondition(value)
  }
}
