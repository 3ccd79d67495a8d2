import Winnow

/// A column of a list of stored runs.
enum RunListColumn: String, Sendable, CaseIterable {
  /// The run's number.
  case run
  /// Its as-of day.
  case asOf = "as-of"
  /// The digest of facts and texts.
  case snapshot
  /// The rule book that graded.
  case model
  /// Its weight set.
  case weightSet = "weight-set"
  /// The books that stand beside.
  case beside
  /// The earlier run that it looks back to.
  case previous

  func title(_ language: Language) -> String {
    switch (self, language) {
    case (.run, .zh): "评审"
    case (.run, .en): "Run"
    case (.asOf, .zh): "基准日"
    case (.asOf, .en): "As of"
    case (.snapshot, .zh): "快照"
    case (.snapshot, .en): "Snapshot"
    case (.model, .zh): "规则书"
    case (.model, .en): "Rule book"
    case (.weightSet, .zh): "权重方案"
    case (.weightSet, .en): "Weight set"
    case (.beside, .zh): "并列"
    case (.beside, .en): "Beside"
    case (.previous, .zh): "上次评审"
    case (.previous, .en): "Looks back to"
    }
  }
}

/// The stored runs as a list for terminals and spreadsheets.
struct RunListView: Sendable {
  private let lines: [RunLine]
  private let columns: [RunListColumn]
  private let language: Language

  /// A list of runs, in the order given.
  init(_ lines: [RunLine], columns: [RunListColumn] = RunListColumn.allCases, language: Language) {
    self.lines = lines
    self.columns = columns
    self.language = language
  }

  /// The runs sorted by a column, numbers by their size; equal ones by their number.
  static func sorted(_ lines: [RunLine], by column: RunListColumn, descending: Bool) -> [RunLine] {
    func key(_ line: RunLine) -> (Int64, String) {
      switch column {
      case .run: return (line.id, "")
      case .previous: return (line.books?.previous ?? 0, "")
      default: return (0, cell(column, line))
      }
    }
    return lines.map { (key($0), $0) }.sorted { left, right in
      if left.0 == right.0 { return left.1.id < right.1.id }
      return descending ? left.0 > right.0 : left.0 < right.0
    }.map(\.1)
  }

  /// The list as a table. Digests are cut to what tells them apart, and columns that no run fills are left out
  /// where all columns are shown.
  func text(width: Int?, ansi: Bool = false) -> String {
    let filled =
      columns == RunListColumn.allCases
      ? columns.filter { column in lines.contains { !RunListView.cell(column, $0).isEmpty } } : columns
    return TerminalTable(
      filled.map { column in
        TerminalTable.Column(
          column.title(language), isNumber: column == .run || column == .previous,
          least: column == .model || column == .beside ? 12 : nil)
      },
      lines.map { line in
        filled.map { column in
          let cell = RunListView.cell(column, line)
          return column == .snapshot ? String(cell.prefix(12)) : cell
        }
      }
    ).render(width: width, ansi: ansi)
  }

  /// The list as CSV for a spreadsheet, with a byte order mark and heads in the language. Cells that begin like
  /// formulas are neutralised.
  func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(columns.map { $0.title(language) })
    for line in lines { writer.write(columns.map { RunListView.cell($0, line) }) }
    return writer.bytes
  }

  private static func cell(_ column: RunListColumn, _ line: RunLine) -> String {
    let books = line.books
    switch column {
    case .run: return "\(line.id)"
    case .asOf: return line.asOf.iso
    case .snapshot: return line.snapshotHash
    case .model: return books?.model ?? line.models.first ?? ""
    case .weightSet: return books?.weightSet ?? ""
    case .beside: return books?.compared.joined(separator: "; ") ?? ""
    case .previous: return books?.previous.map { "\($0)" } ?? ""
    }
  }
}
