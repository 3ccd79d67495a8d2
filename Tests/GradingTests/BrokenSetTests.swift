import Foundation
import Grading
import PolicyModels
import PortfolioCore
import Testing

/// The models of folder `Broken`: each has one fault, and its first lines tell what is said about it.
@Suite struct BrokenSetTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Broken")

  static func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  private func problems(_ name: String) throws -> (text: String, problems: [Problem]) {
    let text = try String(contentsOf: BrokenSetTests.folder.appending(path: name), encoding: .utf8)
    do {
      _ = try ModelCatalogue.load(
        GradingModel.self, file: ModelFile(path: "Grading/\(name)", text: text, origin: .user))
      return (text, [])
    } catch let list as ProblemList {
      return (text, list.problems)
    }
  }

  @Test func theSetIsThere() throws { #expect(try BrokenSetTests.files().count >= 45) }

  @Test(arguments: try BrokenSetTests.files())
  func everyFaultIsFoundAndNothingElse(name: String) throws {
    let (text, found) = try problems(name)
    let expected = text.split(separator: "\n").filter { $0.hasPrefix("#! ") }.map { line in
      line.dropFirst(3).split(separator: " ", maxSplits: 2).map(String.init)
    }
    #expect(expected.isEmpty == (name == "sound.yaml"))
    let said = found.map { "\($0.code.rawValue) \($0.place?.line ?? 0) \($0.message.en)" }
    #expect(found.count == expected.count, "\(name): \(said)")
    for words in expected {
      #expect(
        found.contains {
          $0.code.rawValue == words[0] && $0.place?.line == Int(words[1]) && $0.message.en.contains(words[2])
        }, "\(name): expected \(words), found \(said)")
    }
    for problem in found {
      #expect(problem.place?.file == "Grading/\(name)")
      #expect(!problem.message.zh.isEmpty)
    }
  }
}
