import PortfolioCore
import PortfolioImport
import Testing

@Suite("Excel workbooks")
struct WorkbookTests {
  private func walk(_ maker: WorkbookMaker, limits: ReadLimits = .standard) throws -> Walked {
    try Walked(openOne(maker.bytes(), "a.xlsx", limits: limits))
  }

  @Test func sharedInlineAndFormulaTexts() throws {
    let strings =
      "<si><t>申请号</t></si><si><r><t>标</t></r><r><rPr><b/></rPr><t xml:space='preserve'>题 </t></r><rPh sb='0' eb='1'><t>biao</t></rPh></si>"
      + "<si><t>a_x000D_&#10;b_x005F_x0041_ &amp; _xZZZZ_</t></si><si/>"
    let data =
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c></row>"
      + "<row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' t='str'><f>A1&amp;B1</f><v>result</v></c><c r='C2' t='s'><v>3</v></c></row>"
    let walked = try walk(WorkbookMaker(data, strings: strings))
    #expect(walked.rows == [["申请号", "标题 ", "inline"], ["a\r\nb_x0041_ & _xZZZZ_", "result"]])
    #expect(walked.problems.isEmpty)
    #expect(walked.sources[0] == "申请号,\"标题 \",inline")
  }

  @Test func booleansAndErrors() throws {
    let data =
      "<row r='1'><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c><c><v>7</v></c></row>"
    let walked = try walk(WorkbookMaker(data))
    #expect(walked.rows == [["TRUE", "FALSE", "", "7"]])
    #expect(walked.kinds == [[.boolean, .boolean, .error, .number]])
  }

