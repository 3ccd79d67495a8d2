extension ProblemCode {
  /// The codes of backtests.
  public static let backtestCodes: [ProblemCode] = [
    outcomeMissing, outcomeUnreadable, backtestDayMissing, laterFactRefused, backtestEmpty,
    outcomeAfterObservation,
    fitImpossible, modelNotFitted, backtestSeveralFiles, outcomesContradict, outcomeRepeated,
  ]

  /// The file has no column of outcomes.
  public static let outcomeMissing = ProblemCode("BKT001", .error, zh: "没有结局列", en: "No outcomes")
  /// A cell of the outcome column is neither a day nor 1 or 0.
  public static let outcomeUnreadable = ProblemCode(
    "BKT002", .warning, zh: "结局无法读取", en: "Unreadable outcome")
  /// Neither the user nor the mapping names the day on which the rights are judged.
  public static let backtestDayMissing = ProblemCode("BKT003", .error, zh: "没有基准日", en: "No as-of day")
  /// A fact that the model asks for was only observed after the as-of day.
  public static let laterFactRefused = ProblemCode(
    "BKT004", .warning, zh: "事实晚于基准日，不予采用", en: "Later fact refused")
  /// No right was in force on the day, or none of its outcomes is known.
  public static let backtestEmpty = ProblemCode("BKT005", .error, zh: "没有可检验的权利", en: "Nothing to test")
  /// A lapse lies after the end of observation; or, as an error, that end can not be: it does not come after the as-of
  /// day, or nothing was observed up to it.
  public static let outcomeAfterObservation = ProblemCode(
    "BKT006", .warning, zh: "观察期与结局不符", en: "End of observation in doubt")
  /// The data do not allow a fit.
  public static let fitImpossible = ProblemCode("BKT007", .error, zh: "无法拟合", en: "No fit possible")
  /// A model was not fitted for rights of that kind or office.
  public static let modelNotFitted = ProblemCode(
    "BKT008", .warning, zh: "模型不适用于这类权利", en: "Not fitted for such rights")
  /// Rows of one right tell different outcomes.
  public static let outcomesContradict = ProblemCode(
    "BKT010", .warning, zh: "同一权利的结局矛盾", en: "Contradictory outcomes of one right")
  /// Rows of one right tell the same outcome.
  public static let outcomeRepeated = ProblemCode(
    "BKT011", .note, zh: "同一权利重复出现", en: "Repeated rows of one right")
  /// A backtest reads one file.
  public static let backtestSeveralFiles = ProblemCode(
    "BKT009", .error, zh: "只能检验一个文件", en: "One file at a time")
}
