import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  /// The plan of the run; nil where there is none.
  var planPage: ReportPage? {
    let anchors = sheetRows.set
    let ids = run.table.rightIDs
    let view = PlanView(run: run, wording: wording, listed: .max) { row in
      anchors.contains(row) ? RightSheet.anchor(ids[row]) : nil
    }
    guard let view else { return nil }
    let title = view.both("年费取舍方案", "Plan of renewals")
    return ReportPage(
      id: "plan", title: "\(title) · \(wording.text(view.head.title))", sections: view.sections)
  }
}
