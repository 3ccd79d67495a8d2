internal import PortfolioCore
internal import Valuation

/// What a product earns in a year: what is recorded, and what that goes on to where nothing is.
extension AssetValuer.RevenueLine {
  /// A year's revenue as it is recorded, with markets that no forecast names going on beside a forecast; nil where
  /// nothing is recorded of the year.
  ///
  /// Of a year that is not over the forecast counts, of a year that is over what was earned.
  func recorded(_ year: Int, growth: Double) -> (amount: Double, markets: [String: Double]?)? {
    if year < firstOpenYear, let earned = actual[year] { return (earned, actualMarkets[year]) }
    guard var amount = forecast[year] else {
      guard let earned = actual[year] else { return nil }
      return (earned, actualMarkets[year])
    }
    guard year >= firstOpenYear else { return (amount, forecastMarkets[year]) }
    var markets = forecastMarkets[year] ?? [:]
    if let booked = actual[year] {
      // Only what the year's forecast does not stand for is left of it.
      amount += booked
      markets.merge(actualMarkets[year] ?? [:]) { $0 + $1 }
    }
    for (market, last) in carried.sorted(by: { $0.key < $1.key }) where markets[market] == nil {
      let more = last.amount * PortableMath.power(1 + growth, Double(max(0, year - last.year)))
      amount += more
      markets[market] = more
    }
    return (amount, markets)
  }

  /// A year's revenue, with the year that it goes on from where nothing is recorded: the last known one before, or the
  /// last known one of all where none is before. Nil where nothing is known of any year.
  func figure(
    of year: Int, growth: Double
  ) -> (amount: Double, markets: [String: Double]?, goesOnFrom: Int?)? {
    if let given = recorded(year, growth: growth) { return (given.amount, given.markets, nil) }
    let known = Set(actual.keys).union(forecast.keys)
    guard let base = known.filter({ $0 < year }).max() ?? known.max(),
      let given = recorded(base, growth: growth)
    else { return nil }
    let amount = given.amount * PortableMath.power(1 + growth, Double(max(0, year - base)))
    return (amount, given.markets, base)
  }

  /// States with revenue in the last year that is over, or booked in the one that is not, which no forecast names: they
  /// go on from there. None where a forecast names no state, for it stands for all markets.
  func marketsWithoutForecast() -> [String: (year: Int, amount: Double)] {
    let named = Set(forecastMarkets.filter { $0.key >= firstOpenYear }.values.flatMap { $0.keys })
    guard !named.isEmpty, named.allSatisfy({ TerritorialCover.isState($0) }) else { return [:] }
    var result: [String: (year: Int, amount: Double)] = [:]
    let years = [actual.keys.filter { $0 < firstOpenYear }.max(), firstOpenYear].compactMap { $0 }
    for year in years {
      for (market, amount) in actualMarkets[year] ?? [:]
      where amount > 0 && TerritorialCover.isState(market) && !named.contains(market) {
        result[market] = (year, amount)
      }
    }
    return result
  }

  /// The states where the product earns something in a year from some year on, in order.
  func states(from year: Int, growth: Double) -> [String] {
    // After the last known year all years are alike.
    let last = max(year, forecast.keys.max() ?? year, actual.keys.max() ?? year)
    let years = Set(forecast.keys.filter { $0 >= year } + [year, last + 1])
    var states: Set<String> = []
    for year in years {
      for (market, amount) in figure(of: year, growth: growth)?.markets ?? [:] where amount != 0 {
        states.insert(market)
      }
    }
    return states.filter { TerritorialCover.isState($0) }.sorted()
  }
}
