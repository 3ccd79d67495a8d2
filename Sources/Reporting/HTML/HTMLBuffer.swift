/// Bytes of a page in the making. Everything that does not come from the program itself goes through
/// ``text(_:)``, which escapes it.
struct HTMLBuffer {
  private(set) var bytes: [UInt8] = []

  /// Markup of the program's own.
  mutating func raw(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Markup made from numbers and names of the program's own; never from data.
  mutating func markup(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Text from anywhere: escaped for elements and for quoted attributes. Characters that HTML does not allow
  /// become U+FFFD.
  mutating func text(_ text: String) {
    var copy = text
    copy.withUTF8 { utf8 in
      var start = 0
      var index = 0
      func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ to: Int, into bytes: inout [UInt8]) {
        if start < to { bytes.append(contentsOf: buffer[start..<to]) }
      }
      while index < utf8.count {
        let byte = utf8[index]
        // 0xC2 leads the second block of control characters, U+0080 to U+009F.
        if byte >= 0x40 && byte < 0x7F || byte > 0x7F && byte != 0xC2 {
          index += 1
          continue
        }
        let replacement: StaticString
        var length = 1
        switch byte {
        case 0x26: replacement = "&amp;"
        case 0x3C: replacement = "&lt;"
        case 0x3E: replacement = "&gt;"
        case 0x22: replacement = "&quot;"
        case 0x27: replacement = "&#39;"
        case 0x09, 0x0A, 0x0D: replacement = " "
        case 0x00..<0x20, 0x7F: replacement = "\u{FFFD}"
        case 0xC2 where index + 1 < utf8.count && utf8[index + 1] < 0xA0:
          replacement = "\u{FFFD}"
          length = 2
        default:
          index += 1
          continue
        }
        flush(utf8, index, into: &bytes)
        replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
        index += length
        start = index
      }
      flush(utf8, utf8.count, into: &bytes)
    }
  }

  /// What another buffer holds.
  mutating func append(_ other: HTMLBuffer) { bytes.append(contentsOf: other.bytes) }

  /// Hands over the bytes and begins anew.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }
}
