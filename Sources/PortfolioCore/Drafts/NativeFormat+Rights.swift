// The tables of the rights themselves. Words of the format are English, so that a file means the same everywhere.

extension NativeFormat {
  static let unitsTable = Table(
    name: "units",
    meaning: BilingualText(zh: "单位：集团及下属企业，构成一棵树", en: "Units: the group and its subsidiaries, a tree"),
    columns: [
      Column("unit", .text, required: true, zh: "单位代码", en: "Code of the unit", example: "U01"),
      Column(
        "parent", .reference("units"), zh: "上级单位代码，集团本部留空",
        en: "Code of the parent unit; empty for the head", example: "U00"),
      Column("name", .text, required: true, zh: "单位名称", en: "Name", example: "示例轨道装备有限公司"),
      Column("name_en", .text, zh: "英文名称", en: "Name in English", example: "Example Rail Equipment Co"),
    ],
    key: ["unit"])

  static let partiesTable = Table(
    name: "parties",
    meaning: BilingualText(zh: "当事人：权利人、被许可人、质权人、对手等", en: "Parties: owners, licensees, pledgees, opponents"),
    columns: [
      Column(
        "party", .text, required: true, zh: "名称，须与其他表写法一致",
        en: "Name, spelt as in the other tables", example: "示例轨道装备有限公司"),
      Column("name_en", .text, zh: "英文名称", en: "Name in English", example: "Example Rail Equipment Co"),
      Column(
        "kind",
        .word(["enterprise", "university", "institute", "individual", "government", "bank", "other"]),
        zh: "类型",
        en: "Kind of party", example: "enterprise"),
      Column("country", .text, zh: "国别代码", en: "Country code", example: "CN"),
      Column(
        "unit", .reference("units"), zh: "若属本集团，其单位代码",
        en: "Its unit code when it belongs to the group", example: "U01"),
      Column(
        "alias_of", .reference("parties"), zh: "同一主体的规范名称（由用户声明，程序从不猜测）",
        en: "The name under which the same entity is known; declared by you, never guessed", example: ""),
    ],
    key: ["party"])

  static let familiesTable = Table(
    name: "families",
    meaning: BilingualText(zh: "简单同族", en: "Simple families"),
    columns: [
      Column("family", .text, required: true, zh: "同族编号", en: "Name of the family", example: "F-0001"),
      Column("title", .text, zh: "同族名称", en: "Title", example: "示例转向架"),
    ],
    key: ["family"])

  static let rightsTable = Table(
    name: "rights",
    meaning: BilingualText(
      zh: "权利：专利、商标、技术秘密、软件著作权、布图设计",
      en: "Rights: patents, trademarks, technical secrets, software copyright, layout designs"),
    columns: [
      Column(
        "right", .text, required: true, zh: "本单位内部编号，唯一",
        en: "Your own name for the right; unique", example: "P-0001"),
      Column(
        "kind",
        .word([
          "invention", "utility-model", "design", "plant", "trademark", "technical-secret",
          "software-copyright", "layout-design",
        ]), required: true, zh: "权利种类",
        en: "Kind of right", example: "invention"),
      Column(
        "office", .text, zh: "受理局代码（技术秘密留空）",
        en: "Office code; empty for technical secrets", example: "CN"),
      Column("application_number", .text, zh: "申请号", en: "Application number", example: "202010123456.2"),
      Column(
        "publication_number", .text, zh: "公开（公告）号",
        en: "Publication number", example: "CN111111111A"),
      Column(
        "grant_number", .text, zh: "授权公告号；商标为注册号",
        en: "Grant publication number; registration number of a trademark", example: "CN111111111B"),
      Column("title", .text, required: true, zh: "名称", en: "Title", example: "一种转向架"),
      Column("title_en", .text, zh: "英文名称", en: "Title in English", example: "Bogie"),
      Column(
        "filing_day", .day, zh: "申请日（PCT 为国际申请日）；技术秘密为确认日",
        en: "Filing day (international filing day for PCT); day of recognition for secrets",
        example: "2020-02-06"),
      Column("priority_day", .day, zh: "最早优先权日", en: "Earliest priority day", example: ""),
      Column("publication_day", .day, zh: "公开日", en: "Day of first publication", example: "2020-08-04"),
      Column(
        "grant_day", .day, zh: "授权公告日；商标为注册日",
        en: "Day of grant; of registration for trademarks", example: "2022-03-15"),
      Column("expiry_day", .day, zh: "届满日（如已知）", en: "Last day of the term, when known", example: ""),
      Column(
        "end_day", .day, zh: "权利终止日（如已终止）",
        en: "The day the right ended, when it has", example: ""),
      Column("family", .reference("families"), zh: "同族编号", en: "Family", example: "F-0001"),
      Column("unit", .reference("units"), zh: "管理单位代码", en: "Unit that looks after it", example: "U01"),
      Column("business_line", .text, zh: "业务线", en: "Business line", example: "轨道交通"),
      Column(
        "status",
        .word([
          "pending", "awaiting-registration", "refused-appealable", "in-force", "annuity-late",
          "lapsed-restorable", "lapsed", "expired", "refused", "withdrawn", "abandoned", "invalidated",
          "dead",
        ]), zh: "法律状态",
        en: "Legal status", example: "in-force"),
      Column(
        "status_observed_on", .day, zh: "法律状态及权利要求数的观察日；缺省为导入日",
        en: "Day on which status and claim counts were seen; the import day when empty", example: "2026-06-30"
      ),
      Column(
        "ipc", .list, zh: "IPC 分类号，分号分隔",
        en: "IPC symbols, separated by semicolons", example: "B61F5/30;B61F5/52"),
      Column("cpc", .list, zh: "CPC 分类号", en: "CPC symbols", example: ""),
      Column(
        "classes", .list, zh: "商标尼斯类别或外观洛迦诺分类",
        en: "Nice classes of a trademark, Locarno classes of a design", example: ""),
      Column("claims", .integer(0...5000), zh: "权利要求项数", en: "Number of claims", example: "10"),
      Column(
        "independent_claims", .integer(0...500), zh: "独立权利要求项数",
        en: "Number of independent claims", example: "2"),
      Column(
        "applicants", .list, zh: "申请人，分号分隔",
        en: "Applicants, separated by semicolons", example: "示例轨道装备有限公司"),
      Column(
        "owners", .list, zh: "现权利人，分号分隔",
        en: "Present owners, separated by semicolons", example: "示例轨道装备有限公司"),
      Column(
        "inventors", .list, zh: "发明人，分号分隔",
        en: "Inventors, separated by semicolons", example: "甲某;乙某"),
      Column("note", .text, zh: "备注", en: "Note", example: ""),
    ],
    key: ["right"])

