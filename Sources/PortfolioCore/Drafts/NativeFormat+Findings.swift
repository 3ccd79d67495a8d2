// The tables of what somebody had to find out and write down. One table a department's sheet: the lawyers' searches,
// the engineers' readiness, the transfer office's procedures, contracts, marks, secrets.

extension NativeFormat {
  static let findingTables: [Table] = [
    searchesTable, maturityTable, proceduresTable, agreementsTable, productFilingsTable, trademarkUseTable,
    secretsTable, riskAnswersTable,
  ]

  private static func rightColumn() -> Column {
    Column(
      "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
      en: "The right: its own name in table rights", example: "P-0001")
  }

  private static let document = Column(
    "document", .text, zh: "依据文件", en: "Document that proves it", example: "示例报告-012")

  static let searchesTable = Table(
    name: "searches",
    meaning: BilingualText(
      zh: "检索与分析结论（法务、知识产权部门填写）", en: "Conclusions of searches and opinions, by the lawyers"),
    columns: [
      rightColumn(),
      Column("day", .day, required: true, zh: "结论日", en: "Day of the conclusion", example: "2026-03-20"),
      Column(
        "freedom_to_operate", .word(["clear", "risk", "blocked"]), zh: "自由实施：未发现障碍、有风险、落入他人权利",
        en: "Freedom to operate", example: "clear"),
      Column(
        "dependence", .word(["none", "licensed", "unlicensed"]), zh: "从属于他人专利：否、已获许可、未获许可",
        en: "Whether it depends on another's patent", example: "none"),
      Column(
        "evaluation_report", .word(["positive", "partial", "negative"]),
        zh: "专利权评价报告结论（实用新型、外观设计）", en: "Evaluation report of a utility model or design", example: ""),
      document,
    ],
    key: ["right", "day"])

  static let maturityTable = Table(
    name: "maturity",
    meaning: BilingualText(
      zh: "成熟度、前景与实施情况（研发、转化部门填写）", en: "Readiness, prospect and working, by the engineers"),
    columns: [
      rightColumn(),
      Column("day", .day, required: true, zh: "评定日", en: "Day of the assessment", example: "2026-04-15"),
      Column(
        "technology_readiness", .integer(1...9), zh: "技术成熟度 1–9 级", en: "Technology readiness level, 1 to 9",
        example: "6"),
      Column(
        "industrial_prospect", .word(["high", "medium", "low"]), zh: "产业化前景：好、一般、差",
        en: "Industrial prospect", example: "medium"),
      Column(
        "working", .word(["worked", "preparing", "excused", "not-worked"]), zh: "实施：已实施、准备实施、有正当理由未实施、未实施",
        en: "Whether it is worked", example: "preparing"),
      document,
    ],
    key: ["right", "day"])

  static let proceduresTable = Table(
    name: "procedures",
    meaning: BilingualText(
      zh: "办理步骤：申请前评估、价格公示、尽责记录、平台发布、征询发明人、撤三答复等",
      en:
        "Steps taken: pre-filing assessment, publication of the price, diligence record, listing, offers, replies"
    ),
    columns: [
      rightColumn(),
      Column(
        "step",
        .word([
          "prefiling-assessment", "price-publication", "diligence-record", "platform-listing",
          "open-licence-declaration", "offer-to-inventor", "non-use-request", "non-use-reply",
        ]), required: true, zh: "步骤", en: "Step", example: "prefiling-assessment"),
      Column("day", .day, required: true, zh: "完成或送达日", en: "Day done or served", example: "2026-02-10"),
      Column(
        "decision", .word(["file", "keep-secret", "offer-to-inventor"]),
        zh: "申请前评估的结论：申请、保密、不申请并征询发明人", en: "Result of a pre-filing assessment", example: "file"),
      Column("by", .text, zh: "经办人或机构", en: "By whom", example: "示例评估小组"),
      document,
    ],
    key: ["right", "step", "day"])

  static let agreementsTable = Table(
    name: "agreements",
    meaning: BilingualText(
      zh: "协议及其知识产权条款；一份协议涉及几项权利就写几行", en: "Agreements and their clauses; one row for each right concerned"),
    columns: [
      Column("agreement", .text, required: true, zh: "协议编号", en: "Agreement", example: "A-001"),
      rightColumn(),
      Column(
        "kind",
        .word(["inventor", "co-owner", "joint-development", "commissioned", "supplier", "oem"]),
        required: true,
        zh: "种类：发明人、共有人、合作开发、委托开发、供应商、代工", en: "With whom", example: "inventor"),
      Column("counterparty", .reference("parties"), zh: "相对方", en: "Other party", example: ""),
      Column(
        "day", .day, required: true, zh: "签署日；未签的为查明日",
        en: "Day of signature, or of finding that there is none",
        example: "2023-05-08"),
      Column("to_day", .day, zh: "终止日", en: "Until", example: ""),
      Column(
        "signed", .flag, required: true, zh: "是否已签署", en: "Whether it was signed", example: "yes"),
      Column("ownership", .flag, zh: "约定成果权属", en: "Settles ownership", example: "yes"),
      Column("reward", .flag, zh: "约定奖酬", en: "Settles the inventors' reward", example: "yes"),
      Column("improvements", .flag, zh: "约定后续改进的归属", en: "Settles improvements", example: ""),
      Column("confidentiality", .flag, zh: "约定保密", en: "Settles confidentiality", example: "yes"),
      Column(
        "warranty", .flag, zh: "保证不侵犯第三方权利", en: "Warrants that no third party's right is infringed",
        example: ""),
      Column("remedies", .flag, zh: "约定纠纷处理和责任", en: "Settles remedies and liability", example: ""),
      document,
    ],
    key: ["agreement", "right"])

