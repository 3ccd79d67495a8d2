import PortfolioCore

extension AssetValueView {
  /// The sections as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(heading, width: width)
    for section in sections where section.id != AssetValueView.doubtsID {
      // Cards of methods are for reading at leisure: pages and spreadsheets have them.
      if section.blocks.allSatisfy(\.isMethods) { continue }
      if section.id != "value-summary" {
        text += ansi ? "\n\u{1B}[1m\(section.title)\u{1B}[0m\n" : "\n\(section.title)\n"
      }
      for block in section.blocks {
        switch block {
        case .paragraph(let paragraph): text += TerminalText.wrap(paragraph, width: width)
        case .list(let items): for item in items { text += TerminalText.wrap("- " + item, width: width) }
        case .table(let table): text += TerminalTable(table).render(width: width, ansi: ansi)
        case .cards, .charts, .methods, .sheets: break
        }
      }
    }
    return text
  }
}
