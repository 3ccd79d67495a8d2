import PortfolioCore

/// The rows of one sheet of a workbook, streamed from its XML.
///
/// Rows that the sheet does not have are no rows: the line numbers jump. Blank rows after the last row with
/// content are left out, as are blank cells at the end of a row.
struct SheetRows: RowSource {
  let workbook: Workbook
  let sheet: Workbook.Sheet
  var openingProblems: [Problem] = []

  func walk(
    refused: (RefusedRow) throws -> Void, _ body: (borrowing RawRow) throws -> Bool
  ) throws -> [Problem] {
    var problems = openingProblems
    let archive = try ZipArchive(workbook.bytes, name: workbook.name, limits: workbook.limits)
    let reader = SheetReader(workbook)
    // Blank rows wait here until a row with content follows.
    var blankLines: [Int] = []
    try XMLStream(archive: archive, path: sheet.path, name: workbook.name).parse(reader) {
      let line = reader.line
      if let fault = reader.fault {
        for blank in blankLines { if try !body(SheetRows.blank(blank)) { return false } }
        blankLines.removeAll()
        let problem = problem(fault, line)
        problems.append(problem)
        try refused(RefusedRow(line: line, sourceText: "", problem: problem))
        return true
      }
      if reader.cellCount == 0 {
        blankLines.append(line)
        return true
      }
      for blank in blankLines { if try !body(SheetRows.blank(blank)) { return false } }
      blankLines.removeAll()
      return try reader.withRow(body)
    }
    return problems
  }

  /// Whether any row has content.
  func hasContent() throws -> Bool {
    var found = false
    _ = try walk(refused: { _ in found = true }) { row in
      found = found || !row.isBlank
      return !found
    }
    return found
  }

  private static func blank(_ line: Int) -> RawRow {
    RawRow(
      line: line, count: 0, spans: emptySpans, text: SharedStrings.none.bytes.start,
      scratch: SharedStrings.none.bytes.start, source: nil)
  }

  /// An address for rows that have no cells; nothing is ever read from it.
  private static var emptySpans: UnsafePointer<CellSpan> {
    UnsafeRawPointer(SharedStrings.none.bytes.start).assumingMemoryBound(to: CellSpan.self)
  }

  private func problem(_ fault: SheetReader.Fault, _ line: Int) -> Problem {
    switch fault {
    case .cellTooLarge(let cell):
      return .cellTooLarge(workbook.name, line: line, cell: cell, limits: workbook.limits)
    case .tooManyCells(let count):
      return .tooManyCells(workbook.name, line: line, count: count, limits: workbook.limits)
    case .rowTooLarge:
      return .rowTooLarge(workbook.name, line: line, limits: workbook.limits)
    case .noSuchString(let cell):
      return Problem(
        .damagedSpreadsheet, at: Place(file: workbook.name, line: line, column: "\(cell)"),
        zh: "第 \(cell) 个单元格引用了不存在的共享文本，该行未读取",
        en: "cell \(cell) refers to a shared text that does not exist; the row was refused",
        remedy: BilingualText(
          zh: "请用 Excel 或 WPS 打开并另存为新的 .xlsx，或重新导出。",
          en: "Open it in Excel or WPS and save it as a new .xlsx, or export it again."))
    }
  }
}

/// Collects the cells of one row at a time.
private final class SheetReader: XMLHandler {
  /// Why a row cannot be used.
  enum Fault {
    case cellTooLarge(Int)
    case tooManyCells(Int)
    case rowTooLarge
    case noSuchString(Int)
  }

  /// What a cell says it holds.
  private enum Kind { case number, shared, text, inline, boolean, error, isoDate }

  private let workbook: Workbook
  private var spans = GrowingBuffer<CellSpan>(capacity: 256)
  private var scratch = ByteBuffer(capacity: 1 << 14)
  private(set) var line = 0
  private(set) var fault: Fault?
  /// The number of cells up to the last one that is not empty.
  private(set) var cellCount = 0

  private var insideData = false
  private var kind = Kind.number
  private var style = SpreadsheetNumber.Style.number
  private var column = 0
  private var collects = false
  private var phoneticDepth = 0
  private var cellStart = 0
  private var rowBytes = 0

  init(_ workbook: Workbook) { self.workbook = workbook }

