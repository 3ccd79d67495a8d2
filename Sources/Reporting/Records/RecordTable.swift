import PortfolioCore

/// A table of what is on record: one description from which the terminal's, the page's, the workbook's, the CSV's and
/// the JSON's are made.
public struct RecordTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// The name in JSON.
    public let key: String
    /// The head for people.
    public let title: String
    let form: ReportTable.Column.Form

    init(_ key: String, _ title: String, _ form: ReportTable.Column.Form = .text) {
      self.key = key
      self.title = title
      self.form = form
    }
  }

  /// A cell: the text for people, the value behind it, and the word for programs.
  public struct Cell: Sendable {
    let text: String
    let value: SheetCell
    let code: String?

    /// Text.
    static func text(_ text: String) -> Cell { Cell(text: text, value: .text(text), code: nil) }
    /// Text that may be missing.
    static func optional(_ text: String?) -> Cell {
      text.map { Cell.text($0) } ?? Cell(text: "", value: .empty, code: nil)
    }
    /// A word of the program: its title for people, its code for programs.
    static func word(_ code: String, _ title: String) -> Cell {
      Cell(text: title, value: .text(title), code: code)
    }
    /// A day, perhaps none.
    static func day(_ day: CalendarDay?) -> Cell {
      day.map { Cell(text: $0.iso, value: .day($0), code: nil) } ?? Cell(text: "", value: .empty, code: nil)
    }
    /// A count.
    static func count(_ number: Int) -> Cell {
      Cell(text: NumberText.whole(number), value: .integer(number), code: nil)
    }
    /// An amount; what is not known is no amount.
    static func money(_ money: Money?) -> Cell {
      guard let money else { return Cell(text: "?", value: .missing("?"), code: nil) }
      let text = NumberText.scaledText(Int(money.minorUnits), money.currency.minorDigits)
      return Cell(text: text, value: .money(money), code: nil)
    }

    /// The cell in CSV: plain numbers and days.
    var plain: String {
      switch value {
      case .money(let money): return money.decimal
      case .integer(let number): return String(number)
      case .missing, .empty: return ""
      default: return text
      }
    }

    var json: JSONValue {
      if let code { return .string(code) }
      switch value {
      case .integer(let number): return .integer(number)
      case .missing, .empty: return .null
      default: return .string(plain)
      }
    }
  }

  /// The name in JSON.
  public let key: String
  /// The heading.
  public let title: String
  /// The columns.
  public let columns: [Column]
  /// The rows, one cell a column.
  public let rows: [[Cell]]
  /// A last row, set apart; for people only.
  public let total: [Cell]?
  /// Whether people see the cells of a row one below the other: for few rows of more columns than a page is wide.
  public let isUpright: Bool

  init(
    _ key: String, _ title: String, _ columns: [Column], _ rows: [[Cell]], total: [Cell]? = nil,
    isUpright: Bool = false
  ) {
    self.key = key
    self.title = title
    self.columns = columns
    self.rows = rows
    self.total = total
    self.isUpright = isUpright
  }

  /// The table for pages and terminals. Columns that are empty all the way down are left out for people.
  var shown: ReportTable {
    if isUpright { return shownUpright }
    let kept = columns.indices.filter { column in rows.contains { !$0[column].text.isEmpty } || rows.isEmpty }
    func cells(_ row: [Cell]) -> [ReportTable.Cell] {
      kept.map { ReportTable.Cell(row[$0].text, value: row[$0].value) }
    }
    return ReportTable(
      // The section has the key for its own anchor.
      key + "-table", title, kept.map { ReportTable.Column(columns[$0].title, columns[$0].form) },
      rows.map(cells),
      total: total.map(cells))
  }

  /// This table with the cells of each row one below the other, for people; data stay as they are.
  func upright() -> RecordTable {
    RecordTable(key, title, columns, rows, total: total, isUpright: true)
  }

  /// One row a cell that is not empty, each headed by its column; the first column's cell begins a new group.
  private var shownUpright: ReportTable {
    let lines = rows.flatMap { row in
      zip(columns, row).filter { !$1.text.isEmpty }.map { column, cell in
        [ReportTable.Cell(column.title), ReportTable.Cell(cell.text, value: cell.value)]
      }
    }
    return ReportTable(
      key + "-table", title, [ReportTable.Column("", .text), ReportTable.Column("", .long)], lines, total: nil
    )
  }

  /// The rows as CSV with a byte order mark, heads for people.
  func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(columns.map(\.title))
    for row in rows { writer.write(row.map(\.plain)) }
    return writer.bytes
  }

  var json: JSONValue {
    .array(rows.map { row in .fields(zip(columns, row).map { ($0.key, $1.json) }) })
  }
}
