import ArgumentParser
import Foundation
import Winnow

/// `winnow cycle`
struct CycleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cycle",
    abstract: "年度评审周期：开启、派单、进度、冻结、纪要、关闭 / A review cycle from its list to its minutes.",
    subcommands: [
      Open.self, Assign.self, Lists.self, Status.self, Freeze.self, Minutes.self, Close.self,
    ])

  /// The store, the cycle, who and when.
  struct Target: ParsableArguments {
    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String

    @Argument(help: ArgumentHelp("周期的名称 / the cycle's name.", valueName: "name"))
    var name: String

    @OptionGroup var common: CommonOptions

    func open() throws -> Workspace {
      common.apply()
      return try Workspace.open(at: store, create: false, models: common.models)
    }
  }

  /// Who does something, and when.
  struct Actor: ParsableArguments {
    @Option(help: ArgumentHelp("经办人 / who does it.", valueName: "NAME"))
    var by: String

    @Option(help: ArgumentHelp("经办人的角色 / the role.", valueName: "ROLE"))
    var role: String = ""

    @Option(
      name: .customLong("on"),
      help: ArgumentHelp("日期，缺省为今天 / the day; today when not given.", valueName: "DAY"))
    var on: CalendarDay?

    var day: CalendarDay { on ?? CommonOptions.today }
    var signature: JournalSignature { JournalSignature(actor: by, role: role, day: day) }

    /// Refuses a day that is still to come.
    func check(_ workspace: Workspace) throws {
      try CommonOptions.refuseFuture(day, known: try workspace.lastKnownDay())
    }
  }

  /// `winnow cycle open`
  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "open",
      abstract: "开启一年的评审周期 / Open the cycle of a year.",
      discussion:
        "范围用 --grade、--unit 等条件限定；已终止的权利和他人的权利（已转让或许入）不列入 / --grade, --unit and so on narrow its scope; ended rights, and those of others (transferred away, licensed in), are left out."
    )

    @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
    var store: String

    @Argument(help: ArgumentHelp("年度 / the calendar year.", valueName: "year"))
    var year: Int

    @Option(help: ArgumentHelp("周期的名称，缺省为年度 / the cycle's name; its year when not given.", valueName: "NAME"))
    var name: String?

    @Option(
      name: .customLong("run"),
      help: ArgumentHelp("依据第几次评审，缺省为最近一次 / the run; the latest when not given.", valueName: "NUMBER"))
    var runNumber: Int64?

    @Option(help: ArgumentHelp("决定的期限 / decisions are due by this day.", valueName: "DAY"))
    var due: CalendarDay?

    @OptionGroup var filter: RightFilter

    @OptionGroup var actor: Actor

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(1990...2200).contains(year) {
        throw ValidationError("年度应为 1990 到 2200 / the year must be 1990 to 2200")
      }
      if let name, name.trimmingBlanks.isEmpty {
        throw ValidationError("--name 不能为空 / --name must not be empty")
      }
      // The name goes into the names of files: it must not lead out of their folder.
      if let name,
        name.hasPrefix(".") || name.unicodeScalars.count > 60
          || name.unicodeScalars.contains(where: {
            "/\\:*?\"<>|".unicodeScalars.contains($0) || $0.value < 0x20 || $0.value == 0x7F
          })
      {
        throw ValidationError(
          zh: "--name 至多 60 字，不能以点开头，不能含 / \\ : * ? \" < > | 和控制字符",
          en:
            "--name has at most 60 characters, does not begin with a dot, and holds no / \\ : * ? \" < > | or control characters"
        )
      }
    }

    func run() throws {
      common.apply()
      let workspace = try Workspace.open(at: store, create: false, models: common.models)
      try actor.check(workspace)
      let run = try workspace.run(runNumber)
      let rows = try filter.rows(of: run)
      let record = try workspace.openCycle(
        name ?? String(year), year: year, run: run, rows: rows, scope: filter.words, due: due,
        by: actor.signature)
      let others = rows.count { run.isAnothersAndAlive($0) }
      if others > 0, filter.isGiven {
        Console.say(
          zh: "范围内 \(others) 项权利登记在他人名下（已转让或许入），不列入",
          en: "Left out of the scope, because others own them (transferred away, or licensed in): \(others)")
      }
      CycleCommand.print(try CycleCommand.status(workspace, record, asOf: actor.day, common).document)
    }
  }

  /// `winnow cycle assign`
  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign", abstract: "把一个单位的权利交给评审人 / Give the rights of a unit to a reviewer.")

    @OptionGroup var target: Target

    @Option(
      help: ArgumentHelp("单位的全称；无单位者写 - / the unit's full name; - for rights of none.", valueName: "UNIT"))
    var unit: String

    @Option(help: ArgumentHelp("评审人 / the reviewer.", valueName: "NAME"))
    var reviewer: String

    @Option(
      help: ArgumentHelp("期限，缺省为周期的期限 / due by this day; the cycle's when not given.", valueName: "DAY"))
    var due: CalendarDay?

    @OptionGroup var actor: Actor

    func run() throws {
      let workspace = try target.open()
      try actor.check(workspace)
      let record = try workspace.cycle(target.name)
      let units = Set(record.cycle.members.map(\.unit))
      let wanted = unit == "-" ? "" : unit
      guard units.contains(wanted) else {
        let known = units.sorted().map { $0.isEmpty ? "-" : $0 }.joined(separator: ", ")
        throw ValidationError(
          zh: "周期中没有单位“\(unit)”；可用：\(known)", en: "the cycle has no unit '\(unit)'; known: \(known)")
      }
      try workspace.store.record(
        [
          .assignment(
            CycleAssignment(cycle: target.name, unit: wanted, reviewer: reviewer, due: due))
        ], by: actor.signature)
      Console.print(
        target.common.language == .zh
          ? "\(unit)：评审人 \(reviewer)" : "\(unit): reviewer \(reviewer)")
    }
  }

  /// `winnow cycle lists`
  struct Lists: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lists",
      abstract: "写出各单位的 Excel 工作清单 / Write the Excel work lists of the units.",
      discussion:
        "填好后用 winnow decide 数据库 --from 清单.xlsx --cycle 名称 读回 / winnow decide STORE --from LIST.xlsx --cycle NAME reads them back."
    )

    @OptionGroup var target: Target

    @Option(name: .shortAndLong, help: ArgumentHelp("写到此文件夹 / the folder to write to.", valueName: "DIR"))
    var output: String

    func run() throws {
      let workspace = try target.open()
      let record = try workspace.openCycle(target.name)
      let run = try workspace.run(record.cycle.run)
      try CycleCommand.makeFolder(output)
      var taken: Set<String> = []
      let zh = target.common.language == .zh
      let notes = try workspace.workListNotes(of: record)
      let members = record.cycle.members.filter { !notes.gone.contains($0.rightID) }
      let lists = Set(members.map(\.unit)).sorted().map { unit in
        let stated = unit.isEmpty ? (zh ? "未注明" : "not stated") : unit
        return (unit, ReportFile.name(output + "/\(target.name).xlsx", unit: stated, taken: &taken))
      }
      // Somebody may have filled them in.
      let there = lists.map(\.1).filter { FileManager.default.fileExists(atPath: $0) }
      guard there.isEmpty else {
        throw ProblemList(
          there.map { path in
            Problem(
              .fileIsThere, at: Place(file: path), zh: "文件已存在，其中可能有填好的决定；没有写出任何清单",
              en: "The file is there already and may have been filled in; no list was written",
              remedy: BilingualText(
                zh: "换一个 --output 文件夹，或先移走旧清单",
                en: "Name another folder with --output, or move the old lists away"))
          })
      }
      for (unit, path) in lists {
        let book = workspace.workList(
          of: record, run: run, unit: unit, language: target.common.language, notes: notes)
        try ReportFile.whole(path) { try XLSXWriter.make(book, at: $0) }
        let count = members.count { $0.unit == unit }
        Console.print(zh ? "\(path)（\(count) 项）" : "\(path) (\(count) rights)")
      }
      let gone = record.cycle.members.count - members.count
      if gone > 0 {
        Console.say(
          zh: "\(gone) 项权利登记在他人名下（已转让或许入），不在清单中",
          en: "In no list, because others own them (transferred away, or licensed in): \(gone)")
      }
    }
  }

  /// `winnow cycle status`
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "进度、逾期，以及此前放弃的权利的后续 / Progress, what is overdue, and what became of rights let go.",
      discussion: "有单位逾期时退出码为 1 / Exit code 1 when a unit is overdue.")

    @OptionGroup var target: Target

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
    var asOf: CalendarDay?

    @OptionGroup var output: RecordOutput

    func validate() throws { try output.check() }

    func run() throws {
      let workspace = try target.open()
      let day = asOf ?? CommonOptions.today
      let record = try workspace.cycle(target.name)
      let (document, isOverdue) = try CycleCommand.status(workspace, record, asOf: day, target.common)
      try output.write(document)
      if isOverdue { throw ExitCode(1) }
    }
  }

  /// `winnow cycle freeze`
  struct Freeze: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "freeze", abstract: "冻结清单，供集体决策 / Freeze the list for the collective decision.")

    @OptionGroup var target: Target

    @OptionGroup var actor: Actor

    func run() throws {
      let workspace = try target.open()
      try CycleCommand.step(.frozen, workspace, target, actor)
    }
  }

  /// `winnow cycle minutes`
  struct Minutes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "minutes",
      abstract: "写出会议纪要（HTML 与 JSON）并记入日志 / Write the minutes, HTML and JSON, and put them on record.")

    @OptionGroup var target: Target

    @Option(help: ArgumentHelp("决策机构，如“董事会” / the body that decides.", valueName: "NAME"))
    var body: String

    @Option(name: .shortAndLong, help: ArgumentHelp("写到此文件夹 / the folder to write to.", valueName: "DIR"))
    var output: String

    @OptionGroup var actor: Actor

    func run() throws {
      let workspace = try target.open()
      try actor.check(workspace)
      let record = try workspace.cycle(target.name)
      let run = try workspace.run(record.cycle.run)
      // What is on record before the minutes is in them, also what was written down after the day of the meeting.
      let book = try workspace.store.decisionBook()
      let progress = try workspace.progress(of: record, asOf: actor.day, book: book)
      let head = book.head
      let context = try workspace.recordContext(run: run, asOf: actor.day, language: target.common.language)
      let notes = try workspace.minutesNotes(of: record, asOf: actor.day, book: book)
      let document = CycleDocuments.minutes(
        progress, run: run, body: body, head: head, notes: notes, context)
      try CycleCommand.makeFolder(output)
      // Minutes on record are never written over: later ones stand beside them.
      var number = record.minutes.count + 1
      func stem() -> String { "minutes-\(target.name)" + (number == 1 ? "" : "-\(number)") }
      func isTaken(_ ending: String) -> Bool {
        FileManager.default.fileExists(atPath: output + "/" + stem() + ending)
      }
      while isTaken(".json") || isTaken(".html") { number += 1 }
      if number > 1 {
        Console.say(zh: "已有较早的纪要，本次写作 \(stem())", en: "There are earlier minutes; these are \(stem())")
      }
      let name = stem() + ".json"
      // On record first: where the cycle takes no minutes, no file is written.
      let digest = SHA256Digest(of: document.json()).hex
      try workspace.store.record(
        [
          .minutes(
            CycleMinutes(
              cycle: target.name, body: body, day: actor.day, document: name, digest: digest, head: head))
        ], by: actor.signature)
      let page = output + "/" + stem() + ".html"
      try RecordOutput.write(document, to: output + "/" + name)
      try RecordOutput.write(document, to: page)
      Console.print("\(output)/\(name)\t\(digest)\n\(page)")
    }
  }

  /// `winnow cycle close`
  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close", abstract: "关闭周期 / Close the cycle.")

    @OptionGroup var target: Target

    @OptionGroup var actor: Actor

    func run() throws {
      let workspace = try target.open()
      try CycleCommand.step(.closed, workspace, target, actor)
    }
  }

  private static func step(
    _ step: CycleStep.Step, _ workspace: Workspace, _ target: Target, _ actor: Actor
  ) throws {
    try actor.check(workspace)
    try workspace.store.record(
      [.step(CycleStep(cycle: target.name, step: step, by: actor.by, day: actor.day))],
      by: actor.signature)
    let record = try workspace.cycle(target.name)
    print(try status(workspace, record, asOf: actor.day, target.common).document)
  }

  private static func print(_ document: RecordDocument) {
    Console.print(document.text(width: Console.width, ansi: Console.isOutputTerminal))
  }

  /// Where a cycle stands, and whether a unit is overdue.
  private static func status(
    _ workspace: Workspace, _ record: CycleRecord, asOf day: CalendarDay, _ common: CommonOptions
  ) throws -> (document: RecordDocument, isOverdue: Bool) {
    let run = try workspace.run(record.cycle.run)
    let context = try workspace.recordContext(run: run, asOf: day, language: common.language)
    let progress = try workspace.progress(of: record, asOf: day)
    let letGo = try workspace.letGo(try workspace.feeOutlook(asOf: day))
    return (
      CycleDocuments.status(progress, run: run, letGo: letGo, context),
      !record.isClosed && progress.lines.contains(where: \.isOverdue)
    )
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ProblemList(
        Problem(
          .unwritableFile, at: Place(file: path), zh: "无法建立文件夹", en: "The folder cannot be made",
          remedy: BilingualText(zh: "检查路径和写权限", en: "Check the path and whether it may be written to")))
    }
  }
}
