public import PolicyModels
public import PortfolioCore

/// What came of one case of a valuation model.
public struct ValuationCaseResult: Sendable {
  /// The case's name.
  public let name: String
  /// Where the case stands.
  public let place: Place
  /// What differs from what was expected; empty when the case holds.
  public let differences: [BilingualText]
}

/// Worked examples beside the valuation models: files of the kind `valuation-cases` with a list `cases`.
///
/// A case names what is valued under one of `renewal`, `royalty`, `register`, `rate`, `methods`, `roles`, `cost` and
/// `openLicence`, and what must come out under `expect`. Amounts of `renewal` are in the currency of the level that applies; they must agree to a hundredth.
public enum ValuationCases {
  /// Runs every case file among some model files.
  /// - Throws: ``ProblemList`` when a model or a case file cannot be read.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [ValuationCaseResult] {
    let runner = CaseRunner(
      renewal: try catalogue.load(RenewalValueModel.self, id: "renewal-value").0,
      rates: try catalogue.load(RoyaltyRates.self, id: "royalty-rates").0,
      factors: try catalogue.load(AssetFactors.self, id: "asset-factors").0,
      settings: try catalogue.load(ValuationSettings.self, id: "valuation-settings").0, log: ModelLog())
    var results: [ValuationCaseResult] = []
    for file in files where file.path.hasSuffix(".cases.yaml") {
      let value = try ModelValue.parse(file.text, file: file.path)
      var map = ModelMap(value, log: runner.log)
      guard map.string("kind") == "valuation-cases" else { continue }
      for element in map.list("cases") {
        if let result = runner.run(element) { results.append(result) }
      }
      map.finish()
    }
    guard !runner.log.hasErrors else { throw ProblemList(runner.log.problems) }
    return results
  }
}

struct CaseRunner {
  let renewal: RenewalValueModel
  let rates: RoyaltyRates
  let factors: AssetFactors
  let settings: ValuationSettings
  let log: ModelLog

  func run(_ value: ModelValue) -> ValuationCaseResult? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    var found: [String: Double] = [:]
    if let given = map.optionalMap("renewal") { found.merge(renewalValue(given)) { first, _ in first } }
    if let given = map.optionalMap("royalty") { found.merge(royaltyRate(given)) { first, _ in first } }
    if let given = map.optionalMap("register") { found.merge(register(given)) { first, _ in first } }
    if let given = map.optionalMap("rate") { found.merge(rate(given)) { first, _ in first } }
    if let given = map.optionalMap("methods") { found.merge(methods(given)) { first, _ in first } }
    if let given = map.optionalMap("roles") { found.merge(roles(given)) { first, _ in first } }
    if let given = map.optionalMap("cost") { found.merge(cost(given)) { first, _ in first } }
    if let given = map.optionalMap("openLicence") { found.merge(openLicence(given)) { first, _ in first } }
    var differences: [BilingualText] = []
    if var expect = map.map("expect") {
      for entry in expect.allEntries() {
        guard let wanted = entry.value.number(log) else { continue }
        guard let actual = found[entry.key] else {
          let known = found.keys.sorted().joined(separator: ", ")
          log.bad(
            entry.keyPlace, value: entry.key, zh: "这里没有这个结果；可用：\(known)",
            en: "There is no such result here; known: \(known)")
          continue
        }
        if abs(actual - wanted) > 0.005 + 1e-9 * abs(wanted) {
          differences.append(
            BilingualText(
              zh: "\(entry.key)：应为 \(wanted)，实为 \(actual)",
              en: "\(entry.key): expected \(wanted), found \(actual)"))
        }
      }
    }
    map.finish()
    return name.map { ValuationCaseResult(name: $0, place: value.place, differences: differences) }
  }

  /// The value of keeping with the model's own level, decay, discount rate and spread, in major units.
  private func renewalValue(_ given: ModelMap) -> [String: Double] {
    var map = given
    let office = map.string("office")
    let kind = map.word("rightKind", as: RightKind.self)
    let field = map.optionalInteger("field")
    let age = map.number("age")
    let remaining = map.number("remaining")
    let percentile = map.optionalNumber("percentile")
    let model = map.optionalString("gradingModel")
    let fees = map.list("fees").compactMap { $0.number(log) }
    map.finish()
    guard let office, let kind, let age, let remaining else { return [:] }
    guard let place = renewal.returnLevel(office: office, kind: kind) else { return [:] }
    let level = renewal.returns[place]
    let unit = Double(level.median.currency.minorPerMajor)
    let valuation = RenewalValuation(
      levels: [
        ReturnDistribution(
          returns: Lognormal(median: Double(level.median.minorUnits), sigma: level.sigma), age: level.age)
      ], explained: renewal.explainedShare(gradingModel: model ?? "").share, discount: renewal.discount,
      lowShare: renewal.lowShare, highShare: renewal.highShare)
    let values = valuation.values(
      RenewalInputs(
        firstYear: 2026, yearCount: fees.count, fees: fees.map { Int64(($0 * unit).rounded()) }, age: [age],
        remaining: [remaining], group: [0], kept: [1 - renewal.decays[renewal.decay(field: field)].rate],
        percentile: [percentile ?? -1]), planYears: fees.count, reasons: [])
    return [
      "low": Double(values.low[0]) / unit, "base": Double(values.base[0]) / unit,
      "high": Double(values.high[0]) / unit, "expected": Double(values.expected[0]) / unit,
      "presentReturn": values.presentReturn[0] / unit,
      "keptYears": Double(Int(values.bestStopYear[0]) - 2026),
    ]
  }

  private func royaltyRate(_ given: ModelMap) -> [String: Double] {
    var map = given
    let field = map.optionalInteger("field")
    let position = map.number("position")
    map.finish()
    guard let position, let industry = rates.industry(field: field),
      let rate = try? industry.range.rate(position: position)
    else { return [:] }
    return ["percent": rate * 100]
  }

  /// The places of all entries when the factors have the levels given, in percent.
  private func register(_ given: ModelMap) -> [String: Double] {
    var map = given
    var answers: [(question: String, level: Int, assessor: String, day: CalendarDay)] = []
    for entry in map.allEntries() {
      guard let level = entry.value.integer(log) else { continue }
      if factors.factor(entry.key) == nil {
        log.bad(entry.keyPlace, value: entry.key, zh: "登记册没有这个因素", en: "The register has no such factor")
      }
      answers.append((entry.key, level, "case", CalendarDay(number: 0)))
    }
    let profile = AssetProfile(
      factors: factors, table: FactTable(asOf: CalendarDay(number: 0), rightIDs: [0]), row: 0,
      answers: answers)
    var found: [String: Double] = [:]
    for entry in AssetFactors.Entry.allCases {
      let place = profile.position(entry)
      found[entry.rawValue] = place.base * 100
      found[entry.rawValue + "Low"] = place.low * 100
      found[entry.rawValue + "High"] = place.high * 100
    }
    return found
  }
}