  @Test(arguments: [
    ("1", "1"), ("-0", "0"), ("12.0", "12"), ("2.0201E+14", "202010000000000"),
    ("2.02010000001E11", "202010000001"),
    ("202010123456.70001", "202010123456.7"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"),
    ("123456789012345678901", "123456789012345678901"), ("0.1", "0.1"), ("-2.50", "-2.5"),
    ("1.5e300", "1.5E300"),
    ("9.9999999999999995E-2", "0.1"), ("1E20", "100000000000000000000"), ("007", "7"), ("1e-9", "1E-9"),
    ("12345.678", "12345.678"), ("43831", "43831"), ("nonsense", "nonsense"),
  ])
  func numbersHavePlainDigits(stored: String, shown: String) throws {
    let walked = try walk(WorkbookMaker("<row r='1'><c><v>\(stored)</v></c></row>"))
    #expect(walked.rows == [[shown]])
    #expect(walked.kinds == [[stored == "nonsense" ? .text : .number]])
  }

  @Test(arguments: [
    (14, "", "43831", false, "2020-01-01", CellKind.date), (22, "", "43831.75", false, "2020-01-01", .date),
    (27, "", "43831", false, "2020-01-01", .date), (31, "", "43831", false, "2020-01-01", .date),
    (36, "", "43831", false, "2020-01-01", .date), (57, "", "43831", false, "2020-01-01", .date),
    (58, "", "43831", false, "2020-01-01", .date), (20, "", "0.5", false, "0.5", .number),
    (20, "", "43831.5", false, "2020-01-01", .date), (0, "", "43831", false, "43831", .number),
    (49, "", "43831", false, "43831", .number), (10, "", "0.25", false, "0.25", .number),
    (14, "", "1", false, "1900-01-01", .date), (14, "", "59", false, "1900-02-28", .date),
    (14, "", "60", false, "60", .number), (14, "", "61", false, "1900-03-01", .date),
    (14, "", "0", false, "0", .number),
    (14, "", "-5", false, "-5", .number), (14, "", "2958465", false, "9999-12-31", .date),
    (14, "", "2958466", false, "2958466", .number), (14, "", "42369", true, "2020-01-01", .date),
    (14, "", "0", true, "1904-01-01", .date),
    (164, "yyyy\"年\"m\"月\"d\"日\"", "43831", false, "2020-01-01", .date),
    (164, "[$-409]d\\-mmm\\-yy;@", "43831", false, "2020-01-01", .date),
    (164, "[h]:mm:ss", "43831", false, "43831", .number), (164, "General", "43831", false, "43831", .number),
    (164, "#,##0.00;[Red]-#,##0.00", "43831", false, "43831", .number),
    (164, "0\"days\"", "5", false, "5", .number),
    (164, "0.00E+00", "5", false, "5", .number), (164, "mmm", "43831", false, "2020-01-01", .date),
    (164, "h:mm AM/PM", "0.25", false, "0.25", .number),
    (164, "00000000", "123456", false, "00123456", .number),
    (164, "00000000", "123456789", false, "123456789", .number),
    (164, "_-* #,##0_-", "5", false, "5", .number),
  ])
  func datesFollowTheCellStyle(
    format: Int, code: String, stored: String, is1904: Bool, shown: String, kind: CellKind
  ) throws {
    let escaped = code.replacing("\"", with: "&quot;")
    let formats = code.isEmpty ? "" : "<numFmt numFmtId='164' formatCode=\"\(escaped)\"/>"
    let maker = WorkbookMaker(
      "<row r='1'><c s='1'><v>\(stored)</v></c></row>", styles: [0, format], numberFormats: formats,
      is1904: is1904)
    let walked = try walk(maker)
    #expect(walked.rows == [[shown]], "\(format) \(code)")
    #expect(walked.kinds == [[kind]], "\(format) \(code)")
  }

  @Test func datesWrittenAsText() throws {
    let walked = try walk(
      WorkbookMaker("<row r='1'><c t='d'><v>2016-01-05T00:00:00</v></c><c t='d'><v>x</v></c></row>"))
    #expect(walked.rows == [["2016-01-05", "x"]])
    #expect(walked.kinds == [[.date, .text]])
  }

  @Test func sparseCellsAndRows() throws {
    let data =
      "<row r='2'/><row r='3'><c r='B3'><v>1</v></c><c r='AA3'><v>2</v></c><c><v>3</v></c><c r='AD3' s='0'/></row>"
      + "<row><c><v>4</v></c><c/><c><v>5</v></c></row><row r='9'><c r='A9'/></row><row r='10'><c r='C10'><v>6</v></c></row>"
      + "<row r='11'><c r='A11'/></row><row r='12'/>"
    let walked = try walk(WorkbookMaker(data))
    #expect(walked.lines == [2, 3, 4, 9, 10])
    #expect(walked.rows.map(\.count) == [0, 28, 3, 0, 3])
    #expect(walked.rows[1][1] == "1")
    #expect(walked.rows[1][26] == "2")
    #expect(walked.rows[1][27] == "3")
    #expect(walked.rows[2] == ["4", "", "5"])
    #expect(walked.rows[4] == ["", "", "6"])
  }

  @Test func eachSheetWithRowsIsAFileAndHiddenOnesAreNamed() throws {
    var maker = WorkbookMaker("<row r='1'><c><v>1</v></c></row>")
    maker.sheets.append(("空", "visible", "<row r='1'><c r='A1'/></row>"))
    maker.sheets.append(("隐藏", "hidden", "<row r='1'><c><v>2</v></c></row>"))
    maker.sheets.append(("第二", "visible", "<row r='1'><c><v>3</v></c></row>"))
    let files = try TabularFile.open(bytes: maker.bytes(), name: "a.xlsx")
    #expect(files.map(\.format) == [.spreadsheet(sheet: "Sheet1"), .spreadsheet(sheet: "第二")])
    #expect(files.map(\.part) == ["Sheet1", "第二"])
    let walked = try files.map { try Walked($0) }
    #expect(walked.map(\.rows) == [[["1"]], [["3"]]])
    #expect(walked.map(\.codes) == [["IMP110"], []])
    #expect(walked[0].problems.first?.value == "隐藏")
    #expect(try Walked(files[1]).rows == [["3"]])
  }

  @Test func prefixedNamesAreTheSameNames() throws {
    var entries = WorkbookMaker("").entries.filter { !$0.path.contains("part1") }
    entries.append(
      (
        "xl/worksheets/part1.xml",
        "<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'><x:sheetData><x:row r='1'><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
      ))
    #expect(try Walked(openOne(zip(entries), "a.xlsx")).rows == [["1"]])
  }

  @Test func rowsOverTheLimitsAreRefusedAndOthersRead() throws {
    let long = String(repeating: "x", count: 30)
    let data =
      "<row r='1'><c t='str'><v>\(long)</v></c></row><row r='2'><c r='ZZZZ2'><v>1</v></c></row>"
      + "<row r='3'><c t='s'><v>9</v></c></row><row r='4'><c t='s'><v>0</v></c><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>"
      + "<row r='5'><c><v>5</v></c></row>"
    let limits = ReadLimits(cellBytes: 20, cellsInRow: 100, sheetRowBytes: 40)
    let walked = try walk(WorkbookMaker(data, strings: "<si><t>12345678901234567</t></si>"), limits: limits)
    #expect(walked.rows == [["5"]])
    #expect(walked.refused.map(\.line) == [1, 2, 3, 4])
    #expect(walked.codes == ["IMP107", "IMP107", "IMP108", "IMP107"])
  }

  @Test func archivesMadeToExhaustAreRefused() throws {
    let zeros = String(repeating: " ", count: 4 << 20)
    let bomb = try WorkbookMaker("<row r='1'><c t='str'><v>\(zeros)</v></c></row>").bytes()
    #expect(openingProblems(bomb, "a.xlsx").map(\.code.rawValue) == ["IMP109"])
    let roomy = ReadLimits(unpackRatio: 5000)
    #expect(openingProblems(bomb, "a.xlsx", limits: roomy).map(\.code.rawValue) == ["IMP101"])
    let small = ReadLimits(unpackedBytes: 1 << 20, unpackRatio: 5000)
    #expect(openingProblems(bomb, "a.xlsx", limits: small).map(\.code.rawValue) == ["IMP109"])
    let few = ReadLimits(archiveEntries: 2)
    #expect(
      openingProblems(try WorkbookMaker("").bytes(), "a.xlsx", limits: few).map(\.code.rawValue) == ["IMP109"]
    )
  }

