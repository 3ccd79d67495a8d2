import Foundation
import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// Faults in schedule files are found, all of them, with the line and the code.
@Suite struct BrokenScheduleTests {
  /// A sound schedule of 34 lines with a line to be replaced.
  static let sound = """
    kind: fee-schedule
    id: XX
    version: "1"
    title: {zh: 试, en: Trial}
    checkedOn: 2026-01-01
    sources:
      law: {title: Law, standing: official}
    office: XX
    currency: EUR
    rules:
      anchor: {day: filing, source: law}
      due: {form: yearly, countedBy: patent-year, day: month-end, firstFee: 3, source: law}
      late:
        of: full-fee
        source: law
        steps:
          - {throughMonth: 2, percent: 0}
          - {throughMonth: 6, amount: 50}
      tariffDay: {is: due-day, source: law}
      unpaid: {endsOn: day-after-grace, source: law}
    rateClasses:
      default: whole
      names:
        whole: {zh: 全额, en: whole}
    rights:
      - kinds: [invention]
        payWhile: both
        term:
          - {years: 5, from: filing, source: law}
        tariffs:
          - from: 2020-01-01
            source: law
            fees:
              3-4: 70
              5: 100
    """

  private func problems(_ text: String) -> [Problem] {
    let catalogue = ModelCatalogue(files: [ModelFile(path: "Fees/XX.yaml", text: text, origin: .user)])
    do {
      _ = try FeeSchedules(catalogue: catalogue)
      return []
    } catch let list as ProblemList {
      return list.problems
    } catch {
      Issue.record(error)
      return []
    }
  }

