import PortfolioCore
public import PortfolioReview

/// What led to one right's grade and fees, for a terminal.
public enum ExplanationText {
  /// The explanation of a row as lines, with the nearest changes that would give it another grade.
  public static func render(
    run: ReviewRun, row: Int, options: ReportOptions, width: Int?, ansi: Bool = false,
    since diff: RunDiff? = nil
  ) -> String {
    let wording = Wording(run: run, options: options)
    let right = RightExplainer(run: run, wording: wording).explain(row, withChanges: true, since: diff)
    let text = render(right, wording, width: width, ansi: ansi)
    let outlook = LapseOutlook(run: run, row: row)?.text(options.language, width: width)
    return outlook.map { text + "\n" + $0 } ?? text
  }

  /// An explanation as lines.
  public static func render(
    _ right: RightExplanation, _ wording: Wording, width: Int?, ansi: Bool = false
  ) -> String {
    let sheet = RightSheet(right, wording)
    var text = TerminalText.wrap("\(right.number)  \(right.title)", width: width)
    for sentence in sheet.sentences { text += TerminalText.wrap(sentence, width: width) }
    if !sheet.identity.isEmpty {
      text += "\n"
      let labelWidth = sheet.identity.map { DisplayWidth.of($0.label) }.max() ?? 0
      for line in sheet.identity {
        text += TerminalText.items(
          line.label, labelWidth: labelWidth, [line.text], separator: "", width: width)
      }
    }
    func heading(_ title: String) {
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
    }
    for (title, table) in sheet.tables.dropLast() {
      heading(title)
      // Sentences are broken into lines, not cut.
      guard !table.id.hasPrefix(RightSheet.sentenceTable) else {
        for line in table.rows { text += TerminalText.wrap("- " + line[0].text, indent: 2, width: width) }
        continue
      }
      text += TerminalTable(table).render(width: width, ansi: ansi)
    }
    // The sheet gathers the facts without a value; in lines each has its own.
    heading(wording.text(.factsHead))
    text += TerminalTable(
      [TerminalTable.Column(wording.text(.fact)), TerminalTable.Column(wording.text(.value), least: 12)],
      right.facts.map { [$0.title, $0.text] }
    ).render(width: width, ansi: ansi)
    return text
  }
}

extension RightListView {
  /// The list as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    TerminalTable(
      columns.map { column in
        let form = form(column)
        // Words of the program stay whole; texts of the data give way.
        var least: Int?
        if case .text = column, form != .code { least = 10 }
        if column == .grade { least = 8 }
        return TerminalTable.Column(title(column), isNumber: form == .number, least: least)
      },
      rows.map { row in columns.map { cell($0, row).text } }
    ).render(width: width, ansi: ansi)
  }
}
