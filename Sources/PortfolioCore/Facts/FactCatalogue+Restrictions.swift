// Facts of what stands between a right and its disposal, beyond contracts, pledges and disputes.

extension FactCatalogue {
  private static func restriction(
    _ id: FactID, _ change: FactChange, _ zh: String, _ en: String, _ word: String
  ) -> FactDefinition {
    FactDefinition(
      id, .flag, change, zh: zh, en: en,
      meaningZh: "restrictions 表中 \(word) 的最近记录；没有记录时未知，除非 complete_lists 声明 \(word) 清单已完整",
      meaningEn:
        "The latest record of \(word) in table restrictions; unknown without one, unless complete_lists states that the list \(word) is complete"
    )
  }

  static let restrictions: [FactDefinition] = [
    FactDefinition(
      .inProduct, .flag, .free(.owner), zh: "用于在售产品", en: "In a product",
      meaningZh: "基准日是否以核心或支撑作用关联产品；未导入产品关联、也未声明 product_links 清单完整时未知",
      meaningEn:
        "Whether a core or supporting link to a product runs on the as-of day; unknown where no links are kept and the list product_links is not stated complete"
    ),
    FactDefinition(
      .jointDevelopment, .flag, .free(.owner), zh: "合作开发", en: "Joint development",
      meaningZh: "基准日是否有已签的合作开发协议；未导入协议、也未声明 agreements 清单完整时未知",
      meaningEn:
        "Whether a signed agreement of joint development runs on the as-of day; unknown where no agreements are kept and the list agreements is not stated complete"
    ),
    restriction(.poolMember, .free(.owner), "入池", "In a pool", "pool"),
    restriction(.crossLicensed, .free(.owner), "交叉许可", "Cross-licensed", "cross-licence"),
    restriction(
      .likelyEssential, .settled, "可能为标准必要专利", "Likely essential to a standard", "likely-essential"),
    restriction(
      .nationalInterest, .settled, "涉及重大国家或公共利益", "Of major national or public interest", "national-interest"),
    restriction(.stateSecret, .settled, "国防专利或国家秘密", "Defence patent or state secret", "state-secret"),
    restriction(.serviceInvention, .settled, "职务发明", "Service invention", "service-invention"),
    restriction(.rewardOwed, .free(.owner), "奖酬未付清", "Reward or remuneration owed", "reward-owed"),
    FactDefinition(
      .sameDayInvention, .category, .settled, zh: "同日申请的发明", en: "Invention filed on the same day",
      meaningZh: "组合内是否有同局、同日、同一权利人且同名（或同族）的发明；仅实用新型适用，申请日、权利人未知时未知",
      meaningEn:
        "Whether the portfolio holds an invention of the same office, day and owner with the same title or in the same family; of utility models only, unknown without a filing day or owner",
      words: [
        FactWord("none", "组合内无", "none in the portfolio"), FactWord("pending", "发明审中", "invention pending"),
        FactWord("granted", "发明已授权", "invention granted"), FactWord("ended", "发明已终止", "invention ended"),
      ]),
    FactDefinition(
      .marksInClass, .integer, .free(.owner), zh: "同类别的其他商标", en: "Other marks in its classes",
      meaningZh: "组合内同一权利人、同局、未终止且有相同类别的其他商标数；类别或权利人未知时未知",
      meaningEn:
        "Other marks of the same owner and office in the portfolio that have not ended and share a class; unknown without classes or owner"
    ),
  ]
}

extension FactID {
  /// In a product.
  public static let inProduct: FactID = "in-product"
  /// Joint development.
  public static let jointDevelopment: FactID = "joint-development"
  /// In a pool.
  public static let poolMember: FactID = "pool-member"
  /// Cross-licensed.
  public static let crossLicensed: FactID = "cross-licensed"
  /// Likely essential to a standard.
  public static let likelyEssential: FactID = "likely-essential"
  /// Of major national or public interest.
  public static let nationalInterest: FactID = "national-interest"
  /// Defence patent or state secret.
  public static let stateSecret: FactID = "state-secret"
  /// Service invention.
  public static let serviceInvention: FactID = "service-invention"
  /// Reward or remuneration owed.
  public static let rewardOwed: FactID = "reward-owed"
  /// Invention filed on the same day.
  public static let sameDayInvention: FactID = "same-day-invention"
  /// Other marks in its classes.
  public static let marksInClass: FactID = "marks-in-class"
}
