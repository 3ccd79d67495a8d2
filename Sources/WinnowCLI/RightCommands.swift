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
    let earlier = try reviewed.primary.earlier.map { try workspace.run($0.runID) }
    let options = workspace.reportOptions(language: common.language)
    switch format {
    case .json, .csv:
      let explainer = RightExplainer(run: reviewed, wording: Wording(run: reviewed, options: options))
      if format == .json {
        Console.print(explainer.json(row, options: options, earlier: earlier))
      } else {
        Console.print(bytes: explainer.csv(row))
      }
    case .table:
      var text = ExplanationText.render(
        run: reviewed, row: row, options: options, width: Console.width, ansi: Console.isOutputTerminal,
        earlier: earlier)
      if let costs = try workspace.costLine(
        of: reviewed.table.rightIDs[row], asOf: reviewed.asOf, language: common.language)
      {
        text += "\n" + costs + "\n"
      }
      text += try ProvenanceText.render(
        workspace, rightID: reviewed.table.rightIDs[row], Wording(run: reviewed, options: options))
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
    case .table: Console.print(RightBrief.text(reviewed, row, options))
    case .csv: Console.print(bytes: RightListView(run: reviewed, rows: [row], options: options).csv())
    case .json: Console.print(RightListView(run: reviewed, rows: [row], options: options).json())
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

  @Option(help: ArgumentHelp("等级，逗号分隔 / grades, separated by commas.", valueName: "A,B,…"))
  var grade: String?

  @Option(help: ArgumentHelp("单位名称含此文字 / the unit's name contains this.", valueName: "TEXT"))
  var unit: String?

  @Option(help: ArgumentHelp("权利种类，逗号分隔 / kinds of right, separated by commas.", valueName: "KIND,…"))
  var kind: String?

  @Option(help: ArgumentHelp("法律状态，逗号分隔 / legal states, separated by commas.", valueName: "STATUS,…"))
  var status: String?

  @Option(help: ArgumentHelp("编号、名称或权利人含此文字 / number, title or owner contains this.", valueName: "TEXT"))
  var find: String?

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
    if runs { return try listRuns() }
    let (workspace, reviewed) = try source.load(common)
    let options = workspace.reportOptions(language: common.language)
    var rows = try filtered(reviewed)
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

  private func words(_ text: String?) -> Set<String>? {
    text.map { Set($0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }) }
  }

  /// A grade of the model by its name in the file, in capitals or not, or by its title in either language.
  private func named(_ text: String, _ run: ReviewRun) throws -> String {
    let wordings = Language.allCases.map { Wording(language: $0, currency: run.currency) }
    let found = run.gradingModel.grades.first { band in
      band.grade.lowercased() == text.lowercased()
        || wordings.contains { $0.gradeName(band).lowercased() == text.lowercased() }
    }
    if let found { return found.grade }
    let known = run.gradingModel.grades.map { band in
      let title = wordings.first { $0.language == Console.language }?.gradeName(band) ?? band.grade
      return title == band.grade ? title : "\(band.grade) (\(title))"
    }.joined(separator: ", ")
    throw ValidationError(
      zh: "没有等级“\(text)”；可用：\(known)", en: "There is no grade '\(text)'; known: \(known)")
  }

  private func filtered(_ run: ReviewRun) throws -> [Int] {
    let names = run.gradingModel.grades.map(\.grade)
    let grades = try words(grade).map { Set(try $0.map { try named($0, run) }) }
    let kinds = words(kind)
    let states = words(status)
    if let kinds, let unknown = kinds.first(where: { RightKind(rawValue: $0) == nil }) {
      let known = RightKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        zh: "没有种类“\(unknown)”；可用：\(known)", en: "There is no kind '\(unknown)'; known: \(known)")
    }
    if let states, let unknown = states.first(where: { LegalStatus(rawValue: $0) == nil && $0 != "unknown" })
    {
      let known = (LegalStatus.allCases.map(\.rawValue) + ["unknown"]).joined(separator: ", ")
      throw ValidationError(
        zh: "没有状态“\(unknown)”；可用：\(known)", en: "There is no status '\(unknown)'; known: \(known)")
    }
    return (0..<run.table.count).filter { row in
      if let grades {
        guard case .graded(let index) = run.grades.outcome(row), grades.contains(names[index]) else {
          return false
        }
      }
      if let kinds, !kinds.contains(run.table[.rightKind]?.category(row) ?? "") { return false }
      if let states, !states.contains(run.table[.legalStatus]?.category(row) ?? "unknown") { return false }
      if let unit, !run.table.text("unit", row).localizedStandardContains(unit) { return false }
      if let find,
        !["number", "title", "owner"].contains(where: {
          run.table.text($0, row).localizedStandardContains(find)
        })
      {
        return false
      }
      return true
    }
  }

  private struct RunOfList: Encodable {
    var run: Int64
    var asOf: String
    var snapshot: String
    var models: [String]
  }

  private func listRuns() throws {
    let workspace = try source.open(common)
    let lines = try workspace.runs()
    if format == .json {
      Console.print(
        JSONText.of(
          lines.map { line in
            RunOfList(run: line.id, asOf: line.asOf.iso, snapshot: line.snapshotHash, models: line.models)
          }))
      return
    }
    for line in lines {
      Console.print(
        "\(line.id)\t\(line.asOf.iso)\t\(line.snapshotHash.prefix(12))\t\(line.models.first ?? "")")
    }
    if lines.isEmpty { Console.say(zh: "还没有评审", en: "There is no review yet") }
  }
}
