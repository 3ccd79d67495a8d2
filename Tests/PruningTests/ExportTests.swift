import PortfolioCore
import Pruning
import Testing

/// What is written for other solvers says what the problem says.
@Suite struct ExportTests {
  /// A ladder without steps, with or without a stop that it shall reach, beside a right with two.
  private static func problem(atLeast stop: Int) throws -> PruningProblem {
    var builder = PruningProblemBuilder(name: "no steps")
    let budget = builder.addRow("budget", .atMost, 9)
    let steps = (0..<2).map { _ in PruningProblemBuilder.Option(value: 3, uses: [(row: budget, amount: 2)]) }
    let empty = builder.addLadder("empty", [])
    let right = builder.addLadder("right", steps)
    builder.couple(.notAfter, empty, right)
    builder.keep(empty, atLeast: stop)
    return try builder.build()
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  /// A column that is zero shall be two: no solver finds that.
  @Test func aLadderWithoutStepsThatMustKeepOneIsAContradiction() throws {
    let problem = try Self.problem(atLeast: 1)
    #expect(PruningSolver.solve(problem).status == .infeasible)
    let lp = Self.lines(problem.lpText())
    let row = try #require(lp.firstIndex { $0.hasSuffix(": + 1 x_0_0") })
    #expect(lp[row + 1] == ">= 2")
    #expect(lp.filter { $0 == "x_0_0 = 0" }.count == 1 && lp.filter { $0 == "x_0_0" }.count == 1)
    let mps = Self.lines(problem.mpsText())
    let name = try #require(mps.first { $0.hasPrefix("x_0_0 p") }).split(separator: " ")[1]
    #expect(mps.contains("G \(name)") && mps.contains("x_0_0 \(name) 1") && mps.contains("RHS \(name) 2"))
    #expect(mps.contains("FX BND x_0_0 0"))
    // No two columns have the same name.
    #expect(Set(mps.filter { $0.contains(" BND ") }).count == 3)
  }

  @Test func aLadderWithoutStepsThatMayGoNeedsNoColumn() throws {
    let problem = try Self.problem(atLeast: 0)
    #expect(PruningSolver.solve(problem).value == 6)
    #expect(!Self.lines(problem.lpText()).contains { $0.contains("x_0_") })
    #expect(!Self.lines(problem.mpsText()).contains { $0.contains("x_0_") })
  }
}
