import ArgumentParser
import Foundation
import Winnow

/// `winnow report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "重出任一次已存评审的报告 / Report any stored run again.",
    discussion: "同一次评审的报告逐字节相同 / The report of a run is the same byte for byte, whatever was imported since.")

  @OptionGroup var source: RunOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("写到此文件，- 为标准输出 / the file to write; - is standard output.", valueName: "FILE"))
  var output: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let (workspace, reviewed) = try source.load(common)
    let options = workspace.reportOptions(language: common.language)
    if output == "-" { return Console.print(HTMLReport.render(run: reviewed, options: options)) }
    try ReportFile.write(reviewed, options, to: output)
    Console.say(zh: "报告：\(output)（第 \(reviewed.id) 次评审）", en: "Report: \(output) (run \(reviewed.id))")
  }
}

/// `winnow check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "数据中的全部问题；缺失事实按对结果的影响排序 / Every problem in the data; missing facts by their weight.",
    discussion: "无发现时退出码为 0，有发现为 1 / Exit code 0 without findings, 1 with findings.")

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("分级模型 / the grading model.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil, showProblems: false)
    let run = try opened.workspace.preview(asOf: asOf ?? CommonOptions.today, model: model)
    let problems = (opened.imported?.problems ?? []) + run.problems
    let options = opened.workspace.reportOptions(language: common.language)
    switch format {
    case .json: Console.print(CheckText.json(problems, run))
    case .table, .csv: Console.print(CheckText.text(problems, run, options))
    }
    if problems.contains(where: { $0.severity >= .warning }) { throw ExitCode(1) }
  }
}

/// `winnow diff`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "两次评审之间的变化及原因 / What moved between two runs, and why.")

  @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
  var store: String

  @Argument(help: ArgumentHelp("前一次评审 / the earlier run.", valueName: "run"))
  var before: Int64

  @Argument(help: ArgumentHelp("后一次评审 / the later run.", valueName: "run"))
  var after: Int64

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let workspace = try Workspace.open(at: store, create: false, models: common.models)
    let diff = RunDiff(before: try workspace.run(before), after: try workspace.run(after))
    let options = workspace.reportOptions(language: common.language)
    switch format {
    case .table: Console.print(DiffText.text(diff, options))
    case .csv: Console.print(DiffText.csv(diff))
    case .json: Console.print(DiffText.json(diff))
    }
  }
}
