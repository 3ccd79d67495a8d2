// The tables of what rights do in the business and what binds them.

extension NativeFormat {
  /// All tables, those that others refer to first.
  public static let tables: [Table] =
    [
      unitsTable, partiesTable, familiesTable, rightsTable, ownershipTable, eventsTable, paymentsTable,
      feeParticularsTable, feeReductionsTable, validationsTable,
      citationsTable,
      productsTable, productLinksTable, revenuesTable, licencesTable, pledgesTable, disputesTable,
      declarationsTable, fundingTable, assessmentsTable, costsTable,
    ] + findingTables + valueTables + recognitionTables + restrictionTables

  static let productsTable = Table(
    name: "products",
    meaning: BilingualText(zh: "产品或收入线", en: "Products or revenue lines"),
    columns: [
      Column("product", .text, required: true, zh: "产品代码", en: "Code of the product", example: "PR01"),
      Column("name", .text, required: true, zh: "名称", en: "Name", example: "城际动车组转向架"),
      Column("name_en", .text, zh: "英文名称", en: "Name in English", example: ""),
      Column("business_line", .text, zh: "业务线", en: "Business line", example: "轨道交通"),
      Column("unit", .reference("units"), zh: "单位", en: "Unit", example: "U01"),
    ],
    key: ["product"])

  static let productLinksTable = Table(
    name: "product_links",
    meaning: BilingualText(zh: "权利与产品的关系", en: "Which right serves which product"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("product", .reference("products"), required: true, zh: "产品", en: "Product", example: "PR01"),
      Column(
        "role", .word(["core", "supporting", "defensive"]), required: true, zh: "作用：核心、支撑、防御",
        en: "What it does for it", example: "core"),
      Column("from_day", .day, zh: "起始日", en: "From", example: "2021-01-01"),
      Column("to_day", .day, zh: "终止日", en: "Until", example: ""),
      Column("evidence", .text, zh: "证据", en: "Evidence", example: "备案号示例"),
    ],
    key: ["right", "product"])

  static let revenuesTable = Table(
    name: "revenues",
    meaning: BilingualText(zh: "产品年度收入", en: "Revenue of a product in a year"),
    columns: [
      Column("product", .reference("products"), required: true, zh: "产品", en: "Product", example: "PR01"),
      Column("year", .integer(1990...2100), required: true, zh: "年度", en: "Year", example: "2025"),
      Column("amount", .money, required: true, zh: "收入", en: "Revenue", example: "120000000.00"),
      Column(
        "currency", .text, zh: "币种（ISO 4217），缺省为 CNY",
        en: "Currency (ISO 4217); CNY when empty", example: "CNY"),
      Column(
        "market", .market, zh: "市场国家代码（ISO 3166）；EU 等地区代码按市场不明计",
        en: "Country code of the market (ISO 3166); a region such as EU counts as a market not known",
        example: "CN"),
      Column(
        "kind", .word(["actual", "forecast"]), zh: "实际或预测，缺省为实际",
        en: "Actual or forecast; actual when empty", example: "actual"),
      Column(
        "recorded_on", .day, zh: "记录日（此前不可知）",
        en: "Day it became known", example: "2026-03-31"),
    ],
    key: ["product", "year", "market", "kind"])

