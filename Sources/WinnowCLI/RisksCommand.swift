import ArgumentParser
import Winnow

/// `winnow risks`
struct RisksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risks",
    abstract: "按清单回答得出风险登记表 / The register of risks from the answers to a checklist.",
    discussion: """
      回答记在 risk_answers 表；--ask 对象 写出该对象的空白问卷（risk_answers 表格式）。有待整改的风险时退出码为 1。
      Answers stand in table risk_answers; --ask SUBJECT writes the empty questionnaire about a subject in that \
      table's form. Exit code 1 when risks are open.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("清单的编号 / the checklist.", valueName: "ID"))
  var checklist = "ip-risk"

  @Option(
    help: ArgumentHelp("写出关于该对象的空白问卷 / write the empty questionnaire about a subject.", valueName: "SUBJECT"))
  var ask: String?

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    if let ask {
      let list = try Workspace.riskChecklist(checklist, models: common.models)
      Console.print(bytes: RiskRegisterView.questionnaire(list, subject: ask, language: common.language))
      return
    }
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil)
    let register = try opened.workspace.risks(asOf: asOf ?? CommonOptions.today, checklist: checklist)
    Console.report(register.problems, atLeast: .warning, each: 5)
    let view = RiskRegisterView(register, language: common.language)
    switch format {
    case .table: Console.print(view.table(width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    }
    if !register.entries(.open).isEmpty || !register.entries(.overdue).isEmpty { throw ExitCode(1) }
  }
}
