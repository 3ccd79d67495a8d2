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

/// A condition over a table in three values, for rules that must not take silence for a no.
///
/// ``Condition`` itself, and what grades by it, know two: a comparison with what is not known does not hold. Here it
/// is open. A fact that cannot be (`notApplicable`) fails every comparison; `known`, `unknown` and `notApplicable`
/// are never open.
public struct ConditionTruths: Sendable {
  private let condition: Condition
  private let table: FactTable

  /// A condition over a table. A fact that the table lacks counts as unknown.
  public init(_ condition: Condition, table: FactTable) {
    self.condition = condition
    self.table = table
  }

  /// What is known of it for each row.
  /// - Parameter settled: facts whose unknown values count as if they failed every comparison, to tell which rows are
  ///   open for their sake alone.
  public func column(assumingNo settled: Set<FactID> = []) -> [ConditionTruth] {
    truths(condition, 0..<table.count, settled)
  }

  /// What is known of it for a row.
  public func truth(_ row: Int) -> ConditionTruth { truths(condition, row..<row + 1, [])[0] }

  /// The facts on which it hangs for a row, in the condition's order, each once; empty where it is not open.
  public func openFacts(_ row: Int) -> [FactID] { unique(decisive(condition, row, .open)) }

  /// The known facts that make it hold for a row, in the condition's order, each once; empty where it does not hold.
  public func holdingFacts(_ row: Int) -> [FactID] { unique(decisive(condition, row, .holds)) }

  private func unique(_ facts: [FactID]) -> [FactID] {
    var seen: Set<FactID> = []
    return facts.filter { seen.insert($0).inserted }
  }

  private func truths(_ condition: Condition, _ rows: Range<Int>, _ settled: Set<FactID>) -> [ConditionTruth]
  {
    func folded(
      _ list: [Condition], _ start: ConditionTruth, _ pick: (ConditionTruth, ConditionTruth) -> ConditionTruth
    )
      -> [ConditionTruth]
    {
      var result = [ConditionTruth](repeating: start, count: rows.count)
      for part in list {
        let other = truths(part, rows, settled)
        for index in result.indices { result[index] = pick(result[index], other[index]) }
      }
      return result
    }
    switch condition {
    case .all(let list): return folded(list, .holds, min)
    case .any(let list): return folded(list, .fails, max)
    case .not(let inner):
      return truths(inner, rows, settled).map { $0 == .open ? .open : $0 == .holds ? .fails : .holds }
    default: return leaf(condition, rows, settled)
    }
  }

  private func leaf(_ condition: Condition, _ rows: Range<Int>, _ settled: Set<FactID>) -> [ConditionTruth] {
    let compiled = CompiledCondition(condition, asOf: table.asOf) { table[$0] }
    let isOpenWhereMissing: Bool
    switch condition {
    case .known, .unknown, .notApplicable: isOpenWhereMissing = false
    default: isOpenWhereMissing = !condition.inputs.contains { settled.contains($0) }
    }
    let states = condition.inputs.first.flatMap { table[$0]?.states }
    return rows.map { row in
      if compiled.holds(row) { return .holds }
      guard isOpenWhereMissing else { return .fails }
      switch states?[row] ?? .unknown {
      case .known, .notApplicable: return .fails
      case .unknown, .notYetObservable: return .open
      }
    }
  }

  /// The facts of the parts that give a condition the value it has.
  private func decisive(_ condition: Condition, _ row: Int, _ wanted: ConditionTruth) -> [FactID] {
    guard truths(condition, row..<row + 1, [])[0] == wanted else { return [] }
    switch condition {
    case .all(let list), .any(let list): return list.flatMap { decisive($0, row, wanted) }
    case .not(let inner): return decisive(inner, row, wanted == .open ? .open : .fails)
    default: return condition.inputs
    }
  }
}
