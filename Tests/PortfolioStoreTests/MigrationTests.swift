import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

@Suite struct MigrationTests {
  /// Writes a store of an earlier version.
  private func write(_ sql: String, to path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF; PRAGMA application_id = 0x57494E57")
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  @Test(arguments: [("1 first light", StoreOfVersion1.sql)])
  func aStoreOfEveryReleasedVersionOpensAndGoesOn(version: String, sql: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("old.sqlite")
    try write(sql, to: path)
    let store = try Store(path: path, create: false)
    #expect(try store.rightCount() == 2)
    #expect(try store.imports().count == 4)
    #expect(try store.number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    let snapshot = try store.snapshot(asOf: Make.day("2025-12-31"))
    #expect(snapshot.count == 2)
    #expect(snapshot.forwardCitations[0] == 5)
    #expect(snapshot.owner[0] == "Acme")
    #expect(snapshot.pledged == [1, 0])
    // The right is found again by its number, and updated.
    var draft = Make.right("P1", office: "US", status: .lapsed)
    draft.title = "Better widget"
    #expect(try store.take([draft], on: "2026-06-30").stored == 1)
    #expect(try store.rightCount() == 2)
    #expect(try store.texts("SELECT before FROM right_change WHERE field = 'title'") == ["Widget"])
  }

  @Test func aMigratedStoreHasTheSchemaOfANewOne() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("old.sqlite")
    try write(StoreOfVersion1.sql, to: path)
    let schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    func words(_ store: Store) throws -> [String] {
      try store.texts(schema).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }
    #expect(try words(Store(path: path, create: false)) == words(Make.memoryStore()))
  }
}
