import Testing
import Winnow

@testable import PledgeFinance

/// A fall of revenue within the life of a loan is told, and what is not recorded proves that nothing fell no more.
@Suite struct RevenueTriggerTests {
  private static let second = [
    "products": PledgeFixture.products + "PR2,Pumps,flow\n",
    "product_links": PledgeFixture.links + "A-3,PR2,core,2021-01-01\n",
  ]

  private static func money(_ major: Int64) -> String { "\(Money(major: major, currency: .cny))" }

  private func made(_ changed: [String: String] = [:]) throws -> PledgePacket {
    try PledgeFixture(changed).packet(
      PledgeFixture.request(["A-3"], amount: 1_000, months: 24), policy: "house-cautious")
  }

  private func found(_ changed: [String: String]) throws -> TriggerFinding {
    let packet = try made(changed)
    return try #require(
      packet.triggers?.first { $0.isYearly }, "\(String(describing: packet.triggers))")
  }

  private func compared(
    _ packet: PledgePacket, _ changed: [String: String], on day: String, withheld: [String] = []
  ) throws -> PacketComparison {
    let workspace = try PledgeFixture(changed).workspace
    let asOf = try #require(CalendarDay(iso: day))
    return try workspace.compare(
      packet, policy: workspace.lenderPolicy("house-cautious"), asOf: asOf, withheld: withheld)
  }

  private func told(_ comparison: PacketComparison) -> PacketComparison.Change? {
    comparison.changes.first { $0.title.en.hasPrefix("trigger: Revenue") }
  }

  @Test(arguments: [("2026-02-28", 2024), ("2026-04-29", 2024), ("2026-04-30", 2025), ("2026-12-31", 2025)])
  func aYearIsDueFourMonthsAfterItsEnd(day: String, year: Int) throws {
    let asOf = try #require(CalendarDay(iso: day))
    #expect(TriggerFinder.lastDueYear(on: asOf) == year)
  }

  /// The packet had the years up to 2025; nobody recorded 2026.
  @Test func aDueYearThatIsMissingCannotBeJudged() throws {
    let packet = try made()
    #expect(try told(compared(packet, [:], on: "2027-04-29")) == nil)
    let change = try #require(try told(compared(packet, [:], on: "2027-04-30")))
    #expect(change.weight == .worse)
    #expect(change.after.en.hasPrefix("cannot be judged: ") && change.after.en.contains("PR1 2026"), "\(change)")
    #expect(change.after.zh.contains("PR1 2026"))
  }

  @Test func aPacketSaysThatItsLastYearIsMissing() throws {
    let revenues = PledgeFixture.revenues.replacing("PR1,2025,86400000,actual,2026-03-31\n", with: "")
    let open = try found(["revenues": revenues])
    #expect(open.state == .unknown)
    #expect(open.reason.en.contains("both 2024 and 2025") && open.reason.en.contains("PR1 2025"), "\(open)")
  }

  /// What was recorded a few years ago goes on; what is silent for longer has ended.
  @Test(arguments: [(2020, TriggerFinding.State.held), (2021, .unknown)])
  func aSilentProductIsAGap(year: Int, state: TriggerFinding.State) throws {
    var changed = Self.second
    changed["revenues"] = PledgeFixture.revenues + "PR2,\(year),5000000,actual,\(year + 1)-03-31\n"
    let trigger = try found(changed)
    #expect(trigger.state == state, "\(trigger)")
    #expect(trigger.reason.en.contains("PR2 2024, 2025") == (state == .unknown))
  }

  /// 2026 fell by more than half; 2027 is a little more than that.
  @Test func aFallIsNotHiddenByTheYearAfter() throws {
    let rows = "PR1,2026,40000000,actual,2027-03-31\nPR1,2027,41000000,actual,2028-01-31\n"
    let packet = try made()
    let comparison = try compared(
      packet, ["revenues": PledgeFixture.revenues + rows], on: "2028-02-10")
    let change = try #require(told(comparison), "\(comparison.changes)")
    #expect(change.weight == .worse && change.after.en.hasPrefix("has fired: "), "\(change)")
    #expect(change.after.en.contains("2025: \(Self.money(86_400_000)), 2026: \(Self.money(40_000_000))"))
    #expect(change.after.en.contains("2026: \(Self.money(40_000_000)), 2027: \(Self.money(41_000_000))"))
  }

  /// One product has the years since, the other has neither.
  @Test func aProductWithoutTheYearsSinceIsNamed() throws {
    var changed = Self.second
    let then = "PR2,2024,9000000,actual,2025-03-31\nPR2,2025,9000000,actual,2026-03-31\n"
    changed["revenues"] = PledgeFixture.revenues + then
    let packet = try made(changed)
    let since = "PR2,2026,9500000,actual,2027-03-31\nPR2,2027,9900000,actual,2028-01-31\n"
    changed["revenues"] = PledgeFixture.revenues + then + since
    let comparison = try compared(packet, changed, on: "2028-02-10")
    let change = try #require(told(comparison), "\(comparison.changes)")
    #expect(change.weight == .worse && change.after.en.hasPrefix("cannot be judged: "), "\(change)")
    #expect(change.after.en.contains("PR1 2026, 2027"), "\(change)")
  }

  /// Only cover needs the loan: the rest is judged, and told without a sum.
  @Test func withoutAmountsTriggersAreJudged() throws {
    let record = try made().withheld([.amounts], language: .en)
    let fallen = ["revenues": PledgeFixture.revenues + "PR1,2026,40000000,actual,2027-03-31\n"]
    let comparison = try compared(record, fallen, on: "2027-06-30", withheld: ["amounts"])
    let change = try #require(told(comparison), "\(comparison.changes)")
    #expect(change.weight == .worse)
    #expect(change.after.en.hasPrefix("has fired: 2025 to 2026: a change of "), "\(change)")
    #expect(change.after.zh.contains("2025 年至 2026 年变动"))
    for sum in [Self.money(86_400_000), Self.money(40_000_000)] { #expect(!change.after.en.contains(sum)) }
    #expect(!comparison.changes.contains { $0.title.en.hasPrefix("trigger: ") && $0.after.en.contains("cover ") })
    #expect(comparison.notCompared.contains { $0.en.contains("the cover trigger") })
    #expect(comparison.compared.en.contains("triggers other than that of cover"))
    // Nothing has changed on the day itself.
    #expect(try compared(record, [:], on: "2026-06-30", withheld: ["amounts"]).changes == [])
  }
}
