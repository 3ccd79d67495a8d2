/// A colour with a pattern, so that colour is never alone.
public struct Swatch: Sendable, Hashable, Codable {
  /// 0 … 5 for grades or series; 6 for what is outside.
  public let index: Int

  /// What is outside the grades.
  public static let outside = Swatch(index: 6)
  /// A grade by its place, the best first, or a series by its number.
  public static func grade(_ index: Int) -> Swatch { Swatch(index: index % 6) }
}

/// A table.
public struct ReportTable: Sendable, Codable {
  /// A column.
  public struct Column: Sendable, Codable {
    /// How cells stand.
    public enum Form: String, Sendable, Codable {
      /// Text.
      case text
      /// A longer text that may break into lines.
      case long
      /// Numbers: to the right, digits of equal width.
      case number
      /// Codes and days that must not break.
      case code
    }
    /// The head.
    public let title: String
    /// How cells stand.
    public let form: Form

    init(_ title: String, _ form: Form = .text) {
      self.title = title
      self.form = form
    }
  }

  /// A cell.
  public struct Cell: Sendable, Codable {
    /// The text shown.
    public var text: String
    /// The value behind the text, for forms with typed cells; nil where the text is all there is.
    public var value: SheetCell?
    /// The anchor that it leads to.
    public var target: String?
    /// A grade's colour.
    public var swatch: Swatch?
    /// Not a value but the reason why there is none.
    public var isMuted: Bool

    init(
      _ text: String, value: SheetCell? = nil, target: String? = nil, swatch: Swatch? = nil,
      muted: Bool = false
    ) {
      self.text = text
      self.value = value
      self.target = target
      self.swatch = swatch
      self.isMuted = muted
    }
  }

  /// The anchor.
  public let id: String
  /// What it shows, for those who read by ear.
  public let caption: String
  /// The columns.
  public let columns: [Column]
  /// The rows.
  public let rows: [[Cell]]
  /// The last row, set apart.
  public let total: [Cell]?
  /// Whether readers may sort and filter it, and by which words in the grade column.
  public let filterGrades: [String]?
  /// The column of the grade.
  public let gradeColumn: Int?

  init(
    _ id: String, _ caption: String, _ columns: [Column], _ rows: [[Cell]], total: [Cell]? = nil,
    filterGrades: [String]? = nil, gradeColumn: Int? = nil
  ) {
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.total = total
    self.filterGrades = filterGrades
    self.gradeColumn = gradeColumn
  }
}
