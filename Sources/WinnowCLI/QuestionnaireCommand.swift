import ArgumentParser
import Foundation
import Winnow

/// `winnow questionnaire`
struct QuestionnaireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "questionnaire",
    abstract: "按分级模型为评价人生成 Excel 评价表 / An Excel form of a model's questions for one assessor.",
    discussion: """
      填好的表用 winnow import 读入；留空的按未知处理。winnow import reads the filled-in form; what is left open counts \
      as unknown.
      """)

  @Argument(help: ArgumentHelp("数据库 / the store.", valueName: "store"))
  var store: String

  @Option(help: ArgumentHelp("分级模型 / the grading model.", valueName: "ID"))
  var model: String

  @Option(help: ArgumentHelp("评价人，可由其自己填写 / who is asked; may be written in later.", valueName: "NAME"))
  var reviewer: String = ""

  @Option(help: ArgumentHelp("只问这个角色的问题 / only the questions of this role.", valueName: "ROLE"))
  var role: String?

  @Option(help: ArgumentHelp("只问这个单位的权利 / only the rights of this unit.", valueName: "UNIT"))
  var unit: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("表中事实的基准日，缺省为今天 / the day of the facts shown; today when not given.", valueName: "DAY")
  )
  var asOf: CalendarDay?

  @Option(name: .shortAndLong, help: ArgumentHelp("写到此文件 / the file to write.", valueName: "FILE.xlsx"))
  var output: String

  @OptionGroup var common: CommonOptions

  func validate() throws { try ReportFile.checkEnding(output, among: ["xlsx"], isNeeded: true) }

  func run() throws {
    common.apply()
    let workspace = try Workspace.open(at: store, create: false, models: common.models)
    let run = try workspace.preview(
      asOf: asOf ?? CommonOptions.today, model: model, portfolioName: try workspace.lastPortfolioName())
    let form = try workspace.questionForm(
      of: run, role: role, unit: unit, assessor: reviewer, language: common.language)
    try ReportFile.whole(output) { try XLSXWriter.make(form.spreadsheet, at: $0) }
    Console.say(
      zh: "评价表：\(output)（\(form.lines.count) 项权利，\(form.questions.count) 个问题）",
      en: "Questionnaire: \(output) (\(form.lines.count) rights, \(form.questions.count) questions)")
  }
}
