import PortfolioCore
import Pruning
import Testing

/// Budgets that carry over, and budgets that may be overrun at a price.
@Suite struct BudgetRowTests {
  @Test func whatIsLeftMayBeSpentLater() throws {
    var builder = StopYearProblemBuilder(name: "carry-over", years: 2)
    let budget = builder.addBudget("group", caps: [10, 10], isCumulative: true)
    // 4 in the first year leaves 6, so that 16 may be spent in the second.
    builder.addRight("a", values: [5, 100], costs: [4, 16], budgets: [budget])
    let carried = try builder.build()
    #expect(carried.rows.map(\.limit) == [10, 20])
    #expect(PruningSolver.solve(carried).choices == [2])
    var plain = StopYearProblemBuilder(name: "plain", years: 2)
    let strict = plain.addBudget("group", caps: [10, 10])
    plain.addRight("a", values: [5, 100], costs: [4, 16], budgets: [strict])
    #expect(PruningSolver.solve(try plain.build()).choices == [1])
  }

  @Test func anOverrunIsBoughtWhenItPays() throws {
    var builder = PruningProblemBuilder(name: "elastic")
    let row = builder.addRow("budget", .atMost, 10, overrunPrice: 2)
    builder.addLadder("a", [PruningProblemBuilder.Option(value: 30, uses: [(row: row, amount: 13)])])
    builder.addLadder("b", [PruningProblemBuilder.Option(value: 3, uses: [(row: row, amount: 5)])])
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    #expect(plan.value == 24)
    #expect(plan.status == .optimal)
    #expect(plan.price(of: row) <= 2)
  }
}
