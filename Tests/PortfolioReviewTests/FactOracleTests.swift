import PortfolioCore
import PortfolioReview
import Testing
import Winnow

/// Every fact of a handful of rights, reckoned by hand; the reckoning stands beside the figure.
@Suite struct FactOracleTests {
  private static let tables = [
    "families": "family\nF1\n",
    "parties": "party,alias_of\nAcme,\nAcme Inc.,Acme\nPartner,\n",
    "rights": """
    right,kind,office,application_number,publication_number,grant_number,title,filing_day,priority_day,publication_day,grant_day,family,status,status_observed_on,ipc,cpc,claims,independent_claims,owners,inventors
    US,invention,US,15/123456,US20180250001A1,US10278901B2,Bogie,2017-03-02,2016-03-04,2018-09-06,2019-05-07,F1,in-force,2026-06-30,B61F5/30;B61F5/52;B60L7/10,Y02T10/70,12,2,Acme;Acme Inc.;Partner,A;B;C
    EP,invention,EP,17158888.3,,,Bogie,2017-03-02,2016-03-04,,,F1,pending,2026-06-30,B61F5/30,,,,Acme,A
    JP,invention,JP,,,,Bogie,2017-03-03,2016-03-04,,2020-01-15,F1,,,B61F5/30,,,,,
    LATER,invention,KR,,,,Bogie,2026-07-01,2016-03-04,,,F1,,,B61F5/30,,,,,
    UM,utility-model,CN,,,,Clamp,2020-07-20,,,2021-01-29,,in-force,2026-06-30,B61H5/00,,8,1,Acme,A
    PENDING,invention,CN,,,,Sensor,2024-03-20,,,,,pending,2026-06-30,G01K7/16,,,,Acme,A
    SECRET,technical-secret,,,,,Recipe,2021-09-01,,,,,,,,,,,Acme,
    OVER,utility-model,CN,,,,Old,2014-06-18,,,2015-01-07,,,,B61H5/00,,,,Acme,A

    """,
    "citations": """
    right,observed_on,forward,forward_self,backward,non_patent,family_size
    US,2025-01-01,9,4,7,2,4
    US,2026-03-06,15,4,7,2,5
    US,2026-09-06,99,9,9,9,9

    """,
    "licences":
      "licence,right,direction,type,from_day,to_day\nL1,US,out,ordinary,2025-01-01,2026-06-30\nL2,US,out,ordinary,2024-01-01,2026-06-29\nL3,US,in,ordinary,2024-01-01,\n",
    "products": "product,name\nPR1,Train\nPR2,Tram\n",
    "product_links":
      "right,product,role,from_day,to_day\nUS,PR1,supporting,2020-01-01,\nUS,PR2,core,2020-01-01,2026-06-29\nUM,PR2,defensive,2020-01-01,\n",
    "pledges": "pledge,right,from_day,to_day\nPL1,UM,2025-05-01,2028-05-01\n",
  ]

