import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

@Suite struct DecisionDraftTests {
  private func codes(_ problems: [Problem]) -> [ProblemCode] { problems.map(\.code) }

  @Test func aSoundDecisionMeetsNoConflict() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([portfolio.request("P1", .keep, code: "in-use")])
    #expect(drafts.problems.isEmpty && drafts.conflicts.isEmpty)
    let decision = try #require(drafts.decisions.first)
    #expect(decision.run == portfolio.run.id)
    #expect(decision.number == "P1")
    #expect(decision.tier == "ordinary" && decision.signatures == 1)
    #expect(decision.supersedes == nil)
    let entries = try portfolio.workspace.record(
      drafts, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    #expect(entries.count == 1)
    // Said again, it is on record already.
    let again = try portfolio.drafts([portfolio.request("P1", .keep, code: "in-use")])
    #expect(again.decisions.isEmpty && again.unchanged.count == 1)
    #expect(
      try portfolio.workspace.record(again, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
        .isEmpty)
  }

  @Test func aFeePaidAheadAndAnEndedRightAreTold() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([
      portfolio.request("P2", .letLapse), portfolio.request("P3", .keep), portfolio.request("P4", .letLapse),
    ])
    func conflicts(_ number: String) -> [ProblemCode] {
      codes(drafts.conflicts.filter { $0.value == number })
    }
    #expect(conflicts("P2").contains(.feeAlreadyPaid))
    #expect(
      drafts.conflicts.contains {
        $0.message.en.contains("2027-04-15") && $0.message.en.contains("2026-06-01")
      })
    #expect(conflicts("P3") == [.rightHasEnded])
    #expect(!conflicts("P4").contains(.feeAlreadyPaid))
    // To keep what is paid is no conflict, nor is letting it lapse from the year after.
    let later = try portfolio.drafts([
      portfolio.request("P2", .letLapse, effective: Portfolio.day("2027-05-01"))
    ])
    #expect(!codes(later.conflicts).contains(.feeAlreadyPaid))
  }

  @Test func aClosedGateIsTold() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([portfolio.request("P5", .letLapse), portfolio.request("P5", .keep)])
    #expect(codes(drafts.problems) == [.decidedTwice])
    let gate = try #require(drafts.conflicts.first { $0.code == .closedGate })
    #expect(gate.message.en.contains("G3"))
    // What nobody pledged has no such gate, but its questions are told.
    let other = try portfolio.drafts([portfolio.request("P6", .letLapse)])
    #expect(other.conflicts.filter { $0.code == .closedGate }.allSatisfy { !$0.message.en.contains("G3") })
  }

  /// Two rows that differ in the day, in who decided or in why are two decisions: none of them is dropped without a word.
  @Test func twoRowsOnOneRightMustSayTheSame() throws {
    let portfolio = try DecidedPortfolio()
    func told(_ other: DecisionRequest) throws -> [String] {
      let first = portfolio.request("P6", .letLapse, effective: Portfolio.day("2027-12-12"))
      return try portfolio.drafts([first, other]).problems.filter { $0.code == .decidedTwice }.map(
        \.message.en)
    }
    let day = Portfolio.day("2027-12-12")
    #expect(try told(portfolio.request("P6", .letLapse, effective: day)).isEmpty)
    let earlier = try told(portfolio.request("P6", .letLapse, effective: Portfolio.day("2026-08-01")))
    #expect(earlier.first?.contains("from 2027-12-12") == true, "\(earlier)")
    #expect(earlier.first?.contains("from 2026-08-01") == true)
    #expect(try told(portfolio.request("P6", .letLapse)).first?.contains("at once") == true)
    let other = try told(portfolio.request("P6", .letLapse, by: "Zhao", effective: day))
    #expect(other.first?.contains("by Li") == true && other.first?.contains("by Zhao") == true)
    let why = try told(portfolio.request("P6", .letLapse, effective: day, reason: "no use"))
    #expect(why.first?.contains("because: no use") == true)
  }

  @Test func anOlderRunAndNewDataAreTold() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      ["costs": "right,day,kind,amount\nP1,2026-06-30,agent,500\n"], on: "2026-07-01")
    let changed = try portfolio.drafts([portfolio.request("P1", .keep), portfolio.request("P4", .keep)])
    #expect(codes(changed.conflicts) == [.changedSinceRun])
    #expect(changed.conflicts[0].value == "P1")
    let later = try portfolio.portfolio.review("2026-07-01")
    #expect(later.id > portfolio.run.id)
    let older = try portfolio.drafts([portfolio.request("P4", .keep)])
    #expect(codes(older.conflicts) == [.decidedOnOlderRun])
    #expect(older.decisions.first?.accepted == ["DEC002"])
    #expect(try portfolio.drafts([portfolio.request("P1", .keep)], on: later).conflicts.isEmpty)
    // Not accepted, nothing is recorded, and the conflict is what is told.
    let error = #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(older, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    }
    #expect(error.map { codes($0.problems) } == [.decidedOnOlderRun])
    #expect(try portfolio.workspace.store.journal().isEmpty)
  }

  @Test func anotherDecisionIsTold() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    let drafts = try portfolio.drafts([portfolio.request("P1", .license)], because: "an offer came")
    #expect(codes(drafts.conflicts).contains(.decidedDifferently))
    #expect(drafts.decisions.first?.supersedes == 1)
    #expect(drafts.decisions.first?.acceptedBecause == "an offer came")
  }

  private struct Again: CustomTestStringConvertible, Sendable {
    var was: DisposalAction
    var effective: String?
    var abroad: Bool?
    var now: DisposalAction
    var nowEffective: String?
    var nowAbroad: Bool?
    /// What is told of the new decision; nil where it is the same one confirmed.
    var told: String?
    var testDescription: String { "\(was) \(effective ?? "") \(now) \(nowEffective ?? "") \(told ?? "same")" }
  }

  private static let again = [
    Again(was: .letLapse, now: .letLapse),
    Again(
      was: .letLapse, now: .letLapse, nowEffective: "2027-06-01",
      told: "now it is 'let lapse from 2027-06-01'"),
    Again(
      was: .letLapse, effective: "2027-06-01", now: .letLapse, told: "decided 'let lapse from 2027-06-01'"),
    Again(was: .letLapse, effective: "2027-06-01", now: .letLapse, nowEffective: "2027-06-01"),
    Again(
      was: .letLapse, effective: "2027-06-01", now: .letLapse, nowEffective: "2028-06-01",
      told: "now it is 'let lapse from 2028-06-01'"),
    Again(was: .transfer, abroad: false, now: .transfer, nowAbroad: true, told: "now it is 'transfer"),
    Again(was: .transfer, abroad: false, now: .transfer, told: "now it is 'transfer'"),
    Again(was: .transfer, abroad: false, now: .transfer, nowAbroad: false),
    // Where nobody had said, to say it contradicts nothing.
    Again(was: .transfer, now: .transfer, nowAbroad: false),
  ]

  /// Another day, or another place of the taker, is another decision and not the same one confirmed.
  @Test(arguments: again)
  private func anotherDayIsAnotherDecision(one: Again) throws {
    let portfolio = try DecidedPortfolio()
    let first = try portfolio.drafts(
      [
        portfolio.request(
          "P4", one.was, abroad: one.abroad, effective: one.effective.map { Portfolio.day($0) })
      ], because: "known")
    _ = try portfolio.workspace.record(
      first, by: JournalSignature(actor: "Li", role: "IP", day: DecidedPortfolio.day))
    let next = try portfolio.drafts(
      [
        portfolio.request(
          "P4", one.now, abroad: one.nowAbroad, effective: one.nowEffective.map { Portfolio.day($0) },
          reason: "again")
      ], because: "known")
    let told = next.conflicts.filter { $0.code == .decidedDifferently }.map(\.message.en)
    #expect(told.count == (one.told == nil ? 0 : 1))
    if let part = one.told { #expect(told.first?.contains(part) == true, "\(told)") }
  }

  @Test func faultsCannotBeAccepted() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts(
      [
        portfolio.request("P1", .keep, by: " ", line: 2), portfolio.request("P2", .keep, reason: "", line: 3),
        portfolio.request("P4", .keep, code: "weather", line: 4),
        portfolio.request("P5", .keep, day: Portfolio.day("2026-06-29"), line: 5),
        portfolio.request("P6", .keep, day: Portfolio.day("2026-07-02"), line: 6),
      ], because: "all the same")
    #expect(
      codes(drafts.problems) == [
        .incompleteDecision, .incompleteDecision, .unknownReasonCode, .incompleteDecision,
        .incompleteDecision,
      ])
    #expect(drafts.problems.map(\.place?.line) == [2, 3, 4, 5, 6])
    #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(drafts, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    }
    let empty = try portfolio.drafts([])
    let error = #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(empty, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    }
    #expect(error?.problems.map(\.code) == [.nobodyDecided])
  }

  @Test func aFrozenCycleIsTold() throws {
    let portfolio = try DecidedPortfolio()
    let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
    let cycle = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<4), scope: "", due: nil, by: signature)
    // P3 has ended and is not on the list.
    #expect(cycle.cycle.members.map(\.number) == ["P1", "P2", "P4"])
    #expect(try portfolio.drafts([portfolio.request("P1", .keep)], cycle: cycle).conflicts.isEmpty)
    let outside = try portfolio.drafts([portfolio.request("P6", .keep)], cycle: cycle)
    #expect(codes(outside.problems) == [.incompleteDecision])
    try portfolio.workspace.store.record(
      [.step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: DecidedPortfolio.day))], by: signature)
    let frozen = try portfolio.drafts(
      [portfolio.request("P1", .keep)], cycle: try portfolio.workspace.cycle("2027"))
    #expect(codes(frozen.conflicts) == [.cycleFrozen])
    // Leaving out the cycle changes nothing: the right is on its list.
    let unnamed = try portfolio.drafts([portfolio.request("P1", .keep)], because: "an offer came")
    #expect(codes(unnamed.conflicts) == [.cycleFrozen])
    #expect(unnamed.conflicts[0].value == "P1" && unnamed.conflicts[0].message.en.contains("2027"))
    #expect(unnamed.decisions[0].cycle == "2027" && unnamed.decisions[0].accepted == ["DEC008"])
    #expect(try portfolio.drafts([portfolio.request("P6", .keep)]).conflicts.isEmpty, "not on the list")
    _ = try portfolio.workspace.record(unnamed, by: signature)
    // Decided in another cycle, it is an exception in the minutes of this one.
    let other = try portfolio.workspace.openCycle(
      "other", year: 2027, run: portfolio.run, rows: [0, 1], scope: "", due: nil, by: signature)
    let elsewhere = try portfolio.drafts([portfolio.request("P2", .keep)], cycle: other, because: "urgent")
    #expect(codes(elsewhere.conflicts) == [.cycleFrozen])
    _ = try portfolio.workspace.record(elsewhere, by: signature)
    let exceptions = CycleExceptions(
      try portfolio.workspace.progress(of: portfolio.workspace.cycle("2027"), asOf: DecidedPortfolio.day))
    #expect(exceptions.afterFreeze.map(\.decision.number) == ["P1", "P2"])
    let minutes = CycleDocuments.minutes(
      try portfolio.workspace.progress(of: portfolio.workspace.cycle("2027"), asOf: DecidedPortfolio.day),
      run: portfolio.run, body: "Board", head: "h",
      try portfolio.workspace.recordContext(
        run: portfolio.run, asOf: DecidedPortfolio.day, language: .en))
    #expect(minutes.json().contains("\"frozen\": \"2026-07-01\""))
    let error = #expect(throws: ProblemList.self) { try portfolio.workspace.cycle("1999") }
    #expect(error?.problems.map(\.code) == [.noSuchCycle])
    let taken = #expect(throws: ProblemList.self) {
      try portfolio.workspace.openCycle(
        "2027", year: 2027, run: portfolio.run, rows: [0], scope: "", due: nil, by: signature)
    }
    #expect(taken?.problems.map(\.code) == [.cycleOutOfOrder])
  }

  // MARK: The policy

  private static let head = """
    kind: decision-policy
    id: house-rules
    version: "1"
    title: {zh: 规则, en: Rules}
    checkedOn: 2026-11-21
    sources:
      house: {title: test, standing: house-default}
    reasons: []
    papers: []

    """

  @Test(arguments: [
    "tiers: []", "tiers:\n  - {id: a, title: {zh: 甲, en: A}, actions: [keep], signatures: 1, source: house}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, signatures: 0, source: house}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, signatures: 1, source: nobody}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, signatures: 1, source: house, colour: red}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, actions: [forget], signatures: 1, source: house}\n  - {id: b, title: {zh: 乙, en: B}, signatures: 1, source: house}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, signatures: 1, source: house}\n  - {id: b, title: {zh: 乙, en: B}, signatures: 2, source: house}",
    "tiers:\n  - {id: a, title: {zh: 甲, en: A}, against: yes, signatures: 2, source: house}\n  - {id: a, title: {zh: 乙, en: B}, signatures: 1, source: house}",
  ])
  func aBrokenPolicyDoesNotLoad(tiers: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("Decisions/own.yaml", DecisionDraftTests.head + tiers + "\n")
    let workspace = try Workspace.open(at: ":memory:", models: folder.path)
    let error = #expect(throws: ProblemList.self) { try workspace.decisionPolicy() }
    #expect(error?.problems.contains { $0.place?.line != nil } == true)
  }

  /// The best and the worst grade of every shipped rule book: the two-signature rule knows the words of each.
  @Test func theTwoSignatureRuleKnowsEveryRuleBook() throws {
    let catalogue = try Workspace.catalogue(models: nil)
    let policy = try catalogue.load(DecisionPolicy.self, id: "house-rules").0
    let books = catalogue.entries.filter { $0.header?.kind == GradingModel.kind }.compactMap(\.header?.id)
    #expect(books.count >= 5)
    let good = try #require(policy.tiers.first { $0.id == "good-right-leaves" })
    var all: [GradingModel] = []
    for id in books {
      let book = try catalogue.load(GradingModel.self, id: id).0
      all.append(book)
      #expect(good.outcomes?.ofBook[id] != nil, "\(id) is not named")
      // Disclosures are graded before there is a right to dispose of.
      for part in book.parts where part.id != "disclosures" {
        let best = GradedOutcome(book: book, name: try #require(part.grades.first).grade)
        let worst = GradedOutcome(book: book, name: try #require(part.grades.last).grade)
        let leaves: DisposalAction = part.appliesTo.contains(.technicalSecret) ? .declassify : .letLapse
        #expect(
          policy.tier(leaves, outcome: best, recommended: nil, hasConflicts: false)?.signatures == 2,
          "\(id) \(best.name)")
        if leaves == .letLapse {
          #expect(
            policy.tier(leaves, outcome: worst, recommended: nil, hasConflicts: false)?.signatures == 1,
            "\(id) \(worst.name)")
        }
      }
    }
    #expect(policy.unmatched(all).isEmpty)
  }

  /// A rule that names what no rule book gives never applies: lint tells it with its line.
  @Test(arguments: [("no-such-book", "A"), ("central-enterprise", "A"), ("value-degree", "6")])
  func aRuleThatMatchesNothingIsTold(book: String, grade: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "Decisions/own.yaml",
      DecisionDraftTests.head + """
        tiers:
          - id: a
            title: {zh: 甲, en: A}
            outcomes: {best: 1, books: [{book: \(book), grades: ["\(grade)"]}]}
            signatures: 2
            source: house
          - {id: b, title: {zh: 乙, en: B}, signatures: 1, source: house}
        """ + "\n")
    let problems = ModelLint.problems(in: try Workspace.catalogue(models: folder.path))
      .filter { $0.code == .modelMatchesNothing }
    #expect(problems.count == 1)
    #expect(problems.first?.place?.line == 13)
    #expect(problems.first?.severity == .warning)
  }
}
