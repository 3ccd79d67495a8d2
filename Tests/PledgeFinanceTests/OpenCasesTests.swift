import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A closed gate and a missing value stand in "what is to be dealt with", and never beside "nothing stands in the way".
@Suite struct OpenCasesTests {
  private func page(
    _ rights: [String], _ policy: String, months: Int?, _ language: Language
  ) throws -> String {
    let fixture = try PledgeFixture()
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
    #expect(text.contains("A-1 --gate G16 --document"))
  }

  /// A-2 has no licence that brings fees.
  @Test func aMissingValueStandsThereWithItsRemedy() throws {
    let text = try page(["A-2"], "licence-pool", months: 12, .en)
    #expect(text.contains("Supply what is missing, then make the packet again"))
  }
}
