import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

/// The days on which files were seen decide every value, whatever the order in which the files are imported.
@Suite struct ImportOrderTests {
  /// A file of forecasts: what it says of each year, and whether it is the whole table.
  struct File: Sendable, CustomStringConvertible {
    let day: String
    let rows: [Int: Int64]
    var isWhole = false
    var description: String {
      "\(day)\(isWhole ? " whole" : "") \(rows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })"
    }
  }

  private func newStore() throws -> Store {
    let store = try Make.memoryStore()
    try store.take("products.csv", on: "2025-12-31", mapping: "native/products") { session in
      try session.add(Make.native("products", ["product": .text("PR1"), "name": .text("Valves")]))
    }
    return store
  }

  @discardableResult
  private func take(_ file: File, into store: Store) throws -> (counts: ImportCounts, problems: [Problem]) {
    let done = try store.take("revenues.csv", on: file.day, mapping: "native/revenues") { session in
      session.rowEnding = file.isWhole ? .ofTable : .none
      for (year, amount) in file.rows.sorted(by: { $0.key < $1.key }) {
        try session.add(
          Make.native(
            "revenues",
            [
              "product": .text("PR1"), "year": .integer(Int64(year)), "amount": .money(amount),
              "kind": .text("forecast"),
            ]))
      }
    }
    return (done.counts, done.problems)
  }

  private func known(_ store: Store, on day: String) throws -> [Int: Int64] {
    let figures = try store.valueLedger(asOf: Make.day(day)).figures.map { ($0.year, $0.amount.minorUnits) }
    return Dictionary(uniqueKeysWithValues: figures)
  }

  /// What is known on a day, told from all files at once: of each year what the last file that names it says, unless a
  /// whole one has come after that without it.
  private func expected(_ files: [File], on day: String) -> [Int: Int64] {
    let seen = files.filter { $0.day <= day }.sorted { $0.day < $1.day }
    var result: [Int: Int64] = [:]
    for file in seen {
      if file.isWhole { result = result.filter { file.rows[$0.key] != nil } }
      result.merge(file.rows) { _, new in new }
    }
    return result
  }

  private static func orders<Element>(_ list: [Element]) -> [[Element]] {
    guard list.count > 1 else { return [list] }
    return list.indices.flatMap { place -> [[Element]] in
      var rest = list
      let first = rest.remove(at: place)
      return orders(rest).map { [first] + $0 }
    }
  }

  private func check(_ files: [File], in order: [File], on days: [String], _ label: String = "") throws {
    let store = try newStore()
    for file in order { try take(file, into: store) }
    for day in days {
      let found = try known(store, on: day)
      #expect(found == expected(files, on: day), "\(label) as of \(day), imported \(order)")
    }
    // All of them again bring nothing, and the days stay.
    let dump = try store.dump()
    for file in order {
      let counts = try take(file, into: store).counts
      #expect(counts.unchanged == counts.rows && counts.ended == 0 && counts.resumed == 0, "\(label) \(file)")
    }
    #expect(try store.dump() == dump, "\(label) \(order)")
  }

  private static let days = ["2026-02-28", "2026-04-30", "2026-06-30"]

  private static let cases: [[File]] = [
    // There and back.
    [
      File(day: "2026-01-31", rows: [2026: 30]), File(day: "2026-03-31", rows: [2026: 40]),
      File(day: "2026-05-31", rows: [2026: 30]),
    ],
    // A row is not in a whole file and there again.
    [
      File(day: "2026-01-31", rows: [2026: 30, 2027: 31]),
      File(day: "2026-03-31", rows: [2026: 40], isWhole: true),
      File(day: "2026-05-31", rows: [2026: 50, 2027: 31], isWhole: true),
    ],
    // A row is in none of the later whole files.
    [
      File(day: "2026-01-31", rows: [2026: 30, 2027: 31]),
      File(day: "2026-03-31", rows: [2026: 40], isWhole: true),
      File(day: "2026-05-31", rows: [2026: 50], isWhole: true),
    ],
    // A file that is not whole shows a row between two whole ones without it.
    [
      File(day: "2026-01-31", rows: [2026: 30], isWhole: true), File(day: "2026-03-31", rows: [2027: 31]),
      File(day: "2026-05-31", rows: [2026: 30], isWhole: true),
    ],
  ]

  @Test(arguments: cases.indices)
  func noOrderOfThreeFilesChangesAValue(index: Int) throws {
    let files = ImportOrderTests.cases[index]
    for order in ImportOrderTests.orders(files) {
      try check(files, in: order, on: ImportOrderTests.days)
    }
  }

