/// Winnow's own exchange format: a folder of CSV files, one a table.
///
/// This one description makes the templates, the documentation, the checks of the import and the store's
/// insertions. Column names are those of the CSV headers and of the store's tables.
public enum NativeFormat {
  /// What a column holds.
  public enum ColumnType: Sendable, Equatable {
    /// Any text.
    case text
    /// A day, `YYYY-MM-DD`.
    case day
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// An amount of money in major units with a point for decimals; the column's neighbour `currency` says of what.
    case money
    /// The same, but it may be below zero: losses are figures too.
    case signedMoney
    /// A percentage, up to two decimals; stored as hundredths of a percent.
    case percent
    /// `yes` or `no`.
    case flag
    /// One of some words.
    case word([String])
    /// Several texts, separated by semicolons.
    case list
    /// An office's code of two capital letters.
    case office
    /// A country's code of two letters; another text is kept, and the market counts as not known.
    case market
    /// The name of a row of another table: its first column.
    case reference(String)
  }

  /// A column of a table.
  public struct Column: Sendable {
    /// The header.
    public let name: String
    /// What it holds.
    public let type: ColumnType
    /// Whether each row must have it.
    public let required: Bool
    /// What it means.
    public let meaning: BilingualText
    /// An example value.
    public let example: String

    init(
      _ name: String, _ type: ColumnType, required: Bool = false, zh: String, en: String, example: String
    ) {
      self.name = name
      self.type = type
      self.required = required
      self.meaning = BilingualText(zh: zh, en: en)
      self.example = example
    }
  }

  /// A table: one CSV file.
  public struct Table: Sendable {
    /// The name; the file is `NAME.csv`.
    public let name: String
    /// What a row is.
    public let meaning: BilingualText
    /// The columns, in order.
    public let columns: [Column]
    /// The columns that together name a row: a second row with the same replaces the first.
    public let key: [String]
  }

  /// The table with that name.
  public static func table(_ name: String) -> Table? { tables.first { $0.name == name } }
}

/// One value of a native row, checked against its column.
public enum NativeValue: Hashable, Sendable {
  /// Text, word, or the name of a row of another table.
  case text(String)
  /// A whole number, a flag (0 or 1), or a percentage in hundredths of a percent.
  case integer(Int64)
  /// A day.
  case day(CalendarDay)
  /// An amount in minor units of the row's currency.
  case money(Int64)
}

/// The values of a native row: one place a column of its table, empty where the cell is.
public struct NativeValues: Sendable {
  /// Where each column of a table stands, shared by all its rows.
  public struct Layout: Sendable {
    /// The table's name.
    public let table: String
    /// The columns' places by name.
    public let places: [String: Int]

    /// The layout of a table.
    public init(_ table: NativeFormat.Table) {
      self.table = table.name
      places = Dictionary(
        uniqueKeysWithValues: table.columns.enumerated().map { ($0.element.name, $0.offset) })
    }
  }

  /// The layout.
  public let layout: Layout
  private var cells: [NativeValue?]

  /// No values.
  public init(_ layout: Layout) {
    self.layout = layout
    cells = Array(repeating: nil, count: layout.places.count)
  }

  /// The value of a column by its name; nil when the cell is empty or the table has no such column.
  public subscript(name: String) -> NativeValue? {
    get { layout.places[name].flatMap { cells[$0] } }
    set { if let place = layout.places[name] { cells[place] = newValue } }
  }

  /// The value of a column by its place in the table.
  public subscript(place: Int) -> NativeValue? {
    get { cells[place] }
    set { cells[place] = newValue }
  }

  /// The values by name, empty cells left out.
  public var byName: [String: NativeValue] {
    layout.places.compactMapValues { cells[$0] }
  }
}

/// One row of a native table other than `rights`, read and checked.
public struct NativeDraft: Sendable {
  /// The table's name.
  public var table: String { values.layout.table }
  /// Where the row stands, from 1.
  public var line: Int
  /// The source row as text.
  public var sourceText: String
  /// The values.
  public var values: NativeValues

  /// A row.
  public init(line: Int, sourceText: String, values: NativeValues) {
    self.line = line
    self.sourceText = sourceText
    self.values = values
  }
}
