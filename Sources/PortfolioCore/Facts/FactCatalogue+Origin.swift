extension FactCatalogue {
  /// Where a right comes from.
  static let origin: [FactDefinition] = [
    FactDefinition(
      .ownerKind, .category, .settled, zh: "权利人类型", en: "Kind of owner",
      meaningZh:
        "enterprise、university、institute、individual、government、bank、other；几类共有为 joint。取自数据源的说明，否则取自当事人表",
      meaningEn:
        "enterprise, university, institute, individual, government, bank or other; joint for owners of several "
        + "kinds. As the source states it, else from the table of parties",
      words: [
        FactWord("enterprise", "企业", "enterprise"), FactWord("university", "高校", "university"),
        FactWord("institute", "科研机构", "institute"), FactWord("individual", "个人", "individual"),
        FactWord("government", "机关", "government"), FactWord("bank", "银行", "bank"),
        FactWord("other", "其他", "other"), FactWord("joint", "几类共有", "several kinds"),
      ]),
    FactDefinition(
      .ownerOrigin, .category, .settled, zh: "权利人来源", en: "Origin of owner",
      meaningZh: "权利人的国别与受理局是否相同：domestic 或 foreign；地区局未知",
      meaningEn:
        "Whether the owner's country is that of the office: domestic or foreign; unknown for regional offices",
      words: [FactWord("domestic", "国内", "domestic"), FactWord("foreign", "国外", "foreign")]),
    FactDefinition(
      .foreignPriority, .flag, .settled, zh: "外国优先权", en: "Priority abroad",
      meaningZh: "是否要求其他受理局的优先权：按数据源的说明、所列优先权，或组合内同族的先后",
      meaningEn:
        "Whether a priority of another office is claimed, as the source states, or as its priorities "
        + "or the order of filing within the family show"),
  ]
}

extension FactID {
  /// Kind of owner.
  public static let ownerKind: FactID = "owner-kind"
  /// Origin of owner.
  public static let ownerOrigin: FactID = "owner-origin"
  /// Priority abroad.
  public static let foreignPriority: FactID = "foreign-priority"
}
