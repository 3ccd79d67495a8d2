extension ProblemCode {
  /// The codes of plans: what a scenario asks for and the portfolio cannot give.
  public static let planningCodes: [ProblemCode] = [
    planUnknownName, planKeepAndDrop, planYearOutside, planCurrency, planWithoutRule, planFewCandidates,
    planNothingToDecide, planWithoutWorth, planOtherData, planUnitShare,
  ]

  /// A scenario names a unit, product, grade or right that the portfolio does not have.
  public static let planUnknownName = ProblemCode(
    "PLN001", .error, zh: "情景中的名称不存在", en: "A scenario names what is not there")
  /// A right stands on a list of rights to keep and on one of rights to let go; it is kept.
  public static let planKeepAndDrop = ProblemCode(
    "PLN002", .warning, zh: "同时列入保留和放弃", en: "Listed to keep and to let go")
  /// A year of a scenario lies before the as-of day or beyond the horizon.
  public static let planYearOutside = ProblemCode(
    "PLN003", .error, zh: "年度在计划之外", en: "Year outside the plan")
  /// The worths are in another currency than the run's fees.
  public static let planCurrency = ProblemCode("PLN004", .error, zh: "币种不一致", en: "Currencies differ")
  /// A scenario without any budget, coverage rule, share or list.
  public static let planWithoutRule = ProblemCode(
    "PLN005", .error, zh: "没有任何约束", en: "Nothing limits the plan")
  /// A coverage rule asks for more rights than there are.
  public static let planFewCandidates = ProblemCode(
    "PLN006", .warning, zh: "可用权利不足", en: "Too few rights for a rule")
  /// No right has a fee in the years of the plan and a known worth.
  public static let planNothingToDecide = ProblemCode(
    "PLN007", .warning, zh: "没有可决定的权利", en: "Nothing to decide")
  /// The run holds no values, and the scenario asks for them.
  public static let planWithoutWorth = ProblemCode("PLN008", .error, zh: "没有估值", en: "No values")
  /// The store has changed since the run, so that a plan of the run cannot be made.
  public static let planOtherData = ProblemCode("PLN009", .error, zh: "数据已变", en: "The data have changed")
  /// A unit's share of a budget that has no limit of a single year.
  public static let planUnitShare = ProblemCode(
    "PLN010", .error, zh: "单位份额无从计算", en: "A unit's share of nothing")
}
