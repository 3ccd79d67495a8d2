internal import PolicyModels
internal import PortfolioCore

/// What a scenario asks and nobody can answer.
extension PruningAssembly {
  static func past(_ year: Int, rule: String, asOf: CalendarDay) -> Problem {
    Problem(
      .planYearOutside, value: "\(year)",
      zh: "规则“\(rule)”的年度在基准日 \(asOf.iso) 之前，其费用已成过去",
      en: "A year of the rule '\(rule)' lies before the as-of day \(asOf.iso): its fees are past",
      remedy: BilingualText(
        zh: "给出 \(asOf.year) 年或以后的年度，或用 --as-of 回到当时",
        en: "Give \(asOf.year) or a later year, or go back in time with --as-of"))
  }

  static func shareOfNothing(_ share: String) -> Problem {
    Problem(
      .planUnitShare, value: share,
      zh: "情景没有整个组合的预算，单位份额“\(share)”无从计算",
      en: "The scenario has no budget of the whole portfolio, so the share '\(share)' is a part of nothing",
      remedy: BilingualText(
        zh: "给出总预算（--budget 年=金额），或用 budgets 给该单位自己的限额",
        en:
          "Give a budget of the whole (--budget YEAR=AMOUNT), or give the unit a budget of its own in budgets"
      ))
  }
}
