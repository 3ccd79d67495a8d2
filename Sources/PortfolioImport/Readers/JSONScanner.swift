/// Where and why a text is not JSON.
struct JSONFault: Error {
  var offset: Int
  var zh: String
  var en: String
}

/// Steps through JSON text (RFC 8259) without building values.
struct JSONScanner {
  /// What a value is, from its first byte.
  enum Kind { case string, number, yes, no, null, array, object }

  let text: UnsafePointer<UInt8>
  let end: Int
  var index: Int

  /// How deep arrays and objects may stand inside each other.
  static let maximumDepth = 128

  init(_ bytes: FileBytes, from: Int) {
    text = bytes.start
    end = bytes.count
    index = from
  }

  func fault(_ zh: String, _ en: String, at offset: Int? = nil) -> JSONFault {
    JSONFault(offset: offset ?? index, zh: zh, en: en)
  }

  mutating func skipSpace() {
    while index < end,
      text[index] == 0x20 || text[index] == 0x0A || text[index] == 0x0D || text[index] == 0x09
    {
      index += 1
    }
  }

  /// Takes a byte if it comes next, after white space.
  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard index < end, text[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws {
    guard take(byte) else {
      let sign = String(UnicodeScalar(byte))
      throw index < end
        ? fault("此处应为“\(sign)”", "expected \"\(sign)\" here")
        : fault("文件在此处中断，缺少“\(sign)”", "the file breaks off; \"\(sign)\" is missing")
    }
  }

  /// The kind of the value that comes next.
  mutating func peek() throws -> Kind {
    skipSpace()
    guard index < end else { throw fault("文件在此处中断，缺少值", "the file breaks off; a value is missing") }
    switch text[index] {
    case 0x22: return .string
    case 0x2D, 0x30...0x39: return .number
    case 0x74: return .yes
    case 0x66: return .no
    case 0x6E: return .null
    case 0x5B: return .array
    case 0x7B: return .object
    default: throw fault("此处不是有效的 JSON 值", "this is not a JSON value")
    }
  }

  /// Steps over a string; its text without quotes, and whether it has escapes.
  mutating func string() throws -> (range: Range<Int>, hasEscapes: Bool) {
    guard take(0x22) else { throw fault("此处应为带引号的文字", "expected a text in quotes here") }
    let start = index
    var hasEscapes = false
    while index < end {
      let byte = text[index]
      if byte == 0x22 {
        index += 1
        return (start..<index - 1, hasEscapes)
      }
      if byte < 0x20 {
        throw fault("引号内不能直接换行或含控制字符", "a text in quotes holds a line break or control character")
      }
      if byte == 0x5C {
        hasEscapes = true
        index += 1
        try escape()
      } else {
        index += 1
      }
    }
    throw fault("引号未闭合", "the quote is not closed", at: start - 1)
  }

  private mutating func escape() throws {
    guard index < end else { throw fault("文件在此处中断", "the file breaks off") }
    switch text[index] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: index += 1
    case 0x75 where hex(at: index + 1) != nil: index += 5
    default: throw fault("无效的转义符", "an unknown escape", at: index - 1)
    }
  }

  private func hex(at start: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      switch text[start + offset] {
      case let digit where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
      case let digit where digit | 0x20 >= 0x61 && digit | 0x20 <= 0x66:
        value = value << 4 | UInt32((digit | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// Appends a string's text with its escapes resolved. NULs are left out.
  func append(_ range: Range<Int>, to output: inout ByteBuffer) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = text[position]
      position += 1
      guard byte == 0x5C, position < range.upperBound else {
        output.append(byte)
        continue
      }
      let kind = text[position]
      position += 1
      switch kind {
      case 0x62: output.append(0x08)
      case 0x66: output.append(0x0C)
      case 0x6E: output.append(0x0A)
      case 0x72: output.append(0x0D)
      case 0x74: output.append(0x09)
      case 0x75:
        let first = hex(at: position) ?? 0
        position += 4
        if first & 0xF800 != 0xD800 {
          if first != 0 { output.append(scalar: first) }
        } else if first < 0xDC00, position + 1 < range.upperBound, text[position] == 0x5C,
          text[position + 1] == 0x75, let second = hex(at: position + 2), second & 0xFC00 == 0xDC00
        {
          output.append(scalar: 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
          position += 6
        } else {
          output.appendReplacement()
        }
      default: output.append(kind)
      }
    }
  }

  /// Steps over a number.
  mutating func number() throws -> Range<Int> {
    skipSpace()
    let start = index
    func digits(_ from: Int) -> Int {
      var position = from
      while position < end, text[position] >= 0x30, text[position] <= 0x39 { position += 1 }
      return position
    }
    if index < end, text[index] == 0x2D { index += 1 }
    let whole = digits(index)
    guard whole > index, whole == index + 1 || text[index] != 0x30 else {
      throw fault("无效的数字", "not a JSON number", at: start)
    }
    index = whole
    if index < end, text[index] == 0x2E {
      let fraction = digits(index + 1)
      guard fraction > index + 1 else { throw fault("无效的数字", "not a JSON number", at: start) }
      index = fraction
    }
    if index < end, text[index] | 0x20 == 0x65 {
      var from = index + 1
      if from < end, text[from] == 0x2B || text[from] == 0x2D { from += 1 }
      let exponent = digits(from)
      guard exponent > from else { throw fault("无效的数字", "not a JSON number", at: start) }
      index = exponent
    }
    return start..<index
  }

  /// Steps over `true`, `false` or `null`.
  mutating func word(_ word: StaticString) throws {
    skipSpace()
    for offset in 0..<word.utf8CodeUnitCount {
      guard index + offset < end, text[index + offset] == word.utf8Start[offset] else {
        throw fault("此处不是有效的 JSON 值", "this is not a JSON value")
      }
    }
    index += word.utf8CodeUnitCount
  }

  /// Steps over any value.
  mutating func skipValue(depth: Int = 0) throws {
    guard depth < JSONScanner.maximumDepth else {
      throw fault(
        "嵌套超过 \(JSONScanner.maximumDepth) 层", "nested deeper than \(JSONScanner.maximumDepth) levels")
    }
    switch try peek() {
    case .string: _ = try string()
    case .number: _ = try number()
    case .yes: try word("true")
    case .no: try word("false")
    case .null: try word("null")
    case .array: try elements { try $0.skipValue(depth: depth + 1) }
    case .object: try members { scanner, _, _ in try scanner.skipValue(depth: depth + 1) }
    }
  }

  /// Steps over an array; the body steps over each element.
  mutating func elements(_ body: (inout JSONScanner) throws -> Void) throws {
    try expect(0x5B)
    if take(0x5D) { return }
    repeat { try body(&self) } while take(0x2C)
    try expect(0x5D)
  }

  /// Steps over an object; the body steps over each value, given its key.
  mutating func members(_ body: (inout JSONScanner, Range<Int>, Bool) throws -> Void) throws {
    try expect(0x7B)
    if take(0x7D) { return }
    repeat {
      let key = try string()
      try expect(0x3A)
      try body(&self, key.range, key.hasEscapes)
    } while take(0x2C)
    try expect(0x7D)
  }
}
