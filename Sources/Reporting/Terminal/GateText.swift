import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

extension GateView {
  /// The gates for a terminal: without a filter the questions of the portfolio and a count a gate, with one its lines.
  /// - Parameter limit: at most so many lines.
  public func text(_ filter: Filter, limit: Int, width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(introduction, width: width)
    let isWhole = filter.rows == nil && filter.states == nil && filter.gates == nil
    var sections: [ReportSection] = []
    if isWhole {
      sections += [wholeSection(filter.act), candidateSection(listed: limit)].compactMap { $0 }
      sections.append(tallySection(filter.act))
    } else {
      let found = lines(filter)
      if let rows = filter.rows {
        for row in rows {
          text += TerminalText.heading("\(number(row)) \(run.table.text("title", row))", ansi: ansi)
          let own = found.filter { $0.finding.row == row }
          for line in own {
            text += TerminalText.wrap("- " + sentence(line.finding, acts: line.acts), indent: 2, width: width)
          }
          if own.isEmpty { text += both("  没有符合条件的门槛\n", "  no gate fits\n") }
        }
      } else {
        sections.append(
          ReportSection(
            "gate-lines", both("共 \(found.count) 条", "\(found.count) lines"),
            [.table(lineTable("gate-lines-table", both("门槛", "Gates"), Array(found.prefix(limit))))]
              + (found.count > limit
                ? [
                  .paragraph(
                    both(
                      "只列前 \(limit) 条；--limit 可多列，csv 与 json 有全部",
                      "The first \(limit); --limit lists more, CSV and JSON have all"))
                ] : [])))
      }
    }
    for section in sections { text += section.terminal(width: width, ansi: ansi) }
    return text
  }
}

extension TerminalText {
  /// A heading with an empty line before it.
  static func heading(_ title: String, ansi: Bool) -> String {
    ansi ? "\n\u{1B}[1m\(clean(title))\u{1B}[0m\n" : "\n\(clean(title))\n"
  }
}

extension ReportSection {
  /// The section as lines of a terminal; pictures are left out.
  func terminal(width: Int?, ansi: Bool) -> String {
    var text = TerminalText.heading(title + (count.map { " " + NumberText.whole($0) } ?? ""), ansi: ansi)
    for block in blocks { text += block.terminal(width: width, ansi: ansi) }
    return text
  }
}

extension ReportBlock {
  /// The piece as lines of a terminal; pictures are left out.
  func terminal(width: Int?, ansi: Bool) -> String {
    switch self {
    case .paragraph(let sentence): return TerminalText.wrap(sentence, width: width)
    case .list(let items):
      return items.map { TerminalText.wrap("- " + $0, indent: 2, width: width) }.joined()
    case .table(let table): return TerminalTable(table).render(width: width, ansi: ansi)
    case .cards, .charts, .methods, .sheets: return ""
    }
  }
}
