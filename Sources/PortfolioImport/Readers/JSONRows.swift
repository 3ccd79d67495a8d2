import PortfolioCore

/// The rows of a JSON array of flat objects: first the keys, then an object a row.
struct JSONRows: RowSource {
  let name: String
  let bytes: FileBytes
  let limits: ReadLimits
  /// Where the array's bracket stands.
  let start: Int
  let firstLine: Int
  /// The keys of all objects, in the order first seen.
  let keys: [String]
  var openingProblems: [Problem] = []

  /// The most keys that the objects of one array may have together.
  private static let maximumKeys = 4096

  /// Checks the whole text and finds its arrays: the text itself, or the members of an object.
  static func open(_ text: DecodedText, _ name: String, _ limits: ReadLimits) throws -> [TabularFile] {
    var problems = Problem.brokenText(name, flaws: text.flaws) { position(text.bytes, text.start, $0).line }
    var arrays: [(part: String?, rows: JSONRows)] = []
    var scanner = JSONScanner(text.bytes, from: text.start)
    do {
      switch try scanner.peek() {
      case .array:
        if let rows = try survey(&scanner, text, name, limits) { arrays.append((nil, rows)) }
      case .object:
        var skipped: [Problem] = []
        try scanner.members { scanner, key, _ in
          let keyText = decoded(scanner, key)
          guard try scanner.peek() == .array else {
            try scanner.skipValue(depth: 1)
            skipped.append(skippedMember(name, keyText))
            return
          }
          if let rows = try survey(&scanner, text, name, limits) {
            arrays.append((keyText, rows))
          } else {
            skipped.append(skippedMember(name, keyText))
          }
        }
        problems += skipped
      default: break
      }
      scanner.skipSpace()
      if scanner.index < scanner.end {
        throw scanner.fault("JSON 结束之后还有内容", "something follows the end of the JSON")
      }
    } catch let fault as JSONFault {
      let (line, column) = position(text.bytes, text.start, fault.offset)
      throw ProblemList(
        Problem(
          .jsonSyntax, at: Place(file: name, line: line, column: "\(column)"), zh: fault.zh, en: fault.en,
          remedy: BilingualText(
            zh: "请在该行该列修正，或重新导出。", en: "Mend it at that line and column, or export it again.")))
    }
    guard !arrays.isEmpty else {
      throw ProblemList(
        Problem(
          .jsonShape, at: Place(file: name, line: 1), zh: "JSON 中没有由对象组成的数组",
          en: "there is no array of objects in the JSON",
          remedy: BilingualText(
            zh: "请写成 [{\"列名\": 值, …}, …] 或 {\"rights\": [{…}, …]}。",
            en: "Write it as [{\"column\": value, …}, …] or {\"rights\": [{…}, …]}.")))
    }
    arrays[0].rows.openingProblems = problems
    return arrays.map { TabularFile(name: name, format: .json, part: $0.part, content: $0.rows) }
  }

  /// Steps over an array and collects the keys of its objects; nil, with the array stepped over, when it
  /// has none.
  private static func survey(
    _ scanner: inout JSONScanner, _ text: DecodedText, _ name: String, _ limits: ReadLimits
  ) throws -> JSONRows? {
    scanner.skipSpace()
    let start = scanner.index
    var keys: [String] = []
    var known: Set<String> = []
    var hasObjects = false
    try scanner.elements { scanner in
      guard try scanner.peek() == .object else { return try scanner.skipValue(depth: 1) }
      hasObjects = true
      try scanner.members { scanner, key, _ in
        let keyText = decoded(scanner, key)
        if known.insert(keyText).inserted { keys.append(keyText) }
        guard keys.count <= min(limits.cellsInRow, maximumKeys) else {
          throw scanner.fault("列名超过 \(maximumKeys) 个", "more than \(maximumKeys) different keys")
        }
        try scanner.skipValue(depth: 2)
      }
    }
    guard hasObjects else { return nil }
    return JSONRows(
      name: name, bytes: text.bytes, limits: limits, start: start,
      firstLine: position(text.bytes, text.start, start).line, keys: keys)
  }

