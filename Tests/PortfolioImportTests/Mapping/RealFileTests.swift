import Foundation
import PortfolioCore
import Testing

@testable import PolicyModels
@testable import PortfolioImport

@Suite struct RealFileTests {
  struct Expectation: Sendable {
    var path: String
    var mapping: String
    var headerLine: Int
    var rights: Int
    var refused: Int
    var granted: Int
  }

  @Test(arguments: [
    Expectation(
      path: "lens-sangamo/lens-export.csv", mapping: "lens", headerLine: 1, rights: 130, refused: 0,
      granted: 80),
    Expectation(
      path: "patentr-autonomous/lens_autonomous_search.csv", mapping: "lens", headerLine: 1, rights: 863,
      refused: 0,
      granted: 280),
    Expectation(
      path: "patentr-autonomous/google_autonomous_search.csv", mapping: "google-patents", headerLine: 2,
      rights: 316,
      refused: 0, granted: 149),
    Expectation(
      path: "gp-nordquists/gp-search.csv", mapping: "google-patents", headerLine: 2, rights: 536, refused: 0,
      granted: 296),
    Expectation(
      path: "patentr-autonomous/sumobrain_autonomous_search1.xlsx", mapping: "sumobrain", headerLine: 2,
      rights: 249,
      refused: 1, granted: 111),
    Expectation(
      path: "cn-carrotc/cnipr-utility-models.xlsx", mapping: "cnipr", headerLine: 1, rights: 199, refused: 0,
      granted: 199),
    Expectation(
      path: "cn-taian/cn-filings.xlsx", mapping: "cn-filings", headerLine: 1, rights: 7384, refused: 0,
      granted: 0),
    Expectation(
      path: "cn-survival/cn-inventions-1999-2002-outcomes.csv", mapping: "cn-outcomes", headerLine: 1,
      rights: 2020,
      refused: 0, granted: 1200),
  ])
  func everyRowOfARealFileBecomesOneItem(expected: Expectation) throws {
    guard let path = MappingSupport.realFile(expected.path) else { return }
    let plans = try PortfolioReader.plan(
      path: path, name: expected.path, catalogue: MappingSupport.catalogue, latestYear: 2026)
    let plan = try #require(plans.first)
    #expect(plan.layout.name == expected.mapping)
    #expect(plan.headerLine == expected.headerLine)
    let outcome = try MappingSupport.read(plan)
    #expect(outcome.rights.count == expected.rights)
    #expect(outcome.refusals.count == expected.refused)
    #expect(outcome.rights.count { $0.stage == .granted } == expected.granted)
    #expect(outcome.rights.allSatisfy { !$0.numbers.isEmpty && !$0.office.isEmpty })
  }

  @Test func theOutcomesAgreeWithThePublishedCounts() throws {
    guard let path = MappingSupport.realFile("cn-survival/cn-inventions-1999-2002-outcomes.csv") else {
      return
    }
    let plans = try PortfolioReader.plan(
      path: path, name: "outcomes.csv", catalogue: MappingSupport.catalogue, latestYear: 2026)
    let outcome = try MappingSupport.read(#require(plans.first))
    #expect(outcome.rights.allSatisfy { $0.kind == .invention && $0.filingDay != nil })
    func count(_ code: String) -> Int { outcome.rights.count { $0.events.contains { $0.code == code } } }
    // Counted by hand in the file: cells of grant, terminate, waive and recover that hold a day.
    #expect(count("grant") == 1200)
    #expect(count("cessation") == 874)
    #expect(count("abandonment") == 55)
    #expect(count("reinstatement") == 2)
    // One row of the file breaks off before the claims. They are those of the published application, seen on its day.
    #expect(
      outcome.rights.count { ($0.earlierObservation?.values.claims ?? $0.observation.claims) != nil } == 2019)
    #expect(outcome.rights.count { !$0.priorities.isEmpty } == outcome.rights.count { $0.priorityDay != nil })
    let ended = outcome.rights.filter { $0.observation.status == .dead }
    #expect(!ended.isEmpty)
    #expect(ended.allSatisfy { $0.endDay != nil && $0.stage == .granted })
  }

  @Test func applicationsAndGrantsOfARealExportMeet() throws {
    guard let path = MappingSupport.realFile("patentr-autonomous/lens_autonomous_search.csv") else { return }
    let plans = try PortfolioReader.plan(
      path: path, name: "lens.csv", catalogue: MappingSupport.catalogue, latestYear: 2026)
    let outcome = try MappingSupport.read(#require(plans.first))
    // 863 publications of 701 applications; two German ones stand with two kind letters (DE 3588216 A and T).
    let names = Set(outcome.rights.compactMap { $0.numbers.first })
    #expect(names.count == 699)
    #expect(outcome.rights.allSatisfy { $0.priorityDay != nil || $0.priorities.isEmpty })
  }

  @Test func everyLegalEventCodeOfTheVocabularyIsInTheOfficesTable() throws {
    guard let path = MappingSupport.realFile("legal-codes/inpadoc-legal-event-codes.csv") else { return }
    let (events, _) = try MappingSupport.catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    var known: Set<String> = []
    for file in try TabularFile.open(path: path, name: "codes.csv") {
      _ = try file.forEachRow { row in
        known.insert(row[0] + ":" + row[1].filter { $0 != " " })
        return true
      }
    }
    let missing = events.effects.keys.filter { !$0.hasPrefix("any:") && !known.contains($0) }
    #expect(missing.isEmpty)
  }
}
