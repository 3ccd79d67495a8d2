import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// Owners are parties, not rows; what belongs to nobody on record is open; a consent is that of whoever gave it.
@Suite struct OwnersTests {
  private static let head = "right,party,share_percent,from_day,to_day\n"
  private static let consent = ["co-owner-consent-A-3.pdf": "signed"]

  private func fixture(_ rows: [String], _ changed: [String: String] = [:]) throws -> PledgeFixture {
    let table = Self.head + rows.map { "A-3,\($0)\n" }.joined()
    return try PledgeFixture(changed.merging(["ownership": table]) { own, _ in own })
  }

  private func documents(_ papers: [String: String]) throws -> AttachedDocuments {
    let folder = try TemporaryFolder()
    for (name, text) in papers { try folder.write("papers/" + name, text) }
    return try AttachedDocuments(folder: folder.file("papers"))
  }

  private func request(_ months: Int? = 12) -> PledgeRequest {
    PledgeFixture.request(["A-3"], amount: 1_000, months: months)
  }

  private func coOwnerCase(_ packet: PledgePacket) throws -> CaseFinding {
    try #require(PledgeFixture.line("A-3", packet).registration.cases.first { $0.number == 8 })
  }

  // MARK: What belongs to nobody

  static let openShares: [(shares: [Int?], rest: Int?, excess: Int?)] = [
    ([3_333, 3_333, 3_333], nil, nil), ([7_000], 3_000, nil), ([5_000, 2_000], 3_000, nil),
    ([10_000], nil, nil), ([7_000, 3_000], nil, nil), ([7_000, 4_000], nil, 11_000), ([20_000], nil, nil),
    ([7_000, nil], nil, nil),
  ]

  /// A part without an owner on record is to be established, and no co-owner is said to have it.
  @Test func aPartThatBelongsToNobodyIsOpen() throws {
    let fixture = try fixture(["Owner Co,70,2019-04-15,"])
    let packet = try fixture.packet(request())
    let finding = try coOwnerCase(packet)
    #expect(finding.outcome == .unknown)
    #expect(finding.reason.en.hasPrefix("30% belongs to nobody on record"), "\(finding.reason)")
    #expect(finding.reason.zh.hasPrefix("30% 没有登记的权利人"), "\(finding.reason)")
    // No form is in the packet for nobody: the table is what has to be completed.
    let remedy = try #require(finding.remedy)
    #expect(remedy.en.contains("table ownership") && !remedy.en.contains("form"), "\(remedy)")
    #expect(remedy.zh.contains("ownership 表") && !remedy.zh.contains("同意书"), "\(remedy)")
    let line = try PledgeFixture.line("A-3", packet)
    #expect(!line.isCounted)
    #expect(line.exclusions.contains { $0.en.hasPrefix("To be established: 30%") })
    // A consent of nobody knows whom answers nothing.
    let papers = try fixture.packet(request(), documents: documents(Self.consent))
    #expect(try coOwnerCase(papers).outcome == .unknown)
    var accepting = request()
    accepting.acceptsUnknown = true
    let accepted = try fixture.packet(accepting)
    #expect(accepted.withoutOpen?.notEstablished == ["A-3"])
    #expect(accepted.risks.contains { $0.right == "A-3" && $0.text.en.hasPrefix("30% belongs to nobody") })
    #expect(!accepted.risks.contains { $0.text.en.contains("A co-owner has") })
  }

  /// Under a policy without rules of registration as well.
  @Test func noRulesDoNotCloseIt() throws {
    var asked = PledgeFixture.request(["A-3"], amount: 3_000_000)
    let fixture = try fixture(["Owner Co,70,2019-04-15,"])
    let open = try PledgeFixture.line("A-3", fixture.packet(asked, policy: "uk-growth-ip"))
    #expect(open.exclusions.contains { $0.en.hasPrefix("To be established: 30%") }, "\(open.exclusions)")
    asked.acceptsUnknown = true
    let line = try PledgeFixture.line("A-3", fixture.packet(asked, policy: "uk-growth-ip"))
    #expect(!line.exclusions.contains { $0.en.contains("nobody on record") })
  }

  /// Shares of three are rounded each by itself; shares of more than a whole make no sense.
  @Test(arguments: OwnersTests.openShares)
  func whatIsOpen(shares: [Int?], rest: Int?, excess: Int?) {
    let owners = shares.enumerated().map { index, share in RightOwner(name: "Party \(index)", share: share) }
    #expect(RightOwner.unassigned(owners) == rest)
    #expect(RightOwner.excess(owners) == excess)
  }

  // MARK: A co-owner that was bought out

  private static let parties = """
    party,kind,unit,alias_of
    Owner Co,enterprise,U1,
    Owner Limited,,,Owner Co
    Partner University,university,,
    City Bank,bank,,

    """

