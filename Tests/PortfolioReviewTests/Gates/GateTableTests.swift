import Foundation
import GRDB
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Gates of a reviewed portfolio: states, documents, questions of the whole, storing.
@Suite struct GateTableTests {
  private static let tables = [
    "parties": "party,kind\nAcme,enterprise\nBeta,university\n",
    "rights": """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
    P1,invention,CN,Bogie,2017-03-02,2019-05-07,in-force,2026-06-30,12,B61F5/30,Acme
    P2,invention,CN,Clamp,2018-03-02,2019-12-02,in-force,2026-06-30,8,B61H5/00,Acme;Beta
    P3,invention,CN,Sensor,2016-03-20,2018-01-05,lapsed,2026-06-30,5,G01K7/16,Acme;Beta
    T1,trademark,CN,Mark,2018-01-02,2019-01-02,in-force,2026-06-30,,,Acme

    """,
    "licences":
      "licence,right,direction,type,from_day,to_day\nL1,P1,out,ordinary,2024-01-01,2028-12-31\nL2,P2,out,ordinary,2020-01-01,2022-12-31\n",
  ]

  private static func run(_ portfolio: Portfolio, evidence: [GateEvidence] = []) throws -> ReviewRun {
    try portfolio.workspace.review(
      asOf: Portfolio.day("2026-11-21"), portfolioName: "P", gateEvidence: evidence)
  }

  private static func portfolio(file: String = ":memory:") throws -> Portfolio {
    let portfolio = try Portfolio(file: file)
    try portfolio.take(tables, on: "2026-06-30")
    return portfolio
  }

  private static func state(_ run: ReviewRun, _ gate: String, _ number: String, _ act: GatedAct) throws
    -> GateState
  {
    let gates = try #require(run.gates)
    let index = try #require(gates.model.gates.firstIndex { $0.id == gate })
    return gates.state(index, run.row(number), act)
  }

  @Test func whatTheFactsSay() throws {
    let run = try Self.run(Self.portfolio())
    #expect(try Self.state(run, "G2", "P1", .lapse) == .closed)
    #expect(try Self.state(run, "G2", "P2", .lapse) == .clear, "the licence has ended")
    #expect(try Self.state(run, "G2", "P1", .transfer) == .notApplicable)
    #expect(try Self.state(run, "G1", "P1", .lapse) == .clear)
    #expect(try Self.state(run, "G1", "P2", .lapse) == .closed)
    #expect(try Self.state(run, "G1", "P3", .lapse) == .notApplicable, "it has ended")
    #expect(try Self.state(run, "G3", "P1", .lapse) == .question, "no pledges are kept")
    #expect(try Self.state(run, "G10", "P1", .transferAbroad) == .closed)
    #expect(try Self.state(run, "DILIGENCE", "P1", .lapse) == .clear, "a company's own")
    #expect(try Self.state(run, "DILIGENCE", "P2", .lapse) == .question, "owners of several kinds: whose it is nobody said")
  }

  @Test func theHolderOfTheGradingModelDecidesWhichGatesApply() throws {
    let portfolio = try Self.portfolio()
    let run = try portfolio.workspace.review(
      asOf: Portfolio.day("2026-11-21"), model: "specialised-firm", portfolioName: "P")
    #expect(run.gates?.holder == "firm")
    #expect(try Self.state(run, "DILIGENCE", "P2", .lapse) == .notApplicable)
  }

  @Test func aDocumentLiftsOnItsDaysForItsRightItsGateAndItsActs() throws {
    let portfolio = try Self.portfolio()
    let bare = try Self.run(portfolio)
    let id = bare.table.rightIDs[bare.row("P1")]
    func evidence(_ gate: String, from day: String, to end: String?, acts: [GatedAct] = []) -> GateEvidence {
      GateEvidence(
        rightID: id, gate: gate, acts: acts, document: "consent.pdf",
        digest: String(repeating: "ab", count: 32), recordedBy: "Li", day: Portfolio.day(day),
        validTo: end.map(Portfolio.day))
    }
    let lifted = try Self.run(portfolio, evidence: [evidence("G2", from: "2026-01-01", to: "2027-03-31")])
    #expect(try Self.state(lifted, "G2", "P1", .lapse) == .lifted)
    #expect(try Self.state(lifted, "G2", "P1", .abandonment) == .lifted)
    #expect(lifted.id != bare.id, "other documents, another run")
    let gates = try #require(lifted.gates)
    let gate = try #require(gates.model.gates.firstIndex { $0.id == "G2" })
    #expect(gates.state(gate, lifted.row("P1"), .lapse, on: Portfolio.day("2027-03-31")) == .lifted)
    #expect(gates.state(gate, lifted.row("P1"), .lapse, on: Portfolio.day("2027-04-01")) == .expired)
    let expired = try Self.run(portfolio, evidence: [evidence("G2", from: "2025-01-01", to: "2026-11-20")])
    #expect(try Self.state(expired, "G2", "P1", .lapse) == .expired)
    let other = try Self.run(
      portfolio, evidence: [evidence("G2", from: "2026-01-01", to: nil, acts: [.abandonment])])
    #expect(try Self.state(other, "G2", "P1", .lapse) == .closed)
    #expect(try Self.state(other, "G2", "P1", .abandonment) == .lifted)
    let later = try Self.run(portfolio, evidence: [evidence("G2", from: "2026-12-01", to: nil)])
    #expect(try Self.state(later, "G2", "P1", .lapse) == .closed)
    #expect(later.id == bare.id, "what was recorded later was not known: the same run")
    let answered = try Self.run(portfolio, evidence: [evidence("G3", from: "2026-01-01", to: nil)])
    #expect(try Self.state(answered, "G3", "P1", .lapse) == .lifted, "a document answers a question")
  }

