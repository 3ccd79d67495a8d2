extension ProblemCode {
  /// The codes of opening files and splitting them into rows.
  public static let readingCodes: [ProblemCode] = [
    emptyFile, unrecognisedFormat, replacedBytes, removedNulBytes, unclosedQuote, strayQuote, overLimit,
    damagedSpreadsheet, unsafeArchive, skippedSheet, jsonSyntax, jsonShape, guessedEncoding,
  ]

  /// There is nothing in the file.
  public static let emptyFile = ProblemCode("IMP101", .error, zh: "空文件", en: "Empty file")
  /// The content is not a table: a picture, a web page, a program.
  public static let unrecognisedFormat = ProblemCode("IMP102", .error, zh: "文件格式不符", en: "Not a table file")
  /// Bytes that are no characters of the file's encoding.
  public static let replacedBytes = ProblemCode("IMP103", .warning, zh: "乱码字节", en: "Broken characters")
  /// Zero bytes inside text.
  public static let removedNulBytes = ProblemCode("IMP104", .warning, zh: "空字节", en: "NUL bytes")
  /// A quoted cell that does not end.
  public static let unclosedQuote = ProblemCode("IMP105", .error, zh: "引号未闭合", en: "Unclosed quote")
  /// Text after a closing quote.
  public static let strayQuote = ProblemCode("IMP106", .warning, zh: "多余的引号", en: "Stray quote")
  /// Larger than any real export.
  public static let overLimit = ProblemCode("IMP107", .error, zh: "超出读取上限", en: "Over a reading limit")
  /// A workbook whose parts cannot be read.
  public static let damagedSpreadsheet = ProblemCode(
    "IMP108", .error, zh: "表格文件损坏", en: "Damaged spreadsheet")
  /// An archive made to exhaust the machine.
  public static let unsafeArchive = ProblemCode("IMP109", .error, zh: "压缩内容异常", en: "Unsafe archive")
  /// A sheet that was not read.
  public static let skippedSheet = ProblemCode("IMP110", .note, zh: "未读取的内容", en: "Skipped part")
  /// JSON that breaks the rules of JSON.
  public static let jsonSyntax = ProblemCode("IMP111", .error, zh: "JSON 语法错误", en: "JSON syntax error")
  /// JSON that is not an array of flat objects.
  public static let jsonShape = ProblemCode("IMP112", .error, zh: "JSON 结构不符", en: "JSON of another shape")
  /// The characters' encoding had to be guessed.
  public static let guessedEncoding = ProblemCode("IMP113", .note, zh: "推测的编码", en: "Guessed encoding")
}
