/// The lower triangle L of a symmetric positive definite matrix L Lᵀ.
struct CholeskyFactor {
  private var lower: [Double]
  private let size: Int

  /// Factors the lower triangle of a matrix given row after row; nil where it is not positive definite.
  init?(_ matrix: [Double], size: Int) {
    self.size = size
    lower = Array(repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var value = matrix[row * size + column]
        for inner in 0..<column { value -= lower[row * size + inner] * lower[column * size + inner] }
        if row == column {
          guard value > 0, value.isFinite else { return nil }
          lower[row * size + row] = value.squareRoot()
        } else {
          lower[row * size + column] = value / lower[column * size + column]
        }
      }
    }
  }

  func solve(_ right: [Double]) -> [Double] {
    var result = right
    for row in 0..<size {
      for column in 0..<row { result[row] -= lower[row * size + column] * result[column] }
      result[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for column in row + 1..<max(size, row + 1) {
        result[row] -= lower[column * size + row] * result[column]
      }
      result[row] /= lower[row * size + row]
    }
    return result
  }
}
