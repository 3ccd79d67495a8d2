import ArgumentParser
import Winnow

/// `winnow routes`
struct RoutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes",
    abstract: "放弃之外的出路：条件、费用、天数、收益、门槛 / Routes of disposal: conditions, cost, days, proceeds, gates.",
    discussion: """
      给出权利编号时列出其全部路径；不给编号时用预算或情景（--budget、--scenario）作方案，列出每项放弃候选的建议路径。
      With numbers all routes of each right; without, a plan is made of --budget or --scenario, and the recommended route \
      of each candidate is listed.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Argument(help: ArgumentHelp("权利的编号 / numbers of rights.", valueName: "right"))
  var rights: [String] = []

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    help: ArgumentHelp(
      "分级模型，由它得知权利人类别 / the grading model, which tells the kind of holder.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(
    help:
      "权利人类别；缺省由分级模型得知 / whose rights; told by the grading model when not given: firm, central-enterprise, research-organisation."
  )
  var holder: HolderArgument?

  @OptionGroup var plan: PlanOptions

  @Option(help: ArgumentHelp("表格最多列出多少项 / at most so many rights in the table.", valueName: "N"))
  var listed = 50

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try plan.check()
    if listed < 1 { throw ValidationError("--listed 至少为 1 / --listed must be at least 1") }
    if plan.scenario.count > 1 { throw ValidationError("只用于一个情景 / one scenario only") }
    if rights.isEmpty && plan.budget.isEmpty && plan.scenario.isEmpty {
      throw ValidationError(
        "请给出权利编号，或 --budget 年=金额、--scenario / give numbers of rights, or --budget YEAR=AMOUNT, or --scenario")
    }
  }

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil)
    let workspace = opened.workspace
    var run = try workspace.preview(asOf: asOf ?? CommonOptions.today, model: model)
    var code: Int32 = 0
    if !plan.budget.isEmpty || !plan.scenario.isEmpty {
      let (maker, made) = try plan.plan(workspace, run, scenario: plan.scenarios[0])
      run = workspace.preview(made, of: maker)
      code = PlanOptions.exitCode([made])
      if made.head.value == nil {
        Console.say(
          zh: "没有满足全部约束的方案，因此没有放弃候选；见 winnow prune",
          en: "No plan keeps all rules, so there are no candidates; see winnow prune")
      }
    }
    run = run.judged(for: holder?.holder.rawValue)
    guard let view = RouteView(run: run, options: workspace.reportOptions(language: common.language)) else {
      return
    }
    let rows = rights.isEmpty ? view.candidates : try rights.map { try workspace.row(of: $0, in: run) }
    switch format {
    case .table:
      Console.print(
        view.text(
          rows, isList: rights.isEmpty, limit: listed, width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: view.csv(rows))
    case .json: Console.print(view.json(rows))
    }
    if code != 0 { throw ExitCode(code) }
  }
}
