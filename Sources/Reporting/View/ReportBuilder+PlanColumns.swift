import PortfolioCore
import PortfolioReview

/// What a plan says of each right, as columns beside the list of rights.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// A column of a plan: its head, and what it says of a row.
  struct PlanColumn {
    let title: String
    let text: (Int) -> String
    /// Whether what it says are numbers.
    var isNumber = false

    /// A cell; nothing where the plan says nothing.
    func cell(_ row: Int) -> ReportTable.Cell {
      let text = self.text(row)
      if text.isEmpty { return ReportTable.Cell("", value: .empty) }
      guard isNumber else { return ReportTable.Cell(text) }
      if let number = Int(text) { return ReportTable.Cell(text, value: .integer(number)) }
      return ReportTable.Cell(text, value: Double(text).map { .decimal($0, places: 2) })
    }
  }

  /// The columns of the run's plan; none without a plan, or where it is withheld.
  var planColumns: [PlanColumn] {
    guard let plan = run.plan, plan.head.value != nil, !hidesAmounts,
      let view = PlanView(run: run, wording: wording, listed: 0, target: { _ in nil })
    else { return [] }
    let wording = self.wording
    let isMoney = plan.head.valueUnit == .money
    func number(_ value: Int64?) -> String {
      guard let value else { return "" }
      return isMoney ? String(value) : NumberText.scaledText(Int(value), 2, separators: false)
    }
    func best(_ row: Int) -> RouteOption? {
      plan.actions[row].letsGo ? view.routeView?.routes(row).best : nil
    }
    var columns = [
      PlanColumn(title: both("方案建议", "Recommendation"), text: { view.word(of: $0) }),
      PlanColumn(
        title: both("保留至（年）", "Kept through"),
        text: { row in
          guard plan.keepThrough[row] > 0, plan.actions[row] != .nothingDue else { return "" }
          // The last fee of a term buys no more than the term.
          let end = plan.lateFee(row).flatMap { plan.isLastFee($0) ? $0.bought?.until.year : nil }
          return String(min(Int(plan.keepThrough[row]), end ?? .max))
        }, isNumber: true),
      PlanColumn(
        title: both("不再缴费的期限", "Due day not paid"), text: { plan.lapseDay($0)?.iso ?? "" }),
      PlanColumn(
        title: both("逾期费用最迟补缴", "Late fee payable until"),
        text: { (plan.lateFee($0)?.lastDay ?? run.fees.unrecordedFee($0)?.lastDay)?.iso ?? "" }),
      PlanColumn(
        title: both("理由", "Why"),
        text: { row in
          plan.actions[row].letsGo ? view.why(row) : plan.reason(row).map { wording.text($0) } ?? ""
        }),
    ]
    if run.fees.unrecorded?.isEmpty == false || plan.head.pastGrace != nil {
      columns.append(
        PlanColumn(
          title: both("视为已缴的费用", "Fee taken as paid"), text: { view.takenAsPaid($0) ?? "" }))
    }
    columns += [
      PlanColumn(
        title: view.overLettingGoHead,
        text: { number(plan.netOverLettingGo($0)) }, isNumber: true),
      PlanColumn(title: both("距取舍线", "Margin"), text: { number(view.distance($0)) }, isNumber: true),
      PlanColumn(
        title: both("与之相比", "Compared with"), text: { plan.hasMargin[$0] ? view.alternative($0) : "" }),
      PlanColumn(
        title: both("建议路径", "Route"), text: { row in best(row).map { wording.text($0.route.title) } ?? "" }),
      PlanColumn(
        title: both("最迟启动", "Begin by"), text: { row in best(row)?.lastSafeDay?.iso ?? "" }),
      PlanColumn(
        title: both("门槛查明为是时最迟启动", "Begin by if open gates hold"),
        text: { row in best(row)?.safeDayIfGatesHold?.iso ?? "" }),
    ]
    return columns
  }
}
