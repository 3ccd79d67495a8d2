import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// One loan on rights of several legal persons: somebody pledges for another's debt, and the packet says so.
@Suite struct OthersDebtTests {
  private func fixture() throws -> PledgeFixture {
    let own = "A-3,invention,CN,Stem,2019-04-15,2021-12-20,in-force,F16K1/22,"
    return try PledgeFixture([
      "rights": PledgeFixture.rights.replacing(own + "Owner Co,", with: own + "Sister Co,"),
      "units": PledgeFixture.units + "U2,,Sister Co\n",
      "parties": """
      party,kind,unit,alias_of
      Owner Co,enterprise,U1,
      Owner Limited,,,Owner Co
      Sister Co,enterprise,U2,
      Partner University,university,,
      City Bank,bank,,

      """,
    ])
  }

  private func packet(_ rights: [String], debtor: String?, policy: String = "bank-25-15-50") throws -> PledgePacket {
    let isLoan = policy == "bank-25-15-50"
    var request = PledgeFixture.request(rights, amount: 1_000, months: isLoan ? 24 : nil)
    request.debtor = debtor
    return try fixture().packet(request, policy: policy)
  }

  @Test(arguments: [
    (["A-1", "A-3"], nil, "2 parties pledge for one debt (Owner Co, Sister Co)"),
    (["A-1", "A-3"], "Owner Limited", "Pledging for the debt of Owner Limited: Sister Co."),
    (["A-1"], "Third Co", "Pledging for the debt of Third Co: Owner Co."), (["A-1"], nil, nil),
    (["A-1"], "Owner Limited", nil),
  ] as [([String], String?, String?)])
  func whoeverPledgesForAnotherIsNamed(rights: [String], debtor: String?, told: String?) throws {
    let made = try packet(rights, debtor: debtor)
    #expect(made.totals.counted == rights.count, "\(made.lines.map(\.exclusions))")
    let risk = made.risks.first { $0.text.en.contains("pledge for one debt") || $0.text.en.hasPrefix("Pledging") }
    #expect((risk != nil) == (told != nil), "\(made.risks)")
    if let risk, let told {
      #expect(risk.text.en.hasPrefix(told) && risk.isStopping, "\(risk)")
      #expect(risk.text.zh.contains("决议"))
      let console = PledgeSummaryText(made, language: .zh).text(width: nil)
      #expect(console.contains("须先解决：\(risk.text.zh)"), "\(console)")
    }
    let steps = made.approvals.filter { $0.text.en.contains("guarantee") || $0.text.en.contains("another's debt") }
    #expect(steps.count == (told == nil ? 0 : 2), "\(made.approvals)")
    #expect(steps.allSatisfy { $0.source.standing == "house-default" })
  }

  /// A contribution secures no debt.
  @Test func aContributionIsNoPledge() throws {
    let made = try packet(["A-1", "A-3"], debtor: nil, policy: "contribution-cn")
    #expect(!made.risks.contains { $0.text.en.contains("pledge for one debt") })
  }

  /// The borrower's name stands in the form, and is withheld with the other names.
  @Test func theFormNamesTheBorrower() throws {
    let fixture = try fixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    var request = PledgeFixture.request(["A-1"], amount: 1_000, months: 24)
    request.debtor = "Third Co"
    let made = try fixture.workspace.pledgePacket(of: fixture.run, request, policy: policy, draws: 200)
    func page(_ redact: Set<Redaction>) throws -> String {
      let files = try fixture.workspace.packetFiles(
        made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: redact, language: .en)
      return String(decoding: try #require(files.first { $0.path == "packet.html" }).bytes, as: UTF8.self)
    }
    #expect(try page([]).contains("Third Co"))
    #expect(try !page([.names]).contains("Third Co"))
  }
}
