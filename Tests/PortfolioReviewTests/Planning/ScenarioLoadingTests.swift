import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Broken scenarios and value maps are refused with the line; names that are not there are told.
@Suite struct ScenarioLoadingTests {
  private static let head = """
    kind: pruning-scenario
    id: broken
    version: "1"
    title: {zh: 坏, en: broken}
    checkedOn: 2026-11-21
    sources:
      house: {title: test, standing: house-default}
    extends: annual-budget

    """

  private struct Broken: CustomTestStringConvertible, Sendable {
    var body: String
    var code: ProblemCode
    var line: Int
    var testDescription: String { body }
  }

  private static let broken = [
    Broken(body: "budget: []", code: .modelUnknownKey, line: 9),
    Broken(body: "horizon: {years: 0, source: house}", code: .modelBadValue, line: 9),
    Broken(body: "horizon: {years: 5, source: nobody}", code: .modelUnsourced, line: 9),
    Broken(body: "horizon: {years: 5}", code: .modelMissingKey, line: 9),
    Broken(body: "discount: {rate: 8, source: house}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: profit}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: money, fees: ignore}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: money, case: low, valueMap: m}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: money, worth: guess}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: money, worth: income, valueMap: m}", code: .modelBadValue, line: 9),
    Broken(body: "objective: {form: mix}", code: .modelMissingKey, line: 9),
    Broken(body: "families: together", code: .modelBadValue, line: 9),
    Broken(body: "unknownWorth: drop", code: .modelBadValue, line: 9),
    Broken(body: "stability: {spread: 0, draws: 200, seed: 1, source: house}", code: .modelBadValue, line: 9),
    Broken(body: "budgets:\n  - {id: b, amounts: {2027: much}}", code: .modelBadValue, line: 10),
    Broken(body: "budgets:\n  - {id: b, amounts: {2027: -5}}", code: .modelBadValue, line: 10),
    Broken(body: "budgets:\n  - {id: b, amounts: {next: 5}}", code: .modelBadValue, line: 10),
    Broken(body: "budgets:\n  - {id: b, amounts: {}}", code: .modelBadValue, line: 10),
    Broken(
      body: "budgets:\n  - {id: b, amounts: {2027: 5}, overrunPrice: 0}", code: .modelBadValue, line: 10),
    Broken(
      body: "budgets:\n  - {id: b, amounts: {2027: 5}}\n  - {id: b, amounts: {2028: 5}}",
      code: .modelBadValue,
      line: 1),
    Broken(body: "unitShares:\n  - {id: u, unit: X, atMost: 1.2}", code: .modelBadValue, line: 10),
    Broken(body: "unitShares:\n  - {id: u, unit: X, atMost: 0.33333}", code: .modelBadValue, line: 10),
    Broken(body: "coverage:\n  - {id: c, product: each, atLeast: 0}", code: .modelBadValue, line: 10),
    Broken(
      body: "coverage:\n  - {id: c, product: each, atLeast: 1, from: 2029, to: 2028}", code: .modelBadValue,
      line: 10),
    Broken(
      body: "coverage:\n  - {id: c, product: P, atLeast: 1, shortfallPrice: 0}", code: .modelBadValue,
      line: 10),
    Broken(
      body: "shares:\n  - {id: s, title: {zh: 甲, en: a}, what: {fact: nothing, is: x}, atLeast: 0.5}",
      code: .modelBadValue, line: 10),
    Broken(body: "keep:\n  - {id: k, title: {zh: 甲, en: a}}", code: .modelBadValue, line: 10),
    Broken(
      body: "keep:\n  - {id: k, title: {zh: 甲, en: a}, ties: [friendship]}", code: .modelBadValue, line: 10),
    Broken(
      body: "drop:\n  - {id: d, title: {zh: 甲, en: a}, numbers: [1], until: 2030}", code: .modelUnknownKey,
      line: 10),
  ]

  @Test(arguments: broken)
  private func aBrokenScenarioIsRefusedWithItsLine(broken: Broken) throws {
    let file = ModelFile(path: "own.yaml", text: Self.head + broken.body + "\n", origin: .user)
    let error = #expect(throws: ProblemList.self) {
      try PruningScenario.load(file: file, catalogue: Workspace.catalogue(models: nil))
    }
    let problem = error?.problems.first { $0.code == broken.code }
    #expect(problem?.place?.line == broken.line, "\(error.map { "\($0)" } ?? "nothing")")
  }

  @Test func withoutAnotherToBuildUponEverythingIsNeeded() throws {
    let text = Self.head.replacing("extends: annual-budget\n", with: "")
    let error = #expect(throws: ProblemList.self) {
      try PruningScenario.load(
        file: ModelFile(path: "own.yaml", text: text, origin: .user),
        catalogue: Workspace.catalogue(models: nil))
    }
    #expect(error?.problems.map(\.value) == ["objective", "horizon", "discount"])
  }

  @Test func aScenarioCannotBuildUponItself() throws {
    let text = Self.head.replacing("id: broken", with: "id: annual-budget")
    #expect(throws: ProblemList.self) {
      try PruningScenario.load(
        file: ModelFile(path: "own.yaml", text: text, origin: .user),
        catalogue: Workspace.catalogue(models: nil))
    }
  }

  @Test func whatIsLeftOutComesFromTheOther() throws {
    let text =
      Self.head
      + "horizon: {years: 3, source: house}\nkeep:\n  - {id: pledged, title: {zh: 甲, en: a}, numbers: [1]}\n"
    let (scenario, headers) = try PruningScenario.load(
      file: ModelFile(path: "own.yaml", text: text, origin: .user),
      catalogue: Workspace.catalogue(models: nil))
    #expect(scenario.horizonYears == 3)
    #expect(scenario.discountRate == Decimal(string: "0.10"))
    #expect(scenario.keep.map(\.id) == ["licence-obliges", "in-dispute", "declared", "pledged"])
    #expect(scenario.keep.last?.filter.numbers == ["1"])
    #expect(headers.map(\.id) == ["broken", "annual-budget"])
  }

  private static let mapHead = """
    kind: value-map
    id: m
    version: "1"
    title: {zh: 表, en: map}
    checkedOn: 2026-11-21
    sources:
      house: {title: test, standing: house-default}

    """

  @Test(arguments: [
    (
      "currency: CNY\nsource: none\nworth: [[0, 1], [100, 2]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: 0\n",
      9
    ),
    (
      "currency: yuan\nsource: house\nworth: [[0, 1], [100, 2]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: 0\n",
      8
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 5], [100, 2]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: 0\n",
      10
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 5]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: 0\n",
      10
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 1], [101, 2]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: 0\n",
      10
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 1], [100, 2]]\nkinds: {patent: 1}\notherOffices: 1\nyearlyChange: 0\n",
      11
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 1], [100, 2]]\nkinds: {invention: 0}\notherOffices: 1\nyearlyChange: 0\n",
      11
    ),
    (
      "currency: CNY\nsource: house\nworth: [[0, 1], [100, 2]]\nkinds: {invention: 1}\notherOffices: 1\nyearlyChange: -2\n",
      13
    ),
  ])
  func aBrokenMapIsRefusedWithItsLine(body: String, line: Int) throws {
    let file = ModelFile(path: "m.yaml", text: Self.mapHead + body, origin: .user)
    let error = #expect(throws: ProblemList.self) { try ModelCatalogue.load(ValueMap.self, file: file) }
    #expect(
      error?.problems.contains { $0.place?.line == line } == true, "\(error.map { "\($0)" } ?? "nothing")")
  }
}
