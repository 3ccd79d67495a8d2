import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// The terms of a debt are judged from the store, and licences granted since a packet are named.
@Suite struct PacketTermsTests {
  private static let later = CalendarDay(year: 2027, month: 6, day: 30) ?? CalendarDay(number: 0)

  private static func money(_ major: Int64) -> String { "\(Money(major: major, currency: .cny))" }

  private func packet(
    _ changed: [String: String] = [:], asOf: CalendarDay = PledgeFixture.asOf,
    policy: String = "house-cautious", _ rights: [String] = ["A-3"]
  ) throws -> PledgePacket {
    try PledgeFixture(changed, asOf: asOf)
      .packet(PledgeFixture.request(rights, amount: 1_000, months: 24), policy: policy)
  }

  private func trigger(_ word: String, _ packet: PledgePacket) throws -> TriggerFinding {
    try #require(
      packet.triggers?.first { $0.title.en.contains(word) }, "\(String(describing: packet.triggers))")
  }

  @Test func aSoundPacketSaysThatNothingFired() throws {
    let made = try packet()
    #expect(made.triggers?.count == made.covenants.count)
    #expect(made.triggers?.map(\.state) == [.held, .held, .held, .held])
    #expect(try trigger("Revenue", made).reason.en.contains("2024: \(Self.money(72_000_000)), 2025: \(Self.money(86_400_000))"))
    // Words alone are for a person.
    let british = try packet(policy: "uk-growth-ip")
    #expect(british.triggers?.map(\.state) == [.byHand])
  }

  /// The fall is compared with the limit without rounding: 30 % is not more than 30 %.
  @Test(arguments: [("50400000", false), ("50399999", true)])
  func aFallOfRevenueFires(amount: String, isFired: Bool) throws {
    let earlier = try packet()
    let now = try packet(["revenues": PledgeFixture.revenues.replacing("86400000", with: amount)])
    let found = try trigger("Revenue", now)
    #expect(found.state == (isFired ? .fired : .held), "\(found)")
    #expect(now.risks.contains { $0.isStopping && $0.text.en.hasPrefix("A trigger has fired") } == isFired)
    let comparison = PacketComparison(earlier, now: now, gone: [])
    let told = comparison.changes.first { $0.title.en.hasPrefix("trigger: Revenue") }
    #expect((told != nil) == isFired)
    guard isFired else { return }
    #expect(told?.weight == .worse)
    #expect(told?.before.en.contains("2025: \(Self.money(86_400_000))") == true, "\(String(describing: told))")
    #expect(told?.after.en.contains("2024: \(Self.money(72_000_000)), 2025: ") == true)
    #expect(!comparison.changes.contains { $0.weight == .better }, "\(comparison.changes)")
  }

  /// A product without a figure of both years is no part of the comparison, and what is left proves nothing.
  @Test func aYearThatIsMissingIsNoFall() throws {
    let now = try packet([
      "products": PledgeFixture.products + "PR2,Pumps,flow\n",
      "product_links": PledgeFixture.links + "A-3,PR2,core,2021-01-01\n",
      "revenues": PledgeFixture.revenues + "PR2,2024,9000000,actual,2025-03-31\n",
    ])
    let found = try trigger("Revenue", now)
    #expect(found.state == .unknown)
    #expect(found.reason.en.contains("PR2 2025"), "\(found)")
    #expect(found.reason.en.contains("2024: \(Self.money(72_000_000)), 2025: \(Self.money(86_400_000))"))
  }

  /// A fee unpaid for more than a month fires; a day less does not. The right counts no more by then: what is pledged is
  /// judged all the same.
  @Test(arguments: [("2027-05-16", false), ("2027-05-17", true)])
  func aLateAnnuityFires(day: String, isFired: Bool) throws {
    let fixture = try PledgeFixture()
    let made = try fixture.packet(
      PledgeFixture.request(["A-3"], amount: 1_000, months: 24), policy: "house-cautious")
    let comparison = try fixture.workspace.compare(
      made, policy: try fixture.workspace.lenderPolicy("house-cautious"),
      asOf: try #require(CalendarDay(iso: day)))
    let told = comparison.changes.first { $0.title.en.hasPrefix("trigger: An annuity") }
    #expect((told?.weight == .worse) == isFired, "\(comparison.changes)")
    #expect(!isFired || told?.after.en.contains("A-3: due on 2027-04-15, unpaid for 32 days") == true)
  }

  @Test func anInvalidationFires() throws {
    let earlier = try packet()
    let disputes = PledgeFixture.disputes + "D-9,A-3,invalidation,Copier Ltd,2026-06-15,\n"
    let store = try PledgeFixture(["disputes": disputes])
    let comparison = try store.workspace.compare(
      earlier, policy: try store.workspace.lenderPolicy("house-cautious"),
      asOf: PledgeFixture.asOf)
    let told = try #require(comparison.changes.first { $0.title.en.hasPrefix("trigger: A pledged right") })
    #expect(told.weight == .worse && told.after.en.contains("A-3: the invalidation D-9 is pending"))
  }

  /// A console in Chinese keeps to the marks of Chinese.
  @Test func aConditionIsToldInItsLanguage() throws {
    let made = try packet()
    #expect(made.conditions.contains { $0.id == "concentration" && $0.state == .notMet })
    let chinese = PledgeSummaryText(made, language: .zh).text(width: nil)
    #expect(chinese.contains("：不满足。最高 100%"), "\(chinese)")
    #expect(!chinese.contains(": 不满足") && !chinese.contains("不满足. "))
    #expect(PledgeSummaryText(made, language: .en).text(width: nil).contains(": not met. The greatest"))
  }

  // MARK: Licences

  private static let head = "licence,right,direction,type,counterparty,from_day,to_day,fee\n"

  private func licences(_ rows: [String]) -> [String: String] {
    ["licences": Self.head + rows.map { $0 + "\n" }.joined()]
  }

  /// A licence that the packet did not have is a change, and what it does to a rate of discounting betters nothing.
  @Test(arguments: [
    ("exclusive", PacketComparison.Change.Weight.worse), ("sole", .worse), ("ordinary", .neutral),
  ])
  func aNewLicenceIsNamed(type: String, weight: PacketComparison.Change.Weight) throws {
    let earlier = try packet()
    let now = try packet(licences(["L-9,A-3,out,\(type),User Ltd,2026-01-01,2029-12-31,9"]))
    let comparison = PacketComparison(earlier, now: now, gone: [])
    let told = try #require(comparison.changes.first { $0.title.en == "licence" }, "\(comparison.changes)")
    #expect(told.right == "A-3" && told.weight == weight)
    #expect(told.after.en.contains("L-9") && told.after.en.contains("\(Self.money(9)) a year"), "\(told)")
    // What is known of a right may be more than it was; its worth is no better.
    #expect(
      !comparison.changes.contains { $0.weight == .better && $0.title.en != "ground of value" },
      "\(comparison.changes)")
  }

  /// Other terms of a licence are told; one that ends on its day is no change.
  @Test func termsOfALicenceAreCompared() throws {
    let one = try packet(licences(["L-9,A-3,out,ordinary,User Ltd,2025-01-01,2026-12-31,5000"]))
    #expect(PacketComparison(one, now: one, gone: []).changes.isEmpty)
    func weights(
      _ row: String?, _ day: CalendarDay = PledgeFixture.asOf
    ) throws -> [PacketComparison.Change.Weight] {
      let other = "L-1,A-1,out,ordinary,User Ltd,2025-01-01,,1"
      let now = try packet(licences([other] + [row].compactMap { $0 }), asOf: day)
      return PacketComparison(one, now: now, gone: []).changes.filter { $0.title.en == "licence" }.map(\.weight)
    }
    #expect(try weights("L-9,A-3,out,ordinary,User Ltd,2025-01-01,2026-12-31,4000") == [.worse])
    #expect(try weights("L-9,A-3,out,ordinary,User Ltd,2025-01-01,2027-12-31,5000") == [.neutral])
    #expect(try weights("L-9,A-3,out,exclusive,User Ltd,2025-01-01,2026-12-31,5000") == [.worse])
    #expect(try weights(nil) == [.worse])
    #expect(try weights("L-9,A-3,out,ordinary,User Ltd,2025-01-01,2026-12-31,5000", Self.later) == [])
  }
}

