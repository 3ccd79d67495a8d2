import CLibZip

/// Zip entries, packed in memory.
func zip(_ entries: [(path: String, text: String)]) throws -> [UInt8] {
  guard let sink = zip_source_buffer_create(nil, 0, 0, nil) else { throw Unexpected(text: "no sink") }
  zip_source_keep(sink)
  defer { zip_source_free(sink) }
  guard let archive = zip_open_from_source(sink, ZIP_TRUNCATE, nil) else {
    throw Unexpected(text: "no archive")
  }
  let contents = entries.map { Array($0.text.utf8) }
  try contents.withUnsafeBuffers { buffers in
    for (entry, buffer) in Swift.zip(entries, buffers) {
      guard let source = zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(buffer.count), 0),
        zip_file_add(archive, entry.path, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
      else { throw Unexpected(text: "cannot add \(entry.path)") }
    }
    guard zip_close(archive) == 0 else { throw Unexpected(text: "cannot close") }
  }
  guard zip_source_open(sink) == 0 else { throw Unexpected(text: "cannot read back") }
  defer { zip_source_close(sink) }
  var result: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let got = zip_source_read(sink, &chunk, zip_uint64_t(chunk.count))
    if got <= 0 { break }
    result += chunk.prefix(Int(got))
  }
  return result
}

extension Array where Element == [UInt8] {
  fileprivate func withUnsafeBuffers(_ body: ([UnsafeBufferPointer<UInt8>]) throws -> Void) rethrows {
    let copies = map { bytes -> UnsafeMutableBufferPointer<UInt8> in
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Swift.max(bytes.count, 1))
      _ = copy.initialize(from: bytes)
      return copy
    }
    defer { copies.forEach { $0.deallocate() } }
    try body(Swift.zip(copies, self).map { UnsafeBufferPointer(rebasing: $0[..<$1.count]) })
  }
}

/// A workbook put together from pieces of XML.
struct WorkbookMaker {
  var sheets: [(name: String, state: String, data: String)] = []
  /// The content of `<sst>`; nil for a workbook without shared strings.
  var strings: String?
  var numberFormats = ""
  /// The number format of each cell style.
  var styles: [Int] = []
  var is1904 = false

  init(
    _ data: String, strings: String? = nil, styles: [Int] = [], numberFormats: String = "",
    is1904: Bool = false
  ) {
    sheets = [("Sheet1", "visible", data)]
    self.strings = strings
    self.styles = styles
    self.numberFormats = numberFormats
    self.is1904 = is1904
  }

  static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
  static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""

  var entries: [(path: String, text: String)] {
    let office = WorkbookMaker.office
    var list: [(path: String, text: String)] = [
      (
        "_rels/.rels",
        "<Relationships \(WorkbookMaker.package)><Relationship Id='rId1' Type='\(office)/officeDocument' Target='xl/workbook.xml'/></Relationships>"
      )
    ]
    var named = ""
    var related = ""
    for (index, sheet) in sheets.enumerated() {
      // Ids and file numbers run against the order of the sheets, as they may.
      let id = sheets.count - index
      named += "<sheet name='\(sheet.name)' sheetId='\(index + 1)' state='\(sheet.state)' r:id='rId\(id)'/>"
      let target = id % 2 == 0 ? "worksheets/part\(id).xml" : "/xl/worksheets/part\(id).xml"
      related += "<Relationship Id='rId\(id)' Type='\(office)/worksheet' Target='\(target)'/>"
      list.append(
        (
          "xl/worksheets/part\(id).xml",
          "<?xml version='1.0' encoding='UTF-8'?><worksheet \(WorkbookMaker.main)><sheetViews><v>9</v></sheetViews>"
            + "<sheetData>\(sheet.data)</sheetData><mergeCells count='1'><mergeCell ref='A1:B1'/></mergeCells></worksheet>"
        ))
    }
    if let strings {
      related += "<Relationship Id='s' Type='\(office)/sharedStrings' Target='sharedStrings.xml'/>"
      list.append(("xl/sharedStrings.xml", "<sst \(WorkbookMaker.main)>\(strings)</sst>"))
    }
    if !styles.isEmpty {
      related += "<Relationship Id='t' Type='\(office)/styles' Target='styles.xml'/>"
      let formats = styles.map { "<xf numFmtId='\($0)' xfId='0'/>" }.joined()
      list.append(
        (
          "xl/styles.xml",
          "<styleSheet \(WorkbookMaker.main)><numFmts>\(numberFormats)</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
            + "<cellXfs>\(formats)</cellXfs></styleSheet>"
        ))
    }
    list.append(
      (
        "xl/workbook.xml",
        "<workbook \(WorkbookMaker.main) xmlns:r='\(office)'><workbookPr date1904='\(is1904 ? 1 : 0)'/><sheets>\(named)</sheets></workbook>"
      ))
    list.append(
      ("xl/_rels/workbook.xml.rels", "<Relationships \(WorkbookMaker.package)>\(related)</Relationships>"))
    return list
  }

  func bytes() throws -> [UInt8] { try zip(entries) }
}
