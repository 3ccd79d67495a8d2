public import PolicyModels
internal import PortfolioCore

extension ValuationSettings {
  /// Reads the settings; every number needs a listed source.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> ValuationSettings? {
    let reader = ValuationReader(header: header, log: log)
    var riskless: (Sourced, CalendarDay)?
    if var given = map.map("riskless") {
      let rate = reader.percent(&given, "percent", within: -5...50)
      let seen = given.day("seenOn")
      let source = reader.source(&given)
      given.finish()
      if let rate, let seen, let source { riskless = (Sourced(value: rate, source: source), seen) }
    }
    let premia = map.list("premia").compactMap { reader.premium($0) }
    let weighted = map.optionalMap("weightedCost").flatMap { reader.weightedCost($0) }
    let timing = map.word("timing", as: DiscountTiming.self)
    let tax = reader.sourced(&map, "tax", within: 0...90)
    let amortisation = map.optionalMap("amortisation").flatMap { given -> Sourced? in
      var map = given
      let years = reader.number(&map, "years", within: 1...100)
      let source = reader.source(&map)
      map.finish()
      guard let years, let source else { return nil }
      return Sourced(value: years, source: source)
    }
    let spent = reader.sourced(&map, "spentShare", within: 1...90)
    let sigma = reader.sourced(&map, "revenueSpread", within: 0...200)
    let spread = reader.sourced(&map, "rateSpread", within: 0...20)
    let royaltySpread = reader.sourced(&map, "royaltySpread", within: 0...100)
    let growth = reader.sourced(&map, "laterGrowth", within: -50...50)
    // Settings written before there was the key go on, with the default that the documentation names.
    var unknownMarket: (low: Double, high: Double, source: String)? = ValuationSettings.usualUnknownMarket
    if let given = map.optionalMap("unknownMarket") { unknownMarket = reader.span(given) }
    let ramp = map.optionalMap("royaltyRamp").map { reader.ramp($0) } ?? []
    let correlated = map.optionalMap("correlations").map { reader.correlations($0) } ?? []
    let correlation = reader.correlation(correlated, at: map.place)
    let ranges = map.map("businessRanges").flatMap { reader.businessRanges($0) }
    let variance = reader.sourced(&map, "projectVariance", within: 0.1...500)
    let margin = reader.sourced(&map, "developerMargin", within: 0...200)
    let life = map.map("usefulLife").flatMap { given -> Sourced? in
      var map = given
      let years = reader.number(&map, "years", within: 1...100)
      let source = reader.source(&map)
      map.finish()
      guard let years, let source else { return nil }
      return Sourced(value: years, source: source)
    }
    let costs = CostPremises(
      opportunity: reader.optionalSourced(&map, "opportunityCost", within: 0...50),
      avoidable: reader.optionalSourced(&map, "avoidableCost", within: 0...100),
      functional: reader.optionalSourced(&map, "functionalObsolescence", within: 0...100),
      economic: reader.optionalSourced(&map, "economicObsolescence", within: 0...100))
    let roles = reader.weights(&map, "roleWeights", known: ["core", "supporting", "defensive"])
    let methods = reader.weights(&map, "methodWeights", known: ValuationMethod.allCases.map(\.rawValue))
    let orderly = map.map("orderlySale").flatMap { reader.span($0) }
    let forced = reader.sourced(&map, "forcedSale", within: 0...100)
    let open = map.map("openLicence").flatMap { reader.openLicence($0) }
    let brokered = map.optionalMap("brokered").flatMap { reader.brokered($0) }
    let context = map.optionalList("context").compactMap { value -> Context? in
      var entry = ModelMap(value, log: log)
      let says = entry.bilingual("says")
      let source = reader.source(&entry)
      entry.finish()
      guard let says, let source else { return nil }
      return Context(text: says, source: source)
    }
    let checklist = map.list("checklist").compactMap { $0.bilingual(log) }
    guard let riskless, let timing, let tax, let spent, let sigma, let spread, let royaltySpread, let growth,
      let unknownMarket,
      let ranges, let variance, let margin, let life, let orderly, let forced, let open, !log.hasErrors
    else { return nil }
    return ValuationSettings(
      header: header, riskless: (riskless.0, riskless.1), premia: premia,
      weightedCost: weighted, timing: timing, tax: tax,
      amortisationYears: amortisation, spentShare: spent, revenueSigma: sigma, rateSpread: spread,
      royaltySpread: royaltySpread,
      laterGrowth: growth, unknownMarket: unknownMarket, ramp: ramp, correlation: correlation,
      correlated: correlated, businessRanges: ranges, projectVariance: variance, developerMargin: margin,
      usefulLife: life, costPremises: costs,
      roleWeights: roles,
      methodWeights: methods, orderly: orderly, forced: forced, openLicence: open, brokered: brokered,
      context: context,
      checklist: checklist)
  }
}

