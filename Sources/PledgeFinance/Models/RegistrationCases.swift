public import PolicyModels
public import PortfolioCore

/// What came of one case beside a pledge model.
public struct PledgeCaseResult: Sendable {
  /// The case's name.
  public let name: String
  /// Where it stands.
  public let place: Place
  /// What differs; empty when the case holds.
  public let differences: [BilingualText]
}

/// Worked examples beside the pledge models: files of the kinds `pledge-registration-cases` and `lender-cases`.
public enum PledgeCases {
  /// Runs every file of cases among some model files.
  /// - Throws: ``ProblemList`` when a model or a file of cases cannot be read.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [PledgeCaseResult] {
    var results: [PledgeCaseResult] = []
    for file in files where file.path.hasSuffix(".cases.yaml") {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let kind = map.string("kind") ?? ""
      let id = map.string("model") ?? ""
      let cases = map.list("cases")
      map.finish()
      switch kind {
      case "pledge-registration-cases":
        let (rules, _) = try catalogue.load(PledgeRegistration.self, id: id)
        results += cases.compactMap { RegistrationCase.run($0, rules, log) }
      case "lender-cases":
        let (policy, _) = try catalogue.load(LenderPolicy.self, id: id)
        results += cases.compactMap { LenderCase.run($0, policy, log) }
      default:
        log.bad(
          Place(file: file.path, line: 1), value: kind, zh: "不是这里的案例",
          en: "No kind of cases that belongs here")
      }
      guard !log.hasErrors else { throw ProblemList(log.problems) }
    }
    return results
  }
}

/// A case of registration: the facts of one right and the term of the debt, and what a refusal case must come to.
private enum RegistrationCase {
  static func run(_ value: ModelValue, _ rules: PledgeRegistration, _ log: ModelLog) -> PledgeCaseResult? {
    var map = ModelMap(value, log: log)
    let name = map.string("name")
    let start = map.day("asOf")
    let months = map.integer("months")
    let documents = map.optionalStrings("documents")
    var situation: PledgeSituation?
    if var right = map.map("right") {
      situation = self.situation(&right, log)
      right.finish()
    }
    var expected: [(number: Int, outcome: CaseOutcome, place: Place)] = []
    var together: CaseOutcome?
    var lastDay: CalendarDay?
    if var expect = map.map("expect") {
      together = expect.optionalWord("together", as: CaseOutcome.self)
      lastDay = expect.optionalDay("lastDay")
      for entry in expect.allEntries() where entry.key != "together" && entry.key != "lastDay" {
        guard let number = Int(entry.key), let outcome = entry.value.word(as: CaseOutcome.self, log) else {
          log.bad(entry.keyPlace, value: entry.key, zh: "应为情形的序号", en: "The number of a case is expected")
          continue
        }
        expected.append((number, outcome, entry.keyPlace))
      }
    }
    map.finish()
    guard let name, let start, let months, let situation else { return nil }
    let check = RegistrationCheck(
      rules: rules, term: PledgeTerm(start: start, months: months), documents: PresentDocuments(documents))
    let findings = check.findings(situation, number: "R-1")
    var differences: [BilingualText] = []
    func differ(_ what: String, _ wanted: String, _ found: String) {
      guard wanted != found else { return }
      differences.append(
        BilingualText(
          zh: "\(what) 应为 \(wanted)，得到 \(found)", en: "\(what): expected \(wanted), found \(found)"))
    }
    for entry in expected {
      let found = findings.cases.first { $0.number == entry.number }
      differ("case \(entry.number)", entry.outcome.rawValue, found?.outcome.rawValue ?? "none")
      if let lastDay { differ("lastDay", lastDay.iso, found?.lastDay?.iso ?? "none") }
    }
    if let together { differ("together", together.rawValue, findings.outcome.rawValue) }
    return PledgeCaseResult(name: name, place: value.place, differences: differences)
  }

  private static func situation(_ map: inout ModelMap, _ log: ModelLog) -> PledgeSituation {
    var right = PledgeSituation(
      office: map.optionalString("office") ?? "CN", kind: map.optionalWord("kind", as: RightKind.self))
    right.owners = map.optional("owners").map { $0.list(log).compactMap { $0.string(log) } }
    right.pledgor = map.optionalString("pledgor")
    right.isGranted = map.optionalFlag("granted")
    right.status = map.optionalWord("status", as: LegalStatus.self)
    right.suspensions = map.optional("suspensions").map { $0.list(log).compactMap { $0.string(log) } }
    right.invalidations = map.optional("invalidations").map { $0.list(log).compactMap { $0.string(log) } }
    right.pledges = map.optional("pledges").map { $0.list(log).compactMap { $0.string(log) } }
    right.termEnd = map.optionalDay("termEnd")
    right.sameDayInvention = map.optionalString("sameDayInvention")
    let isPaid = map.optionalFlag("annuitiesPaid")
    let due = map.optionalDay("annuityDue")
    let lastDay = map.optionalDay("annuityLastDay")
    if let due, let lastDay {
      let fee = PledgeSituation.LateFee(due: due, lastDay: lastDay, amountNow: nil)
      right.annuities = isPaid == false ? .late(fee) : .unknown(fee)
    } else if isPaid == true {
      right.annuities = .paid
    }
    return right
  }
}
