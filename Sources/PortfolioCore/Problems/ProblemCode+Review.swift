extension ProblemCode {
  /// The codes of checking data and of reviews.
  public static let reviewCodes: [ProblemCode] = [
    emptyPortfolio, unknownState, missingFilingDays, contradictoryDays, observedAfterwards, unknownKind,
    aliveBeyondTerm, unreasonableDay, unitaryAndNational,
  ]

  /// The store holds no right.
  public static let emptyPortfolio = ProblemCode("REV001", .error, zh: "组合为空", en: "Empty portfolio")
  /// The legal status of rights is not known.
  public static let unknownState = ProblemCode("REV002", .warning, zh: "法律状态未知", en: "Legal status not known")
  /// Rights have no filing day.
  public static let missingFilingDays = ProblemCode("REV003", .warning, zh: "缺少申请日", en: "No filing day")
  /// A grant day lies before its filing day.
  public static let contradictoryDays = ProblemCode("REV004", .warning, zh: "日期矛盾", en: "Contradictory days")
  /// Values were observed after the as-of day.
  public static let observedAfterwards = ProblemCode(
    "REV005", .note, zh: "观察晚于基准日", en: "Observed afterwards")
  /// A right is alive by its source although its term has ended.
  public static let aliveBeyondTerm = ProblemCode(
    "REV007", .warning, zh: "期限已届满而状态有效", en: "Alive beyond its term")
  /// The as-of day is a typing error.
  public static let unreasonableDay = ProblemCode(
    "REV008", .error, zh: "基准日不合理", en: "Unreasonable as-of day")
  /// A European patent with unitary effect is also validated in a state that shares in it.
  public static let unitaryAndNational = ProblemCode(
    "REV009", .warning, zh: "统一效力与国家生效并存", en: "Unitary effect and a national validation")
  /// The kind of right is not known.
  public static let unknownKind = ProblemCode("REV006", .warning, zh: "权利种类不明", en: "Kind of right not known")
}
