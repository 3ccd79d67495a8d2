import Foundation
import PolicyModels
import PortfolioCore
import PortfolioReview
import Reporting
import Testing
import Winnow

/// Documents about decisions say the same in every form, whatever texts they are made of.
@Suite struct RecordDocumentTests {
  private static let hostile = "<script>alert(1)</script> & \"x\" =1+1"

  private static func document(_ language: Language) throws -> RecordDocument {
    let day = CalendarDay(iso: "2026-07-01")!
    let (policy, _) = try Workspace.catalogue(models: nil).load(DecisionPolicy.self, id: "house-rules")
    let decisions = (1...3).map { index in
      (
        entry: Int64(index), hash: "h",
        decision: DisposalDecision(
          rightID: Int64(index), number: "=P\(index)", run: 1, outcome: "D",
          action: index == 1 ? .letLapse : .keep, decidedBy: hostile, role: "IP", day: day,
          reasonCode: "no-use", reason: hostile, tier: "ordinary", signatures: index == 2 ? 2 : 1)
      )
    }
    let book = DecisionBook(
      decisions: decisions, approvals: [], revocations: [], results: [], head: "head")
    let context = RecordContext(
      language: language, portfolio: hostile, asOf: day, titles: [1: hostile], policy: policy)
    return DecisionDocuments.list(book.lines, head: book.head, context)
  }

  @Test(arguments: Language.allCases)
  func thePageIsSoundWhateverTheTexts(_ language: Language) throws {
    let document = try RecordDocumentTests.document(language)
    let page = MarkupChecker(document.html())
    #expect(page.faults == [])
    #expect(!document.html().contains("<script>alert"))
    #expect(page.text.contains("alert(1)"))
  }

  @Test(arguments: Language.allCases)
  func csvRunsNoFormulaAndJSONHasCodes(_ language: Language) throws {
    let document = try RecordDocumentTests.document(language)
    let csv = String(decoding: document.csv(), as: UTF8.self)
    #expect(csv.contains("'=P1"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(document.json().utf8)) as? [String: Any])
    let rows = try #require(object["decisions"] as? [[String: Any]])
    #expect(rows.map { $0["action"] as? String } == ["let-lapse", "keep", "keep"])
    #expect(rows.map { $0["state"] as? String } == ["in-force", "awaiting-signature", "in-force"])
    #expect(rows[0]["number"] as? String == "=P1")
    #expect(rows[0]["effective"] is NSNull)
    #expect(object["journalHead"] as? String == "head")
  }

  @Test func theTerminalCutsWhatItIsToldTo() throws {
    let document = try RecordDocumentTests.document(.en)
    let text = document.text(width: nil, limit: 2)
    #expect(text.contains("The first 2 of 3"))
    #expect(!text.contains("\u{1B}"))
  }
}
