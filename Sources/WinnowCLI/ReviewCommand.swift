import ArgumentParser
import Foundation
import Winnow

/// `winnow review`
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "评审组合：事实、分级、年费预测、报告 / Review a portfolio: facts, grades, fees, report.",
    discussion: """
      给出导出文件时，先读入一个嵌入的数据库（在报告旁边，或由 --db 指定）。评审结果存入数据库，可随时重出报告。
      Given an export, it is first read into an embedded store (beside the report, or named by --db). The run is \
      stored and can be reported again at any time.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("分级模型 / the grading model.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(
    help: ArgumentHelp(
      "并列比较的分级模型，可重复 / another grading model to set beside; may be repeated.", valueName: "ID"))
  var compare: [String] = []

  @Option(help: ArgumentHelp("分级模型的权重方案 / a weight set of the grading model.", valueName: "ID"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "与第几次评审比较，none 为不比较；缺省为同一模型在基准日前最近一次 / the earlier run to look back to, or none; by default the latest of the same model before the as-of day.",
      valueName: "NUMBER"))
  var previous: PreviousRun = .latest

  @Option(help: ArgumentHelp("组合名称，用于报告 / the portfolio's name in reports.", valueName: "NAME"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "写出报告；.xlsx 为工作簿，.html 为网页 / write the report: .html a page, .xlsx a workbook.", valueName: "FILE.html")
  )
  var report: String?

  @OptionGroup var plan: PlanOptions

  @OptionGroup var choice: ReportChoice

  @Option(help: "摘要的形式 / form of the summary: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try plan.check()
    if let report { try ReportFile.checkEnding(report) }
    if plan.scenario.count > 1 {
      throw ValidationError(
        "评审只取一个情景；比较多个用 winnow prune / a review takes one scenario; winnow prune compares several")
    }
  }

  func run() throws {
    common.apply()
    let day = asOf ?? CommonOptions.today
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: report)
    let workspace = opened.workspace
    // A portfolio keeps the name that it was given: a store's file name is only the first guess.
    let portfolioName = try name ?? workspace.lastPortfolioName() ?? opened.name
    var run = try BreakingOff.during(storing: "没有存入评审", "no run was stored") {
      let run = try workspace.preview(
        asOf: day, model: model, portfolioName: portfolioName, compare: compare, weights: weights,
        previous: previous
      ) { step in
        try BreakingOff.check()
        ReviewProgress.show(step)
      }
      try BreakingOff.check()
      return run
    }
    Console.endProgress()
    var made: PortfolioPlan?
    if plan.isGiven {
      let (maker, plan) = try plan.plan(workspace, run, scenario: plan.scenarios[0])
      run = try workspace.save(plan, of: maker)
      made = plan
    } else {
      ReviewProgress.show(.storing)
      run = try workspace.save(run)
      Console.endProgress()
    }
    let options = workspace.reportOptions(language: common.language)
    var summaryOptions = options
    summaryOptions.storePath = workspace.store.path
    let summary = SummaryView(run: run, options: summaryOptions)
    switch format {
    case .json: Console.print(summary.json())
    case .csv: Console.print(bytes: summary.csv())
    case .table:
      Console.print(SummaryText.render(summary, width: Console.width, ansi: Console.isOutputTerminal))
      if let view = PlanView(run: run, options: options) {
        Console.print("\n" + view.text(width: Console.width, ansi: Console.isOutputTerminal))
      }
    }
    if let report {
      var options = options
      choice.apply(&options)
      try ReportFile.write(run, options, to: report)
      Console.say(zh: "报告：\(report)（第 \(run.id) 次评审）", en: "Report: \(report) (run \(run.id))")
    } else {
      Console.say(
        zh:
          "第 \(run.id) 次评审已存入 \(workspace.store.path)；写报告：winnow report \(workspace.store.path) --output 报告.html",
        en:
          "Run \(run.id) is stored in \(workspace.store.path); for a report: winnow report \(workspace.store.path) --output report.html"
      )
    }
    let code = PlanOptions.exitCode(made.map { [$0] } ?? [])
    if code != 0 { throw ExitCode(code) }
    if let imported = opened.imported, imported.refused > 0 { throw ExitCode(1) }
  }
}

/// Progress lines of a review.
enum ReviewProgress {
  static func show(_ step: ReviewStep) {
    switch step {
    case .reading: Console.progress(zh: "读取数据 …", en: "Reading …")
    case .facts(let rights): Console.progress(zh: "整理 \(rights) 项权利的事实 …", en: "Facts of \(rights) rights …")
    case .fees: Console.progress(zh: "预测年费 …", en: "Forecasting fees …")
    case .grading: Console.progress(zh: "分级 …", en: "Grading …")
    case .values: Console.progress(zh: "估算维持价值 …", en: "Valuing …")
    case .storing: Console.progress(zh: "存储评审 …", en: "Storing the run …")
    }
  }
}