  @Test func documentTypesAreRefused() throws {
    var entries = WorkbookMaker("<row r='1'><c><v>1</v></c></row>").entries.filter {
      !$0.path.hasSuffix("workbook.xml")
    }
    entries.append(
      ("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><workbook>&b;</workbook>"))
    #expect(openingProblems(try zip(entries), "a.xlsx").map(\.code.rawValue) == ["IMP109"])
  }

  @Test func damagedWorkbooksSayWhere() throws {
    let good = try WorkbookMaker("<row r='1'><c><v>1</v></c></row>").bytes()
    #expect(openingProblems(Array(good.dropLast(60)), "a.xlsx").map(\.code.rawValue) == ["IMP108"])
    let broken = try WorkbookMaker("<row r='1'><c><v>1</v></c></row><row r='2'><c></row>").bytes()
    let file = try openOne(broken, "a.xlsx")
    do {
      _ = try Walked(file)
      Issue.record("a broken sheet was read")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["IMP108"])
      #expect(list.problems.first?.message.en.contains("part1.xml:1:") == true)
    }
    let gone = WorkbookMaker("<row r='1'><c><v>1</v></c></row>").entries.filter { !$0.path.contains("part1") }
    #expect(openingProblems(try zip(gone), "a.xlsx").map(\.code.rawValue) == ["IMP108"])
  }

  @Test(arguments: [
    ("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint"), ("xl/workbook.bin", "xlsb"),
    ("readme.txt", "zip"),
  ])
  func otherArchivesAreNamed(path: String, kind: String) throws {
    let problems = openingProblems(try zip([(path, "x")]), "a.csv")
    #expect(problems.map(\.code.rawValue) == ["IMP102"])
    #expect(problems.first?.message.en.contains(kind) == true)
  }

  @Test func aWorkbookWithoutRowsIsEmpty() throws {
    #expect(openingProblems(try WorkbookMaker("").bytes(), "a.xlsx").map(\.code.rawValue) == ["IMP101"])
  }
}
