import PortfolioCore
import Pruning
import Testing

@Suite struct FormatTests {
  static let text = """
    winnow-problem 1 small
    row 0 <= 10 budget
    row 1 >= 1 coverage
    choice 0 2 either
    o 0
    o 5 0:7 1:1
    ladder 1 2 right one
    s 3 0:2
    s -1 0:2 1:1
    couple <= 1 2
    """

  @Test func aWrittenProblemReadsTheSame() throws {
    let text = """
      winnow-problem 1 small
      row 0 <= 10.5 budget
      row 1 >= 1 coverage
      choice 0 2 either
      o 0
      o 5.25 0:7.5 1:1
      ladder 1 2 right one
      s 3 0:2
      s -1 0:2 1:1
      ladder 2 1 child
      s 4 0:3
      couple <= 1 2
      atleast 1 1
      atmost 2 0

      """
    let problem = try PruningProblemText.read(Array(text.utf8), file: "a.problem")
    #expect(problem.valueScale == 100)
    #expect(problem.rows[0].scale == 10)
    #expect(problem.value(of: 2, in: 1) == 200)
    #expect(String(decoding: PruningProblemText.write(problem), as: UTF8.self) == text)
  }

  @Test func faultsAreToldByTheirLine() throws {
    let error = #expect(throws: ProblemList.self) {
      _ = try PruningProblemText.read(Array(FormatTests.text.utf8), file: "a.problem")
    }
    let problems = try #require(error).problems
    #expect(problems.map(\.code) == [.pruningReference])
    #expect(problems.first?.place?.line == 10)
  }
}
