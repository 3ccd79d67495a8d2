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
    /// A percentage, up to two decimals; stored as hundredths of a percent.
    case percent
    /// `yes` or `no`.
    case flag
    /// One of some words.
    case word([String])
    /// Several texts, separated by semicolons.
    case list
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

/// One row of a native table other than `rights`, read and checked.
public struct NativeDraft: Sendable {
  /// The table's name.
  public var table: String
  /// Where the row stands, from 1.
  public var line: Int
  /// The source row as text.
  public var sourceText: String
  /// The values by column; empty cells are left out.
  public var values: [String: NativeValue]

  /// A row.
  public init(table: String, line: Int, sourceText: String, values: [String: NativeValue]) {
    self.table = table
    self.line = line
    self.sourceText = sourceText
    self.values = values
  }
}
