import PortfolioCore
public import PortfolioReview

extension PlanView {
  /// The plan as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let kind = both("年费取舍方案", "Plan of renewals")
    var text = TerminalText.wrap(
      "\(run.portfolioName) · \(kind) · \(wording.text(.asOf)) \(run.asOf.iso) · \(both("情景", "scenario")) \(wording.text(head.title))",
      width: width)
    // A frontier that nobody asked for is for the report.
    let isSketch = head.insights?.frontier?.isSketch == true
    for section in sections where !section.isPicture && !(isSketch && section.id == "plan-frontier") {
      text += section.terminal(width: width, ansi: ansi)
    }
    return text
  }
}

extension PlanView {
  /// The smallest budgets that keep a right, as lines.
  public func untilKept(_ right: Int, _ found: [KeepingBudget], width: Int?, ansi: Bool = false) -> String {
    ReportSection(
      "plan-until-kept", both("预算多大时会保留", "The budget that keeps it"), [.list(sentences(right, found))]
    ).terminal(width: width, ansi: ansi)
  }
}

extension ReportSection {
  /// Whether it holds nothing but pictures, which a terminal cannot show.
  fileprivate var isPicture: Bool {
    blocks.allSatisfy { block in
      if case .charts = block { return true }
      return false
    }
  }
}
