// Tables of what scores and portfolio indicators need beside the rights themselves.

extension NativeFormat {
  static let recognitionTables: [Table] = [
    recognitionsTable, citingClassesTable, claimTextsTable, figuresTable,
  ]

  private static let right = Column(
    "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
    en: "The right: its own name in table rights", example: "P-0001")

  static let recognitionsTable = Table(
    name: "recognitions",
    meaning: BilingualText(zh: "奖项与产业认定", en: "Awards and recognitions"),
    columns: [
      right,
      Column(
        "kind", .word(["china-patent-award", "national-science-award", "strategic-industry"]), required: true,
        zh: "中国专利奖、国家科学技术奖、战略性新兴产业认定",
        en: "China Patent Award, national science and technology award, strategic emerging industry",
        example: "china-patent-award"),
      Column(
        "name", .text, required: true, zh: "奖项或产业名称", en: "Name of the award or industry",
        example: "第二十五届中国专利优秀奖"),
      Column("day", .day, required: true, zh: "授奖或认定日", en: "Day", example: "2024-07-20"),
      Column(
        "holds", .flag, zh: "是否属于；缺省为是，核查后不属于的填 no",
        en: "Whether it holds; yes when empty, no where an examination found that it does not", example: "yes"
      ),
      Column("document", .text, zh: "依据文件", en: "Document that proves it", example: ""),
    ],
    key: ["right", "kind", "name"])

  static let citingClassesTable = Table(
    name: "citing_classes",
    meaning: BilingualText(zh: "施引专利按 IPC 小类的分布", en: "Citing patents by IPC subclass"),
    columns: [
      right,
      Column(
        "observed_on", .day, required: true, zh: "观察日", en: "Day on which they were counted",
        example: "2026-06-30"),
      Column("subclass", .text, required: true, zh: "IPC 小类", en: "IPC subclass", example: "B61F"),
      Column(
        "documents", .integer(1...100000), required: true, zh: "施引专利数", en: "Citing patents", example: "3"),
    ],
    key: ["right", "observed_on", "subclass"])

  static let claimTextsTable = Table(
    name: "claim_texts",
    meaning: BilingualText(zh: "权利要求文本的计数", en: "Counts of the claims' text"),
    columns: [
      right,
      Column(
        "observed_on", .day, required: true, zh: "观察日", en: "Day on which it was counted",
        example: "2026-06-30"),
      Column(
        "first_claim_words", .integer(1...100000), required: true, zh: "第一项权利要求的词数（英文词）",
        en: "Words of claim 1, in English", example: "142"),
    ],
    key: ["right", "observed_on"])

  /// What a unit states of itself: the base of a target, staff, budgets, the industry.
  static let figuresTable = Table(
    name: "figures",
    meaning: BilingualText(
      zh: "单位自报的数：目标的基数、人员、预算、行业",
      en: "Figures that a unit states: bases of targets, staff, budgets, industry"),
    columns: [
      Column(
        "unit", .reference("units"), zh: "单位代码；集团整体留空", en: "Unit; empty for the whole group", example: "U01"),
      Column(
        "figure",
        .word([
          "us-jp-ep-stock-2019", "madrid-registrations-2019", "research-staff", "ip-staff", "research-budget",
          "ip-budget", "industry",
        ]), required: true, zh: "2019 年初美日欧有效专利、2019 年初马德里注册、研发人员、知识产权人员、研发预算（元）、知识产权预算（元）、行业",
        en: "Base stock of early 2019, research and IP staff, research and IP budget (CNY), industry",
        example: "us-jp-ep-stock-2019"),
      Column("day", .day, required: true, zh: "该数所属的日期", en: "The day that it is of", example: "2019-01-01"),
      Column("value", .integer(0...9_999_999_999), zh: "数值", en: "The number", example: "34"),
      Column("word", .text, zh: "行业等文字", en: "The word, for an industry", example: ""),
      Column("document", .text, zh: "依据文件", en: "Document that proves it", example: ""),
    ],
    key: ["unit", "figure", "day"])
}
