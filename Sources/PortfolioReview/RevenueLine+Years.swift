internal import PortfolioCore
internal import Valuation

/// What a product earns in a year: what is recorded, and what that goes on to where nothing is.
extension AssetValuer.RevenueLine {
  /// What counts of a year of which something is known.
  struct KnownYear: Sendable {
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

  /// The last figure of the years that are over: of a state, or of all where it names none.
  struct LastFigure: Sendable {
    let amount: Double
    let from: Carried
  }

  /// Where a state's revenue goes on from.
  struct Carried: Sendable, Hashable {
    let year: Int
    /// Whether the last figure is a forecast; else it was earned.
    let isForecast: Bool
  }

  /// Works out what counts of the years; to be called once the figures are there, and again when they change.
  mutating func workOutYears(growth: Double) {
    workOutWholeYears(growth: growth)
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

  /// Works out the years that are over: what was earned, or where nothing was the forecast. A state without a figure in a
  /// year in which others have one goes on from its own last one, unless that lies so far back that it has ended: a late
  /// row of one market takes nothing from another. What names no state stands for all of them.
  private mutating func workOutWholeYears(growth: Double) {
    wholeYears = [:]
    lastOfState = [:]
    lastOfAll = nil
    for year in Set(actual.keys).union(forecast.keys).filter({ $0 < firstOpenYear }).sorted() {
      let isForecast = actual[year] == nil
      let own = (isForecast ? forecastMarkets[year] : actualMarkets[year]) ?? [:]
      var amount = (isForecast ? forecast[year] : actual[year]) ?? 0
      var markets = own
      var carried: [String: Carried] = [:]
      if own.keys.allSatisfy({ TerritorialCover.isState($0) }) {
        for (state, last) in lastOfState.sorted(by: { $0.key < $1.key }) where own[state] == nil {
          guard last.amount != 0, year - last.from.year <= Self.yearsUntilStale else { continue }
          let more = last.amount * PortableMath.power(1 + growth, Double(year - last.from.year))
          amount += more
          markets[state] = more
          carried[state] = last.from
        }
      } else if !isForecast {
        lastOfState = [:]
        lastOfAll = LastFigure(amount: amount, from: Carried(year: year, isForecast: false))
      }
      for (state, amount) in own where TerritorialCover.isState(state) {
        lastOfState[state] = LastFigure(amount: amount, from: Carried(year: year, isForecast: isForecast))
      }
      wholeYears[year] = KnownYear(amount: amount, markets: markets, carried: carried)
    }
  }

  /// A year's revenue as it is recorded; nil where nothing is recorded of the year.
  ///
  /// Of a year that is over what was earned counts, of a year that is not the forecast. A state without a figure in a year
  /// with one goes on from its own last one: its latest forecast, else its last whole year; a recorded 0 ends it. A
  /// figure that names no state stands for all of them. What is booked of a year that is not over is a part of it: it
  /// counts only where it is more than the last whole year goes on to, or nothing else is known.
  func recorded(_ year: Int) -> (amount: Double, markets: [String: Double]?, carried: [String: Carried])? {
    guard let given = year >= firstOpenYear ? openYears[year] : wholeYears[year] else { return nil }
    return (given.amount, given.markets, given.carried)
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
  private func forecastYear(_ year: Int, growth: Double) -> KnownYear {
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
    return KnownYear(amount: amount, markets: markets, carried: carried)
  }

  /// The year that is not over where something is booked and nothing forecast; nil where the last whole year goes on to as
  /// much everywhere. State by state where all markets are states; else only the sums can be compared.
  private func bookedYear(_ booked: [String: Double], growth: Double) -> KnownYear? {
    let sum = actual[firstOpenYear] ?? 0
    guard let last = lastWholeYear, let whole = wholeYears[last] else {
      return KnownYear(amount: sum, markets: booked, carried: [:])
    }
    let factor = PortableMath.power(1 + growth, Double(firstOpenYear - last))
    let usual = whole.markets.mapValues { $0 * factor }
    guard !usual.isEmpty, (Array(usual.keys) + booked.keys).allSatisfy({ TerritorialCover.isState($0) })
    else {
      return sum > whole.amount * factor ? KnownYear(amount: sum, markets: booked, carried: [:]) : nil
    }
    let more = booked.filter { $0.value > usual[$0.key] ?? 0 }
    guard !more.isEmpty else { return nil }
    let markets = usual.merging(more) { _, booked in booked }
    let from = Carried(year: last, isForecast: actual[last] == nil)
    var carried: [String: Carried] = [:]
    for (state, amount) in usual where more[state] == nil && amount != 0 {
      carried[state] = whole.carried[state] ?? from
    }
    return KnownYear(
      amount: markets.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }, markets: markets,
      carried: carried)
  }

  /// The last year that is over of which something is known; nil where nothing is.
  private var lastWholeYear: Int? { wholeYears.keys.max() }

  /// A state's own last figure of the years that are over; nil where it has none, or has been silent for so long beside
  /// later figures of others that its sales have ended.
  private func lastWhole(of state: String) -> LastFigure? {
    guard let last = lastOfState[state], let lastWholeYear,
      lastWholeYear - last.from.year <= Self.yearsUntilStale
    else { return nil }
    return last
  }

  /// States that earn something by a forecast up to a year, by a year that is over, or by what is booked since, in order.
  private func states(upTo year: Int) -> [String] {
    var found = Set(
      forecastMarkets.filter { $0.key >= firstOpenYear && $0.key <= year }.flatMap { $0.value.keys })
    found.formUnion((actualMarkets[firstOpenYear] ?? [:]).keys)
    found.formUnion(lastOfState.keys)
    return found.filter { TerritorialCover.isState($0) }.sorted()
  }

  /// A state's own last figure: its latest forecast up to a year, unless a later one that names no state stands for all;
  /// without any forecast its last whole year, or what is booked since where that is more already.
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
    let whole = lastWhole(of: state)
    let booked = actualMarkets[firstOpenYear]?[state]
    if let booked, booked > 0 {
      let usual =
        whole.map { $0.amount * PortableMath.power(1 + growth, Double(firstOpenYear - $0.from.year)) } ?? 0
      if booked > usual { return (booked, Carried(year: firstOpenYear, isForecast: false)) }
    }
    return whole.map { ($0.amount, $0.from) }
  }

