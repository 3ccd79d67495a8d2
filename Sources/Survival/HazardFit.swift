/// One right in a fit: when it came under observation, when it left, whether it was let lapse, and its values.
public struct HazardObservation: Sendable {
  /// The age in years at which observation begins, such as at grant.
  public let entry: Double
  /// The age at which it ends: at the lapse, at the end of observation, or at the end of the term.
  public let exit: Double
  /// Whether it ended with the lapse.
  public let lapsed: Bool
  /// The values of the terms, in their order; nil where not known.
  public let values: [Double?]

  /// An observation.
  public init(entry: Double, exit: Double, lapsed: Bool, values: [Double?]) {
    self.entry = entry
    self.exit = exit
    self.lapsed = lapsed
    self.values = values
  }
}

/// A slope that may differ within one group of rights: a term counts there by its own coefficient and a deviation.
public struct SlopeDeviation: Sendable, Equatable {
  /// The position of the term whose slope differs.
  public let term: Int
  /// The position of the term that is 1 within the group and 0 elsewhere.
  public let group: Int

  /// A deviation.
  public init(term: Int, group: Int) {
    self.term = term
    self.group = group
  }
}

/// Fits a discrete-time hazard: a logistic regression over the years of age that each right was under
/// observation, with one free constant a year of age and a ridge penalty on the standardised terms, solved by
/// Newton's method.
///
/// The penalty keeps the terms small where the data say little, so that the fit holds on other rights (Hoerl,
/// Kennard 1970; le Cessie, van Houwelingen, Applied Statistics 41 (1992) 191-201, doi:10.2307/2347628).
///
/// The slopes of groups are drawn towards the common one by a penalty of their own: a group with many rights
/// shows its own slope, one with few borrows that of all (partial pooling; Lindley, Smith, JRSS B 34 (1972) 1-41).
/// A deviation counts from the term's mean, so that it turns the slope and leaves the level, and on the term's
/// own scale, so that one penalty treats all groups alike.
public struct HazardFit: Sendable {
  /// The ages of the baseline, and the logit of the chance at each for a right all of whose terms are 0.
  public let baseline: [(age: Int, logit: Double)]
  /// The coefficients on the terms' own scale.
  public let coefficients: [Double]
  /// Their standard errors from the penalised information.
  public let standardErrors: [Double]
  /// The deviations of slopes, in the order asked for, with their coefficients on the terms' own scale and the
  /// standard errors of these.
  public let deviations: [(slope: SlopeDeviation, coefficient: Double, standardError: Double)]
  /// The means of the known values, assumed where a value is not known.
  public let means: [Double]
  /// The least and greatest known values.
  public let ranges: [ClosedRange<Double>]
  /// The steps that Newton's method took.
  public let steps: Int

  /// The sum of the terms of a right.
  public func sum(_ values: [Double?]) -> Double {
    var sum = 0.0
    for (index, value) in values.enumerated() { sum += coefficients[index] * (value ?? means[index]) }
    for one in deviations {
      sum += one.coefficient * one.slope.distance(values, means: means)
    }
    return sum
  }

  /// The chance of lapsing between two ages; see ``LapseHazardModel/chance(from:to:sum:)``.
  public func chance(from: Double, to: Double, sum: Double, termYears: Int) -> Double {
    let end = min(to, Double(termYears))
    var alive = 1.0
    var at = max(from, 0)
    while at < end {
      let age = Int(at)
      let next = min(Double(age + 1), end)
      let logit = (baseline.last { $0.age <= age } ?? baseline[0]).logit
      alive *= power(1 - Logistic.value(logit + sum), next - at)
      at = next
    }
    return 1 - alive
  }

