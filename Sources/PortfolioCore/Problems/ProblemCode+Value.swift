extension ProblemCode {
  /// The codes of values in cells: numbers, symbols, days, status words.
  public static let valueCodes: [ProblemCode] = [
    wrongCheckDigit, malformedNumber, numberOfOtherRole, numberRounded, invalidClassification, unreadableDay,
    placeholderDay, contradictingDates,
  ]

  /// The check digit of a Chinese application number is wrong.
  public static let wrongCheckDigit = ProblemCode("VAL001", .error, zh: "校验位错误", en: "Wrong check digit")
  /// A text that is no number of its office.
  public static let malformedNumber = ProblemCode("VAL002", .error, zh: "号码格式错误", en: "Malformed number")
  /// An application number among publication numbers, or the other way round.
  public static let numberOfOtherRole = ProblemCode(
    "VAL003", .error, zh: "号码种类不符", en: "Number of another kind")
  /// A number rounded by a spreadsheet.
  public static let numberRounded = ProblemCode("VAL004", .error, zh: "号码已丢失位数", en: "Digits lost")
  /// A text that is no symbol of the IPC or the CPC.
  public static let invalidClassification = ProblemCode(
    "VAL005", .warning, zh: "分类号无效", en: "Invalid classification symbol")
  /// A text that is no day.
  public static let unreadableDay = ProblemCode("VAL006", .error, zh: "日期无法识别", en: "Unreadable day")
  /// A day that programs write for "unknown", such as 1970-01-01; taken as missing.
  public static let placeholderDay = ProblemCode("VAL007", .note, zh: "占位日期", en: "Placeholder day")
  /// A day that the order of its column does not allow.
  public static let contradictingDates = ProblemCode(
    "VAL008", .error, zh: "日期次序矛盾", en: "Contradicting date order")
}
