import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A packet speaks of what its rights are used for: a pool of licence income and a contribution are no loans.
@Suite struct PurposeTests {
  private static let licences = """
    licence,right,direction,type,counterparty,from_day,to_day,recorded_day,fee
    L-1,A-3,out,ordinary,User Ltd,2024-07-01,2028-06-29,2024-08-01,1000000
    L-2,A-1,out,ordinary,User Ltd,2024-07-01,2029-06-29,,1000000

    """

  private static func made(
    _ policy: String, _ rights: [String], months: Int?, _ changed: [String: String] = [:]
  ) throws -> (packet: PledgePacket, fixture: PledgeFixture, made: MadePacket, policy: LenderPolicy) {
    let fixture = try PledgeFixture(changed.merging(["licences": licences]) { own, _ in own })
    let loaded = try fixture.workspace.lenderPolicy(policy)
    let run = try loaded.purpose == .contribution ? agreed(fixture, rights) : fixture.run
    let made = try fixture.workspace.pledgePacket(
      of: run, PledgeFixture.request(rights, amount: 1_000, months: months), policy: loaded, draws: 200)
    return (made.packet, fixture, made, loaded)
  }

  /// The run with the consent of the business on record, without which a right that it uses is not transferred.
  private static func agreed(_ fixture: PledgeFixture, _ numbers: [String]) throws -> ReviewRun {
    let folder = try TemporaryFolder()
    let paper = try folder.write("business.pdf", "agreed")
    for number in numbers {
      let row = try fixture.workspace.row(of: number, in: fixture.run)
      _ = try fixture.workspace.recordPaper(
        of: fixture.run.table.rightIDs[row], number: number, gate: "G16", acts: [], document: paper,
        from: PledgeFixture.asOf, validTo: nil, by: JournalSignature(actor: "Li", day: PledgeFixture.asOf))
    }
    return try fixture.workspace.preview(asOf: PledgeFixture.asOf)
  }

  // MARK: Words