  static let licencesTable = Table(
    name: "licences",
    meaning: BilingualText(zh: "许可（许出、许入）", en: "Licences out and in"),
    columns: [
      Column("licence", .text, required: true, zh: "合同编号", en: "Contract", example: "L-001"),
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "direction", .word(["out", "in"]), required: true, zh: "许出或许入",
        en: "Out or in", example: "out"),
      Column(
        "type", .word(["exclusive", "sole", "ordinary", "open"]), required: true, zh: "独占、排他、普通、开放",
        en: "Exclusive, sole, ordinary, open", example: "ordinary"),
      Column("counterparty", .reference("parties"), zh: "相对方", en: "Other party", example: ""),
      Column("from_day", .day, zh: "起始日", en: "From", example: "2024-01-01"),
      Column("to_day", .day, zh: "终止日", en: "Until", example: "2027-12-31"),
      Column("recorded_day", .day, zh: "备案日", en: "Day of recording", example: ""),
      Column("fee", .money, zh: "许可费（每年）", en: "Fee a year", example: "50000.00"),
      Column(
        "currency", .text, zh: "币种（ISO 4217），缺省为 CNY",
        en: "Currency (ISO 4217); CNY when empty", example: "CNY"),
      Column(
        "keep_in_force", .flag, zh: "合同约定维持专利有效",
        en: "Contract obliges the owner to keep the right in force", example: "yes"),
    ],
    key: ["licence", "right"])

  static let pledgesTable = Table(
    name: "pledges",
    meaning: BilingualText(zh: "质押", en: "Pledges"),
    columns: [
      Column("pledge", .text, required: true, zh: "登记号", en: "Registration", example: "PL-001"),
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("pledgee", .reference("parties"), zh: "质权人", en: "Pledgee", example: ""),
      Column("from_day", .day, required: true, zh: "登记日", en: "From", example: "2025-05-01"),
      Column("to_day", .day, zh: "注销日或债务到期日", en: "Until", example: "2028-05-01"),
      Column("amount", .money, zh: "担保债权", en: "Debt secured", example: "5000000.00"),
      Column(
        "currency", .text, zh: "币种（ISO 4217），缺省为 CNY",
        en: "Currency (ISO 4217); CNY when empty", example: "CNY"),
    ],
    key: ["pledge", "right"])

  static let disputesTable = Table(
    name: "disputes",
    meaning: BilingualText(zh: "纠纷与保全", en: "Disputes and preservation orders"),
    columns: [
      Column("dispute", .text, required: true, zh: "案号", en: "Case", example: "D-001"),
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "type",
        .word([
          "infringement", "invalidation", "ownership", "inventor-reward", "preservation", "contract", "other",
        ]), required: true, zh: "类型",
        en: "Type", example: "infringement"),
      Column("counterparty", .reference("parties"), zh: "相对方", en: "Other party", example: ""),
      Column("from_day", .day, required: true, zh: "起始日", en: "From", example: "2025-09-01"),
      Column("to_day", .day, zh: "终结日", en: "Until", example: ""),
      Column("outcome", .text, zh: "结果", en: "Outcome", example: ""),
    ],
    key: ["dispute", "right"])

  static let declarationsTable = Table(
    name: "declarations",
    meaning: BilingualText(zh: "标准声明", en: "Declarations to standards bodies"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("body", .text, required: true, zh: "标准组织", en: "Standards body", example: "示例标准组织"),
      Column("standard", .text, required: true, zh: "标准号", en: "Standard", example: "示例-001"),
      Column("declared_day", .day, zh: "声明日", en: "Day of declaration", example: "2023-04-01"),
      Column(
        "essential_checked", .flag, zh: "必要性是否经核实",
        en: "Whether essentiality was checked", example: "no"),
    ],
    key: ["right", "body", "standard"])

  static let fundingTable = Table(
    name: "funding",
    meaning: BilingualText(zh: "项目资助", en: "Funding projects"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("project", .text, required: true, zh: "项目编号", en: "Project", example: "FP-001"),
      Column("programme", .text, zh: "计划", en: "Programme", example: "示例重点研发计划"),
      Column("funder", .reference("parties"), zh: "资助方", en: "Funder", example: ""),
      Column("from_day", .day, zh: "起始日", en: "From", example: ""),
      Column("to_day", .day, zh: "终止日", en: "Until", example: ""),
      Column("obligation", .text, zh: "义务", en: "Obligation", example: "处置须报告"),
    ],
    key: ["right", "project"])

  static let assessmentsTable = Table(
    name: "assessments",
    meaning: BilingualText(zh: "专家评价（1–5 分）", en: "Expert assessments (1 to 5)"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("assessor", .text, required: true, zh: "评价人", en: "Assessor", example: "评审一"),
      Column("day", .day, required: true, zh: "评价日", en: "Day", example: "2026-05-12"),
      Column(
        "question", .text, required: true, zh: "问题代码",
        en: "Question", example: "substitution-difficulty"),
      Column("score", .integer(1...5), required: true, zh: "分值", en: "Score", example: "4"),
      Column("comment", .text, zh: "说明", en: "Comment", example: ""),
      Column(
        "role", .text, zh: "角色：模型中问题的 answeredBy 之一，如 technical",
        en: "Role: one of the question's answeredBy in the model, such as technical",
        example: ""),
    ],
    key: ["right", "assessor", "day", "question"])

  static let costsTable = Table(
    name: "costs",
    meaning: BilingualText(zh: "已发生成本", en: "Costs incurred"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("day", .day, required: true, zh: "发生日", en: "Day", example: "2020-03-01"),
      Column(
        "kind",
        .word(["filing", "prosecution", "agent", "translation", "annuity", "litigation", "research", "other"]
        ), required: true, zh: "种类",
        en: "Kind", example: "agent"),
      Column("amount", .money, required: true, zh: "金额", en: "Amount", example: "8000.00"),
      Column(
        "currency", .text, zh: "币种（ISO 4217），缺省为 CNY",
        en: "Currency (ISO 4217); CNY when empty", example: "CNY"),
    ],
    key: ["right", "day", "kind"])
}
