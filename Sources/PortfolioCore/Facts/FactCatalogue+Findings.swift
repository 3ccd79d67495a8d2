// Facts that somebody had to find out and write down: searches, readiness, procedures, agreements, use of marks,
// protection of secrets. Each stands in a native table of its own.

extension FactCatalogue {
  static let findings: [FactDefinition] =
    searchFacts + maturityFacts + procedureFacts + agreementFacts
    + markFacts + secretFacts

  private static let searchFacts: [FactDefinition] = [
    FactDefinition(
      .freedomToOperate, .category, .freedom, zh: "自由实施（FTO）结论", en: "Freedom to operate",
      meaningZh: "searches 表中最近一次检索的结论", meaningEn: "Conclusion of the latest search in table searches",
      words: [
        FactWord("clear", "未发现障碍", "clear"),
        FactWord("risk", "有风险，可规避或可获许可", "risk, avoidable or licensable"),
        FactWord("blocked", "落入他人权利", "blocked by another's right"),
      ]),
    FactDefinition(
      .freedomToOperateDay, .day, .rises(.owner), zh: "FTO 检索日", en: "Day of the freedom-to-operate search",
      meaningZh: "得出上述结论的日期", meaningEn: "The day of that conclusion"),
    FactDefinition(
      .dependence, .category, .dependenceOnOthers, zh: "从属于他人专利", en: "Dependence on others' patents",
      meaningZh: "实施本专利是否须经在先专利权人许可（searches 表）",
      meaningEn: "Whether working it needs the leave of the owner of an earlier patent (table searches)",
      words: [
        FactWord("none", "不从属", "not dependent"), FactWord("licensed", "从属，已获许可", "dependent, licensed"),
        FactWord("unlicensed", "从属，未获许可", "dependent, not licensed"),
      ]),
    FactDefinition(
      .evaluationReport, .category, .settled, zh: "专利权评价报告", en: "Patent evaluation report",
      meaningZh: "实用新型、外观设计的评价报告结论；发明不适用",
      meaningEn:
        "Conclusion of the evaluation report of a utility model or design; not applicable to inventions",
      words: [
        FactWord("positive", "未发现不符合授权条件", "no defect found"),
        FactWord("partial", "部分不符合", "partly defective"),
        FactWord("negative", "全部不符合", "defective"),
      ]),
  ]

  private static let maturityFacts: [FactDefinition] = [
    FactDefinition(
      .technologyReadiness, .integer, .rises(.owner), zh: "技术成熟度（1–9）", en: "Technology readiness (1 to 9)",
      meaningZh: "maturity 表中最近一次评定的等级", meaningEn: "The level last assessed in table maturity"),
    FactDefinition(
      .industrialProspect, .category, .free(.others), zh: "产业化前景", en: "Industrial prospect",
      meaningZh: "maturity 表中最近一次评定", meaningEn: "As last assessed in table maturity",
      words: [
        FactWord("high", "好", "good"), FactWord("medium", "一般", "fair"), FactWord("low", "差", "poor"),
      ]),
    FactDefinition(
      .workingState, .category, .free(.owner), zh: "实施情况", en: "Working",
      meaningZh: "maturity 表中最近一次查明的实施情况", meaningEn: "As last established in table maturity",
      words: [
        FactWord("worked", "已实施", "worked"), FactWord("preparing", "准备实施", "being prepared"),
        FactWord("excused", "未实施，有正当理由", "not worked, with good reason"),
        FactWord("not-worked", "未实施，无正当理由", "not worked, without good reason"),
      ]),
  ]

  private static func step(_ id: FactID, _ zh: String, _ en: String) -> FactDefinition {
    FactDefinition(
      id, .day, .rises(.owner), zh: zh, en: en, meaningZh: "procedures 表中该步骤最近一次完成的日期；未记录时未知",
      meaningEn: "The day on which that step of table procedures was last done; unknown when not recorded")
  }

  private static let procedureFacts: [FactDefinition] = [
    FactDefinition(
      .prefilingDecision, .category, .settled, zh: "申请前评估结论", en: "Pre-filing decision",
      meaningZh: "procedures 表中最近一次申请前评估的结论",
      meaningEn: "Result of the latest pre-filing assessment in table procedures",
      words: [
        FactWord("file", "申请专利", "file"), FactWord("keep-secret", "作为技术秘密保护", "keep secret"),
        FactWord("offer-to-inventor", "不申请，可转让给发明人", "do not file; offer to the inventor"),
      ]),
    step(.pricePublished, "价格公示日", "Day the price was published"),
    step(.diligenceRecorded, "尽责记录日", "Day of the diligence record"),
    step(.platformListed, "运营平台发布日", "Day of listing on an operation platform"),
    step(.openLicenceDeclared, "开放许可声明日", "Day of the open-licence declaration"),
    step(.offeredToInventor, "征询发明人日", "Day of the offer to the inventor"),
  ]

