import PortfolioCore
import Testing

@Suite("CSV writer")
struct CSVWriterTests {
  @Test(arguments: [
    (["a", "b"], "a,b"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\""), (["x\ny", "x\ry"], "\"x\ny\",\"x\ry\""),
    ([""], "\"\""), (["", ""], ","), ([" a", "b "], "\" a\",\"b \""), ([], ""), (["专利"], "专利"),
  ])
  func quotesWhereNeeded(cells: [String], line: String) {
    #expect(CSVWriter.line(cells) == line)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1", "'=1+1"), ("+1", "'+1", "+1"), ("-12.50", "'-12.50", "-12.50"),
    ("-1-1", "'-1-1", "'-1-1"),
    ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx", "'\tx"), ("\r=1", "\"'\r=1\"", "\"'\r=1\""),
    ("-", "'-", "'-"), ("-1.", "'-1.", "'-1."), ("+1.2.3", "'+1.2.3", "'+1.2.3"), ("a=1", "a=1", "a=1"),
    ("5", "5", "5"), ("＝1+1", "'＝1+1", "'＝1+1"), ("＠x", "'＠x", "'＠x"), ("－1", "'－1", "'－1"),
    ("（一）", "（一）", "（一）"),
    ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\"", "\"'=A1,\"\"x\"\"\""),
  ])
  func neutralisesFormulas(cell: String, all: String, keepingNumbers: String) {
    #expect(CSVWriter.line([cell], neutralising: .all) == all)
    #expect(CSVWriter.line([cell], neutralising: .keepNumbers) == keepingNumbers)
    #expect(CSVWriter.line([cell], neutralising: .none).contains("'") == false)
  }

  @Test func rowsMarkAndDelimiter() {
    var writer = CSVWriter(delimiter: 0x3B, mark: true)
    writer.write(["a;b", "c,d"])
    writer.write(["1", "2"])
    #expect(writer.bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(Array(writer.text.utf8.dropFirst(3)) == Array("\"a;b\";c,d\r\n1;2\r\n".utf8))
  }
}