  /// The firm has a row for each part, under one name or two: it is a sole owner, and nobody has to consent.
  @Test(arguments: ["Owner Co", "Owner Limited"])
  func twoRowsOfOnePartyAreOneOwner(name: String) throws {
    let parties = ["parties": Self.parties]
    let shared = ["Partner University,30,2019-04-15,", "Owner Co,70,2019-04-15,"]
    let before = try fixture(shared, parties)
    let made = try before.packet(request(), documents: documents(Self.consent))
    #expect(try PledgeFixture.line("A-3", made).owners.count == 2)
    let after = try fixture(
      ["Partner University,30,2019-04-15,2026-03-01", "Owner Co,70,2019-04-15,", "\(name),30,2026-03-01,"],
      parties)
    let packet = try after.packet(request())
    let line = try PledgeFixture.line("A-3", packet)
    #expect(line.owners == ["Owner Co"])
    #expect(try coOwnerCase(packet).outcome == .clear)
    #expect(try coOwnerCase(packet).reason.en == "A sole owner")
    #expect(line.heldShare == nil)
    #expect(!packet.documents.contains { $0.id == "co-owner-consent" && $0.right == "A-3" })
    let policy = try after.workspace.lenderPolicy("bank-25-15-50")
    let comparison = try after.workspace.compare(made, policy: policy, asOf: PledgeFixture.asOf)
    let owners = try #require(comparison.changes.first { $0.title.en == "registered owners" })
    #expect(owners.weight == .neutral)
    #expect(owners.after.en == "Owner Co")
    let shares = try #require(comparison.changes.first { $0.title.en == "ownership shares" })
    #expect(shares.weight == .better)
    #expect(shares.after.en == "Owner Co 100%")
  }

  // MARK: Whose consent it is

  /// The consent of a former co-owner is not that of the one who came in its place.
  @Test func aConsentIsOfWhoeverGaveIt() throws {
    let shared = ["Partner University,30,2019-04-15,", "Owner Co,70,2019-04-15,"]
    let before = try fixture(shared)
    let made = try before.packet(request(), documents: documents(Self.consent))
    #expect(try coOwnerCase(made).outcome == .clear)
    #expect(try coOwnerCase(made).reason.en.contains("Partner University"))
    let policy = try before.workspace.lenderPolicy("bank-25-15-50")
    let same = try before.workspace.compare(made, policy: policy, asOf: PledgeFixture.asOf)
    #expect(same.changes == [])
    let after = try fixture([
      "Partner University,30,2019-04-15,2026-05-01", "Owner Co,70,2019-04-15,", "Third Co,30,2026-05-01,",
    ])
    let comparison = try after.workspace.compare(made, policy: policy, asOf: PledgeFixture.asOf)
    let told = try #require(comparison.changes.first { $0.after.en.contains("Third Co is not attached") })
    #expect(told.weight == .worse)
    #expect(comparison.changes.first { $0.title.en == "registered owners" }?.weight == .worse)
    #expect(comparison.changes.contains { $0.title.en == "whether it counts" && $0.weight == .worse })
  }

  // MARK: Without names

  /// A packet without names shows the shares all the same: a lesser one and a break in the chain are compared.
  @Test(arguments: Language.allCases)
  func aLesserShareIsSeenWithoutNames(language: Language) throws {
    let before = try fixture(["Partner University,30,2019-04-15,", "Owner Co,70,2019-04-15,"])
    let made = try before.packet(request(), documents: documents(Self.consent))
    let blind = try made.withheld([.names], language: language)
    let policy = try before.workspace.lenderPolicy("bank-25-15-50")
    let same = try before.workspace.compare(
      blind, policy: policy, asOf: PledgeFixture.asOf, withheld: ["names"])
    #expect(same.changes == [])
    let after = try fixture(["Partner University,90,2019-04-15,", "Owner Co,10,2019-04-15,"])
    let less = try after.workspace.compare(
      blind, policy: policy, asOf: PledgeFixture.asOf, withheld: ["names"])
    let shares = try #require(less.changes.first { $0.title.en == "ownership shares" }, "\(less.changes)")
    #expect(shares.weight == .worse)
    #expect(shares.before.en == "whoever gives the right: 70%")
    #expect(shares.after.en == "whoever gives the right: 10%")
    let broken = try fixture([
      "Partner University,30,2019-04-15,", "Owner Co,60,2019-04-15,", "Owner Co,5,2026-02-01,",
    ])
    let found = try broken.workspace.compare(
      blind, policy: policy, asOf: PledgeFixture.asOf, withheld: ["names"])
    #expect(found.changes.filter { $0.title.en == "chain of owners" }.map(\.weight) == [.worse, .worse])
    #expect(!found.changes.contains { $0.after.en.contains("Owner Co") || $0.after.en.contains("Party") })
  }

  // MARK: What will be another's

