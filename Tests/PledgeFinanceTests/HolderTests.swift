import Foundation
import Testing
import Winnow

@testable import PledgeFinance

/// Whose the rights are: what is said decides, else the grading model, else it is a question.
@Suite struct HolderTests {
  private func page(_ holder: PledgeChecklists.Holder?, _ fixture: PledgeFixture) throws -> String {
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    var request = PledgeFixture.request(["A-1"], amount: 100_000)
    request.holder = holder
    let made = try fixture.workspace.pledgePacket(of: fixture.run, request, policy: policy, draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: .en)
    let page = try #require(files.first { $0.path == "packet.html" })
    return String(decoding: page.bytes, as: UTF8.self)
  }

  /// The rules on state assets are no matter of a private firm's packet.
  @Test func approvalsAreThoseOfTheHolder() throws {
    let fixture = try PledgeFixture()
    let firm = try page(.firm, fixture)
    #expect(!firm.contains("STATE-price"))
    #expect(!firm.contains("State-Owned Assets"))
    #expect(try page(.centralEnterprise, fixture).contains("State-Owned Assets"))
    // Nobody said it, and the general model does not tell: all are listed, each with its name.
    let unknown = try page(nil, fixture)
    #expect(unknown.contains("(central enterprise)"))
    #expect(unknown.contains("Nobody said what kind of holder"))
  }

  @Test(arguments: [
    (Optional("firm"), GateState.notApplicable), ("central-enterprise", .closed), (nil, .question),
  ])
  func whatIsSaidReachesTheGates(holder: String?, expected: GateState) throws {
    let fixture = try PledgeFixture()
    let run = fixture.run.judged(for: holder)
    let gates = try #require(run.gates)
    #expect(gates.holder == holder)
    let gate = try #require(gates.model.gates.firstIndex { $0.id == "STATE-price" })
    // A-1 belongs to an enterprise, of which nothing else is known.
    let row = try fixture.workspace.row(of: "A-1", in: run)
    #expect(gates.state(gate, row, .transfer) == expected)
  }

  @Test func theGradingModelTellsWhereNobodySaysIt() throws {
    let fixture = try PledgeFixture()
    let run = try fixture.workspace.preview(asOf: PledgeFixture.asOf, model: "central-enterprise")
    let packet = try fixture.workspace.pledgePacket(
      of: run, PledgeFixture.request(["A-1"], amount: 100_000),
      policy: try fixture.workspace.lenderPolicy("bank-25-15-50"), draws: 200
    ).packet
    #expect(packet.request.holder == .centralEnterprise)
  }

  /// A route for enterprises of any kind is open to one of which nothing else is known, and none to a university.
  @Test func routesFollowTheSameRule() throws {
    let fixture = try PledgeFixture()
    let planner = try #require(RoutePlanner(fixture.run))
    let row = try fixture.workspace.row(of: "A-1", in: fixture.run)
    let options = planner.routes(row).options.filter { $0.route.id == "license-in-group" }
    #expect(options.count == 1)
    #expect(options.first?.questions.contains(.holderKind) == false)
    let science = try #require(RoutePlanner(fixture.run.judged(for: "research-organisation")))
    #expect(!science.routes(row).options.contains { $0.route.id == "license-in-group" })
  }

  /// No value of a contribution in kind speaks of a debt or a loan.
  @Test(arguments: Language.allCases)
  func aContributionIsNoLoan(language: Language) throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("contribution-cn")
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-1", "A-4"], amount: 100_000, months: nil), policy: policy,
      draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: language)
    let page = try #require(files.first { $0.path == "packet.html" })
    let text = String(decoding: page.bytes, as: UTF8.self)
    let words =
      language == .zh ? ["债务", "可贷", "质押率", "放款"] : ["debt", "lending value", "Lending value", "Loan"]
    for word in words { #expect(!text.contains(word), "\(word)") }
  }
}
