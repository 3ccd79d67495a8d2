import PortfolioCore
import PortfolioReview
import PortfolioStore
import Reporting
import TestSupport
import Testing
import Winnow

/// Rights that belong to others alone, by their owners on record: transferred away, or licensed in.
@Suite struct RightsOfOthersTests {
  private static let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
  private static let head = "right,party,from_day,to_day\n"

  /// All rights belong to Acme, a unit of the portfolio's own; P6 was transferred to Beta on 1 June 2026.
  private static func portfolio() throws -> (portfolio: DecidedPortfolio, run: ReviewRun) {
    let portfolio = try DecidedPortfolio()
    try portfolio.portfolio.take(
      [
        "parties": "party,kind,unit\nAcme,enterprise,U1\nBeta,enterprise,\n",
        "ownership": head + "P6,Acme,,2026-06-01\nP6,Beta,2026-06-01,\n",
      ], on: "2026-07-01")
    return (portfolio, try portfolio.portfolio.review("2026-07-01"))
  }

  private static func open(_ portfolio: DecidedPortfolio, _ run: ReviewRun) throws -> CycleRecord {
    try portfolio.workspace.openCycle(
      "2027", year: 2027, run: run, rows: Array(0..<6), scope: "", due: nil, by: signature)
  }

  @Test func anArchiveRowIsPutBeforeNobody() throws {
    let (portfolio, run) = try Self.portfolio()
    #expect(run.fact(.ownerStanding, "P6") == "outside" && run.fact(.ownerStanding, "P5") == "own")
    let cycle = try Self.open(portfolio, run)
    #expect(cycle.cycle.members.map(\.number) == ["P1", "P2", "P4", "P5"], "P3 has ended")
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let context = try portfolio.workspace.recordContext(run: run, asOf: DecidedPortfolio.day, language: .en)
    let progress = try portfolio.workspace.progress(of: cycle, asOf: DecidedPortfolio.day)
    let status = CycleDocuments.status(progress, run: run, letGo: nil, context).text(width: nil)
    #expect(status.contains("Rights of others in the run (transferred away, or licensed in), left out: 1"))
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    #expect(list.lines.map { outlook.table.text("number", $0.row) } == ["P1", "P4", "P5"])
    #expect(list.ofOthers == 1)
    #expect(ExecutionDocuments.list(list, of: outlook, context).text(width: nil).contains("left out: 1"))
    let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
    func fee(_ number: String) -> Int64 { run.fees.amount(row: run.row(number), year: 2027) }
    #expect(fee("P6") > 0 && budget.ofOthers == 1)
    #expect(budget.total.decided == ["P1", "P2", "P4", "P5"].reduce(0) { $0 + fee($1) })
    #expect(try !portfolio.workspace.executionCheck(outlook).hasAlarm)
  }

  /// What leaves after it was decided on, or put on a list, is told as transferred away.
  @Test func whatLeavesLaterIsTold() throws {
    let (portfolio, run) = try Self.portfolio()
    let cycle = try Self.open(portfolio, run)
    try portfolio.decide("P4", .keep, on: run)
    let rows = ["P4", "P5"].map { "\($0),Acme,,2026-09-20\n\($0),Beta,2026-09-20,\n" }.joined()
    try portfolio.portfolio.take(["ownership": Self.head + rows], on: "2026-10-01")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-10-02"))
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines.map(\.number).sorted() == ["P4", "P5"])
    #expect(check.lines.allSatisfy { $0.finding == .transferredAway && !$0.finding.isAlarm })
    #expect(check.lines.allSatisfy { $0.day == Portfolio.day("2026-09-20") })
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    #expect(list.lines.map { outlook.table.text("number", $0.row) } == ["P1", "P4"])
    #expect(list.lines.last?.basis == .transferredAway && list.lines.last?.instruction == .doNotPay)
    #expect(list.ofOthers == 2, "P5 and P6")
    let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
    let left = ["P1", "P2"].reduce(Int64(0)) { $0 + run.fees.amount(row: run.row($1), year: 2027) }
    #expect(budget.total.decided == left)
    let progress = try portfolio.workspace.progress(of: cycle, asOf: outlook.asOf)
    #expect(progress.gone.map(\.number) == ["P5"])
    #expect(progress.decided == 1 && progress.open == 2)
    #expect(progress.undecided.map(\.number) == ["P1", "P2"])
    let context = try portfolio.workspace.recordContext(run: run, asOf: outlook.asOf, language: .zh)
    let status = CycleDocuments.status(progress, run: run, letGo: nil, context).text(width: nil)
    #expect(status.contains("现登记在他人名下、无须决定的：1 项"))
    let notes = try portfolio.workspace.workListNotes(of: cycle)
    #expect(notes.gone == Set(["P4", "P5"].map { run.table.rightIDs[run.row($0)] }))
    let book = portfolio.workspace.workList(
      of: cycle, run: run, unit: "Unit one", language: .en, notes: notes)
    var numbers: [String] = []
    for block in book.sheets[0].blocks {
      guard case .table(let table) = block else { continue }
      for index in 0..<table.rowCount {
        if case .text(let number) = table.row(index)[0], number.hasPrefix("P") { numbers.append(number) }
      }
    }
    #expect(numbers == ["P1", "P2"])
  }

  /// A late fee of a right of others is theirs, as every fee of it.
  @Test func aLateFeeOfOthersIsNotTheBudgets() throws {
    let (portfolio, _) = try Self.portfolio()
    try portfolio.portfolio.take(
      ["payments": "right,fee_year,paid_day,amount\nP4,9,2027-04-02,2000\n"], on: "2027-06-18")
    let run = try portfolio.portfolio.review("2027-06-20")
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2027-06-20"))
    let budget = try #require(try portfolio.workspace.budget(2027, run: run, outlook))
    #expect(budget.late.rights == 2, "P1 and P5; P6 is Beta's")
    #expect(budget.late.amount > 400_000 && budget.late.amount < 600_000)
  }

  /// What was another's when it was decided on, as a right licensed in that the licensee keeps up, follows its decision.
  @Test func whatWasAnothersWhenItWasDecidedOnFollowsTheDecision() throws {
    let (portfolio, run) = try Self.portfolio()
    try portfolio.decide("P6", .keep, on: run)
    let outlook = try portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day)
    let list = try portfolio.workspace.executionList(outlook, days: 365)
    let line = try #require(list.lines.first { outlook.table.text("number", $0.row) == "P6" })
    #expect(line.basis == .decided && line.instruction == .pay && list.ofOthers == 0)
    let check = try portfolio.workspace.executionCheck(outlook)
    #expect(check.lines.map(\.finding) == [.kept])
  }
}