  func withRow(_ body: (borrowing RawRow) throws -> Bool) rethrows -> Bool {
    try body(
      RawRow(
        line: line, count: cellCount, spans: UnsafePointer(spans.base), text: workbook.strings.bytes.start,
        scratch: UnsafePointer(scratch.base), source: nil))
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "sheetData": insideData = true
    case _ where !insideData: break
    case "v": collects = true
    case "t": collects = kind == .inline && phoneticDepth == 0
    case "rPh": phoneticDepth += 1
    case "c": startCell(attributes)
    case "row":
      line = attributes.bytes("r").flatMap(SheetReader.number) ?? line + 1
      spans.count = 0
      scratch.count = 0
      cellCount = 0
      column = 0
      rowBytes = 0
      fault = nil
    default: break
    }
  }

  func end(_ name: XMLName) -> Bool {
    guard insideData else { return false }
    switch name {
    case "v", "t": collects = false
    case "rPh": phoneticDepth -= 1
    case "c": endCell()
    case "row": return true
    case "sheetData": insideData = false
    default: break
    }
    return false
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard collects, insideData, let start = bytes.baseAddress else { return }
    guard scratch.count - cellStart + bytes.count <= workbook.limits.cellBytes else {
      fault = fault ?? .cellTooLarge(column + 1)
      return
    }
    scratch.append(start, bytes.count)
  }

  private func startCell(_ attributes: XMLAttributes) {
    cellStart = scratch.count
    if let reference = attributes.bytes("r"), let named = SheetReader.column(reference) { column = named }
    style = .number
    if let index = attributes.bytes("s").flatMap(SheetReader.number), index < workbook.styles.count {
      style = workbook.styles[index]
    }
    kind = .number
    guard let type = attributes.bytes("t") else { return }
    switch XMLType(type) {
    case "s": kind = .shared
    case "str": kind = .text
    case "inlineStr": kind = .inline
    case "b": kind = .boolean
    case "e": kind = .error
    case "d": kind = .isoDate
    default: kind = .number
    }
  }

  private func endCell() {
    defer { column += 1 }
    let limit = min(workbook.limits.cellsInRow, 1 << 20)
    guard column < limit else {
      fault = fault ?? .tooManyCells(column + 1)
      return
    }
    let length = scratch.count - cellStart
    var span = CellSpan(start: cellStart, length: length, inScratch: true, kind: .text)
    if length > 0 {
      switch kind {
      case .text, .inline:
        scratch.decodeEscapes(from: cellStart)
        span.length = scratch.count - cellStart
      case .shared:
        let value = content.utf8.isEmpty ? nil : Int(content)
        scratch.count = cellStart
        guard let value, value >= 0, value < workbook.strings.count else {
          fault = fault ?? .noSuchString(column + 1)
          return
        }
        let start = workbook.strings.starts[value]
        span = CellSpan(
          start: start, length: workbook.strings.starts[value + 1] - start, inScratch: false, kind: .text)
        if span.length > workbook.limits.cellBytes { fault = fault ?? .cellTooLarge(column + 1) }
      case .boolean: span = replaced(content == "1" || content == "true" ? "TRUE" : "FALSE", .boolean)
      case .error: span = replaced("", .error)
      case .isoDate:
        if let day = CalendarDay(iso: content.prefix(10)) {
          span = replaced(day.iso, .date)
        }
      case .number:
        let text = content
        let (shown, kind) = shown(text)
        if shown == text { span.kind = kind } else { span = replaced(shown, kind) }
      }
    } else if kind == .error {
      span.kind = .error
    }
    place(span)
  }

  private var content: String {
    String(
      decoding: UnsafeBufferPointer(start: scratch.base + cellStart, count: scratch.count - cellStart),
      as: UTF8.self)
  }

  /// A number as its style shows it.
  private func shown(_ text: String) -> (String, CellKind) {
    guard let plain = SpreadsheetNumber.plain(text) else { return (text, .text) }
    switch style {
    case .number: return (plain, .number)
    case .date, .time:
      guard let serial = Double(text), style == .date || serial >= 10_000,
        let day = SpreadsheetNumber.day(serial: serial, is1904: workbook.is1904)
      else { return (plain, .number) }
      return (day.iso, .date)
    case .padded(let width):
      let isWhole = plain.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      guard isWhole, plain.utf8.count < width else { return (plain, .number) }
      return (String(repeating: "0", count: width - plain.utf8.count) + plain, .number)
    }
  }

  private func replaced(_ text: String, _ kind: CellKind) -> CellSpan {
    scratch.count = cellStart
    for byte in text.utf8 { scratch.append(byte) }
    return CellSpan(start: cellStart, length: scratch.count - cellStart, inScratch: true, kind: kind)
  }

  /// Puts the cell into its column, with empty cells before it where the sheet has none.
  private func place(_ span: CellSpan) {
    guard span.length > 0 || span.kind == .error else { return }
    rowBytes += span.length
    if rowBytes > workbook.limits.sheetRowBytes { fault = fault ?? .rowTooLarge }
    while spans.count <= column { spans.append(.empty) }
    spans.base[column] = span
    if span.length > 0 { cellCount = max(cellCount, column + 1) }
  }

  /// The column of a reference such as `BC12`, from 0; nil when it has none.
  private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
    var value = 0
    var position = reference
    while true {
      let byte = UInt8(bitPattern: position.pointee) & 0xDF
      guard byte >= 0x41, byte <= 0x5A, value < 1 << 24 else { break }
      value = value * 26 + Int(byte - 0x40)
      position += 1
    }
    return value == 0 ? nil : value - 1
  }

  /// A whole number without sign; nil when the text is none, or too long for a row.
  private static func number(_ text: UnsafePointer<CChar>) -> Int? {
    var value = 0
    var position = text
    while position.pointee != 0 {
      let digit = UInt8(bitPattern: position.pointee) &- 0x30
      guard digit <= 9, value < 1 << 31 else { return nil }
      value = value * 10 + Int(digit)
      position += 1
    }
    return position == text ? nil : value
  }
}

/// A cell's type, compared without making a string.
private struct XMLType {
  let start: UnsafePointer<CChar>

  init(_ start: UnsafePointer<CChar>) { self.start = start }

  static func ~= (text: StaticString, type: XMLType) -> Bool {
    for index in 0..<text.utf8CodeUnitCount
    where UInt8(bitPattern: type.start[index]) != text.utf8Start[index] {
      return false
    }
    return type.start[text.utf8CodeUnitCount] == 0
  }
}
