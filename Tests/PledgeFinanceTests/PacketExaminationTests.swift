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
    _ files: [PacketFile], _ name: String, _ folder: TemporaryFolder, fits: Bool = true,
    _ change: (String) -> String
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
    #expect(try packet.verify().isEmpty == fits, "the forged manifest fits")
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
    #expect(found.compared.count == 4)
    #expect(found.compared.contains { $0.en.hasPrefix("Run, snapshot and models, policy.yaml agree") })
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

  /// A packet of an earlier form of pages is no forgery, and no proof either; one of this form is compared.
  @Test(arguments: [#""pageFormat" : 0"#, #""earlier" : 1"#])
  func anotherFormOfPagesIsNoForgery(form: String) throws {
    let folder = try TemporaryFolder()
    let format = "\"pageFormat\" : \(PledgePacketFiles.pageFormat)"
    let files = try files()
    let record = try #require(files.first { $0.path == PacketFolder.record })
    #expect(String(decoding: record.bytes, as: UTF8.self).contains(format))
    let packet = try forged(files, PacketFolder.record, folder) { $0.replacing(format, with: form) }
    let found = try Workspace.examine(packet)
    #expect(found.problems.isEmpty, "\(found.problems)")
    #expect(found.isInDoubt)
    let told = try #require(found.notCompared.last)
    #expect(told.en.contains("packet.html") && told.en.contains("cannot be compared byte by byte"))
    #expect(told.en.contains(form.contains("earlier") ? "page format not recorded" : "page format 0,"))
    #expect(told.zh.contains("页面格式"))
  }

  // MARK: Beside the record

  private static func papers(_ folder: TemporaryFolder) throws -> AttachedDocuments {
    try folder.write("papers/pledge-contract.txt", "signed")
    try folder.write("papers/notes.txt", "by hand")
    return try AttachedDocuments(folder: folder.file("papers"))
  }

  /// The policy or a paper was exchanged together with its line of the manifest: the record knows what it was.
  @Test(arguments: [PacketFolder.policy, "attachments/pledge-contract.txt", "attachments/notes.txt"])
  func anExchangedFileIsFoundByTheRecord(name: String) throws {
    let folder = try TemporaryFolder()
    let files = try files(documents: Self.papers(folder))
    let honest = PacketFolder(folder.file("honest"))
    try honest.write(files)
    let whole = try Workspace.examine(honest)
    #expect(whole.problems.isEmpty)
    #expect(whole.compared.contains { $0.en.contains("policy.yaml, 2 attached files agree with the record") })
    let packet = try forged(files, name, folder, fits: false) { $0 + "# and more\n" }
    let found = try Workspace.examine(packet)
    #expect(found.problems.map(\.code) == [.packetAltered])
    #expect(found.problems.first?.place?.file.hasSuffix(name) == true)
    #expect(found.problems.first?.message.en.contains("record") == true)
  }

  /// The other way: the record names another policy or another paper than the ones that lie there.
  @Test(arguments: [PacketFolder.policy, "attachments/pledge-contract.txt"])
  func aRecordOfAnotherFileIsFound(name: String) throws {
    let folder = try TemporaryFolder()
    let files = try files(documents: Self.papers(folder))
    let file = try #require(files.first { $0.path == name })
    let digest = SHA256Digest(of: file.bytes).hex
    let other = SHA256Digest(of: [1]).hex
    let packet = try forged(files, PacketFolder.record, folder, fits: false) {
      $0.replacing(digest, with: other)
    }
    let found = try Workspace.examine(packet).problems
    #expect(found.contains { $0.place?.file.hasSuffix(name) == true }, "\(found)")
  }

  /// A file that was left out with its line, and one that was added with one.
  @Test func filesAreThoseOfTheRecord() throws {
    let folder = try TemporaryFolder()
    let files = try files(documents: Self.papers(folder)).filter { !$0.path.hasPrefix("manifest") }
    let record = try #require(files.first { $0.path == PacketFolder.record })
    let packet = try PacketJSON.decode(PledgePacket.self, record.bytes)
    func problems(_ name: String, _ files: [PacketFile]) throws -> [String] {
      let changed = PacketFolder(folder.file(name))
      try changed.write(PacketFolder.complete(packet, files: files))
      return try changed.verify().compactMap { $0.place?.file }
    }
    #expect(try problems("same", files) == [])
    for path in [PacketFolder.policy, "attachments/notes.txt"] {
      let left = try problems("without", files.filter { $0.path != path })
      #expect(left.count == 1 && left.first?.hasSuffix(path) == true, "\(left)")
    }
    let more = try problems("more", files + [PacketFile(path: "attachments/late.txt", bytes: [1])])
    #expect(more.count == 1 && more.first?.hasSuffix("attachments/late.txt") == true, "\(more)")
  }

  /// The manifest says another run, day or model than the record.
  @Test(arguments: ["run", "snapshot", "program", "models"])
  func aManifestOfAnotherRunIsFound(key: String) throws {
    let folder = try TemporaryFolder()
    let files = try files()
    let bytes = try #require(files.first { $0.path == PacketManifest.name }?.bytes)
    var object = try PacketJSON.decode([String: JSONTree].self, bytes)
    object[key] = key == "run" ? JSONTree.whole(77) : object[key]?.mapTexts { $0 + "0" }
    let changed = try PacketJSON.encode(object)
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(
      files.filter { !$0.path.hasPrefix("manifest") } + [
        PacketFile(path: PacketManifest.name, bytes: changed),
        PacketFile(
          path: PacketManifest.digestName, bytes: Array(PacketManifest.digestLine(changed).utf8)),
      ])
    let found = try packet.verify()
    #expect(found.map(\.code) == [.packetAltered], "\(found)")
    #expect(found.first?.message.en.contains("than the record") == true)
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