  /// Fits.
  /// - Parameters:
  ///   - observations: the rights.
  ///   - terms: how many values each has.
  ///   - ridge: the weight of the penalty; half of it times the sum of the squared standardised coefficients is
  ///     taken from the log likelihood.
  ///   - deviations: slopes that may differ within groups.
  ///   - deviationRidge: the weight of the penalty on these.
  ///   - eventsAnAge: ages with fewer lapses share the constant of a neighbour.
  /// - Returns: nil where there is no lapse or no survivor, or the method does not settle.
  public init?(
    _ observations: [HazardObservation], terms: Int, ridge: Double, deviations: [SlopeDeviation] = [],
    deviationRidge: Double = 0, eventsAnAge: Int = 5
  ) {
    let scale = TermScale(observations, terms: terms)
    let ages = HazardFit.ages(observations, eventsAnAge: eventsAnAge)
    guard !ages.isEmpty, observations.contains(where: { !$0.lapsed }) else { return nil }
    var newton = HazardNewton(
      observations, scale: scale, ages: ages, deviations: deviations,
      penalties: Array(repeating: ridge, count: terms)
        + Array(repeating: deviationRidge, count: deviations.count))
    guard let steps = newton.solve() else { return nil }
    self.steps = steps
    let errors = newton.deviations
    coefficients = zip(newton.terms, scale.deviations).map { $0 / $1 }
    standardErrors = zip(errors, scale.deviations).map { $0 / $1 }
    self.deviations = deviations.enumerated().map { index, slope in
      let scale = scale.deviations[slope.term]
      return (slope, newton.terms[terms + index] / scale, errors[terms + index] / scale)
    }
    // The constants were fitted at the mean of every term.
    let atMeans = zip(coefficients, scale.means).reduce(0) { $0 + $1.0 * $1.1 }
    baseline = zip(ages, newton.constants).map { ($0, $1 - atMeans) }
    means = scale.means
    ranges = scale.ranges
  }

  /// The first year of age of each constant: a new one as soon as enough lapses have come together.
  private static func ages(_ observations: [HazardObservation], eventsAnAge: Int) -> [Int] {
    var events: [Int: Int] = [:]
    for one in observations where one.lapsed { events[HazardFit.lastYear(one), default: 0] += 1 }
    guard let first = events.keys.min(), let last = events.keys.max() else { return [] }
    var ages: [Int] = []
    var start = first
    var together = 0
    for age in first...last {
      together += events[age] ?? 0
      if together >= eventsAnAge {
        ages.append(start)
        start = age + 1
        together = 0
      }
    }
    return ages.isEmpty ? [first] : ages
  }

  /// The last year of age under observation. A right that leaves on a birthday was not at risk in the year that
  /// begins with it, unless it came on the same day.
  static func lastYear(_ one: HazardObservation) -> Int {
    let year = Int(one.exit)
    return Double(year) == one.exit && one.exit > one.entry ? year - 1 : year
  }
}

extension SlopeDeviation {
  /// How far a right of the group is from the term's mean; 0 outside the group, and where one of both is not
  /// known.
  func distance(_ values: [Double?], means: [Double]) -> Double {
    guard let value = values[term], let member = values[group] else { return 0 }
    return (value - means[term]) * member
  }
}

/// Means and deviations of the terms, so that one penalty suits all of them.
struct TermScale: Sendable {
  let means: [Double]
  let deviations: [Double]
  let ranges: [ClosedRange<Double>]

  init(_ observations: [HazardObservation], terms: Int) {
    var means: [Double] = []
    var deviations: [Double] = []
    var ranges: [ClosedRange<Double>] = []
    for term in 0..<terms {
      let known = observations.compactMap { $0.values[term] }
      let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
      let square = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = known.isEmpty ? 0 : (square / Double(known.count)).squareRoot()
      means.append(mean)
      // A term that never varies gets the coefficient 0 by its penalty.
      deviations.append(deviation > 0 ? deviation : 1)
      ranges.append((known.min() ?? 0)...(known.max() ?? 0))
    }
    self.means = means
    self.deviations = deviations
    self.ranges = ranges
  }
}

/// Newton's method for the penalised likelihood. The constants of the ages meet in no person-year, so their
/// block of the information is a diagonal and is eliminated first.
private struct HazardNewton {
  private let observations: [HazardObservation]
  private let rows: [[Double]]
  private let spans: [(first: Int, last: Int, event: Int)]
  private let slotOfAge: [Int]
  private let penalties: [Double]
  private(set) var constants: [Double]
  private(set) var terms: [Double]
  private(set) var deviations: [Double] = []

