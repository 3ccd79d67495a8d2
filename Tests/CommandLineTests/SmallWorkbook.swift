import Foundation

/// The smallest workbook that a spreadsheet program opens: one sheet, its texts in the cells, packed without compression.
struct SmallWorkbook {
  /// A cell.
  enum Cell {
    case text(String)
    case number(Double)
    /// A day as its serial number, with a format of days.
    case day(Int)
  }

  var rows: [[Cell]]

  var bytes: [UInt8] {
    let main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"
    let sheet = rows.enumerated().map { index, cells in
      let inner = cells.map { cell in
        switch cell {
        case .text(let text): return "<c t='inlineStr'><is><t>\(SmallWorkbook.escaped(text))</t></is></c>"
        case .number(let number): return "<c><v>\(number)</v></c>"
        case .day(let serial): return "<c s='1'><v>\(serial)</v></c>"
        }
      }.joined()
      return "<row r='\(index + 1)'>\(inner)</row>"
    }.joined()
    return SmallWorkbook.zip([
      (
        "_rels/.rels",
        "<Relationships \(package)><Relationship Id='r1' Type='\(office)/officeDocument' Target='xl/workbook.xml'/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<workbook \(main) xmlns:r='\(office)'><sheets><sheet name='缴费' sheetId='1' r:id='r1'/></sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships \(package)><Relationship Id='r1' Type='\(office)/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='\(office)/styles' Target='styles.xml'/></Relationships>"
      ),
      (
        "xl/styles.xml",
        "<styleSheet \(main)><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
      ),
      ("xl/worksheets/sheet1.xml", "<worksheet \(main)><sheetData>\(sheet)</sheetData></worksheet>"),
    ])
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }

  // MARK: The archive

  private static func zip(_ entries: [(path: String, text: String)]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    func put(_ value: Int, _ width: Int, _ bytes: inout [UInt8]) {
      for shift in 0..<width { bytes.append(UInt8((value >> (8 * shift)) & 0xFF)) }
    }
    for entry in entries {
      let name = Array(entry.path.utf8)
      let content = Array(entry.text.utf8)
      var common: [UInt8] = []
      put(20, 2, &common)
      put(0x800, 2, &common)
      put(0, 2, &common)
      put(0, 4, &common)
      put(Int(crc(content)), 4, &common)
      put(content.count, 4, &common)
      put(content.count, 4, &common)
      put(name.count, 2, &common)
      put(0, 2, &common)
      put(0x0201_4B50, 4, &directory)
      put(20, 2, &directory)
      directory += common
      put(0, 2 + 2 + 2, &directory)
      put(0, 4, &directory)
      put(archive.count, 4, &directory)
      directory += name
      put(0x0403_4B50, 4, &archive)
      archive += common + name + content
    }
    let start = archive.count
    archive += directory
    put(0x0605_4B50, 4, &archive)
    put(0, 4, &archive)
    put(entries.count, 2, &archive)
    put(entries.count, 2, &archive)
    put(directory.count, 4, &archive)
    put(start, 4, &archive)
    put(0, 2, &archive)
    return archive
  }

  /// CRC-32 as ZIP archives use it (polynomial 0xEDB88320).
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
