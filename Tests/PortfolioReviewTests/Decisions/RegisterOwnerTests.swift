import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

/// What the register says of rights that were to leave, or to lapse in their grace period.
@Suite struct RegisterOwnerTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var row: String
    var alarms: Bool
    var isNew = false
    var testDescription: String { name }
  }

  /// P4 belongs to Acme, a unit of the portfolio's own, and to Uni; it was recorded as transferred on 1 September.
  private static let cases = [
    Case(name: "the co-owner leaves", row: "P4,Uni,2020-01-01,2026-09-20", alarms: true),
    Case(name: "its own row again, with a first day", row: "P4,Acme,2026-08-15,", alarms: true),
    Case(name: "the own unit leaves, the co-owner stays", row: "P4,Acme,,2026-09-20", alarms: false),
    Case(
      name: "another buys the own unit's share", row: "P4,Acme,,2026-09-20\nP4,Beta,2026-09-20,",
      alarms: false,
      isNew: true),
    Case(name: "another joins, the own unit stays", row: "P4,Beta,2026-09-20,", alarms: true, isNew: true),
  ]

  @Test(arguments: cases)
  private func aRightHasLeftOnlyWhenItsOwnersHave(one: Case) throws {
    let portfolio = try DecidedPortfolio()
    let head = "right,party,from_day,to_day\n"
    try portfolio.portfolio.take(
      [
        "parties": "party,kind,unit\nAcme,enterprise,U1\nUni,university,\nBeta,enterprise,\n",
        "ownership": head + "P4,Uni,2020-01-01,\n",
      ], on: "2026-07-01")
    try portfolio.decide("P4", .transfer, on: try portfolio.portfolio.review("2026-07-01"))
    let done = Portfolio.day("2026-09-01")
    _ = try portfolio.workspace.recordResult(
      of: portfolio.run.table.rightIDs[portfolio.run.row("P4")], number: "P4", .transferred, on: done,
      document: nil, note: nil, by: JournalSignature(actor: "Li", day: done))
    try portfolio.portfolio.take(["ownership": head + one.row + "\n"], on: "2026-10-01")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02"))
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines.map(\.finding) == [one.alarms ? .doneButOwned : .leaving])
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    #expect(list.lines.first { $0.decision != nil }?.instruction == (one.alarms ? .pay : .doNotPay))
    #expect(try portfolio.workspace.letGo(outlook).lines.map(\.hasNewOwner) == [one.isNew])
  }

  private struct Move: CustomTestStringConvertible, Sendable {
    var name: String
    var action: DisposalAction
    var rows: String?
    var basis: ExecutionList.Basis
    var testDescription: String { name }
  }

  private static let moves = [
    Move(
      name: "sold to another unit", action: .transfer,
      rows: "P4,Acme,,2026-09-20\nP4,Sister,2026-09-20,\n", basis: .movedWithin),
    Move(
      name: "in the group, to another unit", action: .transferInGroup,
      rows: "P4,Acme,,2026-09-20\nP4,Sister,2026-09-20,\n", basis: .movedWithin),
    Move(
      name: "half to another unit, half out", action: .transfer,
      rows: "P4,Acme,,2026-09-20\nP4,Sister,2026-09-20,\nP4,Beta,2026-09-20,\n", basis: .movedWithin),
    Move(
      name: "sold out", action: .transfer, rows: "P4,Acme,,2026-09-20\nP4,Beta,2026-09-20,\n", basis: .hasLeft
    ),
    Move(
      name: "in the group, to a company outside the portfolio", action: .transferInGroup,
      rows: "P4,Acme,,2026-09-20\nP4,Beta,2026-09-20,\n", basis: .hasLeft),
    Move(name: "sold, not seen since", action: .transfer, basis: .hasLeft),
    Move(name: "in the group, not seen since", action: .transferInGroup, basis: .withinGroup),
  ]

  /// What has gone to another unit of the portfolio's own is paid for; what stays in the group is, until the register shows
  /// that none of its owners is one of them.
  @Test(arguments: moves)
  private func whatMovesWithinThePortfolioIsPaidFor(one: Move) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      [
        "units": "unit,parent,name\nU1,,Unit one\nU2,,Unit two\n",
        "parties": "party,kind,unit\nAcme,enterprise,U1\nSister,enterprise,U2\nBeta,enterprise,\n",
      ], on: "2026-07-01")
    let run = try portfolio.portfolio.review("2026-07-01")
    try portfolio.decide("P4", one.action, on: run)
    let done = Portfolio.day("2026-09-01")
    _ = try portfolio.workspace.recordResult(
      of: run.table.rightIDs[run.row("P4")], number: "P4", .transferred, on: done, document: nil, note: nil,
      by: JournalSignature(actor: "Li", day: done))
    if let rows = one.rows {
      try portfolio.portfolio.take(["ownership": "right,party,from_day,to_day\n" + rows], on: "2026-10-01")
    }
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02"))
    let fee = try #require(
      try portfolio.workspace.executionList(outlook, days: 365).lines.first { $0.decision != nil })
    #expect(fee.basis == one.basis)
    #expect(fee.instruction == (one.basis == .hasLeft ? .doNotPay : .pay))
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines.map(\.finding) == [one.basis == .hasLeft ? .leaving : .movedWithin])
    #expect(!check.hasAlarm)
    let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
    let others = ["P1", "P2", "P5", "P6"].reduce(Int64(0)) {
      $0 + run.fees.amount(row: run.row($1), year: 2027)
    }
    let own = run.fees.amount(row: run.row("P4"), year: 2027)
    #expect(budget.total.decided == others + (one.basis == .hasLeft ? 0 : own))
    // Unpaid past its day, a right that is still the portfolio's is an alarm like any that is kept.
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP1,9,2027-04-02,2000\n"], on: "2027-06-18")
    let late = try portfolio.workspace.executionCheck(
      portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-06-20")))
    #expect(late.lines.map(\.finding) == [one.basis == .hasLeft ? .leaving : .keptButUnpaid])
  }

  /// What was decided to lapse in its grace period is left unpaid from that fee on; behind a gate that is not open it was
  /// to be paid, and an end of grace without a payment is an alarm.
  @Test func aFeeInGraceWhenItWasDecidedIsTheFirstLeftUnpaid() throws {
    let portfolio = try DecidedPortfolio()
    let day = Portfolio.day("2027-06-20")
    for number in ["P5", "P6"] {
      let drafts = try portfolio.drafts([portfolio.request(number, .letLapse)], because: "known")
      var decision = drafts.decisions[0]
      decision.day = day
      decision.signatures = 1
      try portfolio.workspace.store.record([.decision(decision)], by: JournalSignature(actor: "Li", day: day))
    }
    func lines(_ asOf: String, ledger: String) throws -> [String: ExecutionCheck.Line] {
      try portfolio.portfolio.take(
        ["payments": "right,fee_year,paid_day,amount\nP4,9,\(ledger),2000\n"], on: ledger)
      let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day(asOf))
      let found = try portfolio.workspace.executionCheck(outlook).lines
      return Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
    }
    // Due on 15 April, in grace till 15 October.
    let grace = try lines("2027-08-01", ledger: "2027-07-30")
    #expect(grace["P6"]?.finding == .lapsingAhead)
    #expect(grace["P6"]?.day == Portfolio.day("2027-10-15"))
    let over = try lines("2027-12-01", ledger: "2027-11-30")
    #expect(over["P6"]?.finding == .lapsingButAlive && over["P6"]?.day == Portfolio.day("2027-10-15"))
    #expect(over["P5"]?.finding == .keptPastGrace && over["P5"]?.finding.isAlarm == true)
    #expect(over["P5"]?.day == Portfolio.day("2027-10-15"))
  }
}
