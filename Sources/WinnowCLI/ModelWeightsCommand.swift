import ArgumentParser
import Winnow

extension ModelsCommand {
  /// `winnow models weights`
  struct ModelWeights: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "weights",
      abstract:
        "把分级模型的权重写成表格，或由填好的表格生成模型 / A grading model's weights as a sheet, or the model of a filled sheet.")

    @Argument(help: ArgumentHelp("分级模型的编号 / the grading model.", valueName: "model"))
    var model: String

    @Option(help: ArgumentHelp("填好的表格（CSV、XLSX） / the filled sheet (CSV, XLSX).", valueName: "FILE"))
    var from: String?

    @Option(
      help: ArgumentHelp(
        "权重的出处，写入 sources / where the weights come from, for the sources.", valueName: "TEXT"))
    var source: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if (from == nil) != (source == nil) {
        throw ValidationError("--from 与 --source 须同时给出 / give --from and --source together")
      }
    }

    func run() throws {
      common.apply()
      let sheet = try WeightSheet(model: model, models: common.models)
      if let from, let source {
        Console.print(try sheet.filled(from: from, origin: source))
      } else {
        Console.print(bytes: sheet.csv())
      }
    }
  }
}
