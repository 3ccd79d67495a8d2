extension ProblemCode {
  /// The codes of writing workbooks.
  public static let workbookCodes: [ProblemCode] = [sheetTooLarge]

  /// A sheet would have more rows or columns than Excel can open.
  public static let sheetTooLarge = ProblemCode(
    "XLS001", .error, zh: "超出工作表的行列上限", en: "Larger than a worksheet can be")
}
