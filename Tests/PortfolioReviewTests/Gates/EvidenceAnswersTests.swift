import Foundation
import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Testing
import Winnow

/// A paper answers the facts of its day: who joins later has consented to nothing.
@Suite struct EvidenceAnswersTests {
  private static let tables = [
    "parties":
      "party,kind\nAcme,enterprise\nBeta,university\nGamma,enterprise\nDelta,enterprise\nBank,bank\n",
    "rights": rights("Acme;Beta"),
    "licences":
      "licence,right,direction,type,counterparty,from_day,to_day\nL1,P1,out,ordinary,Gamma,2024-01-01,2028-12-31\n",
    "pledges": "pledge,right,pledgee,from_day\nK1,P1,Bank,2025-01-01\n",
  ]

  private static func rights(_ owners: String) -> String {
    """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
    P1,invention,CN,Bogie,2017-03-02,2019-05-07,in-force,2026-06-30,12,B61F5/30,\(owners)
    P2,invention,CN,Clamp,2018-03-02,2019-12-02,in-force,2026-06-30,8,B61H5/00,Acme

    """
  }

  private static func portfolio(file: String = ":memory:") throws -> Portfolio {
    let portfolio = try Portfolio(file: file)
    try portfolio.take(tables, on: "2026-06-30")
    return portfolio
  }

  private static let day = Portfolio.day("2026-07-01")

  private static func record(_ portfolio: Portfolio, _ gate: String, _ number: String = "P1") throws {
    let run = try portfolio.workspace.preview(asOf: day)
    let paper = try portfolio.folder.write("\(gate).pdf", "yes")
    _ = try portfolio.workspace.recordPaper(
      of: run.table.rightIDs[run.row(number)], number: number, gate: gate, acts: [], document: paper,
      from: day,
      validTo: nil, by: JournalSignature(actor: "Li", day: day))
  }

  private static func finding(_ portfolio: Portfolio, _ gate: String, on day: String) throws -> GateFinding? {
    let run = try portfolio.workspace.preview(asOf: Portfolio.day(day))
    let gates = try #require(run.gates)
    return gates.findings(run.row("P1"), .lapse, table: run.table).first { $0.gate.id == gate }
  }

  private struct Change: CustomTestStringConvertible, Sendable {
    var name: String
    var gate: String
    var tables: [String: String]
    var state: GateState
    var says: [String] = []
    var testDescription: String { name }
  }

  private static let changes = [
    Change(
      name: "a co-owner joins", gate: "G1", tables: ["rights": rights("Acme;Beta;Delta")], state: .expired,
      says: ["2026-07-01", "then Acme, Beta", "now Acme, Beta, Delta"]),
    Change(
      name: "another owner in the place of one", gate: "G1", tables: ["rights": rights("Acme;Delta")],
      state: .expired, says: ["now Acme, Delta"]),
    Change(name: "the same owners", gate: "G1", tables: ["rights": rights("Beta;Acme")], state: .lifted),
    Change(name: "a co-owner leaves", gate: "G1", tables: ["rights": rights("Acme")], state: .clear),
    Change(
      name: "a second licensee", gate: "G2",
      tables: [
        "licences":
          "licence,right,direction,type,counterparty,from_day\nL2,P1,out,ordinary,Delta,2026-08-01\n"
      ], state: .expired, says: ["then L1 (Gamma)", "now L1 (Gamma), L2 (Delta)"]),
    Change(
      name: "another licensee, the number unchanged", gate: "G2",
      tables: [
        "licences":
          "licence,right,direction,type,counterparty,from_day,to_day\nL1,P1,out,ordinary,Gamma,2024-01-01,2026-07-31\nL2,P1,out,ordinary,Delta,2026-08-01,\n"
      ], state: .expired, says: ["now L2 (Delta)"]),
    Change(
      name: "another pledgee", gate: "G3",
      tables: ["pledges": "pledge,right,pledgee,from_day\nK2,P1,Gamma,2026-08-01\n"], state: .expired,
      says: ["then K1 (Bank)", "K2 (Gamma)"]),
    Change(
      name: "the same pledgee under another name", gate: "G3",
      tables: ["parties": "party,kind,alias_of\nBank Limited,bank,\nBank,bank,Bank Limited\n"], state: .lifted
    ),
    Change(
      name: "the same owners, one under another name", gate: "G1",
      tables: [
        "parties": "party,kind,alias_of\nBeta University,university,\nBeta,university,Beta University\n"
      ],
      state: .lifted),
    Change(
      name: "another right's pledge", gate: "G3",
      tables: ["pledges": "pledge,right,pledgee,from_day\nK2,P2,Gamma,2026-08-01\n"], state: .lifted),
  ]

