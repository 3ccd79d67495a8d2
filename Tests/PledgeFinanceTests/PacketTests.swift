import Foundation
import Testing
import Winnow

@testable import PledgeFinance

/// Packets of a small portfolio: what counts, what does not, and why.
@Suite struct PacketTests {
  private static let all = ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "A-7", "A-8", "A-9"]

  @Test func eachRightHasItsOutcome() throws {
    let packet = try PledgeFixture().packet(PledgeFixture.request(PacketTests.all, amount: 1_000_000))
    let expected: [(String, CaseOutcome, [Int])] = [
      ("A-1", .clear, []), ("A-2", .clear, []), ("A-3", .clear, []), ("A-4", .blocked, [8]),
      ("A-5", .blocked, [9]), ("A-6", .needsStatement, [11]), ("A-7", .needsStatement, [10]),
      ("A-8", .blocked, [3]), ("A-9", .clear, []),
    ]
    for (number, outcome, open) in expected {
      let line = try PledgeFixture.line(number, packet)
      #expect(line.registration.outcome == outcome, "\(number)")
      let found = line.registration.open.filter { $0.outcome != .byHand && $0.outcome != .needsDocument }
      #expect(found.map(\.number) == open, "\(number)")
    }
    for line in packet.lines where line.registration.outcome == .blocked { #expect(!line.isCounted) }
    #expect(packet.hasFindings)
  }

  /// Lending value and cover, added up again from the packet's own lines.
  @Test func theSumsAreTheSumsOfTheirLines() throws {
    let packet = try PledgeFixture().packet(
      PledgeFixture.request(["A-1", "A-2", "A-3"], amount: 1_000_000, months: 36))
    #expect(packet.totals.counted == 3)
    var lending: Int64 = 0
    var basis: Int64 = 0
    for line in packet.lines {
      let value = try #require(line.value)
      let ratio: Int64 = line.kind == .invention ? 25 : 15
      #expect(value.basis == value.inUse.base)
      // Whole yuan: the basis times the ratio without what is below a yuan.
      lending += value.basis / 100 * ratio / 100 * 100
      basis += value.basis
    }
    #expect(packet.totals.lending == lending)
    #expect(packet.totals.basis == basis)
    let first = try #require(packet.cover.first)
    #expect(first.cover.map(Int64.init) == lending * 10_000 / 100_000_000)
    #expect(first.loanToValue.map(Int64.init) == (100_000_000 * 10_000 + basis - 1) / basis)
    #expect(packet.cover.map(\.day.iso) == ["2026-06-30", "2027-06-30", "2028-06-30", "2029-06-30"])
    for (earlier, later) in zip(packet.cover, packet.cover.dropFirst()) {
      #expect(later.lending <= earlier.lending, "values do not rise")
    }
    for line in packet.stress { #expect(line.lendingAtStart < lending, "\(line.id) costs nothing") }
    let all = try #require(packet.stress.first { $0.id == "all" })
    for line in packet.stress { #expect(all.lendingAtStart <= line.lendingAtStart) }
  }

  /// A policy that looks at the start alone leaves a debt that outgrows its security: the packet says so.
  @Test func aDebtThatOutgrowsItsSecurityIsARisk() throws {
    let fixture = try PledgeFixture()
    let lending = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1_000)).totals.lending / 100
    let packet = try fixture.packet(PledgeFixture.request(["A-3"], amount: lending, months: 36))
    #expect(packet.conditions.allSatisfy { $0.state == .met })
    #expect(packet.risks.contains { $0.risk == .credit && $0.text.en.hasPrefix("From 2027-06-30 on") })
  }

  /// The base value is that of `winnow value`.
  @Test func theValueIsThatOfTheValuer() throws {
    let fixture = try PledgeFixture()
    let packet = try fixture.packet(PledgeFixture.request(["A-3"], amount: 1_000_000))
    let row = try fixture.workspace.row(of: "A-3", in: fixture.run)
    let value = try fixture.workspace.valuer(of: fixture.run, draws: 200).value(row: row).value
    let base = try #require(value?.base)
    #expect(packet.lines.first?.value?.inUse.base == Int64(base) * 100)
  }

  @Test func aRightWithoutRevenueHasNoValueAndSaysWhatIsMissing() throws {
    let packet = try PledgeFixture().packet(PledgeFixture.request(["A-9"], amount: 100_000))
    let line = try PledgeFixture.line("A-9", packet)
    #expect(line.value == nil)
    #expect(line.missing.contains { $0.en.hasPrefix("Relief from royalty: ") })
    #expect(!line.isCounted)
    #expect(packet.totals.lending == 0)
    #expect(packet.cover.first?.loanToValue == nil)
    #expect(packet.risks.contains { $0.risk == .value && $0.right == "A-9" })
  }

  /// Nothing is known without the tables: no right is taken for clear.
  @Test func silenceIsNoYes() throws {
    let fixture = try PledgeFixture(["disputes": "", "pledges": "", "payments": ""])
    let packet = try fixture.packet(PledgeFixture.request(["A-1"], amount: 100_000))
    let line = try PledgeFixture.line("A-1", packet)
    #expect(line.registration.outcome == .unknown)
    let unknown = line.registration.cases.filter { $0.outcome == .unknown }.map(\.number)
    #expect(unknown == [4, 5, 9, 11])
    #expect(!line.isCounted)
    var request = PledgeFixture.request(["A-1"], amount: 100_000)
    request.acceptsUnknown = true
    #expect(try PledgeFixture.line("A-1", fixture.packet(request)).isCounted)
    #expect(packet.titles.contains { $0.kind == .notKept })
  }

  @Test func aLateAnnuityBlocksWithItsLastDayAndItsAmount() throws {
    let paid =
      PledgeFixture.payments.split(separator: "\n").filter { !$0.hasPrefix("A-3,") }
      .joined(separator: "\n") + "\n"
    let packet = try PledgeFixture(["payments": paid]).packet(
      PledgeFixture.request(["A-3"], amount: 100_000))
    let finding = try #require(
      PledgeFixture.line("A-3", packet).registration.cases.first { $0.number == 4 })
    #expect(finding.outcome == .blocked)
    #expect(finding.lastDay?.iso == "2026-10-15")
    // Year 8 of an invention: 2,000 yuan. The first month costs nothing more, then 5 % of the fee for each month
    // begun: in the third month 10 %.
    #expect(finding.amount == Money(major: 2_200, currency: .cny))
    #expect(packet.annuities.contains { $0.isLate && $0.right == "A-3" })
    #expect(packet.monitoring.contains { $0.kind == .annuityLastDay && $0.day.iso == "2026-10-15" })
  }

  @Test func attachedPapersAnswerTheirCases() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-papers-\(UUID())")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("signed"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["pledge-contract.pdf", "signed/co-owner-consent-A-4.pdf", "signed/statement-A-6.pdf"] {
      try Data(name.utf8).write(to: folder.appendingPathComponent(name))
    }
    let documents = try AttachedDocuments(folder: folder.path)
    let packet = try PledgeFixture().packet(
      PledgeFixture.request(["A-4", "A-6", "A-7"], amount: 100_000), documents: documents)
    #expect(try PledgeFixture.line("A-4", packet).registration.outcome == .clear)
    #expect(try PledgeFixture.line("A-6", packet).registration.outcome == .clear)
    #expect(try PledgeFixture.line("A-7", packet).registration.outcome == .needsStatement)
    func state(_ id: String, _ right: String?) -> PledgePacket.DocumentLine.State? {
      packet.documents.first { $0.id == id && $0.right == right }?.state
    }
    #expect(state("pledge-contract", nil) == .attached)
    #expect(state("co-owner-consent", "A-4") == .attached)
    #expect(state("statement", "A-6") == .attached)
    #expect(state("statement", "A-7") == .form)
    #expect(state("application-form", nil) == .form)
    #expect(state("identity", nil) == .missing)
    #expect(state("valuation-report", nil) == .ifNeeded)
    #expect(state("evaluation-report", "A-7") == .missing)
    #expect(packet.documents.first { $0.id == "evaluation-report" && $0.right == "A-4" } == nil)
    #expect(packet.attachments.map(\.path).contains("attachments/signed/statement-A-6.pdf"))
  }

  /// Each breach of a policy's conditions, and the same met.
  @Test func conditionsGoBothWays() throws {
    let fixture = try PledgeFixture()
    func state(_ id: String, _ policy: String, _ request: PledgeRequest) throws -> ConditionFinding.State? {
      try fixture.packet(request, policy: policy).conditions.first { $0.id == id }?.state
    }
    let rights = ["A-1", "A-2", "A-3"]
    let bank = "bank-25-15-50"
    #expect(try state("term", bank, PledgeFixture.request(rights, amount: 1000, months: 36)) == .met)
    #expect(try state("term", bank, PledgeFixture.request(rights, amount: 1000, months: 37)) == .notMet)
    #expect(try state("cover", bank, PledgeFixture.request(rights, amount: 1000)) == .met)
    #expect(try state("cover", bank, PledgeFixture.request(rights, amount: 900_000_000)) == .notMet)
    let house = "house-cautious"
    #expect(try state("concentration", house, PledgeFixture.request(["A-3"], amount: 1000)) == .notMet)
    #expect(
      try state("concentration", house, PledgeFixture.request(["A-1", "A-2", "A-3", "A-6"], amount: 1000))
        == .met)
    let british = "uk-growth-ip"
    // 50, 60, 72, 86.4 million: exactly 20 % a year.
    #expect(try state("growth", british, PledgeFixture.request(rights, amount: 3_000_000)) == .met)
    #expect(try state("smallest-loan", british, PledgeFixture.request(rights, amount: 3_000_000)) == .met)
    #expect(try state("smallest-loan", british, PledgeFixture.request(rights, amount: 1_000_000)) == .notMet)
    let slower = try PledgeFixture([
      "revenues": PledgeFixture.revenues.replacing("86400000", with: "86399999")
    ])
    var request = PledgeFixture.request(rights, amount: 3_000_000)
    func growth(_ request: PledgeRequest) throws -> ConditionFinding.State? {
      try slower.packet(request, policy: british).conditions.first { $0.id == "growth" }?.state
    }
    #expect(try growth(request) == .unknown, "what was raised is not known")
    request.raised = Money(major: 1_000, currency: .cny)
    #expect(try growth(request) == .notMet)
    request.raised = Money(major: 600_000, currency: .cny)
    #expect(try growth(request) == .met)
  }

  @Test func aTermTooNearItsEndDoesNotCount() throws {
    // A-2 is of 2020-04-15 and ends on 2030-04-15: 24 months must be left under the house policy.
    let near = try PledgeFixture().packet(
      PledgeFixture.request(["A-2"], amount: 1000, months: 22), policy: "house-cautious")
    #expect(near.lines.first?.isCounted == false)
    #expect(near.lines.first?.exclusions.contains { $0.en.contains("24 months") } == true)
    let far = try PledgeFixture().packet(
      PledgeFixture.request(["A-2"], amount: 1000, months: 21), policy: "house-cautious")
    #expect(far.lines.first?.isCounted == true)
  }

  @Test func contractedFeesAreDiscountedToTheEndOfTheirContract() throws {
    let licences = """
      licence,right,direction,type,counterparty,from_day,to_day,fee
      L-1,A-3,out,ordinary,User Ltd,2024-07-01,2028-06-29,1000000
      L-2,A-1,out,ordinary,User Ltd,2024-07-01,,1000000

      """
    let packet = try PledgeFixture(["licences": licences]).packet(
      PledgeFixture.request(["A-3", "A-1"], amount: 1_000_000, months: 12), policy: "licence-pool")
    let line = try PledgeFixture.line("A-3", packet)
    // 731 days, the first and the last among them, of 365.25 at 8 %: two years and a stub, each in its middle.
    let stub = 731.0 / 365.25 - 2
    let value =
      1_000_000 * (pow(1.08, -0.5) + pow(1.08, -1.5) + stub * pow(1.08, -(2 + stub / 2)))
    #expect(line.value?.basis == Int64(value) * 100)
    #expect(line.lending(on: 0) == Int64(value) * 8 / 10 * 100)
    #expect(try PledgeFixture.line("A-1", packet).missing.contains { $0.en.contains("no last day") })
  }

  /// Problems of requests: PLG001, PLG002, PLG003.
  @Test func requestsThatMakeNoSenseAreRefused() throws {
    let fixture = try PledgeFixture()
    func code(_ request: PledgeRequest, _ policy: String = "bank-25-15-50") -> [ProblemCode] {
      do {
        _ = try fixture.packet(request, policy: policy)
        return []
      } catch { return (error as? ProblemList)?.problems.map(\.code) ?? [] }
    }
    #expect(code(PledgeFixture.request(["A-1"], amount: 0)) == [.pledgeTerms])
    // Part of a unit carries a cover that says nothing.
    var part = PledgeFixture.request(["A-1"], amount: 1)
    #expect(code(part) == [])
    part.amount = Money(minorUnits: 99, currency: .cny)
    #expect(code(part) == [.pledgeTerms])
    #expect(code(PledgeFixture.request(["A-1"], amount: 1000, months: 0)) == [.pledgeTerms])
    #expect(code(PledgeFixture.request(["A-1", "A-1"], amount: 1000)) == [.pledgeTerms])
    #expect(code(PledgeFixture.request(["A-1"], amount: 1000, months: nil)) == [.pledgePolicyPurpose])
    #expect(code(PledgeFixture.request(["A-1"], amount: 1000, months: nil), "contribution-cn") == [])
    // What is contributed has no term and is not paid back.
    var given = PledgeFixture.request(["A-1"], amount: 1000, months: 12)
    #expect(code(given, "contribution-cn") == [.pledgePolicyPurpose])
    given.repayment = .linear
    #expect(code(given, "contribution-cn") == [.pledgePolicyPurpose, .pledgePolicyPurpose])
    given.months = nil
    #expect(code(given, "contribution-cn") == [.pledgePolicyPurpose])
    #expect(code(PledgeFixture.request(amount: 900_000_000_000)) == [.pledgeNothingCarries])
    #expect(code(PledgeFixture.request(["NONE"], amount: 1000)) == [.noSuchRight])
  }
}
