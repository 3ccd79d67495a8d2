import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

/// Of tables without versions the file of the latest day stands, whatever the order in which the files come in.
@Suite struct LateFileTests {
  /// A table of one row that says a number in one of its columns.
  struct Table: Sendable {
    let name: String
    let values: @Sendable (Int64) -> [String: NativeValue]
    /// The number as it is stored.
    let said: String
    /// From which day the row is known; nothing for a table without batches.
    var since: String?
  }

  private static let batchDay = "(SELECT observed_on FROM import_batch WHERE id = batch_id)"

  private static let tables = [
    Table(
      name: "pledges",
      values: {
        [
          "pledge": .text("L1"), "right": .text("P1"), "pledgee": .text("Bank"),
          "from_day": .day(Make.day("2025-11-01")), "amount": .money($0),
        ]
      }, said: "SELECT amount FROM pledge", since: "SELECT \(batchDay) FROM pledge"),
    Table(
      name: "disputes",
      values: {
        [
          "dispute": .text("D1"), "right": .text("P1"), "type": .text("invalidation"),
          "counterparty": .text("Other"), "from_day": .day(Make.day("2025-11-01")), "outcome": .text("\($0)"),
        ]
      }, said: "SELECT outcome FROM dispute", since: "SELECT \(batchDay) FROM dispute"),
    Table(
      name: "assessments",
      values: {
        [
          "right": .text("P1"), "assessor": .text("A"), "day": .day(Make.day("2026-01-20")),
          "question": .text("stage"), "score": .integer($0),
        ]
      }, said: "SELECT score FROM assessment", since: "SELECT \(batchDay) FROM assessment"),
    Table(
      name: "products", values: { ["product": .text("PR1"), "name": .text("\($0)")] },
      said: "SELECT name FROM product"),
    Table(
      name: "units", values: { ["unit": .text("U1"), "name": .text("\($0)")] }, said: "SELECT name FROM unit"),
    Table(
      name: "parties", values: { ["party": .text("Bank"), "name_en": .text("\($0)")] },
      said: "SELECT name_en FROM party"),
  ]

  private func newStore() throws -> Store {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")], on: "2025-12-31")
    return store
  }

  @discardableResult
  private func take(
    _ table: Table, _ number: Int64, on day: String, into store: Store
  ) throws -> (counts: ImportCounts, problems: [Problem]) {
    let done = try store.take("\(table.name).csv", on: day, mapping: "native/\(table.name)") { session in
      try session.add(Make.native(table.name, table.values(number)))
    }
    return (done.counts, done.problems)
  }

  private static let days = ["2026-01-31", "2026-03-31", "2026-05-31"]

