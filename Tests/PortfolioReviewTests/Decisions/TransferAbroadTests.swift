import PortfolioCore
import PortfolioReview
import PortfolioStore
import Reporting
import TestSupport
import Testing
import Winnow

/// Who takes a right, or a licence of it, may be abroad: then the review of outward transfers and the export of
/// technology (G10) stand before it.
@Suite struct TransferAbroadTests {
  private static let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)

  private static func gate(_ drafts: DecisionDrafts) -> String {
    drafts.conflicts.first { $0.code == .closedGate }?.message.en ?? ""
  }

  private static func recordOpinion(_ portfolio: DecidedPortfolio, _ number: String) throws {
    let paper = try portfolio.portfolio.folder.write("opinion.pdf", "no objection")
    _ = try portfolio.workspace.recordPaper(
      of: portfolio.run.table.rightIDs[portfolio.run.row(number)], number: number, gate: "G10", acts: [],
      document: paper, from: DecidedPortfolio.day, validTo: nil, by: signature)
  }

  private static let takers: [DisposalAction] = [
    .transfer, .contribute, .transferInGroup, .giveToInventors, .donate, .license, .licenseInGroup, .pool,
  ]

  /// Abroad and without the opinion it is refused; with it, G10 is no obstacle.
  @Test(arguments: takers)
  func whatGoesAbroadNeedsItsReview(action: DisposalAction) throws {
    let portfolio = try DecidedPortfolio()
    let request = portfolio.request("P4", action, abroad: true)
    let drafts = try portfolio.drafts([request])
    #expect(TransferAbroadTests.gate(drafts).contains("G10 Review of outward transfers"))
    let told = try #require(drafts.conflicts.first { $0.code == .closedGate })
    #expect(told.remedy?.en.contains("G10") == true, "a reason does not open it")
    #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(drafts, by: TransferAbroadTests.signature)
    }
    // Taken with a reason, it still waits for the paper.
    let accepted = try #require(try portfolio.drafts([request], because: "known").decisions.first)
    #expect(accepted.abroad == true)
    #expect(
      accepted.acceptedGates?.contains(AcceptedGate(act: .transferAbroad, gate: "G10", stand: .closed))
        == true)
    let check = try portfolio.workspace.gateCheck(asOf: DecidedPortfolio.day)
    #expect(
      check.hindrance(accepted, on: DecidedPortfolio.day).inTheWay.map(\.gate.id).contains("G10"))
    try TransferAbroadTests.recordOpinion(portfolio, "P4")
    #expect(!TransferAbroadTests.gate(try portfolio.drafts([request])).contains("G10"))
    let after = try portfolio.workspace.gateCheck(asOf: DecidedPortfolio.day)
    #expect(
      !after.hindrance(accepted, on: DecidedPortfolio.day).inTheWay.map(\.gate.id).contains("G10"))
  }

  /// In the country there is no such gate; where nobody said, it is a question with how to answer it.
  @Test(arguments: takers)
  func wherePlaceIsNotSaidItIsAsked(action: DisposalAction) throws {
    let portfolio = try DecidedPortfolio()
    let home = try portfolio.drafts([portfolio.request("P4", action, abroad: false)])
    #expect(!TransferAbroadTests.gate(home).contains("G10"))
    let open = try portfolio.drafts([portfolio.request("P4", action)])
    #expect(
      TransferAbroadTests.gate(open).contains("not said whether the taker is abroad, which would meet: "))
    #expect(TransferAbroadTests.gate(open).contains("G10"))
    let told = try #require(open.conflicts.first { $0.code == .closedGate })
    #expect(told.remedy?.en.contains("--abroad yes or no") == true)
    #expect(throws: ProblemList.self) {
      try portfolio.workspace.record(open, by: TransferAbroadTests.signature)
    }
    // As any question, it may be left open with a reason; that is no acceptance of the answer.
    var decision = try #require(
      try portfolio.drafts([portfolio.request("P4", action)], because: "known").decisions.first)
    #expect(
      decision.acceptedGates?.contains(AcceptedGate(act: .transferAbroad, gate: "G10", stand: .question))
        == true)
    let check = try portfolio.workspace.gateCheck(asOf: DecidedPortfolio.day)
    #expect(check.unanswered(decision, on: DecidedPortfolio.day).isEmpty)
    decision.abroad = true
    #expect(check.unanswered(decision, on: DecidedPortfolio.day).map(\.gate.id).contains("G10"))
  }

  /// Nobody takes what is kept or lapses: there is nobody who could be abroad.
  @Test(arguments: [DisposalAction.keep, .letLapse, .abandon, .openLicence])
  func whereNobodyTakesItNobodyIsAbroad(action: DisposalAction) throws {
    let portfolio = try DecidedPortfolio()
    let open = try portfolio.drafts([portfolio.request("P4", action)])
    #expect(open.problems.isEmpty && !TransferAbroadTests.gate(open).contains("G10"))
    let said = try portfolio.drafts([portfolio.request("P4", action, abroad: true)])
    #expect(said.problems.map(\.code) == [.incompleteDecision])
  }

  /// A licence is no transfer: abroad it meets what stands before acts abroad alone, a transfer meets all of it.
  @Test func aLicenceAbroadIsNoTransfer() throws {
    #expect(Set(TransferAbroadTests.takers) == Set(DisposalAction.allCases.filter(\.hasTaker)))
    let portfolio = try DecidedPortfolio()
    func met(_ action: DisposalAction) throws -> Set<String> {
      let drafts = try portfolio.drafts([portfolio.request("P4", action, abroad: true)], because: "known")
      let gates = try #require(drafts.decisions.first?.acceptedGates)
      return Set(gates.filter { $0.act == .transferAbroad }.map(\.gate))
    }
    let licence = try met(.license)
    #expect(licence.contains("G10") && licence.isSubset(of: ["G9-abroad", "G10"]))
    let transfer = try met(.transfer)
    #expect(transfer.isSuperset(of: licence.union(["G11"])), "\(transfer.sorted())")
  }

  /// A list says it in its own column; one from before has none, and the caller may say it for all.
  @Test(
    arguments: [
      ("是", nil, true), ("no", nil, false), ("", true, true), ("", nil, nil), ("境外", nil, true),
      ("no", true, false),
    ] as [(String, Bool?, Bool?)])
  func aListSaysWhereTheTakerIs(cell: String, otherwise: Bool?, expected: Bool?) throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      "Number,Decision,Taker abroad,Decided by,Decided on,Reason for the decision\n"
        + "P1,keep,,Li,2026-07-01,why\nP4,transfer,\(cell),Li,2026-07-01,why\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day, abroad: otherwise)
    #expect(file.problems.isEmpty)
    #expect(file.requests.map(\.abroad) == [nil, expected])
  }

  @Test func whatAListSaysMustBeYesOrNo() throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      "号码,决定,受让方在境外,决定人,决定日,决定理由\nP4,转让,或许,李某,2026-07-01,报价\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    #expect(file.problems.map(\.code) == [.incompleteDecision])
    #expect(file.problems.first?.place?.column == "受让方在境外")
  }

  /// What was decided stays to be read: in the list, the minutes, the missing papers and the file of the right.
  @Test func recordsSayWhereTheTakerIs() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([portfolio.request("P4", .transfer, abroad: true)], because: "known")
    _ = try portfolio.workspace.record(drafts, by: TransferAbroadTests.signature)
    let again = try portfolio.drafts([portfolio.request("P4", .transfer, abroad: true)], because: "known")
    #expect(again.unchanged.count == 1)
    // Another place is another decision.
    #expect(
      try portfolio.drafts([portfolio.request("P4", .transfer, abroad: false)], because: "known").decisions
        .count
        == 1)
    let book = try portfolio.workspace.store.decisionBook()
    #expect(book.standingLines.map(\.decision.abroad) == [true])
    #expect(try portfolio.workspace.store.audit().problems.isEmpty)
    let context = try portfolio.workspace.recordContext(
      run: portfolio.run, asOf: DecidedPortfolio.day, language: .en)
    #expect(
      DecisionDocuments.list(book.lines, head: book.head, context).json().contains("\"taker\": \"abroad\""))
    #expect(DecisionDocuments.sentences(book.lines, language: .zh)[0].contains("转让（受让方在境外）"))
    let missing = try portfolio.workspace.missingPapers(asOf: DecidedPortfolio.day)
    #expect(missing.contains { $0.id == "G10" && !$0.title.en.contains("--abroad") })
    let record = try portfolio.workspace.complianceRecord(
      of: "P4", portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day))
    #expect(record.gates?.findings.first { $0.gate.id == "G10" }?.finding?.state == .closed)
    let text = ComplianceDocument.make(record, context).text(width: nil)
    #expect(text.contains("Act: transfer (taker: abroad)"))
  }

  /// What was done behind a gate is put on record, and said.
  @Test func whatIsDoneBehindAGateIsTold() throws {
    let portfolio = try DecidedPortfolio()
    let drafts = try portfolio.drafts([portfolio.request("P4", .transfer, abroad: true)], because: "known")
    _ = try portfolio.workspace.record(drafts, by: TransferAbroadTests.signature)
    let id = portfolio.run.table.rightIDs[portfolio.run.row("P4")]
    func told(_ outcome: ExecutionResult.Outcome) throws -> [Problem] {
      try portfolio.workspace.gatesPassed(of: id, number: "P4", outcome, on: Portfolio.day("2026-09-01"))
    }
    let passed = try told(.transferred)
    #expect(passed.map(\.code) == [.closedGate] && passed.first?.severity == .warning)
    #expect(passed.first?.message.en.contains("G10") == true)
    #expect(try told(.paid).isEmpty)
    try TransferAbroadTests.recordOpinion(portfolio, "P4")
    #expect(try told(.transferred).allSatisfy { !$0.message.en.contains("G10") })
  }

  /// Decisions from before the place was kept stand with an open question, which is told where papers are missing.
  @Test func aDecisionOfBeforeIsAsked() throws {
    let portfolio = try DecidedPortfolio()
    try portfolio.decide("P4", .transfer)
    let missing = try portfolio.workspace.missingPapers(asOf: DecidedPortfolio.day)
    #expect(missing.first { $0.id == "G10" }?.title.en.contains("decide anew with --abroad") == true)
    let record = try portfolio.workspace.complianceRecord(
      of: "P4", portfolio.workspace.feeOutlook(asOf: DecidedPortfolio.day))
    let finding = try #require(record.gates?.findings.first { $0.gate.id == "G10" }?.finding)
    #expect(finding.state == .question && finding.hangsOnTaker && !finding.blocks)
  }
}