/// Growth is that of the same products in the same markets.
@Suite struct GrowthTests {
  private func growth(_ rows: String, _ base: String = PledgeFixture.revenues) throws -> ConditionFinding {
    let packet = try PledgeFixture([
      "products": PledgeFixture.products + "PR2,Old pumps,flow\nPR3,Older pumps,flow\n",
      "revenues": base + rows,
    ]).packet(PledgeFixture.request(["A-1", "A-3"], amount: 3_000_000), policy: "uk-growth-ip")
    return try #require(packet.conditions.first { $0.id == "growth" })
  }

  private func rows(_ product: String, _ years: ClosedRange<Int>, _ amount: Int) -> String {
    years.map { "\(product),\($0),\(amount),actual,\($0 + 1)-03-31\n" }.joined()
  }

  /// Products whose records begin later grow nothing: nobody can say.
  @Test func recordsThatBeginLaterAreNoGrowth() throws {
    let flat = PledgeFixture.revenues.replacing("50000000", with: "86400000")
      .replacing("60000000", with: "86400000").replacing("72000000", with: "86400000")
    let found = try growth(rows("PR2", 2023...2025, 30_000_000) + rows("PR3", 2024...2025, 60_000_000), flat)
    #expect(found.state == .unknown, "\(found)")
    #expect(found.reason.en.contains("PR2 2022; PR3 2022, 2023"), "\(found)")
    #expect(found.reason.zh.contains("PR2 2022；PR3 2022、2023"), "\(found)")
    // With the years as they were there is no growth.
    let whole = try growth(rows("PR2", 2022...2025, 30_000_000), flat)
    #expect(whole.reason.en.contains("Growth 2025: 0%, 2024: 0%, 2023: 0%"), "\(whole)")
  }

  /// A product of which the last year is not in yet has not stopped selling.
  @Test func aYearThatIsNotInIsNoFall() throws {
    let found = try growth(rows("PR2", 2022...2024, 30_000_000))
    #expect(found.state == .unknown && found.reason.en.contains("PR2 2025"), "\(found)")
    #expect(!found.reason.en.contains("Growth 2025"))
    // What was sold long ago is no part of the years that count.
    #expect(try growth(rows("PR2", 2019...2020, 30_000_000)).state == .met)
  }

  @Test func aYearWithoutSalesIsNothing() throws {
    let found = try growth("PR2,2022,0,actual,2023-03-31\n" + rows("PR2", 2023...2025, 1_000_000))
    #expect(found.reason.en.contains("Growth 2025: ") && !found.reason.en.contains("not recorded"), "\(found)")
  }
}
