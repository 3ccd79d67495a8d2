public import ArgumentParser
import Foundation
public import Winnow

extension Language: ExpressibleByArgument {}

extension CalendarDay: ExpressibleByArgument {
  /// Reads `YYYY-MM-DD`, and `YYYY/M/D` as people type it.
  public init?(argument: String) { self.init(yearFirst: argument) }
}

extension PreviousRun: ExpressibleByArgument {
  /// The number of a run, or `none`.
  public init?(argument: String) {
    if argument == "none" {
      self = .none
    } else if let id = Int64(argument) {
      self = .run(id)
    } else {
      return nil
    }
  }

  /// `latest` for the default.
  public var defaultValueDescription: String {
    switch self {
    case .latest: return "latest"
    case .run(let id): return "\(id)"
    case .none: return "none"
    }
  }
}

/// The form of results on standard output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case csv
  case json
}

/// Options of every command that looks at a portfolio.
struct CommonOptions: ParsableArguments {
  @Option(help: "语言 / language: zh, en.")
  var lang: Language?

  @Option(
    help: ArgumentHelp(
      "另加的模型文件夹，同名者取代内置模型 / a folder of model files that add to or replace the built-in ones.",
      valueName: "DIR"))
  var models: String?

  var language: Language { lang ?? Console.environmentLanguage }

  func apply() { Console.language = language }

  /// Today, in the zone of the machine: only the program reads the clock, the library never does.
  static var today: CalendarDay {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    return CalendarDay(year: parts.year ?? 2000, month: parts.month ?? 1, day: parts.day ?? 1)
      ?? CalendarDay(number: 0)
  }

  /// Nobody signs, and no paper counts, on a day that is still to come.
  /// - Parameter known: the last day that the store knows of, which may be ahead of the clock.
  static func refuseFuture(_ day: CalendarDay, known: CalendarDay? = nil) throws {
    guard day > max(today, known ?? today) else { return }
    throw ProblemList(
      Problem(
        .dayOutOfOrder, value: day.iso, zh: "日期在今天（\(today.iso)）之后",
        en: "The day is after today, \(today.iso)",
        remedy: BilingualText(zh: "核对 --on 的日期和本机时钟", en: "Check the day given with --on, and the clock")))
  }

  /// Nothing was seen on a day that is still to come: a register "seen" ahead of the clock would speak against what is
  /// only being done.
  /// - Parameters:
  ///   - day: the stated day of observation; nil where none is stated.
  ///   - asOf: the as-of day, which may be ahead of the clock.
  ///   - known: the last day that the store knows of.
  static func refuseUnseen(
    _ day: CalendarDay?, asOf: CalendarDay?, known: () throws -> CalendarDay?
  ) throws {
    let now = max(today, asOf ?? today)
    guard let day, day > now else { return }
    let last = max(now, try known() ?? now)
    guard day > last else { return }
    throw ProblemList(
      Problem(
        .dayOutOfOrder, value: day.iso, zh: "观察日在 \(last.iso) 之后，那天的内容还没有人能看到",
        en: "The day of observation is after \(last.iso): nobody can have seen anything on it",
        remedy: BilingualText(
          zh: "--observed-on 最晚为 \(last.iso)（今天、--as-of 与数据库所知最后一日中最晚者）",
          en:
            "--observed-on may be \(last.iso) at the latest: the last of today, --as-of and the last day that the store knows of"
        )))
  }
}

/// The portfolio a command works on, and where its store is.
struct PortfolioOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("数据库、导出文件或文件夹 / store, export file or folder.", valueName: "portfolio"))
  var portfolio: String

  @Option(help: ArgumentHelp("数据库文件的位置 / where the store is kept.", valueName: "STORE"))
  var db: String?

  @Option(help: ArgumentHelp("映射的名称或 YAML 文件 / mapping: its id or a YAML file.", valueName: "NAME|FILE"))
  var mapping: String?

  @Option(
    name: .customLong("observed-on"),
    help: ArgumentHelp("导出日：状态、引证数等在这一天有效 / day of the export, for status and counts.", valueName: "DAY"))
  var observedOn: CalendarDay?

  @Option(
    name: .customLong("date-order"),
    help: ArgumentHelp("日期次序不明时的读法 / how ambiguous dates are read: dmy, mdy.", valueName: "ORDER"))
  var dateOrder: DateOrderChoice?
}

/// How ambiguous dates are read.
enum DateOrderChoice: String, ExpressibleByArgument, CaseIterable {
  case dmy
  case mdy

  var order: DateOrder { self == .dmy ? .dayFirst : .monthFirst }
}

/// A workspace opened for a command, and what was imported on the way.
struct OpenedPortfolio {
  let workspace: Workspace
  let name: String
  let imported: ImportReport?

