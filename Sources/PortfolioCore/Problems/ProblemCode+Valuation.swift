extension ProblemCode {
  /// The codes of valuation.
  public static let valuationCodes: [ProblemCode] = [
    attributedOverWhole, twoExcessEarnings, noSuchProduct, importedAfterRun, observedAfterDay,
    leftOutAsLater, actualOfFuture, staleRevenue, silentMarket,
  ]

  /// More than the whole of a product's revenue is attributed to rights.
  public static let attributedOverWhole = ProblemCode(
    "APR001", .error, zh: "收入归属超过 100%", en: "More than 100 % attributed")
  /// Two products of one business ask for excess earnings.
  public static let twoExcessEarnings = ProblemCode(
    "APR002", .warning, zh: "同一业务两次使用超额收益法", en: "Excess earnings twice in a business")
  /// There is no product or family of the name.
  public static let noSuchProduct = ProblemCode(
    "APR003", .error, zh: "没有这个产品或同族", en: "No such product or family")
  /// Files were imported after the run that is valued, and valuation reads the store.
  public static let importedAfterRun = ProblemCode(
    "APR004", .warning, zh: "评审之后又有导入", en: "Imported after the run")
  /// Figures whose own day lies before the as-of day come from a file seen after it.
  public static let observedAfterDay = ProblemCode(
    "APR005", .warning, zh: "基准日之后才取得的数字", en: "Figures seen after the as-of day")
  /// Rows without a day of their own come from files seen after the as-of day, so they do not count.
  public static let leftOutAsLater = ProblemCode(
    "APR006", .warning, zh: "基准日之后才取得，未计入", en: "Left out: seen after the as-of day")
  /// Revenue is called actual of a year that has not begun on the as-of day, or of the year that is not over while a
  /// forecast of that year stands.
  public static let actualOfFuture = ProblemCode(
    "APR007", .warning, zh: "尚未结束年度的“实际”收入", en: "Actual revenue of a year that is not over")
  /// Revenue of the as-of year goes on from figures that are several years old.
  public static let staleRevenue = ProblemCode(
    "APR008", .warning, zh: "收入由多年前的数字顺延", en: "Revenue goes on from old figures")
  /// A market has no revenue of a year that is over, in which other markets of the product have some.
  public static let silentMarket = ProblemCode(
    "APR009", .warning, zh: "市场缺近年收入", en: "A market lacks revenue of later years")
}