  /// A, B, C and A, B, A in orders other than that of the days: the last day's stands, known from the first day on; all of them again bring nothing.
  @Test(arguments: tables.indices, [[1, 2, 3], [1, 2, 1]])
  func theFileOfTheLatestDayStands(index: Int, numbers: [Int64]) throws {
    let table = LateFileTests.tables[index]
    for order in [[0, 2, 1], [1, 2, 0], [2, 0, 1]] {
      let store = try newStore()
      func takeAll() throws -> [ImportCounts] {
        try order.map { try take(table, numbers[$0], on: LateFileTests.days[$0], into: store).counts }
      }
      let label = "\(table.name) \(numbers) in \(order)"
      for counts in try takeAll() { #expect(counts.rows == 1, "\(label)") }
      func check() throws {
        let said = try store.texts("SELECT CAST((\(table.said)) AS TEXT)")
        #expect(said == ["\(numbers[2])"], "\(label)")
        if let since = table.since { #expect(try store.texts(since) == [LateFileTests.days[0]], "\(label)") }
      }
      try check()
      let dump = try store.dump()
      for counts in try takeAll() { #expect(counts.stored == 0 && counts.rows == 1, "\(label)") }
      #expect(try store.dump() == dump, "\(label)")
      try check()
    }
  }

  /// What stands is told, and the row is counted with those that joined others.
  @Test func aLateFileIsTold() throws {
    let store = try newStore()
    let pledges = LateFileTests.tables[0]
    try take(pledges, 2, on: "2026-03-31", into: store)
    let late = try take(pledges, 1, on: "2026-01-31", into: store)
    #expect(late.counts.merged == 1 && late.counts.rows == 1)
    let warning = try #require(late.problems.first { $0.code == .correctedFromEarlierDay })
    #expect(
      warning.text(.en).contains(
        "The file of table pledges is of 2026-01-31, before what is stored: 1 row differs from what was seen later "
          + "(up to 2026-03-31), which stands"))
    #expect(warning.text(.zh).contains("1 行与较晚取得的内容（至 2026-03-31）不同，以较晚的为准"))
    #expect(try store.imports().last?.merged == 1)
    // A correction of the same day or of a later one is the usual thing.
    for (number, day) in [(Int64(3), "2026-03-31"), (4, "2026-04-30")] {
      let usual = try take(pledges, number, on: day, into: store)
      #expect(usual.counts.stored == 1 && usual.problems.isEmpty, "\(day)")
    }
    #expect(try store.texts("SELECT CAST(amount AS TEXT) FROM pledge") == ["4"])
  }

  /// An answer of an earlier file does not replace one seen later, and nobody is told that it did.
  @Test func aLateAnswerReplacesNone() throws {
    let store = try newStore()
    let answers = LateFileTests.tables[2]
    try take(answers, 5, on: "2026-03-31", into: store)
    let late = try take(answers, 2, on: "2026-01-31", into: store)
    #expect(late.problems.map(\.code) == [.correctedFromEarlierDay])
    #expect(try store.texts("SELECT CAST(score AS TEXT) FROM assessment") == ["5"])
  }

  /// A day that nobody stated proves nothing of a row that stands as it is said.
  @Test func anUnstatedDayHoldsNoLaterFileBack() throws {
    let store = try newStore()
    let pledges = LateFileTests.tables[0]
    try take(pledges, 1, on: "2026-01-31", into: store)
    let dump = try store.dump()
    _ = try store.importRows { session in
      try session.begin(
        file: "pledges.csv", mapping: "native/pledges", mappingSHA256: "native/pledges",
        observedOn: Make.day("2026-06-30"), isDayStated: false)
      try session.add(Make.native("pledges", pledges.values(1)))
    }
    #expect(try store.dump() == dump)
    #expect(try take(pledges, 2, on: "2026-03-31", into: store).counts.stored == 1)
  }
  /// In a store of version 21 a row was last shown on the day of its batch.
  @Test func aStoreWithoutLastShowingsGoesOn() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("old.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA journal_mode = WAL")
    }
    try Schema.migrator.migrate(queue, upTo: "21 sightings of rows and whole tables")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO import_batch VALUES
            (1, 'a.csv', 'native/pledges', 'native', '2026-03-31', 1, 1, 0, 0, 0, NULL, 0, 0);
          INSERT INTO ip_right (id, office, kind, title, granted, batch_id) VALUES (1, 'CN', 'invention', 't', 1, 1);
          INSERT INTO right_number (number, office, scheme, right_id) VALUES ('P1', '', 'own', 1);
          INSERT INTO party (id, name, match_key) VALUES (1, 'Bank', 'bank');
          INSERT INTO pledge VALUES ('L1', 1, 1, '2025-11-01', NULL, 5, 'CNY', 1);
          """)
    }
    try queue.close()
    let store = try Store(path: path, create: false)
    let pledges = LateFileTests.tables[0]
    #expect(try take(pledges, 6, on: "2026-01-31", into: store).counts.merged == 1)
    #expect(try store.texts("SELECT CAST(amount AS TEXT) FROM pledge") == ["5"])
    #expect(try take(pledges, 7, on: "2026-05-31", into: store).counts.stored == 1)
    #expect(try store.texts("SELECT CAST(amount AS TEXT) FROM pledge") == ["7"])
  }
}
