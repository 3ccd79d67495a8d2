import PortfolioCore
import Testing

@testable import PortfolioStore

/// Two organisations that both count from P-1 must not become one in a store.
@Suite struct AnothersNumberTests {
  private func draft(_ own: String, _ application: String, line: Int) -> RightDraft {
    var draft = RightDraft(line: line, sourceText: "\(own),\(application)", office: "CN")
    draft.numbers = [
      RightNumber(office: "CN", scheme: .application, number: application),
      RightNumber(office: "", scheme: .own, number: own),
    ]
    draft.title = "Right \(own)"
    return draft
  }

  private func event(_ right: String) throws -> NativeDraft {
    let table = try #require(NativeFormat.table("events"))
    var values = NativeValues(NativeValues.Layout(table))
    values["right"] = .text(right)
    values["day"] = .day(try #require(CalendarDay(iso: "2025-05-01")))
    values["code"] = .text("TR01")
    return NativeDraft(line: 2, sourceText: "event of \(right)", values: values)
  }

  @Test func anotherApplicationUnderAnOwnNumberIsRefusedWithItsTables() throws {
    let store = try Store(path: ":memory:", create: true)
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    _ = try store.importRows { session in
      try session.begin(file: "a/rights.csv", mapping: "native/rights", mappingSHA256: "x", observedOn: day)
      try session.add(draft("P-1", "2020100000015", line: 2))
    }
    let second = try store.importRows { session in
      try session.begin(file: "b/rights.csv", mapping: "native/rights", mappingSHA256: "x", observedOn: day)
      try session.add(draft("P-1", "2021100000021", line: 2))
      try session.add(draft("P-2", "2021100000035", line: 3))
      try session.begin(file: "b/events.csv", mapping: "native/events", mappingSHA256: "x", observedOn: day)
      try session.add(event("P-1"))
      try session.add(event("P-2"))
    }
    #expect(second.counts.map(\.refused) == [1, 1])
    #expect(second.counts.map(\.stored) == [1, 1])
    #expect(second.refusals.first?.problems.first?.code == .conflictingRows)
    #expect(second.refusals.first?.problems.first?.remedy != nil)
    #expect(try store.rightCount() == 2)
  }

  @Test func theSameApplicationUnderItsOwnNumberIsUpdated() throws {
    let store = try Store(path: ":memory:", create: true)
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    for title in ["first", "second"] {
      let done = try store.importRows { session in
        try session.begin(file: "rights.csv", mapping: "native/rights", mappingSHA256: title, observedOn: day)
        var again = draft("P-1", "2020100000015", line: 2)
        again.title = title
        try session.add(again)
      }
      #expect(done.counts.map(\.stored) == [1])
    }
    #expect(try store.rightCount() == 1)
  }
}
