import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// A review as of a day sees only what was known by then.
@Suite struct AsOfTests {
  private static let rights = """
    right,kind,office,application_number,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners,applicants
    P1,invention,US,15/123456,Widget,2017-03-02,2019-05-07,in-force,2025-06-30,12,2,B61F5/30,Acme,Acme
    P2,invention,US,16/123456,Gadget,2019-03-02,,pending,2025-06-30,10,1,H01L21/00,Acme,Acme
    """
  private static let citations = """
    right,observed_on,forward,forward_self,backward,non_patent,family_size
    P1,2025-06-30,5,1,7,2,3
    P2,2025-06-30,1,0,4,0,1
    """

  private func portfolio() throws -> Portfolio {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": AsOfTests.rights, "citations": AsOfTests.citations], on: "2025-06-30")
    return portfolio
  }

  struct Later: Sendable, CustomTestStringConvertible {
    let name: String
    let tables: [String: String]
    /// A fact that the later facts do change, seen from a later day.
    let fact: FactID
    let right: String
    let before: String
    let after: String
    var testDescription: String { name }
  }

  private static let laterFacts: [Later] = [
    Later(
      name: "citation count", tables: ["citations": "right,observed_on,forward\nP1,2026-02-01,50"],
      fact: .forwardCitations, right: "P1", before: "5", after: "50"),
    Later(
      name: "event", tables: ["events": "right,day,code\nP1,2026-02-01,FEPP\nP1,2026-02-02,LAPS"],
      fact: .legalStatus, right: "P1", before: "in-force", after: "lapsed"),
    Later(
      name: "assessment", tables: ["assessments": "right,assessor,day,question,score\nP1,a,2026-02-01,q,5"],
      fact: .forwardCitations, right: "P1", before: "5", after: "5"),
    Later(
      name: "payment and cost",
      tables: [
        "payments": "right,fee_year,paid_day,amount\nP1,8,2026-02-01,100.00",
        "costs": "right,day,kind,amount\nP1,2026-02-01,agent,100.00",
      ], fact: .claims, right: "P1", before: "12", after: "12"),
    Later(
      name: "status observation",
      tables: [
        "rights":
          "right,kind,office,title,status,status_observed_on\nP1,invention,US,Widget,lapsed,2026-02-01"
      ], fact: .legalStatus, right: "P1", before: "in-force", after: "lapsed"),
    Later(
      name: "claims observation",
      tables: [
        "rights": "right,kind,office,title,claims,status_observed_on\nP1,invention,US,Widget,3,2026-02-01"
      ],
      fact: .claims, right: "P1", before: "12", after: "3"),
    Later(
      name: "grant",
      tables: [
        "rights":
          "right,kind,office,title,grant_day,status,status_observed_on\nP2,invention,US,Gadget,2026-02-01,in-force,2026-02-01"
      ], fact: .stage, right: "P2", before: "application", after: "granted"),
    Later(
      name: "grant without a day",
      tables: [
        "rights":
          "right,kind,office,title,status,status_observed_on\nP2,invention,US,Gadget,in-force,2026-02-01"
      ], fact: .stage, right: "P2", before: "application", after: "granted"),
    Later(
      name: "end",
      tables: ["rights": "right,kind,office,title,end_day\nP1,invention,US,Widget,2026-02-01"],
      fact: .legalLife, right: "P1", before: "alive", after: "ended"),
    Later(
      name: "transfer",
      tables: ["rights": "right,kind,office,title,owners\nP1,invention,US,Widget,Buyer;Second"],
      fact: .ownerCount, right: "P1", before: "1", after: "2"),
    Later(
      name: "co-owner",
      tables: ["ownership": "right,party,share_percent,from_day\nP1,Partner,50,2026-02-01"],
      fact: .ownerCount, right: "P1", before: "1", after: "2"),
    Later(
      name: "licence",
      tables: ["licences": "licence,right,direction,type,from_day\nL1,P1,out,ordinary,2026-02-01"],
      fact: .licencesOut, right: "P1", before: "unknown", after: "1"),
    Later(
      name: "licence without a day", tables: ["licences": "licence,right,direction,type\nL1,P1,out,ordinary"],
      fact: .licencesOut, right: "P1", before: "unknown", after: "1"),
    Later(
      name: "pledge", tables: ["pledges": "pledge,right,from_day\nPL1,P1,2026-02-01"],
      fact: .pledged, right: "P1", before: "unknown", after: "1"),
    Later(
      name: "dispute", tables: ["disputes": "dispute,right,type,from_day\nD1,P1,infringement,2026-02-01"],
      fact: .inDispute, right: "P1", before: "unknown", after: "1"),
    Later(
      name: "product",
      tables: [
        "products": "product,name\nPR1,Train",
        "product_links": "right,product,role,from_day\nP1,PR1,core,2026-02-01",
      ], fact: .productUse, right: "P1", before: "unknown", after: "core"),
    Later(
      name: "filing",
      tables: [
        "rights": "right,kind,office,title,filing_day,family\nP3,invention,US,New,2026-02-01,F1",
        "families": "family\nF1",
      ], fact: .claims, right: "P1", before: "12", after: "12"),
  ]

