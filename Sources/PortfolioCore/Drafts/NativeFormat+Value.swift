// The tables that valuation needs beside products and revenues: what the accountants, the engineers and the licensing
// people know.

extension NativeFormat {
  static let valueTables: [Table] = [
    productFiguresTable, attributionsTable, comparablesTable, intangiblesTable,
  ]

  private static let currency = Column(
    "currency", .text, zh: "币种（ISO 4217），缺省为 CNY", en: "Currency (ISO 4217); CNY when empty", example: "CNY")

  static let productFiguresTable = Table(
    name: "product_figures",
    meaning: BilingualText(
      zh: "产品的其他年度数字（财务部门填写）：利润、贡献资产收费、开发支出、已签合同收入、项目现值与投资",
      en:
        "Other figures of a product in a year, by the accountants: profits, charges, development, signed contracts"
    ),
    columns: [
      Column("product", .reference("products"), required: true, zh: "产品", en: "Product", example: "PR01"),
      Column("year", .integer(1990...2100), required: true, zh: "年度", en: "Year", example: "2025"),
      Column(
        "item",
        .word([
          "operating-profit", "contributory-charge", "cash-flow-with", "cash-flow-without",
          "development-cost",
          "contracted-revenue", "project-value", "project-investment",
        ]), required: true,
        zh: "科目：税前营业利润、贡献资产收费、有/无该资产的税后现金流、开发支出、已签合同收入、未开发项目的现值、其所需投资",
        en:
          "What: operating profit before tax, charge for contributory assets, after-tax cash flow with and without the asset, development cost, contracted revenue, an undeveloped project's value, the investment it needs",
        example: "development-cost"),
      Column(
        "amount", .signedMoney, required: true, zh: "金额；亏损年度的营业利润和现金流可以为负",
        en: "Amount; operating profit and cash flows of years with a loss may be negative",
        example: "1200000.00"),
      currency,
      Column(
        "recorded_on", .day, zh: "记录日（此前不可知）", en: "Day it became known", example: "2026-03-31"),
    ],
    key: ["product", "year", "item"])

  static let attributionsTable = Table(
    name: "attributions",
    meaning: BilingualText(
      zh: "产品收入归属于各项权利的比例；同一产品合计不超过 100%",
      en: "The share of a product's revenue that rests on a right; at most 100 % for a product"),
    columns: [
      Column("product", .reference("products"), required: true, zh: "产品", en: "Product", example: "PR01"),
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column("share_percent", .percent, required: true, zh: "比例（%）", en: "Share in percent", example: "35"),
      Column("evidence", .text, zh: "依据", en: "Evidence", example: "技术分摊说明-03"),
    ],
    key: ["product", "right"])

  static let comparablesTable = Table(
    name: "comparables",
    meaning: BilingualText(
      zh: "可比许可或交易：自己的或他人的，费率、一次性金额、利润分成至少填一项",
      en:
        "Comparable licences and deals, one's own or others'; a rate, a lump sum or a share of profits at least"
    ),
    columns: [
      Column("deal", .text, required: true, zh: "交易名称或编号", en: "Name of the deal", example: "CMP-01"),
      Column("product", .reference("products"), zh: "可比的产品", en: "Product it compares with", example: "PR01"),
      Column("year", .integer(1990...2100), zh: "年度", en: "Year", example: "2024"),
      Column(
        "royalty_percent", .percent, zh: "净销售额费率（%）", en: "Royalty on net sales in percent", example: "2.5"),
      Column("lump_sum", .money, zh: "一次性金额", en: "Lump sum", example: ""),
      Column(
        "profit_share_percent", .percent,
        zh: "分成：归于该资产的税前营业利润比例（%），须是本产品自己的合同或谈判结果",
        en:
          "Share of the operating profit that goes to the asset, in percent: of this product's own contract or talks",
        example: ""),
      currency,
      Column(
        "adjustment_permille", .integer(1...10000), zh: "调整系数（千分之），缺省 1000 即不调整",
        en: "Adjustment in thousandths; 1000, that is none, when empty", example: "900"),
      Column("reason", .text, zh: "调整理由：期限、独占性、地域、阶段、日期", en: "Why adjusted", example: "非独占"),
      Column("source", .text, required: true, zh: "来源", en: "Source", example: "公司合同-2024-018"),
    ],
    key: ["deal"])

  static let intangiblesTable = Table(
    name: "intangibles",
    meaning: BilingualText(
      zh: "支撑价值的其他无形资产：合同、数据、诀窍、品牌、软件、资质、团队",
      en:
        "Other intangibles that support the value: contracts, data, know-how, brands, software, permits, people"
    ),
    columns: [
      Column("intangible", .text, required: true, zh: "编号", en: "Code", example: "IA-01"),
      Column(
        "kind",
        .word(["contract", "data", "know-how", "brand", "software", "permit", "team", "other"]),
        required: true,
        zh: "种类", en: "Kind", example: "data"),
      Column("name", .text, required: true, zh: "名称", en: "Name", example: "阀门寿命试验数据"),
      Column("product", .reference("products"), zh: "支撑的产品", en: "Product it supports", example: "PR01"),
      Column("unit", .reference("units"), zh: "单位", en: "Unit", example: "U01"),
      Column("to_day", .day, zh: "到期日", en: "Until", example: ""),
      Column("evidence", .text, zh: "依据", en: "Evidence", example: "数据目录-7"),
    ],
    key: ["intangible"])
}
