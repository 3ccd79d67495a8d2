import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Valuation
import Winnow

/// What must hold of every plan, over seeded portfolios.
@Suite struct PlanPropertyTests {
  /// Half of the rights lack filing days, grants or citations: these may never be let go.
  private static func patchy(_ count: Int, seed: UInt64) -> String {
    var dice = SeededGenerator(seed: seed)
    var lines = PlanningPortfolio.rights(count, seed: seed, known: false).split(separator: "\n").map(
      String.init)
    for index in 1..<lines.count {
      var cells = lines[index].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      switch dice.next() % 6 {
      case 0: cells[4] = ""
      case 1: cells[1] = "trademark"
      case 2: cells[2] = "ZZ"
      case 3: cells[5] = ""
      default: break
      }
      lines[index] = cells.joined(separator: ",")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func whatNobodyCanJudgeIsNeverLetGo(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio(["rights": Self.patchy(30, seed: seed)])
    let run = portfolio.run
    for budget in ["0", "3000", "20000"] {
      for scenario in ["annual-budget", "spend-the-budget"] {
        let plan = try portfolio.plan(scenario, budgets: [(2027, budget)])
        for row in 0..<run.table.count where plan.actions[row].letsGo {
          guard case .graded = run.grades.outcome(row) else {
            Issue.record("seed \(seed): \(run.table.text("number", row)) has no grade and is let go")
            continue
          }
          #expect(run.values?.isKnown(row) == true, "seed \(seed), row \(row)")
          #expect(run.fees.certainty[row] != .none, "seed \(seed), row \(row)")
        }
        for row in plan.rows(.needsFact) {
          #expect(plan.reason(row)?.zh.isEmpty == false, "seed \(seed): the missing fact has no name")
        }
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func moreBudgetNeverLessAndTheCeilingHolds(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = maker.plan()
    let frontier = try maker.frontier(plan, points: 8)
    #expect(frontier.points.count { $0.isChosen } == 1)
    #expect(frontier.points.first { $0.isChosen }?.value == plan.head.value)
    for (before, after) in zip(frontier.points, frontier.points.dropFirst()) {
      #expect((before.value ?? .min) <= (after.value ?? .min), "seed \(seed)")
      #expect((before.ceiling ?? .min) <= (after.ceiling ?? .min), "seed \(seed)")
    }
    for point in frontier.points {
      if let value = point.value, let ceiling = point.ceiling { #expect(value <= ceiling, "seed \(seed)") }
      for (spent, budget) in zip(point.spent, point.budgets) { #expect(spent <= budget, "seed \(seed)") }
    }
  }

  /// The price is exact for the relaxation; a step of a whole fee can fall short of it, never exceed the ceiling
  /// that the price gives.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func pricesBoundWhatMoreBudgetBrings(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = maker.plan()
    let price = try #require(maker.shadowPrices(plan).first)
    #expect(price.price > 0)
    #expect(price.from <= 1_500_000 && (price.to ?? .max) >= 1_500_000, "seed \(seed)")
    let step = try #require(try maker.step(of: 0, more: 100_000, plan))
    #expect(step.gain >= 0)
    let multiplier = try #require(plan.head.multipliers.first)
    let slack = Double((plan.head.bound ?? 0) - (plan.head.value ?? 0))
    // The bound of the multipliers moves by their price at most; the plan may lie below its own bound.
    let most = Double(multiplier) / Double(1 << 20) * 100_000 + slack
    let lag = try Self.lag(maker, plan)
    #expect(Double(step.gain) <= most + lag + 1, "seed \(seed): \(step.gain) and \(most)")
  }

  /// How far the multipliers' own bound lies above the plan's.
  private static func lag(_ maker: PlanMaker, _ plan: PortfolioPlan) throws -> Double {
    let frontier = try maker.frontier(plan, points: 1)
    let chosen = try #require(frontier.points.first { $0.isChosen })
    return Double((chosen.ceiling ?? 0) - (chosen.value ?? 0)) + 100_000
  }

  @Test func theSameAskedTwiceIsTheSamePlan() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 3), "citations": PlanningPortfolio.citations(20, seed: 3),
    ])
    let maker = try portfolio.maker(budgets: [(2027, "9000"), (2028, "9000")])
    let first = try maker.withInsights(maker.plan(), frontier: true, stability: true)
    let second = try maker.withInsights(maker.plan(), frontier: true, stability: true)
    #expect(first.head == second.head)
    #expect(first.actions == second.actions)
    #expect(first.keptDraws == second.keptDraws)
    let stability = try #require(first.head.insights?.stability)
    #expect(stability.draws == 200)
    for row in first.actions.indices {
      #expect((first.keptDraws[row] >= 0) == first.hasMargin[row])
      if first.keptDraws[row] >= 0 { #expect(first.keptDraws[row] <= 200) }
    }
  }

  @Test func aRightIsKeptFromTheBudgetNamed() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 5), "citations": PlanningPortfolio.citations(20, seed: 5),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "8000")])
    let plan = maker.plan()
    let gone = try #require(plan.actions.indices.first { plan.actions[$0] == .letLapse })
    let keeping = try #require(try maker.budgetsKeeping(gone, plan).first)
    #expect(keeping.rows == [0] && keeping.outcome == .kept)
    let budget = try #require(keeping.budgets.first)
    #expect(budget > 800_000)
    let number = portfolio.run.table.text("number", gone)
    let more = try portfolio.plan(
      "spend-the-budget", budgets: [(2027, Money(minorUnits: budget, currency: .cny).decimal)])
    #expect(portfolio.action(more, number) == .keep)
    let less = try portfolio.plan(
      "spend-the-budget",
      budgets: [(2027, Money(minorUnits: try #require(keeping.notAt.first), currency: .cny).decimal)])
    #expect(portfolio.action(less, number) == .letLapse)
  }

  /// More budget is never worth less, by the plans themselves; and no budget lets go what nobody can judge.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func moreBudgetIsNeverWorthLess(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": Self.patchy(20, seed: seed), "citations": PlanningPortfolio.citations(20, seed: seed),
    ])
    for scenario in ["annual-budget", "spend-the-budget"] {
      var last: Int64?
      var waiting: [Int]?
      for budget in stride(from: 0, through: 24_000, by: 3000) {
        let plan = try portfolio.plan(scenario, budgets: [(2027, "\(budget)"), (2028, "\(budget)")])
        #expect(plan.rows(.needsFact) == waiting ?? plan.rows(.needsFact), "seed \(seed), \(budget)")
        waiting = plan.rows(.needsFact)
        for row in plan.rows(.needsFact) { #expect(!plan.actions[row].letsGo && plan.lapseDay(row) == nil) }
        guard let value = plan.head.value else {
          #expect(last == nil, "seed \(seed), \(scenario): \(budget) has no plan, and less has one")
          continue
        }
        #expect(value >= last ?? value, "seed \(seed), \(scenario), \(budget)")
        #expect(plan.head.bound ?? .max >= value)
        last = value
      }
      #expect(last != nil)
    }
  }

  /// The smallest step changes the plan, and a yuan less changes nothing.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func lessThanTheSmallestStepChangesNothing(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = try maker.withInsights(maker.plan())
    let step = try #require(plan.head.insights?.smallestStep, "seed \(seed)")
    #expect(step.amount % 100 == 0 && step.gain > 0)
    func value(_ extra: Int64) throws -> Int64? {
      try portfolio.plan(
        "spend-the-budget", budgets: [(2027, Money(minorUnits: 1_500_000 + extra, currency: .cny).decimal)]
      ).head.value
    }
    let now = try #require(plan.head.value)
    #expect(try value(step.amount) == now + step.gain, "seed \(seed)")
    #expect(try value(step.amount - 100) == now, "seed \(seed)")
    let run = portfolio.workspace.preview(plan, of: maker)
    let text = try #require(PlanView(run: run, options: ReportOptions(language: .en))).text(width: nil)
    #expect(text.contains("The smallest step that changes the plan"))
    for row in step.kept {
      let fee = plan.fee(row, 2027) / 100
      let digits = fee < 1000 ? "\(fee)" : "\(fee / 1000)," + "\(fee % 1000 + 1000)".dropFirst()
      #expect(text.contains("\(portfolio.run.table.text("number", row)) (CNY \(digits))"), "seed \(seed)")
    }
  }

  /// A share row says its floor, and the share before and after, counted by other code.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aShareIsCounted(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: seed),
      "citations": PlanningPortfolio.citations(20, seed: seed),
    ])
    let scenario = try portfolio.scenario(
      """
      extends: spend-the-budget
      shares:
        - {id: s, title: {zh: 发明占比, en: share of inventions}, what: {fact: right-kind, is: invention}, atLeast: 0.6}

      """)
    let maker = try portfolio.maker(scenario, budgets: [(2027, "9000")])
    let plan = maker.plan()
    let share = try #require(plan.head.rows.first { $0.kind == .share }?.share)
    #expect(share.floor == 6000)
    // Alive at the end of 2027 when kept: the term reaches beyond it, or a fee is due in it.
    let alive = plan.actions.indices.filter { row in
      let term = portfolio.run.table[.remainingTerm]?.number(row) ?? 0
      return term * 365.25 > 406 || plan.fee(row, 2027) > 0
    }
    func inventions(_ rows: [Int]) -> Int {
      rows.count { portfolio.run.table[.rightKind]?.category($0) == "invention" }
    }
    #expect(share.allBefore == alive.count && share.whatBefore == inventions(alive), "seed \(seed)")
    guard plan.head.value != nil else { return }
    let after = alive.filter { !plan.actions[$0].letsGo }
    #expect(share.allAfter == after.count && share.whatAfter == inventions(after), "seed \(seed)")
    #expect(inventions(after) * 10 >= after.count * 6, "seed \(seed)")
    let run = portfolio.workspace.preview(plan, of: maker)
    let text = try #require(PlanView(run: run, options: ReportOptions(language: .en))).text(width: nil)
    #expect(text.contains("60.0%") && text.contains("(\(inventions(after))/\(after.count))"))
  }

  /// English texts hold no Chinese: neither words nor commas nor brackets.
  @Test func englishIsEnglish() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: 2)
        + "T1,trademark,CN,Mark,2016-03-10,2017-06-15,in-force,2026-06-30,,,,,Acme\n",
      "citations": PlanningPortfolio.citations(20, seed: 2), "products": "product,name\nPR1,Bogie\n",
      "product_links": "right,product,role,from_day\nR0,PR1,core,2024-01-01\n",
      "licences":
        "licence,right,direction,type,from_day,to_day,keep_in_force\nL1,R4,out,ordinary,2024-01-01,2029-12-31,yes\n",
    ])
    let rules = """
      extends: spend-the-budget
      unknownWorth: outside-budget
      shares:
        - {id: s, title: {zh: 发明占比, en: share of inventions}, what: {fact: right-kind, is: invention}, atLeast: 0.3}
      coverage: [{id: c, product: PR1, market: each, atLeast: 3}, {id: d, product: PR1, atLeast: 2, shortfallPrice: 9}]

      """
    let own = try portfolio.scenario(rules, name: "rules")
    let carried = try portfolio.scenario(
      "extends: spend-the-budget\nbudgets: [{id: b, carryOver: yes, amounts: {2027: 9000, 2028: 9000}}]\n",
      name: "carried")
    let hard = try portfolio.scenario(
      "extends: annual-budget\ncoverage: [{id: c, product: PR1, atLeast: 3}]\n", name: "hard")
    let cases: [(String, [(Int, String)])] = [
      ("annual-budget", [(2027, "9000")]), ("spend-the-budget", [(2027, "9000"), (2028, "8000")]),
      ("spend-the-budget", [(2027, "1")]), (own, [(2027, "9000")]), (carried, []), (hard, [(2027, "1")]),
    ]
    for (scenario, budgets) in cases {
      let maker = try portfolio.maker(scenario, budgets: budgets)
      let plan = try maker.withInsights(maker.plan(), frontier: true, stability: true)
      let run = portfolio.workspace.preview(plan, of: maker)
      let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
      var texts = [view.text(width: nil), view.json()]
      for row in plan.actions.indices { texts += view.sentences(of: row) }
      for text in texts {
        let line = text.split(separator: "\n").first { line in
          line.unicodeScalars.contains {
            (0x3000...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value)
          }
        }
        #expect(line == nil, "\(scenario): \(line ?? "")")
      }
    }
  }
}
