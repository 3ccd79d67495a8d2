internal import PortfolioCore
internal import Valuation

/// What a product earns in a year: what is recorded, and what that goes on to where nothing is.
extension AssetValuer.RevenueLine {
  /// A year that is not over, of which something is known.
  struct OpenYear: Sendable {
    let amount: Double
    let markets: [String: Double]
    /// States without a figure in the year, with the year of their own last one, from which they go on.
    let carried: [String: Carried]
  }

  /// Figures that go on from more years before the as-of year are said to be old.
  static let yearsUntilStale = 3

  /// What counts of a year.
  struct Figure: Sendable {
    let amount: Double
    let markets: [String: Double]?
    let carried: [String: Carried]
    /// The year that it goes on from; nil where something is recorded, or nothing is known before.
    var goesOnFrom: Int?
    /// The first year of which anything is recorded, where that lies after the year; nil elsewhere.
    var beginsIn: Int?
  }

  /// Where a state's revenue goes on from.
  struct Carried: Sendable, Hashable {
    let year: Int
    /// Whether the last figure is a forecast; else it was earned.
    let isForecast: Bool
  }

  /// Works out the years that are not over; to be called once the figures are there, and again when they change.
  mutating func workOutOpenYears(growth: Double) {
    openYears = [:]
    isPartLeftOut = false
    for year in forecast.keys where year >= firstOpenYear {
      openYears[year] = forecastYear(year, growth: growth)
    }
    guard forecast[firstOpenYear] == nil, let booked = actualMarkets[firstOpenYear] else { return }
    let year = bookedYear(booked, growth: growth)
    openYears[firstOpenYear] = year
    isPartLeftOut = year.map { year in booked.contains { $0.value < year.markets[$0.key] ?? 0 } } ?? true
  }

  /// A year's revenue as it is recorded; nil where nothing is recorded of the year.
  ///
  /// Of a year that is over what was earned counts, of a year that is not the forecast. A state without a figure in a year
  /// with a forecast goes on from its own last one: its latest forecast, else the last whole year; a recorded 0 ends it. A
  /// forecast that names no state stands for all of them. What is booked of a year that is not over is a part of it: it
  /// counts only where it is more than the last whole year goes on to, or nothing else is known.
  func recorded(_ year: Int) -> (amount: Double, markets: [String: Double]?, carried: [String: Carried])? {
    if year >= firstOpenYear {
      guard let given = openYears[year] else { return nil }
      return (given.amount, given.markets, given.carried)
    }
    if let earned = actual[year] { return (earned, actualMarkets[year], [:]) }
    guard let foreseen = forecast[year] else { return nil }
    return (foreseen, forecastMarkets[year], [:])
  }

  /// A year's revenue, with the year that it goes on from where nothing is recorded: the last known one before. Where no
  /// year before is known, sales have not begun: nothing is earned, and the first known year is told. Nil where nothing is
  /// known of any year.
  func figure(of year: Int, growth: Double) -> Figure? {
    if let given = recorded(year) {
      return Figure(amount: given.amount, markets: given.markets, carried: given.carried)
    }
    let known = Set(actual.keys).union(forecast.keys).filter { recorded($0) != nil }
    guard let base = known.filter({ $0 < year }).max() else {
      return known.min().map { Figure(amount: 0, markets: nil, carried: [:], beginsIn: $0) }
    }
    guard let given = recorded(base) else { return nil }
    let amount = given.amount * PortableMath.power(1 + growth, Double(year - base))
    return Figure(amount: amount, markets: given.markets, carried: given.carried, goesOnFrom: base)
  }

  /// A year with a forecast, and the states that it does not name.
  private func forecastYear(_ year: Int, growth: Double) -> OpenYear {
    var markets = forecastMarkets[year] ?? [:]
    var amount = forecast[year] ?? 0
    var carried: [String: Carried] = [:]
    for state in states(upTo: year) where markets[state] == nil {
      guard let last = last(of: state, upTo: year, growth: growth), last.amount != 0 else { continue }
      let more = last.amount * PortableMath.power(1 + growth, Double(year - last.from.year))
      amount += more
      markets[state] = more
      carried[state] = last.from
    }
    return OpenYear(amount: amount, markets: markets, carried: carried)
  }

  /// The year that is not over where something is booked and nothing forecast; nil where the last whole year goes on to as
  /// much everywhere. State by state where all markets are states; else only the sums can be compared.
  private func bookedYear(_ booked: [String: Double], growth: Double) -> OpenYear? {
    let sum = actual[firstOpenYear] ?? 0
    guard let last = Set(actual.keys).union(forecast.keys).filter({ $0 < firstOpenYear }).max(),
      let whole = recorded(last)
    else { return OpenYear(amount: sum, markets: booked, carried: [:]) }
    let factor = PortableMath.power(1 + growth, Double(firstOpenYear - last))
    let usual = (whole.markets ?? [:]).mapValues { $0 * factor }
    guard !usual.isEmpty, (Array(usual.keys) + booked.keys).allSatisfy({ TerritorialCover.isState($0) })
    else {
      return sum > whole.amount * factor ? OpenYear(amount: sum, markets: booked, carried: [:]) : nil
    }
    let more = booked.filter { $0.value > usual[$0.key] ?? 0 }
    guard !more.isEmpty else { return nil }
    let markets = usual.merging(more) { _, booked in booked }
    let from = Carried(year: last, isForecast: actual[last] == nil)
    return OpenYear(
      amount: markets.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }, markets: markets,
      carried: usual.filter { more[$0.key] == nil && $0.value != 0 }.mapValues { _ in from })
  }

  /// The last year that is over with something earned; nil where nothing was.
  private var lastWholeYear: Int? { actual.keys.filter { $0 < firstOpenYear }.max() }

  /// States that earn something by a forecast up to a year, by the last whole year, or by what is booked since, in order.
  private func states(upTo year: Int) -> [String] {
    var found = Set(
      forecastMarkets.filter { $0.key >= firstOpenYear && $0.key <= year }.flatMap { $0.value.keys })
    for earned in [lastWholeYear, firstOpenYear].compactMap({ $0 }) {
      found.formUnion((actualMarkets[earned] ?? [:]).keys)
    }
    return found.filter { TerritorialCover.isState($0) }.sorted()
  }

  /// A state's own last figure: its latest forecast up to a year, unless a later one that names no state stands for all;
  /// without any forecast what was earned in the last whole year, or what is booked since where that is more already.
  private func last(
    of state: String, upTo year: Int, growth: Double
  ) -> (amount: Double, from: Carried)? {
    let forecasts = forecastMarkets.filter { $0.key >= firstOpenYear && $0.key <= year }
    let general = forecasts.filter { $0.value.keys.contains { !TerritorialCover.isState($0) } }.keys.max()
    if let named = forecasts.filter({ $0.value[state] != nil }).keys.max() {
      if let general, general > named { return nil }
      return (forecasts[named]?[state] ?? 0, Carried(year: named, isForecast: true))
    }
    if general != nil { return nil }
    let whole = lastWholeYear.flatMap { last in actualMarkets[last]?[state].map { (last, $0) } }
    let booked = actualMarkets[firstOpenYear]?[state]
    if let booked, booked > 0 {
      let usual = whole.map { $0.1 * PortableMath.power(1 + growth, Double(firstOpenYear - $0.0)) } ?? 0
      if booked > usual { return (booked, Carried(year: firstOpenYear, isForecast: false)) }
    }
    return whole.map { ($0.1, Carried(year: $0.0, isForecast: false)) }
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
