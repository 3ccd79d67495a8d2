/// Correlations between inputs, as a Gaussian copula: the normal numbers behind the draws are correlated, the
/// distribution of each input stays what it is.
public struct Correlation: Sendable, Hashable {
  /// The lower triangle of the Cholesky factor, row by row.
  let factor: [[Double]]

  /// A matrix of correlations.
  /// - Throws: ``NotApplicable`` unless it is square, symmetric, with ones on the diagonal and positive definite:
  ///   correlations that contradict one another describe nothing.
  public init(_ matrix: [[Double]]) throws(NotApplicable) {
    let count = matrix.count
    let isShaped = matrix.allSatisfy { $0.count == count && $0.allSatisfy { abs($0) <= 1 } }
    guard isShaped, (0..<count).allSatisfy({ matrix[$0][$0] == 1 }),
      (0..<count).allSatisfy({ row in (0..<row).allSatisfy { matrix[row][$0] == matrix[$0][row] } })
    else {
      throw NotApplicable(
        zh: "相关矩阵须对称、对角线为 1、各项在 -1 至 1 之间",
        en: "correlations need a symmetric matrix with ones on the diagonal and values from -1 to 1")
    }
    var factor: [[Double]] = []
    for row in 0..<count {
      var line: [Double] = []
      for column in 0...row {
        var sum = matrix[row][column]
        for place in 0..<column { sum -= line[place] * (column < row ? factor[column][place] : line[place]) }
        if column == row {
          guard sum > 1e-10 else {
            throw NotApplicable(zh: "各相关系数相互矛盾", en: "the correlations contradict one another")
          }
          line.append(sum.squareRoot())
        } else {
          line.append(sum / factor[column][column])
        }
      }
      factor.append(line)
    }
    self.factor = factor
  }
}
