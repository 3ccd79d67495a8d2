internal import Foundation
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
public import Pruning
internal import Valuation

/// Makes plans: assembles the problem, has it solved, checks the answer by other code, and says what it means.
public struct PlanMaker: Sendable {
  /// What the plan was asked for.
  public let request: PlanRequest
  let model: PlanModel
  let settled: [PlanAction?]
  let reasonOfRow: [Int16]
  let classOfRow: [Int32]
  private(set) var fees: PlanningFees
  /// The fees as they were given, before lists tied late ones.
  private let givenFees: PlanningFees
  let worth: WorthColumns
  private let reasons: [BilingualText]
  private let problems: [Problem]
  let problem: PruningProblem
  let shareMembers: [Int: PruningAssembly.ShareMembers]

  /// Assembles the problem.
  /// - Throws: ``ProblemList`` when the scenario names what the portfolio does not have, a year lies outside the
  ///   plan, or the map of worth is in another currency.
  public init(_ request: PlanRequest) throws {
    let scenario = request.scenario
    let years = scenario.horizonYears ?? 1
    let firstYear = request.firstYear
    guard firstYear - request.run.asOf.year <= years else {
      throw ProblemList(
        Problem(
          .planYearOutside, value: "\(firstYear)", zh: "最早的预算年度在计划期间之外",
          en: "The first year with a budget lies beyond the plan's years",
          remedy: BilingualText(zh: "更正年度，或加长 horizon", en: "Correct the year, or make the horizon longer")))
    }
    fees = request.outlook.planningFees(from: firstYear, years: years)
    givenFees = fees
    worth = try PlanMaker.worth(request, firstYear: firstYear, years: years).ended(by: fees)
    var assembly = PlanMaker.assembly(request, fees, worth)
    let assembled = try assembly.assemble()
    self.request = request
    model = assembled.model
    settled = assembled.settled
    reasonOfRow = assembled.reasonOfRow
    reasons = assembled.reasons
    classOfRow = assembled.classOfRow
    problems = assembled.problems
    for index in fees.lateFees.indices {
      let row = fees.lateFees[index].row
      if assembled.lateTied.contains(row) { fees.lateFees[index].payment = .tied }
      fees.lateFees[index].bought = assembled.lateBought[row]
    }
    shareMembers = assembled.shareMembers
    problem = try model.problem()
  }

  private static func assembly(
    _ request: PlanRequest, _ fees: PlanningFees, _ worth: WorthColumns
  ) -> PruningAssembly {
    PruningAssembly(
      run: request.run, scenario: request.scenario, fees: fees, worth: worth, ties: request.ties,
      dueDay: { request.outlook.firstDueDay($0, in: $1) }, find: request.find)
  }

  /// The problem as it would be without one of the lists: rights that others name stay on those.
  func model(without list: String) throws -> PlanModel {
    var assembly = PlanMaker.assembly(request, givenFees, worth)
    assembly.leftOut = list
    return try assembly.assemble().model
  }

  private static func worth(_ request: PlanRequest, firstYear: Int, years: Int) throws -> WorthColumns {
    let run = request.run
    let basis: PruningScenario.WorthBasis
    var perPoint = 0.0
    switch request.scenario.objective {
    case .gradePoints?: return WorthColumns(pointsOf: run, firstYear: firstYear, yearCount: years)
    case .money(let given, _)?: basis = given
    case .mix(let given, _, let amount)?:
      basis = given
      perPoint = Double("\(amount)") ?? 0
    case nil: basis = .renewal(.base)
    }
    switch basis {
    case .income(let scenario):
      return WorthColumns(
        income: request.income ?? IncomeWorth(firstYear: firstYear, yearCount: years, amounts: [:]),
        case: scenario, perPoint: perPoint, run: run)
    case .bestFounded(let scenario):
      let renewal = try renewalWorth(request, scenario, perPoint, firstYear, years)
      guard let income = request.income, !income.amounts.isEmpty else { return renewal }
      return renewal.preferring(income, case: scenario, perPoint: perPoint, run: run)
    case .renewal(let scenario): return try renewalWorth(request, scenario, perPoint, firstYear, years)
    case .map(let id):
      guard let map = request.valueMap, map.header.id == id else {
        throw ProblemList(
          Problem(
            .modelNotFound, value: id, zh: "没有名为“\(id)”的得分到价值换算表",
            en: "There is no map from score to worth with the id '\(id)'"))
      }
      guard map.currency == run.currency else {
        throw ProblemList(
          Problem(
            .planCurrency, at: Place(file: map.header.file.path), value: map.currency.code,
            zh: "换算表的币种与评审的 \(run.currency.code) 不一致",
            en: "The map is not in the run's currency, \(run.currency.code)",
            remedy: BilingualText(zh: "给出同币种的换算表", en: "Give a map in that currency")))
      }
      return WorthColumns(map: map, perPoint: perPoint, run: run, firstYear: firstYear, yearCount: years)
    }
  }

