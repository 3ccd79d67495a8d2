import Grading
import PolicyModels
import PortfolioCore
public import PortfolioReview

/// The summary of a run for a terminal.
public enum SummaryText {
  /// The summary as lines.
  /// - Parameters:
  ///   - width: the columns of the terminal; nil for files and pipes.
  ///   - ansi: whether headings are written bold.
  public static func render(run: ReviewRun, options: ReportOptions, width: Int?, ansi: Bool = false) -> String
  {
    render(SummaryView(run: run, options: options), width: width, ansi: ansi)
  }

  /// The summary as lines.
  public static func render(_ view: SummaryView, width: Int?, ansi: Bool = false) -> String {
    let wording = view.wording
    let summary = view.summary
    var text = ""
    func heading(_ title: String) {
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
    }
    let head = view.builder.head
    text += TerminalText.wrap("\(head.portfolio) · \(head.kind)", width: width)
    text += TerminalText.wrap(
      head.lines.map { "\($0.label) \($0.value)" }.joined(separator: " · "), width: width)
    text += "\n"

    func line(_ counts: [(key: String, title: String, count: Int)]) -> [String] {
      counts.map { "\($0.title) \(wording.count($0.count))" }
    }
    let outside = line(view.gradeCounts(summary.outside))
    let lines: [(String, [String])] = [
      (wording.text(.rights), [wording.count(summary.total)]),
      (wording.text(.kind), line(view.counts(summary.byKind, fact: .rightKind))),
      (wording.text(.status), line(view.counts(summary.byStatus, fact: .legalStatus))),
      (wording.text(.grade), line(view.gradeCounts(summary.byGrade))),
      (wording.text(.outside), outside.isEmpty ? [wording.text(.none)] : outside),
      (wording.text(.unsettled), [wording.count(summary.unsettled)]),
      (wording.text(.meanCoverage), [summary.meanCoverage.map { wording.percent($0) } ?? wording.dash]),
    ]
    let labelWidth = lines.map { DisplayWidth.of($0.0) }.max() ?? 0
    for (label, items) in lines {
      text += TerminalText.items(
        label, labelWidth: labelWidth, items, separator: wording.text(.listComma), width: width)
    }

    heading(wording.text(.feesByGradeAndYear, ["unit": wording.moneyUnit]))
    text += TerminalTable(view.feeTable).render(width: width, ansi: ansi)
    for remark in view.builder.feeRemarks(years: view.builder.feeYears) {
      text += TerminalText.wrap(remark, width: width)
    }
    if !summary.withoutFees.isEmpty {
      let label = wording.text(.withoutFees)
      text += TerminalText.items(
        label, labelWidth: DisplayWidth.of(label),
        summary.withoutFees.map { "\(wording.text($0.reason)) \(wording.count($0.count))" },
        separator: wording.text(.sentenceJoin), width: width)
    }

    if let indicators = view.run.indicators {
      let words = IndicatorWords(wording: wording)
      heading(words.page)
      for line in words.lines(indicators) { text += TerminalText.wrap("- " + line, indent: 2, width: width) }
    }

    for one in summary.rankings {
      let part = view.run.gradingModel.parts[one.part]
      for (title, ranked) in [(ReportText.mostValuable, one.top), (.leastValuable, one.bottom)]
      where !ranked.isEmpty {
        heading(view.builder.rankingTitle(title, ranked, part))
        text += ranking(view.builder.rankingTable("ranking", ranked)).render(width: width, ansi: ansi)
      }
    }

    let compared = view.builder.bookComparisons
    for (index, other) in view.run.views.enumerated() where !compared.contains(where: { $0.view == index }) {
      heading(wording.text(GradingText.viewsHead))
      text += TerminalText.wrap(
        wording.text(GradingText.viewAlone, ["book": wording.text(other.model.header.title)]), width: width)
    }
    for one in compared {
      heading("\(wording.text(GradingText.viewsHead)) · \(view.builder.bookTitle(one))")
      text += TerminalText.wrap(view.builder.bookSentence(one), width: width)
      text += TerminalTable(view.builder.crossTable(one)).render(width: width, ansi: ansi)
      if !one.disagreements.isEmpty {
        text += ranking(view.builder.disagreementTable(one)).render(width: width, ansi: ansi)
      }
    }

    if !summary.unknownImpacts.isEmpty {
      heading(wording.text(.missingFacts))
      text += TerminalTable(view.builder.missingTable).render(width: width, ansi: ansi)
    }
    if !view.problems.isEmpty {
      heading("\(wording.text(.problems)) \(wording.count(view.run.problems.count))")
      for group in view.problems { text += problem(group, wording, width: width) }
    }
    if !view.nextSteps.isEmpty {
      heading(wording.text(.nextSteps))
      for step in view.nextSteps { text += TerminalText.wrap("- " + step, indent: 2, width: width) }
    }
    return text
  }

  /// The reasons get the room; titles give way first.
  private static func ranking(_ table: ReportTable) -> TerminalTable {
    var long = 0
    return TerminalTable(
      table.columns.map { column in
        guard column.form == .long else {
          return TerminalTable.Column(column.title, isNumber: column.form == .number)
        }
        long += 1
        return TerminalTable.Column(column.title, least: 16, most: long == 1 ? 24 : nil)
      }, table.rows.map { $0.map(\.text) })
  }

  private static func problem(_ group: ProblemGroup, _ wording: Wording, width: Int?) -> String {
    // One problem can be about many rights: its own words count them, and "× 1" would belie them.
    let heading =
      group.count == 1
      ? wording.text(group.first.message) + (group.first.value.map { " (\($0))" } ?? "")
      : "\(wording.text(group.code.title)) × \(wording.count(group.count))"
    var text = TerminalText.wrap(
      "\(wording.text(ReportWords.severity(group.severity)))[\(group.code.rawValue)] "
        + heading, width: width)
    for place in group.places { text += "    " + TerminalText.clean(place.description) + "\n" }
    if group.count > group.places.count, !group.places.isEmpty {
      text +=
        "    " + wording.text(.moreHidden, ["n": wording.count(group.count - group.places.count)]) + "\n"
    }
    if let remedy = group.first.remedy {
      text += TerminalText.wrap("  → " + wording.text(remedy), indent: 4, width: width)
    }
    return text
  }
}
