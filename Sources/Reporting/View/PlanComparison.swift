import PolicyModels
import PortfolioCore
import PortfolioReview

/// Plans of one run under several scenarios, side by side: who goes in all, who only in one, what each costs.
public struct PlanComparison: Sendable {
  private let views: [PlanView]

  /// A comparison of views of the same run.
  public init(_ views: [PlanView]) { self.views = views }

  private var first: PlanView { views[0] }

  /// The rights let go under a scenario.
  private func letGo(_ view: PlanView) -> [Int] {
    view.plan.actions.indices.filter { view.plan.actions[$0].letsGo }
  }

  /// The plans that there are: where no plan keeps all rules, nothing is kept or let go.
  private var planned: [PlanView] { views.filter { $0.head.value != nil } }

  /// How many of the scenarios let each right go.
  private var timesLetGo: [Int] {
    var times = [Int](repeating: 0, count: first.plan.actions.count)
    for view in views { for row in letGo(view) { times[row] += 1 } }
    return times
  }

  /// The rights that all scenarios with a plan let go.
  public var letGoInAll: [Int] {
    let times = timesLetGo
    let all = planned.count
    return times.indices.filter { all > 0 && times[$0] == all }
  }

  /// The rights that one scenario lets go and not every one with a plan.
  /// - Parameter index: the scenario's place.
  public func letGoOnly(in index: Int) -> [Int] {
    let times = timesLetGo
    return letGo(views[index]).filter { times[$0] < planned.count }
  }

  // MARK: Text

