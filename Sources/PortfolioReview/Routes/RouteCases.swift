internal import Grading
public import PolicyModels
public import PortfolioCore
internal import Valuation

/// Runs the cases that stand beside models of routes: one right's facts, fees and value in, what becomes of a route out.
public enum RouteCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// The route that it is about; nil where it asks for the recommended one.
    public let route: String?
    /// What differs; nil when the case holds.
    public let difference: BilingualText?
  }

  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its models do not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [Result] {
    var results: [Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model") ?? ""
      let gates = map.string("gates") ?? ""
      let asOf = map.day("asOf") ?? CalendarDay(number: 0)
      let cases = map.list("cases")
      map.finish()
      let (model, _) = try catalogue.load(RouteModel.self, id: id)
      let (gateModel, _) = try catalogue.load(GateModel.self, id: gates)
      results += cases.compactMap { result($0, model, gateModel, asOf, log) }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  private static func result(
    _ value: ModelValue, _ model: RouteModel, _ gateModel: GateModel, _ asOf: CalendarDay, _ log: ModelLog
  ) -> Result? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let holder = map.optionalString("holder")
    let table = map.map("facts").map { CaseFacts.table($0, asOf: asOf, log: log) }
    let fees = RouteCases.fees(&map, asOf, log)
    let values = map.optionalMap("value").flatMap { RouteCases.values($0, asOf) }
    let routeValue = map.optional("route")
    let wanted = routeValue?.string(log)
    let expected = map.map("expect")
    map.finish()
    guard let name, let table, let expected else { return nil }
    if let routeValue, let wanted, !model.routes.contains(where: { $0.id == wanted }) {
      log.bad(routeValue.place, value: wanted, zh: "没有这条路径", en: "There is no such route")
      return nil
    }
    let gates = GateTable.make(gateModel, table: table, holder: holder)
    let planner = RoutePlanner(
      table: table, fees: fees, values: values, plan: nil, currency: model.currency, gates: gates,
      model: model)
    let list = planner.routes(0)
    let wrong = RouteCases.differences(expected, list, wanted, planner)
    return Result(
      name: name, place: value.place, route: wanted,
      difference: wrong.isEmpty
        ? nil
        : BilingualText(
          zh: wrong.map { "\($0.what) 应为 \($0.expected)，得到 \($0.found)" }.joined(separator: "；"),
          en: wrong.map { "\($0.what): expected \($0.expected), found \($0.found)" }.joined(separator: "; ")))
  }

  private static func differences(
    _ given: ModelMap, _ list: RouteList, _ wanted: String?, _ planner: RoutePlanner
  ) -> [(what: String, expected: String, found: String)] {
    var map = given
    var wrong: [(what: String, expected: String, found: String)] = []
    func compare(_ what: String, _ found: String) {
      guard let expected = map.optionalString(what), expected != found else { return }
      wrong.append((what, expected, found))
    }
    func amount(_ amount: Int64?) -> String {
      amount.map { Money(minorUnits: $0, currency: planner.currency).decimal } ?? "unknown"
    }
    compare("recommended", list.best?.route.id ?? "none")
    compare("order", list.options.map(\.route.id).joined(separator: " "))
    let option = list.options.first { $0.route.id == wanted }
    compare("feasibility", option?.feasibility.rawValue ?? "not-offered")
    compare("days", option.map { "\($0.days)" } ?? "none")
    compare("lastSafeDay", option?.lastSafeDay?.iso ?? "none")
    compare("safeDayIfGatesHold", option?.safeDayIfGatesHold?.iso ?? "none")
    compare("least", amount(option?.least))
    compare("most", amount(option?.most))
    compare(
      "gates",
      option.map { $0.gates.map { planner.gates.model.gates[$0.index].id }.joined(separator: " ") } ?? "")
    map.finish()
    return wrong
  }

  /// Fees from the as-of day's year on, as plain decimals.
  private static func fees(_ map: inout ModelMap, _ asOf: CalendarDay, _ log: ModelLog) -> FeeColumns {
    let amounts = map.optionalList("fees").compactMap { value -> Int64? in
      value.string(log).flatMap { Money(decimal: $0, currency: .cny)?.minorUnits }
    }
    return FeeColumns(
      firstYear: asOf.year, yearCount: max(1, amounts.count), amounts: amounts.isEmpty ? [0] : amounts,
      certainty: [amounts.isEmpty ? .none : .known], reasonOfRow: [amounts.isEmpty ? 0 : -1],
      reasons: [BilingualText(zh: "案例未给出年费", en: "the case gives no fees")])
  }

  /// A right that returns so much a year, evenly, at the least, as a rule and at the most; and its high value.
  private static func values(_ given: ModelMap, _ asOf: CalendarDay) -> ValueColumns? {
    var map = given
    let yearly = map.number("yearly")
    let low = map.number("lowFactor")
    let high = map.number("highFactor")
    let highValue = map.string("high").flatMap { Money(decimal: $0, currency: .cny)?.minorUnits }
    map.finish()
    guard let yearly, let low, let high, let highValue else { return nil }
    return ValueColumns(
      firstYear: asOf.year, yearCount: 10, discount: 0, presentReturn: [yearly * 100], kept: [1],
      remaining: [20],
      lowFactor: [low], highFactor: [high],
      amounts: [[0], [highValue / 2], [highValue], [highValue / 2], [0], [0], [0]],
      bestStopYear: [Int32(asOf.year)], reasonOfRow: [-1], reasons: [])
  }
}
