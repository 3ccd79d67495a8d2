import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// What a look at a packet finds without a store: also changes by somebody who writes a new manifest.
@Suite struct PacketExaminationTests {
  private func files(redact: Set<Redaction> = [], documents: AttachedDocuments = .init()) throws
    -> [PacketFile]
  {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-1", "A-4"], amount: 100_000), policy: policy,
      documents: documents, draws: 200)
    return try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: documents, redact: redact, language: .zh)
  }

  /// Writes a changed file with a manifest that fits it, as somebody would who wants to deceive.
  private func forged(
    _ files: [PacketFile], _ name: String, _ folder: TemporaryFolder, _ change: (String) -> String
  ) throws -> PacketFolder {
    let plain = files.filter { !$0.path.hasPrefix("manifest") }.map { file in
      file.path == name
        ? PacketFile(path: name, bytes: Array(change(String(decoding: file.bytes, as: UTF8.self)).utf8))
        : file
    }
    let record = try #require(plain.first { $0.path == PacketFolder.record })
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(
      PacketFolder.complete(try PacketJSON.decode(PledgePacket.self, record.bytes), files: plain))
    #expect(try packet.verify().isEmpty, "the forged manifest fits")
    return packet
  }

  @Test func anHonestPacketAgreesInEverything() throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    let files = try files()
    try packet.write(files)
    let manifest = try #require(files.first { $0.path == PacketManifest.name })
    let digest = SHA256Digest(of: manifest.bytes).hex
    let found = try Workspace.examine(packet, digest: digest.uppercased())
    #expect(found.problems.isEmpty)
    #expect(found.notCompared.isEmpty)
    #expect(found.compared.count == 3)
    #expect(found.digest == digest)
    // The page shows the record's digest, and that one may be given too.
    let page = try #require(files.first { $0.path == "packet.html" })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains(found.recordDigest))
    #expect(try Workspace.examine(packet, digest: found.recordDigest).problems.isEmpty)
    #expect(try Workspace.examine(packet).notCompared.contains { $0.en.contains("--digest") })
  }

  @Test(arguments: [[Redaction.names], [.titles], [.names, .titles], [.amounts]])
  func whatIsWithheldIsComparedAsFarAsItGoes(redact: [Redaction]) throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(files(redact: Set(redact)))
    let found = try Workspace.examine(packet)
    #expect(found.problems.isEmpty, "\(found.problems)")
    #expect(found.notCompared.contains { $0.en.contains("packet.html") } == redact.contains(.amounts))
  }

  @Test func anotherDigestIsAChange() throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(files())
    let found = try Workspace.examine(packet, digest: String(repeating: "0", count: 64))
    #expect(found.problems.map(\.code) == [.packetAltered])
  }

  /// The page says another loan than the record, and the manifest was made to fit.
  @Test(arguments: ["packet.html", "monitoring.ics"])
  func aChangedPageIsFoundByTheRecord(name: String) throws {
    let folder = try TemporaryFolder()
    let packet = try forged(files(), name, folder) {
      $0.replacing(
        name == "packet.html" ? "100,000" : "BEGIN:VALARM", with: name == "packet.html" ? "900,000" : "X")
    }
    let found = try Workspace.examine(packet)
    #expect(found.problems.map(\.code) == [.packetAltered])
    #expect(found.problems.first?.place?.file.hasSuffix(name) == true)
  }

  /// The record says another loan than the page.
  @Test func aChangedRecordIsFoundByThePage() throws {
    let folder = try TemporaryFolder()
    let packet = try forged(files(), PacketFolder.record, folder) {
      $0.replacing("\"months\" : 24", with: "\"months\" : 12")
    }
    #expect(
      try Workspace.examine(packet).problems.contains { $0.place?.file.hasSuffix("packet.html") == true })
  }

  /// Whoever says that another version made the packet cannot pass for whole: it is in doubt.
  @Test func anotherVersionLeavesADoubt() throws {
    let folder = try TemporaryFolder()
    let packet = try forged(files(), PacketFolder.record, folder) {
      $0.replacing("\"program\" : \"\(Workspace.version)\"", with: "\"program\" : \"9.9.9\"")
    }
    let found = try Workspace.examine(packet)
    #expect(found.problems.isEmpty)
    #expect(found.isInDoubt)
  }

  // MARK: Attached files

  @Test func aSlipInANameIsTold() throws {
    let folder = try TemporaryFolder()
    for name in ["pledge-contract.pdf", "co-owner-consent-A-4.pdf", "co-owner-consent-A-9.pdf", "scan 1.pdf"]
    {
      try folder.write("papers/" + name, name)
    }
    try folder.write("papers/.DS_Store", "x")
    try folder.write("papers/.git/config", "x")
    let documents = try AttachedDocuments(folder: folder.file("papers"))
    #expect(documents.passedOver == [".DS_Store", ".git/config"])
    let fixture = try PledgeFixture()
    let packet = try fixture.packet(
      PledgeFixture.request(["A-1", "A-4"], amount: 100_000), documents: documents)
    #expect(documents.unmatched(packet) == ["co-owner-consent-A-9.pdf", "scan 1.pdf"])
    let page = try #require(try files(documents: documents).first { $0.path == "packet.html" })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("对不上任何应备文件"))
  }
}
