// Facts that scores, classifications and profiles ask for.

extension FactCatalogue {
  static let scores: [FactDefinition] = [
    FactDefinition(
      .strategicIndustry, .flag, .settled, zh: "战略性新兴产业", en: "Strategic emerging industry",
      meaningZh: "recognitions 表中的记录；没有记录时未知，不由 IPC 推断",
      meaningEn: "As recorded in table recognitions; unknown without a record, never guessed from the IPC"),
    FactDefinition(
      .nationalAwards, .integer, .rises(.others), zh: "国家级奖项数", en: "National awards",
      meaningZh: "基准日前获得的中国专利奖、国家科学技术奖数；未导入 recognitions 表时未知",
      meaningEn:
        "China Patent Awards and national science and technology awards won by the as-of day; unknown where no table "
        + "recognitions is kept"),
    FactDefinition(
      .pledgeAmount, .decimal, .rises(.owner), zh: "质押担保债权（元）", en: "Debt secured by pledge (CNY)",
      meaningZh: "基准日前登记的质押中担保债权的最大一笔，只计人民币；从未质押为 0；未记金额或未导入质押表时未知",
      meaningEn:
        "The greatest debt of the pledges registered by the as-of day, in yuan only; 0 when never pledged; unknown "
        + "without an amount or where no pledges are kept", isMoney: true),
    FactDefinition(
      .grantedAbroad, .flag, .settled, zh: "海外同族授权", en: "Granted abroad",
      meaningZh: "组合内同族是否有其他受理局的有效授权；同族不全在组合内且未见授权时未知",
      meaningEn:
        "Whether the family has a living grant of another office in the portfolio; unknown where none is seen and "
        + "the portfolio does not hold the whole family"),
    FactDefinition(
      .marketGranted, .decimal, .rises(.others), zh: "授权国市场（相对美国）",
      en: "Market of states with a grant (US = 1)",
      meaningZh: "同族有效授权所在国的国民总收入与美国之比的和；地区局由各国成员体现；同族不全时未知",
      meaningEn:
        "National income of the states where the family has a living grant, over that of the US, added up; regional "
        + "offices count by their national members; unknown where the family is not held whole"),
    FactDefinition(
      .marketPending, .decimal, .settled, zh: "审中国市场（相对美国）",
      en: "Market of states with an application (US = 1)",
      meaningZh: "同上，只计尚未授权的国家", meaningEn: "The same for states where it is only applied for"),
    FactDefinition(
      .backwardPerYear, .decimal, .settled, zh: "年均引证专利", en: "Patents cited a year",
      meaningZh: "引证专利数除以年龄（至少一年）", meaningEn: "Patents cited over the age, at least one year"),
    FactDefinition(
      .grantLagYears, .integer, .settled, zh: "授权与申请相差年份", en: "Calendar years from filing to grant",
      meaningZh: "授权年减申请年", meaningEn: "Year of grant less year of filing"),
    FactDefinition(
      .disputesSoFar, .integer, .rises(.others), zh: "历来纠纷数", en: "Disputes so far",
      meaningZh: "基准日前开始的纠纷数，含已结；未导入纠纷表时未知",
      meaningEn: "Disputes that began by the as-of day, ended ones included; unknown where none are kept"),
    FactDefinition(
      .generality, .decimal, .free(.others), zh: "通用性", en: "Generality",
      meaningZh: "1 减施引专利各小类占比的平方和，乘 n/(n−1) 修正；取自 citing_classes 表，少于两次引证时未知",
      meaningEn:
        "One less the sum of squared shares of the citing patents' subclasses, times n/(n-1); from table "
        + "citing_classes, unknown with fewer than two"),
    FactDefinition(
      .firstClaimWords, .integer, .settled, zh: "首项权利要求词数", en: "Words of claim 1",
      meaningZh: "取自 claim_texts 表", meaningEn: "From table claim_texts"),
  ]
}

extension FactID {
  /// Strategic emerging industry.
  public static let strategicIndustry: FactID = "strategic-industry"
  /// National awards.
  public static let nationalAwards: FactID = "national-awards"
  /// Debt secured by pledge.
  public static let pledgeAmount: FactID = "pledge-amount"
  /// Granted abroad.
  public static let grantedAbroad: FactID = "granted-abroad"
  /// Market of states with a grant.
  public static let marketGranted: FactID = "market-granted"
  /// Market of states with an application.
  public static let marketPending: FactID = "market-pending"
  /// Patents cited a year.
  public static let backwardPerYear: FactID = "backward-citations-per-year"
  /// Calendar years from filing to grant.
  public static let grantLagYears: FactID = "grant-lag-years"
  /// Disputes so far.
  public static let disputesSoFar: FactID = "disputes-so-far"
  /// Generality.
  public static let generality: FactID = "generality"
  /// Words of claim 1.
  public static let firstClaimWords: FactID = "first-claim-words"
}
