import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// Packets later: with parts withheld, against a store that knows more, against a foreign store.
@Suite struct PacketCheckTests {
  private func made(
    _ fixture: PledgeFixture, _ rights: [String], policy: LenderPolicy, redact: Set<Redaction> = [],
    lender: String? = nil, documents: AttachedDocuments = AttachedDocuments()
  ) throws -> (packet: MadePacket, files: [PacketFile]) {
    var request = PledgeFixture.request(rights, amount: 100_000, months: 12)
    request.lender = lender
    let packet = try fixture.workspace.pledgePacket(
      of: fixture.run, request, policy: policy, documents: documents, draws: 200)
    return (
      packet,
      try fixture.workspace.packetFiles(
        packet, run: fixture.run, policy: policy, documents: documents, redact: redact, language: .en)
    )
  }

  private func ownPolicy() throws -> LenderPolicy {
    let text = try #require(Repository.text("Models/Lenders/house-cautious.yaml"))
      .replacing("id: house-cautious", with: "id: bank-of-midtown")
      .replacing("en: Cautious default}", with: "en: Midtown terms}")
      .replacing("zh: 信用、", with: "zh: 中城银行：信用、")
    return try Workspace.lenderPolicy(
      text: "# Midtown Bank, confidential: 中城银行内部\n" + text, path: "midtown.yaml")
  }

  private static let words = ["Midtown", "midtown", "中城银行"]

  // MARK: The user's own policy

  @Test(arguments: [[Redaction.names], [.names, .amounts, .titles]])
  func aPolicyOfOnesOwnStaysAtHome(redact: [Redaction]) throws {
    let (_, files) = try made(
      PledgeFixture(), ["A-1", "A-3"], policy: ownPolicy(), redact: Set(redact), lender: "Midtown Bank")
    #expect(!files.contains { $0.path == PacketFolder.policy })
    for file in files where !file.path.hasSuffix(".xlsx") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for word in PacketCheckTests.words { #expect(!text.contains(word), "\(word) stands in \(file.path)") }
    }
    // By its digest whoever has the file knows it again.
    let digest = try ownPolicy().header.file.sha256
    let manifest = try #require(files.first { $0.path == PacketManifest.name })
    #expect(String(decoding: manifest.bytes, as: UTF8.self).contains(digest))
  }

