import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

extension SummaryView {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.summary/1"

  /// The summary as JSON: the run's marks, counts by kind, status and grade, fees by grade and year (text in
  /// major units), rankings with reasons, missing facts, problems by code, next steps.
  public func json() -> String {
    func counts(_ list: [(key: String, title: String, count: Int)]) -> JSONValue {
      .array(
        list.map {
          .object(["key": .string($0.key), "title": .string($0.title), "count": .integer($0.count)])
        })
    }
    func amount(_ minorUnits: Int64) -> JSONValue {
      .string(Money(minorUnits: minorUnits, currency: run.currency).decimal)
    }
    let fees = JSONValue.object([
      "years": .array((0..<run.fees.yearCount).map { .integer(run.fees.firstYear + $0) }),
      "rows": .array(
        summary.feesByGrade.map {
          .object([
            "key": .string($0.key), "amounts": .array($0.amounts.map(amount)),
            "unknownAmounts": .array($0.unknown.map { .integer($0) }),
          ])
        }),
      "unknownAmounts": .array(
        UnknownFeeGroup.groups(summary.unknownFees).map {
          .object([
            "office": .string($0.office), "fees": .array($0.names.map { .string($0) }),
            "count": .integer($0.fees), "rights": .integer($0.rights),
          ])
        }),
      "paid": amount(summary.paidFees),
      "estimated": .integer(summary.estimatedFees),
      "without": .array(
        summary.withoutFees.map {
          .object(["reason": .string(wording.text($0.reason)), "count": .integer($0.count)])
        }),
    ])
    return JSONValue.fields(
      [("schema", .string(SummaryView.schema))] + RunMarks.fields(run, builder.options) + [
        ("rights", .integer(summary.total)),
        ("byKind", counts(self.counts(summary.byKind, fact: .rightKind))),
        ("byStatus", counts(self.counts(summary.byStatus, fact: .legalStatus))),
        ("byGrade", counts(gradeCounts(summary.byGrade))), ("outside", counts(gradeCounts(summary.outside))),
        ("unsettled", .integer(summary.unsettled)), ("meanCoverage", .hundredths(summary.meanCoverage)),
        ("fees", fees), ("top", rankings(\.top)), ("bottom", rankings(\.bottom)),
        ("otherBooks", .array(builder.bookComparisons.map(comparison))),
        ("missingFacts", .array(summary.unknownImpacts.map(missing))),
        ("problems", .array(problems.map(problem))),
        ("nextSteps", .array(nextSteps.map { .string($0) })),
      ]
    ).text
  }

  private func comparison(_ one: BookComparison) -> JSONValue {
    let view = run.views[one.view]
    return .object([
      "model": .string(view.model.header.id), "part": .string(run.gradingModel.parts[one.part].id),
      "otherPart": .string(view.model.parts[one.otherPart].id), "compared": .integer(one.rows.count),
      "rankCorrelation": .hundredths(one.correlation), "sameRank": one.sameRank.map { .integer($0) } ?? .null,
      "disagreements": .array(
        one.disagreements.map { right in
          .object([
            "number": .string(builder.explainer.numberText(right.row)),
            "grade": .string(run.gradingModel.name(of: run.grades.outcome(right.row))),
            "place": .hundredths(right.place),
            "otherGrade": .string(view.model.name(of: view.grades.outcome(right.row))),
            "otherPlace": .hundredths(right.otherPlace),
          ])
        }),
    ])
  }

  private func missing(_ impact: UnknownImpact) -> JSONValue {
    .object([
      "fact": .string(impact.fact.name), "title": .string(wording.inputTitle(impact.fact, run.gradingModel)),
      "rights": .integer(impact.rights), "width": .hundredths(impact.width),
      "couldChange": .integer(impact.unsettled),
    ])
  }

  private func problem(_ group: ProblemGroup) -> JSONValue {
    .object([
      "code": .string(group.code.rawValue), "severity": .string(group.severity.rawValue),
      "title": .string(wording.text(group.code.title)), "count": .integer(group.count),
      "places": .array(group.places.map { .string($0.description) }),
      "remedy": .optional(group.first.remedy.map { wording.text($0) }),
    ])
  }

  /// The rankings of all parts, one after the other; each right names its part.
  private func rankings(_ end: KeyPath<ReviewSummary.Ranking, [ReviewSummary.Ranked]>) -> JSONValue {
    .array(
      summary.rankings.flatMap { ranking in
        ranking[keyPath: end].map { ranked($0, part: run.gradingModel.parts[ranking.part].id) }
      })
  }

  private func ranked(_ right: ReviewSummary.Ranked, part: String) -> JSONValue {
    .object([
      "part": .string(part),
      "id": .integer(Int(run.table.rightIDs[right.row])),
      "number": .string(builder.explainer.numberText(right.row)),
      "title": .string(run.table.text("title", right.row)), "points": .hundredths(right.points),
      "reason": .string(builder.explainer.reason(right)),
    ])
  }

  /// The summary's figures as CSV for a spreadsheet: section, key, name, year, value.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(
      [ReportText.section, .code, .title, .year, .value].map { wording.text($0) })
    func write(_ section: ReportText, _ list: [(key: String, title: String, count: Int)]) {
      for one in list { writer.write([wording.text(section), one.key, one.title, "", String(one.count)]) }
    }
    writer.write([wording.text(.rights), "total", wording.text(.total), "", String(summary.total)])
    write(.kind, counts(summary.byKind, fact: .rightKind))
    write(.status, counts(summary.byStatus, fact: .legalStatus))
    write(.grade, gradeCounts(summary.byGrade))
    write(.outside, gradeCounts(summary.outside))
    writer.write([wording.text(.unsettled), "", "", "", String(summary.unsettled)])
    for row in summary.feesByGrade {
      for (year, amount) in row.amounts.enumerated() {
        writer.write([
          wording.text(.fees), row.key, builder.slotCell(row.key).text, String(run.fees.firstYear + year),
          Money(minorUnits: amount, currency: run.currency).decimal,
        ])
      }
    }
    for group in UnknownFeeGroup.groups(summary.unknownFees) {
      writer.write([
        wording.text(.fees), "unknown-amount", "\(group.office) \(wording.feePhrase(group.names))", "",
        String(group.fees),
      ])
    }
    for impact in summary.unknownImpacts {
      writer.write([
        wording.text(.missingFacts), impact.fact.name,
        wording.inputTitle(impact.fact, run.gradingModel), "",
        String(impact.rights),
      ])
    }
    for group in problems {
      writer.write([
        wording.text(.problems), group.code.rawValue, wording.text(group.code.title), "", String(group.count),
      ])
    }
    return writer.bytes
  }
}
