import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// Packets on disk: whole or absent, the same bytes from the same inputs, and no changed byte unseen.
@Suite struct PacketFolderTests {
  private func made(
    _ fixture: PledgeFixture, redact: Set<Redaction> = [], documents: AttachedDocuments = AttachedDocuments(),
    language: Language = .en
  ) throws -> [PacketFile] {
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    var request = PledgeFixture.request(["A-1", "A-2", "A-4", "A-5"], amount: 1_000_000)
    request.lender = "Lending Bank"
    let packet = try fixture.workspace.pledgePacket(
      of: fixture.run, request, policy: policy, documents: documents, draws: 200)
    return try fixture.workspace.packetFiles(
      packet, run: fixture.run, policy: policy, documents: documents, redact: redact, language: language)
  }

  @Test func theSameInputsGiveTheSameBytes() throws {
    let first = try made(PledgeFixture())
    let second = try made(PledgeFixture())
    #expect(first.map(\.path) == second.map(\.path))
    for (left, right) in zip(first, second) { #expect(left.bytes == right.bytes, "\(left.path)") }
    #expect(
      first.map(\.path) == [
        "packet.html", "packet.xlsx", "monitoring.ics", "packet.json", "sheets.json", "policy.yaml",
        "manifest.json", "manifest.sha256",
      ])
  }

