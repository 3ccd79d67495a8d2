import PortfolioCore
import Testing

@Suite("Names of unfinished outputs")
struct UnfinishedNameTests {
  @Test func aNameTellsWhoWasWriting() {
    #expect(UnfinishedName.of("a/report.html", process: 71) == "a/report.html.71.part")
    #expect(UnfinishedName.process("report.html.71.part", of: "report.html") == 71)
  }

  @Test(arguments: [
    "report.html", "report.html.part", "report.html..part", "report.html.x7.part", "report.html.-7.part",
    "report.html.0.part", "report.html.7.parts", "other.html.7.part", "report.html.7.8.part",
    "report.html.99999999999.part", "report.html.+7.part",
  ])
  func otherFilesAreLeftAlone(name: String) {
    #expect(UnfinishedName.process(name, of: "report.html") == nil)
  }
}
