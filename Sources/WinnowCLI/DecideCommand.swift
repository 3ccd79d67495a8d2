public import ArgumentParser
import Foundation
public import Winnow

extension DisposalAction: ExpressibleByArgument {
  /// The code, or the word of either language.
  public init?(argument: String) { self.init(cell: argument) }
}

/// `winnow decide`
struct DecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "记录处置决定：逐项、按条件或由清单；会签、撤销、查询 / Record decisions on rights; sign, cancel, list them.",
    discussion: """
      决定只增不改：新决定替代旧决定，撤销也留痕。依据较旧的评审、数据有变、已有不同决定、费用已缴、门槛未解除等冲突\
      先列出，说明理由（--accept-conflicts）后才记录；有一处不妥则全部不写。
      Decisions are only ever added: a new one takes the place of the old, and taking back leaves its trace. Conflicts \
      are shown first and taken only with a reason (--accept-conflicts); where anything is wrong nothing is written.
      """)

  @OptionGroup var source: RunOptions

  @Argument(help: ArgumentHelp("权利的编号 / numbers of rights.", valueName: "right"))
  var rights: [String] = []

  @OptionGroup var filter: RightFilter

  @Option(
    help: ArgumentHelp(
      "填好决定的工作清单（XLSX、CSV） / a working list with decisions (XLSX, CSV).", valueName: "FILE"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "决定 / the decision: \(DisposalAction.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "ACTION"))
  var action: DisposalAction?

  /// Whether whoever takes a right is abroad.
  enum Answer: String, CaseIterable, ExpressibleByArgument {
    case yes, no
  }

  @Option(
    help: ArgumentHelp(
      "受让方或被许可方是否在境外；不写明的，对外转让的门槛待查明 / whether whoever takes the right, or a licence of it, is abroad; where it is not said, the gates before an act abroad are questions.",
      valueName: "ANSWER"))
  var abroad: Answer?

  @Flag(help: "以第二人身份签署这些权利待签署的决定 / sign the decisions that wait, as another person.")
  var approve = false

  @Flag(help: "撤销这些权利现行的决定 / take back the decisions that stand.")
  var cancel = false

  @Flag(help: "列出决定 / list decisions.")
  var list = false

  @Option(help: ArgumentHelp("决定人：个人或会议 / who decides: a person or a body.", valueName: "NAME"))
  var by: String?

  @Option(help: ArgumentHelp("决定人的角色 / the role.", valueName: "ROLE"))
  var role: String = ""

  @Option(
    name: .customLong("reason-code"),
    help: ArgumentHelp("理由类别的代码，见 Models/Decisions / code of the reason.", valueName: "CODE"))
  var reasonCode: String?

  @Option(help: ArgumentHelp("理由 / the reason in words.", valueName: "TEXT"))
  var reason: String?

  @Option(help: ArgumentHelp("从这一天起执行 / to be carried out from this day on.", valueName: "DAY"))
  var effective: CalendarDay?

  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("决定日，缺省为今天 / the day of deciding; today when not given.", valueName: "DAY"))
  var on: CalendarDay?

  @Option(help: ArgumentHelp("所属的评审周期 / the cycle that they belong to.", valueName: "NAME"))
  var cycle: String?

  @Option(
    name: .customLong("accept-conflicts"),
    help: ArgumentHelp("接受所列冲突的理由 / why the conflicts shown are accepted.", valueName: "REASON"))
  var acceptConflicts: String?

  @Flag(name: .customLong("dry-run"), help: "只核对，不写入 / check everything, write nothing.")
  var dryRun = false

  @OptionGroup var output: RecordOutput

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try output.check()
    let modes = [action != nil || from != nil, approve, cancel, list].count { $0 }
    if modes != 1 || action != nil && from != nil {
      throw ValidationError(
        "--action、--from、--approve、--cancel、--list 须取其一 / give one of --action, --from, --approve, --cancel and --list"
      )
    }
    if abroad != nil, approve || cancel || list {
      throw ValidationError(
        "--abroad 只能与新的决定同用（--action 或 --from）：已有的决定改不了，请重新决定 / only a new decision answers --abroad: give it with --action or --from"
      )
    }
    if list { return }
    if from == nil {
      if by == nil { throw ValidationError("请用 --by 写明决定人 / say who with --by") }
      if rights.isEmpty && !filter.isGiven {
        throw ValidationError(
          "请写出编号，或用 --grade、--unit 等筛选 / name rights, or choose them with --grade, --unit and so on")
      }
    } else if !rights.isEmpty || filter.isGiven {
      throw ValidationError("--from 不能与编号或筛选同时使用 / --from stands alone: no rights, no choice")
    }
    if action != nil || cancel, (reason ?? "").trimmingBlanks.isEmpty {
      throw ValidationError("请用 --reason 写明理由 / say why with --reason")
    }
    if let acceptConflicts, acceptConflicts.trimmingBlanks.isEmpty {
      throw ValidationError("--accept-conflicts 须写明理由 / --accept-conflicts needs a reason")
    }
  }

  private var day: CalendarDay { on ?? CommonOptions.today }

  func run() throws {
    common.apply()
    let workspace = try source.open(common)
    if list { return try writeList(workspace) }
    let record = try cycle.map { try workspace.cycle($0) }
    // A cycle rests on the run that it was opened on.
    let run = try workspace.run(source.run ?? record?.cycle.run)
    if approve || cancel { return try signOrCancel(workspace, run) }
    let asked = try asked(workspace, run)
    var drafts = try workspace.drafts(
      asked.requests, on: run, day: day, cycle: record, because: acceptConflicts, origin: asked.origin)
    // A row that cannot be read hides nothing of the others.
    drafts.problems = asked.problems + drafts.problems
    let open = asked.open
    let context = try workspace.recordContext(run: run, asOf: day, language: common.language)
    if open > 0 { Console.say(zh: "\(open) 行未作决定", en: "Rows without a decision: \(open)") }
    for aside in asked.leftAside { Console.say(zh: aside.sentence.zh, en: aside.sentence.en) }
    // Shown in full: these are what a person has to know before anything is taken.
    let isAccepted = drafts.conflicts.isEmpty || acceptConflicts != nil
    let conflicts = drafts.conflicts.map { conflict in
      var shown = conflict
      if isAccepted { shown.severity = .warning }
      return shown
    }
    Console.report(drafts.problems + conflicts, each: .max)
    if dryRun || !drafts.problems.isEmpty || !isAccepted {
      if dryRun { try output.write(DecisionDocuments.drafts(drafts, entries: nil, context)) }
      refuse(drafts, isAccepted: isAccepted)
      if !drafts.problems.isEmpty || !isAccepted {
        throw ExitCode(Console.exitCode(of: drafts.problems))
      }
      return
    }
    let actor = by ?? drafts.decisions.first?.decidedBy ?? ""
    let entries = try workspace.record(drafts, by: JournalSignature(actor: actor, role: role, day: day))
    try output.write(DecisionDocuments.drafts(drafts, entries: entries, context))
  }

  private func refuse(_ drafts: DecisionDrafts, isAccepted: Bool) {
    if !drafts.problems.isEmpty {
      Console.say(
        zh: "\(drafts.problems.count) 处有误，一项也没有记录",
        en: "Faults: \(drafts.problems.count). Nothing was recorded")
    } else if !isAccepted {
      Console.say(
        zh: "\(drafts.conflicts.count) 处冲突，一项也没有记录。看过之后仍要记录，请加 --accept-conflicts 理由",
        en:
          "Conflicts: \(drafts.conflicts.count). Nothing was recorded. To record all the same, add --accept-conflicts REASON"
      )
    }
  }

  /// What is asked for, from the command line or a file.
  private struct Asked {
    var requests: [DecisionRequest] = []
    var problems: [Problem] = []
    var open = 0
    var leftAside: [DayLeftAside] = []
    var origin: WorkingListOrigin?
  }

  private func asked(_ workspace: Workspace, _ run: ReviewRun) throws -> Asked {
    if let from {
      let file = try workspace.decisions(
        inFile: from, on: run, by: by, role: role, day: day, effective: effective, reasonCode: reasonCode,
        reason: reason, abroad: abroad.map { $0 == .yes })
      return Asked(
        requests: file.requests, problems: file.problems, open: file.open, leftAside: file.leftAside,
        origin: file.origin)
    }
    guard let action, let by, let reason else { return Asked() }
    return Asked(
      requests: try rows(workspace, run).map { row in
        DecisionRequest(
          row: row, action: action, abroad: abroad.map { $0 == .yes }, decidedBy: by, role: role, day: day,
          effective: effective, reasonCode: reasonCode, reason: reason)
      })
  }

  /// The rows named or chosen; every number that is not understood is told at once.
  private func rows(_ workspace: Workspace, _ run: ReviewRun) throws -> [Int] {
    if rights.isEmpty { return try filter.rows(of: run) }
    var problems: [Problem] = []
    var rows: [Int] = []
    for right in rights {
      do { rows.append(try workspace.row(of: right, in: run)) } catch let list as ProblemList {
        problems += list.problems
      }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    guard filter.isGiven else { return rows }
    let chosen = Set(try filter.rows(of: run))
    return rows.filter { chosen.contains($0) }
  }

  private func signOrCancel(_ workspace: Workspace, _ run: ReviewRun) throws {
    let rows = try rows(workspace, run)
    let numbers = Dictionary(
      rows.map { (run.table.rightIDs[$0], run.table.text("number", $0)) },
      uniquingKeysWith: { first, _ in first })
    let lines = try workspace.standing(
      rows.map { run.table.rightIDs[$0] }, numbers: { numbers[$0] ?? "" },
      otherwise: approve ? .nothingToSign : .nothingToRevoke)
    let by = by ?? ""
    if approve {
      try CommonOptions.refuseFuture(day)
      // Whoever signs sees what was accepted, and what has changed since.
      let conflicts = try workspace.conflictsAtSigning(lines, day: day)
      Console.report(conflicts, each: .max)
      guard !conflicts.contains(where: { $0.severity == .error }) else {
        Console.say(zh: "一项也没有签署", en: "Nothing was signed")
        throw ExitCode(65)
      }
    }
    let contents = lines.map { line -> JournalContent in
      approve
        ? .approval(DecisionApproval(decision: line.entry, approvedBy: by, role: role, day: day))
        : .revocation(
          JournalRevocation(revokes: line.entry, revokedBy: by, day: day, reason: reason ?? ""))
    }
    guard !dryRun else { return }
    try workspace.store.record(contents, by: JournalSignature(actor: by, role: role, day: day))
    let book = try workspace.store.decisionBook()
    let entries = Set(lines.map(\.entry))
    let context = try workspace.recordContext(run: run, asOf: day, language: common.language)
    try output.write(
      DecisionDocuments.list(book.lines.filter { entries.contains($0.entry) }, head: book.head, context))
  }

  private func writeList(_ workspace: Workspace) throws {
    let run = try workspace.runs().isEmpty ? nil : workspace.run(source.run)
    let book = try workspace.store.decisionBook(asOf: on)
    var lines = book.lines
    if let run, !rights.isEmpty || filter.isGiven {
      let ids = Set(try rows(workspace, run).map { run.table.rightIDs[$0] })
      lines = lines.filter { ids.contains($0.decision.rightID) }
    }
    if let cycle { lines = lines.filter { $0.decision.cycle == cycle } }
    let context = try workspace.recordContext(run: run, asOf: day, language: common.language)
    try output.write(DecisionDocuments.list(lines, head: book.head, context))
  }
}
