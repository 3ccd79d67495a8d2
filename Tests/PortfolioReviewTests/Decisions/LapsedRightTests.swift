import PortfolioCore
import PortfolioReview
import PortfolioStore
import Reporting
import TestSupport
import Testing
import Winnow

/// Registers date the end of a right back to the due day of the fee that was not paid: whoever decided in its grace decided
/// on a living right.
@Suite struct LapsedRightTests {
  private static let ledger = ["payments": "right,fee_year,paid_day,amount\nP4,9,2027-04-02,2000\n"]

  /// Decides on a day of 2027, by a run of that day.
  private static func decide(
    _ portfolio: DecidedPortfolio, _ number: String, _ action: DisposalAction, on day: String,
    signatures: Int = 1
  ) throws {
    let run = try portfolio.portfolio.review(day)
    let request = DecisionRequest(
      row: run.row(number), action: action, decidedBy: "Li", role: "", day: Portfolio.day(day), reason: "why")
    let drafts = try portfolio.workspace.drafts(
      [request], on: run, day: Portfolio.day(day), because: "looked")
    var decision = try #require(drafts.decisions.first)
    decision.signatures = signatures
    try portfolio.workspace.store.record(
      [.decision(decision)], by: JournalSignature(actor: "Li", day: Portfolio.day(day)))
  }

  private static func check(_ portfolio: DecidedPortfolio, _ day: String) throws -> ExecutionCheck {
    try portfolio.workspace.executionCheck(portfolio.workspace.feeOutlook(asOf: Portfolio.day(day)))
  }

  private struct Case: CustomTestStringConvertible, Sendable {
    var day: String
    var signatures = 1
    var finding: ExecutionCheck.Finding
    var testDescription: String { "\(day), \(signatures)" }
  }

