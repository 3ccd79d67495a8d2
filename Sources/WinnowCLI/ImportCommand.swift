import ArgumentParser
import Foundation
import Winnow

/// `winnow import`
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "把导出文件读入数据库 / Read exports into a store.",
    discussion: """
      同样的行再次导入不会改变任何内容。一次导入要么全部写入，要么全不写入。
      Rows that are stored already change nothing. An import is stored whole or not at all.
      """)

  @Argument(help: ArgumentHelp("导出文件或文件夹 / export files or folders.", valueName: "file"))
  var files: [String] = []

  @Option(help: ArgumentHelp("数据库文件 / the store.", valueName: "STORE"))
  var db: String?

  @Option(help: ArgumentHelp("映射的名称或 YAML 文件 / mapping: its id or a YAML file.", valueName: "NAME|FILE"))
  var mapping: String?

  @Option(
    name: .customLong("observed-on"),
    help: ArgumentHelp("导出日，缺省为今天 / day of the export; today when not given.", valueName: "DAY"))
  var observedOn: CalendarDay?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "导出日最晚可至此日；早于今天或数据库所知最后一日的不起作用 / exports may be dated up to this day; one before today, or before the last day that the store knows of, changes nothing.",
      valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    name: .customLong("date-order"),
    help: ArgumentHelp("日期次序不明时的读法 / how ambiguous dates are read: dmy, mdy.", valueName: "ORDER"))
  var dateOrder: DateOrderChoice?

  @Flag(
    name: .customLong("whole-tables"),
    help:
      "各表文件是完整的：关联、收入、数字、归属、交易、费用、无形资产各表中不再有的行自导出日起终止；其他表的行只由 to_day 终止，缺少的会列出；rights、citations、units、parties、products、families 不作比对 / the files of native tables are whole: rows of links, revenues, figures, attributions, deals, costs and intangibles that are no longer in them end; those of other tables end by their to_day alone, and the missing ones are named; rights, citations, units, parties, products and families are not compared."
  )
  var wholeTables = false

  @Flag(name: .customLong("dry-run"), help: "只试读，不写入 / try everything, store nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("把拒收的行写入 CSV / write refused rows to a CSV file.", valueName: "FILE"))
  var rejects: String?

  @Option(help: ArgumentHelp("写出本程序格式的空表模板 / write empty tables of the native format.", valueName: "DIR"))
  var template: String?

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if template != nil { return }
    if files.isEmpty { throw ValidationError("请给出至少一个文件 / give at least one file") }
    if db == nil && !dryRun {
      throw ValidationError("请用 --db 指定数据库，或加 --dry-run 试读 / name the store with --db, or add --dry-run")
    }
  }

  func run() throws {
    common.apply()
    if let template { return try writeTemplate(template) }
    do {
      try importFiles()
    } catch let list as ProblemList where format == .json {
      // A program that reads the JSON wants the reasons there too.
      Console.print(ImportJSON.text(list))
      throw list
    }
  }

  private func importFiles() throws {
    for file in files where !FileManager.default.fileExists(atPath: file) {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: file), zh: "没有这个文件或文件夹", en: "There is no such file or folder",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    // A dry run without a store tries the files against an empty one.
    let store = dryRun && db.map { !FileManager.default.fileExists(atPath: $0) } ?? true ? ":memory:" : db
    let isNew = store.map { !FileManager.default.fileExists(atPath: $0) } ?? false
    try CommonOptions.refuseUnseen(observedOn, asOf: asOf) {
      guard let store, !isNew else { return nil }
      return try Workspace.open(at: store, create: false, models: common.models).lastKnownDay()
    }
    let workspace = try Workspace.open(at: store ?? ":memory:", models: common.models)
    var options = ImportOptions(
      mapping: mapping, observedOn: observedOn ?? CommonOptions.today, isObservedOnStated: observedOn != nil,
      dateOrder: dateOrder?.order, dryRun: dryRun)
    options.today = CommonOptions.today
    if wholeTables { options.rowEnding = .ofTable }
    Console.progress(zh: "导入 …", en: "Importing …")
    options.shouldStop = { Interruption.isAsked }
    let report: ImportReport
    do {
      report = try BreakingOff.during(storing: "没有导入任何内容", "nothing was imported") {
        try workspace.importPortfolio(from: files, options: options)
      }
    } catch {
      Console.endProgress()
      if isNew, let store, try workspace.store.rightCount() == 0 { OpenedPortfolio.removeEmptyStore(store) }
      throw error
    }
    Console.endProgress()
    if let rejects { try writeRejects(report, to: rejects) }
    switch format {
    case .json: Console.print(ImportJSON.text(report))
    case .table, .csv:
      Console.report(report.problems)
      ImportCommand.summary(report).forEach { Console.print(TerminalText.clean($0)) }
      if dryRun { Console.print(DryRunText.text(report, Console.language)) }
    }
    if report.refused > 0 { throw ExitCode(1) }
  }

  /// The lines of a few files, or one line for the many tables of a folder.
  static func brief(_ report: ImportReport, _ path: String) -> [String] {
    guard report.files.count > 3 else { return summary(report) }
    let zh = Console.language == .zh
    let counts =
      zh
      ? "\(report.rows) 行 = 存入 \(report.stored) + 合并 \(report.merged) + 拒收 \(report.refused) + 未变 \(report.unchanged)"
      : "\(report.rows) rows = \(report.stored) stored + \(report.merged) merged + \(report.refused) refused + \(report.unchanged) unchanged"
    let line =
      (zh ? "\(path)：\(report.files.count) 个表，\(counts)" : "\(path): \(report.files.count) tables, \(counts)")
      + ended(report.ended) + resumed(report.resumed)
    guard report.rows > 0, report.rows == report.unchanged, report.ended == 0, report.resumed == 0,
      report.endedLater == 0
    else {
      return [line]
    }
    return [line + (zh ? "。内容与已有数据相同，未作改动" : ". Nothing new: nothing was changed")]
  }

  /// A line a file: what was read and what became of it.
  static func summary(_ report: ImportReport) -> [String] {
    report.files.map { file in
      let counts = file.counts
      var detected = file.mapping
      if !file.mapping.hasPrefix("native") {
        let zh = Console.language == .zh
        let next = file.runnerUp.map {
          zh ? "，次选 \($0.name) \(percent($0.score))" : ", next \($0.name) \(percent($0.score))"
        }
        detected +=
          zh
          ? "（吻合 \(percent(file.score))\(next ?? "，无次选")）"
          : " (fit \(percent(file.score))\(next ?? ", no other fits"))"
      }
      if Console.language == .zh {
        let line =
          "\(counts.file)：映射 \(detected)，\(counts.rows) 行 = 存入 \(counts.stored) + 合并 \(counts.merged)"
          + " + 拒收 \(counts.refused) + 未变 \(counts.unchanged)；涉及权利 \(counts.rights) 项" + ended(counts.ended)
          + resumed(counts.resumed)
        return isNothingNew(counts) ? line + "。内容与已有数据相同，未作改动" : line
      }
      let line =
        "\(counts.file): mapping \(detected), \(counts.rows) rows = \(counts.stored) stored + \(counts.merged) merged"
        + " + \(counts.refused) refused + \(counts.unchanged) unchanged; \(counts.rights) rights"
        + ended(counts.ended) + resumed(counts.resumed)
      return isNothingNew(counts)
        ? line + ". Nothing new: nothing was changed" : line
    }
  }

  private static func isNothingNew(_ counts: ImportCounts) -> Bool {
    counts.rows > 0 && counts.unchanged == counts.rows && counts.ended == 0 && counts.resumed == 0
      && counts.endedLater == 0
  }

  /// How many rows known before ended, to be said behind the counts of those in the file; nothing where none did.
  private static func ended(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return Console.language == .zh ? "；\(count) 行终止" : "; \(count) \(count == 1 ? "row" : "rows") ended"
  }

  /// How many rows of the file had ended and go on from its day; nothing where none does.
  private static func resumed(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return Console.language == .zh
      ? "；\(count) 行恢复" : "; \(count) \(count == 1 ? "row goes" : "rows go") on again"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  /// One file of rejects for each file that had any, so that each can be mended and imported again.
  private func writeRejects(_ report: ImportReport, to path: String) throws {
    let texts = RejectsFile.texts(report, language: Console.language)
    for (index, text) in texts.enumerated() {
      let name = index == 0 ? path : "\((path as NSString).deletingPathExtension)-\(index + 1).csv"
      try OutputFile.write(text, to: name)
      Console.say(zh: "拒收的行：\(name)", en: "Refused rows: \(name)")
    }
  }

  private func writeTemplate(_ folder: String) throws {
    let manager = FileManager.default
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ProblemList(
        Problem(.unwritableFile, at: Place(file: folder), zh: "无法建立文件夹", en: "The folder cannot be made"))
    }
    let files = NativeTemplate.files()
    let present = files.filter { manager.fileExists(atPath: folder + "/" + $0.fileName) }
    guard present.isEmpty else {
      throw ProblemList(
        Problem(
          .unwritableFile, at: Place(file: folder), value: present.map(\.fileName).joined(separator: ", "),
          zh: "文件夹中已有同名文件，未覆盖", en: "The folder already holds files of these names; nothing was overwritten",
          remedy: BilingualText(zh: "换一个空文件夹", en: "Choose an empty folder")))
    }
    for file in files { try OutputFile.write(file.text, to: folder + "/" + file.fileName) }
    Console.print(
      Console.language == .zh
        ? "已在 \(folder) 写出 \(files.count) 个空表" : "Wrote \(files.count) empty tables to \(folder)")
  }
}
