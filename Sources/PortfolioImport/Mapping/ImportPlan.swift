public import PolicyModels
public import PortfolioCore

/// Everything decided about a file before its first row is mapped: the mapping, the header's line, how each
/// column of days is read.
public struct ImportPlan: Sendable {
  /// How the file is laid out.
  public enum Layout: Sendable {
    /// An export, read by a mapping.
    case mapping(MappingModel, ModelHeader)
    /// A table of the native format.
    case native(NativeFormat.Table)

    /// The name shown to the user: the mapping's id, or `native/TABLE`.
    public var name: String {
      switch self {
      case .mapping(_, let header): return header.id
      case .native(let table): return "native/" + table.name
      }
    }
  }

  /// The file.
  public let file: TabularFile
  /// The layout chosen.
  public let layout: Layout
  /// How well the layout fits, from 0 to 1; see ``LayoutDetection``.
  public let score: Double
  /// The second best layout and its score.
  public let runnerUp: (name: String, score: Double)?
  /// The line of the header; rows after it are data.
  public let headerLine: Int
  /// How each column of days is read.
  public let dateOrders: [ColumnDateOrder]
  /// Everything to be said about the file as a whole. An error here stops the file:
  /// ``PortfolioReader/read(_:into:)`` then throws.
  public let problems: [Problem]

  /// The position of the header among the file's rows. Lines cannot tell: a JSON file may have but one.
  let headerIndex: Int
  let columns: ColumnLayout?
  let nativeColumns: NativeColumns?
  /// The cells of the header row as they stand in the file.
  public let headerCells: [String]
  let kinds: KindVocabulary
  let statusWords: StatusWordsModel?
  let latestYear: Int
  let stoppingProblems: [Problem]

  /// Whether the file can be read.
  public var canBeRead: Bool { stoppingProblems.isEmpty }
}

/// How the days of one column are read.
public struct ColumnDateOrder: Sendable, Hashable {
  /// Who decided.
  public enum Decided: String, Sendable {
    /// The column's values: one of them has only one reading.
    case byValues = "values"
    /// The mapping, or the caller.
    case byDeclaration = "declared"
    /// Nobody had to: every value has one reading.
    case notNeeded = "not-needed"
  }

  /// The column's header.
  public let header: String
  /// The column's index, from 0.
  public let index: Int
  /// The order.
  public let order: DateOrder
  /// Who decided.
  public let decided: Decided
}

/// What becomes of one data row.
public enum ImportItem: Sendable {
  /// A right, with what was left out of it.
  case right(RightDraft, warnings: [Problem])
  /// A row of a native table other than `rights`.
  case native(NativeDraft, warnings: [Problem])
  /// A row that cannot be used, with everything that is wrong with it.
  case refused(line: Int, sourceText: String, problems: [Problem])
}

extension ImportItem {
  /// The item with a warning more; a refused row has one problem more.
  func adding(_ warning: Problem) -> ImportItem {
    switch self {
    case .right(let draft, let warnings): return .right(draft, warnings: warnings + [warning])
    case .native(let draft, let warnings): return .native(draft, warnings: warnings + [warning])
    case .refused(let line, let text, let problems):
      return .refused(line: line, sourceText: text, problems: problems + [warning])
    }
  }
}
