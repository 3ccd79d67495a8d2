import PortfolioCore
import PortfolioReview
import Testing
import Winnow

/// Facts of the business and of findings, reckoned by hand; the reckoning stands beside the figure.
@Suite struct BusinessFactTests {
  private static let tables = [
    "units": "unit,name\nU1,Acme Rail\n",
    "parties": "party,unit,alias_of\nAcme,U1,\nAcme Works,,Acme\nUniversity,,\n",
    "families": "family\nF1\n",
    "rights": """
    right,kind,office,title,filing_day,grant_day,family,status,status_observed_on,classes,owners
    A,invention,CN,Bogie,2017-03-02,2020-06-30,F1,in-force,2026-06-30,,Acme
    A-EP,invention,EP,Bogie,2018-03-01,,F1,pending,2026-06-30,,Acme Works
    A-US,invention,US,Bogie,2018-03-01,2020-01-07,F1,lapsed,2026-06-30,,Acme
    B,utility-model,CN,Clamp,2020-07-20,2021-06-30,,in-force,2026-06-30,,Acme;University
    C,invention,CN,Brake,2019-01-04,2022-06-30,,in-force,2026-06-30,,University
    D,invention,CN,Door,2019-01-04,2022-06-30,,in-force,2026-06-30,,Acme
    T,trademark,CN,RAIL,2015-01-05,2016-01-05,,in-force,2026-06-30,7;12,Acme
    S,technical-secret,,Recipe,2021-09-01,,,in-force,2026-06-30,,Acme

    """,
    "products": "product,name\nPR1,Train\nPR2,Tram\nPR3,Bus\n",
    "product_links": """
    right,product,role,from_day,to_day
    A,PR1,core,2020-07-01,
    A,PR2,defensive,2020-07-01,
    B,PR2,supporting,2021-07-01,
    D,PR3,core,2022-07-01,2024-06-30

    """,
    "revenues": """
    product,year,amount,currency,market,kind,recorded_on
    PR1,2025,300.00,CNY,CN,actual,2026-03-31
    PR1,2025,60.00,CNY,DE,actual,2026-03-31
    PR1,2025,40.00,CNY,US,actual,2026-03-31
    PR2,2025,600.00,CNY,CN,actual,2026-03-31
    PR1,2024,999.00,CNY,CN,actual,2025-03-31
    PR1,2026,999.00,CNY,CN,forecast,2026-03-31
    PR1,2026,999.00,CNY,CN,actual,2027-03-31

    """,
    "product_filings": "product,filing,day,to_day\nPR1,F-1,2024-01-01,\nPR2,F-2,2020-01-01,2025-01-01\n",
    "licences": """
    licence,right,direction,type,from_day,to_day,fee,currency
    L1,B,out,ordinary,2025-01-01,,1000.00,CNY
    L2,B,out,exclusive,2020-01-01,2024-12-31,1000.00,CNY
    L3,A,out,open,2026-01-01,,,

    """,
    "pledges": "pledge,right,from_day,to_day\nP1,B,2021-05-01,2024-05-01\nP2,B,2025-05-01,2028-05-01\n",
    "disputes": """
    dispute,right,type,from_day,to_day
    D1,A,invalidation,2023-01-01,2024-01-01
    D2,A,infringement,2025-01-01,
    D3,A,ownership,2025-06-01,
    D4,B,invalidation,2026-01-01,

    """,
    "declarations":
      "right,body,standard,declared_day,essential_checked\nA,BODY,ST-1,2023-04-01,no\nA,BODY,ST-2,2024-04-01,yes\n",
    "funding": "right,project,obligation\nA,FP-1,\nB,FP-1,report\n",
    "searches": """
    right,day,freedom_to_operate,dependence,evaluation_report
    A,2024-01-10,risk,none,
    A,2025-01-10,clear,,
    A,2027-01-10,blocked,,
    B,2025-01-10,,unlicensed,negative

    """,
    "maturity":
      "right,day,technology_readiness,industrial_prospect,working\nA,2025-01-10,7,high,worked\nA,2026-01-10,8,,\n",
    "procedures": """
    right,step,day,decision
    S,prefiling-assessment,2025-01-10,keep-secret
    A,price-publication,2025-02-10,
    T,non-use-request,2024-01-10,
    T,non-use-reply,2024-02-10,
    T,non-use-request,2026-05-18,

    """,
    "agreements": """
    agreement,right,kind,day,to_day,signed,ownership,reward,improvements,confidentiality,warranty,remedies
    G1,A,inventor,2020-01-01,,yes,yes,yes,,yes,,
    G2,B,inventor,2020-01-01,,yes,yes,no,,yes,,
    G3,B,co-owner,2020-01-01,,yes,yes,,yes,,yes,yes
    G4,B,joint-development,2020-01-01,,no,,,,,,
    G5,D,inventor,2020-01-01,2025-12-31,no,,,,,,
    G6,D,supplier,2020-01-01,,yes,,,,,yes,

    """,
    "trademark_use": """
    right,nice_class,day,use,last_use_day,good_reason
    T,7,2025-05-29,in-use,2025-04-01,no
    T,12,2025-05-29,idle,,no
    T,7,2026-05-29,in-use,2024-01-01,

    """,
    "secrets": """
    right,day,register_entry,level,term,term_end,people,media,places,reverse_engineering
    S,2025-01-01,JM-1,core,fixed,2031-02-28,yes,no,,hard
    S,2026-01-01,,,,,,yes,,

    """,
  ]

