/// Folding of full-width characters and of odd spaces and dashes to plain ASCII, on bytes.
///
/// Chinese and Japanese exports mix `ＣＮ２０１２` with `CN2012` and `（` with `(`; all values that are compared
/// pass through here first. The folded text is never longer than the original.
public enum HalfWidth {
  /// Writes the folded bytes to `output`, which must hold at least `input.count` bytes.
  ///
  /// Full-width ASCII (U+FF01...U+FF5E) becomes ASCII; ideographic, no-break and other wide spaces, tabs and
  /// line breaks become a space; dashes and the minus sign become `-`; `〔〕【】` become `()`; zero-width
  /// characters and byte order marks go. All other characters stay.
  /// - Returns: the number of bytes written.
  public static func fold(
    _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var read = 0
    var written = 0
    let count = input.count
    while read < count {
      let byte = input[read]
      if byte < 0x80 {
        output[written] = byte < 0x20 ? 0x20 : byte
        read += 1
        written += 1
        continue
      }
      let width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if width == 2, byte == 0xC2, read + 1 < count, input[read + 1] == 0xA0 {
        output[written] = 0x20
        read += 2
        written += 1
        continue
      }
      if width == 3, read + 2 < count {
        switch ascii(byte, input[read + 1], input[read + 2]) {
        case .some(0):
          read += 3
          continue
        case .some(let plain):
          output[written] = plain
          read += 3
          written += 1
          continue
        case nil: break
        }
      }
      for _ in 0..<min(width, count - read) {
        output[written] = input[read]
        read += 1
        written += 1
      }
    }
    return written
  }

  /// The folded text.
  public static func folded(_ text: some StringProtocol) -> String {
    withUTF8(text) { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { fold(bytes, into: $0) }
    }
  }

  /// The ASCII byte for a character of three bytes, 0 when the character goes, nil when it stays.
  @inline(__always)
  private static func ascii(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt8? {
    switch (first, second) {
    case (0xEF, 0xBC) where third >= 0x81: return third - 0x81 + 0x21
    case (0xEF, 0xBD) where third <= 0x9E: return third - 0x80 + 0x60
    case (0xEF, 0xBB) where third == 0xBF: return 0
    case (0xE3, 0x80):
      switch third {
      case 0x80: return 0x20
      case 0x90, 0x94: return 0x28
      case 0x91, 0x95: return 0x29
      default: return nil
      }
    case (0xE2, 0x80):
      switch third {
      case 0x80...0x8A, 0xA8, 0xA9, 0xAF: return 0x20
      case 0x8B...0x8F: return 0
      case 0x90...0x95: return 0x2D
      default: return nil
      }
    case (0xE2, 0x88) where third == 0x92: return 0x2D
    default: return nil
    }
  }

  /// Gives the UTF-8 bytes of a text.
  static func withUTF8<R>(
    _ text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = String(text)
    return copy.withUTF8(body)
  }
}

/// Words with which exports say that there is no value.
public enum MissingWord {
  /// True for empty cells and for `-`, `--`, `/`, `NA`, `N/A`, `#N/A`, `NULL`, `NONE`, `NAN`, `UNKNOWN`, `无`,
  /// `空`, `未知`, `不详` in any case and width, with spaces around.
  public static func isMissing(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    if start == end { return true }
    // The longest word has seven letters, 21 bytes when full-width; other cells end here.
    guard end - start <= 21 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { folded in
      var count = HalfWidth.fold(UnsafeBufferPointer(rebasing: bytes[start..<end]), into: folded)
      while count > 0, folded[count - 1] == 0x20 { count -= 1 }
      var first = 0
      while first < count, folded[first] == 0x20 { first += 1 }
      return isMissingFolded(UnsafeBufferPointer(rebasing: folded[first..<count]))
    }
  }

  /// True when the text says that there is no value.
  public static func isMissing(_ text: some StringProtocol) -> Bool {
    HalfWidth.withUTF8(text) { isMissing($0) }
  }

  /// The same for bytes folded and trimmed already.
  static func isMissingFolded(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    if count == 0 { return true }
    guard count <= 7 else { return false }
    if bytes.allSatisfy({ $0 == 0x2D || $0 == 0x2F || $0 == 0x5F }) { return true }
    func equals(_ word: StaticString) -> Bool {
      guard word.utf8CodeUnitCount == count else { return false }
      for index in 0..<count {
        let byte = bytes[index]
        let upper = byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte
        if upper != word.utf8Start[index] { return false }
      }
      return true
    }
    switch count {
    case 2: return equals("NA")
    case 3: return equals("N/A") || equals("NAN") || equals("NIL") || equals("无") || equals("空")
    case 4: return equals("NULL") || equals("NONE") || equals("#N/A") || equals("N.A.")
    case 6: return equals("未知") || equals("不详")
    case 7: return equals("UNKNOWN")
    default: return false
    }
  }
}
