/// How well some bytes fit UTF-8.
struct UTF8Survey {
  /// Characters of three or four bytes.
  private(set) var long = 0
  /// Characters of two bytes.
  private(set) var short = 0
  /// Sequences that are not UTF-8.
  private(set) var broken = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    let raw = UnsafeRawPointer(start)
    var index = 0
    while index < bytes.count {
      if index + 8 <= bytes.count,
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let (length, valid) = UTF8Survey.sequence(bytes, at: index)
      if !valid {
        broken += 1
      } else if length == 2 {
        short += 1
      } else {
        long += 1
      }
      index += length
    }
  }

  /// Whether the text is UTF-8, perhaps with some damage. Text of another encoding has few sequences that
  /// happen to be UTF-8 and many that are not.
  var isMostlyUTF8: Bool { broken == 0 || long * 3 + short >= broken * 2 }

  /// The sequence that starts with a byte above ASCII: its length and whether it is a character. A broken one
  /// is the longest beginning of a character (Unicode 15.0, section 3.9, "U+FFFD Substitution of Maximal
  /// Subparts").
  @inline(__always)
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (length: Int, valid: Bool) {
    let lead = bytes[index]
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch lead {
    case 0xC2...0xDF:
      return continues(1) ? (2, true) : (1, false)
    case 0xE0...0xEF:
      let second = byte(1)
      let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
      guard second >= low, second <= high else { return (1, false) }
      return continues(2) ? (3, true) : (2, false)
    case 0xF0...0xF4:
      let second = byte(1)
      let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
      guard second >= low, second <= high else { return (1, false) }
      guard continues(2) else { return (2, false) }
      return continues(3) ? (4, true) : (3, false)
    default:
      return (1, false)
    }
  }
}

/// Guesses about text that has no byte order mark.
enum EncodingSurvey {
  /// Whether the text is UTF-16, and if so whether the low byte comes first.
  ///
  /// ASCII characters, digits and delimiters of UTF-16 have a zero byte; read in the right order, nearly all
  /// units are letters, Chinese characters or punctuation, and in the wrong order many are not.
  static func utf16ByteOrder(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
    let pairs = sample.count / 2
    guard pairs >= 2 else { return nil }
    var little = (usual: 0, zeros: 0)
    var big = (usual: 0, zeros: 0)
    for pair in 0..<pairs {
      let first = sample[pair * 2]
      let second = sample[pair * 2 + 1]
      if second == 0 { little.zeros += 1 }
      if first == 0 { big.zeros += 1 }
      if isUsual(UInt16(second) << 8 | UInt16(first)) { little.usual += 1 }
      if isUsual(UInt16(first) << 8 | UInt16(second)) { big.usual += 1 }
    }
    guard little.usual != big.usual else { return nil }
    let isLittle = little.usual > big.usual
    let better = isLittle ? little : big
    guard better.usual * 20 >= pairs * 19, better.zeros * 50 >= pairs else { return nil }
    // Chinese text has few zero bytes, but then it is not UTF-8 either.
    return better.zeros * 10 >= pairs * 3 || !UTF8Survey(sample).isMostlyUTF8 ? isLittle : nil
  }

  /// Whether a UTF-16 unit is of a kind that tables hold.
  private static func isUsual(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x4FF, 0x2000...0x206F, 0x3000...0x30FF, 0x4E00...0x9FFF,
      0xAC00...0xDFFF, 0xFEFF, 0xFF00...0xFFEF:
      return true
    default: return false
    }
  }

  /// Whether the bytes above ASCII are Chinese of the GB family: nearly all in pairs of the right ranges, and
  /// most pairs in the part that GB 2312 gave to common characters and punctuation.
  static func looksChinese(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var pairs = 0
    var common = 0
    var bad = 0
    var index = 0
    let end = min(bytes.count, 1 << 22) - 1
    while index < end {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      let trail = bytes[index + 1]
      guard lead != 0x80, lead != 0xFF else {
        bad += 1
        index += 1
        continue
      }
      switch trail {
      case 0x30...0x39
      where index + 3 < bytes.count && bytes[index + 2] >= 0x81 && (0x30...0x39).contains(bytes[index + 3]):
        pairs += 1
        common += 1
        index += 4
      case 0x40...0x7E, 0x80...0xFE:
        pairs += 1
        if trail >= 0xA1, (0xB0...0xF7).contains(lead) || (0xA1...0xA9).contains(lead) { common += 1 }
        index += 2
      default:
        bad += 1
        index += 1
      }
    }
    return pairs > 0 && bad * 20 <= pairs && common * 10 >= pairs * 6
  }
}
