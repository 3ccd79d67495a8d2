import Grading
import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  var overviewPage: ReportPage {
    ReportPage(
      id: "overview", title: text(.overview),
      sections: [decisionSection() ?? candidateSection(), atRiskSection, staysSection].compactMap { $0 } + [
        ReportSection("key-figures", text(.keyFigures), [.cards(cards)])
      ] + [changesSection].compactMap { $0 } + [
        ReportSection("pictures", text(.pictures), [.charts(overviewCharts)])
      ])
  }

  /// Over how many years the fees at the head are summed.
  var feeYears: Int { min(options.feeYears, run.fees.yearCount) }

  private func statusCount(_ status: LegalStatus) -> Int {
    summary.byStatus.first { $0.key == status.rawValue }?.count ?? 0
  }

  private var gradedCount: Int { summary.byGrade.reduce(0) { $0 + $1.count } }

  var cards: [ReportCard] {
    let late = statusCount(.annuityLate)
    let outside = summary.outside.reduce(0) { $0 + $1.count }
    var cards = [
      ReportCard(
        text(.rights), wording.count(summary.total), typed: .integer(summary.total),
        note: wording.list(
          summary.byKind.map { kind in
            let name = kind.key == "unknown" ? text(.unknown) : wording.word(.rightKind, kind.key)
            return "\(name) \(wording.count(kind.count))"
          })),
      ReportCard(
        text(.inForce), wording.count(statusCount(.inForce) + late),
        typed: .integer(statusCount(.inForce) + late),
        note: late > 0
          ? text(.ofWhichLate, ["n": wording.count(late)])
          : "\(text(.pending)) \(wording.count(statusCount(.pending)))"),
      ReportCard(
        text(.graded), wording.count(gradedCount), typed: .integer(gradedCount),
        note: "\(text(.outside)) \(wording.count(outside))"),
    ]
    for (index, grade) in summary.byGrade.enumerated() {
      cards.append(
        ReportCard(
          text(.gradeCard, ["grade": wording.gradeName(run.gradingModel.grades[index])]),
          wording.count(grade.count), typed: .integer(grade.count),
          note: wording.text(run.gradingModel.grades[index].title), swatch: .grade(index)))
    }
    cards += [
      ReportCard(
        text(.unsettled), wording.count(summary.unsettled), typed: .integer(summary.unsettled),
        note: text(.unsettledNote)),
      ReportCard(
        text(.meanCoverage), summary.meanCoverage.map { wording.percent($0) } ?? wording.dash,
        typed: summary.meanCoverage.map { .percent($0) },
        note: text(.meanCoverageNote)),
    ]
    if feeYears > 0, !hidesAmounts {
      let sum = summary.feesByGrade.reduce(Int64(0)) { $0 + $1.amounts.prefix(feeYears).reduce(0, +) }
      let isLowerBound = summary.feesByGrade.contains { $0.unknown.prefix(feeYears).contains { $0 > 0 } }
      let notes: [String] = [
        summary.estimatedFees > 0
          ? text(.estimateNote, ["n": wording.count(summary.estimatedFees)]) : nil,
        wording.leftOut(unrecorded, briefly: true),
      ].compactMap { $0 }
      cards.append(
        ReportCard(
          text(
            .feesNextYears,
            ["from": String(run.fees.firstYear), "to": String(run.fees.firstYear + feeYears - 1)]),
          (isLowerBound ? "≥ " : "") + wording.money(sum),
          typed: isLowerBound
            ? .atLeast(Money(minorUnits: sum, currency: run.currency))
            : .money(Money(minorUnits: sum, currency: run.currency)),
          note: notes.isEmpty ? nil : notes.joined(separator: options.language == .zh ? "；" : "; ")))
    }
    return cards
  }
}
