import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

extension JournalAudit {
  /// What was found in the entries and rows; the triggers are gone on purpose in most of these tests.
  fileprivate var tampering: [Problem] { problems.filter { $0.code != .guardMissing } }
}

/// Whatever is changed behind the program's back is found.
@Suite struct AuditTests {
  /// Opens the way for somebody who is up to no good.
  private static func unguarded() throws -> Store {
    let store = try Journal.filled()
    try store.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
    }
    return store
  }

  /// Every column of every row of every table of the journal, changed by one character or to another value.
  @Test(arguments: Schema.journalTables)
  func everyChangedCellIsFound(table: String) throws {
    let store = try AuditTests.unguarded()
    let columns = try store.texts("SELECT name FROM pragma_table_info('\(table)')")
    let rows = try store.number("SELECT count(*) FROM \(table)")
    #expect(rows > 0, "the table has a row to change")
    var tried = 0
    for column in columns {
      for row in 0..<rows {
        for change in AuditTests.changes(column) {
          let key = table == "cycle_member" ? "entry || ' ' || right_id" : "rowid"
          let sql = """
            UPDATE \(table) SET \(column) = \(change)
            WHERE \(key) = (SELECT \(key) FROM \(table) ORDER BY 1 LIMIT 1 OFFSET \(row))
            """
          let found = try store.queue.writeWithoutTransaction { (db: Database) throws -> Bool? in
            var found: Bool?
            try? db.inTransaction {
              let before = try Row.fetchAll(db, sql: "SELECT * FROM \(table)")
              // A change that the types of the columns refuse is none, nor is one to the same value.
              try db.execute(sql: sql)
              if try Row.fetchAll(db, sql: "SELECT * FROM \(table)") != before {
                found = try !JournalAudit(db, kept: nil).tampering.isEmpty
              }
              return .rollback
            }
            return found
          }
          guard let found else { continue }
          tried += 1
          #expect(found, "\(sql)")
        }
      }
    }
    #expect(tried > rows * columns.count, "most columns can be changed in several ways")
    #expect(try store.audit().tampering.isEmpty)
  }

  private static func changes(_ column: String) -> [String] {
    [
      "\(column) || 'x'", "substr(\(column), 2)", "\(column) || ' '", "replace(\(column), '2026', '2025')",
      "replace(\(column), '1', '7')", "\(column) + 1", "NULL", "''", "'2026-99-99'", "7",
    ]
  }

  private struct Deed: CustomTestStringConvertible, Sendable {
    var sql: String
    var finds: Set<String>
    var testDescription: String { sql }
  }

  private static let deeds = [
    Deed(sql: "DELETE FROM journal WHERE sequence = 12", finds: ["AUD003", "AUD005"]),
    Deed(
      sql: "DELETE FROM journal WHERE sequence = 12; DELETE FROM execution_result", finds: ["AUD003"]),
    Deed(sql: "DELETE FROM journal WHERE sequence = 4", finds: ["AUD002", "AUD003", "AUD005"]),
    Deed(sql: "DELETE FROM journal WHERE sequence BETWEEN 1 AND 3", finds: ["AUD002", "AUD003", "AUD005"]),
    Deed(sql: "DELETE FROM execution_result", finds: ["AUD004"]),
    Deed(sql: "DELETE FROM cycle_member WHERE right_id = 2", finds: ["AUD004"]),
    Deed(sql: "UPDATE journal SET actor = 'Wu' WHERE sequence = 3", finds: ["AUD001"]),
    Deed(sql: "UPDATE decision SET action = 'keep' WHERE entry = 5", finds: ["AUD004"]),
    Deed(
      sql: "INSERT INTO decision_approval VALUES (99, 5, 'Wu', '', '2026-07-01')", finds: ["AUD005"]),
    Deed(sql: "INSERT INTO cycle_member VALUES (77, 1, 'P1', 'U', 'D', NULL)", finds: ["AUD005"]),
    Deed(
      sql: """
        UPDATE journal SET sequence = 0 WHERE sequence = 2; UPDATE journal SET sequence = 2 WHERE sequence = 3;
        UPDATE journal SET sequence = 3 WHERE sequence = 0
        """, finds: ["AUD001", "AUD002", "AUD004"]),
  ]

  @Test(arguments: deeds)
  private func aDeedIsCalledByItsName(deed: Deed) throws {
    let store = try AuditTests.unguarded()
    try store.queue.writeWithoutTransaction { try $0.execute(sql: deed.sql) }
    let found = Set(try store.audit().problems.map(\.code.rawValue))
    #expect(found.isSuperset(of: deed.finds), "\(found.sorted())")
  }

  private static let wreckings = [
    "DROP TRIGGER decision_stays", "DROP TRIGGER journal_is_not_replaced",
    "DROP TRIGGER cycle_member_is_kept",
    "DROP TABLE gate_evidence", "DROP TABLE cycle_member", "DROP TABLE review_cycle", "DROP TABLE decision",
    "DROP TABLE journal", "ALTER TABLE cycle_minutes RENAME TO mine",
    "DROP TRIGGER journal_stays; CREATE TRIGGER journal_stays BEFORE UPDATE ON journal BEGIN SELECT 1; END",
    "CREATE TRIGGER mine AFTER INSERT ON decision BEGIN SELECT 1; END",
    "DROP TRIGGER journal_seal_grows", "DROP TRIGGER journal_seal_is_kept", "DROP TABLE journal_seal",
  ]

  /// A dropped or replaced trigger or table is a finding, not a breakdown.
  @Test(arguments: wreckings)
  func aBrokenGuardIsFound(deed: String) throws {
    let store = try Journal.filled()
    #expect(try store.audit().problems.isEmpty)
    try store.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: deed)
    }
    #expect(try store.audit().problems.map(\.code).contains(.guardMissing))
  }

  private static let cuts = [
    // The last entry, its row and the number that SQLite keeps: nothing of it is left but the seal.
    "DELETE FROM journal WHERE sequence = 12; DELETE FROM execution_result; UPDATE sqlite_sequence SET seq = 11 WHERE name = 'journal'",
    "DELETE FROM journal WHERE sequence > 10; DELETE FROM execution_result; DELETE FROM cycle_step WHERE step = 'closed'; UPDATE sqlite_sequence SET seq = 10 WHERE name = 'journal'",
  ]

  /// A journal cut short with everything that hangs on it does not pass for a whole one.
  @Test(arguments: cuts)
  func aJournalCutShortIsFoundByItsSeal(cut: String) throws {
    let store = try AuditTests.unguarded()
    try store.queue.writeWithoutTransaction { try $0.execute(sql: cut) }
    #expect(try store.audit().tampering.map(\.code) == [.entryMissing, .sealBroken])
    // Writing on, the program leaves the gap where it is.
    try store.record([.decision(Journal.decision(4))], by: Journal.signature())
    #expect(try store.audit().tampering.map(\.code) == [.entryMissing])
    #expect(try store.journal().last?.sequence == 13)
  }

  /// The seal itself only moves on.
  @Test(arguments: [
    "UPDATE journal_seal SET entries = 11", "UPDATE journal_seal SET hash = hash", "DELETE FROM journal_seal",
    "INSERT INTO journal_seal VALUES (1, 99, '\(String(repeating: "0", count: 64))')",
    "INSERT OR REPLACE INTO journal_seal VALUES (1, 99, '\(String(repeating: "0", count: 64))')",
  ])
  func theSealIsNotMovedBack(sql: String) throws {
    let store = try Journal.filled()
    #expect(throws: DatabaseError.self) { try store.queue.write { try $0.execute(sql: sql) } }
    #expect(try store.audit().problems.isEmpty)
  }

  /// A seal that names another hash, or is gone, is a finding.
  @Test func theSealIsLostOrForgedInVain() throws {
    let store = try AuditTests.unguarded()
    try store.queue.writeWithoutTransaction {
      try $0.execute(sql: "UPDATE journal_seal SET hash = '\(String(repeating: "a", count: 64))'")
    }
    #expect(try store.audit().tampering.map(\.code) == [.sealBroken])
    try store.queue.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM journal_seal") }
    #expect(try store.audit().tampering.map(\.code) == [.sealBroken])
  }

  /// A gap at the end stays when the program writes on.
  @Test func aCutEndIsSeenForEver() throws {
    let store = try AuditTests.unguarded()
    try store.queue.writeWithoutTransaction {
      try $0.execute(sql: "DELETE FROM journal WHERE sequence = 12; DELETE FROM execution_result")
    }
    try store.record([.decision(Journal.decision(4))], by: Journal.signature())
    #expect(try store.audit().tampering.map(\.code) == [.entryMissing])
  }

  /// Against a journal that was written anew, hashes and all, stands a hash that somebody kept.
  @Test func aJournalWrittenAnewLacksTheHashThatWasKept() throws {
    let kept = try Journal.filled().audit().head
    let store = try Journal.store()
    try store.record([.decision(Journal.decision(1, .keep))], by: Journal.signature())
    #expect(try store.audit().problems.isEmpty)
    #expect(try store.audit(kept: kept).problems.map(\.code) == [.headNotFound])
    #expect(try store.audit(kept: store.audit().head).problems.isEmpty)
    #expect(try Journal.store().audit(kept: JournalEntry.beginning).problems.isEmpty)
  }

  /// The hash of an entry as another program would compute it: fields with their lengths, SHA-256.
  @Test func theHashIsThatOfTheDescription() {
    let fields = [
      "winnow-journal/1", "1", "decision", "P1", "{}", "2026-07-01", "李", "", JournalEntry.beginning,
    ]
    let text = fields.map { "\($0.utf8.count):\($0)" }.joined()
    let entry = JournalEntry(
      sequence: 1, kind: .decision, subject: "P1", payload: "{}",
      signature: JournalSignature(actor: "李", day: Journal.someday), previous: JournalEntry.beginning)
    #expect(entry.hash == SHA256Digest(of: text).hex)
  }

  /// Two connections that record at once: everything is there, in one chain.
  @Test func writersAtOnceLoseNothing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("s.sqlite")
    _ = try Journal.store(path: path, rights: 60)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<3 {
        group.addTask {
          let store = try Store(path: path, create: false)
          for index in 0..<20 {
            let right = Int64(writer * 20 + index + 1)
            try store.record(
              [.decision(Journal.decision(right, by: "W\(writer)"))], by: Journal.signature("W\(writer)"))
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try Store(path: path, create: false)
    let audit = try store.audit()
    #expect(audit.entries == 60)
    #expect(audit.problems.isEmpty, "\(audit.problems.map { $0.text(.en) })")
    #expect(try store.decisionBook(asOf: Journal.someday).decidedRights.count == 60)
  }
}
