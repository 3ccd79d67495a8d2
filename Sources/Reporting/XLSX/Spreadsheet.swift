public import PortfolioCore

/// A workbook as plain values: what stands in which sheet, without any file format.
///
/// ``XLSXWriter`` makes a file of it. The same values give the same bytes.
public struct Spreadsheet: Sendable {
  /// The title among the file's properties.
  public var title: String
  /// What the workbook is about, among the file's properties.
  public var subject: String
  /// The day given as the file's day of creation. The as-of day: a file must not depend on the clock.
  public var asOf: CalendarDay
  /// The line at the head of printed pages.
  public var margin: String
  /// The sheets, in order.
  public var sheets: [Sheet]

  /// A workbook.
  public init(title: String, subject: String = "", asOf: CalendarDay, margin: String = "", sheets: [Sheet]) {
    self.title = title
    self.subject = subject
    self.asOf = asOf
    self.margin = margin
    self.sheets = sheets
  }
}

/// A sheet: blocks one below the other.
public struct Sheet: Sendable {
  /// The name on the tab. Characters that Excel forbids are replaced, and long names are cut to 31.
  public var name: String
  /// The blocks from the top.
  public var blocks: [SheetBlock]
  /// Whether cells can be changed only where a column takes input.
  public var isProtected: Bool
  /// How many columns at the left stay in sight; the head of the first table stays in sight too.
  public var frozenColumns: Int

  /// A sheet.
  public init(_ name: String, isProtected: Bool = false, frozenColumns: Int = 0, _ blocks: [SheetBlock]) {
    self.name = name
    self.isProtected = isProtected
    self.frozenColumns = frozenColumns
    self.blocks = blocks
  }
}

/// A piece of a sheet.
public enum SheetBlock: Sendable {
  /// A heading.
  case heading(String)
  /// A sentence; it runs on over the cells at its right.
  case text(String)
  /// Labels and values, one pair a row.
  case pairs([(label: String, value: SheetCell)])
  /// Labels and values that people may write, one a row.
  case fields([SheetField])
  /// A table.
  case table(SheetTable)
}

/// A label with a value beside it.
public struct SheetField: Sendable {
  /// What it is.
  public var label: String
  /// The value.
  public var value: SheetCell
  /// What people may write instead; nil for a value that is locked in a protected sheet.
  public var input: SheetInput?

  /// A field.
  public init(_ label: String, _ value: SheetCell, input: SheetInput? = nil) {
    self.label = label
    self.value = value
    self.input = input
  }
}

/// A table of a sheet. Rows are asked for one at a time, so that a long list need not stand in memory twice.
public struct SheetTable: Sendable {
  /// The columns.
  public var columns: [SheetColumn]
  /// How many rows.
  public var rowCount: Int
  /// The cells of a row, as many as there are columns.
  public var row: @Sendable (Int) -> [SheetCell]
  /// A last row, set apart.
  public var total: [SheetCell]?
  /// Whether the head filters, and stays in sight where it stands near the top. The first such table of a sheet does.
  public var isList: Bool

  /// A table whose rows are made when they are written.
  public init(
    columns: [SheetColumn], rowCount: Int, total: [SheetCell]? = nil, isList: Bool = false,
    row: @escaping @Sendable (Int) -> [SheetCell]
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.row = row
    self.total = total
    self.isList = isList
  }

  /// A table of given rows.
  public init(columns: [SheetColumn], rows: [[SheetCell]], total: [SheetCell]? = nil, isList: Bool = false) {
    self.init(columns: columns, rowCount: rows.count, total: total, isList: isList) { rows[$0] }
  }
}

/// A typed cell. A value that is not there is ``missing(_:)`` with its reason, or ``empty`` where a person is to
/// write; never 0.
public enum SheetCell: Sendable, Hashable, Codable {
  /// Nothing.
  case empty
  /// Text; never read as a formula, whatever it begins with.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A whole number that names something, as a year does: without thousands separators.
  case ordinal(Int)
  /// A number shown with so many decimals.
  case decimal(Double, places: Int)
  /// An amount; shown with its currency unless the column's head names it.
  case money(Money)
  /// An amount that the true one is not below; shown with ≥.
  case atLeast(Money)
  /// A share, 0 to 1, shown in percent.
  case percent(Double)
  /// A day.
  case day(CalendarDay)
  /// True or false.
  case flag(Bool)
  /// Why there is no value: shown muted.
  case missing(String)
}

