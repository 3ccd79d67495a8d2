extension ProblemCode {
  /// The codes of model files.
  public static let modelCodes: [ProblemCode] = [
    modelSyntax, modelUnknownKey, modelMissingKey, modelBadValue,
    modelNotFound, modelUnsourced, modelMatchesNothing, modelCheckedInTheFuture, modelAmbiguous,
  ]

  /// The file is not YAML.
  public static let modelSyntax = ProblemCode("MOD001", .error, zh: "模型文件语法错误", en: "Model file syntax")
  /// A key that the kind of model does not have.
  public static let modelUnknownKey = ProblemCode("MOD002", .error, zh: "未知的键", en: "Unknown key")
  /// A key that the kind of model must have.
  public static let modelMissingKey = ProblemCode("MOD003", .error, zh: "缺少必需的键", en: "Missing key")
  /// A value of the wrong kind or out of range.
  public static let modelBadValue = ProblemCode("MOD004", .error, zh: "值不合规定", en: "Bad value")
  /// No model has the id asked for.
  public static let modelNotFound = ProblemCode("MOD005", .error, zh: "没有这个模型", en: "No such model")
  /// A value names a source that the file does not list.
  public static let modelUnsourced = ProblemCode("MOD006", .error, zh: "来源未列出", en: "Source not listed")
  /// A file says that it was compared with its sources on a day that has not come yet.
  public static let modelCheckedInTheFuture = ProblemCode(
    "MOD008", .warning, zh: "核对日在将来", en: "Checked on a future day")
  /// A name fits several models.
  public static let modelAmbiguous = ProblemCode("MOD009", .error, zh: "名称对应多个模型", en: "Several models")
  /// A rule names something that no model has, so that it never applies.
  public static let modelMatchesNothing = ProblemCode(
    "MOD007", .warning, zh: "规则不适用于任何模型", en: "Rule matches nothing")
}
