/// Numbers of the Japanese office.
enum JapaneseNumber {
  private struct Word {
    let text: StaticString
    let role: PatentNumber.Role?
    let kindCode: String?
    let kind: RightKind?
    let ascii: UInt8
  }

  /// The words of the gazettes, in Japanese and simplified Chinese characters. What only the examiner's stage
  /// can tell (B1 or B2) is left open.
  private static let words: [Word] = [
    Word(text: "特開", role: .publication, kindCode: "A", kind: .invention, ascii: 0),
    Word(text: "特开", role: .publication, kindCode: "A", kind: .invention, ascii: 0),
    Word(text: "特表", role: .publication, kindCode: "A", kind: .invention, ascii: 0),
    Word(text: "特公", role: .publication, kindCode: "B2", kind: .invention, ascii: 0),
    Word(text: "特願", role: .application, kindCode: nil, kind: .invention, ascii: 0),
    Word(text: "特愿", role: .application, kindCode: nil, kind: .invention, ascii: 0),
    Word(text: "特許", role: .publication, kindCode: nil, kind: .invention, ascii: 0),
    Word(text: "特许", role: .publication, kindCode: nil, kind: .invention, ascii: 0),
    Word(text: "実開", role: .publication, kindCode: "U", kind: .utilityModel, ascii: 0),
    Word(text: "実公", role: .publication, kindCode: nil, kind: .utilityModel, ascii: 0),
    Word(text: "実願", role: .application, kindCode: nil, kind: .utilityModel, ascii: 0),
    Word(text: "実登", role: .publication, kindCode: nil, kind: .utilityModel, ascii: 0),
    Word(text: "実用新案登録", role: .publication, kindCode: nil, kind: .utilityModel, ascii: 0),
    Word(text: "意願", role: .application, kindCode: nil, kind: .design, ascii: 0),
    Word(text: "意登", role: .publication, kindCode: nil, kind: .design, ascii: 0),
    Word(text: "意匠登録", role: .publication, kindCode: nil, kind: .design, ascii: 0),
    Word(text: "昭和", role: nil, kindCode: nil, kind: nil, ascii: 0x53),
    Word(text: "平成", role: nil, kindCode: nil, kind: nil, ascii: 0x48),
    Word(text: "昭", role: nil, kindCode: nil, kind: nil, ascii: 0x53),
    Word(text: "平", role: nil, kindCode: nil, kind: nil, ascii: 0x48),
    Word(text: "令", role: nil, kindCode: nil, kind: nil, ascii: 0x52),
  ]

  /// Words around numbers that say nothing more (Chinese and Japanese).
  private static let fillers: [StaticString] = ["第", "号", "號"]

  /// Takes the words out of a cell, in place; era names become their letter.
  /// - Returns: the new length.
  static func replaceWords(
    in cell: UnsafeMutableBufferPointer<UInt8>, reading: inout NumberReading
  ) -> Int {
    var read = 0
    var written = 0
    scan: while read < cell.count {
      if cell[read] >= 0x80 {
        func matches(_ word: StaticString) -> Bool {
          let count = word.utf8CodeUnitCount
          guard read + count <= cell.count else { return false }
          for index in 0..<count where cell[read + index] != word.utf8Start[index] { return false }
          return true
        }
        for word in words where matches(word.text) {
          reading.provenOffice = "JP"
          if let role = word.role { reading.role = role }
          if let code = word.kindCode { reading.kindCode = code }
          if let kind = word.kind { reading.kind = kind }
          if word.ascii != 0 {
            cell[written] = word.ascii
            written += 1
          }
          read += word.text.utf8CodeUnitCount
          continue scan
        }
        for filler in fillers where matches(filler) {
          read += filler.utf8CodeUnitCount
          continue scan
        }
      }
      cell[written] = cell[read]
      read += 1
      written += 1
    }
    return written
  }

  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    guard body.isRegular, body.letters <= 1 else { throw .unknownForm(office: "JP") }
    let count = body.count
    if body.letters == 1 {
      // Year of an era and serial; docdb writes the year with two digits and the serial without leading
      // zeros.
      let start: Int
      switch body.bytes[0] {
      case 0x53: start = 1925
      case 0x48: start = 1988
      case 0x52: start = 2018
      default: throw .unknownForm(office: "JP")
      }
      let yearEnd = body.hyphen > 1 ? body.hyphen : 3
      guard yearEnd <= 3, count > yearEnd, count - yearEnd <= 7, let year = body.value(1, yearEnd), year > 0
      else { throw .wrongLength(office: "JP", digits: count - 1) }
      let number = body.text(0, 1) + body.padded(1, yearEnd, to: 2) + body.padded(yearEnd, count, to: 1)
      return reading.result("JP", number, year: start + year)
    }
    if body.hyphen == 4 || count == 10 {
      let year = body.value(0, 4) ?? 0
      guard (1900...2099).contains(year) else { throw .impossibleYear(year) }
      guard count > 4, count <= 10 else { throw .wrongLength(office: "JP", digits: count) }
      return reading.result("JP", body.text(0, 4) + body.padded(4, count, to: 6), year: year)
    }
    guard (3...8).contains(count) else { throw .wrongLength(office: "JP", digits: count) }
    return reading.result("JP", body.text(0, count))
  }
}

/// Numbers of the Korean office: type of right (10 invention, 20 utility model, 30 design), year, serial.
enum KoreanNumber {
  static func read(_ body: NumberBody, _ reading: NumberReading) throws(NumberFault) -> ParsedNumber {
    guard body.isDigits else { throw .unknownForm(office: "KR") }
    let count = body.count
    switch count {
    case 13:
      let type = body.value(0, 2) ?? 0
      let year = try checked(body.value(2, 6) ?? 0)
      guard let kind = kind(type) else { throw .unknownForm(office: "KR") }
      // Documents with a kind code are known without the type: the code tells it.
      let start = reading.role == .publication && reading.kindCode != nil ? 2 : 0
      return reading.result("KR", body.text(start, 13), kind: kind, year: year)
    case 11:
      let year = try checked(body.value(0, 4) ?? 0)
      guard reading.role == .application, let type = type(reading.kindCode) else {
        return reading.result("KR", body.text(0, 11), year: year)
      }
      return reading.result("KR", String(type) + body.text(0, 11), kind: kind(type), year: year)
    case 9:
      let kind = kind(body.value(0, 2) ?? 0)
      return reading.result("KR", body.text(0, 9), kind: kind)
    case 3...10: return reading.result("KR", body.text(0, count))
    default: throw .wrongLength(office: "KR", digits: count)
    }
  }

  private static func checked(_ year: Int) throws(NumberFault) -> Int {
    guard (1900...2099).contains(year) else { throw .impossibleYear(year) }
    return year
  }

  private static func kind(_ type: Int) -> RightKind? {
    switch type {
    case 10: return .invention
    case 20: return .utilityModel
    case 30: return .design
    default: return nil
    }
  }

  /// The type of right that docdb shows through the kind code of an application alone.
  private static func type(_ kindCode: String?) -> Int? {
    switch kindCode {
    case "A": return 10
    case "U": return 20
    default: return nil
    }
  }
}
