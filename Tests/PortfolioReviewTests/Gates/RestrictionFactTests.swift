import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What restricts a disposal, from the tables to the facts.
@Suite struct RestrictionFactTests {
  private static let rights = """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,classes,owners
    P1,invention,CN,阀门 一种,2020-03-02,,pending,2026-06-30,,Acme
    P2,utility-model,CN,阀门一种,2020-03-02,2020-12-01,in-force,2026-06-30,,Acme
    P3,utility-model,CN,Clamp,2020-03-02,2020-12-01,in-force,2026-06-30,,Acme
    P4,utility-model,CN,阀门一种,2020-03-02,2020-12-01,in-force,2026-06-30,,Other
    P5,invention,CN,Sensor,2018-03-02,2020-12-01,in-force,2026-06-30,,Acme
    T1,trademark,CN,红星,2018-03-02,2019-12-01,in-force,2026-06-30,7;12,Acme
    T2,trademark,CN,红星二,2018-03-02,2019-12-01,in-force,2026-06-30,12,Acme
    T3,trademark,CN,蓝星,2018-03-02,2019-12-01,in-force,2026-06-30,9,Acme
    T4,trademark,CN,绿星,2018-03-02,2019-12-01,abandoned,2026-06-30,12,Acme
    S1,technical-secret,,Recipe,2020-01-01,,in-force,2026-06-30,,Acme

    """

  @Test func aBlankMeansUnknownUntilTheListIsStatedComplete() throws {
    let portfolio = try Portfolio()
    try portfolio.take(
      [
        "rights": Self.rights,
        "restrictions":
          "right,kind,day,holds,to_day\nP1,pool,2026-02-01,,\nP5,pool,2026-02-01,no,\nP3,pool,2025-01-01,yes,2026-03-31\n",
      ], on: "2026-06-30")
    let before = try portfolio.review("2026-06-30")
    #expect(before.fact(.poolMember, "P1") == "1")
    #expect(before.fact(.poolMember, "P5") == "0")
    #expect(before.fact(.poolMember, "P3") == "0", "it ended")
    #expect(before.fact(.poolMember, "P2") == "unknown")
    #expect(before.fact(.poolMember, "T1") == "notApplicable")
    #expect(before.fact(.licencesOut, "P1") == "unknown")
    #expect(try portfolio.review("2026-01-31").fact(.poolMember, "P1") == "unknown", "not known yet")
    #expect(try portfolio.review("2026-02-28").fact(.poolMember, "P3") == "1")
    try portfolio.take(
      ["complete_lists": "list,day,by\npool,2026-07-01,甲某\nlicences,2026-07-01,甲某\n"], on: "2026-07-01")
    let after = try portfolio.review("2026-07-31")
    #expect(after.fact(.poolMember, "P2") == "0")
    #expect(after.fact(.poolMember, "P1") == "1", "a complete list names those that are on it")
    #expect(after.fact(.licencesOut, "P1") == "0")
    #expect(after.fact(.licenceType, "P1") == "none")
    #expect(after.fact(.pledged, "P1") == "unknown", "only what was stated")
    #expect(try portfolio.review("2026-06-30").fact(.poolMember, "P2") == "unknown", "stated later")
  }

  @Test func theInventionOfTheSameDayIsFoundByTitleOrFamily() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": Self.rights], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.fact(.sameDayInvention, "P2") == "pending", "blanks in titles do not count")
    #expect(run.fact(.sameDayInvention, "P3") == "none")
    #expect(run.fact(.sameDayInvention, "P4") == "none", "another owner")
    #expect(run.fact(.sameDayInvention, "P1") == "notApplicable")
    let families = try Portfolio()
    try families.take(
      [
        "families": "family,title\nF1,Valve\n",
        "rights": """
        right,kind,office,title,filing_day,grant_day,status,status_observed_on,family,owners
        P1,invention,CN,A valve,2020-03-02,2023-01-01,in-force,2026-06-30,F1,Acme
        P2,utility-model,CN,Valve body,2020-03-02,2020-12-01,in-force,2026-06-30,F1,Acme
        P3,utility-model,CN,No day,,2020-12-01,in-force,2026-06-30,,Acme

        """,
      ], on: "2026-06-30")
    let other = try families.review("2026-06-30")
    #expect(other.fact(.sameDayInvention, "P2") == "granted")
    #expect(other.fact(.sameDayInvention, "P3") == "unknown")
  }

  @Test func marksOfOneOwnerThatShareAClassAreCounted() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": Self.rights], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.fact(.marksInClass, "T1") == "1", "the one that was abandoned is gone")
    #expect(run.fact(.marksInClass, "T3") == "0")
    #expect(run.fact(.marksInClass, "P1") == "notApplicable")
  }

  @Test func productsAndJointDevelopmentAreKnownOnlyWhereTheyAreKept() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": Self.rights], on: "2026-06-30")
    let bare = try portfolio.review("2026-06-30")
    #expect(bare.fact(.inProduct, "P1") == "unknown")
    #expect(bare.fact(.jointDevelopment, "P1") == "unknown")
    try portfolio.take(
      [
        "products": "product,name\nPR1,Valve\n",
        "product_links":
          "right,product,role,from_day\nP1,PR1,core,2026-01-01\nP5,PR1,defensive,2026-01-01\n",
        "agreements": "agreement,right,kind,day,signed\nA1,P5,joint-development,2020-01-01,yes\n",
      ], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.fact(.inProduct, "P1") == "1")
    #expect(run.fact(.inProduct, "P5") == "0", "a defensive link earns nothing")
    #expect(run.fact(.inProduct, "P2") == "0")
    #expect(run.fact(.jointDevelopment, "P5") == "1")
    #expect(run.fact(.jointDevelopment, "P1") == "0")
    #expect(run.fact(.jointDevelopment, "T1") == "notApplicable")
  }
}
