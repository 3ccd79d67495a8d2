import Foundation
import PortfolioCore
import Renewals
import Testing

/// iCalendar files against RFC 5545, read back by a reader of their own.
@Suite struct CalendarFileTests {
  /// Unfolds and takes apart a calendar: RFC 5545, 3.1 (content lines), 3.3.11 (TEXT).
  private struct Reader {
    var lines: [(name: String, value: String)] = []

    init(_ text: String) throws {
      let bytes = Array(text.utf8)
      #expect(bytes.suffix(2) == [13, 10])
      var line: [UInt8] = []
      var raw: [[UInt8]] = []
      var index = 0
      while index < bytes.count {
        // A line feed stands nowhere but after a carriage return, and the other way round.
        if bytes[index] == 13 {
          try #require(index + 1 < bytes.count && bytes[index + 1] == 10)
          raw.append(line)
          line = []
          index += 2
        } else {
          try #require(bytes[index] != 10)
          line.append(bytes[index])
          index += 1
        }
      }
      var logical: [[UInt8]] = []
      for line in raw {
        #expect(line.count <= 75, "\(line.count) octets")
        // Folded within no character: each line is whole UTF-8.
        #expect(String(validating: line, as: UTF8.self) != nil)
        if line.first == 32, !logical.isEmpty {
          logical[logical.count - 1] += line.dropFirst()
        } else {
          logical.append(line)
        }
      }
      for line in logical {
        let text = String(decoding: line, as: UTF8.self)
        let colon = try #require(text.firstIndex(of: ":"))
        lines.append((String(text[..<colon]), String(text[text.index(after: colon)...])))
      }
    }

    func values(_ name: String) -> [String] { lines.filter { $0.name == name }.map(\.value) }

    static func unescaped(_ text: String) -> String {
      var result = ""
      var isEscaped = false
      for character in text {
        if isEscaped {
          result.append(character == "n" || character == "N" ? "\n" : character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          result.append(character)
        }
      }
      return result
    }
  }

  private static func file(_ events: [CalendarFile.Event], asOf: String = "2026-06-30") -> CalendarFile {
    CalendarFile(name: "年费, 一览", product: "-//Winnow//Renewals//EN", stamp: day(asOf), events: events)
  }

  @Test func textsComeBackWhole() throws {
    var generator = SeededGenerator(seed: 20_260_630)
    let alphabet = Array("年费到期abc,;\\:\"\n'é𠮷👨‍👩‍👧 ")
    for seed in 0..<200 {
      func random(_ length: Int) -> String {
        String((0..<length).map { _ in alphabet[generator.number(0...alphabet.count - 1)] })
      }
      let event = CalendarFile.Event(
        identifier: "cn-\(seed)@winnow", day: generator.day(2026...2040), summary: random(seed),
        description: random(seed * 2), alarmDays: [30, 7])
      let reader = try Reader(Self.file([event]).text)
      #expect(reader.values("SUMMARY").map(Reader.unescaped) == [event.summary], "case \(seed)")
      #expect(reader.values("DESCRIPTION").first.map(Reader.unescaped) == event.description, "case \(seed)")
      #expect(reader.values("X-WR-CALNAME").map(Reader.unescaped) == ["年费, 一览"])
    }
  }

  @Test func theShapeIsThatOfTheStandard() throws {
    let events = [
      CalendarFile.Event(
        identifier: "a@winnow", day: day("2026-12-31"), summary: "A", description: "x", alarmDays: [30, 0]),
      CalendarFile.Event(
        identifier: "b@winnow", day: day("2028-02-29"), summary: "B", description: "y", alarmDays: []),
    ]
    let reader = try Reader(Self.file(events).text)
    // Components open and close like brackets.
    var open: [String] = []
    for line in reader.lines {
      if line.name == "BEGIN" { open.append(line.value) }
      if line.name == "END" { #expect(open.popLast() == line.value) }
    }
    #expect(open.isEmpty)
    #expect(reader.lines.first?.value == "VCALENDAR" && reader.lines.last?.value == "VCALENDAR")
    #expect(reader.values("VERSION") == ["2.0"] && reader.values("PRODID").count == 1)
    #expect(reader.values("UID") == ["a@winnow", "b@winnow"])
    // All-day events end, exclusively, on the next day.
    #expect(reader.values("DTSTART;VALUE=DATE") == ["20261231", "20280229"])
    #expect(reader.values("DTEND;VALUE=DATE") == ["20270101", "20280301"])
    #expect(reader.values("TRIGGER") == ["-P30D", "PT0S"])
    // The stamp is the as-of day's, not the clock's.
    #expect(reader.values("DTSTAMP") == ["20260630T000000Z", "20260630T000000Z"])
    #expect(Self.file(events).text == Self.file(events).text)
    let later = try Reader(Self.file(events, asOf: "2026-07-31").text)
    #expect(later.values("UID") == reader.values("UID"))
    #expect(later.values("DTSTAMP") == ["20260731T000000Z", "20260731T000000Z"])
  }
}