  @Test func aPolicyOfTheProgramAndAnOpenPacketKeepTheirFile() throws {
    let fixture = try PledgeFixture()
    let built = try fixture.workspace.lenderPolicy("bank-25-15-50")
    #expect(
      try made(fixture, ["A-1"], policy: built, redact: [.names]).files.contains {
        $0.path == PacketFolder.policy
      })
    let own = try made(fixture, ["A-1"], policy: ownPolicy()).files
    #expect(own.contains { $0.path == PacketFolder.policy })
  }

  // MARK: Parts withheld

  private func written(_ files: [PacketFile], _ folder: TemporaryFolder) throws -> PacketFolder {
    let packet = PacketFolder(folder.file("packet"))
    try packet.write(files)
    #expect(try packet.verify().isEmpty)
    return packet
  }

  @Test(arguments: [[Redaction.names], [.titles], [.amounts], [.names, .titles, .amounts]])
  func aWithheldPacketIsComparedAsFarAsItGoes(redact: [Redaction]) throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let papers = try TemporaryFolder()
    try papers.write("papers/co-owner-consent-A-4.pdf", "signed")
    let documents = try AttachedDocuments(folder: papers.file("papers"))
    let folder = try TemporaryFolder()
    let packet = try written(
      made(fixture, ["A-1", "A-3", "A-4"], policy: policy, redact: Set(redact), documents: documents).files,
      folder)
    let withheld = try packet.manifest().withheld
    #expect(withheld == redact.map(\.rawValue).sorted())
    let record = try packet.packet()
    let same = try fixture.workspace.compare(
      record, policy: policy, asOf: PledgeFixture.asOf, withheld: withheld)
    #expect(same.changes == [], "nothing has changed")
    #expect(same.notCompared.isEmpty == (redact == [.titles]))
    let later = try PledgeFixture([
      "disputes": PledgeFixture.disputes + "D-2,A-1,preservation,Copier Ltd,2026-06-01,\n",
      "revenues": PledgeFixture.revenues.replacing("90000000", with: "40000000"),
    ])
    let changed = try later.workspace.compare(
      record, policy: policy, asOf: PledgeFixture.asOf, withheld: withheld)
    #expect(changed.isWorse)
    #expect(changed.changes.contains { $0.right == "A-1" && $0.title.en.contains("suspended") })
    let tellsAmounts = changed.changes.contains { $0.title.en == "basis" || $0.title.en == "lending value" }
    #expect(tellsAmounts == !redact.contains(.amounts))
  }

  @Test func aWithheldPolicyIsAskedFor() throws {
    let fixture = try PledgeFixture()
    let policy = try ownPolicy()
    let folder = try TemporaryFolder()
    let packet = try written(made(fixture, ["A-1", "A-3"], policy: policy, redact: [.names]).files, folder)
    let record = try packet.packet()
    let without = try fixture.workspace.compare(
      record, policy: nil, asOf: PledgeFixture.asOf, withheld: ["names"])
    #expect(without.changes == [])
    #expect(without.notCompared.contains { $0.en.contains("--policy") })
    let with = try fixture.workspace.compare(
      record, policy: policy, asOf: PledgeFixture.asOf, withheld: ["names"])
    #expect(with.changes == [])
    #expect(!with.notCompared.contains { $0.en.contains("--policy") })
    // Another policy is not that of the packet.
    let other = try fixture.workspace.lenderPolicy("house-cautious")
    let error = #expect(throws: ProblemList.self) {
      try fixture.workspace.compare(record, policy: other, asOf: PledgeFixture.asOf, withheld: ["names"])
    }
    #expect(error?.problems.map(\.code) == [.pledgePolicyPurpose])
  }

  /// Without the policy its rights are looked at by rules that it did not ask for: what troubles a right is not gone.
  @Test func aHazardStaysWithoutThePolicy() throws {
    let text = try #require(Repository.text("Models/Lenders/uk-growth-ip.yaml"))
      .replacing("id: uk-growth-ip", with: "id: bank-of-midtown")
    let policy = try Workspace.lenderPolicy(text: text, path: "midtown.yaml")
    let fixture = try PledgeFixture()
    let folder = try TemporaryFolder()
    let packet = try written(made(fixture, ["A-3", "A-6"], policy: policy, redact: [.names]).files, folder)
    let record = try packet.packet()
    #expect(try PledgeFixture.line("A-6", record).hazards?.map(\.kind) == [.invalidation])
    func told(_ store: PledgeFixture) throws -> [PacketComparison.Change] {
      try store.workspace.compare(record, policy: nil, asOf: PledgeFixture.asOf, withheld: ["names"]).changes
        .filter { $0.right == "A-6" }
    }
    #expect(try told(fixture) == [])
    // One that was decided is.
    let decided = try PledgeFixture([
      "disputes": PledgeFixture.disputes.replacing("2026-02-01,\n", with: "2026-02-01,2026-05-01\n")
    ])
    let gone = try told(decided).filter { $0.title.en == "invalidation" }
    #expect(gone.map(\.weight) == [.better])
  }

  // MARK: A store that knows more, and a foreign one

  /// Revenue of the packet's own day recorded after it was made: the check names the input and both values.
  @Test func aLaterRecordIsNamed() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let packet = try made(fixture, ["A-3"], policy: policy).packet.packet
    let later = try PledgeFixture([
      "revenues": PledgeFixture.revenues.replacing("95000000", with: "94000000")
    ])
    let comparison = try later.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    #expect(
      comparison.changes.contains { $0.right.isEmpty && $0.title.en.contains("after the packet was made") })
    // The basis moved by far less than five hundredths: on the packet's own day it is told all the same.
    #expect(comparison.changes.contains { $0.right == "A-3" && $0.title.en == "basis" })
    let input = try #require(
      comparison.changes.first { $0.title.en.hasPrefix("input: ") && $0.title.en.contains("2027") })
    // What is attributed of it, before and now, in the proportion of the revenues.
    let before = try #require(Double(input.before.en))
    let after = try #require(input.after.en.split(separator: " ").first.flatMap { Double($0) })
    #expect(abs(before / after - 95.0 / 94.0) < 1e-6)
    #expect(input.weight == .neutral)
  }

  /// The pledge of this very loan is what was wanted; another's is not, and one of which nobody knows whose neither.
  @Test(arguments: [
    ("New Bank", Optional("New Bank"), false), ("Rival Bank", "New Bank", true), ("New Bank", nil, true),
  ])
  func anothersPledgeIsWorse(pledgee: String, lender: String?, isWorse: Bool) throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let packet = try made(fixture, ["A-3"], policy: policy, lender: lender).packet.packet
    let later = try PledgeFixture([
      "pledges": PledgeFixture.pledges + "PL-2,A-3,\(pledgee),2026-06-30,2028-01-01,100000\n"
    ])
    let comparison = try later.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    let pledged = try #require(
      comparison.changes.first { $0.right == "A-3" && $0.after.en.contains("PL-2") },
      "\(comparison.changes.map(\.after.en))")
    #expect(pledged.weight == (isWorse ? .worse : .neutral))
  }

  @Test func aForeignStoreHasNoneOfTheRights() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let packet = try made(fixture, ["A-1", "A-3"], policy: policy).packet.packet
    let foreign = try PledgeFixture([
      "rights":
        "right,kind,office,title,filing_day,grant_day,status,ipc,owners\nZ-1,invention,CN,Other,2019-04-15,2021-12-20,in-force,F16K1/22,Other Co\n",
      "product_links": "", "pledges": "", "disputes": "", "payments": "", "families": "",
    ])
    let comparison = try foreign.workspace.compare(packet, policy: policy, asOf: PledgeFixture.asOf)
    #expect(comparison.isWorse)
    let gone = comparison.changes.filter { $0.after.en == "not in today's store" }
    #expect(gone.map(\.right) == ["A-1", "A-3"])
  }

  @Test(arguments: ["empty", "other", "file"])
  func whatIsNoPacketIsCalledThat(kind: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("packet")
    switch kind {
    case "empty": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "other": try folder.write("packet/notes.txt", "mine")
    default: try folder.write("packet", "PK")
    }
    let error = #expect(throws: ProblemList.self) { try PacketFolder(path).verify() }
    #expect(error?.problems.map(\.code) == [.packetUnreadable])
    let said = ["empty": "is empty", "other": "no manifest.json", "file": "not the folder"]
    #expect(error?.problems.first?.message.en.contains(try #require(said[kind])) == true)
  }

  // MARK: The request

  @Test func theOrderOfRightsChangesNoByte() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let first = try made(fixture, ["A-1", "A-3", "A-6"], policy: policy).files
    let second = try made(fixture, ["A-6", "A-1", "A-3"], policy: policy).files
    #expect(first.map(\.path) == second.map(\.path))
    for (left, right) in zip(first, second) { #expect(left.bytes == right.bytes, "\(left.path)") }
  }

  @Test func amountsAreOfTheRunsCurrency() throws {
    let fixture = try PledgeFixture()
    let dollar = try #require(Currency(code: "USD"))
    var request = PledgeRequest(rights: ["A-1"], amount: Money(major: 1000, currency: dollar), months: 12)
    let error = #expect(throws: ProblemList.self) { try fixture.packet(request) }
    #expect(error?.problems.map(\.code) == [.pledgeTerms])
    request = PledgeFixture.request(["A-1"], amount: 1000)
    request.raised = Money(major: 1000, currency: dollar)
    #expect(throws: ProblemList.self) { try fixture.packet(request) }
  }

  /// A policy in another currency is compared at a rate that the packet states.
  @Test func theRateOfAForeignPolicyIsStated() throws {
    let fixture = try PledgeFixture()
    let british = try fixture.packet(
      PledgeFixture.request(["A-1", "A-3"], amount: 3_000_000), policy: "uk-growth-ip")
    let conversion = try #require(british.policy.conversion)
    #expect(conversion.en.contains("1 GBP = ") && conversion.en.contains("average of"))
    let smallest = try #require(british.conditions.first { $0.id == "smallest-loan" })
    #expect(smallest.reason.en.contains("1 GBP = ") && smallest.reason.zh.contains("1 GBP = "))
    #expect(try fixture.packet(PledgeFixture.request(["A-1"], amount: 1000)).policy.conversion == nil)
  }

  /// A bank knows a patent by its official numbers; whoever withholds titles withholds them.
  @Test func officialNumbersStandInThePacket() throws {
    let rights = PledgeFixture.rights.split(separator: "\n").map { line -> String in
      if line.hasPrefix("right,") { return line + ",application_number" }
      return line + (line.hasPrefix("A-1,") ? ",CN201910000001.9" : ",")
    }.joined(separator: "\n")
    let fixture = try PledgeFixture(["rights": rights + "\n"])
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    func page(_ redact: Set<Redaction>) throws -> String {
      let files = try made(fixture, ["A-1"], policy: policy, redact: redact).files
      return try files.filter { $0.path == "packet.html" || $0.path == PacketFolder.record }.map {
        try #require(String(validating: $0.bytes, as: UTF8.self))
      }.joined()
    }
    #expect(try page([]).contains("201910000001"))
    #expect(try !page([.titles]).contains("201910000001"))
  }
}
