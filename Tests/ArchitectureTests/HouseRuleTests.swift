import Foundation
import TestSupport
import Testing

/// Rules that hold for every source file.
@Suite struct HouseRuleTests {
  static let programs: Set<String> = [
    "WinnowCLI", "winnow-bench", "sample-generator", "model-embedder", "EmbedModelsPlugin",
  ]
  static let targets = ArrowTests.house.map(\.name)

  static func files(of module: String) throws -> [SourceFile] {
    let target = try #require(ArrowTests.house.first { $0.name == module })
    return SourceFile.all(below: target.folder)
  }

  @Test(arguments: targets)
  func noFileIsLongerThanAPersonReads(module: String) throws {
    for file in try HouseRuleTests.files(of: module) {
      #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test(arguments: targets)
  func nothingCanStopTheProgram(module: String) throws {
    for file in try HouseRuleTests.files(of: module) {
      for line in file.code {
        for word in ["try!", "fatalError(", " as! "] where line.text.contains(word) {
          Issue.record("\(file.path):\(line.number): \(word)")
        }
      }
    }
  }

  @Test(arguments: targets.filter { !programs.contains($0) })
  func librariesHaveNoClockAndNoChance(module: String) throws {
    let words = [
      "Date()", "Date.now", "ContinuousClock", ".random(in", "SystemRandomNumberGenerator", "Locale.current",
      "TimeZone.current",
    ]
    for file in try HouseRuleTests.files(of: module) {
      for line in file.code {
        // With a blank before each name, so that `CostToDate()` is not taken for the clock.
        let code = " " + line.text
        for word in words {
          let found = code.ranges(of: word).contains { range in
            word.hasPrefix(".") || !code[code.index(before: range.lowerBound)].isLetter
          }
          if found { Issue.record("\(file.path):\(line.number): \(word)") }
        }
      }
    }
  }

  /// A module named like a type inside it makes the type's full name impossible to write.
  @Test func noModuleBearsTheNameOfAType() throws {
    let types = Set(
      try HouseRuleTests.targets.flatMap { try HouseRuleTests.files(of: $0) }.flatMap(\.topLevelTypes))
    #expect(types.count > 200)
    // SwiftPM's own examples name a plugin's type as the plugin; nothing imports a plugin.
    for target in ArrowTests.targets where target.kind != "plugin" && types.contains(target.name) {
      Issue.record("\(target.name) is a module and a type")
    }
  }

  @Test func noWorkIsLeftInTheSources() throws {
    // Written in two pieces, so that this file passes its own test.
    let words = ["TO" + "DO", "FIX" + "ME", "not " + "implemented"]
    for file in try HouseRuleTests.targets.flatMap({ try HouseRuleTests.files(of: $0) }) {
      for (index, line) in file.lines.enumerated() {
        for word in words where line.contains(word) { Issue.record("\(file.path):\(index + 1): \(word)") }
      }
    }
  }

  /// Only what git keeps counts: a build leaves folders of its own.
  @Test func theTopLevelHoldsOnlyWhatBelongsThere() throws {
    let allowed: Set<String> = [
      "Package.swift", "README.md", "Sources", "Tests", "Models", "Sample-Portfolios", ".ci", ".gitignore",
      ".gitattributes", ".swift-format",
    ]
    let made = try HouseRuleTests.ignored()
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    for name in names where name != ".git" && !allowed.contains(name) {
      #expect(made.contains { $0(name) }, "\(name) does not belong at the top level")
    }
    for name in allowed { #expect(names.contains(name), "\(name) is missing") }
  }

  /// The names that `.gitignore` keeps out at the top level.
  private static func ignored() throws -> [@Sendable (String) -> Bool] {
    let text = try #require(Repository.text(".gitignore"))
    return text.split(separator: "\n").map { line in
      let pattern = line.drop { $0 == "/" }
      let name = pattern.hasSuffix("/") ? String(pattern.dropLast()) : String(pattern)
      if name.hasPrefix("*") {
        let end = String(name.dropFirst())
        return { $0.hasSuffix(end) }
      }
      if name.hasSuffix("*") {
        let start = String(name.dropLast())
        return { $0.hasPrefix(start) }
      }
      return { $0 == name }
    }
  }
}
