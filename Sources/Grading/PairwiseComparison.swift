internal import Foundation

/// Judgements of how many times more one thing matters than another, for every pair of some things, and the
/// weights that follow.
///
/// The weights are the principal eigenvector of the matrix, and the consistency ratio is (λmax - n) / (n - 1)
/// over the random index, after T. L. Saaty, A scaling method for priorities in hierarchical structures,
/// Journal of Mathematical Psychology 15 (1977) 234–281, and The Analytic Hierarchy Process (1980).
public struct PairwiseComparison: Sendable, Equatable {
  /// The things compared, in the order of the weights.
  public let ids: [String]
  /// How many times more the thing of the row matters than that of the column; reciprocal, 1 on the diagonal.
  public let matrix: [[Double]]
  /// The weights; they sum to 1.
  public let weights: [Double]
  /// The principal eigenvalue; `ids.count` when the judgements agree with each other entirely.
  public let principalEigenvalue: Double

  /// The mean consistency index of random reciprocal matrices on the scale 1 to 9, by size: 1 to 10 things.
  ///
  /// Saaty's own figures (1980), read in the function `CR` of the R package AHPWR
  /// (https://rdrr.io/cran/AHPWR/src/R/CR.R), a secondary source; larger simulations give slightly other ones
  /// (J. A. Alonso, M. T. Lamata, Int. J. of Uncertainty, Fuzziness and Knowledge-Based Systems 14 (2006) 445–459).
  public static let randomIndex = [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]
  /// The most things that can be compared: for more there is no random index here.
  public static var greatestSize: Int { randomIndex.count }
  /// Above this the judgements contradict each other too much to be used (Saaty 1980).
  public static let greatestRatio = 0.1

  /// Weights of some things by a reciprocal matrix; nil when it is not square, not reciprocal, or too large.
  public init?(ids: [String], matrix: [[Double]]) {
    let size = ids.count
    guard size >= 1, size <= PairwiseComparison.greatestSize, matrix.count == size,
      matrix.allSatisfy({ $0.count == size && $0.allSatisfy { $0 > 0 && $0.isFinite } })
    else { return nil }
    for row in 0..<size {
      for column in 0..<size where abs(matrix[row][column] * matrix[column][row] - 1) > 1e-9 { return nil }
    }
    // A positive matrix has one greatest eigenvalue, and the power method runs to its vector.
    var vector = [Double](repeating: 1 / Double(size), count: size)
    for _ in 0..<1_000 {
      var next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
      let sum = next.reduce(0, +)
      for index in next.indices { next[index] /= sum }
      let change = zip(next, vector).reduce(0) { max($0, abs($1.0 - $1.1)) }
      vector = next
      if change < 1e-15 { break }
    }
    let image = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    self.ids = ids
    self.matrix = matrix
    weights = vector
    principalEigenvalue = image.reduce(0, +)
  }

  /// (λmax - n) / (n - 1); 0 for one or two things, which cannot contradict each other.
  public var consistencyIndex: Double {
    let size = Double(ids.count)
    return size < 3 ? 0 : max(0, (principalEigenvalue - size) / (size - 1))
  }

  /// The consistency index over the random index of the size; 0 for one or two things.
  public var consistencyRatio: Double {
    ids.count < 3 ? 0 : consistencyIndex / PairwiseComparison.randomIndex[ids.count - 1]
  }
}

/// Weights found by reckoning, as decimals that sum to exactly 1.
enum RoundedWeights {
  /// The unit of rounding: 0.0001 % of a level.
  static let places = 6

  /// Rounds weights to millionths so that they sum to exactly 1: what rounding down leaves over goes to those
  /// that lost most, in order.
  static func of(_ weights: [Double]) -> [Decimal] {
    let unit = 1_000_000.0
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return equal(weights.count) }
    let scaled = weights.map { $0 / sum * unit }
    var whole = scaled.map { Int($0.rounded(.down)) }
    let order = scaled.indices.sorted { left, right in
      let a = scaled[left] - scaled[left].rounded(.down)
      let b = scaled[right] - scaled[right].rounded(.down)
      return a != b ? a > b : left < right
    }
    let missing = Int(unit) - whole.reduce(0, +)
    for index in order.prefix(max(0, missing)) { whole[index] += 1 }
    return whole.map { Decimal(sign: .plus, exponent: -places, significand: Decimal($0)) }
  }

  /// Equal shares.
  static func equal(_ count: Int) -> [Decimal] {
    count == 0 ? [] : of(Array(repeating: 1, count: count))
  }
}