  /// The cases above are not all alike to the oracle.
  @Test func theOracleKnowsWhatIsMeant() {
    let back = ImportOrderTests.days.map { expected(ImportOrderTests.cases[0], on: $0)[2026] }
    #expect(back == [30, 40, 30])
    let gone = ImportOrderTests.days.map { expected(ImportOrderTests.cases[1], on: $0)[2027] }
    #expect(gone == [31, nil, 31])
    let ended = ImportOrderTests.days.map { expected(ImportOrderTests.cases[2], on: $0)[2027] }
    #expect(ended == [31, nil, nil])
  }

  @Test(arguments: [UInt64(3), 2026])
  func noOrderOfAnyFilesChangesAValue(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let days = ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31", "2026-09-30"]
    let asOf = [
      "2026-01-30", "2026-01-31", "2026-02-28", "2026-04-30", "2026-06-30", "2026-08-31", "2027-01-31",
    ]
    for history in 0..<3 {
      var files: [File] = []
      for day in days.prefix(Int.random(in: 3...5, using: &random)) {
        var rows: [Int: Int64] = [:]
        for year in 2026...2028 where Int.random(in: 0..<3, using: &random) > 0 {
          rows[year] = Int64.random(in: 1...2, using: &random)
        }
        files.append(File(day: day, rows: rows, isWhole: Bool.random(using: &random)))
      }
      for _ in 0..<2 {
        try check(files, in: files.shuffled(using: &random), on: asOf, "seed \(seed), history \(history)")
      }
    }
  }

