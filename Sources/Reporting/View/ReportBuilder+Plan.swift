import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  /// Where the sheet of a right is; nil of those without one.
  var sheetTarget: @Sendable (Int) -> String? {
    let anchors = sheetRows.set
    let ids = run.table.rightIDs
    return { row in anchors.contains(row) ? RightSheet.anchor(ids[row]) : nil }
  }

  /// The plan of the run; nil where there is none.
  var planPage: ReportPage? {
    let view = PlanView(run: run, wording: wording, listed: .max, target: sheetTarget)
    guard let view else { return nil }
    let title = view.both("年费取舍方案", "Plan of renewals")
    return ReportPage(
      id: "plan", title: "\(title) · \(wording.text(view.head.title))", sections: view.sections)
  }
}
