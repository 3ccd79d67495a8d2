public import PortfolioCore

/// What a cell was in its file.
public enum CellKind: UInt8, Sendable, BitwiseCopyable {
  /// Text, and every cell of a CSV file.
  case text
  /// A number of a spreadsheet or JSON file; its text has plain digits.
  case number
  /// A spreadsheet cell shown as a date; its text is `YYYY-MM-DD`.
  case date
  /// A truth value; its text is `TRUE` or `FALSE`.
  case boolean
  /// An error value of a spreadsheet (`#N/A`); its text is empty.
  case error
}

/// One cell's place in a row's bytes.
struct CellSpan {
  /// Where the cell starts: in the file's text, or in the scratch text when `inScratch`.
  var start: Int
  /// The number of bytes.
  var length: Int
  var inScratch: Bool
  var kind: CellKind

  static let empty = CellSpan(start: 0, length: 0, inScratch: true, kind: .text)
}

/// One row during a walk. It looks into the reader's buffers, so it cannot be copied or kept: take what is
/// needed out of it.
public struct RawRow: ~Copyable {
  /// The physical line where the row starts, from 1; the row's number for a spreadsheet.
  public let line: Int
  /// The number of cells.
  public let count: Int

  let spans: UnsafePointer<CellSpan>
  let text: UnsafePointer<UInt8>
  let scratch: UnsafePointer<UInt8>
  /// The row's own text in `text`, for files whose rows are text; else nil.
  let source: Range<Int>?

  /// The cell's text; empty beyond the last cell.
  public subscript(index: Int) -> String {
    String(decoding: utf8(index), as: UTF8.self)
  }

  /// The cell's bytes, valid UTF-8, without making a string; empty beyond the last cell.
  ///
  /// The pointer is good only while the row is.
  public func utf8(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    guard index >= 0, index < count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let span = spans[index]
    return UnsafeBufferPointer(start: (span.inScratch ? scratch : text) + span.start, count: span.length)
  }

  /// What the cell was in its file; text beyond the last cell.
  public func kind(_ index: Int) -> CellKind {
    guard index >= 0, index < count else { return .text }
    return spans[index].kind
  }

  /// All cells' texts.
  public var cells: [String] { (0..<count).map { self[$0] } }

  /// The row as CSV text: for CSV as it stands in the file, without the line end; else made from the cells.
  public var sourceText: String {
    if let source {
      return String(
        decoding: UnsafeBufferPointer(start: text + source.lowerBound, count: source.count), as: UTF8.self)
    }
    return CSVWriter.line(cells)
  }

  /// Whether no cell has anything but white space.
  public var isBlank: Bool {
    for index in 0..<count where !RawRow.isBlank(utf8(index)) { return false }
    return true
  }

  /// White space: the ASCII kinds, the no-break space and the ideographic space.
  static func isBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D: index += 1
      case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: index += 2
      case 0xE3 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80:
        index += 3
      default: return false
      }
    }
    return true
  }
}

/// A row copied out of a file.
public struct CopiedRow: Sendable, Equatable {
  /// The physical line where the row starts, from 1; the row's number for a spreadsheet.
  public let line: Int
  /// The cells' texts.
  public let cells: [String]
}

/// A row that could not be read, so that the rows of a file always add up.
public struct RefusedRow: Sendable {
  /// The physical line where the row starts, from 1; the row's number for a spreadsheet.
  public let line: Int
  /// The row's text as in the file, at most 64 KB of it.
  public let sourceText: String
  /// Why; also among the problems that the walk returns.
  public let problem: Problem
}
