import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What would turn a recommendation, where budget is left over and where it is not.
@Suite struct PlanTurningTests {
  /// 7,600 yuan are left of the budget and hold the fees of a right that goes for its own worth: what its share of the
  /// budget would bring elsewhere, by a price that holds from 3,094 yuan more on, has no part in that.
  @Test func whereBudgetIsLeftThePricesAreNotAsked() throws {
    let workspace = try Workspace.open(at: ":memory:")
    let asOf = Portfolio.day("2026-06-30")
    _ = try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/first-look").path, observedOn: asOf)
    let reviewed = try workspace.review(asOf: asOf, portfolioName: "P")
    let maker = try workspace.planMaker(
      for: reviewed, scenario: "spend-the-budget", budgets: [(year: 2027, amount: "20000")])
    let plan = try maker.withInsights(maker.plan())
    let run = workspace.preview(plan, of: maker)
    let row = run.row("FL-05")
    let net = plan.marginNet[row]
    try #require(plan.actions[row] == .letLapse && net < 0 && net > -1_000 && plan.marginPrice[row] > 1_000)
    let slack = try #require(PlanLedger(plan).years[0].slack)
    try #require(plan.fee(row, 2027) <= slack)
    let zh = try #require(PlanView(run: run, options: ReportOptions(language: .zh))).sentences(of: row)
    #expect(zh.contains { $0.contains("价值若再高 \(-net) 元以上") && $0.contains("就会改为保留") }, "\(zh)")
    #expect(!zh.contains { $0.contains("999%") }, "\(zh)")
    let en = try #require(PlanView(run: run, options: ReportOptions(language: .en))).sentences(of: row)
    #expect(en.contains { $0.contains("over CNY \(-net) more") && $0.contains("it would be kept") }, "\(en)")
    // The price says from which step on it holds.
    try #require(plan.head.insights?.smallestStep?.row == 0)
    #expect(zh.contains { $0.contains("预算的价格") && $0.contains("元 取舍不变") }, "\(zh)")
    #expect(en.contains { $0.contains("more changes nothing") }, "\(en)")
    // The day of a route is the one that the plan leaves unpaid.
    let page = HTMLReport.render(run: run, options: ReportOptions(language: .zh))
    #expect(page.contains("不再缴费的期限") && !page.contains(">下次缴费日<"))
    // Its margin is its net worth wherever the report shows one, never what the prices say.
    #expect(plan.margin(row).map { $0 < -11_000 } == true && page.contains(">\(net)<"))
    #expect(page.contains("距取舍线就是净价值") && !page.contains("-11,5") && !zh.contains { $0.contains("-11,5") })
    // One that stays because the budget has room: by the prices it would go, which they cannot say here.
    let stays = run.row("FL-06")
    try #require(plan.actions[stays] == .keep && plan.margin(stays).map { $0 < 0 } == true)
    #expect(page.contains("其费用省下也用不到别处") && !page.contains("比同样预算用在别处多 -"))
    let sheet = try #require(PlanView(run: run, options: ReportOptions(language: .zh))).sentences(of: stays)
    #expect(sheet.contains { $0.contains("价值若再低") && $0.contains("就会改为放弃候选") }, "\(sheet)")
    #expect(!sheet.contains { $0.contains("距取舍线 -") }, "\(sheet)")
    let enPage = HTMLReport.render(run: run, options: ReportOptions(language: .en))
    #expect(enPage.contains("its fee would buy nothing elsewhere") && !enPage.contains("-3,8"))
    // A unit's report has the risk of its own candidates that something stands before.
    var ofUnit = ReportOptions(language: .zh)
    ofUnit.unit = run.table.text("unit", row)
    try #require(plan.condition(row) != .none)
    #expect(HTMLReport.render(run: run, options: ofUnit).contains("放弃候选中，须先办手续或查明门槛的"))
  }

