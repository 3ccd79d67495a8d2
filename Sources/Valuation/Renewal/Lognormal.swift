/// A lognormal distribution, by the mean and the standard deviation of its logarithm.
public struct Lognormal: Sendable, Hashable {
  /// The mean of the logarithm.
  public let mu: Double
  /// The standard deviation of the logarithm; 0 is a single value.
  public let sigma: Double

  /// A distribution. `sigma` must not be negative.
  public init(mu: Double, sigma: Double) {
    self.mu = mu
    self.sigma = sigma
  }

  /// A distribution by its median.
  public init(median: Double, sigma: Double) { self.init(mu: PortableMath.log(median), sigma: sigma) }

  /// The middle value.
  public var median: Double { PortableMath.exp(mu) }
  /// The mean, which the few great values pull far above the median.
  public var mean: Double { PortableMath.exp(mu + sigma * sigma / 2) }

  /// The value below which the share `p` lies.
  public func quantile(_ p: Double) -> Double {
    PortableMath.exp(mu + sigma * PortableMath.normalPoint(share: p))
  }

  /// The share of values of at least `threshold`.
  public func share(from threshold: Double) -> Double {
    guard threshold > 0 else { return 1 }
    guard sigma > 0 else { return mu >= PortableMath.log(threshold) ? 1 : 0 }
    return PortableMath.normalShare(below: (mu - PortableMath.log(threshold)) / sigma)
  }

  /// The part of the mean that comes from values of at least `threshold`.
  public func partialMean(from threshold: Double) -> Double {
    guard threshold > 0 else { return mean }
    guard sigma > 0 else { return mu >= PortableMath.log(threshold) ? mean : 0 }
    return mean
      * PortableMath.normalShare(below: (mu + sigma * sigma - PortableMath.log(threshold)) / sigma)
  }

  /// The distribution given a score at the percentile `percentile` (0 to 1), when scores explain the share
  /// `explained` of the variance of the logarithm: a normal pair with the correlation √explained.
  public func given(percentile: Double, explained: Double) -> Lognormal {
    let correlation = max(0, min(1, explained)).squareRoot()
    let inside = max(0.001, min(0.999, percentile))
    return Lognormal(
      mu: mu + correlation * sigma * PortableMath.normalPoint(share: inside),
      sigma: sigma * (1 - correlation * correlation).squareRoot())
  }
}