  private static let expected: [String: [FactID: String]] = [
    "US": [
      .rightKind: "invention", .office: "US", .stage: "granted", .legalStatus: "in-force",
      .legalLife: "alive",
      .filingYear: "2017",
      // 9 years with 2 leap days, 3287 days, and 120 to 30 June: 3407 / 365.25
      .age: "9.3279",
      // to 2037-03-02: 10 years with 3 leap days, 3653, and 245 days: 3898 / 365.25
      .remainingTerm: "10.6721",
      // 730 + 66 days: 796 / 365.25
      .grantLag: "2.1793",
      .claims: "12", .independentClaims: "2", .forwardCitations: "15", .forwardCitationsByOthers: "11",
      // 2018-09-06 to 2026-03-06: 2557 + 181 = 2738 days, 7.4962 years; 15 / 7.4962
      .citationsPerYear: "2.001",
      .backwardCitations: "7", .nonPatentCitations: "2", .familySize: "5",
      // US and JP; the EP member is pending.
      .grantedOffices: "2", .triadicOffices: "3",
      // B61F, B60L, Y02T
      .classBreadth: "3",
      // WIPO field 32, transport: B61 to B64
      .technologyField: "32",
      // Acme and its alias are one.
      .ownerCount: "2", .inventorCount: "3",
      // The core link ended the day before.
      .productUse: "supporting",
      // A licence runs on its last day.
      .licencesOut: "1", .pledged: "0", .inDispute: "unknown",
      // 7.5 years after grant
      .nextFeeDay: "2026-11-07",
    ],
    "EP": [
      .stage: "application", .legalStatus: "pending", .familySize: "3", .grantedOffices: "2",
      .triadicOffices: "3",
      .grantLag: "notYetObservable", .forwardCitations: "unknown", .citationsPerYear: "unknown",
      .claims: "unknown",
      .ownerCount: "1", .inventorCount: "1", .productUse: "unknown", .licencesOut: "0",
      // The year's fee falls due at the end of the month of the filing day's anniversary.
      .nextFeeDay: "2027-03-31",
    ],
    "JP": [
      .stage: "granted", .legalStatus: "unknown", .legalLife: "unknown", .ownerCount: "unknown",
      .inventorCount: "unknown",
      // Registered 2020-01-15: year 8 is due when year 7 ends. Years 7 to 9 cost 24,800 yen and 1,900 a claim; the
      // claims are not known, so the base alone counts: 24,800 at 0.048072 (2025).
      .nextFeeDay: "2027-01-15", .nextFeeAmount: "1192.19",
      // 2017-03-03 to 2020-01-15: 1095 days to 2020-03-02 (a leap day in them) less 47: 1048 / 365.25
      .grantLag: "2.8693",
    ],
    "UM": [
      .rightKind: "utility-model",
      // 5 years with a leap day, 1826, and 345: 2171 / 365.25
      .age: "5.9439",
      // to 2030-07-20: 4 years with a leap day, 1461, and 20: 1481 / 365.25
      .remainingTerm: "4.0548",
      // 193 / 365.25
      .grantLag: "0.5284",
      .pledged: "1", .productUse: "defensive", .licencesOut: "0", .familySize: "unknown",
      // Year 7, CNY 1,200
      .nextFeeDay: "2026-07-20", .nextFeeAmount: "1200.0",
    ],
    "PENDING": [
      .stage: "application", .legalLife: "alive", .grantLag: "notYetObservable",
      .nextFeeDay: "notYetObservable",
      .nextFeeAmount: "notYetObservable",
      // WIPO field 10, measurement: G01 without G01N33
      .technologyField: "10",
    ],
    "SECRET": [
      .rightKind: "technical-secret", .office: "notApplicable", .remainingTerm: "notApplicable",
      .grantLag: "notApplicable", .claims: "notApplicable", .forwardCitations: "notApplicable",
      .citationsPerYear: "notApplicable", .familySize: "notApplicable", .triadicOffices: "notApplicable",
      .classBreadth: "notApplicable", .technologyField: "notApplicable", .inventorCount: "notApplicable",
      .nextFeeDay: "notApplicable", .nextFeeAmount: "notApplicable", .filingYear: "2021",
    ],
    "OVER": [
      // Ten years from filing ended in 2024, and nothing says otherwise.
      .legalStatus: "expired", .legalLife: "ended", .remainingTerm: "notApplicable",
      .nextFeeDay: "notApplicable",
    ],
  ]

  @Test func factsAreThoseReckonedByHand() throws {
    let portfolio = try Portfolio()
    let report = try portfolio.take(FactOracleTests.tables, on: "2026-06-30")
    #expect(report.problems.map { $0.text(.en) } == [])
    let run = try portfolio.review("2026-06-30")
    #expect(run.table.count == 7)
    for (right, facts) in FactOracleTests.expected {
      for (fact, value) in facts {
        #expect(run.fact(fact, right) == value, "\(right) \(fact.name)")
      }
    }
  }

  /// A fixed rate: USD 4,040 for 7.5 years (37 CFR 1.20(f), from 2025-01-19) in yuan.
  @Test func theNextFeeAbroadIsInYuan() throws {
    let portfolio = try Portfolio()
    try portfolio.take(FactOracleTests.tables, on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    let column = try #require(run.table[.nextFeeAmount])
    let yuan = try #require(column.number(run.row("US")))
    #expect(abs(yuan - 4040 * 7.1873) < 1)
  }
}
