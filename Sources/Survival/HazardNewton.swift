/// Newton's method for the penalised likelihood. The constants of the ages meet in no person-year, so their
/// block of the information is a diagonal and is eliminated first.
struct HazardNewton {
  /// The years in which a right was watched, and the part of the first and of the last of them.
  private struct Span {
    let first: Int
    let last: Int
    let lapsed: Bool
    let start: Double
    let end: Double

    init(_ one: HazardObservation) {
      last = HazardFit.lastYear(one)
      first = max(0, min(Int(one.entry), last))
      lapsed = one.lapsed
      start = one.entry
      // A right let lapse was at risk for the rest of the year in which it was.
      end = one.lapsed ? min(one.until ?? .infinity, Double(last + 1)) : one.exit
    }

    /// The part of a year in which it was watched, a day at least where it was let lapse.
    func share(of year: Int) -> Double {
      let part = min(end, Double(year + 1)) - max(start, Double(year))
      return min(1, max(part, lapsed && year == last ? 1 / 365.25 : 0))
    }
  }

  private let rows: [[Double]]
  private let spans: [Span]
  private let earlyYears: Int
  private let slotOfAge: [Int]
  private let penalties: [Double]
  /// How many entries of a row count after the early years.
  private let late: Int
  private(set) var constants: [Double]
  private(set) var terms: [Double]
  private(set) var deviations: [Double] = []

  init(
    _ observations: [HazardObservation], scale: TermScale, ages: [Int], deviations: [SlopeDeviation],
    earlyYears: Int, penalties: [Double]
  ) {
    self.penalties = penalties
    self.earlyYears = earlyYears
    rows = observations.map { one in
      let values = one.values.enumerated().map { index, value in
        ((value ?? scale.means[index]) - scale.means[index]) / scale.deviations[index]
      }
      // What early years add counts for the same values once more.
      return values
        + deviations.map { $0.distance(one.values, means: scale.means) / scale.deviations[$0.term] }
        + (earlyYears > 0 ? values : [])
    }
    late = scale.means.count + deviations.count
    let oldest = max(observations.map { HazardFit.lastYear($0) }.max() ?? 0, ages.last ?? 0)
    slotOfAge = (0...oldest).map { age in ages.lastIndex { $0 <= age } ?? 0 }
    spans = observations.map { Span($0) }
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
        var lateSum = 0.0
        for term in 0..<late { lateSum += terms[term] * row[term] }
        var earlySum = lateSum
        for term in late..<terms.count { earlySum += terms[term] * row[term] }
        let span = spans[index]
        // In early years all entries of the row count, afterwards the first ones.
        let turn = min(max(span.first, earlyYears), span.last + 1)
        for (years, count, sum) in [
          (span.first..<turn, terms.count, earlySum), (turn..<span.last + 1, late, lateSum),
        ] where !years.isEmpty {
          var slope = 0.0
          var weight = 0.0
          for age in years {
            let slot = slotOfAge[age]
            let (left, curve) = HazardNewton.derivatives(
              chance: Logistic.value(constants[slot] + sum), share: span.share(of: age),
              lapsed: span.lapsed && age == span.last)
            slope += left
            weight += curve
            ageGradient[slot] += left
            ageInformation[slot] += curve
            for term in 0..<count { cross[slot * terms.count + term] += curve * row[term] }
          }
          for term in 0..<count {
            gradient[term] += slope * row[term]
            for other in 0...term {
              information[term * terms.count + other] += weight * row[term] * row[other]
            }
          }
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
      // A long stride can overshoot: five logits a step are enough, and half of it where the likelihood would fall.
      var stride = min(1, 5 / max(greatest, 1e-12))
      let (oldTerms, oldConstants, before) = (terms, constants, likelihood())
      for halving in 0...30 {
        for term in terms.indices { terms[term] = oldTerms[term] + stride * move.terms[term] }
        for slot in constants.indices { constants[slot] = oldConstants[slot] + stride * move.constants[slot] }
        // The last steps gain less than what rounding takes.
        if greatest < 1e-6 || halving == 30 || likelihood() >= before { break }
        stride /= 2
      }
      if greatest < 1e-9 { return step }
    }
    return nil
  }

  /// The penalised log likelihood.
  private func likelihood() -> Double {
    var total = 0.0
    for term in terms.indices { total -= 0.5 * penalties[term] * terms[term] * terms[term] }
    for index in rows.indices {
      let row = rows[index]
      var lateSum = 0.0
      for term in 0..<late { lateSum += terms[term] * row[term] }
      var earlySum = lateSum
      for term in late..<terms.count { earlySum += terms[term] * row[term] }
      let span = spans[index]
      for age in span.first...span.last {
        let chance = Logistic.value(constants[slotOfAge[age]] + (age < earlyYears ? earlySum : lateSum))
        let survival = power(1 - chance, span.share(of: age))
        total += logarithm(max(span.lapsed && age == span.last ? 1 - survival : survival, 1e-300))
      }
    }
    return total
  }

  /// The first derivative of the log likelihood of a part of a year by its logit, and the second one's opposite.
  private static func derivatives(chance: Double, share: Double, lapsed: Bool) -> (Double, Double) {
    guard lapsed else { return (-share * chance, share * chance * (1 - chance)) }
    let survival = power(1 - chance, share)
    let gone = max(1 - survival, 1e-300)
    let left = share * chance * survival / gone
    return (left, max(0, left * (share * chance / gone - (1 - chance))))
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