  /// The fee fell due on 15 April 2027 and could be paid until 15 October.
  @Test(arguments: [
    Case(day: "2027-06-20", finding: .keptButLapsed), Case(day: "2027-10-15", finding: .keptButLapsed),
    Case(day: "2027-06-20", signatures: 2, finding: .undecidedButLapsed),
    Case(day: "2027-11-05", finding: .endedOtherwise),
  ])
  private func aLossDatedBackIsAnAlarm(one: Case) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(Self.ledger, on: "2027-06-18")
    try Self.decide(portfolio, "P1", .keep, on: one.day, signatures: one.signatures)
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "lapsed,2027-04-15"], seen: "2027-12-01")], on: "2027-12-01")
    let line = try #require(try Self.check(portfolio, "2027-12-01").lines.first)
    #expect(line.finding == one.finding && line.day == Portfolio.day("2027-04-15"))
    // Two months from the end would be over before grace was: they count from its end.
    let isAlarm = one.finding.isAlarm
    #expect(line.restorableUntil == (isAlarm ? Portfolio.day("2027-12-15") : nil))
    let later = try #require(try Self.check(portfolio, "2028-01-10").lines.first)
    #expect(later.finding == one.finding && later.restorableUntil == nil)
  }

  /// What was put on a list in its grace and is lost since is an alarm, though nobody decided on it.
  @Test(arguments: [("2027-06-20", true), ("2027-11-05", false)])
  func anUndecidedLossDatedBackIsAnAlarm(day: String, alarms: Bool) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(Self.ledger, on: "2027-06-18")
    let run = try portfolio.portfolio.review(day)
    _ = try portfolio.workspace.openCycle(
      "2028", year: 2028, run: run, rows: [run.row("P5")], scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: Portfolio.day(day)))
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P5": "lapsed,2027-04-15"], seen: "2027-12-01")], on: "2027-12-01")
    let check = try Self.check(portfolio, "2027-12-01")
    #expect(check.lines.map(\.finding) == (alarms ? [.undecidedButLapsed] : []))
    #expect(check.lines.compactMap(\.restorableUntil) == (alarms ? [Portfolio.day("2027-12-15")] : []))
  }

  /// A right that can be restored is told when it is decided to be kept, listed with its last day, and an alarm.
  @Test func aRightThatCanBeRestoredDoesNotDisappear() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(Self.ledger, on: "2027-06-18")
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "lapsed-restorable,2027-04-15"], seen: "2027-11-20")],
      on: "2027-11-20")
    let day = Portfolio.day("2027-11-25")
    let run = try portfolio.portfolio.review("2027-11-25")
    func drafts(_ action: DisposalAction) throws -> [Problem] {
      let request = DecisionRequest(
        row: run.row("P1"), action: action, decidedBy: "Li", role: "", day: day, reason: "why")
      return try portfolio.workspace.drafts([request], on: run, day: day).conflicts
    }
    let told = try #require(try drafts(.keep).first { $0.code == .rightRestorable })
    #expect(told.message.en.contains("lapsed on 2027-04-15"))
    #expect(told.message.en.contains("restoration to be asked for by 2027-12-15"))
    #expect(try !drafts(.letLapse).contains { $0.code == .rightRestorable })
    try Self.decide(portfolio, "P1", .keep, on: "2027-11-25")
    let outlook = try portfolio.workspace.feeOutlook(asOf: day)
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    #expect(list.toRestore.map(\.until) == [Portfolio.day("2027-12-15")])
    #expect(list.toRestore.map(\.ended) == [Portfolio.day("2027-04-15")])
    #expect(!list.lines.contains { outlook.table.text("number", $0.row) == "P1" })
    let context = try portfolio.workspace.recordContext(run: run, asOf: day, language: .en)
    let document = ExecutionDocuments.list(list, of: outlook, context)
    #expect(document.text(width: nil).contains("To be restored (1)"))
    #expect(document.json().contains("\"restoreBy\": \"2027-12-15\""))
    let line = try #require(try Self.check(portfolio, "2027-11-25").lines.first)
    #expect(line.finding == .keptButLapsed && line.restorableUntil == Portfolio.day("2027-12-15"))
    // Nobody restored it: lost, and no end from before the decision.
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "lapsed,2027-04-15"], seen: "2028-01-10")], on: "2028-01-10")
    #expect(try Self.check(portfolio, "2028-01-10").lines.first?.finding == .keptButLapsed)
  }

  /// Once the schedule's time to ask for restoration is over, nothing is told as open, whatever the register still calls it.
  @Test func aRestorationThatIsOverIsNotToldAsOpen() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(Self.ledger, on: "2027-06-18")
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "lapsed-restorable,2027-04-15"], seen: "2027-11-20")],
      on: "2027-11-20")
    let over = Portfolio.day("2027-12-15")
    func told(_ day: String) throws -> (list: ExecutionList, text: String, conflict: Problem?) {
      let run = try portfolio.portfolio.review(day)
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let list = try portfolio.workspace.executionList(outlook, days: 365)
      let context = try portfolio.workspace.recordContext(run: run, asOf: outlook.asOf, language: .en)
      let request = DecisionRequest(
        row: run.row("P1"), action: .keep, decidedBy: "Li", role: "", day: outlook.asOf, reason: "why")
      let conflict = try portfolio.workspace.drafts([request], on: run, day: outlook.asOf).conflicts.first {
        $0.code == .rightRestorable
      }
      let check = try portfolio.workspace.executionCheck(outlook)
      let text = [
        ExecutionDocuments.list(list, of: outlook, context), ExecutionDocuments.check(check, context),
        ComplianceDocument.make(try portfolio.workspace.complianceRecord(of: "P1", outlook), context),
      ].map { $0.text(width: nil) }.joined(separator: "\n")
      return (list, text, conflict)
    }
    try Self.decide(portfolio, "P1", .keep, on: "2027-11-25")
    let open = try told("2027-12-15")
    #expect(open.list.toRestore.map(\.until) == [over] && open.list.restorationOver.isEmpty)
    #expect(open.conflict?.message.en.contains("restoration to be asked for by 2027-12-15") == true)
    #expect(!open.text.contains("time to restore over on"))
    let late = try told("2027-12-16")
    #expect(late.list.toRestore.isEmpty && late.list.restorationOver.map(\.until) == [over])
    #expect(late.conflict?.message.en.contains("over on 2027-12-15") == true)
    #expect(late.conflict?.remedy?.en.contains("later one begins the time limit") == true)
    #expect(late.text.contains("Time to restore over, by the schedule (1)"))
    #expect(late.text.contains("time to restore over on"))
    #expect(late.text.contains("was over on 2027-12-15: only a later notice"))
    let line = try #require(try Self.check(portfolio, "2027-12-16").lines.first)
    #expect(line.finding == .keptButLapsed && line.restorableUntil == nil && line.restorationOver == over)
  }

  // MARK: The list

  /// After a fee that stays unpaid none falls due, whatever is decided of it, and none is in a sum.
  @Test func whatIsMootIsInNoSum() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .letLapse)
    func told(_ day: String, _ days: Int) throws
      -> (list: ExecutionList, bases: [ExecutionList.Basis], text: String)
    {
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(day))
      let list = try portfolio.workspace.executionList(outlook, days: days)
      let own = list.lines.filter { outlook.table.text("number", $0.row) == "P1" }
      let context = try portfolio.workspace.recordContext(
        run: portfolio.run, asOf: outlook.asOf, language: .en)
      return (list, own.map(\.basis), ExecutionDocuments.list(list, of: outlook, context).text(width: nil))
    }
    let ahead = try told("2026-07-01", 800)
    #expect(ahead.bases == [.givenUp, .endsBefore])
    #expect(ahead.list.sum(.doNotPay).amount == 200_000 && ahead.list.due(.doNotPay).count == 1)
    #expect(ahead.text.contains("do not pay: 1 fees") && ahead.text.contains("and in no sum: 1 fees"))
    // Once its grace is over, the fee that was left unpaid ends the right as well.
    try portfolio.portfolio.take(Self.ledger, on: "2027-11-30")
    let after = try told("2027-12-01", 365)
    #expect(after.bases == [.endsBefore])
    #expect(after.list.sum(.doNotPay).amount == 0)
  }

  /// A late fee of which nobody can tell whether it was paid is to be verified first.
  @Test func aLateFeeThatMayHaveBeenPaidIsToBeVerified() throws {
    let portfolio = try DecidedPortfolio()
    let day = Portfolio.day("2027-05-20")
    let outlook = try portfolio.workspace.feeOutlook(asOf: day)
    let list = try portfolio.workspace.executionList(outlook, days: 30)
    #expect(list.lines.map { outlook.table.text("number", $0.row) } == ["P1", "P4", "P5", "P6"])
    #expect(list.lines.allSatisfy { $0.untold == .ledgerEnds(Portfolio.day("2026-06-30")) && $0.isToVerify })
    let context = try portfolio.workspace.recordContext(run: portfolio.run, asOf: day, language: .en)
    let document = ExecutionDocuments.list(list, of: outlook, context)
    #expect(document.text(width: nil).contains("to be verified before paying: 4 fees"))
    #expect(document.json().contains("late; the ledger ends on 2026-06-30: verify first"))
    try portfolio.portfolio.take(Self.ledger, on: "2027-05-18")
    let known = try portfolio.workspace.feeOutlook(asOf: day)
    #expect(try portfolio.workspace.executionList(known, days: 30).lines.allSatisfy { $0.untold == nil })
    // Where no payments are kept at all.
    let bare = try Portfolio()
    try bare.take(
      ["units": "unit,parent,name\nU1,,Unit one\n", "rights": DecidedPortfolio.rights()], on: "2026-06-30")
    let unkept = try bare.workspace.feeOutlook(asOf: day)
    let lines = try bare.workspace.executionList(unkept, days: 30).lines
    #expect(lines.count == 5 && lines.allSatisfy { $0.untold == .noLedger && $0.instruction == .pay })
  }

  /// A declaration ends a right on its own day and waits for no fee.
  @Test func aDeclaredAbandonmentIsJudgedOnItsEffectiveDay() throws {
    let portfolio = try DecidedPortfolio()
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let row = try #require((0..<outlook.count).first { outlook.table.text("number", $0) == "P1" })
    let effective = Portfolio.day("2026-10-01")
    #expect(outlook.dayOfAct(.letLapse, row, effective: effective) == Portfolio.day("2027-04-15"))
    #expect(outlook.dayOfAct(.abandon, row, effective: effective) == effective)
    #expect(outlook.dayOfAct(.abandon, row, effective: nil) == DecidedPortfolio.day)
  }
}
