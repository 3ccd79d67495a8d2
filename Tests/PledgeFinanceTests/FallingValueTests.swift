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
