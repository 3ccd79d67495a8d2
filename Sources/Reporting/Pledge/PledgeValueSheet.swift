import PledgeFinance
import PortfolioCore
import PortfolioReview
import Valuation

/// The valuation sheet of one right of a packet: all methods side by side, and the inputs and years of those that the
/// lender relies on.
struct PledgeValueSheet {
  let valuer: AssetValuer
  let row: Int
  let line: CollateralLine
  let language: Language

  func sections() -> [ReportSection] {
    let asset = valuer.value(row: row)
    let relied = Set((line.value?.parts ?? []).map(\.method))
    let wanted = Set(relied.map { "value-" + $0 })
    let heading = "\(line.number)  \(line.title.text(language))"
    let all = AssetValueView(asset, of: valuer, language: language).sections
    var blocks: [ReportBlock] = []
    if asset.hasEnded {
      let text = BilingualText(zh: "权利已终止，不估值。", en: "The right has ended and is not valued.")
      return [ReportSection("value-\(row)", heading, [.paragraph(text.text(language))])]
    }
    for section in all
    where section.id == "value-methods-section" || section.id == AssetValueView.doubtsID
      || section.id == "value-register"
      || wanted.contains(section.id)
    {
      if section.id != "value-methods-section" { blocks.append(.paragraph(section.title)) }
      blocks += section.blocks.map(renamed)
    }
    return [ReportSection("value-\(row)", heading, blocks)]
  }

  /// A sentence that names files, without their folders.
  private static func withoutFolders(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.contains("/") && word.contains(".") ? CollateralInput.withoutFolders(String(word)) : String(word)
    }.joined(separator: " ")
  }

  /// The same block under anchors of its own: a packet holds the sheets of several rights. Inputs name files without
  /// their folders, which are nobody's business outside the house.
  private func renamed(_ block: ReportBlock) -> ReportBlock {
    if case .list(let items) = block { return .list(items.map(PledgeValueSheet.withoutFolders)) }
    guard case .table(let table) = block else { return block }
    guard table.id.hasSuffix("-inputs") else {
      return .table(
        ReportTable("\(table.id)-\(row)", table.caption, table.columns, table.rows, total: table.total))
    }
    let columns = table.columns.enumerated().map { place, column in
      place == 1 ? ReportTable.Column(column.title, .long) : column
    }
    let rows = table.rows.map { cells in
      cells.enumerated().map { place, cell in
        place == 1 ? ReportTable.Cell(CollateralInput.withoutFolders(cell.text)) : cell
      }
    }
    return .table(ReportTable("\(table.id)-\(row)", table.caption, columns, rows))
  }
}
