extension ProblemCode {
  /// The codes of reading and mapping files.
  public static let importCodes: [ProblemCode] = [
    unreadableFile, legacyExcel, noMapping, ambiguousDates, laterThanObserved,
  ]

  /// The file cannot be read as what it seems to be.
  public static let unreadableFile = ProblemCode("IMP001", .error, zh: "文件无法读取", en: "Unreadable file")
  /// An `.xls` file of the old binary format.
  public static let legacyExcel = ProblemCode("IMP002", .error, zh: "旧版 Excel 文件", en: "Legacy Excel file")
  /// No mapping fits the headers.
  public static let noMapping = ProblemCode("IMP003", .error, zh: "没有合适的映射", en: "No mapping fits")
  /// A column's dates can be read in two orders.
  public static let ambiguousDates = ProblemCode("IMP004", .error, zh: "日期次序不明", en: "Ambiguous dates")
  /// The file shows days after the one on which it is said to have been exported.
  public static let laterThanObserved = ProblemCode(
    "IMP005", .error, zh: "数据晚于观察日", en: "Later than observed")
}
