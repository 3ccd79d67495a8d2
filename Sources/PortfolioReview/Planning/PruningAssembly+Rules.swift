internal import Foundation
internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// The rows of a plan: caps on money, numbers of live rights, shares.
extension PruningAssembly {
  struct Rule {
    var row: PlanRow
    /// The first year that a cumulative row counts.
    var begin: Int
    /// For money 1 for each right in scope, for shares its weight; empty for coverage, whose few rights stand in
    /// ``PruningAssembly/coverageOfRow``.
    var weights: [Int64]
    /// What a share row counts.
    var members: ShareMembers?

    var isMoney: Bool { row.kind == .budget || row.kind == .unitShare }

    /// Whether it counts a calendar year.
    func counts(_ year: Int) -> Bool {
      row.isCumulative ? row.year >= year && begin <= year : row.year == year
    }
  }

  mutating func rules() -> [Rule] {
    var rules: [Rule] = []
    for budget in scenario.budgets { budgetRules(budget, &rules) }
    for share in scenario.unitShares { unitShareRules(share, &rules) }
    let lastYear = rules.map(\.row.year).max() ?? firstYear
    for coverage in scenario.coverage { coverageRules(coverage, lastYear, &rules) }
    for share in scenario.shares { shareRules(share, lastYear, &rules) }
    // A rule that was refused is a rule all the same.
    let isRefused = (problems + matcher.problems).contains { $0.severity == .error }
    if rules.isEmpty && scenario.drop.isEmpty && !isRefused {
      problems.append(
        Problem(
          .planWithoutRule, value: scenario.header.id, zh: "情景中没有预算、覆盖、比例或放弃清单，无从取舍",
          en:
            "The scenario has no budget, coverage rule, share or list to let go, so there is nothing to weigh",
          remedy: BilingualText(
            zh: "给出预算，如 --budget \(run.asOf.year + 1)=1200000",
            en: "Give a budget, such as --budget \(run.asOf.year + 1)=1200000")))
    }
    return rules
  }

  mutating func isInside(_ year: Int, _ rule: String) -> Bool {
    if (firstYear..<firstYear + yearCount).contains(year) { return true }
    if year < run.asOf.year {
      problems.append(PruningAssembly.past(year, rule: rule, asOf: run.asOf))
      return false
    }
    problems.append(
      Problem(
        .planYearOutside, value: "\(year)",
        zh: "规则“\(rule)”的年度在计划期间 \(firstYear)–\(firstYear + yearCount - 1) 之外",
        en:
          "A year of the rule '\(rule)' lies outside the plan's years \(firstYear) to \(firstYear + yearCount - 1)",
        remedy: BilingualText(zh: "更正年度，或加长 horizon", en: "Correct the year, or make the horizon longer")))
    return false
  }

  /// The amounts of a budget by year. Between the years of one that carries over nothing new comes in, and what was
  /// left still limits them.
  private func amounts(of budget: PruningScenario.BudgetRule) -> [(year: Int, amount: String)] {
    let given = budget.amounts.map { (year: $0.year, amount: $0.amount) }
    guard budget.carryOver, let first = given.first?.year, let last = given.last?.year else { return given }
    return (first...last).map { year in given.first { $0.year == year } ?? (year, "0") }
  }

  mutating func budgetRules(_ budget: PruningScenario.BudgetRule, _ rules: inout [Rule]) {
    let members = matcher.scope(budget).map { Int64($0 ? 1 : 0) }
    var total: Int64 = 0
    for (year, text) in amounts(of: budget) {
      guard isInside(year, budget.id), let cap = Money(decimal: text, currency: run.currency)?.minorUnits
      else {
        continue
      }
      let (sum, isOver) = total.addingReportingOverflow(cap)
      guard !isOver, sum < 1 << 58 else {
        problems.append(
          Problem(.planYearOutside, value: text, zh: "预算金额过大", en: "The amounts of the budget are too large"))
        return
      }
      total = sum
      let parts = [
        budget.unit.map { matcher.unitName($0) }, budget.office, budget.businessLine,
      ].compactMap { $0 }
      let scope = parts.joined(separator: " · ")
      let own = BilingualText(
        zh: (scope.isEmpty ? "" : scope + " ") + "\(year) 年预算",
        en: "budget \(year)" + (scope.isEmpty ? "" : ", " + scope))
      rules.append(
        Rule(
          row: PlanRow(
            rule: budget.id, kind: .budget,
            name: budget.carryOver
              ? BilingualText(zh: own.zh + "（含结转）", en: own.en + " (with what was left over)") : own,
            year: year, isCap: true, limit: budget.carryOver ? total : cap, reserved: 0,
            isCumulative: budget.carryOver, isWhole: budget.isWhole,
            overrunPrice: budget.overrunPrice.flatMap { Double("\($0)") },
            ownName: budget.carryOver ? own : nil),
          begin: budget.amounts.first?.year ?? year, weights: members))
    }
  }

