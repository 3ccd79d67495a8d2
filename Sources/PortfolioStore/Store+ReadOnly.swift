internal import Foundation
internal import GRDB
internal import PortfolioCore

extension Store {
  /// Opens a file on a medium that cannot be written to: a read-only share, an archive disc, another user's
  /// folder. SQLite cannot make the files beside it that its journal needs there, so the file is taken as
  /// unchanging.
  /// - Returns: nothing when the file is not such a one: then the first error stands.
  /// - Throws: ``ProblemList`` when the file has parts not yet written into it, or is of an older version and
  ///   would have to be changed first.
  static func openUnchanging(_ path: String, configuration: Configuration) throws -> DatabaseQueue? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let log = (try? FileManager.default.attributesOfItem(atPath: path + "-wal"))?[.size] as? NSNumber
    if let log, log.intValue > 0 {
      throw ProblemList(
        Problem(
          .storeUnwritable, at: Place(file: path),
          zh: "数据库在只读位置，而且还有未并入的改动（旁边的 -wal 文件）",
          en:
            "The store stands where nothing can be written, and changes are not yet merged into it (the -wal file beside it)",
          remedy: BilingualText(
            zh: "把两个文件一起复制到可写的文件夹再打开",
            en: "Copy both files into a folder that may be written to, and open the copy")))
    }
    var readOnly = configuration
    readOnly.readonly = true
    let address = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    guard let queue = try? DatabaseQueue(path: address, configuration: readOnly),
      (try? queue.read({ db in try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") })) != nil
    else { return nil }
    return queue
  }

  /// Refuses to go on with a store that would have to be brought up to date where it cannot be written.
  static func refuseOlder(_ queue: DatabaseQueue, path: String) throws {
    guard try !queue.read({ db in try Schema.migrator.hasCompletedMigrations(db) }) else { return }
    throw ProblemList(
      Problem(
        .storeUnwritable, at: Place(file: path),
        zh: "数据库由较早版本写成，须先升级，但这里不可写",
        en:
          "The store was written by an earlier version and must be brought up to date, but it cannot be written here",
        remedy: BilingualText(
          zh: "把它复制到可写的文件夹，用那份复制件", en: "Copy it into a folder that may be written to, and use the copy")))
  }
}