  private static let completeness = [
    FactWord("complete", "条款完备", "complete"), FactWord("partial", "条款不全", "clauses missing"),
    FactWord("missing", "未签", "none signed"),
  ]

  private static let agreementFacts: [FactDefinition] = [
    FactDefinition(
      .inventorAgreement, .category, .agreementWithInventors, zh: "职务发明约定", en: "Service-invention agreement",
      meaningZh: "agreements 表中 inventor 类协议：权属、奖酬、保密三项条款是否齐备；多份取最差",
      meaningEn:
        "Agreements of the kind inventor: whether ownership, reward and confidentiality are settled; the worst of several",
      words: completeness),
    FactDefinition(
      .cooperationAgreement, .category, .free(.owner), zh: "合作与共有约定", en: "Co-operation agreement",
      meaningZh: "co-owner、joint-development、commissioned 类协议：权属、改进成果、不侵权保证、纠纷处理是否齐备；多份取最差；单独所有且无此类协议的不适用",
      meaningEn:
        "Agreements with co-owners, joint developers and contractors: whether ownership, improvements, warranty and remedies are settled; the worst of several; not applicable with one owner and no such agreement",
      words: completeness),
    FactDefinition(
      .supplyAgreement, .category, .free(.owner), zh: "采购与代工约定", en: "Supply and OEM agreement",
      meaningZh: "supplier 类：不侵权保证、纠纷处理；oem 类：权属、保密、纠纷处理是否齐备；多份取最差",
      meaningEn:
        "Suppliers: whether warranty and remedies are settled; OEM and ODM: ownership, confidentiality and remedies; the worst of several",
      words: completeness),
  ]

  private static let markFacts: [FactDefinition] = [
    FactDefinition(
      .markUse, .category, .free(.owner), zh: "商标使用类别", en: "Use of the mark",
      meaningZh: "trademark_use 表中各类别最近记录里最强的一种",
      meaningEn: "The strongest of the latest records of its classes in table trademark_use",
      words: [
        FactWord("in-use", "在用", "in use"), FactWord("defensive", "防御", "defensive"),
        FactWord("idle", "闲置", "idle"),
      ]),
    FactDefinition(
      .lastUseProven, .day, .rises(.owner), zh: "最近使用证据日", en: "Day of the latest proof of use",
      meaningZh: "trademark_use 表中各类别最近的使用证据日期（含被许可人使用）；未记录时未知",
      meaningEn:
        "The latest day of proven use over all classes in table trademark_use, licensees' use included; unknown when none is recorded"
    ),
    FactDefinition(
      .classesProven, .decimal, .free(.owner), zh: "三年内有使用证据的类别占比（%）",
      en: "Classes with proof of use within three years (%)",
      meaningZh: "注册类别中，最近使用证据不早于基准日前三年的百分比；注册类别未知、没有任何记录，或有在用类别未记使用证据日期时未知",
      meaningEn:
        "Of the registered classes, the percentage whose latest proof of use is no older than three years before the as-of day; unknown when the classes are unknown, nothing is recorded, or a class said to be in use has no day of proof"
    ),
    FactDefinition(
      .nonUseExcuse, .flag, .free(.others), zh: "不使用的正当理由", en: "Good reason for non-use",
      meaningZh: "trademark_use 表中是否记有商标法实施条例第六十七条的正当理由",
      meaningEn:
        "Whether table trademark_use records a good reason of article 67 of the trademark law's regulation"),
    FactDefinition(
      .nonUseRequest, .day, .settled, zh: "撤三通知送达日", en: "Day a non-use request was served",
      meaningZh: "procedures 表中尚未答复的撤销连续三年不使用申请的通知送达日；没有未答复的申请时未知",
      meaningEn:
        "The day on which a request to cancel for non-use was served that procedures does not show as answered; unknown when there is none"
    ),
  ]

