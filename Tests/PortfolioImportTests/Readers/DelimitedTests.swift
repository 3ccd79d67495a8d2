import PortfolioCore
import PortfolioImport
import Testing

@Suite("Delimited text")
struct DelimitedTests {
  @Test(arguments: [
    ("a,b,c\n1,2,3\n", UInt8(ascii: ","), LineEnd.lf),
    ("a;b;c\r\n1,5;2;3\r\n", UInt8(ascii: ";"), .crlf),
    ("a\tb\tc\r1\t2\t3\r", 0x09, .cr),
    ("a|b|c\n1|2,2,2|3", UInt8(ascii: "|"), .lf),
    ("a,b,c", UInt8(ascii: ","), .lf),
    ("owners,title,x\r\"A;;B;;C\",\"T\nU\",3\r", UInt8(ascii: ","), .cr),
    ("sep=;\r\nonly;,,,\r\n1;,,,\r\n", UInt8(ascii: ";"), .crlf),
    ("search URL:,https://x\nid,title,assignee\nUS1,A,B\nUS2,C,D\n", UInt8(ascii: ","), .lf),
  ])
  func dialectIsFound(text: String, delimiter: UInt8, lineEnd: LineEnd) throws {
    let file = try openOne(text)
    #expect(file.format == .delimited(delimiter: delimiter, encoding: .utf8, lineEnd: lineEnd))
  }

  @Test(arguments: [
    ("plain", "a,b\n1,2\n", [["a", "b"], ["1", "2"]], [1, 2]),
    ("no final line end", "a,b\n1,2", [["a", "b"], ["1", "2"]], [1, 2]),
    ("last cell empty", "a,b\n1,", [["a", "b"], ["1", ""]], [1, 2]),
    ("doubled quotes", "a,b\n\"x \"\"y\"\" z\",\"\"\"\"\n", [["a", "b"], ["x \"y\" z", "\""]], [1, 2]),
    (
      "newline in quotes", "a,b\r\n\"1\r\n2\n3\",x\r\n4,5\r\n",
      [["a", "b"], ["1\r\n2\n3", "x"], ["4", "5"]], [1, 2, 5]
    ),
    (
      "ragged", "a,b,c\n1\n1,2,3,4\n1,2,3\n",
      [["a", "b", "c"], ["1"], ["1", "2", "3", "4"], ["1", "2", "3"]], [1, 2, 3, 4]
    ),
    ("blank line kept", "a,b\n\n1,2\n", [["a", "b"], [""], ["1", "2"]], [1, 2, 3]),
    ("quote inside plain cell", "a,b\n5\" disk,2\n", [["a", "b"], ["5\" disk", "2"]], [1, 2]),
    ("carriage returns", "a,b\r\"1\n2\",x\r3,4", [["a", "b"], ["1\n2", "x"], ["3", "4"]], [1, 2, 4]),
    ("header only", "申请号,标题\r\n", [["申请号", "标题"]], [1]),
    ("quoted empty", "a,b\n\"\",\"\"\n", [["a", "b"], ["", ""]], [1, 2]),
    ("spaces are kept", "a,b\n x , y\n", [["a", "b"], [" x ", " y"]], [1, 2]),
    (
      "long cells", "aaaaaaaaaaaaaaaaaaa,bbbbbbbb\n12345678,1234567\n",
      [["aaaaaaaaaaaaaaaaaaa", "bbbbbbbb"], ["12345678", "1234567"]], [1, 2]
    ),
  ])
  func rowsAreRead(what: String, text: String, rows: [[String]], lines: [Int]) throws {
    let walked = try Walked(openOne(text))
    #expect(walked.rows == rows, "\(what)")
    #expect(walked.lines == lines, "\(what)")
    #expect(walked.problems.isEmpty, "\(what)")
    // The same again: a file can be walked more than once.
    #expect(try Walked(openOne(text)).rows == rows)
  }

  @Test func sourceTextIsTheRowAsInTheFile() throws {
    let walked = try Walked(openOne("a,b\r\n\"x\"\"y\", z\r\n\r\n\"1\r\n2\",3"))
    #expect(walked.sources == ["a,b", "\"x\"\"y\", z", "", "\"1\r\n2\",3"])
  }

  @Test func declaredDelimiterLineIsNoRow() throws {
    let walked = try Walked(openOne("sep=;\r\na;b\r\n1;2\r\n"))
    #expect(walked.rows == [["a", "b"], ["1", "2"]])
    #expect(walked.lines == [2, 3])
  }

  @Test(arguments: [
    // Never closed: the line is lost, the others are not.
    ("a,b\n\"1,2\n3,4\n5,6\n", [["a", "b"], ["3", "4"], ["5", "6"]], [2], ["\"1,2"]),
    // Closed by the next row's opening quote.
    ("a,b\n1,\"2\n\"3\",4\n5,6\n", [["a", "b"], ["3", "4"], ["5", "6"]], [2], ["1,\"2"]),
    ("a,b\n1,2\n3,\"", [["a", "b"], ["1", "2"]], [3], ["3,\""]),
    // The row starts two lines before its bad quote.
    ("a,b\n\"x\ny\",\"z\n3,4\n", [["a", "b"], ["3", "4"]], [2], ["\"x\ny\",\"z"]),
  ])
  func unclosedQuoteCostsItsOwnLinesOnly(
    text: String, rows: [[String]], lines: [Int], sources: [String]
  ) throws {
    let walked = try Walked(openOne(text))
    #expect(walked.rows == rows)
    #expect(walked.refused.map(\.line) == lines)
    #expect(walked.refused.map(\.sourceText) == sources)
    #expect(walked.codes == ["IMP105"])
    #expect(walked.problems.first?.remedy != nil)
    #expect(walked.problems.first?.place?.line != nil)
  }

