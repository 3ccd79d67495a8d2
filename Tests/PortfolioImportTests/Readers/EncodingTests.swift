import PortfolioCore
import PortfolioImport
import Testing

@Suite("Encodings of text files")
struct EncodingTests {
  static let text = "申请号,标题,日期\r\n202010000001.X,一种“装置”𠮷,2020-01-05\r\n"
  static let rows = [["申请号", "标题", "日期"], ["202010000001.X", "一种“装置”𠮷", "2020-01-05"]]

  @Test(
    arguments: [
      (Array(text.utf8), TextEncoding.utf8),
      ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8WithMark),
      (utf16(text, littleEndian: true, mark: true), .utf16LittleEndian),
      (utf16(text, littleEndian: false, mark: true), .utf16BigEndian),
      (utf16(text, littleEndian: true, mark: false), .utf16LittleEndian),
      (utf16(text, littleEndian: false, mark: false), .utf16BigEndian),
    ] as [([UInt8], TextEncoding)])
  func unicode(bytes: [UInt8], encoding: TextEncoding) throws {
    let file = try openOne(bytes)
    #expect(file.format == .delimited(delimiter: 0x2C, encoding: encoding, lineEnd: .crlf))
    let walked = try Walked(file)
    #expect(walked.rows == EncodingTests.rows)
    #expect(walked.problems.isEmpty)
  }

  @Test func chineseUTF16WithFewZeroBytes() throws {
    let text = "标题,摘要\n" + String(repeating: "专利组合分级与价值评估方法及装置,本发明公开一种方法\n", count: 5)
    let walked = try Walked(openOne(utf16(text, littleEndian: true, mark: false)))
    #expect(walked.rows.count == 6)
    #expect(walked.rows.last == ["专利组合分级与价值评估方法及装置", "本发明公开一种方法"])
  }

  @Test func gb18030() throws {
    // 申请号,标题 / 一种装置,㐀 (the last one takes four bytes)
    let bytes: [UInt8] =
      [0xC9, 0xEA, 0xC7, 0xEB, 0xBA, 0xC5, 0x2C, 0xB1, 0xEA, 0xCC, 0xE2, 0x0D, 0x0A]
      + [0xD2, 0xBB, 0xD6, 0xD6, 0xD7, 0xB0, 0xD6, 0xC3, 0x2C, 0x81, 0x39, 0xEE, 0x39, 0x0D, 0x0A]
    let file = try openOne(bytes)
    #expect(file.format == .delimited(delimiter: 0x2C, encoding: .gb18030, lineEnd: .crlf))
    #expect(try Walked(file).rows == [["申请号", "标题"], ["一种装置", "㐀"]])
  }

  @Test func brokenGB18030IsReplaced() throws {
    let good: [UInt8] = [0xC9, 0xEA, 0xC7, 0xEB, 0xBA, 0xC5, 0x2C, 0xB1, 0xEA, 0xCC, 0xE2, 0x0A]
    let bytes = Array(repeating: good, count: 20).joined() + [0xC9, 0xEA, 0xC7, 0x0A] + good
    let walked = try Walked(openOne(Array(bytes)))
    #expect(walked.rows.count == 22)
    #expect(walked.rows[20] == ["申\u{FFFD}"])
    #expect(walked.codes == ["IMP103"])
    #expect(walked.problems.first?.place?.line == 21)
  }

  @Test(
    arguments: [
      (
        "Soci\u{E9}t\u{E9} G\u{E9}n\u{E9}rale",
        [0x53, 0x6F, 0x63, 0x69, 0xE9, 0x74, 0xE9, 0x20, 0x47, 0xE9, 0x6E, 0xE9, 0x72, 0x61, 0x6C, 0x65]
      ),
      ("M\u{FC}ller\u{2019}s \u{20AC}", [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x92, 0x73, 0x20, 0x80]),
    ] as [(String, [UInt8])])
  func western(text: String, bytes: [UInt8]) throws {
    let file = try openOne(Array("a,b\n".utf8) + bytes + Array(",1\n".utf8))
    #expect(file.format == .delimited(delimiter: 0x2C, encoding: .windows1252, lineEnd: .lf))
    let walked = try Walked(file)
    #expect(walked.rows == [["a", "b"], [text, "1"]])
    #expect(walked.codes == ["IMP113"])
  }

  @Test func oneBrokenSequenceDoesNotMakeAFileForeign() throws {
    var bytes = Array("申请号,标题\n1,一种装置\n2,方".utf8)
    bytes.removeLast()
    bytes += Array("\n3,系统\n".utf8)
    let file = try openOne(bytes)
    #expect(file.format == .delimited(delimiter: 0x2C, encoding: .utf8, lineEnd: .lf))
    let walked = try Walked(file)
    #expect(walked.rows[2] == ["2", "\u{FFFD}"])
    #expect(walked.rows[3] == ["3", "系统"])
    #expect(walked.codes == ["IMP103"])
    #expect(walked.problems.first?.place == Place(file: "a.csv", line: 3))
    #expect(walked.problems.first?.severity == .warning)
  }

  @Test func nulBytesAreRemoved() throws {
    let walked = try Walked(openOne("a,b\n1\0\0,2\n\"x\ny\0\",4\n"))
    #expect(walked.rows == [["a", "b"], ["1", "2"], ["x\ny", "4"]])
    #expect(walked.codes == ["IMP104", "IMP104"])
    #expect(walked.problems.map { $0.place?.line } == [2, 4])
  }

  @Test func manyBrokenLinesAreSummedUp() throws {
    var bytes = Array("申请号,标题\n".utf8)
    for _ in 0..<50 { bytes += Array("一种装置,".utf8) + [0xFF, 0x0A] }
    let walked = try Walked(openOne(bytes))
    #expect(walked.rows.count == 51)
    #expect(walked.codes == Array(repeating: "IMP103", count: 21))
    #expect(walked.problems.last?.message.en.hasPrefix("30 ") == true)
  }
}
