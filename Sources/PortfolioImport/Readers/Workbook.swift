import PortfolioCore

/// The parts of an Excel workbook that all its sheets share.
struct Workbook: Sendable {
  /// A sheet as the workbook lists it.
  struct Sheet: Sendable {
    var name: String
    var path: String
    var isHidden: Bool
  }

  let bytes: FileBytes
  let name: String
  let limits: ReadLimits
  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false
  private(set) var styles: [SpreadsheetNumber.Style] = []
  private(set) var strings = SharedStrings.none

  /// Opens the sheets that have rows and are not hidden.
  static func open(_ bytes: FileBytes, _ name: String, _ limits: ReadLimits) throws -> [TabularFile] {
    let workbook = try Workbook(bytes, name, limits)
    var notes: [Problem] = []
    var sheets: [SheetRows] = []
    for sheet in workbook.sheets {
      let rows = SheetRows(workbook: workbook, sheet: sheet)
      if sheet.isHidden {
        notes.append(hiddenSheet(name, sheet.name))
      } else if try rows.hasContent() {
        sheets.append(rows)
      }
    }
    guard !sheets.isEmpty else { throw ProblemList([.nothingIn(name)] + notes) }
    sheets[0].openingProblems = notes
    return sheets.map {
      TabularFile(name: name, format: .spreadsheet(sheet: $0.sheet.name), part: $0.sheet.name, content: $0)
    }
  }

  private static func hiddenSheet(_ name: String, _ sheet: String) -> Problem {
    Problem(
      .skippedSheet, at: Place(file: name), value: sheet, zh: "隐藏的工作表未读取", en: "a hidden sheet was not read",
      remedy: BilingualText(
        zh: "如需导入，请在 Excel 中取消隐藏后保存。", en: "If it should be imported, unhide it in Excel and save."))
  }

  init(_ bytes: FileBytes, _ name: String, _ limits: ReadLimits) throws {
    self.bytes = bytes
    self.name = name
    self.limits = limits
    let archive = try ZipArchive(bytes, name: name, limits: limits)
    let main = try Workbook.mainPart(archive, name)
    let list = WorkbookList()
    try XMLStream(archive: archive, path: main, name: name).parse(list)
    is1904 = list.is1904
    let relations = try Workbook.relations(archive, of: main, name)
    for sheet in list.sheets {
      guard let target = relations.first(where: { $0.id == sheet.relation }),
        target.type.hasSuffix("/worksheet")
      else { continue }
      sheets.append(Sheet(name: sheet.name, path: target.path, isHidden: sheet.isHidden))
    }
    if let path = relations.first(where: { $0.type.hasSuffix("/styles") })?.path, archive.has(path) {
      let reader = StyleList()
      try XMLStream(archive: archive, path: path, name: name).parse(reader)
      styles = reader.styles
    }
    if let path = relations.first(where: { $0.type.hasSuffix("/sharedStrings") })?.path, archive.has(path) {
      let reader = SharedStringReader()
      try XMLStream(archive: archive, path: path, name: name).parse(reader)
      strings = reader.finish()
    }
  }

  /// The workbook's own part, or the problem of an archive that is something else.
  private static func mainPart(_ archive: ZipArchive, _ name: String) throws -> String {
    if archive.has("_rels/.rels") {
      let relations = try relations(archive, of: "", name)
      if let main = relations.first(where: { $0.type.hasSuffix("/officeDocument") }),
        main.path.hasSuffix(".xml"),
        main.path.lowercased().contains("workbook") || main.path.lowercased().hasPrefix("xl/")
      {
        return main.path
      }
    }
    if archive.has("xl/workbook.xml") { return "xl/workbook.xml" }
    if archive.has("xl/workbook.bin") {
      throw ProblemList(
        FileSignature.problem(name, zh: "二进制 Excel 工作簿（.xlsb）", en: "a binary Excel workbook (.xlsb)"))
    }
    if archive.has("word/document.xml") {
      throw ProblemList(FileSignature.problem(name, zh: "Word 文档", en: "a Word document"))
    }
    if archive.has("ppt/presentation.xml") {
      throw ProblemList(FileSignature.problem(name, zh: "PowerPoint 演示文稿", en: "a PowerPoint presentation"))
    }
    if archive.has("content.xml") && archive.has("mimetype") {
      throw ProblemList(
        FileSignature.problem(name, zh: "OpenDocument 文件（.ods 等）", en: "an OpenDocument file (.ods or kin)"))
    }
    throw ProblemList(FileSignature.problem(name, zh: "压缩包（zip）", en: "a zip archive"))
  }

  /// A relation of a part: its id, its type and the target's path inside the archive.
  struct Relation {
    var id: String
    var type: String
    var path: String
  }