  private static func skippedMember(_ name: String, _ key: String) -> Problem {
    Problem(
      .skippedSheet, at: Place(file: name), value: key, zh: "该成员不是由对象组成的数组，未读取",
      en: "the member is not an array of objects and was not read",
      remedy: BilingualText(
        zh: "如其中有需要的数据，请放入对象数组。", en: "If it holds data to import, put it into an array of objects."))
  }

  private static func decoded(_ scanner: JSONScanner, _ range: Range<Int>) -> String {
    var buffer = ByteBuffer(capacity: range.count)
    scanner.append(range, to: &buffer)
    return String(decoding: UnsafeBufferPointer(start: buffer.base, count: buffer.count), as: UTF8.self)
  }

  /// Line and column, from 1, of a place in the text; columns count characters.
  private static func position(_ bytes: FileBytes, _ start: Int, _ offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes.buffer[start..<min(max(offset, start), bytes.count)] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }

  func walk(
    refused: (RefusedRow) throws -> Void, _ body: (borrowing RawRow) throws -> Bool
  ) throws -> [Problem] {
    var problems = openingProblems
    var row = JSONRowReader(keys)
    guard try row.giveHeader(firstLine, bytes, body) else { return problems }
    var scanner = JSONScanner(bytes, from: start)
    var line = firstLine
    var counted = start
    guard scanner.take(0x5B), !scanner.take(0x5D) else { return problems }
    repeat {
      scanner.skipSpace()
      line += DelimitedRows.lineBreaks(bytes.start, counted, scanner.index, .lf)
      counted = scanner.index
      let problem = try row.read(&scanner, name: name, line: line, limits: limits)
      if let problem {
        problems.append(problem)
        let source = UnsafeBufferPointer(
          rebasing: bytes.buffer[counted..<min(scanner.index, counted + 1 << 16)])
        try refused(
          RefusedRow(line: line, sourceText: String(decoding: source, as: UTF8.self), problem: problem))
      } else if try !row.give(line, bytes, body) {
        return problems
      }
    } while scanner.take(0x2C)
    return problems
  }
}

/// Turns one object at a time into cells.
private struct JSONRowReader: ~Copyable {
  private let keys: [String]
  private let columns: [String: Int]
  private var spans: GrowingBuffer<CellSpan>
  private var scratch = ByteBuffer(capacity: 1 << 12)
  private var filled: [Bool]

  init(_ keys: [String]) {
    self.keys = keys
    columns = Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    spans = GrowingBuffer(capacity: max(keys.count, 1))
    filled = Array(repeating: false, count: keys.count)
  }

  mutating func giveHeader(
    _ line: Int, _ bytes: FileBytes, _ body: (borrowing RawRow) throws -> Bool
  ) rethrows -> Bool {
    for key in keys {
      let start = scratch.count
      for byte in key.utf8 { scratch.append(byte) }
      spans.append(CellSpan(start: start, length: scratch.count - start, inScratch: true, kind: .text))
    }
    return try give(line, bytes, body)
  }

  func give(_ line: Int, _ bytes: FileBytes, _ body: (borrowing RawRow) throws -> Bool) rethrows -> Bool {
    try body(
      RawRow(
        line: line, count: spans.count, spans: UnsafePointer(spans.base), text: bytes.start,
        scratch: UnsafePointer(scratch.base), source: nil))
  }