  private static let expected: [String: [FactID: String]] = [
    "A": [
      // 2025 is the latest actual year known: PR1 made 400 of 1,000; PR2 is only defended.
      .dependentRevenue: "40.0",
      // Of PR1 and PR2, 1,000: China 900, Germany 60 through the pending EP member; the US member has lapsed.
      .marketCoverage: "96.0",
      // Abroad 100: Germany 60.
      .overseasCoverage: "60.0",
      .livingOffices: "2", .standardStatus: "essential-checked", .licenceType: "open",
      // A licence without a recorded fee.
      .licenceIncome: "unknown", .licencesEver: "1", .pledgesEver: "0",
      .disputeType: "ownership", .disputesEnded: "1", .invalidationRecord: "survived", .ownerStanding: "own",
      .fundingStatus: "funded",
      // 2191 days
      .yearsSinceGrant: "5.9986", .yearsWithoutUse: "0.0", .intensiveProduct: "1",
      .freedomToOperate: "clear", .freedomToOperateDay: "2025-01-10", .dependence: "none",
      .evaluationReport: "notApplicable", .technologyReadiness: "8", .industrialProspect: "high",
      .workingState: "worked", .pricePublished: "2025-02-10", .inventorAgreement: "complete",
      .cooperationAgreement: "notApplicable", .supplyAgreement: "unknown", .markUse: "notApplicable",
      .secretLevel: "notApplicable",
    ],
    // The owner is an alias of a party of the group.
    "A-EP": [.ownerStanding: "own", .yearsSinceGrant: "notApplicable", .yearsWithoutUse: "notApplicable"],
    "A-US": [.livingOffices: "unknown", .yearsWithoutUse: "notApplicable"],
    "B": [
      .dependentRevenue: "60.0", .marketCoverage: "100.0", .overseasCoverage: "notApplicable",
      .licenceType: "ordinary", .licenceIncome: "1000.0", .licencesEver: "2", .pledgesEver: "2",
      .disputeType: "invalidation", .invalidationRecord: "pending", .ownerStanding: "joint",
      .fundingStatus: "obligation", .intensiveProduct: "0", .freedomToOperate: "unknown",
      .dependence: "unlicensed", .evaluationReport: "negative", .inventorAgreement: "partial",
      // One of two is missing: the worst counts.
      .cooperationAgreement: "missing", .standardStatus: "none",
    ],
    "C": [
      .ownerStanding: "outside", .dependentRevenue: "unknown", .fundingStatus: "none", .disputeType: "none",
      // never used: 1461 days since grant
      .yearsWithoutUse: "4.0", .intensiveProduct: "unknown",
    ],
    "D": [
      // The link ended on 2024-06-30: 730 days.
      .yearsWithoutUse: "1.9986", .yearsSinceGrant: "4.0",
      // The note that there is none ended; nothing is known since.
      .inventorAgreement: "unknown",
      // The warranty is there, nobody looked for the remedies.
      .supplyAgreement: "unknown",
    ],
    "T": [
      .markUse: "in-use", .lastUseProven: "2025-04-01", .classesProven: "50.0", .nonUseExcuse: "0",
      .nonUseRequest: "2026-05-18", .standardStatus: "notApplicable",
    ],
    "S": [
      .secretLevel: "core", .secretRegistered: "1", .secretPeople: "1", .secretMedia: "1",
      .secretPlaces: "unknown", .secretTermEnd: "2031-02-28", .reverseEngineering: "hard",
      .independentDiscovery: "unknown", .prefilingDecision: "keep-secret", .yearsSinceGrant: "notApplicable",
    ],
  ]

