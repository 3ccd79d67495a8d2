import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// Small portfolios through the whole chain, against every combination of stops tried one by one. The check reads
/// only the plan's columns of fees and values; what the rules mean it works out for itself.
@Suite struct BruteForcePlanTests {
  private static let size = 6

  private static func tables(_ seed: UInt64, families: Bool = false) -> [String: String] {
    var tables = [
      "rights": PlanningPortfolio.rights(size, seed: seed, families: families),
      "citations": PlanningPortfolio.citations(size, seed: seed),
      "products": "product,name\nPR1,Bogie\n",
      "product_links": "right,product,role,from_day\n"
        + (0..<3).map { "R\($0),PR1,core,2024-01-01\n" }.joined(),
    ]
    if families { tables["families"] = PlanningPortfolio.families(size) }
    return tables
  }

  /// One way of stopping: how many of the years with rules each decided right is kept.
  private struct Choice {
    let plan: PortfolioPlan
    let run: ReviewRun
    let rows: [Int]
    var stops: [Int]
    var years: Int { plan.head.lastRuledYear - plan.head.firstYear + 1 }

    /// Values as the plan counts them: the years kept, and after the last year with a rule the best that follows.
    var value: Int64 {
      zip(rows, stops).reduce(0) { sum, pair in
        let start = pair.0 * plan.head.yearCount
        var value = plan.net[start..<start + pair.1].reduce(0, +)
        if pair.1 == years {
          var best: Int64 = 0
          var tail: Int64 = 0
          for year in years..<plan.head.yearCount {
            tail += plan.net[start + year]
            best = max(best, tail)
          }
          value += best
        }
        return sum + value
      }
    }

    func spent(_ year: Int, _ isMeant: (Int) -> Bool = { _ in true }) -> Int64 {
      zip(rows, stops).reduce(0) { sum, pair in
        pair.1 > year && isMeant(pair.0) ? sum + plan.fees[pair.0 * plan.head.yearCount + year] : sum
      }
    }

    func isDecided(_ number: String) -> Bool { rows.contains(run.row(number)) }

    func isKept(_ number: String, _ year: Int) -> Bool {
      let row = run.row(number)
      guard let index = rows.firstIndex(of: row) else {
        // A right outside the decision counts while its term reaches beyond the end of the year.
        // All have a filing day here: no remaining term means that it has ended, whatever the source says.
        let ends = run.table[.remainingTerm]?.number(row) ?? 0
        let isInTerm = ends * 365.25 > Double(406 + 365 * year)
        return isInTerm && (plan.actions[row] == .needsFact || plan.actions[row] == .nothingDue)
      }
      return stops[index] > year
    }
  }

  /// The best value of all combinations that fit; nil when none does.
  private static func best(
    _ portfolio: PlanningPortfolio, _ plan: PortfolioPlan, fits: (Choice) -> Bool
  ) -> Int64? {
    let rows = plan.actions.indices.filter { plan.actions[$0].isDecided }
    var choice = Choice(
      plan: plan, run: portfolio.run, rows: rows, stops: Array(repeating: 0, count: rows.count))
    var best: Int64?
    while true {
      if fits(choice) { best = max(best ?? .min, choice.value) }
      var index = 0
      while index < rows.count, choice.stops[index] == choice.years {
        choice.stops[index] = 0
        index += 1
      }
      if index == rows.count { return best }
      choice.stops[index] += 1
    }
  }

  /// What all decided rights cost in a year, in yuan.
  private static func need(_ portfolio: PlanningPortfolio, _ year: Int) throws -> Int64 {
    let plan = try portfolio.plan(
      try portfolio.scenario("extends: spend-the-budget\n", name: "need"), budgets: [(year, "99999999")])
    return plan.actions.indices.filter { plan.actions[$0].isDecided }
      .reduce(0) { $0 + plan.fee($1, year) } / 100
  }

