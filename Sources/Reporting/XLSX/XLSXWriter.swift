internal import CXlsxWriter
internal import Foundation
import PortfolioCore

/// Writes a ``Spreadsheet`` as an XLSX file through libxlsxwriter.
public struct XLSXWriter {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  let formats: XLSXFormats
  private let spreadsheet: Spreadsheet
  private let path: String
  /// Words to choose from that do not fit into a validation, kept on a hidden sheet of their own.
  var lists: [[String]] = []
  private var fault = LXW_NO_ERROR

  /// Rows and columns of a worksheet (Excel specifications and limits).
  public static let limits = (rows: 1_048_576, columns: 16_384)
  /// From how many cells on the rows are written to disk as they come.
  private static let cellsInMemory = 400_000
  static let listSheet = "_lists"

  /// Writes a workbook in place of what stands at a path; a file that cannot be made whole is not made.
  /// - Throws: ``ProblemList`` when a sheet is too large (XLS001) or the file cannot be written (OUT002).
  public static func write(_ spreadsheet: Spreadsheet, to path: String) throws {
    let temporary = UnfinishedName.of(path, process: ProcessInfo.processInfo.processIdentifier)
    do {
      try make(spreadsheet, at: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      throw unwritable(path)
    }
  }

  /// Writes a workbook to a new file. Whoever calls sees to it that an unfinished one goes away.
  /// - Throws: as ``write(_:to:)``.
  public static func make(_ spreadsheet: Spreadsheet, at path: String) throws {
    try check(spreadsheet, path)
    var cells = 0
    for sheet in spreadsheet.sheets {
      for case .table(let table) in sheet.blocks { cells += table.rowCount * table.columns.count }
    }
    // The library would tell standard error where it cannot write; this says it to the caller.
    guard FileManager.default.createFile(atPath: path, contents: nil) else { throw unwritable(path) }
    var options = lxw_workbook_options()
    options.constant_memory = cells > cellsInMemory ? 1 : 0
    options.use_zip64 = 0
    guard let workbook = workbook_new_opt(path, &options) else { throw unwritable(path) }
    var writer = XLSXWriter(workbook, spreadsheet, path)
    writer.sheets()
    writer.properties()
    let closed = workbook_close(workbook)
    guard closed == LXW_NO_ERROR, writer.fault == LXW_NO_ERROR else {
      throw unwritable(path, closed == LXW_NO_ERROR ? writer.fault : closed)
    }
  }

  private init(
    _ workbook: UnsafeMutablePointer<lxw_workbook>, _ spreadsheet: Spreadsheet, _ path: String
  ) {
    self.workbook = workbook
    self.spreadsheet = spreadsheet
    self.path = path
    formats = XLSXFormats(workbook)
  }

  private static func unwritable(_ path: String, _ fault: lxw_error = LXW_NO_ERROR) -> ProblemList {
    let reason = fault == LXW_NO_ERROR ? nil : lxw_strerror(fault).map { String(cString: $0) }
    return ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), value: reason, zh: "无法写入工作簿",
        en: "The workbook cannot be written",
        remedy: BilingualText(
          zh: "检查文件夹是否存在、是否有写权限、磁盘是否已满；文件在 Excel 中打开时请先关闭",
          en: "Check that the folder exists, may be written to, and has room; close the file in Excel first"))
    )
  }

  private static func check(_ spreadsheet: Spreadsheet, _ path: String) throws {
    var problems: [Problem] = []
    for sheet in spreadsheet.sheets {
      var rows = 0
      var columns = 1
      for block in sheet.blocks {
        switch block {
        case .heading, .text: rows += 1
        case .pairs(let pairs): rows += pairs.count + 1
        case .fields(let fields): rows += fields.count
        case .table(let table):
          rows += table.rowCount + 2 + (table.total == nil ? 0 : 1)
          columns = max(columns, table.columns.count)
        }
      }
      guard rows > limits.rows || columns > limits.columns else { continue }
      problems.append(
        Problem(
          .sheetTooLarge, at: Place(file: path), value: sheet.name,
          zh: "工作表要 \(rows) 行、\(columns) 列；Excel 最多 \(limits.rows) 行、\(limits.columns) 列",
          en:
            "The sheet needs \(rows) rows and \(columns) columns; Excel takes \(limits.rows) rows and \(limits.columns) columns",
          remedy: BilingualText(
            zh: "按单位分别写出（--split unit），或改用 CSV", en: "Write a file for each unit (--split unit), or use CSV"))
      )
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
  }

  /// The number of a day in Excel's calendar, right from 1900-03-01 on.
  static func serial(_ day: CalendarDay) -> Int { Int(day.number) + 25_569 }

  mutating func note(_ error: lxw_error) { if fault == LXW_NO_ERROR { fault = error } }

  /// The lowest row of a head that stays in sight with all that is above it.
  private static let lowestFrozenRow = 16

  // MARK: Sheets

  private mutating func sheets() {
    let names = SheetText.names(spreadsheet.sheets.map(\.name) + [XLSXWriter.listSheet])
    for (sheet, name) in zip(spreadsheet.sheets, names) {
      guard let worksheet = workbook_add_worksheet(workbook, name) else {
        note(LXW_ERROR_PARAMETER_VALIDATION)
        return
      }
      write(sheet, worksheet, lists: names[names.count - 1])
    }
    guard !lists.isEmpty, let last = names.last, let worksheet = workbook_add_worksheet(workbook, last) else {
      return
    }
    for row in 0..<(lists.map(\.count).max() ?? 0) {
      for (column, words) in lists.enumerated() where row < words.count {
        note(
          worksheet_write_string(
            worksheet, UInt32(row), UInt16(column), SheetText.cell(words[row]),
            formats.format(SheetStyle(place: .text))))
      }
    }
    worksheet_protect(worksheet, nil, nil)
    worksheet_hide(worksheet)
  }

  private mutating func write(_ sheet: Sheet, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, lists: String)
  {
    // With rows written as they come, everything about columns has to be said before the first of them.
    setColumns(sheet, worksheet)
    var row = 0
    var hasList = false
    for (index, block) in sheet.blocks.enumerated() {
      switch block {
      case .heading(let text):
        if index > 0 { row += 1 }
        write(.text(text), worksheet, row, 0, SheetStyle(place: .heading))
        row += 1
      case .text(let text):
        write(.text(text), worksheet, row, 0, SheetStyle(place: .text))
        row += 1
      case .pairs(let pairs):
        for pair in pairs {
          write(.text(pair.label), worksheet, row, 0, SheetStyle(place: .label))
          var style = SheetStyle(place: .body)
          style.number = XLSXFormats.number(pair.value, .text)
          write(pair.value, worksheet, row, 1, style)
          row += 1
        }
      case .fields(let fields):
        for field in fields {
          write(.text(field.label), worksheet, row, 0, SheetStyle(place: .label))
          var style = SheetStyle(place: .body)
          style.isInput = field.input != nil
          style.number = XLSXFormats.number(field)
          write(field.value, worksheet, row, 1, style)
          if let input = field.input {
            validate(input, worksheet, (UInt32(row), UInt32(row), 1), lists)
          }
          row += 1
        }
      case .table(let table):
        let isList = table.isList && !hasList
        if isList {
          hasList = true
          // A head far down the sheet would freeze all that a screen shows.
          if row <= XLSXWriter.lowestFrozenRow {
            worksheet_freeze_panes(worksheet, UInt32(row + 1), UInt16(sheet.frozenColumns))
          }
          note(worksheet_repeat_rows(worksheet, UInt32(row), UInt32(row)))
          if table.rowCount > 0, !table.columns.isEmpty {
            note(
              worksheet_autofilter(
                worksheet, UInt32(row), 0, UInt32(row + table.rowCount), UInt16(table.columns.count - 1)))
          }
        }
        row = write(table, worksheet, row, lists)
        row += 1
      }
    }
    page(sheet, worksheet)
    if sheet.isProtected {
      var protection = lxw_protection()
      protection.format_columns = 1
      protection.format_rows = 1
      protection.autofilter = 1
      protection.sort = 1
      worksheet_protect(worksheet, nil, &protection)
    }
  }

  /// A sheet's columns serve all its tables: the widest wins, up to what the widest table with a list needs.
  private mutating func setColumns(_ sheet: Sheet, _ worksheet: UnsafeMutablePointer<lxw_worksheet>) {
    var widths: [Double] = []
    for block in sheet.blocks {
      let own: [Double]
      switch block {
      case .table(let table): own = SheetWidth.of(table)
      case .pairs(let pairs):
        own = [Double(min(pairs.map { DisplayWidth.of($0.label) }.max() ?? 0, 30) + 2)]
      case .fields(let fields):
        own = [Double(min(fields.map { DisplayWidth.of($0.label) }.max() ?? 0, 30) + 2)]
      case .heading, .text: own = []
      }
      for (index, width) in own.enumerated() {
        if index < widths.count { widths[index] = max(widths[index], width) } else { widths.append(width) }
      }
    }
    for (index, width) in widths.enumerated() {
      note(worksheet_set_column(worksheet, UInt16(index), UInt16(index), width, nil))
    }
  }

  private mutating func write(
    _ table: SheetTable, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ top: Int, _ lists: String
  ) -> Int {
    for (index, column) in table.columns.enumerated() {
      let place: SheetStyle.Place = column.input == nil ? .head : .inputHead
      write(.text(column.title), worksheet, top, index, SheetStyle(place: place))
    }
    for index in 0..<table.rowCount {
      for (place, cell) in zip(table.columns.indices, table.row(index)) {
        write(cell, worksheet, top + 1 + index, place, XLSXWriter.style(cell, table.columns[place], .body))
      }
    }
    var next = top + 1 + table.rowCount
    if let total = table.total {
      for (place, cell) in zip(table.columns.indices, total) {
        write(cell, worksheet, next, place, XLSXWriter.style(cell, table.columns[place], .total))
      }
      next += 1
    }
    guard table.rowCount > 0 else { return next }
    for (index, column) in table.columns.enumerated() {
      let range = (UInt32(top + 1), UInt32(top + table.rowCount), UInt16(index))
      if let input = column.input { validate(input, worksheet, range, lists) }
      for rule in column.rules { apply(rule, worksheet, range) }
    }
    return next
  }

  private static func style(_ cell: SheetCell, _ column: SheetColumn, _ place: SheetStyle.Place) -> SheetStyle
  {
    var style = SheetStyle(place: place)
    style.number = XLSXFormats.number(cell, column.form)
    style.wraps = column.form == .long
    style.isInput = column.input != nil && place == .body
    switch cell {
    case .missing:
      style.isMuted = true
      switch column.form {
      case .integer, .decimal, .money, .percent: style.isRight = true
      default: break
      }
    case .empty: if !style.isInput { style.number = "" }
    default: break
    }
    if style.isInput, case .text = cell { style.number = "@" }
    return style
  }

  private mutating func write(
    _ cell: SheetCell, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ row: Int, _ column: Int,
    _ style: SheetStyle
  ) {
    let row = UInt32(row)
    let column = UInt16(column)
    let format = formats.format(style)
    func text(_ text: String) -> lxw_error {
      worksheet_write_string(worksheet, row, column, SheetText.cell(text), format)
    }
    switch cell {
    case .empty: note(style.isInput ? worksheet_write_blank(worksheet, row, column, format) : LXW_NO_ERROR)
    case .text(let string), .missing(let string): note(string.isEmpty ? LXW_NO_ERROR : text(string))
    case .integer(let number), .ordinal(let number):
      // Excel keeps fifteen digits; longer numbers would be changed in silence.
      note(
        number.magnitude < 1_000_000_000_000_000
          ? worksheet_write_number(worksheet, row, column, Double(number), format) : text(String(number)))
    case .money(let money), .atLeast(let money):
      let major = Double(money.minorUnits) / Double(money.currency.minorPerMajor)
      note(
        money.minorUnits.magnitude < 1_000_000_000_000_000
          ? worksheet_write_number(worksheet, row, column, major, format) : text(money.decimal))
    case .decimal(let number, _), .percent(let number):
      note(
        number.isFinite ? worksheet_write_number(worksheet, row, column, number, format) : text("–"))
    case .day(let day):
      // Excel's calendar begins with 1900, whose February it gives a day too many.
      let serial = Double(XLSXWriter.serial(day))
      note(serial >= 61 ? worksheet_write_number(worksheet, row, column, serial, format) : text(day.iso))
    case .flag(let flag): note(worksheet_write_boolean(worksheet, row, column, flag ? 1 : 0, format))
    }
  }

  private func page(_ sheet: Sheet, _ worksheet: UnsafeMutablePointer<lxw_worksheet>) {
    let columns = sheet.blocks.map { block -> Int in
      if case .table(let table) = block { return table.columns.count }
      return 0
    }.max()
    worksheet_set_landscape(worksheet)
    // A4; A3 for lists that would be too small to read.
    worksheet_set_paper(worksheet, (columns ?? 0) > 14 ? 8 : 9)
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.7, 0.5)
    worksheet_fit_to_pages(worksheet, 1, 0)
    _ = worksheet_set_header(worksheet, "&L&8" + SheetText.margin(spreadsheet.margin))
    _ = worksheet_set_footer(worksheet, "&L&8&A&R&8&P / &N")
  }

  private mutating func properties() {
    // Noon, so that the day is the same in every zone.
    let created = Int(spreadsheet.asOf.number) * 86_400 + 43_200
    SheetText.cell(spreadsheet.title).withMutableCopy { title in
      SheetText.cell(spreadsheet.subject).withMutableCopy { subject in
        "Winnow".withMutableCopy { author in
          var properties = lxw_doc_properties()
          properties.title = title
          properties.subject = subject
          properties.author = author
          properties.created = time_t(created)
          note(workbook_set_properties(workbook, &properties))
        }
      }
    }
  }
}
