import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// Offices whose schedules come later need only files: their published examples on small schedules.
@Suite struct ScheduleShapeTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    var id: String
    var anchor: String
    var due: String
    var more: String
    var filing: String?
    var grant: String?
    var fee: Int
    var expectDue: String
    var earliest: String?
    var steps: [String: String] = [:]
    var lapse: String?
    var testDescription: String { id }
  }

  static let shapes: [Shape] = [
    Shape(
      id: "GB-01, GB-03", anchor: "filing", due: "countedBy: patent-year, day: month-end, firstFee: 5",
      more: """
          earliest: [{months: 3, source: s}]
          late:
            source: s
            steps:
              - {throughMonth: 1, amount: 0}
              - {throughMonth: 2, amount: 24}
              - {throughMonth: 6, amount: 120}
          unpaid: {endsOn: anniversary, source: s}
        """, filing: "2000-01-05", fee: 7, expectDue: "2006-01-31", earliest: "2005-10-31",
      steps: ["2006-02-28": "0.00", "2006-03-31": "24.00", "2006-07-31": "120.00"], lapse: "2006-01-05"),
    Shape(
      id: "FR-01", anchor: "filing", due: "countedBy: patent-year, day: month-end, firstFee: 2",
      more: """
          late:
            source: s
            steps: [{throughMonth: 6, percent: 50}]
          unpaid: {endsOn: day-after-grace, source: s}
        """, filing: "2004-07-15", fee: 2, expectDue: "2005-07-31", steps: ["2006-01-31": "50.00"],
      lapse: "2006-02-01"),
    Shape(
      id: "NL-01", anchor: "filing", due: "countedBy: patent-year, day: month-end, firstFee: 4",
      more: "  unpaid: {endsOn: day-after-due, source: s}", filing: "2020-01-01", fee: 4,
      expectDue: "2023-01-31",
      lapse: "2023-02-01"),
    Shape(
      id: "KR-01", anchor: "registration", due: "countedBy: patent-year, day: anniversary, firstFee: 4",
      more: "  unpaid: {endsOn: due-day, source: s}", grant: "2007-04-19", fee: 5, expectDue: "2011-04-19",
      lapse: "2011-04-19"),
    Shape(
      id: "JP-01", anchor: "registration", due: "countedBy: patent-year, day: anniversary, firstFee: 4",
      more: """
          late:
            source: s
            steps: [{throughMonth: 6, percent: 100}]
          unpaid: {endsOn: due-day, source: s}
        """, grant: "2022-04-01", fee: 4, expectDue: "2025-04-01", steps: ["2025-10-01": "100.00"]),
    Shape(
      id: "BR-01", anchor: "filing",
      due: "countedBy: patent-year, day: anniversary, firstFee: 3, monthsAfter: 3",
      more: """
          earliest: [{months: 3, source: s}]
          late:
            source: s
            steps: [{throughMonth: 6, percent: 100}]
          unpaid: {endsOn: day-after-grace, source: s}
        """, filing: "2001-06-01", fee: 3, expectDue: "2003-09-01", earliest: "2003-06-01",
      steps: ["2004-03-01": "100.00"]),
    Shape(
      id: "AU, by anniversary", anchor: "filing",
      due: "countedBy: anniversary, day: anniversary, firstFee: 4",
      more: """
          late:
            source: s
            steps: [{throughMonth: 1, amount: 100}, {throughMonth: 2, amount: 200}]
          unpaid: {endsOn: due-day, source: s}
        """, filing: "2016-02-29", fee: 5, expectDue: "2021-02-28",
      steps: ["2021-03-28": "100.00", "2021-04-28": "200.00"]),
  ]

  @Test(arguments: shapes) func publishedExamples(_ shape: Shape) throws {
    let text = """
      kind: fee-schedule
      id: XX
      version: "1"
      title: {zh: 试, en: Trial}
      checkedOn: 2026-01-01
      sources:
        s: {title: Source, standing: official}
      office: XX
      currency: EUR
      rules:
        anchor: {day: \(shape.anchor), source: s}
        due: {form: yearly, \(shape.due), source: s}
        tariffDay: {is: due-day, source: s}
      \(shape.more)
      rights:
        - kinds: [invention]
          payWhile: both
          term: [{years: 20, from: \(shape.filing == nil ? "grant" : "filing"), source: s}]
          tariffs:
            - {seenOn: 2000-01-01, source: s, fees: {1-20: {amount: 80, perClaim: 4, claimsIncluded: 5}}}
      """
    let catalogue = ModelCatalogue(files: [ModelFile(path: "Fees/XX.yaml", text: text, origin: .user)])
    let calendar = RenewalCalendar(schedules: try FeeSchedules(catalogue: catalogue))
    let subject = RenewalSubject(
      office: "XX", kind: .invention, filingDay: shape.filing.map { day($0) },
      grantDay: shape.grant.map { day($0) },
      claims: 10)
    let items = try calendar.items(
      for: subject, from: day("1999-01-01"), through: day("2060-12-31"), asOf: day("2026-11-20")
    ).get()
    let item = try #require(items.first { $0.feeYear == shape.fee })
    #expect(item.due.iso == shape.expectDue)
    #expect(item.amount?.decimal == "100.00")
    #expect(item.earliest?.iso == shape.earliest)
    for (through, surcharge) in shape.steps {
      #expect(item.surchargeSteps.first { $0.through.iso == through }?.surcharge?.decimal == surcharge)
    }
    #expect(item.surchargeSteps.count == shape.steps.count)
    if let lapse = shape.lapse { #expect(item.lapseDay?.iso == lapse) }
  }
}
