internal import Foundation
internal import GRDB
internal import PortfolioCore

/// A portfolio's database file.
///
/// Everything is written in transactions: a crash or a kill leaves the file as it was before or after one,
/// never between.
public final class Store: Sendable {
  /// The path of the file; `:memory:` for a store that vanishes.
  public let path: String
  let queue: DatabaseQueue

  /// Opens a store, making it when the file does not exist and `create` is true.
  /// - Throws: ``ProblemList`` when the file is missing, is no Winnow store, or was written by a newer version.
  public convenience init(path: String, create: Bool) throws {
    try self.init(path: path, create: create, busySeconds: 10)
  }

  /// - Parameter busySeconds: how long to wait for another program that writes.
  init(path: String, create: Bool, busySeconds: Double) throws {
    self.path = path
    let exists = path == ":memory:" || FileManager.default.fileExists(atPath: path)
    if !exists && !create {
      throw ProblemList(
        Problem(
          .storeMissing, at: Place(file: path), zh: "没有这个数据库文件", en: "There is no such store",
          remedy: BilingualText(
            zh: "用 winnow import 文件 --db \(path) 建立", en: "Make it with: winnow import FILE --db \(path)")))
    }
    if exists && path != ":memory:" { try Store.checkHeader(path) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      try db.execute(
        sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY")
    }
    do {
      queue = try Store.opened(path, create: create, configuration: configuration)
    } catch let error as DatabaseError {
      throw ProblemList(Store.problem(of: error, path: path))
    }
  }

  private static func opened(
    _ path: String, create: Bool, configuration: Configuration
  ) throws -> DatabaseQueue {
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      do { try prepare(queue, path: path, create: create) } catch is DatabaseError {
        // Another program may have been making the same new store: by now it has the transaction behind it.
        try prepare(queue, path: path, create: create)
      }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM].contains(error.resultCode)
    {
      guard let queue = try openUnchanging(path, configuration: configuration) else { throw error }
      try prepare(queue, path: path, create: false)
      return queue
    }
  }

  private static func checkHeader(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { return }
    defer { try? handle.close() }
    let head = (try? handle.read(upToCount: 16)) ?? Data()
    if !head.isEmpty && head != Data("SQLite format 3\0".utf8) {
      throw ProblemList(notAStore(path))
    }
  }

  private static func notAStore(_ path: String) -> Problem {
    Problem(
      .notAStore, at: Place(file: path), zh: "这个文件不是 Winnow 数据库，未作任何改动",
      en: "This file is not a Winnow store; it was left untouched",
      remedy: BilingualText(
        zh: "若是导出文件，请用 winnow review 文件；若要新建数据库，请换一个文件名",
        en: "If it is an export, use: winnow review FILE. To make a store, choose another file name"))
  }

  private static func emptyFile(_ path: String) -> Problem {
    Problem(
      .notAStore, at: Place(file: path), zh: "这个文件是空的，不是 Winnow 数据库，未作任何改动",
      en: "This file is empty and no Winnow store; it was left untouched",
      remedy: BilingualText(
        zh: "检查文件名；要在这里建立数据库，用 winnow import 文件 --db \(path)",
        en: "Check the file's name. To make a store here: winnow import FILE --db \(path)"))
  }

  private static func prepare(_ queue: DatabaseQueue, path: String, create: Bool) throws {
    let migrator = Schema.migrator
    let state = try queue.read { db -> (id: Int32, tables: Int, newer: Bool) in
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      return (id, tables, try migrator.hasBeenSuperseded(db))
    }
    let isOthers =
      state.tables > 0 ? state.id != Schema.applicationID : state.id != 0 && state.id != Schema.applicationID
    if isOthers { throw ProblemList(notAStore(path)) }
    // Who only wants to read must not find a store made of an empty file.
    if state.tables == 0, !create { throw ProblemList(emptyFile(path)) }
    if state.newer {
      throw ProblemList(
        Problem(
          .storeTooNew, at: Place(file: path), zh: "这个数据库由更新版本的 Winnow 写成，本版本不能打开，未作任何改动",
          en:
            "This store was written by a newer version of Winnow; this version cannot open it and left it untouched",
          remedy: BilingualText(zh: "请安装新版 Winnow", en: "Install the newer Winnow")))
    }
    if state.tables == 0 {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        if path != ":memory:" { try db.execute(sql: "PRAGMA journal_mode = WAL") }
      }
    }
    if queue.configuration.readonly {
      try refuseOlder(queue, path: path)
    } else {
      try migrate(queue, migrator)
    }
  }

  /// Brings a store up to date, beside other programs that may be doing the same: a step that another has taken in the
  /// meantime fails here and is not there to be taken any more when one looks again.
  private static func migrate(_ queue: DatabaseQueue, _ migrator: DatabaseMigrator) throws {
    var left = migrator.migrations.count
    while true {
      let before = try queue.read { db in try migrator.completedMigrations(db).count }
      do {
        return try migrator.migrate(queue)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR && left > 0 {
        let after = try queue.read { db in try migrator.completedMigrations(db).count }
        guard after > before else { throw error }
        left -= 1
      }
    }
  }

  static func problem(of error: DatabaseError, path: String) -> Problem {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return Problem(
        .storeBusy, at: Place(file: path), zh: "数据库正被另一个程序使用", en: "Another program is using the store",
        remedy: BilingualText(zh: "等它结束后再试", en: "Try again when it has finished"))
    case .SQLITE_FULL:
      return Problem(
        .storeUnwritable, at: Place(file: path), zh: "磁盘已满，未写入任何内容",
        en: "The disk is full; nothing was written",
        remedy: BilingualText(zh: "腾出空间后再试", en: "Free some space and try again"))
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      return Problem(
        .storeUnwritable, at: Place(file: path), zh: "无法打开或写入数据库文件",
        en: "The store cannot be opened or written",
        remedy: BilingualText(
          zh: "检查文件夹是否存在、是否有写权限；只读位置的数据库可以查看，要写入请先复制到可写的文件夹",
          en:
            "Check that the folder exists and may be written to; a store on a read-only medium can be read, and to write, copy it into a folder that may be written to"
        ))
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      return Problem(
        .storeDamaged, at: Place(file: path), zh: "数据库文件已损坏", en: "The store is damaged",
        remedy: BilingualText(zh: "请从备份恢复，或重新导入", en: "Restore it from a backup or import again"))
    default:
      // The message names tables and constraints, never values: portfolios are confidential.
      return Problem(
        .storeDamaged, at: Place(file: path), zh: "数据库错误：\(error.message ?? "\(error.resultCode)")",
        en: "Database error: \(error.message ?? "\(error.resultCode)")")
    }
  }

  /// Runs some work in one transaction that is undone when the work throws.
  func write<Result>(_ work: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.write(work)
    } catch let error as DatabaseError {
      throw ProblemList(Store.problem(of: error, path: path))
    }
  }

  /// Runs some work that only reads.
  func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.read(work)
    } catch let error as DatabaseError {
      throw ProblemList(Store.problem(of: error, path: path))
    }
  }
}
