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

  /// How many of the scenarios let each right go.
  private var timesLetGo: [Int] {
    var times = [Int](repeating: 0, count: first.plan.actions.count)
    for view in views { for row in letGo(view) { times[row] += 1 } }
    return times
  }

  /// The rights that all scenarios let go.
  public var letGoInAll: [Int] {
    let times = timesLetGo
    return times.indices.filter { times[$0] == views.count }
  }

  /// The rights that one scenario lets go and not every one.
  /// - Parameter index: the scenario's place.
  public func letGoOnly(in index: Int) -> [Int] {
    let times = timesLetGo
    return letGo(views[index]).filter { times[$0] < views.count }
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
    text += heading(view.both("各情景都放弃", "Let go in all scenarios"), letGoInAll.count, ansi)
    text += list(letGoInAll, width: width, ansi: ansi)
    for index in views.indices {
      let rows = letGoOnly(in: index)
      text += heading(
        view.both("“\(name(index))”放弃、而非各情景都放弃", "Let go in “\(name(index))”, not in all"), rows.count, ansi)
      text += list(rows, width: width, ansi: ansi)
    }
    return text
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
          ReportTable.Cell("\(view.plan.actions.count { $0 == .keep || $0 == .mustKeep })"),
          ReportTable.Cell("\(letGo(view).count)"),
          ReportTable.Cell("\(view.plan.actions.count { $0 == .needsFact })"),
        ]
      })
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
          + views.map { ReportTable.Cell($0.word($0.plan.actions[row])) }
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
      ("schema", .string(PlanComparison.schema)), ("letGoInAll", numbers(letGoInAll)),
      (
        "letGoInSome",
        .array(
          views.indices.map {
            .object(["scenario": .string(views[$0].head.scenario), "rights": numbers(letGoOnly(in: $0))])
          })
      ), ("plans", .array(views.map { .fields($0.fields()) })),
    ]).text
  }
}
