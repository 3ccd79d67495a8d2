/// Numbers of the United States.
enum UnitedStatesNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    reading.role == .application
      ? try readApplication(body, reading) : try readPublication(body, reading)
  }

  private static func readApplication(
    _ body: NumberBody, _ reading: NumberReading
  ) throws(NumberFault) -> ParsedNumber {
    guard body.letters == 0, body.isRegular else {
      throw body.isRegular ? .otherRole(found: .publication) : .unknownForm(office: "US")
    }
    let count = body.count
    if body.slash == 4 || count == 11 { throw .otherRole(found: .publication) }
    if body.slash == 1 || body.slash == 2 {
      guard count - body.slash <= 6, count > body.slash else {
        throw .wrongLength(office: "US", digits: count)
      }
      let series = body.padded(0, body.slash, to: 2)
      let number = series + "/" + fullSerial(body, body.slash)
      return reading.result("US", number, kind: kind(series))
    }
    if count == 12 {
      let year = body.value(0, 4) ?? 0
      guard (1900...2099).contains(year) else { throw .impossibleYear(year) }
      let series = body.text(4, 6)
      var result = reading.result("US", body.text(0, 12), kind: kind(series), year: year)
      result.equivalents = [
        RightNumber(office: "US", scheme: .application, number: series + "/" + body.text(6, 12))
      ]
      return result
    }
    guard count <= 8 else { throw .wrongLength(office: "US", digits: count) }
    return reading.result("US", body.text(0, count))
  }

  private static func fullSerial(_ body: NumberBody, _ start: Int) -> String {
    body.padded(start, body.count, to: 6)
  }

  /// Series 29 holds design applications since 1992, series 35 the international ones.
  private static func kind(_ series: String) -> RightKind? {
    series == "29" || series == "35" ? .design : nil
  }

  private static func readPublication(
    _ body: NumberBody, _ reading: NumberReading
  ) throws(NumberFault) -> ParsedNumber {
    guard body.isRegular, body.letters < body.count else { throw .unknownForm(office: "US") }
    let count = body.count
    if body.letters > 0 {
      let prefix = body.text(0, body.letters)
      let kind: RightKind?
      switch prefix {
      case "D", "DES": kind = .design
      case "PP": kind = .plant
      case "RE", "H", "T", "AI", "X", "RX": kind = nil
      default: throw .unknownForm(office: "US")
      }
      let letters = prefix == "DES" ? "D" : prefix
      return reading.result("US", letters + body.padded(body.letters, count, to: 1), kind: kind)
    }
    if body.slash == 1 || body.slash == 2 { throw .otherRole(found: .application) }
    if count == 10 || count == 11 || body.slash == 4 {
      // Publications of applications began in March 2001; some sources drop a zero of the serial.
      let year = body.value(0, 4) ?? 0
      guard (2001...2099).contains(year) else { throw .impossibleYear(year) }
      guard count > 4, count <= 11 else { throw .wrongLength(office: "US", digits: count) }
      return reading.result("US", body.text(0, 4) + body.padded(4, count, to: 7), year: year)
    }
    if count == 12 { throw .otherRole(found: .application) }
    guard count <= 8 else { throw .wrongLength(office: "US", digits: count) }
    return reading.result("US", body.padded(0, count, to: 1))
  }
}

/// Numbers of the European Patent Office.
enum EuropeanNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    guard body.isDigits else { throw .unknownForm(office: "EP") }
    if reading.role == .publication {
      if body.count == 8 || body.count == 11 || body.lastPoint == body.count - 1 {
        throw .otherRole(found: .application)
      }
      guard body.count <= 7 else { throw .wrongLength(office: "EP", digits: body.count) }
      return reading.result("EP", body.padded(0, body.count, to: 7))
    }
    let count = body.countWithoutCheckDigit
    let number: String
    switch count {
    case 8: number = body.text(0, 8)
    case 10: number = body.text(2, 4) + body.text(4, 10)
    case 11:
      guard body.bytes[4] == 0x30 else { throw .wrongLength(office: "EP", digits: count) }
      number = body.text(2, 4) + body.text(5, 11)
    case 7: throw .otherRole(found: .publication)
    default: throw .wrongLength(office: "EP", digits: count)
    }
    let year = TwoDigitNumberYear.full(Int(number.prefix(2)) ?? 0)
    if count > 8, year != body.value(0, 4) { throw .impossibleYear(body.value(0, 4) ?? 0) }
    return reading.result("EP", number, year: year)
  }
}

/// Years of two digits in numbers of the PCT and the EPO, whose work began in 1978.
enum TwoDigitNumberYear {
  static func full(_ year: Int) -> Int { year >= 78 ? 1900 + year : 2000 + year }
}

