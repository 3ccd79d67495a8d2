import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// The offices' own examples, as literals.
@Suite struct WorkedExampleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var id: String
    var subject: RenewalSubject
    var fee: String
    var due: String
    var earliest: String?
    var lastDay: String?
    var lapses: String?
    var amount: Int64?
    var testDescription: String { id + " " + fee }
  }

  static let examples: [Example] = [
    Example(
      id: "CN-02",
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("1997-06-03"), grantDay: day("2001-08-01")),
      fee: "6", due: "2002-06-03", lapses: "2002-06-03", amount: 1200),
    Example(
      id: "CN-02",
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("1997-06-03"), grantDay: day("2001-08-01")),
      fee: "5", due: "2001-08-01", amount: 1200),
    Example(
      id: "CN-01",
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("1999-06-01"), grantDay: day("2000-05-31")),
      fee: "1", due: "2000-05-31", amount: 900),
    Example(
      id: "CN-01",
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("1999-06-01"), grantDay: day("2000-06-01")),
      fee: "2", due: "2000-06-01", amount: 900),
    Example(
      id: "US-01", subject: RenewalSubject(office: "US", kind: .invention, grantDay: day("1987-08-04")),
      fee: "11.5y", due: "1999-02-04", earliest: "1998-08-04", lastDay: "1999-08-04", lapses: "1999-08-04"),
    Example(
      id: "US-02", subject: RenewalSubject(office: "US", kind: .invention, grantDay: day("2022-08-31")),
      fee: "3.5y", due: "2026-02-28", earliest: "2025-08-31", lastDay: "2026-08-31", amount: 2150),
    Example(
      id: "EP-01",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2016-11-15")),
      fee: "3", due: "2018-11-30", earliest: "2018-05-31", amount: 470),
    Example(
      id: "EP-01",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2016-11-15")),
      fee: "4", due: "2019-11-30", earliest: "2019-08-31", amount: 585),
    Example(
      id: "EP-02",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2017-07-14"),
        priorityDay: day("2016-07-15"), isNationalPhase: true),
      fee: "3", due: "2019-07-31", earliest: "2019-01-31", amount: 470),
    Example(
      id: "EP-02",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2017-07-14"),
        priorityDay: day("2016-07-15"), isNationalPhase: true),
      fee: "4", due: "2020-07-31", earliest: "2020-04-30", amount: 610),
    Example(
      id: "EP-03",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2008-11-12")),
      fee: "3", due: "2010-11-30", earliest: "2010-08-31"),
    Example(
      id: "EP-04",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2009-05-12")),
      fee: "3", due: "2011-05-31", earliest: "2011-02-28"),
    Example(
      id: "EP-05",
      subject: RenewalSubject(
        office: "EP", kind: .invention, stage: .application, filingDay: day("2021-02-03")),
      fee: "3", due: "2023-02-28", lastDay: "2023-08-31", amount: 505),
  ]

  @Test(arguments: examples) func theOfficesOwnExamples(_ example: Example) throws {
    let items = try Fixtures.calendar().items(
      for: example.subject, from: day("1980-01-01"), through: day("2060-12-31"), asOf: day("2026-11-20")
    ).get()
    let item = try #require(items.first { $0.feeName == example.fee })
    #expect(item.due.iso == example.due)
    if let earliest = example.earliest { #expect(item.earliest?.iso == earliest) }
    if let lastDay = example.lastDay { #expect(item.lastDay.iso == lastDay) }
    if let lapses = example.lapses { #expect(item.lapseDay?.iso == lapses) }
    if let amount = example.amount { #expect(item.amount?.minorUnits == amount * 100) }
  }

  /// The month steps of the Chinese surcharge: share of 1,200 on the n-th month after 2026-06-01.
  @Test(
    arguments: [
      ("2026-06-02", 0), ("2026-07-01", 0), ("2026-07-02", 60), ("2026-08-01", 60), ("2026-08-02", 120),
      ("2026-09-01", 120), ("2026-09-02", 180), ("2026-10-01", 180), ("2026-10-02", 240), ("2026-11-01", 240),
      ("2026-11-02", 300), ("2026-12-01", 300),
    ] as [(String, Int64)])
  func monthsOfTheChineseSurcharge(asOf: String, yuan: Int64) throws {
    // CN-03 and CN-04: the surcharge is a share of the full annuity although the annuity is reduced by 85 %.
    let subject = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2021-06-01"), grantDay: day("2023-05-09"),
      reductions: ["single-applicant"])
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2026-06-01"), through: day("2026-06-01"), asOf: day(asOf)
    ).get()
    let item = try #require(items.first)
    #expect(item.amount == Money(major: 180, currency: .cny))
    #expect(item.fullAmount == Money(major: 1200, currency: .cny))
    #expect(item.timing == .inGrace)
    #expect(item.currentStep?.surcharge == Money(major: yuan, currency: .cny))
  }

  @Test func whatIsInGrace() throws {
    let calendar = try Fixtures.calendar()
    let late = RenewalSubject(
      office: "EP", kind: .invention, stage: .application, filingDay: day("2023-02-14"))
    func names(_ asOf: String) throws -> [String] {
      try calendar.itemsInGrace(for: late, asOf: day(asOf)).get().map(\.feeName)
    }
    #expect(try names("2025-02-28") == [])
    #expect(try names("2025-03-01") == ["3"])
    #expect(try names("2025-08-31") == ["3"])
    #expect(try names("2025-09-01") == [])
  }

  @Test func beforeAndAfterGrace() throws {
    let subject = RenewalSubject(
      office: "EP", kind: .invention, stage: .application, filingDay: day("2023-02-14"))
    func timing(_ asOf: String) throws -> DueItem.Timing? {
      try Fixtures.calendar().items(
        for: subject, from: day("2025-02-28"), through: day("2025-02-28"), asOf: day(asOf)
      ).get().first?.timing
    }
    #expect(try timing("2024-08-30") == .notYetPayable)
    #expect(try timing("2024-08-31") == .payable)
    #expect(try timing("2025-02-28") == .payable)
    #expect(try timing("2025-03-01") == .inGrace)
    #expect(try timing("2025-08-31") == .inGrace)
    #expect(try timing("2025-09-01") == .past)
  }

  /// EP-06: 690 and half of it.
  @Test func additionalFeeOfHalf() throws {
    let subject = RenewalSubject(
      office: "EP", kind: .invention, stage: .application, filingDay: day("2023-02-14"))
    let item = try #require(
      try Fixtures.calendar().items(
        for: subject, from: day("2025-02-28"), through: day("2025-02-28"), asOf: day("2025-05-05")
      ).get().first)
    #expect(item.amount == Money(major: 690, currency: .eur))
    #expect(item.currentStep?.surcharge == Money(major: 345, currency: .eur))
    // 31 August 2025 is a Sunday.
    #expect(item.lastDayMoved.iso == "2025-09-01")
    #expect(item.dueMoved == item.due)
  }

  /// US-05: the term is over before the third fee; US-06: no proration.
  @Test func noFeeAfterTheTerm() throws {
    let subject = RenewalSubject(
      office: "US", kind: .invention, filingDay: day("1993-02-01"), grantDay: day("2003-01-05"))
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2003-01-01"), through: day("2030-12-31"), asOf: day("2012-01-01")
    ).get()
    #expect(items.map(\.feeName) == ["3.5y", "7.5y"])
    #expect(items.last?.due.iso == "2010-07-05")
  }

  /// US-07, and the amounts of the tariff's day.
  @Test(arguments: [("large", 2000), ("small", 800), ("micro", 400)] as [(String, Int64)])
  func entityClasses(name: String, dollars: Int64) throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "US", kind: .invention))
    let amount = schedule.amount(kind: .invention, fee: "3.5y", on: day("2023-06-15"), rateClass: name)
    #expect(amount == Money(major: dollars, currency: .usd))
  }

  /// CN-BAD: a published example that is one year off must not come true.
  @Test func rejectedExample() throws {
    let subject = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2006-12-18"), grantDay: day("2012-06-26"))
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2012-06-27"), through: day("2013-12-31"), asOf: day("2012-07-01")
    ).get()
    #expect(items.map(\.due.iso) == ["2012-12-18", "2013-12-18"])
    #expect(items.map(\.feeYear) == [7, 8])
  }

  /// US-03: a Saturday moves to Monday, the lapse day does not.
  @Test func weekendsMove() throws {
    let subject = RenewalSubject(office: "US", kind: .invention, grantDay: day("2023-05-28"))
    let item = try #require(
      try Fixtures.calendar().items(
        for: subject, from: day("2026-01-01"), through: day("2026-12-31"), asOf: day("2026-01-01")
      ).get().first)
    #expect(item.due.iso == "2026-11-28")
    #expect(item.dueMoved.iso == "2026-11-30")
    #expect(item.lastDay.iso == "2027-05-28")
    #expect(item.lapseDay?.iso == "2027-05-28")
    #expect(item.notes.contains { $0.en.contains("holiday") })
  }

  @Test func casesBesideTheModelsHold() throws {
    let files = Fixtures.files.filter { $0.path.hasPrefix("Fees/") }
    let results = try FeeCases.run(files, catalogue: Fixtures.catalogue)
    for result in results where !result.holds {
      Issue.record("\(result.place) \(result.name): \(result.differences.map(\.en).joined(separator: "; "))")
    }
    #expect(results.count >= 100)
  }

  @Test func aWrongCaseFails() throws {
    let text = """
      kind: fee-cases
      cases:
        - name: wrong amount
          asOf: 2026-01-01
          from: 2026-01-01
          through: 2026-12-31
          right: {office: CN, kind: invention, filingDay: 2021-06-01, grantDay: 2023-05-09}
          fees: [{fee: 6, due: 2026-06-02, amount: 900}]
      """
    let file = ModelFile(path: "Fees/X.cases.yaml", text: text, origin: .user)
    let results = try FeeCases.run([file], catalogue: Fixtures.catalogue)
    #expect(results.first?.place.line == 3)
    #expect(
      results.first?.differences.map(\.en) == [
        "6 due: expected 2026-06-02, found 2026-06-01", "6 amount: expected 900.00, found 1200.00",
      ])
  }
}
