import PortfolioCore
import Pruning

/// Small seeded problems with every kind of row, and the best plan by trying them all.
struct SmallProblem {
  let seed: UInt64
  let problem: PruningProblem

  init(seed: UInt64, classes: Int? = nil) throws {
    self.seed = seed
    var random = SeededGenerator(seed: seed)
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    let count = classes ?? 2 + below(5)
    let years = 1 + below(3)
    var builder = PruningProblemBuilder(name: "seed-\(seed)")
    for year in 0..<years {
      builder.addRow(
        "year-\(year)", .atMost, Int64(10 + below(count * 12)),
        overrunPrice: below(8) == 0 ? Int64(1 + below(3)) : nil)
    }
    let unit = builder.addRow("unit", .atMost, Int64(8 + below(count * 8)))
    let coverage = builder.addRow("coverage", .atLeast, Int64(below(3)))
    let share = builder.addRow("share", .atLeast, 0, kind: .share)
    var ladders: [Int] = []
    for index in 0..<count {
      if below(4) == 0 {
        var options: [PruningProblemBuilder.Option] = []
        for _ in 0..<(1 + below(4)) {
          var option = PruningProblemBuilder.Option(value: Int64(below(60)) - 10)
          option.uses.append((row: below(years), amount: Int64(below(15)) - 1))
          option.uses.append((row: unit, amount: Int64(below(10))))
          option.uses.append((row: coverage, amount: Int64(below(2))))
          options.append(option)
        }
        builder.addChoice("choice-\(index)", options)
      } else {
        let inUnit = below(2) == 0
        let isCovering = below(2) == 0
        var steps: [PruningProblemBuilder.Option] = []
        for year in 0..<(1 + below(years)) {
          let cost = Int64(1 + below(12))
          var step = PruningProblemBuilder.Option(value: Int64(below(40)) - 8)
          step.uses.append((row: year, amount: cost))
          if inUnit { step.uses.append((row: unit, amount: cost)) }
          if isCovering { step.uses.append((row: coverage, amount: 1)) }
          step.uses.append((row: share, amount: isCovering ? 40 : -60))
          steps.append(step)
        }
        ladders.append(builder.addLadder("ladder-\(index)", steps))
      }
    }
    if ladders.count > 1 {
      for _ in 0..<below(4) {
        builder.couple(
          below(2) == 0 ? .notAfter : .sameStop, ladders[below(ladders.count)], ladders[below(ladders.count)])
      }
      if below(4) == 0 { builder.keep(ladders[0], atLeast: 1) }
      if below(4) == 0 { builder.keep(ladders[1], atMost: below(2)) }
    }
    problem = try builder.build()
  }

  /// The best value of all plans; nil when none keeps all rules.
  func best() -> Int64? {
    let checker = SolutionChecker(problem)
    var choices = [Int32](repeating: 0, count: problem.classCount)
    var best: Int64?
    while true {
      let report = checker.check(choices: choices)
      if report.isSound, let value = report.value, best.map({ value > $0 }) ?? true { best = value }
      var index = 0
      while index < choices.count {
        choices[index] += 1
        if Int(choices[index]) < problem.optionCount(of: index) { break }
        choices[index] = 0
        index += 1
      }
      if index == choices.count { return best }
    }
  }
}
