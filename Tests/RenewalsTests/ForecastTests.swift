import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// Properties of calendars and forecasts on random rights; every message names the seed.
@Suite struct ForecastTests {
  static let seeds: [UInt64] = [1, 7, 20_261_120]

  private func subjects(_ seed: UInt64, _ count: Int) -> [RenewalSubject] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in generator.subject() }
  }

  @Test(arguments: seeds) func itemsAreInOrderAndWithinLife(seed: UInt64) throws {
    let calendar = try Fixtures.calendar()
    var seen = 0
    for subject in subjects(seed, 400) {
      guard
        case .success(let items) = calendar.items(
          for: subject, from: day("1990-01-01"), through: day("2060-12-31"), asOf: day("2026-11-20"))
      else { continue }
      for (earlier, later) in zip(items, items.dropFirst()) {
        // Fees that fell due before grant come together after it; states of one patent share their days.
        #expect(earlier.due <= later.due, "seed \(seed) \(subject)")
      }
      let end = calendar.schedules.termEnd(of: subject)?.day
      for item in items {
        seen += 1
        if let end, subject.kind != .trademark { #expect(item.due < end, "seed \(seed) \(subject)") }
        if subject.life == .ended, let end = subject.endDay { #expect(item.due < end, "seed \(seed)") }
        if let earliest = item.earliest { #expect(earliest <= item.due, "seed \(seed)") }
        #expect(item.due <= item.lastDay && item.due <= item.dueMoved, "seed \(seed)")
        #expect((item.amount == nil) == (item.fullAmount == nil), "seed \(seed)")
        if let amount = item.amount, let full = item.fullAmount {
          #expect(amount.minorUnits <= full.minorUnits, "seed \(seed)")
        }
        // Explanation and number are one.
        #expect(
          item.parts.map(\.amount.minorUnits).reduce(0, +) == item.amount?.minorUnits ?? 0, "seed \(seed)")
        #expect(item.isEstimate == !item.estimateReasons.isEmpty, "seed \(seed)")
        // Steps follow one another without a gap, and lateness never gets cheaper.
        var next = item.due + 1
        var last: Int64 = 0
        for step in item.surchargeSteps {
          #expect(step.from == next && step.from <= step.through, "seed \(seed)")
          next = step.through + 1
          if let surcharge = step.surcharge?.minorUnits {
            #expect(surcharge >= last, "seed \(seed)")
            last = surcharge
          }
        }
      }
    }
    #expect(seen > 1000)
  }

  /// The rouble has rates for a few years only, and a row that lacks one has no sum at all: Russian rights are
  /// summed in their own currency.
  @Test(arguments: seeds, [Currency.cny, Currency(code: "RUB")!])
  func spansAddUp(seed: UInt64, currency: Currency) throws {
    let schedules = try Fixtures.schedules()
    let rates = try Fixtures.rates()
    let subjects = subjects(seed, currency == .cny ? 400 : 2000).filter {
      ($0.office == "RU") == (currency != .cny)
    }
    var generator = SeededGenerator(seed: seed &+ 1)
    for _ in 0..<5 {
      let a = generator.day(2000...2030)
      let b = a + generator.number(0...4000)
      let c = b + generator.number(1...4000)
      func forecast(_ from: CalendarDay, _ through: CalendarDay) -> CostForecast {
        CostForecast(
          of: subjects, schedules: schedules, rates: rates, currency: currency, from: from, through: through,
          asOf: day("2026-11-20"))
      }
      let (first, second, whole) = (forecast(a, b), forecast(b + 1, c), forecast(a, c))
      #expect(first.feeCount + second.feeCount == whole.feeCount, "seed \(seed) \(a) \(b) \(c)")
      #expect(first.total + second.total == whole.total, "seed \(seed) \(a) \(b) \(c)")
      #expect(
        first.unknownAmountCount + second.unknownAmountCount == whole.unknownAmountCount, "seed \(seed)")
      for row in subjects.indices {
        #expect(first.total(row: row) + second.total(row: row) == whole.total(row: row), "seed \(seed)")
      }
      for year in whole.years {
        #expect(first.total(year: year) + second.total(year: year) == whole.total(year: year), "seed \(seed)")
      }
    }
  }

  @Test(arguments: seeds) func columnsEqualItems(seed: UInt64) throws {
    let calendar = try Fixtures.calendar()
    let rates = try Fixtures.rates()
    let subjects = subjects(seed, 300)
    let (from, through, asOf) = (day("2015-03-01"), day("2046-02-28"), day("2026-11-20"))
    let forecast = CostForecast(
      of: subjects, schedules: calendar.schedules, rates: rates, from: from, through: through, asOf: asOf)
    for (row, subject) in subjects.enumerated() {
      switch calendar.items(for: subject, from: from, through: through, asOf: asOf) {
      case .failure(let reason):
        #expect(forecast.reasons[row] == reason, "seed \(seed)")
        #expect(forecast.total(row: row) == 0, "seed \(seed)")
      case .success(let items):
        let unknown = items.count { $0.amount == nil }
        // A currency without a rate, and fees none of which has an amount, are reasons of the sum alone.
        let isWithoutRate = items.contains { item in
          guard let amount = item.amount else { return false }
          return rates.convert(amount, to: .cny, year: item.due.year) == nil
        }
        if isWithoutRate {
          #expect(forecast.reasons[row]?.code == "no-exchange-rate", "seed \(seed)")
          #expect(forecast.total(row: row) == 0, "seed \(seed)")
          continue
        }
        #expect(Int(forecast.unknownAmounts[row]) == unknown, "seed \(seed)")
        #expect(
          forecast.reasons[row]?.code == (unknown > 0 && unknown == items.count ? "amounts-unknown" : nil),
          "seed \(seed)")
        for year in forecast.years {
          let ofYear = items.filter { $0.due.year == year }
          let sum = ofYear.compactMap(\.amount).map {
            rates.convert($0, to: .cny, year: year)?.money.minorUnits ?? 0
          }.reduce(0, +)
          #expect(forecast.amount(row: row, year: year) == sum, "seed \(seed) \(subject)")
          let isIncomplete = forecast.statesLeftOut[row] != nil
          #expect(
            forecast.isEstimate(row: row, year: year) == (isIncomplete || ofYear.contains { $0.isEstimate }),
            "seed \(seed)")
        }
      }
    }
    let left = forecast.leftOut.map(\.count).reduce(0, +)
    #expect(left == forecast.reasons.count { $0 != nil })
    #expect(left > 0)
  }

  @Test func reductionsNeverRaiseAndNeverStack() throws {
    let calendar = try Fixtures.calendar()
    var subject = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2022-05-05"), grantDay: day("2024-05-10"))
    func amounts(_ reductions: [RecordedReduction]) throws -> [Int64] {
      subject.reductions = reductions
      return try calendar.items(
        for: subject, from: day("2024-05-10"), through: day("2042-12-31"), asOf: day("2026-01-01")
      ).get().map { ($0.amount?.minorUnits ?? -1) / 100 }
    }
    // Grant falls in year 3; the tenth year of reduction is year 12.
    #expect(
      try amounts(["single-applicant"]) == [
        135, 180, 180, 180, 300, 300, 300, 600, 600, 600, 6000, 6000, 6000, 8000, 8000, 8000, 8000, 8000,
      ])
    // The open licence only counts from 2024-07-15 on.
    #expect(try amounts(["open-licence"]).prefix(2) == [900, 1020])
    #expect(
      try amounts(["open-licence", "single-applicant"]).prefix(11) == [
        135, 180, 180, 180, 300, 300, 300, 600, 600, 600, 5100,
      ])
  }

  @Test func whyThereIsNoFee() throws {
    let calendar = try Fixtures.calendar()
    func reason(_ subject: RenewalSubject) -> NoFeeReason? {
      switch calendar.items(
        for: subject, from: day("2026-01-01"), through: day("2036-12-31"), asOf: day("2026-01-01"))
      {
      case .success: return nil
      case .failure(let reason): return reason
      }
    }
    #expect(reason(RenewalSubject(office: "CN", kind: .technicalSecret)) == .noFeesByNature(.technicalSecret))
    #expect(reason(RenewalSubject(office: "JX", kind: .invention)) == .unknownOffice("JX"))
    #expect(reason(RenewalSubject(office: "US", kind: .design))?.code == "kind-without-fees")
    #expect(
      reason(RenewalSubject(office: "US", kind: .trademark))
        == .kindNotCovered(office: "US", kind: .trademark))
    #expect(
      reason(RenewalSubject(office: "CN", kind: .invention, grantDay: day("2020-01-01"))) == .missingFilingDay
    )
    #expect(reason(RenewalSubject(office: "US", kind: .invention)) == .missingGrantDay)
    #expect(reason(RenewalSubject(office: "CN", kind: .trademark)) == .missingRegistrationDay)
    let early = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2020-01-02"), grantDay: day("2020-01-01"))
    #expect(reason(early) == .grantBeforeFiling)
    let pending = RenewalSubject(
      office: "CN", kind: .invention, stage: .application, filingDay: day("2020-01-02"))
    #expect(reason(pending) == .notYetGranted)
    let granted = RenewalSubject(office: "EP", kind: .invention, filingDay: day("2020-01-02"))
    #expect(reason(granted) == .nationalFeesUnknown(office: "EP"))
    let lapsed = RenewalSubject(
      office: "CN", kind: .invention, life: .restorable, filingDay: day("2020-01-02"))
    #expect(reason(lapsed) == .lapsedRestorable)
    let ended = RenewalSubject(
      office: "CN", kind: .invention, life: .ended, filingDay: day("2020-01-02"), endDay: day("2025-01-02"))
    #expect(reason(ended) == .ended(on: day("2025-01-02")))
    let reduced = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2020-01-02"), reductions: ["half"])
    #expect(reason(reduced)?.problem(of: "ZL1").text(.zh).contains("single-applicant") == true)
    #expect(reason(reduced)?.problem(of: "ZL1").code == .noFeeKnown)
  }

  @Test func currencyWithoutRateIsNotZeroInSilence() throws {
    let subject = RenewalSubject(office: "US", kind: .invention, grantDay: day("2024-01-09"))
    let forecast = CostForecast(
      of: [subject], schedules: try Fixtures.schedules(), rates: try Fixtures.rates(),
      currency: Currency(code: "TWD")!, from: day("2026-01-01"), through: day("2036-12-31"),
      asOf: day("2026-01-01"))
    #expect(forecast.reasons == [.noExchangeRate(.usd)])
    #expect(forecast.total == 0 && forecast.feeCount == 0)
  }

  @Test func aForecastByHand() throws {
    let subjects = [
      RenewalSubject(
        office: "CN", kind: .utilityModel, filingDay: day("2021-06-01"), grantDay: day("2021-12-07")),
      RenewalSubject(
        office: "US", kind: .invention, filingDay: day("2020-02-03"), grantDay: day("2023-06-20")),
      RenewalSubject(office: "EP", kind: .invention, stage: .application, filingDay: day("2024-03-14")),
    ]
    let forecast = CostForecast(
      of: subjects, schedules: try Fixtures.schedules(), rates: try Fixtures.rates(),
      from: day("2026-01-01"), through: day("2027-12-31"), asOf: day("2026-01-01"))
    #expect(forecast.years == 2026...2027)
    // Years 6 and 7 at 1,200; 2,150 USD at 7.187359; 690 and 845 EUR at 8.118504.
    #expect(forecast.amounts == [120_000, 120_000, 1_545_282, 0, 560_177, 686_014])
    #expect(forecast.estimates == [false, false, false, false, false, true])
    #expect(forecast.total(year: 2026) == 120_000 + 1_545_282 + 560_177)
  }
}