  init(
    _ observations: [HazardObservation], scale: TermScale, ages: [Int], deviations: [SlopeDeviation],
    penalties: [Double]
  ) {
    self.observations = observations
    self.penalties = penalties
    rows = observations.map { one in
      one.values.enumerated().map { index, value in
        ((value ?? scale.means[index]) - scale.means[index]) / scale.deviations[index]
      } + deviations.map { $0.distance(one.values, means: scale.means) / scale.deviations[$0.term] }
    }
    let oldest = max(observations.map { HazardFit.lastYear($0) }.max() ?? 0, ages.last ?? 0)
    slotOfAge = (0...oldest).map { age in ages.lastIndex { $0 <= age } ?? 0 }
    spans = observations.map { one in
      let last = HazardFit.lastYear(one)
      return (max(0, min(Int(one.entry), last)), last, one.lapsed ? last : -1)
    }
    constants = Array(repeating: -3, count: ages.count)
    terms = Array(repeating: 0, count: penalties.count)
  }

  /// The steps taken, or nil where the method does not settle.
  mutating func solve() -> Int? {
    for step in 1...60 {
      var gradient = [Double](repeating: 0, count: terms.count)
      var information = [Double](repeating: 0, count: terms.count * terms.count)
      var ageGradient = [Double](repeating: 0, count: constants.count)
      var ageInformation = [Double](repeating: 1e-9, count: constants.count)
      var cross = [Double](repeating: 0, count: constants.count * terms.count)
      for index in rows.indices {
        let row = rows[index]
        var sum = 0.0
        for term in terms.indices { sum += terms[term] * row[term] }
        var slope = 0.0
        var weight = 0.0
        let span = spans[index]
        for age in span.first...span.last {
          let slot = slotOfAge[age]
          let chance = Logistic.value(constants[slot] + sum)
          let left = (age == span.event ? 1 : 0) - chance
          let curve = chance * (1 - chance)
          slope += left
          weight += curve
          ageGradient[slot] += left
          ageInformation[slot] += curve
          for term in terms.indices { cross[slot * terms.count + term] += curve * row[term] }
        }
        for term in terms.indices {
          gradient[term] += slope * row[term]
          for other in 0...term { information[term * terms.count + other] += weight * row[term] * row[other] }
        }
      }
      for term in terms.indices {
        gradient[term] -= penalties[term] * terms[term]
        information[term * terms.count + term] += penalties[term]
      }
      guard
        let move = eliminated(gradient, information, ageGradient, ageInformation, cross)
      else { return nil }
      let greatest = (move.terms + move.constants).map(abs).max() ?? 0
      guard greatest.isFinite else { return nil }
      // A long first stride can overshoot: five logits a step are enough.
      let stride = min(1, 5 / max(greatest, 1e-12))
      for term in terms.indices { terms[term] += stride * move.terms[term] }
      for slot in constants.indices { constants[slot] += stride * move.constants[slot] }
      if greatest < 1e-9 { return step }
    }
    return nil
  }

  /// Solves for the terms after the constants have been eliminated, then for the constants; notes the standard
  /// errors of the terms on the way.
  private mutating func eliminated(
    _ gradient: [Double], _ information: [Double], _ ageGradient: [Double], _ ageInformation: [Double],
    _ cross: [Double]
  ) -> (terms: [Double], constants: [Double])? {
    let size = terms.count
    var matrix = information
    var right = gradient
    for slot in constants.indices {
      for term in 0..<size {
        let share = cross[slot * size + term] / ageInformation[slot]
        right[term] -= share * ageGradient[slot]
        for other in 0...term { matrix[term * size + other] -= share * cross[slot * size + other] }
      }
    }
    guard let factor = CholeskyFactor(matrix, size: size) else { return nil }
    let termMove = factor.solve(right)
    deviations = (0..<size).map { term in
      var unit = [Double](repeating: 0, count: size)
      unit[term] = 1
      return factor.solve(unit)[term].squareRoot()
    }
    let ageMove = constants.indices.map { slot in
      var left = ageGradient[slot]
      for term in 0..<size { left -= cross[slot * size + term] * termMove[term] }
      return left / ageInformation[slot]
    }
    return (termMove, ageMove)
  }
}

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
