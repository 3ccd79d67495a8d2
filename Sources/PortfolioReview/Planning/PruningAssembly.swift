internal import Foundation
internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// Puts a run, its fees and a scenario together into the problem of a plan.
///
/// What nobody can judge is not decided: a right whose worth or fees are not known keeps its place, its known
/// fees come out of the budgets first, and it is counted as alive.
struct PruningAssembly {
  let run: ReviewRun
  let scenario: PruningScenario
  let fees: PlanningFees
  let worth: WorthColumns
  var matcher: RuleMatcher
  private(set) var problems: [Problem] = []
  /// The coverage rows that a right counts for.
  private var coverageOfRow: [Int: [Int]] = [:]
  /// The rows that weigh each right: money and shares.
  private var denseRules: [Int] = []

  /// What was assembled.
  struct Assembled {
    var model: PlanModel
    /// What is settled for each right before the solver decides; nil for those it decides.
    var settled: [PlanAction?]
    var reasonOfRow: [Int16]
    var reasons: [BilingualText]
    /// The class of each row of the table; -1 for rights outside the decision.
    var classOfRow: [Int32]
    var problems: [Problem]
  }

  init(
    run: ReviewRun, scenario: PruningScenario, fees: PlanningFees, worth: WorthColumns, ties: PlanningTies,
    find: @escaping (String) -> Int?
  ) {
    self.run = run
    self.scenario = scenario
    self.fees = fees
    self.worth = worth
    matcher = RuleMatcher(run: run, ties: ties, find: find)
  }

  private static let paidAlready = BilingualText(
    zh: "计划期内的费用已经缴纳", en: "A fee of the plan's years is paid already")

  var count: Int { run.table.count }
  private var firstYear: Int { fees.firstYear }
  private var yearCount: Int { fees.yearCount }

  mutating func assemble() throws -> Assembled {
    let lists = lists()
    let rules = rules()
    denseRules = rules.indices.filter { rules[$0].row.kind != .coverage }
    problems += matcher.problems
    guard !problems.contains(where: { $0.severity == .error }) else { throw ProblemList(problems) }
    let ruledYears = (rules.map { $0.row.year - firstYear + 1 }.max() ?? 1)
    let families = families()
    var model = PlanModel(
      name: scenario.header.id, firstYear: firstYear, yearCount: yearCount, ruledYears: ruledYears)
    model.rows = rules.map(\.row)
    model.minorPerValue = scenario.objective == .gradePoints ? nil : run.currency.minorPerMajor
    model.subtractsFees = scenario.objective?.subtractsFees ?? true
    let rate = Double("\(scenario.discountRate ?? 0)") ?? 0
    var discount = 1.0
    for _ in 0..<yearCount {
      model.discounts.append(discount)
      discount /= 1 + rate
    }
    var result = Assembled(
      model: model, settled: [], reasonOfRow: [Int16](repeating: -1, count: count),
      reasons: lists.titles + worth.reasons + fees.reasons + [PruningAssembly.paidAlready],
      classOfRow: [Int32](repeating: -1, count: count), problems: [])
    for row in 0..<count {
      let settled = standing(row, ruledYears)
      result.settled.append(settled)
      if settled == .needsFact, lists.drop[row] < 0 {
        result.reasonOfRow[row] =
          fees.reasonOfRow[row] >= 0
          ? fees.reasonOfRow[row] + Int16(clamping: lists.titles.count + worth.reasons.count)
          : worth.reasonOfRow[row] >= 0
            ? worth.reasonOfRow[row] + Int16(clamping: lists.titles.count) : -1
      }
      let inFamily = families.isCoupled[row]
      switch settled {
      case .notYetGranted, .restorable: continue
      case .noFees:
        // What costs nothing to keep, such as a technical secret, protects a product all the same.
        if isLive(row) { reserve(row, &result, rules, settled) }
      case .needsFact where lists.drop[row] >= 0:
        // A person has decided already; the machine recommends nothing.
        result.settled[row] = nil
        add(row, &result, lists, rules, inFamily: inFamily)
      case .needsFact, .nothingDue:
        if inFamily {
          add(row, &result, lists, rules, inFamily: true)
        } else {
          reserve(row, &result, rules, settled)
        }
      default: add(row, &result, lists, rules, inFamily: inFamily)
      }
    }
    couple(&result, families.members)
    checkCandidates(&result, rules)
    if !result.classOfRow.contains(where: { $0 >= 0 }) {
      problems.append(
        Problem(
          .planNothingToDecide, zh: "计划年度内没有既有应缴费用、价值又已知的权利",
          en: "No right has both a fee in the plan's years and a known worth",
          remedy: BilingualText(
            zh: "用 winnow check 查看缺少的事实，或给出较长的预算年度",
            en: "winnow check shows the missing facts; or give budgets for later years")))
    }
    result.problems = problems
    return result
  }

