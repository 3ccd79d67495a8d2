/// What a fact is: its name, type and meaning.
public struct FactDefinition: Sendable {
  /// The fact.
  public let id: FactID
  /// The type of its values.
  public let type: FactType
  /// How its value can become another one.
  public let change: FactChange
  /// Its name for people.
  public let title: BilingualText
  /// How it comes about: from which data, by which rule.
  public let meaning: BilingualText
  /// For facts of words with a fixed vocabulary: the words as model files write them, with their names for
  /// people. Empty for all others.
  public let words: [FactWord]
  /// Whether its values are amounts of money, which a report for outsiders can withhold.
  public let isMoney: Bool

  init(
    _ id: FactID, _ type: FactType, _ change: FactChange, zh: String, en: String, meaningZh: String,
    meaningEn: String,
    words: [FactWord] = [], isMoney: Bool = false
  ) {
    self.id = id
    self.type = type
    self.change = change
    self.title = BilingualText(zh: zh, en: en)
    self.meaning = BilingualText(zh: meaningZh, en: meaningEn)
    self.words = words
    self.isMoney = isMoney
  }
}

/// One word that a fact of words can have.
public struct FactWord: Sendable, Equatable {
  /// The word as model files and the native format write it.
  public let word: String
  /// Its name for people.
  public let title: BilingualText

  init(_ word: String, _ zh: String, _ en: String) {
    self.word = word
    self.title = BilingualText(zh: zh, en: en)
  }
}

/// All facts that a model file may name.
public enum FactCatalogue {
  /// The definition of a fact, or nil when there is no such fact.
  public static func definition(_ id: FactID) -> FactDefinition? { byID[id] }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// Every fact, in the order in which a report shows them.
  public static let all: [FactDefinition] = general + business + findings + restrictions

