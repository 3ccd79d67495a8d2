import Foundation
import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

@Suite struct OpeningTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The codes of the problems that opening ends in; empty when it succeeds.
  private func codes(_ path: String, create: Bool = true) -> [String] {
    do {
      _ = try Store(path: path, create: create)
      return []
    } catch let list as ProblemList {
      #expect(list.problems.allSatisfy { $0.remedy != nil && $0.place?.file == path })
      return list.problems.map(\.code.rawValue)
    } catch {
      return ["\(error)"]
    }
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  @Test(arguments: ["just text", "SQLite format 2\0", "PK\u{3}\u{4}", "x"])
  func afileThatIsNoDatabaseIsRefusedAndUntouched(content: String) throws {
    let path = folder.file("a.sqlite")
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    #expect(codes(path) == ["STO002"])
    #expect(try bytes(path) == Data(content.utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.sqlite"])
  }

  @Test func aDatabaseCutShortIsRefused() throws {
    let path = folder.file("a.sqlite")
    try Data(("SQLite format 3\0" + String(repeating: "x", count: 5000)).utf8).write(
      to: URL(fileURLWithPath: path))
    let before = try bytes(path)
    #expect(codes(path) == ["STO006"])
    #expect(try bytes(path) == before)
  }

  @Test(arguments: [
    "CREATE TABLE bookmarks (url TEXT)", "PRAGMA application_id = 252006674",
    "PRAGMA application_id = 252006674; CREATE TABLE t (x)",
  ])
  func anotherApplicationsDatabaseIsRefusedAndUntouched(sql: String) throws {
    let path = folder.file("places.sqlite")
    try DatabaseQueue(path: path).write { db in try db.execute(sql: sql) }
    let before = try bytes(path)
    #expect(codes(path) == ["STO002"])
    #expect(codes(path, create: false) == ["STO002"])
    #expect(try bytes(path) == before)
  }

  @Test func aStoreOfANewerVersionIsRefusedAndUntouched() throws {
    let path = folder.file("a.sqlite")
    do {
      let store = try Store(path: path, create: true)
      try store.take([Make.right("P1")])
      try store.queue.writeWithoutTransaction { db in
        try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 of the future')")
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
    let before = try bytes(path)
    #expect(codes(path) == ["STO001"])
    #expect(try bytes(path) == before)
  }

  @Test func aMissingStoreIsNotMadeUnlessAsked() throws {
    let path = folder.file("none.sqlite")
    #expect(codes(path, create: false) == ["STO003"])
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(codes(path, create: true) == [])
    #expect(codes(path, create: false) == [])
  }

  @Test func aFolderIsNoStore() throws {
    #expect(codes(folder.path) == ["STO005"])
    #expect(codes(folder.path, create: false) == ["STO005"])
  }

  @Test func aFolderThatDoesNotExistIsSaid() throws {
    #expect(codes(folder.file("no/such/a.sqlite")) == ["STO005"])
  }

  @Test func anEmptyFileBecomesAStore() throws {
    let path = folder.file("empty.sqlite")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let store = try Store(path: path, create: true)
    #expect(try store.number("PRAGMA application_id") == 0x5749_4E57)
    #expect(try store.texts("PRAGMA journal_mode") == ["wal"])
    #expect(try store.rightCount() == 0)
  }

  @Test func anEmptyFileIsNoStoreForWhoOnlyReads() throws {
    let path = folder.file("empty.sqlite")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(codes(path, create: false) == ["STO002"])
    #expect(try bytes(path).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["empty.sqlite"])
  }

  @Test func aReadOnlyStoreCanBeReadOrIsRefusedInAFriendlyWay() throws {
    guard getuid() != 0 else {
      print("skipped: the superuser may write to read-only files")
      return
    }
    let path = folder.file("a.sqlite")
    do {
      let store = try Store(path: path, create: true)
      try store.take([Make.right("P1")])
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    do {
      let store = try Store(path: path, create: false)
      #expect(throws: ProblemList.self) { try store.take([Make.right("P2")]) }
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["STO005"])
    }
  }

  @Test func theSecondWriterIsToldThatTheStoreIsBusy() throws {
    let path = folder.file("a.sqlite")
    let first = try Store(path: path, create: true)
    try first.take([Make.right("P1")])
    let second = try Store(path: path, create: false, busySeconds: 0)
    try first.take { session in
      try session.add(Make.right("P2"))
      // Reading goes on while the other writes, and sees what was there before.
      #expect(try second.rightCount() == 1)
      do {
        try second.take([Make.right("P3")])
        Issue.record("two writers at once")
      } catch let list as ProblemList {
        #expect(list.problems.map(\.code.rawValue) == ["STO004"])
        #expect(list.problems.allSatisfy { $0.remedy != nil })
      }
    }
    try second.take([Make.right("P3")])
    #expect(try first.rightCount() == 3)
  }

  @Test func openingWhileAnotherWritesIsNoError() throws {
    let path = folder.file("a.sqlite")
    let first = try Store(path: path, create: true)
    try first.take { session in
      try session.add(Make.right("P1"))
      #expect(try Store(path: path, create: false, busySeconds: 0).rightCount() == 0)
    }
  }

  @Test func aStoreOnAReadOnlyMediumCanBeReadAndNothingIsMadeBesideIt() throws {
    let path = folder.file("a #1?.sqlite")
    do { try Store(path: path, create: true).take([Make.right("P1")]) }
    let before = try bytes(path)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let queue = try #require(try Store.openUnchanging(path, configuration: Configuration()))
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ip_right") } == 1)
    try Store.refuseOlder(queue, path: path)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM ip_right") } }
    #expect(try bytes(path) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == files)
  }

  @Test func aStoreWithUnmergedChangesIsNotReadAsIfItHadNone() throws {
    let path = folder.file("a.sqlite")
    let store = try Store(path: path, create: true)
    try store.take([Make.right("P1")])
    #expect(throws: ProblemList.self) { try Store.openUnchanging(path, configuration: Configuration()) }
    #expect(try store.rightCount() == 1)
  }

  @Test func anOlderStoreThatCannotBeBroughtUpToDateIsRefused() throws {
    let path = folder.file("old.sqlite")
    let older = try DatabaseQueue(path: path)
    try older.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA application_id = 0x57494E57")
      try db.execute(sql: StoreOfVersion1.sql)
    }
    try older.close()
    let queue = try #require(try Store.openUnchanging(path, configuration: Configuration()))
    #expect {
      try Store.refuseOlder(queue, path: path)
    } throws: {
      ($0 as? ProblemList)?.problems.map(\.code.rawValue) == ["STO005"]
    }
  }
}
