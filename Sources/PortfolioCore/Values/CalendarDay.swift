/// A day of the proleptic Gregorian calendar, without time or time zone.
///
/// Stored as the number of days since 1970-01-01, so that days sort, subtract and fit in a column.
/// Conversions follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
/// (`days_from_civil`, `civil_from_days`).
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public var number: Int32

  /// The day with the given number of days since 1970-01-01.
  public init(number: Int32) { self.number = number }

  /// The day with the given year, month (1...12) and day of the month, or nil when there is no such day.
  ///
  /// Years are limited to 1000...9999: anything else in a portfolio is a typing error.
  public init?(year: Int, month: Int, day: Int) {
    guard (1000...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDay.daysInMonth(year: year, month: month)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// The day written as `YYYY-MM-DD`, or nil when the text has another form or names no real day.
  public init?(iso text: some StringProtocol) {
    var copy = String(text)
    let parsed = copy.withUTF8 { CalendarDay(isoUTF8: $0) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The day written with the year first, as spreadsheet programs in China write it: `2021/1/1`, `2021.1.1`,
  /// `2021-1-1` or `2021年1月1日`; nil when the text has another form or names no real day.
  public init?(yearFirst text: some StringProtocol) {
    let trimmed = text.hasSuffix("日") ? String(text.dropLast()) : String(text)
    let parts = trimmed.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]),
      (1...2).contains(parts[1].utf8.count), let month = Int(parts[1]),
      (1...2).contains(parts[2].utf8.count), let day = Int(parts[2]),
      let result = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    self = result
  }

  /// The day written as the ten bytes `YYYY-MM-DD`, or nil.
  public init?(isoUTF8 bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        let digit = bytes[index] &- 0x30
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10),
      let result = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    self = result
  }

  /// Year, month and day of the month.
  public var components: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The calendar year.
  public var year: Int { components.year }

  /// The day as `YYYY-MM-DD`.
  public var iso: String {
    let (year, month, day) = components
    return String(unsafeUninitializedCapacity: 10) { buffer in
      func put(_ value: Int, _ position: Int, _ width: Int) {
        var rest = value
        for index in stride(from: position + width - 1, through: position, by: -1) {
          buffer[index] = UInt8(0x30 + rest % 10)
          rest /= 10
        }
      }
      put(year, 0, 4)
      put(month, 5, 2)
      put(day, 8, 2)
      buffer[4] = 0x2D
      buffer[7] = 0x2D
      return 10
    }
  }

  /// 0 for Sunday, 6 for Saturday.
  public var weekday: Int { ((Int(number) + 4) % 7 + 7) % 7 }

  /// The number of days of a month of a year.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// The last day of this day's month.
  public var endOfMonth: CalendarDay {
    let (year, month, day) = components
    return self + (CalendarDay.daysInMonth(year: year, month: month) - day)
  }

  /// The corresponding day `months` months later (earlier when negative); where that month has no such day,
  /// its last day. This is the rule of article 5 of the Chinese implementing regulations and of rule 131(4)
  /// EPC: 29 February plus a year is 28 February.
  public func adding(months: Int) -> CalendarDay {
    let (year, month, day) = components
    let index = year * 12 + (month - 1) + months
    let newYear = index >= 0 ? index / 12 : (index - 11) / 12
    let newMonth = index - newYear * 12 + 1
    let clamped = min(max(newYear, 1000), 9999)
    let newDay = min(day, CalendarDay.daysInMonth(year: clamped, month: newMonth))
    // The clamped year, a month in 1...12 and a day within the month always make a day.
    return CalendarDay(year: clamped, month: newMonth, day: newDay) ?? self
  }

  /// The corresponding day `years` years later, by the rule of ``adding(months:)``.
  public func adding(years: Int) -> CalendarDay { adding(months: years * 12) }

  /// Full years from `earlier` to this day; negative when this day is before.
  public func fullYears(since earlier: CalendarDay) -> Int {
    var years = components.year - earlier.components.year
    if earlier.adding(years: years) > self { years -= 1 }
    return years
  }

  /// Days between two days.
  public static func - (later: CalendarDay, earlier: CalendarDay) -> Int {
    Int(later.number) - Int(earlier.number)
  }

  /// The day some days later.
  public static func + (day: CalendarDay, days: Int) -> CalendarDay {
    CalendarDay(number: day.number + Int32(days))
  }

  /// The day some days earlier.
  public static func - (day: CalendarDay, days: Int) -> CalendarDay {
    CalendarDay(number: day.number - Int32(days))
  }

  /// Earlier days come first.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }
}

extension CalendarDay: CustomStringConvertible, Codable {
  /// The day as `YYYY-MM-DD`.
  public var description: String { iso }

  /// Reads `YYYY-MM-DD`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = CalendarDay(iso: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a day of the form YYYY-MM-DD")
    }
    self = day
  }

  /// Writes `YYYY-MM-DD`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}
