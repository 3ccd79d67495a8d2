import PortfolioCore
import PortfolioReview

/// What an indicator of the portfolio counts, from which facts, and what it cannot say. The counting itself is
/// `IndicatorAssembly`; a test holds each text against it.
struct IndicatorDefinition {
  /// What is counted, and over what.
  let formula: BilingualText
  /// The facts and tables it rests on.
  let data: BilingualText
  /// What becomes of rights of which the facts are not known.
  let unknown: BilingualText
  /// What it does not say.
  let limits: BilingualText

  /// A share's unknown rights: the range runs from what is proven to what is possible.
  private static let rangeOfShare = BilingualText(
    zh: "不知道的权利留在分母中：左端按都不算，右端按都算",
    en: "Rights not known stay in the denominator: the left end counts none of them, the right end all")
  private static let rangeOfNumber = BilingualText(
    zh: "左端只数已证明的，右端连同不知道的一起数",
    en: "The left end counts what is proven, the right end adds the rights not known")
  private static let whollyKnown = BilingualText(
    zh: "权利种类或法律状态不知道的权利不计入", en: "Rights of unknown kind or legal state are not counted")

  static func of(_ id: IndicatorID) -> IndicatorDefinition {
    switch id {
    case .inventionShare:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "有效发明 ÷ 有效专利（发明、实用新型、外观设计；含在滞纳期内的）",
          en:
            "Inventions in force ÷ patents in force (inventions, utility models, designs; those in the grace period of a fee included)"
        ),
        data: BilingualText(zh: "权利种类、法律状态", en: "Kind of right, legal state"), unknown: whollyKnown,
        limits: BilingualText(
          zh: "各局合计；同族在几国各计一件。比例高可以只因放弃了实用新型",
          en:
            "All offices together; a family counts once in each country. The share also rises by giving up utility models"
        ))
    case .triadicStock:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "受理局为美国、日本、欧洲专利局且有效的专利件数",
          en: "The number of patents in force whose office is the US, the Japanese or the European one"),
        data: BilingualText(zh: "受理局、权利种类、法律状态", en: "Office, kind of right, legal state"),
        unknown: rangeOfNumber,
        limits: BilingualText(
          zh: "欧洲按欧洲专利局授权计，各国生效部分不另计；考核口径未公开时以主管部门为准",
          en:
            "Europe is the EPO: national parts are not counted again; where the authority counts otherwise, its way holds"
        )
      )
    case .overseasGrants:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "受理局既非中国也非国际局且有效的专利件数",
          en: "The number of patents in force at offices other than the Chinese and the International Bureau"),
        data: BilingualText(zh: "受理局、权利种类、法律状态", en: "Office, kind of right, legal state"),
        unknown: rangeOfNumber,
        limits: BilingualText(
          zh: "香港、澳门、台湾按其受理局计入；同一发明在几国各计一件",
          en: "Hong Kong, Macao and Taiwan count by their offices; one invention counts in each country"))
    case .pctFilings:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "受理局为国际局的专利申请件数，不论现在状态",
          en: "The number of applications at the International Bureau, whatever became of them"),
        data: BilingualText(zh: "受理局、权利种类", en: "Office, kind of right"), unknown: whollyKnown,
        limits: BilingualText(
          zh: "只数导出中有的；多数数据库在进入国家阶段后不再列出国际申请",
          en:
            "Only those in the export; many databases no longer list an international application after the national phase"
        ))
    case .madridRegistrations:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "受理局为国际局且有效的商标注册件数",
          en: "The number of marks in force that are registered at the International Bureau"),
        data: BilingualText(zh: "受理局、权利种类、法律状态", en: "Office, kind of right, legal state"),
        unknown: rangeOfNumber,
        limits: BilingualText(
          zh: "一件国际注册计一件，不论指定几国",
          en: "An international registration counts once, whatever number of countries it designates"
        ))
    case .chinaPatentAwards:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "表 recognitions 中记录的中国专利奖项数之和", en: "The sum of China Patent Awards in table recognitions"),
        data: BilingualText(zh: "奖项（recognitions 表）", en: "Awards (table recognitions)"),
        unknown: BilingualText(
          zh: "一项奖也没有记录时为未知，不作零", en: "Without any record of awards it is not known, which is not zero"),
        limits: BilingualText(
          zh: "金奖、银奖、优秀奖同样计一项；放弃的权利所获奖项仍计",
          en: "Gold, silver and excellence count alike; awards of rights given up still count"))
    case .grantRate:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "已授权的中国发明 ÷（已授权 + 驳回 + 撤回）",
          en: "Chinese inventions granted ÷ (granted + refused + withdrawn)"),
        data: BilingualText(zh: "阶段、法律状态", en: "Stage, legal state"),
        unknown: BilingualText(zh: "在审的不计入", en: "Pending applications are not counted"),
        limits: BilingualText(
          zh: "是现有库存的比例，不是某一年的授权率；库中不保留驳回案时偏高",
          en: "It is the rate of the stock and not of a year; where refused cases are not kept it is too high"
        ))
    case .implementationRate:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "用于产品（核心或配套）或在许可中的有效专利 ÷ 有效专利",
          en:
            "Patents in force that serve a product (core or supporting) or are licensed out ÷ patents in force"
        ),
        data: BilingualText(
          zh: "产品使用（product_links 表）、在许可数", en: "Product use (table product_links), licences out"),
        unknown: rangeOfShare,
        limits: BilingualText(
          zh: "没有记录不等于没有实施，故常为一段范围；工艺、防御性使用不在其内",
          en:
            "Without a record nothing is said, so it is often a wide range; processes and defensive use are outside"
        ))
    case .gradedShare:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "本次评审给出等级的有效专利 ÷ 有效专利", en: "Patents in force that this review graded ÷ patents in force"),
        data: BilingualText(zh: "本次评审", en: "This review"), unknown: whollyKnown,
        limits: BilingualText(
          zh: "只说明分过级，不说明分得准；未定的等级也计入",
          en: "It says that they were graded and not how well; unsettled grades count too"))
    case .highValueShare:
      return IndicatorDefinition(
        formula: BilingualText(
          zh: "至少符合国家知识产权局五种情形之一的有效中国发明 ÷ 有效中国发明",
          en:
            "Chinese inventions in force to which at least one of CNIPA's five cases applies ÷ Chinese inventions in force"
        ),
        data: BilingualText(
          zh: "分类模型 high-value-invention 所用的事实", en: "The facts of the classification high-value-invention"),
        unknown: rangeOfShare,
        limits: BilingualText(
          zh: "各情形所需的产业、维持年限、质押金额等多要另行记录；不记录则无从判断",
          en:
            "Industry, years kept and sums of pledges have mostly to be recorded by hand; without them nothing can be said"
        ))
    }
  }
}
