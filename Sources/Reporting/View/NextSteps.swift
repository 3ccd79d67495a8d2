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
      store: builder.options.storeWord, hidesAmounts: builder.hidesAmounts,
      rows: builder.options.unit == nil ? nil : Set(builder.rows))
  }

  /// - Parameter rows: the rows that the report is about; nil for all.
  init(
    run: ReviewRun, summary: ReviewSummary, wording: Wording, feeYears: Int, store: String,
    hidesAmounts: Bool = false, rows: Set<Int>? = nil
  ) {
    var sentences: [String] = []
    func status(_ status: LegalStatus) -> Int {
      summary.byStatus.first { $0.key == status.rawValue }?.count ?? 0
    }
    let errors = run.problems.count { $0.severity == .error }
    if errors > 0 { sentences.append(wording.text(.nextErrors, ["n": wording.count(errors)])) }
    let late = run.table.rightIDs.indices.count {
      (rows?.contains($0) ?? true) && NextSteps.isLateFeeToDecide($0, run)
    }
    if late > 0 { sentences.append(wording.text(.nextLate, ["n": wording.count(late)])) }
    if status(.lapsedRestorable) > 0 {
      sentences.append(wording.text(.nextRestorable, ["n": wording.count(status(.lapsedRestorable))]))
    }
    let answers = run.answerDays.filter { rows?.contains($0.row) ?? true }
    var named: Set<String> = []
    for gate in answers.map(\.gate) where named.insert(gate.id).inserted {
      let days = answers.filter { $0.gate.id == gate.id }
      let listed = days.prefix(5).map {
        "\(run.table.text("number", $0.row)) \(wording.answerDay($0.day, run.asOf))"
      }
      sentences.append(
        wording.text(
          GradingText.nextAnswer,
          [
            "gate": wording.text(gate.title), "n": wording.count(days.count), "days": wording.list(listed),
            "more": days.count > 5 ? "…" : "",
          ]))
    }
    if let first = summary.unknownImpacts.first, first.width > 0 {
      sentences.append(
        wording.text(
          .nextFact,
          ["fact": wording.inputTitle(first.fact, run.gradingModel), "n": wording.count(first.rights)]))
    }
    for part in run.gradingModel.parts {
      // Where no fees are paid, letting go saves nothing.
      guard part.appliesTo.contains(where: { $0 != .technicalSecret && $0 != .softwareCopyright }),
        let band = part.grades.last,
        let lowest = summary.byGrade.first(where: { $0.key == band.grade }), lowest.count > 0
      else { continue }
      let row = summary.feesByGrade.first { $0.key == band.grade }
      let fees = row?.amounts.prefix(feeYears).reduce(0, +) ?? 0
      let isLowerBound = row?.unknown.prefix(feeYears).contains { $0 > 0 } ?? false
      sentences.append(
        wording.text(
          .nextLowest,
          [
            "part": wording.partName(part), "n": wording.count(lowest.count),
            "grade": wording.gradeName(band), "years": wording.count(feeYears),
            "money": hidesAmounts
              ? wording.text(WorkbookText.redactedName) : (isLowerBound ? "≥ " : "") + wording.money(fees),
          ]))
    }
    if !summary.boundLowest.isEmpty {
      let numbers = summary.boundLowest.prefix(5).map { run.table.text("number", $0) }
      sentences.append(
        wording.text(
          .nextBound,
          [
            "n": wording.count(summary.boundLowest.count), "numbers": wording.list(numbers),
            "more": summary.boundLowest.count > 5 ? "…" : "",
          ]))
    }
    if let first = summary.rankings.first, let lowest = first.bottom.first ?? first.top.last {
      let number = run.table.text("number", lowest.row)
      sentences.append(
        wording.text(
          .nextExplain,
          [
            "store": store,
            "number": number.isEmpty
              ? "#\(run.table.rightIDs[lowest.row])"
              : (number.hasPrefix("-") ? "-- " : "") + ReportOptions.shellWord(number),
          ])
      )
    }
    self.sentences = sentences
  }

  /// Whether a right that the register calls late has a fee that can still be paid. One whose fees cannot be named counts
  /// by the register's word, and so does every one of a run that was stored before the last days were kept.
  private static func isLateFeeToDecide(_ row: Int, _ run: ReviewRun) -> Bool {
    guard run.table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue else { return false }
    guard let lastDays = run.table[.graceEnd] else { return true }
    return lastDays.day(row) != nil || run.fees.certainty[row] == .none
  }
}
