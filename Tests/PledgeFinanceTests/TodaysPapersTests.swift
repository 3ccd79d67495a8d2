import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A packet weighs the papers that are on record when it is made, whatever the stored run knew of them.
@Suite struct TodaysPapersTests {
  private func record(
    _ gate: String, _ number: String, _ fixture: PledgeFixture, on day: CalendarDay = PledgeFixture.asOf
  ) throws {
    let folder = try TemporaryFolder()
    let paper = try folder.write("consent.pdf", "agreed")
    let row = try fixture.workspace.row(of: number, in: fixture.run)
    _ = try fixture.workspace.recordPaper(
      of: fixture.run.table.rightIDs[row], number: number, gate: gate, acts: [], document: paper,
      from: day, validTo: nil, by: JournalSignature(actor: "Li", day: day))
  }

  /// The remedy that the packet prints is all that it takes: no new review, and the check finds nothing changed.
  @Test func aPaperOfAfterTheRunOpensItsGate() throws {
    let fixture = try PledgeFixture()
    let request = PledgeFixture.request(["A-3"], amount: 1_000, months: nil)
    let closed = try fixture.packet(request, policy: "contribution-cn")
    #expect(try PledgeFixture.line("A-3", closed).gate?.en.contains("G16") == true)
    try record("G16", "A-3", fixture)
    let open = try fixture.packet(request, policy: "contribution-cn")
    let line = try PledgeFixture.line("A-3", open)
    #expect(line.gate == nil)
    #expect(line.isCounted, "\(line.exclusions)")
    #expect(open.documents.contains { $0.id == "G16" && $0.state == .onRecord })
    let policy = try fixture.workspace.lenderPolicy("contribution-cn")
    let same = try fixture.workspace.compare(open, policy: policy, asOf: PledgeFixture.asOf)
    #expect(same.changes == [], "nothing changed since it was made")
  }

  /// A consent of the owners of before a third one came answers the gate no more, whoever the holder is said to be.
  @Test(arguments: [PledgeChecklists.Holder?.none, .firm])
  func aPaperThatAnswersNoMoreDoesNot(holder: PledgeChecklists.Holder?) throws {
    let head = "right,party,share_percent,from_day,to_day\n"
    let owners = "A-4,Owner Co,,2019-04-15,\nA-4,Partner University,,2019-04-15,\n"
    let fixture = try PledgeFixture(["ownership": head + owners])
    try record("G1", "A-4", fixture)
    var request = PledgeFixture.request(["A-4"], amount: 3_000_000)
    request.holder = holder
    #expect(try PledgeFixture.line("A-4", fixture.packet(request, policy: "uk-growth-ip")).gate == nil)
    let folder = try TemporaryFolder()
    try folder.write("later/ownership.csv", head + owners + "A-4,Third Co,,2026-07-05,\n")
    let day = try #require(CalendarDay(iso: "2026-07-10"))
    _ = try fixture.workspace.importPortfolio(from: folder.file("later"), observedOn: day)
    let policy = try fixture.workspace.lenderPolicy("uk-growth-ip")
    let later = try fixture.workspace.pledgePacket(
      of: try fixture.workspace.preview(asOf: day), request, policy: policy, draws: 200
    ).packet
    #expect(try PledgeFixture.line("A-4", later).gate?.en.hasPrefix("Gate G1,") == true)
  }

  /// A secret that was imported after the run of the day forbids; where nothing was, the run stands as it is.
  @Test func aRestrictionOfAfterTheRunCloses() throws {
    let fixture = try PledgeFixture()
    let stored = try fixture.workspace.save(fixture.run)
    #expect(stored.id > 0)
    #expect(try fixture.workspace.current(stored).id == stored.id, "nothing has changed yet")
    let request = PledgeFixture.request(["A-3"], amount: 1_000)
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let folder = try TemporaryFolder()
    try folder.write("later/restrictions.csv", "right,kind,day\nA-3,state-secret,2026-01-01\n")
    _ = try fixture.workspace.importPortfolio(from: folder.file("later"), observedOn: PledgeFixture.asOf)
    let now = try fixture.workspace.current(stored)
    #expect(now.id == 0 && now.snapshotHash != stored.snapshotHash)
    #expect(now.gradingModel.header.id == stored.gradingModel.header.id)
    let packet = try fixture.workspace.pledgePacket(of: now, request, policy: policy).packet
    let line = try PledgeFixture.line("A-3", packet)
    #expect(line.gates?.map(\.id) == ["G9"])
    #expect(!line.isCounted)
    #expect(
      try fixture.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf).changes == [])
  }

  /// Revenue and names of owners are no facts of a run: what was imported after it makes a new review all the same, and a
  /// packet tells by its record on which data it rests.
  @Test(arguments: [
    ("revenues.csv", "product,year,amount,kind,recorded_on\nPR1,2029,61000000,forecast,2026-03-31\n"),
    ("parties.csv", "party,kind,unit,alias_of\nOwner Limited,,,Owner Co\n"),
  ])
  func anyImportOfAfterTheRunMakesAnother(name: String, text: String) throws {
    let fixture = try PledgeFixture()
    let stored = try fixture.workspace.save(fixture.run)
    let request = PledgeFixture.request(["A-3"], amount: 1_000)
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    func packet() throws -> PledgePacket {
      let run = try fixture.workspace.current(stored)
      return try fixture.workspace.pledgePacket(of: run, request, policy: policy, draws: 200).packet
    }
    let before = try packet()
    #expect(before.head.run == stored.id)
    let folder = try TemporaryFolder()
    try folder.write("later/\(name)", text)
    _ = try fixture.workspace.importPortfolio(from: folder.file("later"), observedOn: PledgeFixture.asOf)
    let after = try packet()
    #expect(after.head.run == 0)
    #expect(PacketManifest(after, files: []).valuationData == after.head.valuationData)
    if name == "revenues.csv" {
      #expect(after.head.snapshot == before.head.snapshot, "revenue is no fact of a right")
      #expect(after.head.valuationData != before.head.valuationData)
    }
  }

  /// A file of a head alone, with `--whole-tables`, brings no row and ends all: values are others by then.
  @Test func anImportThatOnlyEndsRowsMakesAnother() throws {
    let fixture = try PledgeFixture([
      "attributions": "product,right,share_percent\nPR1,A-1,60\nPR1,A-3,40\n"
    ])
    let workspace = fixture.workspace
    let stored = try workspace.save(fixture.run)
    #expect(stored.endedImports == nil)
    #expect(try workspace.current(stored).id == stored.id, "nothing has changed yet")
    let folder = try TemporaryFolder()
    try folder.write("later/attributions.csv", "product,right,share_percent\n")
    var options = ImportOptions(observedOn: PledgeFixture.asOf)
    options.rowEnding = .ofTable
    _ = try workspace.importPortfolio(from: [folder.file("later")], options: options)
    let now = try workspace.current(stored)
    #expect(now.id == 0 && now.imports.count == stored.imports.count && now.endedImports == 1)
    let told = try workspace.valuer(of: stored, draws: 200).problems.filter { $0.code == .importedAfterRun }
    #expect(told.map(\.value) == ["1"], "\(told)")
    #expect(told.first?.text(.en).contains("attributions.csv") == true)
    #expect(try workspace.valuer(of: now, draws: 200).problems.allSatisfy { $0.code != .importedAfterRun })
    // A review after it knows of it.
    let again = try workspace.save(now)
    #expect(again.id != stored.id && again.endedImports == 1)
    #expect(try workspace.run(again.id).endedImports == 1)
    #expect(try workspace.current(again).id == again.id)
  }
}
