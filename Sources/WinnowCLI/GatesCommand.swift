public import ArgumentParser
public import Winnow

extension GatedAct: ExpressibleByArgument {}
extension GateState: ExpressibleByArgument {}

/// `winnow gates`
struct GatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gates",
    abstract: "处置之前的门槛：须经谁同意、审核、通知 / Gates before a disposal: consents, reviews, notices.",
    discussion: """
      不给权利编号时，先列整个组合缺少的数据，再按门槛计数；给出编号或 --state、--gate 时逐条列出。事实未知即待查明，从不放行。
      Without numbers: the data that the portfolio lacks, then a count a gate. With numbers, --state or --gate: line by \
      line. A fact that is not known opens a question and never passes a gate.
      """)

  @OptionGroup var portfolio: PortfolioOptions

  @Argument(help: ArgumentHelp("权利的编号 / numbers of rights.", valueName: "right"))
  var rights: [String] = []

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("基准日，缺省为今天 / the as-of day; today when not given.", valueName: "DAY"))
  var asOf: CalendarDay?

  @Option(
    help: ArgumentHelp(
      "分级模型，由它得知权利人类别 / the grading model, which tells the kind of holder.", valueName: "ID"))
  var model = "bibliographic-screening"

  @Option(
    help:
      "权利人类别；缺省由分级模型得知 / whose rights; told by the grading model when not given: firm, central-enterprise, research-organisation."
  )
  var holder: HolderArgument?

  @Option(
    help: ArgumentHelp(
      "行为 / the act: lapse, abandonment, transfer, transfer-abroad, licence, open-licence, pledge.",
      valueName: "ACT"))
  var act: GatedAct?

  @Option(
    help: ArgumentHelp(
      "状态，可多次给出 / states, may be repeated: closed, question, expired, lifted, clear.", valueName: "STATE"))
  var state: [GateState] = []

  @Option(help: ArgumentHelp("门槛编号，可多次给出 / gates by id, may be repeated.", valueName: "GATE"))
  var gate: [String] = []

  @Option(help: ArgumentHelp("表格最多列出多少条 / at most so many lines in the table.", valueName: "N"))
  var limit = 50

  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit 至少为 1 / --limit must be at least 1") }
  }

  func run() throws {
    common.apply()
    let opened = try OpenedPortfolio.open(portfolio, common, asOf: asOf, beside: nil)
    let workspace = opened.workspace
    let run = try workspace.preview(asOf: asOf ?? CommonOptions.today, model: model)
      .judged(for: holder?.holder.rawValue)
    let options = workspace.reportOptions(language: common.language)
    guard let view = GateView(run: run, options: options) else { return }
    let known = view.gates.model.gates.map(\.id)
    if let unknown = gate.first(where: { !known.contains($0) }) {
      throw ValidationError(
        zh: "没有门槛“\(unknown)”；可用：\(known.joined(separator: ", "))",
        en: "no gate '\(unknown)'; known: \(known.joined(separator: ", "))")
    }
    var filter = GateView.Filter(act: act)
    if !rights.isEmpty { filter.rows = try rights.map { try workspace.row(of: $0, in: run) } }
    if !gate.isEmpty { filter.gates = Set(gate) }
    // What is clear is listed only when it is asked for.
    if !state.isEmpty {
      filter.states = Set(state)
    } else if filter.rows != nil || filter.gates != nil || format != .table {
      filter.states = [.closed, .expired, .question, .lifted]
    }
    switch format {
    case .table:
      Console.print(view.text(filter, limit: limit, width: Console.width, ansi: Console.isOutputTerminal))
    case .csv: Console.print(bytes: view.csv(filter))
    case .json: Console.print(view.json(filter))
    }
  }
}
