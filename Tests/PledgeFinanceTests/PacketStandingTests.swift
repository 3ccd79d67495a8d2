import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// What no longer stands behind a packet is worse, whatever it does to a sum.
@Suite struct PacketStandingTests {
  private func packet(_ changed: [String: String] = [:]) throws -> PledgePacket {
    try PledgeFixture(changed).packet(PledgeFixture.request(["A-1", "A-3"], amount: 100_000, months: 12))
  }

  /// The same portfolio with a forecast that lifts every value by far more than five hundredths.
  private func richer() throws -> PledgePacket {
    try packet([
      "revenues": PledgeFixture.revenues.replacing("90000000", with: "180000000")
        .replacing("95000000", with: "190000000").replacing("99000000", with: "198000000")
    ])
  }

  private func changes(
    _ earlier: PledgePacket, _ now: PledgePacket, _ right: String = "A-3"
  ) -> [PacketComparison.Change] {
    PacketComparison(earlier, now: now, gone: []).changes.filter { $0.right == right }
  }

  private func index(_ number: String, _ packet: PledgePacket) throws -> Int {
    try #require(packet.lines.firstIndex { $0.number == number })
  }

  @Test func moreIsBetterWhereEverythingStands() throws {
    let found = changes(try packet(), try richer())
    #expect(found.first { $0.title.en == "basis" }?.weight == .better, "\(found)")
  }

  /// More in the sum and more cover better nothing where another right of the packet is worse: it is said which, and where
  /// the rise comes from.
  @Test func aGreaterSumDoesNotHideAWorseRight() throws {
    let earlier = try packet()
    var now = try richer()
    let place = try index("A-3", now)
    now.lines[place].evidence.append(
      .init(isShown: false, text: BilingualText(zh: "没有使用证据", en: "No evidence of use")))
    let deal = changes(earlier, now, "")
    #expect(!deal.contains { $0.weight == .better }, "\(deal)")
    let told = try #require(deal.first { $0.after.en.contains("no improvement") }, "\(deal)")
    #expect(told.after.en.contains("worse: ") && told.after.en.contains("A-3"))
    #expect(told.after.en.contains("the rise comes from A-1"))
    #expect(told.weight == .neutral && told.after.zh.contains("不算改善；变差的权利"))
  }

  /// A right that the packet does not have makes its cover no better.
  @Test func anotherRightInTheSumIsNoImprovement() throws {
    let one = try PledgeFixture().packet(PledgeFixture.request(["A-3"], amount: 100_000, months: 12))
    let deal = changes(one, try packet(), "")
    #expect(!deal.contains { $0.weight == .better }, "\(deal)")
    #expect(deal.contains { $0.after.en.contains("not in the packet: A-1") }, "\(deal)")
  }

  /// A method that applies no more is worse, and a basis that rose for it is not better.
  @Test func aMethodThatAppliesNoMoreIsWorse() throws {
    var earlier = try packet()
    let market = BilingualText(zh: "市场法", en: "Market")
    let place = try index("A-3", earlier)
    earlier.lines[place].value?.parts.append(
      CollateralValue.Part(method: "market", title: market, value: .zero, weight: 4_000))
    let found = changes(earlier, try richer())
    #expect(found.first { $0.title == market }?.weight == .worse, "\(found)")
    #expect(found.first { $0.title.en == "basis" }?.weight == .neutral, "\(found)")
  }

  /// A right that stops counting is told with its reason, and its value does not better anything; the other way it does.
  @Test func aRightThatStopsCountingIsWorse() throws {
    let earlier = try packet()
    var now = try richer()
    let reason = BilingualText(zh: "关口", en: "Gate G0: no paper")
    let place = try index("A-3", now)
    now.lines[place].exclusions = [reason]
    let found = changes(earlier, now)
    let told = try #require(found.first { $0.title.en == "whether it counts" }, "\(found)")
    #expect(told.weight == .worse)
    #expect(told.after.en == reason.en)
    #expect(!found.contains { $0.weight == .better }, "\(found)")
    #expect(changes(now, earlier).first { $0.title.en == "whether it counts" }?.weight == .better)
    // The other right is as it was.
    #expect(changes(earlier, now, "A-1").contains { $0.title.en == "whether it counts" } == false)
  }

  @Test func aConditionIsNoBetterMetForARightThatFellOut() throws {
    var earlier = try packet()
    var now = earlier
    func concentration(_ state: ConditionFinding.State) -> ConditionFinding {
      let text = BilingualText(zh: "集中", en: "concentration")
      return ConditionFinding(
        id: "concentration", title: text, state: state, reason: text,
        source: SourceCitation(title: "-", standing: "house-default"))
    }
    earlier.conditions = [concentration(.notMet)]
    now.conditions = [concentration(.met)]
    #expect(changes(earlier, now, "").map(\.weight) == [.neutral, .better])
    let place = try index("A-3", now)
    now.lines[place].exclusions = [BilingualText(zh: "关口", en: "gate")]
    let fell = changes(earlier, now, "").filter { $0.title.en == "concentration" }
    #expect(fell.map(\.weight) == [.neutral])
  }