  static let ownershipTable = Table(
    name: "ownership",
    meaning: BilingualText(zh: "权属份额及其起止日", en: "Ownership shares with their days"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "party", .reference("parties"), required: true, zh: "权利人",
        en: "Owner", example: "示例轨道装备有限公司"),
      Column(
        "share_percent", .percent, zh: "份额（%），共有未约定留空",
        en: "Share in percent; empty when joint without shares", example: "100"),
      Column("from_day", .day, zh: "起始日", en: "From", example: "2020-02-06"),
      Column("to_day", .day, zh: "终止日", en: "Until", example: ""),
    ],
    key: ["right", "party", "from_day"])

  static let eventsTable = Table(
    name: "events",
    meaning: BilingualText(zh: "法律事件", en: "Legal events"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "day", .day, required: true, zh: "生效日或公告日",
        en: "Day of effect or of publication", example: "2022-03-15"),
      Column(
        "code", .text, required: true, zh: "事件代码（INPADOC 代码或自定）",
        en: "Event code (INPADOC or your own)", example: "GR01"),
      Column("text", .text, zh: "说明", en: "Text", example: "授权"),
    ],
    key: ["right", "day", "code"])

  static let paymentsTable = Table(
    name: "payments",
    meaning: BilingualText(zh: "年费缴纳记录", en: "Annuity payments"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "fee_year", .integer(1...40), required: true,
        zh: "年度：第几年年费；仅美国费用也可写缴费清单上的 3.5y、7.5y、11.5y（或不带 y），即第 4、8、12 年度",
        en:
          "Which year's annuity; of US fees only also 3.5y, 7.5y or 11.5y (or without the y) as the due list has it, for years 4, 8 and 12",
        example: "7"),
      Column("paid_day", .day, required: true, zh: "缴费日", en: "Day of payment", example: "2026-01-20"),
      Column(
        "amount", .money, required: true, zh: "年费金额（不含滞纳金）",
        en: "Annuity paid, without surcharge", example: "2000.00"),
      Column("surcharge", .money, zh: "滞纳金", en: "Surcharge paid", example: "0"),
      Column(
        "currency", .text, zh: "币种（ISO 4217），缺省为 CNY",
        en: "Currency (ISO 4217); CNY when empty", example: "CNY"),
      Column("payer", .text, zh: "缴费人或代理机构", en: "Payer or agent", example: ""),
      Column(
        "office", .office, zh: "收费的局；仅已授权欧洲专利需要：生效国代码，统一效力写 UP",
        en: "Who was paid; only granted European patents need it: the state, UP for unitary effect",
        example: ""),
    ],
    key: ["right", "fee_year", "paid_day", "office"])

  static let citationsTable = Table(
    name: "citations",
    meaning: BilingualText(zh: "某日观察到的引证计数", en: "Citation counts as seen on a day"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "observed_on", .day, required: true, zh: "观察日",
        en: "Day on which they were counted", example: "2026-06-30"),
      Column("forward", .integer(0...100000), zh: "被引证次数", en: "Patents citing it", example: "12"),
      Column(
        "forward_self", .integer(0...100000), zh: "其中自引",
        en: "Of these, by the same owner", example: "2"),
      Column("backward", .integer(0...100000), zh: "引证专利数", en: "Patents it cites", example: "6"),
      Column(
        "non_patent", .integer(0...100000), zh: "引证非专利文献数",
        en: "Other literature it cites", example: "1"),
      Column(
        "family_size", .integer(1...10000), zh: "简单同族成员数",
        en: "Members of the simple family", example: "3"),
    ],
    key: ["right", "observed_on"])
}