  @Test func textAfterAClosingQuoteIsKeptWithAWarning() throws {
    let walked = try Walked(openOne("a,b\n\"x\"y,2\n3,4\n"))
    #expect(walked.rows == [["a", "b"], ["xy", "2"], ["3", "4"]])
    #expect(walked.codes == ["IMP106"])
    #expect(walked.problems.first?.place == Place(file: "a.csv", line: 2, column: "1"))
    // A cell of several lines with quotes that were not doubled still makes a row of the usual length.
    let longer = try Walked(openOne("a,b\n\"x\nsaid \"hi\" to\",2\n3,4\n"))
    #expect(longer.rows == [["a", "b"], ["x\nsaid hi\" to\"", "2"], ["3", "4"]])
    #expect(longer.codes == ["IMP106"])
  }

  @Test func cellsAndRowsOverTheLimitAreRefused() throws {
    let limits = ReadLimits(cellBytes: 10, cellsInRow: 4)
    let walked = try Walked(
      openOne("a,b\n12345678901,2\n1,2,3,4,5\n\"a\n2345678901\",2\n1234567890,2\n", limits: limits))
    #expect(walked.rows == [["a", "b"], ["1234567890", "2"]])
    #expect(walked.refused.map(\.line) == [2, 3, 4])
    #expect(walked.codes == ["IMP107", "IMP107", "IMP107"])
    let whole = openingProblems(Array("a,b\n1,2\n".utf8), "a.csv", limits: ReadLimits(fileBytes: 5))
    #expect(whole.map(\.code.rawValue) == ["IMP107"])
  }

  @Test func sixteenMegabytesAreTheLimitOfACell() throws {
    var bytes = Array("a,b\n".utf8)
    bytes += [UInt8](repeating: 0x78, count: 16 << 20) + Array(",1\n".utf8)
    bytes += [UInt8](repeating: 0x78, count: (16 << 20) + 1) + Array(",2\n3,4\n".utf8)
    let walked = try Walked(openOne(bytes))
    #expect(walked.rows.map(\.count) == [2, 2, 2])
    #expect(walked.refused.map(\.line) == [3])
    #expect(walked.refused.first?.sourceText.count == 1 << 16)
  }

  @Test func manyUnclosedQuotesDoNotTakeForever() throws {
    let text = "a,b\n" + String(repeating: "\"x,\"\"\n", count: 50_000) + "\"\"\""
    let walked = try Walked(openOne(text))
    #expect(walked.rows.first == ["a", "b"])
    #expect(!walked.refused.isEmpty)
  }

  @Test func blankAndMissingCells() throws {
    let file = try openOne("a,b\n \t,\u{3000}\u{A0}\n1,\n")
    var blanks: [Bool] = []
    _ = try file.forEachRow { row in
      blanks.append(row.isBlank)
      #expect(row[7] == "")
      #expect(row.utf8(7).isEmpty)
      #expect(row.kind(7) == .text)
      return true
    }
    #expect(blanks == [false, true, false])
  }

  @Test func theWalkStopsWhenToldAndErrorsPass() throws {
    let file = try openOne("a,b\n1,2\n3,4\n")
    #expect(try file.firstRows(2) == file.firstRows(99).prefix(2).map { $0 })
    #expect(try file.firstRows(0).isEmpty)
    #expect(try file.firstRows(2).map(\.line) == [1, 2])
    #expect(throws: Unexpected.self) { try file.forEachRow { _ in throw Unexpected(text: "stop") } }
  }

  @Test(arguments: [("", "e.csv"), (" \n\r\n\t", "e.csv"), ("\u{FEFF}", "e.csv"), ("\u{FEFF}\r\n", "e.csv")])
  func emptyFilesAreSaidToBeEmpty(text: String, name: String) {
    #expect(openingProblems(Array(text.utf8), name).map(\.code.rawValue) == ["IMP101"])
  }

  @Test(
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG"),
      (Array("%PDF-1.7\n%".utf8), "PDF"),
      (Array("<!DOCTYPE html><html>".utf8), "HTML"),
      (Array("\u{FEFF}\n <HTML><table><tr>".utf8), "HTML"),
      (Array("<?xml version=\"1.0\"?><Workbook>".utf8), "XML"),
      (Array("{\\rtf1\\ansi".utf8), "RTF"),
      (Array("SQLite format 3\0".utf8), "SQLite"),
      ([0x1F, 0x8B, 0x08, 0x00], "gzip"),
      ([0x01, 0x02, 0x03, 0x04, 0x05, 0x2C, 0x0A, 0x06], "binary"),
    ] as [([UInt8], String)])
  func otherKindsOfFilesAreNamed(bytes: [UInt8], kind: String) {
    let problems = openingProblems(bytes, "export.csv")
    #expect(problems.map(\.code.rawValue) == ["IMP102"])
    #expect(problems.first?.message.en.contains(kind) == true)
    #expect(problems.first?.remedy?.zh.contains("xlsx") == true)
  }

  @Test func legacyExcelIsExplained() {
    let problems = openingProblems([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "旧.xls")
    #expect(problems.map(\.code.rawValue) == ["IMP002"])
    #expect(problems.first?.remedy?.zh.contains("另存为") == true)
    #expect(problems.first?.remedy?.zh.contains("密码") == true)
    #expect(problems.first?.remedy?.en.contains("Save As") == true)
  }

  @Test func missingFilesAndFolders() {
    for path in ["/nonexistent/a.csv", "/"] {
      #expect(throws: ProblemList.self) { try TabularFile.open(path: path, name: path) }
    }
  }
}