  private static func renewalWorth(
    _ request: PlanRequest, _ scenario: ValueColumns.Scenario, _ perPoint: Double, _ firstYear: Int,
    _ years: Int
  ) throws -> WorthColumns {
    guard let values = request.run.values else {
      throw ProblemList(
        Problem(
          .planWithoutWorth, value: "\(request.run.id)", zh: "这次评审没有估值", en: "The run holds no values",
          remedy: BilingualText(
            zh: "重新运行 winnow review，或在情景中给出 valueMap",
            en: "Run winnow review again, or give a valueMap in the scenario")))
    }
    return WorthColumns(
      renewal: values, case: scenario, explained: request.explained, perPoint: perPoint, run: request.run,
      firstYear: firstYear, yearCount: years)
  }

  /// How many rights the plan decides.
  public var decidedCount: Int { model.count }

  /// Solves the problem and says what it means for each right.
  public func plan(progress: ((PruningProgress) -> Void)? = nil) -> PortfolioPlan {
    plan(from: PruningSolver.solve(problem, options: request.options, progress: progress))
  }

  /// What a solver's answer means for each right. The answer is checked first, by code that shares nothing with
  /// the solver: a plan that breaks a rule is no plan.
  func plan(from answer: PruningPlan) -> PortfolioPlan {
    let report = SolutionChecker(problem).check(answer)
    var answer = answer
    if !report.isSound {
      answer.status = .limit
      answer.choices = []
      answer.value = nil
    }
    let run = request.run
    let count = run.table.count
    let hasPlan = answer.value != nil && answer.choices.count >= model.count
    if hasPlan, answer.multipliers.count == model.rows.count {
      answer.multipliers = CutLine(model, answer.multipliers).refined(proof: answer.proof)
    }
    var plan = PortfolioPlan(
      head: head(answer, uses: hasPlan ? report.uses : []), actions: [], keepThrough: [], lapseDays: [],
      reasonOfRow: reasonOfRow,
      fees: fees.amounts, worth: worth.amounts, net: [Int64](repeating: 0, count: fees.amounts.count),
      marginNet: [Int64](repeating: 0, count: count), marginPrice: [Int64](repeating: 0, count: count),
      marginCredit: [Int64](repeating: 0, count: count), hasMargin: [Bool](repeating: false, count: count))
    for row in 0..<count {
      let index = Int(classOfRow[row])
      guard index >= 0, hasPlan else {
        let action = settled[row] ?? .keep
        plan.actions.append(action)
        let isPaying = action == .needsFact || action == .nothingDue || action == .keep
        plan.keepThrough.append(isPaying ? lastYearKept(row) : 0)
        plan.lapseDays.append(PortfolioPlan.noDay)
        continue
      }
      let stop = Int(answer.choices[index])
      let action = action(of: row, index, stop: stop)
      plan.actions.append(action)
      plan.keepThrough.append(keptThrough(index, stop: stop))
      plan.lapseDays.append(
        action.letsGo
          ? lapseDay(row, after: model.firstYear + stop - 1)?.number ?? PortfolioPlan.noDay
          : PortfolioPlan.noDay)
      let start = row * model.yearCount
      plan.net.replaceSubrange(
        start..<start + model.yearCount,
        with: model.net[index * model.yearCount..<(index + 1) * model.yearCount])
    }
    plan.grounds = worth.grounds
    plan.conditions = request.run.gates?.conditions(of: plan) ?? []
    if !answer.multipliers.isEmpty {
      CutLine(model, answer.multipliers).margins(into: &plan, settled: settled)
    }
    return plan
  }

  private func action(of row: Int, _ index: Int, stop: Int) -> PlanAction {
    let isWhole = stop >= min(Int(model.steps[index]), model.ruledYears)
    if let action = settled[row] {
      // Within a family even a right with nothing due, or one that waits for a fact, may be asked for.
      return isWhole ? action : .letLapse
    }
    if reasonOfRow[row] >= 0, model.atMost[index] < model.steps[index] { return .listedToLapse }
    guard isWhole else { return .letLapse }
    return model.atLeast[index] >= stop && model.atLeast[index] > 0 ? .mustKeep : .keep
  }

  /// The last year of a right that the plan keeps without deciding on it: not beyond the end of its term.
  private func lastYearKept(_ row: Int) -> Int16 {
    Int16(clamping: max(model.firstYear + fees.life(row) - 1, request.run.asOf.year))
  }

  private func keptThrough(_ index: Int, stop: Int) -> Int16 {
    let tail = stop == Int(model.steps[index]) ? model.values(of: index).tail : 0
    return stop + tail > 0 ? Int16(model.firstYear + stop + tail - 1) : Int16(model.firstYear - 1)
  }

