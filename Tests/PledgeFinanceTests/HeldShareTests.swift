import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A co-owner's share: a company and a pool get what the giver has, a loan takes the whole right and names the risk.
@Suite struct HeldShareTests {
  private static let licences = """
    licence,right,direction,type,counterparty,from_day,to_day,recorded_day,fee
    L-1,A-3,out,ordinary,User Ltd,2024-07-01,2028-06-29,2024-08-01,1000000

    """

  /// The portfolio with A-3 owned by two parties; no shares are recorded for nil.
  private func fixture(_ shares: (own: Int, partner: Int)?) throws -> PledgeFixture {
    let own = shares.map { "\($0.own)" } ?? ""
    let partner = shares.map { "\($0.partner)" } ?? ""
    return try PledgeFixture([
      "licences": HeldShareTests.licences,
      "ownership": """
      right,party,share_percent,from_day,to_day
      A-3,Owner Co,\(own),2019-04-15,
      A-3,Partner University,\(partner),2019-04-15,

      """,
    ])
  }

  private func line(_ fixture: PledgeFixture, _ policy: String, months: Int?) throws -> CollateralLine {
    let request = PledgeFixture.request(["A-3"], amount: 1_000, months: months)
    return try PledgeFixture.line("A-3", fixture.packet(request, policy: policy))
  }

  @Test func aContributionCountsTheShareOfTheContributor() throws {
    let most = try line(fixture((70, 30)), "contribution-cn", months: nil)
    let half = try line(fixture((50, 50)), "contribution-cn", months: nil)
    let seventy = try #require(most.value)
    let fifty = try #require(half.value)
    // Both are parts of one whole, each rounded down to whole yuan.
    #expect(fifty.inUse.base > 0)
    #expect((seventy.inUse.base * 5 - fifty.inUse.base * 7).magnitude <= 1_200)
    #expect(seventy.basis > fifty.basis)
    #expect(most.heldShare?.en.hasPrefix("The share of the contributor is 70%") == true)
    let inputs = seventy.parts.flatMap(\.inputs)
    let share = inputs.first { $0.label.en == "share of the contributor in the right" }
    #expect(share?.value.en == "70%")
  }

  /// The sheet alone is enough: every factor with what is left after it, from the weighted value to what counts.
  @Test func theSheetLeadsToTheBasis() throws {
    let fixture = try fixture((70, 30))
    let policy = try fixture.workspace.lenderPolicy("contribution-cn")
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-3"], amount: 1_000, months: nil), policy: policy, draws: 200)
    let value = try #require(PledgeFixture.line("A-3", made.packet).value)
    let weighted = try #require(value.weighted)
    #expect(value.givenShare == 7_000)
    #expect(value.basis == weighted.base / 100 * 7 / 10 * 100)
    // What the methods give by their weights, to the yuan that rounding takes from each.
    let sum = value.parts.reduce(0.0) { $0 + Double($1.value.base) * Double($1.weight) / 10_000 }
    #expect(abs(sum - Double(weighted.base)) < Double(weighted.base) / 5_000 + 400)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: .en)
    let page = try #require(files.first { $0.path == "packet.html" })
    let text = String(decoding: page.bytes, as: UTF8.self)
    for step in ["Weighted value", "Share of the contributor", "× 70%", "Basis"] {
      #expect(text.contains(step), "\(step)")
    }
    // A loan takes the whole, less what an orderly sale does not bring.
    let loan = try #require(line(fixture, "house-cautious", months: 12).value)
    #expect(loan.givenShare == nil)
    #expect(loan.weighted?.base == loan.inUse.base)
  }

  @Test func aPoolCountsThePartOfTheFees() throws {
    let whole = try line(PledgeFixture(["licences": HeldShareTests.licences]), "licence-pool", months: 12)
    let part = try line(fixture((70, 30)), "licence-pool", months: 12)
    let all = try #require(whole.value)
    let own = try #require(part.value)
    #expect(whole.heldShare == nil)
    #expect(own.inUse == all.inUse.share(7_000, unit: all.unit))
    #expect(own.left == all.left)
    #expect(own.parts.flatMap(\.inputs).contains { $0.label.en == "share of the originator in the right" })
  }

  @Test(arguments: ["contribution-cn", "licence-pool"])
  func sharesThatNobodyKnowsCannotBeJudged(policy: String) throws {
    let found = try line(fixture(nil), policy, months: policy == "licence-pool" ? 12 : nil)
    #expect(found.value == nil)
    #expect(!found.isCounted)
    #expect(found.missing.contains { $0.en.contains("no shares that make sense") }, "\(found.missing)")
  }

  /// A loan with the consent of the co-owner takes the whole right, and the packet names the part that is not the
  /// pledgor's.
  @Test func aLoanNamesThePartOfTheCoOwner() throws {
    let folder = try TemporaryFolder()
    try folder.write("papers/co-owner-consent-A-3.pdf", "signed")
    let documents = try AttachedDocuments(folder: folder.file("papers"))
    let request = PledgeFixture.request(["A-3"], amount: 1_000, months: 12)
    let most = try fixture((70, 30)).packet(request, documents: documents)
    let half = try fixture((50, 50)).packet(request, documents: documents)
    let line = try PledgeFixture.line("A-3", most)
    #expect(line.isCounted, "\(line.exclusions)")
    let other = try PledgeFixture.line("A-3", half)
    #expect(line.value?.inUse == other.value?.inUse)
    #expect(most.risks.contains { $0.risk == .ownership && $0.right == "A-3" && $0.text.en.contains("30%") })
    let alone = try PledgeFixture().packet(request)
    #expect(!alone.risks.contains { $0.text.en.contains("A co-owner has") })
  }
}
