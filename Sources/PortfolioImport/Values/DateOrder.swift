public import PortfolioCore

/// Which of two leading numbers is the day, in dates such as `03/04/2015`.
public enum DateOrder: String, Sendable, CaseIterable {
  /// dd/mm/yyyy.
  case dayFirst = "day-first"
  /// mm/dd/yyyy.
  case monthFirst = "month-first"
  /// Every such value is read in the only possible way; a value with two readings is a fault.
  case onlyPossible = "only-possible"
}

/// The first day of a spreadsheet's day count.
public enum SerialEpoch: Sendable {
  /// Day 1 is 1900-01-01, with the day 60 (29 February 1900) that never was: Excel's usual count.
  case year1900
  /// Day 0 is 1904-01-01: old Excel files of the Macintosh.
  case year1904

  /// The day with a number, or nil when there is none: zero, Excel's 29 February 1900, or beyond the year
  /// 9999.
  public func day(_ serial: Int) -> CalendarDay? {
    guard serial >= 0, serial <= 2_958_465 else { return nil }
    switch self {
    case .year1904:
      guard serial <= 2_957_003 else { return nil }
      return CalendarDay(number: Int32(serial - 24_107))
    case .year1900:
      if serial == 0 || serial == 60 { return nil }
      return CalendarDay(number: Int32(serial < 60 ? serial - 25_568 : serial - 25_569))
    }
  }
}

/// What a date cell says.
public enum DateReading: Hashable, Sendable {
  /// A day.
  case day(CalendarDay)
  /// Nothing; with the day that stood there as a placeholder for "unknown" (`1970-01-01`), where one stood.
  case missing(placeholder: CalendarDay?)
  /// Something that is no day.
  case fault(DateFault)

  /// The day, where there is one.
  public var day: CalendarDay? {
    if case .day(let day) = self { return day }
    return nil
  }

  /// The problem of a cell: an error for a fault, a note for a placeholder, nil for days and empty cells.
  public func problem(at place: Place?, value: String) -> Problem? {
    switch self {
    case .day, .missing(nil): return nil
    case .missing(let placeholder?):
      return Problem(
        .placeholderDay, at: place, value: value,
        zh: "\(placeholder.iso) 通常是系统的占位日期，按缺失处理",
        en: "\(placeholder.iso) is what programs write for 'unknown'; taken as missing",
        remedy: BilingualText(
          zh: "如有真实日期，请在源表中填写。", en: "Enter the real day in the source, if it is known."))
    case .fault(.unreadable):
      return Problem(
        .unreadableDay, at: place, value: value,
        zh: "无法识别为日期，或日历上没有这一天", en: "not a day, or a day that the calendar does not have",
        remedy: BilingualText(
          zh: "请写成 2015-03-10 的形式。", en: "Write it like 2015-03-10."))
    case .fault(.serialWithoutEpoch):
      return Problem(
        .unreadableDay, at: place, value: value,
        zh: "看似 Excel 的日期序号，但未说明起算年份", en: "looks like Excel's count of days, but its epoch is not declared",
        remedy: BilingualText(
          zh: "请将该列设为日期格式后重新导出，或在映射中声明序号的起算年份（1900 或 1904）。",
          en: "Export the column formatted as dates, or declare the epoch (1900 or 1904) in the mapping."))
    case .fault(.otherOrder(let order)):
      return Problem(
        .contradictingDates, at: place, value: value,
        zh: order == .dayFirst ? "该列按“日/月/年”读取，此值不可能是这一次序" : "该列按“月/日/年”读取，此值不可能是这一次序",
        en: order == .dayFirst
          ? "the column is read as day/month/year, which this value cannot be"
          : "the column is read as month/day/year, which this value cannot be",
        remedy: BilingualText(
          zh: "请更正此值，或检查映射中声明的日期次序。",
          en: "Correct the value, or check the order declared in the mapping."))
    case .fault(.twoReadings(let dayFirst, let monthFirst)):
      return Problem(
        .ambiguousDates, at: place, value: value,
        zh: "可读作 \(dayFirst.iso)，也可读作 \(monthFirst.iso)",
        en: "can be read as \(dayFirst.iso) and as \(monthFirst.iso)",
        remedy: DateOrderColumn.declareOrder)
    }
  }
}

