/// Reading of patent numbers as exports write them.
///
/// Two spellings of one number give the same ``ParsedNumber/number``. The normal forms:
///
/// | office | application | publication (kind code follows) |
/// |---|---|---|
/// | CN | 8 or 12 digits and the check digit: `2012202497674` | 7 or 9 digits (8 for 1985-1988) |
/// | US | `201514813924` with the year, `14/813924` without | `9833479`, `20150094896`, `D800000` |
/// | EP | 8 digits: `80400981` | 7 digits with leading zeros: `0022032` |
/// | WO | `CN2015012345` for PCT/CN2015/012345 | year and 6 digits: `2015123456` |
/// | JP | `2005123456`, era form `H11123456` | the same; grants `4567890` |
/// | KR | 13 digits where the type of right is known: `1020150012345` | `20150012345`, grants `101234567` |
/// | DE, GB | digits without check digit; GB with the year in full | digits |
/// | others | letters and digits without separators | the same |
///
/// A US application in docdb form (year, series, serial) names its series form, but not the other way round:
/// the series form names no year. So `201514813924` carries `14/813924` among its
/// ``ParsedNumber/equivalents``; rows meet through the shared number. Old docdb forms without series
/// (`75131796`, serial 751317 of 1996) cannot be related to either and stay as they are.
/// A Korean application in docdb form (year and serial) tells its type of right only through its kind code:
/// `A` is 10, `U` is 20; without one it stays without type.
/// Check digits of EP, DE and GB numbers are dropped unread. The Chinese one is verified, and completed
/// when absent: the register gives it to the numbers of 1985-1988 too, which were printed without.
/// The kind code is only split off; what it means is for the office's table in the models.
public enum PatentNumber {
  /// What the caller expects in the cell.
  public enum Role: String, Sendable, CaseIterable {
    /// An application number (申请号; also 专利号, which in China is the application number with `ZL`).
    case application
    /// A publication or grant number (公开（公告）号).
    case publication

    /// The scheme of the store's numbers.
    public var scheme: RightNumber.Scheme { self == .application ? .application : .publication }
  }

  /// Reads a number.
  ///
  /// A number that says itself what it is (`ZL…`, `PCT/…`, docdb kind `W`, 特願, 特許) is taken as such whatever
  /// is expected. An office code in the number goes before the given one.
  /// - Parameters:
  ///   - text: the cell.
  ///   - role: what the cell is expected to hold.
  ///   - office: the office of the row (WIPO ST.3), for numbers without office code. When it is nil, only
  ///     Chinese
  ///     application numbers with a valid check digit are recognised without a code.
  public static func parse(
    _ text: some StringProtocol, as role: Role, office: String? = nil
  ) -> Result<ParsedNumber, NumberFault> {
    HalfWidth.withUTF8(text) { parse(utf8: $0, as: role, office: office) }
  }

  /// Reads a number from UTF-8 bytes. See ``parse(_:as:office:)``.
  public static func parse(
    utf8 bytes: UnsafeBufferPointer<UInt8>, as role: Role, office: String? = nil
  ) -> Result<ParsedNumber, NumberFault> {
    guard bytes.count <= maximumBytes else {
      return .failure(MissingWord.isMissing(bytes) ? .noNumber : .tooLong)
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * maximumBytes) { space in
      let folded = UnsafeMutableBufferPointer(rebasing: space[..<maximumBytes])
      var end = HalfWidth.fold(bytes, into: folded)
      var start = 0
      var hasWideCharacters = false
      for index in 0..<end {
        let byte = folded[index]
        if byte >= 0x61 && byte <= 0x7A { folded[index] = byte - 0x20 }
        if byte >= 0x80 { hasWideCharacters = true }
      }
      while start < end, folded[start] == 0x20 { start += 1 }
      while end > start, folded[end - 1] == 0x20 { end -= 1 }
      var cell = UnsafeMutableBufferPointer(rebasing: folded[start..<end])
      if MissingWord.isMissingFolded(UnsafeBufferPointer(cell)) || isZero(cell) { return .failure(.noNumber) }
      var reading = NumberReading(role: role)
      if hasWideCharacters {
        let count = JapaneseNumber.replaceWords(in: cell, reading: &reading)
        cell = UnsafeMutableBufferPointer(rebasing: cell[..<count])
      }
      let compact = UnsafeMutableBufferPointer(rebasing: space[maximumBytes...])
      return Result { () throws(NumberFault) -> ParsedNumber in
        try read(UnsafeBufferPointer(cell), compact, &reading, office)
      }
    }
  }

  /// No patent number takes more bytes, full-width and with an office's words around it.
  private static let maximumBytes = 120

  private static func isZero(_ cell: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    cell.allSatisfy { $0 == 0x30 || $0 == 0x2E }
  }

