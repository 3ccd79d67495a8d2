import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A closed gate and a missing value stand in "what is to be dealt with", and never beside "nothing stands in the way".
@Suite struct OpenCasesTests {
  private func page(
    _ rights: [String], _ policy: String, months: Int?, _ language: Language,
    _ changed: [String: String] = [:]
  ) throws -> String {
    let fixture = try PledgeFixture(changed)
    let loaded = try fixture.workspace.lenderPolicy(policy)
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(rights, amount: 1_000, months: months), policy: loaded,
      draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: loaded, documents: AttachedDocuments(), redact: [], language: language)
    let page = try #require(files.first { $0.path == "packet.html" })
    return String(decoding: page.bytes, as: UTF8.self)
  }

  /// The consent of the business is missing for A-1; no case of the check is open.
  @Test(arguments: Language.allCases)
  func aClosedGateStandsThereWithItsRemedy(language: Language) throws {
    let text = try page(["A-1"], "contribution-cn", months: nil, language)
    #expect(!text.contains("Nothing stands in the way") && !text.contains("没有妨碍的情形"))
    #expect(text.contains(language == .zh ? "核对的各项情形均无妨碍" : "No case of the check stands in the way"))
    // The command is whole: nobody records a paper without saying who does.
    #expect(text.contains("A-1 --gate G16 --document " + (language == .zh ? "文件 --by 姓名" : "FILE --by NAME")))
  }

  /// A state secret that a business uses: two consents are needed, and both are told, in every place.
  @Test func everyClosedGateIsTold() throws {
    let secret = ["restrictions": "right,kind,day,holds\nA-3,state-secret,2026-05-20,yes\n"]
    let packet = try PledgeFixture(secret).packet(
      PledgeFixture.request(["A-3"], amount: 1_000, months: nil), policy: "contribution-cn")
    let line = try PledgeFixture.line("A-3", packet)
    #expect(line.closedGates.map(\.id) == ["G9", "G16"])
    #expect(line.gate == line.closedGates.first?.text)
    for gate in line.closedGates {
      #expect(line.exclusions.contains(gate.text))
      #expect(packet.risks.contains { $0.text == gate.text && $0.isStopping })
    }
    let text = try page(["A-3"], "contribution-cn", months: nil, .en, secret)
    #expect(text.contains("A-3 --gate G9 --document") && text.contains("A-3 --gate G16 --document"))
    // One that opens while the other stays is better, one that closes is worse.
    var earlier = packet
    earlier.lines[0].gates = Array(line.closedGates.prefix(1))
    #expect(PacketStanding(line, earlier.lines[0]).gates.map(\.weight) == [.better])
    #expect(PacketStanding(earlier.lines[0], line).gates.map(\.weight) == [.worse])
    // A packet of an earlier version names the first alone, and nothing new is made of the second.
    earlier.lines[0].gates = nil
    #expect(PacketStanding(earlier.lines[0], line).gates.isEmpty)
  }

  /// A case that is blocked does not hide what the policy has against the right beside it.
  @Test func thePolicysReasonsStandBesideABlockedCase() throws {
    let pledged = ["pledges": PledgeFixture.pledges + "PL-2,A-2,City Bank,2025-01-01,2028-01-01,900000\n"]
    let packet = try PledgeFixture(pledged).packet(
      PledgeFixture.request(["A-2"], amount: 1_000, months: 36), policy: "house-cautious")
    let line = try PledgeFixture.line("A-2", packet)
    #expect(line.registration.outcome == .blocked)
    #expect(line.otherExclusions.count == 1, "\(line.otherExclusions)")
    #expect(line.otherExclusions.first?.en.hasPrefix("Less than 24 months") == true)
    let text = try page(["A-2"], "house-cautious", months: 36, .en, pledged)
    // Among the rights that do not count, and in what is to be dealt with.
    #expect(text.split(separator: "Less than 24 months of term").count > 2)
  }

  /// A-2 has no licence that brings fees.
  @Test func aMissingValueStandsThereWithItsRemedy() throws {
    let text = try page(["A-2"], "licence-pool", months: 12, .en)
    #expect(text.contains("Supply what is missing, then make the packet again"))
  }
}
