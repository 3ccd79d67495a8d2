import ArgumentParser
import Foundation
import Winnow

/// `winnow evidence`
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "登记解除门槛的证明材料和决定所需的文件 / Papers that lift gates, and papers of decisions.",
    subcommands: [Add.self, List.self, Withdraw.self])

  /// `winnow evidence add`
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "登记一份文件：名称和散列值；文件留在原处 / Record a paper by name and hash; the file stays.")

    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String

    @Argument(help: ArgumentHelp("权利的编号 / the right's number.", valueName: "right"))
    var right: String

    @Option(help: ArgumentHelp("门槛（G1…）或文件编号 / the gate, or the paper's id.", valueName: "ID"))
    var gate: String

    @Option(help: ArgumentHelp("文件 / the file.", valueName: "FILE"))
    var document: String

    @Option(help: ArgumentHelp("登记人 / who records it.", valueName: "NAME"))
    var by: String

    @Option(help: ArgumentHelp("登记人的角色 / the role.", valueName: "ROLE"))
    var role: String = ""

    @Option(
      help: ArgumentHelp(
        "只对这种行为有效，可重复；缺省为全部 / only for this act, may be repeated; for all when not given: \(GatedAct.allCases.map(\.rawValue).joined(separator: ", ")).",
        valueName: "ACT"))
    var act: [GatedAct] = []

    @Option(
      name: .customLong("on"),
      help: ArgumentHelp("登记日、起算日，缺省为今天 / from this day; today when not given.", valueName: "DAY"))
    var on: CalendarDay?

    @Option(
      name: .customLong("valid-to"),
      help: ArgumentHelp("有效至；缺省为长期 / the last day that it counts; no end when not given.", valueName: "DAY"))
    var validTo: CalendarDay?

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let workspace = try Workspace.open(at: store, create: false, models: common.models)
      let day = on ?? CommonOptions.today
      if let validTo, validTo < day {
        throw ValidationError("--valid-to 早于起算日 / --valid-to is before the first day")
      }
      try CommonOptions.refuseFuture(day)
      let known = try workspace.evidenceIDs()
      guard known.contains(gate) else {
        let list = known.sorted { ($0.count, $0) < ($1.count, $1) }.joined(separator: ", ")
        throw ValidationError(
          zh: "没有门槛或文件“\(gate)”；可用：\(list)", en: "no gate or paper '\(gate)'; known: \(list)")
      }
      let outlook = try workspace.feeOutlook(asOf: day)
      let row = try workspace.row(of: right, in: outlook)
      let number = outlook.table.text("number", row)
      let entry = try workspace.recordPaper(
        of: outlook.table.rightIDs[row], number: number, gate: gate, acts: act, document: document, from: day,
        validTo: validTo, by: JournalSignature(actor: by, role: role, day: day))
      let shown = (document as NSString).lastPathComponent
      Console.print(
        common.language == .zh
          ? "#\(entry?.sequence ?? 0) 已登记：\(number) \(gate) \(shown)"
          : "#\(entry?.sequence ?? 0) recorded: \(number) \(gate) \(shown)")
    }
  }

  /// `winnow evidence list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出已登记的文件 / The papers on record.")

    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
    var asOf: CalendarDay?

    @OptionGroup var output: RecordOutput

    @OptionGroup var common: CommonOptions

    func validate() throws { try output.check() }

    func run() throws {
      common.apply()
      let workspace = try Workspace.open(at: store, create: false, models: common.models)
      let day = asOf ?? CommonOptions.today
      let run = try workspace.runs().isEmpty ? nil : workspace.run()
      let context = try workspace.recordContext(run: run, asOf: day, language: common.language)
      try output.write(
        DecisionDocuments.evidence(try workspace.store.evidenceRecords(asOf: day), context))
    }
  }

  /// `winnow evidence withdraw`
  struct Withdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw", abstract: "撤回一份登记，留痕 / Take a paper back; the trace stays.")

    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String

    @Argument(help: ArgumentHelp("条目号 / the number of the entry.", valueName: "entry"))
    var entry: Int64

    @Option(help: ArgumentHelp("撤回人 / who takes it back.", valueName: "NAME"))
    var by: String

    @Option(help: ArgumentHelp("理由 / why.", valueName: "TEXT"))
    var reason: String

    @Option(
      name: .customLong("on"),
      help: ArgumentHelp("撤回日，缺省为今天 / the day; today when not given.", valueName: "DAY"))
    var on: CalendarDay?

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let workspace = try Workspace.open(at: store, create: false, models: common.models)
      let day = on ?? CommonOptions.today
      guard try workspace.store.evidenceRecords(asOf: day).contains(where: { $0.entry.sequence == entry })
      else {
        throw ProblemList(
          Problem(
            .nothingToRevoke, value: "#\(entry)", zh: "没有这份登记，或已撤回", en: "There is no such paper on record",
            remedy: BilingualText(
              zh: "条目号见 winnow evidence list", en: "winnow evidence list shows the numbers")))
      }
      try workspace.store.record(
        [.revocation(JournalRevocation(revokes: entry, revokedBy: by, day: day, reason: reason))],
        by: JournalSignature(actor: by, day: day))
      Console.print(common.language == .zh ? "#\(entry) 已撤回" : "#\(entry) taken back")
    }
  }
}
