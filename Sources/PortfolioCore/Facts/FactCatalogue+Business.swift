// Facts of what a right does in the business and what binds it, from the tables of products, contracts and owners.

extension FactCatalogue {
  static let business: [FactDefinition] = [
    FactDefinition(
      .dependentRevenue, .decimal, .free(.owner), zh: "依赖收入占比（%）", en: "Dependent revenue (%)",
      meaningZh: "以核心或支撑作用关联的产品，其最近一个已记录年度的实际收入占同年全部产品收入的百分比；无此类关联或无收入时未知",
      meaningEn:
        "Actual revenue of the products linked as core or supporting, in the latest year recorded by the as-of day, as a percentage of all products' revenue of that year; unknown without such a link or without revenue"
    ),
    FactDefinition(
      .marketCoverage, .decimal, .free(.owner), zh: "市场布局覆盖率（%）", en: "Markets covered (%)",
      meaningZh: "所关联产品的收入中，销往同族有存续成员的国家（含地区专利局成员国）的百分比；市场未记录的收入不计",
      meaningEn:
        "Of the linked products' revenue, the percentage sold in states where the family has a living member (members of a regional office included); revenue without a market is left out"
    ),
    FactDefinition(
      .overseasCoverage, .decimal, .free(.owner), zh: "海外市场布局覆盖率（%）", en: "Markets abroad covered (%)",
      meaningZh: "同上，只计中国以外的市场；所关联产品没有海外收入时不适用",
      meaningEn:
        "The same for markets outside China only; not applicable when the linked products sell nothing abroad"
    ),
    FactDefinition(
      .livingOffices, .integer, .risesWhileFilingIsOpen, zh: "同族存续局数", en: "Offices with a living member",
      meaningZh: "组合内同族存续成员所在的受理局数（含本局）",
      meaningEn: "Offices in which a member held in the portfolio lives, its own included"),
    FactDefinition(
      .standardStatus, .category, .standard, zh: "标准声明", en: "Standard declaration",
      meaningZh: "基准日前是否已向标准组织声明、必要性是否经核实；未导入声明表时未知",
      meaningEn:
        "Whether declared to a standards body by the as-of day, and whether essentiality was checked; unknown when no declarations are kept",
      words: [
        FactWord("none", "未声明", "not declared"), FactWord("declared", "已声明", "declared"),
        FactWord("essential-checked", "已声明且必要性经核实", "declared, essentiality checked"),
      ]),
    FactDefinition(
      .licenceType, .category, .free(.owner), zh: "许可方式", en: "Type of licence out",
      meaningZh: "基准日有效的许出合同中限制最强的方式；未导入许可表时未知",
      meaningEn:
        "The most restrictive licence out that runs on the as-of day; unknown when no licences are kept",
      words: [
        FactWord("none", "无", "none"), FactWord("open", "开放许可", "open"),
        FactWord("ordinary", "普通许可", "ordinary"), FactWord("sole", "排他许可", "sole"),
        FactWord("exclusive", "独占许可", "exclusive"),
      ]),
    FactDefinition(
      .licenceIncome, .decimal, .free(.owner), zh: "年许可费收入", en: "Licence fees a year",
      meaningZh: "基准日有效的许出合同的年许可费之和，折合组合币种，单位为元；有合同未记费用时未知",
      meaningEn:
        "Yearly fees of the licences out that run on the as-of day, in the portfolio's currency, major units; unknown when one has no fee recorded",
      isMoney: true),
    FactDefinition(
      .licencesEver, .integer, .rises(.owner), zh: "累计许出数", en: "Licences out so far",
      meaningZh: "基准日前开始的许出合同数，含已到期的",
      meaningEn: "Licences out that began by the as-of day, ended ones included"),
    FactDefinition(
      .pledgesEver, .integer, .rises(.owner), zh: "累计质押次数", en: "Pledges so far",
      meaningZh: "基准日前登记的质押数，含已注销的", meaningEn: "Pledges registered by the as-of day, cancelled ones included"
    ),
    FactDefinition(
      .disputeType, .category, .free(.others), zh: "在审纠纷类型", en: "Type of pending dispute",
      meaningZh: "基准日未结纠纷中最重的一类（权属、保全、无效、侵权、合同、奖酬、其他为序）；未导入纠纷表时未知",
      meaningEn:
        "The gravest kind of dispute pending on the as-of day (in the order ownership, preservation, invalidation, infringement, contract, reward, other); unknown when no disputes are kept",
      words: [
        FactWord("none", "无", "none"), FactWord("ownership", "权属", "ownership"),
        FactWord("preservation", "保全", "preservation order"), FactWord("invalidation", "无效", "invalidation"),
        FactWord("infringement", "侵权", "infringement"), FactWord("contract", "合同", "contract"),
        FactWord("inventor-reward", "发明人奖酬", "inventor's reward"), FactWord("other", "其他", "other"),
      ]),
    FactDefinition(
      .disputesEnded, .integer, .rises(.others), zh: "已结纠纷数", en: "Disputes ended",
      meaningZh: "基准日前已终结的纠纷数", meaningEn: "Disputes that ended before the as-of day"),
    FactDefinition(
      .invalidationRecord, .category, .invalidation, zh: "无效程序经历", en: "Invalidation record",
      meaningZh: "无、审理中、已终结且权利仍存续（全部或部分维持）；终结后权利终止的不适用；未导入纠纷表时未知",
      meaningEn:
        "None, pending, or survived: ended with the right alive, upheld in whole or in part; not applicable when the right ended; unknown when no disputes are kept",
      words: [
        FactWord("none", "未经无效程序", "never attacked"), FactWord("pending", "审理中", "pending"),
        FactWord("survived", "经无效程序仍有效", "survived"),
      ]),
    FactDefinition(
      .ownerStanding, .category, .free(.owner), zh: "权属情况", en: "Whose right it is",
      meaningZh: "基准日的权利人是否为本单位（在 parties 表中填有 unit 的当事人）：本单位、与外部共有、外部；没有任何当事人填 unit 时未知",
      meaningEn:
        "Whether the owners on the as-of day are the portfolio's own units (parties with a unit): own, joint with outsiders, or outside; unknown when no party has a unit",
      words: [
        FactWord("own", "本单位所有", "own"), FactWord("joint", "与外部共有", "joint with outsiders"),
        FactWord("outside", "外部所有", "another's"),
      ]),
    FactDefinition(
      .fundingStatus, .category, .settled, zh: "项目资助", en: "Project funding",
      meaningZh: "是否为资助项目成果、是否负有义务；未导入资助表时未知",
      meaningEn:
        "Whether it comes from a funded project and with which obligation; unknown when no funding is kept",
      words: [
        FactWord("none", "非资助成果", "not funded"), FactWord("funded", "资助成果", "funded"),
        FactWord("obligation", "资助成果，负有义务", "funded, with an obligation"),
      ]),
    FactDefinition(
      .yearsSinceGrant, .decimal, .passes(isRising: true), zh: "授权年数", en: "Years since grant",
      meaningZh: "基准日与授权公告日（商标为注册日）之差；未授权和技术秘密不适用",
      meaningEn:
        "As-of day less day of grant or registration; not applicable before grant and for technical secrets"),
    FactDefinition(
      .yearsWithoutUse, .decimal, .passesUntilReset(.owner), zh: "无实施记录年数", en: "Years without recorded use",
      meaningZh: "已授权专利自授权日或最近一次产品关联、许出合同终止之日起的年数；正在关联或许可的为 0；产品关联与许可均未导入时未知。无记录不等于未实施",
      meaningEn:
        "For granted patents: years since the grant or since the last link to a product or licence out ended; 0 while one runs; unknown when neither table is kept. No record is no proof of non-use"
    ),
    FactDefinition(
      .intensiveProduct, .flag, .free(.owner), zh: "专利密集型产品备案", en: "Patent-intensive product filed",
      meaningZh: "所关联产品在基准日是否已作专利密集型产品备案；无产品关联或未导入备案表时未知",
      meaningEn:
        "Whether a linked product was filed as patent-intensive by the as-of day; unknown without a link or when no filings are kept"
    ),
  ]
}