  private static let general: [FactDefinition] =
    [
      FactDefinition(
        .rightKind, .category, .settled, zh: "权利种类", en: "Kind of right",
        meaningZh: "来自数据源、文献种类代码或申请号", meaningEn: "From the source, the kind code or the application number"),
      FactDefinition(
        .office, .category, .settled, zh: "受理局", en: "Office", meaningZh: "WIPO ST.3 两位代码",
        meaningEn: "WIPO ST.3 code"),
      FactDefinition(
        .stage, .category, .granted, zh: "阶段", en: "Stage", meaningZh: "基准日前是否已授权或注册",
        meaningEn: "Whether granted or registered by the as-of day"),
      FactDefinition(
        .legalStatus, .category, .livingStatus, zh: "法律状态", en: "Legal status",
        meaningZh: "基准日前最近一次观察到的状态；无观察时由日期和法律事件推定",
        meaningEn:
          "The latest state observed by the as-of day; without one, derived from days and legal events"
      ),
      FactDefinition(
        .legalLife, .category, .settled, zh: "存续", en: "Life", meaningZh: "有效或审中、可恢复、已终止",
        meaningEn: "Alive, restorable or ended"),
      FactDefinition(
        .filingYear, .integer, .settled, zh: "申请年", en: "Filing year", meaningZh: "申请日的年份",
        meaningEn: "Year of the filing day"),
      FactDefinition(
        .age, .decimal, .passes(isRising: true), zh: "年龄（年）", en: "Age (years)",
        meaningZh: "基准日与申请日之差，365.25 天为一年",
        meaningEn: "As-of day less filing day; a year is 365.25 days"),
      FactDefinition(
        .remainingTerm, .decimal, .passes(isRising: false), zh: "剩余期限（年）", en: "Remaining term (years)",
        meaningZh: "法定届满日与基准日之差；已终止的不适用",
        meaningEn: "Statutory end of term less as-of day; not applicable once ended"),
      FactDefinition(
        .grantLag, .decimal, .settled, zh: "授权历时（年）", en: "Grant lag (years)", meaningZh: "授权日与申请日之差",
        meaningEn: "Grant day less filing day"),
      FactDefinition(
        .examinationYears, .decimal, .settled, zh: "实质审查历时（年）", en: "Years under examination",
        meaningZh: "授权日与实质审查生效日之差；只用于发明",
        meaningEn: "Grant day less the day on which substantive examination took effect; of inventions only"),
      FactDefinition(
        .claims, .integer, .settled, zh: "权利要求数", en: "Claims", meaningZh: "最近一次观察到的项数",
        meaningEn: "As last observed"),
      FactDefinition(
        .independentClaims, .integer, .settled, zh: "独立权利要求数", en: "Independent claims",
        meaningZh: "最近一次观察到的项数",
        meaningEn: "As last observed"),
      FactDefinition(
        .forwardCitations, .integer, .rises(.others), zh: "被引证次数", en: "Forward citations",
        meaningZh: "基准日前最近一次观察到的次数", meaningEn: "The count last observed by the as-of day"),
      FactDefinition(
        .forwardCitationsByOthers, .integer, .rises(.others), zh: "他引次数", en: "Forward citations by others",
        meaningZh: "被引证次数减去同一权利人的引证；不知自引数时未知",
        meaningEn: "Forward citations less those by the same owner; unknown when these are not known"),
      FactDefinition(
        .citationsPerYear, .decimal, .rises(.others), zh: "年均被引证", en: "Forward citations a year",
        meaningZh: "被引证次数除以首次公开（或申请）至观察日的年数，至少按一年计",
        meaningEn:
          "Forward citations over the years from first publication (else filing) to the observation, at least one"
      ),
      FactDefinition(
        .backwardCitations, .integer, .settled, zh: "引证专利数", en: "Backward citations", meaningZh: "本专利引证的专利数",
        meaningEn: "Patents that it cites"),
      FactDefinition(
        .nonPatentCitations, .integer, .settled, zh: "引证非专利文献数", en: "Non-patent citations",
        meaningZh: "本专利引证的非专利文献数", meaningEn: "Other literature that it cites"),
      FactDefinition(
        .familySize, .integer, .risesWhileFilingIsOpen, zh: "简单同族数", en: "Simple family size",
        meaningZh: "数据源所载同族成员数；无记载时为组合内同族权利数",
        meaningEn: "Members as the source counts them; else the family's rights within the portfolio"),
      FactDefinition(
        .grantedOffices, .integer, .risesUpTo(.livingOffices, .others), zh: "同族授权局数",
        en: "Offices with a grant in the family",
        meaningZh: "组合内同族已授权的受理局数；同族仅一件时只看本局",
        meaningEn:
          "Offices that have granted a member held in the portfolio; for a family of one, its own office"),
      FactDefinition(
        .triadicOffices, .integer, .risesWhileFilingIsOpen, zh: "美欧日布局", en: "US, EP, JP presence",
        meaningZh: "同族在 US、EP、JP 三局中的布局数（0–3）：按数据源所列同族国别，否则按组合内同族；同族仅一件时只看本局",
        meaningEn:
          "How many of US, EP and JP the family reaches (0 to 3): by the offices that the source lists, else by the members in the portfolio; for a family of one, its own office"
      ),
      FactDefinition(
        .classBreadth, .integer, .settled, zh: "分类小类数", en: "Classification subclasses",
        meaningZh: "IPC 与 CPC 不同小类的个数", meaningEn: "Distinct IPC and CPC subclasses"),
      FactDefinition(
        .technologyField, .category, .settled, zh: "技术领域", en: "Technology field",
        meaningZh: "首个 IPC 所属的 WIPO 35 个技术领域之一",
        meaningEn: "One of WIPO's 35 fields, from the first IPC symbol"
      ),
      FactDefinition(
        .ownerCount, .integer, .free(.owner), zh: "权利人数", en: "Owners", meaningZh: "基准日的权利人数（不知时为申请人数）",
        meaningEn: "Owners on the as-of day, applicants where owners are not known"),
      FactDefinition(
        .inventorCount, .integer, .settled, zh: "发明人数", en: "Inventors", meaningZh: "发明人数",
        meaningEn: "Inventors"),
      FactDefinition(
        .productUse, .category, .free(.owner), zh: "产品使用", en: "Product use",
        meaningZh: "与产品的关联：core、supporting、defensive；无记录时未知",
        meaningEn: "Link to a product: core, supporting or defensive; unknown when none is recorded"),
      FactDefinition(
        .licencesOut, .integer, .free(.owner), zh: "在许可数", en: "Licences out", meaningZh: "基准日有效的许出合同数",
        meaningEn: "Licences granted and running on the as-of day"),
      FactDefinition(
        .pledged, .flag, .free(.owner), zh: "在质押", en: "Pledged", meaningZh: "基准日是否存在质押",
        meaningEn: "Whether a pledge stands"),
      FactDefinition(
        .inDispute, .flag, .free(.others), zh: "在纠纷", en: "In dispute", meaningZh: "基准日是否存在纠纷或保全",
        meaningEn: "Whether a dispute or preservation order stands"),
      FactDefinition(
        .nextFeeDay, .day, .passes(isRising: true), zh: "下次缴费期限", en: "Next fee due",
        meaningZh: "按收费模型计算的下一期限",
        meaningEn: "The next due day by the fee schedule"),
      FactDefinition(
        .nextFeeAmount, .decimal, .settled, zh: "下次费用", en: "Next fee", meaningZh: "折合组合币种，单位为元",
        meaningEn: "In the portfolio's currency, major units", isMoney: true),
      FactDefinition(
        .graceEnd, .day, .settled, zh: "滞纳期届满日", en: "Last day to pay late",
        meaningZh: "年费已逾期的权利在宽限期内可以补缴的最后一日；未逾期的不适用",
        meaningEn:
          "Of rights whose annuity is late, the last day of the grace period; not applicable to others"),
    ] + origin + scores
}

