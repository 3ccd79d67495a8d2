import BuiltinModels
import Grading
import PolicyModels
import PortfolioCore
import Testing

/// A case that could not fail, or that says what cannot be read, is itself a fault, with code and line.
@Suite struct BrokenCasesTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    var facts: String
    var expect: String
    /// 5 is the line of the facts, 6 that of the expectation.
    var line: Int
    var code: ProblemCode
    /// A part of the English message.
    var says: String
    var testDescription: String { "\(facts) \(expect)" }

    init(
      facts: String = "{claims: 3}", expect: String = "{grade: C}", _ line: Int, _ says: String,
      code: ProblemCode = .modelBadValue
    ) {
      self.facts = facts
      self.expect = expect
      self.line = line
      self.code = code
      self.says = says
    }
  }

  private func run(facts: String, expect: String) throws -> [GradingCases.Result] {
    let catalogue = ModelCatalogue(
      files: BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) })
    let text = """
      # a file of cases
      model: bibliographic-screening
      cases:
        - name: trial
          facts: \(facts)
          expect: \(expect)
      """
    return try GradingCases.run(
      [ModelFile(path: "Grading/trial.cases.yaml", text: text, origin: .user)], catalogue: catalogue)
  }

  private static let notReadable = "Not a value of this fact"
  private static let twoNumbers = "Write interval as [low, high]"

  private static let faults: [Fault] = [
    Fault(facts: "{claims: many}", 5, notReadable),
    Fault(facts: "{claims: 3.5}", 5, notReadable),
    Fault(facts: "{claims: 99999999999}", 5, notReadable),
    Fault(facts: "{claims: NA}", 5, notReadable),
    Fault(facts: "{remaining-term: long}", 5, notReadable),
    Fault(facts: "{remaining-term: nan}", 5, notReadable),
    Fault(facts: "{remaining-term: inf}", 5, notReadable),
    Fault(facts: "{remaining-term: \"1,5\"}", 5, notReadable),
    Fault(facts: "{legal-status: in_force}", 5, "has no such value"),
    Fault(facts: "{right-kind: patent}", 5, "has no such value"),
    Fault(facts: "{claims: [3]}", 5, "A single text is expected here"),
    Fault(facts: "{claim: 3}", 5, "There is no such fact"),
    Fault(expect: "{}", 6, "'expect' expects nothing"),
    Fault(expect: "{points: {}}", 6, "'expect' expects nothing"),
    Fault(expect: "{grade: , score: }", 6, "'expect' expects nothing"),
    Fault(expect: "", 4, "'expect' is missing", code: .modelMissingKey),
    Fault(expect: "{interval: []}", 6, twoNumbers),
    Fault(expect: "{interval: [10]}", 6, twoNumbers),
    Fault(expect: "{interval: [10, 20, 30]}", 6, twoNumbers),
    Fault(expect: "{interval: [10, high]}", 6, "Not a number"),
    Fault(expect: "{interval: 10}", 6, "A list is expected here"),
    Fault(expect: "{score: high}", 6, "Not a number"),
    Fault(expect: "{points: {claims: some}}", 6, "Not a number"),
    Fault(expect: "{mark: A}", 6, "Unknown key 'mark'", code: .modelUnknownKey),
  ]

  @Test(arguments: faults)
  private func faultIsFoundAtItsLine(fault: Fault) throws {
    let error = #expect(throws: ProblemList.self) { try run(facts: fault.facts, expect: fault.expect) }
    let found = error?.problems ?? []
    #expect(
      found.contains {
        $0.code == fault.code && $0.place?.line == fault.line && $0.place?.file == "Grading/trial.cases.yaml"
          && $0.message.en.contains(fault.says) && !$0.message.zh.isEmpty
      }, "\(found.map { "\($0.code.rawValue) \($0.place?.line ?? 0) \($0.message.en)" })")
  }

  /// One step away from the faults above: these are read, and hold or do not hold.
  @Test(arguments: [
    ("{claims: 3}", "{points: {claims: 30}}", true), ("{claims: 3}", "{points: {claims: 36}}", false),
    ("{claims: n/a}", "{coverage: 0}", true), ("{remaining-term: 1.5}", "{points: {remaining: 15}}", true),
    ("{legal-status: n/a}", "{points: {state: 50}}", true), ("{}", "{interval: [15.0625, 95.85]}", true),
    ("{}", "{interval: [15.675, 97.1875]}", false), ("{}", "{gate: ended}", false),
  ])
  func soundCasesAreRun(facts: String, expect: String, holds: Bool) throws {
    let results = try run(facts: facts, expect: expect)
    #expect(results.map(\.holds) == [holds], "\(results.map(\.message.en))")
  }
}
