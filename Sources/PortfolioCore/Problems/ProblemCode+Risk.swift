extension ProblemCode {
  /// The codes of checklists of risks.
  public static let riskCodes: [ProblemCode] = [unknownRiskQuestion]

  /// An answer names a question that the checklist does not have.
  public static let unknownRiskQuestion = ProblemCode(
    "RSK001", .warning, zh: "清单中没有的问题", en: "Question not in the checklist")
}
