extension ProblemCode {
  /// The codes of the store.
  public static let storeCodes: [ProblemCode] = [storeTooNew, notAStore]

  /// The file was written by a newer version of the program.
  public static let storeTooNew = ProblemCode("STO001", .error, zh: "数据库版本较新", en: "Store is newer")
  /// The file is not a Winnow store.
  public static let notAStore = ProblemCode("STO002", .error, zh: "不是 Winnow 数据库", en: "Not a Winnow store")
}
