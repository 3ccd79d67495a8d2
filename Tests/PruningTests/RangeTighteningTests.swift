import PortfolioCore
import Testing

@testable import Pruning

/// Options that no plan can hold: gone, and nothing else with them.
@Suite struct RangeTighteningTests {
  @Test func aRuleThatAsksForAllThereIsKeepsItAllAndTheParentsToo() throws {
    var builder = PruningProblemBuilder(name: "forced")
    let coverage = builder.addRow("coverage", .atLeast, 2)
    let year = builder.addRow("year", .atMost, 10)
    func ladder(_ name: String, covers: Bool, cost: Int64) -> Int {
      var paid = PruningProblemBuilder.Option(value: 5, uses: [(row: year, amount: cost)])
      if covers { paid.uses.append((row: coverage, amount: 1)) }
      return builder.addLadder(name, [paid, PruningProblemBuilder.Option(value: 1)])
    }
    let parent = ladder("parent", covers: false, cost: 2)
    let child = ladder("child", covers: true, cost: 3)
    let other = ladder("other", covers: true, cost: 3)
    let dear = ladder("dear", covers: false, cost: 3)
    builder.couple(.notAfter, parent, child)
    let problem = try builder.build()
    let tightened = RangeTightening.tightened(problem)
    // Both that cover must live, the parent with its child; 8 of 10 are gone, so that the fourth has no room.
    #expect(tightened.lowest[child] == 1 && tightened.lowest[other] == 1 && tightened.lowest[parent] == 1)
    #expect(tightened.lowest[dear] == 0 && tightened.highest[dear] == 0)
    let plan = PruningSolver.solve(problem)
    #expect(plan.status == .optimal && plan.value == 18)
    #expect(SolutionChecker(problem).check(plan).isSound)
  }

  @Test(arguments: UInt64(0)..<200)
  func noPlanIsLost(seed: UInt64) throws {
    let small = try SmallProblem(seed: seed)
    let tightened = RangeTightening.tightened(small.problem)
    let checker = SolutionChecker(small.problem)
    var choices = [Int32](repeating: 0, count: small.problem.classCount)
    while true {
      if checker.check(choices: choices).isSound {
        for index in choices.indices {
          #expect(
            (tightened.lowest[index]...tightened.highest[index]).contains(choices[index]), "seed \(seed)")
        }
      }
      var index = 0
      while index < choices.count {
        choices[index] += 1
        if Int(choices[index]) < small.problem.optionCount(of: index) { break }
        choices[index] = 0
        index += 1
      }
      if index == choices.count { return }
    }
  }

  @Test func whatContradictsItselfStaysAsItIs() throws {
    var builder = PruningProblemBuilder(name: "contradiction")
    let coverage = builder.addRow("coverage", .atLeast, 3)
    let step = PruningProblemBuilder.Option(value: 5, uses: [(row: coverage, amount: 1)])
    for index in 0..<2 { _ = builder.addLadder("right-\(index)", [step]) }
    let problem = try builder.build()
    #expect(RangeTightening.tightened(problem).lowest == problem.lowest)
    let plan = PruningSolver.solve(problem)
    // The conflict is told by its row, and its multipliers prove it of the problem as it was stated.
    #expect(plan.status == .infeasible && plan.conflict?.rows == [coverage])
    #expect(SolutionChecker(problem).check(plan).isInfeasibilityProven)
  }
}
