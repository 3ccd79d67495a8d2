import PortfolioCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The rows of delimited text.
///
/// Cells may be quoted as in RFC 4180; beyond it, text after a closing quote is kept (with a warning), and a
/// quote that is never closed costs the lines up to its own and no more.
struct DelimitedRows: RowSource {
  var name: String
  var bytes: FileBytes
  /// The part of the bytes that holds rows.
  var range: Range<Int>
  /// The line where the range starts.
  var firstLine = 1
  var delimiter: UInt8
  var lineEnd: LineEnd
  var limits: ReadLimits
  /// The usual number of cells, to judge a row with a doubtful quote; 0 when not known.
  var usualCount = 0
  /// A trial over the beginning of a file: stops at the first row that cannot be read whole.
  var isTrial = false
  var openingProblems: [Problem] = []

  func walk(
    refused: (RefusedRow) throws -> Void, _ body: (borrowing RawRow) throws -> Bool
  ) throws -> [Problem] {
    var problems = openingProblems
    var spans = GrowingBuffer<CellSpan>(capacity: 256)
    var scratch = ByteBuffer(capacity: 4096)
    var position = range.lowerBound
    var line = firstLine
    // What may be read twice because of unclosed quotes, so that no file can make the walk quadratic.
    var patience = range.count * 8 + (1 << 20)
    while position < range.upperBound {
      var row = RowScan(start: position, line: line)
      scan(&row, &spans, &scratch)
      if isTrial && (row.unclosed || row.next == range.upperBound && range.upperBound < bytes.count) { break }
      if row.unclosed || row.doubtful && spans.count != usualCount && usualCount > 0 {
        let scanned = (row.unclosed ? range.upperBound : row.next) - position
        if patience >= scanned || row.unclosed {
          patience -= scanned
          let end = endOfLine(from: row.suspect)
          let problem = Problem.quoteNotClosed(
            name, line: row.suspectLine, cell: row.suspectCell, value: text(row.suspect..<end.content))
          problems.append(problem)
          try refused(RefusedRow(line: line, sourceText: text(position..<end.content), problem: problem))
          // Once patience is gone, an unclosed quote costs the rest of the file.
          position = patience < 0 ? range.upperBound : end.next
          line = row.suspectLine + 1
          continue
        }
      }
      let problem: Problem?
      if row.cells > limits.cellsInRow {
        problem = .tooManyCells(name, line: line, count: row.cells, limits: limits)
      } else if row.largeCell > 0 {
        problem = .cellTooLarge(name, line: line, cell: row.largeCell, limits: limits)
      } else {
        problem = nil
      }
      if let problem {
        problems.append(problem)
        try refused(RefusedRow(line: line, sourceText: text(position..<row.end), problem: problem))
      } else {
        if row.strayCell > 0 { problems.append(.quoteStray(name, line: line, cell: row.strayCell)) }
        let goOn = try body(
          RawRow(
            line: line, count: spans.count, spans: UnsafePointer(spans.base), text: bytes.start,
            scratch: UnsafePointer(scratch.base), source: position..<row.end))
        if !goOn { break }
      }
      position = row.next
      line = row.nextLine
    }
    return problems
  }

  /// What the scan of one row found.
  private struct RowScan {
    /// Where the row's text ends, without the line end.
    var end: Int
    /// Where the next row starts.
    var next: Int
    var nextLine: Int
    var cells = 0
    /// A quote was opened and never closed.
    var unclosed = false
    /// A quoted cell of several lines was followed by text: perhaps two cells whose quotes are wrong.
    var doubtful = false
    /// The opening quote in doubt, its line and its cell from 1.
    var suspect = 0
    var suspectLine = 0
    var suspectCell = 0
    /// The first cell with text after its closing quote, from 1; 0 when there is none.
    var strayCell = 0
    /// The first cell over the limit, from 1; 0 when there is none.
    var largeCell = 0

    init(start: Int, line: Int) {
      end = start
      next = start
      nextLine = line
    }
  }

  /// Splits one row into cells.
  private func scan(
    _ row: inout RowScan, _ spans: inout GrowingBuffer<CellSpan>, _ scratch: inout ByteBuffer
  ) {
    spans.count = 0
    scratch.count = 0
    let text = bytes.start
    let end = range.upperBound
    let delimiter = delimiter
    let maximum = limits.cellsInRow
    var cellStart = row.next
    while true {
      let stop: Int
      var span: CellSpan
      if cellStart < end, text[cellStart] == 0x22 {
        guard let quoted = scanQuoted(cellStart, &row, &scratch) else {
          row.unclosed = true
          return
        }
        stop = quoted.stop
        span = quoted.span
      } else {
        stop = scanPlain(cellStart)
        let contentEnd = contentEnd(cellStart, stop)
        span = CellSpan(start: cellStart, length: contentEnd - cellStart, inScratch: false, kind: .text)
      }
      row.cells += 1
      if row.cells <= maximum { spans.append(span) }
      if span.length > limits.cellBytes, row.largeCell == 0 { row.largeCell = row.cells }
      if stop < end, text[stop] == delimiter {
        cellStart = stop + 1
        continue
      }
      row.end = contentEnd(cellStart, stop)
      row.next = afterLineEnd(stop)
      row.nextLine += 1
      return
    }
  }

