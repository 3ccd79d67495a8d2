/// Texts made fit for a worksheet.
enum SheetText {
  /// How many UTF-16 units a cell holds.
  static let most = 32_767
  /// How long a sheet's name may be.
  static let longestName = 31

  /// The text as a cell can hold it: line ends are line feeds, characters that XML does not allow become U+FFFD,
  /// and what Excel could not hold is cut off, with the mark `…` in its place.
  static func cell(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var units = 0
    var wasReturn = false
    // Where the text ends if it has to be cut: room is left for the mark.
    var cut = scalars.endIndex
    for scalar in escaped(text).unicodeScalars {
      if scalar == "\n", wasReturn {
        wasReturn = false
        continue
      }
      wasReturn = scalar == "\r"
      let kept = wasReturn ? "\n" : allowed(scalar) ? scalar : "\u{FFFD}"
      let width = kept.value > 0xFFFF ? 2 : 1
      units += width
      if units > most {
        scalars.removeSubrange(cut...)
        return String(scalars) + "…"
      }
      scalars.append(kept)
      if units <= most - 1 { cut = scalars.endIndex }
    }
    return String(scalars)
  }

  /// `_x0041_` would be read as the character with that number; its first line is written as `_x005F_` instead.
  private static func escaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    var bytes: [UInt8] = []
    let utf8 = Array(text.utf8)
    for (index, byte) in utf8.enumerated() {
      bytes.append(byte)
      guard byte == 0x5F, index + 6 < utf8.count, utf8[index + 1] == 0x78, utf8[index + 6] == 0x5F,
        utf8[(index + 2)..<(index + 6)].allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit })
      else { continue }
      bytes.append(contentsOf: "x005F_".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func allowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: return true
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: return false
    default: return true
    }
  }

  /// The text cut to some characters, for hints whose length Excel limits.
  static func hint(_ text: String, to length: Int) -> String {
    let clean = cell(text)
    return clean.unicodeScalars.count <= length
      ? clean : String(String.UnicodeScalarView(clean.unicodeScalars.prefix(length - 1))) + "…"
  }

  /// Names for sheets: without the characters that Excel forbids, not longer than 31, and no two equal in
  /// capitals or small letters.
  static func names(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let plain = fit(name, to: longestName)
      var result = plain
      var number = 2
      while !taken.insert(result.lowercased()).inserted {
        let tail = " (\(number))"
        result = fit(plain, to: longestName - tail.utf16.count) + tail
        number += 1
      }
      return result
    }
  }

  private static func fit(_ name: String, to length: Int) -> String {
    var result = ""
    var units = 0
    for character in cell(name) {
      let safe: Character = "[]:*?/\\\n\t".contains(character) ? " " : character
      units += String(safe).utf16.count
      if units > length { break }
      result.append(safe)
    }
    // An apostrophe at either end is forbidden, and "History" is a name of Excel's own.
    let trimmed = result.drop { $0 == "'" || $0 == " " }
    var ends = Substring(trimmed)
    while let last = ends.last, last == "'" || last == " " { ends = ends.dropLast() }
    if ends.isEmpty { return "–" }
    return ends.lowercased() == "history" ? ends + "_" : String(ends)
  }

  /// A text for the head of printed pages, where `&` begins a command; at most 200 characters.
  static func margin(_ text: String) -> String {
    var result = ""
    for character in cell(text) where result.utf16.count < 200 {
      result += character == "&" ? "&&" : character == "\n" ? " " : String(character)
    }
    return result
  }
}
