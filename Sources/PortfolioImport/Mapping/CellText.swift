/// Reading of cells as bytes: trimming, "no value" words, splitting, whole numbers.
enum CellText {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The bytes without white space at both ends (ASCII kinds, no-break space, ideographic space).
  static func trimmed(_ bytes: Bytes) -> Bytes {
    var start = 0
    var end = bytes.count
    scan: while start < end {
      switch bytes[start] {
      case 0x20, 0x09...0x0D: start += 1
      case 0xC2 where start + 1 < end && bytes[start + 1] == 0xA0: start += 2
      case 0xE3 where start + 2 < end && bytes[start + 1] == 0x80 && bytes[start + 2] == 0x80: start += 3
      default: break scan
      }
    }
    scan: while end > start {
      switch bytes[end - 1] {
      case 0x20, 0x09...0x0D: end -= 1
      case 0xA0 where end - 2 >= start && bytes[end - 2] == 0xC2: end -= 2
      case 0x80 where end - 3 >= start && bytes[end - 2] == 0x80 && bytes[end - 3] == 0xE3: end -= 3
      default: break scan
      }
    }
    return Bytes(rebasing: bytes[start..<end])
  }

  /// The text of trimmed bytes; line breaks and runs of white space inside become one space.
  static func string(_ bytes: Bytes) -> String {
    guard bytes.contains(where: { $0 < 0x20 }) else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for byte in bytes {
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
      if isSpace, plain.last == 0x20 { continue }
      plain.append(isSpace ? 0x20 : byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// A whole number that is not negative, as exports write it: digits, perhaps `.0` of a spreadsheet.
  static func count(_ bytes: Bytes) -> Int? {
    var value = 0
    var index = 0
    while index < bytes.count {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { break }
      guard value < 1_000_000_000 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    guard index > 0 else { return nil }
    if index < bytes.count {
      guard bytes[index] == 0x2E, bytes.count > index + 1 else { return nil }
      for rest in (index + 1)..<bytes.count where bytes[rest] != 0x30 { return nil }
    }
    return value
  }

  /// Whether the bytes are one of the texts.
  static func isAny(_ bytes: Bytes, of texts: [[UInt8]]) -> Bool {
    for text in texts where text.count == bytes.count {
      if text.elementsEqual(bytes) { return true }
    }
    return false
  }

  /// Calls the body with each trimmed, non-empty part between separators; at each place the first separator
  /// of the list that fits is taken.
  static func forEachPart(_ bytes: Bytes, separators: [[UInt8]], _ body: (Bytes) -> Void) {
    var start = 0
    var index = 0
    while index < bytes.count {
      var matched = 0
      for separator in separators {
        guard bytes[index] == separator[0], index + separator.count <= bytes.count else { continue }
        var fits = true
        for offset in 1..<max(separator.count, 1) where bytes[index + offset] != separator[offset] {
          fits = false
          break
        }
        if fits {
          matched = separator.count
          break
        }
      }
      if matched > 0 {
        let part = trimmed(Bytes(rebasing: bytes[start..<index]))
        if !part.isEmpty { body(part) }
        index += matched
        start = index
      } else {
        index += 1
      }
    }
    let part = trimmed(Bytes(rebasing: bytes[start..<bytes.count]))
    if !part.isEmpty { body(part) }
  }
}
