import PortfolioCore
import Testing

@testable import PortfolioStore

/// The observed day decides what is newer, not the order in which files are imported.
@Suite struct OlderExportTests {
  private func draft(_ title: String, owner: String, line: String? = nil, cited: Int? = nil) -> RightDraft {
    var draft = Make.right("P1", owners: [owner])
    draft.title = title
    draft.businessLine = line
    draft.observation.forwardCitations = cited
    draft.sourceText += title
    return draft
  }

  private func title(_ store: Store) throws -> String { try store.texts("SELECT title FROM ip_right")[0] }

  @Test func anOlderExportFillsGapsAndOverwritesNothing() throws {
    let store = try Make.memoryStore()
    try store.take([draft("New title", owner: "New", cited: 9)], on: "2026-01-01")
    let done = try store.take("older.csv", on: "2024-01-01") { session in
      try session.add(draft("Old title", owner: "Old", line: "rail", cited: 4))
    }
    #expect(try title(store) == "New title")
    #expect(try store.texts("SELECT business_line FROM ip_right") == ["rail"])
    #expect(try store.snapshot(asOf: Make.day("2026-06-30")).owner[0] == "New")
    let problem = try #require(done.problems.first)
    #expect(done.problems.count == 1 && problem.code == .conflictingRows && problem.severity == .warning)
    #expect(problem.message.en.contains("title, owners") && problem.message.en.contains("2026-01-01"))
    // What was seen on a day is kept by that day, whenever it comes in.
    #expect(try store.snapshot(asOf: Make.day("2025-01-01")).forwardCitations == [4])
    #expect(try store.snapshot(asOf: Make.day("2026-06-30")).forwardCitations == [9])
  }

  /// Two files in either order leave the same title and owners.
  @Test(arguments: [false, true])
  func theOrderOfImportsDoesNotMatter(reversed: Bool) throws {
    let store = try Make.memoryStore()
    let exports = [
      ("2024-01-01", draft("Old title", owner: "A")), ("2026-01-01", draft("New title", owner: "A")),
    ]
    for (day, draft) in reversed ? exports.reversed() : exports { try store.take([draft], on: day) }
    #expect(try title(store) == "New title")
    #expect(try store.snapshot(asOf: Make.day("2026-06-30")).owner[0] == "A")
  }

  @Test func anExportOfTheSameDayCounts() throws {
    let store = try Make.memoryStore()
    try store.take([draft("First", owner: "A")], on: "2026-01-01")
    let done = try store.take(on: "2026-01-01") { try $0.add(draft("Second", owner: "A")) }
    #expect(try title(store) == "Second" && done.problems.isEmpty)
  }

  /// A licence recorded later says nothing of the title.
  @Test func aLaterRowOfAnotherTableMakesNoExportOlder() throws {
    let store = try Make.memoryStore()
    try store.take([draft("First", owner: "A")], on: "2024-01-01")
    try store.take(on: "2026-01-01", mapping: "native/citations") { session in
      try session.add(
        Make.native(
          "citations",
          ["right": .text("P1"), "observed_on": .day(Make.day("2026-01-01")), "forward": .integer(3)]))
    }
    let done = try store.take(on: "2025-01-01") { try $0.add(draft("Second", owner: "A")) }
    #expect(try title(store) == "Second" && done.problems.isEmpty)
  }
}
