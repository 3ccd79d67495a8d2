import PortfolioCore

/// How wide a column must be to show its head and its first rows.
enum SheetWidth {
  private static let sampled = 200

  /// Widths in characters, one a column.
  static func of(_ table: SheetTable) -> [Double] {
    var widest = table.columns.map { column -> Int in
      // Heads break into lines; the longest word must fit, and the filter's button beside it.
      let words = column.title.split(separator: " ").map { DisplayWidth.of(String($0)) }
      return max(min(words.max() ?? 0, 14), min(DisplayWidth.of(column.title), 10)) + 3
    }
    for index in 0..<min(table.rowCount, sampled) {
      for (column, cell) in zip(table.columns.indices, table.row(index)) {
        widest[column] = max(widest[column], width(cell) + 1)
      }
    }
    for (column, cell) in zip(table.columns.indices, table.total ?? []) {
      widest[column] = max(widest[column], width(cell) + 1)
    }
    return zip(table.columns, widest).map { column, width in
      column.width ?? Double(min(max(width, 6), column.form == .long ? 48 : 30))
    }
  }

  private static func width(_ cell: SheetCell) -> Int {
    switch cell {
    case .empty: return 0
    case .text(let text), .missing(let text):
      return text.split(separator: "\n").map { DisplayWidth.of(String($0.prefix(80))) }.max() ?? 0
    case .integer(let number): return NumberText.whole(number).utf8.count
    case .ordinal(let number): return String(number).utf8.count
    case .decimal(let number, let places): return NumberText.fixed(number, places).utf8.count
    case .money(let money), .atLeast(let money): return money.decimal.utf8.count + 4
    case .percent: return 6
    case .day: return 10
    case .flag: return 5
    }
  }
}
