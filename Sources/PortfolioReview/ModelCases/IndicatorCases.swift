public import PolicyModels
internal import PortfolioCore

/// Runs the cases that stand beside sets of targets and of benchmarks.
///
/// A case of targets has a `name`, a `target`, the `figure` of its indicator, `highest` where rights are open, the `base`
/// of a growth, and under `expect` the `standing` and the `growth`. A case of benchmarks has a `name`, the firm's
/// `industry` and `figures`, and under `expect` the `industry` found (or `none`), by measure the values that are `shown`
/// and the firm's `own`.
public enum IndicatorCases {
  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [CaseResult] {
    var results: [CaseResult] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model")
      let cases = map.list("cases")
      map.finish()
      guard let id, !log.hasErrors else { throw ProblemList(log.problems) }
      if catalogue.entries(kind: TargetSet.kind).contains(where: { $0.header?.id == id }) {
        let (model, _) = try catalogue.load(TargetSet.self, id: id)
        results += cases.compactMap { target($0, model, log) }
      } else {
        let (model, _) = try catalogue.load(BenchmarkSet.self, id: id)
        results += cases.compactMap { benchmark($0, model, log) }
      }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  private static func target(_ value: ModelValue, _ model: TargetSet, _ log: ModelLog) -> CaseResult? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let asked = map.required("target")
    let figure = map.optionalNumber("figure")
    let highest = map.optionalNumber("highest") ?? figure
    let base = map.optionalNumber("base")
    var expected = map.map("expect")
    let standing = expected?.word("standing", as: PortfolioIndicators.Standing.self)
    let growth = expected?.optionalNumber("growth")
    expected?.finish()
    map.finish()
    guard let name, let asked, let standing else { return nil }
    guard let id = asked.string(log), let target = model.targets.first(where: { $0.id == id }) else {
      log.bad(asked.place, zh: "没有这个目标", en: "There is no such target")
      return nil
    }
    let found = target.judge(figure: figure, highest: highest, base: base)
    var wrong: [BilingualText] = []
    if found.standing != standing {
      wrong.append(CaseResult.differs("standing", standing.rawValue, found.standing.rawValue))
    }
    if let growth, found.growth.map({ abs($0 - growth) > 1e-9 }) ?? true {
      wrong.append(CaseResult.differs("growth", "\(growth)", found.growth.map { "\($0)" } ?? "none"))
    }
    return CaseResult(name: name, place: value.place, differences: wrong)
  }

  private static func benchmark(_ value: ModelValue, _ model: BenchmarkSet, _ log: ModelLog) -> CaseResult? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let industry = map.optionalString("industry").flatMap { model.industry(named: $0)?.word }
    var figures: [String: Int64] = [:]
    if var given = map.optionalMap("figures") {
      for entry in given.allEntries() { figures[entry.key] = entry.value.integer(log).map(Int64.init) }
    }
    var wrong: [BilingualText] = []
    func compare(_ what: String, _ expected: [Double], _ found: [Double]) {
      if expected.count == found.count, zip(expected, found).allSatisfy({ abs($0 - $1) < 1e-9 }) { return }
      wrong.append(CaseResult.differs(what, "\(expected)", "\(found)"))
    }
    if var expected = map.map("expect") {
      if let wanted = expected.optionalString("industry"), wanted != industry ?? "none" {
        wrong.append(CaseResult.differs("industry", wanted, industry ?? "none"))
      }
      if var shown = expected.optionalMap("shown") {
        for entry in shown.allEntries() {
          guard let measure = measure(entry, log) else { continue }
          compare(
            "shown \(entry.key)", entry.value.list(log).compactMap { $0.number(log) },
            model.benchmarks(for: industry).filter { $0.measure == measure }.map(\.value))
        }
      }
      if var own = expected.optionalMap("own") {
        for entry in own.allEntries() {
          guard let measure = measure(entry, log) else { continue }
          let found = BenchmarkSet.own(measure) { figures[$0] }
          let isNone = if case .scalar("none") = entry.value.content { true } else { false }
          compare(
            "own \(entry.key)", isNone ? [] : entry.value.number(log).map { [$0] } ?? [],
            found.map { [$0] } ?? [])
        }
      }
      expected.finish()
    }
    map.finish()
    return name.map { CaseResult(name: $0, place: value.place, differences: wrong) }
  }

  private static func measure(
    _ entry: (key: String, keyPlace: Place, value: ModelValue), _ log: ModelLog
  ) -> BenchmarkSet.Measure? {
    guard let measure = BenchmarkSet.Measure(rawValue: entry.key) else {
      log.bad(entry.keyPlace, value: entry.key, zh: "没有这个指标", en: "There is no such measure")
      return nil
    }
    return measure
  }
}
