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
}