extension FactID {
  /// Kind of right.
  public static let rightKind: FactID = "right-kind"
  /// Office.
  public static let office: FactID = "office"
  /// Stage.
  public static let stage: FactID = "stage"
  /// Legal status.
  public static let legalStatus: FactID = "legal-status"
  /// Life.
  public static let legalLife: FactID = "legal-life"
  /// Filing year.
  public static let filingYear: FactID = "filing-year"
  /// Age in years.
  public static let age: FactID = "age"
  /// Remaining term in years.
  public static let remainingTerm: FactID = "remaining-term"
  /// Grant lag in years.
  public static let grantLag: FactID = "grant-lag"
  /// Years under examination.
  public static let examinationYears: FactID = "examination-years"
  /// Claims.
  public static let claims: FactID = "claims"
  /// Independent claims.
  public static let independentClaims: FactID = "independent-claims"
  /// Forward citations.
  public static let forwardCitations: FactID = "forward-citations"
  /// Forward citations by others.
  public static let forwardCitationsByOthers: FactID = "forward-citations-by-others"
  /// Forward citations a year.
  public static let citationsPerYear: FactID = "forward-citations-per-year"
  /// Backward citations.
  public static let backwardCitations: FactID = "backward-citations"
  /// Non-patent citations.
  public static let nonPatentCitations: FactID = "non-patent-citations"
  /// Simple family size.
  public static let familySize: FactID = "family-size"
  /// Offices with a grant in the family.
  public static let grantedOffices: FactID = "granted-offices"
  /// US, EP, JP presence.
  public static let triadicOffices: FactID = "triadic-offices"
  /// Classification subclasses.
  public static let classBreadth: FactID = "class-breadth"
  /// Technology field.
  public static let technologyField: FactID = "technology-field"
  /// Owners.
  public static let ownerCount: FactID = "owner-count"
  /// Inventors.
  public static let inventorCount: FactID = "inventor-count"
  /// Product use.
  public static let productUse: FactID = "product-use"
  /// Licences out.
  public static let licencesOut: FactID = "licences-out"
  /// Pledged.
  public static let pledged: FactID = "pledged"
  /// In dispute.
  public static let inDispute: FactID = "in-dispute"
  /// Next fee due.
  public static let nextFeeDay: FactID = "next-fee-day"
  /// Next fee.
  public static let nextFeeAmount: FactID = "next-fee-amount"
  /// Last day to pay late.
  public static let graceEnd: FactID = "grace-end-day"
}
