import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

/// What was accepted is what stood then, and gates are judged on the day of the act.
@Suite struct GateDayTests {
  private static let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)

  private static func basis(_ portfolio: DecidedPortfolio, _ number: String, asOf day: String = "2026-07-01")
    throws
    -> ExecutionList.Basis?
  {
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    return list.lines.first { outlook.table.text("number", $0.row) == number }?.basis
  }

  private static func line(_ portfolio: DecidedPortfolio, _ number: String) throws -> ExecutionList.Line? {
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    return try portfolio.workspace.executionList(outlook, days: 365).lines.first {
      outlook.table.text("number", $0.row) == number
    }
  }

  private static func finding(_ portfolio: DecidedPortfolio, _ number: String) throws -> ExecutionCheck
    .Finding?
  {
    let check = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day))
    return check.lines.first { $0.number == number }?.finding
  }

  private static func pledge(_ portfolio: DecidedPortfolio, _ number: String) throws {
    try portfolio.portfolio.take(
      ["pledges": "pledge,right,pledgee,from_day\nK2,\(number),Bank,2026-07-01\n"], on: "2026-07-01")
  }

  @Test func aDecisionKeepsTheGatesThatWereAccepted() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    let decision = try #require(try portfolio.workspace.store.decisionBook().lines.first?.decision)
    #expect(decision.accepted.contains("DEC007"))
    let gates = try #require(decision.acceptedGates)
    #expect(gates.contains(AcceptedGate(act: .lapse, gate: "G3", stand: .closed)))
    #expect(gates.contains { $0.stand == .question })
    #expect(try portfolio.workspace.store.audit().problems.isEmpty)
  }

  /// The consent of a pledgee is not the decider's to waive: the decision stands and waits for the paper, and the fee is
  /// paid until then.
  @Test func aConsentIsNotWaivedByAReason() throws {
    let portfolio = try DecidedPortfolio()
    let told = try portfolio.drafts([portfolio.request("P5", .letLapse)])
    let gate = try #require(told.conflicts.first { $0.code == .closedGate })
    #expect(gate.remedy?.en.contains("G3") == true && gate.remedy?.en.contains("paid until then") == true)
    try portfolio.decide("P5", .letLapse)
    let line = try #require(try GateDayTests.line(portfolio, "P5"))
    #expect(line.basis == .closedGate && line.instruction == .pay)
    #expect(line.gates?.inTheWay.map(\.gate.id) == ["G3"])
    #expect(try GateDayTests.finding(portfolio, "P5") == .lapsingUnderCondition)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: DecidedPortfolio.day, language: .en)
    let document = ExecutionDocuments.list(
      try portfolio.workspace.executionList(outlook, days: 365), of: outlook, context)
    #expect(
      document.json().contains("G3 Pledged (closed, consent of the pledgee)"), "\(document.json())")
    // The paper opens it, and what was left open is told with who accepted it and why.
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", gate: "G3", acts: [],
      document: paper, from: DecidedPortfolio.day, validTo: nil, by: GateDayTests.signature)
    let after = try #require(try GateDayTests.line(portfolio, "P5"))
    #expect(after.basis == .givenUp && after.instruction == .doNotPay)
    let left = try #require(after.gates?.accepted)
    #expect(left.map(\.gate.id).contains("G4") && left.allSatisfy { $0.state == .question })
    let open = ExecutionDocuments.list(
      try portfolio.workspace.executionList(outlook, days: 365), of: outlook, context)
    #expect(open.json().contains("questions left open: "))
    #expect(open.json().contains("accepted by Li because: known"))
    #expect(try GateDayTests.finding(portfolio, "P5") == .lapsingAhead)
  }

  /// A consent that ends between two fees: by the first of them the right is gone, and the second does not fall due.
  @Test func afterAFeeThatStaysUnpaidNoneFallsDue() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    try portfolio.decide("P6", .letLapse, effective: Portfolio.day("2028-01-01"))
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    func lines(_ number: String) throws -> [ExecutionList.Line] {
      try portfolio.workspace.executionList(outlook, days: 800).lines.filter {
        outlook.table.text("number", $0.row) == number
      }
    }
    #expect(try lines("P5").map(\.basis) == [.closedGate, .closedGate])
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", gate: "G3", acts: [],
      document: paper, from: DecidedPortfolio.day, validTo: Portfolio.day("2027-12-31"),
      by: GateDayTests.signature)
    let fees = try lines("P5")
    #expect(fees.map(\.due.item.due.iso) == ["2027-04-15", "2028-04-15"])
    #expect(fees.map(\.basis) == [.givenUp, .endsBefore])
    #expect(fees.allSatisfy { $0.instruction == .doNotPay })
    // A fee that is paid first ends nothing.
    #expect(try lines("P6").map(\.basis) == [.notYetEffective, .givenUp])
    let budget = try #require(try portfolio.workspace.budget(2028, run: portfolio.run, outlook))
    let fee = ["P1", "P2", "P4"].reduce(Int64(0)) {
      $0 + portfolio.run.fees.amount(row: portfolio.run.row($1), year: 2028)
    }
    #expect(fee > 0 && budget.total.decided == fee, "P5 and P6 are gone by then, P3 has ended")
  }

  /// What forbids the act is refused at once, with what would lift it; no reason helps.
  @Test func whatAGateForbidsIsNotDecided() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      ["disputes": "dispute,right,type,from_day\nC1,P6,preservation,2026-06-01\n"], on: "2026-07-01")
    let drafts = try portfolio.drafts([portfolio.request("P6", .letLapse)], because: "all the same")
    let problem = try #require(drafts.problems.first)
    #expect(drafts.problems.map(\.code) == [.gateForbids])
    #expect(problem.message.zh.contains("按行为日 2027-04-15 判断，禁止") && !problem.message.zh.contains("之前"))
    #expect(problem.message.en.contains("forbidden as of 2027-04-15"))
    #expect(problem.message.en.contains("G4") && problem.remedy?.en.hasPrefix("Lifted by: ") == true)
    #expect(!drafts.conflicts.contains { $0.code == .closedGate && $0.message.en.contains("G4 ") })
    #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(drafts, by: GateDayTests.signature)
    }
    // To keep it is no act that the gate stands before.
    #expect(try portfolio.drafts([portfolio.request("P6", .keep)]).problems.isEmpty)
  }

  /// A gate that closes later was accepted by nobody: the fee is paid, and the check raises the alarm.
  @Test func aGateThatClosesLaterIsNotCovered() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P6", .letLapse)
    #expect(try GateDayTests.basis(portfolio, "P6") == .givenUp)
    try GateDayTests.pledge(portfolio, "P6")
    #expect(try GateDayTests.basis(portfolio, "P6") == .closedGate)
    #expect(try GateDayTests.finding(portfolio, "P6") == .lapsingBehindGate)
    // The pledgee's consent opens it again.
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    let id = portfolio.run.table.rightIDs[portfolio.run.row("P6")]
    _ = try portfolio.workspace.recordPaper(
      of: id, number: "P6", gate: "G3", acts: [], document: paper, from: DecidedPortfolio.day, validTo: nil,
      by: GateDayTests.signature)
    #expect(try GateDayTests.basis(portfolio, "P6") == .givenUp)
  }

  /// An accepted question is no acceptance of the answer.
  @Test func anAcceptedQuestionDoesNotCoverWhatItsAnswerCloses() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P6", .letLapse)
    try portfolio.portfolio.take(
      ["restrictions": "right,kind,day,holds\nP6,pool,2026-07-01,yes\n"], on: "2026-07-01")
    #expect(try GateDayTests.basis(portfolio, "P6") == .closedGate)
  }

  /// Decisions from before gates were kept answer for none of them.
  @Test func anOldAcceptanceCoversNothing() throws {
    let portfolio = try DecidedPortfolio()
    let decision = DisposalDecision(
      rightID: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", run: portfolio.run.id,
      outcome: "D", action: .letLapse, decidedBy: "Li", role: "", day: DecidedPortfolio.day, reason: "why",
      tier: "ordinary", accepted: ["DEC007"], acceptedBecause: "known")
    try portfolio.workspace.store.record([.decision(decision)], by: GateDayTests.signature)
    #expect(try GateDayTests.basis(portfolio, "P5") == .closedGate)
  }

  private struct Consent: CustomTestStringConvertible, Sendable {
    var through: String?
    var effective: String?
    var conflicts: Bool
    var testDescription: String { "to \(through ?? "–"), effective \(effective ?? "–")" }
  }

  /// The next fee falls due on 15 April 2027.
  private static let consents = [
    Consent(through: nil, conflicts: false), Consent(through: "2027-04-15", conflicts: false),
    Consent(through: "2027-04-14", conflicts: true), Consent(through: "2026-12-31", conflicts: true),
    Consent(through: "2027-04-15", effective: "2027-05-01", conflicts: true),
    Consent(through: "2028-04-15", effective: "2027-05-01", conflicts: false),
  ]

  /// A consent that ends before the fee falls due is none: told when it is decided, paid when it is carried out.
  @Test(arguments: consents)
  private func aConsentCountsOnTheDayOfTheAct(one: Consent) throws {
    let portfolio = try DecidedPortfolio()
    let id = portfolio.run.table.rightIDs[portfolio.run.row("P5")]
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: id, number: "P5", gate: "G3", acts: [.lapse], document: paper, from: DecidedPortfolio.day,
      validTo: one.through.map(Portfolio.day), by: GateDayTests.signature)
    let effective = one.effective.map(Portfolio.day)
    let drafts = try portfolio.drafts(
      [portfolio.request("P5", .letLapse, effective: effective)], because: "known")
    let gate = drafts.conflicts.first { $0.code == .closedGate }
    #expect((gate?.message.en.contains("G3") ?? false) == one.conflicts)
    let kept = drafts.decisions[0].acceptedGates ?? []
    #expect(kept.contains { $0.gate == "G3" } == one.conflicts)
    #expect(kept.filter { $0.gate == "G3" }.allSatisfy { $0.stand == .expired })
    // Decided without a word about G3, the instruction is to pay where the consent has run out by the due day.
    var decision = drafts.decisions[0]
    decision.signatures = 1
    decision.acceptedGates = kept.filter { $0.gate != "G3" }
    try portfolio.workspace.store.record([.decision(decision)], by: GateDayTests.signature)
    guard one.effective == nil else { return }
    #expect(try GateDayTests.basis(portfolio, "P5") == (one.conflicts ? .closedGate : .givenUp))
    let missing = try portfolio.workspace.missingPapers(asOf: DecidedPortfolio.day).filter { $0.id == "G3" }
    #expect(missing.isEmpty == !one.conflicts)
    #expect(missing.first?.expired == (one.conflicts ? one.through.map(Portfolio.day) : nil))
  }

  /// A declaration waits for no fee: the list judges its gates on the day of the declaration, as the missing papers do.
  @Test func aDeclarationIsJudgedOnItsOwnDay() throws {
    let portfolio = try DecidedPortfolio()
    let id = portfolio.run.table.rightIDs[portfolio.run.row("P5")]
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: id, number: "P5", gate: "G3", acts: [], document: paper, from: DecidedPortfolio.day,
      validTo: Portfolio.day("2026-12-31"), by: GateDayTests.signature)
    try portfolio.decide("P5", .abandon, effective: Portfolio.day("2026-09-01"))
    func stands(_ day: String) throws -> (inList: Bool, isMissing: Bool) {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let line = try #require(
        try portfolio.workspace.executionList(outlook, days: 365).lines.first {
          outlook.table.text("number", $0.row) == "P5"
        })
      let missing = try portfolio.workspace.missingPapers(asOf: Portfolio.day(day)).map(\.id)
      return (line.gates?.inTheWay.map(\.gate.id).contains("G3") ?? false, missing.contains("G3"))
    }
    let open = try stands("2026-11-20")
    #expect(!open.inList && !open.isMissing)
    let over = try stands("2027-01-02")
    #expect(over.inList && over.isMissing, "the declaration was not made while the consent counted")
  }

  /// Whoever signs sees what was accepted; a gate that has closed since cannot be signed away.
  @Test func conflictsAreShownAgainToWhoeverSigns() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([portfolio.request("P6", .letLapse)], because: "known")
    #expect(drafts.decisions[0].signatures == 2)
    _ = try portfolio.workspace.record(drafts, by: GateDayTests.signature)
    func shown() throws -> [Problem] {
      try portfolio.workspace.conflictsAtSigning(
        try portfolio.workspace.store.decisionBook().standingLines, day: DecidedPortfolio.day)
    }
    #expect(try shown().map(\.code) == [.closedGate])
    #expect(try shown().map(\.severity) == [.warning])
    try GateDayTests.pledge(portfolio, "P6")
    let after = try shown()
    #expect(after.filter { $0.severity == .error }.map(\.code) == [.closedGate])
    #expect(after[0].message.en.contains("G3"))
    #expect(after.map(\.code).contains(.changedSinceRun))
  }

  @Test func anEmptyPaperProvesNothing() throws {
    let portfolio = try DecidedPortfolio()
    let paper = try portfolio.portfolio.folder.write("empty.pdf", "")
    let error = #expect(throws: ProblemList.self) {
      try portfolio.workspace.recordPaper(
        of: 1, number: "P1", gate: "G3", acts: [], document: paper, from: DecidedPortfolio.day, validTo: nil,
        by: GateDayTests.signature)
    }
    #expect(error?.problems.map(\.code) == [.emptyFile])
    let full = try portfolio.portfolio.folder.write("full.pdf", "x")
    let backwards = #expect(throws: ProblemList.self) {
      try portfolio.workspace.recordPaper(
        of: 1, number: "P1", gate: "G3", acts: [], document: full, from: DecidedPortfolio.day,
        validTo: Portfolio.day("2026-06-30"), by: GateDayTests.signature)
    }
    #expect(backwards?.problems.map(\.code) == [.dayOutOfOrder])
  }
}
