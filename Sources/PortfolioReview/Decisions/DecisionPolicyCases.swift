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
      results += cases.compactMap { one($0, policy, log) }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }

  private static func one(_ value: ModelValue, _ policy: DecisionPolicy, _ log: ModelLog)
    -> ScenarioCases.Result?
  {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    var decision = map.map("decision")
    let action = decision?.word("action", as: DisposalAction.self)
    let outcome = decision?.string("outcome")
    let recommended = decision?.optionalString("recommended")
    let conflicts = decision?.optionalFlag("conflicts") ?? false
    decision?.finish()
    var expect = map.map("expect")
    let tier = expect?.optionalString("tier")
    let signatures = expect?.optionalInteger("signatures")
    let papers = expect?.optional("papers")?.list(log).compactMap { $0.string(log) }
    expect?.finish()
    map.finish()
    guard let name, let action, let outcome else { return nil }
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
      name: name, place: value.place, difference: ScenarioCases.difference(wrong))
  }
}
