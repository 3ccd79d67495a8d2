import TestSupport
import Testing
import Winnow

/// What decides fees beside days, from the native tables to amounts worked by hand.
@Suite struct FeeParticularsTests {
  private static let tables = [
    "rights": """
    right,kind,office,application_number,title,filing_day,priority_day,grant_day,status,status_observed_on,claims
    P-1,invention,CN,,减缴,2022-05-05,,2024-05-10,in-force,2026-06-30,
    P-2,invention,CN,,开放许可,2022-05-05,,2024-05-10,in-force,2026-06-30,
    P-3,invention,US,,小实体,2020-08-10,,2023-03-14,in-force,2026-06-30,
    P-4,invention,EP,,三国生效,2018-03-20,,2024-05-15,in-force,2026-06-30,
    P-5,invention,EP,,统一效力,2021-01-15,,2025-02-05,in-force,2026-06-30,
    P-6,invention,EP,,生效国不明,2018-03-20,,2024-05-15,in-force,2026-06-30,
    P-7,invention,JP,,权利要求,2019-02-01,,2022-04-01,in-force,2026-06-30,10
    P-8,invention,EP,,国际申请,2024-04-10,,,pending,2026-06-30,
    P-9,invention,US,,写错,2020-08-10,,2023-03-14,in-force,2026-06-30,

    """,
    "fee_reductions": """
    right,reduction,from_day,to_day,office,reference
    P-1,single-applicant,2022-05-05,,,备案2022
    P-4,licence-of-right,2024-06-01,,DE,

    """,
    "licences": """
    licence,right,direction,type,from_day,to_day
    L-1,P-2,out,open,2026-01-01,2028-01-01

    """,
    "fee_particulars": """
    right,from_day,rate_class,fee_claims,national_phase
    P-3,,small,,
    P-3,2028-01-01,large,,
    P-7,,,4,
    P-8,,,,yes
    P-9,,tiny,,

    """,
    "validations": """
    right,office,from_day,to_day
    P-4,DE,2024-05-15,
    P-4,FR,2024-05-15,
    P-4,GB,2024-05-15,2026-03-31
    P-5,UP,2025-02-05,

    """,
  ]

  private func portfolio() throws -> Portfolio {
    let portfolio = try Portfolio()
    let report = try portfolio.take(Self.tables, on: "2026-06-30")
    #expect(report.refused == 0, "\(report.problems.map(\.message.en))")
    return portfolio
  }

  @Test func unitaryEffectBesideOneOfItsStatesIsTold() throws {
    var tables = Self.tables
    tables["validations"] = (tables["validations"] ?? "").replacing(
      "P-5,UP,2025-02-05,", with: "P-5,UP,2025-02-05,\nP-5,GB,2025-02-05,")
    let fine = try Portfolio()
    _ = try fine.take(tables, on: "2026-06-30")
    let before = try fine.workspace.preview(asOf: Portfolio.day("2026-06-30"))
    #expect(!before.problems.contains { $0.code == .unitaryAndNational })
    tables["validations"] = (tables["validations"] ?? "").replacing("P-5,GB,", with: "P-5,FR,")
    let wrong = try Portfolio()
    _ = try wrong.take(tables, on: "2026-06-30")
    let run = try wrong.workspace.preview(asOf: Portfolio.day("2026-06-30"))
    #expect(run.problems.first { $0.code == .unitaryAndNational }?.value == "P-5")
  }

  private func row(_ outlook: FeeOutlook, _ number: String) throws -> Int {
    try #require((0..<outlook.count).first { outlook.table.text("number", $0) == number })
  }

  /// `office fee due amount` of the fees due from a day on.
  private func fees(_ outlook: FeeOutlook, _ number: String, from: String, years: Int) throws -> [String] {
    try outlook.fees(of: try row(outlook, number), years: years).items.get()
      .filter { $0.due >= Portfolio.day(from) }
      .map { "\($0.office) \($0.feeName) \($0.due.iso) \($0.amount?.decimal ?? "?")" }
  }

