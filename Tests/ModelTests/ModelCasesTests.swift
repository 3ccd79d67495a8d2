import Foundation
import TestSupport
import Testing
import Winnow

/// The cases beside the model files hold, and a case that does not is found.
@Suite struct ModelCasesTests {
  @Test func allCasesHold() throws {
    let results = try Workspace.modelCases(models: nil)
    for result in results {
      #expect(result.passed, "\(result.file): \(result.name): \(result.message.text(.en))")
    }
    let grading = results.filter { $0.file.hasSuffix("Grading/bibliographic-screening.cases.yaml") }
    #expect(grading.count >= 90)
    #expect(Set(grading.map(\.name)).count == grading.count, "two cases bear one name")
    #expect(results.count >= grading.count + 20)
  }

  /// A user's cases stand beside the model, in whatever folder; without a model they are not passed over.
  @Test func aUsersCasesAreTried() throws {
    let folder = try TemporaryFolder()
    let shipped = try #require(Repository.text("Models/Grading/specialised-firm.yaml"))
    try folder.write("mine/book.yaml", shipped)
    let wrong =
      "model: specialised-firm\ncases:\n  - name: wrong on purpose\n    facts: {}\n    expect: {grade: Z}\n"
    try folder.write("mine/book.cases.yaml", wrong)
    try folder.write("mine/alone.cases.yaml", wrong)
    let failed = try Workspace.modelCases(models: folder.file("mine")).filter { !$0.passed }
    #expect(failed.count == 2)
    #expect(failed.contains { $0.file.hasSuffix("book.cases.yaml") && $0.name == "wrong on purpose" })
    #expect(
      failed.contains { $0.file.hasSuffix("alone.cases.yaml") && $0.message.en.contains("no model file") })
  }

  private struct Wrong: Sendable {
    var expect: String
    var says: String
  }

  /// All facts unknown: 42.4 points within 13.1 and 97.2; see the shipped cases.
  private static let wrong = [
    Wrong(expect: "{grade: A}", says: "grade: expected A, found -"),
    Wrong(expect: "{gate: ended}", says: "gate: expected ended, found insufficient-evidence"),
    Wrong(expect: "{grade: C}", says: "grade: expected C, found -"),
    Wrong(expect: "{score: 41}", says: "score: expected 41"),
    Wrong(expect: "{interval: [0, 99.25]}", says: "interval: expected 0.0"),
    Wrong(expect: "{coverage: 0.5}", says: "coverage: expected 0.5, found 0.0"),
    Wrong(expect: "{points: {claims: 0}}", says: "points of claims: expected 0.0, found 45.0"),
    Wrong(expect: "{points: {no-such-criterion: 1}}", says: "points of no-such-criterion"),
  ]

  @Test func aWrongCaseIsFound() throws {
    let cases = Self.wrong.enumerated().map {
      "  - name: wrong on purpose \($0.offset)\n    facts: {}\n    expect: \($0.element.expect)\n"
    }
    let results = try run(cases.joined())
    try #require(results.count == Self.wrong.count)
    for (wrong, result) in zip(Self.wrong, results) {
      #expect(!result.passed, "\(wrong.expect)")
      #expect(result.message.text(.en).contains(wrong.says), "\(wrong.expect): \(result.message.text(.en))")
    }
  }

  @Test func anUnknownFactIsAnErrorWithItsLine() throws {
    let error = #expect(throws: ProblemList.self) {
      try run("  - name: misspelt\n    facts: {claim: 3}\n    expect: {grade: A}\n")
    }
    #expect(error?.problems.first?.code == .modelBadValue)
    #expect(error?.problems.first?.place?.line == 4)
  }

  /// The results of a file of cases in a folder of its own.
  private func run(_ cases: String) throws -> [ModelCaseResult] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-cases-\(UUID())/Grading")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    let file = folder.appendingPathComponent("wrong.cases.yaml")
    try Data("model: bibliographic-screening\ncases:\n\(cases)".utf8).write(to: file)
    return try Workspace.modelCases(models: folder.deletingLastPathComponent().path).filter {
      $0.file.hasSuffix("wrong.cases.yaml")
    }
  }
}
