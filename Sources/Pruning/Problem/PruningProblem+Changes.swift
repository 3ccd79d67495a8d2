extension PruningProblem {
  /// The problem with another limit of a row.
  public func limiting(_ row: Int, to limit: Int64) -> PruningProblem {
    var copy = self
    copy.rows[row].limit = limit
    return copy
  }

  /// The problem with some limits scaled.
  /// - Parameters:
  ///   - rows: the rows.
  ///   - permille: the new limits in thousandths of the old, rounded down.
  public func scaling(_ rows: [Int], permille: Int) -> PruningProblem {
    var copy = self
    for row in rows {
      let product = Int128(copy.rows[row].limit) * Int128(permille)
      copy.rows[row].limit = Int64(clamping: product >= 0 ? product / 1000 : -((-product + 999) / 1000))
    }
    return copy
  }

  /// The problem without the limit of a row; the row stays, so that indices do.
  public func dropping(_ row: Int) -> PruningProblem {
    var most: Int64 = 0
    for index in useRow.indices where useRow[index] == Int32(row) { most += abs(useAmount[index]) }
    return limiting(row, to: rows[row].sense == .atMost ? most : -most)
  }

  /// The problem with each option's value changed; of ladders, each step's.
  /// - Parameter value: from class, entry within the class and old value to the new value.
  public func revaluing(_ value: (_ index: Int, _ entry: Int, _ value: Int64) -> Int64) -> PruningProblem {
    var copy = self
    for index in 0..<classCount {
      let start = Int(optionStart[index])
      for entry in (isLadder[index] ? 1 : 0)..<optionCount(of: index) {
        copy.optionValue[start + entry] = value(index, entry, optionValue[start + entry])
      }
    }
    return copy
  }

  /// The budget rows.
  public var budgetRows: [Int] {
    rows.indices.filter { rows[$0].sense == .atMost && rows[$0].kind == .budget }
  }
}
