import ArgumentParser
import Foundation
import Winnow

/// A form in which other solvers read a problem.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case lp
  case mps
}

/// The form of the result of `solve`.
enum SolveFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
}

/// `winnow solve`
struct SolveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "求解剪枝问题文件：方案、上界与差距 / Solve a pruning problem file: plan, bound and gap.",
    discussion: """
      PROBLEM 是 winnow-problem 1 格式的文本。到时限或按 Ctrl-C 时给出当时最好的方案及其上界。
      PROBLEM is a text file of the format winnow-problem 1. At the time limit or on Ctrl-C the best plan so far is
      given with its bound.

      退出码：0 已证明最优或在所示差距内；2 无可行方案，或时限内未完成。
      Exit code 0 when the plan is proven best or within the stated gap; 2 when no plan exists or the limit came first.
      """)

  @Argument(help: ArgumentHelp("问题文件 / the problem file.", valueName: "problem"))
  var problem: String

  @Option(help: ArgumentHelp("最多多少秒 / at most so many seconds.", valueName: "SECONDS"))
  var limit: Double = 60

  @Option(help: ArgumentHelp("把方案写到这个文件 / write the plan to this file.", valueName: "FILE"))
  var plan: String?

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: SolveFormat = .table

  @Option(
    help: ArgumentHelp(
      "不求解，写出供其他求解器核对的模型（lp、mps） / do not solve; print the model for other solvers: lp, mps.",
      valueName: "FORM"))
  var export: ExportFormat?

  @Option(
    help: ArgumentHelp("用几个线程，不影响结果 / how many threads; the result does not depend on it.", valueName: "N"))
  var threads = 2

  @Option(help: "语言 / language: zh, en.")
  var lang: Language?

  func validate() throws {
    if !(limit > 0 && limit <= 86_400) {
      throw ValidationError("--limit 应大于 0，不超过 86400 / --limit must be above 0 and at most 86400")
    }
    if !(1...64).contains(threads) {
      throw ValidationError("--threads 应为 1 到 64 / --threads must be 1 to 64")
    }
  }

  func run() throws {
    if let lang { Console.language = lang }
    let problem = try SolveCommand.read(self.problem)
    if let export {
      Console.print(bytes: export == .lp ? problem.lpText() : problem.mpsText())
      return
    }
    Interruption.watch(seconds: limit)
    let clock = ContinuousClock()
    let start = clock.now
    var options = PruningOptions()
    options.threads = threads
    options.shouldStop = { Interruption.isAsked || Interruption.isLate }
    options.timeUsed = { Interruption.timeUsed }
    let found = PruningSolver.solve(problem, options: options) { progress in
      let seconds = SolveCommand.seconds(clock.now - start)
      let value = progress.value.map { problem.valueText($0) } ?? "–"
      let bound = progress.bound.map { problem.valueText($0) } ?? "–"
      let gap = progress.gap.map { String(format: "%.2e", $0) } ?? "–"
      Console.progress(
        zh: String(format: "%.1f 秒  价值 %@  上界 %@  差距 %@", seconds, value, bound, gap),
        en: String(format: "%.1f s  value %@  bound %@  gap %@", seconds, value, bound, gap))
    }
    Console.endProgress()
    let interrupted = Interruption.isAsked
    Interruption.end()
    let seconds = SolveCommand.seconds(clock.now - start)
    let report = SolutionChecker(problem).check(found)
    guard report.isSound else {
      // The checker is other code: what it does not confirm is not told as a result.
      Console.say(zh: "核对未通过：\(report.faults)", en: "The check failed: \(report.faults)")
      throw ExitCode(70)
    }
    if let plan, found.value != nil {
      try OutputFile.write(
        String(decoding: PruningProblemText.writePlan(found.choices), as: UTF8.self), to: plan)
    }
    let text = PruningResultText(problem, found, report, wasInterrupted: interrupted)
    switch format {
    case .json: Console.print(text.json(seconds: seconds))
    case .table: Console.print(text.table(Console.language, seconds: seconds))
    }
    if found.status == .infeasible || found.status == .limit { throw ExitCode(2) }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private static func read(_ path: String) throws -> PruningProblem {
    guard FileManager.default.fileExists(atPath: path) else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: path), zh: "没有这个文件", en: "There is no such file",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProblemList(
        Problem(
          .unreadableFile, at: Place(file: path), zh: "文件无法读取", en: "The file cannot be read",
          remedy: BilingualText(zh: "检查它是否为文件、是否有读权限", en: "Check that it is a file and may be read")))
    }
    return try PruningProblemText.read([UInt8](data), file: path)
  }
}
