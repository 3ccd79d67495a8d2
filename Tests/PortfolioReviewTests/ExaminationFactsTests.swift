import TestSupport
import Testing
import Winnow

/// Years under substantive examination: from the legal event to the grant.
@Suite struct ExaminationFactsTests {
  private static let tables = [
    "rights": """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on
    A,invention,CN,Bogie,2015-03-02,2018-06-05,in-force,2026-06-30
    B,invention,CN,Bogie,2015-03-02,2018-06-05,in-force,2026-06-30
    WORD,invention,KR,Bogie,2015-03-02,2018-06-05,in-force,2026-06-30
    LATE,invention,CN,Bogie,2015-03-02,2018-06-05,in-force,2026-06-30
    NONE,invention,CN,Bogie,2015-03-02,2018-06-05,in-force,2026-06-30
    PENDING,invention,CN,Bogie,2024-03-02,,pending,2026-06-30
    MODEL,utility-model,CN,Clamp,2020-07-20,2021-01-29,in-force,2026-06-30

    """,
    // SE01 is the office's code of today and C10 an older one; the first counts. One stands after the grant.
    "events": """
    right,day,code
    A,2016-06-05,SE01
    A,2017-01-01,C10
    B,2016-06-05,C10
    WORD,2016-06-05,examination
    LATE,2019-01-01,SE01
    PENDING,2025-01-01,SE01
    MODEL,2020-09-01,SE01

    """,
  ]

  @Test func yearsRunFromTheFirstEventToTheGrant() throws {
    let portfolio = try Portfolio()
    let report = try portfolio.take(Self.tables, on: "2026-06-30")
    #expect(report.problems.map { $0.text(.en) } == [])
    let run = try portfolio.review("2026-06-30")
    // 2016-06-05 to 2018-06-05: 730 / 365.25
    for right in ["A", "B", "WORD"] { #expect(run.fact(.examinationYears, right) == "1.9986", "\(right)") }
    #expect(
      run.fact(.examinationYears, "LATE") == "unknown" && run.fact(.examinationYears, "NONE") == "unknown")
    #expect(run.fact(.examinationYears, "PENDING") == "notYetObservable")
    #expect(run.fact(.examinationYears, "MODEL") == "notApplicable")
    // An application under examination is no less alive for the event.
    #expect(run.fact(.legalStatus, "PENDING") == "pending" && run.fact(.legalStatus, "A") == "in-force")
  }
}
