extension ProblemCode {
  /// The codes of fee schedules and forecasts.
  public static let feeCodes: [ProblemCode] = [staleModel, noFeeKnown]

  /// A dated model file was last checked over a year before the as-of day.
  public static let staleModel = ProblemCode("FEE001", .warning, zh: "模型久未核对", en: "Model not checked lately")
  /// No fee can be named for a right, and why.
  public static let noFeeKnown = ProblemCode("FEE002", .warning, zh: "无法计算年费", en: "No fee known")
}