  @Test func everyFactIsAsReckoned() throws {
    let portfolio = try Portfolio()
    let report = try portfolio.take(BusinessFactTests.tables, on: "2026-06-30")
    #expect(report.refused == 0)
    let run = try portfolio.review("2026-06-30")
    for (right, facts) in BusinessFactTests.expected.sorted(by: { $0.key < $1.key }) {
      for (fact, value) in facts.sorted(by: { $0.key < $1.key }) {
        #expect(run.fact(fact, right) == value, "\(right) \(fact.name)")
      }
    }
  }

  /// What became known after the day is not seen on it.
  @Test func anEarlierDaySeesLess() throws {
    let portfolio = try Portfolio()
    try portfolio.take(BusinessFactTests.tables, on: "2026-06-30")
    let run = try portfolio.review("2024-06-30")
    #expect(run.fact(.freedomToOperate, "A") == "risk")
    #expect(run.fact(.technologyReadiness, "A") == "unknown")
    #expect(run.fact(.invalidationRecord, "A") == "survived")
    // The link to the bus still ran on its last day.
    #expect(run.fact(.yearsWithoutUse, "D") == "0.0")
    #expect(run.fact(.nonUseRequest, "T") == "unknown")
    #expect(run.fact(.licenceType, "B") == "exclusive")
  }

  /// Where a table is not kept, its facts are unknown; nothing is taken for none.
  @Test func withoutTablesNothingIsSaid() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": BusinessFactTests.tables["rights"] ?? ""], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    for fact: FactID in [
      .dependentRevenue, .standardStatus, .licenceType, .licenceIncome, .licencesEver, .pledgesEver,
      .disputeType,
      .disputesEnded, .invalidationRecord, .ownerStanding, .fundingStatus, .yearsWithoutUse,
      .intensiveProduct,
    ] {
      #expect(run.fact(fact, "A") == "unknown", "\(fact.name)")
    }
  }

  /// A mark said to be in use without a day of proof is neither proven nor unproven.
  @Test func useWithoutProofIsUnknown() throws {
    let portfolio = try Portfolio()
    var tables = BusinessFactTests.tables
    tables["trademark_use"] = "right,nice_class,day,use\nT,7,2026-05-29,in-use\nT,12,2026-05-29,idle\n"
    try portfolio.take(tables, on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.fact(.markUse, "T") == "in-use")
    #expect(run.fact(.classesProven, "T") == "unknown")
    #expect(run.fact(.lastUseProven, "T") == "unknown")
  }
}
