import ArgumentParser
import Foundation
import Winnow

/// `winnow scores`
struct ScoresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores",
    abstract: "公开评分、价值侧写、高价值发明，与等级并列 / Peer scores, value profiles, high-value inventions.",
    discussion: """
      --model 取 peer-scores（公开评分对照，缺省）、value-functions（三圈七类价值）、high-value-invention（五种情形），\
      或自己的 score-set、classification 模型。先作一次评审（不存），再并列。--right 列出一项权利各评分的组成。
      --model is peer-scores (published formulas, the default), value-functions (three circles, seven kinds of value), \
      high-value-invention (five cases), or a score-set or classification of your own. The portfolio is reviewed without \
      storing the run. --right shows what the scores of one right are made of.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(help: ArgumentHelp("评分集或分类 / a score set or a classification.", valueName: "ID"))
  var model = "peer-scores"

  @Option(help: ArgumentHelp("一项权利各评分的组成 / what the scores of one right are made of.", valueName: "NUMBER"))
  var right: String?

  @Option(help: "结果的形式 / form of the result: table, json.")
  var format: BacktestFormat = .table

  @OptionGroup var common: CommonOptions

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil)
    let workspace = opened.workspace
    let run = try workspace.preview(asOf: asOf ?? CommonOptions.today)
    let width = Console.width
    let ansi = Console.isOutputTerminal
    if workspace.catalogue.entries(kind: Classification.kind).contains(where: { $0.header?.id == model }) {
      let (classification, _) = try workspace.catalogue.load(Classification.self, id: model)
      let view = ClassificationView(classification, run: run, language: common.language)
      Console.print(format == .json ? view.json() : view.text(width: width, ansi: ansi))
      return
    }
    let comparison = try ScoreComparison(run: run, set: model, catalogue: workspace.catalogue)
    let view = ScoresView(comparison, run: run, language: common.language)
    if let right {
      Console.print(view.text(row: try workspace.row(of: right, in: run), width: width))
    } else {
      Console.print(format == .json ? view.json() : view.text(width: width, ansi: ansi))
    }
  }
}