  @Test func aPacketVerifiesAndItsRecordComesBack() throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet") + "/")
    let fixture = try PledgeFixture()
    try packet.write(made(fixture))
    #expect(try packet.verify().isEmpty)
    let record = try packet.packet()
    #expect(record.lines.map(\.number) == ["A-1", "A-2", "A-4", "A-5"])
    #expect(try PacketJSON.encode(record) == packet.file(PacketFolder.record))
    // Written again it takes the place of the earlier one, and nothing else is left behind.
    try packet.write(made(fixture, language: .zh))
    #expect(try packet.verify().isEmpty)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: (packet.path as NSString).deletingLastPathComponent)
    #expect(names == ["packet"])
  }

  /// A bit is turned at places all over each file: every one is found.
  @Test func everyFlippedByteIsFound() throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    let files = try made(PledgeFixture())
    try packet.write(files)
    var dice = SeededGenerator(seed: 11)
    for file in files {
      let path = packet.path + "/" + file.path
      var places = Set((0..<20).map { _ in Int.random(in: 0..<file.bytes.count, using: &dice) })
      places.formUnion([0, file.bytes.count - 1])
      if file.bytes.count < 200 { places.formUnion(0..<file.bytes.count) }
      for place in places {
        var bytes = file.bytes
        bytes[place] ^= UInt8(1 << Int.random(in: 0...7, using: &dice))
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let codes: [ProblemCode]
        do { codes = try packet.verify().map(\.code) } catch {
          codes = (error as? ProblemList)?.problems.map(\.code) ?? []
        }
        #expect(
          codes.contains(.packetAltered) || codes.contains(.packetUnreadable),
          "\(file.path) byte \(place)")
      }
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
    }
    #expect(try packet.verify().isEmpty)
  }

  @Test func missingAndStrangeFilesAreFound() throws {
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(made(PledgeFixture()))
    try Data("x".utf8).write(to: URL(fileURLWithPath: packet.path + "/more.txt"))
    #expect(try packet.verify().map(\.code) == [.packetAltered])
    try FileManager.default.removeItem(atPath: packet.path + "/more.txt")
    // A link in the place of a file is no file of the packet, even where it leads to the same bytes.
    let page = packet.path + "/packet.html"
    try FileManager.default.moveItem(atPath: page, toPath: folder.file("page.html"))
    try FileManager.default.createSymbolicLink(atPath: page, withDestinationPath: folder.file("page.html"))
    #expect(try packet.verify().map(\.code) == [.packetAltered])
    try FileManager.default.removeItem(atPath: packet.path + "/manifest.json")
    #expect(throws: ProblemList.self) { try packet.verify() }
  }

  @Test(arguments: [
    "../secret", "/etc/passwd", "a/../../b", "a//b", "./a", "", "a\\b", "a\u{0}b", "a\u{202E}b",
  ])
  func pathsThatLeaveTheFolderAreRefused(path: String) throws {
    #expect(!PacketPath.isSafe(path))
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    let error = #expect(throws: ProblemList.self) { try packet.write([PacketFile(path: path, bytes: [1])]) }
    #expect(error?.problems.first?.code == .unwritableFile)
    #expect(!FileManager.default.fileExists(atPath: packet.path))
  }

  @Test func whatIsNoPacketIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("papers/mine.txt", "mine")
    let packet = PacketFolder(folder.file("papers"))
    let error = #expect(throws: ProblemList.self) { try packet.write([PacketFile(path: "a", bytes: [1])]) }
    #expect(error?.problems.first?.code == .pledgeNotAPacket)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    // A packet with a file of somebody's own is more than a packet.
    let made = PacketFolder(folder.file("packet"))
    try made.write(self.made(PledgeFixture()))
    try folder.write("packet/attachments/notes.txt", "mine")
    #expect(throws: ProblemList.self) { try made.write([PacketFile(path: "a", bytes: [1])]) }
    #expect(FileManager.default.fileExists(atPath: folder.file("packet/attachments/notes.txt")))
    let file = PacketFolder(path)
    #expect(throws: ProblemList.self) { try file.write([PacketFile(path: "a", bytes: [1])]) }
  }

  @Test func linksAreNotAttached() throws {
    let folder = try TemporaryFolder()
    try folder.write("papers/contract.pdf", "c")
    try folder.write("papers/.hidden", "h")
    let secret = try folder.write("secret.txt", "s")
    #expect(try AttachedDocuments(folder: folder.file("papers")).files.map(\.path) == ["contract.pdf"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("papers/link.pdf"), withDestinationPath: secret)
    let error = #expect(throws: ProblemList.self) { try AttachedDocuments(folder: folder.file("papers")) }
    #expect(error?.problems.map(\.code) == [.pledgeAttachment])
    #expect(throws: ProblemList.self) { try AttachedDocuments(folder: folder.file("nowhere")) }
  }

  // MARK: Withheld

  @Test func withheldNamesStandInNoFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("papers/Owner Co.pdf", "c")
    let documents = try AttachedDocuments(folder: folder.file("papers"))
    let files = try made(PledgeFixture(), redact: [.names, .titles], documents: documents)
    #expect(!files.contains { $0.path.hasPrefix("attachments/") })
    for file in files where !file.path.hasSuffix(".xlsx") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for name in ["Owner Co", "Partner University", "City Bank", "Copier Ltd", "Lending Bank", "Valve"] {
        #expect(!text.contains(name), "\(name) stands in \(file.path)")
      }
    }
  }

  @Test func withheldAmountsAreNullInTheRecord() throws {
    let files = try made(PledgeFixture(), redact: [.amounts])
    let record = try #require(files.first { $0.path == PacketFolder.record })
    let text = String(decoding: record.bytes, as: UTF8.self)
    #expect(text.contains("\"amount\" : null"))
    #expect(!text.contains("\"minorUnits\" : "), "an amount is left")
    let folder = try TemporaryFolder()
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(files)
    #expect(try packet.verify().isEmpty)
    #expect(try packet.packet().lines.allSatisfy { $0.value == nil })
    let page = try #require(files.first { $0.path == "packet.html" })
    #expect(!String(decoding: page.bytes, as: UTF8.self).contains("1,000,000"))
  }

  // MARK: Compared with a store

  @Test func theSameDataGiveNoChange() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let packet = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-1", "A-2"], amount: 1_000_000), policy: policy
    ).packet
    #expect(
      try fixture.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf).changes.isEmpty)
  }

  @Test func whatHappenedSinceIsSeen() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let packet = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-1", "A-3"], amount: 1_000_000), policy: policy
    ).packet
    let later = try PledgeFixture([
      "rights": PledgeFixture.rights.replacing(
        "A-3,invention,CN,Stem,2019-04-15,2021-12-20,in-force",
        with: "A-3,invention,CN,Stem,2019-04-15,2021-12-20,lapsed"),
      "disputes": PledgeFixture.disputes + "D-2,A-1,preservation,Copier Ltd,2026-06-01,\n",
      "revenues": PledgeFixture.revenues.replacing("90000000", with: "40000000"),
    ])
    let comparison = try later.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    #expect(comparison.isWorse)
    #expect(
      comparison.changes.contains {
        $0.right == "A-3" && $0.title.en == "legal status" && $0.weight == .worse
      })
    #expect(comparison.changes.contains { $0.right == "A-1" && $0.title.en.contains("suspended") })
    #expect(comparison.changes.contains { $0.right.isEmpty && $0.title.en.hasPrefix("cover of the debt") })
    let elsewhere = try PledgeFixture([
      "rights": PledgeFixture.rights.replacing("A-3,", with: "B-3,"), "product_links": "", "pledges": "",
      "disputes": "", "payments": "",
    ])
    let gone = try elsewhere.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    #expect(gone.changes.contains { $0.right == "A-3" && $0.after.en == "not in today's store" })
  }
}