  private static func read(
    _ cell: UnsafeBufferPointer<UInt8>, _ compact: UnsafeMutableBufferPointer<UInt8>,
    _ reading: inout NumberReading, _ givenOffice: String?
  ) throws(NumberFault) -> ParsedNumber {
    var start = 0
    var office = reading.provenOffice ?? givenOffice
    var isInternational = false
    func starts(_ word: StaticString) -> Bool {
      let count = word.utf8CodeUnitCount
      guard cell.count - start >= count else { return false }
      for index in 0..<count where cell[start + index] != word.utf8Start[index] { return false }
      return true
    }
    func skipSeparators() {
      while start < cell.count, isSeparator(cell[start]) { start += 1 }
    }
    // An office code, ZL (a Chinese patent, with or without CN before or behind it), or PCT.
    var hasCode = false
    for _ in 0..<3 {
      skipSeparators()
      if starts("ZL") {
        reading.role = .application
        office = "CN"
        hasCode = true
        start += 2
      } else if starts("PCT") {
        isInternational = true
        reading.role = .application
        office = "WO"
        hasCode = true
        start += 3
        break
      } else if !hasCode || office == "CN", let code = OfficeCode.leading(cell, at: start, given: office) {
        if hasCode && code != office { break }
        office = code
        hasCode = true
        start += 2
        if code != "CN" { break }
      } else {
        break
      }
    }
    skipSeparators()
    let body = try NumberBody(UnsafeBufferPointer(rebasing: cell[start...]), compact, office: office ?? "CN")
    reading.day = body.day
    reading.kindCode = body.kindCode ?? reading.kindCode
    guard let office else {
      // Only a valid check digit shows that a number without a code is Chinese.
      guard reading.role == .application, body.count == 9 || body.count == 13 else { throw .officeMissing }
      do {
        return try ChineseNumber.read(body, reading)
      } catch {
        if case .wrongCheckDigit = error, body.lastPoint == body.count - 1 { throw error }
        throw .officeMissing
      }
    }
    if office.utf8.count != 2 { throw .officeMissing }
    if isInternational { return try InternationalNumber.readApplication(body, reading, country: nil) }
    if reading.kindCode == "W", office != "WO" {
      return try InternationalNumber.readApplication(body, reading, country: office)
    }
    switch office {
    case "CN": return try ChineseNumber.read(body, reading)
    case "US": return try UnitedStatesNumber.read(body, reading)
    case "EP": return try EuropeanNumber.read(body, reading)
    case "WO": return try InternationalNumber.read(body, reading)
    case "JP": return try JapaneseNumber.read(body, reading)
    case "KR": return try KoreanNumber.read(body, reading)
    case "DE": return try GermanNumber.read(body, reading)
    case "GB": return try BritishNumber.read(body, reading)
    default: return try GeneralNumber.read(body, reading, office: office)
    }
  }

  /// Characters that stand between the parts of a number.
  static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x2D, 0x2E, 0x2F, 0x2C, 0x3A, 0x28, 0x29, 0x27, 0x23, 0x5F: return true
    default: return false
    }
  }
}

/// A number as read from a cell.
public struct ParsedNumber: Hashable, Sendable {
  /// The number in normal form; of a publication with its kind code, where the cell has one.
  public var number: RightNumber
  /// The normal form without kind code, as ``PublicationDraft/number`` wants it.
  public var bareNumber: String
  /// The kind code split off (`A`, `B2`); what it means is for the office's table.
  public var kindCode: String?
  /// The kind of right, only where the number itself shows it.
  public var kind: RightKind?
  /// The year in the number, where it has one.
  public var year: Int?
  /// Other normal forms of the same number that can be derived from it.
  public var equivalents: [RightNumber] = []
  /// The day behind the number (`US 201314042670 A 20130930`), as priority cells have it.
  public var day: CalendarDay?
  /// True when the cell had no check digit and the normal form carries the computed one.
  public var checkDigitWasComputed = false

  /// The number, then its equivalents.
  public var allNumbers: [RightNumber] { [number] + equivalents }
}

/// What is known of a cell while it is read.
struct NumberReading {
  var role: PatentNumber.Role
  var kindCode: String?
  var kind: RightKind?
  var day: CalendarDay?
  /// The office that a word of the cell shows (特開 is Japanese).
  var provenOffice: String?

  init(role: PatentNumber.Role) { self.role = role }

  /// The result for a normal number.
  func result(
    _ office: String, _ bare: String, kind: RightKind? = nil, year: Int? = nil,
    role givenRole: PatentNumber.Role? = nil
  ) -> ParsedNumber {
    let role = givenRole ?? self.role
    let text = role == .publication ? bare + (kindCode ?? "") : bare
    return ParsedNumber(
      number: RightNumber(office: office, scheme: role.scheme, number: text), bareNumber: bare,
      kindCode: kindCode, kind: kind ?? self.kind, year: year, day: day)
  }
}
