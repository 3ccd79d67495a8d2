import PortfolioCore

/// How the numbers of a spreadsheet are shown as text.
enum SpreadsheetNumber {
  /// What a cell's style makes of its number.
  enum Style: Sendable, Equatable {
    /// A number like any other.
    case number
    /// A day, perhaps with a time.
    case date
    /// A time of day only; a value of many days is a day all the same.
    case time
    /// A whole number with leading zeros up to so many digits.
    case padded(Int)
  }

  /// A number with plain digits: no exponent for numbers of a usual size, no `.0`, at most the 15 digits
  /// that a spreadsheet shows. Digits that are plain already stay, however many. Nil when it is no number.
  static func plain(_ text: some StringProtocol) -> String? {
    var digits = 0
    var isPlain = true
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2D where index == 0: continue
      default: isPlain = false
      }
    }
    if isPlain, digits > 0 {
      if digits == 1 || text.utf8.first != 0x30 { return text == "-0" ? "0" : String(text) }
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return plain(value)
  }

  /// The same for a value.
  static func plain(_ value: Double) -> String {
    if value == 0 { return "0" }
    if value == value.rounded(), abs(value) < 1e18 { return String(Int64(value)) }
    // The shortest digits that give the number back, as 0.ddd times a power of ten.
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var seenPoint = false
    let description = abs(value).description
    if let mark = description.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = Int(description[description.index(after: mark)...]) ?? 0
    }
    for byte in description.utf8 {
      if byte == 0x65 || byte == 0x45 { break }
      if byte == 0x2E {
        seenPoint = true
        continue
      }
      if digits.isEmpty, byte == 0x30 {
        if seenPoint { point -= 1 }
        continue
      }
      digits.append(byte - 0x30)
      if !seenPoint { point += 1 }
    }
    point += exponent
    round(&digits, &point)
    let sign = value < 0 ? "-" : ""
    guard point > -8, point <= 22 else {
      let mantissa = digits.map { String($0) }.joined()
      let rest = mantissa.dropFirst()
      return sign + mantissa.prefix(1) + (rest.isEmpty ? "" : "." + rest) + "E\(point - 1)"
    }
    var text = sign
    if point <= 0 { text += "0." + String(repeating: "0", count: -point) }
    for (index, digit) in digits.enumerated() {
      if index == point, index > 0 { text += "." }
      text += String(digit)
    }
    if point > digits.count { text += String(repeating: "0", count: point - digits.count) }
    return text
  }

  /// Rounds to 15 digits and drops zeros at the end.
  private static func round(_ digits: inout [UInt8], _ point: inout Int) {
    if digits.count > 15 {
      let up = digits[15] >= 5
      digits.removeLast(digits.count - 15)
      if up {
        var index = 14
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(1, at: 0)
          point += 1
        }
      }
    }
    while digits.count > 1, digits.last == 0 { digits.removeLast() }
  }

  /// The day of a serial number, or nil when it is none: below 1, the 1900-02-29 that never was, or after
  /// 9999.
  ///
  /// ECMA-376 part 1, 18.17.4.1: in the 1900 system day 1 is 1900-01-01, and 1900 is taken for a leap year;
  /// in the 1904 system day 0 is 1904-01-01.
  static func day(serial: Double, is1904: Bool) -> CalendarDay? {
    guard serial >= (is1904 ? 0 : 1), serial < 2_958_466 else { return nil }
    let whole = Int32(serial)
    let day: Int32
    if is1904 {
      day = whole - 24_107
    } else {
      guard whole != 60 else { return nil }
      day = whole - (whole > 60 ? 25_569 : 25_568)
    }
    let result = CalendarDay(number: day)
    return (1000...9999).contains(result.year) ? result : nil
  }

  /// The style of a built-in number format.
  ///
  /// ECMA-376 part 1, 18.8.30 (numFmt): 14 to 22 and 45 to 47 everywhere, 27 to 36 and 50 to 58 in the
  /// Chinese, Japanese and Korean lists, where 32 to 35, 55 and 56 are times in the Chinese ones.
  static func builtIn(_ format: Int) -> Style {
    switch format {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: return .date
    case 18...21, 32...35, 45...47, 55, 56: return .time
    default: return .number
    }
  }

  /// The style of a number format written out.
  static func style(ofFormat code: String) -> Style {
    var year = false
    var month = false
    var day = false
    var clock = false
    var places = false
    var zeros = 0
    var onlyZeros = true
    var characters = Array(code.unicodeScalars)[...]
    func dropUntil(_ end: Unicode.Scalar) {
      while let next = characters.popFirst(), next != end {}
    }
    scan: while let character = characters.popFirst() {
      if character != "0" { onlyZeros = false }
      switch character {
      case "\"": dropUntil("\"")
      case "\\", "_", "*": characters = characters.dropFirst()
      case "[":
        // [h], [mm], [ss] count time that has passed: a number, not a day.
        let inside = characters.prefix { $0 != "]" }
        dropUntil("]")
        if let first = inside.first, inside.allSatisfy({ $0 == first }),
          "hHmMsS".unicodeScalars.contains(first)
        {
          return .number
        }
      case ";": break scan
      case "y", "Y": year = true
      case "m", "M": month = true
      case "d", "D": day = true
      case "h", "H", "s", "S": clock = true
      case "0":
        zeros += 1
        places = true
      case "#", "?": places = true
      case "G", "g":
        // `General` has an e and an l, but no part of a date.
        if String(String.UnicodeScalarView(characters.prefix(6))).lowercased() == "eneral" {
          characters = characters.dropFirst(6)
        }
      default: continue
      }
    }
    if year || day || month && !clock && !places { return .date }
    if clock { return .time }
    return onlyZeros && zeros > 1 ? .padded(zeros) : .number
  }
}
