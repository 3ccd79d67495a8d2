import PortfolioCore
import Testing
import Valuation

@testable import PledgeFinance

/// What is left of a value, reckoned by hand.
@Suite struct FallingValueTests {
  /// 100 a year for four years at 10 %, at the ends of the years: 316.99; after two years 173.55.
  @Test func anAnnuityFallsAsItsTableSays() throws {
    let table = try Discounting(rate: 0.1, timing: .end).table(flows: [100, 100, 100, 100])
    let path = FallingValue(table: table, rate: 0.1, timing: .end, economicYears: 9)
    #expect(path.left(after: 0) == 1)
    let afterTwo = (100 / 1.1 + 100 / 1.21) / (100 / 1.1 + 100 / 1.21 + 100 / 1.331 + 100 / 1.4641)
    #expect(abs(path.left(after: 2) - afterTwo) < 1e-12)
    #expect(path.left(after: 4) == 0)
    #expect(path.left(after: 40) == 0)
  }

  /// Half of a year's flow is left in its middle, and counts in the middle of what is left.
  @Test func aPartOfAYearCounts() throws {
    let table = try Discounting(rate: 0.1, timing: .middle).table(flows: [100])
    let path = FallingValue(table: table, rate: 0.1, timing: .middle, economicYears: 9)
    // PortableMath and the C library may differ in the last bits: 50·1.1^-¼ over 100·1.1^-½.
    #expect(abs(path.left(after: 0.5) - 0.5 * 1.024113689) < 1e-8)
  }

  /// Half of 2026, then 2027: 50 and 100 saved at the start of each, an annuity of 40 in 2027. In the middle of 2027 the
  /// other 50 are to come; the annuity counts whole where it is still due and not at all where it is paid.
  @Test(arguments: [("2027-04-01", 50.0), ("2027-06-30", 10.0), ("2027-10-01", 10.0), (nil, 30.0)])
  func anAnnuityThatIsPaidIsNotCountedAgain(due: String?, left: Double) throws {
    let relief = ReliefFromRoyalty(
      firstYear: 2026, revenue: [1000, 1000], parts: [0.5, 1], royalty: 0.1, strength: [1, 1],
      upkeep: [0, 40], tax: 0, discounting: Discounting(rate: 0.1, timing: .start))
    let path = FallingValue(table: try relief.table(), rate: 0.1, timing: .start, economicYears: 9)
    let day = try #require(CalendarDay(iso: "2027-06-30"))
    let fees = try due.map { [UpkeepLeft.FeeDay(due: try #require(CalendarDay(iso: $0)), amount: 4000)] }
    let upkeep = fees.map { UpkeepLeft(day: day, fees: $0, tax: 0) }
    // 1.1^½ by hand: 1.0488088481701516.
    let whole = 50 + 60 / 1.0488088481701516
    #expect(abs(path.left(after: 1, upkeep: upkeep) - left / whole) < 1e-8)
  }

  @Test func aRiseIsNotCounted() throws {
    let table = try Discounting(rate: 0.1, timing: .end).table(flows: [1, 1000])
    #expect(FallingValue(table: table, rate: 0.1, timing: .end, economicYears: 2).left(after: 1) == 1)
  }

  @Test func withoutAFlowItFallsInAStraightLine() {
    let path = FallingValue(table: nil, rate: 0.1, timing: .end, economicYears: 4)
    #expect(path.left(after: 1) == 0.75)
    #expect(path.left(after: 5) == 0)
    #expect(FallingValue(table: nil, rate: 0.1, timing: .end, economicYears: 0).left(after: 1) == 0)
  }

  /// The rubric of a third party, by its published example.
  @Test func theRubricGivesItsExample() throws {
    let rubric = LendingRubric(
      defensibility: 0.8, revenueContribution: 0.7, remainingLife: 0.6, transferability: 0.65)
    #expect(abs(try rubric.score() - 70.75) < 1e-9)
    #expect(try LendingRubric.greatestLoan(value: 20_000_000, advanceRate: 0.5) == 10_000_000)
  }
}