  /// The due day of the first fee that is not paid any more: of a late one, the day that has passed.
  private func lapseDay(_ row: Int, after year: Int) -> CalendarDay? {
    if year < model.firstYear, let late = fees.lateFee(row), late.payment != .tied { return late.due }
    for next in (year + 1)..<(model.firstYear + model.yearCount)
    where fees.amount(row: row, year: next) != 0 {
      return request.outlook.firstDueDay(row, in: next)
    }
    return nil
  }

  private func head(_ answer: PruningPlan, uses: [Int64]) -> PortfolioPlan.Head {
    let scenario = request.scenario
    let rows = model.rows.indices.map { row($0, after: uses.isEmpty ? nil : answer) }
    let conflict = conflict(answer)
    return PortfolioPlan.Head(
      scenario: scenario.header.id, title: scenario.header.title, objective: scenario.objective?.word ?? "",
      subtractsFees: scenario.objective?.subtractsFees ?? true,
      worthSource: worth.source, valueUnit: scenario.objective == .gradePoints ? .points : .money,
      discountRate: "\(scenario.discountRate ?? 0)", firstYear: model.firstYear, yearCount: model.yearCount,
      lastRuledYear: model.firstYear + model.ruledYears - 1, status: answer.status, proof: answer.proof,
      value: answer.value, bound: answer.bound, rows: rows,
      uses: uses.isEmpty ? [] : rows.indices.map { used(uses, $0, answer.choices) + rows[$0].reserved },
      multipliers: Array(answer.multipliers.prefix(rows.count)),
      conflict: conflict.rows,
      relief: conflict.relief, reasons: reasons, feesBeforePlan: fees.beforePlan, lateRights: fees.late.count,
      tablesNotKept: ["licence", "pledge", "dispute"].filter { !request.ties.keptTables.contains($0) },
      problems: problems, insights: nil, paysUnknownElsewhere: scenario.unknownWorth == .outsideBudget,
      sides: answer.status == .infeasible ? sides(of: conflict.rows) : nil, lateFees: fees.lateFees,
      pastGrace: fees.pastGrace.isEmpty ? nil : fees.pastGrace,
      isConflictProven: answer.status == .infeasible ? conflict.isProven : nil,
      conflictRights: contradictingRights(answer))
  }

  /// A row of the model, a share with what the plan leaves of it.
  private func row(_ index: Int, after answer: PruningPlan?) -> PlanRow {
    var row = model.rows[index]
    guard let answer, row.share != nil, let members = shareMembers[index] else { return row }
    let offset = row.year - model.firstYear
    let alive = members.among.indices.filter { right in
      guard members.among[right], fees.life(right) > offset else { return false }
      let at = Int(classOfRow[right])
      return at >= 0 ? Int(answer.choices[at]) > offset : fees.life(right) > offset
    }
    row.share?.whatAfter = alive.count { members.what[$0] }
    row.share?.allAfter = alive.count
    return row
  }

  /// The rows that contradict each other and what would help. Where what must be kept is already too much for a
  /// row, that is said first: the solver then only names the right.
  private func conflict(
    _ answer: PruningPlan
  ) -> (rows: [Int], relief: [PortfolioPlan.Relief], isProven: Bool) {
    guard answer.status == .infeasible else { return ([], [], false) }
    let found = answer.conflict
    // What an overrun at a price adds to the rows is no row of the plan.
    let rows = (found?.rows ?? []).filter { $0 < model.rows.count }
    let isProven = found?.rowsContradict ?? false
    if let found, !rows.isEmpty, !found.leastChange.isEmpty {
      return (rows, reliefs(found.leastChange), isProven)
    }
    var least = model.rows.map(\.reserved)
    for index in 0..<model.count where model.atLeast[index] > 0 {
      let first = model.stepOffset(index)
      for use in Int(model.useStart[first])..<Int(model.useStart[first + Int(model.atLeast[index])]) {
        least[Int(model.useRow[use])] += model.useAmount[use]
      }
    }
    let over = model.rows.indices.filter { model.rows[$0].isCap && least[$0] > model.rows[$0].limit }
    return (
      over.isEmpty ? rows : over,
      // At least so much is missing; whether it is enough has to be asked.
      enough(reliefs(over.map { .init(row: $0, amount: least[$0] - model.rows[$0].limit) })),
      !over.isEmpty || isProven
    )
  }

  /// The rights whose own rules leave no option: lists that stand against each other through families.
  private func contradictingRights(_ answer: PruningPlan) -> [Int]? {
    let rights = (answer.conflict?.classes ?? []).filter { $0 < model.count }.map { Int(model.rights[$0]) }
    return rights.isEmpty ? nil : rights
  }

  /// What the rights use of a row: without the overrun that an elastic row has bought.
  func used(_ uses: [Int64], _ row: Int, _ choices: [Int32]) -> Int64 {
    guard model.rows[row].overrunPrice != nil else { return uses[row] }
    var bought: Int64 = 0
    for index in model.count..<problem.classCount {
      problem.forEachUse(of: Int(choices[index]), in: index) { if $0 == row { bought += $1 } }
    }
    return uses[row] - bought
  }
}