/// A column.
public struct SheetColumn: Sendable {
  /// How the cells stand, and the format of what is typed into them.
  public enum Form: Sendable, Hashable {
    /// Short text.
    case text
    /// Text that breaks into lines.
    case long
    /// Numbers of rights and other codes: text that must not break.
    case code
    /// Whole numbers.
    case integer
    /// Numbers with a fixed count of decimals.
    case decimal(Int)
    /// Amounts whose currency the head names.
    case money(Currency)
    /// Shares.
    case percent
    /// Days.
    case day
  }

  /// The head.
  public var title: String
  /// How cells stand.
  public var form: Form
  /// The width in characters; measured from the head and the first rows when not given.
  public var width: Double?
  /// What people may write here; nil for cells that are locked in a protected sheet.
  public var input: SheetInput?
  /// Looks that depend on the value.
  public var rules: [SheetRule]

  /// A column.
  public init(
    _ title: String, _ form: Form = .text, width: Double? = nil, input: SheetInput? = nil,
    rules: [SheetRule] = []
  ) {
    self.title = title
    self.form = form
    self.width = width
    self.input = input
    self.rules = rules
  }
}

/// What a person may write into a column; Excel refuses anything else.
public struct SheetInput: Sendable {
  /// What is accepted.
  public enum Accepts: Sendable {
    /// Any text.
    case text
    /// One of some words, chosen from a list.
    case oneOf([String])
    /// A whole number within limits.
    case wholeNumber(ClosedRange<Int>)
    /// A day within limits.
    case day(ClosedRange<CalendarDay>)
  }
  /// What is accepted.
  public var accepts: Accepts
  /// The heading of the hint beside the cell; at most 32 characters are shown.
  public var hintTitle: String
  /// The hint beside the cell, and what Excel says when it refuses a value; at most 255 characters are shown.
  public var hint: String

  /// An input.
  public init(_ accepts: Accepts, hintTitle: String = "", hint: String = "") {
    self.accepts = accepts
    self.hintTitle = hintTitle
    self.hint = hint
  }
}

/// A look that depends on the value of a cell. The value itself is always there to read: colour is never alone.
public enum SheetRule: Sendable, Hashable {
  /// A background for cells with that text.
  case equals(String, SheetTint)
  /// A background for numbers below a limit.
  case below(Double, SheetTint)
  /// A background for days before one.
  public static func before(_ day: CalendarDay, _ tint: SheetTint) -> SheetRule {
    .below(Double(XLSXWriter.serial(day)), tint)
  }
  /// A background for numbers from a limit up.
  case atLeast(Double, SheetTint)
  /// A background for cells that are empty.
  case blank(SheetTint)
  /// A bar as long as the number.
  case bar
}

/// A background and the colour of the text on it.
public struct SheetTint: Sendable, Hashable {
  /// The background, `0xRRGGBB`.
  public var background: UInt32
  /// The text, `0xRRGGBB`.
  public var text: UInt32

  /// A tint.
  public init(background: UInt32, text: UInt32 = 0) {
    self.background = background
    self.text = text
  }

  /// Something to do here.
  public static let open = SheetTint(background: 0xFFF3C4)
  /// Mind this.
  public static let warning = SheetTint(background: 0xF9D5C2)
  /// The tint of a grade by its place, the best first: the report's colours.
  public static func grade(_ index: Int) -> SheetTint {
    let tints = [
      SheetTint(background: 0x0868AC, text: 0xFFFFFF), SheetTint(background: 0x56B4E9),
      SheetTint(background: 0xE69F00), SheetTint(background: 0xB84A00, text: 0xFFFFFF),
      SheetTint(background: 0x00684C, text: 0xFFFFFF), SheetTint(background: 0x7D3A76, text: 0xFFFFFF),
    ]
    return tints[index % tints.count]
  }
}
