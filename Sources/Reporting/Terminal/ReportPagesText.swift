import PortfolioCore
public import PortfolioReview

/// A report as plain text, to send by mail or to keep beside minutes: the pages of the web page, from the same view.
public enum ReportPagesText {
  /// The pages that the options ask for, as lines. Lists that the web page cuts are whole.
  /// - Parameter width: the columns of a terminal; nil for files, whose lines are broken by whoever reads them.
  public static func render(run: ReviewRun, options: ReportOptions, width: Int? = nil) -> String {
    // A file has room for every fee, gate and right.
    var options = options
    options.gateLimit = .max
    options.tableLimit = .max
    return render(ReportView(run: run, options: options), store: options.storeWord, width: width)
  }

  /// - Parameter store: the store in a proposed command.
  static func render(_ view: ReportView, store: String, width: Int?) -> String {
    let head = view.head
    var text = TerminalText.wrap("\(head.portfolio) · \(head.kind)", width: width)
    text += TerminalText.wrap(
      head.lines.map { "\($0.label) \($0.value)" }.joined(separator: " · "), width: width)
    for remark in head.remarks { text += TerminalText.wrap(remark, width: width) }
    for page in view.pages {
      let title = TerminalText.clean(page.title)
      text += "\n\n\(title)\n\(String(repeating: "=", count: DisplayWidth.of(title)))\n"
      for section in page.sections { text += lines(section, view, store: store, width: width) }
    }
    return text
  }

  private static func lines(_ section: ReportSection, _ view: ReportView, store: String, width: Int?)
    -> String
  {
    // The sheet of one right is the report; two thousand of them are a book that nobody asked for.
    if view.use == .whole, section.blocks.contains(where: \.isSheets) {
      let pointer =
        view.language == .zh
        ? "每项权利的一页说明：winnow explain \(store) 编号" : "The sheet of a right: winnow explain \(store) NUMBER"
      return ReportSection(section.id, section.title, [.paragraph(pointer)]).terminal(
        width: width, ansi: false)
    }
    var text = TerminalText.heading(
      section.title + (section.count.map { " " + NumberText.whole($0) } ?? ""), ansi: false)
    for block in section.blocks { text += lines(block, view, width: width) }
    return text
  }

  private static func lines(_ block: ReportBlock, _ view: ReportView, width: Int?) -> String {
    switch block {
    case .paragraph, .list, .table: return block.terminal(width: width, ansi: false)
    case .cards(let cards):
      let labelWidth = cards.map { DisplayWidth.of($0.title) }.max() ?? 0
      let separator = view.language == .zh ? "；" : "; "
      return cards.map { card -> String in
        TerminalText.items(
          TerminalText.clean(card.title), labelWidth: labelWidth, [card.value, card.note].compactMap { $0 },
          separator: separator, width: width)
      }.joined()
    case .charts(let charts):
      return charts.map { chart -> String in
        var text = TerminalText.heading(chart.title, ansi: false)
        text += TerminalText.wrap(chart.reading, width: width)
        text += TerminalTable(chart.wholeTable).render(width: width, ansi: false)
        if let note = chart.note { text += TerminalText.wrap(note, width: width) }
        return text
      }.joined()
    case .methods(let methods):
      return methods.cards.map { card -> String in
        var text = TerminalText.wrap(card.title, width: width)
        for line in card.lines {
          text += TerminalText.wrap("  \(line.label)  \(line.text)", indent: 4, width: width)
        }
        return text
      }.joined(separator: "\n")
    case .sheets(let sheets):
      return sheets.rows.map { row -> String in
        ExplanationText.render(sheets.explainer.explain(row), sheets.explainer.wording, width: width)
      }.joined(separator: "\n")
    }
  }
}

extension ReportBlock {
  fileprivate var isSheets: Bool {
    if case .sheets = self { return true }
    return false
  }
}