  /// Evidence that can no longer be shown is worse; a figure in it that moves is nothing.
  @Test func evidenceThatIsGoneIsWorse() throws {
    let earlier = try packet()
    var now = earlier
    let place = try index("A-3", now)
    now.lines[place].evidence.append(
      .init(isShown: false, text: BilingualText(zh: "只回答了 40%", en: "Only 40 % is answered at all")))
    let title = "ground of value"
    #expect(changes(earlier, now).filter { $0.title.en == title }.map(\.weight) == [.worse])
    #expect(changes(now, earlier).filter { $0.title.en == title }.map(\.weight) == [.better])
    var later = earlier
    later.lines[place].evidence.append(
      .init(isShown: false, text: BilingualText(zh: "只回答了 30%", en: "Only 30 % is answered at all")))
    #expect(changes(now, later).filter { $0.title.en == title } == [])
  }

  /// A lesser share of the pledgor and a new break in the chain are worse, though no name and no value changed.
  @Test func aLesserShareAndABreakInTheChainAreWorse() throws {
    func titled(_ shares: [String], chain: [String] = []) throws -> PledgePacket {
      var packet = try self.packet()
      func line(_ kind: PledgePacket.TitleLine.Kind, _ text: String) -> PledgePacket.TitleLine {
        .init(
          right: "A-3", kind: kind, text: BilingualText(zh: text, en: text), from: nil, to: nil, amount: nil)
      }
      packet.titles = shares.map { line(.owner, $0) } + chain.map { line(.chain, $0) }
      return packet
    }
    let most = try titled(["Owner Co 70% (own unit)", "Partner University 30%"])
    let less = try titled(
      ["Owner Co 10% (own unit)", "Partner University 30%"],
      chain: ["The shares of the present owners make 40%"])
    let found = changes(most, less)
    let shares = try #require(found.first { $0.title.en == "ownership shares" }, "\(found)")
    #expect(shares.weight == .worse)
    #expect(shares.before.en == "Owner Co 70%、Partner University 30%")
    #expect(shares.after.en == "Owner Co 10%、Partner University 30%")
    #expect(found.first { $0.title.en == "chain of owners" }?.weight == .worse)
    #expect(changes(less, most).map(\.weight) == [.better, .better])
    // The share of somebody else, and what is written for the first time of a single owner, are neither.
    let other = try titled(["Owner Co 70% (own unit)", "Partner University 29.50%"])
    #expect(changes(most, other).map(\.weight) == [.neutral])
    #expect(changes(try titled(["Owner Co"]), try titled(["Owner Co 100%"])).map(\.weight) == [.neutral])
    #expect(changes(most, most).isEmpty)
  }

  /// A consent that lifts a gate until a day: after it the right stops counting, and nothing is better.
  @Test func aPaperThatRunsOutIsWorse() throws {
    let fixture = try PledgeFixture()
    let folder = try TemporaryFolder()
    let paper = try folder.write("business.pdf", "agreed")
    let row = try fixture.workspace.row(of: "A-3", in: fixture.run)
    let until = try #require(CalendarDay(iso: "2026-07-31"))
    _ = try fixture.workspace.recordPaper(
      of: fixture.run.table.rightIDs[row], number: "A-3", gate: "G16", acts: [], document: paper,
      from: PledgeFixture.asOf, validTo: until, by: JournalSignature(actor: "Li", day: PledgeFixture.asOf))
    let policy = try fixture.workspace.lenderPolicy("contribution-cn")
    let made = try fixture.workspace.pledgePacket(
      of: try fixture.workspace.preview(asOf: PledgeFixture.asOf),
      PledgeFixture.request(["A-3"], amount: 1_000, months: nil), policy: policy, draws: 200
    ).packet
    #expect(made.totals.counted == 1)
    let before = try fixture.workspace.compare(made, policy: policy, asOf: until)
    #expect(!before.changes.contains { $0.title.en == "whether it counts" })
    let day = try #require(CalendarDay(iso: "2026-08-15"))
    let after = try fixture.workspace.compare(made, policy: policy, asOf: day)
    let told = try #require(after.changes.first { $0.title.en == "whether it counts" }, "\(after.changes)")
    #expect(told.weight == .worse)
    #expect(told.after.en.contains("G16"))
    #expect(!after.changes.contains { $0.weight == .better }, "\(after.changes)")
  }
}
