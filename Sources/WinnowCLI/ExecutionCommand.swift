public import ArgumentParser
import Foundation
public import Winnow

extension ExecutionResult.Outcome: ExpressibleByArgument {}

/// `winnow execution`
struct ExecutionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "execution",
    abstract:
      "执行：缴费指令、所缺文件、合规档案、与登记核对、预算 / Instructions on fees, papers missing, the file of a right, the check.",
    discussion: """
      缺省列出缴费指令（缴 / 不缴）。--check 与登记和台账核对，决定保留却已终止、决定不缴却已缴时退出码为 1。
      By default the instructions on fees, to pay or not. --check compares with the register and the ledger; exit code 1 \
      when a right to be kept has lapsed, or a fee that should have stayed unpaid was paid.
      """)

  @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
  var store: String

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    name: .customLong("due-within"),
    help: ArgumentHelp("列出这些天内到期的费用 / fees due within so many days.", valueName: "DAYS"))
  var dueWithin = 365

  @Flag(help: "列出决定所缺的文件与同意 / papers and consents that decisions lack.")
  var missing = false

  @Flag(help: "与登记和缴费台账核对 / compare with the register and the ledger.")
  var check = false

  @Option(
    help: ArgumentHelp(
      "该年各单位年费：计划、按决定、已缴 / fees of a year by unit: planned, decided, paid.", valueName: "YEAR"))
  var budget: Int?

  @Option(
    name: .customLong("file-for"),
    help: ArgumentHelp(
      "写出一项权利的合规档案（HTML 与 JSON），--output 为文件夹 / the compliance file of a right, HTML and JSON; --output names the folder.",
      valueName: "RIGHT"))
  var fileFor: String?

  @Option(help: ArgumentHelp("登记一项权利的执行结果 / record what was done with a right.", valueName: "RIGHT"))
  var done: String?

  @Option(
    help: ArgumentHelp(
      "结果 / what was done: \(ExecutionResult.Outcome.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "RESULT"))
  var result: ExecutionResult.Outcome?

  @Option(help: ArgumentHelp("证明文件 / the paper that proves it.", valueName: "FILE"))
  var document: String?

  @Option(help: ArgumentHelp("登记人 / who records it.", valueName: "NAME"))
  var by: String?

  @Option(
    name: .customLong("on"), help: ArgumentHelp("完成日 / the day on which it was done.", valueName: "DAY"))
  var on: CalendarDay?

  @Option(help: ArgumentHelp("备注 / a remark.", valueName: "TEXT"))
  var note: String?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "预算所依据的评审，缺省为最近一次 / the run of the budget; the latest when not given.", valueName: "NUMBER"))
  var runNumber: Int64?

  @OptionGroup var output: RecordOutput

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if fileFor == nil { try output.check() }
    let modes = [missing, check, budget != nil, fileFor != nil, done != nil].count { $0 }
    if modes > 1 {
      throw ValidationError(
        "--missing、--check、--budget、--file-for、--done 只能取一 / give only one of --missing, --check, --budget, --file-for and --done"
      )
    }
    if !(0...3660).contains(dueWithin) {
      throw ValidationError("--due-within 应为 0 到 3660 / --due-within must be 0 to 3660")
    }
    if fileFor != nil, output.output == nil {
      throw ValidationError("--file-for 需要 --output 文件夹 / --file-for needs --output, a folder")
    }
    if done != nil, result == nil || by == nil || on == nil {
      throw ValidationError("--done 需要 --result、--by、--on / --done needs --result, --by and --on")
    }
  }

  func run() throws {
    common.apply()
    let workspace = try Workspace.open(at: store, create: false, models: common.models)
    let day = asOf ?? CommonOptions.today
    if let done, let result, let by, let on { return try record(workspace, done, result, by, on, day) }
    let latest = try workspace.runs().isEmpty ? nil : workspace.run(runNumber)
    let context = try workspace.recordContext(run: latest, asOf: day, language: common.language)
    if missing {
      let (papers, questions) = try workspace.missing(asOf: day)
      return try output.write(ExecutionDocuments.missing(papers, questions: questions, context))
    }
    let outlook = try workspace.feeOutlook(asOf: day)
    Console.report(outlook.problems, atLeast: .warning, each: 3)
    if check { return try writeCheck(workspace, outlook, context) }
    if let budget { return try writeBudget(workspace, outlook, budget, context) }
    if let fileFor { return try writeFile(workspace, outlook, fileFor, context) }
    let list = try workspace.executionList(outlook, days: dueWithin)
    try output.write(ExecutionDocuments.list(list, of: outlook, context))
  }

  private func writeCheck(_ workspace: Workspace, _ outlook: FeeOutlook, _ context: RecordContext) throws {
    let check = try workspace.executionCheck(outlook)
    try output.write(ExecutionDocuments.check(check, context))
    if check.hasAlarm { throw ExitCode(1) }
  }

  private func writeBudget(
    _ workspace: Workspace, _ outlook: FeeOutlook, _ year: Int, _ context: RecordContext
  ) throws {
    let run = try workspace.run(runNumber)
    guard let budget = try workspace.budget(year, run: run, outlook) else {
      let last = run.fees.firstYear + run.fees.yearCount - 1
      throw ValidationError(
        "该次评审的费用预测为 \(run.fees.firstYear) 至 \(last) 年 / the run's forecast covers \(run.fees.firstYear) to \(last)"
      )
    }
    try output.write(ExecutionDocuments.budget(budget, currency: run.currency, context))
  }

  private func writeFile(
    _ workspace: Workspace, _ outlook: FeeOutlook, _ right: String, _ context: RecordContext
  ) throws {
    guard let folder = output.output else { return }
    let record = try workspace.complianceRecord(of: right, outlook)
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ProblemList(
        Problem(
          .unwritableFile, at: Place(file: folder), zh: "无法建立文件夹", en: "The folder cannot be made",
          remedy: BilingualText(zh: "检查路径和写权限", en: "Check the path and whether it may be written to")))
    }
    var taken: Set<String> = []
    let number = record.run.table.text("number", record.row)
    let stem = ReportFile.name(folder + "/compliance", unit: number, taken: &taken)
    let (json, page) = (stem + ".json", stem + ".html")
    let data = ComplianceDocument.make(record, context)
    let hash = SHA256Digest(of: data.json()).hex
    try RecordOutput.write(data, to: json)
    try RecordOutput.write(ComplianceDocument.make(record, dataHash: hash, context), to: page)
    Console.print("\(json)\t\(hash)\n\(page)")
  }

  private func record(
    _ workspace: Workspace, _ right: String, _ result: ExecutionResult.Outcome, _ by: String,
    _ on: CalendarDay, _ day: CalendarDay
  ) throws {
    let outlook = try workspace.feeOutlook(asOf: day)
    let row = try workspace.row(of: right, in: outlook)
    let entry = try workspace.recordResult(
      of: outlook.table.rightIDs[row], number: outlook.table.text("number", row), result, on: on,
      document: document, note: note, by: JournalSignature(actor: by, day: day))
    Console.report(
      try workspace.gatesPassed(
        of: outlook.table.rightIDs[row], number: outlook.table.text("number", row), result, on: on))
    Console.print(
      common.language == .zh
        ? "#\(entry?.sequence ?? 0) 已登记：\(right) \(result.title.zh) \(on.iso)"
        : "#\(entry?.sequence ?? 0) recorded: \(right) \(result.title.en) \(on.iso)")
  }
}