  /// Opens a store, or imports files into an embedded one first.
  /// - Parameters:
  ///   - output: the file that results go to; an embedded store is kept in its folder.
  ///   - showProblems: tell what is doubtful in the files; false where the result itself tells it.
  static func open(
    _ portfolio: PortfolioOptions, _ common: CommonOptions, asOf: CalendarDay?, beside output: String?,
    showProblems: Bool = true
  ) throws -> OpenedPortfolio {
    let path = portfolio.portfolio
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: path), zh: "没有这个文件或文件夹", en: "There is no such file or folder",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    let stem = (((path as NSString).standardizingPath as NSString).lastPathComponent as NSString)
      .deletingPathExtension
    if !isFolder.boolValue && isStore(path) {
      if let db = portfolio.db, db != path {
        throw ValidationError("--db 与数据库参数不能同时使用 / --db cannot be given together with a store")
      }
      return OpenedPortfolio(
        workspace: try Workspace.open(at: path, create: false, models: common.models),
        name: stem, imported: nil)
    }
    let folder = output.map { ($0 as NSString).deletingLastPathComponent } ?? ""
    let beside = (folder.isEmpty ? "." : folder) + "/" + stem + ".winnow.sqlite"
    let store = portfolio.db ?? (beside.hasPrefix("./") ? String(beside.dropFirst(2)) : beside)
    let isNew = !FileManager.default.fileExists(atPath: store)
    try CommonOptions.refuseUnseen(portfolio.observedOn, asOf: asOf) {
      if isNew { return nil }
      return try Workspace.open(at: store, create: false, models: common.models).lastKnownDay()
    }
    let workspace = try Workspace.open(at: store, models: common.models)
    let source = SourcePlace.of(path, isFolder: isFolder.boolValue)
    if portfolio.db == nil { try claim(workspace.store, for: source, isNew: isNew) }
    var options = ImportOptions(
      mapping: portfolio.mapping, observedOn: portfolio.observedOn ?? asOf ?? CommonOptions.today,
      isObservedOnStated: portfolio.observedOn != nil, dateOrder: portfolio.dateOrder?.order)
    options.today = CommonOptions.today
    // The store beside the results is the folder's own: what its files no longer hold has ended.
    if portfolio.db == nil { options.rowEnding = .ofSameFile }
    Console.progress(zh: "导入 \(path) …", en: "Importing \(path) …")
    let report: ImportReport
    options.shouldStop = { Interruption.isAsked }
    do {
      report = try BreakingOff.during(storing: "没有导入任何内容", "nothing was imported") {
        try workspace.importPortfolio(from: [path], options: options)
      }
    } catch {
      Console.endProgress()
      if isNew, try workspace.store.rightCount() == 0 { removeEmptyStore(store) }
      throw error
    }
    Console.endProgress()
    // Who names the store says that the source belongs to it.
    if portfolio.db != nil { try workspace.store.addSource(source) }
    if showProblems { Console.report(report.problems, atLeast: .warning, each: 3) }
    ImportCommand.brief(report, path).forEach { Console.say($0) }
    Console.say(zh: "数据库：\(store)", en: "Store: \(store)")
    return OpenedPortfolio(workspace: workspace, name: stem, imported: report)
  }

  private static func claim(_ store: Store, for source: String, isNew: Bool) throws {
    do {
      try store.claimSource(
        source, isSame: { SourcePlace.isSame(source, $0) }, holds: { SourcePlace.holds(source, file: $0) })
    } catch {
      if isNew { removeEmptyStore(store.path) }
      throw error
    }
  }

  /// A store that a failed first import has just made holds nothing and would only confuse.
  static func removeEmptyStore(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// A store by its name or by its first bytes. What is called a database is opened as one, whatever it holds: advice
  /// on the columns of a table would only lead astray.
  private static func isStore(_ path: String) -> Bool {
    let ending = (path as NSString).pathExtension.lowercased()
    if ["sqlite", "sqlite3", "db"].contains(ending) { return true }
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 15)) == Data("SQLite format 3".utf8)
  }
}

/// Writes a file whole or not at all.
enum OutputFile {
  /// - Throws: ``ProblemList`` when a database stands there: a slip of the hand must not cost a store and its journal.
  static func refuseStore(_ path: String) throws {
    let head = FileHandle(forReadingAtPath: path).flatMap { handle -> Data? in
      defer { try? handle.close() }
      return try? handle.read(upToCount: 15)
    }
    let isBeside = ["-wal", "-shm", "-journal"].contains { path.hasSuffix($0) }
    guard isBeside || head == Data("SQLite format 3".utf8) else { return }
    throw ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), zh: "这是数据库，不会用结果覆盖它",
        en: "This is a database: no result is written over it",
        remedy: BilingualText(zh: "换一个文件名", en: "Choose another file name")))
  }

  static func write(_ text: String, to path: String) throws {
    try refuseStore(path)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw ProblemList(
        Problem(
          .unwritableFile, at: Place(file: path), zh: "无法写入文件", en: "The file cannot be written",
          remedy: BilingualText(
            zh: "检查文件夹是否存在、是否有写权限、磁盘是否已满", en: "Check that the folder exists, may be written to, and has room"
          )))
    }
  }
}
