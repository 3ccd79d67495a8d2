import Foundation
import PolicyModels
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// The shipped gates: every one has its cases, and a wrong file is refused with its line.
@Suite struct GateCaseTests {
  private static func files() throws -> (catalogue: ModelCatalogue, cases: ModelFile) {
    let text = try #require(Repository.text("Models/Gates/cn.cases.yaml"))
    return (
      try Workspace.catalogue(models: nil),
      ModelFile(path: "Gates/cn.cases.yaml", text: text, origin: .builtin)
    )
  }

  @Test func everyGateHasItsFiveCases() throws {
    let (catalogue, cases) = try Self.files()
    let results = try GateCases.run([cases], catalogue: catalogue)
    for result in results {
      #expect(result.difference == nil, "\(result.name): \(result.difference?.en ?? "")")
    }
    #expect(Set(results.map(\.name)).count == results.count, "two cases bear one name")
    let model = try catalogue.load(GateModel.self, id: "cn").0
    for gate in model.gates {
      let states = Set(results.filter { $0.gate == gate.id }.map(\.expected))
      for state in ["closed", "question", "lifted", "expired"] {
        #expect(states.contains(state), "\(gate.id) has no case that is \(state)")
      }
      #expect(
        states.contains("clear") || states.contains("not-applicable"),
        "\(gate.id) has no case that does not fire")
    }
  }

  @Test func allGatesOfTheListAreThere() throws {
    let ids = try Self.files().catalogue.load(GateModel.self, id: "cn").0.gates.map(\.id)
    for number in 1...17 { #expect(ids.contains("G\(number)"), "G\(number)") }
    for id in ["TM-42", "SECRET", "STATE-price", "PUBLIC-price"] { #expect(ids.contains(id), "\(id)") }
    #expect(Array(ids.prefix(1)) == ["G2"], "the gate that is most often missed comes first")
  }

  @Test func whatStandsOnNoArticleSaysSo() throws {
    let model = try Self.files().catalogue.load(GateModel.self, id: "cn").0
    for gate in model.gates {
      let source = try #require(model.header.sources.first { $0.id == gate.ground.source })
      if source.standing == .houseDefault { #expect(gate.ground.standing == .houseRule, "\(gate.id)") }
      if gate.ground.standing == .law || gate.ground.standing == .regulation {
        #expect(source.standing == .official, "\(gate.id)")
      }
    }
    // Unverified in our notes: they may only ship as rules of the house.
    for id in ["G6", "G12", "G15"] {
      #expect(model.gates.first { $0.id == id }?.ground.standing == .houseRule, "\(id)")
    }
  }

  private struct Broken: CustomTestStringConvertible, Sendable {
    var from: String
    var to: String
    var code: String
    var testDescription: String { to }
  }

  private static let broken = [
    Broken(
      from: "    before: [lapse, abandonment]\n    when:", to: "    before: [laps]\n    when:", code: "MOD"),
    Broken(from: "fact: licences-out, atLeast: 1", to: "fact: licences-on, atLeast: 1", code: "MOD"),
    Broken(
      from: "standing: interpretation, source: technology-contracts",
      to: "standing: interpretation, source: nowhere", code: "MOD"),
    Broken(from: "effect: blocks", to: "effect: forbids", code: "MOD"),
    Broken(from: "for: [central-enterprise, research-organisation]", to: "for: [centre]", code: "MOD"),
    Broken(from: "    effect: blocks\n", to: "    effect: blocks\n    accept: closed\n", code: "MOD"),
    Broken(from: "    effect: blocks\n", to: "    effect: blocks\n    accept: maybe\n", code: "MOD"),
    Broken(from: "  - id: G3\n", to: "  - id: G2\n", code: "MOD"),
    Broken(from: "  - id: G3\n", to: "  - id: G3\n    colour: red\n", code: "MOD"),
    Broken(from: "when: {fact: pledged, is: yes}", to: "when: {question: novelty, atLeast: 3}", code: "MOD"),
  ]

  @Test(arguments: broken)
  private func aBrokenFileIsRefusedWithItsLine(broken: Broken) throws {
    let text = try #require(Repository.text("Models/Gates/cn.yaml"))
    let range = try #require(text.range(of: broken.from))
    let changed = text.replacingCharacters(in: range, with: broken.to)
    let error = #expect(throws: ProblemList.self) {
      try ModelCatalogue.load(
        GateModel.self, file: ModelFile(path: "Gates/cn.yaml", text: changed, origin: .user))
    }
    let problem = try #require(error?.problems.first)
    #expect(problem.code.rawValue.hasPrefix(broken.code))
    #expect(problem.place?.line != nil)
  }

  @Test func aCaseThatDoesNotHoldIsFound() throws {
    let catalogue = try Self.files().catalogue
    func run(_ line: String) throws -> [GateCases.Result] {
      try GateCases.run(
        [
          ModelFile(
            path: "Gates/x.cases.yaml", text: "model: cn\nasOf: 2026-11-21\ncases:\n  - {\(line)}\n",
            origin: .user)
        ], catalogue: catalogue)
    }
    let wrong = try run(
      "name: x, gate: G3, act: lapse, facts: {right-kind: invention, pledged: yes}, expect: clear")
    #expect(wrong.first?.difference?.en == "expected [clear], found [closed]")
    #expect(throws: ProblemList.self) {
      try run("name: x, gate: G99, act: lapse, facts: {right-kind: invention}, expect: clear")
    }
    #expect(throws: ProblemList.self) {
      try run("name: x, gate: G3, act: lapse, facts: {pledge: yes}, expect: clear")
    }
  }
}
