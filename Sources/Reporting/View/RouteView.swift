import Grading
import PolicyModels
public import PortfolioCore
public import PortfolioReview

/// The routes of rights in one language: the terminal, the report, the workbook and the data read the same lines.
public struct RouteView: Sendable {
  /// The run.
  public let run: ReviewRun
  /// The words.
  public let wording: Wording
  let planner: RoutePlanner
  let gateView: GateView
  /// Where a right's sheet is, in a report that has sheets.
  let target: @Sendable (Int) -> String?

  /// A view of a run's routes; nil when the run has none.
  public init?(run: ReviewRun, options: ReportOptions) {
    self.init(run: run, wording: Wording(run: run, options: options)) { _ in nil }
  }

  init?(run: ReviewRun, wording: Wording, target: @escaping @Sendable (Int) -> String?) {
    guard let planner = RoutePlanner(run), let gateView = GateView(run: run, wording: wording, target: target)
    else { return nil }
    self.run = run
    self.wording = wording
    self.planner = planner
    self.gateView = gateView
    self.target = target
  }

  var zh: Bool { wording.language == .zh }
  func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }
  private func text(_ both: BilingualText) -> String { wording.text(both) }

  /// The routes of a right.
  /// - Parameter graceEnd: the last day of a fee that is late by the ledger and still unpaid, where one is.
  public func routes(_ row: Int, graceEnd: CalendarDay? = nil) -> RouteList {
    planner.routes(row, graceEnd: graceEnd)
  }

  /// The rights that the plan lets go, the earliest due day first; empty in runs without a plan.
  public var candidates: [Int] {
    guard let plan = run.plan else { return [] }
    return plan.actions.indices.filter { plan.actions[$0].letsGo }
      .sorted { (plan.lapseDays[$0], $0) < (plan.lapseDays[$1], $1) }
  }

  // MARK: Words

  /// What a route brings all in all, as a range, or from what is sure on.
  public func brings(_ option: RouteOption) -> String {
    guard let least = option.least else { return both("未知", "not known") }
    guard let most = option.most else {
      return both("\(wording.amount(least)) 起，收益未知", "from \(wording.amount(least)), proceeds not known")
    }
    return least == most
      ? wording.amount(least)
      : both(
        "\(wording.amount(least)) 至 \(wording.amount(most))",
        "\(wording.amount(least)) to \(wording.amount(most))")
  }

  /// The same as a cell: a value where it is one amount.
  private func bringsCell(_ option: RouteOption) -> ReportTable.Cell {
    guard let least = option.least, let most = option.most, least == most else {
      return ReportTable.Cell(brings(option))
    }
    return wording.amountCell(least)
  }

  /// The same with its currency, for sentences.
  private func sum(_ option: RouteOption) -> String {
    let unit = wording.moneyUnit
    guard let least = option.least, option.most == nil else { return "\(brings(option)) \(unit)" }
    return both(
      "\(wording.amount(least)) \(unit)起，收益另计", "from \(wording.amount(least)) \(unit), proceeds not counted")
  }

  /// Expected proceeds as a range, or why nobody can say.
  public func proceeds(_ option: RouteOption) -> String {
    if let because = option.unknownBecause { return both("未知：", "unknown: ") + text(because) }
    guard let proceeds = option.proceeds else { return wording.dash }
    return proceeds.low == proceeds.high
      ? wording.amount(proceeds.low)
      : both(
        "\(wording.amount(proceeds.low)) 至 \(wording.amount(proceeds.high))",
        "\(wording.amount(proceeds.low)) to \(wording.amount(proceeds.high))")
  }

  /// What stands in the way: requirements not met, facts missing, gates.
  public func obstacles(_ option: RouteOption, row: Int) -> [String] {
    var list = option.failures.map { text($0) }
    if !option.questions.isEmpty {
      list.append(both("待查明：", "open: ") + wording.list(option.questions.map { wording.factTitle($0) }))
    }
    for gate in option.gates where gate.state != .question {
      let findings = gateView.gates.findings(
        row, gate.act, on: option.day, table: run.table, only: gate.index)
      if let finding = findings.first { list.append(gateView.brief(finding)) }
    }
    let asking = option.gates.filter { $0.state == .question }.map { planner.gates.model.gates[$0.index].id }
    if !asking.isEmpty {
      list.append(
        both("待查明的门槛：", "open questions of the gates ") + wording.list(asking) + (ifGatesHold(option) ?? ""))
    }
    if let step = planner.listingStep(option.route, row) { list.append(text(step.says)) }
    return list
  }

  /// What the last safe day is where a gate that is still a question turns out to stand in the way, in brackets; nil where
  /// it is the same, and of routes that cannot be taken anyway.
  private func ifGatesHold(_ option: RouteOption) -> String? {
    guard option.canBeTaken, let day = option.safeDayIfGatesHold else { return nil }
    if day >= run.asOf {
      return both(
        "（查明为是的，最迟 \(wording.day(day)) 启动）",
        " (if one stands in the way, begin by \(wording.day(day)))")
    }
    // Too late to wait for the usual days of asking, but who finds out sooner is in time.
    if let known = option.safeDayOnceKnown, known >= run.asOf {
      return both(
        "（查明为是的，最迟 \(wording.day(known)) 查明并启动，否则先缴费）",
        " (if one stands in the way: known and begun by \(wording.day(known)), else pay first)")
    }
    return both("（查明为是则已来不及，须先缴费）", " (if one stands in the way it is too late: pay first)")
  }

  /// The gates before a route's acts, by id, with their state.
  func gateIDs(_ option: RouteOption) -> String {
    wording.list(
      option.gates.map { gate in
        planner.gates.model.gates[gate.index].id + (gate.state == .question ? "?" : "")
      })
  }

  /// Why a route is recommended.
  public func reason(_ list: RouteList) -> String {
    guard let best = list.best else {
      return list.options.contains { $0.feasibility == .tooLate }
        ? both("到期之前来不及，先缴费再处置", "nothing can be done before the fee is due: pay it first")
        : both("没有可行的路径", "no route can be taken")
    }
    if best.most != nil, best.proceeds?.high == 0, best.fees == 0 {
      return both(
        "可行的路径中没有收益更高的，且不再发生费用", "no possible route is counted to bring more, and it costs nothing any more")
    }
    return both("在可行的路径中计入的收益最高", "of the possible routes it is counted to bring the most")
  }

  /// The recommended route with its last safe day, in a few words.
  public func recommendation(_ list: RouteList) -> String {
    guard let best = list.best else { return reason(list) }
    let day =
      best.lastSafeDay.map { both("，最迟 \(wording.day($0)) 启动", ", begin by \(wording.day($0))") } ?? ""
    return text(best.route.title)
      + (best.feasibility == .conditional ? both("（有条件）", " (under conditions)") : "")
      + day + (day.isEmpty ? "" : ifGatesHold(best) ?? "")
  }

  /// The routes of a right as sentences: the recommended one first, then the others in order.
  public func sentences(of row: Int) -> [String] {
    let list = routes(row)
    guard !list.options.isEmpty else { return [] }
    var lines = [both("建议路径：", "Recommended: ") + recommendation(list) + both("；", "; ") + reason(list)]
    for option in list.options { lines.append(sentence(option, row)) }
    return lines
  }

  func sentence(_ option: RouteOption, _ row: Int) -> String {
    var line =
      text(option.route.title) + both("：", ": ") + text(option.feasibility.title)
      + both("；合计 ", "; all in all ") + sum(option)
    if option.unknownBecause != nil { line += both("（", " (") + proceeds(option) + both("）", ")") }
    line += both("；需 \(option.days) 日", "; \(option.days) days")
    if let day = option.lastSafeDay {
      line += both("，最迟 \(wording.day(day)) 启动", ", begin by \(wording.day(day))")
    }
    let obstacles = obstacles(option, row: row)
    if !obstacles.isEmpty { line += both("；", "; ") + obstacles.joined(separator: both("；", "; ")) }
    return line
  }

  // MARK: Tables

  /// The routes of a right as a table.
  func table(_ list: RouteList) -> ReportTable {
    let head = both("处置路径", "Routes of disposal")
    return ReportTable(
      "routes-\(run.table.rightIDs[list.row])", head,
      [
        ReportTable.Column(both("路径", "route"), .long), ReportTable.Column(both("可行性", "feasibility")),
        ReportTable.Column(both("合计（\(wording.moneyUnit)）", "all in all, \(wording.moneyUnit)"), .long),
        ReportTable.Column(both("预期收益", "proceeds"), .long),
        ReportTable.Column(both("费用", "cost"), .number), ReportTable.Column(both("年费", "fees"), .number),
        ReportTable.Column(both("天数", "days"), .number), ReportTable.Column(both("最迟启动", "begin by"), .code),
        ReportTable.Column(both("条件与障碍", "conditions"), .long),
        ReportTable.Column(both("依据", "ground"), .long),
      ],
      list.options.enumerated().map { place, option in
        [
          ReportTable.Cell((place == list.recommended ? "→ " : "") + text(option.route.title)),
          ReportTable.Cell(text(option.feasibility.title)), bringsCell(option),
          ReportTable.Cell(proceeds(option), muted: option.proceeds == nil),
          option.cost.map { wording.amountCell($0) } ?? ReportTable.Cell(wording.dash, muted: true),
          option.fees.map { wording.amountCell($0) } ?? ReportTable.Cell(wording.dash, muted: true),
          wording.countCell(option.days),
          option.lastSafeDay.map { wording.dayCell($0) } ?? ReportTable.Cell(wording.dash, muted: true),
          ReportTable.Cell(
            (obstacles(option, row: list.row) + [text(option.route.arrangements)]).joined(
              separator: both("；", "; "))),
          ReportTable.Cell(gateView.ground(option.route.ground)),
        ]
      })
  }

  /// The day by which a right must be done with: the due day that the plan leaves unpaid, else the next one, or of a
  /// late fee the end of its grace period. Two
  /// columns, for a day must mean one thing where people sort and filter by it.
  private func deadlineCells(_ list: RouteList) -> [ReportTable.Cell] {
    let none = ReportTable.Cell(wording.dash, muted: true)
    guard let day = list.deadline else { return [none, none] }
    return list.isInGrace ? [none, wording.dayCell(day)] : [wording.dayCell(day), none]
  }

  /// A line a right that the plan lets go: the recommended route and its last safe day.
  func candidateTable(_ rows: [Int]) -> ReportTable {
    let head = both("放弃候选的建议路径", "Recommended routes of the candidates")
    let areCandidates = run.plan.map { plan in rows.allSatisfy { plan.actions[$0].letsGo } } ?? false
    return ReportTable(
      "routes-candidates-table", head,
      [
        ReportTable.Column(wording.text(.number), .code), ReportTable.Column(wording.text(.title), .long),
        // The plan lets go at a later due day than the next one where it takes the fees before its first year as paid.
        ReportTable.Column(
          areCandidates ? both("不再缴费的期限", "due day not paid") : both("下次缴费日", "next due day"), .code),
        ReportTable.Column(both("宽限期末日（已逾期）", "end of grace, late"), .code),
        ReportTable.Column(both("建议路径", "route"), .long), ReportTable.Column(both("可行性", "feasibility")),
        ReportTable.Column(both("合计（\(wording.moneyUnit)）", "all in all, \(wording.moneyUnit)"), .long),
        ReportTable.Column(both("天数", "days"), .number), ReportTable.Column(both("最迟启动", "begin by"), .code),
        ReportTable.Column(both("门槛（? 待查明）", "gates (? open)"), .long),
        ReportTable.Column(both("其他路径", "other routes"), .long),
      ],
      rows.map { row in
        let list = routes(row)
        let others = list.options.indices.filter { $0 != list.recommended && list.options[$0].canBeTaken }
          .prefix(3).map { text(list.options[$0].route.title) }
        let right: [ReportTable.Cell] = [
          ReportTable.Cell(gateView.number(row), target: target(row)),
          ReportTable.Cell(ReportBuilder.shortened(run.table.text("title", row), to: 60)),
        ]
        let route: [ReportTable.Cell] = [
          ReportTable.Cell(list.best.map { text($0.route.title) } ?? reason(list)),
          ReportTable.Cell(list.best.map { text($0.feasibility.title) } ?? wording.dash),
          list.best.map { bringsCell($0) } ?? ReportTable.Cell(wording.dash, muted: true),
          list.best.map { wording.countCell($0.days) } ?? ReportTable.Cell(wording.dash, muted: true),
          list.best?.lastSafeDay.map { wording.dayCell($0) } ?? ReportTable.Cell(wording.dash, muted: true),
          ReportTable.Cell(list.best.map { gateIDs($0) + (ifGatesHold($0) ?? "") } ?? wording.dash),
          ReportTable.Cell(wording.list(others)),
        ]
        return right + deadlineCells(list) + route
      })
  }

  /// The recommended routes of the plan's candidates; nil where the plan lets nothing go.
  func candidateSection(listed: Int, rows: Set<Int>? = nil) -> ReportSection? {
    let found = candidates.filter { rows?.contains($0) ?? true }
    guard !found.isEmpty else { return nil }
    var blocks: [ReportBlock] = [
      .paragraph(introduction), .table(candidateTable(Array(found.prefix(listed)))),
    ]
    if found.count > listed {
      blocks.append(
        .paragraph(
          both(
            "只列前 \(listed) 项，共 \(found.count) 项；全部见 winnow routes 的 CSV 或 JSON",
            "The first \(listed) of \(found.count); CSV and JSON of winnow routes have all")))
    }
    return ReportSection(
      "routes-candidates", both("放弃之前的其他出路", "Routes other than a lapse"), count: found.count, blocks)
  }

  /// What the numbers are.
  var introduction: String {
    both(
      "合计 = 预期收益 − 费用 − \(planner.model.horizonYears) 个日历年内仍须缴的年费；收益未知的只计已知部分。排序时，求售、求许可按每百件成功 \(planner.model.takersPerHundred) 件计入。天数和费用多为本程序的默认估计，转让收益是区间，不是评估结论",
      "All in all: proceeds less cost less the fees still paid within \(planner.model.horizonYears) calendar years; where proceeds are not known only the rest counts. For the order, attempts to sell or license count as \(planner.model.takersPerHundred) successes in a hundred. Days and costs are mostly house defaults; proceeds of a sale are a range and no appraisal"
    )
  }
}
