extension BoundedSimplex {
  /// The multiplier of a row with its sign, as it is part of the reduced costs.
  func signedMultiplier(_ row: Int) -> Double { -reduced[columnCount + row] }

  /// The columns of the basis that stand between their bounds.
  func fractionalColumns() -> [Int] {
    var columns: [Int] = []
    for place in 0..<rowCount {
      let variable = basicVariable(place)
      guard variable < columnCount else { continue }
      let value = value(variable)
      if value > 1e-6 && value < 1 - 1e-6 { columns.append(variable) }
    }
    return columns
  }

  /// The reduced cost of a column; zero when it is basic.
  func price(_ column: Int) -> Double { reduced[column] }
}
