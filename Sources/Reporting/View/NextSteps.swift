import Grading
import PortfolioCore
import PortfolioReview

/// What a department would do next with a run's result.
struct NextSteps {
  /// Sentences, the most urgent first.
  let sentences: [String]

  init(_ builder: ReportBuilder) {
    self.init(
      run: builder.run, summary: builder.summary, wording: builder.wording, feeYears: builder.feeYears,
      store: builder.options.storeWord, hidesAmounts: builder.hidesAmounts)
  }

  init(
    run: ReviewRun, summary: ReviewSummary, wording: Wording, feeYears: Int, store: String,
    hidesAmounts: Bool = false
  ) {
    var sentences: [String] = []
    func status(_ status: LegalStatus) -> Int {
      summary.byStatus.first { $0.key == status.rawValue }?.count ?? 0
    }
    let errors = run.problems.count { $0.severity == .error }
    if errors > 0 { sentences.append(wording.text(.nextErrors, ["n": wording.count(errors)])) }
    if status(.annuityLate) > 0 {
      sentences.append(wording.text(.nextLate, ["n": wording.count(status(.annuityLate))]))
    }
    if status(.lapsedRestorable) > 0 {
      sentences.append(wording.text(.nextRestorable, ["n": wording.count(status(.lapsedRestorable))]))
    }
    if let first = summary.unknownImpacts.first, first.width > 0 {
      sentences.append(
        wording.text(.nextFact, ["fact": wording.factTitle(first.fact), "n": wording.count(first.rights)]))
    }
    if let lowest = summary.byGrade.last, lowest.count > 0 {
      let fees =
        summary.feesByGrade.first { $0.key == lowest.key }?.amounts.prefix(feeYears).reduce(0, +) ?? 0
      sentences.append(
        wording.text(
          .nextLowest,
          [
            "n": wording.count(lowest.count), "grade": lowest.key, "years": wording.count(feeYears),
            "money": hidesAmounts ? wording.text(WorkbookText.redactedName) : wording.money(fees),
          ]))
    }
    if let lowest = summary.byGrade.last, !summary.boundLowest.isEmpty {
      let numbers = summary.boundLowest.prefix(5).map { run.table.text("number", $0) }
      sentences.append(
        wording.text(
          .nextBound,
          [
            "n": wording.count(summary.boundLowest.count), "grade": lowest.key,
            "numbers": wording.list(numbers),
            "more": summary.boundLowest.count > 5 ? "…" : "",
          ]))
    }
    if let lowest = summary.bottom.first ?? summary.top.last {
      let number = run.table.text("number", lowest.row)
      sentences.append(
        wording.text(
          .nextExplain,
          ["store": store, "number": number.isEmpty ? "#\(run.table.rightIDs[lowest.row])" : number])
      )
    }
    self.sentences = sentences
  }
}