extension ValuationReader {
  /// `{percent: 25, source: law}` as a share.
  func sourced(
    _ map: inout ModelMap, _ key: String, within range: ClosedRange<Double>
  ) -> ValuationSettings.Sourced? {
    guard var given = map.map(key) else { return nil }
    let value = percent(&given, "percent", within: range)
    let source = source(&given)
    given.finish()
    guard let value, let source else { return nil }
    return ValuationSettings.Sourced(value: value, source: source)
  }

  /// As ``sourced(_:_:within:)`` of a key that may be absent.
  func optionalSourced(
    _ map: inout ModelMap, _ key: String, within range: ClosedRange<Double>
  ) -> ValuationSettings.Sourced? {
    guard var given = map.optionalMap(key) else { return nil }
    let value = percent(&given, "percent", within: range)
    let source = source(&given)
    given.finish()
    guard let value, let source else { return nil }
    return ValuationSettings.Sourced(value: value, source: source)
  }

  func premium(_ value: ModelValue) -> ValuationSettings.Premium? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let low = percent(&map, "low", within: 0...50)
    let high = percent(&map, "high", within: 0...50)
    let source = source(&map)
    map.finish()
    guard let id, let title, let low, let high, let source else { return nil }
    guard low <= high else {
      log.bad(value.place, value: id, zh: "low 高于 high", en: "low is above high")
      return nil
    }
    return ValuationSettings.Premium(id: id, title: title, low: low, high: high, source: source)
  }

  /// A map of weights with all known keys; none may be negative, and not all zero.
  func weights(_ map: inout ModelMap, _ key: String, known: [String]) -> [String: Double] {
    guard var given = map.map(key) else { return [:] }
    var weights: [String: Double] = [:]
    for name in known { weights[name] = number(&given, name, within: 0...100) }
    _ = source(&given)
    given.finish()
    if weights.values.reduce(0, +) <= 0 {
      log.bad(given.place, value: key, zh: "权重全为零", en: "All weights are zero")
    }
    return weights
  }

  func span(_ given: ModelMap) -> (low: Double, high: Double, source: String)? {
    var map = given
    let low = percent(&map, "low", within: 0...100)
    let high = percent(&map, "high", within: 0...100)
    let source = source(&map)
    map.finish()
    guard let low, let high, let source else { return nil }
    guard low <= high else {
      log.bad(given.place, zh: "low 高于 high", en: "low is above high")
      return nil
    }
    return (low, high, source)
  }

  func openLicence(_ given: ModelMap) -> (fee: Money, sales: Double, profit: Double, source: String)? {
    var map = given
    let currency = currency(&map)
    let fee = map.required("greatestFee").flatMap { money($0, currency) }
    let sales = percent(&map, "greatestOnSales", within: 0...100)
    let profit = percent(&map, "greatestOnProfit", within: 0...100)
    let source = source(&map)
    map.finish()
    guard let fee, let sales, let profit, let source else { return nil }
    return (fee, sales, profit, source)
  }
}