  /// Granted in year 3: the reduction holds for years 3 to 12.
  @Test func aReductionHoldsForTenYearsFromThatOfGrant() throws {
    let outlook = try portfolio().workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    #expect(
      try fees(outlook, "P-1", from: "2027-01-01", years: 9) == [
        "CN 6 2027-05-05 180.00", "CN 7 2028-05-05 300.00", "CN 8 2029-05-05 300.00",
        "CN 9 2030-05-05 300.00", "CN 10 2031-05-05 600.00", "CN 11 2032-05-05 600.00",
        "CN 12 2033-05-05 600.00", "CN 13 2034-05-05 6000.00",
      ])
    let item = try #require(
      try outlook.fees(of: try row(outlook, "P-1"), years: 2).items.get().last { $0.feeName == "6" })
    #expect(item.parts.map(\.amount.decimal) == ["1200.00", "-1020.00"])
    #expect(item.parts[1].label.zh.contains("自授权当年起第 4 年，共 10 年；依据 备案2022"))
    #expect(item.parts[1].source == "caishui-2016-78")
  }

  @Test func anOpenLicenceSparesFifteenPercentWhileItRuns() throws {
    let outlook = try portfolio().workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    #expect(
      try fees(outlook, "P-2", from: "2026-01-01", years: 3) == [
        "CN 5 2026-05-05 1020.00", "CN 6 2027-05-05 1020.00", "CN 7 2028-05-05 2000.00",
      ])
  }

  /// The small entity pays 860 and 1,616 dollars; what is to be large in 2028 changes nothing yet.
  @Test func theRateClassIsThatOfTheAsOfDay() throws {
    let portfolio = try portfolio()
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    #expect(
      try fees(outlook, "P-3", from: "2026-01-01", years: 5)
        == ["US 3.5y 2026-09-14 860.00", "US 7.5y 2030-09-14 1616.00"])
    // Before the import nobody knew the class: the schedule's default, and a note that says so.
    let before = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-01-31"))
    #expect(try fees(before, "P-3", from: "2026-01-01", years: 1) == ["US 3.5y 2026-09-14 2150.00"])
    // A class that the schedule does not have is no class at all.
    guard case .failure(let reason) = outlook.fees(of: try row(outlook, "P-9"), years: 1).items else {
      Issue.record("a fee by an unknown rate class")
      return
    }
    #expect(reason.code == "unknown-rate-class")
    #expect(reason.problem(of: "P-9").remedy?.en.contains("fee_particulars") == true)
  }

  /// Granted in year 7, on 2024-05-15: years 3 to 7 went to the EPO, from year 8 on to the states. In Germany a
  /// licence of right halves the fee; Great Britain was given up before year 9.
  @Test func aValidatedPatentPaysItsStates() throws {
    let outlook = try portfolio().workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    let all = try fees(outlook, "P-4", from: "2018-01-01", years: 2)
    #expect(
      all.map { $0.prefix(4) }.filter { $0.hasPrefix("EP") } == ["EP 3", "EP 4", "EP 5", "EP 6", "EP 7"])
    #expect(
      all.filter { !$0.hasPrefix("EP") } == [
        "DE 8 2025-03-31 140.00", "FR 8 2025-03-31 136.00", "GB 8 2025-03-31 130.00",
        "DE 9 2026-03-31 175.00", "FR 9 2026-03-31 180.00",
        "DE 10 2027-03-31 215.00", "FR 10 2027-03-31 220.00",
      ])
    #expect(
      try fees(outlook, "P-5", from: "2026-01-01", years: 2)
        == ["UP 6 2026-01-31 475.00", "UP 7 2027-01-31 630.00"])
    guard case .failure(let reason) = outlook.fees(of: try row(outlook, "P-6"), years: 2).items else {
      Issue.record("national fees of no state")
      return
    }
    #expect(reason.code == "national-fees-unknown" && reason.text.en.contains("table validations"))
  }

  /// A review of a day on which Great Britain was still kept counts it.
  @Test func whatEndedLaterWasKeptBefore() throws {
    let outlook = try portfolio().workspace.feeOutlook(asOf: Portfolio.day("2026-03-01"))
    let next = try fees(outlook, "P-4", from: "2026-03-01", years: 1)
    #expect(next.map { $0.prefix(4) } == ["DE 9", "FR 9", "GB 9"])
  }

  /// 10,300 and 800 for each of the four claims that are charged, not of the ten that were seen.
  @Test func claimsAndNationalPhase() throws {
    let outlook = try portfolio().workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    #expect(try fees(outlook, "P-7", from: "2027-01-01", years: 2) == ["JP 6 2027-04-01 13500"])
    // Filed without priority on 2024-04-10: year 3 falls due on 2026-04-30, but the 31 months end on 2026-11-10.
    #expect(try fees(outlook, "P-8", from: "2026-01-01", years: 1) == ["EP 3 2026-11-10 690.00"])
  }

  @Test func forecastsAndReviewsUseThemAndSumByOffice() throws {
    let portfolio = try portfolio()
    let day = Portfolio.day("2026-06-30")
    let outlook = try portfolio.workspace.feeOutlook(asOf: day)
    let forecast = outlook.forecast(.init(years: 6, dimensions: [.office]))
    var sums: [String: Int64] = [:]
    for group in forecast.groups { sums[group.key[0], default: 0] += group.total }
    #expect(sums.keys.sorted() == ["CN", "DE", "EP", "FR", "JP", "UP", "US"])
    // P-1 has 180 and four times 300 and 600 in 2027 to 2031; P-2 1,020 and 2,000 three times and 4,000.
    let chinese: Int64 = 180 + 3 * 300 + 600 + 1020 + 3 * 2000 + 4000
    #expect(sums["CN"] == chinese * 100)
    let apart = forecast.groups.map(\.expected)
    for year in forecast.years.indices {
      #expect(apart.reduce(0) { $0 + $1[year] } == forecast.total.expected[year])
    }
    #expect(forecast.total.rights == 9 && forecast.total.leftOut == 2 && forecast.total.withoutFees == 0)
    // One path: the run's fees are the forecast's.
    let run = try portfolio.review("2026-06-30")
    #expect(
      run.fees.amounts.reduce(0, +)
        == outlook.forecast(.init(years: run.fees.yearCount, dimensions: [])).total.total)
    #expect(
      run.modelFiles.contains { $0.path == "Fees/DE.yaml" }
        && run.modelFiles.contains { $0.path == "Fees/UP.yaml" })
  }

  @Test func aSecondImportChangesNothingAndBadRowsAreRefused() throws {
    let portfolio = try portfolio()
    let again = try portfolio.take(Self.tables, on: "2026-07-31")
    #expect(again.stored == 0 && again.refused == 0)
    let bad = try portfolio.take(
      [
        "validations": "right,office,from_day,to_day\nP-4,Germany,,\nP-77,DE,,\n",
        "fee_reductions": "right,reduction,from_day,to_day,office,reference\nP-1,,,,,\n",
      ], on: "2026-07-31")
    #expect(bad.refused == 3)
    #expect(Set(bad.problems.map(\.code.rawValue)) == ["MAP012", "MAP013", "STO010"])
  }

  /// Three offices take a fee for one year of one patent on one day.
  @Test func paymentsOfStatesAreKeptApart() throws {
    let portfolio = try portfolio()
    let report = try portfolio.take(
      [
        "payments": """
        right,fee_year,paid_day,amount,surcharge,currency,payer,office
        P-4,8,2025-03-10,140,,EUR,,DE
        P-4,8,2025-03-10,136,,EUR,,FR
        P-4,8,2025-03-10,130,,GBP,,GB
        P-4,9,2026-03-10,350,,EUR,,DE
        P-4,9,2026-05-20,180,90,EUR,,FR

        """
      ], on: "2026-06-30")
    #expect(report.stored == 5)
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    let (items, paid) = outlook.fees(of: try row(outlook, "P-4"), years: 2)
    let states = zip(try items.get(), paid).filter { $0.0.office != "EP" }.map {
      "\($0.0.office) \($0.0.feeName) \($0.1?.iso ?? "–")"
    }
    #expect(
      states == [
        "DE 8 2025-03-10", "FR 8 2025-03-10", "GB 8 2025-03-10", "DE 9 2026-03-10", "FR 9 2026-05-20",
        "DE 10 –", "FR 10 –",
      ])
    let found = portfolio.workspace.reconcile(outlook)
    let kinds = found.findings.filter { outlook.table.text("number", $0.right) == "P-4" }.map {
      "\($0.finding.kind.rawValue) \($0.finding.money.decimal)"
    }
    // The licence of right halves 350; the half of 180 was avoidable.
    #expect(kinds == ["reduction-not-used 175.00", "surcharge-avoidable 90.00"])
  }
}
