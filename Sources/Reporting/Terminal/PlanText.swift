import PortfolioCore
import PortfolioReview

extension PlanView {
  /// The plan as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let kind = both("年费取舍方案", "Plan of renewals")
    var text = TerminalText.wrap(
      "\(run.portfolioName) · \(kind) · \(wording.text(.asOf)) \(run.asOf.iso) · \(both("情景", "scenario")) \(wording.text(head.title))",
      width: width)
    for section in sections where !section.isPicture {
      let title = section.title + (section.count.map { " " + wording.count($0) } ?? "")
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
      for block in section.blocks {
        switch block {
        case .paragraph(let sentence): text += TerminalText.wrap(sentence, width: width)
        case .list(let items):
          for item in items { text += TerminalText.wrap("- " + item, indent: 2, width: width) }
        case .table(let table): text += TerminalTable(table).render(width: width, ansi: ansi)
        case .cards, .charts, .sheets: break
        }
      }
    }
    return text
  }
}

extension ReportSection {
  /// Whether it holds nothing but pictures, which a terminal cannot show.
  fileprivate var isPicture: Bool {
    blocks.allSatisfy { block in
      if case .charts = block { return true }
      return false
    }
  }
}
