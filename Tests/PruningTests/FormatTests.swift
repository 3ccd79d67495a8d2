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

  /// Some editors put a mark before the text and two characters at the ends of lines; nobody sees either.
  @Test func whatEditorsAddIsPassedOver() throws {
    let text = "winnow-problem 1 small\nrow 0 <= 10 a budget\nchoice 0 2 either\no 0\no 5.5 0:7\n"
    let plain = try PruningProblemText.read(Array(text.utf8), file: "a.problem")
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let edited = mark + text.split(separator: "\n").flatMap { $0.utf8 + [13, 10] }
    #expect(try PruningProblemText.read(edited, file: "a.problem") == plain)
    let plan = mark + Array("0 1\r\n".utf8)
    #expect(try PruningProblemText.readPlan(plan, file: "a.plan", for: plain) == [1])
    #expect(throws: ProblemList.self) {
      _ = try PruningProblemText.read(mark, file: "a.problem")
    }
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

/// Files made to break the reader.
@Suite struct HostileProblemTests {
  private func codes(_ text: String) -> [ProblemCode] {
    do {
      _ = try PruningProblemText.read(Array(text.utf8), file: "x.problem")
      return []
    } catch {
      return error.problems.map(\.code)
    }
  }

  @Test(arguments: [
    "", "winnow-problem 2 x\n", "hello\n", "winnow-problem 1 x\nrow 1 <= 3 a\n",
    "winnow-problem 1 x\nrow 0 < 3 a\n",
    "winnow-problem 1 x\nchoice 0 1 a\n", "winnow-problem 1 x\nchoice 0 1 a\no\n",
    "winnow-problem 1 x\nchoice 0 1 a\no 1e-9223372036854775808\n",
    "winnow-problem 1 x\nchoice 0 1 a\no twelve\n", "winnow-problem 1 x\nchoice 0 1 a\ns 4\n",
    "winnow-problem 1 x\no 4\n",
    "winnow-problem 1 x\nrow 0 <= 3 a\nchoice 0 1 a\no 4 0-5\n",
    "winnow-problem 1 x\nladder 0 1 a\ns 1\ncouple < 0 0\n",
    "winnow-problem 1 x\nladder 0 1 a\ns 1\natleast 0\n",
    "winnow-problem 1 x\nladder 0 1 a\ns 1\nrow 0 <= 1 late\n",
    "winnow-problem 1 x\nchoice 0 0 a\n",
  ])
  func badSyntaxIsTold(text: String) {
    #expect(codes(text).contains(.pruningSyntax), "\(text)")
  }

  @Test(arguments: [
    "winnow-problem 1 x\nchoice 0 1 a\no 1 7:3\n", "winnow-problem 1 x\nladder 0 1 a\ns 1\ncouple <= 0 5\n",
    "winnow-problem 1 x\nchoice 0 1 a\no 1\natleast 0 1\n",
  ])
  func whatIsNotThereIsTold(text: String) {
    #expect(codes(text) == [.pruningReference], "\(text)")
  }

  @Test(arguments: [
    "winnow-problem 1 x\nchoice 0 1 a\no 99999999999999999999\n",
    "winnow-problem 1 x\nchoice 0 1 a\no 0.0000000000001\n",
    "winnow-problem 1 x\nchoice 0 900000000000 a\no 1\n",
    "winnow-problem 1 x\nchoice 0 2 a\no 1000000000000000000\no 999999999999999999\n",
    "winnow-problem 1 x\nrow 0 <= 2000000000000000000 a\nchoice 0 1 a\no 1\n",
  ])
  func giganticNumbersAreRefused(text: String) {
    #expect(codes(text).contains(.pruningRange), "\(text)")
  }

  @Test func plansAreReadStrictly() throws {
    let problem = try PruningProblemText.read(
      Array("winnow-problem 1 x\nchoice 0 2 a\no 1\no 2\nladder 1 1 b\ns 1\n".utf8), file: "x.problem")
    #expect(try PruningProblemText.readPlan(Array("1 1\n".utf8), file: "p", for: problem) == [0, 1])
    for text in ["0 2\n", "5 0\n", "0\n", "a b\n", "0 -1\n"] {
      let error = #expect(throws: ProblemList.self) {
        _ = try PruningProblemText.readPlan(Array(text.utf8), file: "p", for: problem)
      }
      #expect(error?.problems.map(\.code) == [.pruningPlanSyntax], "\(text)")
    }
    #expect(
      try PruningProblemText.readPlan(PruningProblemText.writePlan([1, 0]), file: "p", for: problem) == [
        1, 0,
      ])
  }

  @Test(arguments: [UInt64](0..<60))
  func brokenFilesNeverBreakTheReader(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = PruningProblemText.write(try SmallProblem(seed: seed).problem)
    for _ in 0..<(1 + random.next() % 6) {
      bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
    }
    do {
      let problem = try PruningProblemText.read(bytes, file: "x.problem")
      let plan = PruningSolver.solve(problem)
      #expect(SolutionChecker(problem).check(plan).isSound, "seed \(seed)")
    } catch let list {
      #expect(!list.problems.isEmpty)
      for problem in list.problems { #expect(problem.place?.line != nil || problem.code == .pruningRange) }
    }
  }
}

