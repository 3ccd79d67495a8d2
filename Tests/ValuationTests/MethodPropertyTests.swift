import PortfolioCore
import Testing

@testable import Valuation

/// Properties of the methods, and inputs that no sensible person would give.
@Suite struct MethodPropertyTests {
  private func relief(_ random: inout SeededGenerator) -> ReliefFromRoyalty {
    let years = 1 + Int(random.next() % 18)
    return ReliefFromRoyalty(
      firstYear: 2026, revenue: (0..<years).map { _ in random.unit() * 1e8 },
      parts: (0..<years).map { $0 == years - 1 ? random.unit() : 1 }, attribution: random.unit(),
      royalty: random.unit() * 0.1, strength: (0..<years).map { _ in random.unit() },
      tax: random.unit() * 0.4,
      discounting: Discounting(
        rate: random.unit() * 0.4, timing: DiscountTiming.allCases[Int(random.next() % 3)]))
  }

  @Test(arguments: 0..<100)
  func moreRoyaltyRevenueOrLifeIsNeverLess(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let given = relief(&random)
    let value = try given.value().value
    let slack = 1e-9 * max(1, value)
    var more = given
    more.royalty += 0.01
    #expect(try more.value().value >= value - slack, "seed \(seed)")
    more = given
    more.revenue = given.revenue.map { $0 * 1.3 }
    #expect(try more.value().value >= value - slack, "seed \(seed)")
    more = given
    more.revenue.append(1e6)
    // The last period was cut; a longer life makes it whole.
    more.parts[more.parts.count - 1] = 1
    more.parts.append(1)
    more.strength.append(0.5)
    if given.discounting.timing == .start { #expect(try more.value().value >= value - slack, "seed \(seed)") }
    var dearer = given
    dearer.discounting = Discounting(rate: given.discounting.rate + 0.05, timing: given.discounting.timing)
    #expect(try dearer.value().value <= value + slack, "seed \(seed)")
  }

  @Test(arguments: 0..<100)
  func tablesAddUpAndPartsMakeTheWhole(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let given = relief(&random)
    let (table, factor, value) = try given.value()
    let sum = table.lines.map(\.presentValue).reduce(0, +)
    #expect(abs(sum * factor - value) <= 1e-9 * max(1, value), "seed \(seed)")
    for line in table.lines {
      #expect(line.steps.last == line.flow, "seed \(seed)")
      #expect(line.steps.count == table.columns.count, "seed \(seed)")
    }
    // Two rights that share the revenue are worth together what the whole is worth.
    let share = random.unit()
    var one = given
    var other = given
    one.attribution = given.attribution * share
    other.attribution = given.attribution * (1 - share)
    let parts = try one.value().value + other.value().value
    #expect(abs(parts - value) <= 1e-9 * max(1, value), "seed \(seed)")
  }

  private static let absurd: [@Sendable () throws -> Void] = [
    {
      _ = try ReliefFromRoyalty(revenue: [], royalty: 0.05, tax: 0.25, discounting: Discounting(rate: 0.1))
        .value()
    },
    {
      _ = try ReliefFromRoyalty(
        revenue: [1], parts: [0], royalty: 0.05, tax: 0.25, discounting: Discounting(rate: 0.1)
      ).value()
    },
    {
      _ = try ReliefFromRoyalty(revenue: [1], royalty: 5, tax: 0.25, discounting: Discounting(rate: 0.1))
        .value()
    },
    {
      _ = try ReliefFromRoyalty(revenue: [.nan], royalty: 0.05, tax: 0, discounting: Discounting(rate: 0.1))
        .value()
    },
    {
      _ = try ReliefFromRoyalty(revenue: [1], royalty: 0.05, tax: 0.25, discounting: Discounting(rate: -1))
        .value()
    },
    {
      _ = try ReliefFromRoyalty(revenue: [1], royalty: 0.05, tax: 0.25, discounting: Discounting(rate: 900))
        .value()
    },
    {
      _ = try ReliefFromRoyalty(
        revenue: [1], attribution: 1.2, royalty: 0.05, tax: 0.25, discounting: Discounting(rate: 0.1)
      ).value()
    },
    {
      _ = try ExcessEarnings(earnings: [1, 2], charges: [1], tax: 0.25, discounting: Discounting(rate: 0.1))
        .value()
    },
    { _ = try ExcessEarnings.capitalised(earnings: 1, charges: 0, rate: 0) },
    {
      _ = try WithAndWithout(with: [1], without: [], probability: 1, discounting: Discounting(rate: 0.1))
        .table()
    },
    { _ = try ProfitSplit(profits: [1], share: -0.1, discounting: Discounting(rate: 0.1)).table() },
    { _ = try CostApproach(spending: [], year: 2025).table() },
    { _ = try CostApproach(spending: [.init(year: 2030, amount: 5)], year: 2025).table() },
    { _ = try CostApproach(spending: [.init(year: 2020, amount: 5)], year: 2025, usefulLife: 0).table() },
    { _ = try MarketApproach(deals: []).range() },
    { _ = try MarketApproach(deals: [ComparableDeal(name: "x", figure: -1, source: "s")]).range() },
    { _ = try MarketApproach.brokered(price: 1, probabilityOfSale: 2, monthsToSale: 1, rate: 0.1) },
    {
      _ = try RealOption(projectValue: 1, developmentCost: 1, variance: 0.1, years: 0, riskless: 0.1).value()
    },
    {
      _ = try RealOption(projectValue: 1, developmentCost: 0, variance: 0.1, years: 1, riskless: 0.1).value()
    },
    { _ = try RealOption(projectValue: 1, developmentCost: 1, variance: 0, years: 1, riskless: 0.1).value() },
    { _ = try DiscountRate.weightedCost(equityShare: 2, costOfEquity: 0.1, costOfDebt: 0.1, tax: 0.2) },
    { _ = try LendingRubric.greatestLoan(value: 1, advanceRate: 1.5) },
  ]

  @Test(arguments: absurd.indices)
  func absurdInputsSayWhy(index: Int) {
    let error = #expect(throws: NotApplicable.self) { try MethodPropertyTests.absurd[index]() }
    #expect(error?.reason.zh.isEmpty == false)
    #expect(error?.reason.en.isEmpty == false)
  }

  @Test func lossesStayLosses() throws {
    let relief = ReliefFromRoyalty(
      revenue: [-1000, 100], royalty: 0.05, upkeep: [10, 10], tax: 0.25, discounting: Discounting(rate: 0.1),
      amortisation: TaxAmortisation(statutoryYears: 10, tax: 0.25))
    let result = try relief.value()
    #expect(result.value < 0)
    #expect(result.factor == 1)
    #expect(result.value.isFinite)
  }

  @Test(arguments: 0..<100)
  func theOptionIsWorthAtLeastNothingAndAtMostTheProject(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let option = RealOption(
      projectValue: 1 + random.unit() * 1e9, developmentCost: 1 + random.unit() * 1e9,
      variance: 0.001 + random.unit() * 2, years: 0.1 + random.unit() * 30, riskless: random.unit() * 0.15)
    let value = try option.value().value
    #expect(value >= 0 && value <= option.projectValue, "seed \(seed)")
    var wilder = option
    wilder.variance *= 1.5
    #expect(try wilder.value().value >= value - 1e-6 * option.projectValue, "seed \(seed)")
  }
}
