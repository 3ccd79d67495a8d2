/// A number without its office code, taken apart: letters and digits, kind code, places of the separators.
struct NumberBody {
  /// The letters and digits without separators and without the kind code.
  let bytes: UnsafeMutableBufferPointer<UInt8>
  /// How many of them.
  let count: Int
  /// The kind code at the end.
  let kindCode: String?
  /// The day after the kind code.
  let day: CalendarDay?
  /// How many letters and digits stand before the first slash; -1 without slash.
  let slash: Int
  /// The same for the first hyphen.
  let hyphen: Int
  /// The same for the last point.
  let lastPoint: Int
  /// How many leading bytes are letters.
  let letters: Int
  /// True when nothing but digits follows the leading letters.
  let isRegular: Bool

  /// Takes a folded, upper-case cell apart.
  init(
    _ cell: UnsafeBufferPointer<UInt8>, _ space: UnsafeMutableBufferPointer<UInt8>, office: String
  ) throws(NumberFault) {
    var end = cell.count
    func skipSpaces() { while end > 0, cell[end - 1] == 0x20 || cell[end - 1] == 0x29 { end -= 1 } }
    skipSpaces()
    var kindStart = NumberBody.kindStart(cell, end, office)
    var foundDay: CalendarDay?
    if kindStart == nil, end > 10, cell[end - 9] == 0x20,
      let value = NumberBody.value(cell, end - 8, end),
      let day = CalendarDay(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    {
      let saved = end
      end -= 9
      skipSpaces()
      kindStart = NumberBody.kindStart(cell, end, office)
      if kindStart == nil { end = saved } else { foundDay = day }
    }
    day = foundDay
    if let kindStart {
      kindCode = String(decoding: UnsafeBufferPointer(rebasing: cell[kindStart..<end]), as: UTF8.self)
      end = kindStart
    } else {
      kindCode = nil
    }
    while end > 0, PatentNumber.isSeparator(cell[end - 1]) { end -= 1 }
    var written = 0
    var slash = -1
    var hyphen = -1
    var point = -1
    var leadingLetters = 0
    var onlyDigitsFollow = true
    var hasDigit = false
    for index in 0..<end {
      let byte = cell[index]
      switch byte {
      case 0x30...0x39:
        space[written] = byte
        written += 1
        hasDigit = true
      case 0x41...0x5A:
        space[written] = byte
        written += 1
        if hasDigit { onlyDigitsFollow = false } else { leadingLetters += 1 }
      case 0x2F: if slash < 0 { slash = written }
      case 0x2D: if hyphen < 0 { hyphen = written }
      case 0x2E: point = written
      case 0x2B where written > 1 && space[written - 1] == 0x45: throw .roundedBySpreadsheet
      default:
        guard PatentNumber.isSeparator(byte) else {
          throw .unexpectedCharacter(NumberBody.character(cell, at: index))
        }
      }
    }
    if !hasDigit {
      throw written == 0 && kindCode == nil ? .noNumber : .unknownForm(office: office)
    }
    if space[..<written].allSatisfy({ $0 == 0x30 }) { throw .noNumber }
    if written > 20 { throw .tooLong }
    bytes = space
    count = written
    self.slash = slash
    self.hyphen = hyphen
    lastPoint = point
    letters = leadingLetters
    isRegular = onlyDigitsFollow
  }

  /// True when there are only digits.
  var isDigits: Bool { letters == 0 && isRegular }

  /// The value of some digits, or nil.
  func value(_ start: Int, _ end: Int) -> Int? {
    NumberBody.value(UnsafeBufferPointer(bytes), start, end)
  }

  /// Some of the letters and digits.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(bytes)[start..<end]), as: UTF8.self)
  }

  /// Digits without leading zeros, filled with zeros to a width.
  func padded(_ start: Int, _ end: Int, to width: Int) -> String {
    var first = start
    while first < end - 1, bytes[first] == 0x30 { first += 1 }
    var result = ""
    for _ in 0..<max(0, width - (end - first)) { result += "0" }
    return result + text(first, end)
  }

