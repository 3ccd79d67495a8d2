import ArgumentParser
import Winnow

/// The program `winnow`.
@main
struct WinnowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "winnow",
    abstract: "去芜存菁：知识产权组合的分级与费用预测 / Grade a portfolio of IP rights and forecast its fees.",
    discussion: """
      PORTFOLIO 可以是数据库（*.sqlite）、一个导出文件，或一个文件夹（本程序格式，或若干导出文件）。
      PORTFOLIO is a store (*.sqlite), one export file, or a folder (native format, or several exports).

      退出码 / exit codes: 0 完成 done; 1 完成，但有发现 done, with findings; 2 无可行方案或未证明 infeasible, or no proof in time; 64 用法错误 usage; \
      65 数据有误 bad input data; 66 没有输入 no such input; 74 结果无法写出 output cannot be written.
      """,
    version: "winnow \(Workspace.version)",
    subcommands: [
      ReviewCommand.self, ImportCommand.self, CheckCommand.self, ListCommand.self, ShowCommand.self,
      ExplainCommand.self, SensitivityCommand.self,
      ForecastCommand.self, ValueCommand.self, PruneCommand.self, GatesCommand.self, RoutesCommand.self,
      DecideCommand.self, EvidenceCommand.self, CycleCommand.self, ExecutionCommand.self, PledgeCommand.self,
      RisksCommand.self, QuestionnaireCommand.self, ScoresCommand.self, BacktestCommand.self,
      DiffCommand.self, ReportCommand.self, SolveCommand.self,
      ModelsCommand.self,
    ])

  /// The words by which a command is called, such as `evidence add`.
  private static func path(of command: any ParsableCommand.Type) -> String {
    func search(_ commands: [any ParsableCommand.Type]) -> [String]? {
      for one in commands {
        if one == command { return [one._commandName] }
        if let rest = search(one.configuration.subcommands) { return [one._commandName] + rest }
      }
      return nil
    }
    return (search(configuration.subcommands) ?? [command._commandName]).joined(separator: " ")
  }

  static func main() {
    var running: any ParsableCommand.Type = WinnowCommand.self
    Console.prepareStreams()
    let arguments = UsageMessages.normalized(Array(CommandLine.arguments.dropFirst()))
    if let language = UsageMessages.language(arguments) { Console.language = language }
    do {
      var command = try parseAsRoot(arguments)
      running = type(of: command)
      try command.run()
    } catch let list as ProblemList {
      Console.report(list.problems)
      exit(withError: ExitCode(Console.exitCode(of: list.problems)))
    } catch let fault as ValidationError {
      // Found while running, when the parser would only tell the usage of the whole program.
      Console.say(
        UsageMessages.text(
          "Error: \(fault.message)\n  See 'winnow \(path(of: running)) --help' for more information.",
          Console.language))
      exit(withError: ExitCode.validationFailure)
    } catch  where exitCode(for: error) == .validationFailure {
      Console.say(UsageMessages.text(fullMessage(for: error), Console.language))
      exit(withError: ExitCode.validationFailure)
    } catch {
      exit(withError: error)
    }
  }
}
