import ArgumentParser
import Foundation
import Winnow

/// `winnow models`
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "规则书：列出、查看、检查、运行案例 / The rule books: list, show, lint, test.",
    subcommands: [ListModels.self, ShowModel.self, LintModels.self, TestModels.self, ModelWeights.self])

  struct ListModels: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出全部模型 / List all models.")

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let catalogue = try Workspace.catalogue(models: common.models)
      let language = common.language
      var rows: [[String]] = []
      for entry in catalogue.entries.sorted(by: { $0.file.path < $1.file.path }) {
        guard let header = entry.header else {
          rows.append([entry.file.path, "?", "", "", ""])
          continue
        }
        rows.append([
          header.kind, header.id, header.version, header.checkedOn.iso, header.title.text(language),
        ])
      }
      let titles =
        language == .zh ? ["种类", "名称", "版本", "核对日", "标题"] : ["kind", "id", "version", "checked on", "title"]
      Console.print(
        TerminalTable(titles.map { TerminalTable.Column($0, least: 8) }, rows).render(width: Console.width))
      // A file that cannot be used, such as a second one of the same kind and id, is no entry like the others.
      let problems = catalogue.entries.flatMap(\.problems)
      if !problems.isEmpty { throw ProblemList(problems) }
    }
  }

  /// The form in which a model is shown.
  enum ShowFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case yaml
  }

  struct ShowModel: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "用文字和表格讲解一个模型 / Explain a model in words and tables.")

    @Argument(
      help: ArgumentHelp(
        "名称、种类/名称或路径，如 Fees/CN / id, kind/id or path, such as Fees/CN.", valueName: "model"))
    var model: String

    @Option(help: "讲解或原文件 / explained, or the file itself: text, yaml.")
    var format: ShowFormat = .text

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let page = try ModelPage(named: model, models: common.models)
      switch format {
      case .yaml: Console.print(page.source)
      case .text:
        Console.print(
          try page.text(language: common.language, width: Console.width, ansi: Console.isOutputTerminal))
      }
    }
  }

  struct LintModels: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint", abstract: "检查全部模型文件 / Check all model files.")

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let catalogue = try Workspace.catalogue(models: common.models)
      let problems = ModelLint.problems(in: catalogue, today: CommonOptions.today)
      for problem in problems { Console.print(problem.text(common.language)) }
      Console.say(
        zh: "检查了 \(catalogue.entries.count) 个模型文件，发现 \(problems.count) 个问题",
        en: "Checked \(catalogue.entries.count) model files, found \(problems.count) problems")
      if !problems.isEmpty { throw ExitCode(1) }
    }
  }

  struct TestModels: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "运行模型旁的案例 / Run the cases beside the models.")

    @OptionGroup var common: CommonOptions

    func run() throws {
      common.apply()
      let results = try Workspace.modelCases(models: common.models)
      for result in results where !result.passed {
        Console.print("\(result.file): \(result.name): \(result.message.text(common.language))")
      }
      let failed = results.count { !$0.passed }
      Console.print("\(results.count - failed) passed, \(failed) failed")
      if failed > 0 { throw ExitCode(1) }
    }
  }
}
