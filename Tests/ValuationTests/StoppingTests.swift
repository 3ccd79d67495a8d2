import Foundation
import Testing
import Valuation

/// Figures by hand: years that nobody would pay for, and years that a shorter life cuts.
@Suite struct StoppingTests {
  private func relief(_ upkeep: [Double], mayStop: Bool) -> ReliefFromRoyalty {
    var relief = ReliefFromRoyalty(
      firstYear: 2026, revenue: [1000, 1000, 1000], royalty: 0.1, upkeep: upkeep, tax: 0,
      discounting: Discounting(rate: 0.1, timing: .end))
    relief.mayStop = mayStop
    return relief
  }

  @Test func theValueStopsBeforeYearsThatCostMore() throws {
    // 100 and 50 are earned; then 300 are lost.
    let stops = try relief([0, 50, 400], mayStop: true).value()
    #expect(abs(stops.value - (100 / 1.1 + 50 / 1.21)) < 1e-9)
    #expect(stops.table.lines.map(\.year) == [2026, 2027])
    #expect(stops.table.givenUp.map(\.year) == [2028])
    let held = try relief([0, 50, 400], mayStop: false).value()
    #expect(abs(held.value - (100 / 1.1 + 50 / 1.21 - 300 / 1.331)) < 1e-9)
    #expect(held.table.givenUp.isEmpty)
  }

  /// A bad year is held through for the better one after it.
  @Test func aBadYearIsHeldThroughForABetterOne() throws {
    let value = try relief([0, 120, 0], mayStop: true).value()
    #expect(abs(value.value - (100 / 1.1 - 20 / 1.21 + 100 / 1.331)) < 1e-9)
    #expect(value.table.givenUp.isEmpty)
  }

  /// Where no year is worth holding, the value is nothing, and the whole table shows by how much the costs exceed the rest.
  @Test func aLossFromTheFirstYearIsWorthNothing() throws {
    let value = try relief([200, 200, 200], mayStop: true).value()
    #expect(value.value == 0)
    #expect(abs(value.table.presentValue - -100 * (1 / 1.1 + 1 / 1.21 + 1 / 1.331)) < 1e-9)
    #expect(value.table.lines.count == 3 && value.table.givenUp.isEmpty)
    // Who must hold bears the loss.
    let held = try relief([200, 200, 200], mayStop: false).value()
    #expect(held.value < 0)
  }

  @Test func drawsStopToo() {
    for (upkeep, expected) in [([0.0, 50, 400], 100 / 1.1 + 50 / 1.21), ([200, 200, 200], 0)] {
      let simulation = RoyaltySimulation(
        base: relief(upkeep, mayStop: true), royalty: .fixed(0.1), revenueFactor: .fixed(1),
        discountRate: .fixed(0.1), life: .fixed(3))
      let value = simulation.value(royalty: 0.1, revenueFactor: 1, rate: 0.1, life: 3)
      #expect(abs(value - expected) < 1e-9)
    }
  }

  /// A life of 2.4 years: the last 0.4 of a year has the strength of 2.2 years, not of 2.5.
  @Test func aCutYearHasTheStrengthOfItsOwnMiddle() {
    let kept = 0.8
    let strengths = [0.5, 1.5, 2.5].map { pow(kept, $0) }
    let base = ReliefFromRoyalty(
      revenue: [1000, 1000, 1000], royalty: 0.1, strength: strengths, tax: 0,
      discounting: Discounting(rate: 0.1, timing: .middle))
    let simulation = RoyaltySimulation(
      base: base, royalty: .fixed(0.1), revenueFactor: .fixed(1), discountRate: .fixed(0.1),
      life: .fixed(2.4),
      decay: 1 - kept)
    let value = simulation.value(royalty: 0.1, revenueFactor: 1, rate: 0.1, life: 2.4)
    let years: [(middle: Double, part: Double)] = [(0.5, 1), (1.5, 1), (2.2, 0.4)]
    let expected = years.reduce(0.0) { $0 + 100 * $1.part * pow(kept, $1.middle) * pow(1.1, -$1.middle) }
    #expect(abs(value - expected) < 1e-6)
  }
}
