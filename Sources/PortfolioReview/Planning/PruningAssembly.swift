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
  /// The due day of a right's first unpaid fee in a calendar year; nil when it has none.
  let dueDay: (_ row: Int, _ year: Int) -> CalendarDay?
  var matcher: RuleMatcher
  var problems: [Problem] = []
  /// A list that counts as if it were not there.
  var leftOut: String?
  /// The coverage rows that a right counts for.
  var coverageOfRow: [Int: [Int]] = [:]
  /// The rows that weigh each right: money and shares.
  private var denseRules: [Int] = []

  /// What was assembled.
  struct Assembled {
    var model: PlanModel
    /// What is settled for each right before the solver decides; nil for those it decides.
    var settled: [PlanAction?]
    var reasonOfRow: [Int16]
    var reasons: [BilingualText]
    /// The rights that the share rows count, by row of the plan.
    var shareMembers: [Int: ShareMembers] = [:]
    /// Rights whose late fee is paid whatever the plan decides, for a tie outlasts its due day.
    var lateTied: Set<Int> = []
    /// What late fees buy that the plan weighs, by row.
    var lateBought: [Int: LateFee.Bought] = [:]
    /// The class of each row of the table; -1 for rights outside the decision.
    var classOfRow: [Int32]
    var problems: [Problem]
  }

  /// Which rights a share row counts, and which of them are of its sort.
  struct ShareMembers {
    var what: [Bool]
    var among: [Bool]
  }

  init(
    run: ReviewRun, scenario: PruningScenario, fees: PlanningFees, worth: WorthColumns, ties: PlanningTies,
    dueDay: @escaping (_ row: Int, _ year: Int) -> CalendarDay?, find: @escaping (String) -> Int?
  ) {
    self.dueDay = dueDay
    self.run = run
    self.scenario = scenario
    self.fees = fees
    self.worth = worth
    matcher = RuleMatcher(run: run, ties: ties, find: find)
  }

  static let paidAlready = BilingualText(
    zh: "计划期内的费用已经缴纳", en: "A fee of the plan's years is paid already")

  var count: Int { run.table.count }
  var firstYear: Int { fees.firstYear }
  var yearCount: Int { fees.yearCount }

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
    model.minorPerMajor = run.currency.minorPerMajor
    model.minorPerValue = scenario.objective == .gradePoints ? nil : run.currency.minorPerMajor
    let subtracts = scenario.objective?.subtractsFees ?? true
    model.countsFees = (0..<yearCount).map { year in
      subtracts || !rules.contains { $0.isMoney && $0.counts(firstYear + year) }
    }
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
      let settled = standing(row, ruledYears, lists)
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
    for (list, rows) in lists.members {
      result.model.listed[list] = rows.map { result.classOfRow[$0] }.filter { $0 >= 0 }
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
    for (index, rule) in rules.enumerated() { result.shareMembers[index] = rule.members }
    result.lateTied = lists.lateTied
    result.problems = problems
    return result
  }

  // MARK: Rights

  /// What is settled for a right before anything is weighed; nil when the plan decides.
  private func standing(_ row: Int, _ ruledYears: Int, _ lists: Lists) -> PlanAction? {
    switch fees.standing[row] {
    case .noFees: return .noFees
    case .notYetGranted: return .notYetGranted
    case .restorable: return .restorable
    case .unknown: return .needsFact
    case .known: break
    }
    let start = row * yearCount
    let isDue = fees.amounts[start..<start + ruledYears].contains { $0 != 0 }
    // A late fee that is paid before the plan is decided with it, though no fee falls due in its years.
    if !isDue, lateFeeBefore(row, lists) == 0 { return .nothingDue }
    guard worth.isKnown[row] else { return .needsFact }
    // The last fee of a term is weighed against the months that it buys; where nobody can say what those are worth,
    // only a list decides.
    let isListed = lists.keep[row] >= 0 || lists.drop[row] >= 0
    if isLastFee(row, lists), !isListed,
      scenario.objective == .gradePoints || worth.wholeFirstYear(row) == nil
    {
      return .nothingDue
    }
    return nil
  }

  /// Whether a late fee is all that there is to decide of a right: its term ends before a fee of the plan falls due.
  private func isLastFee(_ row: Int, _ lists: Lists) -> Bool {
    fees.life(row) == 0 && lateFeeBefore(row, lists) != 0
  }

  private func add(_ row: Int, _ result: inout Assembled, _ lists: Lists, _ rules: [Rule], inFamily: Bool) {
    // A ladder of one step that uses no budget and protects nothing in the plan's years: the late fee alone.
    let isLastFee = self.isLastFee(row, lists)
    let life = isLastFee ? 1 : fees.life(row)
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
      result.reasonOfRow[row] = lists.reason[row]
    }
    if least > 0, lists.keep[row] < 0, lists.drop[row] < 0, isJudged {
      result.reasonOfRow[row] = Int16(clamping: result.reasons.count - 1)
    }
    var most = length
    if lists.drop[row] >= 0 {
      most = max(0, least)
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
    let late = lateFeeBefore(row, lists)
    let bought = late == 0 ? nil : self.bought(byLateFeeOf: row, result.model)
    result.lateBought[row] = bought
    let lateWorth = bought?.worth ?? 0
    result.model.lateFees.append(late)
    result.model.lateWorth.append(lateWorth)
    for year in 0..<yearCount {
      let cell = row * yearCount + year
      result.model.worth.append(worth.amounts[cell])
      result.model.fees.append(fees.amounts[cell])
      result.model.net.append(
        isJudged && year < life
          ? net(row, year, result.model, late: year == 0 ? late : 0, lateWorth: year == 0 ? lateWorth : 0) : 0
      )
    }
    for step in 0..<length {
      if !isLastFee {
        eachUse(row, step, rules) { rule, amount in
          result.model.useRow.append(Int32(rule))
          result.model.useAmount.append(amount)
        }
      }
      result.model.useStart.append(Int32(clamping: result.model.useRow.count))
    }
    result.model.stepStart.append(Int32(clamping: result.model.useStart.count - 1))
  }

  /// What keeping a right in a year adds, in units of value.
  /// - Parameters:
  ///   - late: the late fee that must be paid before it, in minor units.
  ///   - lateWorth: the worth that the late fee buys, in major units.
  private func net(_ row: Int, _ year: Int, _ model: PlanModel, late: Int64, lateWorth: Double) -> Int64 {
    let cell = row * yearCount + year
    return PlanModel.net(
      worth: Double(worth.amounts[cell]) + lateWorth,
      fee: (model.countsFees[year] ? fees.amounts[cell] : 0) + late,
      minorPerValue: model.minorPerValue, discount: model.discounts[year])
  }

  /// The late fee that whoever keeps a right pays before the plan, in minor units; 0 where none is late, or a tie asks
  /// for it in any case.
  private func lateFeeBefore(_ row: Int, _ lists: Lists) -> Int64 {
    guard let late = fees.lateFee(row), late.payment == .beforePlan, !lists.lateTied.contains(row) else {
      return 0
    }
    return late.amount
  }

  /// What a late fee buys: the time from the as-of day to the first due day of the plan, or to the end of the term where
  /// no fee follows, at the worth of the plan's first year, since earlier years have none of their own. Nil where values
  /// are points, and where the worth is not known.
  private func bought(byLateFeeOf row: Int, _ model: PlanModel) -> LateFee.Bought? {
    guard model.minorPerValue != nil, worth.isKnown[row] else { return nil }
    let isLast = fees.life(row) == 0
    let termEnd = isLast ? fees.lateTermEnds[row] : nil
    guard
      let end = dueDay(row, firstYear) ?? termEnd ?? CalendarDay(year: firstYear, month: 1, day: 1),
      let aYear = isLast ? worth.wholeFirstYear(row) : worth.amounts[row * yearCount]
    else { return nil }
    let bought = LateFee.Bought(until: end, days: min(366, max(0, end - run.asOf)), worthAYear: aYear)
    return bought.isReasonable ? bought : nil
  }

  /// A right outside the decision takes its part of the rows before anybody else.
  private func reserve(_ row: Int, _ result: inout Assembled, _ rules: [Rule], _ action: PlanAction?) {
    let pays = action != .needsFact || scenario.unknownWorth != .outsideBudget
    for step in 0..<min(fees.life(row), result.model.ruledYears) {
      eachUse(row, step, rules) { rule, amount in
        if pays || !rules[rule].isMoney { result.model.rows[rule].reserved += amount }
      }
    }
  }

  /// The uses of a right in a year of the plan.
  private func eachUse(_ row: Int, _ step: Int, _ rules: [Rule], _ body: (Int, Int64) -> Void) {
    let year = firstYear + step
    for index in denseRules {
      let rule = rules[index]
      guard rule.counts(year), rule.weights[row] != 0 else { continue }
      let amount = rule.isMoney ? fees.amounts[row * yearCount + step] : rule.weights[row]
      if amount != 0 { body(index, amount) }
    }
    for index in coverageOfRow[row] ?? [] where rules[index].row.year == year { body(index, 1) }
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
            .planFewCandidates, value: row.rule,
            zh: "“\(row.name.zh)”要求 \(row.limit) 项有效权利，最多只有 \(most[index]) 项",
            en: "'\(row.name.en)' asks for \(row.limit) live rights, and there are at most \(most[index])",
            remedy: BilingualText(
              zh: "降低要求，或给出 shortfallPrice", en: "Ask for fewer, or give a shortfallPrice")))
      }
    }
  }
}
