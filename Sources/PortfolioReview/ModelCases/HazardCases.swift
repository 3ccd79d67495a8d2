internal import Grading
public import PolicyModels
public import PortfolioCore
internal import Survival

/// What became of a case beside a model.
public struct CaseResult: Sendable {
  /// The case's name.
  public let name: String
  /// Where it stands.
  public let place: Place
  /// What differs; empty when the case holds.
  public let differences: [BilingualText]

  static func differs(_ what: String, _ expected: String, _ found: String) -> BilingualText {
    BilingualText(
      zh: "\(what)：应为 \(expected)，实为 \(found)", en: "\(what): expected \(expected), found \(found)")
  }
}

/// Runs the cases that stand beside hazard models: facts in, the chance within the model's horizon out.
///
/// A case has a `name`, `facts` by name, and under `expect` a `chance` (a share, or `none` where the model says nothing
/// of such a right), its `interval` and its `band`. Chances agree to a ten-thousandth.
public enum HazardCases {
  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [CaseResult] {
    var results: [CaseResult] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model")
      let cases = map.list("cases").compactMap { HazardCase($0, log) }
      map.finish()
      guard let id, !log.hasErrors else { throw ProblemList(log.problems) }
      let (model, _) = try catalogue.load(LapseHazardModel.self, id: id)
      results += cases.map { $0.run(model) }
    }
    return results
  }
}

private struct HazardCase {
  let name: String
  let place: Place
  let table: FactTable
  let isNone: Bool
  let chance: Double?
  let interval: [Double]
  let band: String?

  init?(_ value: ModelValue, _ log: ModelLog) {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let table = map.map("facts").map { StatedFacts.table($0, log: log) }
    var expected = map.map("expect")
    let given = expected?.optional("chance")
    let isNone = given.map { if case .scalar("none") = $0.content { true } else { false } } ?? false
    chance = isNone ? nil : given?.number(log)
    interval = expected?.optional("interval")?.list(log).compactMap { $0.number(log) } ?? []
    band = expected?.optionalString("band")
    if let expected, given == nil, interval.isEmpty, band == nil {
      log.bad(expected.place, zh: "expect 中没有任何期望", en: "'expect' expects nothing")
    }
    expected?.finish()
    map.finish()
    guard let name, let table else { return nil }
    self.name = name
    self.table = table
    self.isNone = isNone
    place = value.place
  }

  func run(_ model: LapseHazardModel) -> CaseResult {
    let found = HazardEngine(model: model, table: table).chance(row: 0, within: Double(model.horizon))
    var wrong: [BilingualText] = []
    func compare(_ what: String, _ expected: Double, _ value: Double?) {
      if let value, abs(value - expected) <= 0.0001 { return }
      wrong.append(CaseResult.differs(what, "\(expected)", value.map { "\($0)" } ?? "none"))
    }
    if isNone, let found { wrong.append(CaseResult.differs("chance", "none", "\(found.value)")) }
    if let chance { compare("chance", chance, found?.value) }
    if interval.count == 2 {
      compare("low", interval[0], found?.low)
      compare("high", interval[1], found?.high)
    }
    if let band {
      let name = found.map { model.bands[model.band($0.value)].id } ?? "none"
      if name != band { wrong.append(CaseResult.differs("band", band, name)) }
    }
    return CaseResult(name: name, place: place, differences: wrong)
  }
}
