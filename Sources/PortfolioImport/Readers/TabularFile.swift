public import PortfolioCore

/// How a text file's characters are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8 without a byte order mark.
  case utf8 = "UTF-8"
  /// UTF-8 with a byte order mark.
  case utf8WithMark = "UTF-8 BOM"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// The Chinese national encoding, which contains GBK and GB 2312.
  case gb18030 = "GB18030"
  /// Windows-1252, which contains the printable characters of Latin-1.
  case windows1252 = "Windows-1252"
}

/// What ends a row in a text file.
public enum LineEnd: String, Sendable, CaseIterable {
  /// Line feed.
  case lf = "LF"
  /// Carriage return and line feed.
  case crlf = "CRLF"
  /// Carriage return alone: spreadsheets saved on old Macs.
  case cr = "CR"
}

/// A file opened as rows of text cells; it can be walked several times.
///
/// The header, if the file has one, is a row like any other; for JSON the first row is the keys.
public struct TabularFile: Sendable {
  /// What a file was found to be.
  public enum Format: Sendable, Equatable {
    /// Text with a delimiter: CSV, TSV and their kin.
    case delimited(delimiter: UInt8, encoding: TextEncoding, lineEnd: LineEnd)
    /// One sheet of an Excel workbook.
    case spreadsheet(sheet: String)
    /// A JSON array of objects.
    case json
  }

  /// The file as the user named it, for places.
  public let name: String
  /// What the file was found to be.
  public let format: Format
  /// The part of the file: the sheet's name, or the key of a JSON member; nil when the file has no parts.
  public let part: String?
  let content: any RowSource

  /// Opens a file from disk.
  ///
  /// - Parameter name: the file as the user named it.
  /// - Returns: one file for each sheet that has rows, for a workbook; one for each array, for JSON; else
  ///   one.
  /// - Throws: ``ProblemList`` when nothing can be read at all.
  public static func open(path: String, name: String, limits: ReadLimits = .standard) throws -> [TabularFile]
  {
    try open(FileBytes.load(path: path, name: name, limits: limits), name, limits)
  }

  /// Opens a file held in memory; else as ``open(path:name:limits:)``.
  public static func open(bytes: [UInt8], name: String, limits: ReadLimits = .standard) throws
    -> [TabularFile]
  {
    guard bytes.count <= limits.fileBytes else { throw ProblemList(.fileTooLarge(name, limits)) }
    return try open(FileBytes(bytes), name, limits)
  }

  private static func open(_ bytes: FileBytes, _ name: String, _ limits: ReadLimits) throws -> [TabularFile] {
    guard bytes.count > 0 else { throw ProblemList(.nothingIn(name)) }
    switch FileSignature(bytes, name: name) {
    case .workbookArchive: return try Workbook.open(bytes, name, limits)
    case .compoundFile: throw ProblemList(FileSignature.legacyExcel(name))
    case .other(let zh, let en): throw ProblemList(FileSignature.problem(name, zh: zh, en: en))
    case .json: return try JSONRows.open(DecodedText(bytes), name, limits)
    case .text: return [try delimited(DecodedText(bytes), name, limits)]
    }
  }

  private static func delimited(_ text: DecodedText, _ name: String, _ limits: ReadLimits) throws
    -> TabularFile
  {
    let whole = UnsafeBufferPointer(rebasing: text.bytes.buffer[text.start...])
    guard !RawRow.isBlank(whole) else { throw ProblemList(.nothingIn(name)) }
    let dialect = Dialect(text, name: name, limits: limits)
    let bytes = text.bytes
    var line = 1
    var counted = text.start
    // The offsets come in order, so the lines are counted once over.
    var problems = Problem.brokenText(name, flaws: text.flaws) { offset in
      if offset < counted { (line, counted) = (1, text.start) }
      line += DelimitedRows.lineBreaks(bytes.start, counted, offset, dialect.lineEnd)
      counted = offset
      return line
    }
    if text.encoding == .windows1252 { problems.append(.encodingGuessed(name)) }
    let rows = DelimitedRows(
      name: name, bytes: bytes, range: dialect.start..<bytes.count, firstLine: dialect.firstLine,
      delimiter: dialect.delimiter, lineEnd: dialect.lineEnd, limits: limits, usualCount: dialect.usualCount,
      openingProblems: problems)
    return TabularFile(
      name: name,
      format: .delimited(delimiter: dialect.delimiter, encoding: text.encoding, lineEnd: dialect.lineEnd),
      part: nil, content: rows)
  }

  /// The first rows, blank ones among them, refused ones left out.
  public func firstRows(_ count: Int) throws -> [CopiedRow] {
    var rows: [CopiedRow] = []
    guard count > 0 else { return rows }
    _ = try forEachRow { row in
      rows.append(CopiedRow(line: row.line, cells: row.cells))
      return rows.count < count
    }
    return rows
  }

  /// Walks the rows in file order, blank ones among them. The body returns false to stop.
  ///
  /// - Parameter refused: told of each row that cannot be read, in order with the others: body and refused
  ///   together see every row once.
  /// - Returns: everything to be said about the file: first what was found at opening (replaced characters,
  ///   removed NULs, skipped sheets), then the problems of rows, refused ones among them.
  /// - Throws: ``ProblemList`` when the file breaks off, and whatever the closures throw.
  public func forEachRow(
    refused: (RefusedRow) throws -> Void = { _ in }, _ body: (borrowing RawRow) throws -> Bool
  ) throws -> [Problem] {
    try content.walk(refused: refused, body)
  }
}

/// What can be walked as rows.
protocol RowSource: Sendable {
  func walk(
    refused: (RefusedRow) throws -> Void, _ body: (borrowing RawRow) throws -> Bool
  ) throws -> [Problem]
}
