import Foundation
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioImport
@testable import Reporting

/// What a workbook holds, as the project's own reader sees it, sheet by sheet.
struct ReadWorkbook {
  var sheets: [(name: String, rows: [[String]], kinds: [[CellKind]])] = []

  init(path: String) throws {
    for file in try TabularFile.open(path: path, name: path) {
      var rows: [[String]] = []
      var kinds: [[CellKind]] = []
      _ = try file.forEachRow(
        refused: { _ in },
        { row in
          rows.append(row.cells)
          kinds.append((0..<row.count).map { row.kind($0) })
          return true
        })
      sheets.append((file.part ?? "", rows, kinds))
    }
  }
}

@Suite struct XLSXWriterTests {
  static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  private func book(_ sheets: [Sheet]) -> Spreadsheet {
    Spreadsheet(title: "评审 <工作簿> & \"x\"", asOf: XLSXWriterTests.asOf, margin: "华辰 & 子公司", sheets: sheets)
  }

  private func readBack(_ sheets: [Sheet]) throws -> ReadWorkbook {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try XLSXWriter.write(book(sheets), to: path)
    return try ReadWorkbook(path: path)
  }

  private func column(_ cells: [SheetCell], _ form: SheetColumn.Form = .text) -> [Sheet] {
    [
      Sheet(
        "s", [.table(SheetTable(columns: [SheetColumn("h", form)], rows: cells.map { [$0] }, isList: true))])
    ]
  }