  @Test(arguments: changes)
  private func aPaperDiesWithTheFactsThatItAnswered(change: Change) throws {
    let portfolio = try Self.portfolio()
    #expect(try Self.finding(portfolio, change.gate, on: "2026-07-02")?.state == .closed)
    try Self.record(portfolio, change.gate)
    #expect(try Self.finding(portfolio, change.gate, on: "2026-07-02")?.state == .lifted)
    try portfolio.take(change.tables, on: "2026-08-01")
    let after = try #require(try Self.finding(portfolio, change.gate, on: "2026-08-02"))
    #expect(after.state == change.state)
    let text = after.outdated?.en ?? ""
    for part in change.says { #expect(text.contains(part), "\(text)") }
    #expect(change.says.isEmpty == text.isEmpty)
    // Seen from before, it still lifts.
    #expect(try Self.finding(portfolio, change.gate, on: "2026-07-31")?.state == .lifted)
    #expect(try portfolio.workspace.store.audit().problems.isEmpty)
  }

  /// A name that begins with an owner's is another owner's.
  @Test func anOwnerWhoseNameBeginsWithAnothersIsNew() throws {
    let portfolio = try Portfolio(file: ":memory:")
    let (old, new) = ("示例理工大学", "示例理工大学 (深圳) 创投有限公司")
    var tables = Self.tables
    tables["parties", default: ""] += "\(old),university\n\(new),enterprise\n"
    tables["rights"] = Self.rights("Acme;\(old)")
    try portfolio.take(tables, on: "2026-06-30")
    try Self.record(portfolio, "G1")
    #expect(try Self.finding(portfolio, "G1", on: "2026-07-02")?.state == .lifted)
    try portfolio.take(["rights": Self.rights("Acme;\(new)")], on: "2026-08-01")
    #expect(try Self.finding(portfolio, "G1", on: "2026-08-02")?.state == .expired)
  }

  /// A new paper answers what is there now.
  @Test func aNewConsentLiftsItAgain() throws {
    let portfolio = try Self.portfolio()
    try Self.record(portfolio, "G1")
    try portfolio.take(["rights": Self.rights("Acme;Beta;Delta")], on: "2026-08-01")
    let run = try portfolio.workspace.preview(asOf: Portfolio.day("2026-08-02"))
    let paper = try portfolio.folder.write("all.pdf", "all of us")
    _ = try portfolio.workspace.recordPaper(
      of: run.table.rightIDs[run.row("P1")], number: "P1", gate: "G1", acts: [], document: paper,
      from: Portfolio.day("2026-08-02"), validTo: nil,
      by: JournalSignature(actor: "Li", day: Portfolio.day("2026-08-02")))
    let found = try #require(try Self.finding(portfolio, "G1", on: "2026-08-02"))
    #expect(found.state == .lifted)
    #expect(found.evidence?.document == "all.pdf")
  }

  /// A paper that answered a question does not answer what was found out later.
  @Test func anAnswerToAQuestionIsNoneToItsAnswer() throws {
    let portfolio = try Self.portfolio()
    #expect(try Self.finding(portfolio, "G6", on: "2026-07-02")?.state == .question)
    try Self.record(portfolio, "G6")
    #expect(try Self.finding(portfolio, "G6", on: "2026-07-02")?.state == .lifted)
    try portfolio.take(
      ["restrictions": "right,kind,day,holds\nP1,pool,2026-08-01,yes\n"], on: "2026-08-01")
    let after = try #require(try Self.finding(portfolio, "G6", on: "2026-08-02"))
    #expect(after.state == .expired)
    #expect(after.outdated?.en.contains("then not known; now yes") == true, "\(after.outdated?.en ?? "")")
  }

  /// Papers from before their facts were kept are judged by what the store knew on their day.
  @Test func anOldPaperIsJudgedByTheHistoryOfItsDay() throws {
    let portfolio = try Self.portfolio()
    let run = try portfolio.workspace.preview(asOf: Self.day)
    try portfolio.workspace.store.record(
      evidence: GateEvidence(
        rightID: run.table.rightIDs[run.row("P1")], gate: "G1", document: "old.pdf", recordedBy: "Li",
        day: Self.day),
      number: "P1", by: JournalSignature(actor: "Li", day: Self.day))
    #expect(try portfolio.workspace.store.gateEvidence(asOf: Self.day).map(\.answers) == [nil])
    #expect(try Self.finding(portfolio, "G1", on: "2026-07-02")?.state == .lifted)
    try portfolio.take(["rights": Self.rights("Acme;Beta;Delta")], on: "2026-08-01")
    let after = try #require(try Self.finding(portfolio, "G1", on: "2026-08-02"))
    #expect(after.state == .expired)
    #expect(after.outdated?.zh == "2026-07-01 的文件答复的是另一些事实：权利人原为 Acme、Beta，现为 Acme、Beta、Delta")
  }

  @Test func aStoredRunTellsWhyAPaperNoLongerLifts() throws {
    let portfolio = try Self.portfolio(file: "store.sqlite")
    try Self.record(portfolio, "G1")
    try portfolio.take(["rights": Self.rights("Acme;Beta;Delta")], on: "2026-08-01")
    let run = try portfolio.review("2026-08-02")
    let loaded = try portfolio.workspace.run(run.id)
    let options = portfolio.workspace.reportOptions(language: .en)
    let view = try #require(GateView(run: loaded, options: options))
    #expect(view.json(.init()) == GateView(run: run, options: options)?.json(.init()))
    let sentence = try #require(
      view.sentences(of: loaded.row("P1")).first { $0.hasPrefix("G1 ") && $0.contains("lifted no longer") })
    #expect(sentence.contains("then Acme, Beta; now Acme, Beta, Delta"), "\(sentence)")
    // Where names are withheld, only their number is told.
    let hidden = try #require(loaded.gates).naming(
      document: "paper", recordedBy: "somebody", rightIDs: loaded.table.rightIDs)
    let finding = try #require(
      hidden.findings(loaded.row("P1"), .lapse, table: loaded.table).first { $0.gate.id == "G1" })
    #expect(finding.changes == [EvidenceChange(subject: "owners", then: ["2"], now: ["3"])])
  }
}
