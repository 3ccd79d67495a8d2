import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// Where the floor of a share stands against other rules, the floor that would do is told.
@Suite struct ShareFloorTests {
  private func portfolio(_ seed: UInt64) throws -> PlanningPortfolio {
    try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(12, seed: seed),
      "citations": PlanningPortfolio.citations(12, seed: seed),
    ])
  }

  private func scenario(_ portfolio: PlanningPortfolio, floor: Int64, years: Int = 1) throws -> String {
    let share = String(repeating: "0", count: max(0, 4 - "\(floor)".count)) + "\(floor)"
    let text = floor == 10_000 ? "1" : "0.\(share)"
    return try portfolio.scenario(
      """
      extends: spend-the-budget
      keep: [{id: k, title: {zh: 甲, en: dear to us}, when: {fact: right-kind, is: [utility-model, design]}}]
      shares:
        - {id: inventions, title: {zh: 发明占比, en: share of inventions}, what: {fact: right-kind, is: invention}, atLeast: \(text), from: 2027, to: \(2026 + years)}

      """, name: "share")
  }

  @Test(arguments: [1, 2, 4, 5] as [UInt64], [1, 2])
  func theFloorThatIsToldIsTheGreatest(seed: UInt64, years: Int) throws {
    let portfolio = try portfolio(seed)
    let budgets = years == 1 ? [(2027, "9999")] : [(2027, "9999"), (2028, "9999")]
    func isPossible(_ floor: Int64) throws -> Bool {
      try portfolio.plan(scenario(portfolio, floor: floor, years: years), budgets: budgets).head.value != nil
    }
    // A floor that the rights to keep leave no room for.
    try #require(try !isPossible(9_900), "seed \(seed)")
    let maker = try portfolio.maker(scenario(portfolio, floor: 9_900, years: years), budgets: budgets)
    let plan = maker.plan()
    #expect(plan.head.status == .infeasible)
    let sides = try #require(plan.head.sides)
    let side = try #require(sides.first { $0.level != nil }, "seed \(seed): \(sides)")
    let floor = try #require(side.level)
    #expect(side.isLeast && side.trial == .enough)
    #expect(try isPossible(floor), "seed \(seed): \(floor)")
    #expect(try !isPossible(floor + 1), "seed \(seed): \(floor)")
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: maker), options: ReportOptions(language: .en)))
    let text = view.text(width: nil)
    #expect(text.contains("lower the floor of “share of inventions"), "\(text)")
    #expect(
      text.contains("from 99.00% to \(floor / 100).\(floor % 100 < 10 ? "0" : "")\(floor % 100)%"), "\(text)")
    #expect(text.contains("in all its years") == (years > 1), "\(text)")
  }

  /// Sides that nobody could look at are not said to be too weak.
  @Test func whatWasNotTriedIsNotDenied() throws {
    let portfolio = try portfolio(1)
    var options = PruningOptions()
    options.shouldStop = { true }
    let own = try scenario(portfolio, floor: 9_900)
    let maker = try portfolio.workspace.planMaker(
      for: portfolio.run, scenario: own, budgets: [(year: 2027, amount: "9999")], options: options)
    let whole = try portfolio.maker(own, budgets: [(2027, "9999")])
    var plan = whole.plan()
    plan.head.sides =
      maker.plan().head.sides
      ?? plan.head.sides?.map {
        var side = $0
        side.trial = .notKnown
        (side.change, side.level, side.helps) = (nil, nil, false)
        return side
      }
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: whole), options: ReportOptions(language: .en)))
    let text = view.text(width: nil)
    #expect(text.contains("not all could be tried"), "\(text)")
    #expect(!text.contains("No side alone can give way"), "\(text)")
  }

  /// A scenario without a plan keeps nothing and lets nothing go.
  @Test(arguments: Language.allCases)
  func aComparisonLeavesOutWhatHasNoPlan(language: Language) throws {
    let portfolio = try portfolio(1)
    func view(_ scenario: String, _ budget: String) throws -> PlanView {
      let maker = try portfolio.maker(scenario, budgets: [(2027, budget)])
      return try #require(
        PlanView(
          run: portfolio.workspace.preview(maker.plan(), of: maker),
          options: ReportOptions(language: language)))
    }
    let none = try view(scenario(portfolio, floor: 9_900), "9999")
    let (poor, rich) = (try view("spend-the-budget", "1500"), try view("spend-the-budget", "6000"))
    try #require(none.plan.head.value == nil)
    let three = PlanComparison([poor, none, rich])
    let two = PlanComparison([poor, rich])
    #expect(!two.letGoInAll.isEmpty)
    #expect(three.letGoInAll == two.letGoInAll)
    #expect(three.letGoOnly(in: 0) == two.letGoOnly(in: 0))
    #expect(three.letGoOnly(in: 1) == [])
    #expect(three.letGoOnly(in: 2) == two.letGoOnly(in: 1))
    let text = three.text(width: nil)
    #expect(text.contains(language == .zh ? "有方案的各情景都放弃" : "Let go in all scenarios with a plan"))
    let single = PlanComparison([none, poor]).text(width: nil)
    #expect(!single.contains(language == .zh ? "各情景都放弃" : "in all scenarios"), "\(single)")
  }
}
