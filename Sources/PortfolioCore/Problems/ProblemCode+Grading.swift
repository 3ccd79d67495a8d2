extension ProblemCode {
  /// The codes of grading.
  public static let gradingCodes: [ProblemCode] = [noSuchWeightSet]

  /// The grading model has no weight set of this name.
  public static let noSuchWeightSet = ProblemCode("GRD001", .error, zh: "没有这个权重方案", en: "No such weight set")
}
