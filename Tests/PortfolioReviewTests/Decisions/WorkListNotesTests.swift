import Foundation
import PortfolioCore
import PortfolioReview
import PortfolioStore
import Reporting
import TestSupport
import Testing
import Winnow

/// What stands decided, and what is late and can still be paid, beside the run of a cycle and in the file of a right.
@Suite struct WorkListNotesTests {
  private static let day = Portfolio.day("2027-06-20")

  /// The fees fell due on 15 April 2027; they can be paid until 15 October.
  private static func fee(_ portfolio: DecidedPortfolio, _ number: String) throws -> OverdueFee? {
    let outlook = try portfolio.workspace.feeOutlook(asOf: day)
    let row = (0..<outlook.count).first { outlook.table.text("number", $0) == number }
    return outlook.overdueFee(try #require(row))
  }

  private static func takeLedger(_ portfolio: DecidedPortfolio) throws {
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP4,9,2027-04-02,2000\n"], on: "2027-06-18")
  }

  @Test func whatIsLateIsToldWithItsLastDay() throws {
    let portfolio = try DecidedPortfolio()
    // The ledger ends before the due day: whether it was paid nobody knows.
    let unknown = try #require(try Self.fee(portfolio, "P1"))
    #expect(unknown.due == Portfolio.day("2027-04-15") && unknown.lastDay == Portfolio.day("2027-10-15"))
    #expect(unknown.ledgerEnd == Portfolio.day("2026-06-30"))
    #expect(try Self.fee(portfolio, "P2") == nil, "paid ahead")
    #expect(try Self.fee(portfolio, "P3") == nil, "it has ended")
    try Self.takeLedger(portfolio)
    let late = try #require(try Self.fee(portfolio, "P1"))
    #expect(late.ledgerEnd == nil)
    let (amount, surcharge) = (try #require(late.amount), try #require(late.surcharge))
    #expect(surcharge.minorUnits > 0 && amount.minorUnits - surcharge.minorUnits == 200_000)
    #expect(try Self.fee(portfolio, "P4") == nil)
  }

  /// The list of the next cycle shows what stands, and the fee that its run, made before, could not call late.
  @Test(arguments: Language.allCases)
  func theNextListShowsWhatStandsAndWhatIsLate(_ language: Language) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P1", .keep)
    try Self.takeLedger(portfolio)
    let cycle = try portfolio.workspace.openCycle(
      "2028", year: 2028, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: Self.day))
    let notes = try portfolio.workspace.workListNotes(of: cycle)
    let book = portfolio.workspace.workList(
      of: cycle, run: portfolio.run, unit: "Unit one", language: language, notes: notes)
    var cells: [String: [String: String]] = [:]
    for block in book.sheets[0].blocks {
      guard case .table(let table) = block else { continue }
      let heads = table.columns.map(\.title)
      for index in 0..<table.rowCount {
        let row = table.row(index)
        guard case .text(let number) = row[0] else { continue }
        for (head, cell) in zip(heads, row) {
          if case .text(let text) = cell { cells[number, default: [:]][head] = text }
        }
      }
    }
    let (standing, late) =
      language == .zh ? ("现行决定", "宽限期内未缴") : ("Standing decision", "Late, in grace")
    #expect(
      cells["P1"]?[standing]
        == (language == .zh ? "保留（2026-07-01，Li，有效）" : "keep (2026-07-01, Li, in force)"))
    #expect(cells["P4"]?[standing] == nil && cells["P4"]?[late] == nil)
    for number in ["P1", "P5", "P6"] {
      #expect(cells[number]?[late]?.contains("2027-10-15") == true, "\(number)")
      #expect(cells[number]?[late]?.contains(language == .zh ? "滞纳金" : "surcharge") == true)
    }
    // Without anything to tell there are no such columns.
    let bare = portfolio.workspace.workList(
      of: cycle, run: portfolio.run, unit: "Unit one", language: language)
    for block in bare.sheets[0].blocks {
      guard case .table(let table) = block else { continue }
      #expect(!table.columns.map(\.title).contains(standing))
    }
  }

  /// A fee that only the ledger shows as late is in no column of the budget; it is told beside it.
  @Test func whatIsLateByTheLedgerIsToldBesideTheBudget() throws {
    let portfolio = try DecidedPortfolio()
    try Self.takeLedger(portfolio)
    let run = try portfolio.portfolio.review("2027-06-20")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Self.day)
    let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
    #expect(budget.late.rights == 3 && budget.late.unknown == 0, "P1, P5 and P6")
    #expect(budget.late.amount > 600_000, "with surcharges")
    let context = try portfolio.workspace.recordContext(run: run, asOf: Self.day, language: .en)
    let text = ExecutionDocuments.budget(budget, currency: run.currency, context).text(width: nil)
    #expect(text.contains("Late fees, not in the forecast: 3 rights"))
    // The year after holds none of them.
    #expect(try portfolio.workspace.budget(2028, run: run, outlook)?.late.rights == 0)
  }

  /// Once grace is over the papers do not fall silent: no payment is on record, and whoever keeps the right is told.
  @Test func whatIsPastGraceIsTold() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP4,9,2027-04-02,2000\n"], on: "2027-11-30")
    let day = Portfolio.day("2027-12-01")
    let outlook = try portfolio.workspace.feeOutlook(asOf: day)
    func record(_ number: String) throws -> ComplianceRecord {
      try portfolio.workspace.complianceRecord(of: number, outlook)
    }
    let past = try #require(try record("P1").pastGrace)
    #expect(past.due == Portfolio.day("2027-04-15") && past.lastDay == Portfolio.day("2027-10-15"))
    #expect(past.ledgerEnd == nil)
    #expect(try record("P4").pastGrace == nil, "paid")
    #expect(try record("P2").pastGrace == nil, "paid ahead")
    #expect(try record("P3").pastGrace == nil, "it has ended")
    let context = try portfolio.workspace.recordContext(run: portfolio.run, asOf: day, language: .en)
    let text = ComplianceDocument.make(try record("P1"), context).json()
    let words = "grace ended on 2027-10-15, no payment on record; probably lapsed as of 2027-04-15"
    #expect(text.contains(words))
    let cycle = try portfolio.workspace.openCycle(
      "2028", year: 2028, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: day))
    let notes = try portfolio.workspace.workListNotes(of: cycle)
    #expect(Set(notes.pastGrace.values.map(\.lastDay)) == [Portfolio.day("2027-10-15")])
    #expect(notes.pastGrace.count == 3 && notes.overdue.isEmpty, "P1, P5 and P6")
    let run = try portfolio.portfolio.review("2027-12-01")
    let request = DecisionRequest(
      row: run.row("P1"), action: .keep, decidedBy: "Li", role: "", day: day, reason: "why")
    let told = try portfolio.workspace.drafts([request], on: run, day: day, cycle: nil, because: nil)
    #expect(told.conflicts.contains { $0.code == .rightHasEnded && $0.message.en.contains("2027-10-15") })
    // Where it costs money it is told as well: before the next fee is paid, and among the alarms.
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    let verified = list.lines.filter { $0.pastGrace != nil }.map { outlook.table.text("number", $0.row) }
    #expect(verified == ["P1", "P5", "P6"])
    let instructions = ExecutionDocuments.list(list, of: outlook, context)
    #expect(instructions.text(width: nil).contains("before paying"))
    #expect(instructions.text(width: nil).contains("is on record): 3 fees"))
    #expect(instructions.json().components(separatedBy: words).count == 4)
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines(.undecidedButUnpaid).map(\.number) == ["P1", "P5", "P6"])
    #expect(check.lines.allSatisfy { $0.day == Portfolio.day("2027-10-15") } && check.undecided == 2)
    let kept = try portfolio.workspace.drafts([request], on: run, day: day, cycle: nil, because: "looked")
    _ = try portfolio.workspace.record(kept, by: JournalSignature(actor: "Li", day: day))
    #expect(try portfolio.workspace.executionCheck(outlook).lines(.keptPastGrace).map(\.number) == ["P1"])
    // And nobody is advised to let lapse what has probably lapsed.
    let file = ComplianceDocument.make(try record("P1"), context).text(width: nil)
    #expect(file.contains("If it still lives, recommended: ") && !file.contains("Recommended: "))
    #expect(ComplianceDocument.make(try record("P4"), context).text(width: nil).contains("Recommended: "))
  }

  private struct Late: CustomTestStringConvertible, Sendable {
    var effective: String?
    var pays: ExecutionList.Instruction
    var testDescription: String { effective ?? "at once" }
  }

  /// A late fee is spared by a decision, or not, by its own due day and not by that of the year after.
  @Test(arguments: [
    Late(pays: .doNotPay), Late(effective: "2027-12-31", pays: .pay),
    Late(effective: "2028-01-01", pays: .pay),
  ])
  private func theBudgetJudgesALateFeeByItsOwnDay(one: Late) throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      ["rights": DecidedPortfolio.rights(["P1": "annuity-late,"], seen: "2027-06-18")], on: "2027-06-18")
    try Self.takeLedger(portfolio)
    let run = try portfolio.portfolio.review("2027-06-20")
    let fee = run.fees.amount(row: run.row("P1"), year: 2027)
    #expect(fee >= 200_000, "what the register calls late is in the forecast")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Self.day)
    func decided() throws -> Int64 {
      try #require(try portfolio.workspace.budget(2027, run: run, outlook)).total.decided
    }
    let before = try decided()
    let request = DecisionRequest(
      row: run.row("P1"), action: .letLapse, decidedBy: "Li", role: "", day: Self.day,
      effective: one.effective.map { Portfolio.day($0) }, reason: "why")
    let drafts = try portfolio.workspace.drafts([request], on: run, day: Self.day, because: "known")
    var decision = try #require(drafts.decisions.first)
    decision.signatures = 1
    try portfolio.workspace.store.record(
      [.decision(decision)], by: JournalSignature(actor: "Li", day: Self.day))
    #expect(try before - decided() == (one.pays == .pay ? 0 : fee))
    let line = try portfolio.workspace.executionList(outlook, days: 300).lines.first { $0.decision != nil }
    #expect(line?.instruction == one.pays && line?.due.item.due == Portfolio.day("2027-04-15"))
  }

  /// In grace the last safe day of the file of a right is reckoned from the end of grace, and the surcharge is said.
  @Test func theFileOfALateRightCountsFromTheEndOfGrace() throws {
    let portfolio = try DecidedPortfolio()
    try Self.takeLedger(portfolio)
    let outlook = try portfolio.workspace.feeOutlook(asOf: Self.day)
    let record = try portfolio.workspace.complianceRecord(of: "P1", outlook)
    let file = try #require(record.gates)
    let planner = try #require(RoutePlanner(file.run))
    let list = planner.routes(file.row, graceEnd: record.overdue?.lastDay)
    #expect(list.deadline == Portfolio.day("2027-10-15") && list.isInGrace)
    let option = try #require(list.options.first { $0.route.action == .letLapse })
    #expect(option.lastSafeDay == Portfolio.day("2027-10-15") + -option.days)
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: Self.day, language: .en)
    let document = ComplianceDocument.make(record, context)
    #expect(
      document.json().contains("\"overdue\": \"due on 2027-04-15 and unpaid, in grace until 2027-10-15: "))
    #expect(document.text(width: nil).contains("reckoned from the end of grace"))
    // Of a right whose fee is paid nothing is late.
    #expect(try portfolio.workspace.complianceRecord(of: "P4", outlook).overdue == nil)
  }

  /// The minutes say what the rights that are kept owe in their grace period, in one line and beside each.
  @Test func theMinutesTellWhatIsOwedInGrace() throws {
    let portfolio = try DecidedPortfolio()
    let cycle = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    for (number, action) in [("P1", DisposalAction.keep), ("P4", .keep), ("P6", .letLapse)] {
      try portfolio.decide(number, action)
    }
    func minutes() throws -> RecordDocument {
      CycleDocuments.minutes(
        try portfolio.workspace.progress(of: cycle, asOf: Self.day), run: portfolio.run, body: "Board",
        head: "h", notes: try portfolio.workspace.minutesNotes(of: cycle, asOf: Self.day),
        try portfolio.workspace.recordContext(run: portfolio.run, asOf: Self.day, language: .en))
    }
    // The ledger ends before the due day: what is not known is no sum.
    let untold = try minutes()
    #expect(untold.text(width: nil).contains("nobody can tell whether they were paid: 2"), "P1 and P4")
    #expect(!untold.text(width: nil).contains("In grace and to be kept"))
    try Self.takeLedger(portfolio)
    let told = try minutes()
    #expect(told.text(width: nil).contains("In grace and to be kept: 1 right, which owes"), "P1; P4 is paid")
    let owed = try #require(try Self.fee(portfolio, "P1")?.amount)
    #expect(told.json().components(separatedBy: "\"late\": \"\(owed.decimal)\"").count == 2)
  }

  /// The minutes do not call spared what waits for a gate, nor kept without a word what is past its grace; and where no plan
  /// recommended anything nothing was decided against it.
  @Test func theMinutesTellWhatWaitsAndWhatIsPastGrace() throws {
    let portfolio = try DecidedPortfolio()
    let cycle = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    for (number, action) in [("P1", DisposalAction.keep), ("P5", .letLapse), ("P6", .letLapse)] {
      try portfolio.decide(number, action)
    }
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP4,9,2027-04-02,2000\n"], on: "2027-11-30")
    let day = Portfolio.day("2027-12-01")
    let notes = try portfolio.workspace.minutesNotes(of: cycle, asOf: day)
    func id(_ number: String) -> Int64 { portfolio.run.table.rightIDs[portfolio.run.row(number)] }
    #expect(notes.stillPaid.keys.sorted() == [id("P5")])
    #expect(notes.stillPaid[id("P5")]?.basis == .closedGate)
    #expect(notes.stillPaid[id("P5")]?.gates.contains("G3") == true)
    let document = CycleDocuments.minutes(
      try portfolio.workspace.progress(of: cycle, asOf: day), run: portfolio.run, body: "Board", head: "h",
      notes: notes, try portfolio.workspace.recordContext(run: portfolio.run, asOf: day, language: .en))
    let json = document.json()
    #expect(json.contains("\"waitsFor\": \"waits for G3"))
    #expect(json.contains("\"pastGrace\": \"due on 2027-04-15, grace ended on 2027-10-15"))
    let fee = Money(
      minorUnits: portfolio.run.fees.amount(row: portfolio.run.row("P5"), year: 2027),
      currency: portfolio.run.currency)
    #expect(json.components(separatedBy: "\"stillPaid\": \"\(fee.decimal)\"").count == 2)
    let text = document.text(width: nil)
    #expect(text.contains("to be looked up in the register: 1"))
    #expect(text.contains("No plan recommended anything"))
  }

  /// What the run's plan says of a right that has fallen late since stands as what the run had.
  @Test(arguments: Language.allCases)
  func thePlanOfTheRunIsToldAsOfItsDay(_ language: Language) throws {
    let portfolio = try DecidedPortfolio()
    let maker = try portfolio.workspace.planMaker(
      for: portfolio.run, scenario: "annual-budget",
      budgets: [(year: portfolio.run.asOf.year + 1, amount: "100000")])
    let run = try portfolio.workspace.save(maker.plan(), of: maker)
    try Self.takeLedger(portfolio)
    let outlook = try portfolio.workspace.feeOutlook(asOf: Self.day)
    let context = try portfolio.workspace.recordContext(run: run, asOf: Self.day, language: language)
    func sentences(_ number: String) throws -> [String] {
      let record = try portfolio.workspace.complianceRecord(of: number, outlook)
      #expect(record.run.plan != nil, "the file rests on the run with a plan")
      return ComplianceDocument.make(record, context).sentences
    }
    let (then, plan) =
      language == .zh ? ("2026-06-30 评审时的方案：", "方案（") : ("As the run of 2026-06-30 had it: ", "Plan (")
    let late = try sentences("P1")
    #expect(late.contains { $0.hasPrefix(then + plan) } && !late.contains { $0.hasPrefix(plan) })
    // Of a right whose fee is paid the plan speaks for itself.
    let paid = try sentences("P4")
    #expect(paid.contains { $0.hasPrefix(plan) } && !paid.contains { $0.hasPrefix(then) })
  }
}
