// The tables of what restricts a disposal and stands in no contract, and of lists that are known to be complete.

extension NativeFormat {
  static let restrictionTables: [Table] = [restrictionsTable, completeListsTable]

  /// The kinds of restrictions.
  public static let restrictionKinds = [
    "pool", "cross-licence", "likely-essential", "national-interest", "state-secret", "service-invention",
    "reward-owed",
  ]

  /// The tables that can be stated complete beside the kinds of restrictions.
  public static let listedTables = [
    "licences", "pledges", "disputes", "declarations", "funding", "agreements", "product_links",
  ]

  static let restrictionsTable = Table(
    name: "restrictions",
    meaning: BilingualText(
      zh: "处置前须查明的限制：专利池、交叉许可、可能必要、国家利益、国防或国家秘密、职务发明、奖酬未付",
      en:
        "What restricts a disposal: pools, cross-licences, likely essential, national interest, defence or state secrets, service inventions, rewards owed"
    ),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "kind", .word(restrictionKinds), required: true,
        zh: "专利池、交叉许可、可能必要、国家利益、国防或国家秘密、职务发明、奖酬未付",
        en: "What it is", example: "service-invention"),
      Column("day", .day, required: true, zh: "查明日", en: "Day of finding", example: "2026-05-20"),
      Column(
        "holds", .flag, zh: "是否属于；缺省为是，查明不属于的填 no",
        en: "Whether it holds; yes when empty, no where it was found that it does not", example: "yes"),
      Column("to_day", .day, zh: "终止日", en: "Until", example: ""),
      Column("counterparty", .text, zh: "相对方、专利池或项目", en: "Other party, pool or project", example: ""),
      Column("document", .text, zh: "依据文件", en: "Document that proves it", example: "示例清单-007"),
    ],
    key: ["right", "kind", "day"])

  static let completeListsTable = Table(
    name: "complete_lists",
    meaning: BilingualText(
      zh: "已查全的清单：不在其上的权利即没有该情形；没有这一声明，空白只表示未知",
      en:
        "Lists known to be complete: a right not on one is free of it; without this, a blank means not known"),
    columns: [
      Column(
        "list", .word(restrictionKinds + listedTables), required: true,
        zh: "restrictions 表的种类，或表名 licences、pledges、disputes、declarations、funding、agreements、product_links",
        en: "A kind of table restrictions, or one of the tables named", example: "pool"),
      Column(
        "day", .day, required: true, zh: "查全之日", en: "The day from which it is complete",
        example: "2026-05-20"),
      Column("by", .text, zh: "确认人", en: "Who states it", example: "法务部 甲某"),
      Column("document", .text, zh: "依据文件", en: "Document that proves it", example: ""),
    ],
    key: ["list", "day"])
}
