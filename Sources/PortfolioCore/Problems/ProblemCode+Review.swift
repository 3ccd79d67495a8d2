extension ProblemCode {
  /// The codes of checking data and of reviews.
  public static let reviewCodes: [ProblemCode] = [emptyPortfolio]

  /// The store holds no right.
  public static let emptyPortfolio = ProblemCode("REV001", .error, zh: "组合为空", en: "Empty portfolio")
}