  // MARK: Rights

  /// What is settled for a right before anything is weighed; nil when the plan decides.
  private func standing(_ row: Int, _ ruledYears: Int) -> PlanAction? {
    switch fees.standing[row] {
    case .noFees: return .noFees
    case .notYetGranted: return .notYetGranted
    case .restorable: return .restorable
    case .unknown: return .needsFact
    case .known: break
    }
    let start = row * yearCount
    let isDue = fees.amounts[start..<start + ruledYears].contains { $0 != 0 }
    if !isDue { return .nothingDue }
    return worth.isKnown[row] ? nil : .needsFact
  }

  /// How many years of the plan a right can live through, at most as many as the plan looks.
  private func life(_ row: Int) -> Int {
    let start = row * yearCount
    let lastFee = ((0..<yearCount).last { fees.amounts[start + $0] != 0 } ?? -1) + 1
    let lastYear = Int(fees.lastYear[row]) - firstYear + 1
    return min(yearCount, max(lastFee, lastYear, 0))
  }

  private func add(_ row: Int, _ result: inout Assembled, _ lists: Lists, _ rules: [Rule], inFamily: Bool) {
    let life = life(row)
    let ruled = result.model.ruledYears
    let length = inFamily ? life : min(life, ruled)
    guard length > 0 else { return }
    let index = Int32(result.model.count)
    result.classOfRow[row] = index
    let isJudged = worth.isKnown[row] && fees.standing[row] == .known
    var least = 0
    if Int(fees.paidThrough[row]) >= firstYear { least = Int(fees.paidThrough[row]) - firstYear + 1 }
    var leastTail = 0
    if lists.keep[row] >= 0 {
      let until = lists.until[row].map { $0 - firstYear + 1 } ?? life
      least = max(least, min(until, length))
      leastTail = max(0, min(until, life) - length)
      result.model.listed[lists.ids[Int(lists.keep[row])], default: []].append(index)
      result.reasonOfRow[row] = lists.keep[row]
    }
    if least > 0, lists.keep[row] < 0, lists.drop[row] < 0, isJudged {
      result.reasonOfRow[row] = Int16(clamping: result.reasons.count - 1)
    }
    var most = length
    if lists.drop[row] >= 0 {
      most = max(0, least)
      result.model.listed[lists.ids[Int(lists.drop[row])], default: []].append(index)
      result.reasonOfRow[row] = lists.drop[row]
    } else if !isJudged {
      least = length
    }
    result.model.rights.append(Int32(row))
    result.model.steps.append(Int16(length))
    result.model.tails.append(Int16(inFamily ? 0 : life - length))
    result.model.leastTail.append(Int16(leastTail))
    result.model.atLeast.append(Int16(min(least, length)))
    result.model.atMost.append(Int16(most))
    result.model.counts.append(isJudged)
    for year in 0..<yearCount {
      let cell = row * yearCount + year
      result.model.worth.append(worth.amounts[cell])
      result.model.fees.append(fees.amounts[cell])
      result.model.net.append(
        isJudged && year < life ? net(row, year, result.model) : 0)
    }
    for step in 0..<length {
      eachUse(row, step, rules) { rule, amount in
        result.model.useRow.append(Int32(rule))
        result.model.useAmount.append(amount)
      }
      result.model.useStart.append(Int32(clamping: result.model.useRow.count))
    }
    result.model.stepStart.append(Int32(clamping: result.model.useStart.count - 1))
  }

  /// What keeping a right in a year adds, in units of value.
  private func net(_ row: Int, _ year: Int, _ model: PlanModel) -> Int64 {
    let cell = row * yearCount + year
    return PlanModel.net(
      worth: Double(worth.amounts[cell]), fee: model.subtractsFees ? fees.amounts[cell] : 0,
      minorPerValue: model.minorPerValue, discount: model.discounts[year])
  }

  /// A right outside the decision takes its part of the rows before anybody else.
  private func reserve(_ row: Int, _ result: inout Assembled, _ rules: [Rule], _ action: PlanAction?) {
    let pays = action != .needsFact || scenario.unknownWorth != .outsideBudget
    for step in 0..<min(life(row), result.model.ruledYears) {
      eachUse(row, step, rules) { rule, amount in
        let isMoney = rules[rule].row.kind == .budget || rules[rule].row.kind == .unitShare
        if pays || !isMoney { result.model.rows[rule].reserved += amount }
      }
    }
  }