  private func check(
    _ portfolio: PlanningPortfolio, _ scenario: String, _ budgets: [(Int, String)] = [], seed: UInt64,
    _ what: String, fits: (_ choice: Choice, _ limit: (Int) -> Int64) -> Bool
  ) throws {
    let plan = try portfolio.plan(scenario, budgets: budgets)
    let best = Self.best(portfolio, plan) { choice in
      fits(choice) { index in plan.head.rows[index].limit - plan.head.rows[index].reserved }
    }
    #expect(plan.head.value == best, "\(what), seed \(seed)")
    if best == nil {
      #expect(plan.head.status == .infeasible, "\(what), seed \(seed)")
    } else {
      #expect(plan.head.status == .optimal, "\(what), seed \(seed)")
      #expect(plan.head.bound == best, "\(what), seed \(seed)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everyKindOfRule(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio(Self.tables(seed))
    let first = try Self.need(portfolio, 2027)
    let second = try Self.need(portfolio, 2028)
    let budgets = [(2027, "\(first * 6 / 10)"), (2028, "\(second / 2)")]
    let spend = "spend-the-budget"
    for scenario in ["annual-budget", spend] {
      try check(portfolio, scenario, budgets, seed: seed, "budgets of two years, \(scenario)") {
        choice, limit in
        choice.spent(0) <= limit(0) && choice.spent(1) <= limit(1)
      }
    }
    let coverage = try portfolio.scenario(
      "extends: \(spend)\ncoverage:\n  - {id: c, product: PR1, market: CN, atLeast: 2}\n", name: "c")
    try check(portfolio, coverage, [budgets[0]], seed: seed, "coverage") { choice, limit in
      choice.spent(0) <= limit(0) && (0..<3).count { choice.isKept("R\($0)", 0) } >= 2
    }
    let share = try portfolio.scenario(
      """
      extends: \(spend)
      shares:
        - id: s
          title: {zh: 发明占比, en: share of inventions}
          what: {fact: right-kind, is: invention}
          atLeast: 0.6

      """, name: "s")
    try check(portfolio, share, [budgets[0]], seed: seed, "share") { choice, limit in
      let kept = (0..<Self.size).filter { choice.isKept("R\($0)", 0) }
      let inventions = kept.count {
        choice.run.table[.rightKind]?.category(choice.run.row("R\($0)")) == "invention"
      }
      return choice.spent(0) <= limit(0) && inventions * 10 >= kept.count * 6
    }
    let lists = try portfolio.scenario(
      """
      extends: \(spend)
      keep:
        - {id: k, title: {zh: 留, en: keep}, numbers: [R1], until: 2027}
      drop:
        - {id: d, title: {zh: 弃, en: drop}, numbers: [R2]}

      """, name: "l")
    try check(portfolio, lists, [budgets[0]], seed: seed, "lists") { choice, limit in
      choice.spent(0) <= limit(0) && (choice.isKept("R1", 0) || !choice.isDecided("R1"))
        && !(choice.isKept("R2", 0) && choice.isDecided("R2"))
    }
    let carried = try portfolio.scenario(
      """
      extends: \(spend)
      budgets:
        - {id: b, carryOver: yes, amounts: {2027: \(first * 7 / 10), 2028: \(second / 3)}}

      """, name: "o")
    try check(portfolio, carried, seed: seed, "carry-over") { choice, limit in
      choice.spent(0) <= limit(0) && choice.spent(0) + choice.spent(1) <= limit(1)
    }
    let kinds = try portfolio.scenario(
      """
      extends: \(spend)
      objective: {form: grade-points}
      budgets:
        - {id: b, amounts: {2027: \(first / 2)}}
        - {id: cn, office: CN, amounts: {2027: \(first * 4 / 10)}}

      """, name: "g")
    try check(portfolio, kinds, seed: seed, "grade points under a budget of an office") { choice, limit in
      choice.spent(0) <= limit(0) && choice.spent(0) <= limit(1)
    }
  }

  /// Overrun costs its price for every whole yuan begun.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func overrunsAtAPrice(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio(Self.tables(seed))
    let cap = try Self.need(portfolio, 2027) * 3 / 10
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\nbudgets:\n  - {id: b, amounts: {2027: \(cap)}, overrunPrice: 1.5}\n",
      name: "e")
    let plan = try portfolio.plan(scenario)
    let rows = plan.actions.indices.filter { plan.actions[$0].isDecided }
    var best = Int64.min
    for mask in 0..<(1 << rows.count) {
      let choice = Choice(
        plan: plan, run: portfolio.run, rows: rows, stops: rows.indices.map { mask >> $0 & 1 })
      let over = max(0, choice.spent(0) - plan.head.rows[0].limit + plan.head.rows[0].reserved)
      best = max(best, choice.value - ((over + 99) / 100 * 3 + 1) / 2)
    }
    // Powers of two are bought each at its price rounded up: a yuan each at most.
    let value = try #require(plan.head.value)
    #expect(value <= best && value >= best - 20, "seed \(seed): \(value) and \(best)")
    #expect(plan.head.status == .optimal, "seed \(seed)")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func familiesHangTogether(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio(Self.tables(seed, families: true))
    let budget = "\(try Self.need(portfolio, 2027) * 6 / 10)"
    for rule in ["all-or-none", "never-after-parent"] {
      let scenario = try portfolio.scenario(
        "extends: spend-the-budget\nhorizon: {years: 2, source: house}\nfamilies: \(rule)\n", name: rule)
      let plan = try portfolio.plan(scenario, budgets: [(2027, budget)])
      #expect(plan.head.value != nil, "\(rule), seed \(seed)")
      for family in 0..<(Self.size / 2) {
        let rows = [portfolio.run.row("R\(family * 2)"), portfolio.run.row("R\(family * 2 + 1)")]
        guard rows.allSatisfy({ plan.actions[$0].isDecided }) else { continue }
        let ages = rows.map { portfolio.run.table[.age]?.number($0) ?? 0 }
        let (parent, child) = ages[0] >= ages[1] ? (rows[0], rows[1]) : (rows[1], rows[0])
        if rule == "all-or-none" {
          #expect(plan.actions[parent].letsGo == plan.actions[child].letsGo, "seed \(seed), family \(family)")
        } else {
          #expect(
            !(plan.actions[parent].letsGo && !plan.actions[child].letsGo), "seed \(seed), family \(family)")
        }
      }
    }
  }
}