  @Test func everyTypeReadsBack() throws {
    let day = try #require(CalendarDay(iso: "2024-02-29"))
    let cny = Money(minorUnits: 1_234_567_89, currency: .cny)
    let yen = Money(minorUnits: 98_765, currency: try #require(Currency(code: "JPY")))
    let cells: [SheetCell] = [
      .text("专利"), .integer(-42), .decimal(0.1, places: 1), .money(cny), .money(yen), .percent(0.375),
      .day(day),
      .flag(true), .missing("未知"),
    ]
    let read = try readBack([
      Sheet("全部", [.table(SheetTable(columns: cells.indices.map { SheetColumn("c\($0)") }, rows: [cells]))])
    ])
    #expect(read.sheets[0].rows[0] == cells.indices.map { "c\($0)" })
    #expect(
      read.sheets[0].rows[1]
        == ["专利", "-42", "0.1", "1234567.89", "98765", "0.375", "2024-02-29", "TRUE", "未知"])
    #expect(
      read.sheets[0].kinds[1]
        == [.text, .number, .number, .number, .number, .number, .date, .boolean, .text])
  }

  /// What begins like a formula, and what a file format could trip over, comes back as the same text.
  static let hostile = [
    "=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'quoted", "{=A1}",
    "<script>alert('x')</script>", "]]>&amp;&lt;", "_x0041_", "_x000D_ and _xZZZZ_", " leading and trailing ",
    "two\nlines", "\u{202E}gpj.exe\u{202C} שלום", "👩🏽‍🔬𠮷", "http://example.com/x", "mailto:a@b.c",
    "12345678901234567890",
    "2021/1/1", "TRUE", "1E5", "#REF!", "\u{FEFF}x",
  ]

  @Test(arguments: hostile)
  func textIsText(_ text: String) throws {
    let read = try readBack(column([.text("x"), .text(text)]))
    #expect(read.sheets[0].rows[2] == [text])
    #expect(read.sheets[0].kinds[2] == [.text])
  }

  @Test func noFormulaAndNoLinkIsWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try XLSXWriter.write(book(column(XLSXWriterTests.hostile.map { .text($0) })), to: path)
    let sheet = try Unzipped.part("xl/worksheets/sheet1.xml", of: path)
    #expect(!sheet.contains("<f>"))
    #expect(!sheet.contains("hyperlink"))
  }

  @Test func charactersThatXMLForbidsAreReplaced() throws {
    let read = try readBack(column([.text("x"), .text("a\u{0}b\u{1B}[31m\r\nc\rd\u{FFFF}")]))
    #expect(read.sheets[0].rows[2] == ["a\u{FFFD}b\u{FFFD}[31m\nc\nd\u{FFFD}"])
  }

  @Test(arguments: [("长", 1), ("𠮷", 2), ("e\u{301}", 2)])
  func giganticTextsAreCutWithAMark(_ unit: String, _ width: Int) throws {
    let fits = String(repeating: unit, count: SheetText.most / width)
    #expect(SheetText.cell(fits) == fits)
    let cut = SheetText.cell(fits + unit + unit)
    #expect(cut.hasSuffix("…"))
    #expect(cut.utf16.count <= SheetText.most)
    #expect(cut.utf16.count >= SheetText.most - 1)
    let read = try readBack(column([.text("x"), .text(fits + unit + unit)]))
    #expect(read.sheets[0].rows[2] == [cut])
  }

  @Test func numbersThatExcelWouldRoundAreText() throws {
    let read = try readBack(
      column([
        .integer(999_999_999_999_999), .integer(1_234_567_890_123_456),
        .money(Money(minorUnits: .max, currency: .cny)), .decimal(.nan, places: 1),
        .decimal(.infinity, places: 1),
      ]))
    #expect(
      read.sheets[0].rows.dropFirst().map { $0[0] } == [
        "999999999999999", "1234567890123456", "92233720368547758.07", "–", "–",
      ])
    #expect(read.sheets[0].kinds.dropFirst().map { $0[0] } == [.number, .text, .text, .text, .text])
  }

  @Test func daysBeforeExcelsCalendarAreText() throws {
    let read = try readBack(
      column([
        .day(try #require(CalendarDay(iso: "1900-02-28"))),
        .day(try #require(CalendarDay(iso: "1900-03-01"))),
        .day(try #require(CalendarDay(iso: "9999-12-31"))),
      ]))
    #expect(read.sheets[0].rows.dropFirst().map { $0[0] } == ["1900-02-28", "1900-03-01", "9999-12-31"])
    #expect(read.sheets[0].kinds.dropFirst().map { $0[0] } == [.text, .date, .date])
  }

  @Test func sameSheetsSameBytesOnDiskAndInMemory() throws {
    let folder = try TemporaryFolder()
    let sheets = everything
    for name in ["a.xlsx", "b.xlsx"] { try XLSXWriter.write(book(sheets), to: folder.file(name)) }
    let first = try Data(contentsOf: URL(fileURLWithPath: folder.file("a.xlsx")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("b.xlsx"))) == first)
    let core = try Unzipped.part("docProps/core.xml", of: folder.file("a.xlsx"))
    #expect(core.contains("2026-06-30T12:00:00Z"))
  }

  /// A long list goes another way through the library, with rows written as they come.
  @Test func longListsReadBack() throws {
    let columns = (0..<50).map { SheetColumn("c\($0)", .integer) }
    let table = SheetTable(columns: columns, rowCount: 8_100, isList: true) { row in
      (0..<50).map { $0 == 0 ? .text("=\(row)") : .integer(row * 50 + $0) }
    }
    let read = try readBack([Sheet("long", [.heading("Head"), .table(table)])])
    #expect(read.sheets[0].rows.count == 8_102)
    for row in [0, 17, 8_099] {
      #expect(read.sheets[0].rows[row + 2][0] == "=\(row)")
      #expect(read.sheets[0].rows[row + 2][49] == String(row * 50 + 49))
    }
  }

  private var everything: [Sheet] {
    let words = SheetInput(
      .oneOf(["keep", "let lapse", "licence"]), hintTitle: "Decision", hint: "Choose one")
    let columns = [
      SheetColumn("Number", .code),
      SheetColumn("Grade", rules: [.equals("A", .grade(0)), .equals("say \"x\"", .open)]),
      SheetColumn("Points", .decimal(1), rules: [.below(40, .warning), .atLeast(80, .open), .bar]),
      SheetColumn("Decision", input: words, rules: [.blank(.open)]),
      SheetColumn(
        "Score", .integer,
        input: SheetInput(.wholeNumber(1...5), hintTitle: "1 to 5", hint: "1, 2, 3, 4 or 5")),
      SheetColumn(
        "Day", .day,
        input: SheetInput(.day(XLSXWriterTests.asOf...(XLSXWriterTests.asOf + 365)), hint: "Within a year")),
      SheetColumn("Reason", .long, input: SheetInput(.text, hint: "Why")),
    ]
    let rows: [[SheetCell]] = (0..<5).map { row in
      [
        .text("CN\(row)"), .text("A"), .decimal(Double(row) * 20, places: 1), .empty, .empty, .empty,
        .text("=why"),
      ]
    }
    return [
      Sheet(
        "Summary",
        [
          .heading("Head"), .text("A sentence"),
          .pairs([("Rights", .integer(5)), ("Day", .day(XLSXWriterTests.asOf))]),
        ]),
      Sheet(
        "Grades", isProtected: true, frozenColumns: 1,
        [
          .heading("List"),
          .table(
            SheetTable(
              columns: columns, rows: rows,
              total: [.text("Total"), .empty, .decimal(200, places: 1), .empty, .empty, .empty, .empty],
              isList: true)),
        ]),
    ]
  }

  @Test func listsAreFrozenFilteredValidatedAndProtected() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try XLSXWriter.write(book(everything), to: path)
    let sheet = try Unzipped.part("xl/worksheets/sheet2.xml", of: path)
    // The head of the list is row 2, below the heading.
    #expect(sheet.contains("<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\""))
    #expect(sheet.contains("<autoFilter ref=\"A2:G7\"/>"))
    #expect(sheet.contains("<sheetProtection "))
    #expect(sheet.contains("<formula1>\"keep,let lapse,licence\"</formula1>"))
    #expect(sheet.contains("sqref=\"D3:D7\""))
    #expect(
      sheet.contains("type=\"whole\"") && sheet.contains("<formula1>1</formula1><formula2>5</formula2>"))
    #expect(
      sheet.contains("type=\"date\"")
        && sheet.contains("<formula1>46203</formula1><formula2>46568</formula2>"))
    #expect(
      sheet.contains("<formula>\"A\"</formula>") && sheet.contains("<formula>\"say \"\"x\"\"\"</formula>"))
    #expect(sheet.contains("<dataBar>"))
    let styles = try Unzipped.part("xl/styles.xml", of: path)
    #expect(styles.contains("<protection locked=\"0\"/>"))
    let first = try Unzipped.part("xl/worksheets/sheet1.xml", of: path)
    #expect(!first.contains("sheetProtection") && !first.contains("autoFilter"))
    let read = try ReadWorkbook(path: path)
    #expect(read.sheets[1].rows[2] == ["CN0", "A", "0", "", "", "", "=why"])
    #expect(read.sheets[1].rows[7].prefix(3) == ["Total", "", "200"])
  }

  @Test func wordsThatAValidationCannotHoldStandOnAHiddenSheet() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    let withComma = SheetColumn("a", input: SheetInput(.oneOf(["yes, but", "no"])))
    let long = SheetColumn("b", input: SheetInput(.oneOf((0..<40).map { "option \($0)" })))
    try XLSXWriter.write(
      book([
        Sheet("s", [.table(SheetTable(columns: [withComma, long], rows: [[.empty, .empty]], isList: true))])
      ]),
      to: path)
    let sheet = try Unzipped.part("xl/worksheets/sheet1.xml", of: path)
    #expect(sheet.contains("<formula1>'_lists'!$A$1:$A$2</formula1>"))
    #expect(sheet.contains("<formula1>'_lists'!$B$1:$B$40</formula1>"))
    #expect(
      try Unzipped.part("xl/workbook.xml", of: path).contains(
        "name=\"_lists\" sheetId=\"2\" state=\"hidden\""))
    #expect(try Unzipped.part("xl/worksheets/sheet2.xml", of: path).contains("sheetProtection"))
  }

  @Test func sheetNamesAreMadeFit() {
    let long = String(repeating: "单", count: 40)
    #expect(
      SheetText.names(["费用", "费用", "a/b:c*[d]?\\e", "'x'", "", "History", long, long, "SUM", "sum"]) == [
        "费用", "费用 (2)", "a b c  d   e", "x", "–", "History_", String(repeating: "单", count: 31),
        String(repeating: "单", count: 27) + " (2)", "SUM", "sum (2)",
      ])
    #expect(SheetText.margin("A & B\nC") == "A && B C")
    #expect(XLSXWriter.letters(0) == "A" && XLSXWriter.letters(25) == "Z" && XLSXWriter.letters(26) == "AA")
    #expect(XLSXWriter.letters(702) == "AAA")
  }

  @Test func sheetsLargerThanExcelAreRefused() throws {
    let folder = try TemporaryFolder()
    let tall = SheetTable(columns: [SheetColumn("h")], rowCount: 1_048_576) { _ in [.empty] }
    let wide = SheetTable(columns: (0..<16_385).map { SheetColumn("\($0)") }, rows: [])
    do {
      try XLSXWriter.write(
        book([Sheet("tall", [.table(tall)]), Sheet("wide", [.table(wide)])]), to: folder.file("x.xlsx"))
      Issue.record("written")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code) == [.sheetTooLarge, .sheetTooLarge])
      #expect(list.problems.map(\.value) == ["tall", "wide"])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func aFileThatCannotBeWrittenLeavesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("old/keep.txt", "x")
    for path in [folder.file("missing/x.xlsx"), folder.file("old")] {
      do {
        try XLSXWriter.write(book(everything), to: path)
        Issue.record("written to \(path)")
      } catch let list as ProblemList {
        #expect(list.problems.map(\.code) == [.unwritableFile])
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["old"])
  }

  @Test func widthsFollowWideCharacters() {
    let table = SheetTable(
      columns: [SheetColumn("a"), SheetColumn("b"), SheetColumn("c", .long), SheetColumn("d", width: 7)],
      rows: [
        [.text("abcdefghij"), .text("一二三四五六七八九十"), .text(String(repeating: "长", count: 90)), .text("x")]
      ])
    #expect(SheetWidth.of(table) == [11, 21, 48, 7])
  }
}

/// Parts of a workbook as they stand in its archive.
enum Unzipped {
  static func part(_ name: String, of path: String) throws -> String {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let archive = try ZipArchive(FileBytes(bytes), name: path, limits: .standard)
    var text: [UInt8] = []
    try archive.read(name) { read in
      var piece = [UInt8](repeating: 0, count: 65_536)
      while true {
        let got = try piece.withUnsafeMutableBytes { buffer in
          try read(try #require(buffer.baseAddress), buffer.count)
        }
        if got == 0 { break }
        text += piece[..<got]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
