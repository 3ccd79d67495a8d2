extension PruningProblem {
  /// Lets a row give way at a price for each unit.
  ///
  /// An overrun is a sum of powers of two, each bought or not: ordinary classes, so that everything that holds
  /// for the problem holds for its elastic rows.
  /// - Returns: false when the price of the largest overrun does not fit.
  mutating func addOverrun(of row: Int, _ price: Int64) -> Bool {
    let sign: Int64 = rows[row].sense == .atMost ? 1 : -1
    // How far the row can be broken at all: its uses at their worst, less the limit.
    var largest = -sign * rows[row].limit
    for index in useRow.indices where useRow[index] == Int32(row) {
      largest += max(0, sign * useAmount[index])
    }
    guard largest > 0 else { return true }
    let start = classCount
    var power: Int64 = 1
    while power <= largest {
      let (cost, isOver) = power.multipliedReportingOverflow(by: price)
      guard !isOver, cost < PruningProblemBuilder.largestSum / 4 else { return false }
      if !classNames.isEmpty { classNames.append(rows[row].name + " +\(power)") }
      isLadder.append(false)
      optionValue.append(contentsOf: [0, -cost])
      useStart.append(Int32(useRow.count))
      useRow.append(Int32(row))
      useAmount.append(-sign * power)
      useStart.append(Int32(useRow.count))
      optionStart.append(Int32(optionValue.count))
      lowest.append(0)
      highest.append(1)
      power *= 2
    }
    elasticRows.append(ElasticRow(row: row, classes: start..<classCount, price: price))
    return true
  }
}
