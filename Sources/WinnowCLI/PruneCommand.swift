import ArgumentParser
import Foundation
import Winnow

/// `winnow prune`
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "预算内保留哪些、放弃哪些，并附证明 / What to keep and what to let go under budgets, with proof.",
    discussion: """
      给出预算（--budget 2027=1200000）或情景（--scenario），得到保留下来的价值最大的方案、上界和逐年台账；只作推演，不存。\
      要存入数据库并写进报告，用 winnow review --budget。写多个 --scenario 时并排比较。
      Given budgets (--budget 2027=1200000) or scenarios, the plan that keeps the most worth, its bound, and a ledger \
      by year. It is a what-if and not stored; winnow review --budget stores a plan with its run. Several --scenario \
      are compared side by side.

      退出码为 2：没有可行方案，或时间用尽而未完成证明 / Exit code 2: no plan keeps all rules, or the time ran out \
      before a proof.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("分级模型 / the grading model.", valueName: "ID"))
  var model = "bibliographic-screening"

  @OptionGroup var plan: PlanOptions

  @Option(
    name: .customLong("until-kept"),
    help: ArgumentHelp(
      "预算多大时才会保留这项权利 / the smallest budget at which this right is kept.", valueName: "NUMBER"))
  var untilKept: String?

  @Option(help: ArgumentHelp("各表最多列出多少项 / at most so many rights in each table.", valueName: "N"))
  var listed = 20

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("把结果写入文件 / write the result to a file.", valueName: "FILE"))
  var output: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try plan.check()
    if plan.budget.isEmpty && plan.scenario.isEmpty {
      throw ValidationError(
        "请给出 --budget 年=金额 或 --scenario / give --budget YEAR=AMOUNT or --scenario")
    }
    if listed < 1 { throw ValidationError("--listed 至少为 1 / --listed must be at least 1") }
    if untilKept != nil && plan.scenario.count > 1 {
      throw ValidationError("--until-kept 只用于一个情景 / --until-kept is for one scenario")
    }
    if let output { try ReportFile.checkEnding(output, among: ["txt", "csv", "json"]) }
    if format != .table, form != format {
      throw ValidationError(
        "--format 与 --output 的扩展名不一致 / --format and the ending of --output name different forms")
    }
    if form == .csv && plan.scenario.count > 1 {
      throw ValidationError("csv 只用于一个情景 / csv is for one scenario")
    }
  }

  /// The form of the result: that of the file's ending, else of `--format`.
  private var form: OutputFormat {
    switch (output as NSString?)?.pathExtension.lowercased() {
    case "csv": return .csv
    case "json": return .json
    case "txt": return .table
    default: return format
    }
  }

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: output)
    let workspace = opened.workspace
    let run = try workspace.preview(asOf: asOf ?? CommonOptions.today, model: model)
    Console.report(run.problems, atLeast: .warning, each: 1)
    let options = workspace.reportOptions(language: common.language)
    var views: [PlanView] = []
    var keeping: (right: Int, found: [KeepingBudget])?
    for scenario in plan.scenarios {
      let (maker, made) = try plan.plan(workspace, run, scenario: scenario)
      guard let view = PlanView(run: workspace.preview(made, of: maker), options: options, listed: listed)
      else { continue }
      views.append(view)
      if let untilKept {
        keeping = try budgetsKeeping(untilKept, maker, made, workspace)
      }
    }
    let bytes: [UInt8]
    let width = output == nil ? Console.width : nil
    let ansi = output == nil && Console.isOutputTerminal
    if views.count > 1 {
      let comparison = PlanComparison(views)
      bytes =
        form == .json
        ? Array(comparison.json().utf8) : Array(comparison.text(width: width, ansi: ansi).utf8)
    } else if let view = views.first {
      switch form {
      case .table:
        let text = keeping.map { view.untilKept($0.right, $0.found, width: width, ansi: ansi) } ?? ""
        bytes = Array((view.text(width: width, ansi: ansi) + text).utf8)
      case .csv:
        bytes = view.csv()
        // A table of rights has no place for it.
        if let keeping { for line in view.sentences(keeping.right, keeping.found) { Console.say(line) } }
      case .json: bytes = Array(view.json(untilKept: keeping).utf8)
      }
    } else {
      bytes = []
    }
    if let output {
      try OutputFile.write(String(decoding: bytes, as: UTF8.self), to: output)
    } else {
      Console.print(bytes: bytes)
    }
    let code = PlanOptions.exitCode(views.map(\.plan))
    if code != 0 { throw ExitCode(code) }
  }

  private func budgetsKeeping(
    _ number: String, _ maker: PlanMaker, _ made: PortfolioPlan, _ workspace: Workspace
  ) throws -> (right: Int, found: [KeepingBudget]) {
    let right = try workspace.row(of: number, in: maker.request.run)
    // Many plans: as long again as the plan itself.
    if !Interruption.isAsked { Interruption.watch(seconds: plan.limit) }
    defer { Interruption.end() }
    Console.progress(zh: "求保留所需的最小预算 …", en: "The smallest budget that keeps it …")
    let found = try maker.budgetsKeeping(right, made)
    Console.endProgress()
    return (right, found)
  }
}