  /// Rows that name their recorded day, or not, give the same figures in every order.
  @Test(arguments: [UInt64(5), 23])
  func recordedDaysCountAlikeInEveryOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let recorded: [String?] = [nil, "2025-12-31", "2026-03-31", "2026-04-15"]
    for history in 0..<2 {
      var files: [(day: String, recorded: String?, amount: Int64)] = []
      for day in ["2026-01-31", "2026-03-31", "2026-05-31"] {
        let own = recorded[Int.random(in: recorded.indices, using: &random)]
        files.append((day: day, recorded: own, amount: Int64.random(in: 1...2, using: &random)))
      }
      var results: Set<[Int64?]> = []
      for order in ImportOrderTests.orders(files) {
        let store = try newStore()
        for file in order {
          try store.take("revenues.csv", on: file.day, mapping: "native/revenues") { session in
            var values: [String: NativeValue] = [
              "product": .text("PR1"), "year": .integer(2026), "amount": .money(file.amount),
              "kind": .text("forecast"),
            ]
            if let day = file.recorded { values["recorded_on"] = .day(Make.day(day)) }
            try session.add(Make.native("revenues", values))
          }
        }
        results.insert(
          try (["2026-01-15"] + ImportOrderTests.days).map { try known(store, on: $0)[2026] })
      }
      #expect(results.count == 1, "seed \(seed), history \(history): \(files) gives \(results)")
    }
  }

  /// A row that is there again is counted, though it says what is stored.
  @Test func rowsThatGoOnAgainAreCounted() throws {
    let store = try newStore()
    try take(File(day: "2026-01-31", rows: [2026: 30, 2027: 31]), into: store)
    let ended = try take(File(day: "2026-03-31", rows: [2026: 30], isWhole: true), into: store)
    #expect(ended.counts.ended == 1 && ended.counts.resumed == 0)
    let text = try #require(ended.problems.first { $0.code == .rowsNotInFile }).text(.en)
    #expect(
      text.contains("1 row of table revenues that was known before is not in the file: it ends on 2026-03-31")
    )
    let back = try take(File(day: "2026-05-31", rows: [2026: 30, 2027: 31]), into: store)
    #expect(back.counts.resumed == 1 && back.counts.unchanged == 2)
    let imports = try store.imports().map { [$0.ended, $0.resumed] }
    #expect(imports.suffix(3) == [[0, 0], [1, 0], [0, 1]])
  }

  /// A row of an earlier file that comes in late ends by the whole file imported before, and that is told and counted.
  @Test func aRowThatEndsByAnEarlierImportIsTold() throws {
    let store = try newStore()
    try take(File(day: "2026-05-31", rows: [2026: 30], isWhole: true), into: store)
    let late = try take(File(day: "2026-01-31", rows: [2026: 30, 2027: 31]), into: store)
    #expect(late.counts.endedLater == 1 && late.counts.ended == 0)
    let told = try #require(late.problems.first { $0.code == .rowsNotInFile })
    #expect(
      told.text(.en).contains(
        "1 row of table revenues counts only until 2026-05-31, when the table was seen whole without it (PR1 2027 forecast)"
      ))
    #expect(told.text(.zh).contains("revenues 表的 1 行只计到 2026-05-31"))
    #expect(try known(store, on: "2026-04-30") == [2026: 30, 2027: 31])
    #expect(try known(store, on: "2026-06-30") == [2026: 30])
    // The same again shows nothing new, and a row between that another file holds later does not end.
    #expect(try take(File(day: "2026-01-31", rows: [2026: 30, 2027: 31]), into: store).problems.isEmpty)
    let between = try take(File(day: "2026-03-31", rows: [2026: 30]), into: store)
    #expect(between.counts.endedLater == 0)
  }

  /// A day that nobody stated brings no sighting of what stands as it is said, and the store does not grow by it.
  @Test func anUnstatedDayKeepsOnlyWhatChanges() throws {
    let store = try newStore()
    try take(File(day: "2026-01-31", rows: [2026: 30]), into: store)
    let dump = try store.dump()
    func takeUnstated(_ day: String, _ amount: Int64) throws {
      _ = try store.importRows { session in
        try session.begin(
          file: "revenues.csv", mapping: "native/revenues", mappingSHA256: "native",
          observedOn: Make.day(day), isDayStated: false)
        try session.add(
          Make.native(
            "revenues",
            [
              "product": .text("PR1"), "year": .integer(2026), "amount": .money(amount),
              "kind": .text("forecast"),
            ]))
      }
    }
    try takeUnstated("2026-03-31", 30)
    #expect(try store.dump() == dump)
    try takeUnstated("2026-05-31", 40)
    #expect(try known(store, on: "2026-06-30") == [2026: 40])
    #expect(try known(store, on: "2026-04-30") == [2026: 30])
  }

  /// A right that was renamed and named as before again, by files whose rows read the same.
  @Test func aRightIsWhatItsLastFileSaysInEveryOrder() throws {
    let files = [("2026-01-31", "Valve"), ("2026-03-31", "Tap"), ("2026-05-31", "Valve")]
    for order in ImportOrderTests.orders(files) {
      let store = try Make.memoryStore()
      for (day, title) in order {
        var draft = Make.right("P1")
        draft.title = title
        draft.sourceText += title
        try store.take("rights.csv", on: day, mapping: "native/rights") { try $0.add(draft) }
      }
      #expect(try store.texts("SELECT title FROM ip_right") == ["Valve"], "\(order)")
    }
  }

  // MARK: A store of before

  /// A store of version 20, which kept batches as days of versions and ends row by row, says what it said.
  @Test func aStoreWithoutSightingsGoesOn() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("old.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA journal_mode = WAL")
    }
    try Schema.migrator.migrate(queue, upTo: "20 versions in the order seen")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO import_batch VALUES
            (1, 'a.csv', 'native/revenues', 'native', '2026-01-31', 3, 3, 0, 0, 0, NULL),
            (2, 'b.csv', 'native/revenues', 'native', '2026-03-31', 1, 1, 0, 0, 0, NULL),
            (3, 'c.csv', 'native/intangibles', 'native', '2026-03-31', 1, 1, 0, 0, 0, NULL);
          INSERT INTO product (id, code, name) VALUES (1, 'PR1', 'Valves');
          INSERT INTO revenue VALUES
            (1, 2026, '', 'forecast', 30, 'CNY', NULL, 1), (1, 2027, '', 'forecast', 31, 'CNY', NULL, 1),
            (1, 2028, '', 'forecast', 32, 'CNY', NULL, 1);
          UPDATE revenue SET amount = 40, batch_id = 2 WHERE year = 2026;
          INSERT INTO intangible VALUES ('I', 'data', 'Tests', 1, NULL, NULL, NULL, 3);
          INSERT INTO right_seen SELECT id, '2026-01-31' FROM ip_right;
          INSERT INTO row_end VALUES
            ('revenue', '1' || char(31) || '2027' || char(31) || char(31) || 'forecast', '2026-03-31', NULL, 'b.csv'),
            ('revenue', '1' || char(31) || '2028' || char(31) || char(31) || 'forecast', '2026-03-31', '2026-04-15',
              'b.csv');
          """)
    }
    try queue.close()
    let store = try Store(path: path, create: false)
    #expect(try known(store, on: "2026-02-28") == [2026: 30, 2027: 31, 2028: 32])
    #expect(try known(store, on: "2026-03-31") == [2026: 40])
    #expect(try known(store, on: "2026-04-30") == [2026: 40, 2028: 32])
    #expect(try store.valueLedger(asOf: Make.day("2026-02-28")).intangibles.isEmpty)
    #expect(try store.valueLedger(asOf: Make.day("2026-04-30")).intangibles.map(\.code) == ["I"])
    // There again, and back to what it said first; then a file between the two.
    let back = try take(File(day: "2026-05-31", rows: [2026: 30, 2027: 31, 2028: 32]), into: store)
    #expect(back.counts.resumed == 1 && back.counts.stored == 1)
    try take(File(day: "2026-04-30", rows: [2026: 35], isWhole: true), into: store)
    #expect(try known(store, on: "2026-04-30") == [2026: 35])
    #expect(try known(store, on: "2026-06-30") == [2026: 30, 2027: 31, 2028: 32])
  }
}
