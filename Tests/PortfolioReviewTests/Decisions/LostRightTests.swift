import PortfolioCore
import PortfolioReview
import PortfolioStore
import Reporting
import TestSupport
import Testing
import Winnow

/// What is lost by the register does not quiet an alarm that was right while it could still be averted.
@Suite struct LostRightTests {
  private static let seen = "2027-12-01"

  private static func check(_ portfolio: DecidedPortfolio, _ day: String = seen) throws -> ExecutionCheck {
    try portfolio.workspace.executionCheck(portfolio.workspace.feeOutlook(asOf: Portfolio.day(day)))
  }

  private struct Consent: CustomTestStringConvertible, Sendable {
    var from: String?
    var through: String?
    var isAlarm: Bool
    var testDescription: String { "from \(from ?? "never") to \(through ?? "–")" }
  }

  /// The pledgee's consent is nobody's to waive: the list said to pay the fee of 15 April 2027, which could be paid until
  /// 15 October, and nobody did.
  @Test(arguments: [
    Consent(isAlarm: true), Consent(from: "2027-10-15", isAlarm: false),
    Consent(from: "2027-10-16", isAlarm: true), Consent(from: "2027-05-01", isAlarm: false),
    Consent(from: "2027-05-01", through: "2027-10-14", isAlarm: true),
  ])
  private func aLossBehindAClosedGateStaysAnAlarm(one: Consent) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    try portfolio.decide("P4", .letLapse)
    if let from = one.from.map(Portfolio.day) {
      let paper = try portfolio.portfolio.folder.write("consent.pdf", "yes")
      _ = try portfolio.workspace.recordPaper(
        of: portfolio.run.table.rightIDs[portfolio.run.row("P5")], number: "P5", gate: "G3", acts: [],
        document: paper, from: from, validTo: one.through.map(Portfolio.day),
        by: JournalSignature(actor: "Li", day: from))
    }
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P4": "lapsed,2027-04-15", "P5": "lapsed,2027-04-15"], seen: Self.seen)
      ], on: Self.seen)
    let check = try Self.check(portfolio)
    func finding(_ number: String) -> ExecutionCheck.Finding? {
      check.lines.first { $0.number == number }?.finding
    }
    #expect(finding("P5") == (one.isAlarm ? .lapsedBehindGate : .lapsed))
    #expect(finding("P4") == .lapsed, "nothing stood before it but what was accepted")
    #expect(check.hasAlarm == one.isAlarm)
    // The file of the right says the same of its gates.
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(Self.seen))
    let file = try #require(try portfolio.workspace.complianceRecord(of: "P5", outlook).gates)
    let gate = file.findings.first { $0.gate.id == "G3" }?.finding
    let open: GateState = one.through == nil ? .closed : .expired
    #expect(gate?.state == (one.isAlarm ? open : .lifted))
    #expect(file.day == Portfolio.day("2027-10-15"))
  }

  /// The fee of 15 April 2026 was paid on 1 April, the right was in force when it was decided on or listed, and the
  /// register dates its end back to that very day.
  @Test func aPaidRightThatLapsedIsAnAlarmOfItsOwn() throws {
    let portfolio = try DecidedPortfolio()
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    try portfolio.decide("P1", .keep)
    try portfolio.decide("P4", .transfer)
    try portfolio.decide("P6", .letLapse)
    let lost = Dictionary(
      uniqueKeysWithValues: ["P1", "P4", "P5", "P6"].map { ($0, "lapsed,2026-04-15") })
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(lost, seen: "2026-11-10")], on: "2026-11-10")
    let check = try Self.check(portfolio, "2026-11-20")
    #expect(Set(check.lines(.paidButLapsed).map(\.number)) == ["P1", "P4", "P5", "P6"])
    #expect(check.lines(.paidButLapsed).allSatisfy { $0.day == Portfolio.day("2026-04-15") })
    #expect(check.lines(.paidButLapsed).allSatisfy { $0.finding.isAlarm })
    #expect(check.lines(.lapsed).isEmpty, "P6 was to lapse, and its last fee was paid all the same")
    // Whoever decides with the end before the eyes decides on no living right.
    let run = try portfolio.portfolio.review("2026-11-20")
    let day = Portfolio.day("2026-11-20")
    let request = DecisionRequest(
      row: run.row("P5"), action: .keep, decidedBy: "Li", role: "", day: day, reason: "why")
    var decision = try #require(
      try portfolio.workspace.drafts([request], on: run, day: day, because: "looked").decisions.first)
    decision.signatures = 1
    #expect(decision.accepted.contains("DEC006"))
    try portfolio.workspace.store.record([.decision(decision)], by: JournalSignature(actor: "Li", day: day))
    #expect(try Self.check(portfolio, "2026-11-21").lines(.endedOtherwise).map(\.number) == ["P5"])
  }

  /// A fee paid against a decision to let the right lapse stays an alarm when the register shows the end.
  @Test func aFeePaidAgainstTheDecisionIsToldAfterTheEnd() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .letLapse)
    try portfolio.decide("P6", .letLapse)
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount,surcharge\nP6,9,2027-06-20,2000,200\n"], on: "2027-06-22")
    func findings(_ day: String) throws -> [String: ExecutionCheck.Finding] {
      Dictionary(
        uniqueKeysWithValues: try Self.check(portfolio, day).lines.map { ($0.number, $0.finding) })
    }
    #expect(try findings("2027-06-25")["P6"] == .lapsingButPaid)
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P4": "lapsed,2027-04-15", "P6": "lapsed,2027-04-15"], seen: Self.seen)
      ], on: Self.seen)
    #expect(try findings(Self.seen) == ["P4": .lapsed, "P6": .paidButLapsed])
  }

  /// A pledged right had been given up by a declaration before it was decided on: no gate stood before that decision,
  /// neither in the check nor in the right's file.
  @Test func aRightThatHadEndedBeforeTheDecisionMeetsNoGate() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P5", .letLapse)
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P5": "abandoned,2026-06-20"], seen: Self.seen)], on: Self.seen)
    #expect(try Self.check(portfolio).lines.map(\.finding) == [.lapsed])
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(Self.seen))
    let file = try #require(try portfolio.workspace.complianceRecord(of: "P5", outlook).gates)
    let states = file.findings.compactMap { $0.finding?.state }
    #expect(!states.contains(.closed) && !states.contains(.question), "\(states)")
  }

  /// An end that no fee explains, dated before the decision and unknown then, is a loss all the same.
  @Test func anUnexplainedEndOfAKeptRightIsAnAlarm() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "lapsed,2026-02-20"], seen: "2026-11-10")], on: "2026-11-10")
    #expect(try Self.check(portfolio, "2026-11-20").lines.map(\.finding) == [.keptButLapsed])
  }

  /// Where no payments are on record at all, a late fee is neither paid nor unpaid: it is counted and summed apart, in
  /// grace and after, until the register shows that the right lives on.
  @Test func aLateFeeWithoutALedgerIsToldEverywhere() throws {
    let portfolio = try Portfolio()
    try portfolio.take(
      ["units": "unit,parent,name\nU1,,Unit one\n", "rights": DecidedPortfolio.rights()], on: "2026-06-30")
    let run = try portfolio.review("2027-06-20")
    let day = Portfolio.day("2027-06-21")
    let signature = JournalSignature(actor: "Li", day: day)
    let cycle = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: run, rows: Array(0..<6), scope: "", due: nil, by: signature)
    let request = DecisionRequest(
      row: run.row("P1"), action: .keep, decidedBy: "Li", role: "", day: day, reason: "why")
    let drafts = try portfolio.workspace.drafts([request], on: run, day: day, cycle: cycle, because: "looked")
    _ = try portfolio.workspace.record(drafts, by: signature)
    func told(_ day: String) throws -> (check: ExecutionCheck, budget: BudgetComparison, text: String) {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let check = try portfolio.workspace.executionCheck(outlook)
      let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
      let context = try portfolio.workspace.recordContext(run: run, asOf: outlook.asOf, language: .en)
      let minutes = CycleDocuments.minutes(
        try portfolio.workspace.progress(of: cycle, asOf: outlook.asOf), run: run, body: "", head: "",
        notes: try portfolio.workspace.minutesNotes(of: cycle, asOf: outlook.asOf), context)
      let text = [
        ExecutionDocuments.check(check, context),
        ExecutionDocuments.budget(budget, currency: run.currency, context), minutes,
      ].map { $0.text(width: nil) }.joined(separator: "\n")
      return (check, budget, text)
    }
    let late = try told("2027-06-25")
    #expect(late.check.lines.map(\.finding) == [.withoutLedger])
    #expect(late.check.lines.map(\.day) == [Portfolio.day("2027-04-15")])
    #expect(late.check.withoutLedger == 5 && late.check.undecided == 0 && !late.check.hasAlarm)
    #expect(late.budget.untold.rights == 5 && late.budget.untold.unknown == 0)
    #expect(late.budget.untold.amount > 1_000_000, "five times 2,000 and surcharges")
    #expect(late.budget.late.rights == 0 && late.budget.untoldPastGrace == 0)
    #expect(late.text.contains("whether they were paid cannot be told: 5"))
    #expect(late.text.contains("to be verified: 5 rights"))
    #expect(late.text.contains("nobody can tell whether they were paid: 1, to be verified"))
    let over = try told("2027-11-01")
    #expect(over.check.lines.map(\.finding) == [.withoutLedger])
    #expect(over.check.lines.map(\.day) == [Portfolio.day("2027-10-15")])
    #expect(over.budget.untold.rights == 0 && over.budget.untoldPastGrace == 5)
    #expect(over.text.contains("to be looked up in the register: 5 rights"))
    // The register shows the right in force after that: then the fee was paid.
    try portfolio.take(["rights": DecidedPortfolio.rights(seen: "2027-12-01")], on: "2027-12-01")
    let known = try told("2027-12-02")
    #expect(known.check.lines.map(\.finding) == [.kept] && known.check.withoutLedger == 0)
    #expect(known.budget.untoldPastGrace == 0)
  }

  /// A fee paid in its grace on 10 June 2027, which the register of 18 June does not show yet, is not late.
  @Test func aPaymentThatTheRegisterDoesNotShowYetIsNotLate() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    try portfolio.decide("P4", .keep)
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P1": "annuity-late,", "P4": "annuity-late,"], seen: "2027-06-18"),
        "payments": "right,fee_year,paid_day,amount,surcharge\nP1,9,2027-06-10,2000,100\n",
      ], on: "2027-06-18")
    for day in ["2027-06-20", "2027-12-01"] {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let late = (0..<outlook.count).filter { outlook.isCalledLate($0) }
      #expect(late.map { outlook.table.text("number", $0) } == ["P4"])
      let line = try Self.check(portfolio, day).lines.first { $0.number == "P1" }
      #expect(line?.finding == .kept && line?.day == nil)
    }
  }

  /// The register's word of 18 June 2027, "annuity late", is settled by a payment made since; what nobody paid is past its
  /// grace by December, and no day is made up for it.
  @Test func anOldWordOfTheRegisterIsNoFeeOfToday() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    try portfolio.decide("P4", .keep)
    try portfolio.portfolio.take(
      [
        "rights": DecidedPortfolio.rights(
          ["P1": "annuity-late,", "P4": "annuity-late,"], seen: "2027-06-18"),
        "payments": "right,fee_year,paid_day,amount\nP6,9,2027-04-10,2000\n",
      ], on: "2027-06-18")
    func found(_ day: String) throws -> [String: ExecutionCheck.Line] {
      Dictionary(uniqueKeysWithValues: try Self.check(portfolio, day).lines.map { ($0.number, $0) })
    }
    let late = try found("2027-06-20")
    #expect(late["P1"]?.finding == .keptButUnpaid && late["P1"]?.day == Portfolio.day("2027-04-15"))
    #expect(late["P4"]?.finding == .keptButUnpaid)
    let before = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-06-20")).planningFees(
      from: 2028, years: 2)
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount,surcharge\nP1,9,2027-07-20,2000,300\n"],
      on: "2027-07-22")
    #expect(try found("2027-07-25")["P1"]?.finding == .kept)
    let after = try found("2027-12-01")
    #expect(after["P1"]?.finding == .kept && after["P1"]?.day == nil)
    #expect(after["P4"]?.finding == .keptPastGrace && after["P4"]?.day == Portfolio.day("2027-10-15"))
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-12-01"))
    let rows = Dictionary(
      uniqueKeysWithValues: (0..<outlook.count).map { (outlook.table.text("number", $0), $0) })
    let (paid, past) = (try #require(rows["P1"]), try #require(rows["P4"]))
    #expect(!outlook.isCalledLate(paid) && outlook.isCalledLate(past))
    // What a plan is told of: nothing can be paid any more, and nothing is owed.
    let fees = outlook.planningFees(from: 2028, years: 2)
    #expect(fees.late.isEmpty && fees.lateFees.isEmpty)
    #expect(fees.pastGrace.map(\.row) == [past])
    #expect(fees.pastGrace.map(\.lastDay) == [Portfolio.day("2027-10-15")])
    #expect(before.late == [paid, past].sorted() && before.pastGrace.isEmpty)
  }
}
