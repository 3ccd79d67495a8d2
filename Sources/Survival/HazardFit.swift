/// One right in a fit: when it came under observation, when it left, whether it was let lapse, and its values.
public struct HazardObservation: Sendable {
  /// The time in years on the hazard's clock at which observation begins, such as the age at grant, or 0 on a clock that
  /// begins with it.
  public let entry: Double
  /// The time at which it ends: at the lapse, at the end of observation, or at the end of the term.
  public let exit: Double
  /// Whether it ended with the lapse.
  public let lapsed: Bool
  /// The time until which a right let lapse would have been watched; nil where it is at least the end of its last year.
  public let until: Double?
  /// The values of the terms, in their order; nil where not known.
  public let values: [Double?]

  /// An observation.
  public init(entry: Double, exit: Double, lapsed: Bool, until: Double? = nil, values: [Double?]) {
    self.until = until
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
/// Of a year that a right was watched only in part, such as that of its grant, that part of the risk counts: it
/// survives a part f of a year of chance p by (1 - p) to the power f, as in the chances made of the fit. Where such
/// years counted whole, the chances would come out too low.
///
/// Every slope may differ in the first years of the clock, drawn to that of all years by a penalty of its own.
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
  /// What each term's slope is more in the early years, with its standard error; empty where none was asked for.
  public let early: [(coefficient: Double, standardError: Double)]
  /// How many years of the clock are early.
  public let earlyYears: Int
  /// The means of the known values, assumed where a value is not known.
  public let means: [Double]
  /// The least and greatest known values.
  public let ranges: [ClosedRange<Double>]
  /// The steps that Newton's method took.
  public let steps: Int

  /// The sums of the terms of a right, in the early years and afterwards.
  public func level(_ values: [Double?]) -> HazardLevel {
    let late = sum(values)
    let more = early.indices.reduce(0) { $0 + early[$1].coefficient * ((values[$1] ?? means[$1]) - means[$1]) }
    return HazardLevel(early: late + more, late: late)
  }

  /// The sum of the terms of a right after the early years.
  public func sum(_ values: [Double?]) -> Double {
    var sum = 0.0
    for (index, value) in values.enumerated() { sum += coefficients[index] * (value ?? means[index]) }
    for one in deviations {
      sum += one.coefficient * one.slope.distance(values, means: means)
    }
    return sum
  }

  /// The chance of lapsing between two times on the clock.
  public func chance(from: Double, to: Double, level: HazardLevel) -> Double {
    HazardCurve(baseline: baseline, earlyYears: earlyYears).chance(from: from, to: to, level: level)
  }

  /// Fits.
  /// - Parameters:
  ///   - observations: the rights.
  ///   - terms: how many values each has.
  ///   - ridge: the weight of the penalty; half of it times the sum of the squared standardised coefficients is
  ///     taken from the log likelihood.
  ///   - deviations: slopes that may differ within groups.
  ///   - deviationRidge: the weight of the penalty on these.
  ///   - earlyYears: so many years of the clock have slopes of their own; 0 for none.
  ///   - earlyRidge: the weight of the penalty on what these add.
  ///   - eventsAnAge: ages with fewer lapses share the constant of a neighbour.
  /// - Returns: nil where there is no lapse or no survivor, or the method does not settle.
  public init?(
    _ observations: [HazardObservation], terms: Int, ridge: Double, deviations: [SlopeDeviation] = [],
    deviationRidge: Double = 0, earlyYears: Int = 0, earlyRidge: Double = 0, eventsAnAge: Int = 5
  ) {
    let scale = TermScale(observations, terms: terms)
    let ages = HazardFit.ages(observations, eventsAnAge: eventsAnAge)
    guard !ages.isEmpty, observations.contains(where: { !$0.lapsed }) else { return nil }
    var newton = HazardNewton(
      observations, scale: scale, ages: ages, deviations: deviations, earlyYears: earlyYears,
      penalties: Array(repeating: ridge, count: terms)
        + Array(repeating: deviationRidge, count: deviations.count)
        + Array(repeating: earlyRidge, count: earlyYears > 0 ? terms : 0))
    guard let steps = newton.solve() else { return nil }
    self.steps = steps
    let errors = newton.deviations
    coefficients = zip(newton.terms, scale.deviations).map { $0 / $1 }
    standardErrors = zip(errors, scale.deviations).map { $0 / $1 }
    self.deviations = deviations.enumerated().map { index, slope in
      let scale = scale.deviations[slope.term]
      return (slope, newton.terms[terms + index] / scale, errors[terms + index] / scale)
    }
    let first = terms + deviations.count
    self.earlyYears = earlyYears
    early = (0..<(earlyYears > 0 ? terms : 0)).map {
      (newton.terms[first + $0] / scale.deviations[$0], errors[first + $0] / scale.deviations[$0])
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
