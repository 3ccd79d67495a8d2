import PortfolioCore
import Testing

@testable import PortfolioImport

/// Filled cells behind the header's last one: a warning in an export, a refusal in a table of one's own.
@Suite struct SurplusCellsTests {
  private static let header = "申请号,公开（公告）号,公开（公告）日,申请日,专利号,名称,主分类号,分类号,申请（专利权）人,发明（设计）人,颁证日,主权项"
  private static let row =
    "CN201220249767.4,CN202849933U,2013.04.03,2012.05.30,ZL201220249767.4,一种轨枕,E01B3/32,E01B3/32,某公司,甲某,2013.04.03,一种轨枕"

  private func read(_ rows: [String]) throws -> MappingSupport.Outcome {
    let outcome = try MappingSupport.read(
      ([SurplusCellsTests.header] + rows).map { $0 + "\n" }.joined(), name: "export.csv")
    #expect(outcome.plan.layout.name == "cnipr")
    return outcome
  }

  @Test func anExportIsReadWithAWarning() throws {
    let plain = try read([SurplusCellsTests.row])
    #expect(plain.warnings.isEmpty, "\(plain.warnings)")
    let outcome = try read([SurplusCellsTests.row, SurplusCellsTests.row + ",,已核对,x"])
    #expect(outcome.refusals.isEmpty)
    #expect(outcome.rights.count == 2)
    // What the named columns say is read all the same.
    #expect(outcome.rights[1].title == plain.rights[0].title)
    #expect(outcome.rights[1].filingDay == plain.rights[0].filingDay)
    let problem = try #require(outcome.warnings.first)
    #expect(outcome.warnings.count == 1)
    #expect(problem.code == .surplusCells && problem.code.rawValue == "MAP015")
    #expect(problem.severity == .warning)
    #expect(problem.place?.file == "export.csv" && problem.place?.line == 3)
    #expect(problem.value == "已核对")
    #expect(problem.message.en.contains("15 cells") && problem.message.en.contains("12"))
    #expect(problem.message.zh.contains("15 个单元格") && problem.remedy != nil)
  }

  @Test(arguments: [",", ",,,", ", ,"])
  func emptyCellsBehindTheHeaderSayNothing(end: String) throws {
    let outcome = try read([SurplusCellsTests.row + end])
    #expect(outcome.rights.count == 1)
    #expect(outcome.warnings.isEmpty, "\(outcome.warnings)")
  }

  @Test func aTableOfOnesOwnRefusesTheRow() throws {
    let outcome = try MappingSupport.read("unit,name\nU00,Works\nU01,Branch,surplus\n", name: "units.csv")
    #expect(outcome.natives.count == 1)
    #expect(outcome.refusals.map(\.line) == [3])
    #expect(outcome.refusals.first?.problems.map(\.code) == [.surplusCells])
    #expect(outcome.refusals.first?.problems.first?.severity == .error)
  }
}
