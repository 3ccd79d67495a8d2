import ArgumentParser
import Foundation
import Winnow

/// `winnow value`
struct ValueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "value",
    abstract: "按各种方法估值并逐项说明 / Value rights and products by every method that applies, explained.",
    discussion: """
      一项权利或一个产品给出全部说明；多项给出一览。结果是供决策的估算，不是法定评估报告。
      给出数据库时用其最近一次评审；没有评审，或给出导出文件、文件夹时，按 --as-of（缺省为今天）临时计算，不存评审。
      One right or product is explained in full, several are listed. An estimate for decisions, no statutory appraisal.
      Of a store the latest run is valued. Without a run, and for export files and folders, a review is made for the \
      occasion as of --as-of (today when not given) and not stored.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("用数据库中第几次评审 / use this stored run.", valueName: "NUMBER"))
  var runNumber: Int64?

  @Option(help: ArgumentHelp("没有评审时所用的分级模型 / the grading model where no run is stored.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Argument(help: ArgumentHelp("权利的编号 / numbers of rights.", valueName: "right"))
  var rights: [String] = []

  @Option(help: ArgumentHelp("一个同族的全部权利 / all rights of a family.", valueName: "NAME"))
  var family: String?

  @Option(help: ArgumentHelp("一个产品的权利组合 / the bundle of rights of a product.", valueName: "CODE"))
  var product: String?

  @Flag(help: "全部权利 / all rights.")
  var all = false

  @Option(help: ArgumentHelp("每次模拟的抽样次数 / draws of each simulation.", valueName: "N"))
  var draws = 10_000

  @Option(help: ArgumentHelp("模拟的种子 / seed of the simulations.", valueName: "N"))
  var seed: UInt64 = 20_260_101

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @Option(
    help: ArgumentHelp(
      "一项权利或一个产品的说明，写成 HTML 文件 / the explanation of one right or product as an HTML file.", valueName: "FILE")
  )
  var output: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    let ways = [!rights.isEmpty, family != nil, product != nil, all].count { $0 }
    if ways != 1 {
      throw ValidationError(
        "给出权利编号、--family、--product、--all 之一 / give numbers of rights, or one of --family, --product and --all"
      )
    }
    if output != nil && (all || family != nil || rights.count > 1) {
      throw ValidationError("--output 用于一项权利或一个产品 / --output is for one right or product")
    }
    if let output { try ReportFile.checkEnding(output, among: ["html", "htm"]) }
    if runNumber != nil, asOf != nil {
      throw ValidationError("--run 与 --as-of 不能同时使用 / --run cannot be given together with --as-of")
    }
    if !(100...1_000_000).contains(draws) {
      throw ValidationError("--draws 应为 100 到 1000000 / --draws must be 100 to 1000000")
    }
  }

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: output)
    let workspace = opened.workspace
    let reviewed = try self.reviewed(opened)
    let valuer = try workspace.valuer(of: reviewed, seed: seed, draws: draws)
    Console.report(valuer.problems)
    let options = workspace.reportOptions(language: common.language)
    var assets: [AssetValue] = []
    if let product {
      assets = [try workspace.value(ofProduct: product, by: valuer)]
    } else {
      var rows: [Int] = []
      if let family {
        rows = try workspace.rows(ofFamily: family, in: reviewed)
      } else if all {
        rows = Array(0..<reviewed.table.count)
      } else {
        for right in rights { rows.append(try workspace.row(of: right, in: reviewed)) }
      }
      for (place, row) in rows.enumerated() {
        if place % 50 == 0 {
          Console.progress(zh: "估值 \(place)/\(rows.count) …", en: "Valuing \(place) of \(rows.count) …")
        }
        assets.append(valuer.value(row: row))
      }
      Console.endProgress()
    }
    if let only = assets.first, assets.count == 1, !all {
      let view = AssetValueView(only, of: valuer, language: common.language)
      if let output {
        try OutputFile.write(view.html(reviewed, options: options), to: output)
        Console.say(zh: "已写入 \(output)", en: "Written: \(output)")
      }
      switch format {
      case .table: Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
      case .csv: Console.print(bytes: view.csv())
      case .json: Console.print(view.json(reviewed, options: options))
      }
      return try exit(opened)
    }
    let list = AssetListView(assets, of: valuer, language: common.language)
    switch format {
    case .table: Console.print(list.text(width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: list.csv())
    case .json: Console.print(list.json(reviewed, options: options))
    }
    try exit(opened)
  }

  /// Refused rows are findings, as they are for an import or a review.
  private func exit(_ opened: OpenedPortfolio) throws {
    if let imported = opened.imported, imported.refused > 0 { throw ExitCode(1) }
  }

  /// The run of the request: the stored one that was asked for; of a store the latest, or that of the as-of day; else a
  /// review made for the occasion.
  private func reviewed(_ opened: OpenedPortfolio) throws -> ReviewRun {
    let workspace = opened.workspace
    if let runNumber { return try workspace.run(runNumber) }
    if opened.imported == nil {
      let stored = try workspace.runs().last { asOf == nil || $0.asOf == asOf }
      if let stored { return try workspace.run(stored.id) }
    }
    Console.progress(zh: "评审 …", en: "Reviewing …")
    defer { Console.endProgress() }
    return try workspace.preview(asOf: asOf ?? CommonOptions.today, model: model)
  }
}