  /// How many digits there are without a check digit that a point sets off (EP, DE, GB).
  var countWithoutCheckDigit: Int { lastPoint > 0 && lastPoint == count - 1 ? count - 1 : count }

  private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start >= 0, start < end, end <= bytes.count, end - start <= 18 else { return nil }
    var value = 0
    for index in start..<end {
      let digit = bytes[index] &- 0x30
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Where the kind code at the end starts: one letter and at most one digit, behind a digit, a separator, or
  /// a letter that belongs to the number (`11201608137T A`).
  private static func kindStart(_ cell: UnsafeBufferPointer<UInt8>, _ end: Int, _ office: String) -> Int? {
    guard end >= 2 else { return nil }
    func isLetter(_ index: Int) -> Bool { cell[index] >= 0x41 && cell[index] <= 0x5A }
    func isDigit(_ index: Int) -> Bool { cell[index] >= 0x30 && cell[index] <= 0x39 }
    let start: Int
    if isLetter(end - 1) {
      start = end - 1
    } else if isDigit(end - 1), isLetter(end - 2) {
      start = end - 2
    } else {
      return nil
    }
    // X is the check digit of a Chinese number; check letters of Singapore follow eleven digits.
    if cell[start] == 0x58, office == "CN" { return nil }
    guard start > 0, cell[..<start].contains(where: { $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    if office == "SG", start == 11, end == 12, cell[..<start].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      return nil
    }
    if isLetter(start - 1) { return start >= 2 && isDigit(start - 2) && cell.count > 4 ? start : nil }
    return isDigit(start - 1) || PatentNumber.isSeparator(cell[start - 1]) ? start : nil
  }

  private static func character(_ cell: UnsafeBufferPointer<UInt8>, at index: Int) -> String {
    let byte = cell[index]
    let width = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    let slice = UnsafeBufferPointer(rebasing: cell[index..<min(index + width, cell.count)])
    return String(decoding: slice, as: UTF8.self)
  }
}

/// Two-letter office codes.
enum OfficeCode {
  /// The code that starts at a place, as text, when it is one of WIPO standard ST.3.
  ///
  /// A code that could be letters of the number itself (`PA` of Danish and Mexican numbers, `AP` of Italian
  /// ones) counts only when no other office is given.
  static func leading(_ cell: UnsafeBufferPointer<UInt8>, at start: Int, given: String?) -> String? {
    guard start + 2 < cell.count else { return nil }
    let first = cell[start]
    let second = cell[start + 1]
    guard first >= 0x41, first <= 0x5A, second >= 0x41, second <= 0x5A else { return nil }
    let index = Int(first - 0x41) * 26 + Int(second - 0x41)
    guard known[index] else { return nil }
    let code = String(decoding: UnsafeBufferPointer(rebasing: cell[start..<start + 2]), as: UTF8.self)
    if let given, given != code {
      // Letters of the number itself: `PA…`, `AP…`, `MI…`, or a longer word such as `DES`.
      if code == "PA" || code == "AP" || code == "MI" { return nil }
      let next = cell[start + 2]
      if next >= 0x41 && next <= 0x5A { return nil }
    }
    return code
  }

  private static let known: [Bool] = {
    // WIPO standard ST.3, codes of states and organisations, with former ones that old documents bear.
    let codes =
      "AD AE AF AG AI AL AM AN AO AP AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT "
      + "BW BX BY BZ CA CD CF CG CH CI CL CM CN CO CR CS CU CV CY CZ DD DE DJ DK DM DO DZ EA EC EE "
      + "EG EM EP ER ES ET FI FJ FR GA GB GC GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU IB ID IE "
      + "IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV "
      + "LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OA OM PA "
      + "PE PG PH PK PL PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR ST SU SV SY SZ "
      + "TD TG TH TJ TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WO WS XN YE YU ZA ZM ZW"
    var table = [Bool](repeating: false, count: 26 * 26)
    for code in codes.split(separator: " ") {
      let letters = Array(code.utf8)
      table[Int(letters[0] - 0x41) * 26 + Int(letters[1] - 0x41)] = true
    }
    return table
  }()
}