/// Properties of money over all offices.
@Suite struct MoneyPropertyTests {
  /// Whoever pays earlier, by the same tariff, never pays more.
  @Test(arguments: ForecastTests.seeds) func payingEarlierNeverCostsMore(seed: UInt64) throws {
    let calendar = try Fixtures.calendar()
    var generator = SeededGenerator(seed: seed)
    var compared = 0
    for _ in 0..<300 {
      let subject = generator.subject()
      guard
        case .success(let items) = calendar.items(
          for: subject, from: day("2019-01-01"), through: day("2027-12-31"), asOf: day("2019-01-01"))
      else { continue }
      for item in items.prefix(3) where item.lastDay > item.due {
        var last: (full: Int64, cost: Int64)?
        for step in [-40, 0, 1, 20, 45, 75, 105, 135, 165, 180] where item.due + step <= item.lastDay {
          let again = try calendar.items(
            for: subject, from: item.due, through: item.due, asOf: item.due + step
          ).get().first { $0.feeName == item.feeName && $0.office == item.office }
          guard let again, let full = again.fullAmount?.minorUnits, let amount = again.amount?.minorUnits,
            step <= 0 || again.currentStep?.surcharge != nil
          else { continue }
          let cost = amount + (again.currentStep?.surcharge?.minorUnits ?? 0)
          if let last, last.full <= full {
            #expect(cost >= last.cost, "seed \(seed) \(subject) \(item.feeName) \(step)")
            compared += 1
          }
          last = (full, cost)
        }
      }
    }
    #expect(compared > 500)
  }

