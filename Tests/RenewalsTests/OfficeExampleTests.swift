import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// Published examples of the offices beside China, the United States and the EPO, as literals.
@Suite struct OfficeExampleTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var id: String
    var subject: RenewalSubject
    var fee: String
    var due: String
    var earliest: String?
    var lastDay: String?
    var lapses: String?
    var amount: Money?
    /// The last day of a surcharge step, and what is then added.
    var steps: [String: Int64] = [:]
    var testDescription: String { id + " " + fee }
  }

  private static func right(
    _ office: String, _ filing: String?, _ grant: String?, claims: Int? = nil, stage: RightStage = .granted
  ) -> RenewalSubject {
    RenewalSubject(
      office: office, kind: .invention, stage: stage, filingDay: filing.map { day($0) },
      grantDay: grant.map { day($0) }, claims: claims)
  }

  private static func money(_ code: String, _ major: Int64) -> Money {
    Money(major: major, currency: Currency(code: code)!)
  }

  static let examples: [Example] = [
    Example(
      id: "JP-01", subject: right("JP", nil, "2022-04-01", claims: 10), fee: "4", due: "2025-04-01",
      lastDay: "2025-10-01", steps: ["2025-10-01": 18300]),
    Example(
      id: "JP-02", subject: right("JP", nil, "2022-04-01", claims: 10), fee: "5", due: "2026-04-01",
      amount: money("JPY", 18300)),
    Example(id: "KR-01", subject: right("KR", nil, "2007-04-19"), fee: "4", due: "2010-04-19"),
    Example(id: "KR-01", subject: right("KR", nil, "2007-04-19"), fee: "5", due: "2011-04-19"),
    Example(
      id: "KR-02, KR-03", subject: right("KR", "2015-09-17", "2017-11-14", claims: 11), fee: "4",
      due: "2020-11-14", amount: money("KRW", 282_000)),
    Example(
      id: "KR-04", subject: right("KR", "2021-01-05", "2023-09-01", claims: 5), fee: "1-3", due: "2023-09-01",
      amount: money("KRW", 3 * 73_000)),
    Example(
      id: "KR-05", subject: right("KR", "2018-01-05", "2021-09-01", claims: 11), fee: "4", due: "2024-09-01",
      amount: money("KRW", 256_000)),
    Example(
      id: "DE-01", subject: right("DE", "2004-01-14", "2008-01-03"), fee: "20", due: "2023-01-31",
      lastDay: "2023-07-31", lapses: "2023-08-01", amount: money("EUR", 2030),
      steps: ["2023-03-31": 0, "2023-07-31": 5000]),
    Example(
      id: "GB-01", subject: right("GB", "2018-05-10", "2020-02-05"), fee: "7", due: "2024-05-31",
      earliest: "2024-02-29"),
    Example(
      id: "GB-02", subject: right("GB", "2018-05-10", "2020-02-05"), fee: "7", due: "2024-05-31",
      steps: [
        "2024-06-30": 0, "2024-07-31": 2400, "2024-08-31": 4800, "2024-09-30": 7200, "2024-10-31": 9600,
        "2024-11-30": 12000,
      ]),
    Example(
      id: "GB-03", subject: right("GB", "2000-01-05", "2002-10-09"), fee: "7", due: "2006-01-31",
      lastDay: "2006-07-31", lapses: "2006-01-05"),
    Example(
      id: "FR-01", subject: right("FR", "2004-07-15", nil, stage: .application), fee: "2",
      due: "2005-07-31"),
    Example(id: "NL-01", subject: right("NL", "2020-01-01", nil), fee: "4", due: "2023-01-31"),
    Example(id: "SG-01", subject: right("SG", "2013-06-01", "2017-01-10"), fee: "5", due: "2017-06-01"),
    Example(id: "SG-01", subject: right("SG", "2013-06-01", "2017-01-10"), fee: "6", due: "2018-06-01"),
    Example(id: "SG-02", subject: right("SG", "2013-06-01", "2017-04-01"), fee: "5", due: "2017-07-01"),
    Example(id: "SG-02", subject: right("SG", "2013-06-01", "2017-04-01"), fee: "6", due: "2018-06-01"),
    Example(
      id: "BR-01", subject: right("BR", "2001-06-01", "2003-01-07"), fee: "3", due: "2003-09-01",
      earliest: "2003-06-01", lastDay: "2004-03-01"),
    Example(
      id: "BR-01", subject: right("BR", "2001-06-01", "2003-01-07"), fee: "20", due: "2020-09-01",
      earliest: "2020-06-01", lastDay: "2021-03-01", amount: money("BRL", 2005)),
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
    if let amount = example.amount { #expect(item.amount == amount) }
    for (last, surcharge) in example.steps {
      #expect(item.surchargeSteps.first { $0.through.iso == last }?.surcharge?.minorUnits == surcharge)
    }
    if !example.steps.isEmpty { #expect(item.surchargeSteps.count == example.steps.count) }
  }

  /// BR-01: years 1 and 2 are exempt. FR-01: nothing for year 1. Singapore: nothing before year 5.
  @Test(arguments: [("BR", 3), ("FR", 2), ("SG", 5), ("IN", 3), ("NL", 4), ("CH", 4)])
  func firstFees(office: String, year: Int) throws {
    let items = try Fixtures.calendar().items(
      for: OfficeExampleTests.right(office, "2010-06-01", "2010-09-09"), from: day("2010-01-01"),
      through: day("2040-12-31"), asOf: day("2010-09-09")
    ).get()
    #expect(items.first?.feeYear == year)
    #expect(items.last?.feeYear == 20)
  }

  /// AU-01: twelve to nineteen, prepaid before 2020-10-01, cost 4,325 less.
  @Test func prepaymentInAustralia() throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "AU", kind: .invention))
    func sum(_ on: String) -> Int64 {
      (12...19).compactMap { schedule.amount(kind: .invention, fee: String($0), on: day(on))?.minorUnits }
        .reduce(0, +)
    }
    #expect(sum("2020-10-01") - sum("2020-09-30") == 432_500)
  }

  /// UP-01: 475 less 15 %, and half of what is left.
  @Test func licenceOfRightAndSurchargeOfTheUnitaryPatent() throws {
    var subject = OfficeExampleTests.right("UP", "2021-04-20", "2024-01-17")
    subject.reductions = ["licence-of-right"]
    let item = try #require(
      try Fixtures.calendar().items(
        for: subject, from: day("2026-04-30"), through: day("2026-04-30"), asOf: day("2026-05-20")
      ).get().first)
    #expect(item.feeYear == 6)
    #expect(item.amount == Money(minorUnits: 40_375, currency: .eur))
    // 201.875, rounded half up; the office's own rule of rounding was not found.
    #expect(item.currentStep?.surcharge == Money(minorUnits: 20_188, currency: .eur))
  }

  /// CN-05: 1 October 2026 lies in a holiday that ends on the 7th. The days of the rule itself stay.
  @Test func chineseHolidays() throws {
    func item(_ filing: String, _ year: Int) throws -> DueItem {
      try #require(
        try Fixtures.calendar().items(
          for: OfficeExampleTests.right("CN", filing, "2025-05-06"), from: day("\(year)-01-01"),
          through: day("\(year)-12-31"), asOf: day("2026-01-01")
        ).get().first)
    }
    let holiday = try item("2023-10-01", 2026)
    #expect(holiday.due.iso == "2026-10-01" && holiday.dueMoved.iso == "2026-10-08")
    // 1 April 2027 is in a year without a table: the note names it.
    #expect(holiday.lastDay.iso == "2027-04-01" && holiday.lastDayMoved.iso == "2027-04-01")
    #expect(holiday.notes.contains { $0.en.contains("2027") && $0.zh.contains("2027") })
    let worked = try item("2023-10-10", 2026)
    #expect(worked.dueMoved == worked.due)
    let known = try item("2023-03-02", 2026)
    #expect(known.due.iso == "2026-03-02" && known.dueMoved == known.due)
    #expect(!known.notes.contains { $0.en.contains("holiday") })
    // A Saturday of an unknown year still moves past the weekend.
    let later = try item("2023-10-02", 2027)
    #expect(later.due.iso == "2027-10-02" && later.dueMoved.iso == "2027-10-04")
  }

  // MARK: Granted European patents

  private static func european(_ states: [String], unitary: Bool = false) -> RenewalSubject {
    RenewalSubject(
      office: "EP", kind: .invention, filingDay: day("2018-06-14"), grantDay: day("2022-05-18"),
      validationStates: states, isUnitary: unitary)
  }

  @Test func nationalFeesBeginAfterTheYearOfGrant() throws {
    let calendar = try Fixtures.calendar()
    let all = try calendar.items(
      for: OfficeExampleTests.european(["DE", "FR"]), from: day("2018-01-01"), through: day("2040-12-31"),
      asOf: day("2026-11-20")
    ).get()
    // Until grant the office itself asked for the fees, the last time for the year of grant.
    #expect(
      all.filter { $0.office == "EP" }.map { "\($0.feeName) \($0.due.iso)" } == [
        "3 2020-06-30", "4 2021-06-30",
      ])
    #expect(
      all.filter { $0.office == "EP" }.allSatisfy { !$0.notes.contains { $0.en.hasPrefix("Supposes") } })
    let items = all.filter { $0.office != "EP" }
    // Grant fell in year 4. Year 5 falls due on 30 June, within two months of grant, and may be paid until their
    // end; then the surcharge runs from there.
    #expect(
      items.prefix(4).map { "\($0.office) \($0.feeName) \($0.due.iso)" } == [
        "DE 5 2022-07-18", "FR 5 2022-07-18", "DE 6 2023-06-30", "FR 6 2023-06-30",
      ])
    #expect(items[0].surchargeSteps.first?.from.iso == "2022-07-19")
    #expect(items.count == 2 * 16)
    #expect(items.allSatisfy { $0.due < day("2038-06-14") })
    // The expiry day of the data holds for every state.
    var shorter = OfficeExampleTests.european(["DE", "FR"])
    shorter.expiryDay = day("2030-01-01")
    let fewer = try calendar.items(
      for: shorter, from: day("2018-01-01"), through: day("2040-12-31"), asOf: day("2026-11-20")
    ).get()
    #expect(fewer.count { $0.office != "EP" } == 2 * 8)
  }

  @Test func sumsOfSeveralStates() throws {
    let schedules = try Fixtures.schedules()
    let rates = try Fixtures.rates()
    func forecast(_ subject: RenewalSubject) -> CostForecast {
      CostForecast(
        of: [subject], schedules: schedules, rates: rates, from: day("2026-11-20"),
        through: day("2036-12-31"),
        asOf: day("2026-11-20"))
    }
    let german = forecast(OfficeExampleTests.european(["DE"]))
    let swiss = forecast(OfficeExampleTests.european(["CH"]))
    let both = forecast(OfficeExampleTests.european(["DE", "CH", "DE"]))
    #expect(german.total > 0 && swiss.total > 0)
    #expect(both.total == german.total + swiss.total)
    #expect(both.statesLeftOut.isEmpty)
    // A state without a schedule is named, and the sum is marked.
    let incomplete = forecast(OfficeExampleTests.european(["DE", "AT"]))
    #expect(incomplete.total == german.total)
    #expect(incomplete.statesLeftOut == [0: ["AT"]])
    #expect(incomplete.isEstimate(row: 0, year: 2030))
    #expect(!german.isEstimate(row: 0, year: 2030))
    let calendar = RenewalCalendar(schedules: schedules)
    #expect(
      calendar.statesLeftOut(of: OfficeExampleTests.european(["DE", "AT"]), asOf: day("2026-11-20")) == ["AT"]
    )
    #expect(forecast(OfficeExampleTests.european([])).reasons == [.nationalFeesUnknown(office: "EP")])
  }

  @Test func unitaryFeeInsteadOfNationalOnes() throws {
    let items = try Fixtures.calendar().items(
      for: OfficeExampleTests.european(["GB"], unitary: true), from: day("2027-01-01"),
      through: day("2027-12-31"), asOf: day("2026-11-20")
    ).get()
    #expect(
      items.map { "\($0.office) \($0.feeName) \($0.amount?.decimal ?? "")" } == [
        "GB 10 170.00", "UP 10 1175.00",
      ])
    // Without the day of grant nobody can say which year is the first.
    var undated = OfficeExampleTests.european(["GB"])
    undated.grantDay = nil
    let result = try Fixtures.calendar().items(
      for: undated, from: day("2027-01-01"), through: day("2027-12-31"), asOf: day("2026-11-20"))
    #expect(result == .failure(.missingGrantDay))
  }

  // MARK: Amounts that nobody gives

  @Test func anUnknownAmountIsShownAndNeverZero() throws {
    let schedules = try Fixtures.schedules()
    let taiwan = OfficeExampleTests.right("TW", "2020-03-02", "2022-11-11")
    let items = try RenewalCalendar(schedules: schedules).items(
      for: taiwan, from: day("2026-11-20"), through: day("2028-12-31"), asOf: day("2026-11-20")
    ).get()
    #expect(items.map(\.due.iso) == ["2027-11-11", "2028-11-11"])
    #expect(
      items.allSatisfy { $0.amount == nil && $0.fullAmount == nil && $0.isEstimate && $0.parts.isEmpty })
    #expect(items[0].estimateReasons.map(\.zh) == ["金额未知：没有可靠来源"])
    #expect(items[0].surchargeSteps.map(\.basisPoints) == [2000, 4000, 6000, 8000, 10000, 10000])
    #expect(items[0].surchargeSteps.allSatisfy { $0.surcharge == nil })
    let forecast = CostForecast(
      of: [taiwan, OfficeExampleTests.right("FR", "2009-02-11", "2013-02-07")], schedules: schedules,
      rates: try Fixtures.rates(), from: day("2026-01-01"), through: day("2028-12-31"),
      asOf: day("2026-01-01"))
    #expect(forecast.reasons == [.amountsUnknown(office: "TW"), nil])
    #expect(forecast.unknownAmounts == [3, 2])
    #expect(forecast.unknownAmountCount == 5 && forecast.feeCount == 6)
    #expect(forecast.nextDueDays[0] == day("2026-11-11").number)
    #expect(forecast.leftOut.map(\.count) == [1])
    // France: year 18 is known, 19 and 20 are not.
    #expect(forecast.amount(row: 1, year: 2026) > 0)
    #expect(forecast.isEstimate(row: 1, year: 2027) && forecast.amount(row: 1, year: 2027) == 0)
  }

  /// Expected changes say so, and go on with the last known amount.
  @Test(arguments: [
    ("GB", "2016-06-01", "2018-02-01", "2026-04-01"), ("BR", "2015-06-01", "2019-02-05", "2025-08-07"),
    ("ES", "2016-06-01", "2018-02-01", "2025-01-01"), ("CA", "2016-06-01", "2018-02-01", "2025-01-01"),
    ("AU", "2016-06-01", "2018-02-01", "2024-10-01"), ("RU", "2016-06-01", "2018-02-01", "2024-10-01"),
  ])
  func expectedChanges(office: String, filing: String, grant: String, on: String) throws {
    let items = try Fixtures.calendar().items(
      for: OfficeExampleTests.right(office, filing, grant), from: day("2026-11-21"),
      through: day("2027-12-31"),
      asOf: day("2026-11-20")
    ).get()
    let item = try #require(items.first)
    #expect(item.isEstimate && item.amount != nil)
    #expect(item.estimateReasons.contains { $0.en.hasPrefix("Expected, amount unknown since \(on)") })
  }
}