  @Test func theSoundOneWorks() throws {
    #expect(problems(Self.sound).isEmpty)
    // The days of DE-01 (a court's own: due 2023-01-31, free to 31 March, with 50 to 31 July, lapse the day
    // after), here with a term of five years.
    let catalogue = ModelCatalogue(files: [ModelFile(path: "Fees/XX.yaml", text: Self.sound, origin: .user)])
    let calendar = RenewalCalendar(schedules: try FeeSchedules(catalogue: catalogue))
    let item = try #require(
      try calendar.items(
        for: RenewalSubject(office: "XX", kind: .invention, filingDay: day("2019-01-14")),
        from: day("2023-01-01"),
        through: day("2023-12-31"), asOf: day("2023-04-01")
      ).get().first)
    #expect(item.feeYear == 5 && item.due.iso == "2023-01-31")
    #expect(item.surchargeSteps.map(\.through.iso) == ["2023-03-31", "2023-07-31"])
    #expect(item.surchargeSteps.map { $0.surcharge?.decimal } == ["0.00", "50.00"])
    #expect(item.lapseDay?.iso == "2023-08-01")
    #expect(item.currentStep?.from.iso == "2023-04-01")
  }

  /// A holiday table that is named must be there.
  @Test func missingHolidayTable() {
    let text = Self.sound.replacingOccurrences(
      of: "  unpaid: {", with: "  rollOver: {due: yes, holidays: XX, source: law}\n  unpaid: {")
    #expect(problems(text).map(\.code) == [.modelNotFound])
  }

  @Test(
    arguments: [
      ("  law: {title: Law, standing: official}", "  law: {title: Law, standing: rumour}", .modelBadValue, 7),
      ("checkedOn: 2026-01-01", "checkedOn: yesterday", .modelBadValue, 5),
      ("office: XX", "office: XX: YY", .modelSyntax, 8),
      ("  anchor: {day: filing, source: law}", "  anchor: {day: filing, source: lore}", .modelUnsourced, 11),
      ("  anchor: {day: filing, source: law}", "  anchor: {day: priority, source: law}", .modelBadValue, 11),
      ("  anchor: {day: filing, source: law}", "  anchor: {source: law}", .modelMissingKey, 11),
      ("firstFee: 3", "firstFee: third", .modelBadValue, 12),
      ("day: month-end, ", "", .modelMissingKey, 12),
      ("{throughMonth: 6, amount: 50}", "{throughMonth: 6, percent: 5, amount: 50}", .modelBadValue, 18),
      ("{throughMonth: 6, amount: 50}", "{throughMonth: 2, amount: 50}", .modelBadValue, 18),
      ("{throughMonth: 2, percent: 0}", "{throughMonth: 2, amount: 60}", .modelBadValue, 18),
      ("currency: EUR", "currency: euro", .modelBadValue, 9),
      ("default: whole", "default: half", .modelBadValue, 22),
      ("kinds: [invention]", "kinds: [inventoin]", .modelBadValue, 26),
      ("      - from: 2020-01-01", "      - since: 2020-01-01", .modelUnknownKey, 31),
      ("        source: law\n        fees:", "        fees:", .modelMissingKey, 31),
      ("3-4: 70", "4-3: 70", .modelBadValue, 34),
      ("3-4: 70", "3-5: 70", .modelBadValue, 35),
      ("3-4: 70", "3-4: 70.001", .modelBadValue, 34),
      ("3-4: 70", "3: 70", .modelBadValue, 26),
      ("3-4: 70", "3-4: {amount: 70, perclaim: 3}", .modelUnknownKey, 34),
      ("3-4: 70", "3-4: {amount: 70, once: perhaps}", .modelBadValue, 34),
      ("3-4: 70", "3-4: {amount: 70, once: yes}\n          4: 80", .modelBadValue, 35),
      ("3-4: 70", "3-4: unkown", .modelBadValue, 34),
      ("      - from: 2020-01-01\n        source", "      - source", .modelBadValue, 31),
      (
        "        source: law\n        fees:", "        source: law\n        stage: grown\n        fees:",
        .modelBadValue, 33
      ),
      ("payWhile: both", "payWhile: both\n    firstFee: soon", .modelBadValue, 28),
      ("firstFee: 3", "firstFee: grant-anniversary-plus-x", .modelBadValue, 12),
      ("unpaid: {", "lateGrant: {monthsAfterGrant: 3}\n  unpaid: {", .modelMissingKey, 20),
      ("unpaid: {", "atGrant: {years: 3, source: lore}\n  unpaid: {", .modelUnsourced, 20),
    ] as [(String, String, ProblemCode, Int)])
  func faultsAreFoundWhereTheyStand(good: String, bad: String, code: ProblemCode, line: Int) throws {
    try #require(Self.sound.contains(good))
    let found = problems(Self.sound.replacingOccurrences(of: good, with: bad))
    #expect(
      found.contains { $0.code == code && $0.place?.line == line && $0.place?.file == "Fees/XX.yaml" },
      "\(found.map { $0.text(.en) })")
  }

  @Test func severalFaultsAtOnce() {
    let text = Self.sound.replacingOccurrences(of: "firstFee: 3", with: "firstFee: third")
      .replacingOccurrences(of: "5: 100", with: "5: lots")
    #expect(Set(problems(text).compactMap(\.place?.line)).isSuperset(of: [12, 35]))
  }

  @Test func tariffsOutOfOrder() {
    let more = Self.sound + "\n      - {from: 2019-01-01, source: law, fees: {3-5: 60}}\n"
    #expect(problems(more).contains { $0.code == .modelBadValue && $0.place?.line == 36 })
  }

  @Test func twoFilesForOneKind() throws {
    let other = Self.sound.replacingOccurrences(of: "id: XX", with: "id: YY")
    let catalogue = ModelCatalogue(files: [
      ModelFile(path: "Fees/XX.yaml", text: Self.sound, origin: .user),
      ModelFile(path: "Fees/YY.yaml", text: other, origin: .user),
    ])
    let error = #expect(throws: ProblemList.self) { try FeeSchedules(catalogue: catalogue) }
    #expect(error?.problems.first?.message.en.contains("already covered by Fees/XX.yaml") == true)
  }

  @Test(
    arguments: [
      ("source: ecb", "source: fed", .modelUnsourced, 9),
      ("USD: {2025: 7.1}", "usd: {2025: 7.1}", .modelBadValue, 12),
      ("2025: 7.1", "2025: -7.1", .modelBadValue, 12), ("2025: 7.1", "2026: 7.1", .modelBadValue, 12),
    ] as [(String, String, ProblemCode, Int)])
  func brokenRates(good: String, bad: String, code: ProblemCode, line: Int) {
    let text = """
      kind: exchange-rates
      id: r
      version: "1"
      title: {zh: 率, en: Rates}
      checkedOn: 2026-01-01
      sources:
        ecb: {title: ECB, standing: official}
      base: CNY
      source: ecb
      newestFullYear: 2025
      rates:
        USD: {2025: 7.1}
      """
    func load(_ text: String) throws -> ExchangeRates {
      try ModelCatalogue.load(ExchangeRates.self, file: ModelFile(path: "r.yaml", text: text, origin: .user))
        .0
    }
    #expect(throws: Never.self) { try load(text) }
    let error = #expect(throws: ProblemList.self) { try load(text.replacingOccurrences(of: good, with: bad)) }
    #expect(error?.problems.contains { $0.code == code && $0.place?.line == line } == true)
  }
}
