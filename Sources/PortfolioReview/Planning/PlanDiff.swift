internal import PortfolioCore

/// Recommendations that moved between the plans of two runs.
public struct PlanDiff: Sendable {
  /// A right with another recommendation, or one that it had not before.
  public struct Move: Sendable, Equatable {
    /// The row in the earlier run.
    public let beforeRow: Int
    /// The row in the later run.
    public let afterRow: Int
    /// The recommendation before.
    public let before: PlanAction
    /// The recommendation after.
    public let after: PlanAction
  }

  /// The rights whose recommendation is another one, in the order of the later run.
  public let moves: [Move]
  /// What the earlier plan is worth.
  public let valueBefore: Int64?
  /// What the later plan is worth.
  public let valueAfter: Int64?

  /// Compares the plans of two runs of one store; nil unless both have one.
  public init?(before: ReviewRun, after: ReviewRun) {
    guard let old = before.plan, let new = after.plan else { return nil }
    var rows: [Int64: Int] = [:]
    for (row, id) in before.table.rightIDs.enumerated() { rows[id] = row }
    moves = after.table.rightIDs.enumerated().compactMap { row, id in
      guard let earlier = rows[id], old.actions[earlier] != new.actions[row] else { return nil }
      return Move(beforeRow: earlier, afterRow: row, before: old.actions[earlier], after: new.actions[row])
    }
    valueBefore = old.head.value
    valueAfter = new.head.value
  }
}