  /// The comparison as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    guard !views.isEmpty else { return "" }
    let view = first
    var text = TerminalText.wrap(
      "\(view.run.portfolioName) · \(view.both("情景比较", "Scenarios compared")) · \(view.wording.text(.asOf)) \(view.run.asOf.iso)",
      width: width)
    text += "\n" + TerminalTable(table).render(width: width, ansi: ansi)
    for (index, view) in views.enumerated() {
      text += TerminalText.wrap(
        "- \(name(index))\(view.both("：", ": "))\(view.verdict)", indent: 2, width: width)
    }
    if planned.count < views.count {
      text += TerminalText.wrap(
        "- "
          + view.both(
            "没有方案的情景不参加以下的比较，其各列为“\(view.wording.dash)”",
            "Scenarios without a plan take no part in what follows; their columns hold “\(view.wording.dash)”"
          ),
        indent: 2, width: width)
    }
    guard planned.count > 1 else { return text + onlyPlan(width: width, ansi: ansi) }
    let isAll = planned.count == views.count
    text += heading(
      isAll
        ? view.both("各情景都放弃", "Let go in all scenarios")
        : view.both("有方案的各情景都放弃", "Let go in all scenarios with a plan"), letGoInAll.count, ansi)
    text += list(letGoInAll, width: width, ansi: ansi)
    for index in views.indices where views[index].head.value != nil {
      let rows = letGoOnly(in: index)
      text += heading(
        view.both("“\(name(index))”放弃、而非各情景都放弃", "Let go in “\(name(index))”, not in all"), rows.count, ansi)
      text += list(rows, width: width, ansi: ansi)
    }
    return text
  }

  /// The rights that the only plan lets go: there is nothing to compare it with.
  private func onlyPlan(width: Int?, ansi: Bool) -> String {
    guard let index = views.firstIndex(where: { $0.head.value != nil }) else { return "" }
    let rows = letGo(views[index])
    return heading(first.both("“\(name(index))”放弃", "Let go in “\(name(index))”"), rows.count, ansi)
      + list(rows, width: width, ansi: ansi)
  }

  private func heading(_ title: String, _ count: Int, _ ansi: Bool) -> String {
    let line = "\(title) \(first.wording.count(count))"
    return ansi ? "\n\u{1B}[1m\(line)\u{1B}[0m\n" : "\n\(line)\n"
  }

  private func name(_ index: Int) -> String {
    let title = first.wording.text(views[index].head.title)
    let isTwice = views.count { $0.head.title == views[index].head.title } > 1
    return isTwice ? "\(title) (\(index + 1))" : title
  }

  private var table: ReportTable {
    let view = first
    func number(_ title: String) -> ReportTable.Column { ReportTable.Column(title, .number) }
    return ReportTable(
      "compare-table", view.both("情景比较", "Scenarios compared"),
      [
        ReportTable.Column(view.both("情景", "scenario")),
        number(view.both("支出（\(view.wording.moneyUnit)）", "spent, \(view.wording.moneyUnit)")),
        number(view.both("价值（\(view.valueUnit)）", "value, \(view.valueUnit)")),
        ReportTable.Column(view.both("价值口径", "value counts")),
        number(view.both("少于最高（\(view.valueUnit)）", "less than the best, \(view.valueUnit)")),
        number(view.both("保留", "kept")), number(view.both("放弃", "let go")),
        number(view.both("待补事实", "need a fact")),
      ],
      views.enumerated().map { index, view in
        // Values of different objectives cannot be told from each other by size.
        let best = views.filter {
          $0.head.objective == view.head.objective && $0.head.subtractsFees == view.head.subtractsFees
            && $0.head.worthSource == view.head.worthSource
        }.compactMap(\.head.value).max()
        let spent = view.head.value == nil ? nil : view.ledger.years.reduce(Int64(0)) { $0 + $1.spend }
        return [
          ReportTable.Cell(name(index)), ReportTable.Cell(spent.map { view.whole($0) } ?? view.wording.dash),
          ReportTable.Cell(view.head.value.map { view.plain($0) } ?? view.both("无方案", "no plan")),
          ReportTable.Cell(view.valueBasis),
          ReportTable.Cell(
            view.head.value.flatMap { value in best.map { view.plain($0 - value) } } ?? view.wording.dash),
          count(view) { $0 == .keep || $0 == .mustKeep }, count(view) { $0.letsGo },
          count(view) { $0 == .needsFact },
        ]
      })
  }

  private func count(_ view: PlanView, _ isCounted: (PlanAction) -> Bool) -> ReportTable.Cell {
    ReportTable.Cell(
      view.head.value == nil ? view.wording.dash : "\(view.plan.actions.count(where: isCounted))")
  }

  private func list(_ rows: [Int], width: Int?, ansi: Bool) -> String {
    let view = first
    guard !rows.isEmpty else { return view.wording.text(.noneFound) + "\n" }
    let table = ReportTable(
      "compare-rights", "",
      [
        ReportTable.Column(view.wording.text(.number), .code),
        ReportTable.Column(view.wording.text(.title), .long),
        ReportTable.Column(view.wording.text(.grade), .code),
        ReportTable.Column(
          view.both(
            "\(view.ruledSpan) 年费（\(view.wording.moneyUnit)）",
            "fees \(view.ruledSpan), \(view.wording.moneyUnit)"), .number),
      ] + views.indices.map { ReportTable.Column(name($0)) },
      rows.prefix(view.listed).map { row in
        [
          view.cell(row), view.title(row), view.grade(row),
          ReportTable.Cell(view.whole(view.feesOfRules(row))),
        ]
          + views.map {
            ReportTable.Cell($0.head.value == nil ? $0.wording.dash : $0.word($0.plan.actions[row]))
          }
      })
    var text = TerminalTable(table).render(width: width, ansi: ansi)
    if rows.count > view.listed {
      text +=
        view.both("只列前 \(view.listed) 项，共 \(rows.count) 项", "The first \(view.listed) of \(rows.count)")
        + "\n"
    }
    return text
  }

  // MARK: Data

  /// The version of the form of ``json()``.
  public static let schema = "winnow.plan-comparison/1"

  /// The comparison as JSON: each plan whole, and the rights let go in all and in some.
  public func json() -> String {
    func numbers(_ rows: [Int]) -> JSONValue { .array(rows.map { .string(first.number($0)) }) }
    return JSONValue.fields([
      ("schema", .string(PlanComparison.schema)),
      ("letGoInAll", planned.isEmpty ? .null : numbers(letGoInAll)),
      (
        "letGoInSome",
        .array(
          views.indices.map {
            .object([
              "scenario": .string(views[$0].head.scenario),
              "rights": views[$0].head.value == nil ? .null : numbers(letGoOnly(in: $0)),
            ])
          })
      ), ("plans", .array(views.map { .fields($0.fields()) })),
    ]).text
  }
}
