extension ProblemCode {
  /// The codes of pruning problems and plans.
  public static let pruningCodes: [ProblemCode] = [
    pruningSyntax, pruningReference, pruningRange, pruningPlanSyntax,
  ]

  /// A line of a pruning problem that is not of its text format.
  public static let pruningSyntax = ProblemCode(
    "PRU001", .error, zh: "剪枝问题语法错误", en: "Pruning problem syntax")
  /// A row or class that the pruning problem does not have.
  public static let pruningReference = ProblemCode(
    "PRU002", .error, zh: "引用了不存在的行或类", en: "No such row or class")
  /// A number of a pruning problem beyond what can be computed exactly.
  public static let pruningRange = ProblemCode(
    "PRU003", .error, zh: "数值超出可精确计算的范围", en: "Number out of range")
  /// A line of a plan that cannot be read, or names what the problem does not have.
  public static let pruningPlanSyntax = ProblemCode(
    "PRU004", .error, zh: "方案文件有误", en: "Pruning plan file")
}