/// Numbers of international applications and publications (PCT).
enum InternationalNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    if body.letters == 2 || !body.isRegular { return try readApplication(body, reading, country: nil) }
    guard body.isDigits else { throw .unknownForm(office: "WO") }
    if reading.role == .application { throw .otherRole(found: .publication) }
    let (year, serial) = try split(body, from: 0)
    return reading.result("WO", String(year) + serial, year: year)
  }

  /// Reads an application number: `PCT/CN2015/012345`, docdb `US 2015/0050411 W` (country before), or
  /// `2015CN012345`.
  static func readApplication(
    _ body: NumberBody, _ reading: NumberReading, country: String?
  ) throws(NumberFault) -> ParsedNumber {
    if let country {
      guard body.isDigits else { throw .unknownForm(office: "WO") }
      let (year, serial) = try split(body, from: 0)
      return reading.result("WO", country + String(year) + serial, year: year, role: .application)
    }
    if body.letters == 2, body.isRegular {
      let (year, serial) = try split(body, from: 2)
      return reading.result("WO", body.text(0, 2) + String(year) + serial, year: year, role: .application)
    }
    // Year, receiving office, serial.
    guard body.count >= 9, let year = body.value(0, 4), body.value(6, body.count) != nil,
      (0x41...0x5A).contains(body.bytes[4]), (0x41...0x5A).contains(body.bytes[5]),
      (1978...2099).contains(year), body.count <= 12
    else { throw .unknownForm(office: "WO") }
    let number = body.text(4, 6) + String(year) + body.padded(6, body.count, to: 6)
    return reading.result("WO", number, year: year, role: .application)
  }

  /// Year and six-digit serial of `2015123456`, `2000/71445`, `9300969`, `03070333`, `2015/0050411`.
  private static func split(
    _ body: NumberBody, from start: Int
  ) throws(NumberFault) -> (year: Int, serial: String) {
    let digits = body.count - start
    let yearDigits: Int
    switch (body.slash - start, digits) {
    case (4, 5...11): yearDigits = 4
    case (2, 3...8): yearDigits = 2
    case (_, 9...11): yearDigits = 4
    case (_, 7...8): yearDigits = 2
    default: throw .wrongLength(office: "WO", digits: digits)
    }
    let written = body.value(start, start + yearDigits) ?? 0
    let year = yearDigits == 4 ? written : TwoDigitNumberYear.full(written)
    guard (1978...2099).contains(year) else { throw .impossibleYear(written) }
    let serial = body.padded(start + yearDigits, body.count, to: 6)
    guard serial.utf8.count == 6 else { throw .wrongLength(office: "WO", digits: digits) }
    return (year, serial)
  }
}

/// Numbers of the German office.
enum GermanNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    // Until 1994 files bore a letter: P patent, G utility model (Gebrauchsmuster), M design.
    var kind: RightKind?
    var start = 0
    if body.letters == 1 {
      switch body.bytes[0] {
      case 0x50: kind = .invention
      case 0x47: kind = .utilityModel
      case 0x4D: kind = .design
      default: throw .unknownForm(office: "DE")
      }
      start = 1
    }
    guard body.isRegular, body.letters <= 1 else { throw .unknownForm(office: "DE") }
    let end = body.countWithoutCheckDigit
    guard (3...12).contains(end - start) else { throw .wrongLength(office: "DE", digits: end - start) }
    var year: Int?
    if end - start == 12 {
      // Since 2004: type of right, year, serial.
      year = body.value(start + 2, start + 6)
      switch body.value(start, start + 2) {
      case 10, 11, 50, 60: kind = .invention
      case 20, 21: kind = .utilityModel
      default: break
      }
    }
    return reading.result("DE", body.text(start, end), kind: kind, year: year)
  }
}

/// Numbers of the British office.
enum BritishNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    guard body.isDigits else { throw .unknownForm(office: "GB") }
    guard reading.role == .application else {
      guard body.count <= 9 else { throw .wrongLength(office: "GB", digits: body.count) }
      return reading.result("GB", body.padded(0, body.count, to: 1))
    }
    let end = body.countWithoutCheckDigit
    switch end {
    case 7:
      // Year of two digits and serial of five, since 1978.
      let year = TwoDigitNumberYear.full(body.value(0, 2) ?? 0)
      return reading.result("GB", String(year) + body.text(2, 7), year: year)
    case 9:
      guard let year = body.value(0, 4), (1978...2099).contains(year) else {
        throw .impossibleYear(body.value(0, 4) ?? 0)
      }
      return reading.result("GB", body.text(0, 9), year: year)
    case 3...8: return reading.result("GB", body.text(0, end))
    default: throw .wrongLength(office: "GB", digits: end)
    }
  }
}

/// Numbers of all other offices: letters and digits without separators.
enum GeneralNumber {
  static func read(
    _ body: NumberBody, _ reading: NumberReading, office: String
  ) throws(NumberFault) -> ParsedNumber {
    // Letters of cities and kinds occur (MI2015A000123, 1234DEL2008, PI1015911), but digits outweigh them.
    var digits = 0
    for index in 0..<body.count where body.bytes[index] <= 0x39 { digits += 1 }
    guard digits >= 3, body.count - digits <= min(5, digits) else { throw .unknownForm(office: office) }
    var kind: RightKind?
    if office == "TW", body.letters == 1 {
      switch body.bytes[0] {
      case 0x49: kind = .invention
      case 0x4D: kind = .utilityModel
      case 0x44: kind = .design
      default: break
      }
    }
    return reading.result(office, body.text(0, body.count), kind: kind)
  }
}
