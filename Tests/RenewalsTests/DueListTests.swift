import Foundation
import PolicyModels
import PortfolioCore
import Renewals
import Testing

@Suite struct DueListTests {
  static let asOf = day("2026-06-30")

  private func list(_ rights: [DueListRight], within days: Int) throws -> DueList {
    DueList(
      of: rights, calendar: try Fixtures.calendar(), rates: try Fixtures.rates(), currency: .cny,
      asOf: Self.asOf,
      within: days)
  }

  /// The rights FL-04, FL-05, FL-09 and FL-10 of the sample `first-look`, worked by hand.
  @Test func fourRightsByHand() throws {
    let rights = [
      DueListRight(
        subject: RenewalSubject(
          office: "CN", kind: .utilityModel, filingDay: day("2020-07-20"), grantDay: day("2021-03-16")),
        payments: [
          RecordedPayment(
            row: 0, feeYear: 7, paidDay: day("2026-06-20"), amount: Money(major: 1200, currency: .cny))
        ], hasLedger: true),
      DueListRight(
        subject: RenewalSubject(
          office: "CN", kind: .utilityModel, filingDay: day("2019-04-15"), grantDay: day("2019-12-20")),
        hasLedger: true),
      DueListRight(
        subject: RenewalSubject(
          office: "US", kind: .invention, filingDay: day("2020-08-10"), grantDay: day("2023-03-14")),
        hasLedger: false),
      DueListRight(
        subject: RenewalSubject(
          office: "EP", kind: .invention, stage: .application, filingDay: day("2020-08-10")),
        hasLedger: true),
      DueListRight(subject: RenewalSubject(office: "CN", kind: .technicalSecret), hasLedger: true),
    ]
    let due = try list(rights, within: 90)
    #expect(due.entries.map(\.right) == [1, 0, 3, 2])
    #expect(due.entries.map(\.isInGrace) == [true, false, false, false])
    #expect(due.entries.map(\.item.due.iso) == ["2026-04-15", "2026-07-20", "2026-08-31", "2026-09-14"])
    #expect(due.entries.map(\.item.lastDay.iso) == ["2026-10-15", "2027-01-20", "2027-02-28", "2027-03-14"])
    // 1,200 and 10 % of it; 1,200; 1,310 EUR at 8.118504; 2,150 USD at 7.187359.
    #expect(due.entries.map(\.amountNow?.decimal) == ["1320.00", "1200.00", "1310.00", "2150.00"])
    #expect(
      due.entries.map { $0.converted?.money.decimal } == ["1320.00", "1200.00", "10635.24", "15452.82"])
    #expect(due.entries.map { $0.converted?.year } == [nil, nil, 2025, 2025])
    #expect(due.entries.map(\.paid) == [.unpaid, .paid(day("2026-06-20")), .unpaid, .unknown])
    #expect(due.entries[0].nextSteps.map { $0.surcharge?.decimal } == ["180.00", "240.00", "300.00"])
    #expect(due.entries[0].nextSteps.first?.from.iso == "2026-07-16")
    // The first month after the due day is free.
    #expect(due.entries[1].lastFreeDay.iso == "2026-08-20")
    #expect(due.reasons.map(\.right) == [4])
  }

  @Test func paidInGraceIsDoneWith() throws {
    var right = DueListRight(
      subject: RenewalSubject(
        office: "CN", kind: .utilityModel, filingDay: day("2019-04-15"), grantDay: day("2019-12-20")),
      hasLedger: true)
    #expect(try list([right], within: 30).entries.count == 1)
    right.payments = [
      RecordedPayment(
        row: 0, feeYear: 8, paidDay: day("2026-06-01"), amount: Money(major: 1200, currency: .cny))
    ]
    #expect(try list([right], within: 30).entries.isEmpty)
  }

  @Test(arguments: ForecastTests.seeds) func everyLineIsInTheCalendar(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let rights = (0..<300).map { _ in DueListRight(subject: generator.subject(), hasLedger: true) }
    let calendar = try Fixtures.calendar()
    let due = try list(rights, within: 120)
    var seen = 0
    for entry in due.entries {
      let items = try calendar.items(
        for: rights[entry.right].subject, from: entry.item.due, through: entry.item.due, asOf: Self.asOf
      ).get()
      #expect(items.contains(entry.item), "seed \(seed)")
      let isAhead = entry.item.due >= Self.asOf && entry.item.due <= Self.asOf + 120
      #expect(isAhead || entry.isInGrace && entry.item.lastDay >= Self.asOf, "seed \(seed)")
      if let now = entry.amountNow, let amount = entry.item.amount {
        #expect(now.minorUnits >= amount.minorUnits, "seed \(seed)")
      }
      seen += 1
    }
    #expect(seen > 10, "seed \(seed)")
    // Nothing is left out: every fee of the span has its line.
    for (index, right) in rights.enumerated() {
      guard
        case .success(let items) = calendar.items(
          for: right.subject, from: Self.asOf, through: Self.asOf + 120, asOf: Self.asOf)
      else { continue }
      for item in items where !item.isPaidAtRegistration {
        #expect(due.entries.contains { $0.right == index && $0.item == item }, "seed \(seed)")
      }
    }
    // In grace first, then by last day.
    let late = due.entries.prefix { $0.isInGrace }
    #expect(due.entries.dropFirst(late.count).allSatisfy { !$0.isInGrace }, "seed \(seed)")
    for part in [Array(late), Array(due.entries.dropFirst(late.count))] {
      #expect(zip(part, part.dropFirst()).allSatisfy { $0.item.lastDay <= $1.item.lastDay }, "seed \(seed)")
    }
  }

  // MARK: Calendars

  /// Reads an iCalendar file back: unfolded lines, unescaped values, one dictionary an event.
  private func events(_ text: String) throws -> [[String: String]] {
    #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
    #expect(text.hasSuffix("\r\n"))
    for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75, "\(line)") }
    let lines = text.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n").filter {
      !$0.isEmpty
    }
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    var events: [[String: String]] = []
    var open: [String] = []
    for line in lines {
      let colon = try #require(line.firstIndex(of: ":"))
      let (name, value) = (String(line[..<colon]), String(line[line.index(after: colon)...]))
      switch name {
      case "BEGIN":
        open.append(value)
        if value == "VEVENT" { events.append([:]) }
      case "END": #expect(open.popLast() == value)
      default:
        guard open.contains("VEVENT") else { continue }
        let key = open.last == "VALARM" ? "alarm " + name : name
        let old = events[events.count - 1][key].map { $0 + "|" } ?? ""
        events[events.count - 1][key] = old + unescaped(value)
      }
    }
    #expect(open.isEmpty)
    return events
  }

  private func unescaped(_ value: String) -> String {
    var result = ""
    var isEscape = false
    for character in value {
      if isEscape {
        result.append(character == "n" ? "\n" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  @Test func aCalendarReadsBack() throws {
    let long = String(repeating: "一种用于高寒线路的转向架；及其, \\ 方法", count: 9)
    let file = CalendarFile(
      name: "甲, 乙", product: "-//X//Y//EN", stamp: Self.asOf,
      events: [
        CalendarFile.Event(
          identifier: "cn-1@x", day: day("2026-12-31"), summary: long, description: "a\nb;c\u{7}",
          alarmDays: [30, 0])
      ])
    let event = try #require(try events(file.text).first)
    #expect(event["UID"] == "cn-1@x")
    #expect(event["DTSTAMP"] == "20260630T000000Z")
    #expect(event["DTSTART;VALUE=DATE"] == "20261231" && event["DTEND;VALUE=DATE"] == "20270101")
    #expect(event["SUMMARY"] == long && event["DESCRIPTION"] == "a\nb;c")
    #expect(event["alarm TRIGGER"] == "-P30D|PT0S" && event["alarm ACTION"] == "DISPLAY|DISPLAY")
  }
}
