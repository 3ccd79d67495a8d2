import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// What a rule would have to give, and what it costs, by the number that people would change in the scenario.
@Suite struct RuleChangeTests {
  private static func portfolio(_ seed: UInt64, _ count: Int = 12) throws -> PlanningPortfolio {
    let lines = PlanningPortfolio.rights(count, seed: seed).split(separator: "\n")
    let rights = lines.enumerated().map { "\($1),\($0 == 0 ? "unit" : $0 % 2 == 0 ? "A" : "B")" }
    return try PlanningPortfolio([
      "rights": rights.joined(separator: "\n") + "\n",
      "citations": PlanningPortfolio.citations(count, seed: seed), "units": "unit,name\nA,Alpha\nB,Beta\n",
      "products": "product,name\nPR1,Bogie\n",
      "product_links": "right,product,role,from_day\n"
        + (0..<6).map { "R\($0),PR1,core,2024-01-01\n" }.joined(),
    ])
  }

  private static func yuan(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: .cny).decimal
  }

  /// Rights with a fee in 2027.
  private static func paying(_ portfolio: PlanningPortfolio) -> [String] {
    (0..<12).map { "R\($0)" }.filter {
      portfolio.run.fees.amounts[portfolio.run.row($0) * portfolio.run.fees.yearCount + 1] > 0
    }
  }

  private static func text(
    _ portfolio: PlanningPortfolio, _ maker: PlanMaker, _ plan: PortfolioPlan, _ language: Language = .en
  ) throws -> String {
    try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: maker), options: ReportOptions(language: language))
    ).text(width: nil)
  }

  /// A right that two lists name stays on the other when one is taken back: neither the price nor the way out may forget
  /// that.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func listsThatOverlap(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let names = Self.paying(portfolio)
    try #require(names.count >= 4)
    func scenario(_ lists: [(String, ArraySlice<String>)]) throws -> String {
      let keep = lists.map {
        "  - {id: \($0.0), title: {zh: 甲, en: \($0.0)}, numbers: [\($0.1.joined(separator: ", "))]}\n"
      }
      return try portfolio.scenario("extends: annual-budget\nkeep:\n" + keep.joined())
    }
    let (k1, k2) = (("k1", names[0..<3]), ("k2", names[0..<2]))
    let all = try scenario([k1, k2])
    let maker = try portfolio.maker(all, budgets: [(2027, "99999")])
    let plan = maker.plan()
    let value = try #require(plan.head.value)
    let prices = try maker.rulePrices(plan)
    for (list, rest) in [("k1", k2), ("k2", k1)] {
      let without = try portfolio.plan(scenario([rest]), budgets: [(2027, "99999")])
      let price = try #require(prices.first { $0.rule == list }, "seed \(seed)")
      let cost = try #require(without.head.value) - value
      #expect(price.cost == cost, "seed \(seed), \(list)")
      #expect(cost <= price.atMost ?? -1, "seed \(seed), \(list)")
    }
    // Too little for what both name: neither list helps alone.
    let poor = try portfolio.maker(scenario([k1, k2]), budgets: [(2027, "1")]).plan()
    let sides = try #require(poor.head.sides)
    #expect(Set(sides.filter { $0.kind == .keepList }.map(\.title.en)) == ["k1", "k2"], "seed \(seed)")
    for side in sides where side.kind == .keepList {
      #expect(!side.helps && side.trial == .notEnough, "seed \(seed): \(side.title.en)")
    }
  }

  /// Money of a budget that carries over helps in all later years: a year of it is asked about as a whole.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func aBudgetThatCarriesOver(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let names = Self.paying(portfolio).prefix(4).joined(separator: ", ")
    func own(_ first: Int64, _ second: Int64) throws -> String {
      try portfolio.scenario(
        """
        extends: spend-the-budget
        budgets: [{id: b, carryOver: true, amounts: {2027: "\(Self.yuan(first))", 2028: "\(Self.yuan(second))"}}]
        keep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(names)]}]

        """)
    }
    let maker = try portfolio.maker(own(10_000, 10_000))
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible)
    let side = try #require(plan.head.sides?.first { $0.row == 0 }, "seed \(seed)")
    let change = try #require(side.change, "seed \(seed)")
    #expect(side.isLeast && side.trial == .enough)
    #expect(try portfolio.plan(own(10_000 + change, 10_000)).head.value != nil, "seed \(seed)")
    #expect(try portfolio.plan(own(10_000 + change - 1, 10_000)).head.value == nil, "seed \(seed)")
    #expect(try Self.text(portfolio, maker, plan).contains("raise “budget 2027” by"))
    // What is told for several rows together is enough in the file's own amounts.
    var amounts: [Int64] = [10_000, 10_000]
    for relief in plan.head.relief { amounts[plan.head.rows[relief.row].year - 2027] += relief.amount }
    #expect(try portfolio.plan(own(amounts[0], amounts[1])).head.value != nil, "seed \(seed)")
  }

  /// A unit's share is one number for all years, and more of the whole budget is more of it.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func aUnitsShare(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    let ofA = Self.paying(portfolio).filter {
      portfolio.run.table.text("unit", portfolio.run.row($0)).contains("A")
    }
    try #require(ofA.count >= 2)
    func own(_ budget: Int64, _ share: Int64) throws -> String {
      let part = "0." + String(repeating: "0", count: 4 - "\(share)".count) + "\(share)"
      return try portfolio.scenario(
        """
        extends: spend-the-budget
        budgets: [{id: b, amounts: {2027: "\(Self.yuan(budget))", 2028: "\(Self.yuan(budget))"}}]
        unitShares: [{id: s, unit: A, atMost: \(part)}]
        keep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(ofA.joined(separator: ", "))]}]

        """)
    }
    let maker = try portfolio.maker(own(5_000_000, 1))
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible, "seed \(seed)")
    let side = try #require(plan.head.sides?.first { $0.level != nil }, "seed \(seed)")
    let level = try #require(side.level)
    #expect(side.isLeast)
    #expect(try portfolio.plan(own(5_000_000, level)).head.value != nil, "seed \(seed): \(level)")
    #expect(try portfolio.plan(own(5_000_000, level - 1)).head.value == nil, "seed \(seed): \(level)")
    #expect(try Self.text(portfolio, maker, plan).contains("from 0.01% to"))
  }

  /// A rule of coverage is one number for all its products and years.
  @Test func aRuleOfCoverageOfSeveralYears() throws {
    let portfolio = try Self.portfolio(2)
    func own(_ least: Int) throws -> String {
      try portfolio.scenario(
        """
        extends: spend-the-budget
        coverage: [{id: c, product: PR1, atLeast: \(least)}]

        """)
    }
    let budgets = [(2027, "1"), (2028, "1")]
    let rich = [(2027, "99999"), (2028, "99999")]
    let most = try #require(try (1...6).last { try portfolio.plan(own($0), budgets: rich).head.value != nil })
    let maker = try portfolio.maker(own(most), budgets: budgets)
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible)
    let side = try #require(plan.head.sides?.first { $0.level != nil })
    let level = Int(try #require(side.level))
    if level > 0 { #expect(try portfolio.plan(own(level), budgets: budgets).head.value != nil) }
    #expect(try portfolio.plan(own(level + 1), budgets: budgets).head.value == nil)
    #expect(try Self.text(portfolio, maker, plan).contains("the rule “c” asks for"))
  }

  /// Rights of another sort that a list keeps pull a share down: the list is a side.
  @Test func aListAgainstAShare() throws {
    let portfolio = try Self.portfolio(1)
    let own = try portfolio.scenario(
      """
      extends: spend-the-budget
      keep: [{id: k, title: {zh: 甲, en: dear to us}, when: {fact: right-kind, is: [utility-model, design]}}]
      shares:
        - {id: s, title: {zh: 发明占比, en: share of inventions}, what: {fact: right-kind, is: invention}, atLeast: 0.99}

      """)
    let maker = try portfolio.maker(own, budgets: [(2027, "9999")])
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible)
    let list = try #require(plan.head.sides?.first { $0.kind == .keepList })
    #expect(list.title.en == "dear to us" && !list.needs.isEmpty)
    let text = try Self.text(portfolio, maker, plan)
    #expect(text.contains("against “share of inventions 2027”"), "\(text)")
  }

  /// Without a plan the data are well formed and claim nothing.
  @Test func withoutAPlanNothingIsKept() throws {
    let portfolio = try Self.portfolio(1)
    let names = Self.paying(portfolio).joined(separator: ", ")
    let own = try portfolio.scenario(
      "extends: spend-the-budget\nkeep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(names)]}]\n")
    let maker = try portfolio.maker(own, budgets: [(2027, "100")])
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible)
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: maker), options: ReportOptions(language: .en)))
    for text in [view.json(), PlanComparison([view, view]).json()] {
      let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      #expect(object != nil)
    }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(view.json().utf8)) as? [String: Any])
    let counts = try #require(object["counts"] as? [String: Any])
    #expect(counts.values.allSatisfy { $0 is NSNull })
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.allSatisfy { $0["price"] is NSNull })
    let csv = String(decoding: view.csv(), as: UTF8.self)
    #expect(!csv.contains("keep,"))
  }

  /// A plan in points counts prices in points: a budget's and a rule's.
  @Test func pricesOfPoints() throws {
    let portfolio = try Self.portfolio(4)
    let own = try portfolio.scenario("extends: annual-budget\nobjective: {form: grade-points}\n")
    let maker = try portfolio.maker(own, budgets: [(2027, "3000")])
    let plan = try maker.withInsights(maker.plan())
    let price = try #require(plan.head.insights?.prices.first)
    try #require(price.price > 0)
    let view = try #require(
      PlanView(run: portfolio.workspace.preview(plan, of: maker), options: ReportOptions(language: .en)))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(view.json().utf8)) as? [String: Any])
    let rows = try #require(object["rows"] as? [[String: Any]])
    let told = try #require(rows.first?["price"] as? Double)
    #expect(abs(told - price.price) < 1e-3 * price.price, "\(told) against \(price.price)")
    // By a line through two plans: what a yuan is worth is near what the difference says.
    let richer = try portfolio.plan(own, budgets: [(2027, "99999")])
    let gain = Double(try #require(richer.head.value) - (plan.head.value ?? 0)) / 100
    #expect(gain > 0)
    let need = richer.head.uses[0] - 300_000
    #expect(
      gain <= price.price * Double(need) / 100 * 1.001 + 0.01, "no plan gains more than the price allows")
  }

  /// Over a budget at a price in points: the price counts, and a budget that gives way is no side of a conflict.
  @Test func overrunsOfPoints() throws {
    let portfolio = try Self.portfolio(4)
    func own(_ price: String) throws -> String {
      try portfolio.scenario(
        "extends: annual-budget\nobjective: {form: grade-points}\nbudgets: [{id: b, overrunPrice: \(price), amounts: {2027: 1000}}]\n"
      )
    }
    let cheap = try portfolio.plan(own("0.001"))
    let dear = try portfolio.plan(own("1000"))
    #expect(cheap.head.uses[0] > 100_000, "nearly free money is spent")
    #expect(dear.head.uses[0] <= 100_000)
    let names = Self.paying(portfolio).joined(separator: ", ")
    let kept = try portfolio.scenario(
      "extends: annual-budget\nobjective: {form: grade-points}\nbudgets: [{id: b, overrunPrice: 1000, amounts: {2027: 1}}]\nkeep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(names)]}]\n"
    )
    #expect(try portfolio.plan(kept).head.value != nil)
  }

  /// What a budget that carries over is overrun by is paid for once.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func anOverrunThatCarriesOverIsPaidForOnce(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    // Nothing is left to decide, so that both pay the same fees.
    let names = (0..<12).map { "R\($0)" }.joined(separator: ", ")
    let keep = "keep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(names)]}]\n"
    func own(_ price: String) throws -> String {
      try portfolio.scenario(
        "extends: annual-budget\nbudgets: [{id: b, carryOver: true, overrunPrice: \(price), amounts: {2027: 100, 2028: 100}}]\n"
          + keep)
    }
    let (one, two) = (try portfolio.plan(own("1")), try portfolio.plan(own("2")))
    let overrun = PlanLedger(one).years.reduce(Int64(0)) { $0 + max(0, -($1.slack ?? 0)) }
    try #require(one.actions == two.actions && one.keepThrough == two.keepThrough, "seed \(seed)")
    let charged = try #require(one.head.value) - (two.head.value ?? 0)
    #expect(overrun > 0)
    // The price of a unit more for each unit overrun, in whole units.
    #expect(abs(charged - overrun / 100) <= 2, "seed \(seed): \(charged) for \(overrun)")
  }

  /// More budget is never shown to be worth less, nor its ceiling lower, by quick answers either.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func aSketchNeverFalls(seed: UInt64) throws {
    let portfolio = try Self.portfolio(seed)
    for budgets in [[(2027, "4000")], [(2027, "4000"), (2028, "3000")]] {
      let maker = try portfolio.maker(
        portfolio.scenario("extends: annual-budget\ncoverage: [{id: c, product: PR1, atLeast: 1}]\n"),
        budgets: budgets)
      let points = try maker.frontier(maker.plan(), points: 6, isSketch: true).points
      for (less, more) in zip(points, points.dropFirst()) {
        #expect(less.value ?? .min <= more.value ?? .min, "seed \(seed)")
        if let low = less.ceiling, let high = more.ceiling { #expect(low <= high, "seed \(seed)") }
      }
    }
  }

  /// Lists that stand against each other through a family leave no plan though no row is in the way: the rights are named.
  @Test(arguments: Language.allCases)
  func listsAgainstEachOtherThroughAFamily(language: Language) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(12, seed: 1, families: true),
      "citations": PlanningPortfolio.citations(12, seed: 1), "families": PlanningPortfolio.families(12),
    ])
    let names = Self.paying(portfolio)
    let pair = try #require(
      (0..<6).first { names.contains("R\(2 * $0)") && names.contains("R\(2 * $0 + 1)") })
    let (one, two) = ("R\(2 * pair)", "R\(2 * pair + 1)")
    let own = try portfolio.scenario(
      """
      extends: spend-the-budget
      families: all-or-none
      keep: [{id: k, title: {zh: 甲, en: a}, numbers: [\(one)]}]
      drop: [{id: d, title: {zh: 乙, en: b}, numbers: [\(two)]}]

      """)
    let maker = try portfolio.maker(own, budgets: [(2027, "99999")])
    let plan = maker.plan()
    try #require(plan.head.status == .infeasible)
    let rights = try #require(plan.head.conflictRights)
    #expect(rights.contains(portfolio.run.row(one)) || rights.contains(portfolio.run.row(two)))
    let text = try Self.text(portfolio, maker, plan, language)
    #expect(text.contains(language == .zh ? "清单与同族规则互相矛盾" : "Lists and families contradict"), "\(text)")
  }

  /// A list to keep may shield rights from one to let go: without it the plan is worth less, and that is its price.
  @Test func aListThatShields() throws {
    let portfolio = try Self.portfolio(2)
    let names = Self.paying(portfolio).prefix(3).joined(separator: ", ")
    let drop = "drop: [{id: d, title: {zh: 乙, en: b}, numbers: [\(names)]}]\n"
    let keep = "keep: [{id: k, title: {zh: 甲, en: a}, until: 2027, numbers: [\(names)]}]\n"
    let budgets = [(2027, "99999")]
    let maker = try portfolio.maker(
      portfolio.scenario("extends: spend-the-budget\n" + keep + drop), budgets: budgets)
    let plan = maker.plan()
    let without = try portfolio.plan(
      portfolio.scenario("extends: spend-the-budget\n" + drop), budgets: budgets)
    let cost = try #require(without.head.value) - (plan.head.value ?? 0)
    try #require(cost < 0)
    #expect(try maker.rulePrices(plan).first { $0.rule == "k" }?.cost == cost)
  }

  /// What is spent along the frontier is what is paid, also beyond a budget at a price.
  @Test func theFrontierSpendsWhatIsPaid() throws {
    let portfolio = try Self.portfolio(3)
    let own = try portfolio.scenario(
      "extends: annual-budget\nbudgets: [{id: b, overrunPrice: 0.1, amounts: {2027: 500}}]\n")
    let maker = try portfolio.maker(own)
    let plan = maker.plan()
    let chosen = try #require(try maker.frontier(plan).points.first { $0.isChosen })
    try #require(plan.head.uses[0] > 50_000)
    #expect(chosen.spent == [plan.head.uses[0]])
  }
}
