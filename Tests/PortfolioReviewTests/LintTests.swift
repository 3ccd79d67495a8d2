import Foundation
import TestSupport
import Testing
import Winnow

/// Lint says what is wrong once, and nothing that only follows from it.
@Suite struct LintTests {
  private static let today = Portfolio.day("2026-11-22")

  private func problems(_ change: (String) -> String) throws -> [Problem] {
    let folder = try TemporaryFolder()
    let text = try String(
      contentsOf: Repository.url("Models/Grading/bibliographic-screening.yaml"), encoding: .utf8)
    try folder.write("mine/screening.yaml", change(text))
    return ModelLint.problems(
      in: try Workspace.catalogue(models: folder.file("mine")), today: LintTests.today)
  }

  @Test func shippedModelsHaveNothingToSay() throws {
    #expect(ModelLint.problems(in: try Workspace.catalogue(models: nil), today: LintTests.today).isEmpty)
  }

  /// The rules of decisions name the book that is broken: that is no rule that matches nothing.
  @Test(arguments: ["minimumSize: 30", "version:", "kind: grading-model"])
  func aBrokenBookIsNoRuleThatMatchesNothing(key: String) throws {
    let found = try problems { $0.replacingOccurrences(of: key, with: "x" + key) }
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy { $0.place?.file.hasSuffix("screening.yaml") == true }, "\(found.map(\.message.en))")
  }

  @Test func aMisspeltKindIsToldAtItsLineWithThoseThatThereAre() throws {
    let found = try problems {
      "# One more line above.\n"
        + $0.replacingOccurrences(of: "kind: grading-model", with: "kind: grading-modle")
    }
    #expect(found.map(\.code) == [.modelBadValue], "\(found.map(\.message.en))")
    let lines = try String(
      contentsOf: Repository.url("Models/Grading/bibliographic-screening.yaml"), encoding: .utf8
    ).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(found.first?.place?.line == (lines.firstIndex { $0.hasPrefix("kind:") } ?? 0) + 2)
    #expect(found.first?.remedy?.en.hasPrefix("Did you mean 'grading-model'?") == true)
    #expect(found.first?.remedy?.zh.contains("lapse-hazard") == true)
  }

  @Test func aDayToComeIsNoDayOfACheck() throws {
    let found = try problems {
      $0.replacing(/checkedOn: [0-9-]+/, with: "checkedOn: 2026-11-23")
    }
    #expect(found.map(\.code) == [.modelCheckedInTheFuture])
    #expect(found.first?.place?.line ?? 0 > 1 && found.first?.value == "2026-11-23")
    #expect(try problems { $0.replacing(/checkedOn: [0-9-]+/, with: "checkedOn: 2026-11-22") }.isEmpty)
  }

  @Test func anEmptyVersionIsRefused() throws {
    let found = try problems { $0.replacing(/version: ".*"/, with: "version: \"\"") }
    #expect(found.map(\.code) == [.modelBadValue])
    #expect(found.first?.message.en == "'version' must not be empty")
  }

  @Test func aWeightThatCannotBeReadIsOneFault() throws {
    let found = try problems { $0.replacing(/weight: 0\.25/, with: "weight: -0.25", maxReplacements: 1) }
    #expect(found.map(\.message.en) == ["A weight must be above 0 and at most 1"])
  }
}