  /// A quoted cell: its text, and where the delimiter or line end after it stands. Nil when it never ends.
  @inline(never)
  private func scanQuoted(
    _ open: Int, _ row: inout RowScan, _ scratch: inout ByteBuffer
  ) -> (span: CellSpan, stop: Int)? {
    let text = bytes.start
    let end = range.upperBound
    var hasDoubled = false
    var index = open + 1
    var close = end
    while true {
      guard index < end, let found = memchr(text + index, 0x22, end - index) else { break }
      let quote = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - text
      if quote + 1 < end, text[quote + 1] == 0x22 {
        hasDoubled = true
        index = quote + 2
        continue
      }
      close = quote
      break
    }
    guard close < end else {
      row.suspect = open
      row.suspectLine = row.nextLine
      row.suspectCell = row.cells + 1
      return nil
    }
    let lineBreaks = countLineBreaks(open + 1, close)
    let stop = scanPlain(close + 1)
    let contentEnd = contentEnd(close + 1, stop)
    var span = CellSpan(start: open + 1, length: close - open - 1, inScratch: false, kind: .text)
    if contentEnd > close + 1 {
      if row.strayCell == 0 { row.strayCell = row.cells + 1 }
      if lineBreaks > 0, !row.doubtful {
        row.doubtful = true
        row.suspect = open
        row.suspectLine = row.nextLine
        row.suspectCell = row.cells + 1
      }
    }
    row.nextLine += lineBreaks
    if hasDoubled || contentEnd > close + 1 {
      let start = scratch.count
      scratch.reserve(contentEnd - open)
      var from = open + 1
      while from < close {
        let found = memchr(text + from, 0x22, close - from)
        let quote = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - text } ?? close
        // Up to and with the first quote of a doubled pair; the second is passed over.
        scratch.append(text + from, min(quote + 1, close) - from)
        from = quote + 2
      }
      if contentEnd > close + 1 { scratch.append(text + close + 1, contentEnd - close - 1) }
      span = CellSpan(start: start, length: scratch.count - start, inScratch: true, kind: .text)
    }
    return (span, stop)
  }

  /// The next delimiter or line end from a position, or the end of the text; eight bytes at a time.
  @inline(__always)
  private func scanPlain(_ from: Int) -> Int {
    let end = range.upperBound
    let raw = UnsafeRawPointer(bytes.start)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let delimiters = ones &* UInt64(delimiter)
    let feeds = ones &* 0x0A
    let returns = lineEnd == .cr ? ones &* 0x0D : feeds
    // The high bit of each byte that is zero, exactly; see Hacker's Delight, section 6-1.
    @inline(__always) func zeroBytes(_ word: UInt64) -> UInt64 { ~(((word & lows) &+ lows) | word | lows) }
    var index = from
    while index < end {
      // The padding after the text makes this load safe.
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let hits = zeroBytes(word ^ delimiters) | zeroBytes(word ^ feeds) | zeroBytes(word ^ returns)
      if hits != 0 { return min(index + hits.trailingZeroBitCount >> 3, end) }
      index += 8
    }
    return end
  }

  /// Where a row's or cell's text ends, given its line end or the end of the file: before a carriage return.
  @inline(__always)
  private func contentEnd(_ start: Int, _ stop: Int) -> Int {
    guard stop > start, lineEnd != .cr, bytes.start[stop - 1] == 0x0D else { return stop }
    return stop == range.upperBound || bytes.start[stop] == 0x0A ? stop - 1 : stop
  }

  @inline(__always)
  private func afterLineEnd(_ stop: Int) -> Int {
    guard stop < range.upperBound else { return range.upperBound }
    let pair = bytes.start[stop] == 0x0D && stop + 1 < range.upperBound && bytes.start[stop + 1] == 0x0A
    return stop + (pair ? 2 : 1)
  }

  /// Where the physical line at a position ends.
  private func endOfLine(from: Int) -> (content: Int, next: Int) {
    var index = from
    let text = bytes.start
    while index < range.upperBound, text[index] != 0x0A, !(lineEnd == .cr && text[index] == 0x0D) {
      index += 1
    }
    return (contentEnd(from, index), afterLineEnd(index))
  }

  private func countLineBreaks(_ from: Int, _ to: Int) -> Int {
    DelimitedRows.lineBreaks(bytes.start, from, to, lineEnd)
  }

  /// The line breaks in some text: line feeds, and in files of carriage returns those as well.
  static func lineBreaks(_ text: UnsafePointer<UInt8>, _ from: Int, _ to: Int, _ lineEnd: LineEnd) -> Int {
    var count = 0
    if lineEnd == .cr {
      var index = from
      while index < to {
        let byte = text[index]
        if byte == 0x0D || byte == 0x0A && !(index > from && text[index - 1] == 0x0D) { count += 1 }
        index += 1
      }
    } else {
      var index = from
      while index < to {
        count &+= text[index] == 0x0A ? 1 : 0
        index &+= 1
      }
    }
    return count
  }

  /// Some of the text, at most 64 KB.
  private func text(_ part: Range<Int>) -> String {
    let length = min(part.count, 1 << 16)
    return String(
      decoding: UnsafeBufferPointer(start: bytes.start + part.lowerBound, count: length), as: UTF8.self)
  }
}
