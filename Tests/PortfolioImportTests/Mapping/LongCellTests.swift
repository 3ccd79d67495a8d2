import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct LongCellTests {
  @Test func onlyTheBeginningOfALongCellIsComparedAsAHeader() {
    let long = String(repeating: "Ä b", count: 1_000_000)
    #expect(HeaderText(long).folded.unicodeScalars.count <= 500)
    #expect(HeaderText("Title" + String(repeating: " ", count: 100)) == HeaderText("title"))
    #expect(HeaderText.nearest(to: long, among: ["title"]) == nil)
  }

  @Test func aRowWithAHugeCellIsRead() throws {
    let title = String(repeating: "A", count: 3_000_000)
    let outcome = try MappingSupport.read(
      "right,kind,office,title\nP1,invention,CN,\(title)\nP2,wrong-\(title.prefix(100_000)),CN,T\n",
      name: "rights.csv")
    #expect(outcome.rights.map { $0.title?.count } == [3_000_000])
    #expect(outcome.refusals.count == 1)
  }
}