/// Why a cell holds no day.
public enum DateFault: Error, Hashable, Sendable {
  /// No form of date, or a day that the calendar does not have.
  case unreadable
  /// A number of days, and no epoch was declared.
  case serialWithoutEpoch
  /// The column's order does not allow the value, the other order would.
  case otherOrder(DateOrder)
  /// Both orders give a day, and the column does not decide.
  case twoReadings(dayFirst: CalendarDay, monthFirst: CalendarDay)
}

/// Reads the cells of one column whose order is known.
///
/// Two-digit years are completed to the latest year that is at most one year after `latestYear`.
/// Times and time zones behind a day are passed over: the day is taken as written.
public struct DateParser: Sendable {
  /// The order of day and month.
  public var order: DateOrder
  /// The last year that a date in the column plausibly has, such as the year of the observation.
  public var latestYear: Int
  /// The epoch of day counts; nil when the column should have none.
  public var epoch: SerialEpoch?

  /// A parser for an order, decided by ``DateOrderColumn`` or declared by a mapping.
  public init(order: DateOrder, latestYear: Int, epoch: SerialEpoch? = nil) {
    self.order = order
    self.latestYear = latestYear
    self.epoch = epoch
  }

  /// Reads a cell.
  public func parse(_ text: some StringProtocol) -> DateReading {
    var copy = String(text)
    return copy.withUTF8 { parse(utf8: $0) }
  }

  /// Reads a cell of UTF-8 bytes.
  public func parse(utf8 bytes: UnsafeBufferPointer<UInt8>) -> DateReading {
    switch WrittenDate(bytes) {
    case .missing: return .missing(placeholder: nil)
    case .unreadable: return .fault(.unreadable)
    case .serial(let serial):
      guard let epoch else { return .fault(.serialWithoutEpoch) }
      guard let day = epoch.day(serial) else { return .fault(.unreadable) }
      return reading(day)
    case .certain(let year, let month, let day, let shortYear):
      let year = shortYear ? Self.fullYear(year, latestYear: latestYear) : year
      guard let day = CalendarDay(year: year, month: month, day: day) else { return .fault(.unreadable) }
      return reading(day)
    case .open(let first, let second, let year, let shortYear):
      let year = shortYear ? Self.fullYear(year, latestYear: latestYear) : year
      let dayFirst = CalendarDay(year: year, month: second, day: first)
      let monthFirst = CalendarDay(year: year, month: first, day: second)
      switch (dayFirst, monthFirst) {
      case (nil, nil): return .fault(.unreadable)
      case (let a?, let b?) where a == b: return reading(a)
      default: break
      }
      switch order {
      case .dayFirst: return dayFirst.map(reading) ?? .fault(.otherOrder(.dayFirst))
      case .monthFirst: return monthFirst.map(reading) ?? .fault(.otherOrder(.monthFirst))
      case .onlyPossible:
        if let dayFirst, let monthFirst {
          return .fault(.twoReadings(dayFirst: dayFirst, monthFirst: monthFirst))
        }
        return (dayFirst ?? monthFirst).map(reading) ?? .fault(.unreadable)
      }
    }
  }

  /// Days that programs write for "unknown": zero of Unix time, and zero and one of Excel's count.
  private func reading(_ day: CalendarDay) -> DateReading {
    switch day.number {
    case 0, -25_567, -25_568, -25_569: return .missing(placeholder: day)
    default: return .day(day)
    }
  }

  /// The latest year with two given last digits that is at most one year after another.
  static func fullYear(_ digits: Int, latestYear: Int) -> Int {
    let last = latestYear + 1
    return last - ((last - digits) % 100 + 100) % 100
  }
}
