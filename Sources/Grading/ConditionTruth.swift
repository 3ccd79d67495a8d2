public import PortfolioCore

/// What can be said of a condition where facts may be missing: Kleene's logic of three values.
///
/// The order is that of the logic: `all` is the least of its parts, `any` the greatest.
public enum ConditionTruth: UInt8, Sendable, Comparable {
  /// It does not hold, whatever the missing facts turn out to be.
  case fails = 0
  /// It hangs on facts that are not known.
  case open = 1
  /// It holds, whatever the missing facts turn out to be.
  case holds = 2

  /// From false through open to true.
  public static func < (left: ConditionTruth, right: ConditionTruth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A condition over a table in three values, for rules that must not take silence for a no: gates, routes of disposal,
/// classifications.
///
/// What grades by a ``Condition`` asks what holds with what is known: a comparison with what is not known does not. Here
/// it is open. A fact that cannot be (`notApplicable`) fails every comparison; `known`, `unknown` and `notApplicable`
/// are never open, for they ask what is known on the day.
public struct ConditionTruths: Sendable {
  private let condition: CompiledCondition
  private let count: Int

  /// A condition over a table. A fact that the table lacks counts as unknown.
  public init(_ condition: Condition, table: FactTable) {
    self.condition = CompiledCondition(condition, asOf: table.asOf) { table[$0] }
    count = table.count
  }

  /// What is known of it for each row.
  /// - Parameter settled: facts whose unknown values count as if they failed every comparison, to tell which rows are
  ///   open for their sake alone.
  public func column(assumingNo settled: Set<FactID> = []) -> [ConditionTruth] {
    let reading =
      settled.isEmpty
      ? ConditionReading.today : ConditionReading(open: .allBut(settled), knowledgeGrows: false)
    let rows = Array(0..<Int32(count))
    return condition.outcomes(rows[...], reading: reading).map(\.truth)
  }

  /// What is known of it for a row.
  public func truth(_ row: Int) -> ConditionTruth { condition.outcome(row, reading: .today).truth }

  /// The facts on which it hangs for a row, in the condition's order, each once; empty where it is not open.
  public func openFacts(_ row: Int) -> [FactID] { decisive(row, .open) }

  /// The known facts that make it hold for a row, in the condition's order, each once; empty where it does not hold.
  public func holdingFacts(_ row: Int) -> [FactID] { decisive(row, .holds) }

  private func decisive(_ row: Int, _ wanted: ConditionTruth) -> [FactID] {
    var seen: Set<FactID> = []
    return condition.decisive(row, wanted, reading: .today).filter { seen.insert($0).inserted }
  }
}
