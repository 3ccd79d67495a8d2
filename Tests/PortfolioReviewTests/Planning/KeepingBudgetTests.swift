import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// The smallest budget that keeps a right: of the budgets that pay for it, one by one, and together where none is enough.
@Suite struct KeepingBudgetTests {
  private static func portfolio(_ seed: UInt64, units: Bool = false) throws -> PlanningPortfolio {
    var tables = [
      "rights": PlanningPortfolio.rights(16, seed: seed),
      "citations": PlanningPortfolio.citations(16, seed: seed),
    ]
    if units {
      tables["units"] = "unit,name\nA,Alpha\nB,Beta\n"
      let lines = (tables["rights"] ?? "").split(separator: "\n")
      tables["rights"] =
        lines.enumerated().map { index, line in
          "\(line),\(index == 0 ? "unit" : index % 2 == 0 ? "A" : "B")"
        }.joined(separator: "\n") + "\n"
    }
    return try PlanningPortfolio(tables)
  }

  private static func yuan(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: .cny).decimal
  }

  private static func carried(_ amounts: [Int64]) -> String {
    let years = amounts.enumerated().map { "\(2027 + $0): \"\(yuan($1))\"" }.joined(separator: ", ")
    return "extends: spend-the-budget\nbudgets: [{id: b, carryOver: true, amounts: {\(years)}}]\n"
  }

  /// Money of a budget that carries over is there in all its later years: raised alone, a single row would not do.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func ofABudgetThatCarriesOver(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let asked: [Int64] = [300_000, 200_000, 200_000]
    let scenario = try portfolio.scenario(Self.carried(asked), name: "carried")
    let maker = try portfolio.maker(scenario)
    let plan = maker.plan()
    try #require(plan.head.value != nil, "seed \(seed)")
    var checked = 0
    for right in plan.actions.indices where plan.actions[right] == .letLapse {
      let found = try maker.budgetsKeeping(right, plan)
      #expect(found.count == 1, "seed \(seed): one budget pays for it")
      guard let keeping = found.first, keeping.outcome == .kept, let budget = keeping.budgets.first,
        let below = keeping.notAt.first
      else { continue }
      let year = plan.head.rows[keeping.rows[0]].year
      func isKept(_ amount: Int64) throws -> Bool {
        var amounts = asked
        amounts[year - 2027] = amount
        let other = try portfolio.scenario(Self.carried(amounts), name: "other")
        return try portfolio.plan(other).actions[right] == .keep
      }
      #expect(try isKept(budget), "seed \(seed), right \(right)")
      #expect(try !isKept(below), "seed \(seed), right \(right)")
      #expect(below < budget && below >= 0)
      checked += 1
      if checked == 3 { break }
    }
    #expect(checked > 0, "seed \(seed): no right that more would keep")
  }

  /// A budget of another unit does not pay for a right and is not asked about.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func onlyBudgetsThatPayForIt(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed, units: true)
    func scenario(_ a: Int64, _ b: Int64) throws -> String {
      try portfolio.scenario(
        """
        extends: spend-the-budget
        budgets:
          - {id: ub, unit: B, amounts: {2027: "\(Self.yuan(b))"}}
          - {id: ua, unit: A, amounts: {2027: "\(Self.yuan(a))"}}

        """)
    }
    let maker = try portfolio.maker(scenario(200_000, 200_000))
    let plan = maker.plan()
    let right = try #require(
      plan.actions.indices.first {
        plan.actions[$0] == .letLapse && portfolio.run.table.text("unit", $0).contains("A")
      }, "seed \(seed)")
    let found = try maker.budgetsKeeping(right, plan)
    let keeping = try #require(found.first)
    #expect(found.count == 1 && keeping.rows == [1], "seed \(seed): \(found)")
    let budget = try #require(keeping.budgets.first)
    #expect(try portfolio.plan(scenario(budget, 200_000)).actions[right] == .keep)
    #expect(try portfolio.plan(scenario(200_000, budget)).actions[right] == .letLapse)
  }

  /// Where each budget alone is too little whatever the other, they are scaled together.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func severalTogether(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    func scenario(_ one: Int64, _ two: Int64) throws -> String {
      try portfolio.scenario(
        """
        extends: spend-the-budget
        budgets:
          - {id: cn, office: CN, amounts: {2027: "\(Self.yuan(two))"}}
          - {id: all, amounts: {2027: "\(Self.yuan(one))"}}

        """)
    }
    let asked: Int64 = 10_000
    let maker = try portfolio.maker(scenario(asked, asked))
    let plan = maker.plan()
    let right = try #require(
      plan.actions.indices.first { plan.actions[$0] == .letLapse && plan.fee($0, 2027) > asked })
    let found = try maker.budgetsKeeping(right, plan)
    #expect(found.map(\.outcome) == [.notKept, .notKept, .kept], "seed \(seed)")
    #expect(found.prefix(2).map(\.isProven) == [true, true])
    let together = try #require(found.last)
    #expect(together.rows == [0, 1] && together.budgets.count == 2)
    let enough = try portfolio.plan(scenario(together.budgets[1], together.budgets[0]))
    #expect(enough.actions[right] == .keep, "seed \(seed)")
    // The last was made as small as keeps it with the others as they are.
    let short = try portfolio.plan(scenario(together.budgets[1] - 100, together.budgets[0]))
    #expect(short.actions[right] == .letLapse, "seed \(seed)")
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: maker), options: ReportOptions(language: .en)))
    let says = view.sentences(right, found)
    #expect(says.count == 3)
    #expect(says[0].contains("no amount of “budget 2027, CN” alone keeps it, all else as it is (proven)"))
    #expect(says[2].contains("no budget alone is enough; kept with"))
    let data = view.json(untilKept: (right, found))
    #expect(data.contains("\"untilKept\"") && data.contains("\"not-kept\""))
  }

  /// A unit's share grows with its budget, also where it is the share that binds.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func whereAUnitsShareBinds(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed, units: true)
    func own(_ budget: Int64) throws -> String {
      try portfolio.scenario(
        """
        extends: spend-the-budget
        budgets: [{id: b, amounts: {2027: "\(Self.yuan(budget))"}}]
        unitShares: [{id: s, unit: A, atMost: 0.1}]

        """)
    }
    let maker = try portfolio.maker(own(1_500_000))
    let plan = maker.plan()
    let right = try #require(
      plan.actions.indices.first {
        plan.actions[$0] == .letLapse && portfolio.run.table.text("unit", $0).contains("A")
          && plan.fee($0, 2027) > 0
      }, "seed \(seed)")
    let keeping = try #require(try maker.budgetsKeeping(right, plan).first)
    #expect(keeping.outcome == .kept, "seed \(seed)")
    let budget = try #require(keeping.budgets.first)
    #expect(try portfolio.plan(own(budget)).actions[right] == .keep, "seed \(seed)")
    #expect(try portfolio.plan(own(try #require(keeping.notAt.first))).actions[right] == .letLapse)
  }

  /// Broken off, nothing is claimed that nobody looked at.
  @Test func brokenOffNothingIsClaimed() throws {
    let portfolio = try Self.portfolio(2)
    var options = PruningOptions()
    options.shouldStop = { true }
    let whole = try portfolio.maker("spend-the-budget", budgets: [(2027, "3000")])
    let plan = whole.plan()
    let stopped = try portfolio.workspace.planMaker(
      for: portfolio.run, scenario: "spend-the-budget", budgets: [(year: 2027, amount: "3000")],
      options: options)
    let gone = try #require(plan.rows(.letLapse).first)
    let kept = try #require(plan.rows(.keep).first)
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: whole), options: ReportOptions(language: .en)))
    let lost = try stopped.budgetsKeeping(gone, plan)
    #expect(lost.map(\.outcome) == [.unknown])
    #expect(view.sentences(gone, lost).joined().contains("the time ran out"))
    let still = try stopped.budgetsKeeping(kept, plan)
    #expect(still.map(\.outcome) == [.kept])
    #expect(still.first?.budgets == [300_000] && still.first?.isCut == true && still.first?.notAt == [])
    #expect(view.sentences(kept, still).joined().contains("less may do"))
  }
}
