/// Writes rows as CSV: quoted where needed, and safe to open in a spreadsheet.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return can run as a formula when the
/// file is opened in Excel (CWE-1236, "Improper Neutralization of Formula Elements in a CSV File"); so can one
/// that begins with the full-width form of such a sign where the system reads East Asian text. Such a cell gets an
/// apostrophe in front.
public struct CSVWriter: Sendable {
  /// Which cells get an apostrophe in front.
  public enum Neutralising: Sendable {
    /// Every cell that begins like a formula.
    case all
    /// The same, but plain numbers such as `-12.50` stay as they are.
    case keepNumbers
    /// None: only for text that goes back into a program, never for a person's spreadsheet.
    case none
  }

  /// The byte between cells.
  public let delimiter: UInt8
  /// The bytes after each row.
  public let lineEnd: String
  /// Which cells get an apostrophe in front.
  public let neutralising: Neutralising
  /// What was written so far, UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// A writer. With `mark`, the text begins with a byte order mark, without which Excel takes UTF-8 for
  /// the system's old encoding.
  public init(
    delimiter: UInt8 = 0x2C, lineEnd: String = "\r\n", neutralising: Neutralising = .keepNumbers,
    mark: Bool = false
  ) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.neutralising = neutralising
    if mark { bytes = [0xEF, 0xBB, 0xBF] }
  }

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes one row.
  public mutating func write(_ cells: some Sequence<String>) {
    var count = 0
    let start = bytes.count
    for cell in cells {
      if count > 0 { bytes.append(delimiter) }
      append(cell)
      count += 1
    }
    // A single empty cell would be an empty line, which readers skip.
    if count == 1, bytes.count == start { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(contentsOf: lineEnd.utf8)
  }

  /// One row as text, without a line end.
  public static func line(_ cells: some Sequence<String>, neutralising: Neutralising = .none) -> String {
    var writer = CSVWriter(lineEnd: "", neutralising: neutralising)
    writer.write(cells)
    return writer.text
  }

  private mutating func append(_ cell: String) {
    var cell = cell
    let delimiter = delimiter
    let neutralising = neutralising
    cell.withUTF8 { utf8 in
      let dangerous = CSVWriter.beginsLikeFormula(utf8, neutralising)
      var needsQuotes = utf8.first == 0x20 || utf8.last == 0x20
      for byte in utf8 where byte == 0x22 || byte == 0x0A || byte == 0x0D || byte == delimiter {
        needsQuotes = true
        break
      }
      if needsQuotes { bytes.append(0x22) }
      if dangerous { bytes.append(0x27) }
      if needsQuotes {
        for byte in utf8 {
          if byte == 0x22 { bytes.append(0x22) }
          bytes.append(byte)
        }
        bytes.append(0x22)
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
  }

  private static func beginsLikeFormula(_ utf8: UnsafeBufferPointer<UInt8>, _ mode: Neutralising) -> Bool {
    guard mode != .none, let first = utf8.first else { return false }
    switch first {
    case 0x3D, 0x40, 0x09, 0x0D: return true
    case 0x2B, 0x2D: return !(mode == .keepNumbers && isNumber(utf8))
    // U+FF0B, U+FF0D, U+FF1D and U+FF20: full-width plus, hyphen, equals sign and at.
    case 0xEF:
      guard utf8.count > 2, utf8[1] == 0xBC else { return false }
      return [0x8B, 0x8D, 0x9D, 0xA0].contains(utf8[2])
    default: return false
    }
  }

  /// A sign, digits, and perhaps a point and more digits: nothing that could hold a formula.
  private static func isNumber(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var digits = 0
    var points = 0
    for byte in utf8.dropFirst() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2E where points == 0 && digits > 0: points = 1
      default: return false
      }
    }
    return digits > 0 && utf8.last != 0x2E
  }
}