extension FactID {
  /// Dependent revenue in percent.
  public static let dependentRevenue: FactID = "dependent-revenue-percent"
  /// Markets covered in percent.
  public static let marketCoverage: FactID = "market-coverage-percent"
  /// Markets abroad covered in percent.
  public static let overseasCoverage: FactID = "overseas-coverage-percent"
  /// Offices with a living member of the family.
  public static let livingOffices: FactID = "living-offices"
  /// Standard declaration.
  public static let standardStatus: FactID = "standard-status"
  /// Type of licence out.
  public static let licenceType: FactID = "licence-type"
  /// Licence fees a year.
  public static let licenceIncome: FactID = "licence-income"
  /// Licences out so far.
  public static let licencesEver: FactID = "licences-ever"
  /// Pledges so far.
  public static let pledgesEver: FactID = "pledges-ever"
  /// Type of pending dispute.
  public static let disputeType: FactID = "dispute-type"
  /// Disputes ended.
  public static let disputesEnded: FactID = "disputes-ended"
  /// Invalidation record.
  public static let invalidationRecord: FactID = "invalidation-record"
  /// Whose right it is.
  public static let ownerStanding: FactID = "owner-standing"
  /// Project funding.
  public static let fundingStatus: FactID = "funding-status"
  /// Years since grant.
  public static let yearsSinceGrant: FactID = "years-since-grant"
  /// Years without recorded use.
  public static let yearsWithoutUse: FactID = "years-without-recorded-use"
  /// Patent-intensive product filed.
  public static let intensiveProduct: FactID = "patent-intensive-product"
}
