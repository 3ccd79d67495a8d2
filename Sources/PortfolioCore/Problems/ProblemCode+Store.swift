extension ProblemCode {
  /// The codes of the store.
  public static let storeCodes: [ProblemCode] = [
    storeTooNew, notAStore, storeMissing, storeBusy, storeUnwritable, storeDamaged, noSuchRight,
    ambiguousRight,
    noSuchRun, missingReference, circularReference, conflictingRows, sharesOverWhole,
    storeOfAnotherSource, rowsNotInFile, correctedFromEarlierDay, answersReplaced,
  ]

  /// The file was written by a newer version of the program.
  public static let storeTooNew = ProblemCode("STO001", .error, zh: "数据库版本较新", en: "Store is newer")
  /// The file is not a Winnow store.
  public static let notAStore = ProblemCode("STO002", .error, zh: "不是 Winnow 数据库", en: "Not a Winnow store")
  /// There is no file.
  public static let storeMissing = ProblemCode("STO003", .error, zh: "没有数据库", en: "No store")
  /// Another program holds the file.
  public static let storeBusy = ProblemCode("STO004", .error, zh: "数据库被占用", en: "Store is busy")
  /// The file cannot be written.
  public static let storeUnwritable = ProblemCode("STO005", .error, zh: "数据库不可写", en: "Store not writable")
  /// The file is damaged, or a rule of the schema was broken.
  public static let storeDamaged = ProblemCode("STO006", .error, zh: "数据库错误", en: "Store error")
  /// No right has the number asked for.
  public static let noSuchRight = ProblemCode("STO007", .error, zh: "没有这项权利", en: "No such right")
  /// Several rights have the number asked for.
  public static let ambiguousRight = ProblemCode("STO008", .error, zh: "编号对应多项权利", en: "Several rights")
  /// No run has the number asked for.
  public static let noSuchRun = ProblemCode("STO009", .error, zh: "没有这次评审", en: "No such run")
  /// A row names another row that is not there.
  public static let missingReference = ProblemCode("STO010", .error, zh: "引用的对象不存在", en: "Missing reference")
  /// Rows name each other in a circle.
  public static let circularReference = ProblemCode("STO011", .error, zh: "循环引用", en: "Circular reference")
  /// Two rows of one right contradict each other.
  public static let conflictingRows = ProblemCode("STO012", .warning, zh: "数据相互矛盾", en: "Rows contradict")
  /// The shares of a right's owners add up to more than the whole.
  public static let sharesOverWhole = ProblemCode(
    "STO013", .warning, zh: "份额合计超过 100%", en: "Shares over 100 %")
  /// The store that lies beside the results is that of another folder or file of the same name.
  public static let storeOfAnotherSource = ProblemCode(
    "STO014", .error, zh: "数据库属于另一来源", en: "Store of another source")
  /// Rows of a whole native table that were known before are not in its file any more.
  public static let rowsNotInFile = ProblemCode(
    "STO015", .warning, zh: "以前的行不在文件中", en: "Known rows not in the file")
  /// Rows of a file of an earlier day say something else than what was seen later.
  public static let correctedFromEarlierDay = ProblemCode(
    "STO016", .warning, zh: "较早日期的文件改动了内容", en: "Changed by a file of an earlier day")
  /// An assessor answered a question about a right again on the same day.
  public static let answersReplaced = ProblemCode(
    "STO017", .warning, zh: "同日答卷被取代", en: "Answers of the same day replaced")
}
