// The code of the article YearlyReview.md. What stands between the marks is repeated there, piece by piece, and a
// test compares the two; so the article is compiled and run.

import Winnow

// article: begin
/// What a committee gets on the table.
struct YearlyReview {
  var summary: ReviewSummary
  var feesOfLowest: Money
  var candidates: [RightExplanation]
  var moved: RunDiff?
  var report: String
}

func reviewYear(export: String, exportedOn: CalendarDay, asOf: CalendarDay, store: String) throws
  -> YearlyReview
{
  // 1. The store. The first call makes it; the next years' calls open it.
  let workspace = try Workspace.open(at: store)
  let earlier = try workspace.runs().last

  // 2. The export. Importing it a second time would change nothing.
  let imported = try workspace.importPortfolio(from: export, observedOn: exportedOn)
  for problem in imported.problems where problem.severity >= .warning {
    print(problem.text(.en))
  }
  precondition(imported.rows == imported.stored + imported.merged + imported.refused + imported.unchanged)

  // 3. The review, as of a day. It is stored with its models and their hashes.
  let run = try workspace.review(asOf: asOf, portfolioName: "Example Group")

  // 4. The figures: counts, and the fees of the lowest grade in the coming years.
  let summary = ReviewSummary(run)
  let lowest = run.gradingModel.grades.last?.grade ?? ""
  let amounts = summary.feesByGrade.first { $0.key == lowest }?.amounts ?? []
  let feesOfLowest = Money(minorUnits: amounts.prefix(5).reduce(0, +), currency: run.currency)

  // 5. The candidates, each with its reasons.
  let options = workspace.reportOptions(language: .en)
  let explainer = RightExplainer(run: run, wording: Wording(run: run, options: options))
  let candidates = (0..<run.table.count)
    .filter { run.grades.outcome($0) == .graded(run.gradingModel.grades.count - 1) }
    .map { explainer.explain($0) }

  // 6. What moved since the last review, and why.
  let moved = try earlier.map { try workspace.diff(before: workspace.run($0.id), after: run) }

  // 7. The report: one HTML file, the same bytes whenever it is made again from this run.
  let report = workspace.report(of: run, language: .zh)
  return YearlyReview(
    summary: summary, feesOfLowest: feesOfLowest, candidates: candidates, moved: moved, report: report)
}
// article: end