  /// States without a figure in the last year that is over, in which other markets have one, with the year of their own
  /// last one: those that go on from it, and those whose sales count as ended. What is forecast or booked since of a state,
  /// or for all of them, leaves nothing to tell. Beside them the year of a figure that names no state, where later ones that
  /// do stand in its place and come to less.
  func silentStates(
    from year: Int, growth: Double
  ) -> (goOn: [String: Int], ended: [String: Int], replaced: Int?) {
    guard let lastWholeYear else { return ([:], [:], nil) }
    var goOn: [String: Int] = [:]
    var replaced: Int?
    if let all = lastOfAll, all.from.year < lastWholeYear,
      figure(of: year, growth: growth).map({ $0.amount < all.amount }) ?? false
    {
      replaced = all.from.year
    }
    for year in yearsThatDiffer(from: year) {
      for (state, from) in figure(of: year, growth: growth)?.carried ?? [:] where from.year < lastWholeYear {
        goOn[state] = from.year
      }
    }
    var since = Set((actualMarkets[firstOpenYear] ?? [:]).keys)
    for (year, markets) in forecastMarkets where year >= firstOpenYear { since.formUnion(markets.keys) }
    guard since.allSatisfy({ TerritorialCover.isState($0) }) else { return (goOn, [:], nil) }
    var ended: [String: Int] = [:]
    for (state, last) in lastOfState where last.amount != 0 && !since.contains(state) {
      if lastWhole(of: state) == nil { ended[state] = last.from.year }
    }
    return (goOn, ended, replaced)
  }

  /// The years from some year on that may differ from each other: after the last known one all are alike.
  private func yearsThatDiffer(from year: Int) -> Set<Int> {
    let last = max(year, forecast.keys.max() ?? year, actual.keys.max() ?? year)
    return Set(forecast.keys.filter { $0 >= year } + [year, last + 1])
  }

  /// The states where the product earns something in a year from some year on, in order.
  func states(from year: Int, growth: Double) -> [String] {
    var states: Set<String> = []
    for year in yearsThatDiffer(from: year) {
      for (market, amount) in figure(of: year, growth: growth)?.markets ?? [:] where amount != 0 {
        states.insert(market)
      }
    }
    return states.filter { TerritorialCover.isState($0) }.sorted()
  }
}

extension AssetValuer {
  /// Years without any figure after which the sales of a product in a market count as ended.
  public static var yearsUntilSalesEnd: Int { RevenueLine.yearsUntilStale }
}