  mutating func unitShareRules(_ share: PruningScenario.UnitShareRule, _ rules: inout [Rule]) {
    let scope = matcher.scope(
      PruningScenario.BudgetRule(
        id: share.id, unit: share.unit, office: nil, businessLine: nil, amounts: [], carryOver: false,
        overrunPrice: nil))
    let points = (share.atMost * 10_000 as NSDecimalNumber).int64Value
    let wholes = rules.enumerated().filter { $0.element.row.isWhole }
    if !scenario.budgets.contains(where: \.isWhole) {
      problems.append(PruningAssembly.shareOfNothing(share.id))
    }
    for (index, whole) in wholes {
      let cap = Money(minorUnits: whole.row.limit, currency: run.currency).scaled(by: points, over: 10_000)
      let name = matcher.unitName(share.unit)
      let year = whole.row.year
      // A part of what carries over carries over.
      let carried =
        whole.row.isCumulative
        ? BilingualText(zh: "，含结转", en: ", with what was left over") : BilingualText(zh: "", en: "")
      rules.append(
        Rule(
          row: PlanRow(
            rule: share.id, kind: .unitShare,
            name: BilingualText(
              zh: "\(name) \(year) 年预算份额（\(share.atMost * 100)%\(carried.zh)）",
              en: "share of \(name) in the budget \(year) (\(share.atMost * 100)%\(carried.en))"),
            year: year, isCap: true, limit: cap.minorUnits, reserved: 0,
            isCumulative: whole.row.isCumulative, isWhole: false, overrunPrice: nil,
            ownName: whole.row.isCumulative
              ? BilingualText(
                zh: "\(name) \(year) 年预算份额（\(share.atMost * 100)%）",
                en: "share of \(name) in the budget \(year) (\(share.atMost * 100)%)") : nil,
            part: PlanPart(row: index, tenThousandths: points)), begin: whole.begin,
          weights: scope.map { $0 ? 1 : 0 }))
    }
  }

  mutating func coverageRules(
    _ coverage: PruningScenario.CoverageRule, _ lastYear: Int, _ rules: inout [Rule]
  ) {
    let from = coverage.from ?? firstYear
    let to = max(from, coverage.to ?? lastYear)
    guard isInside(from, coverage.id), isInside(to, coverage.id) else { return }
    for protection in matcher.protections(coverage) {
      for year in from...to {
        for row in protection.rows where isLive(row) { coverageOfRow[row, default: []].append(rules.count) }
        let place = protection.market ?? ""
        rules.append(
          Rule(
            row: PlanRow(
              rule: coverage.id, kind: .coverage,
              name: BilingualText(
                zh:
                  "产品 \(protection.product.code) \(protection.product.name)\(place.isEmpty ? "" : " 在 \(place)") \(year) 年保护",
                en:
                  "protection of \(protection.product.code) \(protection.product.name)\(place.isEmpty ? "" : " in \(place)") \(year)"
              ),
              year: year, isCap: false, limit: Int64(coverage.atLeast), reserved: 0, isCumulative: false,
              isWhole: false,
              overrunPrice: coverage.shortfallPrice.flatMap {
                Money(decimal: $0, currency: run.currency).map {
                  Double($0.minorUnits) / Double(run.currency.minorPerMajor)
                }
              }), begin: year, weights: []))
      }
    }
  }

  /// A right that protects something: granted, and alive as far as is known.
  func isLive(_ row: Int) -> Bool {
    fees.standing[row] == .known || fees.standing[row] == .unknown
      || (fees.standing[row] == .noFees && run.table[.legalLife]?.category(row) == LegalLife.alive.rawValue)
  }

  mutating func shareRules(
    _ share: PruningScenario.ShareRule, _ lastYear: Int, _ rules: inout [Rule]
  ) {
    let from = share.from ?? firstYear
    let to = max(from, share.to ?? lastYear)
    guard isInside(from, share.id), isInside(to, share.id) else { return }
    let what = ConditionMatcher(share.what, table: run.table)
    let among = share.among.map { ConditionMatcher($0, table: run.table) }
    let least = (share.atLeast * 10_000 as NSDecimalNumber).int64Value
    let isCounted = (0..<count).map { isLive($0) && (among?.holds($0) ?? true) }
    let members = ShareMembers(what: (0..<count).map { isCounted[$0] && what.holds($0) }, among: isCounted)
    let weights = (0..<count).map { row in
      members.among[row] ? (members.what[row] ? 10_000 : 0) - least : 0
    }
    for year in from...to {
      let alive = (0..<count).filter { members.among[$0] && fees.life($0) > year - firstYear }
      rules.append(
        Rule(
          row: PlanRow(
            rule: share.id, kind: .share,
            name: BilingualText(zh: "\(share.title.zh) \(year) 年", en: "\(share.title.en) \(year)"),
            year: year,
            isCap: false, limit: 0, reserved: 0, isCumulative: false, isWhole: false, overrunPrice: nil,
            share: PlanShare(
              floor: least, whatBefore: alive.count { members.what[$0] }, allBefore: alive.count)),
          begin: year, weights: weights, members: members))
    }
  }
}
