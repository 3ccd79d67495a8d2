import Foundation
import Testing
import Winnow

/// A program that asks for JSON gets the reasons of a failed import as JSON too.
@Suite struct ImportJSONTests {
  private struct Text: Decodable {
    var zh: String
    var en: String
  }

  private struct Line: Decodable {
    var code: String
    var severity: String
    var file: String?
    var line: Int?
    var column: String?
    var value: String?
    var message: Text
    var remedy: Text?
  }

  private struct Failure: Decodable {
    var problems: [Line]
  }

  private func failure(_ files: [String: String]) throws -> (
    error: ProblemList, json: Failure, folder: String
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-json-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = files.keys.sorted().map { folder.appendingPathComponent($0).path }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let workspace = try Workspace.open(at: ":memory:")
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    let error = #expect(throws: ProblemList.self) {
      try workspace.importPortfolio(from: paths, options: ImportOptions(observedOn: day))
    }
    let list = try #require(error)
    return (list, try JSONDecoder().decode(Failure.self, from: Data(ImportJSON.text(list).utf8)), folder.path)
  }

  @Test func allReasonsOfAllFilesAreThere() throws {
    let (error, json, folder) = try failure([
      "a.csv": "colour,weight\nred,3\n", "b.csv": "",
      "c.csv": "专利名称,申请号,申请人,申请日,主分类号,摘要\n轨枕,CN201220249767.4,某公司,03/04/2015,E01B3/32,\"引号 / \"\"x\"\"\"\n",
    ])
    #expect(json.problems.count == error.problems.count)
    #expect(
      Set(json.problems.compactMap(\.file)) == ["\(folder)/a.csv", "\(folder)/b.csv", "\(folder)/c.csv"])
    for (line, problem) in zip(json.problems, error.problems) {
      #expect(line.code == problem.code.rawValue)
      #expect(line.severity == problem.severity.rawValue)
      #expect(line.file == problem.place?.file && line.line == problem.place?.line)
      #expect(line.column == problem.place?.column && line.value == problem.value)
      #expect(line.message.zh == problem.message.zh && line.message.en == problem.message.en)
      #expect(line.remedy?.zh == problem.remedy?.zh && line.remedy?.en == problem.remedy?.en)
    }
    #expect(json.problems.contains { $0.severity == "error" && $0.column == "申请日" && $0.value != nil })
  }
}
