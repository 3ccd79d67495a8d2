/// What an uncertain input may be.
public enum Distribution: Sendable, Hashable {
  /// Known.
  case fixed(Double)
  /// Between `low` and `high`, most likely `mode`.
  case triangular(low: Double, mode: Double, high: Double)
  /// Beta-PERT: like the triangle, smoother, with less weight at the ends: a = 1 + 4(mode − low)/(high − low).
  case pert(low: Double, mode: Double, high: Double)
  /// Lognormal by its median and the standard deviation of its logarithm.
  case lognormal(median: Double, sigma: Double)
  /// One of some values with weights: scenarios.
  case discrete([Outcome])

  /// A scenario's value and weight.
  public struct Outcome: Sendable, Hashable {
    /// The value.
    public let value: Double
    /// The weight; weights need not sum to 1.
    public let weight: Double

    /// A scenario.
    public init(value: Double, weight: Double) {
      self.value = value
      self.weight = weight
    }
  }

  /// The value below which the share `p` lies. For many draws prepare a ``Sampler``.
  public func quantile(_ p: Double) throws(NotApplicable) -> Double { try Sampler(self).value(share: p) }

  /// The mean.
  public var mean: Double {
    switch self {
    case .fixed(let value): return value
    case .triangular(let low, let mode, let high): return (low + mode + high) / 3
    case .pert(let low, let mode, let high): return (low + 4 * mode + high) / 6
    case .lognormal(let median, let sigma): return median * PortableMath.exp(sigma * sigma / 2)
    case .discrete(let outcomes):
      let weight = outcomes.reduce(0) { $0 + $1.weight }
      return weight > 0 ? outcomes.reduce(0) { $0 + $1.value * $1.weight } / weight : 0
    }
  }
}

/// A distribution made ready for many draws.
public struct Sampler: Sendable {
  private enum Form: Sendable {
    case fixed(Double)
    case triangular(low: Double, cut: Double, rising: Double, high: Double, falling: Double)
    case table(low: Double, width: Double, places: [Double])
    case lognormal(logMedian: Double, sigma: Double)
    case discrete(limits: [Double], values: [Double])
  }

  private let form: Form
  /// Whether a draw is made from a normal number; otherwise from a share between 0 and 1.
  public let isNormal: Bool

  /// Prepares a distribution.
  /// - Throws: ``NotApplicable`` when its limits are out of order or a figure is not finite.
  public init(_ distribution: Distribution) throws(NotApplicable) {
    func check(_ low: Double, _ mode: Double, _ high: Double) throws(NotApplicable) {
      guard low.isFinite, high.isFinite, low <= mode, mode <= high else {
        throw NotApplicable(
          zh: "分布的下限、众数、上限次序不对", en: "the limits of a distribution are out of order")
      }
    }
    switch distribution {
    case .fixed(let value):
      guard value.isFinite else { throw NotApplicable(zh: "输入不是数", en: "an input is not a number") }
      form = .fixed(value)
      isNormal = false
    case .triangular(let low, let mode, let high):
      try check(low, mode, high)
      isNormal = false
      guard high > low else {
        form = .fixed(low)
        return
      }
      form = .triangular(
        low: low, cut: (mode - low) / (high - low), rising: (high - low) * (mode - low), high: high,
        falling: (high - low) * (high - mode))
    case .pert(let low, let mode, let high):
      try check(low, mode, high)
      isNormal = false
      guard high > low else {
        form = .fixed(low)
        return
      }
      let lean = 4 * (mode - low) / (high - low)
      form = .table(low: low, width: high - low, places: Sampler.betaPlaces(lean, 4 - lean))
    case .lognormal(let median, let sigma):
      guard median > 0, median.isFinite, sigma >= 0, sigma <= 10 else {
        throw NotApplicable(zh: "对数正态分布的参数不合理", en: "the parameters of a lognormal make no sense")
      }
      form = .lognormal(logMedian: PortableMath.log(median), sigma: sigma)
      isNormal = true
    case .discrete(let outcomes):
      let weight = outcomes.reduce(0) { $0 + $1.weight }
      guard !outcomes.isEmpty, weight > 0, weight.isFinite,
        outcomes.allSatisfy({ $0.weight >= 0 && $0.value.isFinite })
      else { throw NotApplicable(zh: "情景权重不合理", en: "the weights of scenarios make no sense") }
      var sum = 0.0
      var limits: [Double] = []
      for outcome in outcomes {
        sum += outcome.weight / weight
        limits.append(sum)
      }
      limits[limits.count - 1] = 1
      form = .discrete(limits: limits, values: outcomes.map(\.value))
      isNormal = false
    }
  }

  private static let pieces = 1024

  /// The points of a beta distribution with the exponents a − 1 and b − 1 at even shares. Between the points its
  /// density is summed by Simpson's rule.
  private static func betaPlaces(_ left: Double, _ right: Double) -> [Double] {
    func density(_ x: Double) -> Double {
      guard x > 0, x < 1 else { return (x <= 0 ? left : right) == 0 ? 1 : 0 }
      return PortableMath.exp(left * PortableMath.log(x) + right * PortableMath.log(1 - x))
    }
    var sums = [0.0]
    var before = density(0)
    for piece in 0..<pieces {
      let from = Double(piece) / Double(pieces)
      let after = density(from + 1 / Double(pieces))
      let middle = density(from + 0.5 / Double(pieces))
      sums.append(sums[piece] + before + 4 * middle + after)
      before = after
    }
    let whole = sums[pieces]
    var places: [Double] = []
    var piece = 0
    for step in 0...pieces {
      let wanted = whole * Double(step) / Double(pieces)
      while piece < pieces - 1, sums[piece + 1] < wanted { piece += 1 }
      let part = sums[piece + 1] > sums[piece] ? (wanted - sums[piece]) / (sums[piece + 1] - sums[piece]) : 0
      places.append((Double(piece) + max(0, min(1, part))) / Double(pieces))
    }
    return places
  }

  /// The value below which the share lies.
  @inline(__always)
  public func value(share p: Double) -> Double {
    switch form {
    case .fixed(let value): return value
    case .triangular(let low, let cut, let rising, let high, let falling):
      return p < cut ? low + (p * rising).squareRoot() : high - ((1 - p) * falling).squareRoot()
    case .table(let low, let width, let places):
      let place = p * Double(Sampler.pieces)
      let index = min(Sampler.pieces - 1, Int(place))
      return low + width * (places[index] + (place - Double(index)) * (places[index + 1] - places[index]))
    case .lognormal(let logMedian, let sigma):
      return PortableMath.exp(logMedian + sigma * PortableMath.normalPoint(share: p))
    case .discrete(let limits, let values):
      var index = 0
      while index < limits.count - 1, p > limits[index] { index += 1 }
      return values[index]
    }
  }

  /// The value at a point of a standard normal distribution.
  @inline(__always)
  public func value(normal z: Double) -> Double {
    if case .lognormal(let logMedian, let sigma) = form { return PortableMath.exp(logMedian + sigma * z) }
    return value(share: PortableMath.normalShare(below: z))
  }
}