/// The checker finds what is wrong, for it is the one that is believed.
@Suite struct SolutionCheckerTests {
  private func problem() throws -> PruningProblem {
    var builder = StopYearProblemBuilder(name: "check", years: 2)
    let budget = builder.addBudget("group", caps: [10, 10])
    for right in 0..<3 { builder.addRight("r\(right)", values: [7, 5], costs: [6, 4], budgets: [budget]) }
    builder.addFamily(.notAfterFirst, [0, 1])
    builder.keep(2, toYear: 1)
    return try builder.build()
  }

  @Test func brokenRulesAreNamed() throws {
    let checker = SolutionChecker(try problem())
    #expect(checker.check(choices: [0, 1, 0]).faults == [.outsideRange(class: 2, option: 0), .couple(0)])
    #expect(checker.check(choices: [1, 0, 1]).faults == [.row(0, use: 12)])
    #expect(checker.check(choices: [0, 3, 1]).faults.contains(.noSuchOption(class: 1, option: 3)))
    #expect(checker.check(choices: [0]).faults == [.wrongLength(1)])
  }

  @Test func falseClaimsAreSeen() throws {
    let problem = try problem()
    let checker = SolutionChecker(problem)
    let plan = PruningSolver.solve(problem)
    #expect(plan.status == .optimal && plan.value == 12)
    #expect(checker.check(plan).isSound)
    var claim = plan
    claim.value = 13
    #expect(checker.check(claim).faults.contains(.value(stated: 13, actual: 12)))
    claim = plan
    claim.multipliers = [-1, 0]
    #expect(checker.check(claim).faults.contains(.multipliers))
    claim = plan
    claim.bound = 11
    #expect(checker.check(claim).faults.contains(.valueAboveBound))
    claim = plan
    claim.multipliers = [0, 0]
    claim.proof = .multipliers
    // Without prices all rights are kept to the end: 3 × 12.
    #expect(checker.bound(of: [0, 0]) == 36)
    #expect(checker.check(claim).faults.contains(.bound(stated: 12, proven: 36)))
  }

  @Test func aConflictIsProvenAndMended() throws {
    var builder = StopYearProblemBuilder(name: "conflict", years: 1)
    let budget = builder.addBudget("group", caps: [10])
    for right in 0..<3 { builder.addRight("r\(right)", values: [1], costs: [6], budgets: [budget]) }
    builder.addCoverage("product/CN", year: 1, atLeast: 2, of: [0, 1, 2])
    let problem = try builder.build()
    let plan = PruningSolver.solve(problem)
    #expect(plan.status == .infeasible)
    let conflict = try #require(plan.conflict)
    #expect(conflict.rows.sorted() == [0, 1])
    #expect(SolutionChecker(problem).check(plan).isInfeasibilityProven)
    let budgetGives = [PruningConflict.Relaxation(row: 0, amount: 2)]
    let coverageGives = [PruningConflict.Relaxation(row: 1, amount: 1)]
    #expect(conflict.leastChange == budgetGives || conflict.leastChange == coverageGives)
  }

  @Test func aClassThatContradictsItselfIsNamed() throws {
    var builder = PruningProblemBuilder(name: "self")
    builder.addLadder("a", [PruningProblemBuilder.Option(value: 1)])
    builder.keep(0, atLeast: 1)
    builder.keep(0, atMost: 0)
    let plan = PruningSolver.solve(try builder.build())
    #expect(plan.status == .infeasible && plan.conflict?.classes == [0])
  }

  @Test func aBrokenOffRunStillHasABound() throws {
    let problem = try SmallProblem(seed: 1000, classes: 12).problem
    var options = PruningOptions()
    options.shouldStop = { true }
    let plan = PruningSolver.solve(problem, options: options)
    #expect(plan.bound != nil || plan.status == .infeasible)
    #expect(SolutionChecker(problem).check(plan).isSound)
  }
}