  @Test func whatThePortfolioLacksIsAskedOnce() throws {
    let run = try Self.run(Self.portfolio())
    let gates = try #require(run.gates)
    let (questions, rows) = gates.wholeQuestions(table: run.table, act: .lapse)
    let pledges = try #require(questions.first { $0.fact == .pledged })
    #expect(pledges.gates == ["G3"])
    #expect(pledges.rights == 3, "the lapsed right is asked about nothing")
    #expect(!questions.contains { $0.fact == .licencesOut })
    let pledgeGate = try #require(gates.model.gates.firstIndex { $0.id == "G3" })
    #expect(rows[pledgeGate] == Set(["P1", "P2", "T1"].map { run.row($0) }))
    let view = try #require(GateView(run: run, options: ReportOptions(language: .en)))
    let sentences = view.sentences(of: run.row("P1"))
    #expect(sentences.count { $0.contains("no such data at all") } == 1)
    #expect(sentences.contains { $0.hasPrefix("G2 ") && $0.contains("Licences out 1") })
  }

  @Test func aStoredRunHasTheSameGates() throws {
    let portfolio = try Self.portfolio(file: "store.sqlite")
    let bare = try Self.run(portfolio)
    let evidence = [
      GateEvidence(
        rightID: bare.table.rightIDs[bare.row("P2")], gate: "G1", document: "consent.pdf", recordedBy: "Li",
        day: Portfolio.day("2026-10-01"))
    ]
    let run = try Self.run(portfolio, evidence: evidence)
    let loaded = try portfolio.workspace.run(run.id)
    let (one, other) = (try #require(run.gates), try #require(loaded.gates))
    #expect(one.columns == other.columns)
    #expect(one.evidence == other.evidence)
    #expect(other.evidence == evidence)
    #expect(one.holder == other.holder)
    #expect(loaded.modelFiles.contains { $0.path == "Gates/cn.yaml" })
    #expect(try Self.state(loaded, "G1", "P2", .lapse) == .lifted)
    let options = portfolio.workspace.reportOptions(language: .zh)
    let json = try #require(GateView(run: loaded, options: options)).json(.init())
    #expect(json == GateView(run: run, options: options)?.json(.init()))
  }

  @Test func aRunOfAnEarlierVersionHasNoGatesAndStillLoads() throws {
    let portfolio = try Self.portfolio(file: "store.sqlite")
    let run = try Self.run(portfolio)
    let path = portfolio.folder.file("store.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(
        sql: "UPDATE run SET details = json_remove(details, '$.gates') WHERE id = ?", arguments: [run.id])
    }
    try queue.close()
    let workspace = try Workspace.open(at: path, create: false)
    let loaded = try workspace.run(run.id)
    #expect(loaded.gates == nil)
    #expect(GateView(run: loaded, options: workspace.reportOptions(language: .en)) == nil)
    #expect(!workspace.report(of: loaded, language: .en).contains("id=\"gates\""))
    // A plan never goes without.
    let maker = try workspace.planMaker(for: loaded, budgets: [(year: 2027, amount: "0")])
    #expect(maker.request.run.gates != nil)
    #expect(maker.plan().conditions.count == 4)
  }

  @Test func damagedGatesAreSaid() throws {
    let portfolio = try Self.portfolio(file: "store.sqlite")
    let run = try Self.run(portfolio)
    let path = portfolio.folder.file("store.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.write { db in
      try db.execute(
        sql: "DELETE FROM run_column WHERE run_id = ? AND name = 'gate/states'", arguments: [run.id])
    }
    try queue.close()
    let error = #expect(throws: ProblemList.self) { try Workspace.open(at: path, create: false).run(run.id) }
    #expect(error?.problems.map(\.code) == [.storeDamaged])
  }
}