  @Test(arguments: laterFacts)
  func aLaterFactDoesNotLeak(later: Later) throws {
    let portfolio = try portfolio()
    let before = try portfolio.review("2025-12-31")
    #expect(before.fact(later.fact, later.right) == later.before)
    let report = try portfolio.take(later.tables, on: "2026-02-01")
    #expect(report.stored > 0)
    #expect(report.refused == 0)
    let again = try portfolio.review("2025-12-31")
    #expect(Set(again.facts).subtracting(before.facts).sorted() == [])
    #expect(again.snapshotHash == before.snapshotHash)
    #expect(again.grades.codes == before.grades.codes)
    #expect(again.grades.points == before.grades.points)
    #expect(again.fees == before.fees)
    #expect(try portfolio.review("2026-06-30").fact(later.fact, later.right) == later.after)
  }

  @Test func theRunOfTheSameKnowledgeIsTheSameRun() throws {
    let portfolio = try portfolio()
    let first = try portfolio.review("2025-12-31")
    #expect(try portfolio.review("2025-12-31").id == first.id)
    #expect(try portfolio.review("2026-01-01").id != first.id)
    #expect(try portfolio.workspace.runs().count == 2)
  }

  @Test func rightsNotYetFiledAreLeftOut() throws {
    let portfolio = try portfolio()
    #expect(try portfolio.review("2019-03-01").table.count == 1)
    #expect(try portfolio.review("2019-03-02").table.count == 2)
    #expect(throws: ProblemList.self) { try portfolio.review("2017-03-01") }
    do {
      _ = try portfolio.review("2017-03-01")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["REV001"])
      #expect(list.problems[0].message.en.contains("2"))
    }
  }

  @Test(arguments: ["1000-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
  func anAsOfDayThatIsATypingErrorIsRefused(day: String) throws {
    let portfolio = try portfolio()
    do {
      _ = try portfolio.review(day)
      Issue.record("reviewed")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["REV008"])
    }
  }

  @Test(arguments: ["1900-01-01", "2200-12-31"])
  func theGreatestDaysThatArePossibleAreNoTrouble(day: String) throws {
    let portfolio = try portfolio()
    do {
      #expect(try portfolio.review(day).table.count == 2)
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["REV001"])
      #expect(day < "2000")
    }
  }

  @Test func aFactObservedOnlyLaterIsNotYetObservable() throws {
    let portfolio = try portfolio()
    let run = try portfolio.review("2024-12-31")
    // Everything that the later observations hold, and nothing else.
    #expect(run.fact(.forwardCitations, "P1") == "notYetObservable")
    #expect(run.fact(.forwardCitationsByOthers, "P1") == "notYetObservable")
    #expect(run.fact(.citationsPerYear, "P1") == "notYetObservable")
    #expect(run.fact(.backwardCitations, "P1") == "notYetObservable")
    #expect(run.fact(.claims, "P1") == "notYetObservable")
    #expect(run.fact(.independentClaims, "P1") == "notYetObservable")
    #expect(run.fact(.familySize, "P1") == "notYetObservable")
    #expect(run.fact(.legalStatus, "P1") == "notYetObservable")
    #expect(run.fact(.triadicOffices, "P1") == "unknown")
    #expect(run.fact(.grantedOffices, "P1") == "unknown")
    #expect(run.fact(.grantLag, "P2") == "notYetObservable")
    #expect(run.problems.contains { $0.code.rawValue == "REV005" && $0.value == "2025-06-30" })
  }

  @Test func aFactThatWasNeverObservedStaysUnknownWhenAnotherIsSeenLater() throws {
    let portfolio = try Portfolio()
    try portfolio.take(["rights": AsOfTests.rights], on: "2025-06-30")
    #expect(try portfolio.review("2025-12-31").fact(.forwardCitations, "P1") == "unknown")
    try portfolio.take(["citations": "right,observed_on,backward\nP1,2026-02-01,4"], on: "2026-02-01")
    let run = try portfolio.review("2025-12-31")
    #expect(run.fact(.forwardCitations, "P1") == "unknown")
    #expect(run.fact(.backwardCitations, "P1") == "notYetObservable")
    #expect(run.fact(.backwardCitations, "P2") == "unknown")
  }

  @Test func anUndatedLinkThatALaterImportChangesIsStillKnownFromTheFirst() throws {
    let portfolio = try portfolio()
    try portfolio.take(["licences": "licence,right,direction,type\nL1,P1,out,ordinary"], on: "2025-07-01")
    let before = try portfolio.review("2025-12-31")
    #expect(before.fact(.licencesOut, "P1") == "1")
    try portfolio.take(
      ["licences": "licence,right,direction,type,fee\nL1,P1,out,ordinary,5.00"], on: "2026-02-01")
    #expect(try portfolio.review("2025-12-31").fact(.licencesOut, "P1") == "1")
  }

  // MARK: The day of the export

  private static let lens = """
    Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Application Number,Application Date,Title,Applicants,Cited by Patent Count,Simple Family Size
    US,B2,US 9900001 B2,000-000-000-000-001,2026-03-03,US 201815000001 A,2018-04-04,Widget,Acme,3,2
    """

  @Test func aGuessedDayOfTheExportMovesToTheLatestPublication() throws {
    let portfolio = try Portfolio()
    let path = try portfolio.folder.write("lens.csv", AsOfTests.lens)
    let options = ImportOptions(observedOn: Portfolio.day("2026-01-01"), isObservedOnStated: false)
    let report = try portfolio.workspace.importPortfolio(from: [path], options: options)
    #expect(report.observedOn == Portfolio.day("2026-03-03"))
    #expect(report.files[0].counts.observedOn == Portfolio.day("2026-03-03"))
    let note = report.problems.first { $0.code.rawValue == "IMP005" }
    #expect(note?.severity == .note)
    #expect(note?.value == "2026-03-03")
    #expect(report.stored == 1)
  }

  @Test func aStatedDayOfTheExportThatIsTooEarlyIsAnError() throws {
    let portfolio = try Portfolio()
    let path = try portfolio.folder.write("lens.csv", AsOfTests.lens)
    do {
      try portfolio.workspace.importPortfolio(from: path, observedOn: Portfolio.day("2026-03-02"))
      Issue.record("imported")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["IMP005"])
      #expect(list.problems[0].severity == .error)
    }
    #expect(try portfolio.workspace.store.rightCount() == 0)
    #expect(
      try portfolio.workspace.importPortfolio(from: path, observedOn: Portfolio.day("2026-03-03")).stored == 1
    )
  }
}
