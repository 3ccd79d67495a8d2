import Foundation
import Grading
import PolicyModels
import PortfolioCore
import Testing

/// The example of the article Models loads, and its cases hold.
@Suite struct DocumentedModelTests {
  static func example() throws -> (model: ModelFile, cases: ModelFile) {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Winnow/Winnow.docc/Models.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    let model = try #require(blocks.first { $0.hasPrefix("kind: grading-model") })
    let cases = try #require(blocks.first { $0.hasPrefix("model: example") })
    return (
      ModelFile(path: "Grading/example.yaml", text: model, origin: .user),
      ModelFile(path: "Grading/example.cases.yaml", text: cases, origin: .user)
    )
  }

  @Test func theExampleLoadsAndItsCasesHold() throws {
    let (model, cases) = try DocumentedModelTests.example()
    let catalogue = ModelCatalogue(files: [model, cases])
    let loaded = try catalogue.load(GradingModel.self, id: "example").0
    #expect(loaded.parts.map(\.grades.count) == [3, 2])
    #expect(loaded.parts[0].axes[0].root.groups.map { "\($0.weight)" } == ["0.666667", "0.333333"])
    let results = try GradingCases.run([cases], catalogue: catalogue)
    #expect(results.count == 2)
    for result in results { #expect(result.holds, "\(result.name): \(result.message.en)") }
  }
}
