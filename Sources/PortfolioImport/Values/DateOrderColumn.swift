public import PortfolioCore

/// Decides from all values of a column how its dates are ordered.
///
/// Feed every cell to ``observe(_:)``, then ask ``decide()``. One value that can only be day-first, such as
/// `25/03/2015`, decides for the column, unless another one can only be month-first. Forms that have one
/// reading (ISO, Chinese, month names, compact) may stand among them and decide nothing.
public struct DateOrderColumn: Sendable {
  /// The last year that a date of the column plausibly has, for two-digit years.
  public let latestYear: Int
  /// Values with one reading whatever the order.
  public private(set) var certainCount = 0
  /// Values that can only be day-first.
  public private(set) var dayFirstCount = 0
  /// Values that can only be month-first.
  public private(set) var monthFirstCount = 0
  /// Values that give two different days in the two orders.
  public private(set) var openCount = 0
  /// Cells that say nothing.
  public private(set) var missingCount = 0
  /// Day counts of a spreadsheet.
  public private(set) var serialCount = 0
  /// Other cells.
  public private(set) var unreadableCount = 0

  private var openSample: Sample?
  private var dayFirstSample: String?
  private var monthFirstSample: String?

  private struct Sample: Sendable {
    var text: String
    var dayFirst: CalendarDay
    var monthFirst: CalendarDay
  }

  /// A column of which nothing has been seen.
  public init(latestYear: Int) { self.latestYear = latestYear }

  /// What the values show.
  public enum Decision: Hashable, Sendable {
    /// The order; ``DateOrder/onlyPossible`` when no value leaves a choice.
    case order(DateOrder)
    /// Values can be read in two ways and nothing decides.
    case ambiguous(Ambiguity)
  }

  /// A column that can be read in two ways.
  public struct Ambiguity: Error, Hashable, Sendable {
    /// A value with two readings.
    public var sample: String
    /// The sample read day first.
    public var dayFirst: CalendarDay
    /// The sample read month first.
    public var monthFirst: CalendarDay
    /// How many values have two readings.
    public var count: Int
    /// A value that can only be day-first, where the column has both kinds.
    public var onlyDayFirst: String?
    /// A value that can only be month-first, where the column has both kinds.
    public var onlyMonthFirst: String?

    /// The problem `IMP004`.
    public func problem(at place: Place?) -> Problem {
      var zh = "日期次序不明：“\(sample)”可读作 \(dayFirst.iso)（日/月/年）或 \(monthFirst.iso)（月/日/年），共 \(count) 个值如此"
      var en =
        "the order of the dates is open: '\(sample)' is \(dayFirst.iso) (day/month/year) or "
        + "\(monthFirst.iso) (month/day/year); \(count) values are like it"
      if let onlyDayFirst, let onlyMonthFirst {
        zh += "；同一列中“\(onlyDayFirst)”只能是日在前，“\(onlyMonthFirst)”只能是月在前"
        en +=
          "; in the same column '\(onlyDayFirst)' can only be day first, '\(onlyMonthFirst)' only month first"
      }
      return Problem(
        .ambiguousDates, at: place, value: sample, zh: zh, en: en, remedy: DateOrderColumn.declareOrder)
    }
  }

  static let declareOrder = BilingualText(
    zh: "请在映射中为该列声明日期次序（日在前或月在前），或以 2015-03-10 的形式重新导出。",
    en:
      "Declare the order of this column in the mapping (day first or month first), "
      + "or export it as 2015-03-10."
  )

  /// Takes note of a cell.
  public mutating func observe(_ text: some StringProtocol) {
    var copy = String(text)
    copy.withUTF8 { observe(utf8: $0) }
  }

  /// Takes note of a cell of UTF-8 bytes.
  public mutating func observe(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    switch WrittenDate(bytes) {
    case .missing: missingCount += 1
    case .unreadable: unreadableCount += 1
    case .serial: serialCount += 1
    case .certain(let year, let month, let day, let shortYear):
      let year = shortYear ? DateParser.fullYear(year, latestYear: latestYear) : year
      if CalendarDay(year: year, month: month, day: day) == nil {
        unreadableCount += 1
      } else {
        certainCount += 1
      }
    case .open(let first, let second, let year, let shortYear):
      let year = shortYear ? DateParser.fullYear(year, latestYear: latestYear) : year
      switch (
        CalendarDay(year: year, month: second, day: first), CalendarDay(year: year, month: first, day: second)
      ) {
      case (nil, nil): unreadableCount += 1
      case (.some, nil):
        dayFirstCount += 1
        if dayFirstSample == nil { dayFirstSample = String(decoding: bytes, as: UTF8.self) }
      case (nil, .some):
        monthFirstCount += 1
        if monthFirstSample == nil { monthFirstSample = String(decoding: bytes, as: UTF8.self) }
      case (let dayFirst?, let monthFirst?):
        if dayFirst == monthFirst {
          certainCount += 1
        } else {
          openCount += 1
          if openSample == nil {
            openSample = Sample(
              text: String(decoding: bytes, as: UTF8.self), dayFirst: dayFirst, monthFirst: monthFirst)
          }
        }
      }
    }
  }

  /// Decides.
  ///
  /// A column with values of both kinds is still read, each value in its only way, as long as no value
  /// leaves a choice.
  public func decide() -> Decision {
    switch (dayFirstCount > 0, monthFirstCount > 0) {
    case (true, false): return .order(.dayFirst)
    case (false, true): return .order(.monthFirst)
    default:
      guard let openSample else { return .order(.onlyPossible) }
      return .ambiguous(
        Ambiguity(
          sample: openSample.text, dayFirst: openSample.dayFirst, monthFirst: openSample.monthFirst,
          count: openCount, onlyDayFirst: monthFirstCount > 0 ? dayFirstSample : nil,
          onlyMonthFirst: dayFirstCount > 0 ? monthFirstSample : nil))
    }
  }
}
