import PortfolioCore
import PortfolioReview

/// Under which conditions a plan lets rights go.
extension PlanView {
  /// How much of a year's savings hangs on gates, for the end of a sentence.
  func savings(_ year: PlanLedger.Year) -> String {
    guard year.saved != 0 else { return "" }
    return both(
      "（其中无条件 \(money(year.savedClear))，附条件 \(money(year.savedConditional))）",
      " (\(money(year.savedClear)) without conditions, \(money(year.savedConditional)) under conditions)")
  }

  /// How many candidates hang on gates; nil where none is let go.
  var conditionSummary: String? {
    let candidates = plan.actions.indices.filter { plan.actions[$0].letsGo }
    guard !candidates.isEmpty else { return nil }
    let states = candidates.map { plan.condition($0) }
    let clear = states.count { $0 == .none }
    let closed = states.count { $0 == .closed }
    let open = states.count { $0 == .question }
    let unchecked = states.count { $0 == .notChecked }
    guard unchecked == 0 else {
      return both(
        "这次评审没有门槛数据：放弃之前全部须核对", "The run holds no gates: check every candidate before letting it go")
    }
    return both(
      "放弃候选中 \(clear) 项无条件；\(closed) 项有关闭的门槛，\(open) 项有待查明的问题，须先办妥，否则到期缴费（见“门槛”，winnow gates）",
      "Of the candidates \(clear) are without conditions; \(closed) stand behind closed gates and \(open) behind open questions: settle these first, else pay on the due day (see winnow gates)"
    )
  }

  /// What must be done before a right is let go, in a few words; empty where nothing is.
  func conditions(_ row: Int) -> String {
    switch plan.condition(row) {
    case .none: return ""
    case .notChecked: return both("门槛未核对", "gates not checked")
    case .question, .closed:
      let issues = gateView?.lapseIssues(row, on: plan.lapseDay(row)) ?? []
      return issues.joined(separator: both("；", "; "))
    }
  }

  /// The recommended route of a right, with its last safe day.
  func route(_ row: Int) -> String { routeView.map { $0.recommendation($0.routes(row)) } ?? wording.dash }

  /// The conditions of a right that the plan lets go, as a sentence; nil without any.
  func conditionSentence(_ row: Int) -> String? {
    let text = conditions(row)
    guard !text.isEmpty else { return nil }
    let day = plan.lastDayToPay(row).map { wording.day($0) }
    return both(
      "有条件的建议：先办妥——\(text)" + (day.map { "；\($0) 前未办妥则缴费" } ?? ""),
      "Under conditions: settle first: \(text)" + (day.map { "; pay if not done by \($0)" } ?? ""))
  }
}
