import PortfolioCore
import PortfolioReview
import Pruning

/// The pictures of a plan; the terminal leaves them out.
extension PlanView {
  /// The amounts behind an axis in major units.
  private var chartMoney: ChartMoney {
    ChartMoney(run.currency, minorPerUnit: Int64(run.currency.minorPerMajor), unit: wording.moneyUnit)
  }

  /// Value against budget with its ceiling, in steps: a plan found for a budget also fits every greater one, and what
  /// no plan of a budget exceeds, none of a smaller one does. Where several budgets are varied together, against
  /// their sum.
  func frontierChart(_ frontier: PlanFrontier) -> Chart? {
    guard !frontier.rows.isEmpty, frontier.points.contains(where: { $0.value != nil }) else { return nil }
    func budget(_ point: FrontierPoint) -> Double { Double(own(frontier, point.budgets).reduce(0, +)) }
    let axis = frontier.rows.count > 1 ? both("各预算之和", "budgets together") : both("预算", "budget")
    let minor = Double(run.currency.minorPerMajor)
    let scale = head.valueUnit == .money ? 1.0 : 100.0
    let places = frontier.points.map { budget($0) / minor }
    let chosen = frontier.points.first { $0.isChosen }.map { budget($0) / minor }
    return Chart(
      "chart-frontier", wording.language, title: both("预算与价值", "Value against budget"),
      reading: both(
        "横轴：预算；纵轴：方案价值，一级一级增加。两条阶梯之间是尚未证明的部分",
        "Across: the budget; upward: the plan's value, which rises in steps. What lies between the two is not proven"
      ),
      isWide: true,
      .lines(
        LineChart(
          x: ChartMeasure(axis, unit: wording.moneyUnit, money: chartMoney),
          y: ChartMeasure(both("价值", "value"), unit: valueUnit), places: places,
          lines: [
            LineChart.Line(
              both("上限（已证明）", "ceiling (proven)"), .outside,
              frontier.points.map { $0.ceiling.map { Double($0) / scale } }, run: .sinceLast),
            LineChart.Line(
              both("方案", "plan"), .grade(0), frontier.points.map { $0.value.map { Double($0) / scale } },
              run: .untilNext),
          ], fromZero: false,
          marks: chosen.map { [ChartMark($0, both("所选预算", "budget asked for"))] } ?? [])))
  }

  /// Fees against net worth, with the line where the cut runs under the price of the budget.
  var cutSection: ReportSection? {
    guard head.valueUnit == .money else { return nil }
    let minor = Double(run.currency.minorPerMajor)
    var groups = [PlanAction.keep, .mustKeep, .letLapse].enumerated().map { index, action in
      ScatterChart.Group(word(action), .grade(index), [])
    }
    for row in plan.actions.indices where plan.hasMargin[row] {
      guard let index = [PlanAction.keep, .mustKeep, .letLapse].firstIndex(of: plan.actions[row]) else {
        continue
      }
      let net = plan.netOverLettingGo(row) ?? plan.marginNet[row]
      groups[index].points.append(
        ScatterChart.Point(Double(feesOfRules(row)) / minor, Double(net), number(row)))
    }
    guard groups.contains(where: { !$0.points.isEmpty }) else { return nil }
    // With one price for every fee the cut is a straight line through nothing.
    let money = head.rows.indices.filter { head.rows[$0].kind == .budget || head.rows[$0].kind == .unitShare }
    var cut: ScatterChart.Cut?
    if money.count == 1, head.multipliers.indices.contains(money[0]) {
      let price = Double(head.multipliers[money[0]]) / Double(PruningPlan.multiplierScale) * minor
      cut = ScatterChart.Cut(.slope(price, start: 0), both("取舍线", "cut"))
    }
    return ReportSection(
      "plan-cut", both("费用与净价值", "Fees against net worth"),
      [
        .charts([
          Chart(
            "chart-cut", wording.language, title: both("费用与净价值", "Fees against net worth"),
            reading: both(
              "每点一项权利。横轴：计划期内的费用；纵轴：保留比下一缴费日放弃（已逾期的比不补缴）多出的净价值。取舍线按预算的价格画出；费用是整笔的或预算有结余时，线下的也可能保留。点多在小额处时，坐标轴从 0 向外改用对数刻度",
              "A point a right. Across: fees in the years with rules; upward: net worth of keeping over letting go at the next due day, of late ones over not paying. The cut is drawn by the prices of the budgets; where fees come in whole pieces or budget is left, rights below it may stay. Where most points are small, an axis is logarithmic away from 0"
            ), isWide: true,
            .scatter(
              ScatterChart(
                x: ChartMeasure(both("费用", "fees"), unit: wording.moneyUnit, money: chartMoney),
                y: ChartMeasure(both("净价值", "net worth"), unit: wording.moneyUnit),
                item: wording.text(.number), groups: groups, cut: cut, listed: 50, mayBend: true)))
        ])
      ])
  }
}
