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

  static func shareOfCarryOver(_ share: String, year: Int) -> Problem {
    Problem(
      .planUnitShare, value: share,
      zh: "总预算可以结转（\(year) 年），没有单独一年的限额，单位份额“\(share)”无从计算",
      en:
        "The whole budget carries over (\(year)) and has no limit of a single year, so the share '\(share)' is a part of nothing",
      remedy: BilingualText(
        zh: "去掉总预算的 carryOver，或用 budgets 给该单位自己的限额",
        en: "Take carryOver off the whole budget, or give the unit a budget of its own"))
  }
}
