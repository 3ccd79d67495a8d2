import PortfolioCore
import Valuation

/// How a method of valuation reckons, what it needs, where it comes from, and what it cannot say.
struct ValuationMethodDefinition {
  /// The formula in words.
  let formula: BilingualText
  /// The tables and models it rests on.
  let data: BilingualText
  /// What becomes of missing inputs.
  let unknown: BilingualText
  /// Where the method is laid down.
  let source: BilingualText
  /// What it does not say.
  let limits: BilingualText

  private static let notApplicable = BilingualText(
    zh: "缺少任一必需输入即“不适用”，并说明缺什么；不以零代替",
    en:
      "Without a necessary input the method is “not applicable”, with what is missing; nothing counts as zero"
  )

  static func of(_ method: ValuationMethod) -> ValuationMethodDefinition {
    switch method {
    case .reliefFromRoyalty:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "各年收入 × 归属比例 × 许可费率 ×（1 − 税率），按强度衰减后折现求和；费率 K = m + (n − m)·r，r 由登记册各因素给出",
          en:
            "Yearly revenue × share attributed × royalty rate × (1 − tax), faded by strength, discounted and summed; the rate is K = m + (n − m)·r, r placed by the register"
        ),
        data: BilingualText(
          zh: "product_links、revenues、attributions 表；费率区间（royalty-rates 或 comparables）；valuation-settings",
          en:
            "Tables product_links, revenues, attributions; a range of rates (royalty-rates or comparables); valuation-settings"
        ), unknown: notApplicable,
        source: BilingualText(
          zh: "收益法之一（WIPO CDIP/17/INF/2 第 3.3.8 节有例）；K 按综合评分法在费率区间内取值",
          en:
            "An income method (example in WIPO CDIP/17/INF/2, section 3.3.8); K by the scoring method of Chinese appraisers"
        ),
        limits: BilingualText(
          zh: "费率区间很宽，收入多为预测；归属比例是判断，不是测量",
          en: "Ranges of rates are wide and revenue is mostly a forecast; the share attributed is a judgement"
        ))
    case .excessEarnings:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "各年（息税摊销前利润 − 其他资产的贡献费）×（1 − 税率）折现求和",
          en: "Yearly (EBITA − charges for the other assets) × (1 − tax), discounted and summed"),
        data: BilingualText(zh: "product_figures 表", en: "Table product_figures"), unknown: notApplicable,
        source: BilingualText(
          zh: "AICPA 关于多期超额收益法的白皮书（2013）：一次评估避免用两次",
          en: "AICPA white paper on multi-period excess earnings (2013): not twice in one valuation"),
        limits: BilingualText(
          zh: "一项业务只能用于一项资产，否则同一利润计两次",
          en: "For one asset of a business only, else a profit counts twice"))
    case .withAndWithout:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "各年（有该资产的现金流 − 没有时的现金流）× 竞争夺走差额的概率，折现求和",
          en:
            "Yearly (cash flow with − cash flow without) × the probability that competition takes the difference, discounted and summed"
        ),
        data: BilingualText(zh: "product_figures 表", en: "Table product_figures"), unknown: notApplicable,
        source: BilingualText(
          zh: "两种情形现值之差，通行做法；竞争概率为默认值（businessRanges）",
          en:
            "The difference of two present values, as commonly done; the range of the probability is a house default (businessRanges)"
        ),
        limits: BilingualText(
          zh: "没有该资产时的现金流是设想，无从观察", en: "The flows without the asset are imagined; nobody observes them"))
    case .profitSplit:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "各年利润 × 约定的分成比例，折现求和", en: "Yearly profit × the share agreed, discounted and summed"),
        data: BilingualText(
          zh: "comparables 表中有凭据的分成比例、product_figures 表的利润",
          en: "A share with evidence in table comparables, profits of product_figures"),
        unknown: notApplicable,
        source: BilingualText(
          zh: "许可实务；“百分之二十五”惯例已被 Uniloc v. Microsoft（2011）否定，故不用",
          en:
            "Licensing practice; the rule of 25 % was rejected in Uniloc v. Microsoft (2011) and is not used"),
        limits: BilingualText(zh: "他人约定的比例未必适合本资产", en: "What others agreed need not fit this asset"))
    case .cost:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "历年支出（有价格指数时按指数调整）＋ 开发者利润，在有用年限内摊销，不晚于权利期限届满",
          en:
            "Spending by year, indexed where a price index is given, with a developer's margin, written off over its useful life, at latest by the end of the legal term"
        ),
        data: BilingualText(
          zh: "costs、payments、product_figures 表；price-index",
          en: "Tables costs, payments, product_figures; price-index"),
        unknown: notApplicable,
        source: BilingualText(
          zh: "重置成本扣除贬值，通行做法；使用年限与开发者利润见 product_figures 与 valuation-settings",
          en:
            "Replacement cost less obsolescence, as commonly done; useful life and margin from product_figures and valuation-settings"
        ),
        limits: BilingualText(
          zh: "花了多少不说明值多少；别的方法都不适用时才计入，不作许可费节省的下限",
          en:
            "What was spent says little of what it is worth; it counts only where no better method applies, and is no floor of royalties"
        )
      )
    case .market:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "可比许可与交易的价格 × 各项调整系数",
          en: "Prices of comparable licences and deals × coefficients of adjustment"),
        data: BilingualText(zh: "comparables 表", en: "Table comparables"), unknown: notApplicable,
        source: BilingualText(
          zh: "可比交易，通行做法；调整系数由用户写入 comparables 表",
          en: "Comparable deals, as commonly done; the coefficients are what you write into table comparables"
        ),
        limits: BilingualText(
          zh: "公开的成交很少，成交条件多不公开；要价不是成交价，不计入",
          en: "Few deals are public and their terms seldom; a price asked is no price paid and never counts"))
    case .renewal:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "V(r) = 各可能止付年中 ∑ vᵏ(r·dᵏ − 费用) 的最大值；年收益 r 呈对数正态分布，评分按其百分位移动中位数",
          en:
            "V(r) = the greatest of ∑ vᵏ(r·dᵏ − fee) over the years at which one may stop; the return r is lognormal, a score moves its median by its percentile"
        ),
        data: BilingualText(
          zh: "真实收费表、renewal-value 模型、评分", en: "The real fee schedules, the model renewal-value, the score"),
        unknown: BilingualText(
          zh: "费用不知道的权利没有维持价值，并列出原因",
          en: "A right whose fees are not known has none, and is listed with the reason"),
        source: BilingualText(
          zh: "Schankerman、Pakes，Economic Journal 96（1986）；参数由存续数据推算，为默认值",
          en:
            "Schankerman and Pakes, Economic Journal 96 (1986); parameters worked out from survival are house defaults"
        ),
        limits: BilingualText(
          zh: "不知道收入时才用；著录项指标只解释价值差异的百分之几，故低、高相差很大",
          en:
            "For rights without known revenue; bibliographic figures explain a few per cent of what values differ by, so low and high lie far apart"
        ))
    case .realOption:
      return ValuationMethodDefinition(
        formula: BilingualText(
          zh: "Black-Scholes-Merton 看涨期权，拖延成本 y = 1/剩余年数",
          en: "A Black-Scholes-Merton call with the cost of delay y = 1/years left"),
        data: BilingualText(
          zh: "product_figures 表的现值、投资额、波动率",
          en: "Present value, investment and volatility in table product_figures"),
        unknown: notApplicable,
        source: BilingualText(
          zh: "Damodaran on Valuation 第 12 章（例 12.5 作为测试）",
          en: "Damodaran on Valuation, chapter 12 (illustration 12.5 is a test)"),
        limits: BilingualText(
          zh: "波动率难以观察，稍改即变；只用于尚未投产的项目",
          en: "Volatility can hardly be observed and a little of it moves much; only for projects not begun"))
    }
  }
}
