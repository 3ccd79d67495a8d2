internal import Grading
public import PolicyModels
public import PortfolioCore

/// Runs the cases that stand beside models of gates: facts and documents in, the state of a gate before an act out.
public enum GateCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// The gate that it is about.
    public let gate: String
    /// The state that it expects.
    public let expected: String
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
      let asOf = map.day("asOf") ?? CalendarDay(number: 0)
      let cases = map.list("cases")
      map.finish()
      let (model, _) = try catalogue.load(GateModel.self, id: id)
      results += cases.compactMap { result($0, model, asOf, log) }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  private static func result(
    _ value: ModelValue, _ model: GateModel, _ asOf: CalendarDay, _ log: ModelLog
  ) -> Result? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let gateValue = map.required("gate")
    let act = map.word("act", as: GatedAct.self)
    let holder = map.optionalString("holder")
    let onDay = map.optionalDay("on")
    let table = map.map("facts").map { CaseFacts.table($0, asOf: asOf, log: log) }
    let ties = map.optionalMap("ties").map { tieNames($0, log) } ?? [:]
    let evidence = map.optionalList("evidence").compactMap { document($0, gateValue?.string(log) ?? "", log) }
    let expected = map.word("expect", as: GateState.self)
    let asked = map.optional("asks")?.list(log).compactMap { $0.string(log) }
    map.finish()
    guard let name, let gateValue, let id = gateValue.string(log), let act, let table, let expected else {
      return nil
    }
    guard let gate = model.gates.firstIndex(where: { $0.id == id }) else {
      log.bad(gateValue.place, value: id, zh: "没有这个门槛", en: "There is no such gate")
      return nil
    }
    let gates = GateTable.make(
      model, table: table, holder: holder, evidence: evidence, answers: EvidenceAnswers(ties: [1: ties]))
    let found = gates.state(gate, 0, act, on: onDay)
    var wrong: [(expected: String, found: String)] = []
    if found != expected { wrong.append((expected.rawValue, found.rawValue)) }
    if let asked {
      let open =
        gates.conditions[gate].map { ConditionTruths($0, table: table).openFacts(0).map(\.name) } ?? []
      if open.sorted() != asked.sorted() {
        wrong.append((asked.joined(separator: " "), open.joined(separator: " ")))
      }
    }
    return Result(
      name: name, place: value.place, gate: id, expected: expected.rawValue,
      difference: wrong.isEmpty
        ? nil
        : BilingualText(
          zh: wrong.map { "应为 [\($0.expected)]，得到 [\($0.found)]" }.joined(separator: "；"),
          en: wrong.map { "expected [\($0.expected)], found [\($0.found)]" }.joined(separator: "; ")))
  }

  private static func document(_ value: ModelValue, _ gate: String, _ log: ModelLog) -> GateEvidence? {
    var map = ModelMap(value, log: log)
    let document = map.string("document")
    let day = map.day("day")
    let end = map.optionalDay("validTo")
    let acts = map.optionalList("acts").compactMap { $0.word(as: GatedAct.self, log) }
    let answers = map.optionalMap("answers").map { self.answers($0, log) }
    map.finish()
    guard let document, let day else { return nil }
    return GateEvidence(
      rightID: 1, gate: gate, acts: acts, document: document, recordedBy: "case", day: day, validTo: end,
      answers: answers)
  }

  /// What a document answers: facts as words, and who stood behind them.
  private static func answers(_ given: ModelMap, _ log: ModelLog) -> EvidenceFacts {
    var given = given
    var answers = EvidenceFacts()
    if var facts = given.optionalMap("facts") {
      for entry in facts.allEntries() {
        if FactCatalogue.definition(FactID(entry.key)) == nil {
          log.noSuchFact(entry.key, at: entry.keyPlace)
        }
        answers.facts[entry.key] = entry.value.string(log)
      }
    }
    let ties = given.optionalMap("ties").map { tieNames($0, log) } ?? [:]
    for (tie, names) in ties { answers.ties[tie.rawValue] = names }
    given.finish()
    return answers
  }

  private static func tieNames(_ given: ModelMap, _ log: ModelLog) -> [RightTie: [String]] {
    var given = given
    var ties: [RightTie: [String]] = [:]
    for entry in given.allEntries() {
      guard let tie = RightTie(rawValue: entry.key) else {
        log.bad(
          entry.keyPlace, value: entry.key, zh: "没有这种关系", en: "There is no such tie",
          remedy: BilingualText(
            zh: "允许：" + RightTie.allCases.map(\.rawValue).joined(separator: "、"),
            en: "Allowed: " + RightTie.allCases.map(\.rawValue).joined(separator: ", ")))
        continue
      }
      ties[tie] = entry.value.list(log).compactMap { $0.string(log) }
    }
    return ties
  }
}

/// The facts of one right, as the cases beside gates and routes write them.
enum CaseFacts {
  /// A table of one right. A fact that is not named is not known; `n/a` is for what the right cannot have.
  static func table(_ given: ModelMap, asOf: CalendarDay, log: ModelLog) -> FactTable {
    var table = FactTable(asOf: asOf, rightIDs: [1])
    var given = given
    for entry in given.allEntries() {
      let id = FactID(entry.key)
      guard let definition = FactCatalogue.definition(id) else {
        log.noSuchFact(entry.key, at: entry.keyPlace)
        continue
      }
      var builder = ColumnBuilder(id, rows: 1)
      if case .scalar("n/a") = entry.value.content {
        builder.append(missing: .notApplicable)
      } else {
        switch definition.type {
        case .category:
          guard let word = entry.value.string(log) else { continue }
          let known = definition.words.map(\.word)
          if !known.isEmpty && !known.contains(word) {
            log.bad(entry.value.place, value: word, zh: "事实没有这个值", en: "The fact has no such value")
          }
          builder.append(word: word)
        case .day:
          guard let day = entry.value.day(log) else { continue }
          builder.append(day.number)
        case .flag:
          guard let flag = entry.value.flag(log) else { continue }
          builder.append(flag: flag)
        case .decimal:
          guard let number = entry.value.number(log) else { continue }
          builder.append(number)
        case .integer:
          guard let number = entry.value.integer(log) else { continue }
          builder.append(Int32(clamping: number))
        }
      }
      table.set(builder.column())
    }
    return table
  }
}