  /// A-4 has a co-owner, A-6 an invalidation that runs: their forms and cases stand in the packet as well.
  @Test(arguments: ["contribution-cn", "licence-pool"], Language.allCases)
  func noWordOfALoan(name: String, language: Language) throws {
    let (_, fixture, made, policy) = try Self.made(
      name, ["A-1", "A-3", "A-4", "A-6"], months: name == "licence-pool" ? 12 : nil)
    let run = try policy.purpose == .contribution ? Self.agreed(fixture, []) : fixture.run
    let files = try fixture.workspace.packetFiles(
      made, run: run, policy: policy, documents: AttachedDocuments(), redact: [], language: language)
    #expect(made.packet.totals.counted > 0)
    let page = try #require(files.first { $0.path == "packet.html" })
    let text = String(decoding: page.bytes, as: UTF8.self)
    let words =
      language == .zh
      ? [
        "债务", "可贷", "贷款", "放款", "押品", "贷后", "质押率", "质押合同", "出质", ">不予登记<", "强制出售", "融资保证保险", "付款前",
      ]
      : [
        "the debt", "Debt", "lending value", "Lending value", "loan", "Loan", "lenders", "borrower",
        "pledgor",
        "Pledgor", "Forced sale", "paying out", "Guarantee insurance",
      ]
    for word in words { #expect(!text.contains(word), "\(word)") }
    let taker = policy.purpose.words.taker.text(language)
    #expect(text.contains(taker))
    #expect(["接受出资的公司", "Company that takes them", "受托人", "Trustee"].contains(taker))
  }

  /// What only the registration of a pledge needs stands in the packet of a loan alone.
  @Test func papersAndMeasuresAreThoseOfTheUse() throws {
    let rights = ["A-1", "A-3", "A-4", "A-6"]
    let loan = try Self.made("bank-25-15-50", rights, months: 12).packet
    let company = try Self.made("contribution-cn", rights, months: nil).packet
    let pool = try Self.made("licence-pool", rights, months: 12).packet
    let forms: Set<String> = [
      "application-form", "pledge-contract", "identity", "power-of-attorney", "agent-identity",
    ]
    #expect(forms.isSubset(of: Set(loan.documents.map(\.id))))
    for packet in [company, pool] {
      #expect(forms.isDisjoint(with: Set(packet.documents.map(\.id))))
      #expect(packet.contract.isEmpty)
      #expect(packet.rubric == nil && packet.rubricMissing.isEmpty)
    }
    func title(_ id: String, _ packet: PledgePacket) -> String? {
      packet.documents.first { $0.id == id }?.title.en
    }
    #expect(title("co-owner-consent", loan) == "Consent of the co-owners")
    #expect(title("co-owner-consent", company)?.contains("contribution") == true)
    #expect(title("co-owner-consent", pool)?.contains("pooling") == true)
    #expect(title("licence-contract", pool) != nil && title("licence-contract", loan) == nil)
    #expect(title("transfer-contract", company) != nil && title("transfer-contract", pool) == nil)
    // Each paper of a right stands once.
    for packet in [loan, company, pool] {
      let keys = packet.documents.map { "\($0.id) \($0.right ?? "")" }
      #expect(Set(keys).count == keys.count)
    }
    func owner(_ packet: PledgePacket) -> String? { packet.lines.first?.registration.cases.first?.title.en }
    #expect(owner(loan) == "The pledgor is not the registered owner")
    #expect(owner(company) == "The contributor is not the registered owner")
    #expect(owner(pool) == "The originator is not the registered owner")
    func measures(_ packet: PledgePacket) -> [String] { packet.mitigations.map(\.text.en) }
    #expect(measures(loan).contains { $0.contains("the pledgor warrants title") })
    #expect(measures(company).contains { $0.contains("the contributor warrants title") })
    #expect(measures(pool).contains { $0.contains("the originator warrants title") })
  }

  /// Every kind of risk has a measure for every use.
  @Test func everyRiskHasAMeasureForEveryUse() throws {
    let (lists, _) = try Workspace.catalogue(models: nil).load(PledgeChecklists.self, id: "checklists-cn")
    for risk in PledgeChecklists.Risk.allCases {
      for purpose in LenderPolicy.Purpose.allCases {
        let found = lists.mitigations.filter {
          $0.risk == risk && ($0.purposes.isEmpty || $0.purposes.contains(purpose))
        }
        #expect(!found.isEmpty, "\(risk) \(purpose)")
      }
    }
  }

  /// Contracted fees know no royalty rate: licensees pay less.
  @Test func aPoolIsStressedByItsLicensees() throws {
    let pool = try Self.made("licence-pool", ["A-1", "A-3"], months: 12).packet
    #expect(pool.stress.map(\.id) == ["revenue", "invalidation", "licensee", "all"])
    #expect(pool.stress.first?.title.en == "Licensees pay 30 % less")
    let line = try PledgeFixture.line("A-1", pool)
    #expect(line.evidence.contains { !$0.isShown && $0.text.en.contains("L-2 is not recorded") })
    #expect(line.evidence.allSatisfy { $0.text.en.hasPrefix("Contract L-2") })
    #expect(pool.risks.contains { $0.risk == .revenue && $0.text.en.contains("licensees who pay") })
  }

  // MARK: Gates

  /// What a transfer asks for is asked before a contribution: the business that uses A-1 has to consent, A-9 is used by
  /// nobody. A pledge asks for no such consent.
  @Test func aContributionIsJudgedAsATransfer() throws {
    let company = try PledgeFixture().packet(
      PledgeFixture.request(["A-1", "A-9"], amount: 1_000, months: nil), policy: "contribution-cn")
    #expect(try PledgeFixture.line("A-1", company).gate?.en.contains("G16") == true)
    #expect(try PledgeFixture.line("A-9", company).gate == nil)
    #expect(try PledgeFixture.line("A-1", company).isCounted == false)
    #expect(try PledgeFixture.line("A-1", company).gates?.map(\.id) == ["G16"])
    // Its paper stands in the list, missing or on record.
    let asked = try #require(company.documents.first { $0.id == "G16" })
    #expect(asked.right == "A-1" && asked.state == .missing)
    #expect(asked.gate?.en.contains("consent") == true, "\(String(describing: asked.gate))")
    let agreed = try Self.made("contribution-cn", ["A-1"], months: nil).packet
    #expect(try PledgeFixture.line("A-1", agreed).isCounted)
    #expect(agreed.documents.filter { $0.id == "G16" }.map(\.state) == [.onRecord])
    let loan = try Self.made("bank-25-15-50", ["A-1"], months: 12).packet
    #expect(try PledgeFixture.line("A-1", loan).gate == nil)
    #expect(LenderPolicy.Purpose.allCases.map(\.act) == [.pledge, .transfer, .pledge])
  }

  // MARK: Reasons

  /// A right without fees says so in its reason, and where no set carries the amount the methods' own reasons are told.
  @Test func theTrueReasonIsTold() throws {
    let pool = try Self.made("licence-pool", ["A-2"], months: 12).packet
    let line = try PledgeFixture.line("A-2", pool)
    #expect(
      line.exclusions.map(\.en) == [
        "No value by what is relied on (No licence out runs with a recorded fee (table licences))"
      ])
    let fixture = try PledgeFixture()
    let error = #expect(throws: ProblemList.self) {
      try fixture.packet(PledgeFixture.request(amount: 1_000, months: 12), policy: "licence-pool")
    }
    let told = try #require(error?.problems.first)
    #expect(told.code == .pledgeNothingCarries)
    #expect(told.message.en.contains("No licence out runs with a recorded fee"))
    #expect(told.remedy?.en.contains("licence contracts") == true)
  }

  /// Nothing is no part of nothing: without a right that counts the part of a family cannot be judged.
  @Test func concentrationOfNothingCannotBeJudged() throws {
    let none = try Self.made("licence-pool", ["A-2"], months: 12).packet
    let open = try #require(none.conditions.first { $0.id == "concentration" })
    #expect(open.state == .unknown)
    #expect(open.reason.en == "No right counts, so the sum is nothing")
    #expect(none.risks.contains { $0.risk == .concentration && !$0.isStopping })
    let one = try Self.made("licence-pool", ["A-3"], months: 12).packet
    #expect(one.conditions.first { $0.id == "concentration" }?.state == .notMet)
  }

  // MARK: Spare

  /// A contribution keeps no spare, and says so. The business has agreed to one right alone: with a spare nothing would do.
  @Test func aContributionKeepsNoSpare() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("contribution-cn")
    let run = try Self.agreed(fixture, ["A-3"])
    let request = PledgeFixture.request(amount: 1_000, months: nil)
    #expect(request.needsSpare)
    let made = try fixture.workspace.pledgePacket(of: run, request, policy: policy, draws: 200)
    #expect(made.packet.request.needsSpare == false)
    #expect(made.packet.choice?.numbers == ["A-3"])
    let files = try fixture.workspace.packetFiles(
      made, run: run, policy: policy, documents: AttachedDocuments(), redact: [], language: .en)
    let page = try #require(files.first { $0.path == "packet.html" })
    #expect(String(decoding: page.bytes, as: UTF8.self).contains("no spare is kept"))
    #expect(PledgeSummaryText(made.packet, language: .zh).text(width: nil).contains("出资不留备用"))
    // Where nothing carries the total, giving up a spare is no advice.
    let error = #expect(throws: ProblemList.self) {
      try fixture.packet(
        PledgeFixture.request(amount: 90_000_000, months: nil), policy: "contribution-cn")
    }
    let told = try #require(error?.problems.first)
    #expect(told.code == .pledgeNothingCarries)
    #expect(told.remedy?.en.contains("--no-spare") == false)
    #expect(try Self.made("licence-pool", ["A-3"], months: 12).packet.request.needsSpare)
  }

  // MARK: Paper

  /// Pages are for what counts: a right that does not has its methods' results alone, and stands outside the sum.
  @Test func whatDoesNotCountTakesNoPages() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    func page(_ rights: [String]) throws -> String {
      let made = try fixture.workspace.pledgePacket(
        of: fixture.run, PledgeFixture.request(rights, amount: 1_000), policy: policy, draws: 200)
      let files = try fixture.workspace.packetFiles(
        made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: .en)
      let page = try #require(files.first { $0.path == "packet.html" })
      return String(decoding: page.bytes, as: UTF8.self)
    }
    let short = "It does not count, so only the methods"
    let both = try page(["A-1", "A-5"])
    #expect(both.contains("A-5*") && !both.contains("A-1*"))
    #expect(both.contains(short))
    let one = try page(["A-1"])
    #expect(!one.contains(short) && !one.contains("A-1*"))
    // Annuities stand once, with their amounts.
    #expect(one.contains("The days of annuities stand below"))
  }
}
