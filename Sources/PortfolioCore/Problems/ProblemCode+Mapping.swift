extension ProblemCode {
  /// The codes of mapping columns to rights, and of the native format.
  public static let mappingCodes: [ProblemCode] = [
    mappingTie, missingColumn, repeatedColumn, repeatedHeader, noUsableNumber, numberOfOtherOffice,
    unknownStatusWord, contradictoryStatus, unreadableCell, unknownNativeColumn, unknownNativeTable,
    missingNativeValue, badNativeValue, unmappedSheet, surplusCells, unreadColumns,
  ]

  /// Two mappings fit a file equally well.
  public static let mappingTie = ProblemCode("MAP001", .error, zh: "两个映射同样合适", en: "Two mappings fit equally")
  /// A column that the layout must have is missing.
  public static let missingColumn = ProblemCode("MAP002", .error, zh: "缺少必需的列", en: "Missing column")
  /// Two columns have one header, and only the first is read.
  public static let repeatedColumn = ProblemCode("MAP003", .warning, zh: "表头重复", en: "Repeated header")
  /// The header stands again among the rows, as in files that were put together.
  public static let repeatedHeader = ProblemCode("MAP004", .note, zh: "数据中夹有表头行", en: "Header among the rows")
  /// A row names no right: no number in it can be used.
  public static let noUsableNumber = ProblemCode("MAP005", .error, zh: "没有可用的号码", en: "No usable number")
  /// The application number belongs to another office than the publication.
  public static let numberOfOtherOffice = ProblemCode(
    "MAP006", .warning, zh: "申请号属于另一受理局", en: "Number of another office")
  /// A status word that the vocabulary lacks.
  public static let unknownStatusWord = ProblemCode(
    "MAP007", .warning, zh: "未知的状态词", en: "Unknown status word")
  /// Two status columns of a row contradict each other.
  public static let contradictoryStatus = ProblemCode(
    "MAP008", .warning, zh: "法律状态矛盾", en: "Contradictory status")
  /// A cell of an optional column that cannot be read; the row is kept without it.
  public static let unreadableCell = ProblemCode("MAP009", .warning, zh: "单元格无法识别", en: "Unreadable cell")
  /// A column that the table of the native format does not have.
  public static let unknownNativeColumn = ProblemCode("MAP010", .warning, zh: "未知的列", en: "Unknown column")
  /// A file of a native folder that is none of the format's tables.
  public static let unknownNativeTable = ProblemCode("MAP011", .warning, zh: "未知的表", en: "Unknown table")
  /// An empty cell that each row of a native table must have.
  public static let missingNativeValue = ProblemCode("MAP012", .error, zh: "必填项为空", en: "Missing value")
  /// A value of a native table that does not fit its column.
  public static let badNativeValue = ProblemCode("MAP013", .error, zh: "值不合规定", en: "Bad value")
  /// A sheet that no mapping fits, beside others that were read.
  public static let unmappedSheet = ProblemCode("MAP014", .note, zh: "未读取的工作表", en: "Sheet not read")
  /// Columns of an export that the mapping does not know.
  public static let unreadColumns = ProblemCode("MAP016", .warning, zh: "未读取的列", en: "Columns not read")
  /// A row with more filled cells than the header, so that its values may stand in the wrong columns.
  public static let surplusCells = ProblemCode("MAP015", .error, zh: "多余的单元格", en: "Surplus cells")
}
