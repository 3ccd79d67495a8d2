internal import PortfolioCore

/// A date as written, taken apart but not yet read: which number is the day may still be open.
enum WrittenDate: Equatable {
  /// A cell that says "nothing", an all-zero date, or Excel's day zero.
  case missing
  /// Year, month and day, in one possible way (ISO, Chinese, month by name, compact).
  case certain(year: Int, month: Int, day: Int, shortYear: Bool)
  /// Two numbers, then the year: the order is the column's.
  case open(first: Int, second: Int, year: Int, shortYear: Bool)
  /// A number of days of a spreadsheet; fractions of the day are cut off.
  case serial(Int)
  /// Anything else.
  case unreadable

  /// Takes a cell apart.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    let cell = UnsafeBufferPointer(rebasing: bytes[start..<end])
    // The longest date with a time takes fewer than 64 bytes.
    guard cell.count <= 64 else {
      self = .unreadable
      return
    }
    if cell.contains(where: { $0 >= 0x80 }) {
      self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { space in
        let count = WrittenDate.plain(cell, into: space)
        return WrittenDate(ascii: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(space)[..<count]))
      }
    } else {
      self = WrittenDate(ascii: cell)
    }
  }

  /// Folds to half width and writes 年 and 月 as `-`; 日 and 号 go. Words that say "nothing" give no bytes.
  private static func plain(
    _ cell: UnsafeBufferPointer<UInt8>, into space: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    if MissingWord.isMissing(cell) { return 0 }
    let count = HalfWidth.fold(cell, into: space)
    var read = 0
    var written = 0
    var afterMark = false
    while read < count {
      var byte = space[read]
      var width = 1
      if byte >= 0x80, read + 2 < count {
        switch (byte, space[read + 1], space[read + 2]) {
        case (0xE5, 0xB9, 0xB4), (0xE6, 0x9C, 0x88):  // 年, 月
          byte = 0x2D
          width = 3
        case (0xE6, 0x97, 0xA5), (0xE5, 0x8F, 0xB7):  // 日, 号
          byte = 0x20
          width = 3
        default: break
        }
      }
      read += width
      // Spaces beside 年 and 月 say nothing.
      if byte == 0x20, width == 1, afterMark { continue }
      if width == 3, byte == 0x2D {
        while written > 0, space[written - 1] == 0x20 { written -= 1 }
      }
      afterMark = width == 3 && byte == 0x2D
      space[written] = byte
      written += 1
    }
    while written > 0, space[written - 1] == 0x20 { written -= 1 }
    return written
  }

  private init(ascii cell: UnsafeBufferPointer<UInt8>) {
    let count = cell.count
    guard count > 0, cell[0] &- 0x30 <= 9 else {
      self = WrittenDate.startingWithWord(cell)
      return
    }
    var index = 0
    let (first, firstDigits) = WrittenDate.digits(cell, &index)
    if index == count || cell[index] == 0x2E && WrittenDate.isFraction(cell, index) {
      self = WrittenDate.plainNumber(first, firstDigits)
      return
    }
    // 20150310T000000 and 20150310 00:00 are compact days with a time.
    if firstDigits == 8, WrittenDate.isTime(cell, index) {
      self = WrittenDate.plainNumber(first, 8)
      return
    }
    let separator = cell[index]
    guard WrittenDate.isSeparator(separator) else {
      // 10March2015, 1st May 2015
      self = WrittenDate.dayBeforeName(cell, index, day: first, digits: firstDigits)
      return
    }
    WrittenDate.skipSeparator(cell, &index)
    guard index < count else {
      self = .unreadable
      return
    }
    if cell[index] &- 0x30 > 9 {
      self = WrittenDate.dayBeforeName(cell, index, day: first, digits: firstDigits)
      return
    }
    guard separator != 0x20 else {
      self = .unreadable
      return
    }
    let (second, secondDigits) = WrittenDate.digits(cell, &index)
    guard index < count, WrittenDate.sameSeparator(cell[index], separator), secondDigits <= 2 else {
      self = .unreadable
      return
    }
    WrittenDate.skipSeparator(cell, &index)
    guard index < count, cell[index] &- 0x30 <= 9 else {
      self = .unreadable
      return
    }
    let (third, thirdDigits) = WrittenDate.digits(cell, &index)
    guard index == count || WrittenDate.isTime(cell, index) else {
      self = .unreadable
      return
    }
    if firstDigits == 4, thirdDigits <= 2 {
      // 0000-00-00, 1900-01-00
      self =
        first == 0 || (third == 0 && first == 1900)
        ? .missing : .certain(year: first, month: second, day: third, shortYear: false)
    } else if firstDigits <= 2, thirdDigits == 4 || thirdDigits == 2 {
      let isZero =
        first == 0 && second == 0 && third == 0 || first == 0 && second == 1 && third == 1900
        || first == 1 && second == 0 && third == 1900
      self =
        isZero ? .missing : .open(first: first, second: second, year: third, shortYear: thirdDigits == 2)
    } else {
      self = .unreadable
    }
  }

  /// A number without separators: a compact day of 8 digits, else a day count.
  private static func plainNumber(_ value: Int, _ digits: Int) -> WrittenDate {
    if value == 0 { return .missing }
    if digits == 8 {
      return .certain(year: value / 10_000, month: value / 100 % 100, day: value % 100, shortYear: false)
    }
    // Day counts of five digits are the days from 1927 to 2173; shorter numbers are years, longer ones
    // months.
    return digits == 5 ? .serial(value) : .unreadable
  }

  /// `10 March 2015`, `10-Mar-15`: the cell behind the day and its separator.
  private static func dayBeforeName(
    _ cell: UnsafeBufferPointer<UInt8>, _ start: Int, day: Int, digits: Int
  ) -> WrittenDate {
    var index = start
    if digits == 4 {
      // 2015-Mar-10
      guard let month = month(cell, &index) else { return .unreadable }
      skipSeparator(cell, &index)
      let (dayOfMonth, dayDigits) = WrittenDate.digits(cell, &index)
      guard (1...2).contains(dayDigits), index == cell.count || isTime(cell, index) else {
        return .unreadable
      }
      return .certain(year: day, month: month, day: dayOfMonth, shortYear: false)
    }
    guard digits <= 2 else { return .unreadable }
    skipOrdinal(cell, &index)
    guard let month = month(cell, &index) else { return .unreadable }
    skipSeparator(cell, &index)
    let (year, yearDigits) = WrittenDate.digits(cell, &index)
    guard yearDigits == 4 || yearDigits == 2, index == cell.count || isTime(cell, index) else {
      return .unreadable
    }
    return .certain(year: year, month: month, day: day, shortYear: yearDigits == 2)
  }

  /// `Mar 10, 2015`, or a word that says "nothing".
  private static func startingWithWord(_ cell: UnsafeBufferPointer<UInt8>) -> WrittenDate {
    if MissingWord.isMissing(cell) { return .missing }
    var index = 0
    guard let month = month(cell, &index) else { return .unreadable }
    skipSeparator(cell, &index)
    let (day, dayDigits) = digits(cell, &index)
    guard (1...2).contains(dayDigits) else { return .unreadable }
    skipOrdinal(cell, &index)
    skipSeparator(cell, &index)
    let (year, yearDigits) = digits(cell, &index)
    guard yearDigits == 4 || yearDigits == 2, index == cell.count || isTime(cell, index) else {
      return .unreadable
    }
    return .certain(year: year, month: month, day: day, shortYear: yearDigits == 2)
  }

  @inline(__always)
  private static func digits(_ cell: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> (Int, Int) {
    let start = index
    var value = 0
    while index < cell.count, index - start < 10 {
      let digit = cell[index] &- 0x30
      guard digit <= 9 else { break }
      value = value * 10 + Int(digit)
      index += 1
    }
    return (value, index - start)
  }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x20
  }

  @inline(__always)
  private static func sameSeparator(_ byte: UInt8, _ separator: UInt8) -> Bool { byte == separator }

  private static func skipSeparator(_ cell: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    var signs = 0
    while index < cell.count {
      let byte = cell[index]
      if byte == 0x20 {
        index += 1
      } else if signs == 0, byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x2C {
        signs += 1
        index += 1
      } else {
        return
      }
    }
  }

  private static func skipOrdinal(_ cell: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    guard index + 1 < cell.count else { return }
    switch (cell[index] | 0x20, cell[index + 1] | 0x20) {
    case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68):  // st, nd, rd, th
      index += 2
      skipSeparator(cell, &index)
    default: return
    }
  }

  /// The English month whose name (from three letters on) stands at a place.
  private static func month(_ cell: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int? {
    let start = index
    while index < cell.count, (0x61...0x7A).contains(cell[index] | 0x20) { index += 1 }
    let length = index - start
    guard length >= 3, length <= 9 else { return nil }
    for (position, name) in monthNames.enumerated() where length <= name.utf8CodeUnitCount || length == 4 {
      // "Sept" is the one usual short form that is neither three letters nor the whole name.
      guard length == 3 || length == name.utf8CodeUnitCount || length == 4 && position == 8 else { continue }
      var matches = true
      for offset in 0..<length where cell[start + offset] | 0x20 != name.utf8Start[offset] { matches = false }
      if matches { return position + 1 }
    }
    return nil
  }

  private static let monthNames: [StaticString] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// True when only a point and digits follow: a day count with a time of the day.
  private static func isFraction(_ cell: UnsafeBufferPointer<UInt8>, _ point: Int) -> Bool {
    for index in point + 1..<cell.count where cell[index] &- 0x30 > 9 { return false }
    return true
  }

  /// True when a time of the day follows: `T00:00:00Z`, ` 0:00`, ` 12:00:00 AM`, `T00:00:00.000+08:00`.
  private static func isTime(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard start + 1 < cell.count, cell[start] | 0x20 == 0x74 || cell[start] == 0x20 else { return false }
    var index = start + 1
    while index < cell.count, cell[index] == 0x20 { index += 1 }
    guard index < cell.count, cell[index] &- 0x30 <= 9 else { return false }
    guard cell[start] != 0x20 || cell[index...].contains(0x3A) else { return false }
    while index < cell.count {
      switch cell[index] {
      case 0x30...0x3A, 0x2E, 0x2B, 0x2D, 0x20, 0x5A, 0x7A, 0x41, 0x61, 0x50, 0x70, 0x4D, 0x6D: index += 1
      default: return false
      }
    }
    return true
  }
}
