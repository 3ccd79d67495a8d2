import GRDB
import PortfolioCore
import Testing

@testable import PortfolioStore

@Suite struct OwnershipTests {
  private func owners(_ store: Store, on day: String) throws -> String {
    try store.snapshot(asOf: Make.day(day)).owner[0]
  }

  @Test func anOwnerWhomANewerExportNoLongerNamesIsOwnerNoMore() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1", owners: ["Old", "Stays"])], on: "2024-01-01")
    try store.take([Make.right("P1", owners: ["New", "Stays"])], on: "2026-01-01")
    #expect(try owners(store, on: "2025-12-31") == "Old; Stays")
    #expect(try owners(store, on: "2026-01-01") == "Stays; New")
  }

  @Test func anExportWithoutOwnersEndsNothing() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1", owners: ["Old"])], on: "2024-01-01")
    try store.take([Make.right("P1", status: .inForce)], on: "2026-01-01")
    #expect(try owners(store, on: "2026-06-30") == "Old")
  }

  @Test func aNewOwnerThatOnlyTheSecondDocumentNamesWasNotOwnerBefore() throws {
    let store = try Make.memoryStore()
    func documents(_ applicationOwner: String, _ grantOwner: String) -> [RightDraft] {
      [
        Make.document(
          line: 2, application: "1", publication: "2", kindCode: "A1", day: "2016-11-24",
          owners: [applicationOwner]),
        Make.document(
          line: 3, application: "1", publication: "3", kindCode: "B2", day: "2018-02-20",
          owners: [grantOwner],
          granted: true),
      ]
    }
    try store.take(documents("Old", "Old"), on: "2024-01-01")
    var newer = documents("Other", "New")
    newer[0].title = "changed"
    try store.take(newer, on: "2026-01-01")
    #expect(try owners(store, on: "2025-12-31") == "Old")
    #expect(try owners(store, on: "2026-01-01") == "Other; New")
  }

  @Test func anOwnerMayComeBack() throws {
    let store = try Make.memoryStore()
    for (owner, day) in [("A", "2020-01-01"), ("B", "2021-01-01"), ("A", "2022-01-01"), ("B", "2022-01-01")] {
      var draft = Make.right("P1", owners: [owner])
      draft.sourceText += day
      try store.take([draft], on: day)
    }
    #expect(try owners(store, on: "2020-06-01") == "A")
    #expect(try owners(store, on: "2021-06-01") == "B")
    #expect(try owners(store, on: "2022-06-01") == "B")
  }

  @Test func datedOwnershipTakesThePlaceOfTheUndatedPresentOwner() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1", owners: ["New"])], on: "2026-01-01")
    try store.take("ownership.csv", on: "2026-01-01") { session in
      try session.add(
        Make.native(
          "ownership",
          [
            "right": .text("P1"), "party": .text("Old"), "from_day": .day(Make.day("2015-05-20")),
            "to_day": .day(Make.day("2024-01-01")),
          ]))
      try session.add(
        Make.native(
          "ownership",
          ["right": .text("P1"), "party": .text("New"), "from_day": .day(Make.day("2024-01-01"))]))
    }
    #expect(try owners(store, on: "2023-12-31") == "Old")
    #expect(try owners(store, on: "2024-01-01") == "New")
  }

  @Test(arguments: [(6000, 4000, 0), (6000, 4001, 1)])
  func sharesOfMoreThanTheWholeAreWarnedOf(first: Int, second: Int, warnings: Int) throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    let done = try store.take("ownership.csv") { session in
      for (line, (party, share)) in [("A", first), ("B", second)].enumerated() {
        try session.add(
          Make.native(
            "ownership", line: line + 2,
            ["right": .text("P1"), "party": .text(party), "share_percent": .integer(Int64(share))]))
      }
    }
    #expect(done.problems.map(\.code.rawValue) == Array(repeating: "STO013", count: warnings))
    #expect(done.counts.stored == 2)
    if warnings > 0 {
      #expect(done.problems[0].place == Place(file: "ownership.csv", line: 3, column: "share_percent"))
      #expect(done.problems[0].value == "100.01")
    }
  }

  @Test func sharesOfFormerOwnersDoNotCount() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    let done = try store.take("ownership.csv") { session in
      try session.add(
        Make.native(
          "ownership",
          [
            "right": .text("P1"), "party": .text("A"), "share_percent": .integer(10_000),
            "from_day": .day(Make.day("2015-01-01")), "to_day": .day(Make.day("2020-01-01")),
          ]))
      try session.add(
        Make.native(
          "ownership",
          [
            "right": .text("P1"), "party": .text("B"), "share_percent": .integer(10_000),
            "from_day": .day(Make.day("2020-01-01")),
          ]))
    }
    #expect(done.problems == [])
  }
}