  private static func relations(_ archive: ZipArchive, of part: String, _ name: String) throws -> [Relation] {
    let cut = part.lastIndex(of: "/")
    let folder = cut.map { String(part[..<$0]) } ?? ""
    let file = cut.map { String(part[part.index(after: $0)...]) } ?? part
    let path = (folder.isEmpty ? "" : folder + "/") + "_rels/" + file + ".rels"
    let reader = RelationList(folder: folder)
    try XMLStream(archive: archive, path: path, name: name).parse(reader)
    return reader.relations
  }
}

/// Reads the list of sheets.
private final class WorkbookList: XMLHandler {
  var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  var is1904 = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "sheet":
      let state = attributes["state"] ?? "visible"
      sheets.append((attributes["name"] ?? "", attributes["id"] ?? "", state != "visible"))
    case "workbookPr":
      let flag = attributes["date1904"]
      is1904 = flag == "1" || flag == "true"
    default: break
    }
  }

  func end(_ name: XMLName) -> Bool { false }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Reads relations; their targets stand relative to a folder.
private final class RelationList: XMLHandler {
  private let folder: String
  var relations: [Workbook.Relation] = []

  init(folder: String) { self.folder = folder }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", attributes["TargetMode"] != "External", let target = attributes["Target"]
    else {
      return
    }
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    relations.append(
      Workbook.Relation(
        id: attributes["Id"] ?? "", type: attributes["Type"] ?? "", path: steps.joined(separator: "/")))
  }

  func end(_ name: XMLName) -> Bool { false }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Reads what each cell style does to numbers.
private final class StyleList: XMLHandler {
  var styles: [SpreadsheetNumber.Style] = []
  private var written: [Int: SpreadsheetNumber.Style] = [:]
  private var insideCellFormats = false

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] else {
        return
      }
      written[id] = SpreadsheetNumber.style(ofFormat: code)
    case "cellXfs": insideCellFormats = true
    case "xf" where insideCellFormats:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      styles.append(written[id] ?? SpreadsheetNumber.builtIn(id))
    default: break
    }
  }

  func end(_ name: XMLName) -> Bool {
    if name == "cellXfs" { insideCellFormats = false }
    return false
  }
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The texts that cells refer to by number, one after the other in one buffer.
struct SharedStrings: Sendable {
  let bytes: FileBytes
  /// Where each text starts, and at last where the last one ends.
  let starts: [Int]

  static let none = SharedStrings(bytes: FileBytes([]), starts: [0])

  var count: Int { starts.count - 1 }
}

/// Reads shared strings: rich text as plain text, without its phonetic guides.
private final class SharedStringReader: XMLHandler {
  private var bytes = ByteBuffer(capacity: 1 << 16)
  private var starts = [0]
  private var insideText = false
  private var phoneticDepth = 0

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "t": insideText = phoneticDepth == 0
    case "rPh": phoneticDepth += 1
    default: break
    }
  }

  func end(_ name: XMLName) -> Bool {
    switch name {
    case "t": insideText = false
    case "rPh": phoneticDepth -= 1
    case "si":
      bytes.decodeEscapes(from: starts[starts.count - 1])
      starts.append(bytes.count)
    default: break
    }
    return false
  }

  func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard insideText, let start = text.baseAddress else { return }
    bytes.append(start, text.count)
  }

  func finish() -> SharedStrings {
    var taken = ByteBuffer(capacity: 0)
    swap(&taken, &bytes)
    return SharedStrings(bytes: taken.finish(), starts: starts)
  }
}

extension GrowingBuffer where Element == UInt8 {
  /// Turns `_x000D_` into the character it stands for, from a position to the end, in place.
  ///
  /// ECMA-376 part 1, 22.9.2.19 (ST_Xstring): characters that XML cannot hold are written as `_xHHHH_`. A
  /// NUL is dropped, and so are surrogates.
  mutating func decodeEscapes(from start: Int) {
    var read = start
    var write = start
    var found = false
    while read < count {
      if base[read] == 0x5F, read + 6 < count, base[read + 1] == 0x78, base[read + 6] == 0x5F {
        var value: UInt32 = 0
        var isHex = true
        for index in 2..<6 {
          switch base[read + index] {
          case let digit where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
          case let digit where digit | 0x20 >= 0x61 && digit | 0x20 <= 0x66:
            value = value << 4 | UInt32((digit | 0x20) - 0x57)
          default: isHex = false
          }
        }
        if isHex {
          found = true
          read += 7
          // What is written is shorter than what was read, so the text can be changed in place.
          if value != 0, value & 0xF800 != 0xD800 {
            let end = count
            count = write
            append(scalar: value)
            write = count
            count = end
          }
          continue
        }
      }
      if found { base[write] = base[read] }
      read += 1
      write += 1
    }
    count = write
  }
}
