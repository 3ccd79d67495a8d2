internal import Valuation

extension AssetValuer {
  /// The same valuer under stress: every product earns so much of its revenue, past and to come, and royalty rates may
  /// stand at the low end of their range. Base values are exact; the simulation behind low and high is short.
  /// - Parameters:
  ///   - revenueFactor: 1 for all of it, 0.7 for a fall by 30 %.
  ///   - isRoyaltyLow: whether rates are the least of the industry, or of the comparable deals.
  public func stressed(revenueFactor: Double, isRoyaltyLow: Bool) -> AssetValuer {
    var valuer = self
    valuer.isRoyaltyLow = isRoyaltyLow
    valuer.draws = 100
    let growth = settings.laterGrowth.value
    valuer.revenue = revenue.mapValues { line in
      var line = line
      line.actual = line.actual.mapValues { $0 * revenueFactor }
      line.forecast = line.forecast.mapValues { $0 * revenueFactor }
      line.actualMarkets = line.actualMarkets.mapValues { year in year.mapValues { $0 * revenueFactor } }
      line.forecastMarkets = line.forecastMarkets.mapValues { year in year.mapValues { $0 * revenueFactor } }
      line.items["contracted-revenue"] = line.items["contracted-revenue"]?.mapValues { $0 * revenueFactor }
      line.workOutYears(growth: growth)
      return line
    }
    return valuer
  }
}