  static let productFilingsTable = Table(
    name: "product_filings",
    meaning: BilingualText(zh: "专利密集型产品备案", en: "Filings of patent-intensive products"),
    columns: [
      Column("product", .reference("products"), required: true, zh: "产品", en: "Product", example: "PR01"),
      Column("filing", .text, required: true, zh: "备案编号", en: "Number of the filing", example: "示例备案-001"),
      Column("day", .day, required: true, zh: "备案日", en: "Day of filing", example: "2024-09-01"),
      Column("to_day", .day, zh: "失效日", en: "Until", example: ""),
    ],
    key: ["product", "filing"])

  static let trademarkUseTable = Table(
    name: "trademark_use",
    meaning: BilingualText(zh: "商标使用情况，按类别记录", en: "Use of trademarks, class by class"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "商标（rights 表的 right 列）",
        en: "The mark: its own name in table rights", example: "T-0001"),
      Column("nice_class", .integer(1...45), required: true, zh: "尼斯类别", en: "Nice class", example: "12"),
      Column("day", .day, required: true, zh: "梳理日", en: "Day of the survey", example: "2026-05-30"),
      Column(
        "use", .word(["in-use", "defensive", "idle"]), required: true, zh: "在用、防御、闲置",
        en: "In use, defensive or idle", example: "in-use"),
      Column(
        "last_use_day", .day, zh: "最近一次有证据的使用日期（含被许可人）", en: "Last day of proven use, licensees included",
        example: "2026-04-18"),
      Column(
        "good_reason", .flag, zh: "有不使用的正当理由（实施条例第六十七条）",
        en: "Good reason for non-use (regulation, article 67)", example: "no"),
      document,
    ],
    key: ["right", "nice_class", "day"])

  static let secretsTable = Table(
    name: "secrets",
    meaning: BilingualText(zh: "技术秘密登记与保护措施", en: "Register of technical secrets and their protection"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "技术秘密（rights 表的 right 列）",
        en: "The secret: its own name in table rights", example: "S-0001"),
      Column(
        "day", .day, required: true, zh: "登记或核查日", en: "Day of entry or inspection", example: "2026-03-01"),
      Column(
        "register_entry", .text, zh: "登记编号；未登记留空", en: "Entry in the register; empty when there is none",
        example: "JM-2026-001"),
      Column("level", .word(["core", "ordinary"]), zh: "密级：核心商密、普通商密", en: "Level", example: "core"),
      Column(
        "term", .word(["fixed", "long-term", "until-publication"]), zh: "保密期限：定期、长期、至公开为止", en: "Term",
        example: "fixed"),
      Column("term_end", .day, zh: "定期的届满日", en: "End of a fixed term", example: "2031-02-28"),
      Column("people", .flag, zh: "涉密人员已签约在册", en: "People listed and bound", example: "yes"),
      Column("media", .flag, zh: "载体已标密受控", en: "Media marked and controlled", example: "yes"),
      Column("places", .flag, zh: "场所限制进入", en: "Access to the places limited", example: "no"),
      Column(
        "reverse_engineering", .word(["easy", "hard", "infeasible"]), zh: "反向工程：容易、困难、不可行",
        en: "Reverse engineering", example: "hard"),
      Column(
        "independent_discovery", .word(["likely", "possible", "unlikely"]), zh: "他人独立研发：很可能、可能、不大可能",
        en: "Independent discovery by others", example: "possible"),
      document,
    ],
    key: ["right", "day"])

  static let riskAnswersTable = Table(
    name: "risk_answers",
    meaning: BilingualText(zh: "知识产权风险清单的回答", en: "Answers to the checklist of risks"),
    columns: [
      Column(
        "checklist", .text, zh: "清单编号，缺省为 ip-risk", en: "Checklist; ip-risk when empty", example: "ip-risk"),
      Column(
        "question", .text, required: true, zh: "问题编号", en: "Question", example: "people-entry-check"),
      Column(
        "subject", .text, required: true, zh: "对象：单位、项目、产品、供应商或人员",
        en: "What it is about: unit, project, product, supplier or person", example: "U01"),
      Column("day", .day, required: true, zh: "回答日", en: "Day", example: "2026-05-20"),
      Column(
        "answer", .word(["yes", "partly", "no", "not-applicable"]), required: true, zh: "已做到、部分、未做到、不涉及",
        en: "Done, partly, not done, does not apply", example: "partly"),
      Column("owner", .text, zh: "责任人", en: "Who takes care of it", example: "甲某"),
      Column("due_day", .day, zh: "整改期限", en: "Due", example: "2026-09-30"),
      Column("closed_day", .day, zh: "整改完成日", en: "Closed", example: ""),
      Column("note", .text, zh: "说明", en: "Note", example: ""),
    ],
    key: ["checklist", "question", "subject", "day"])
}
