// The tables of what decides the fees of a right beside its days: what it is charged as, what it is spared, and
// where a European patent is kept up.

extension NativeFormat {
  static let feeParticularsTable = Table(
    name: "fee_particulars",
    meaning: BilingualText(
      zh: "缴费类别：某日起按哪一类费率、按几项权利要求计费，是否 PCT 国家阶段",
      en: "How a right is charged from a day on: rate class, claims charged for, PCT national phase"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "from_day", .day, zh: "自何日起；一直如此的留空。每行有效至同一权利的下一行",
        en: "From which day; empty when it was always so. A row holds until the right's next row", example: ""
      ),
      Column(
        "rate_class", .text, zh: "费率类别，用该局费用表 rateClasses 中的名称，如 US 的 large、small、micro",
        en: "Rate class by its name in the office's fee schedule, such as large, small or micro for US",
        example: "small"),
      Column(
        "fee_claims", .integer(0...10000), zh: "计费的权利要求数；空则用 rights 表的 claims",
        en: "Claims that fees are charged for; table rights' claims when empty", example: "12"),
      Column(
        "national_phase", .flag, zh: "是否为 PCT 国际申请进入的国家（地区）阶段",
        en: "Whether it is the national or regional phase of a PCT application", example: "no"),
    ],
    key: ["right", "from_day"])

  static let feeReductionsTable = Table(
    name: "fee_reductions",
    meaning: BilingualText(
      zh: "费用减缴：哪项权利、哪种减缴、起止日、备案依据（开放许可写在 licences 表）",
      en:
        "Fee reductions granted: which, from when until when, on what ground (open licences stand in licences)"
    ),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "权利编号（rights 表的 right 列）",
        en: "The right: its own name in table rights", example: "P-0001"),
      Column(
        "reduction", .text, required: true,
        zh: "减缴项，用该局费用表 reductions 中的名称，如 CN 的 single-applicant（85%）、joint-applicants（70%）",
        en: "The reduction by its name in the office's fee schedule, such as single-applicant (85 %) for CN",
        example: "single-applicant"),
      Column(
        "from_day", .day, zh: "适用于此日起到期的费用；留空为一直适用",
        en: "For fees due from this day on; empty when for all", example: "2020-03-01"),
      Column(
        "to_day", .day, zh: "适用于此日以前到期的费用；仍有效的留空",
        en: "For fees due before this day; empty while it runs", example: ""),
      Column(
        "office", .office, zh: "仅欧洲专利：只在此生效国适用（两位代码）；留空为全部",
        en: "European patents only: the one state it is for (two letters); empty for all", example: ""),
      Column("reference", .text, zh: "依据，如费减备案号", en: "Ground, such as the record number", example: "费减备案示例"),
    ],
    key: ["right", "reduction", "from_day", "office"])

  static let validationsTable = Table(
    name: "validations",
    meaning: BilingualText(
      zh: "已授权欧洲专利的生效国，或统一效力（UP）：一国一行",
      en: "Where a granted European patent is kept up: one row a state, or UP for unitary effect"),
    columns: [
      Column(
        "right", .reference("rights"), required: true, zh: "欧洲专利（rights 表的 right 列）",
        en: "The European patent: its own name in table rights", example: "P-0042"),
      Column(
        "office", .office, required: true, zh: "生效国两位代码；统一效力写 UP",
        en: "The state's two letters; UP for unitary effect", example: "DE"),
      Column(
        "from_day", .day, zh: "生效日（一般为授权公告日）；留空则自授权起",
        en: "Day of effect, as a rule that of grant; from grant on when empty", example: "2024-05-08"),
      Column(
        "to_day", .day, zh: "在该国放弃或终止之日；仍维持的留空",
        en: "The day it ended or was given up there; empty while it is kept", example: ""),
    ],
    key: ["right", "office"])
}