  private static let secretFacts: [FactDefinition] = [
    FactDefinition(
      .secretLevel, .category, .free(.owner), zh: "密级", en: "Level of secrecy",
      meaningZh: "secrets 表登记的密级：核心商密、普通商密",
      meaningEn: "The level entered in table secrets: core or ordinary",
      words: [FactWord("core", "核心商密", "core"), FactWord("ordinary", "普通商密", "ordinary")]),
    FactDefinition(
      .secretRegistered, .flag, .free(.owner), zh: "已登记认定", en: "Entered in the register",
      meaningZh: "secrets 表是否填有登记编号", meaningEn: "Whether table secrets gives its entry in the register"),
    FactDefinition(
      .secretPeople, .flag, .free(.owner), zh: "人员管理", en: "People bound",
      meaningZh: "涉密人员是否签署保密（及竞业）约定、名单是否在册",
      meaningEn: "Whether the people who know it are listed and bound to secrecy"),
    FactDefinition(
      .secretMedia, .flag, .free(.owner), zh: "载体管理", en: "Media controlled",
      meaningZh: "载体是否标密、编号、限制复制",
      meaningEn: "Whether its media are marked, numbered and protected against copying"),
    FactDefinition(
      .secretPlaces, .flag, .free(.owner), zh: "场所管理", en: "Places controlled",
      meaningZh: "涉密场所是否限制进入", meaningEn: "Whether access to the places is limited"),
    FactDefinition(
      .secretTermEnd, .day, .rises(.owner), zh: "保密期限届满日", en: "End of the secrecy term",
      meaningZh: "secrets 表登记的届满日；长期或至公开为止的不适用",
      meaningEn: "As entered in table secrets; not applicable to terms without an end day"),
    FactDefinition(
      .reverseEngineering, .category, .easierToReverse, zh: "反向工程难度", en: "Reverse engineering",
      meaningZh: "他人从公开渠道获得产品后还原该技术的难易（secrets 表）",
      meaningEn: "How hard others find it out from the product (table secrets)",
      words: [
        FactWord("easy", "容易", "easy"), FactWord("hard", "困难", "hard"),
        FactWord("infeasible", "实际不可行", "not feasible"),
      ]),
    FactDefinition(
      .independentDiscovery, .category, .likelierToBeFound, zh: "他人独立研发可能", en: "Independent discovery",
      meaningZh: "他人独立得出并申请专利的可能（secrets 表）",
      meaningEn: "How likely others find it and file for it (table secrets)",
      words: [
        FactWord("likely", "很可能", "likely"), FactWord("possible", "可能", "possible"),
        FactWord("unlikely", "不大可能", "unlikely"),
      ]),
  ]
}

extension FactID {
  /// Freedom to operate.
  public static let freedomToOperate: FactID = "freedom-to-operate"
  /// Day of the freedom-to-operate search.
  public static let freedomToOperateDay: FactID = "freedom-to-operate-day"
  /// Dependence on others' patents.
  public static let dependence: FactID = "dependence"
  /// Patent evaluation report.
  public static let evaluationReport: FactID = "evaluation-report"
  /// Technology readiness.
  public static let technologyReadiness: FactID = "technology-readiness"
  /// Industrial prospect.
  public static let industrialProspect: FactID = "industrial-prospect"
  /// Working.
  public static let workingState: FactID = "working-state"
  /// Pre-filing decision.
  public static let prefilingDecision: FactID = "prefiling-decision"
  /// Day the price was published.
  public static let pricePublished: FactID = "price-published-day"
  /// Day of the diligence record.
  public static let diligenceRecorded: FactID = "diligence-record-day"
  /// Day of listing on an operation platform.
  public static let platformListed: FactID = "platform-listed-day"
  /// Day of the open-licence declaration.
  public static let openLicenceDeclared: FactID = "open-licence-day"
  /// Day of the offer to the inventor.
  public static let offeredToInventor: FactID = "inventor-offer-day"
  /// Service-invention agreement.
  public static let inventorAgreement: FactID = "inventor-agreement"
  /// Co-operation agreement.
  public static let cooperationAgreement: FactID = "cooperation-agreement"
  /// Supply and OEM agreement.
  public static let supplyAgreement: FactID = "supply-agreement"
  /// Use of the mark.
  public static let markUse: FactID = "mark-use"
  /// Day of the latest proof of use.
  public static let lastUseProven: FactID = "last-use-day"
  /// Classes with proof of use within three years, in percent.
  public static let classesProven: FactID = "classes-proven-percent"
  /// Good reason for non-use.
  public static let nonUseExcuse: FactID = "non-use-excuse"
  /// Day a non-use request was served.
  public static let nonUseRequest: FactID = "non-use-request-day"
  /// Level of secrecy.
  public static let secretLevel: FactID = "secret-level"
  /// Entered in the register.
  public static let secretRegistered: FactID = "secret-registered"
  /// People bound.
  public static let secretPeople: FactID = "secret-people"
  /// Media controlled.
  public static let secretMedia: FactID = "secret-media"
  /// Places controlled.
  public static let secretPlaces: FactID = "secret-places"
  /// End of the secrecy term.
  public static let secretTermEnd: FactID = "secret-term-end"
  /// Reverse engineering.
  public static let reverseEngineering: FactID = "reverse-engineering"
  /// Independent discovery.
  public static let independentDiscovery: FactID = "independent-discovery"
}
