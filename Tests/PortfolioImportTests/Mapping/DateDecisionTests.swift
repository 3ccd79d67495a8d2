import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct DateDecisionTests {
  static func file(_ days: [String]) -> String {
    "专利名称,申请号,申请人,申请日,主分类号,摘要\n" + days.map { "轨枕,CN201220249767.4,某公司,\($0),E01B3/32,x\n" }.joined()
  }

  @Test func anOpenOrderStopsTheFileAndShowsBothReadings() throws {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read(DateDecisionTests.file(["03/04/2015", "05/06/2015"]))
    }
    let problem = try #require(error?.problems.first)
    #expect(problem.code == .ambiguousDates)
    #expect(problem.message.en.contains("2015-04-03") && problem.message.en.contains("2015-03-04"))
    #expect(problem.remedy?.en.contains("--date-order") == true)
    #expect(problem.place?.column == "申请日")
  }

  @Test(arguments: [(DateOrder.dayFirst, "2015-04-03"), (.monthFirst, "2015-03-04")])
  func theCallerMayDecide(order: DateOrder, day: String) throws {
    let outcome = try MappingSupport.read(DateDecisionTests.file(["03/04/2015"]), dateOrder: order)
    #expect(outcome.rights.first?.filingDay == CalendarDay(iso: day))
    #expect(outcome.plan.dateOrders.map(\.decided) == [.byDeclaration])
  }

  @Test func oneValueDecidesForTheColumn() throws {
    let outcome = try MappingSupport.read(DateDecisionTests.file(["03/04/2015", "25/06/2015", "2015-01-02"]))
    #expect(outcome.rights.map(\.filingDay?.iso) == ["2015-04-03", "2015-06-25", "2015-01-02"])
    #expect(outcome.plan.dateOrders.map(\.decided) == [.byValues])
  }

  @Test func aCellThatIsNoDayIsAWarning() throws {
    let outcome = try MappingSupport.read(DateDecisionTests.file(["2015-02-30", "1970-01-01", "NA"]))
    #expect(outcome.rights.count == 3)
    #expect(outcome.rights.allSatisfy { $0.filingDay == nil })
    #expect(outcome.warnings.map(\.code) == [.unreadableDay, .placeholderDay])
    #expect(outcome.warnings.map(\.severity) == [.warning, .note])
    #expect(outcome.warnings.map { $0.place?.line } == [2, 3])
  }
}
