internal import Grading
public import PolicyModels
internal import PortfolioCore

/// Runs the cases that stand beside decision policies: a decision, and the tier, signatures and papers it needs.
public enum DecisionPolicyCases {
  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [ScenarioCases.Result] {
    var results: [ScenarioCases.Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model") ?? ""
      let cases = map.list("cases")
      map.finish()
      guard !log.hasErrors else { throw ProblemList(log.problems) }
      let (policy, _) = try catalogue.load(DecisionPolicy.self, id: id)
      results += cases.compactMap { one($0, policy, catalogue, log) }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  private static func one(
    _ value: ModelValue, _ policy: DecisionPolicy, _ catalogue: ModelCatalogue, _ log: ModelLog
  ) -> ScenarioCases.Result? {
    var map = ModelMap(value, log: log)
    let title = map.string("name")
    var decision = map.map("decision")
    let action = decision?.word("action", as: DisposalAction.self)
    let bookID = decision?.string("book")
    let name = decision?.required("grade")
    let recommended = decision?.optionalString("recommended")
    let conflicts = decision?.optionalFlag("conflicts") ?? false
    decision?.finish()
    var expect = map.map("expect")
    let tier = expect?.optionalString("tier")
    let signatures = expect?.optionalInteger("signatures")
    let papers = expect?.optional("papers")?.list(log).compactMap { $0.string(log) }
    expect?.finish()
    map.finish()
    guard let title, let action, let bookID, let name, let word = name.string(log) else { return nil }
    guard let (book, _) = try? catalogue.load(GradingModel.self, id: bookID) else {
      log.bad(name.place, value: bookID, zh: "没有这个分级模型", en: "There is no such rule book")
      return nil
    }
    if !(book.grades.map(\.grade) + book.gates.map(\.id)).contains(word) {
      log.bad(name.place, value: word, zh: "分级模型没有这个等级", en: "The rule book does not give this grade")
    }
    let outcome = GradedOutcome(book: book, name: word)
    let found = policy.tier(action, outcome: outcome, recommended: recommended, hasConflicts: conflicts)
    var wrong: [(what: String, expected: String, found: String)] = []
    if let tier, tier != found?.id { wrong.append(("tier", tier, found?.id ?? "–")) }
    if let signatures, signatures != found?.signatures {
      wrong.append(("signatures", "\(signatures)", found.map { "\($0.signatures)" } ?? "–"))
    }
    let named = policy.papers(of: action).map(\.id)
    if let papers, papers != named {
      wrong.append(("papers", papers.joined(separator: " "), named.joined(separator: " ")))
    }
    return ScenarioCases.Result(
      name: title, place: value.place, difference: ScenarioCases.difference(wrong))
  }
}