  @Test(arguments: [
    ("CN", "single-applicant"), ("CN", "joint-applicants"), ("CN", "open-licence"),
    ("DE", "licence-of-right"),
    ("GB", "licence-of-right"), ("UP", "licence-of-right"), ("BR", "small-entity"), ("RU", "open-licence"),
  ]) func aReductionNeverRaises(office: String, reduction: String) throws {
    let calendar = try Fixtures.calendar()
    var subject = RenewalSubject(
      office: office, kind: .invention, filingDay: day("2012-03-05"), grantDay: day("2016-05-10"), claims: 9)
    func items() throws -> [DueItem] {
      try calendar.items(
        for: subject, from: day("2012-01-01"), through: day("2033-12-31"), asOf: day("2026-11-20")
      ).get()
    }
    let full = try items()
    subject.reductions = [RecordedReduction(name: reduction)]
    let reduced = try items()
    #expect(full.map(\.due) == reduced.map(\.due) && !full.isEmpty)
    var lower = 0
    for (one, other) in zip(full, reduced) {
      let (before, after) = (try #require(one.amount).minorUnits, try #require(other.amount).minorUnits)
      #expect(after <= before)
      if after < before { lower += 1 }
      for (step, same) in zip(one.surchargeSteps, other.surchargeSteps) {
        if let more = step.surcharge?.minorUnits, let less = same.surcharge?.minorUnits {
          #expect(less <= more)
        }
      }
    }
    #expect(lower > 0)
  }

  /// 28 February to 31 August; 29 February only where there is one.
  @Test func monthEnds() throws {
    let calendar = try Fixtures.calendar()
    func item(_ office: String, _ filing: String, _ year: Int) throws -> DueItem {
      try #require(
        try calendar.items(
          for: RenewalSubject(
            office: office, kind: .invention, filingDay: day(filing), grantDay: day("2018-02-07")),
          from: day("\(year)-01-01"), through: day("\(year)-12-31"), asOf: day("2026-11-20")
        ).get().first)
    }
    for office in ["DE", "FR", "NL", "CH", "IT", "SE"] {
      let plain = try item(office, "2016-02-29", 2025)
      #expect(plain.due.iso == "2025-02-28" && plain.lastDay.iso == "2025-08-31", "\(office)")
      let leap = try item(office, "2016-02-29", 2028)
      #expect(leap.due.iso == "2028-02-29" && leap.lastDay.iso == "2028-08-31", "\(office)")
    }
    let daily = try item("RU", "2016-02-29", 2025)
    #expect(daily.due.iso == "2025-02-28" && daily.lastDay.iso == "2025-08-28")
  }
}
