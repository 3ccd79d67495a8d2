/// How a text file separates its cells and rows.
struct Dialect {
  var delimiter: UInt8 = 0x2C
  var lineEnd = LineEnd.lf
  /// The usual number of cells in a row; 0 when not known.
  var usualCount = 0
  /// Where the rows start: after Excel's `sep=;` line, if there is one.
  var start: Int
  var firstLine = 1

  /// The delimiters tried, the likelier first.
  static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// Finds the dialect from the beginning of a text.
  init(_ text: DecodedText, name: String, limits: ReadLimits) {
    start = text.start
    let end = min(text.bytes.count, text.start + 1 << 18)
    lineEnd = Dialect.lineEnd(text.bytes.start, text.start..<end)
    if let declared = Dialect.declaredDelimiter(text.bytes, text.start) {
      delimiter = declared.delimiter
      start = declared.next
      firstLine = 2
    }
    var best = 0.0
    let tried = firstLine == 2 ? [delimiter] : Dialect.delimiters
    for candidate in tried {
      let trial = DelimitedRows(
        name: name, bytes: text.bytes, range: start..<max(start, end), delimiter: candidate, lineEnd: lineEnd,
        limits: limits, isTrial: true)
      let (score, usual) = Dialect.score(trial)
      if score > best {
        best = score
        delimiter = candidate
        usualCount = usual
      }
    }
    if best == 0, firstLine == 1 {
      let lowered = name.lowercased()
      delimiter = lowered.hasSuffix(".tsv") || lowered.hasSuffix(".tab") ? 0x09 : 0x2C
      usualCount = 1
    }
  }

  /// How well a delimiter fits: the share of rows with the same number of cells, at least two, with a bonus
  /// when one of the first two rows (a header, perhaps under a title) has that number too.
  private static func score(_ trial: DelimitedRows) -> (score: Double, usualCount: Int) {
    var counts: [Int] = []
    _ = try? trial.walk(refused: { _ in }) { row in
      if !row.isBlank { counts.append(row.count) }
      return counts.count < 500
    }
    var frequency: [Int: Int] = [:]
    for count in counts where count > 1 { frequency[count, default: 0] += 1 }
    let most = frequency.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let most else { return (0, 0) }
    let bonus = counts.prefix(2).contains(most.key) ? 0.3 : 0
    return (
      Double(most.value) / Double(counts.count) + bonus + Double(min(most.key, 40)) / 100, most.key
    )
  }

  /// The commonest line end outside quotes. A quote counts only where a cell can begin.
  private static func lineEnd(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> LineEnd {
    var feeds = 0
    var returns = 0
    var pairs = 0
    var quoted = false
    var previous: UInt8 = 0x0A
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if quoted {
        if byte == 0x22 {
          if index + 1 < range.upperBound, text[index + 1] == 0x22 { index += 1 } else { quoted = false }
        }
      } else if byte == 0x0D {
        if index + 1 < range.upperBound, text[index + 1] == 0x0A {
          pairs += 1
          index += 1
        } else {
          returns += 1
        }
      } else if byte == 0x0A {
        feeds += 1
      } else if byte == 0x22, previous == 0x0A || previous == 0x0D || delimiters.contains(previous) {
        quoted = true
      }
      previous = text[index]
      index += 1
    }
    if returns > feeds + pairs { return .cr }
    return pairs > 0 && pairs >= feeds ? .crlf : .lf
  }

  /// The delimiter that Excel's own first line `sep=;` declares.
  private static func declaredDelimiter(_ bytes: FileBytes, _ start: Int) -> (delimiter: UInt8, next: Int)? {
    let text = bytes.start + start
    guard bytes.count - start >= 6, text[0] | 0x20 == 0x73, text[1] | 0x20 == 0x65, text[2] | 0x20 == 0x70,
      text[3] == 0x3D
    else { return nil }
    switch (text[5], text[6]) {
    case (0x0D, 0x0A): return (text[4], start + 7)
    case (0x0A, _), (0x0D, _): return (text[4], start + 6)
    default: return nil
    }
  }
}
