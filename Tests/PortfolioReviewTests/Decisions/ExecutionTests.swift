import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

@Suite struct ExecutionTests {
  // MARK: To pay or not

  private struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var action: DisposalAction = .letLapse
    var signatures = 1
    var signed = false
    var effective: String?
    var result: ExecutionResult.Outcome?
    var pays: ExecutionList.Instruction
    var basis: ExecutionList.Basis
    var testDescription: String { name }
  }

  private static let cases = [
    Case(name: "let lapse", pays: .doNotPay, basis: .givenUp),
    Case(name: "given up", action: .abandon, pays: .doNotPay, basis: .givenUp),
    Case(name: "kept", action: .keep, pays: .pay, basis: .decided),
    Case(name: "licensed", action: .license, pays: .pay, basis: .decided),
    Case(name: "unsigned", signatures: 2, pays: .pay, basis: .awaitingSignature),
    Case(name: "signed", signatures: 2, signed: true, pays: .doNotPay, basis: .givenUp),
    Case(name: "on the day", effective: "2027-04-15", pays: .doNotPay, basis: .givenUp),
    Case(name: "a day later", effective: "2027-04-16", pays: .pay, basis: .notYetEffective),
    Case(name: "to be sold", action: .transfer, pays: .pay, basis: .untilItLeaves),
    Case(name: "sold", action: .transfer, result: .transferred, pays: .doNotPay, basis: .hasLeft),
    Case(
      name: "gone in the group", action: .transferInGroup, result: .transferred, pays: .pay,
      basis: .withinGroup),
    Case(name: "licensed meanwhile", action: .transfer, result: .licensed, pays: .pay, basis: .untilItLeaves),
  ]

  private static func book(_ one: Case) -> DecisionBook {
    let day = DecidedPortfolio.day
    let decision = DisposalDecision(
      rightID: 1, number: "P1", run: 1, outcome: "D", action: one.action, decidedBy: "Li", role: "", day: day,
      effective: one.effective.map(Portfolio.day), reason: "why", tier: "t", signatures: one.signatures)
    return DecisionBook(
      decisions: [(entry: 1, hash: "", decision: decision)],
      approvals: one.signed
        ? [DecisionApproval(decision: 1, approvedBy: "Zhao", role: "", day: day)] : [],
      revocations: [],
      results: one.result.map {
        [ExecutionResult(rightID: 1, number: "P1", decision: 1, outcome: $0, day: day, recordedBy: "Li")]
      } ?? [], head: "")
  }

  @Test(arguments: cases)
  private func aFeeIsLeftUnpaidOnlyByADecisionInForce(one: Case) {
    let due = Portfolio.day("2027-04-15")
    let (pays, basis) = ExecutionList.judge(
      ExecutionTests.book(one).standing(1), due: due, gates: GateCheck(nil))
    #expect(pays == one.pays)
    #expect(basis == one.basis)
  }

  @Test func whatNobodyDecidedIsPaid() {
    let (pays, basis) = ExecutionList.judge(nil, due: DecidedPortfolio.day, gates: GateCheck(nil))
    #expect(pays == .pay && basis == .undecided)
  }

  /// The list holds every open fee once, and leaves unpaid exactly what was decided.
  @Test func theListHoldsEveryOpenFee() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .letLapse)
    try portfolio.decide("P4", .keep)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    let numbers = list.lines.map { outlook.table.text("number", $0.row) }
    // P2 is paid ahead, P3 has ended.
    #expect(numbers == ["P1", "P4", "P5", "P6"])
    #expect(list.lines.map(\.instruction) == [.doNotPay, .pay, .pay, .pay])
    #expect(list.sum(.doNotPay).amount == 200_000)
    #expect(list.sum(.pay).amount == 600_000)
  }

  /// A closed gate that nobody has answered for is paid over, although the decision is signed.
  @Test func aGateThatClosesLaterStopsTheLapse() throws {
    let portfolio = try DecidedPortfolio()
    let decision = DisposalDecision(
      rightID: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", run: portfolio.run.id,
      outcome: "D", action: .letLapse, decidedBy: "Li", role: "", day: DecidedPortfolio.day, reason: "why",
      tier: "ordinary")
    let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
    try portfolio.workspace.store.record([.decision(decision)], by: signature)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    func basis() throws -> ExecutionList.Basis? {
      let list = try portfolio.workspace.executionList(outlook, days: 365)
      return list.lines.first { $0.decision != nil }?.basis
    }
    #expect(try basis() == .closedGate)
    let missing = try portfolio.workspace.missingPapers(asOf: DecidedPortfolio.day)
    #expect(missing.map(\.id).contains("G3") && missing.map(\.id).contains("inventor-notice"))
    let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: decision.rightID, number: "P5", gate: "G3", acts: [.lapse], document: paper,
      from: DecidedPortfolio.day, validTo: Portfolio.day("2027-06-30"), by: signature)
    #expect(
      try !portfolio.workspace.missingPapers(asOf: DecidedPortfolio.day).map(\.id).contains("G3"))
    // The consent has run out.
    let later = try portfolio.workspace.missingPapers(asOf: Portfolio.day("2027-07-01"))
    #expect(later.first { $0.id == "G3" }?.expired == Portfolio.day("2027-06-30"))
  }

  // MARK: The register

  @Test func theRegisterTellsWhatBecameOfADecision() throws {
    let portfolio = try DecidedPortfolio()
    for (number, action) in [
      ("P1", DisposalAction.keep), ("P2", .keep), ("P4", .letLapse), ("P5", .letLapse), ("P6", .letLapse),
    ] {
      try portfolio.decide(number, action)
    }
    func findings(_ day: String) throws -> [String: ExecutionCheck.Finding] {
      let check = try portfolio.workspace.executionCheck(
        portfolio.workspace.feeOutlook(asOf: Portfolio.day(day)))
      return Dictionary(uniqueKeysWithValues: check.lines.map { ($0.number, $0.finding) })
    }
    #expect(
      try findings("2026-08-01") == [
        "P1": .kept, "P2": .kept, "P4": .lapsingAhead, "P5": .lapsingUnderCondition, "P6": .lapsingAhead,
      ])
    // Past the due day, in grace: the ledger ends before that of P1, the fee of P2 was paid ahead.
    #expect(try findings("2027-05-20")["P1"] == .beyondLedger)
    #expect(try findings("2027-05-20")["P2"] == .kept)
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P1": "lapsed,2027-04-15", "P4": "lapsed,2027-04-15"], seen: "2027-12-01"),
        "payments": "right,fee_year,paid_day,amount\nP5,9,2027-04-02,2000\nP6,9,2027-04-02,2000\n",
      ], on: "2027-12-01")
    let after = try findings("2027-12-01")
    #expect(
      after == [
        "P1": .keptButLapsed, "P2": .kept, "P4": .lapsed, "P5": .lapsingUnderCondition, "P6": .lapsingButPaid,
      ])
    #expect(Set(after.values.filter(\.isAlarm)) == [.keptButLapsed, .lapsingButPaid])
  }

  /// A fee told as paid on a right that is to lapse is an alarm before any ledger shows it.
  @Test func aFeeToldAsPaidOnARightThatIsToLapseIsAnAlarm() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    let paid = DecidedPortfolio.day.adding(months: 1)
    _ = try portfolio.workspace.recordResult(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", .paid, on: paid, document: nil,
      note: nil, by: JournalSignature(actor: "Li", day: paid))
    let check = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day.adding(months: 2)))
    #expect(check.lines.first { $0.number == "P5" }?.finding.isAlarm == true)
  }

  /// What nobody decided was to be kept as well, and what is past its grace is not kept because no one recorded it.
  @Test func undecidedRightsAndEndedGraceAreAlarms() throws {
    let portfolio = try DecidedPortfolio()
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    try portfolio.decide("P1", .keep)
    try portfolio.decide("P6", .transfer)
    func check(_ day: String) throws -> ExecutionCheck {
      try portfolio.workspace.executionCheck(portfolio.workspace.feeOutlook(asOf: Portfolio.day(day)))
    }
    let before = try check("2026-08-01")
    #expect(before.lines.map(\.finding) == [.kept, .leaving])
    #expect(before.undecided == 3)
    #expect(!before.hasAlarm)
    // Due on 15 April, in grace till 15 October.
    let late = try check("2027-05-20")
    // The ledger ends before the due day: it is said once, with the number.
    #expect(
      Dictionary(uniqueKeysWithValues: late.lines.map { ($0.number, $0.finding) }) == [
        "P1": .beyondLedger, "P6": .beyondLedger,
      ])
    #expect(!late.hasAlarm)
    #expect(late.beyondLedger == 4 && late.ledgerEnd == Portfolio.day("2026-06-30"))
    #expect(late.undecided == 1, "P2 is paid ahead")
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: Portfolio.day("2027-05-20"), language: .en)
    let text = ExecutionDocuments.check(late, context).text(width: nil)
    #expect(text.contains("The ledger ends on 2026-06-30"))
    #expect(text.contains("cannot be told of 4 rights"))
    // The ledger is imported again, and these are not on it.
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP2,10,2027-05-10,2000\n"], on: "2027-05-18")
    let known = try check("2027-05-20")
    #expect(known.lines(.undecidedButUnpaid).map(\.number) == ["P4", "P5"])
    #expect(known.lines(.keptButUnpaid).map(\.number) == ["P1"])
    #expect(known.lines(.leavingButUnpaid).map(\.number) == ["P6"])
    #expect(known.beyondLedger == 0)
    // The grace is over and the register has not followed yet.
    let over = try check("2027-11-01")
    #expect(over.lines(.keptPastGrace).isEmpty)
    #expect(over.beyondLedger == 4, "their grace ended after the ledger")
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P4": "lapsed,2027-04-15", "P6": "lapsed,2027-04-15"], seen: "2027-12-01"),
        "payments": "right,fee_year,paid_day,amount\nP5,9,2027-05-12,2000\n",
      ], on: "2027-12-01")
    let after = try check("2027-12-01")
    #expect(after.lines(.undecidedButLapsed).map(\.number) == ["P4"])
    #expect(after.lines(.leavingButLapsed).map(\.number) == ["P6"])
    #expect(after.lines(.keptPastGrace).map(\.number) == ["P1"])
    #expect(after.lines(.keptPastGrace).map(\.day) == [Portfolio.day("2027-10-15")])
    #expect(after.lines.first?.finding.isAlarm == true)
  }

  private struct Done: CustomTestStringConvertible, Sendable {
    var action: DisposalAction
    var outcome: ExecutionResult.Outcome
    var finding: ExecutionCheck.Finding
    var testDescription: String { "\(action.rawValue), done: \(outcome.rawValue)" }
  }

  private static let done = [
    Done(action: .keep, outcome: .paid, finding: .doneButUnpaid),
    Done(action: .keep, outcome: .lapsed, finding: .doneOtherwise),
    Done(action: .letLapse, outcome: .paid, finding: .doneOtherwise),
    Done(action: .letLapse, outcome: .lapsed, finding: .doneButAlive),
    Done(action: .abandon, outcome: .abandoned, finding: .doneButAlive),
    Done(action: .license, outcome: .transferred, finding: .doneOtherwise),
    Done(action: .transfer, outcome: .transferred, finding: .leaving),
    Done(action: .transfer, outcome: .abandoned, finding: .doneOtherwise),
  ]

  /// What was recorded as done beside what was decided, and beside register and ledger.
  @Test(arguments: done)
  private func whatWasDoneIsCompared(one: Done) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", one.action)
    _ = try portfolio.workspace.recordResult(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P4")], number: "P4", one.outcome,
      on: Portfolio.day("2027-04-20"), document: nil, note: nil,
      by: JournalSignature(actor: "Li", day: Portfolio.day("2027-04-20")))
    let check = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-05-20")))
    #expect(check.lines.map(\.finding) == [one.finding])
  }

  /// Recorded as transferred, while the register that was seen since has the same owner: it is paid for until that is
  /// settled.
  @Test(arguments: [(nil, false), ("Acme", true), ("Beta", false)] as [(String?, Bool)])
  func aTransferThatTheRegisterDoesNotShowIsAnAlarm(owner: String?, alarms: Bool) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .transfer)
    let done = Portfolio.day("2026-09-01")
    _ = try portfolio.workspace.recordResult(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P4")], number: "P4", .transferred, on: done,
      document: nil, note: nil, by: JournalSignature(actor: "Li", day: done))
    if let owner {
      let rights = DecidedPortfolio.rights(seen: "2026-10-01").replacing(
        "Right 4,2019-04-15,2019-12-20,,in-force,2026-10-01,U1,Acme",
        with: "Right 4,2019-04-15,2019-12-20,,in-force,2026-10-01,U1,\(owner)")
      try portfolio.portfolio.take(["rights": rights], on: "2026-10-01")
    }
    let check = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02")))
    #expect(check.lines.map(\.finding) == [alarms ? .doneButOwned : .leaving])
    let list = try portfolio.workspace.executionList(
      portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02")), days: 365)
    let fee = try #require(list.lines.first { $0.decision != nil })
    #expect(fee.instruction == (alarms ? .pay : .doNotPay))
    #expect(fee.basis == (alarms ? .stillOwned : .hasLeft))
    #expect(check.hasAlarm == alarms)
  }

  /// A file in which nothing is new was seen all the same: on its day the register showed the owners of before. Of a
  /// right that it does not list it says nothing, and one seen before the transfer proves nothing.
  @Test(arguments: [("2026-10-01", true, true), ("2026-10-01", false, false), ("2026-08-31", true, false)])
  func aRegisterWithoutANewRowWasSeen(day: String, lists: Bool, alarms: Bool) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .transfer)
    let done = Portfolio.day("2026-09-01")
    _ = try portfolio.workspace.recordResult(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P4")], number: "P4", .transferred, on: done,
      document: nil, note: nil, by: JournalSignature(actor: "Li", day: done))
    let imports = try portfolio.workspace.store.imports()
    let rows = DecidedPortfolio.rights().split(separator: "\n").filter { lists || !$0.hasPrefix("P4,") }
    let report = try portfolio.portfolio.take(
      ["rights": rows.joined(separator: "\n") + "\n"], on: day)
    #expect(report.files.allSatisfy { $0.counts.unchanged == $0.counts.rows })
    #expect(try portfolio.workspace.store.imports() == imports, "no batch is kept")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02"))
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines.map(\.finding) == [alarms ? .doneButOwned : .leaving])
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    #expect(list.lines.first { $0.decision != nil }?.instruction == (alarms ? .pay : .doNotPay))
    // What a run rests on has not changed.
    #expect(try portfolio.workspace.store.rightsChanged(after: portfolio.run.imports.count).isEmpty)
    #expect(try portfolio.portfolio.review("2026-06-30").id == portfolio.run.id)
  }

  /// Questions of which the portfolio holds nothing are told once, with the decided rights that wait for them.
  @Test func whatThePortfolioLacksIsTold() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .letLapse)
    try portfolio.decide("P6", .letLapse)
    let (papers, questions) = try portfolio.workspace.missing(asOf: DecidedPortfolio.day)
    let licences = try #require(questions.first { $0.gate.id == "G2" })
    #expect(licences.rights == 2 && licences.facts.contains(.licencesOut))
    #expect(!papers.contains { paper in questions.contains { $0.gate.id == paper.id } })
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: DecidedPortfolio.day, language: .en)
    let text = ExecutionDocuments.missing(papers, questions: questions, context).text(width: nil)
    #expect(text.contains("Questions of which the portfolio holds no data at all"))
  }

  /// An end before the day from which it was decided is none that was decided.
  @Test func aLapseBeforeItsDayIsAnAlarm() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .letLapse, effective: Portfolio.day("2028-01-01"))
    try portfolio.decide("P6", .letLapse, effective: Portfolio.day("2028-01-01"))
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(["P4": "lapsed,2027-04-15"], seen: "2027-12-01"),
        "payments": "right,fee_year,paid_day,amount\nP2,10,2027-11-20,2000\n",
      ], on: "2027-12-01")
    let check = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-12-01")))
    #expect(check.lines(.lapsedTooEarly).map(\.number) == ["P4"])
    #expect(check.lines(.keptPastGrace).map(\.number) == ["P6"], "its fee of 2027 was to be paid")
  }

  @Test func whatWasLetGoIsFollowed() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .letLapse)
    try portfolio.decide("P6", .transfer)
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(["P4": "lapsed,2027-04-15"], seen: "2027-12-01"),
        "citations": "right,observed_on,forward\nP4,2026-06-30,2\nP4,2027-12-01,5\n",
        "ownership": "right,party,from_day\nP6,Beta,2027-02-01\n",
        "parties": "party,kind\nBeta,enterprise\n",
      ], on: "2027-12-01")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-12-01"))
    let report = try portfolio.workspace.letGo(outlook)
    #expect(report.lines.map(\.decision.decision.number) == ["P4", "P6"])
    #expect(report.lines[0].ended == Portfolio.day("2027-04-15"))
    // The run did not know of the two citations: what is not known is not compared.
    #expect(report.lines[0].citedSince == nil)
    #expect(report.lines[0].citationsNow == 5)
    #expect(report.lines[1].hasNewOwner)
    #expect(!report.lines[0].hasNewOwner)
  }

  /// A count that nobody has looked at since the decision is no count of zero.
  @Test func citationsAreComparedOnlyWhereTheyWereCountedSince() throws {
    let portfolio = try DecidedPortfolio()
    func counted(_ day: String, _ count: Int) throws {
      try portfolio.portfolio.take(
        ["citations": "right,observed_on,forward\nP4,\(day),\(count)\n"], on: day)
    }
    func line(_ day: String) throws -> LetGoReport.Line {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let report = try portfolio.workspace.letGo(outlook)
      return report.lines[0]
    }
    try counted("2026-06-30", 2)
    try portfolio.decide("P4", .letLapse, on: try portfolio.portfolio.review("2026-07-01"))
    let before = try line("2026-08-01")
    #expect(before.citationsThen == 2 && before.citationsNow == 2)
    #expect(before.citedSince == nil && before.isNotCountedSince)
    #expect(before.citationsSeenOn == Portfolio.day("2026-06-30"))
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: Portfolio.day("2026-08-01"), language: .en)
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: [0], scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-08-01"))
    let document = CycleDocuments.status(
      try portfolio.workspace.progress(of: portfolio.workspace.cycle("2027"), asOf: outlook.asOf),
      run: portfolio.run, letGo: try portfolio.workspace.letGo(outlook), context)
    #expect(document.json().contains("\"citedSince\": null"))
    #expect(document.text(width: nil).contains("not observed since the decision (last on 2026-06-30): 1"))
    try counted("2027-06-30", 2)
    #expect(try line("2027-07-01").citedSince == 0)
    try counted("2027-12-01", 5)
    #expect(try line("2027-12-01").citedSince == 3)
  }

  /// What was copied is told by the infringement disputes begun since; where none are kept, which file would tell.
  @Test func whatWasCopiedSinceIsToldOnlyWhereAFileTells() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .letLapse)
    try portfolio.decide("P6", .transfer)
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: [0], scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    func document() throws -> (report: LetGoReport, text: String) {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-12-01"))
      let report = try portfolio.workspace.letGo(outlook)
      let context = try portfolio.workspace.recordContext(
        run: portfolio.run, asOf: outlook.asOf, language: .en)
      let progress = try portfolio.workspace.progress(
        of: portfolio.workspace.cycle("2027"), asOf: outlook.asOf)
      return (
        report, CycleDocuments.status(progress, run: portfolio.run, letGo: report, context).text(width: nil)
      )
    }
    let before = try document()
    #expect(!before.report.keepsDisputes)
    #expect(before.text.contains("Copied since: no file tells; disputes.csv (type infringement) would"))
    // A list completed by the day of the decision tells nothing of what came after it.
    try portfolio.portfolio.take(
      ["complete_lists": "list,day,by\ndisputes,2026-05-29,Li\n"], on: "2026-07-01")
    let earlier = try document()
    #expect(earlier.report.disputesSeenOn == Portfolio.day("2026-05-29"))
    #expect(
      earlier.text.contains(
        "Infringement disputes not looked up since the decision (the last list is of 2026-05-29): 2"))
    #expect(!earlier.text.contains("begun since"))
    // A list stated to be complete tells that there is none.
    try portfolio.portfolio.take(
      ["complete_lists": "list,day,by\ndisputes,2027-10-01,Li\n"], on: "2027-10-01")
    let complete = try document()
    #expect(complete.report.keepsDisputes)
    #expect(complete.text.contains("With an infringement dispute begun since (disputes.csv): 0"))
    // One from before the decision and one of another kind are no copies since.
    try portfolio.portfolio.take(
      [
        "parties": "party,kind\nCopycat,enterprise\n",
        "disputes": "dispute,right,type,counterparty,from_day\nC1,P4,infringement,Copycat,2027-02-01\n"
          + "C2,P4,contract,Copycat,2027-02-01\nC3,P6,infringement,Copycat,2026-06-01\n",
      ], on: "2027-11-01")
    let after = try document()
    #expect(after.report.keepsDisputes)
    #expect(after.report.lines.map { $0.infringements.map(\.number) } == [["C1"], []])
    #expect(after.text.contains("With an infringement dispute begun since (disputes.csv): 1"))
    #expect(after.text.contains("C1 Copycat 2027-02-01"))
  }

  @Test func theBudgetComparesPlannedDecidedAndPaid() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .letLapse)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let coming = try #require(try portfolio.workspace.budget(2027, run: portfolio.run, outlook))
    // Five rights at 2,000 yuan; one has been paid ahead, and one is to lapse.
    #expect(coming.total.planned == 800_000)
    #expect(coming.total.decided == 600_000)
    #expect(coming.total.paid == 0)
    // A decision that takes effect after the fee of the year does not spare it; one before it does.
    try portfolio.decide("P6", .letLapse, effective: Portfolio.day("2027-06-01"))
    #expect(try portfolio.workspace.budget(2027, run: portfolio.run, outlook)?.total.decided == 600_000)
    try portfolio.decide("P6", .letLapse, effective: Portfolio.day("2027-04-01"))
    #expect(try portfolio.workspace.budget(2027, run: portfolio.run, outlook)?.total.decided == 400_000)
    let present = try #require(try portfolio.workspace.budget(2026, run: portfolio.run, outlook))
    // What was paid before the run was made is in no column: the run forecast only what was still to come.
    #expect(present.total.paid == 0)
    #expect(present.from == portfolio.run.asOf && coming.from == nil)
    #expect(present.lines.map(\.unit) == ["Unit one"])
    #expect(try portfolio.workspace.budget(1999, run: portfolio.run, outlook) == nil)
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP5,9,2026-09-01,2000\n"], on: "2026-12-31")
    let after = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-12-31"))
    #expect(try portfolio.workspace.budget(2026, run: portfolio.run, after)?.total.paid == 200_000)
  }

  @Test func theFileOfARightHoldsItsHistory() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let record = try portfolio.workspace.complianceRecord(of: "P5", outlook)
    #expect(record.grades.map(\.run) == [portfolio.run.id])
    #expect(record.decisions.count == 1)
    #expect(record.entries.map(\.kind).contains(.decision))
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: DecidedPortfolio.day, language: .en)
    let document = ComplianceDocument.make(record, context)
    #expect(document.json().contains(record.entries[0].hash))
    #expect(document.json().contains(portfolio.run.snapshotHash))
    #expect(document.json() == ComplianceDocument.make(record, context).json(), "the same bytes every time")
    #expect(document.html().contains("G3"))
    // Every gate of the model with its state, the routes, and who signed in which role.
    let gates = try #require(record.gates)
    #expect(gates.findings.count == gates.run.gates?.model.gates.count)
    #expect(gates.day == Portfolio.day("2027-04-15"))
    #expect(gates.findings.first { $0.gate.id == "G3" }?.finding?.state == .closed)
    for (gate, _) in gates.findings { #expect(document.json().contains("\"gate\": \"\(gate.id)\"")) }
    #expect(document.json().contains("\"route\": \"let-lapse\""))
    #expect(document.json().contains("Zhao (legal, 2026-07-01)"))
    #expect(document.html().contains("Zhao (legal, 2026-07-01)"))
    // On screen no column is cut off.
    let text = document.text(width: 100)
    #expect(text.contains("Zhao (legal, 2026-07-01)"))
    #expect(text.contains("known"), "the reason why conflicts were accepted")
  }
}
