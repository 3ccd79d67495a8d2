/// The longer sentences of reports: introductions, limits, and what to do next. Chinese, a bar, English.
public enum ReportSentence: String, CaseIterable, Sendable {
  // Introductions
  case rankingIntro =
    "按模型得分排列，用于决定先看哪些；得分低只表示需要复核。|Ordered by the model's score, to say where to look first; a low score only asks for a closer look."
  case missingIntro =
    "按补齐后能使得分区间收窄的程度排列；展宽以分计，“可能改变等级”为单凭该事实就可能改变等级的件数。|Ordered by how far knowing them would narrow the intervals of the scores; widths are in points, and “could change” counts the rights whose grade that fact alone could change."
  case coverageIntro =
    "每个事实在各项权利上的状态；缺失从不按零计。|The state of each fact over all rights; a missing value never counts as zero."
  case feesIntro =
    "按缴费期限所在年度汇总；各列之和等于各项权利费用之和。|By year of the due day; each column is the sum of the rights' fees."
  case gradedIntro =
    "得分为各指标分值的加权平均；未知事实按假定分计入，区间取其最低与最高分。|A score is the weighted mean of the criteria's points; unknown facts count their assumption, and the interval takes their least and greatest points."
  case importsIntro = "行数＝入库＋并入＋拒收＋未变。|Rows = stored + merged + refused + unchanged."

  // Limits
  case limitScreening =
    "本报告说明先看哪些权利，不作处置决定；只有人的决定才算数。|This report says where to look first and decides nothing; only people's decisions count."
  case limitBibliographic =
    "著录项指标只能解释价值差异的一小部分；同分的权利价值可以相差很大。|Bibliographic indicators explain only a small part of the differences in value; rights with equal scores can differ widely."
  case limitRelative =
    "百分位是与本组合内的同类权利相比，不是与市场相比。|Percentiles compare a right with its like in this portfolio, not with the market."
  case limitCoverage =
    "平均完备度为 {share}：其余分值来自对未知事实的假定；{n} 项权利的等级可能因此改变。|Mean coverage is {share}: the rest of the scores rests on assumptions for unknown facts; rights whose grade could change for it: {n}."
  case limitUnused = "所用模型不考虑：{facts}。|The model does not look at: {facts}."
  case limitFees =
    "费用为各局官方费用，不含代理费；汇率和未来收费标准可能变化。|Fees are the offices' own, without agents' charges; exchange rates and later tariffs may change."
  case limitNoFees =
    "{n} 项权利无法给出费用，未计入合计；原因见“费用”。|Rights for which no fee can be named: {n}. The totals leave them out; “Fees” says why."
  case limitEstimates =
    "{n} 项权利的部分费用为估算（沿用最近已知标准）。|Rights some of whose fees are estimates that continue the last known amount: {n}."
  case limitAsOf = "只使用基准日 {day} 当日及以前已观察到的数据。|Only what had been observed by {day} is used."
  case limitWording =
    "“候选处置”表示可以考虑不再缴费、转让或许可，须经复核；不是对价值的结论。|“Candidate to let lapse” means that ending payment, transfer or licensing may be considered after a closer look; it is no finding on value."
  case limitHouse =
    "权重和分数线为本程序的默认值，任何标准都没有规定；标为“本程序默认”的来源同此。|Weights and thresholds are house defaults that no standard prescribes; so is every source marked as such."

  // What to do next
  case nextLate =
    "{n} 项权利处于滞纳期：先决定补缴还是终止。|Rights with a late annuity: {n}. Decide first whether to pay or to let lapse."
  case nextRestorable =
    "{n} 项权利登记为已终止但可恢复：先查请求恢复的期限是否已过。|Lapsed rights that the register calls restorable: {n}. First see whether the time to ask is still open."
  case nextFact =
    "补齐“{fact}”（{n} 项权利缺失）最能收窄分级。|Knowing “{fact}” would narrow the grades most (rights that lack it: {n})."
  case nextLowest =
    "复核{part}等级为“{grade}”的 {n} 项：{years} 年费用合计 {money}。|Look closer at {part} of grade “{grade}”: {n}, with fees over {years} years of {money}."
  case nextBound =
    "最低等级中有 {n} 项处于质押、纠纷、许可之中或为产品核心，处置前须先核对：{numbers}{more}。|Look at the ties first: of the lowest grades {n} are pledged, in dispute, licensed or the core of a product: {numbers}{more}."
  case boundRight =
    "注意：{ties}。处置前须先核对。|Mind: {ties}. Look at this before anything is disposed of."
  case nextErrors = "先处理 {n} 个错误，再使用结果。|Mend the errors before using the results: {n}."
  case nextExplain =
    "逐项理由：winnow explain {store} {number}|Reasons of one right: winnow explain {store} {number}"
  case nextReport =
    "完整报告：winnow report {store} --run {run} --output FILE.html|The full report: winnow report {store} --run {run} --output FILE.html"
}
