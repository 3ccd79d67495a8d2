import PortfolioCore
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
    ("1985-04-01", 5_569),
  ])
  func numberOfKnownDays(text: String, number: Int32) throws {
    let day = try #require(CalendarDay(iso: text))
    #expect(day.number == number)
    #expect(day.iso == text)
  }

  @Test(arguments: [
    "2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-04-01", "2026-4-1", "2026/04/01", "",
    "0999-01-01",
  ])
  func noSuchDay(text: String) { #expect(CalendarDay(iso: text) == nil) }

  /// 29 February and month-ends: article 5 of the Chinese implementing regulations, rule 131(4) EPC.
  @Test(arguments: [
    ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2025-08-31", 6, "2026-02-28"),
    ("2026-01-31", 1, "2026-02-28"), ("2026-03-15", -1, "2026-02-15"), ("2026-01-15", -13, "2024-12-15"),
    ("2025-12-31", 2, "2026-02-28"),
  ])
  func monthsAdded(from: String, months: Int, to: String) throws {
    #expect(try #require(CalendarDay(iso: from)).adding(months: months).iso == to)
  }

  @Test(arguments: [
    ("2020-02-29", "2026-02-27", 5), ("2020-02-29", "2026-02-28", 6), ("2020-06-30", "2020-06-29", -1),
  ])
  func fullYears(from: String, to: String, years: Int) throws {
    let earlier = try #require(CalendarDay(iso: from))
    #expect(try #require(CalendarDay(iso: to)).fullYears(since: earlier) == years)
  }

  @Test func weekdays() throws {
    #expect(try #require(CalendarDay(iso: "2026-11-21")).weekday == 6)
    #expect(try #require(CalendarDay(iso: "1969-12-28")).weekday == 0)
  }

  @Test func everyDayPrintsAndReadsBack() {
    let seed: UInt64 = 20_261_121
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let number = Int32(Int(generator.next() % 800_000)) - 300_000
      let day = CalendarDay(number: number)
      #expect(CalendarDay(iso: day.iso) == day, "seed \(seed), number \(number)")
      let (year, month, date) = day.components
      #expect(CalendarDay(year: year, month: month, day: date) == day, "seed \(seed), number \(number)")
      #expect((day + 1) - day == 1 && day + 1 > day)
    }
  }
}
