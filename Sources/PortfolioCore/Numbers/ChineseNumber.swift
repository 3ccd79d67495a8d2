/// Chinese patent numbers (GB/T ZC 0006, ZC 0007: application and publication numbering).
public enum ChineseNumber {
  /// The check digit of the digits before the point, 0...10, where 10 is written `X`.
  ///
  /// Weights 2...9, 2...5, sum modulo 11; the first eight weights serve the 8-digit numbers. Two neighbours
  /// differ in weight by 1 or 7, never by a multiple of 11: every wrong digit and every swap of neighbours
  /// is found.
  public static func checkDigit(_ digits: some Collection<UInt8>) -> Int {
    var sum = 0
    var weight = 2
    for digit in digits {
      sum += weight * Int(digit &- 0x30)
      weight = weight == 9 ? 2 : weight + 1
    }
    return sum % 11
  }

  /// The check digit as written.
  static func symbol(_ checkDigit: Int) -> Character {
    checkDigit == 10 ? "X" : Character(UnicodeScalar(UInt8(0x30 + checkDigit)))
  }

  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    reading.role == .application
      ? try readApplication(body, reading) : try readPublication(body, reading)
  }

  private static func readApplication(
    _ body: NumberBody, _ reading: NumberReading
  ) throws(NumberFault) -> ParsedNumber {
    let count = body.count
    let hasPoint = body.lastPoint >= 0
    let endsWithX = body.bytes[count - 1] == 0x58
    let digits: Int
    switch count {
    case 8, 12: digits = count
    case 9, 13: digits = count - 1
    case 7: throw .otherRole(found: .publication)
    default: throw .wrongLength(office: "CN", digits: count)
    }
    if hasPoint, body.lastPoint != count - 1 || digits == count {
      throw .wrongLength(office: "CN", digits: count)
    }
    guard body.letters == 0, body.value(0, digits) != nil, digits < count || !endsWithX else {
      throw .unknownForm(office: "CN")
    }
    let shortYear = digits == 8 ? body.value(0, 2) ?? 0 : 0
    if count == 9, !hasPoint, !endsWithX, (10...39).contains(shortYear) {
      throw .otherRole(found: .publication)
    }
    let expected = checkDigit(UnsafeBufferPointer(body.bytes)[..<digits])
    if digits < count {
      let found = body.bytes[count - 1]
      let foundValue = found == 0x58 ? 10 : Int(found &- 0x30)
      guard found == 0x58 || (0x30...0x39).contains(found) else { throw .unknownForm(office: "CN") }
      if foundValue != expected {
        throw .wrongCheckDigit(expected: symbol(expected), found: Character(UnicodeScalar(found)))
      }
    }
    let year: Int
    if digits == 12 {
      // The form with a full year began in October 2003.
      year = body.value(0, 4) ?? 0
      guard (2003...2099).contains(year) else { throw .impossibleYear(year) }
    } else {
      // The first applications are of April 1985; the short form ended in September 2003.
      year = shortYear >= 85 ? 1900 + shortYear : 2000 + shortYear
      guard (1985...2003).contains(year) else { throw .impossibleYear(year) }
    }
    let kindDigit = body.bytes[digits == 12 ? 4 : 2]
    let kind: RightKind?
    switch kindDigit {
    case 0x31, 0x38: kind = .invention
    case 0x32, 0x39: kind = .utilityModel
    case 0x33: kind = .design
    default:
      // A digit introduced later is taken when the check digit vouches for it.
      guard digits < count else { throw .unknownKindDigit(Character(UnicodeScalar(kindDigit))) }
      kind = nil
    }
    let bare = body.text(0, digits) + String(symbol(expected))
    var result = reading.result("CN", bare, kind: kind, year: year)
    result.checkDigitWasComputed = digits == count
    return result
  }

  private static func readPublication(
    _ body: NumberBody, _ reading: NumberReading
  ) throws(NumberFault) -> ParsedNumber {
    if body.count == 12 || body.count == 13 || (body.lastPoint >= 0 && body.lastPoint == body.count - 1) {
      throw .otherRole(found: .application)
    }
    guard body.isDigits else { throw .unknownForm(office: "CN") }
    let kindDigit: UInt8
    var year: Int?
    switch body.count {
    case 7, 9: kindDigit = body.bytes[0]
    case 8:
      // Documents of 1985-1988 bear the application number.
      let shortYear = 1900 + (body.value(0, 2) ?? 0)
      guard (1985...1988).contains(shortYear) else { throw .wrongLength(office: "CN", digits: 8) }
      year = shortYear
      kindDigit = body.bytes[2]
    default: throw .wrongLength(office: "CN", digits: body.count)
    }
    let kind: RightKind
    switch kindDigit {
    case 0x31: kind = .invention
    case 0x32: kind = .utilityModel
    case 0x33: kind = .design
    default: throw .unknownKindDigit(Character(UnicodeScalar(kindDigit)))
    }
    return reading.result("CN", body.text(0, body.count), kind: kind, year: year)
  }
}