  /// The uses of a right in a year of the plan.
  private func eachUse(_ row: Int, _ step: Int, _ rules: [Rule], _ body: (Int, Int64) -> Void) {
    let year = firstYear + step
    for index in denseRules {
      let rule = rules[index]
      guard rule.row.isCumulative ? rule.row.year >= year && rule.begin <= year : rule.row.year == year,
        rule.weights[row] != 0
      else { continue }
      let isMoney = rule.row.kind != .share
      let amount = isMoney ? fees.amounts[row * yearCount + step] : rule.weights[row]
      if amount != 0 { body(index, amount) }
    }
    for index in coverageOfRow[row] ?? [] where rules[index].row.year == year { body(index, 1) }
  }

  // MARK: Lists

  private struct Lists {
    var keep: [Int16]
    var drop: [Int16]
    var until: [Int?]
    var titles: [BilingualText]
    var ids: [String]
  }

  private mutating func lists() -> Lists {
    var lists = Lists(
      keep: Array(repeating: -1, count: count), drop: Array(repeating: -1, count: count),
      until: Array(repeating: nil, count: count), titles: [], ids: [])
    // What a gate forbids comes before what a scenario asks.
    for list in run.gates?.lapseBlocks(run.table) ?? [] {
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(list.title)
      lists.ids.append(list.id)
      for row in list.rows where lists.keep[row] < 0 { lists.keep[row] = number }
    }
    for rule in scenario.keep {
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(rule.title)
      lists.ids.append(rule.id)
      for (row, fits) in matcher.rights(rule).enumerated() where fits {
        // Of several lists the one that keeps longest counts, and of equals the first.
        let isLonger = lists.keep[row] < 0 || (rule.until ?? .max) > (lists.until[row] ?? .max)
        if isLonger {
          lists.keep[row] = number
          lists.until[row] = rule.until
        }
      }
    }
    for rule in scenario.drop {
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(rule.title)
      lists.ids.append(rule.id)
      var both: [String] = []
      for (row, fits) in matcher.rights(rule).enumerated() where fits {
        if lists.keep[row] >= 0 {
          both.append(run.table.text("number", row))
        } else if lists.drop[row] < 0 {
          lists.drop[row] = number
        }
      }
      guard !both.isEmpty else { continue }
      problems.append(
        Problem(
          .planKeepAndDrop, value: both.prefix(3).joined(separator: ", "),
          zh: "\(both.count) 项权利同时在放弃清单“\(rule.title.zh)”和保留清单上，按保留处理",
          en:
            "\(both.count) rights on the list '\(rule.title.en)' to let go are also on a list to keep; they are kept",
          remedy: BilingualText(zh: "更正其中一个清单", en: "Correct one of the lists")))
    }
    return lists
  }

  // MARK: Rows

  struct Rule {
    var row: PlanRow
    /// The first year that a cumulative row counts.
    var begin: Int
    /// For money 1 for each right in scope, for shares its weight; empty for coverage, whose few rights stand in
    /// ``PruningAssembly/coverageOfRow``.
    var weights: [Int64]
  }