  /// A transfer that is on record for a day within the term has to be settled first; one of after it says nothing of the
  /// loan. What is contributed is given for good.
  @Test func aTransferToComeIsTold() throws {
    let rows = ["Owner Co,100,2019-04-15,2026-08-01", "Partner University,100,2026-08-01,"]
    let fixture = try fixture(rows)
    let packet = try fixture.packet(request())
    let day = try #require(CalendarDay(iso: "2026-08-01"))
    let text =
      "A change of owners on 2026-08-01 is on record: Owner Co owns it no more; Partner University 100% becomes an owner"
    let risk = try #require(packet.risks.first { $0.text.en == text }, "\(packet.risks)")
    #expect(risk.right == "A-3" && risk.risk == .ownership && risk.isStopping)
    #expect(risk.text.zh == "已有 2026-08-01 权利人变更的记录：Owner Co 不再是权利人；Partner University 100% 成为权利人")
    #expect(packet.hasFindings)
    #expect(packet.monitoring.contains { $0.kind == .transfer && $0.day == day && $0.right == "A-3" })
    #expect(packet.titles.contains { $0.kind == .transfer && $0.from == day })
    #expect(packet.parties.contains("Partner University"), "names are withheld by this list")
    // Until the day the owner is the one of today.
    #expect(try PledgeFixture.line("A-3", packet).owners == ["Owner Co"])
    func isTold(_ packet: PledgePacket) -> Bool {
      packet.risks.contains { $0.text.en.hasPrefix("A change of owners") }
        || packet.monitoring.contains { $0.kind == .transfer }
    }
    #expect(try !isTold(fixture.packet(request(1))))
    #expect(try isTold(fixture.packet(request(nil), policy: "contribution-cn")))
    // A packet of before it was recorded is worse for it.
    let before = try self.fixture(["Owner Co,100,2019-04-15,"]).packet(request())
    #expect(!isTold(before))
    let changes = PacketComparison(before, now: packet, gone: []).changes
    #expect(
      changes.contains {
        $0.title.en == "change of owners to come" && $0.weight == .worse && $0.after.en == text
      }, "\(changes)")
    #expect(PacketComparison(packet, now: packet, gone: []).changes == [])
  }

  private static let prefix = "A change of owners on 2026-08-01 is on record: "

  /// A hand-over to a name of the same party is none; a part that the firm buys makes its share greater, and is nothing to
  /// settle first; a part that it sells, or somebody who comes, is.
  @Test(arguments: [
    (["Owner Co,100,2019-04-15,2026-08-01", "Owner Limited,100,2026-08-01,"], nil, false),
    (
      [
        "Partner University,30,2019-04-15,2026-08-01", "Owner Co,70,2019-04-15,2026-08-01",
        "Owner Co,100,2026-08-01,",
      ], "Partner University owns it no more; Owner Co: share 70% → 100%", false
    ),
    (
      [
        "Partner University,30,2019-04-15,2026-08-01", "Owner Co,70,2019-04-15,",
        "Owner Limited,30,2026-08-01,",
      ], "Partner University owns it no more; Owner Co: share 70% → 100%", false
    ),
    (
      [
        "Partner University,30,2019-04-15,", "Owner Co,70,2019-04-15,2026-08-01", "Owner Co,40,2026-08-01,",
        "Partner University,30,2026-08-01,",
      ], "Owner Co: share 70% → 40%; Partner University: share 30% → 60%", true
    ),
    (
      ["Partner University,30,2019-04-15,2026-08-01", "Owner Co,70,2019-04-15,", "City Bank,30,2026-08-01,"],
      "Partner University owns it no more; City Bank 30% becomes an owner", true
    ),
  ] as [([String], String?, Bool)])
  func partiesChangeHandsNotRows(rows: [String], told: String?, isStopping: Bool) throws {
    let packet = try fixture(rows, ["parties": Self.parties]).packet(request())
    let risk = packet.risks.first { $0.text.en.hasPrefix(Self.prefix) }
    let parts = risk.map { Set($0.text.en.dropFirst(Self.prefix.count).components(separatedBy: "; ")) }
    #expect(parts == told.map { Set($0.components(separatedBy: "; ")) }, "\(packet.risks)")
    #expect((risk?.isStopping ?? false) == isStopping)
    #expect(packet.monitoring.contains { $0.kind == .transfer } == (told != nil))
    // What is nothing to settle is no worse for whoever lent before it was on record.
    let now = rows.filter { !$0.contains(",2026-08-01,") }.map { $0.replacing(",2026-08-01", with: ",") }
    let before = try fixture(now, ["parties": Self.parties]).packet(request())
    let changes = PacketComparison(before, now: packet, gone: []).changes
    let found = changes.filter { $0.title.en == "change of owners to come" }
    let weight: PacketComparison.Change.Weight = isStopping ? .worse : .neutral
    #expect(found.count == (told == nil ? 0 : 1) && found.allSatisfy { $0.weight == weight }, "\(changes)")
  }
}
