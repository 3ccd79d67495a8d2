public import PortfolioCore

/// All-day events as an iCalendar file (RFC 5545).
///
/// The text depends on nothing but the events: the stamp comes from the as-of day, identifiers are the caller's
/// and stay the same from list to list, so that a calendar that imports the next list updates its entries.
public struct CalendarFile: Sendable {
  /// An all-day event.
  public struct Event: Sendable, Hashable {
    /// The identifier, unique in the world and the same in every list.
    public var identifier: String
    /// The day.
    public var day: CalendarDay
    /// The title.
    public var summary: String
    /// The text.
    public var description: String
    /// Days before the day on which to remind.
    public var alarmDays: [Int]

    /// An event.
    public init(identifier: String, day: CalendarDay, summary: String, description: String, alarmDays: [Int])
    {
      self.identifier = identifier
      self.day = day
      self.summary = summary
      self.description = description
      self.alarmDays = alarmDays
    }
  }

  /// The calendar's name.
  public var name: String
  /// The program that made it, as `PRODID`.
  public var product: String
  /// The day of the stamp.
  public var stamp: CalendarDay
  /// The events.
  public var events: [Event]

  /// A calendar.
  public init(name: String, product: String, stamp: CalendarDay, events: [Event]) {
    self.name = name
    self.product = product
    self.stamp = stamp
    self.events = events
  }

  /// The file: lines end with CR LF and are folded at 75 octets, never within a character.
  public var text: String {
    var lines = Lines()
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", product)
    lines.add("CALSCALE", "GREGORIAN")
    lines.add("METHOD", "PUBLISH")
    lines.add("X-WR-CALNAME", CalendarFile.escaped(name))
    for event in events {
      lines.add("BEGIN", "VEVENT")
      lines.add("UID", CalendarFile.escaped(event.identifier))
      lines.add("DTSTAMP", CalendarFile.basic(stamp) + "T000000Z")
      lines.add("DTSTART;VALUE=DATE", CalendarFile.basic(event.day))
      lines.add("DTEND;VALUE=DATE", CalendarFile.basic(event.day + 1))
      lines.add("SUMMARY", CalendarFile.escaped(event.summary))
      lines.add("DESCRIPTION", CalendarFile.escaped(event.description))
      lines.add("TRANSP", "TRANSPARENT")
      for days in event.alarmDays {
        lines.add("BEGIN", "VALARM")
        lines.add("ACTION", "DISPLAY")
        lines.add("DESCRIPTION", CalendarFile.escaped(event.summary))
        lines.add("TRIGGER", days == 0 ? "PT0S" : "-P\(days)D")
        lines.add("END", "VALARM")
      }
      lines.add("END", "VEVENT")
    }
    lines.add("END", "VCALENDAR")
    return lines.text
  }

  /// `YYYYMMDD`.
  private static func basic(_ day: CalendarDay) -> String { String(day.iso.filter { $0 != "-" }) }

  /// A value of type TEXT (RFC 5545, 3.3.11): control characters cannot stand in it.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case ";": result += "\\;"
      case ",": result += "\\,"
      case "\n": result += "\\n"
      case "\r": continue
      default: if scalar.value >= 0x20 && scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// Content lines, folded.
  private struct Lines {
    var text = ""

    mutating func add(_ name: String, _ value: String) {
      var octets = 0
      for scalar in (name + ":" + value).unicodeScalars {
        let width = UTF8.width(scalar)
        if octets + width > 75 {
          text += "\r\n "
          octets = 1
        }
        text.unicodeScalars.append(scalar)
        octets += width
      }
      text += "\r\n"
    }
  }
}
