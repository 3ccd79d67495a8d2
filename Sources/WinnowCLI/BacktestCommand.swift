import ArgumentParser
import Foundation
import Winnow

/// The form of the results of `backtest`.
enum BacktestFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
}

/// `winnow backtest`
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "回测：当时的判断与后来的结局 / What was judged then against what happened afterwards.",
    discussion: """
      FILE 是载有权利及其结局的一张表。各项权利按基准日已知的事实评判，再与其后是否被放弃维持相比；基准日之后才观察到的\
      事实不予采用，并逐一列出。映射可写明结局列和观察期末（outcomes），否则用 --outcome、--as-of 给出。
      FILE is one table of rights with their outcomes. Each right is judged by the facts known on the as-of day and \
      compared with whether it was let lapse afterwards; facts observed later are refused and named. A mapping may \
      name the outcome columns and the end of observation ('outcomes'); else give --outcome and --as-of.

      --fit 用该文件重新拟合 --model 所指失效风险模型的系数，输出模型文件中的各键。
      --fit fits the coefficients of the lapse hazard named by --model to the file and prints the keys of its model file.

      有事实被拒用或其他存疑时退出码为 1 / Exit code 1 when facts were refused or something is doubtful.
      """)

  @Argument(help: ArgumentHelp("载有结局的文件 / the file with the outcomes.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("分级模型或失效风险模型 / a grading model or a lapse hazard.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "基准日；映射可规定为各自的授权日 / the as-of day; a mapping may say each right's own day of grant.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    help: ArgumentHelp("结局列：终止日，或 1、0 / the outcome column: days of lapse, or 1 and 0.", valueName: "COLUMN"))
  var outcome: String?

  @Option(
    name: .customLong("observed-until"),
    help: ArgumentHelp("观察期末 / the last day of observation.", valueName: "DAY"))
  var observedUntil: CalendarDay?

  @Option(help: ArgumentHelp("映射的名称或 YAML 文件 / mapping: its id or a YAML file.", valueName: "NAME|FILE"))
  var mapping: String?

  @Flag(help: "重新拟合失效风险模型 / fit the lapse hazard anew.")
  var fit = false

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: BacktestFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    guard FileManager.default.fileExists(atPath: file) else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: file), zh: "没有这个文件", en: "There is no such file",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    let options = BacktestOptions(
      model: model, asOf: asOf, outcome: outcome, observedUntil: observedUntil, mapping: mapping,
      today: CommonOptions.today)
    let read = try Workspace.backtestFile(at: file, options: options, models: common.models)
    if fit {
      Console.print(try read.refit(model: model).yaml(fittedOn: CommonOptions.today))
      return
    }
    let report = try read.test(model: model)
    let problems = read.problems + report.problems
    Console.report(problems, atLeast: .warning, each: 10)
    let view = BacktestView(report, language: common.language, rows: read.rows)
    switch format {
    case .table: Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
    case .json: Console.print(view.json())
    }
    if problems.contains(where: { $0.severity >= .warning }) { throw ExitCode(1) }
  }
}