  /// Reads the element that comes next; a problem when it is no flat object.
  mutating func read(
    _ scanner: inout JSONScanner, name: String, line: Int, limits: ReadLimits
  ) throws -> Problem? {
    scratch.count = 0
    spans.count = 0
    for index in keys.indices {
      spans.append(.empty)
      filled[index] = false
    }
    guard try scanner.peek() == .object else {
      try scanner.skipValue()
      return JSONRowReader.problem(
        name, line, nil, zh: "数组中的这一项不是对象，未读取",
        en: "this element of the array is not an object; it was refused")
    }
    var problem: Problem?
    try scanner.expect(0x7B)
    guard !scanner.take(0x7D) else { return nil }
    repeat {
      let key = try scanner.string()
      let start = scratch.count
      scanner.append(key.range, to: &scratch)
      let keyText = String(
        decoding: UnsafeBufferPointer(start: scratch.base + start, count: scratch.count - start),
        as: UTF8.self)
      scratch.count = start
      try scanner.expect(0x3A)
      let span = try value(&scanner)
      if let span, let column = columns[keyText] {
        if filled[column] {
          problem =
            problem
            ?? JSONRowReader.problem(
              name, line, keyText, zh: "同一对象中列名重复，该行未读取",
              en: "the object has this key twice; the row was refused")
        }
        if span.length > limits.cellBytes {
          problem = problem ?? .cellTooLarge(name, line: line, cell: column + 1, limits: limits)
        }
        filled[column] = true
        spans.base[column] = span
      } else {
        problem =
          problem
          ?? JSONRowReader.problem(
            name, line, keyText, zh: "该列的值不是单个值，也不是单个值的数组；该行未读取",
            en: "the value is neither a single value nor an array of single values; the row was refused")
      }
    } while scanner.take(0x2C)
    try scanner.expect(0x7D)
    return problem
  }

  /// A cell from the value that comes next; nil, with the value stepped over, when it is nested.
  private mutating func value(_ scanner: inout JSONScanner) throws -> CellSpan? {
    let start = scratch.count
    if try scanner.peek() != .array {
      guard let kind = try scalar(&scanner) else { return nil }
      return CellSpan(start: start, length: scratch.count - start, inScratch: true, kind: kind)
    }
    var isFlat = true
    var count = 0
    try scanner.expect(0x5B)
    if !scanner.take(0x5D) {
      repeat {
        if count > 0 { scratch.append(0x3B) }
        count += 1
        if try scanner.peek() == .array {
          try scanner.skipValue()
          isFlat = false
        } else if try scalar(&scanner) == nil {
          isFlat = false
        }
      } while scanner.take(0x2C)
      try scanner.expect(0x5D)
    }
    return isFlat ? CellSpan(start: start, length: scratch.count - start, inScratch: true, kind: .text) : nil
  }

  /// Appends a single value's text; nil, with the value stepped over, when it is an object.
  private mutating func scalar(_ scanner: inout JSONScanner) throws -> CellKind? {
    switch try scanner.peek() {
    case .string:
      let text = try scanner.string()
      if text.hasEscapes {
        scanner.append(text.range, to: &scratch)
      } else {
        scratch.append(scanner.text + text.range.lowerBound, text.range.count)
      }
      return .text
    case .number:
      let range = try scanner.number()
      let text = String(
        decoding: UnsafeBufferPointer(start: scanner.text + range.lowerBound, count: range.count),
        as: UTF8.self)
      for byte in (SpreadsheetNumber.plain(text) ?? text).utf8 { scratch.append(byte) }
      return .number
    case .yes:
      try scanner.word("true")
      for byte in "TRUE".utf8 { scratch.append(byte) }
      return .boolean
    case .no:
      try scanner.word("false")
      for byte in "FALSE".utf8 { scratch.append(byte) }
      return .boolean
    case .null:
      try scanner.word("null")
      return .text
    case .array, .object:
      try scanner.skipValue()
      return nil
    }
  }

  private static func problem(_ name: String, _ line: Int, _ key: String?, zh: String, en: String) -> Problem
  {
    Problem(
      .jsonShape, at: Place(file: name, line: line, column: key), zh: zh, en: en,
      remedy: BilingualText(
        zh: "请写成 {\"列名\": 值, …}，值为文字、数字、真假、null 或它们的数组。",
        en:
          "Write it as {\"column\": value, …}, each value a text, number, true, false, "
          + "null or an array of them."
      ))
  }
}
