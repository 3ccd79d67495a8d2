import GRDB
import PortfolioCore
import Testing

@testable import PortfolioStore

@Suite struct NativeTableTests {
  private func unit(_ code: String, parent: String? = nil, name: String = "n", line: Int = 2) -> NativeDraft {
    var values: [String: NativeValue] = ["unit": .text(code), "name": .text(name)]
    if let parent { values["parent"] = .text(parent) }
    return Make.native("units", line: line, values)
  }

  private func party(_ name: String, aliasOf alias: String? = nil, line: Int = 2) -> NativeDraft {
    var values: [String: NativeValue] = ["party": .text(name)]
    if let alias { values["alias_of"] = .text(alias) }
    return Make.native("parties", line: line, values)
  }

  @Test func aTreeMayStandInAnyOrder() throws {
    let store = try Make.memoryStore()
    let done = try store.take("units.csv") { session in
      try session.add(unit("leaf", parent: "branch"))
      try session.add(unit("branch", parent: "root", line: 3))
      try session.add(unit("root", line: 4))
    }
    #expect(done.counts.stored == 3)
    #expect(
      try store.texts(
        "SELECT u.code || '<' || p.code FROM unit u JOIN unit p ON p.id = u.parent_id ORDER BY 1")
        == ["branch<root", "leaf<branch"])
  }

  @Test func circlesInOneFileAreRefusedAndTheRestIsStored() throws {
    let store = try Make.memoryStore()
    let done = try store.take("units.csv") { session in
      try session.add(unit("a", parent: "c", line: 2))
      try session.add(unit("b", parent: "a", line: 3))
      try session.add(unit("c", parent: "b", line: 4))
      try session.add(unit("self", parent: "self", line: 5))
      try session.add(unit("hangs", parent: "a", line: 6))
      try session.add(unit("fine", line: 7))
    }
    #expect(done.counts.refused == 5)
    #expect(done.counts.stored == 1)
    #expect(Set(done.problems.map(\.code.rawValue)) == ["STO011"])
    #expect(try store.texts("SELECT code FROM unit") == ["fine"])
  }

  @Test func aCircleClosedByALaterImportIsRefused() throws {
    let store = try Make.memoryStore()
    try store.take("units.csv") { session in
      try session.add(unit("a"))
      try session.add(unit("b", parent: "a"))
      try session.add(unit("c", parent: "b"))
    }
    let units = try store.take("units.csv") { try $0.add(unit("a", parent: "c")) }
    #expect(units.problems.map(\.code.rawValue) == ["STO011"])
    #expect(units.counts.refused == 1)
    try store.take("parties.csv") { session in
      try session.add(party("A"))
      try session.add(party("B", aliasOf: "A"))
    }
    let parties = try store.take("parties.csv") { try $0.add(party("A", aliasOf: "B")) }
    #expect(parties.problems.map(\.code.rawValue) == ["STO011"])
    #expect(parties.counts.refused == 1)
    // A circle of aliases would never come to an end here.
    try store.take([Make.right("P1", owners: ["A", "B"])])
    #expect(try store.snapshot(asOf: Make.day("2026-06-30")).ownerCount == [1])
  }

  @Test func aliasesCountAsOneOwner() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1", owners: ["ACME Inc", "Acme Incorporated"])])
    #expect(try store.snapshot(asOf: Make.day("2026-06-30")).ownerCount == [2])
    try store.take("parties.csv") { session in
      try session.add(party("ACME Inc"))
      try session.add(party("Acme Incorporated", aliasOf: "ACME Inc"))
    }
    let snapshot = try store.snapshot(asOf: Make.day("2026-06-30"))
    #expect(snapshot.ownerCount == [1])
    #expect(snapshot.owner[0] == "ACME Inc")
  }

  @Test func rowsThatNameAMissingOneAreRefused() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    let day = NativeValue.day(Make.day("2026-01-01"))
    let rows: [(NativeDraft, String)] = [
      (Make.native("events", ["right": .text("P9"), "day": day, "code": .text("X")]), "right"),
      (
        Make.native("citations", ["right": .text("P9"), "observed_on": day, "forward": .integer(1)]), "right"
      ),
      (
        Make.native("product_links", ["right": .text("P1"), "product": .text("no"), "role": .text("core")]),
        "product"
      ),
      (
        Make.native("revenues", ["product": .text("no"), "year": .integer(2025), "amount": .money(1)]),
        "product"
      ),
      (unit("u", parent: "no"), "parent"), (party("p", aliasOf: "no"), "alias_of"),
    ]
    for (draft, column) in rows {
      let done = try store.take(draft.table + ".csv") { try $0.add(draft) }
      #expect(done.counts.refused == 1, "\(draft.table)")
      #expect(done.counts.stored == 0)
      #expect(done.problems.map(\.code.rawValue) == ["STO010"])
      #expect(done.problems.first?.place == Place(file: draft.table + ".csv", line: 2, column: column))
      #expect(done.problems.first?.remedy != nil)
    }
  }

  @Test func aRowWithTheSameKeyReplacesTheFirst() throws {
    let store = try Make.memoryStore()
    try store.take([Make.right("P1")])
    func assessment(_ score: Int64) -> NativeDraft {
      Make.native(
        "assessments",
        [
          "right": .text("P1"), "assessor": .text("a"), "day": .day(Make.day("2026-01-01")),
          "question": .text("q"),
          "score": .integer(score),
        ])
    }
    #expect(try store.take { try $0.add(assessment(3)) }.counts.stored == 1)
    #expect(try store.take { try $0.add(assessment(3)) }.counts.unchanged == 1)
    #expect(try store.take { try $0.add(assessment(4)) }.counts.stored == 1)
    #expect(try store.texts("SELECT score FROM assessment") == ["4"])
  }

  private func answer(
    _ score: Int64, by assessor: String = "Wang", on day: String = "2026-05-01",
    question: String = "strength",
    comment: String? = nil, line: Int
  ) -> NativeDraft {
    var values: [String: NativeValue] = [
      "right": .text("R-1"), "assessor": .text(assessor), "day": .day(Make.day(day)),
      "question": .text(question), "score": .integer(score),
    ]
    if let comment { values["comment"] = .text(comment) }
    return Make.native("assessments", line: line, values)
  }

  /// Of one assessor's answers of one day the last one counts: how many were replaced is told, and which first.
  @Test func replacedAnswersOfTheSameDayAreTold() throws {
    let store = try Make.memoryStore()
    _ = try store.take([Make.right("R-1")])
    let first = try store.take("a.csv") { session in
      try session.add(answer(2, line: 2))
      try session.add(answer(4, line: 3))
      try session.add(answer(3, by: "Li", line: 4))
      try session.add(answer(5, on: "2026-05-02", line: 5))
      try session.add(answer(1, question: "reach", line: 6))
      try session.add(answer(5, question: "reach", line: 7))
      // The same again, or with a remark, replaces no answer.
      try session.add(answer(3, by: "Li", comment: "sure", line: 8))
    }
    #expect(first.problems.map(\.code) == [.answersReplaced])
    let told = try #require(first.problems.first)
    #expect(told.severity == .warning && told.place?.line == 3)
    #expect(told.value == "Wang, strength, 2026-05-01: 2 → 4")
    #expect(told.message.en.contains("2 answers were replaced") && told.message.zh.contains("2 个原答案"))
    #expect(
      try store.texts("SELECT assessor || day || question || score FROM assessment ORDER BY 1") == [
        "Li2026-05-01strength3", "Wang2026-05-01reach5", "Wang2026-05-01strength4", "Wang2026-05-02strength5",
      ])
    // A later file that says otherwise is told of as well, and one that repeats is not.
    let second = try store.take("b.csv") { try $0.add(answer(1, by: "Li", line: 2)) }
    #expect(second.problems.map(\.code) == [.answersReplaced])
    #expect(second.problems.first?.message.en.contains("1 answer was replaced") == true)
    #expect(try store.take("c.csv") { try $0.add(answer(1, by: "Li", line: 2)) }.problems.isEmpty)
  }
}
