import Foundation
import Testing
import Winnow

@testable import PledgeFinance

/// The pledge that a packet was made for, found registered when the packet is looked at again.
@Suite struct OwnPledgeTests {
  private static let header = PledgeFixture.pledges

  private func packet(
    _ fixture: PledgeFixture, lender: String? = "New Bank", rights: [String] = ["A-1", "A-3"],
    policy: String = "bank-25-15-50"
  ) throws -> (PledgePacket, LenderPolicy) {
    var request = PledgeFixture.request(rights, amount: 1_000, months: 12)
    request.lender = lender
    let loaded = try fixture.workspace.lenderPolicy(policy)
    return (
      try fixture.workspace.pledgePacket(of: fixture.run, request, policy: loaded, draws: 200).packet, loaded
    )
  }

  /// It takes nothing from the sums, and is told with its day.
  @Test(arguments: ["bank-25-15-50", "house-cautious", "uk-growth-ip"])
  func itIsNeutralAndTold(policy: String) throws {
    let (packet, loaded) = try packet(PledgeFixture(), policy: policy)
    let later = try PledgeFixture([
      "pledges": Self.header
        + "PL-2,A-1,New Bank,2026-06-30,2028-01-01,1000\nPL-3,A-3,New Bank,2026-06-30,,\n"
    ])
    let comparison = try later.workspace.compare(packet, policy: loaded, asOf: PledgeFixture.asOf)
    #expect(!comparison.isWorse, "\(comparison.changes)")
    for (right, registration) in [("A-1", "PL-2"), ("A-3", "PL-3")] {
      let told = comparison.changes.filter { $0.right == right }
      #expect(told.count == 1, "\(told)")
      #expect(told.first?.weight == .neutral)
      #expect(told.first?.after.en.hasPrefix("Registered on 2026-06-30, as planned: \(registration)") == true)
      #expect(told.first?.after.zh.hasPrefix("已按计划于 2026-06-30 登记：\(registration)") == true)
    }
    #expect(!comparison.changes.contains { $0.title.en == "lending value" })
  }

  /// Names are one whatever blanks and widths they are written with.
  @Test func theSameBankWrittenOtherwise() throws {
    let (packet, policy) = try packet(PledgeFixture(), lender: "新 银行（本部）")
    let later = try PledgeFixture([
      "pledges": Self.header + "PL-2,A-1,新银行(本部),2026-07-02,2028-01-01,1000\n"
    ])
    let day = try #require(CalendarDay(iso: "2026-07-10"))
    let comparison = try later.workspace.compare(packet, policy: policy, asOf: day)
    #expect(comparison.changes.contains { $0.right == "A-1" && $0.weight == .neutral })
    #expect(!comparison.changes.contains { $0.right == "A-1" && $0.weight == .worse })
  }

  private static let parties = """
    party,name_en,kind,unit,alias_of
    Owner Co,,enterprise,U1,
    Partner University,,university,,
    City Bank,,bank,,
    新银行,New Bank,bank,,
    新行,,,,新银行
    旧银行,Old Bank,bank,,
    灰银行甲,Grey Bank,bank,,
    灰银行乙,Grey Bank,bank,,

    """

  /// The bank as the table of parties knows it: by its name, in English, by an alias. Another party stays another, however
  /// near its name, under rules of registration as under gates alone.
  @Test(arguments: [
    ("新银行", "New Bank", true), ("New Bank", "新银行", true), ("新行", "新银行", true), ("新行", "new  bank", true),
    ("旧银行", "New Bank", false), ("Old Bank", "新银行", false), ("New Bank Branch", "新银行", false),
    ("Grey Bank", "灰银行甲", false),
  ])
  func theSameBankUnderAnotherName(pledgee: String, lender: String, isOwn: Bool) throws {
    let later = try PledgeFixture([
      "parties": Self.parties,
      "pledges": Self.header + "PL-2,A-1,\(pledgee),2026-07-02,2028-01-01,1000\n",
    ])
    let day = try #require(CalendarDay(iso: "2026-07-10"))
    let fixture = try PledgeFixture(["parties": Self.parties])
    for name in ["bank-25-15-50", "uk-growth-ip"] {
      let (packet, policy) = try packet(fixture, lender: lender, rights: ["A-1"], policy: name)
      let comparison = try later.workspace.compare(packet, policy: policy, asOf: day)
      let told = comparison.changes.filter { $0.right == "A-1" }
      #expect(told.contains { $0.weight == .worse } == !isOwn, "\(name) \(told)")
      #expect(told.contains { $0.after.en.contains("as planned: PL-2") } == isOwn, "\(name) \(told)")
    }
  }

  /// A rival's, one of before the packet, a second one of the same lender, one for more than the loan, one that ends
  /// before it: each stands in the way.
  @Test(arguments: [
    "PL-2,A-1,Rival Bank,2026-06-30,2028-01-01,1000\n", "PL-2,A-1,New Bank,2026-06-29,2028-01-01,1000\n",
    "PL-2,A-1,New Bank,2026-06-30,2028-01-01,1000\nPL-3,A-1,New Bank,2026-06-30,2029-01-01,5000\n",
    "PL-2,A-1,New Bank,2026-06-30,2028-01-01,9000000\n", "PL-2,A-1,New Bank,2026-06-30,2026-12-01,1000\n",
  ])
  func everyOtherPledgeIsWorse(rows: String) throws {
    let (packet, policy) = try packet(PledgeFixture())
    let later = try PledgeFixture(["pledges": Self.header + rows])
    let comparison = try later.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    #expect(comparison.changes.contains { $0.right == "A-1" && $0.weight == .worse })
    #expect(comparison.changes.contains { $0.title.en == "lending value" && $0.weight == .worse })
  }

  /// A packet that names no lender is helped by whoever checks it.
  @Test func theLenderCanBeSaidAtTheCheck() throws {
    let (packet, policy) = try packet(PledgeFixture(), lender: nil)
    let later = try PledgeFixture([
      "pledges": Self.header + "PL-2,A-1,New Bank,2026-06-30,2028-01-01,1000\n"
    ])
    let asOf = PledgeFixture.asOf
    #expect(try later.workspace.compare(packet, policy: policy, asOf: asOf).isWorse)
    #expect(try !later.workspace.compare(packet, policy: policy, asOf: asOf, lender: "New Bank").isWorse)
  }

  /// When a packet is made, any pledge that stands blocks, whoever holds it.
  @Test func aNewPacketIsBlockedByIt() throws {
    let fixture = try PledgeFixture([
      "pledges": Self.header + "PL-2,A-1,New Bank,2026-06-30,2028-01-01,1000\n"
    ])
    let (packet, _) = try packet(fixture, rights: ["A-1"])
    #expect(packet.lines.first?.registration.outcome == .blocked)
    #expect(packet.lines.first?.ownPledge == nil)
  }
}
