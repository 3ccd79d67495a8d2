import Foundation
import Winnow

/// `winnow-bench prune`: value, bound, gap, seconds and peak memory of the pruning scenarios, beside what HiGHS
/// 1.15.1 needed for problems of the same shape on the same kind of machine (one thread, limits 60, 120, 240 s).
///
///     winnow-bench prune [--rights 1000,10000] [--scenarios S1,S5] [--limit S] [--threads N] [--problem FILE]
struct PruneBench {
  /// HiGHS on the reference portfolios; recorded, not measured here.
  private static let highs: [String: String] = [
    "S1-1000": "0.1 s proven", "S1-10000": "9.5 s to 2.6e-7",
    "S1-100000": "none in 290 s (135 s, presolve off)",
    "S5-1000": "6.0 s to 9.7e-7", "S5-10000": "36 s to 1.0e-6", "S5-100000": "none in 241 s",
    "S5U-1000": "9.5 s to 9.1e-7", "S5U-10000": "120 s to 1.7e-5", "S5U-100000": "287 s to 2.4e-4",
    "S5UC-1000": "8.2 s to 3.1e-7", "S5UC-10000": "120 s to 3.2e-5", "S5UC-100000": "221 s to 1.9e-4",
    "S5F-1000": "16 s to 2.4e-7", "S5F-10000": "120 s to 8.7e-5", "S5F-100000": "none in 290 s",
  ]

  let limit: Double
  let threads: Int

  static let header =
    "problem        status    value            bound            gap       seconds   peak MB  input MB  B/cell  HiGHS (recorded)"

  func run(_ problem: PruningProblem) {
    var options = PruningOptions()
    options.threads = threads
    let clock = ContinuousClock()
    let begin = clock.now
    let limit = limit
    options.shouldStop = { ContinuousClock().now >= begin + .seconds(limit) }
    options.timeUsed = { min(1, (ContinuousClock().now - begin) / .seconds(limit)) }
    var plan: PruningPlan?
    // What making the problem took is not the solver's: its own peak counts from here.
    let before = ProcessMemory.restartPeak()
    let seconds = Bench.seconds { plan = PruningSolver.solve(problem, options: options) }
    guard let plan else { return }
    let beyond = ProcessMemory.peak().flatMap { peak in before.map { max(0, peak - $0) } }
    let cells = max(1, problem.optionValue.count - problem.classCount)
    let isSound = SolutionChecker(problem).check(plan).isSound
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func pad(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    print(
      pad(problem.name, 15) + pad(isSound ? plan.status.rawValue : "UNSOUND", 10)
        + pad(plan.value.map { "\($0)" } ?? "–", 17) + pad(plan.bound.map { "\($0)" } ?? "–", 17)
        + pad(plan.gap.map { String(format: "%.1e", $0) } ?? "–", 10)
        + pad(String(format: "%.2f", seconds), 10)
        + pad("\(usage.ru_maxrss / 1024)", 9) + pad("\(inputBytes(problem) >> 20)", 10)
        + pad(beyond.map { "\($0 / cells)" } ?? "–", 8)
        + (Self.highs[problem.name] ?? "–"))
  }

  /// The bytes of the problem's columns.
  private func inputBytes(_ problem: PruningProblem) -> Int {
    problem.optionValue.count * 12 + problem.useRow.count * 12 + problem.classCount * 29
  }
}
