import PortfolioCore
public import PortfolioReview

/// A run as a workbook: a sheet a page of the report, and the working list with columns for decisions.
public enum ReviewWorkbook {
  /// The workbook of a run.
  public static func make(run: ReviewRun, options: ReportOptions) -> Spreadsheet {
    // A workbook has room for every fee.
    var options = options
    options.gateLimit = .max
    let builder = ReportBuilder(run: run, options: options)
    let view = builder.view()
    var sheets: [Sheet] = []
    for page in view.pages {
      if page.id == "rights" {
        sheets.append(WorkingList(builder: builder).sheet)
      } else {
        let apart = listsApart(page)
        sheets.append(sheet(page, view, isFirst: sheets.isEmpty, without: Set(apart.map(\.id))))
        sheets += apart.map {
          sheet(ReportPage(id: $0.id, title: $0.title, sections: [$0]), view, isFirst: false)
        }
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

  /// A list of more rows than this gets a sheet of its own where its page holds other tables.
  private static let rowsBesideOthers = 25

  /// The sections of a page that are lists of rights without an end: people filter those, and Excel filters one table a
  /// sheet.
  private static func listsApart(_ page: ReportPage) -> [ReportSection] {
    guard page.id == "plan" || page.id == "gates" else { return [] }
    return page.sections.filter { section in
      section.count != nil
        && section.blocks.contains { block in
          if case .table(let table) = block { return table.rows.count > rowsBesideOthers }
          return false
        }
    }
  }

  /// The place of the greatest table among those of a page, charts and cards with them; nil without any.
  private static func greatestTable(_ blocks: [SheetBlock]) -> Int? {
    var greatest: (place: Int, rows: Int)?
    for (place, block) in blocks.enumerated() {
      guard case .table(let table) = block, table.rowCount > (greatest?.rows ?? 1) else { continue }
      greatest = (place, table.rowCount)
    }
    return greatest?.place
  }

  /// - Parameter without: the ids of sections that have a sheet of their own.
  static func sheet(
    _ page: ReportPage, _ view: ReportView, isFirst: Bool, without: Set<String> = []
  ) -> Sheet {
    var blocks: [SheetBlock] = []
    if isFirst {
      blocks.append(.heading("\(view.head.portfolio) · \(view.head.kind)"))
      blocks.append(.pairs(view.head.lines.map { ($0.label, .text($0.value)) }))
      blocks += view.head.remarks.map { .text($0) }
    }
    for section in page.sections {
      blocks.append(.heading(section.title))
      guard !without.contains(section.id) else {
        blocks.append(
          .text(
            view.language == .zh
              ? "共 \(section.count ?? 0) 项，见后面同名的工作表"
              : "\(section.count ?? 0) in all, on the sheet of that name that follows"))
        continue
      }
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
            blocks.append(.table(table(chart.wholeTable)))
          }
        case .table(let one): blocks.append(.table(table(one)))
        case .methods(let cards): blocks.append(.table(table(cards.table)))
        case .sheets: break
        }
      }
    }
    // Of the tables of a sheet the greatest filters.
    if let place = greatestTable(blocks), case .table(var list) = blocks[place] {
      list.isList = true
      blocks[place] = .table(list)
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
      for row in table.rows where column.form == .number {
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
