import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Valuation

/// The cases beside the shipped models hold, and a case that does not is found.
@Suite struct ValuationCasesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models/Valuation")

  private static func shipped() throws -> [ModelFile] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
      .map {
        ModelFile(
          path: "Valuation/" + $0,
          text: try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8), origin: .builtin)
      }
  }

  @Test func theShippedCasesHold() throws {
    let files = try ValuationCasesTests.shipped()
    let results = try ValuationCases.run(files, catalogue: ModelCatalogue(files: files))
    #expect(results.count >= 11)
    for result in results { #expect(result.differences.isEmpty, "\(result.name): \(result.differences)") }
  }

  private func run(_ cases: String) throws -> [ValuationCaseResult] {
    let files = try ValuationCasesTests.shipped()
    let own = ModelFile(
      path: "Valuation/own.cases.yaml", text: "kind: valuation-cases\ncases:\n" + cases, origin: .user)
    return try ValuationCases.run([own], catalogue: ModelCatalogue(files: files))
  }

  @Test func aWrongCaseIsFound() throws {
    let results = try run("  - {name: wrong, royalty: {field: 16, position: 0.5}, expect: {percent: 3.3}}\n")
    #expect(results.first?.differences.first?.en.contains("expected 3.3, found 3.25") == true)
  }

  @Test(arguments: [
    ("  - {name: a, royalty: {position: 0.5}, expect: {price: 1}}\n", "price"),
    ("  - {name: a, register: {beauty: 5}, expect: {royalty: 50}}\n", "beauty"),
    ("  - {name: a, royalty: {positon: 0.5}, expect: {percent: 1}}\n", "positon"),
    ("  - {name: a, royalty: {position: 0.5}}\n", "expect"),
  ])
  func aMisspeltCaseIsAnError(text: String, names: String) {
    let error = #expect(throws: ProblemList.self) { try run(text) }
    #expect(error?.problems.contains { $0.text(.en).contains(names) } == true)
  }
}
