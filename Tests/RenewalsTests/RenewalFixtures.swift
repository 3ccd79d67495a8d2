import BuiltinModels
import Foundation
import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// The built-in models and small helpers.
enum Fixtures {
  static let files = BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) }
  static let catalogue = ModelCatalogue(files: files)

  static func schedules() throws -> FeeSchedules { try FeeSchedules(catalogue: catalogue) }

  static func calendar() throws -> RenewalCalendar { RenewalCalendar(schedules: try schedules()) }

  static func rates() throws -> ExchangeRates {
    try catalogue.load(ExchangeRates.self, id: "yearly-averages").0
  }

  /// A file of the shared facts beside the package, or nil with a printed note.
  static func sharedFile(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.deletingLastPathComponent().appendingPathComponent("shared/facts/" + name)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      print("skipped: \(name) is not beside the package")
      return nil
    }
    return text
  }

  /// The rows of a comma-separated text with quotes, keyed by the header.
  static func rows(_ text: String) -> [[String: String]] {
    var table: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    for character in text.replacingOccurrences(of: "\r\n", with: "\n") {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        table[table.count - 1].append(field)
        field = ""
      case "\n" where !isQuoted:
        table[table.count - 1].append(field)
        field = ""
        table.append([])
      default: field.append(character)
      }
    }
    let header = table[0]
    return table.dropFirst().filter { $0.count == header.count }.map {
      Dictionary(uniqueKeysWithValues: zip(header, $0))
    }
  }
}

func day(_ iso: String) -> CalendarDay { CalendarDay(iso: iso)! }

extension SeededGenerator {
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func day(_ years: ClosedRange<Int>) -> CalendarDay {
    CalendarDay(year: number(years), month: number(1...12), day: 1)! + number(0...30)
  }

  /// Any right that the built-in schedules may meet, sound or not.
  mutating func subject() -> RenewalSubject {
    let filing = day(1990...2026)
    let kinds: [RightKind] = [
      .invention, .invention, .invention, .utilityModel, .design, .trademark, .technicalSecret,
    ]
    let offices = [
      "CN", "CN", "CN", "US", "EP", "EP", "ZZ", "JP", "KR", "DE", "GB", "FR", "NL", "CH", "IT", "ES", "SE",
      "PL",
      "CA", "AU", "IN", "BR", "RU", "SG", "HK", "TW", "UP", "WO",
    ]
    let office = offices[number(0...offices.count - 1)]
    let kind = office == "WO" ? RightKind.trademark : kinds[number(0...kinds.count - 1)]
    let grant = filing + number(30...2500)
    let reductionsByOffice: [String: [[RecordedReduction]]] = [
      "CN": [[], ["single-applicant"], ["joint-applicants", "open-licence"]],
      "DE": [[], ["licence-of-right"]],
      "GB": [[], ["licence-of-right"]], "UP": [[], ["licence-of-right"]], "BR": [[], ["small-entity"]],
      "RU": [[], ["open-licence"]],
    ]
    let classesByOffice: [String: [String?]] = [
      "US": [nil, "large", "small", "micro"], "CA": [nil, "small"], "AU": [nil, "other-means"],
      "IN": [nil, "efiling-small", "paper-other", "paper-small"], "FR": [nil, "reduced"],
      "JP": [nil, "examined-before-2004-04"],
    ]
    let ownReductions = kind == .trademark ? [[]] : reductionsByOffice[office] ?? [[]]
    let ownClasses = kind == .trademark ? [nil] : classesByOffice[office] ?? [nil]
    let states = [[], ["DE", "FR"], ["GB", "CH", "AT"], ["IT", "ES", "PL", "SE", "NL"]][number(0...3)]
    return RenewalSubject(
      office: office, kind: kind,
      stage: number(0...4) == 0 || office == "EP" && number(0...1) == 0 ? .application : .granted,
      life: number(0...15) == 0 ? .ended : .alive, filingDay: number(0...19) == 0 ? nil : filing,
      grantDay: number(0...9) == 0 ? nil : grant,
      isNationalPhase: number(0...4) == 0,
      expiryDay: number(0...9) == 0 ? filing + number(3000...9000) : nil,
      endDay: number(0...1) == 0 ? nil : grant + number(100...4000), claims: number(1...30),
      classes: number(0...5) == 0 ? nil : number(1...4),
      rateClass: ownClasses[number(0...ownClasses.count - 1)],
      reductions: ownReductions[number(0...ownReductions.count - 1)],
      validationStates: office == "EP" ? states : [], isUnitary: office == "EP" && number(0...2) == 0)
  }
}
