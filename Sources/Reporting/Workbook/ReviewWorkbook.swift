import PortfolioCore
public import PortfolioReview

/// A run as a workbook: a sheet a page of the report, and the working list with columns for decisions.
public enum ReviewWorkbook {
  /// The workbook of a run.
  public static func make(run: ReviewRun, options: ReportOptions) -> Spreadsheet {
    // A workbook has room for every fee.
    var options = options
    options.dueLimit = .max
    let builder = ReportBuilder(run: run, options: options)
    let view = builder.view()
    var sheets: [Sheet] = []
    for page in view.pages {
      if page.id == "rights" {
        sheets.append(WorkingList(builder: builder).sheet)
      } else {
        sheets.append(sheet(page, view, isFirst: sheets.isEmpty))
      }
    }
    // The list is what people open the workbook for: it comes right after the overview.
    if let place = sheets.firstIndex(where: \.isProtected), place > 1 {
      sheets.insert(sheets.remove(at: place), at: 1)
    }
    return Spreadsheet(
      title: "\(view.head.portfolio) · \(view.head.kind)", subject: view.head.margin, asOf: builder.run.asOf,
      margin: view.head.margin, sheets: sheets)
  }

  static func sheet(_ page: ReportPage, _ view: ReportView, isFirst: Bool) -> Sheet {
    var blocks: [SheetBlock] = []
    if isFirst {
      blocks.append(.heading("\(view.head.portfolio) · \(view.head.kind)"))
      blocks.append(.pairs(view.head.lines.map { ($0.label, .text($0.value)) }))
      blocks += view.head.remarks.map { .text($0) }
    }
    let tables = page.sections.flatMap(\.blocks).count { block in
      if case .table = block { return true }
      return false
    }
    for section in page.sections {
      blocks.append(.heading(section.title))
      for block in section.blocks {
        switch block {
        case .paragraph(let text): blocks.append(.text(text))
        case .list(let items): blocks += items.map { .text($0) }
        case .cards(let cards):
          blocks.append(
            .table(
              SheetTable(
                columns: [
                  SheetColumn(view.controls.figure, .text, width: 28),
                  SheetColumn(view.controls.value, .text, width: 18),
                  SheetColumn(view.controls.note, .long),
                ],
                rows: cards.map { card in
                  [.text(card.title), card.typed ?? .text(card.value), card.note.map { .text($0) } ?? .empty]
                })))
        case .charts(let charts):
          for chart in charts {
            blocks.append(.heading(chart.title))
            blocks.append(.table(table(chart.table)))
          }
        // A sheet that is one table filters it.
        case .table(let one): blocks.append(.table(table(one, isList: tables == 1)))
        case .methods(let cards): blocks.append(.table(table(cards.table)))
        case .sheets: break
        }
      }
    }
    return Sheet(page.title, blocks)
  }

  static func table(_ table: ReportTable, isList: Bool = false) -> SheetTable {
    let columns = table.columns.enumerated().map { place, column -> SheetColumn in
      var form: SheetColumn.Form
      switch column.form {
      case .text: form = .text
      case .long: form = .long
      case .code: form = .code
      case .number: form = .decimal(1)
      }
      // Amounts show no currency of their own: the report's heads name it.
      for row in table.rows {
        switch row[place].value {
        case .money(let money)?, .atLeast(let money)?: form = .money(money.currency)
        default: continue
        }
        break
      }
      return SheetColumn(column.title, form)
    }
    return SheetTable(
      columns: columns, rows: table.rows.map { $0.map(\.typed) }, total: table.total?.map(\.typed),
      isList: isList)
  }
}
