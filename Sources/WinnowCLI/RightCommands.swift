import ArgumentParser
import Foundation
import Winnow

/// `winnow explain`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "说明一项权利的等级：事实、得分构成、费用 / Explain a right: facts, parts of the score, fees.")

  @OptionGroup var source: RunOptions

  @Argument(help: ArgumentHelp("权利的编号 / the right's number.", valueName: "right"))
  var right: String

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let (workspace, reviewed) = try source.load(common)
    let row = try workspace.row(of: right, in: reviewed)
    let diff = try reviewed.primary.earlier.map {
      try workspace.diff(before: workspace.run($0.runID), after: reviewed)
    }
    let options = workspace.reportOptions(language: common.language)
    switch format {
    case .json, .csv:
      let explainer = RightExplainer(run: reviewed, wording: Wording(run: reviewed, options: options))
      if format == .json {
        Console.print(
          explainer.json(
            row, options: options, since: diff,
            decisions: try workspace.store.decisionBook().history(reviewed.table.rightIDs[row])))
      } else {
        Console.print(bytes: explainer.csv(row))
      }
    case .table:
      var text = ExplanationText.render(
        run: reviewed, row: row, options: options, width: Console.width, ansi: Console.isOutputTerminal,
        since: diff)
      if let costs = try workspace.costLine(
        of: reviewed.table.rightIDs[row], asOf: reviewed.asOf, language: common.language)
      {
        text += "\n" + costs + "\n"
      }
      text += try ProvenanceText.render(
        workspace, rightID: reviewed.table.rightIDs[row], Wording(run: reviewed, options: options))
      text += try DecisionLines.text(workspace, reviewed.table.rightIDs[row], common.language)
      Console.print(text)
    }
  }
}

/// `winnow show`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一项权利的概要 / One right in brief.")

  @OptionGroup var source: RunOptions

  @Argument(help: ArgumentHelp("权利的编号 / the right's number.", valueName: "right"))
  var right: String

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let (workspace, reviewed) = try source.load(common)
    let row = try workspace.row(of: right, in: reviewed)
    let options = workspace.reportOptions(language: common.language)
    switch format {
    case .table:
      Console.print(
        RightBrief.text(reviewed, row, options)
          + (try DecisionLines.text(workspace, reviewed.table.rightIDs[row], common.language)))
    case .csv: Console.print(bytes: RightListView(run: reviewed, rows: [row], options: options).csv())
    case .json:
      Console.print(
        RightListView(run: reviewed, rows: [row], options: options).json(
          decisions: try workspace.store.decisionBook().history(reviewed.table.rightIDs[row])))
    }
  }
}

/// `winnow list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出权利，可筛选和排序 / List rights, filtered and sorted.",
    discussion: "列名 / columns: \(ListCommand.columnNames)")

  @OptionGroup var source: RunOptions

  @Flag(help: "列出已存的评审 / list the stored runs.")
  var runs = false

  @OptionGroup var filter: RightFilter

  @Option(
    // The value may begin with a hyphen.
    parsing: .unconditional,
    help: ArgumentHelp("按列排序，前加 - 为降序 / sort by a column; a leading - turns it round.", valueName: "COLUMN"))
  var sort: String?

  @Option(help: ArgumentHelp("显示的列，逗号分隔 / columns to show, separated by commas.", valueName: "COLUMN,…"))
  var columns: String?

  @Option(help: ArgumentHelp("最多列出多少项 / at most so many.", valueName: "N"))
  var limit: Int?

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  static let columnNames: String =
    (["number", "title", "owner", "unit", "grade", "points", "interval", "coverage", "fees"]
    + FactCatalogue.all.map(\.id.name)).joined(separator: ", ")

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit 不能为负 / --limit must not be negative") }
  }

  func run() throws {
    common.apply()
    if let columns, columns.split(separator: ",").allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError(
        zh: "--columns 没有写列名；写如 --columns number,title",
        en: "--columns names no column; write it like --columns number,title")
    }
    if runs { return try listRuns() }
    let (workspace, reviewed) = try source.load(common)
    let options = workspace.reportOptions(language: common.language)
    var rows = try filter.rows(of: reviewed)
    if let sort {
      let descending = sort.hasPrefix("-")
      let column = try column(named: descending ? String(sort.dropFirst()) : sort)
      rows = RightListView.sorted(rows, of: reviewed, by: column, descending: descending, options: options)
    }
    let found = rows.count
    if let limit { rows = Array(rows.prefix(limit)) }
    let chosen = try columns.map { try $0.split(separator: ",").map { try column(named: String($0)) } }
    let usual = format == .table ? RightListColumn.terminal : RightListColumn.standard
    let view = RightListView(run: reviewed, rows: rows, columns: chosen ?? usual, options: options)
    switch format {
    case .table:
      Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
      Console.say(
        zh:
          "第 \(reviewed.id) 次评审（\(reviewed.asOf.iso)）：列出 \(rows.count) 项，符合条件 \(found) 项，共 \(reviewed.table.count) 项",
        en:
          "Run \(reviewed.id) (\(reviewed.asOf.iso)): \(rows.count) listed, \(found) fit, \(reviewed.table.count) in all"
      )
    case .csv: Console.print(bytes: view.csv())
    case .json: Console.print(view.json())
    }
  }

  private func column(named name: String) throws -> RightListColumn {
    if let column = RightListColumn(name: name.trimmingCharacters(in: .whitespaces)) { return column }
    throw ValidationError(
      zh: "没有列“\(name)”；可用：\(ListCommand.columnNames)",
      en: "There is no column '\(name)'; known: \(ListCommand.columnNames)")
  }
}
