extension ProblemCode {
  /// The codes of grading.
  public static let gradingCodes: [ProblemCode] = [noSuchWeightSet, otherModelsRun, comparedWithItself]

  /// The run to look back to was graded by another model, or is not of an earlier day.
  public static let otherModelsRun = ProblemCode(
    "GRD002", .error, zh: "不能作为上次评审", en: "No run to look back to")
  /// A book is to be compared with itself, or twice.
  public static let comparedWithItself = ProblemCode(
    "GRD003", .error, zh: "规则书与自身比较", en: "A rule book compared with itself")
  /// The grading model has no weight set of this name.
  public static let noSuchWeightSet = ProblemCode("GRD001", .error, zh: "没有这个权重方案", en: "No such weight set")
}