  /// With budgets in two years no exchange is looked for. A right that is kept although the prices speak against it
  /// surely goes once it is worth less by its net worth, and stands among the nearest to the cut by that; one on the line
  /// is as good either way, which is not the opposite of what the prices say.
  @Test func againstThePricesTheNetWorthSaysWhatTurns() throws {
    let workspace = try Workspace.open(at: ":memory:")
    let asOf = Portfolio.day("2026-06-30")
    _ = try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/first-look").path, observedOn: asOf)
    let reviewed = try workspace.review(asOf: asOf, portfolioName: "P")
    let maker = try workspace.planMaker(
      for: reviewed, scenario: "spend-the-budget",
      budgets: [(year: 2027, amount: "20000"), (year: 2028, amount: "20000")])
    let plan = try maker.withInsights(maker.plan())
    let run = workspace.preview(plan, of: maker)
    let zh = try #require(PlanView(run: run, options: ReportOptions(language: .zh)))
    let en = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let row = run.row("FL-05")
    let net = plan.marginNet[row]
    try #require(plan.actions[row] == .keep && net > 0 && net < 1_000)
    try #require(plan.margin(row).map { $0 < -10_000 } == true)
    let said = zh.sentences(of: row)
    #expect(said.contains { $0.contains("价值若再低 \(net) 元以上，一定会改为放弃候选") }, "\(said)")
    let saidInEnglish = en.sentences(of: row)
    #expect(
      saidInEnglish.contains { $0.contains("over CNY \(net) less, it would surely become a candidate") },
      "\(saidInEnglish)")
    let line = run.row("FL-10")
    try #require(
      plan.actions[line] == .letLapse && plan.margin(line) == 0 && plan.marginPrice[line] != 0)
    let onTheLine = zh.sentences(of: line)
    #expect(onTheLine.contains { $0.contains("按价格保留与放弃一样好，因费用是整笔的而放弃") }, "\(onTheLine)")
    #expect(!onTheLine.contains { $0.contains("本应") }, "\(onTheLine)")
    let onTheLineInEnglish = en.sentences(of: line)
    #expect(
      onTheLineInEnglish.contains {
        $0.contains("as good; it is let go because fees come in whole pieces")
      }, "\(onTheLineInEnglish)")
    // The one on the line, then the one that 52 turn, before that of a smaller margin that needs more.
    let sections = ReportView(run: run, options: ReportOptions(language: .zh)).pages.flatMap(\.sections)
    var nearest: [String] = []
    var charts: [Chart] = []
    for block in sections.flatMap(\.blocks) {
      if case .table(let table) = block, table.id == "plan-near-table" {
        nearest = table.rows.map { $0[0].text }
      }
      if case .charts(let found) = block { charts += found }
    }
    #expect(Array(nearest.prefix(3)) == ["FL-10", "FL-05", "FL-06"], "\(nearest)")
    // The picture does not judge by the price alone either.
    let cut = try #require(charts.first { $0.id == "chart-cut" })
    #expect(cut.reading.contains("线下的也可能保留") && !cut.reading.contains("不值得"))
  }

  /// Sentences keep to what is left of the budget, whatever it is.
  @Test(arguments: [UInt64(3), 8, 21])
  func whatIsSaidOfTheBudgetHolds(_ seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: seed),
      "citations": PlanningPortfolio.citations(24, seed: seed),
    ])
    for budget in ["5000", "15000", "999999"] {
      let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, budget)])
      let plan = try maker.withInsights(maker.plan())
      let run = portfolio.workspace.preview(plan, of: maker)
      let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
      let slack = try #require(PlanLedger(plan).years[0].slack)
      for row in plan.actions.indices where plan.hasMargin[row] {
        let said = view.sentences(of: row)
        if said.contains(where: { $0.contains("what is left of the budgets holds its fees") }) {
          #expect(plan.fee(row, 2027) <= slack && plan.marginNet[row] < 0, "seed \(seed), \(budget): \(said)")
        }
        if said.contains(where: { $0.contains("its fee would buy nothing elsewhere") }) {
          let step = try #require(plan.head.insights?.smallestStep)
          #expect(plan.fee(row, 2027) < step.amount, "seed \(seed), \(budget): \(said)")
        }
        if said.contains(where: { $0.contains("By the prices of the budgets: it would have to be") }) {
          #expect(plan.marginPrice[row] != 0, "seed \(seed), \(budget): \(said)")
        }
        #expect(!said.contains { $0.contains("about 999%") }, "seed \(seed), \(budget): \(said)")
      }
    }
  }

  /// What is said to turn a recommendation surely is the best exchange with one other right, looked for among all pairs;
  /// the plan is worth more than each of them.
  @Test func oneForOneIsTheBestOfAllPairs() throws {
    var sure = 0
    for seed in [UInt64(3), 8, 21, 34] {
      let portfolio = try PlanningPortfolio([
        "rights": PlanningPortfolio.rights(24, seed: seed),
        "citations": PlanningPortfolio.citations(24, seed: seed),
      ])
      for budget in ["5000", "15000"] {
        let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, budget)])
        let plan = try maker.withInsights(maker.plan())
        let run = portfolio.workspace.preview(plan, of: maker)
        let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
        let slack = try #require(PlanLedger(plan).years[0].slack)
        let alone = plan.actions.indices.filter {
          plan.hasMargin[$0] && plan.marginCredit[$0] == 0 && plan.lateFee($0) == nil
        }
        for row in alone {
          let fee = plan.fee(row, 2027)
          let net = plan.marginNet[row]
          let best: Int64?
          switch plan.actions[row] {
          case .keep:
            let others = alone.filter { plan.actions[$0] == .letLapse && plan.fee($0, 2027) <= fee + slack }
            best = ([net] + others.map { net - plan.marginNet[$0] }).min()
          case .letLapse:
            let others = alone.filter { plan.actions[$0] == .keep && plan.fee($0, 2027) >= fee - slack }
            best = others.map { plan.marginNet[$0] - net }.min()
          default: continue
          }
          let said = view.sentences(of: row).filter { $0.contains("surely") }
          guard let line = said.first else { continue }
          sure += 1
          let amount = try #require(best)
          #expect(amount >= 0 && said.count == 1, "seed \(seed), \(budget): \(said)")
          #expect(
            line.replacingOccurrences(of: ",", with: "").contains("over CNY \(amount) "),
            "seed \(seed), \(budget), row \(row): \(amount), \(line)")
          // By the prices at least so much, and surely at more than that.
          if let margin = plan.margin(row), line.contains("at least about") {
            #expect(margin.magnitude < amount, "seed \(seed), \(budget): \(line)")
          }
        }
      }
    }
    #expect(sure > 0)
  }

  // MARK: Who is first to act on

  /// The number that the table of risks names first, of those whose head begins so.
  private func firstAtRisk(_ view: ReportView, _ head: String) throws -> String? {
    let sections = view.pages.flatMap(\.sections).filter { $0.id == "at-risk" }
    let blocks = try #require(sections.first).blocks
    for case .table(let table) in blocks {
      if let line = table.rows.first(where: { $0[0].text.hasPrefix(head) }) { return line[2].text }
    }
    return nil
  }

  /// Of candidates that something stands before, the one named is the one whose way out must be begun first, not the
  /// first of the list.
  @Test func theFirstToActOnIsNamedFirst() throws {
    var differs = 0
    for seed in [UInt64(3), 8, 21, 34] {
      let portfolio = try PlanningPortfolio([
        "rights": PlanningPortfolio.rights(24, seed: seed),
        "citations": PlanningPortfolio.citations(24, seed: seed),
      ])
      let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "5000")])
      let plan = maker.plan()
      let run = portfolio.workspace.preview(plan, of: maker)
      let options = ReportOptions(language: .en)
      let routes = try #require(RouteView(run: run, options: options))
      let waiting = plan.actions.indices.filter { plan.actions[$0].letsGo && plan.condition($0) != .none }
      let days = waiting.map { row -> (Int32, Int) in
        ((routes.routes(row).best?.firstSafeDay ?? plan.lapseDay(row))?.number ?? .max, row)
      }
      try #require(waiting.count > 1, "seed \(seed)")
      let first = try #require(days.min(by: { $0 < $1 })?.1)
      if first != waiting[0] { differs += 1 }
      let named = try firstAtRisk(
        ReportView(run: run, options: options), "Candidates to let lapse that need, or may need")
      #expect(named == run.table.text("number", first), "seed \(seed)")
      // On the page for a meeting it stands first too.
      var slide = options
      slide.page = .summary
      #expect(
        HTMLReport.render(run: run, options: slide).contains(
          "a notice first: \(waiting.count) (\(run.table.text("number", first))"), "seed \(seed)")
    }
    #expect(differs > 0)
  }
}
