import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// Rights that count on something still to be had, debts that outgrow their security, and rights of other registers: a
/// packet says so, and none of it passes for "all is well".
@Suite struct OpenRightsTests {
  private func documents(_ papers: [String: String]) throws -> AttachedDocuments {
    let folder = try TemporaryFolder()
    for (name, text) in papers { try folder.write("papers/" + name, text) }
    return try AttachedDocuments(folder: folder.file("papers"))
  }

  /// A-6 has an invalidation pending: it counts, and the packet says what is left without it.
  @Test func aRightThatNeedsAStatementIsShownWithAndWithout() throws {
    let fixture = try PledgeFixture()
    let request = PledgeFixture.request(["A-3", "A-6"], amount: 1_000, months: 12)
    let packet = try fixture.packet(request)
    #expect(try PledgeFixture.line("A-6", packet).isCounted)
    let open = try #require(packet.withoutOpen)
    #expect(open.needStatement == ["A-6"])
    #expect(open.notEstablished == [])
    let alone = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1_000, months: 12))
    #expect(open.lending == alone.totals.lending)
    #expect(open.basis == alone.totals.basis)
    #expect(open.cover == alone.cover.map(\.cover))
    #expect(open.lending < packet.totals.lending)
    #expect(packet.hasFindings)
    // With the statement of the parties it is clear, and nothing is left open.
    let stated = try fixture.packet(request, documents: documents(["statement-A-6.pdf": "signed"]))
    #expect(stated.withoutOpen == nil)
    #expect(stated.totals == packet.totals)
    #expect(!stated.hasFindings)
  }

  @Test func aFactThatIsAcceptedUnknownIsOpenToo() throws {
    let fixture = try PledgeFixture(["disputes": "", "pledges": "", "payments": ""])
    var request = PledgeFixture.request(["A-1", "A-3"], amount: 1_000, months: 12)
    request.acceptsUnknown = true
    let packet = try fixture.packet(request)
    let open = try #require(packet.withoutOpen)
    #expect(open.notEstablished == ["A-1", "A-3"])
    #expect(open.lending == 0)
    #expect(open.leastCover == 0)
    #expect(packet.hasFindings)
  }

  /// The policy tests the start alone, and the debt outgrows the collateral: that is a finding, with every day of it.
  @Test func daysOnWhichTheDebtIsNotCoveredAreFindings() throws {
    let fixture = try PledgeFixture()
    let lending = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1_000)).totals.lending / 100
    let packet = try fixture.packet(PledgeFixture.request(["A-3"], amount: lending, months: 36))
    #expect(packet.conditions.allSatisfy { $0.state == .met })
    #expect(packet.shortDays.map(\.day.iso) == ["2027-06-30", "2028-06-30", "2029-06-30"])
    #expect(packet.hasFindings)
    let small = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1_000, months: 36))
    #expect(small.shortDays.isEmpty)
    #expect(!small.hasFindings)
  }

  /// What the page says: never "all conditions are met" and no more where something is open or falls short.
  @Test(arguments: Language.allCases)
  func thePageSaysSo(language: Language) throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let lending = try fixture.packet(PledgeFixture.request(["A-3", "A-6"], amount: 1_000)).totals.lending
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-3", "A-6"], amount: lending / 100, months: 36),
      policy: policy, draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: language)
    let page = try #require(files.first { $0.path == "packet.html" })
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(!text.contains("All conditions of the policy are met") && !text.contains("政策各项条件均满足"))
    let least = try #require(made.packet.withoutOpen?.leastCover)
    #expect(text.contains(Percent.text(least)))
    for point in made.packet.shortDays {
      #expect(text.contains("\(point.day.iso) \(Percent.text(try #require(point.cover)))"))
    }
  }

  @Test func onePercentageHasOneForm() {
    let forms: [(Int, String)] = [
      (0, "0%"), (5, "0.05%"), (10_000, "100%"), (10_250, "102.50%"), (-1999, "-19.99%"),
      (12_345_600, "123,456%"),
      (12_345_605, "123,456.05%"), (999_999_999, "9,999,999.99%"), (1_000_000_000, "≥ 10,000,000%"),
    ]
    for (points, text) in forms { #expect(Percent.text(points) == text) }
  }

  // MARK: Rights of other registers

  private static let mark = "T-1,trademark,CN,Mark,2019-04-15,2020-12-20,in-force,,Owner Co,\n"
  private static let markLink = "T-1,PR1,core,2021-01-01\n"

  /// A trademark's pledge is registered under rules that are not on file: it counts nowhere by itself, the packet says
  /// how it can, and a person who has looked lets it count as open where the policy takes the kind.
  @Test func aTrademarkCountsOnlyOnceAPersonHasLooked() throws {
    let fixture = try PledgeFixture([
      "rights": PledgeFixture.rights + OpenRightsTests.mark,
      "product_links": PledgeFixture.links + OpenRightsTests.markLink,
    ])
    var request = PledgeFixture.request(["T-1", "A-3"], amount: 1_000, months: 12)
    let silent = try PledgeFixture.line("T-1", fixture.packet(request))
    #expect(!silent.isCounted)
    #expect(
      silent.exclusions.contains { $0.en.contains("--accept-unknown") && $0.zh.contains("--accept-unknown") })
    request.acceptsUnknown = true
    let packet = try fixture.packet(request)
    let line = try PledgeFixture.line("T-1", packet)
    #expect(line.value != nil, "\(line.missing)")
    #expect(line.isCounted, "\(line.exclusions)")
    #expect(line.loanToValue == 5000)
    #expect(packet.withoutOpen?.notEstablished == ["T-1"])
    #expect(packet.risks.contains { $0.risk == .registration && $0.right == "T-1" })
    // A policy that does not take the kind says that and nothing of a way in.
    let cautious = try PledgeFixture.line("T-1", fixture.packet(request, policy: "house-cautious"))
    #expect(cautious.exclusions.contains { $0.en == "The policy does not take this kind" })
    #expect(!cautious.exclusions.contains { $0.en.contains("--accept-unknown") })
  }

  @Test func whatNoLenderTakesKeepsATrademarkOut() throws {
    let fixture = try PledgeFixture([
      "rights": PledgeFixture.rights + OpenRightsTests.mark,
      "product_links": PledgeFixture.links + OpenRightsTests.markLink,
      "pledges": PledgeFixture.pledges + "PL-2,T-1,City Bank,2025-01-01,2028-01-01,900000\n",
    ])
    var request = PledgeFixture.request(["T-1"], amount: 1_000, months: 12)
    request.acceptsUnknown = true
    let line = try PledgeFixture.line("T-1", fixture.packet(request))
    #expect(!line.isCounted)
    #expect(line.exclusions.contains { $0.en.hasPrefix("A pledge stands") })
  }

  // MARK: Gates

  /// A real gate of the rule book, closed by a recorded fact: state secrets need the authority's consent before a pledge.
  @Test func aClosedGateOfTheRuleBookForbids() throws {
    let secret = "right,kind,day,holds\nA-3,state-secret,2026-05-20,yes\nA-1,state-secret,2026-05-20,no\n"
    let fixture = try PledgeFixture(["restrictions": secret])
    let packet = try fixture.packet(PledgeFixture.request(["A-1", "A-3"], amount: 1_000, months: 12))
    let line = try PledgeFixture.line("A-3", packet)
    #expect(line.gate?.en.hasPrefix("Gate G9,") == true, "\(String(describing: line.gate))")
    #expect(!line.isCounted)
    #expect(packet.risks.contains { $0.risk == .gate && $0.right == "A-3" && $0.isStopping })
    #expect(try PledgeFixture.line("A-1", packet).gate == nil)
    #expect(try PledgeFixture.line("A-1", packet).isCounted)
    // Nor is it chosen.
    var request = PledgeFixture.request(amount: 10_000, months: 12)
    request.needsSpare = false
    #expect(!(try fixture.packet(request).lines.contains { $0.number == "A-3" }))
    // A gate that asks for a review is a risk to be managed, and forbids nothing.
    let dispute = PledgeFixture.disputes + "D-9,A-1,infringement,Copier Ltd,2026-02-01,\n"
    let disputed = try PledgeFixture(["disputes": dispute]).packet(
      PledgeFixture.request(["A-1"], amount: 1_000, months: 12))
    #expect(try PledgeFixture.line("A-1", disputed).gate == nil)
    #expect(disputed.risks.contains { $0.risk == .gate && $0.right == "A-1" && !$0.isStopping })
  }

  /// Whatever the records say, what is blocked or gated is neither chosen nor counted.
  @Test(arguments: 1...6)
  func aBlockedRightNeverEnters(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    var pledges = PledgeFixture.pledges
    var disputes = PledgeFixture.disputes
    var payments = PledgeFixture.payments.split(separator: "\n").map(String.init)
    var secrets = "right,kind,day,holds\n"
    for number in ["A-1", "A-2", "A-3", "A-6", "A-7"] {
      switch Int.random(in: 0...6, using: &dice) {
      case 0: pledges += "PL-\(number),\(number),City Bank,2025-01-01,2028-01-01,1\n"
      case 1: disputes += "D-\(number),\(number),preservation,Copier Ltd,2026-06-01,\n"
      case 2: payments.removeAll { $0.hasPrefix(number + ",") }
      case 3: secrets += "\(number),state-secret,2026-05-20,yes\n"
      default: break
      }
    }
    let fixture = try PledgeFixture([
      "pledges": pledges, "disputes": disputes, "payments": payments.joined(separator: "\n") + "\n",
      "restrictions": secrets,
    ])
    var request = PledgeFixture.request(amount: 20_000, months: 12)
    request.needsSpare = false
    request.acceptsUnknown = seed.isMultiple(of: 2)
    func check(_ packet: PledgePacket) {
      for line in packet.lines where line.isCounted {
        #expect(line.gate == nil, "seed \(seed) \(line.number)")
        #expect(line.registration.outcome != .blocked, "seed \(seed) \(line.number)")
      }
    }
    do {
      let chosen = try fixture.packet(request)
      check(chosen)
      for line in chosen.lines {
        #expect(line.gate == nil && line.registration.outcome != .blocked, "seed \(seed) \(line.number)")
      }
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.pledgeNothingCarries], "seed \(seed)")
    }
    check(
      try fixture.packet(
        PledgeFixture.request(["A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "A-7", "A-8"], amount: 20_000)))
  }

  // MARK: Documents

  /// Every paper of the rules both ways: attached under its own name, and not.
  @Test func everyPaperIsSeenWhenItIsThere() throws {
    let fixture = try PledgeFixture()
    let (rules, _) = try fixture.workspace.catalogue.load(PledgeRegistration.self, id: "registration-cn")
    let numbers = ["A-4", "A-6", "A-7"]
    var asked: Set<String> = []
    for policy in ["bank-25-15-50", "contribution-cn", "licence-pool"] {
      let purpose = try fixture.workspace.lenderPolicy(policy).purpose
      let request = PledgeFixture.request(numbers, amount: 1_000, months: purpose == .contribution ? nil : 12)
      let without = try fixture.packet(request, policy: policy)
      #expect(without.documents.allSatisfy { $0.state != .attached })
      for document in rules.documents where document.serves(purpose) {
        for line in without.documents where line.id == document.id {
          asked.insert("\(purpose) \(document.id)")
          let name = line.right.map { "\(document.id)-\($0).pdf" } ?? "\(document.id).pdf"
          let packet = try fixture.packet(request, policy: policy, documents: documents([name: "paper"]))
          let found = packet.documents.first { $0.id == document.id && $0.right == line.right }
          #expect(found?.state == .attached, "\(policy) \(name)")
          let others = packet.documents.filter { $0.id != document.id || $0.right != line.right }
          #expect(others.allSatisfy { $0.state != .attached }, "\(policy): \(name) answered more than its own line")
        }
      }
    }
    for document in rules.documents {
      for purpose in document.purposes.isEmpty ? LenderPolicy.Purpose.allCases : document.purposes {
        #expect(asked.contains("\(purpose) \(document.id)"), "\(document.id) is never asked for: \(purpose)")
      }
    }
  }

  /// A name alone answers a case: an empty file is no paper.
  @Test func anEmptyFileIsNoPaper() throws {
    let error = #expect(throws: ProblemList.self) { try self.documents(["statement-A-6.pdf": ""]) }
    #expect(error?.problems.map(\.code) == [.pledgeAttachment])
    #expect(error?.problems.first?.message.en.contains("empty") == true)
  }
}
