import GRDB
import PortfolioCore
import Testing

@testable import PortfolioStore

@Suite struct ImportSessionTests {
  private let application = Make.document(
    line: 2, application: "201514700001", publication: "20160100001", kindCode: "A1", day: "2016-11-24",
    title: "Widget as filed", owners: ["Acme"], citations: 4)
  private let grant = Make.document(
    line: 3, application: "201514700001", publication: "9900001", kindCode: "B2", day: "2018-02-20",
    title: "Widget as granted", owners: ["Acme"], granted: true, citations: 7)

  @Test func theDocumentsOfARightBecomeOneInWhateverOrder() throws {
    for drafts in [[application, grant], [grant, application]] {
      let store = try Make.memoryStore()
      let counts = try store.take(drafts)
      #expect(counts.stored == 1)
      #expect(counts.merged == 1)
      #expect(counts.rights == 1)
      #expect(try store.rightCount() == 1)
      #expect(
        try store.texts("SELECT number || kind_code FROM publication ORDER BY 1") == [
          "US20160100001A1", "US9900001B2",
        ])
      #expect(try store.texts("SELECT title FROM ip_right") == ["Widget as granted"])
      #expect(try store.texts("SELECT publication_number FROM ip_right") == ["US9900001B2"])
      #expect(try store.texts("SELECT publication_day FROM ip_right") == ["2016-11-24"])
      #expect(try store.texts("SELECT grant_day FROM ip_right") == ["2018-02-20"])
      // Documents may be cited together: the greatest counts.
      #expect(try store.number("SELECT forward_citations FROM observation") == 7)
      #expect(try store.texts("SELECT name FROM party") == ["Acme"])
    }
  }

  @Test func theSameRowsAgainChangeNothing() throws {
    let store = try Make.memoryStore()
    try store.take([application, grant])
    let before = try store.dump()
    let counts = try store.take([application, grant], on: "2026-12-31")
    #expect(counts.unchanged == 2)
    #expect(counts.rows == 2)
    func rest() throws -> [String] { try store.dump().filter { !$0.hasPrefix("right_seen: ") } }
    #expect(try rest() == before)
    // That the right was seen is kept, once.
    #expect(try store.texts("SELECT day FROM right_seen") == ["2026-12-31"])
    try store.take([application, grant], on: "2026-12-31")
    try store.take([application, grant])
    #expect(try store.texts("SELECT day FROM right_seen") == ["2026-12-31"])
    #expect(try rest() == before)
    #expect(try store.rightsSeen(asOf: Make.day("2026-12-30")).values.sorted() == [Make.day("2026-06-30")])
    #expect(try store.rightsSeen(asOf: Make.day("2026-12-31")).values.sorted() == [Make.day("2026-12-31")])
    #expect(try store.rightsSeen(asOf: Make.day("2026-06-29")).isEmpty)
  }

  /// A day that was taken for want of a stated one proves nothing; a file of other things shows no right.
  @Test func onlyAStatedDayOfAFileOfRightsIsKept() throws {
    let store = try Make.memoryStore()
    try store.take([application])
    _ = try store.importRows { session in
      try session.begin(
        file: "again.csv", mapping: "test", mappingSHA256: "test", observedOn: Make.day("2026-12-31"),
        isDayStated: false)
      try session.add(application)
    }
    #expect(try store.number("SELECT count(*) FROM right_seen") == 0)
    let seen = try store.rightsSeen(asOf: Make.day("2027-01-01"))
    #expect(seen.values.sorted() == [Make.day("2026-06-30")])
  }

  @Test func theSameRowsWithARefusedOneAgainChangeNothing() throws {
    let store = try Make.memoryStore()
    func take() throws -> ImportCounts {
      try store.take { session in
        try session.add(application)
        try session.refuse(
          line: 3, sourceText: "rubbish", problems: [Problem(.missingReference, zh: "坏", en: "bad")])
      }.counts
    }
    #expect(try take().refused == 1)
    let before = try store.dump()
    let again = try take()
    #expect(again.refused == 1)
    #expect(again.unchanged == 1)
    #expect(try store.dump() == before)
  }

  @Test func aNewerExportUpdatesAndKeepsTheHistory() throws {
    let store = try Make.memoryStore()
    var first = Make.right("P1", filed: "2015-05-20", status: .pending)
    first.title = "Before"
    try store.take([first], on: "2024-01-01")
    var second = Make.right("P1", filed: "2015-05-21", status: .inForce)
    second.title = "After"
    second.businessLine = "Rail"
    let done = try store.take(on: "2026-01-01") { try $0.add(second) }
    #expect(done.counts.stored == 1)
    #expect(done.problems.map(\.code.rawValue) == ["STO012"])
    #expect(try store.texts("SELECT title FROM ip_right") == ["After"])
    #expect(
      try store.texts("SELECT field || ': ' || before || ' > ' || after FROM right_change ORDER BY 1")
        == ["filing_day: 2015-05-20 > 2015-05-21", "title: Before > After"])
    #expect(
      try store.texts("SELECT observed_on || ' ' || status FROM observation ORDER BY 1")
        == ["2024-01-01 pending", "2026-01-01 in-force"])
  }

  @Test func anUpdateOfTheApplicationDoesNotTakeTheGrantedTitleAway() throws {
    let store = try Make.memoryStore()
    try store.take([application, grant], on: "2024-01-01")
    var newerApplication = application
    newerApplication.observation.forwardCitations = 5
    newerApplication.sourceText += " newer"
    var newerGrant = grant
    newerGrant.observation.forwardCitations = 9
    newerGrant.sourceText += " newer"
    for drafts in [[newerApplication, newerGrant], [newerGrant, newerApplication]] {
      let copy = try Make.memoryStore()
      try copy.take([application, grant], on: "2024-01-01")
      try copy.take(drafts, on: "2026-01-01")
      #expect(try copy.texts("SELECT title FROM ip_right") == ["Widget as granted"])
      #expect(try copy.texts("SELECT publication_number FROM ip_right") == ["US9900001B2"])
      #expect(try copy.texts("SELECT field FROM right_change") == [])
      #expect(
        try copy.number("SELECT forward_citations FROM observation WHERE observed_on = '2026-01-01'") == 9)
    }
  }

  @Test func aNewerExportInWhichOnlyOneDocumentChangedKeepsTheOthersCount() throws {
    let store = try Make.memoryStore()
    var wellCited = application
    wellCited.observation.forwardCitations = 40
    try store.take([wellCited, grant], on: "2024-01-01")
    var newerGrant = grant
    newerGrant.observation.forwardCitations = 8
    newerGrant.sourceText += " newer"
    let counts = try store.take([wellCited, newerGrant], on: "2026-01-01")
    #expect(counts.unchanged == 1)
    #expect(counts.stored == 1)
    // The same two rows imported into an empty store would give 40.
    #expect(
      try store.number("SELECT forward_citations FROM observation WHERE observed_on = '2026-01-01'") == 40)
  }

  @Test func aRowThatStoodStillInANewerExportWasSeenAgain() throws {
    let store = try Make.memoryStore()
    try store.take(
      [Make.right("P1", status: .pending), Make.right("P2", status: .pending)], on: "2024-01-01")
    try store.take(
      [Make.right("P1", status: .pending), Make.right("P2", status: .inForce)], on: "2026-01-01")
    #expect(
      try store.texts("SELECT right_id || ' ' || observed_on || ' ' || status FROM observation ORDER BY 1")
        == ["1 2024-01-01 pending", "1 2026-01-01 pending", "2 2024-01-01 pending", "2 2026-01-01 in-force"])
  }

  @Test func aCorrectedCountOfTheSameDayReplacesTheWrongOne() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    func count(_ forward: Int64) -> NativeDraft {
      Make.native(
        "citations",
        ["right": .text("P1"), "observed_on": .day(Make.day("2026-01-01")), "forward": .integer(forward)])
    }
    try store.take("citations.csv") { try $0.add(count(100)) }
    let done = try store.take("citations.csv") { try $0.add(count(10)) }
    #expect(done.counts.stored == 1)
    #expect(try store.number("SELECT forward_citations FROM observation") == 10)
  }

  @Test func countsAreKeptByDay() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    try store.take("citations.csv") { session in
      for (day, forward) in [("2024-01-01", 3), ("2025-01-01", 3), ("2026-01-01", 8)] as [(String, Int64)] {
        try session.add(
          Make.native(
            "citations",
            ["right": .text("P1"), "observed_on": .day(Make.day(day)), "forward": .integer(forward)]))
      }
    }
    #expect(
      try store.texts("SELECT observed_on || ' ' || forward_citations FROM observation ORDER BY 1") == [
        "2024-01-01 3", "2025-01-01 3", "2026-01-01 8",
      ])
  }

  @Test func refusedRowsAreKeptWithTheirReasons() throws {
    let store = try Make.memoryStore()
    let done = try store.take("bad.csv") { session in
      try session.add(application)
      try session.refuse(
        line: 7, sourceText: "a,\"b,c\"",
        problems: [
          Problem(
            .missingReference, at: Place(file: "bad.csv", line: 7, column: "x"), zh: "坏", en: "bad cell"),
          Problem(.circularReference, zh: "圈", en: "a circle"),
        ])
    }
    #expect(done.counts.refused == 1)
    #expect(done.refusals.map(\.line) == [7])
    #expect(done.refusals.map(\.sourceText) == ["a,\"b,c\""])
    #expect(done.problems.map(\.code.rawValue) == ["STO010", "STO011"])
    #expect(try store.texts("SELECT text FROM source_row WHERE outcome = 'refused'") == ["a,\"b,c\""])
    let reason = try store.texts("SELECT reason FROM source_row WHERE outcome = 'refused'")[0]
    #expect(reason.contains("bad cell"))
    #expect(reason.contains("a circle"))
  }

  @Test func aThrowInTheMiddleLeavesTheStoreAsItWas() throws {
    struct Stop: Error {}
    let store = try Make.memoryStore()
    try store.take([application])
    let before = try store.dump()
    for stopAt in 0..<4 {
      #expect(throws: Stop.self) {
        _ = try store.importRows { session in
          for (index, name) in ["a.csv", "b.csv"].enumerated() {
            try session.begin(
              file: name, mapping: "m", mappingSHA256: "m", observedOn: Make.day("2026-01-01"))
            try session.add(Make.right("P\(index)", owners: ["New owner"]))
            if stopAt == index * 2 { throw Stop() }
            try session.add(grant)
            if stopAt == index * 2 + 1 { throw Stop() }
          }
        }
      }
      #expect(try store.dump() == before, "stopped at \(stopAt)")
    }
    // The session that was broken off left nothing that would stop the next one.
    #expect(try store.take([grant]).stored == 1)
  }

  @Test func aDryRunLeavesNoTrace() throws {
    let store = try Make.memoryStore()
    try store.take([application])
    let before = try store.dump()
    let done = try store.take(dryRun: true) { session in
      try session.add(grant)
      try session.add(Make.right("P1", owners: ["X"], unit: "U1"))
      try session.refuse(line: 9, sourceText: "bad", problems: [])
    }
    #expect(done.counts.stored == 2)
    #expect(done.counts.refused == 1)
    #expect(try store.dump() == before)
  }

  @Test func rowsWithContradictingNumbersAreNamed() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1"), Make.right("P2", line: 3)])
    var bridge = Make.right("P1", line: 4)
    bridge.numbers.append(RightNumber(office: "", scheme: .own, number: "P2"))
    bridge.sourceText = "both"
    let done = try store.take { try $0.add(bridge) }
    #expect(done.problems.map(\.code.rawValue) == ["STO012"])
    #expect(done.problems.first?.place?.line == 4)
    #expect(try store.rightCount() == 2)
  }
}
