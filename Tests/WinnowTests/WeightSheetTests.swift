import Foundation
import TestSupport
import Testing
import Winnow

@Suite struct WeightSheetTests {
  private func fill(_ change: ([[String]]) -> [[String]]) throws -> String {
    let sheet = try WeightSheet(model: "value-degree", models: nil)
    let text = String(decoding: sheet.csv().drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }, as: UTF8.self)
    let rows = text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let folder = try TemporaryFolder()
    try folder.write(
      "weights.csv", change(rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
    return try sheet.filled(
      from: folder.file("weights.csv"), origin: "Annex of our licensed copy, entered 2026-07-01")
  }

  @Test func theSheetHoldsTheWholeTree() throws {
    let sheet = try WeightSheet(model: "value-degree", models: nil)
    let lines = String(decoding: sheet.csv(), as: UTF8.self).split(separator: "\r\n")
    // A head; 4 first-level groups, 14 second-level ones, 27 indicators and 2 extensions.
    #expect(lines.count == 1 + 4 + 14 + 27 + 2)
    #expect(lines[0].hasSuffix("level,id,title_zh,title_en,weight,licensing,finance,infringement,management"))
  }

  @Test func aFilledSheetBecomesAModelThatLoads() throws {
    let text = try fill { rows in
      rows.map { row in
        var row = row
        if row[1] == "id" {
          row.append("annex")
        } else {
          row.append(
            [
              "legal-value": "0.40", "technical-value": "0.30", "economic-value": "0.25", "extension": "0.05",
            ][row[1]] ?? "")
        }
        return row
      }
    }
    let folder = try TemporaryFolder()
    try folder.write("value-degree.yaml", text)
    let (model, header) = try Workspace.catalogue(models: folder.path).load(
      GradingModel.self, id: "value-degree")
    #expect(model.weightSets.map(\.id) == ["licensing", "finance", "infringement", "management", "annex"])
    let annex = try #require(model.weightSets.last)
    #expect(
      annex.weights.mapValues { "\($0)" }
        == ["legal-value": "0.4", "technical-value": "0.3", "economic-value": "0.25", "extension": "0.05"])
    #expect(
      header.sources.first { $0.id == annex.source }?.title
        == "Annex of our licensed copy, entered 2026-07-01")
    // The rest of the file is as it was.
    #expect(model.criteria.count == 29)
  }

  @Test(arguments: [("legal-value", "0.9"), ("legal-value", "-1"), ("legal-value", "much")])
  func aLevelThatDoesNotAddUpIsRefused(id: String, weight: String) throws {
    #expect(throws: ProblemList.self) {
      try fill { rows in
        rows.map { row in
          var row = row
          if row[1] == id { row[5] = weight }
          return row
        }
      }
    }
  }

  @Test func aRowThatTheTreeLacksIsRefused() throws {
    #expect(throws: ProblemList.self) { try fill { $0 + [["1", "no-such", "", "", "", "0.1"]] } }
  }
}
