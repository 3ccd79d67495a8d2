import PortfolioCore
public import PortfolioReview

/// Writes a report as one HTML file that needs nothing else: no network, no script, no font.
public struct HTMLReport {
  private var out = HTMLBuffer()
  private let view: ReportView
  /// Whether long texts of tables are cut; on a right's sheet they stand whole.
  private var cuts = true
  private let write: ([UInt8]) throws -> Void

  private init(_ view: ReportView, write: @escaping ([UInt8]) throws -> Void) {
    self.view = view
    self.write = write
  }

  /// The report of a run as one text.
  public static func render(run: ReviewRun, options: ReportOptions) -> String {
    var bytes: [UInt8] = []
    try? write(run: run, options: options) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes the report of a run piece by piece, UTF-8; a piece is some hundred kilobytes.
  /// - Throws: what `sink` throws; nothing else.
  public static func write(
    run: ReviewRun, options: ReportOptions, to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    try write(ReportView(run: run, options: options), to: sink)
  }

  /// Writes a view piece by piece, UTF-8.
  /// - Throws: what `sink` throws; nothing else.
  public static func write(_ view: ReportView, to sink: @escaping ([UInt8]) throws -> Void) throws {
    var report = HTMLReport(view, write: sink)
    try report.document()
  }

  private mutating func flush(over limit: Int) throws {
    if out.bytes.count > limit { try write(out.take()) }
  }

  // MARK: The page

  private mutating func document() throws {
    out.raw("<!DOCTYPE html>\n<html lang=\"")
    out.markup(view.language == .zh ? "zh-CN" : "en")
    out.raw("\">\n<head>\n<meta charset=\"utf-8\">\n")
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
    out.text(view.head.portfolio + " · " + view.head.kind)
    out.raw("</title>\n<style>\n")
    out.markup(HTMLStyle.sheet)
    out.markup(ChartStyle.sheet)
    out.markup(HTMLStyle.printPage(view.head.margin, view.use))
    if view.use == .packet { out.markup(HTMLStyle.packet) }
    out.raw(
      "</style>\n<script>document.documentElement.className='js'</script>\n</head>\n"
    )
    switch view.use {
    case .whole: out.raw("<body>\n")
    case .slide: out.raw("<body class=\"slide\">\n")
    case .oneRight: out.raw("<body class=\"one\">\n")
    case .packet: out.raw("<body class=\"packet\">\n")
    }
    out.raw("<a class=\"skip\" href=\"#main\">")
    out.text(view.controls.skip)
    out.raw("</a>\n")
    out.markup(ChartDrawing.patterns)
    head()
    out.raw("<div class=\"body\">\n")
    if view.use == .whole || view.use == .packet { contents() }
    out.raw("<main id=\"main\" data-copy=\"")
    out.text(view.controls.copyCSV)
    out.raw("\" data-all=\"")
    out.text(view.controls.showAll)
    out.raw("\" data-copied=\"")
    out.text(view.controls.copied)
    out.raw("\">\n")
    for page in view.pages { try self.page(page) }
    out.raw("</main>\n</div>\n<script>\n")
    out.markup(HTMLScript.text)
    out.raw("</script>\n</body>\n</html>\n")
    try flush(over: 0)
  }

  private mutating func head() {
    out.raw("<header class=\"top\">\n<h1><bdi>")
    out.text(ReportBuilder.shortened(view.head.portfolio, to: 160))
    out.raw("</bdi><small>")
    out.text(view.head.kind)
    out.raw("</small></h1>\n<dl>")
    for line in view.head.lines {
      out.raw("<div><dt>")
      out.text(line.label)
      out.raw("</dt><dd>")
      out.text(line.value)
      out.raw("</dd></div>")
    }
    out.raw("</dl>\n</header>\n")
    for remark in view.head.remarks {
      out.raw("<p class=\"remark\">")
      out.text(remark)
      out.raw("</p>\n")
    }
  }

  private mutating func contents() {
    out.raw("<nav aria-label=\"")
    out.text(view.controls.contents)
    // Open where there is room; the script folds it on narrow screens, where it would fill the first one.
    out.raw("\"><details open><summary>")
    out.text(view.controls.contents)
    out.raw("</summary><div>\n")
    for page in view.pages {
      out.raw("<ul><li class=\"h\">")
      out.text(page.title)
      out.raw("</li>")
      for section in page.sections {
        out.raw("<li><a href=\"#")
        out.text(section.id)
        out.raw("\">")
        out.text(section.title)
        if let count = section.count {
          out.raw(" <span>")
          out.markup(NumberText.whole(count))
          out.raw("</span>")
        }
        out.raw("</a></li>")
      }
      out.raw("</ul>\n")
    }
    out.raw("</div></details></nav>\n")
  }

  private mutating func page(_ page: ReportPage) throws {
    out.raw("<section class=\"page\" id=\"")
    out.text(page.id)
    out.raw("\">\n<h2>")
    out.text(page.title)
    out.raw("</h2>\n")
    for section in page.sections {
      let isList = section.blocks.contains {
        if case .table(let table) = $0 { return table.filterGrades != nil }
        return false
      }
      out.markup(isList ? "<section class=\"stick\" id=\"" : "<section id=\"")
      out.text(section.id)
      out.raw("\">\n<h3>")
      out.text(section.title)
      out.raw("</h3>\n")
      for block in section.blocks { try self.block(block) }
      out.raw("</section>\n")
      try flush(over: 1 << 18)
    }
    out.raw("</section>\n")
  }

  private mutating func block(_ block: ReportBlock) throws {
    switch block {
    case .paragraph(let text):
      out.raw("<p class=\"x\">")
      out.text(text)
      out.raw("</p>\n")
    case .list(let items):
      out.raw("<ul class=\"plain\">\n")
      for item in items {
        out.raw("<li>")
        out.text(item)
        out.raw("</li>\n")
      }
      out.raw("</ul>\n")
    case .cards(let cards): self.cards(cards)
    case .charts(let charts):
      out.raw("<div class=\"charts\">\n")
      for chart in charts { try figure(chart) }
      out.raw("</div>\n")
    case .table(let table):
      controls(table)
      try self.table(
        table, style: "sort", isLong: table.rows.count > HTMLScript.rowsAtOnce,
        isStacked: HTMLReport.stacks(table))
    case .methods(let cards): methods(cards)
    case .sheets(let sheets): try self.sheets(sheets)
    }
  }

  private mutating func methods(_ list: MethodCards) {
    out.raw("<div class=\"methods\">\n")
    for card in list.cards {
      out.raw("<article><h4>")
      out.text(card.title)
      out.raw("</h4><dl class=\"id\">")
      for line in card.lines {
        out.raw("<dt>")
        out.text(line.label)
        out.raw("</dt><dd>")
        out.text(line.text)
        out.raw("</dd>")
      }
      out.raw("</dl></article>\n")
    }
    out.raw("</div>\n")
  }

  private mutating func cards(_ cards: [ReportCard]) {
    out.raw("<div class=\"cards\">\n")
    for card in cards {
      out.raw("<div class=\"card")
      if let swatch = card.swatch { out.markup(" b\(swatch.index)") }
      if DisplayWidth.of(card.value) > 12 { out.raw(" wide") }
      out.raw("\"><span class=\"t\">")
      out.text(card.title)
      out.raw("</span><b>")
      out.text(card.value)
      out.raw("</b>")
      if let note = card.note {
        out.raw("<span class=\"muted\">")
        out.text(note)
        out.raw("</span>")
      }
      out.raw("</div>\n")
    }
    out.raw("</div>\n")
  }

  private mutating func figure(_ chart: Chart) throws {
    out.markup(chart.isWide ? "<figure class=\"wide\" id=\"" : "<figure id=\"")
    out.text(chart.id)
    out.raw("\">\n<h4>")
    out.text(chart.title)
    out.raw("</h4><p>")
    out.text(chart.reading)
    out.raw("</p>\n")
    ChartDrawing.draw(chart, &out)
    if let note = chart.note {
      out.raw("<p>")
      out.text(note)
      out.raw("</p>\n")
    }
    out.raw("<details><summary>")
    out.text(view.controls.tableBehind)
    out.raw("</summary>\n")
    try table(chart.table, style: "plain")
    out.raw("</details>\n</figure>\n")
  }

  // MARK: Tables

  private mutating func controls(_ table: ReportTable) {
    guard let grades = table.filterGrades, let column = table.gradeColumn else { return }
    out.raw("<div class=\"controls\" hidden data-table=\"")
    out.text(table.id)
    out.markup(
      "\" data-grade=\"\(column)\" data-rows=\"\(HTMLScript.rowsAtOnce)\" data-total=\"\(table.rows.count)\"><label>"
    )
    out.text(view.controls.filterText)
    out.raw("<input type=\"search\"></label><label>")
    out.text(view.controls.filterGrade)
    out.raw("<select><option value=\"\">")
    out.text(view.controls.all)
    out.raw("</option>")
    for grade in grades {
      out.raw("<option>")
      out.text(grade)
      out.raw("</option>")
    }
    out.raw("</select></label><span>")
    out.text(view.controls.shown)
    out.raw(" <output></output></span><button type=\"button\" class=\"all\" hidden>")
    out.text(view.controls.showAll)
    out.raw("</button><div class=\"jump\" data-none=\"")
    out.text(view.controls.notFound)
    out.raw("\"><label>")
    out.text(view.controls.jump)
    out.raw("<input type=\"text\" size=\"14\" autocomplete=\"off\"></label><button type=\"button\">")
    out.text(view.controls.go)
    out.raw("</button><output></output></div><details><summary>")
    out.text(view.controls.columns)
    out.raw("</summary><div></div></details></div>\n")
  }

  /// Whether a telephone shows each row as a block with its heads beside the cells: short tables with sentences in
  /// them, which would be wider than the screen. Long lists and figures scroll within their box.
  static func stacks(_ table: ReportTable) -> Bool {
    (4...8).contains(table.columns.count) && table.rows.count <= 30 && table.filterGrades == nil
      && table.columns.contains { $0.form == .long }
  }

  /// - Parameter isLong: whether only the first rows are laid out at once.
  private mutating func table(
    _ table: ReportTable, style: StaticString, isLong: Bool = false, isStacked: Bool = false
  ) throws {
    let atOnce = isLong ? HTMLScript.rowsAtOnce : table.rows.count
    try part(table, table.rows.prefix(atOnce), style: style, id: table.id, isStacked: isStacked)
    guard table.rows.count > atOnce else { return }
    // A browser with scripts keeps these rows as text until they are wanted; one without shows them.
    out.raw("<noscript data-rows=\"")
    out.text(table.id)
    out.markup("\" data-total=\"\(table.rows.count)\">")
    try part(table, table.rows.dropFirst(atOnce), style: "plain", id: nil)
    out.raw("</noscript>\n")
  }

  private mutating func part(
    _ table: ReportTable, _ rows: ArraySlice<[ReportTable.Cell]>, style: StaticString, id: String?,
    isStacked: Bool = false
  ) throws {
    out.raw("<div class=\"wrap\"><table class=\"")
    out.raw(style)
    if table.columns.count > 9 { out.raw(" full") }
    if isStacked { out.raw(" stack") }
    if let id {
      out.raw("\" id=\"")
      out.text(id)
    }
    out.raw("\" aria-label=\"")
    out.text(table.caption)
    out.raw("\"><thead><tr>")
    for column in table.columns {
      out.raw("<th scope=\"col\"")
      out.raw(HTMLReport.mark(column.form, muted: false))
      out.raw(">")
      out.text(column.title)
      out.raw("</th>")
    }
    out.raw("</tr></thead>\n<tbody>\n")
    for row in rows {
      cells(row, table.columns, isStacked: isStacked)
      try flush(over: 1 << 18)
    }
    out.raw("</tbody>")
    if let total = table.total, id != nil {
      out.raw("<tfoot>")
      cells(total, table.columns, isStacked: isStacked)
      out.raw("</tfoot>")
    }
    out.raw("</table></div>\n")
  }

  private mutating func cells(
    _ row: [ReportTable.Cell], _ columns: [ReportTable.Column], isStacked: Bool
  ) {
    out.raw("<tr>")
    for (cell, column) in zip(row, columns) {
      out.raw("<td")
      out.raw(HTMLReport.mark(column.form, muted: cell.isMuted))
      if isStacked {
        out.raw(" data-h=\"")
        out.text(column.title)
        out.raw("\"")
      }
      out.raw(">")
      if let swatch = cell.swatch {
        out.markup("<span class=\"g g\(swatch.index)\">")
        clipped(cell.text, column.form)
        out.raw("</span>")
      } else if let target = cell.target {
        out.raw("<a href=\"#")
        out.text(target)
        out.raw("\">")
        clipped(cell.text, column.form)
        out.raw("</a>")
      } else {
        clipped(cell.text, column.form)
      }
      out.raw("</td>")
    }
    out.raw("</tr>\n")
  }

  /// A cell's text, cut where it would widen or stretch the table for all others. The whole of it stands in the title,
  /// which copying as CSV takes.
  private mutating func clipped(_ text: String, _ form: ReportTable.Column.Form) {
    let most: Int
    switch form {
    case .long: most = 600
    case .text: most = 160
    case .code, .number: most = 80
    }
    guard text.utf8.count > most, text.count > most else { return out.text(text) }
    guard cuts else {
      out.raw("<span class=\"cut\">")
      out.text(text)
      return out.raw("</span>")
    }
    out.raw("<span class=\"cut\" title=\"")
    out.text(text)
    out.raw("\">")
    out.text(ReportBuilder.shortened(text, to: most))
    out.raw("</span>")
  }

  private static func mark(_ form: ReportTable.Column.Form, muted: Bool) -> StaticString {
    switch (form, muted) {
    // What most cells are has no class: a large report has a hundred thousand of them.
    case (.text, false): return ""
    case (.text, true): return " class=\"u\""
    case (.long, false): return " class=\"l\""
    case (.long, true): return " class=\"l u\""
    case (.number, false): return " class=\"n\""
    case (.number, true): return " class=\"n u\""
    case (.code, false): return " class=\"k\""
    case (.code, true): return " class=\"k u\""
    }
  }

  // MARK: Sheets

  /// The first sheets stand in the page; the others, piece by piece, as the rows of the list do.
  private mutating func sheets(_ sheets: RightSheets) throws {
    let atOnce = HTMLScript.sheetsAtOnce
    if sheets.rows.count > atOnce {
      out.raw("<button type=\"button\" class=\"copy sheets\" hidden>")
      out.text(view.controls.showAll)
      out.raw("</button>\n")
    }
    for start in stride(from: 0, to: sheets.rows.count, by: atOnce) {
      let piece = sheets.rows[start..<min(start + atOnce, sheets.rows.count)]
      if start > 0 {
        out.raw("<noscript data-ids=\"")
        out.text(piece.map { sheets.anchor($0) }.joined(separator: " "))
        out.raw("\">")
      }
      for row in piece {
        try sheet(sheets.sheet(row))
        try flush(over: 1 << 18)
      }
      if start > 0 { out.raw("</noscript>\n") }
    }
  }

  private mutating func sheet(_ sheet: RightSheet) throws {
    cuts = false
    defer { cuts = true }
    out.raw("<details class=\"right\"")
    if view.use == .oneRight { out.raw(" open") }
    out.raw(" id=\"")
    out.text(sheet.id)
    out.raw("\"><summary><span class=\"k\"><bdi>")
    out.text(sheet.number)
    out.raw("</bdi></span>")
    out.markup("<span class=\"g g\(sheet.grade.swatch?.index ?? 6)\">")
    out.text(sheet.grade.text)
    out.raw("</span><bdi class=\"t\">")
    out.text(sheet.title)
    out.raw("</bdi></summary>\n<div class=\"sheet\"><div class=\"a\">")
    for sentence in sheet.sentences {
      out.raw("<p>")
      out.text(sentence)
      out.raw("</p>")
    }
    if !sheet.identity.isEmpty {
      out.raw("<dl class=\"id\">")
      for line in sheet.identity {
        out.raw("<dt>")
        out.text(line.label)
        out.raw("</dt><dd>")
        out.text(line.text)
        out.raw("</dd>")
      }
      out.raw("</dl>")
    }
    for (index, part) in sheet.tables.enumerated() {
      // The last table, the facts, stands beside the others where there is room.
      if index == sheet.tables.count - 1 { out.raw("</div><div class=\"f\">") }
      out.raw("<h4>")
      out.text(part.title)
      out.raw("</h4>")
      try table(part.table, style: "plain")
    }
    if view.use == .whole {
      out.raw("<a class=\"back\" href=\"#list\">")
      out.text(view.controls.back)
      out.raw("</a>")
    }
    out.raw("</div></div></details>\n")
  }
}
