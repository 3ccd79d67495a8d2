import ArgumentParser
import Foundation
import Winnow

/// A budget as people type it: `2027=1200000`, `2027=1,200,000`, `2027=120万`.
struct BudgetArgument: ExpressibleByArgument {
  let year: Int
  /// A plain decimal in major units.
  let amount: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0].trimmingCharacters(in: .whitespaces)),
      (1990...2300).contains(year)
    else { return nil }
    var text = HalfWidth.folded(parts[1]).trimmingCharacters(in: .whitespaces)
    for sign in ["元", "圆", "CNY", "RMB", "¥", "￥"] {
      if text.hasSuffix(sign) { text.removeLast(sign.count) }
      if text.hasPrefix(sign) { text.removeFirst(sign.count) }
    }
    text = text.trimmingCharacters(in: .whitespaces)
    // Ten thousand and a hundred million are how Chinese budgets are spoken.
    var shift: Int64 = 1
    if text.hasSuffix("亿") { shift = 100_000_000 }
    if text.hasSuffix("万") { shift = 10_000 }
    if shift > 1 { text.removeLast() }
    guard let money = Money(decimal: text, currency: .cny), money.minorUnits >= 0 else { return nil }
    let (minor, isOver) = money.minorUnits.multipliedReportingOverflow(by: shift)
    guard !isOver else { return nil }
    self.year = year
    amount = Money(minorUnits: minor, currency: .cny).decimal
  }
}

/// Options of the commands that make a plan.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "某年的年费预算（元），可写多次，可用“万” / the budget of a year in major units; may be given several times.",
      valueName: "YEAR=AMOUNT"))
  var budget: [BudgetArgument] = []

  @Option(
    help: ArgumentHelp(
      "情景的名称或 YAML 文件，缺省为 spend-the-budget / a scenario: its id or a YAML file; spend-the-budget by default.",
      valueName: "ID|FILE"))
  var scenario: [String] = []

  @Flag(help: "计算各预算下的价值 / value against budget, for all budgets at once.")
  var frontier = false

  @Flag(help: "重抽价值，看取舍是否稳定 / draw worths anew to see how stable the plan is.")
  var stability = false

  @Option(
    help: ArgumentHelp(
      "求解最多用多少秒；价格、曲线等另计同样多 / at most so many seconds for a plan, and as many again for prices and curves.",
      valueName: "SECONDS"))
  var limit = 60.0

  /// Whether a plan is asked for.
  var isGiven: Bool { !budget.isEmpty || !scenario.isEmpty || frontier || stability }

  func check() throws {
    if !(limit > 0 && limit <= 86_400) {
      throw ValidationError("--limit 应大于 0、不超过 86400 / --limit must be above 0 and at most 86400")
    }
    let years = budget.map(\.year)
    if let twice = years.first(where: { year in years.count { $0 == year } > 1 }) {
      throw ValidationError("\(twice) 年的预算写了两次 / the budget of \(twice) is given twice")
    }
  }

  /// The scenarios asked for, by id or file.
  var scenarios: [String] { scenario.isEmpty ? [Workspace.defaultScenario] : scenario }

  /// Makes a plan for a run under one scenario, with its insights, and tells progress on a terminal.
  func plan(
    _ workspace: Workspace, _ run: ReviewRun, scenario: String
  ) throws -> (maker: PlanMaker, plan: PortfolioPlan) {
    var options = PruningOptions()
    options.threads = ProcessInfo.processInfo.activeProcessorCount
    options.shouldStop = { Interruption.isAsked || Interruption.isLate }
    options.timeUsed = { Interruption.timeUsed }
    Interruption.watch(seconds: limit)
    defer { Interruption.end() }
    Console.progress(zh: "组织约束 …", en: "Putting the rules together …")
    let maker = try workspace.planMaker(
      for: run, scenario: scenario, budgets: budget.map { ($0.year, $0.amount) }, options: options)
    let begun = DispatchTime.now().uptimeNanoseconds
    let plan = maker.plan { progress in
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
      let value = progress.value.map { "\($0)" } ?? "–"
      let bound = progress.bound.map { "\($0)" } ?? "–"
      let gap = progress.gap.map { String(format: "%.6f%%", $0 * 100) } ?? "–"
      let time = String(format: "%.1f", seconds)
      Console.progress(
        zh: "求解：价值 \(value)，上界 \(bound)，差距 \(gap)，\(time) 秒",
        en: "Solving: value \(value), bound \(bound), gap \(gap), \(time) s")
    }
    Console.endProgress()
    if plan.head.status == .limit {
      let asked = Interruption.isAsked
      let seconds = limit == limit.rounded() ? "\(Int(limit))" : "\(limit)"
      Console.say(
        zh: (asked ? "按要求中断" : "求解用满 \(seconds) 秒")
          + (plan.head.value == nil ? "，还没有找到方案" : "：给出当前最好的方案及其上界"),
        en: (asked ? "Broken off as asked" : "The limit of \(seconds) s was reached")
          + (plan.head.value == nil ? ", and no plan was found" : ": the best plan so far, with its bound"))
    }
    // Prices and frontiers are many small searches; together they may take as long again.
    if !Interruption.isAsked { Interruption.watch(seconds: limit) }
    let whole = try maker.withInsights(plan, frontier: frontier, sketch: true, stability: stability) { step in
      switch step {
      case .prices: Console.progress(zh: "计算预算与规则的价格 …", en: "Prices of budgets and rules …")
      case .frontier(let point, let all):
        Console.progress(zh: "预算与价值 \(point)/\(all)", en: "Frontier \(point)/\(all)")
      case .draws(let done, let all): Console.progress(zh: "重抽 \(done)/\(all)", en: "Draw \(done)/\(all)")
      }
    }
    Console.endProgress()
    return (maker, whole)
  }

  /// The exit code of plans: 2 without a plan, or when the time ran out before a proof.
  static func exitCode(_ plans: [PortfolioPlan]) -> Int32 {
    plans.contains { $0.head.value == nil || $0.head.status == .limit || $0.head.status == .infeasible }
      ? 2 : 0
  }
}

/// Ctrl-C during a search asks for the best plan so far; a second one ends the program.
enum Interruption {
  /// Written by the signal handler, which may do next to nothing.
  nonisolated(unsafe) private static var asked: sig_atomic_t = 0

  static var isAsked: Bool { asked != 0 }

  /// When the time is up, on the machine's own clock; written before a search begins, only read during it.
  nonisolated(unsafe) private static var deadline: UInt64 = .max

  static var isLate: Bool { DispatchTime.now().uptimeNanoseconds > deadline }

  /// When the watch began.
  nonisolated(unsafe) private static var start: UInt64 = 0

  /// The part of the time that has gone by, from 0 to 1.
  static var timeUsed: Double {
    let now = DispatchTime.now().uptimeNanoseconds
    return deadline > start ? min(1, Double(now - min(now, start)) / Double(deadline - start)) : 1
  }

  static func watch(seconds: Double) {
    asked = 0
    start = DispatchTime.now().uptimeNanoseconds
    deadline = start + UInt64(seconds * 1e9)
    signal(SIGINT) { _ in
      Interruption.asked = 1
      signal(SIGINT, SIG_DFL)
    }
  }

  static func end() { signal(SIGINT, SIG_DFL) }
}
