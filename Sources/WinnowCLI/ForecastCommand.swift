import ArgumentParser
import Foundation
import Winnow

/// The form of the results of `forecast`.
enum ForecastFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case json
  case ics
}

/// `winnow forecast`
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "维持费预测、应缴清单、单项费用说明、缴费核对 / Fees ahead, the due list, one right's fees, payments checked.",
    discussion: """
      缺省按年列出十年费用；--by 按维度分列，--due-within 列出应缴清单（--format ics 供日历导入），--right 说明一项权利的\
      每笔费用，--reconcile 核对台账，--payments 核对代理机构的缴费清单。
      By default ten years of fees; --by breaks them down, --due-within prints the due list (--format ics for \
      calendars), --right explains every fee of one right, --reconcile checks the ledger, --payments an agent's list.

      核对有发现时退出码为 1 / Exit code 1 when the check of payments finds differences.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("预测多少个日历年，含当年 / calendar years ahead, this one included.", valueName: "N"))
  var years: Int?

  @Flag(name: .customLong("to-end"), help: "预测到期限届满 / to the end of the terms.")
  var toEnd = false

  @Option(
    help: ArgumentHelp(
      "维度，逗号分隔 / dimensions, separated by commas: \(ForecastDimension.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "DIMENSION,…"))
  var by: String?

  @Option(help: ArgumentHelp("未存评审时用于分级的模型 / the grading model where no run is stored.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(
    name: .customLong("due-within"),
    help: ArgumentHelp(
      "列出这些天内到期的费用，宽限期内的在前 / list fees due within so many days, those in grace first.", valueName: "DAYS"))
  var dueWithin: Int?

  @Option(help: ArgumentHelp("一项权利的每笔费用及说明 / every fee of one right, explained.", valueName: "NUMBER"))
  var right: String?

  @Flag(help: "核对数据库中的缴费台账 / check the payments of the store.")
  var reconcile = false

  @Option(
    help: ArgumentHelp(
      "核对代理机构的缴费清单（CSV、XLSX） / check an agent's list of payments (CSV, XLSX).", valueName: "FILE"))
  var payments: String?

  @Option(help: ArgumentHelp("核对时每类最多显示多少条 / at most so many lines of each difference.", valueName: "N"))
  var limit: Int?

  @Option(help: "结果的形式 / form of the result: table, csv, json, ics.")
  var format: ForecastFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let modes = [dueWithin != nil, right != nil, reconcile || payments != nil].count { $0 }
    if modes > 1 {
      throw ValidationError(
        "--due-within、--right、--reconcile（--payments）只能取一 / give only one of --due-within, --right and --reconcile"
      )
    }
    if let years, !(1...100).contains(years) {
      throw ValidationError("--years 应为 1 到 100 / --years must be 1 to 100")
    }
    if years != nil && toEnd {
      throw ValidationError("--years 与 --to-end 只能取一 / give either --years or --to-end")
    }
    if let dueWithin, !(0...3660).contains(dueWithin) {
      throw ValidationError("--due-within 应为 0 到 3660 / --due-within must be 0 to 3660")
    }
    if format == .ics && dueWithin == nil {
      throw ValidationError("ics 只用于 --due-within / ics is for --due-within only")
    }
    if let limit, limit < 1 { throw ValidationError("--limit 至少为 1 / --limit must be at least 1") }
    _ = try dimensions()
  }

  private func dimensions() throws -> [ForecastDimension] {
    var list: [ForecastDimension] = []
    for name in (by ?? "year").split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      guard let dimension = ForecastDimension(rawValue: name) else {
        let known = ForecastDimension.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
          zh: "没有维度“\(name)”；可用：\(known)", en: "There is no dimension '\(name)'; known: \(known)")
      }
      if !list.contains(dimension) { list.append(dimension) }
    }
    return list
  }

  func run() throws {
    common.apply()
    if let payments, !FileManager.default.fileExists(atPath: payments) {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: payments), zh: "没有这个文件", en: "There is no such file",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    let day = asOf ?? CommonOptions.today
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil)
    let outlook = try opened.workspace.feeOutlook(asOf: day)
    Console.report(outlook.problems, atLeast: .warning, each: 3)
    if let dueWithin {
      try printDueList(outlook, dueWithin, opened)
    } else if let right {
      try printRight(outlook, right, opened.workspace)
    } else if reconcile || payments != nil {
      try printPayments(outlook, opened.workspace)
    } else {
      try printForecast(outlook, opened.workspace)
    }
  }

  private func printForecast(_ outlook: FeeOutlook, _ workspace: Workspace) throws {
    let dimensions = try dimensions()
    let grades = dimensions.contains(.grade) ? try workspace.grades(for: outlook, model: model) : nil
    let forecast = outlook.forecast(
      FeeOutlook.ForecastRequest(
        years: toEnd ? nil : years ?? 10, dimensions: dimensions,
        grades: grades.map { ($0.names, $0.order) }, includesCosts: dimensions.contains(.family)))
    let source = grades.map { grades in
      grades.run.map {
        BilingualText(zh: "等级取自第 \($0) 次评审", en: "Grades of run \($0)")
      } ?? BilingualText(zh: "等级为本次临时计算（\(model)），未存", en: "Grades made now by \(model), not stored")
    }
    let view = ForecastView(
      forecast, language: common.language, listsYears: dimensions.contains(.year),
      gradeTitles: grades?.titles ?? [:],
      gradeSource: source)
    switch format {
    case .table, .ics: Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    }
  }

  private func printDueList(_ outlook: FeeOutlook, _ days: Int, _ opened: OpenedPortfolio) throws {
    let name = opened.name
    let view = DueListView(outlook.dueList(within: days), of: outlook, days: days, language: common.language)
    switch format {
    case .table:
      Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
      // Periods of procedure are no fees, and as little to be missed; only marks have any so far.
      let hasMarks = (0..<outlook.table.count).contains {
        outlook.table[.rightKind]?.category($0) == "trademark"
      }
      if hasMarks, let run = try opened.workspace.reviewWithAnswerDays(asOf: outlook.asOf) {
        let options = opened.workspace.reportOptions(language: common.language)
        let answers = AnswerDayText.render(run, within: days, options: options, width: Console.width)
        if !answers.isEmpty { Console.print(answers) }
      }
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    case .ics:
      let title = common.language == .zh ? "\(name) 应缴年费" : "\(name) fees due"
      Console.print(bytes: Array(view.calendar(name: title).utf8))
    }
  }

  private func printRight(_ outlook: FeeOutlook, _ number: String, _ workspace: Workspace) throws {
    let row = try workspace.row(of: number, in: outlook)
    let view = RightFeesView(row, of: outlook, years: years, language: common.language)
    switch format {
    case .table, .ics: Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    }
  }

  private func printPayments(_ outlook: FeeOutlook, _ workspace: Workspace) throws {
    let report =
      try payments.map { try workspace.reconcile(outlook, file: $0) } ?? workspace.reconcile(outlook)
    Console.report(report.problems, atLeast: .warning, each: 3)
    let view = PaymentReportView(report, of: outlook, language: common.language)
    switch format {
    case .table, .ics:
      Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal, limit: limit))
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    }
    if !report.findings.isEmpty || !report.unmatched.isEmpty { throw ExitCode(1) }
  }
}