  private mutating func rules() -> [Rule] {
    var rules: [Rule] = []
    for budget in scenario.budgets { budgetRules(budget, &rules) }
    for share in scenario.unitShares { unitShareRules(share, &rules) }
    let lastYear = rules.map(\.row.year).max() ?? firstYear
    for coverage in scenario.coverage { coverageRules(coverage, lastYear, &rules) }
    for share in scenario.shares { shareRules(share, lastYear, &rules) }
    if rules.isEmpty && scenario.drop.isEmpty && !problems.contains(where: { $0.code == .planYearOutside }) {
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

  private mutating func isInside(_ year: Int, _ rule: String) -> Bool {
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

  private mutating func budgetRules(_ budget: PruningScenario.BudgetRule, _ rules: inout [Rule]) {
    let members = matcher.scope(budget).map { Int64($0 ? 1 : 0) }
    var total: Int64 = 0
    for (year, text, _) in budget.amounts {
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
      rules.append(
        Rule(
          row: PlanRow(
            rule: budget.id, kind: .budget,
            name: BilingualText(
              zh: (scope.isEmpty ? "" : scope + " ") + "\(year) 年预算" + (budget.carryOver ? "（含结转）" : ""),
              en: "budget \(year)" + (scope.isEmpty ? "" : ", " + scope)
                + (budget.carryOver ? " (with what was left over)" : "")),
            year: year, isCap: true, limit: budget.carryOver ? total : cap, reserved: 0,
            isCumulative: budget.carryOver, isWhole: budget.isWhole,
            overrunPrice: budget.overrunPrice.flatMap { Double("\($0)") }),
          begin: budget.amounts.first?.year ?? year, weights: members))
    }
  }

  private mutating func unitShareRules(_ share: PruningScenario.UnitShareRule, _ rules: inout [Rule]) {
    let scope = matcher.scope(
      PruningScenario.BudgetRule(
        id: share.id, unit: share.unit, office: nil, businessLine: nil, amounts: [], carryOver: false,
        overrunPrice: nil))
    let points = (share.atMost * 10_000 as NSDecimalNumber).int64Value
    if let whole = rules.first(where: { $0.row.isWhole && $0.row.isCumulative }) {
      problems.append(PruningAssembly.shareOfCarryOver(share.id, year: whole.row.year))
      return
    }
    for whole in rules where whole.row.isWhole && !whole.row.isCumulative {
      let cap = Money(minorUnits: whole.row.limit, currency: run.currency).scaled(by: points, over: 10_000)
      let name = matcher.unitName(share.unit)
      rules.append(
        Rule(
          row: PlanRow(
            rule: share.id, kind: .unitShare,
            name: BilingualText(
              zh: "\(name) \(whole.row.year) 年预算份额（\(share.atMost * 100)%）",
              en: "share of \(name) in the budget \(whole.row.year) (\(share.atMost * 100)%)"),
            year: whole.row.year, isCap: true, limit: cap.minorUnits, reserved: 0, isCumulative: false,
            isWhole: false, overrunPrice: nil), begin: whole.row.year,
          weights: scope.map { $0 ? 1 : 0 }))
    }
  }

  private mutating func coverageRules(
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
  private func isLive(_ row: Int) -> Bool {
    fees.standing[row] == .known || fees.standing[row] == .unknown
      || (fees.standing[row] == .noFees && run.table[.legalLife]?.category(row) == LegalLife.alive.rawValue)
  }

  private mutating func shareRules(
    _ share: PruningScenario.ShareRule, _ lastYear: Int, _ rules: inout [Rule]
  ) {
    let from = share.from ?? firstYear
    let to = max(from, share.to ?? lastYear)
    guard isInside(from, share.id), isInside(to, share.id) else { return }
    let what = ConditionMatcher(share.what, table: run.table)
    let among = share.among.map { ConditionMatcher($0, table: run.table) }
    let least = (share.atLeast * 10_000 as NSDecimalNumber).int64Value
    let members = (0..<count).map { row -> Int64 in
      guard isLive(row), among?.holds(row) ?? true else { return 0 }
      return (what.holds(row) ? 10_000 : 0) - least
    }
    for year in from...to {
      rules.append(
        Rule(
          row: PlanRow(
            rule: share.id, kind: .share,
            name: BilingualText(zh: "\(share.title.zh) \(year) 年", en: "\(share.title.en) \(year)"),
            year: year,
            isCap: false, limit: 0, reserved: 0, isCumulative: false, isWhole: false, overrunPrice: nil),
          begin: year, weights: members))
    }
  }

  /// A rule that even keeping everything cannot meet is told before the solver says so in numbers.
  private mutating func checkCandidates(_ result: inout Assembled, _ rules: [Rule]) {
    var most = result.model.rows.map(\.reserved)
    for index in 0..<result.model.count where result.model.atMost[index] > 0 {
      let first = result.model.stepOffset(index)
      for use in Int(
        result.model.useStart[first])..<Int(
          result.model.useStart[first + Int(result.model.atMost[index])])
      {
        most[Int(result.model.useRow[use])] += max(0, result.model.useAmount[use])
      }
    }
    // A rule for every product asks of each no more than it has.
    let each = Set(scenario.coverage.filter { $0.product == nil || $0.market == "each" }.map(\.id))
    for (index, row) in result.model.rows.enumerated() where row.kind == .coverage && most[index] < row.limit
    {
      if each.contains(row.rule) {
        result.model.rows[index].limit = most[index]
      } else {
        problems.append(
          Problem(
            .planFewCandidates, value: row.name.zh,
            zh: "“\(row.name.zh)”要求 \(row.limit) 项有效权利，最多只有 \(most[index]) 项",
            en: "'\(row.name.en)' asks for \(row.limit) live rights, and there are at most \(most[index])",
            remedy: BilingualText(
              zh: "降低要求，或给出 shortfallPrice", en: "Ask for fewer, or give a shortfallPrice")))
      }
    }
  }
}
