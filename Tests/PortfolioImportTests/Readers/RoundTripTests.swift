import Foundation
import PortfolioCore
import PortfolioImport
import Testing

@Suite("Reading what was written")
struct RoundTripTests {
  private static let pieces = [
    "", "a", "专利", "é", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r\n", "𠮷", " ", "12.5", "0", "=1",
    "long cell text 0123456789", "\u{FFFD}",
  ]

  @Test(arguments: 0..<200)
  func randomCellsInRandomDialects(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    let delimiter = delimiters[Int.random(in: 0..<4, using: &random)]
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let width = Int.random(in: 2...6, using: &random)
    // A header and some plain rows, as real files have, so that the dialect can be known.
    var rows = [(0..<width).map { "column\($0)" }]
    for index in 0..<8 { rows.append((0..<width).map { "v\(index)x\($0)" }) }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      rows.append(
        (0..<width).map { _ in
          (0..<Int.random(in: 0...4, using: &random)).map { _ in
            RoundTripTests.pieces.randomElement(using: &random) ?? ""
          }.joined()
        })
    }
    var writer = CSVWriter(delimiter: delimiter, lineEnd: lineEnd, neutralising: .none)
    for row in rows { writer.write(row) }
    var bytes = writer.bytes
    let encoding = Int.random(in: 0..<4, using: &random)
    switch encoding {
    case 1: bytes = [0xEF, 0xBB, 0xBF] + bytes
    case 2: bytes = utf16(writer.text, littleEndian: true, mark: true)
    case 3: bytes = utf16(writer.text, littleEndian: false, mark: true)
    default: break
    }
    if seed % 3 == 0, encoding < 2 { bytes.removeLast(lineEnd.utf8.count) }
    let file = try openOne(bytes)
    let walked = try Walked(file)
    #expect(walked.rows == rows, "seed \(seed), delimiter \(delimiter), encoding \(encoding)")
    #expect(walked.problems.isEmpty, "seed \(seed)")
  }

  @Test(arguments: 0..<300)
  func damagedBytesNeverStopTheReader(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 1_000_000)
    var text = "申请号,标题,日期\r\n"
    for index in 0..<20 { text += "\(index),\"标题 \"\"\(index)\"\"\n第二行\",2020-01-05\r\n" }
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    if seed % 4 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
    do {
      for file in try TabularFile.open(bytes: bytes, name: "a.csv") {
        let walked = try Walked(file)
        let inOrder = zip(walked.lines, walked.lines.dropFirst()).allSatisfy { $0 < $1 }
        #expect(inOrder, "seed \(seed)")
        #expect(walked.rows.count + walked.refused.count > 0, "seed \(seed)")
      }
    } catch let list as ProblemList {
      #expect(!list.problems.isEmpty, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200)
  func damagedWorkbooksNeverStopTheReader(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) &+ 2_000_000)
    let data = (1...20).map {
      "<row r='\($0)'><c r='A\($0)' t='s'><v>0</v></c><c s='0'><v>\($0)</v></c></row>"
    }.joined()
    var bytes = try WorkbookMaker(data, strings: "<si><t>甲</t></si>", styles: [14]).bytes()
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    do {
      for file in try TabularFile.open(bytes: bytes, name: "a.xlsx") {
        #expect(try Walked(file).rows.count <= 20, "seed \(seed)")
      }
    } catch let list as ProblemList {
      #expect(!list.problems.isEmpty, "seed \(seed)")
    }
  }
}

@Suite("Real exports")
struct RealExportTests {
  /// The folder beside the package that holds real exports on some machines.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data")

  /// Rows after the header, and the rows before and with the header.
  @Test(arguments: [
    ("lens-sangamo/lens-export.csv", 130, 1), ("patentr-autonomous/lens_autonomous_search.csv", 863, 1),
    ("patentr-autonomous/google_autonomous_search.csv", 316, 2),
    ("patentr-autonomous/sumobrain_autonomous_search1.xlsx", 250, 1), ("gp-nordquists/gp-search.csv", 536, 2),
    ("cn-carrotc/cnipr-utility-models.xlsx", 199, 1), ("cn-taian/cn-filings.xlsx", 7384, 1),
    ("cn-survival/cn-inventions-1999-2002-outcomes.csv", 2020, 1),
    ("legal-codes/inpadoc-legal-event-codes.csv", 4397, 1),
  ])
  func rowsAddUp(path: String, rows: Int, header: Int) throws {
    let file = RealExportTests.folder.appendingPathComponent(path).path
    guard FileManager.default.fileExists(atPath: file) else {
      print("skipped: \(path) is not on this machine")
      return
    }
    let opened = try TabularFile.open(path: file, name: path)
    #expect(opened.count == 1)
    let walked = try Walked(opened[0])
    #expect(walked.rows.count + walked.refused.count == rows + header, "\(walked.problems.prefix(5))")
  }
}
