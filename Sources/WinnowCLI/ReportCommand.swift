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
    help: ArgumentHelp(
      "写到此文件，- 为标准输出；按扩展名写成 .html、.xlsx、.json、.csv 或 .txt / the file to write, in the form its ending names; - is standard output, as HTML.",
      valueName: "FILE"))
  var output: String

  @OptionGroup var choice: ReportChoice

  @Option(help: ArgumentHelp("只写这项权利的一页说明 / only the sheet of this right.", valueName: "RIGHT"))
  var right: String?

  @Option(help: "每个单位各写一份，文件名加上单位名 / a report for each unit, its name put into the file's: unit.")
  var split: ReportSplit?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if right != nil, split != nil || choice.page != nil {
      throw ValidationError(
        "--right 不能与 --split 或 --page 同时使用 / --right cannot be given together with --split or --page")
    }
    try ReportFile.checkEnding(output)
    if split != nil, output == "-" {
      throw ValidationError("--split 需要文件名 / --split needs a file to write")
    }
  }

  func run() throws {
    common.apply()
    let (workspace, reviewed) = try source.load(common)
    var options = workspace.reportOptions(language: common.language)
    choice.apply(&options)
    if let right { options.page = .right(try workspace.row(of: right, in: reviewed)) }
    guard split == nil else { return try writeUnits(reviewed, options) }
    if output == "-" { return Console.print(HTMLReport.render(run: reviewed, options: options)) }
    try ReportFile.write(reviewed, options, to: output)
    Console.say(zh: "报告：\(output)（第 \(reviewed.id) 次评审）", en: "Report: \(output) (run \(reviewed.id))")
  }

  private func writeUnits(_ reviewed: ReviewRun, _ options: ReportOptions) throws {
    var taken: Set<String> = []
    let units = Set((0..<reviewed.table.count).map { reviewed.table.text("unit", $0) }).sorted()
    for (index, unit) in units.enumerated() {
      var options = options
      options.unit = unit
      let stated = unit.isEmpty ? (common.language == .zh ? "未注明" : "not stated") : unit
      // A name that is withheld must not stand in the file's name either.
      let shown = options.redact.contains(.names) ? String(index + 1) : stated
      let path = ReportFile.name(output, unit: shown, taken: &taken)
      try ReportFile.write(reviewed, options, to: path)
      let rights = (0..<reviewed.table.count).count { reviewed.table.text("unit", $0) == unit }
      Console.say(
        zh: "报告：\(path)（\(shown)，\(rights) 项）", en: "Report: \(path) (\(shown), \(rights) rights)")
    }
  }
}

/// What a report leaves out or is cut down to.
struct ReportChoice: ParsableArguments {
  @Option(help: "只写一页会议摘要（A4 横向）/ only one page for a meeting, A4 landscape: summary.")
  var page: ReportPageName?

  @Option(
    help: ArgumentHelp(
      "隐去名称、人名和单位名、金额，逗号分隔 / withhold titles, names, amounts, separated by commas.",
      valueName: "titles,names,amounts"))
  var redact: RedactionList?

  func apply(_ options: inout ReportOptions) {
    if page == .summary { options.page = .summary }
    if let redact { options.redact = redact.chosen }
  }
}

/// The pages that can be had alone.
enum ReportPageName: String, ExpressibleByArgument, CaseIterable {
  case summary
}

/// By what reports are split.
enum ReportSplit: String, ExpressibleByArgument, CaseIterable {
  case unit
}

/// What is withheld, as written on the command line.
struct RedactionList: ExpressibleByArgument {
  let chosen: Set<Redaction>

  init?(argument: String) {
    var chosen: Set<Redaction> = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let one = Redaction(rawValue: word.trimmingCharacters(in: .whitespaces)) else { return nil }
      chosen.insert(one)
    }
    self.chosen = chosen
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

  @Flag(help: "核对决定日志：散列链完整、各表与日志一致 / verify the journal of decisions instead.")
  var audit = false

  @Option(
    help: ArgumentHelp(
      "--audit 时另核对此前抄存的日志散列值 / with --audit: a hash of the journal that was kept elsewhere.",
      valueName: "HASH"))
  var head: String?

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if head != nil, !audit { throw ValidationError("--head 只用于 --audit / --head is for --audit only") }
  }

  func run() throws {
    common.apply()
    if audit { return try AuditText.check(portfolio.portfolio, kept: head, format, common) }
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
    let diff = try workspace.diff(before: try workspace.run(before), after: try workspace.run(after))
    let options = workspace.reportOptions(language: common.language)
    switch format {
    case .table: Console.print(DiffText.text(diff, options))
    case .csv: Console.print(DiffText.csv(diff))
    case .json: Console.print(DiffText.json(diff))
    }
  }
}
