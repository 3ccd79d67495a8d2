import PortfolioCore
import PortfolioImport
import Testing

/// One way of writing days.
struct DateStyle: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var order: DateOrder
  var write: @Sendable (_ year: Int, _ month: Int, _ day: Int) -> String
}

@Suite struct DateOrderTests {
  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]

  static let styles: [DateStyle] = [
    DateStyle(testDescription: "ISO", order: .onlyPossible) { "\($0)-\(two($1))-\(two($2))" },
    DateStyle(testDescription: "points", order: .onlyPossible) { "\($0).\(two($1)).\(two($2))" },
    DateStyle(testDescription: "yyyy/m/d", order: .onlyPossible) { "\($0)/\($1)/\($2)" },
    DateStyle(testDescription: "compact", order: .onlyPossible) { "\($0 * 10_000 + $1 * 100 + $2)" },
    DateStyle(testDescription: "compact as a float", order: .onlyPossible) {
      "\($0 * 10_000 + $1 * 100 + $2).0"
    },
    DateStyle(testDescription: "timestamp", order: .onlyPossible) {
      "\($0)-\(two($1))-\(two($2))T00:00:00Z"
    },
    DateStyle(testDescription: "timestamp with zone", order: .onlyPossible) {
      "\($0)-\(two($1))-\(two($2))T23:59:59.999+08:00"
    },
    DateStyle(testDescription: "with time", order: .dayFirst) { "\(two($2))/\(two($1))/\($0) 12:30:00 AM" },
    DateStyle(testDescription: "dd/mm/yyyy", order: .dayFirst) { "\(two($2))/\(two($1))/\($0)" },
    DateStyle(testDescription: "mm/dd/yyyy", order: .monthFirst) { "\(two($1))/\(two($2))/\($0)" },
    DateStyle(testDescription: "d.m.yyyy", order: .dayFirst) { "\($2).\($1).\($0)" },
    DateStyle(testDescription: "dd/mm/yy", order: .dayFirst) { "\(two($2))/\(two($1))/\(two($0 % 100))" },
    DateStyle(testDescription: "m/d/yy", order: .monthFirst) { "\($1)/\($2)/\(two($0 % 100))" },
    DateStyle(testDescription: "10 March 2015", order: .onlyPossible) { "\($2) \(names[$1 - 1]) \($0)" },
    DateStyle(testDescription: "Mar 10, 2015", order: .onlyPossible) {
      "\(names[$1 - 1].prefix(3)) \($2), \($0)"
    },
    DateStyle(testDescription: "10-MAR-15", order: .onlyPossible) {
      "\(two($2))-\(names[$1 - 1].prefix(3).uppercased())-\(two($0 % 100))"
    },
    DateStyle(testDescription: "Chinese", order: .onlyPossible) { "\($0)年\($1)月\($2)日" },
    DateStyle(testDescription: "Chinese with spaces", order: .onlyPossible) { " \($0) 年 \($1) 月 \($2) 日 " },
    DateStyle(testDescription: "full-width", order: .onlyPossible) {
      String(
        String.UnicodeScalarView(
          "\($0)/\($1)/\($2)".unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    },
  ]

  /// Printing a day and reading it is the identity, and the column finds its order.
  @Test(arguments: styles) func printingAndReadingIsTheIdentity(_ style: DateStyle) {
    var generator = SeededGenerator(seed: 77)
    var days: [(CalendarDay, String)] = []
    var column = DateOrderColumn(latestYear: 2025)
    for _ in 0..<2000 {
      // 1927-05-18 ... 2026-12-31 without the placeholder 1970-01-01: a hundred years, so that two digits
      // suffice.
      let day = CalendarDay(number: Int32.random(in: -15_688...20_818, using: &generator))
      if day.number == 0 { continue }
      let (year, month, dayOfMonth) = day.components
      let text = style.write(year, month, dayOfMonth)
      column.observe(text)
      days.append((day, text))
    }
    #expect(column.decide() == .order(style.order))
    #expect(column.unreadableCount == 0)
    let parser = DateParser(order: style.order, latestYear: 2025)
    for (day, text) in days {
      #expect(parser.parse(text) == .day(day), "seed 77: \(text)")
    }
  }

  static func column(_ values: [String]) -> DateOrderColumn {
    var column = DateOrderColumn(latestYear: 2025)
    for value in values { column.observe(value) }
    return column
  }

  @Test(arguments: [
    (["03/04/2015", "25/03/2015"], DateOrder.dayFirst), (["03/04/2015", "03/25/2015"], .monthFirst),
    (["10 March 2015", "06/16/2024"], .monthFirst), (["2015-03-10", "NA", ""], .onlyPossible),
    (["05/05/2015"], .onlyPossible), (["25/03/2015", "03/25/2015"], .onlyPossible), ([], .onlyPossible),
    (["3/4/15", "12/31/14", "2015-03-10"], .monthFirst), (["29/02/2016", "01/02/2016"], .dayFirst),
  ])
  func decides(_ values: [String], _ order: DateOrder) {
    #expect(Self.column(values).decide() == .order(order))
  }

  @Test func anOpenColumnShowsBothReadings() throws {
    let column = Self.column(["05/05/2015", "03/04/2015", "06/07/2015", "2015-03-10"])
    guard case .ambiguous(let ambiguity) = column.decide() else {
      Issue.record("not ambiguous")
      return
    }
    #expect(ambiguity.sample == "03/04/2015")
    #expect(ambiguity.dayFirst == CalendarDay(iso: "2015-04-03"))
    #expect(ambiguity.monthFirst == CalendarDay(iso: "2015-03-04"))
    #expect(ambiguity.count == 2)
    let problem = ambiguity.problem(at: Place(file: "a.csv", column: "申请日"))
    #expect(problem.code == .ambiguousDates)
    for text in [problem.message.zh, problem.message.en] {
      #expect(text.contains("2015-04-03") && text.contains("2015-03-04"))
    }
    #expect(problem.remedy != nil)
  }

  @Test func aColumnOfBothKindsWithOpenValuesIsAmbiguousAndNamesTheWitnesses() {
    guard case .ambiguous(let ambiguity) = Self.column(["25/03/2015", "03/25/2015", "03/04/2015"]).decide()
    else {
      Issue.record("not ambiguous")
      return
    }
    #expect(ambiguity.onlyDayFirst == "25/03/2015")
    #expect(ambiguity.onlyMonthFirst == "03/25/2015")
    #expect(ambiguity.problem(at: nil).message.zh.contains("25/03/2015"))
  }

  @Test(arguments: [
    "", " ", "NA", "N/A", "-", "--", "0000-00-00", "1900-01-00", "1900/1/0", "0", "00/00/0000", "00/01/1900",
    "无", "　",
  ])
  func knowsMissing(_ text: String) {
    #expect(DateParser(order: .dayFirst, latestYear: 2025).parse(text) == .missing(placeholder: nil))
    #expect(Self.column([text]).missingCount == 1)
  }

  @Test(arguments: [
    ("1970-01-01", "1970-01-01"), ("1/1/1970", "1970-01-01"), ("1/1/70", "1970-01-01"),
    ("1970年1月1日", "1970-01-01"),
    ("1899-12-30", "1899-12-30"), ("1900-01-01", "1900-01-01"), ("1970-01-01T00:00:00Z", "1970-01-01"),
  ])
  func placeholdersAreMissingWithANote(_ text: String, _ day: String) throws {
    let reading = DateParser(order: .dayFirst, latestYear: 2025).parse(text)
    #expect(reading == .missing(placeholder: CalendarDay(iso: day)))
    let problem = try #require(reading.problem(at: nil, value: text))
    #expect(problem.code == .placeholderDay)
    #expect(problem.severity == .note)
  }

  @Test(arguments: [
    "2015-02-29", "31/04/2015", "2015", "2015-03", "2015年3月", "201503", "March 2015", "abc", "2015-13-01",
    "2015-00-10",
    "10 Marc 2015", "2015-03-10x", "2015/03-10", "32/01/2015", "13/13/2015", "123456789", "10/3/2015 2015",
    "2015-3-101",
    "本申请", "1.5.6.7",
  ])
  func refuses(_ text: String) throws {
    for order in DateOrder.allCases {
      let reading = DateParser(order: order, latestYear: 2025, epoch: .year1900).parse(text)
      #expect(reading == .fault(.unreadable))
      #expect(try #require(reading.problem(at: nil, value: text)).code == .unreadableDay)
    }
    #expect(Self.column([text]).unreadableCount == 1)
  }

  @Test(arguments: [
    ("27802.0", SerialEpoch.year1900, "1976-02-12"), ("27802", .year1900, "1976-02-12"),
    ("42073.999", .year1900, "2015-03-10"), ("40611", .year1904, "2015-03-10"),
  ])
  func readsDayCounts(_ text: String, _ epoch: SerialEpoch, _ day: String) {
    let parser = DateParser(order: .onlyPossible, latestYear: 2025, epoch: epoch)
    #expect(parser.parse(text) == .day(CalendarDay(iso: day) ?? CalendarDay(number: 0)))
    let without = DateParser(order: .onlyPossible, latestYear: 2025).parse(text)
    #expect(without == .fault(.serialWithoutEpoch))
    #expect(without.problem(at: nil, value: text)?.code == .unreadableDay)
    #expect(Self.column([text]).serialCount == 1)
  }

  @Test func theEpochOf1900HasItsFalseLeapDay() {
    #expect(SerialEpoch.year1900.day(1) == CalendarDay(iso: "1900-01-01"))
    #expect(SerialEpoch.year1900.day(59) == CalendarDay(iso: "1900-02-28"))
    #expect(SerialEpoch.year1900.day(60) == nil)
    #expect(SerialEpoch.year1900.day(61) == CalendarDay(iso: "1900-03-01"))
    #expect(SerialEpoch.year1900.day(2_958_465) == CalendarDay(iso: "9999-12-31"))
    #expect(SerialEpoch.year1900.day(2_958_466) == nil)
    #expect(SerialEpoch.year1904.day(0) == CalendarDay(iso: "1904-01-01"))
    #expect(SerialEpoch.year1904.day(2_957_003) == CalendarDay(iso: "9999-12-31"))
  }

  @Test(arguments: [
    ("1/2/17", 2017, 2017), ("1/2/18", 2017, 2018), ("1/2/19", 2017, 1919), ("1/2/95", 2017, 1995),
    ("1/2/00", 2017, 2000), ("1/2/00", 1999, 2000), ("1/2/99", 2098, 2099),
  ])
  func twoDigitYearsAreAtMostOneYearAhead(_ text: String, _ latestYear: Int, _ year: Int) {
    let reading = DateParser(order: .dayFirst, latestYear: latestYear).parse(text)
    #expect(reading.day?.components.year == year)
  }

  @Test func valuesAgainstTheOrderAreFaults() throws {
    let dayFirst = DateParser(order: .dayFirst, latestYear: 2025).parse("03/25/2015")
    #expect(dayFirst == .fault(.otherOrder(.dayFirst)))
    #expect(try #require(dayFirst.problem(at: nil, value: "03/25/2015")).code == .contradictingDates)
    let monthFirst = DateParser(order: .monthFirst, latestYear: 2025).parse("25/03/2015")
    #expect(monthFirst == .fault(.otherOrder(.monthFirst)))
    let both = DateParser(order: .onlyPossible, latestYear: 2025)
    #expect(both.parse("25/03/2015").day == CalendarDay(iso: "2015-03-25"))
    #expect(both.parse("03/25/2015").day == CalendarDay(iso: "2015-03-25"))
    let open = both.parse("03/04/2015")
    #expect(try #require(open.problem(at: nil, value: "03/04/2015")).code == .ambiguousDates)
  }

  @Test func noiseNeverTraps() {
    var generator = SeededGenerator(seed: 9)
    let pieces = Array("0123456789/-.: TZ年月日号AMarch, １／　①+")
    let parser = DateParser(order: .onlyPossible, latestYear: 2025, epoch: .year1900)
    var column = DateOrderColumn(latestYear: 2025)
    var days = 0
    for _ in 0..<50_000 {
      let length = Int.random(in: 0...20, using: &generator)
      let text = String((0..<length).map { _ in pieces.randomElement(using: &generator) ?? "0" })
      column.observe(text)
      if let day = parser.parse(text).day {
        days += 1
        #expect(parser.parse(day.iso).day == day, "seed 9: \(text)")
      }
    }
    #expect(days > 0)
    #expect(column.missingCount + column.unreadableCount > 0)
  }
}
