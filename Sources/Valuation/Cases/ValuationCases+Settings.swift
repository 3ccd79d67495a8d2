internal import PolicyModels
internal import PortfolioCore

/// What cases of the settings ask for.
extension CaseRunner {
  /// Rates and premises when all factors stand at one place, in percent.
  func rate(_ given: ModelMap) -> [String: Double] {
    var map = given
    let place = map.number("place").map { $0 / 100 }
    map.finish()
    guard let place else { return [:] }
    let rate = settings.discountRate(place: place).rate
    var found = [
      "discount": rate * 100,
      "orderly": settings.orderlyShare(place: place) * 100,
      "forced": settings.orderlyShare(place: place) * settings.forced.value * 100,
    ]
    if let years = settings.amortisationYears,
      let factor = try? TaxAmortisation(statutoryYears: Int(years.value), tax: settings.tax.value).factor(
        Discounting(rate: rate, timing: settings.timing))
    {
      found["taxFactorPercent"] = factor * 100
    }
    if let lists = settings.brokered,
      let value = try? MarketApproach.brokered(
        price: Double(lists.asked.amount.minorUnits) / Double(lists.asked.amount.currency.minorPerMajor),
        probabilityOfSale: lists.sold, monthsToSale: lists.months, rate: rate)
    {
      found["brokered"] = value
    }
    return found
  }

  /// The reconciled value of base values by method, and the weights that count, in percent.
  func methods(_ given: ModelMap) -> [String: Double] {
    var map = given
    var results: [MethodResult] = []
    for entry in map.allEntries() {
      guard let base = entry.value.number(log) else { continue }
      guard let method = ValuationMethod(rawValue: entry.key) else {
        log.bad(entry.keyPlace, value: entry.key, zh: "没有这种方法", en: "There is no such method")
        continue
      }
      guard let range = ValueRange(low: base, base: base, high: base) else { continue }
      results.append(MethodResult(method: method, outcome: .success(range)))
    }
    let together = Reconciliation(results, weights: settings.methodWeights)
    var found: [String: Double] = [:]
    found["value"] = together.value?.base
    for part in together.parts { found[part.method.rawValue] = part.weight * 100 }
    return found
  }

  /// The share of a product's revenue that each right of a role has, for so many rights of each role, in percent.
  func roles(_ given: ModelMap) -> [String: Double] {
    var map = given
    var counts: [String: Double] = [:]
    for entry in map.allEntries() {
      guard let count = entry.value.number(log) else { continue }
      if settings.roleWeights[entry.key] == nil {
        log.bad(entry.keyPlace, value: entry.key, zh: "没有这种作用", en: "There is no such role")
      }
      counts[entry.key] = count
    }
    let total = counts.reduce(0) { $0 + (settings.roleWeights[$1.key] ?? 0) * $1.value }
    guard total > 0 else { return [:] }
    return counts.mapValues { _ in 0 }.merging(
      counts.keys.map { ($0, (settings.roleWeights[$0] ?? 0) / total * 100) }
    ) { $1 }
  }

  /// What spending by year comes to, with premises of the case's own, in percent, in the place of those of the settings.
  func cost(_ given: ModelMap) -> [String: Double] {
    var map = given
    var spending: [CostApproach.Spending] = []
    if var years = map.map("spent") {
      for entry in years.allEntries() {
        guard let year = Int(entry.key), let amount = entry.value.number(log) else {
          log.bad(entry.keyPlace, value: entry.key, zh: "不是年度", en: "Not a year")
          continue
        }
        spending.append(CostApproach.Spending(year: year, amount: amount))
      }
      years.finish()
    }
    let year = map.integer("year")
    let own = [
      map.optionalNumber("opportunityCost"), map.optionalNumber("avoidableCost"),
      map.optionalNumber("functionalObsolescence"), map.optionalNumber("economicObsolescence"),
    ].map { $0.map { ValuationSettings.Sourced(value: $0 / 100, source: "") } }
    map.finish()
    guard let year else { return [:] }
    let usual = settings.costPremises
    let premises = CostPremises(
      opportunity: own[0] ?? usual.opportunity, avoidable: own[1] ?? usual.avoidable,
      functional: own[2] ?? usual.functional, economic: own[3] ?? usual.economic)
    var found: [String: Double] = [:]
    for basis in CostApproach.Basis.allCases {
      let approach = premises.approach(
        spending, year: year, priceIndex: [:], margin: settings.developerMargin.value, basis: basis,
        usefulLife: settings.usefulLife.value)
      found[basis.rawValue] = (try? approach.table())?.presentValue
    }
    return found
  }

  /// The estimate of an open licence: a rate in percent, sales and profit in the currency of the ceilings.
  func openLicence(_ given: ModelMap) -> [String: Double] {
    var map = given
    let percent = map.number("percent")
    let sales = map.optionalNumber("sales")
    let profit = map.optionalNumber("profit")
    map.finish()
    guard let percent else { return [:] }
    let fee = settings.openLicence.fee
    let greatest = Double(fee.minorUnits) / Double(fee.currency.minorPerMajor)
    let found = settings.openLicence(
      rate: percent / 100, sales: sales ?? 0, profit: profit, greatestFee: greatest)
    var values = ["percent": found.rate * 100]
    values["fee"] = found.yearlyFee
    return values
  }
}
