import PortfolioCore
public import PortfolioReview

/// A whole report as data, and its list of rights as CSV.
public enum ReportData {
  /// The version of the form of ``json(run:options:)``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.report/1"

  /// The pages of a report as JSON: `schema`, the run's marks, `remarks` and `pages`; a page has `id`, `title` and
  /// `sections`, a section `id`, `title` and `blocks`. A block is one of `paragraph`, `list`, `figures`, `table`
  /// (`columns` and `rows`, cells as values or as the words shown) and `chart` (with its `table`). The list of
  /// rights is a table as any other, with what the plan says of each where there is one; sheets of single rights are had from `winnow explain --format json`.
  public static func json(run: ReviewRun, options: ReportOptions) -> String {
    // Data have every line.
    var options = options
    options.gateLimit = .max
    options.tableLimit = .max
    var builder = ReportBuilder(run: run, options: options)
    builder.listsPlan = true
    let view = builder.view()
    return JSONValue.fields(
      [("schema", .string(schema))] + RunMarks.fields(builder.run, options) + [
        ("remarks", .array(view.head.remarks.map { .string($0) })),
        ("pages", .array(view.pages.map(page))),
      ]
    ).text
  }

  /// The list of rights as CSV, the best score first, with what the plan says of each where there is one.
  public static func csv(run: ReviewRun, options: ReportOptions) -> [UInt8] {
    let builder = ReportBuilder(run: run, options: options)
    return RightListView(
      run: builder.run, rows: builder.listOrder, columns: builder.listColumns, options: options
    ).csv(beside: builder.planColumns)
  }

  private static func page(_ page: ReportPage) -> JSONValue {
    .object([
      "id": .string(page.id), "title": .string(page.title),
      "sections": .array(
        page.sections.map { section in
          .object([
            "id": .string(section.id), "title": .string(section.title),
            "blocks": .array(section.blocks.flatMap(blocks)),
          ])
        }),
    ])
  }

  private static func blocks(_ block: ReportBlock) -> [JSONValue] {
    switch block {
    case .paragraph(let text): return [.object(["paragraph": .string(text)])]
    case .list(let items): return [.object(["list": .array(items.map { .string($0) })])]
    case .cards(let cards):
      return [
        .object([
          "figures": .array(
            cards.map { card in
              .object([
                "title": .string(card.title), "value": card.typed.map(value) ?? .string(card.value),
                "note": .optional(card.note),
              ])
            })
        ])
      ]
    case .charts(let charts):
      return charts.map { chart in
        .object([
          "chart": .string(chart.id), "title": .string(chart.title), "reading": .string(chart.reading),
          "note": .optional(chart.note), "table": table(chart.wholeTable),
        ])
      }
    case .table(let one): return [.object(["table": table(one)])]
    case .methods(let cards): return [.object(["table": table(cards.table)])]
    case .sheets: return []
    }
  }

  private static func table(_ table: ReportTable) -> JSONValue {
    .object([
      "id": .string(table.id), "caption": .string(table.caption),
      "columns": .array(table.columns.map { .string($0.title) }),
      "rows": .array(table.rows.map { .array($0.map { value($0.typed) }) }),
      "total": table.total.map { .array($0.map { value($0.typed) }) } ?? .null,
    ])
  }

  /// A cell: amounts are text in major units, shares and points numbers, missing values null.
  private static func value(_ cell: SheetCell) -> JSONValue {
    switch cell {
    case .empty, .missing: return .null
    case .text(let text): return .string(text)
    case .integer(let number): return .integer(number)
    case .ordinal(let number): return .string(String(number))
    case .decimal(let number, let places):
      return .number(number, places)
    case .percent(let share):
      return .number(share, 4)
    case .money(let money): return .string(money.decimal)
    case .atLeast(let money): return .string("≥" + money.decimal)
    case .day(let day): return .string(day.iso)
    case .flag(let flag): return .bool(flag)
    }
  }
}
