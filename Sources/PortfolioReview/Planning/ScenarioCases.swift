internal import Grading
public import PolicyModels
public import PortfolioCore

/// Runs the cases that stand beside scenarios and maps of worth.
///
/// A case of a scenario gives facts and obligations and says which lists a right comes on; one of a map gives
/// points, kind, office and years ahead and says the worth.
public enum ScenarioCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// What differs; nil when the case holds.
    public let difference: BilingualText?
  }

  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [Result] {
    var results: [Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model") ?? ""
      let cases = map.list("cases")
      map.finish()
      if catalogue.entries(kind: ValueMap.kind).contains(where: { $0.header?.id == id }) {
        let (model, _) = try catalogue.load(ValueMap.self, id: id)
        results += cases.compactMap { worthCase($0, model, log) }
      } else if !id.isEmpty {
        let (scenario, _) = try PruningScenario.load(id: id, catalogue: catalogue)
        results += cases.compactMap { listCase($0, scenario, log) }
      }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  static func difference(_ wrong: [(what: String, expected: String, found: String)]) -> BilingualText? {
    guard !wrong.isEmpty else { return nil }
    return BilingualText(
      zh: wrong.map { "\($0.what) 应为 \($0.expected)，得到 \($0.found)" }.joined(separator: "；"),
      en: wrong.map { "\($0.what): expected \($0.expected), found \($0.found)" }.joined(separator: "; "))
  }

  private static func worthCase(_ value: ModelValue, _ model: ValueMap, _ log: ModelLog) -> Result? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let points = map.number("points")
    let kind = map.word("kind", as: RightKind.self)
    let office = map.string("office")
    let ahead = map.integer("yearsAhead")
    let worth = map.string("worth")
    map.finish()
    guard let name, let points, let kind, let office, let ahead, let worth else { return nil }
    let found =
      model.worth(points: points, kind: kind, office: office, yearsAhead: ahead)
      .map { "\($0)" } ?? "unknown"
    return Result(
      name: name, place: value.place,
      difference: difference(found == worth ? [] : [("worth", worth, found)]))
  }

  private static func listCase(_ value: ModelValue, _ scenario: PruningScenario, _ log: ModelLog) -> Result? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1])
    if var facts = map.map("facts") {
      for entry in facts.allEntries() {
        if let column = column(entry, log) { table.set(column) }
      }
    }
    let ties = map.optionalList("ties").compactMap { $0.word(as: PruningScenario.Tie.self, log) }
    var expected = map.map("expect")
    let keep = expected?.list("keep").compactMap { $0.string(log) }
    let drop = expected?.list("drop").compactMap { $0.string(log) }
    expected?.finish()
    map.finish()
    guard let name, let keep, let drop else { return nil }
    func lists(_ rules: [PruningScenario.ListRule]) -> String {
      rules.filter { rule in
        let filter = rule.filter
        // Grades, units, lines and numbers are of a portfolio, not of a case.
        guard filter.grades.isEmpty, filter.units.isEmpty, filter.businessLines.isEmpty,
          filter.numbers.isEmpty
        else { return false }
        return (filter.condition.map { ConditionMatcher($0, table: table).holds(0) } ?? true)
          && (filter.ties.isEmpty || filter.ties.contains { ties.contains($0) })
      }.map(\.id).joined(separator: " ")
    }
    var wrong: [(what: String, expected: String, found: String)] = []
    for (what, expected, found) in [
      ("keep", keep, lists(scenario.keep)), ("drop", drop, lists(scenario.drop)),
    ]
    where expected.joined(separator: " ") != found {
      wrong.append((what, "[\(expected.joined(separator: " "))]", "[\(found)]"))
    }
    return Result(name: name, place: value.place, difference: difference(wrong))
  }

  private static func column(
    _ entry: (key: String, keyPlace: Place, value: ModelValue), _ log: ModelLog
  ) -> FactColumn? {
    let id = FactID(entry.key)
    guard let type = FactCatalogue.definition(id)?.type else {
      log.noSuchFact(entry.key, at: entry.keyPlace)
      return nil
    }
    var builder = ColumnBuilder(id, rows: 1)
    if type == .category {
      guard let word = entry.value.string(log) else { return nil }
      builder.append(word: word)
    } else {
      guard let number = entry.value.number(log) else { return nil }
      if type == .decimal { builder.append(number) } else { builder.append(Int32(clamping: Int(number))) }
    }
    return builder.column()
  }
}
